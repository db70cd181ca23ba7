"""A bound that knows packs, stock and free shipping proves nothing that is not so."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from planner.engine.buying import _located
from planner.engine.buying._located import THOUSAND, Located, Within, located
from planner.engine.buying._order_rates import Orders
from planner.engine.buying.basket import solve
from planner.engine.buying.choices import Choice, choices, vendors_that_serve
from planner.engine.buying.search import Search
from planner.engine.charges.shipping import Shipping
from planner.engine.solving.effort import UNHURRIED, OutOfTimeError
from planner.engine.solving.rounding import minor
from planner.engine.solving.solver import Answer
from planner.model.basket import Need
from planner.model.buying import BuyingTerms, Market
from planner.model.proof import Status
from tests.engine.buying.test_against_brute_force import (
    assert_nothing_is_cheaper,
    problems,
    shared_problems,
)
from tests.engine.purchase_cases import LANDING, every_basket, need, shop, sold
from tests.examples import examples

Problem = tuple[tuple[Need, ...], Market, BuyingTerms]


@pytest.fixture(autouse=True)
def _small_ones_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_located, "_MANY", 0)


def _found(needs: tuple[Need, ...], market: Market, terms: BuyingTerms) -> Located | None:
    offers, known = market.sold
    vendors = vendors_that_serve(known, LANDING, terms)
    offered = choices(needs, offers, vendors, LANDING, terms)
    return located(needs, offered, vendors, LANDING)


def assert_holds(found: Located, needs: tuple[Need, ...], market: Market) -> None:
    """Assert of every basket that it costs no less than what it holds, or lacks, lifts it to."""
    lifted = {
        id(choice.offer): least for choice, least in zip(found.offered, found.lifted, strict=True)
    }
    for basket in every_basket(needs, market):
        held = [id(line.offer) for order in basket.orders for line in order.lines]
        ordered = {order.vendor for order in basket.orders}
        lacking = [least for name, least in found.without.items() if name not in ordered]
        cost = minor(basket.at_least.amount, basket.currency) * THOUSAND
        assert cost >= max([found.bound, *(lifted.get(each, 0) for each in held), *lacking])


def _few(offer_price: str = "1: 10.00") -> Problem:
    """Return two needs at three vendors, one of which ships for nothing from a value on."""
    vendors = (
        shop("free", shipping="9", free_shipping_over="20"),
        shop("near", shipping="4"),
        shop("small", shipping="1", minimum_order="15", small_order_charge="3"),
    )
    offers = (
        sold("x", "free", "1: 10.00"),
        sold("y", "free", "1: 8.00"),
        sold("x", "near", "1: 10.50", stock=1),
        sold("x", "near", "1: 26.00", pack_size=3, sku="three"),
        sold("y", "near", "1: 7.00, 2: 6.50"),
        sold("x", "small", offer_price),
        sold("y", "small", "1: 30.00"),
    )
    return (need("x", 2), need("y", 2)), Market(offers, vendors), BuyingTerms()


def test_a_bound_knows_packs_stock_and_free_shipping() -> None:
    needs, market, terms = _few()
    found = _found(needs, market, terms)
    assert found is not None
    least = min(each.at_least.amount for each in every_basket(needs, market))
    assert found.bound == least * 100 * THOUSAND
    assert_holds(found, needs, market)


def test_what_is_too_dear_for_a_cheapest_basket_is_left_out() -> None:
    found = _found(*_few("1: 30.00"))
    assert found is not None
    few = found.within(found.bound)
    assert {each.offer.vendor for each in few.offered} == {"free"}
    assert few.always == {"free"}
    assert few.beyond is not None
    assert few.beyond > found.bound
    whole = found.within(found.bound * 10)
    assert (whole.offered, whole.always, whole.beyond) == (found.offered, frozenset(), None)


def test_a_need_of_very_many_pieces_is_told_by_what_a_piece_costs() -> None:
    _, market, terms = _few()
    needs = (need("x", 90), need("y", 2))
    found = _found(needs, market, terms)
    assert found is not None
    _, cheapest = solve(needs, market, LANDING, terms)
    assert cheapest is not None
    assert found.bound <= minor(cheapest.at_least.amount, "SGD") * THOUSAND


def test_offers_that_serve_several_needs_are_told_by_what_a_piece_costs() -> None:
    vendors = (shop("a", shipping="3"), shop("b", shipping="5", tax_percent="9"))
    offers = (
        sold("w", "a", "1: 4.00", sku="w"),
        sold("x", "b", "1: 3.00", sku="x"),
        sold("x", "b", "1: 6.005", sku="set", also_holds="y=1"),
        sold("y", "a", "1: 9.00", currency="USD"),
    )
    needs = (need("x", 2, alternates=("w",)), need("y", 1, alternates=("w",)))
    found = _found(needs, Market(offers, vendors), BuyingTerms())
    assert found is not None
    assert_holds(found, needs, Market(offers, vendors))


def test_there_is_no_bound_where_a_need_has_no_offer_or_amounts_are_too_large() -> None:
    needs, market, terms = _few()
    assert _found((*needs, need("z")), market, terms) is None
    assert _found(*_few("1: 999999.00")) is not None
    assert _found(*_few("1: 9999999999.00")) is None


def test_few_choices_are_solved_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_located, "_MANY", 400)
    assert _found(*_few()) is None


def test_what_the_program_finds_among_the_few_may_ask_for_more_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    needs, market, terms = _few()
    least = min(each.at_least for each in every_basket(needs, market))
    tried: list[int] = []
    solved = Search._solved

    def watched(self: Search, offered: Sequence[Choice], **more: Any) -> Any:
        tried.append(len(offered))
        return solved(self, offered, **more)

    monkeypatch.setattr(Search, "_solved", watched)
    loose = Located.within

    def too_few(self: Located, limit: int) -> Within:
        few = loose(self, limit)
        return replace(few, beyond=self.bound - THOUSAND) if len(tried) == 0 else few

    monkeypatch.setattr(Located, "within", too_few)
    status, basket = solve(needs, market, LANDING, terms)
    assert (status, basket and basket.at_least) == (Status.OPTIMAL, least)
    assert len(tried) == 2


def test_where_every_offer_may_be_in_a_cheapest_basket_all_are_solved() -> None:
    vendors = (shop("one"), shop("two"))
    offers = tuple(sold(part, who, "1: 10.00") for part in "xy" for who in ("one", "two"))
    needs, market = (need("x", 2), need("y", 1)), Market(offers, vendors)
    found = _found(needs, market, BuyingTerms())
    assert found is not None
    assert all(found.within(limit).beyond is None for limit in found.limits)

    search = Search.among(needs, market.sold, LANDING, BuyingTerms(), UNHURRIED)
    answer, basket = search.solve(None)

    assert answer.status is Status.OPTIMAL
    assert basket is not None
    assert basket.at_least.amount == 30


def test_few_that_hold_no_basket_are_followed_by_more_and_then_by_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    needs, market, terms = _few()
    least = min(each.at_least for each in every_basket(needs, market))
    limits: list[int] = []

    def nothing(self: Located, limit: int) -> Within:
        limits.append(limit)
        few = tuple(each for each in self.offered if each.servings[0].needs == (0,))
        return Within(few, frozenset(), limit)

    monkeypatch.setattr(Located, "within", nothing)
    status, basket = solve(needs, market, LANDING, terms)
    assert (status, basket and basket.at_least) == (Status.OPTIMAL, least)
    assert len(limits) == 2


def test_where_time_is_up_the_bound_is_the_better_of_both(monkeypatch: pytest.MonkeyPatch) -> None:
    needs, market, terms = _few()
    nobody_waits = UNHURRIED.told(lambda _: False)
    search = Search.among(needs, market.sold, LANDING, terms, UNHURRIED)
    found = _found(needs, market, terms)
    assert found is not None

    def unsure(self: Search, offered: Sequence[Choice], **more: Any) -> Any:
        return Answer(Status.FEASIBLE, objective=9_999, bound=1), None

    monkeypatch.setattr(Search, "_solved", unsure)
    answer, _ = replace(search, effort=nobody_waits).solve(None)
    assert answer.status is Status.FEASIBLE
    assert answer.bound * THOUSAND == found.bound


def test_without_time_for_a_bound_there_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_time(*_: object) -> None:
        raise OutOfTimeError

    needs, market, terms = _few()
    monkeypatch.setattr("planner.engine.buying.search.located", out_of_time)
    assert solve(needs, market, LANDING, terms) == (Status.UNKNOWN, None)


@pytest.mark.parametrize(
    ("terms", "reached"),
    [
        ({"shipping": "5"}, [(0, 500)]),
        ({"shipping": "5", "free_shipping_over": "20"}, [(0, 500), (2000, 0)]),
        ({"shipping_tiers": "0=7;30=4"}, [(0, 700), (3000, 400)]),
        ({"shipping_by_weight": "0=7;500=4"}, [(0, 400)]),
        ({"shipping_by_packs": "1=3;5=9", "free_shipping_over": "8"}, [(0, 300), (800, 0)]),
        ({"shipping_by_pieces": "1=3;5=9"}, [(0, 300)]),
    ],
)
def test_shipping_tells_the_least_by_the_value_that_goods_reach(
    terms: dict[str, str], reached: list[tuple[int, int]]
) -> None:
    found = Shipping().reached(shop("a", **terms))
    assert [(each.value, each.least) for each in found] == reached


@pytest.mark.parametrize(
    ("terms", "modes"),
    [
        ({"handling": "2"}, [(200, 0)]),
        ({"shipping_tiers": "0=4;30=7"}, [(400, 0)]),
        ({"minimum_order": "10"}, [(0, 1000)]),
        ({"minimum_order": "10", "small_order_charge": "3"}, [(300, 0), (0, 1000)]),
        ({"shipping": "5", "discount_amount": "1"}, [(400, 0)]),
        ({"shipping": "5", "tax_percent": "10", "tax_included": False}, [(544, 0)]),
    ],
)
def test_a_vendor_is_opened_in_modes(terms: dict[str, Any], modes: list[tuple[int, int]]) -> None:
    vendor = shop("a", **terms)
    orders = Orders({"a": vendor}, LANDING)
    found = list(_located._modes(vendor, 10**6, orders, LANDING))
    assert [(each.opening // THOUSAND, each.least // THOUSAND) for each in found] == modes


@examples(300)
@given(problems())
def test_no_basket_costs_less_than_the_bound_of_what_it_holds(problem: Problem) -> None:
    found = _found(*problem)
    if found is not None:
        assert_holds(found, problem[0], problem[1])


@examples(200)
@given(shared_problems())
def test_no_basket_of_shared_offers_and_bundles_costs_less_either(problem: Problem) -> None:
    found = _found(*problem)
    if found is not None:
        assert_holds(found, problem[0], problem[1])


@examples(200)
@given(problems())
def test_the_cheapest_basket_is_found_among_the_few(problem: Problem) -> None:
    assert_nothing_is_cheaper(*problem)


@examples(100)
@given(shared_problems())
def test_the_cheapest_basket_of_shared_offers_is_found_among_the_few(problem: Problem) -> None:
    assert_nothing_is_cheaper(*problem)
