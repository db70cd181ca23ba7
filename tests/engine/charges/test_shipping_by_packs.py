"""Shipping by how many packs an order holds: counted by hand, and where it pays to hold more."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from planner.engine.buying.basket import buy
from planner.model.buying import Market
from planner.model.money import Money
from tests.engine.purchase_cases import LANDING, need, shop, sold


def total(quantity: int, shipping: str, **terms: str) -> Money | None:
    vendor = shop("a", shipping_by_packs=shipping, **terms)
    market = Market((sold("board", "a", "1: 2.00"),), (vendor,))
    return buy([need("board", quantity)], market, LANDING).total


@pytest.mark.parametrize(
    ("quantity", "comes_to"), [(1, "7.00"), (3, "11.00"), (4, "17.00"), (9, "27.00")]
)
def test_shipping_is_of_the_step_that_the_packs_reach(quantity: int, comes_to: str) -> None:
    assert total(quantity, "1=5.00; 4=9.00") == Money(Decimal(comes_to), "SGD")


def test_a_pack_more_is_bought_where_so_many_are_sent_for_less() -> None:
    assert total(3, "1=5.00; 4=2.50") == Money(Decimal("10.50"), "SGD")
    assert total(3, "1=5.00; 4=3.50") == Money(Decimal("11.00"), "SGD")


def test_a_pack_that_costs_nothing_counts_all_the_same() -> None:
    vendor = shop("a", shipping_by_packs="1=5.00; 3=1.00")
    offers = (sold("board", "a", "1: 2.00"), sold("leaflet", "a", "1: 0.00"))
    found = buy([need("board"), need("leaflet")], Market(offers, (vendor,)), LANDING)
    assert found.total == Money(Decimal("3.00"), "SGD")


def test_free_shipping_holds_for_any_number_of_packs() -> None:
    shipping = "1=5.00; 4=9.00"
    assert total(5, shipping, free_shipping_over="10.00") == Money(Decimal("10.00"), "SGD")
    assert total(4, shipping, free_shipping_over="10.00") == Money(Decimal("10.00"), "SGD")


def test_what_packs_weigh_need_not_be_known() -> None:
    assert total(1, "1=5.00") == Money(Decimal("7.00"), "SGD")


@pytest.mark.parametrize("steps", ["0=5.00", "2=5.00", "1=5.00; 1=6.00", "1=5.00; 5=2; 3=1"])
def test_steps_begin_at_one_pack_and_rise(steps: str) -> None:
    with pytest.raises(ValidationError, match="begins at 1 pack and rises"):
        shop("a", shipping_by_packs=steps)


def test_shipping_goes_by_one_measure() -> None:
    with pytest.raises(ValidationError, match="choose one"):
        shop("a", shipping_by_packs="1=5.00", shipping_by_weight="0=5.00")
