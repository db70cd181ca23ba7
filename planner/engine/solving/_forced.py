"""Small programs whose rows force every column: their answer needs no solver.

From the bounds of a row's other columns follow bounds of each of its own. The least bounds of all
columns together cost no more than any values do, so they are the answer where they fulfil every
row, and so are other values that cost as little.
"""

from collections.abc import Sequence

from planner.engine.solving.solver import Answer, Linear, Program, total_of
from planner.model.proof import Status

_FEW = 24  # columns: of more it is seldom true, and looking takes as long as it saves
_ROUNDS = 8


def forced(program: Program, objective: Linear, start: Sequence[int] = ()) -> Answer | None:
    """Return the least sum where rows alone tell it; None where they do not.

    `start` are values that fulfil every row, if some are known.
    """
    costs = dict(objective)
    if len(program.columns) > _FEW or any(cost < 0 for cost in costs.values()):
        return None
    least = _least(program)
    if least is None:
        return None
    found = total_of(costs.items(), least)
    for values in (least, tuple(start)):
        if values and total_of(costs.items(), values) == found and program.holds(values):
            return Answer(Status.OPTIMAL, values, found, found)
    return None


def _least(program: Program) -> tuple[int, ...] | None:
    """Return what each column holds at least; None where nothing fulfils the rows."""
    low = [least for least, _ in program.columns]
    high = [most for _, most in program.columns]
    rows = [(terms, least) for terms, least, _ in program.rows if least is not None]
    for terms, _, most in program.rows:
        if most is not None:
            rows.append(({column: -each for column, each in terms.items()}, -most))
    for _ in range(_ROUNDS):
        before = [*low, *high]
        for terms, least in rows:
            most = sum(each * (high if each > 0 else low)[c] for c, each in terms.items())
            if most < least:
                return None
            for column, each in terms.items():
                if each > 0:
                    low[column] = max(low[column], high[column] - (most - least) // each)
                elif each < 0:
                    high[column] = min(high[column], low[column] + (most - least) // -each)
        if before == [*low, *high]:
            break
    return tuple(low)
