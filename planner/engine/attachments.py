"""What hangs on the boards of a build and draws its power through them: drives, HATs, fans.

A bill does not say which piece is on which board. Where that matters they are dealt out evenly,
each kind to the boards that have a place for it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.engine.parts_in_use import in_use
from planner.engine.power_draw import milliamps_of, surely_draws, watts_of
from planner.model.build import PowerBasis
from planner.model.parts import Board, Other, Part, Storage
from planner.model.plan import Plan
from planner.model.wiring import part_of

Piece = tuple[Part, int]  # a part, and how many of it
# What these categories hold is plugged into a board, or put on it.
_ON_BOARDS = frozenset({"storage", "nic", "hat"})
# Of everything else, such as fans, what has a supply of its own.
_OWN_SUPPLY = frozenset({"carrier", "router", "rack", "tool", "ups", "pdu", "monitor"})


@dataclass(frozen=True, slots=True)
class Consumer:
    """A board, and what hangs on it and is stated to draw power: that much of each part."""

    board: Board
    attached: tuple[Piece, ...] = ()

    @property
    def name(self) -> str:
        """Return the name of the board."""
        return self.board.name

    def watts(self, basis: PowerBasis) -> Decimal | None:
        """Return the watts its supply is chosen for; None if its board's are not known."""
        watts = watts_of(self.board, basis)
        return None if watts is None else watts + self._more(basis)

    def milliamps(self, basis: PowerBasis) -> int | None:
        """Return the mA an outlet must give it; None if they are not known."""
        return milliamps_of(self.board, basis, more_w=self._more(basis))

    def _more(self, basis: PowerBasis) -> Decimal:
        stated = [(draws(part, basis), count) for part, count in self.attached]
        return sum((watts * count for watts, count in stated if watts), Decimal(0))


def draws(part: Part, basis: PowerBasis) -> Decimal | None:
    """Return the watts a part is stated to draw; nothing on top of a recommended supply.

    What a maker recommends is meant for a board with what is plugged into it.
    """
    if basis is PowerBasis.SUPPLY:
        return Decimal(0)
    return part.power_typical_w if basis is PowerBasis.TYPICAL else part.power_max_w


def attached(plan: Plan) -> list[tuple[Part, int]]:
    """Return the parts in use that draw their power through the boards, if they draw any."""
    known = {part.part_number: part for part in plan.parts if hangs_on_boards(part)}
    return [
        (known[line.part_number], line.quantity - line.spares)
        for line in plan.bill.lines
        if line.part_number in known and not line.retired and line.quantity > line.spares
    ]


def hangs_on_boards(part: Part) -> bool:
    """Tell whether a part is plugged into a board, or put on one."""
    if isinstance(part, Other):
        return part.kind.casefold() not in _OWN_SUPPLY
    return part.category in _ON_BOARDS


def silent(plan: Plan, basis: PowerBasis) -> list[str]:
    """Return the names of drives and adapters that draw power, and nobody says how much."""
    return [
        part.name for part, _ in attached(plan) if draws(part, basis) is None and surely_draws(part)
    ]


def burdened(plan: Plan, boards: Sequence[tuple[Board, int]]) -> Iterator[tuple[Consumer, int]]:
    """Yield the boards with what hangs on each, and how many there are of these.

    Only what is stated to draw power is told.
    """
    hosts: list[tuple[Board, tuple[Piece, ...], int]] = [(board, (), q) for board, q in boards]
    everybody = in_use(plan, Board)
    for part, pieces in attached(plan):
        if not (part.power_max_w or part.power_typical_w):
            continue
        takers = [board for board, _ in everybody if takes(board, part)]
        numbers = {board.part_number for board in takers or [board for board, _ in everybody]}
        places = sum(quantity for board, quantity in everybody if board.part_number in numbers)
        each, more = divmod(pieces, places) if places else (0, 0)
        spread = []
        for board, things, quantity in hosts:
            heavier = min(more, quantity) if board.part_number in numbers else 0
            more -= heavier
            least = each if board.part_number in numbers else 0
            for count, many in ((least + 1, heavier), (least, quantity - heavier)):
                spread.append((board, (*things, *([(part, count)] if count else [])), many))
        hosts = [host for host in spread if host[2]]
    for board, things, quantity in hosts:
        yield Consumer(board, things), quantity


def hung_on_units(plan: Plan) -> dict[str, tuple[Piece, ...]]:
    """Return by wired board what hangs on it: as the wires say, the rest dealt out evenly."""
    found: dict[str, list[Piece]] = defaultdict(list)
    wired: Counter[str] = Counter()
    units: dict[str, None] = {}
    for wire in plan.build.wiring:
        device, unit = plan.part(part_of(wire.device)), plan.part(part_of(wire.unit))
        if device is not None and hangs_on_boards(device) and isinstance(unit, Board):
            found[wire.unit].append((device, 1))
            wired[device.part_number] += 1
        if isinstance(device, Board):
            units[wire.device] = None
    for part, pieces in attached(plan):
        loose = pieces - wired[part.part_number]
        if loose <= 0 or not units or not (part.power_max_w or part.power_typical_w):
            continue
        each, more = divmod(loose, len(units))
        for place, board in enumerate(units if each else [*units][:more]):
            found[board].append((part, each + (place < more)))
    return {unit: tuple(things) for unit, things in found.items()}


def takes(board: Board, part: Part) -> bool:
    """Tell whether a board has a place for a part, as far as that is said."""
    if not isinstance(part, Storage) or part.slot in (None, "USB"):
        return True
    slots = board.storage_slots or ()
    return part.slot in slots or (part.slot == "microSD" and "SD" in slots)
