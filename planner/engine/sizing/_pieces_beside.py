"""What is bought beside a build: parts that are wanted and have no job in it, and a surplus.

A surplus is bought where more pieces cost less than those that are used. Both lie in a drawer as
spares do: they are in the bill, and no rule counts them as nodes, switches or chargers.
"""

from collections.abc import Iterator, Mapping, Sequence

from planner.engine.sizing.program_draft import Draft
from planner.engine.solving.solver import total_of
from planner.model.build import CountBasis, ForAllCopies, Position
from planner.model.parts import Part


def wanted_beside(plan: Draft, values: tuple[int, ...], number: str) -> int:
    """Return how many pieces of a part are wanted beside those that have a job in the build."""
    column = plan.beside.get(number)
    return 0 if column is None else values[column]


def with_pieces_beside(
    positions: Sequence[Position],
    plan: Draft,
    values: tuple[int, ...],
    parts: Mapping[str, Part],
) -> Iterator[Position]:
    """Yield the positions, to the last of each part what lies beside, and then what only does."""
    last = {position.part_number: index for index, position in enumerate(positions)}
    for index, position in enumerate(positions):
        number, more = position.part_number, position
        if index == last[number]:
            wanted = wanted_beside(plan, values, number)
            more = _with_more(more, wanted, "required by you") if wanted else more
            more = _with_surplus(more, plan, values)
        yield more
    for number in plan.beside:
        if number not in last:
            wanted = wanted_beside(plan, values, number)
            only = Position(
                slot=parts[number].category,
                part_number=number,
                quantity=wanted,
                count_basis=CountBasis.CALCULATED,
                why="required by you",
                spares=wanted,
            )
            yield _with_surplus(only, plan, values)


def _with_surplus(position: Position, plan: Draft, values: tuple[int, ...]) -> Position:
    """Return a position with what is bought of its part because all of it costs less."""
    number = position.part_number
    own, amounts = plan.owned.get(number), plan.bought.get(number)
    if plan.copies > 1:
        return position  # the build says it once for all copies
    needed = total_of(plan.usage[number], values) - (0 if own is None else values[own])
    surplus = 0 if amounts is None else amounts[needed] - needed
    if not surplus:
        return position
    return _with_more(position, surplus, f"{needed + surplus} cost less than {needed}")


def for_all_copies(
    plan: Draft, values: tuple[int, ...], owned: Mapping[str, int]
) -> Iterator[ForAllCopies]:
    """Yield what is counted of a part for several copies together: what is owned, and a surplus.

    `owned` says how many pieces of a part there are, be they used or not: with a copy more they may
    be.
    """
    for number, terms in plan.usage.items():
        used, amounts = total_of(terms, values), plan.bought.get(number)
        own = owned.get(number, 0)
        needed = max(used * plan.copies - own, 0)
        bought = amounts[used] if amounts else needed
        more = {"needed": needed, "bought": bought} if bought > needed else {}
        if used and (own or more):
            yield ForAllCopies(part_number=number, owned=own, **more)


def _with_more(position: Position, pieces: int, because: str) -> Position:
    """Return a position with more pieces, none of them in use."""
    return position.model_copy(
        update={
            "quantity": position.quantity + pieces,
            "spares": position.spares + pieces,
            "why": f"{position.why}; {pieces} more, because {because}",
        }
    )
