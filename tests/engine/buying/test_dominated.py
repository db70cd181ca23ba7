"""Amounts that another vendor sells for less in any case are in no cheapest basket."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from planner.engine.buying._dominated import undominated
from planner.engine.buying.choices import Choice, choices, vendors_that_serve
from planner.model.basket import Basket, Need
from planner.model.buying import NO_TERMS, BuyingTerms, Market
from planner.model.offers import Content, Offer
from planner.model.vendors import Vendor
from tests.engine.buying.test_against_brute_force import problems
from tests.engine.purchase_cases import LANDING, every_basket, need, shop, sold
from tests.examples import examples


def offered_and_left_in(
    needs: tuple[Need, ...], market: Market
) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    vendors = vendors_that_serve(market.vendors, LANDING, NO_TERMS)
    offered = choices(needs, market.offers, vendors, LANDING, NO_TERMS)
    return offered, undominated(needs, offered, vendors, LANDING)


def left_in(needs: tuple[Need, ...], market: Market) -> tuple[Choice, ...]:
    return offered_and_left_in(needs, market)[1]


def amounts_left(
    offers: list[Offer], vendors: list[Vendor], quantity: int = 1
) -> dict[str, list[tuple[int, int]]]:
    """Return the spans of packs of each vendor that may be in a cheapest basket."""
    left = left_in((need("board", quantity),), Market(tuple(offers), tuple(vendors)))
    return {
        each.offer.vendor: [(level.least, level.most) for level in each.levels] for each in left
    }


def test_a_price_above_that_of_a_rival_with_its_order_is_left_out() -> None:
    offers = [sold("board", "dear", "1: 60.01"), sold("board", "rival", "1: 50.00")]
    vendors = [shop("dear"), shop("rival", shipping="8.00", handling="2.00")]
    assert amounts_left(offers, vendors) == {"rival": [(1, 1)]}


def test_a_price_that_only_matches_a_rival_with_its_order_stays() -> None:
    offers = [sold("board", "dear", "1: 60.00"), sold("board", "rival", "1: 50.00")]
    vendors = [shop("dear"), shop("rival", shipping="8.00", handling="2.00")]
    assert amounts_left(offers, vendors) == {"dear": [(1, 1)], "rival": [(1, 1)]}


def test_so_many_stay_as_do_not_pay_for_an_order_at_the_rival() -> None:
    offers = [sold("board", "dear", "1: 12.00"), sold("board", "rival", "1: 10.00")]
    vendors = [shop("dear"), shop("rival", shipping="7.00")]
    assert amounts_left(offers, vendors, quantity=8) == {"dear": [(1, 3)], "rival": [(1, 8)]}


def test_a_pack_is_held_against_the_pieces_that_are_needed_of_it() -> None:
    offers = [sold("board", "dear", "1: 40.00", pack_size=10), sold("board", "rival", "1: 5.00")]
    vendors = [shop("dear"), shop("rival", shipping="20.00")]
    assert amounts_left(offers, vendors, quantity=3) == {"rival": [(1, 3)]}
    assert amounts_left(offers, vendors, quantity=5)["dear"] == [(1, 1)]


@pytest.mark.parametrize(
    "terms",
    [
        {"shipping": "6.00", "free_shipping_over": "60.00"},
        {"shipping_tiers": "0=6.00;60=0.00"},
        {"minimum_order": "20.00", "small_order_charge": "6.00"},
    ],
)
def test_an_order_may_lose_its_free_shipping_with_what_is_left_out(terms: dict[str, Any]) -> None:
    offers = [sold("board", "dear", "1: 60.00"), sold("board", "rival", "1: 55.00")]
    assert "dear" in amounts_left(offers, [shop("dear", **terms), shop("rival")])
    assert "dear" not in amounts_left(offers, [shop("dear", shipping="6.00"), shop("rival")])


@pytest.mark.parametrize(
    "terms",
    [
        {"minimum_order": "60.00"},  # a rival that takes no small order
        {"import_tax_percent": "9", "import_tax_over": "400.00 SGD"},  # what it sells may be taxed
        {"shipping_per_pack": "1.00", "free_shipping_over": "99.00"},
        {"shipping": "20.00"},
        {"country": "MY", "brokerage_fee": "20.00"},
        {"tax_percent": "40", "tax_included": False},
        {"currency": "USD"},  # 64.87, and a cent or two for what is rounded
    ],
)
def test_a_rival_whose_order_may_cost_more_than_it_saves_is_none(terms: dict[str, Any]) -> None:
    rival = shop("rival", **terms)
    offers = [
        sold("board", "dear", "1: 64.90"),
        sold("board", "rival", "1: 50.00", currency=rival.currency),
    ]
    assert "dear" in amounts_left(offers, [shop("dear"), rival])


@pytest.mark.parametrize(
    "facts",
    [{"stock": 2}, {"pack_size": 2}, {"minimum_quantity": 2}, {"order_multiple": 3}],
)
def test_a_rival_sells_any_number_of_pieces(facts: dict[str, Any]) -> None:
    offers = [sold("board", "dear", "1: 90.00"), sold("board", "rival", "1: 50.00", **facts)]
    assert "dear" in amounts_left(offers, [shop("dear"), shop("rival")], quantity=3)


def test_a_pack_of_several_is_no_rival_even_where_one_piece_is_needed() -> None:
    offers = [sold("board", "dear", "1: 90.00"), sold("board", "rival", "1: 50.00", pack_size=2)]
    assert "dear" in amounts_left(offers, [shop("dear"), shop("rival")], quantity=1)


def test_a_rival_that_asks_more_for_more_is_none() -> None:
    offers = [sold("board", "dear", "1: 90.00"), sold("board", "rival", "1: 50.00, 3: 95.00")]
    assert "dear" in amounts_left(offers, [shop("dear"), shop("rival")], quantity=3)


def test_what_a_vendor_refuses_to_sell_without_it_stays() -> None:
    offers = [sold("board", "dear", "1: 90.00"), sold("board", "rival", "1: 50.00")]
    assert "dear" in amounts_left(offers, [shop("dear", minimum_order="80.00"), shop("rival")])


def test_what_serves_several_needs_or_holds_several_parts_stays_and_is_no_rival() -> None:
    needs = (need("board", alternates=("both",)), need("lead", alternates=("both",)))
    held = (Content(part_number="lead", pieces=1),)
    offers = (
        sold("both", "a", "1: 90.00"),
        sold("board", "b", "1: 20.00"),
        sold("board", "c", "1: 80.00", also_holds=held),
        sold("lead", "b", "1: 20.00"),
    )
    left = left_in(needs, Market(offers, (shop("a"), shop("b"), shop("c"))))
    assert {each.offer.vendor for each in left} == {"a", "b", "c"}


def _packs(basket: Basket) -> Counter[tuple[str, str]]:
    """Return how many packs of each offer a basket holds; fewer of them compare as less."""
    return Counter(
        {
            (order.vendor, line.offer.part_number): line.packs
            for order in basket.orders
            for line in order.lines
        }
    )


@examples(150)
@given(problems())
def test_every_cheapest_basket_holds_only_what_is_left_in(
    problem: tuple[tuple[Need, ...], Market, BuyingTerms],
) -> None:
    needs, market, _ = problem
    baskets = list(every_basket(needs, market))
    least = min((basket.at_least.amount for basket in baskets), default=Decimal(0))
    offered, left = offered_and_left_in(needs, market)
    cheapest = [basket for basket in baskets if basket.at_least.amount == least]
    for basket in cheapest:
        # Of one that comes to the same with fewer packs of the same offers nothing is promised.
        if any(_packs(other) < _packs(basket) for other in cheapest):
            continue
        # Nor of one with packs that fill an order where others of the same price do as well.
        if _is_among(offered, basket):
            assert _is_among(left, basket)


def _is_among(made: tuple[Choice, ...], basket: Basket) -> bool:
    """Tell whether the amounts of a basket may all be bought."""
    levels = {(each.offer.vendor, each.offer.part_number): each.levels for each in made}
    return all(
        any(level.least <= packs <= level.most + level.extra for level in levels.get(offer, ()))
        for offer, packs in _packs(basket).items()
    )
