"""Which modules of memory go into which boards: a bill of them, dealt out as well as can be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from planner.engine.fitting.matching import dealt
from planner.engine.fitting.parts_in_use import in_use
from planner.model.parts import Board, Memory
from planner.model.plan import Plan

# Modules of a box, or places of a board, of which nobody says how many there are.
_MANY = 10**9
Boards = Sequence[tuple[Board, int]]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Where the modules of a plan go, as far as that is said.

    `bare` are the boards that come without memory; `others` may have places left beside their own.
    Of the bare ones `empty` find no module at all. `left` are boxes with modules for which the
    places of the bare ones are not enough, and how many modules those are; of these, `over` have no
    place in others either.
    """

    bare: Boards
    others: Boards
    boxes: Sequence[tuple[Memory, int]]
    empty: int
    left: Sequence[tuple[Memory, int]]
    over: int


def fitted(plan: Plan) -> Fitted:
    """Return where the modules of memory of a plan go. What nobody says is taken for possible."""
    boards, boxes = in_use(plan, Board), in_use(plan, Memory)
    bare = [(board, q) for board, q in boards if "memory" in board.lacks]
    others = [(board, q) for board, q in boards if "memory" not in board.lacks]
    modules = [_MANY if box.modules is None else box.modules * q for box, q in boxes]
    served = dealt(
        [quantity for _, quantity in bare],
        modules,
        lambda board, box: takes(bare[board][0], boxes[box][0]) is not False,
        lambda board: (bare[board][0].memory_slots == 0, bare[board][0].memory_type),
    )
    left = _left(bare, boxes, modules)
    return Fitted(
        bare=bare,
        others=others,
        boxes=boxes,
        empty=sum(q for _, q in bare) - sum(map(sum, served)),
        left=[(box, many) for (box, _), many in zip(boxes, left, strict=True) if many],
        over=sum(_left([*bare, *others], boxes, modules)),
    )


def _left(boards: Boards, boxes: Sequence[tuple[Memory, int]], modules: Sequence[int]) -> list[int]:
    """Return by box how many modules find no place in boards, as far as their number is known."""
    given = dealt(
        modules,
        [_MANY if b.memory_slots is None else b.memory_slots * q for b, q in boards],
        lambda box, board: takes(boards[board][0], boxes[box][0]) is not False,
        lambda box: boxes[box][0].memory_type,
    )
    left = []
    for (box, quantity), many, row in zip(boxes, modules, given, strict=True):
        placed = sum(row)
        if box.modules is None:
            left.append(0 if placed else modules_of(box, quantity))
        else:
            left.append(many - placed)
    return left


def modules_of(box: Memory, quantity: int) -> int:
    """Return how many modules are in so many boxes; at least one is in each."""
    return (1 if box.modules is None else box.modules) * quantity


def takes(board: Board, memory: Memory) -> bool | None:
    """Tell whether modules are of the kind that a board takes; None if that is not known."""
    if board.memory_slots == 0:
        return False
    if board.memory_type is None or memory.memory_type is None:
        return None
    return _plain(board.memory_type) == _plain(memory.memory_type)


@lru_cache(maxsize=1_024)
def _plain(kind: str) -> str:
    """Return a kind of modules without what people write differently: `SO-DIMM` and `SODIMM`."""
    return re.sub(r"[^a-z0-9]", "", kind.casefold())
