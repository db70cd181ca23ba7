"""Shipping by how many pieces an order holds, in whatever packs: counted by hand."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from planner.engine.buying.basket import buy
from planner.model.buying import Market
from planner.model.money import Money
from planner.model.offers import Content, Offer
from planner.model.vendors import Vendor
from tests.engine.purchase_cases import LANDING, need, shop, sold


def total(quantity: int, shipping: str, *, pack: int = 1, **terms: Any) -> Money | None:
    vendor = shop("a", shipping_by_pieces=shipping, **terms)
    market = Market((sold("board", "a", "1: 2.00", pack_size=pack),), (vendor,))
    return buy([need("board", quantity)], market, LANDING).total


def money(text: str) -> Money:
    return Money(Decimal(text), "SGD")


@pytest.mark.parametrize(
    ("quantity", "pack", "comes_to"),
    [(1, 1, "7.00"), (3, 1, "11.00"), (4, 1, "17.00"), (3, 3, "7.00"), (4, 3, "13.00")],
)
def test_shipping_is_of_the_step_that_the_pieces_reach(
    quantity: int, pack: int, comes_to: str
) -> None:
    assert total(quantity, "1=5.00; 4=9.00", pack=pack) == money(comes_to)


def test_a_pack_more_is_bought_where_so_many_pieces_are_sent_for_less() -> None:
    # 3 pieces and 5.00, or 6 in two packs and 2.50.
    assert total(3, "1=5.00; 5=2.50", pack=3) == money("6.50")
    assert total(3, "1=5.00; 5=3.50", pack=3) == money("7.00")


def test_all_parts_of_a_bundle_are_counted() -> None:
    vendor = shop("a", shipping_by_pieces="1=5.00; 4=9.00")

    def bought(lead: int) -> Money | None:
        held = (Content(part_number="lead", pieces=lead),)
        bundle = sold("board", "a", "1: 2.00", also_holds=held)
        return buy([need("board")], Market((bundle,), (vendor,)), LANDING).total

    assert (bought(2), bought(3)) == (money("7.00"), money("11.00"))


def test_a_dearer_pack_of_fewer_pieces_is_bought_where_fewer_pieces_are_sent_for_less() -> None:
    vendor = shop("a", shipping_by_pieces="1=1.00; 5=9.00")
    offers: tuple[Offer, ...] = (
        sold("board", "a", "1: 2.00", pack_size=10, sku="ten"),
        sold("board", "a", "1: 3.00", pack_size=1, sku="one"),
    )
    assert buy([need("board", 2)], Market(offers, (vendor,)), LANDING).total == money("7.00")


def test_free_shipping_holds_for_any_number_of_pieces() -> None:
    shipping = "1=5.00; 4=9.00"
    assert total(5, shipping, free_shipping_over="10.00") == money("10.00")
    assert total(3, shipping, free_shipping_over="10.00") == money("10.00")


@pytest.mark.parametrize("steps", ["0=5.00", "2=5.00", "1=5.00; 1=6.00", "1=5.00; 5=2; 3=1"])
def test_steps_begin_at_one_piece_and_rise(steps: str) -> None:
    with pytest.raises(ValidationError, match="begins at 1 piece and rises"):
        shop("a", shipping_by_pieces=steps)


def test_shipping_goes_by_one_measure() -> None:
    with pytest.raises(ValidationError, match="choose one"):
        shop("a", shipping_by_pieces="1=5.00", shipping_by_packs="1=5.00")


def test_where_it_is_not_stated_no_digest_changes() -> None:
    assert "shipping_by_pieces" not in shop("a").model_dump()
    assert Vendor.model_validate(shop("a").model_dump()) == shop("a")
