"""Solve a program over the columns that matter: of hundreds a third, mostly, proves what is best.

Prices of the rows tell of each column what a sum with it comes to at least. They come from the
program whose columns need not be whole, but nothing depends on how good they are: whatever the
prices, no values fall below the bound that whole numbers make of them here.

1. For any prices, a sum is the prices times what the rows come to, plus what is left of each
   column's own cost times the column. Rows and columns have bounds: so have both, and the sum.
2. A column that is not 0 raises that bound by what is left of its cost. So the columns of which
   least is left are solved alone; where even the cheapest of the others raises the bound to what
   that answer costs or more, no values with it are better, and the answer is the whole program's.
3. Else all columns are taken that do not raise the bound above that answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planner.engine.solving.by_parts import minimize_by_parts
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.engine.solving.progress import Watch
from planner.engine.solving.solver import (
    PRICE_PARTS,
    Answer,
    Linear,
    Program,
    added,
    row_prices,
)
from planner.model.proof import Status

# With fewer columns the whole is as quick.
_MANY_COLUMNS = 100
_ONE_OF = 2  # of so many columns the first choice takes one


def minimize_narrowed(
    program: Program,
    objective: Linear,
    *,
    unit: int = 1,
    effort: Effort = UNHURRIED,
    watch: Watch | None = None,
) -> Answer:
    """Return what `minimize_by_parts` returns, mostly from some of the columns."""
    costs, raised = added(objective), []
    if len(program.columns) >= _MANY_COLUMNS:
        prices = row_prices(program, costs.items(), unit=unit, effort=effort)
        raised = _raised(program, costs, prices) if prices else []
    limit = sorted(raised)[len(raised) // _ONE_OF] if raised else 0
    known: Answer | None = None
    while (narrow := _within(program, costs, raised, limit)) is not None:
        answer = narrow.solved(known, unit=unit, effort=effort, watch=watch)
        if answer.status is Status.INFEASIBLE:
            break
        if answer.status is not Status.OPTIMAL or answer.objective <= narrow.beyond:
            return answer
        known, limit = answer, answer.objective * PRICE_PARTS
    return minimize_by_parts(program, objective, unit=unit, effort=effort, watch=watch)


@dataclass(frozen=True)
class _Narrow:
    """Some columns of a program as a program of their own.

    Values of the whole with any other column come to `beyond` or more.
    """

    whole: Program
    columns: tuple[int, ...]
    program: Program
    objective: Linear
    beyond: int

    def solved(
        self, known: Answer | None, *, unit: int, effort: Effort, watch: Watch | None
    ) -> Answer:
        """Return its answer as one of the whole; `known` is one that is among its own."""
        told = None if watch is None else _told_of_all(watch, self.beyond, known)
        answer = minimize_by_parts(
            self.program, self.objective, unit=unit, effort=effort, watch=told
        )
        bound = min(answer.bound, self.beyond)
        if known is not None and (not answer.values or answer.objective > known.objective):
            return replace(known, status=Status.FEASIBLE, bound=bound)
        if not answer.values:
            return replace(answer, bound=bound)
        values = [0] * len(self.whole.columns)
        for column, value in zip(self.columns, answer.values, strict=True):
            values[column] = value
        return replace(answer, values=tuple(values), bound=bound)


def _told_of_all(watch: Watch, beyond: int, known: Answer | None) -> Watch:
    """Return a watcher of some columns that tells of the whole, of which an answer is `known`."""
    best = [] if known is None else [known.objective]

    def told(found: int | None, bound: int) -> bool:
        costs = best if found is None else [*best, found]
        return watch(min(costs, default=None), min(bound, beyond))

    return told


def _within(
    program: Program, costs: Mapping[int, int], raised: Sequence[int], limit: int
) -> _Narrow | None:
    """Return the part of a program whose columns raise the bound to no more than a limit.

    None where that is most of them, so that the whole is as quick.
    """
    columns = tuple(column for column, bound in enumerate(raised) if bound <= limit)
    if 4 * len(columns) >= 3 * len(raised):
        return None
    place = {column: index for index, column in enumerate(columns)}
    made = Program([program.columns[column] for column in columns])
    for index, (terms, least, most) in enumerate(program.rows):
        placed = [(place[column], each) for column, each in terms.items() if column in place]
        made.row(placed, least=least, most=most, scale=program.scales.get(index, 1))
    objective = tuple((place[column], cost) for column, cost in costs.items() if column in place)
    beyond = min(bound for bound in raised if bound > limit)
    return _Narrow(program, columns, made, objective, -(-beyond // PRICE_PARTS))


def _raised(program: Program, costs: Mapping[int, int], prices: Sequence[int]) -> list[int]:
    """Return for each column what no values in which it is not 0 fall below, in price parts.

    A column that cannot be 0 raises nothing. The prices are taken as they come: of one on a side
    where its row has no bound nothing can be said, so it is none.
    """
    left = [costs.get(column, 0) * PRICE_PARTS for column in range(len(program.columns))]
    bound = 0
    for (terms, least, most), price in zip(program.rows, prices, strict=True):
        side = least if price > 0 else most
        if side is None or not price:
            continue
        bound += price * side
        for column, coefficient in terms.items():
            left[column] -= price * coefficient
    bound += sum(
        each * (least if each > 0 else most)
        for each, (least, most) in zip(left, program.columns, strict=True)
    )
    return [
        bound + (each if each > 0 and not least else 0)
        for each, (least, _) in zip(left, program.columns, strict=True)
    ]
