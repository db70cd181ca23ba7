"""A good basket to start from, where a market is too large to be solved at once.

The relaxed program says which vendors matter. With them alone, and with the few offers of each need
that cost least a piece, the program is small and solved nearly to the end; what it buys is a basket
of the whole market, too. The solver then goes on from it, and proves how much better any may be.
"""

from dataclasses import replace

from planner.engine.buying.choices import Choice
from planner.engine.buying.program import Bought, PurchasingProgram
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.engine.solving.solver import Answer, Program, minimize, relaxed
from planner.model.proof import Status

LARGE = 20_000  # columns; below, the solver is as quick without a start
_FEW = 6  # offers of each need
_MATTERS = 20  # thousandths of a vendor's switch


def good_start(made: PurchasingProgram, *, effort: Effort = UNHURRIED) -> Answer:
    """Return values that fulfil a large program and cost little.

    It has none for a small program, or if none were found in half of the time limit.
    """
    nothing = Answer(Status.UNKNOWN)
    if len(made.program.columns) < LARGE:
        return nothing
    objective = made.objective
    half = effort.share(2)
    near = relaxed(made.program, objective.items(), effort=half)
    if not near:
        return nothing
    small, place = _restricted(made.program, _kept(made, near))
    costs = [(place[column], cost) for column, cost in objective.items() if column in place]
    answer = minimize(small, costs, effort=half, good_enough=True)
    if not answer.values:
        return answer
    values = [0] * len(made.program.columns)
    for column, index in place.items():
        values[column] = answer.values[index]
    return replace(answer, values=tuple(values))


def _kept(made: PurchasingProgram, near: tuple[int, ...]) -> set[int]:
    """Return the columns of what is bought in the relaxed program, and of the cheapest offers."""
    by_need: dict[int, list[tuple[int, int]]] = {}
    for index, bought in enumerate(made.bought):
        if near[made.opened[bought.choice.offer.vendor]] > _MATTERS:
            price = _least_a_thousand_pieces(bought.choice)
            for given in bought.gives:
                by_need.setdefault(given.need, []).append((price, index))
    few = {index for offers in by_need.values() for _, index in sorted(offers)[:_FEW]}
    left_out: set[int] = set()
    for index, bought in enumerate(made.bought):
        if index not in few and not _is_bought(bought, near):
            left_out.update(bought.packs)
    return set(range(len(near))) - left_out


def _is_bought(bought: Bought, near: tuple[int, ...]) -> bool:
    return any(near[column] for column in bought.packs)


def _least_a_thousand_pieces(choice: Choice) -> int:
    """Return what a thousand pieces cost where they cost least, in minor units of the vendor."""
    held = sum(choice.offer.contents.values())
    least = min(
        (level.each * level.most + level.start) * 1000 // (level.most * held)
        for level in choice.levels
    )
    return int(least * choice.scale.unit)


def _restricted(program: Program, kept: set[int]) -> tuple[Program, dict[int, int]]:
    """Return the program without the other columns, and where those that stay are in it."""
    place = {column: index for index, column in enumerate(sorted(kept))}
    small = Program([program.columns[column] for column in place])
    for index, (terms, least, most) in enumerate(program.rows):
        left = [(place[column], factor) for column, factor in terms.items() if column in place]
        # A need that no kept offer serves is a row that nothing fulfils: then there is no start.
        small.row(left, least=least, most=most, scale=program.scales.get(index, 1))
    return small, place
