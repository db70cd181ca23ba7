"""What is left out before the program is in no cheapest basket."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.buying import _narrowing
from planner.engine.buying._narrowing import narrowed
from planner.engine.buying._quotes import quotes_of
from planner.engine.buying.basket import buy, solve
from planner.engine.buying.choices import vendors_that_serve
from planner.engine.buying.search import Search
from planner.engine.solving.solver import Answer
from planner.model.basket import Need
from planner.model.buying import NO_TERMS, Market, Settlement
from planner.model.money import ExchangeRate, Money, RateTable
from planner.model.offers import Basis, Offer, PriceBreak
from planner.model.proof import Status
from planner.model.vendors import Vendor
from tests.engine.efforts import in_time

DAY = date(2026, 11, 1)
HERE = Settlement("SGD", RateTable(), DAY)


def _vendor(name: str, **terms: object) -> Vendor:
    return Vendor.model_validate(
        {"vendor": name, "name": name, "kind": "shop", "currency": "SGD", "tax_percent": 0} | terms
    )


def _offer(vendor: str, part: str, price: str, **more: object) -> Offer:
    facts = {
        "vendor": vendor,
        "part_number": part,
        "currency": "SGD",
        "price_breaks": (PriceBreak(min_quantity=1, price=Decimal(price)),),
        "quoted_on": DAY,
        "basis": Basis.QUOTED,
        "source": "made here",
    }
    return Offer.model_validate(facts | more)


def test_a_vendor_whose_shipping_alone_is_more_than_a_basket_is_left_out() -> None:
    vendors = [_vendor("near", shipping=5), _vendor("far", shipping=90)]
    offers = [_offer(v, p, "10.00") for v in ("near", "far") for p in ("a", "b")]
    needs = [Need(part_number=p, quantity=1) for p in ("a", "b")]
    assert _kept(needs, offers, vendors) == [("near", "a"), ("near", "b")]


def test_an_offer_too_dear_for_any_cheapest_basket_is_left_out_though_its_vendor_stays() -> None:
    vendors = [_vendor("one", shipping=6), _vendor("two", shipping=9), _vendor("three", shipping=1)]
    prices = {"one": (12, 8, 15), "two": (5, 7, 6), "three": (10, 12, 8)}
    offers = [
        _offer(vendor, part, f"{price}.00")
        for vendor, asked in prices.items()
        for part, price in zip("abc", asked, strict=True)
    ]
    needs = [Need(part_number=p, quantity=1) for p in "abc"]
    kept = _kept(needs, offers, vendors)
    # 5 + 7 + 6 + 9 = 27 is the least there is; 12 for b at the third can be in no such basket.
    assert {("two", "a"), ("two", "b"), ("two", "c")} <= set(kept)
    assert ("three", "c") in kept
    assert ("three", "b") not in kept


def test_a_vendor_that_may_ship_for_nothing_stays() -> None:
    vendors = [_vendor("near", shipping=5), _vendor("far", shipping=90, free_shipping_over=20)]
    offers = [_offer("near", p, "10.00") for p in ("a", "b")]
    offers += [_offer("far", p, "11.00") for p in ("a", "b")]
    needs = [Need(part_number=p, quantity=1) for p in ("a", "b")]
    assert ("far", "a") in _kept(needs, offers, vendors)


def test_where_nothing_is_charged_for_an_order_all_stay() -> None:
    vendors = [_vendor("near"), _vendor("far")]
    offers = [_offer("near", "a", "10.00"), _offer("far", "a", "99.00")]
    assert len(_kept([Need(part_number="a", quantity=1)], offers, vendors)) == 2


def test_where_nobody_sells_a_part_all_stay() -> None:
    vendors = [_vendor("near", shipping=5), _vendor("far", shipping=90)]
    offers = [_offer("near", "a", "10.00"), _offer("far", "a", "10.00")]
    needs = [Need(part_number=p, quantity=1) for p in ("a", "b")]
    assert len(_kept(needs, offers, vendors)) == 2


def test_where_no_basket_is_taken_at_once_all_stay() -> None:
    vendors = [_vendor("near", shipping=5, minimum_order=50), _vendor("far", shipping=90)]
    offers = [_offer("near", "a", "10.00"), _offer("far", "a", "10.00")]
    assert len(_kept([Need(part_number="a", quantity=1)], offers, vendors)) == 2


def test_an_offer_for_several_needs_stays_with_its_vendor() -> None:
    vendors = [_vendor("near", shipping=5), _vendor("far", shipping=90)]
    offers = [_offer("near", p, "10.00") for p in ("a", "b")]
    offers.append(_offer("near", "a", "500.00", sku="set", also_holds="b=1"))
    needs = [Need(part_number=p, quantity=1) for p in ("a", "b")]
    assert len(_kept(needs, offers, vendors)) == 3


def test_what_is_taken_off_and_converted_is_on_the_safe_side() -> None:
    rate = ExchangeRate(base="USD", quote="SGD", rate=Decimal("1.3333"), as_of=DAY, source="x")
    settlement = Settlement("SGD", RateTable(layers=((rate,),)), DAY)
    vendors = [
        _vendor("near", shipping=5),
        _vendor("us", currency="USD", shipping=1, discount_amount=2),
        _vendor("far", shipping=90),
    ]
    offers = [_offer(v, "a", "10.005", currency=c) for v, c in [("near", "SGD"), ("far", "SGD")]]
    offers.append(_offer("us", "a", "7.50", currency="USD"))
    needs = [Need(part_number="a", quantity=1)]
    assert _kept(needs, offers, vendors, settlement) == [("us", "a")]
    _, basket = solve(tuple(needs), Market(tuple(offers), tuple(vendors)), settlement, NO_TERMS)
    assert basket is not None
    assert basket.orders[0].vendor == "us"


def test_what_is_known_counts_where_the_solver_finds_no_more() -> None:
    vendors = [_vendor("near", shipping=5), _vendor("far", shipping=6)]
    offers = [_offer("near", "a", "10.00"), _offer("far", "a", "9.50")]
    needs = [Need(part_number="a", quantity=1)]
    serve = vendors_that_serve(vendors, HERE, NO_TERMS)
    quotes = quotes_of(needs, offers, serve, HERE, NO_TERMS)
    with pytest.MonkeyPatch.context() as small:
        small.setattr(_narrowing, "_MANY", 0)
        known = narrowed(needs, quotes, serve, HERE)
    assert known.basket is not None
    assert known.is_proven
    nothing = Answer(Status.UNKNOWN)
    unsure = replace(known, bound=1400)
    assert not unsure.is_proven
    answer, basket = unsure.or_better(nothing, None)
    assert (answer.status, answer.objective, answer.bound) == (Status.FEASIBLE, 1500, 1400)
    assert basket == known.basket
    assert unsure.or_better(replace(nothing, bound=1500), None)[0].status is Status.OPTIMAL
    one = Money(Decimal(1), "SGD")
    dearer = known.basket.model_copy(update={"at_least": known.basket.at_least + one})
    assert unsure.or_better(Answer(Status.FEASIBLE, objective=1600), dearer)[1] == known.basket
    cheaper = known.basket.model_copy(update={"at_least": known.basket.at_least - one})
    assert unsure.or_better(Answer(Status.FEASIBLE, objective=1400), cheaper)[1] == cheaper
    proven = Answer(Status.OPTIMAL, objective=1400, bound=1400)
    assert unsure.or_better(proven, cheaper) == (proven, cheaper)


def test_a_basket_that_is_proven_by_the_bound_needs_no_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_narrowing, "_MANY", 0)
    vendors = [_vendor("near", shipping=5), _vendor("far", shipping=6)]
    offers = tuple(_offer(v, p, "10.00") for v in ("near", "far") for p in ("a", "b"))
    needs = tuple(Need(part_number=p, quantity=1) for p in ("a", "b"))
    status, basket = solve(needs, Market(offers, tuple(vendors)), HERE, NO_TERMS)
    assert status is Status.OPTIMAL
    assert basket is not None
    assert (str(basket.at_least), len(basket.orders)) == ("S$25.00", 1)


def test_what_the_bound_leaves_is_solved_by_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_narrowing, "_MANY", 0)
    vendors = [_vendor("near", shipping=5), _vendor("far", shipping=6, minimum_order=15)]
    offers = (_offer("near", "a", "14.00"), _offer("far", "a", "10.00"))
    needs = (Need(part_number="a", quantity=1),)
    status, basket = solve(needs, Market(offers, tuple(vendors)), HERE, NO_TERMS)
    assert status is Status.OPTIMAL
    assert str(basket and basket.at_least) == "S$19.00"


def test_without_time_to_narrow_there_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_narrowing, "_MANY", 0)
    parts = [f"p{each}" for each in range(120)]
    vendors = [_vendor("near", shipping=5)]
    needs = tuple(Need(part_number=part, quantity=1) for part in parts)
    serve = vendors_that_serve(vendors, HERE, NO_TERMS)
    quotes = quotes_of(needs, [_offer("near", p, "1.00") for p in parts], serve, HERE, NO_TERMS)
    answer, basket = Search(needs, quotes, serve, HERE, in_time(0)).solve(None)
    assert (answer.status, basket) == (Status.UNKNOWN, None)


def _kept(
    needs: list[Need],
    offers: list[Offer],
    vendors: list[Vendor],
    settlement: Settlement = HERE,
) -> list[tuple[str, str]]:
    with pytest.MonkeyPatch.context() as small:
        small.setattr(_narrowing, "_MANY", 0)
        serve = vendors_that_serve(vendors, settlement, NO_TERMS)
        quotes = quotes_of(needs, offers, serve, settlement, NO_TERMS)
        found = narrowed(needs, quotes, serve, settlement).quotes
    return [(each.vendor, offers[each.place].part_number) for each in found.quotes]


@st.composite
def markets(draw: st.DrawFn) -> tuple[tuple[Need, ...], Market]:
    """Return needs and who sells them, on terms of every kind."""
    vendors, offers = [], []
    needs = tuple(
        Need(part_number=part, quantity=draw(st.integers(1, 6)))
        for part in "abcd"[: draw(st.integers(1, 4))]
    )
    for place in range(draw(st.integers(2, 5))):
        terms: dict[str, object] = {"shipping": draw(st.integers(0, 30))}
        if draw(st.booleans()):
            terms["free_shipping_over"] = draw(st.integers(10, 80))
        if draw(st.integers(0, 3)) == 0:
            terms["minimum_order"] = draw(st.integers(5, 40))
            if draw(st.booleans()):
                terms["small_order_charge"] = draw(st.integers(1, 9))
        if draw(st.integers(0, 3)) == 0:
            terms["handling"] = draw(st.integers(1, 5))
        if draw(st.integers(0, 4)) == 0:
            terms |= {"tax_percent": 9, "tax_included": False}
        if draw(st.integers(0, 4)) == 0:
            terms |= {"discount_amount": draw(st.integers(1, 6)), "discount_over": 10}
        vendors.append(_vendor(f"v{place}", **terms))
        for need in needs:
            if draw(st.integers(0, 4)):
                pack = draw(st.sampled_from([1, 1, 1, 3]))
                prices = [(1, draw(st.integers(100, 2500)))]
                if draw(st.integers(0, 3)) == 0:
                    prices.append((3, prices[0][1] * 9 // 10))
                offers.append(
                    _offer(
                        f"v{place}",
                        need.part_number,
                        "1",
                        pack_size=pack,
                        price_breaks=[
                            {"min_quantity": start, "price": str(Decimal(cents * pack) / 100)}
                            for start, cents in prices
                        ],
                        stock=draw(st.sampled_from([None, None, 2, 5])),
                    )
                )
    return needs, Market(tuple(offers), tuple(vendors))


@settings(max_examples=150, deadline=None)
@given(markets())
def test_the_cheapest_basket_costs_the_same_whatever_was_left_out(
    sale: tuple[tuple[Need, ...], Market],
) -> None:
    needs, market = sale
    whole_status, whole = solve(needs, market, HERE, NO_TERMS)
    with pytest.MonkeyPatch.context() as small:
        small.setattr(_narrowing, "_MANY", 0)
        status, basket = solve(needs, market, HERE, NO_TERMS)
        found = buy(needs, market, HERE)
    assert status is whole_status
    assert (basket and basket.at_least) == (whole and whole.at_least)
    if found.basket is not None and status is Status.OPTIMAL:
        assert found.bound == found.basket.at_least
