"""A basket is known at once where one offer holds each line, and what none gets below."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.buying import basket
from planner.engine.buying._at_once import AtOnce, at_once
from planner.engine.buying.basket import buy, in_order
from planner.engine.buying.choices import vendors_that_serve
from planner.engine.solving.effort import Effort
from planner.model.basket import Need
from planner.model.buying import NO_TERMS, BuyingTerms, Market, Settlement
from planner.model.money import Money, RateTable
from planner.model.proof import Status
from tests.engine.buying.test_basket import NEEDS, random_market
from tests.engine.efforts import in_time
from tests.engine.purchase_cases import DAY, LANDING, need, rate, shop, sold
from tests.examples import examples


def known(
    needs: list[Need],
    market: Market,
    terms: BuyingTerms = NO_TERMS,
    settlement: Settlement = LANDING,
) -> AtOnce | None:
    vendors = vendors_that_serve(market.vendors, settlement, terms)
    return at_once(in_order(needs), market.offers, vendors, settlement, terms)


def sgd(text: str) -> Money:
    return Money(Decimal(text), "SGD")


def test_a_vendor_that_takes_no_order_as_small_is_passed_over() -> None:
    vendors = (shop("large", minimum_order="100"), shop("near", shipping="5"))
    offers = (sold("board", "large", "1: 10.00"), sold("board", "near", "1: 12.00"))
    found = known([need("board")], Market(offers, vendors))
    assert found is not None
    assert [order.vendor for order in found.basket.orders] == ["near"]
    # One cent for each order that might be rounded.
    assert (found.basket.total, found.bound) == (sgd("17.00"), sgd("9.98"))


def test_what_vendors_take_off_goods_is_off_the_bound() -> None:
    vendors = (shop("a", discount_percent="20"), shop("b", discount_amount="5"))
    offers = (sold("board", "a", "1: 40.00"), sold("lead", "b", "1: 9.00"))
    found = known([need("board"), need("lead")], Market(offers, vendors))
    assert found is not None
    # A cent for each order that might be rounded, and a few for what is taken off each.
    assert (found.basket.total, found.bound) == (sgd("36.00"), sgd("35.92"))


def test_no_more_vendors_are_ordered_from_than_are_allowed() -> None:
    vendors = (shop("a", shipping="5"), shop("b", shipping="5"))
    offers = (
        sold("board", "a", "1: 40.00"),
        sold("lead", "a", "1: 4.00"),
        sold("lead", "b", "1: 3.00"),
    )
    two = known([need("board"), need("lead")], Market(offers, vendors))
    one = known([need("board"), need("lead")], Market(offers, vendors), BuyingTerms(max_vendors=1))
    assert two is not None
    assert one is not None
    assert (len(two.basket.orders), len(one.basket.orders)) == (2, 1)
    assert one.basket.total == sgd("49.00")
    only_lead = (offers[0], offers[2])
    cannot = known(
        [need("board"), need("lead")], Market(only_lead, vendors), BuyingTerms(max_vendors=1)
    )
    assert cannot is None


def test_an_offer_whose_stock_does_not_hold_the_line_is_passed_over() -> None:
    offers = (sold("board", "a", "1: 1.00", stock=2), sold("board", "b", "1: 3.00"))
    found = known([need("board", 3)], Market(offers, (shop("a"), shop("b"))))
    assert found is not None
    assert found.basket.total == sgd("9.00")
    assert found.bound == sgd("2.98")  # some of them may be bought where they cost less


def test_a_large_market_has_a_basket_before_its_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basket, "LARGE", 1)
    market = Market(
        (sold("board", "near", "1: 12.00"), sold("board", "far", "1: 10.00")),
        (shop("near", shipping="5.00"), shop("far", shipping="6.00")),
    )
    needs = (need("board", 1),)
    # Time for the look at once; none is left when the program is begun.
    calls = iter([0, 0])
    found = buy(needs, market, LANDING, effort=Effort.lasting(1_000, lambda: next(calls, 2_000)))
    assert found.status is Status.FEASIBLE
    assert found.basket is not None
    assert found.basket.at_least == Money(Decimal("16.00"), "SGD")
    whole = buy(needs, market, LANDING, effort=in_time(60_000))
    assert whole.status is Status.OPTIMAL
    assert whole.basket is not None
    assert whole.basket.at_least == found.basket.at_least


def test_what_a_rounding_may_take_away_is_no_part_of_the_bound() -> None:
    settlement = Settlement("SGD", RateTable(layers=((rate("USD", "SGD", "1.25"),),)), DAY)
    vendors = (shop("there", currency="USD"), shop("near"))
    offers = (
        sold("board", "there", "1: 10.00", currency="USD"),
        sold("board", "near", "1: 8.005", currency="USD"),
    )
    found = known([need("board")], Market(offers, vendors), settlement=settlement)
    assert found is not None
    assert found.bound < sgd("10.00") <= found.basket.total
    assert found.bound > sgd("9.90")


@examples(80)
@given(st.integers(0, 10_000))
def test_the_best_basket_lies_between_what_is_known_at_once(seed: int) -> None:
    market = random_market(seed)
    found, best = known(NEEDS, market), buy(NEEDS, market, LANDING)
    if found is not None:
        assert best.status is Status.OPTIMAL
        assert best.total is not None
        assert found.bound <= best.total <= found.basket.total
