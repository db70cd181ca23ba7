"""What a vendor takes off goods: counted by hand, where it pays to reach it, and before tax."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from planner.engine.buying.basket import buy
from planner.model.buying import NO_TERMS, BuyingTerms, Market, Purchase
from planner.model.cost_parts import cost_parts
from planner.model.money import Money
from planner.model.vendors import Coupon
from tests.engine.purchase_cases import DAY, LANDING, need, shop, sold


def sgd(amount: str) -> Money:
    return Money(Decimal(amount), "SGD")


def bought(quantity: int, price: str = "10.00", **terms: Any) -> Purchase:
    market = Market((sold("board", "a", f"1: {price}"),), (shop("a", **terms),))
    return buy([need("board", quantity)], market.on_terms(NO_TERMS, LANDING), LANDING)


@pytest.mark.parametrize(
    ("quantity", "terms", "total"),
    [
        (2, {"discount_percent": "10"}, "18.00"),
        (2, {"discount_percent": "10", "discount_over": "20"}, "18.00"),
        (2, {"discount_percent": "10", "discount_over": "20.01"}, "20.00"),
        (2, {"discount_amount": "5"}, "15.00"),
        (2, {"discount_amount": "50"}, "0.00"),
        # It is taken off goods and not off shipping, whose threshold goes by goods as priced.
        (2, {"discount_percent": "50", "shipping": "4"}, "14.00"),
        (2, {"discount_percent": "50", "shipping": "4", "free_shipping_over": "20"}, "10.00"),
        # Tax comes on what is left, and a card takes its share of both.
        (2, {"discount_percent": "10", "tax_percent": "9", "tax_included": False}, "19.62"),
        (2, {"discount_amount": "5", "card_percent": "2"}, "15.30"),
        # The border sees what is left.
        (2, {"discount_percent": "10", "import_tax_percent": "10"}, "19.80"),
    ],
)
def test_it_is_off_the_goods_before_anything_is_added(
    quantity: int, terms: dict[str, Any], total: str
) -> None:
    found = bought(quantity, **terms)
    assert found.total == found.bound == sgd(total)
    assert found.basket is not None
    assert cost_parts(found.basket).total == sgd(total)


def test_what_is_left_is_rounded_half_up() -> None:
    assert bought(1, "0.25", discount_percent="10").total == sgd("0.23")


def test_more_is_bought_where_that_reaches_a_discount_and_a_note_says_why() -> None:
    found = bought(9, discount_percent="20", discount_over="100")
    assert found.total == sgd("80.00")
    (note,) = (each for each in found.findings if each.code == "purchase-more-than-needed")
    assert "because the discount is then S$20.00 more" in note.message


def test_a_discount_is_over_on_the_day_after_its_last() -> None:
    assert bought(1, discount_amount="3", discount_until=DAY).total == sgd("7.00")
    over = DAY - timedelta(days=1)
    assert bought(1, discount_amount="3", discount_until=over).total == sgd("10.00")


@pytest.mark.parametrize(
    ("off", "tax"),
    [
        # A tenth is off both lines: tax on 90 of the one without it.
        ({"discount_percent": "10"}, "9.00"),
        ({"discount_amount": "10"}, None),
        ({"discount_amount": "10", "discount_over": "500"}, "10.00"),
    ],
)
def test_of_prices_with_and_without_tax_only_a_percentage_is_off_in_a_known_way(
    off: dict[str, Any], tax: str | None
) -> None:
    vendor = shop("a", tax_percent="10", tax_included=True, **off)
    offers = (
        sold("board", "a", "1: 100.00", tax_included=False),
        sold("lead", "a", "1: 50.00"),
    )
    found = buy([need("board"), need("lead")], Market(offers, (vendor,)), LANDING)
    assert found.basket is not None
    assert found.basket.at_least == found.bound
    (order,) = found.basket.orders
    assert order.charge("tax").known == (None if tax is None else sgd(tax))


@pytest.mark.parametrize(
    ("off", "terms", "total"),
    [
        ({"percent": "10"}, {}, "90.00"),
        ({"amount": "5.00 SGD"}, {}, "95.00"),
        # At 1.2973.
        ({"amount": "10.00 USD"}, {}, "87.03"),
        # It is off what the shop's own discount leaves, and off goods alone.
        ({"percent": "10"}, {"discount_percent": "20", "shipping": "5"}, "77.00"),
        # It is the person's word, so it holds wherever the terms of the shop do.
        ({"percent": "10"}, {"terms_for": "SG"}, "90.00"),
        # No rate leads there.
        ({"amount": "5.00 JPY"}, {}, "100.00"),
    ],
)
def test_a_coupon_is_off_goods_and_shown_as_what_a_person_says(
    off: dict[str, Any], terms: dict[str, Any], total: str
) -> None:
    coupon = Coupon.model_validate({"vendor": "a", "code": "SAVE"} | off)
    other = Coupon.model_validate({"vendor": "b", "code": "MORE", "percent": "50"})
    asked = BuyingTerms(coupons=(other, coupon))
    market = Market((sold("board", "a", "1: 100.00"),), (shop("a", **terms),))
    found = buy([need("board")], market.on_terms(asked, LANDING), LANDING, asked)
    assert found.total == found.bound == sgd(total)
    assert found.basket is not None
    charge = found.basket.orders[0].charge("coupon")
    assert charge.is_assumed == bool(charge.amount.amount)
    if charge.is_assumed:
        assert charge.label == "Coupon SAVE, assumed by you"


@pytest.mark.parametrize("off", [{}, {"percent": "5", "amount": "5.00 SGD"}])
def test_a_coupon_takes_off_one_thing(off: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="a percentage or an amount"):
        Coupon.model_validate({"vendor": "a", "code": "SAVE"} | off)


@pytest.mark.parametrize(
    "terms",
    [
        {"discount_percent": "5", "discount_amount": "5"},
        {"discount_over": "5"},
        {"discount_until": DAY},
    ],
)
def test_a_discount_that_means_nothing_is_refused(terms: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="discount"):
        shop("a", **terms)


def test_what_is_off_a_rival_s_goods_keeps_its_dearer_price_in() -> None:
    offers = (sold("board", "dear", "1: 60.00"), sold("board", "rival", "1: 50.00"))
    market = Market(offers, (shop("dear", discount_percent="20"), shop("rival")))
    found = buy([need("board")], market, LANDING)
    assert found.total == sgd("48.00")


def test_where_all_is_off_the_goods_as_many_are_taken_as_ship_for_nothing() -> None:
    found = bought(1, discount_percent="100", shipping="5", free_shipping_over="30")
    assert found.total == sgd("0.00")
    assert found.basket is not None
    assert found.basket.orders[0].lines[0].packs == 3
