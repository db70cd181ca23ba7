"""Parcels of which nobody says what they cost: fewer of them where they cost no more, else told."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.buying.basket import buy
from planner.engine.reporting.orders import orders_of
from planner.engine.reporting.surety import fewer_parcels_text
from planner.model.buying import BuyingTerms, Market, Purchase
from planner.model.money import Money
from planner.model.offers import Content
from tests.engine.efforts import in_time
from tests.engine.purchase_cases import LANDING, need, shop, sold

SILENT = {"shipping": None}
NEEDS = (need("board"), need("card"), need("lead"))


def money(text: str) -> Money:
    return Money(Decimal(text), "SGD")


def market(at_b: str, *more: Any, **terms: Any) -> Market:
    """Three silent shops: a sells all, b the card and c the lead for a little less, or the same."""
    offers = (
        sold("board", "a", "1: 50.00"),
        sold("card", "a", "1: 9.00"),
        sold("lead", "a", "1: 3.00"),
        sold("card", "b", f"1: {at_b}"),
        sold("lead", "c", "1: 2.97"),
        *more,
    )
    return Market(offers, (shop("a", **SILENT), shop("b", **SILENT), shop("c", **SILENT | terms)))


def bought(where: Market, **terms: Any) -> Purchase:
    return buy(NEEDS, where, LANDING, BuyingTerms(**terms))


def vendors(found: Purchase) -> list[str]:
    assert found.basket is not None
    return [order.vendor for order in found.basket.orders]


def test_of_baskets_that_cost_the_same_the_one_with_fewer_unknown_parcels_is_taken() -> None:
    found = bought(market("9.00"))
    assert vendors(found) == ["a", "c"]
    assert found.basket is not None
    assert (found.basket.at_least, found.bound) == (money("61.97"), money("61.97"))


def test_what_one_such_parcel_fewer_costs_is_told_beside_the_cheapest() -> None:
    found = bought(market("8.98"))
    assert vendors(found) == ["a", "b", "c"]
    fewer = found.fewer_parcels
    assert fewer is not None
    assert (fewer.basket.at_least, fewer.more, fewer.each) == (
        money("61.97"),
        money("0.02"),
        money("0.02"),
    )
    assert fewer_parcels_text(fewer) == (
        "From 2 vendors, with 1 fewer parcel of unknown shipping, it comes to at least S$61.97: "
        "S$0.02 more, but cheaper if such a parcel costs more than S$0.02."
    )


def test_the_summary_of_the_orders_tells_it_as_long_as_they_stand_as_bought() -> None:
    where = market("8.98")
    terms = BuyingTerms()
    orders = orders_of(bought(where), where, LANDING, terms, title="Three parts", names={})
    answer = orders.reports[0].tables[0]
    (told,) = (row for row in answer.rows if row.key == "fewer_parcels")
    assert told.cells[0] == "Fewer parcels with unknown shipping"


def test_a_basket_whose_parcels_are_all_known_is_told_with_what_it_costs_more() -> None:
    stated = shop("d", shipping="4")
    sells = tuple(sold(part, "d", "1: 25.00") for part in ("board", "card", "lead"))
    offers = (sold("board", "a", "1: 50.00"), sold("card", "a", "1: 9.00"))
    lead = sold("lead", "a", "1: 3.00")
    where = Market((*offers, lead, *sells), (shop("a", **SILENT), stated))
    found = bought(where)
    assert found.fewer_parcels is not None
    assert found.fewer_parcels.basket.total == money("79.00")
    assert fewer_parcels_text(found.fewer_parcels) == (
        "From 1 vendor, with no parcel of unknown shipping, it comes to S$79.00: "
        "S$38.00 more, but cheaper if such a parcel costs more than S$38.00."
    )


def test_parcels_that_are_saved_together_share_what_that_costs() -> None:
    """Whoever sells one part of them at a silent shop sells all: two parcels are saved at once."""
    one, other = sold("board", "a", "1: 1.00"), sold("card", "b", "1: 1.00")
    both = sold("board", "d", "1: 5.00", also_holds=(Content(part_number="card", pieces=1),))
    vendors_here = (shop("a", **SILENT), shop("b", **SILENT), shop("d"))
    where = Market((one, other, both), vendors_here)
    found = buy((need("board"), need("card")), where, LANDING)
    assert found.fewer_parcels is not None
    fewer = found.fewer_parcels
    assert (fewer.fewer, fewer.more, fewer.each) == (2, money("3.00"), money("1.50"))


@pytest.mark.parametrize(
    "where",
    [
        Market((sold("board", "a"), sold("card", "a"), sold("lead", "a")), (shop("a"),)),
        Market((sold("board", "a"), sold("card", "a"), sold("lead", "a")), (shop("a", **SILENT),)),
    ],
)
def test_where_all_is_known_or_there_is_no_other_way_nothing_is_told(where: Market) -> None:
    assert bought(where).fewer_parcels is None


def test_free_shipping_that_the_goods_reach_is_no_parcel_of_unknown_cost() -> None:
    found = bought(market("9.00", free_shipping_over="1"))
    assert vendors(found) == ["a", "c"]
    assert found.basket is not None
    assert found.basket.unknown_parcels == 1
    assert found.fewer_parcels is None


def test_a_fast_basket_is_compared_with_the_cheapest_and_nothing_else() -> None:
    soon = market("8.98", sold("lead", "b", "1: 2.99", lead_time_days=2))
    found = bought(soon, fastest_within=Decimal(5))
    assert found.fastest is not None
    assert found.fewer_parcels is None


def test_where_no_time_is_left_nothing_more_is_looked_for() -> None:
    where = market("8.98")
    found = buy(NEEDS, where, LANDING, effort=in_time(0))
    assert found.fewer_parcels is None


def test_a_parcel_whose_weight_is_unknown_is_not_saved_by_shops_that_state_shipping() -> None:
    by_weight = shop("a", shipping_by_weight="0=1; 100=2")
    where = Market(tuple(sold(part, "a") for part in ("board", "card", "lead")), (by_weight,))
    found = bought(where)
    assert found.basket is not None
    assert (found.basket.unknown_parcels, found.fewer_parcels) == (1, None)


def test_a_basket_that_is_known_whole_is_taken_where_it_costs_no_more() -> None:
    stated = sold("card", "d", "1: 4.00"), sold("lead", "d", "1: 3.00"), sold("board", "d", "1: 5")
    silent = sold("board", "a", "1: 5.00"), sold("card", "a", "1: 4.00"), sold("lead", "a", "1: 3")
    found = bought(Market((*silent, *stated), (shop("a", **SILENT), shop("d"))))
    assert (vendors(found), found.total, found.fewer_parcels) == (["d"], money("12.00"), None)
    assert found.proven
