"""The proven cheapest basket beside other ways to find one, on the same markets in the same run.

The planner is held to the plain strong model in HiGHS; the others say what a library, a look at
each line, and closing shops by hand come to. What is proven must agree to the cent.
"""

import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.figures import Figure, median_of
from benchmarks.highs import Proof, loaded, relaxed, size_of
from benchmarks.purchase_markets import HOBBY, LAB, LANDING, market, markets
from benchmarks.rivals import cbc
from benchmarks.rivals.drop_a_vendor import drop_a_vendor
from benchmarks.rivals.plain_purchase import plain_in_highs, plain_program
from benchmarks.timing import Outcome, Result, Target, quickest_answer, result, timed_answer
from planner.engine.buying._line_by_line import line_by_line
from planner.engine.buying._quotes import quotes_of
from planner.engine.buying.basket import in_order, solve
from planner.engine.buying.choices import choices, vendors_that_serve
from planner.engine.buying.program import PurchasingProgram, purchasing_program
from planner.engine.solving.rounding import minor
from planner.model.basket import Basket, Need
from planner.model.buying import NO_TERMS, Market
from planner.model.proof import Status

SIZES = ((20, 5), (50, 20), (100, 30), (200, 50))
QUANTITIES = {"hobby": HOBBY, "lab": LAB}
MARKETS = 5
LIMIT_S = 60.0
# Of the planner's own time, and of the time that the plain model takes.
TARGETS = {(100, 30): Target(ratio=0.5), (200, 50): Target(seconds=3.0)}
BUILDING_PERCENT = 25


@dataclass(frozen=True)
class Compared:
    """What each way came to on one market; `in_cbc` is None where PuLP is missing."""

    ours: Outcome[Basket]
    building: Outcome[object]
    in_highs: Outcome[Proof]
    in_cbc: Outcome[Proof] | None
    by_line: Outcome[Basket | None]
    by_closing: Outcome[Basket | None]
    bound: float
    plain_bound: float

    @property
    def cents(self) -> int:
        """Return the optimum in minor units."""
        return cents(self.ours.answer)


def side_by_side(runs: int) -> Iterator[Result | Figure]:
    """Time every way on markets of several sizes, with what each of them costs."""
    if not cbc.is_there():
        print("PuLP or its CBC is missing: the benchmarks go on without it.", file=sys.stderr)
    _compared(*market(20, 5, most=HOBBY, seed=0))  # imports and caches are nobody's time
    for lines, vendors in SIZES:
        for kind, most in QUANTITIES.items():
            sales = markets(lines, vendors, most=most, count=min(runs, MARKETS))
            found = [_compared(*each) for each in sales]
            made = program(*market(lines, vendors, most=most, seed=1))
            target = TARGETS.get((lines, vendors), Target())
            yield from _told(f"{lines} × {vendors} {kind}", found, made, target)


def _compared(needs: tuple[Need, ...], sale: Market) -> Compared:
    """Let every way buy in one market, and hold against each other what is proven."""
    there = cbc.is_there()
    in_highs = partial(plain_in_highs, needs, sale, LANDING, seconds=LIMIT_S)
    in_cbc = partial(cbc.plain_in_cbc, needs, sale, LANDING, seconds=LIMIT_S)
    made, plain = program(needs, sale), plain_program(needs, sale, LANDING)
    found = Compared(
        ours=quickest_answer(lambda: proven(needs, sale)),
        building=quickest_answer(lambda: _handed_over(needs, sale)),
        in_highs=quickest_answer(in_highs),
        in_cbc=timed_answer(in_cbc) if there else None,
        by_line=timed_answer(lambda: each_line_alone(needs, sale)),
        by_closing=timed_answer(lambda: drop_a_vendor(needs, sale, LANDING)),
        bound=relaxed(made.program, made.objective),
        plain_bound=relaxed(plain.program, plain.objective),
    )
    for name, each in (("HiGHS", found.in_highs), ("CBC", found.in_cbc)):
        proof = None if each is None else each.answer
        if proof is not None and proof.proven and round(proof.found or 0) != found.cents:
            raise AssertionError(f"{name} proves {proof.found}, the planner {found.cents}")
    return found


def _handed_over(needs: tuple[Need, ...], sale: Market) -> object:
    """Do all that comes before the solver."""
    made = program(needs, sale)
    return loaded(made.program, made.objective, whole=True)


def _told(
    size: str, found: Sequence[Compared], made: PurchasingProgram, target: Target
) -> Iterator[Result | Figure]:
    theirs = [each.in_highs.seconds for each in found]
    ours = [each.ours.seconds for each in found]
    yield result(
        f"{size}: buy, proven",
        ours,
        target,
        beside=f"{size}: plain model, HiGHS",
        of=statistics.median(theirs),
        model=size_of(made.program),
    )
    yield result(f"{size}: plain model, HiGHS", theirs)
    in_cbc = [each.in_cbc for each in found if each.in_cbc is not None]
    if in_cbc:
        yield result(f"{size}: plain model, CBC", [each.seconds for each in in_cbc])
    yield result(f"{size}: line by line", [each.by_line.seconds for each in found])
    yield result(f"{size}: closing shops", [each.by_closing.seconds for each in found])
    # Not by the clock: both run once, and one held up by another process would look long.
    shares = [100 * each.building.worked_s / each.ours.worked_s for each in found]
    yield median_of(f"{size}: building, of its time", shares, "%", most=BUILDING_PERCENT)
    for name, bounds in (
        ("bound", [each.bound for each in found]),
        ("plain bound", [each.plain_bound for each in found]),
    ):
        below = [100 * (1 - bound / each.cents) for each, bound in zip(found, bounds, strict=True)]
        yield median_of(f"{size}: {name} below optimum", below, "%", places=3)
    yield _dearer(f"{size}: line by line, dearer", found, [e.by_line.answer for e in found])
    yield _dearer(f"{size}: closing shops, dearer", found, [e.by_closing.answer for e in found])
    yield from _unproven(f"{size}: HiGHS ended early, gap", [each.in_highs for each in found])
    yield from _unproven(f"{size}: CBC ended early, gap", in_cbc)


def _dearer(name: str, found: Sequence[Compared], baskets: Sequence[Basket | None]) -> Figure:
    percent = [
        dearer_percent(basket, each.ours.answer)
        for each, basket in zip(found, baskets, strict=True)
        if basket is not None
    ]
    without = len(baskets) - len(percent)
    return median_of(name, percent, "%", note=f"no basket in {without}" if without else "")


def _unproven(name: str, proofs: Sequence[Outcome[Proof]]) -> Iterator[Figure]:
    early = [each.answer for each in proofs if not each.answer.proven]
    gaps = [each.gap_percent for each in early]
    if early:
        known = [gap for gap in gaps if gap is not None]
        yield median_of(name, known, "%", places=3, note=f"{len(early)} of {len(proofs)} markets")


def program(needs: Sequence[Need], sale: Market) -> PurchasingProgram:
    """Return the planner's program for a market."""
    wanted = in_order(needs)
    serve = vendors_that_serve(sale.vendors, LANDING, NO_TERMS)
    offered = choices(wanted, sale.offers, serve, LANDING, NO_TERMS)
    return purchasing_program(wanted, offered, serve, LANDING)


def proven(needs: tuple[Need, ...], sale: Market) -> Basket:
    """Return the planner's basket, which must be proven."""
    status, basket = solve(needs, sale, LANDING, NO_TERMS)
    if status is not Status.OPTIMAL or basket is None:
        raise AssertionError("the basket of the benchmark is not proven")
    return basket


def each_line_alone(needs: Sequence[Need], sale: Market) -> Basket | None:
    """Return the basket of the cheapest offer of each line."""
    wanted = in_order(needs)
    serve = vendors_that_serve(sale.vendors, LANDING, NO_TERMS)
    quotes = quotes_of(wanted, sale.offers, serve, LANDING, NO_TERMS)
    return line_by_line(wanted, quotes, serve, LANDING)


def cents(basket: Basket) -> int:
    """Return what a basket comes to in minor units."""
    return minor(basket.total.amount, basket.currency)


def dearer_percent(basket: Basket, least: Basket) -> float:
    """Return by how much of the least a basket costs more than it."""
    return 100 * (cents(basket) / cents(least) - 1)
