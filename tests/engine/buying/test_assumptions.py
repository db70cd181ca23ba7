"""Whose prices count, and what is assumed where no vendor states what it charges."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from planner.engine.buying.partial import buy_what_can_be_had
from planner.engine.buying.stated_amounts import refuse_unrated_amounts
from planner.engine.reporting.surety import headline
from planner.engine.solving.effort import UNHURRIED
from planner.model.buying import BuyingTerms, Market, Purchase, Settlement
from planner.model.findings import PlannerError
from planner.model.money import Money, RateTable
from planner.model.vendors import Assumption, Coupon
from tests.engine.purchase_cases import DAY, need, rate, shop, sold

SILENT = {"shipping": None, "tax_percent": None}
VENDORS = (
    shop("silent", **SILENT),
    shop("stated", shipping="20"),
    shop("abroad", currency="USD", **SILENT),
    shop("article", kind="publication", **SILENT),
)
OFFERS = (
    sold("board", "silent", "1: 50.00"),
    sold("board", "stated", "1: 45.00"),
    sold("card", "abroad", "1: 8.00", currency="USD"),
    sold("fan", "article", "1: 3.00"),
    sold("fan", "article", "1: 2.50", quoted_on=DAY.replace(year=2020)),
)
SETTLEMENT = Settlement("SGD", RateTable(layers=((rate("USD", "SGD", "1.25"),),)), DAY)
WHOLE = Market(OFFERS, VENDORS)
FIVE_EURO = Money(Decimal(5), "EUR")


def shipping(amount: str, vendor: str | None = None) -> Assumption:
    number, _, currency = amount.partition(" ")
    money = Money(Decimal(number), currency or "SGD")
    return Assumption(term="shipping", vendor=vendor, amount=money)


def tax(percent: str, vendor: str | None = None) -> Assumption:
    return Assumption(term="tax", vendor=vendor, percent=Decimal(percent))


def bought(*parts: str, **asked: object) -> Purchase:
    terms = BuyingTerms(**asked)  # type: ignore[arg-type]
    market = WHOLE.on_terms(terms, SETTLEMENT)
    return buy_what_can_be_had(
        [need(part) for part in parts], market, SETTLEMENT, terms, effort=UNHURRIED
    )


# --- publications --------------------------------------------------------------------------------


def test_a_publication_sells_nothing_and_its_newest_price_is_told() -> None:
    found = bought("fan")
    assert found.basket is None
    assert [each.message for each in found.findings] == [
        (
            "No shop that delivers offers fan. article published S$3.00 on 2026-10-30, but is "
            "not a shop."
        )
    ]


def test_a_publication_is_let_in_when_it_is_asked_for() -> None:
    found = bought("fan", published=True)
    assert found.basket is not None
    assert [order.vendor for order in found.basket.orders] == ["article"]


def test_of_a_publication_no_vendor_is_left_but_its_prices_are() -> None:
    market = WHOLE.on_terms(BuyingTerms(), SETTLEMENT)
    assert "article" not in {vendor.vendor for vendor in market.vendors}
    assert [offer.part_number for offer in market.printed] == ["fan", "fan"]
    assert market.serving([need("fan")]).printed == market.printed


def test_a_pack_that_was_printed_is_told_with_its_pieces() -> None:
    market = Market((sold("lead", "article", "1: 9.00", pack_size=4),), VENDORS)
    found = buy_what_can_be_had(
        [need("lead")],
        market.on_terms(BuyingTerms(), SETTLEMENT),
        SETTLEMENT,
        BuyingTerms(),
        effort=UNHURRIED,
    )
    assert "article published S$9.00 for 4 pieces on 2026-10-30" in found.findings[0].message


# --- what is assumed -----------------------------------------------------------------------------


def test_without_an_assumption_nothing_is_proven_and_there_is_no_total() -> None:
    found = bought("board", exclude=("stated",))
    assert (found.total, found.proven) == (None, False)


def test_what_is_assumed_gives_a_total_that_is_proven_and_says_so() -> None:
    found = bought("board", assumed=(shipping("10"), tax("9")))
    # 50 + 10 + 9 % of 60 is 65.40; the shop that states its terms takes 45 + 20.
    assert found.total == Money(Decimal("65.00"), "SGD")
    dear = bought("board", exclude=("stated",), assumed=(shipping("10"), tax("9")))
    assert dear.basket is not None
    assert (dear.total, dear.proven) == (Money(Decimal("65.40"), "SGD"), True)
    [order] = dear.basket.orders
    assert [(each.label, each.is_assumed) for each in order.charges if each.is_told] == [
        ("Shipping, assumed by you", True),
        ("Tax, assumed by you", True),
    ]
    assert headline(dear, dear.basket) == (
        "S$65.40 from 1 vendor: cheapest, given shipping at 1 of 1 vendor and tax at 1 of 1 vendor "
        "assumed by you"
    )


def test_what_is_assumed_of_one_vendor_comes_before_what_is_assumed_of_all() -> None:
    for assumed in (
        (shipping("3", "silent"), shipping("10"), tax("0")),
        (shipping("10"), shipping("3", "silent"), tax("0")),
    ):
        found = bought("board", assumed=assumed)
        assert found.total == Money(Decimal("53.00"), "SGD")


def test_what_a_vendor_states_is_never_replaced_by_an_assumption() -> None:
    found = bought("board", exclude=("silent",), assumed=(shipping("1"), tax("50")))
    assert found.basket is not None
    assert found.total == Money(Decimal("65.00"), "SGD")
    assert not any(each.is_assumed for each in found.basket.orders[0].charges)


def test_an_assumed_amount_is_converted_to_the_currency_of_the_vendor() -> None:
    found = bought("card", assumed=(shipping("10"), tax("0")))
    assert found.basket is not None
    [order] = found.basket.orders
    assert order.charge("shipping").amount == Money(Decimal("8.00"), "USD")
    assert found.total == Money(Decimal("20.00"), "SGD")


def test_an_amount_that_no_rate_converts_leaves_the_charge_unknown() -> None:
    found = bought("card", assumed=(shipping("10 AFN"), tax("0")))
    assert found.basket is not None
    assert [each.term for each in found.basket.unknown] == ["shipping"]
    assert found.total is None


@pytest.mark.parametrize("term", ["shipping", "tax"])
def test_an_assumption_says_how_much(term: str) -> None:
    with pytest.raises(ValidationError, match="as an amount, tax in percent"):
        Assumption.model_validate({"term": term})


# --- amounts in other currencies ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (
            BuyingTerms(coupons=(Coupon(vendor="abroad", code="SAVE", amount=FIVE_EURO),)),
            (
                "The coupon SAVE for abroad takes off €5.00, and there is no exchange rate from "
                "EUR to USD, which this vendor charges in, on or before 2026-10-30. State the "
                "amount in USD, or enter a rate from EUR to USD."
            ),
        ),
        (
            BuyingTerms(assumed=(shipping("5 EUR", "silent"),)),
            (
                "Assumed of shipping at silent is €5.00, and there is no exchange rate from EUR "
                "to SGD, which this vendor charges in, on or before 2026-10-30. State the "
                "amount in SGD, or enter a rate from EUR to SGD."
            ),
        ),
    ],
)
def test_an_amount_for_one_vendor_that_no_rate_converts_is_refused_by_name(
    terms: BuyingTerms, told: str
) -> None:
    with pytest.raises(PlannerError) as error:
        refuse_unrated_amounts(WHOLE, SETTLEMENT, terms)
    assert error.value.finding.line() == told


def test_what_a_rate_converts_is_of_percent_or_is_of_nobody_here_is_not_refused() -> None:
    euro = FIVE_EURO.amount
    coupons = (
        Coupon(vendor="abroad", code="A", amount=Money(euro, "SGD")),
        Coupon(vendor="silent", code="B", percent=Decimal(5)),
        Coupon(vendor="nobody", code="C", amount=FIVE_EURO),
    )
    terms = BuyingTerms(coupons=coupons, assumed=(shipping("5 EUR"), tax("9", "silent")))
    refuse_unrated_amounts(WHOLE, SETTLEMENT, terms)


def test_rates_are_looked_up_for_the_currencies_of_coupons_and_assumptions() -> None:
    coupon = Coupon(vendor="abroad", code="A", amount=Money(Decimal(5), "GBP"))
    terms = BuyingTerms(coupons=(coupon,), assumed=(shipping("5 EUR"), tax("9")))
    assert set(WHOLE.currency_pairs("SGD", terms)) == {
        ("USD", "SGD"),
        ("GBP", "USD"),
        ("EUR", "USD"),
        ("EUR", "SGD"),
    }
