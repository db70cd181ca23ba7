"""Of all values that are best, those with the fewest pieces: what costs nothing is counted last."""

from collections.abc import Callable
from dataclasses import replace

from planner.engine.solving.solver import Answer, Linear, Program

# What makes a sum of a program least.
Minimize = Callable[[Program, Linear], Answer]


def _any(_values: tuple[int, ...]) -> bool:
    return True


def fewest_pieces(
    program: Program,
    costs: Linear,
    pieces: Linear,
    answer: Answer,
    least: Minimize,
    *,
    holds: Callable[[tuple[int, ...]], bool] = _any,
    scale: int = 1,
) -> Answer:
    """Return values that cost as much as the answer's, with as few pieces as `least` finds.

    From then on the program allows nothing dearer than the answer: of large sums the solver sees
    one part in `scale`. The answer stays as it was where
    none is found in time, or where its values do not hold.
    """
    if not answer.values:
        return answer
    program.row(costs, most=answer.objective, scale=scale)
    fewest = least(program, pieces)
    return (
        replace(answer, values=fewest.values) if fewest.values and holds(fewest.values) else answer
    )
