"""What a further node takes as its like have it: board, storage, memory, HATs, adapters, modules.

A bill does not say which piece is on which board. So of each kind of thing a node takes as many
pieces as every board has that could have them, and those of which there are most.
"""

from collections.abc import Iterator, Sequence

from planner.engine.fitting.parts_in_use import in_use
from planner.model.fits import Fit, fit
from planner.model.parts import (
    Board,
    Carrier,
    Hat,
    Memory,
    NetworkAdapter,
    Other,
    Part,
    PoeModule,
    Storage,
)
from planner.model.plan import Plan


def parts_of_a_node(plan: Plan, board: Board) -> Iterator[tuple[Part, int]]:
    """Yield what a further node of a board takes as its own, with how many pieces."""
    yield board, 1
    boards = in_use(plan, Board)
    held = {
        slot
        for holders in (in_use(plan, Hat), in_use(plan, PoeModule), in_use(plan, Carrier))
        for part, _ in holders
        for slot in part.storage_slots or ()
    }

    def suits(part: Part, each: Board) -> bool:
        # A drive may be on a HAT, or on a carrier.
        return _suits(part, each) or (isinstance(part, Storage) and part.slot in held)

    kinds: tuple[Sequence[tuple[Part, int]], ...] = (
        in_use(plan, Storage),
        in_use(plan, Memory),
        in_use(plan, Hat),
        in_use(plan, NetworkAdapter),
        in_use(plan, PoeModule),
    )
    for every in kinds:
        things = [(part, many) for part, many in every if suits(part, board)]
        # Boards that could have one of these.
        having = [each for each in boards if any(suits(part, each[0]) for part, _ in things)]
        if things and (each_has := _each_has(things, having, board)):
            yield max(things, key=lambda each: each[1])[0], each_has
    # Fans, coolers and the like: so many that there is one for every node.
    nodes = sum(many for _, many in boards)
    for part, many in in_use(plan, Other):
        if nodes > 1 and many >= nodes:
            yield part, many // nodes


def _each_has(
    things: Sequence[tuple[Part, int]], having: Sequence[tuple[Board, int]], board: Board
) -> int:
    """Return how many of the pieces of one kind a board has, of those that could have some."""
    pieces = sum(many for _, many in things)
    each = pieces // sum(many for _, many in having)
    first = things[0][0]
    if isinstance(first, Storage) and not each and not board.storage_onboard_gb:
        # Who has storage on board may have no card: those that have none have them all.
        bare = sum(many for other, many in having if not other.storage_onboard_gb)
        return pieces // bare
    if isinstance(first, Memory) and board.memory_slots is not None:
        return min(each, board.memory_slots // (first.modules or 1))
    return each


def _suits(part: Part, board: Board) -> bool:
    """Tell whether a board can have a part, as far as is known."""
    if isinstance(part, Memory):
        return part.memory_type is None or part.memory_type == board.memory_type
    if isinstance(part, Hat | PoeModule):
        return fit(part, board) is not Fit.DOES_NOT
    if isinstance(part, Storage):
        slots = board.storage_slots
        return slots is None or part.slot is None or part.slot in slots
    return True
