"""What each distributor's reply says, read at its word: prices, counts, currencies, and gaps."""

from decimal import Decimal

import pytest

from planner.io.distributors.element14 import STORES
from planner.io.distributors.tme import CREDIT
from planner.model.findings import PlannerError
from planner.model.lookups import Lookup, LookupAnswer, LookupBy
from planner.model.money import CURRENCIES
from planner.model.proposals import (
    Ask,
    Availability,
    PageAnswer,
    Said,
    TaxIncluded,
    answered,
    offer_of,
)
from tests.io.distributors.counter import Counter, body_of, counter, reply
from tests.io.rate_server import Behaviour, Visit, answers


def looked_up(there: Counter, at: str, sought: str = "fan", **more: object) -> LookupAnswer:
    found = there.ask(at, sought, **more)
    assert isinstance(found, LookupAnswer)
    return found


def breaks(article: Lookup) -> list[tuple[int, Decimal | None]]:
    return [(each.quantity, each.price) for each in article.breaks]


# --- Mouser --------------------------------------------------------------------------------------


def test_mouser_prices_are_texts_and_what_they_may_mean_twice_is_not_known() -> None:
    with counter() as there:
        fan = looked_up(there, "mouser").found[0]

    assert breaks(fan) == [
        (1, Decimal("1234.50")),
        (10, Decimal("12.30")),
        (100, None),
        (500, None),
    ]
    assert fan.currency == "SGD"


def test_mouser_prices_are_read_as_the_account_is_said_to_write_them() -> None:
    with counter() as there:
        found = looked_up(there, "mouser", locale="en-SG")

    assert breaks(found.found[0])[2] == (100, Decimal(1400))
    assert [each.code for each in found.findings] == ["lookup-price-unread"]
    assert "'Quote'" in found.findings[0].message


def test_mouser_says_stock_least_multiple_lead_time_and_lifecycle() -> None:
    with counter() as there:
        found = looked_up(there, "mouser")

    fan, old = found.found
    assert (fan.stock, fan.minimum, fan.multiple) == (1204, 1, 1)
    assert (fan.lead_time, fan.lifecycle) == ("28 Days", "New Product")
    assert fan.address == "https://www.mouser.com/ProductDetail/900-FAN40"
    assert (old.stock, old.lead_time, old.address, old.breaks) == (None, "", "", ())
    assert old.remarks == ("discontinued", "suggested in its place: 900-FAN40")
    assert found.of == 37


def test_mouser_is_asked_for_a_number_by_number_and_for_a_makers_number_by_words() -> None:
    with counter() as there:
        looked_up(there, "mouser", "900-FAN40", by=LookupBy.NUMBER)
        by_maker = looked_up(there, "mouser", "fan-40", by=LookupBy.MAKER)

    assert there.paths == ["/api/v2/search/partnumber", "/api/v2/search/keyword"]
    assert '"mouserPartNumber": "900-FAN40"' in body_of(there.server.requests[0])
    assert [each.maker_number for each in by_maker.found] == ["FAN-40"]


@pytest.mark.parametrize("number", ["ab", "a|b|c", "a" * 41])
def test_what_cannot_be_a_number_of_mouser_is_not_asked(number: str) -> None:
    with counter() as there, pytest.raises(PlannerError, match="3 to 40 characters"):
        there.ask("mouser", number, by=LookupBy.NUMBER)
    assert there.paths == []


def test_mouser_refuses_in_its_own_words() -> None:
    says = answers({"Errors": [{"Code": "Invalid", "Message": "Invalid unique identifier."}]})
    with (
        counter({"/api/v2/search/keyword": says}) as there,
        pytest.raises(PlannerError, match="Invalid unique identifier"),
    ):
        there.ask("mouser")


# --- element14 -----------------------------------------------------------------------------------


def test_element14_prices_are_in_the_currency_of_the_store_and_without_tax() -> None:
    with counter() as there:
        home = looked_up(there, "element14")
        british = looked_up(there, "element14", store="uk.farnell.com")

    fan, cord = home.found
    assert breaks(fan) == [(1, Decimal("1234.5")), (10, Decimal(1100))]
    assert (fan.currency, fan.tax_included) == ("SGD", TaxIncluded.NO)
    assert british.found[0].currency == "GBP"
    assert breaks(cord) == [(5, None)]
    assert cord.packaging == "PACK of 5"
    assert (fan.stock, fan.lead_time) == (86, "28 days")
    assert cord.lifecycle == "NO_LONGER_MANUFACTURED (release status 7)"
    assert "storeInfo.id=uk.farnell.com" in there.server.requests[1]


def test_a_store_whose_currency_is_not_known_is_not_asked() -> None:
    with counter() as there, pytest.raises(PlannerError, match=r"Did you mean uk\.farnell\.com"):
        there.ask("element14", store="uk.farnel.com")
    assert there.paths == []
    assert set(STORES.values()) <= set(CURRENCIES)


@pytest.mark.parametrize(
    ("by", "term"), [("words", "any"), ("number", "id"), ("maker", "manuPartNum")]
)
def test_element14_is_told_what_the_words_are(by: str, term: str) -> None:
    with counter() as there:
        there.ask("element14", "FAN-40", by=LookupBy(by))
    assert f"term={term}%3AFAN-40" in there.server.requests[0]


# --- DigiKey -------------------------------------------------------------------------------------


def test_digikey_states_the_currency_once_for_all_prices() -> None:
    with counter() as there:
        found = looked_up(there, "digikey")

    tape, reel = found.found
    assert breaks(tape) == [(1, Decimal("9.9")), (1000, Decimal("1.1"))]
    assert breaks(reel) == [(1000, None)]
    assert {each.currency for each in found.found} == {"SGD"}
    assert (reel.minimum, reel.stock, reel.packaging) == (1000, 1000, "Tape & Reel (TR)")
    assert tape.lead_time == "12 weeks from the maker"
    assert tape.remarks == ("a tariff is added",)
    assert reel.remarks == ("sold by a third party on its marketplace",)
    assert found.of == 51


def test_without_a_stated_currency_digikey_prices_have_none() -> None:
    bare = answers({"Products": [{"ProductVariations": [{"DigiKeyProductNumber": "1"}]}]})
    with counter({"/products/v4/search/keyword": bare}) as there:
        assert looked_up(there, "digikey").found[0].currency is None


def test_a_number_that_digikey_does_not_have_is_nothing_found() -> None:
    with counter() as there:
        found = looked_up(there, "digikey", "no/such", by=LookupBy.NUMBER)

    assert [each.code for each in found.findings] == ["lookup-none"]
    assert there.paths[-1] == "/products/v4/search/no%2Fsuch/productdetails"


def test_a_token_is_used_until_shortly_before_it_runs_out() -> None:
    with counter() as there:
        now = [0.0]
        there.tokens._clock = lambda: now[0]
        there.ask("digikey")
        now[0] = 280.0
        there.ask("digikey")
        now[0] = 290.0
        there.ask("digikey")

    assert there.paths.count("/v1/oauth2/token") == 2


def test_a_token_that_is_no_longer_taken_is_asked_for_anew_once() -> None:
    seen: list[str] = []

    def once(visit: Visit) -> None:
        seen.append(visit.request)
        behave: Behaviour = reply("digikey.json")
        (answers("", status="401 No") if len(seen) == 2 else behave)(visit)

    with counter({"/products/v4/search/keyword": once}) as there:
        there.ask("digikey")
        there.ask("digikey")

    assert there.paths.count("/v1/oauth2/token") == 2


# --- TME -----------------------------------------------------------------------------------------


def proposed(there: Counter, sought: str = "fan", **more: object) -> PageAnswer:
    found = there.ask("tme", sought, **more)
    assert isinstance(found, PageAnswer)
    return found


def test_tme_proposes_with_the_line_that_its_terms_ask_for() -> None:
    with counter() as there:
        found = proposed(there)

    fan, wire = found.proposals
    assert {each.credit for each in found.proposals} == {CREDIT}
    assert CREDIT not in [each.message for each in found.findings]
    assert (fan.amount, fan.currency, fan.tax_included) == (
        Decimal("1234.5"),
        "EUR",
        TaxIncluded.NO,
    )
    assert [(each.min_quantity, each.price) for each in fan.more_breaks] == [
        (100, Decimal("1100.5"))
    ]
    assert (fan.minimum_quantity, fan.order_multiple, fan.stock) == (5, 5, 647)
    assert fan.availability is Availability.LIMITED
    assert fan.questions == ()
    assert {each.about for each in wire.questions} == {Ask.CURRENCY, Ask.PACK, Ask.TAX}
    assert wire.availability is Availability.OUT_OF_STOCK
    assert "FAN-OLD is not for sale: NOT_IN_OFFER" in " ".join(
        each.message for each in found.findings
    )


def test_what_tme_proposes_becomes_an_offer_as_a_pages_does() -> None:
    with counter() as there:
        fan = proposed(there).proposals[0]
    offer = offer_of(fan, Said(), vendor="tme", part_number="fan")

    assert [(each.min_quantity, each.price) for each in offer.price_breaks] == [
        (1, Decimal("1234.5")),
        (100, Decimal("1100.5")),
    ]
    assert (offer.minimum_quantity, offer.order_multiple, offer.sku) == (5, 5, "FAN-40")
    assert offer.tax_included is False
    assert offer.note == CREDIT
    assert offer.source == "https://www.tme.eu/en/details/fan-40/"


def test_another_amount_that_a_person_states_holds_for_any_number_of_packs() -> None:
    with counter() as there:
        fan = proposed(there).proposals[0]
    assert answered(fan, Said(amount=Decimal(3))).more_breaks == ()


@pytest.mark.parametrize(
    ("by", "path", "query"),
    [
        ("words", "/products/search", "phrase=fan-40"),
        ("number", "/products", "symbols%5B%5D=FAN-40"),
        ("maker", "/products", "mpns%5B%5D=fan-40"),
    ],
)
def test_tme_is_asked_by_words_number_or_makers_number(by: str, path: str, query: str) -> None:
    with counter() as there:
        proposed(there, "fan-40", by=LookupBy(by), currency="EUR")

    assert there.paths == ["/auth/token", path, "/products/data"]
    assert query in there.server.requests[1]
    assert "country=SG" in there.server.requests[2]
    assert "currency=EUR" in there.server.requests[2]


def test_tme_refuses_in_its_own_words() -> None:
    says = answers({"status": "E_INPUT_PARAMS_VALIDATION_ERROR"})
    with (
        counter({"/products/search": says}) as there,
        pytest.raises(PlannerError, match="E_INPUT_PARAMS"),
    ):
        there.ask("tme")


def test_a_number_that_is_none_of_tmes_is_not_asked() -> None:
    with counter() as there, pytest.raises(PlannerError, match="2 to 18 characters"):
        there.ask("tme", "a" * 19, by=LookupBy.NUMBER)
    assert there.paths == []


def test_no_token_no_answer() -> None:
    with (
        counter({"/auth/token": answers({"token_type": "Bearer"})}) as there,
        pytest.raises(PlannerError, match="gives no token"),
    ):
        there.ask("tme")


def test_what_tme_says_of_articles_without_a_price_bears_its_line_too() -> None:
    nothing = answers({"status": "OK", "data": {"elements": []}})
    with counter({"/products/data": nothing}) as there:
        found = proposed(there)

    assert found.proposals == ()
    assert CREDIT in [each.message for each in found.findings]
    assert "comes without a price at TME" in " ".join(each.message for each in found.findings)
