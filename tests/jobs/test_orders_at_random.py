"""Several builds in copies, with spares and owned pieces: against every basket there is.

What is needed is counted here once more, from what a person would say of it, and every basket that
holds it is tried. Below that stand laws that no order may break, whatever it holds.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.engine.solving.effort import UNHURRIED
from planner.jobs.buying import buy, requisition
from planner.jobs.copies import copy_curve
from planner.jobs.folder import Workspace
from planner.model.basket import Need
from planner.model.buying import Market, Purchase
from planner.model.catalog import Catalog
from planner.model.offers import Offer
from planner.model.proof import Status
from planner.model.questions import Bill, BuyQuestion, OrderedBuild, OwnedLine, Together
from planner.model.spares import SpareRule
from planner.model.vendors import Vendor
from tests.engine.purchase_cases import DAY, every_basket, is_tried, need, shop, sold
from tests.examples import examples
from tests.plans import build, position

PARTS = ("board", "cable")
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Wanted:
    """One build of an order, in a person's words: pieces of one copy, and how many of it."""

    pieces: dict[str, int]
    owned: dict[str, int]
    copies: int
    owner: str = ""
    as_bill: bool = True

    @property
    def ordered(self) -> OrderedBuild:
        what: Any = self.bill if self.as_bill else self.build
        return OrderedBuild(what=what, copies=self.copies, owner=self.owner)

    @property
    def bill(self) -> Bill:
        left = {part: many - self.owned.get(part, 0) for part, many in self.pieces.items()}
        needs = tuple(need(part, many) for part, many in left.items() if many)
        lines = tuple(
            OwnedLine(part_number=part, quantity=self.pieces[part], owned=many)
            for part, many in self.owned.items()
        )
        return Bill(title=f"{self.owner or 'bill'}.csv", needs=needs, partly_owned=lines)

    @property
    def build(self) -> Any:
        """Return it as a build: a line is owned as a whole, so it is two lines where part is."""
        lines = []
        for part, many in self.pieces.items():
            mine = self.owned.get(part, 0)
            if mine:
                lines.append(position("other", part, quantity=mine, owned=True))
            if many - mine:
                lines.append(position("other", part, quantity=many - mine))
        return build(*lines)

    def missing(self, rules: Sequence[SpareRule]) -> Counter[str]:
        """Return what must be bought of it: copies, and spares of all of them, less what is owned.

        Pieces that are owned serve one copy. Spares are rounded up once.
        """
        found: Counter[str] = Counter()
        for part, many in self.pieces.items():
            whole = many * self.copies
            found[part] = whole + spare(whole, part, rules) - self.owned.get(part, 0)
        return +found


def spare(pieces: int, part: str, rules: Sequence[SpareRule]) -> int:
    """Return the spares of a part: the rule for it counts before the rule for all."""
    own = [each for each in rules if each.part_number == part]
    for each in own or [each for each in rules if not each.part_number]:
        if each.one_in:
            return ceil(Fraction(pieces, each.one_in))
        return ceil(Fraction(each.percent or 0) * pieces / 100)
    return 0


@st.composite
def markets(draw: Any, *, exact: bool = False) -> tuple[tuple[Offer, ...], tuple[Vendor, ...]]:
    """Two shops in which no charge rises with the order; `exact` ones round nothing."""
    vendors = []
    for name in ("near", "far"):
        shipping = draw(st.sampled_from(["0", "2.50", "7.00"]))
        terms: dict[str, Any] = {"shipping": shipping}
        if draw(st.booleans()):
            terms["free_shipping_over"] = draw(st.sampled_from(["9.00", "20.00"]))
        if not exact:
            terms["tax_percent"] = draw(st.sampled_from(["0", "9"]))
            terms["tax_included"] = False
        vendors.append(shop(name, **terms))
    offers = []
    for part in PARTS:
        for vendor in draw(st.sampled_from([("near",), ("far",), ("near", "far")])):
            first = draw(st.integers(50, 900))
            later = draw(st.integers(30, first))
            breaks = draw(st.sampled_from(["", f", {draw(st.integers(2, 6))}: {later / 100:.2f}"]))
            facts: dict[str, Any] = {"pack_size": draw(st.sampled_from([1, 1, 2, 5]))}
            offers.append(sold(part, vendor, f"1: {first / 100:.2f}{breaks}", **facts))
    return tuple(offers), tuple(vendors)


@st.composite
def builds(draw: Any, owner: str = "", most: int = 2, *, owning: bool = True) -> Wanted:
    chosen = draw(st.sets(st.sampled_from(PARTS), min_size=1))
    pieces = {part: draw(st.integers(1, 2)) for part in sorted(chosen)}
    owned = {part: draw(st.integers(0, many)) for part, many in pieces.items()} if owning else {}
    mine = {part: many for part, many in owned.items() if many}
    return Wanted(pieces, mine, draw(st.integers(1, most)), owner, draw(st.booleans()))


RULES = st.sampled_from(
    [
        (),
        (SpareRule(percent=Decimal(10)),),
        (SpareRule(percent=Decimal("33.33")),),
        (SpareRule(one_in=3),),
        (SpareRule(percent=Decimal(100), part_number="cable"),),
        (SpareRule(percent=Decimal(5)), SpareRule(one_in=2, part_number="board")),
        (SpareRule(percent=Decimal(50)), SpareRule(percent=Decimal(0), part_number="board")),
    ]
)


def folder(offers: Iterable[Offer], vendors: Iterable[Vendor]) -> Workspace:
    catalog = Catalog(offers=tuple(offers), vendors=tuple(vendors))
    return Workspace(Path("catalogs"), catalog, (), ())


def bought(
    wanted: Sequence[Wanted],
    market: tuple[tuple[Offer, ...], tuple[Vendor, ...]],
    rules: tuple[SpareRule, ...] = (),
) -> Purchase:
    what = Together(builds=tuple(each.ordered for each in wanted))
    asked = BuyQuestion(what=what, on=DAY, spares=rules)
    return buy(requisition(asked, folder(*market)), UNHURRIED)


def least(
    needed: Counter[str], market: tuple[tuple[Offer, ...], tuple[Vendor, ...]]
) -> Decimal | None:
    """Return what the cheapest of all baskets comes to; None where none holds it all."""
    needs: tuple[Need, ...] = tuple(need(part, many) for part, many in needed.items())
    offers, vendors = market
    found = [each.at_least.amount for each in every_basket(needs, Market(offers, vendors))]
    return min(found, default=None)


@given(builds("Ann"), builds("Ben"), RULES, markets())
@examples(120)
def test_several_builds_in_copies_with_spares_cost_the_least_of_all_baskets(
    ann: Wanted, ben: Wanted, rules: tuple[SpareRule, ...], market: Any
) -> None:
    needed = ann.missing(rules) + ben.missing(rules)
    found = bought((ann, ben), market, rules)
    if not needed:
        assert not found.needs
        return
    meant = least(needed, market)
    if meant is None:
        assert found.status is Status.INFEASIBLE
        return
    assert found.total is not None
    assert found.basket is not None
    assert (found.status, found.bound) == (Status.OPTIMAL, found.total)
    # To ship free it may hold more than is tried here.
    assert found.total.amount <= meant
    if is_tried(found.basket, found.needs, Market(*market)):
        assert found.total.amount == meant
    assert Counter({each.part_number: each.quantity for each in found.needs}) == needed


@given(builds(most=1, owning=False), st.integers(1, 5), st.integers(1, 5), markets(exact=True))
@examples(120)
def test_where_no_charge_rises_more_copies_cost_no_more_than_in_two_orders(
    one: Wanted, first: int, second: int, market: Any
) -> None:
    # With as many in the first order as in the second: two never cost more than twice one.
    def cost(copies: int) -> Decimal | None:
        many = Wanted(one.pieces, {}, copies, as_bill=one.as_bill)
        found = bought((many,), market)
        return None if found.total is None else found.total.amount

    both, mine, yours = cost(first + second), cost(first), cost(second)
    assert (both is None) == (mine is None) == (yours is None)
    if both is not None and mine is not None and yours is not None:
        assert both <= mine + yours
        assert mine <= both  # more never costs less than fewer


@given(builds(most=1, owning=False), st.integers(2, 6), markets())
@examples(60)
def test_a_tax_that_is_rounded_moves_that_by_no_more_than_a_cent_an_order(
    one: Wanted, copies: int, market: Any
) -> None:
    costs = []
    for many in (1, copies):
        found = bought((Wanted(one.pieces, {}, many, as_bill=one.as_bill),), market)
        if found.total is None or found.basket is None:
            return
        costs.append(found.total.amount)
    assert costs[1] <= copies * (costs[0] + 2 * CENT)


@given(st.data(), builds(most=1, owning=False), st.integers(2, 6), markets())
@examples(120)
def test_a_build_in_the_hands_of_two_owners_leaves_the_total(
    data: Any, one: Wanted, copies: int, market: Any
) -> None:
    mine = data.draw(st.integers(1, copies - 1))
    whole = bought((Wanted(one.pieces, {}, copies, "Ann", one.as_bill),), market)
    halves = [
        Wanted(one.pieces, {}, mine, "Ann", one.as_bill),
        Wanted(one.pieces, {}, copies - mine, "Ben", one.as_bill),
    ]
    for order in (halves, halves[::-1]):
        split = bought(order, market)
        assert (split.total, split.status, split.bound) == (whole.total, whole.status, whole.bound)


@given(builds(most=1), RULES, markets())
@examples(60)
def test_every_point_of_a_curve_is_what_so_many_copies_cost_at_least(
    one: Wanted, rules: tuple[SpareRule, ...], market: Any
) -> None:
    what: Any = one.bill if one.as_bill else one.build
    asked = BuyQuestion(what=what, on=DAY, spares=rules, copies=3)
    where = folder(*market)
    found = copy_curve(requisition(asked, where), where, UNHURRIED)
    last = Decimal(0)
    for point in found.points:
        many = Wanted(one.pieces, one.owned, point.copies, as_bill=one.as_bill)
        alone = bought((many,), market, rules)
        if not alone.needs:
            assert point.cost is not None
            assert not point.cost.amount
            continue
        assert point.cost == alone.total
        meant = least(many.missing(rules), market)
        if point.cost is None:
            assert meant is None
            return
        assert meant is not None
        assert last <= point.cost.amount <= meant
        last = point.cost.amount
