"""Tax on prices some of which include it, counted by hand, in the program and on a sheet."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.buying.basket import buy
from planner.model.buying import NO_TERMS, BuyingTerms, Market, Purchase
from planner.model.money import Money
from planner.model.offers import Offer
from planner.model.vendors import Assumption, Vendor
from tests.engine.purchase_cases import LANDING, need, shop, sold

NET = {"tax_percent": "10", "tax_included": False}
GROSS = {"tax_percent": "10", "tax_included": True}


def two_lines(
    vendor: Vendor, board: bool | None, lead: bool | None, terms: BuyingTerms = NO_TERMS
) -> Purchase:
    """Buy a board of 100 and a lead of 50, each with what its offer says of tax."""
    offers: tuple[Offer, ...] = (
        sold("board", "a", "1: 100.00", tax_included=board),
        sold("lead", "a", "1: 50.00", tax_included=lead),
    )
    market = Market(offers, (vendor,)).on_terms(terms, LANDING)
    return buy([need("board"), need("lead")], market, LANDING, terms)


@pytest.mark.parametrize(
    ("terms", "board", "lead", "tax"),
    [
        (NET, None, None, "16.00"),
        (NET, True, None, "6.00"),  # the lead and its shipping, of the vendor's word
        (NET, True, True, "1.00"),
        (GROSS, False, None, "10.00"),  # the board alone: shipping includes it
        (GROSS, False, True, "10.00"),
        (GROSS, None, None, "0.00"),
    ],
)
def test_what_an_offer_says_of_tax_comes_before_what_its_vendor_says(
    terms: dict[str, Any], board: bool | None, lead: bool | None, tax: str
) -> None:
    found = two_lines(shop("a", shipping="10.00", **terms), board, lead)
    assert found.basket is not None
    (order,) = found.basket.orders
    assert order.charge("tax").known == Money(Decimal(tax), "SGD")
    assert found.total == found.bound == Money(160 + Decimal(tax), "SGD")


def test_lines_say_whether_their_price_includes_tax() -> None:
    found = two_lines(shop("a", **GROSS), False, None)
    assert found.basket is not None
    assert [line.includes_tax for line in found.basket.orders[0].lines] == [False, True]


@pytest.mark.parametrize(
    ("terms", "board", "lead"),
    [
        # Of the lead nobody says anything.
        ({"tax_percent": "10"}, True, None),
        # What comes on top is not known.
        ({"tax_percent": None, "tax_included": True}, False, True),
        # Prices include it; whether shipping does only the vendor could say.
        ({"tax_percent": "10", "shipping": "5.00"}, True, True),
    ],
)
def test_tax_stays_unknown_where_a_line_or_shipping_leaves_it_open(
    terms: dict[str, Any], board: bool | None, lead: bool | None
) -> None:
    found = two_lines(shop("a", **terms), board, lead)
    assert found.basket is not None
    assert [each.term for each in found.basket.unknown] == ["tax"]
    assert found.total is None


def test_offers_that_all_include_tax_are_known_without_a_word_of_their_vendor() -> None:
    found = two_lines(shop("a", tax_percent=None), True, True)
    assert found.total == Money(Decimal(150), "SGD")


def test_tax_hangs_on_shipping_that_nobody_knows_where_only_offers_speak() -> None:
    found = two_lines(shop("a", tax_percent=None, shipping=None), True, True)
    assert found.basket is not None
    (order,) = found.basket.orders
    assert [each.key for each in order.unknown] == ["shipping"]
    assert order.charge("tax").known is None


@pytest.mark.parametrize(
    ("facts", "is_known"),
    [
        ({"country": "MY"}, False),
        ({"country": "SG"}, True),
        ({"country": ""}, True),
        ({"country": "MY", "terms_for": "SG"}, True),
        ({"country": "MY", "import_tax_percent": "9"}, True),
    ],
)
def test_an_offer_speaks_of_tax_at_home_and_where_the_terms_of_its_vendor_hold(
    facts: dict[str, Any], is_known: bool
) -> None:
    found = two_lines(shop("a", tax_percent=None, **facts), True, True)
    assert (found.total is not None) == is_known


def test_nothing_of_an_offer_s_tax_holds_where_the_terms_of_its_vendor_do_not() -> None:
    found = two_lines(shop("a", terms_for="MY", **GROSS), True, True)
    assert found.basket is not None
    assert "tax" in {each.term for each in found.basket.unknown}


def test_tax_that_is_assumed_is_taken_of_the_lines_that_do_not_say_they_include_it() -> None:
    assumed = (Assumption(term="tax", percent=Decimal(10)),)
    found = two_lines(shop("a", tax_percent=None), True, None, BuyingTerms(assumed=assumed))
    assert found.total == Money(Decimal(155), "SGD")


def test_shipping_that_is_taxed_is_saved_with_its_tax_by_goods_that_are_not() -> None:
    """Free from 60: two boards more cost 20.00 and save 19.00 and 10 % of it."""
    vendor = shop("a", shipping="19.00", free_shipping_over="60.00", **NET)
    offers = (sold("board", "a", "1: 10.00", tax_included=True),)
    found = buy([need("board", 4)], Market(offers, (vendor,)), LANDING)
    assert found.total == Money(Decimal(60), "SGD")
    assert found.basket is not None
    assert found.basket.orders[0].lines[0].packs == 6


@pytest.mark.parametrize(
    ("price", "percent", "tax"),
    [
        ("10.99", "10", "1.09"),  # 1.099
        ("10.95", "10", "1.09"),  # 1.095: on the half
        ("10.90", "10", "1.09"),  # whole
        ("0.09", "10", "0.00"),
        ("99.99", "3.123456", "3.12"),  # finer than the program compares: 3.1231...
        ("100.00", "3.129999", "3.12"),
        ("64.00", "3.125", "2.00"),
    ],
)
def test_tax_is_rounded_down_where_the_vendor_does_so(price: str, percent: str, tax: str) -> None:
    terms = {"tax_percent": percent, "tax_included": False, "tax_rounding": "down"}
    offer = sold("board", "a", f"1: {price}")
    found = buy([need("board")], Market((offer,), (shop("a", **terms),)), LANDING)
    assert found.basket is not None
    assert found.basket.orders[0].charge("tax").known == Money(Decimal(tax), "SGD")
    assert found.total == found.bound == Money(Decimal(price) + Decimal(tax), "SGD")


def test_a_cent_of_tax_that_is_rounded_down_decides_between_two_vendors() -> None:
    down = shop("a", tax_percent="9", tax_included=False, tax_rounding="down")
    near = shop("b", tax_percent="9", tax_included=False)
    offers = (sold("board", "a", "1: 10.66"), sold("board", "b", "1: 10.66"))  # 0.9594
    found = buy([need("board")], Market(offers, (near, down)), LANDING)
    assert found.basket is not None
    assert found.basket.orders[0].vendor == "a"
    assert found.total == found.bound == Money(Decimal("11.61"), "SGD")
