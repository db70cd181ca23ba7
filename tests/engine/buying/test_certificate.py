"""The savings certificate: what a basket was proven from, and whether it comes out the same."""

from datetime import date
from decimal import Decimal

import pytest

from planner.engine.buying.certificate import certify, check, terms_of
from planner.engine.buying.partial import buy_what_can_be_had
from planner.model.basket import Need
from planner.model.buying import NO_TERMS, BuyingTerms, Market, Purchase
from planner.model.certificate import Certificate
from planner.model.money import Money
from planner.model.proof import Status
from tests.engine.purchase_cases import DAY, LANDING, need, shop, sold

NEEDS = (need("board", 2), need("lead", 3))
OFFERS = (
    sold("board", "far", "1: 35.00", currency="USD"),
    sold("board", "near", "1: 50.00", sku="B-1", lead_time_days=2),
    sold("lead", "near", "1: 4.00", pack_size=5, lead_time_days=2),
    sold("fan", "other", "1: 9.00"),
)
VENDORS = (shop("near", shipping="5"), shop("far", currency="USD"), shop("other"))
MARKET = Market(OFFERS, VENDORS)


def bought(
    market: Market = MARKET, terms: BuyingTerms = NO_TERMS, needs: tuple[Need, ...] = NEEDS
) -> Purchase:
    return buy_what_can_be_had(needs, market, LANDING, terms)


def certified(terms: BuyingTerms = NO_TERMS) -> Certificate:
    found = bought(terms=terms)
    return certify(found, MARKET, LANDING, terms, title="Small", version="1.0")


def messages(
    certificate: Certificate, market: Market = MARKET, needs: tuple[Need, ...] = NEEDS
) -> list[str]:
    return [found.message for found in check(certificate, needs, market)[1]]


def test_a_certificate_states_inputs_proof_savings_and_every_line() -> None:
    made = certified()
    assert (made.on, made.currency, made.status) == (DAY, "SGD", "optimal")
    # 2 × US$35.00 at 1.2973 are S$90.81; a pack of leads and its shipping S$9.00.
    assert made.total == made.bound == Money(Decimal("99.81"), "SGD")
    assert made.single_vendor == Money(Decimal("109.00"), "SGD")
    assert [(line.vendor, line.part_number, line.packs) for line in made.lines] == [
        ("far", "board", 2),
        ("near", "lead", 1),
    ]
    assert [(rate.base, rate.quote, rate.rate) for rate in made.rates] == [
        ("USD", "SGD", Decimal("1.2973"))
    ]


def test_a_certificate_says_how_old_the_terms_of_each_vendor_are() -> None:
    read = (shop("near", shipping="5", terms_on=DAY), shop("far", currency="USD"), shop("other"))
    market = Market(OFFERS, read)
    made = certify(bought(market), market, LANDING, NO_TERMS, title="Small", version="1.0")

    assert [(each.vendor, each.on) for each in made.terms_read] == [("far", None), ("near", DAY)]
    assert messages(made, market) == []
    # Read again on another day, they are other terms.
    assert messages(made) == ["Not as certified: a term of a vendor has changed since."]


TERMS = BuyingTerms(
    ship_to="MY",
    need_by=date(2026, 12, 30),
    exclude=("other",),
    locks=(("board", "near"),),
    max_vendors=2,
    fastest_within=Decimal("2.5"),
)


def test_the_terms_of_a_purchase_are_read_back_from_its_certificate() -> None:
    assert terms_of(certified(TERMS)) == TERMS


@pytest.mark.parametrize("terms", [NO_TERMS, TERMS])
def test_the_same_inputs_give_the_same_basket_in_whatever_order_they_come(
    terms: BuyingTerms,
) -> None:
    shuffled = Market(tuple(reversed(OFFERS)), tuple(reversed(VENDORS)))
    assert messages(certified(terms), shuffled, tuple(reversed(NEEDS))) == []


def test_what_serves_no_need_may_change() -> None:
    dearer = (*OFFERS[:3], sold("fan", "other", "1: 12.00"))
    assert messages(certified(), Market(dearer, VENDORS)) == []


def test_a_price_changed_is_told_with_what_the_basket_comes_to_now() -> None:
    dearer = (OFFERS[0], OFFERS[1], sold("lead", "near", "1: 4.50", pack_size=5), OFFERS[3])
    assert messages(certified(), Market(dearer, VENDORS)) == [
        "Not as certified: an offer for it has changed since.",
        "Not as certified: the basket comes to S$100.31, not S$99.81.",
    ]


def test_a_changed_bill_or_vendor_is_told_even_where_the_total_stays() -> None:
    slow = (shop("near", shipping="5", handling="0"), *VENDORS[1:])
    assert messages(certified(), Market(OFFERS, slow)) == [
        "Not as certified: a term of a vendor has changed since."
    ]
    assert messages(certified(), needs=(need("board", 2), need("lead", 4))) == [
        "Not as certified: what is needed has changed since."
    ]


def test_a_bill_that_nobody_sells_any_more_is_no_basket() -> None:
    told = messages(certified(), Market((), VENDORS))
    assert told[-1] == "Not as certified: there is no basket now."


def test_other_offers_at_the_same_total_and_a_lost_proof_are_told() -> None:
    certificate = certified()
    other = certificate.lines[1].model_copy(update={"sku": "another"})
    moved = certificate.model_copy(update={"lines": (certificate.lines[0], other)})
    assert messages(moved) == ["Not as certified: the basket comes to the same with other offers."]
    unproven = certificate.model_copy(update={"bound": Money(Decimal("99.00"), "SGD")})
    found, findings = check(unproven, NEEDS, MARKET)
    assert found.status is Status.OPTIMAL
    assert findings[0].message.endswith("it is optimal with a bound of S$99.81, not S$99.00.")
    assert "version 1.0" in findings[0].hint


def test_without_a_basket_there_is_nothing_to_certify() -> None:
    nothing = bought(needs=(need("spoon"),))
    with pytest.raises(ValueError, match="nothing to certify"):
        certify(nothing, MARKET, LANDING, NO_TERMS, title="Nothing", version="1.0")


def test_what_can_be_had_of_a_bill_is_certified_where_the_rest_cannot() -> None:
    needs = (*NEEDS, need("spoon"))
    found = bought(needs=needs)
    made = certify(found, MARKET, LANDING, NO_TERMS, title="Most", version="1.0")
    assert made.needs == NEEDS
    assert messages(made, needs=needs) == []
