"""What a cluster adds up to, as sums over the quantities of its bill: nodes, cores, memory, watts.

Each is so many a piece of each line in use. What is no such sum only the planner can find: memory
that goes into boards, the slowest port, the ports of a switch.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from planner.engine.planning.capacity import capacity
from planner.engine.reporting._bill import line_key
from planner.engine.reporting._changed_cells import NOT_COUNTED
from planner.engine.reporting._copies import copies_cell
from planner.engine.reporting._spares import entered_column
from planner.model.bom import BomLine, CostedBom
from planner.model.comparison import Capacity
from planner.model.expressions import Expression, Ref, above, added, less, most, times, when
from planner.model.parts import Board, Charger, Memory, Part, Storage
from planner.model.plan import Plan

# Beyond so many lines a sum would be longer than a formula may be.
_MOST_LINES = 100
_Each = Callable[[Part], Decimal | int | None]


def _of_boards(value: Callable[[Board], Decimal | int | None]) -> _Each:
    return lambda part: value(part) if isinstance(part, Board) else 0


def _stored(part: Part) -> Decimal | int | None:
    onboard = (part.storage_onboard_gb or 0) if isinstance(part, Board) else 0
    return part.capacity_gb if isinstance(part, Storage) else onboard


def _drawn(watts: Callable[[Part], Decimal | None]) -> _Each:
    """Return what a part draws; chargers pass on what others do, and some parts nobody knows."""

    def each(part: Part) -> Decimal | int | None:
        draw = watts(part)
        if isinstance(part, Board):
            return draw
        return 0 if draw is None or isinstance(part, Charger) else draw

    return each


def _memory(part: Part) -> Decimal | int | None:
    """Return the memory that a board comes with; modules add what the board they are in takes."""
    if isinstance(part, Memory) or (isinstance(part, Board) and "memory" in part.lacks):
        return None
    if isinstance(part, Board):
        return None if part.ram_mb is None else Decimal(part.ram_mb) / 1024
    return 0


def _clock(board: Board) -> Decimal | None:
    if board.clock_mhz is None or board.cores is None:
        return None
    return Decimal(board.clock_mhz * board.cores) / 1000


_FIGURES: Mapping[str, tuple[_Each, Callable[[Capacity], Decimal | None]]] = {
    "cores": (_of_boards(lambda board: board.cores), lambda able: able.cores.value),
    "clock_total_ghz": (_of_boards(_clock), lambda able: able.clock_ghz.value),
    "ram_gb": (_memory, lambda able: able.ram_gb.value),
    "storage_gb": (_stored, lambda able: able.storage_gb.value),
    "power_typical_w": (
        _drawn(lambda part: part.power_typical_w),
        lambda able: able.power_typical_w.value,
    ),
    "power_max_w": (_drawn(lambda part: part.power_max_w), lambda able: able.power_max_w.value),
}


def figure_sums(plan: Plan, bom: CostedBom) -> dict[str, Expression]:
    """Return those figures of a cluster that follow from the quantities of its bill, by name."""
    able = capacity(plan)
    boards = [(each, 1) for each in _used(bom) if _is_board(plan, each[1])]
    if len(boards) > _MOST_LINES:
        return {}
    nodes = _sum(bom, boards)
    found: dict[str, Expression] = {"nodes": nodes}
    for name, (each, value) in _FIGURES.items():
        whole = value(able)
        pieces = None if whole is None else _pieces(plan, bom, each)
        if pieces is None or len(pieces) > _MOST_LINES:
            continue
        figure = _sum(bom, pieces)
        # Without a board, or without any storage, nobody knows what there is of it.
        there = figure if name == "storage_gb" else nodes
        found[name] = when(above(there, 0), figure, NOT_COUNTED)
    return found


def pieces_in_use(bom: CostedBom) -> dict[str, Expression]:
    """Return how many pieces of each part all copies have in use, as that follows from the bill."""
    found: dict[str, list[Expression]] = {}
    for index, line in _used(bom):
        found.setdefault(line.part_number, []).append(_in_use(bom, index, line))
    pieces = {number: added(*terms) for number, terms in found.items()}
    if bom.copies == 1:
        return pieces
    return {number: times(copies_cell(), each) for number, each in pieces.items()}


_Line = tuple[int, BomLine]


def _used(bom: CostedBom) -> Iterator[_Line]:
    for index, costed in enumerate(bom.lines):
        if not costed.line.retired:
            yield index, costed.line


def _is_board(plan: Plan, line: BomLine) -> bool:
    part = plan.part(line.part_number)
    return line.category == "board" if part is None else isinstance(part, Board)


def _pieces(plan: Plan, bom: CostedBom, each: _Each) -> list[tuple[_Line, Decimal | int]] | None:
    """Return how many a piece of each line adds; None where that is no such sum."""
    found = []
    for index, line in _used(bom):
        part = plan.part(line.part_number)
        # Where a part that nobody describes matters, the whole is not known either.
        many = 0 if part is None else each(part)
        if many is None:
            return None
        if many:
            found.append(((index, line), many))
    return found


def _sum(bom: CostedBom, pieces: Sequence[tuple[_Line, Decimal | int]]) -> Expression:
    terms = [
        _in_use(bom, *line) if many == 1 else times(_in_use(bom, *line), many)
        for line, many in pieces
    ]
    return added(*terms) if terms else 0


def _in_use(bom: CostedBom, index: int, line: BomLine) -> Expression:
    """Return how many pieces of a line one copy has in use: those entered, less its spares."""
    entered = Ref("bill", line_key(index), entered_column(bom))
    spares = 0 if bom.spare_rules else line.spares // bom.copies
    return most(less(entered, spares), 0) if spares else entered
