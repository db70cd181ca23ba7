"""The fastest basket that costs little more than the cheapest one."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.buying import search as basket_search
from planner.engine.buying._fastest import fastest
from planner.engine.buying.basket import buy
from planner.engine.reporting.surety import sure_text
from planner.engine.solving.solver import Answer
from planner.model.basket import Basket
from planner.model.buying import BuyingTerms, Market, Settlement
from planner.model.money import Money, RateTable
from planner.model.proof import Status
from planner.model.term_prices import Fastest
from tests.engine.efforts import in_time
from tests.engine.purchase_cases import DAY, LANDING, need, rate, shop, sold, with_prices
from tests.examples import examples

VENDORS = (shop("near", shipping="2"), shop("far"))
OFFERS = (
    sold("board", "far", "1: 100.00", lead_time_days=20),
    sold("board", "near", "1: 102.00", lead_time_days=3),
    sold("card", "far", "1: 10.00", lead_time_days=20),
    sold("card", "near", "1: 11.00", lead_time_days=1),
)
MARKET = Market(OFFERS, VENDORS)
NEEDS = (need("board"), need("card"))


def sgd(text: str) -> Money:
    return Money(Decimal(text), "SGD")


def within(percent: str) -> BuyingTerms:
    return BuyingTerms(fastest_within=Decimal(percent))


@pytest.mark.parametrize(
    ("percent", "days", "total"), [("0", 20, "110.00"), ("4.5", 20, "110.00"), ("5", 3, "115.00")]
)
def test_what_is_there_first_is_bought_as_far_as_the_price_allows(
    percent: str, days: int, total: str
) -> None:
    found = buy(NEEDS, MARKET, LANDING, within(percent))
    assert found.fastest == Fastest(Decimal(percent), sgd("110.00"), days)
    assert (found.status, found.total, found.bound) == (Status.OPTIMAL, sgd(total), sgd(total))


def test_the_price_of_haste_is_told_beside_those_of_the_other_terms() -> None:
    terms = BuyingTerms(fastest_within=Decimal(5), exclude=("nobody",))
    found = with_prices(NEEDS, MARKET, LANDING, terms)
    haste = found.term_prices[-1]
    assert [each.term.kind for each in found.term_prices] == ["exclude", "fastest-within"]
    assert (haste.term.percent, haste.without, haste.price, haste.proven) == (
        Decimal(5),
        sgd("110.00"),
        sgd("5.00"),
        True,
    )


def test_where_no_arrival_is_known_the_cheapest_basket_stands() -> None:
    market = Market(
        (sold("board", "far", "1: 100.00"), sold("board", "near", "1: 120.00", lead_time_days=1)),
        VENDORS,
    )
    found = buy([need("board")], market, LANDING, within("5"))
    assert found.fastest == Fastest(Decimal(5), sgd("100.00"))
    assert (found.status, found.total) == (Status.OPTIMAL, sgd("100.00"))
    assert found.fastest.limit == sgd("105.00")


def test_where_nothing_can_be_bought_nothing_is_fast() -> None:
    found = buy([need("fan")], MARKET, LANDING, within("5"))
    assert (found.status, found.fastest) == (Status.INFEASIBLE, None)


def test_a_try_that_ended_early_proves_no_earlier_day_wrong() -> None:
    slow = Basket(currency="SGD", orders=(), goods=sgd("101.00"), at_least=sgd("101.00"))

    def tried(day: int) -> tuple[Answer, Basket | None]:
        return (Answer(Status.UNKNOWN), None) if day < 5 else (Answer(Status.OPTIMAL), slow)

    asked = Fastest(Decimal(5), sgd("100.00"))
    found, answer, basket = fastest(asked, [2, 5, 9], tried)
    assert (found.days, answer.status, basket) == (5, Status.FEASIBLE, slow)


def test_without_a_proven_cheapest_basket_none_is_proven_to_be_the_fastest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(basket_search, "MOST_REPAIRS", 0)
    offers = (
        sold("board", "far", "1: 1000.00", currency="USD", lead_time_days=9),
        sold("board", "near", "1: 124.00", lead_time_days=2),
    )
    settlement = Settlement("SGD", RateTable(layers=((rate("USD", "SGD", "0.123455"),),)), DAY)
    vendors = (shop("far", currency="USD"), shop("near"))
    found = buy(
        [need("board")], Market(offers, vendors), settlement, within("5"), effort=in_time(9_000)
    )
    assert found.fastest == Fastest(Decimal(5), sgd("123.46"), 2)
    assert (found.status, found.total) == (Status.FEASIBLE, sgd("124.00"))


@examples(100)
@given(st.integers(0, 10_000), st.integers(0, 30))
def test_no_basket_that_costs_little_enough_is_there_sooner(seed: int, percent: int) -> None:
    costs = [(100 + seed // 7 % 50, 1 + seed % 9), (100 + seed // 11 % 60, 1 + seed // 3 % 9)]
    cards = [(10 + seed // 13 % 20, 1 + seed // 5 % 9), (10 + seed // 17 % 20, 1 + seed // 19 % 9)]
    names = ("near", "far")
    offers = [
        sold(part, vendor, f"1: {cents}.00", lead_time_days=days)
        for part, rows in (("board", costs), ("card", cards))
        for vendor, (cents, days) in zip(names, rows, strict=True)
    ]
    shipping = {"near": 2, "far": 0}
    every = [
        (
            max(one[1], other[1]),
            one[0] + other[0] + sum(shipping[name] for name in {names[i], names[j]}),
        )
        for (i, one), (j, other) in product(enumerate(costs), enumerate(cards))
    ]
    cheapest = min(cost for _, cost in every)
    soonest, least = min(each for each in every if each[1] * 100 <= cheapest * (100 + percent))

    found = buy(NEEDS, Market(tuple(offers), VENDORS), LANDING, within(str(percent)))

    assert found.fastest is not None
    assert (found.fastest.days, found.total) == (soonest, sgd(str(least)))


def test_nothing_is_proven_the_fastest_beside_a_cheapest_basket_with_an_unknown_charge() -> None:
    # far may charge 2.00 for shipping: then near's 107.00 of one day would be within 5 %, too.
    vendors = (shop("far", shipping=None), shop("near"), shop("next"))
    offers = (
        sold("board", "far", "1: 100.00", lead_time_days=20),
        sold("board", "near", "1: 105.00", lead_time_days=3),
        sold("board", "next", "1: 107.00", lead_time_days=1),
    )
    found = buy((need("board"),), Market(offers, vendors), LANDING, within("5"))
    assert found.fastest == Fastest(Decimal(5), sgd("100.00"), 3, is_known=False)
    assert (found.total, found.proven) == (sgd("105.00"), False)
    assert found.basket is not None
    assert "(not proven)" in sure_text(found, found.basket)


def test_where_a_charge_is_unknown_none_is_called_the_cheapest() -> None:
    vendors = (shop("far", shipping=None),)
    market = Market((sold("board", "far", "1: 100.00"),), vendors)
    found = buy((need("board"),), market, LANDING, within("5"))
    assert found.basket is not None
    assert sure_text(found, found.basket) == (
        "at least S$100.00; no basket with a known delivery time is sure to cost at most 5 % more"
    )


def test_what_says_nothing_of_its_arrival_arrives_as_its_vendor_says() -> None:
    vendors = (shop("near", lead_time_days=4), shop("far", lead_time_days=9, terms_for="MY"))
    offers = (
        sold("board", "near"),
        sold("card", "near", lead_time_days=1),
        sold("board", "far"),
    )
    found = Market(offers, vendors).on_terms(BuyingTerms(ship_to="SG"), LANDING)

    assert [each.lead_time_days for each in found.offers] == [4, 1, None]
