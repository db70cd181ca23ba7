"""Offers that serve several needs: alternates that are shared, bundles, and shipping by weight."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from planner.engine.buying.basket import buy
from planner.model.basket import PurchaseOrder
from planner.model.buying import BuyingTerms, Market, Purchase
from planner.model.catalog import Catalog
from planner.model.money import Money
from planner.model.offers import Offer
from planner.model.proof import Status
from planner.model.vendors import Vendor
from tests.engine.purchase_cases import LANDING, need, shop, sold


def sgd(text: str) -> Money:
    return Money(Decimal(text), "SGD")


def bundle(part: str, also: str, price: str, **facts: Any) -> Offer:
    """Return an offer whose packs hold other parts, too, such as `card=1; lead=2`."""
    plain = sold(part, "near", price, sku="bundle")
    known = plain.model_dump(exclude={"also_holds"}) | {"also_holds": also}
    return Offer.model_validate(known | facts)


def only_order(found: Purchase) -> PurchaseOrder:
    assert found.status is Status.OPTIMAL
    assert found.basket is not None
    assert len(found.basket.orders) == 1
    return found.basket.orders[0]


def test_a_price_break_is_reached_by_what_two_needs_take_together() -> None:
    needs = [need("slow", 3, alternates=("fast",)), need("fast", 2)]
    offers = (sold("fast", "near", "1: 10.00, 5: 6.00"), sold("slow", "near", "1: 9.00"))
    found = buy(needs, Market(offers, (shop("near"),)), LANDING)
    assert [(line.part_number, line.packs, line.surplus) for line in only_order(found).lines] == [
        ("fast", 5, 0)
    ]
    assert found.total == sgd("30.00")


def test_line_by_line_buys_what_two_lines_share_once() -> None:
    needs = [need("slow", 1, alternates=("fast",)), need("fast", 1)]
    offers = (sold("fast", "near", "1: 4.00", pack_size=2),)
    found = buy(needs, Market(offers, (shop("near"),)), LANDING)
    assert found.line_by_line == found.total == sgd("4.00")


def test_packs_that_divide_what_is_needed_need_no_second_row() -> None:
    offers = (sold("lead", "near", "1: 4.00", pack_size=2), sold("lead", "near", "1: 2.50"))
    found = buy([need("lead", 4)], Market(offers, (shop("near"),)), LANDING)
    assert found.total == sgd("8.00")


def test_line_by_line_cannot_take_from_a_stock_twice() -> None:
    needs = [need("slow", 1, alternates=("fast",)), need("fast", 1)]
    offers = (sold("fast", "near", "1: 4.00", stock=1), sold("slow", "near", "1: 9.00"))
    found = buy(needs, Market(offers, (shop("near"),)), LANDING)
    assert found.total == sgd("13.00")
    assert found.line_by_line is None


def test_a_bundle_wins_where_its_parts_cost_more_alone() -> None:
    offers = (
        bundle("board", "card=1; supply=1", "1: 75.00"),
        sold("board", "near", "1: 60.00"),
        sold("card", "near", "1: 10.00"),
        sold("supply", "near", "1: 20.00"),
    )
    market = Market(offers, (shop("near"),))
    found = buy([need("board", 2), need("card", 2), need("supply", 1)], market, LANDING)

    lone_board, kit, lone_card = only_order(found).lines
    assert found.total == sgd("145.00")
    assert (kit.packs, lone_board.packs, lone_card.packs) == (1, 1, 1)
    assert [(each.part_number, each.quantity, each.surplus) for each in kit.also] == [
        ("card", 1, 0),
        ("supply", 1, 0),
    ]
    # 75.00 in the proportion of 60, 10 and 20.
    assert [kit.share, *(each.share for each in kit.also)] == [
        sgd("50.00"),
        sgd("8.33"),
        sgd("16.67"),
    ]


def test_a_basket_may_be_asked_for_without_the_prices_of_its_terms() -> None:
    market = Market((sold("board", "near", "1: 60.00"),), (shop("near"),))
    found = buy([need("board")], market, LANDING, BuyingTerms(max_vendors=1))
    assert (found.total, found.term_prices) == (sgd("60.00"), ())


def test_what_of_a_bundle_nobody_needs_is_left_over() -> None:
    offers = (bundle("board", "card=2", "1: 50.00"), sold("board", "near", "1: 60.00"))
    found = buy([need("board", 3)], Market(offers, (shop("near"),)), LANDING)
    line = only_order(found).lines[0]
    assert (line.packs, line.quantity, line.surplus) == (3, 3, 0)
    assert [(each.quantity, each.surplus) for each in line.also] == [(6, 6)]
    # Nobody sells the card alone: 150.00 for 3 boards and 6 cards, by the number of pieces.
    assert (line.share, line.also[0].share) == (sgd("50.00"), sgd("100.00"))


def test_what_parts_cost_alone_is_compared_in_one_currency() -> None:
    offers = (
        bundle("board", "card=1", "1: 26.00"),
        sold("board", "far", "1: 10.00", currency="USD"),
        sold("card", "near", "2: 12.973", pack_size=1),
        sold("board", "odd", "1: 1.00", currency="JPY"),
    )
    vendors = (shop("near"), shop("far", currency="USD", shipping="20"), shop("odd"))
    found = buy([need("board"), need("card")], Market(offers, vendors), LANDING)
    line = only_order(found).lines[0]
    assert (line.share, line.also[0].share) == (sgd("13.00"), sgd("13.00"))


def test_a_part_that_a_bundle_names_twice_is_in_it_twice() -> None:
    assert bundle("card", "card=1; lead=2", "1: 5.00").contents == {"card": 2, "lead": 2}


def test_a_bundle_serves_a_need_with_either_of_two_parts_in_it() -> None:
    offers = (bundle("slow", "fast=1", "1: 5.00"),)
    needs = [need("slow", 2, alternates=("fast",))]
    found = buy(needs, Market(offers, (shop("near"),)), LANDING)
    line = only_order(found).lines[0]
    assert (line.packs, line.surplus, line.also[0].surplus) == (1, 0, 0)


def test_a_lock_holds_for_the_bundles_of_other_vendors_too() -> None:
    offers = (bundle("board", "card=1", "1: 5.00"), sold("board", "far", "1: 60.00"))
    market = Market(offers, (shop("near"), shop("far")))
    found = buy([need("board")], market, LANDING, BuyingTerms(locks=(("board", "far"),)))
    assert only_order(found).vendor == "far"


def test_a_bundle_is_no_price_of_one_part() -> None:
    offers = (bundle("board", "card=1", "1: 5.00"), sold("board", "near", "1: 60.00"))
    catalog = Catalog(offers=offers)
    assert [offer.price_breaks[0].price for offer in catalog.offers_for("board")] == [60]


@pytest.mark.parametrize("text", ["card", "card=0", "card=x", "=1"])
def test_what_a_bundle_holds_is_told_in_parts_and_pieces(text: str) -> None:
    with pytest.raises(ValidationError):
        bundle("board", text, "1: 5.00")


# --- shipping by weight ---------------------------------------------------------------------------

BY_WEIGHT = {"shipping_by_weight": "0=4.00; 500=9.00; 2000=7.00"}


@pytest.mark.parametrize(
    ("grams", "pieces", "shipping"), [(100, 4, "4"), (100, 5, "9"), (250, 8, "7"), (None, 8, "4")]
)
def test_shipping_follows_what_an_order_weighs(
    grams: int | None, pieces: int, shipping: str
) -> None:
    market = Market(
        (sold("reel", "near", "1: 1.00", weight_g=grams),), (shop("near", **BY_WEIGHT),)
    )
    found = buy([need("reel", pieces)], market, LANDING)
    assert only_order(found).charge("shipping").amount == sgd(shipping)
    codes = [finding.code for finding in found.findings]
    assert ("purchase-weight-unknown" in codes) is (grams is None)


def test_a_heavy_part_is_bought_apart_where_that_costs_less_than_shipping_all_of_it() -> None:
    by_weight = shop("near", shipping_by_weight="0=4.00; 500=20.00")
    market = Market(
        (sold("reel", "near", "1: 1.00", weight_g=100), sold("reel", "far", "1: 3.00")),
        (by_weight, shop("far")),
    )
    found = buy([need("reel", 6)], market, LANDING)
    assert found.basket is not None
    # Four of 100 g for 4.00 and shipping of 4.00, two for 6.00; all six near would be 26.00.
    assert found.basket.total == sgd("14.00")


def test_a_heavy_order_ships_for_nothing_once_its_goods_reach_the_value() -> None:
    terms = {**BY_WEIGHT, "free_shipping_over": "10.00", "shipping_per_pack": "0.50"}
    market = Market((sold("reel", "near", "1: 1.00", weight_g=300),), (shop("near", **terms),))
    nine = buy([need("reel", 9)], market, LANDING)
    ten = buy([need("reel", 10)], market, LANDING)
    assert only_order(ten).charge("shipping").amount == sgd("0")
    # 2,700 g cost 7.00 and each pack 0.50: the tenth is cheaper than its shipping.
    assert only_order(nine).total == sgd("10.00")


def test_a_vendor_ships_for_nothing_where_the_value_to_reach_is_nothing() -> None:
    vendor = shop("near", shipping="5.00", free_shipping_over="0")
    found = buy([need("reel")], Market((sold("reel", "near", "1: 1.00"),), (vendor,)), LANDING)
    assert only_order(found).charge("shipping").amount == sgd("0")


@pytest.mark.parametrize(
    "terms",
    [
        {"shipping_by_weight": "100=4.00"},
        {"shipping_by_weight": "0=4.00; 0=5.00"},
        {"shipping_by_weight": "4.00"},
        {"shipping_by_weight": "0=4.00", "shipping_tiers": "0=4.00"},
    ],
)
def test_weights_begin_at_nothing_rise_and_stand_alone(terms: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        shop("near", **terms)


def test_a_vendor_that_ships_by_weight_says_what_shipping_costs() -> None:
    assert Vendor.model_validate(shop("near", **BY_WEIGHT).model_dump()).states_shipping
