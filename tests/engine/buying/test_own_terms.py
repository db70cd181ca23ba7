"""Terms of one build of an order hold for its parts alone: against every basket there is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.buying._dealing import Pile, deal
from planner.engine.buying.basket import buy
from planner.engine.buying.partial import buy_what_can_be_had
from planner.engine.buying.splitting import merged, shared_costs
from planner.model.basket import Need
from planner.model.buying import NO_TERMS, BuyingTerms, Market
from planner.model.group_order import Member, SplitRule
from planner.model.own_terms import OwnTerms
from planner.model.proof import Status
from tests.engine.buying.test_against_brute_force import (
    assert_nothing_is_cheaper,
    offer_of,
    terms_of_a_vendor,
)
from tests.engine.purchase_cases import LANDING, need, shop, sold
from tests.examples import examples

NEAR, FAR = shop("near", shipping="5.00"), shop("far", shipping="2.00")
BOARDS = [sold("board", "near", "1: 30.00"), sold("board", "far", "1: 20.00")]


@st.composite
def own_terms(draw: Any) -> OwnTerms:
    vendors, parts = st.sampled_from("abc"), st.sampled_from("xw")
    return OwnTerms(
        locks=tuple(draw(st.lists(st.tuples(parts, vendors), max_size=2))),
        exclude=tuple(draw(st.lists(vendors, max_size=2))),
        alternates=tuple(draw(st.lists(st.tuples(st.just("x"), st.just("w")), max_size=1))),
    )


@st.composite
def problems(draw: Any) -> tuple[tuple[Need, ...], Market, BuyingTerms]:
    """Two builds that need the same part, each on terms of its own."""
    vendors = [draw(terms_of_a_vendor(name)) for name in "abc"[: draw(st.integers(2, 3))]]
    needs = [
        each
        for _ in range(2)
        for each in draw(own_terms()).on([need("x", draw(st.integers(1, 2)))])
    ]
    offers = [
        draw(offer_of(part, vendor, 2))
        for part in ("x", "w")[: draw(st.integers(1, 2))]
        for vendor in vendors
        if draw(st.integers(0, 4))
    ]
    offers = [each.model_copy(update={"sku": str(at)}) for at, each in enumerate(offers)]
    return merged(needs), Market(tuple(offers), tuple(vendors)), NO_TERMS


@examples(250)
@given(problems())
def test_no_basket_is_cheaper_that_keeps_to_the_terms_of_every_build(
    problem: tuple[tuple[Need, ...], Market, BuyingTerms],
) -> None:
    assert_nothing_is_cheaper(*problem)


@examples(100)
@given(problems())
def test_no_piece_is_for_a_build_that_does_not_buy_there(
    problem: tuple[tuple[Need, ...], Market, BuyingTerms],
) -> None:
    needs, market, terms = problem
    found = buy(needs, market, LANDING, terms)
    if found.basket is None:
        return
    piles = [
        Pile(line.part_number, line.quantity, order.vendor)
        for order in found.basket.orders
        for line in order.lines
    ]
    dealt = deal(piles, found.needs)
    for index, each in enumerate(found.needs):
        assert sum(p for (_, n), p in dealt.items() if n == index) == each.quantity
    for place, index in dealt:
        vendor, each = piles[place].vendor, found.needs[index]
        assert vendor not in each.but
        assert not each.only or vendor in each.only


def bought(*needs: Need) -> dict[str, int]:
    """Return how many boards are bought from whom."""
    found = buy(needs, Market(tuple(BOARDS), (NEAR, FAR)), LANDING)
    assert found.basket is not None
    return {
        order.vendor: sum(line.quantity for line in order.lines) for order in found.basket.orders
    }


def test_a_lock_of_one_build_leaves_the_other_where_it_is_cheapest() -> None:
    locked = OwnTerms(locks=(("board", "near"),)).on([need("board", 2)])
    assert bought(*locked, need("board", 9)) == {"near": 2, "far": 9}


def test_a_vendor_that_one_build_excludes_still_serves_the_other() -> None:
    not_far = OwnTerms(exclude=("far",)).on([need("board", 1)])
    assert bought(*not_far, need("board", 9)) == {"near": 1, "far": 9}


def test_an_alternate_of_one_build_serves_no_other() -> None:
    market = Market((sold("board", "near", "1: 30.00"), sold("other", "near", "1: 1.00")), (NEAR,))
    mine = OwnTerms(alternates=(("board", "other"), ("board", "board"))).on([need("board")])
    found = buy([*mine, need("board", 2)], market, LANDING)
    assert found.basket is not None
    lines = {e.part_number: e.quantity for e in found.basket.orders[0].lines}
    assert lines == {"board": 2, "other": 1}


def test_each_pays_for_what_their_own_terms_cost() -> None:
    ann = OwnTerms(locks=(("board", "near"),)).on([need("board", 1)])
    members = [Member("Kit", 1, ann, owner="Ann"), Member("Kit", 1, (need("board"),), owner="Ben")]
    where = (Market(tuple(BOARDS), (NEAR, FAR)), LANDING, NO_TERMS)
    needs = merged(each for one in members for each in one.needs)
    found = buy(needs, *where)
    goods = shared_costs(found, members, where)[SplitRule.GOODS]
    # Ann's board comes from near with its shipping, Ben's from far.
    assert [str(each.amount) for each in goods.shares] == ["S$35.00", "S$22.00"]
    assert [str(each.alone) for each in goods.shares] == ["S$35.00", "S$22.00"]


def test_where_the_terms_of_one_build_leave_nobody_the_other_is_bought_and_known() -> None:
    ann = OwnTerms(locks=(("board", "near"),), exclude=("near",)).on([need("board", 1)])
    members = [Member("Kit", 1, ann, owner="Ann"), Member("Kit", 1, (need("board"),), owner="Ben")]
    where = (Market(tuple(BOARDS), (NEAR, FAR)), LANDING, NO_TERMS)
    needs = merged(each for one in members for each in one.needs)
    assert buy(needs, *where).status is Status.INFEASIBLE
    found = buy_what_can_be_had(needs, *where)
    assert [(each.only, each.but) for each in found.missing] == [(("near",), ("near",))]
    shares = shared_costs(found, members, where)[SplitRule.GOODS].shares
    assert [each.amount and str(each.amount) for each in shares] == [None, "S$22.00"]


def test_needs_that_anything_alike_fulfils_are_one() -> None:
    same = OwnTerms(exclude=("far", "near", "far")).on([need("board")])
    other = OwnTerms(exclude=("near", "far")).on([need("board", 2)])
    [one] = merged([*same, *other])
    assert (one.quantity, one.but) == (3, ("far", "near"))
    assert len(merged([*same, need("board")])) == 2


@pytest.mark.parametrize(
    ("facts", "vendor", "may"),
    [
        ({}, "near", True),
        ({"only": ("near",)}, "near", True),
        ({"only": ("near",)}, "far", False),
        ({"but": ("near",)}, "near", False),
        ({"only": ("near",), "but": ("near",)}, "near", False),
    ],
)
def test_a_need_says_where_it_may_come_from(facts: Any, vendor: str, *, may: bool) -> None:
    assert need("board", **facts).may_come_from(vendor) is may
