"""What hangs on the boards of a build and draws its power through them: drives, HATs, fans.

A bill does not say which piece is on which board. Where that matters they are dealt out evenly,
each kind to the boards that have a place for it, and to those first on which least hangs. A wiring
says it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.engine.fitting.once import once_a_plan
from planner.engine.fitting.parts_in_use import in_use
from planner.model.build import PowerBasis
from planner.model.parts import Board, Hat, Other, Part, PoeModule, Storage
from planner.model.plan import Plan
from planner.model.power_draw import Draw, draw_of, milliamps_of, surely_draws, watts_of
from planner.model.wiring import part_of

Piece = tuple[Part, int]  # a part, and how many of it
# What these categories hold is plugged into a board, or put on it.
_ON_BOARDS = frozenset({"storage", "nic", "hat"})
# Of everything else, such as fans, what has a supply of its own.
_OWN_SUPPLY = frozenset(
    {"carrier", "router", "rack", "tool", "ups", "pdu", "power strip", "monitor", "display"}
)


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

    def planned(self, basis: PowerBasis) -> Draw | None:
        """Return the watts planned for it: where its own are not known, its recommended supply's.

        Such a supply is meant for a board with what is plugged into it. None if it is not known
        either.
        """
        draw = draw_of(self.board, basis)
        if draw is None or draw.recommended:
            return draw
        return Draw(draw.watts + self._more(basis))

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
    """Return the parts in use that draw their power through the boards, if any; each once."""
    known = {part.part_number: part for part in plan.parts if hangs_on_boards(part)}
    pieces = Counter[str]()
    for line in plan.bill.lines:
        if line.part_number in known and line.used:
            pieces[line.part_number] += line.used
    return [(known[number], many) for number, many in pieces.items()]


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

    Only what is stated to draw power is told. Where every board is wired it is known what hangs on
    which.
    """
    units = _wired_boards(plan)
    # Told apart by their numbers: what is equal of two parts takes long to find out.
    in_all: Counter[str] = Counter()
    for board, quantity in in_use(plan, Board):
        in_all[board.part_number] += quantity
    if units and Counter(board.part_number for board in units.values()) == in_all:
        hung = hung_on_units(plan)
        asked = {board.part_number for board, _ in boards}
        alike: Counter[tuple[str, tuple[tuple[str, int], ...]]] = Counter()
        consumers: dict[tuple[str, tuple[tuple[str, int], ...]], Consumer] = {}
        for unit, board in units.items():
            if board.part_number in asked:
                pieces = tuple(piece for piece in hung.get(unit, ()) if _states(piece[0]))
                key = board.part_number, tuple((part.part_number, many) for part, many in pieces)
                alike[key] += 1
                consumers.setdefault(key, Consumer(board, pieces))
        yield from ((consumers[key], many) for key, many in alike.items())
        return
    yield from _dealt_out(plan, boards)


def _dealt_out(plan: Plan, boards: Sequence[tuple[Board, int]]) -> Iterator[tuple[Consumer, int]]:
    hosts = [(Consumer(board), quantity) for board, quantity in boards]
    everybody = in_use(plan, Board)
    together: Counter[Part] = Counter()
    for part, pieces in attached(plan):
        together[part] += pieces
    # The hungry ones first: what comes after them goes where they are not.
    for part, pieces in sorted(together.items(), key=lambda piece: -_hunger(piece[0])):
        if not _states(part):
            continue
        takers = [board for board, _ in everybody if takes(board, part)]
        numbers = {board.part_number for board in takers or [board for board, _ in everybody]}
        places = sum(quantity for board, quantity in everybody if board.part_number in numbers)
        each, more = divmod(pieces, places) if places else (0, 0)
        heavier: dict[int, int] = {}
        for place in sorted(range(len(hosts)), key=lambda place: _load(hosts[place][0].attached)):
            host, quantity = hosts[place]
            if host.board.part_number in numbers:
                heavier[place] = min(more, quantity)
                more -= heavier[place]
        spread = []
        for place, (host, quantity) in enumerate(hosts):
            least = each if place in heavier else 0
            one_more = heavier.get(place, 0)
            for count, many in ((least + 1, one_more), (least, quantity - one_more)):
                things = (*host.attached, *([(part, count)] if count else []))
                spread.append((Consumer(host.board, things), many))
        hosts = [host for host in spread if host[1]]
    yield from hosts


@once_a_plan
def hung_on_units(plan: Plan) -> Mapping[str, tuple[Piece, ...]]:
    """Return by wired board what hangs on it: as the wires say, the rest dealt out evenly.

    A drive in the slot of a HAT hangs on the board that the HAT is on.
    """
    found: dict[str, list[Piece]] = defaultdict(list)
    told: Counter[str] = Counter()
    units, under = _wired_boards(plan), _boards_under(plan)
    for wire in plan.build.wiring:
        device, board = plan.part(part_of(wire.device)), under.get(wire.unit, wire.unit)
        if device is None or not hangs_on_boards(device):
            continue
        if isinstance(plan.part(part_of(board)), Board):
            found[board].append((device, 1))
            told[device.part_number] += 1
    for part, pieces in attached(plan):
        loose = pieces - min(told[part.part_number], pieces)
        told[part.part_number] -= pieces - loose
        if not loose or not units or not _states(part):
            continue
        places = _places_of(part, units)
        each, more = divmod(loose, len(places))
        lightest = sorted(places, key=lambda unit: _load(found[unit]))
        for place, board in enumerate(lightest if each else lightest[:more]):
            found[board].append((part, each + (place < more)))
    return {unit: tuple(things) for unit, things in found.items() if things}


def _places_of(part: Part, units: Mapping[str, Board]) -> list[str]:
    """Return the boards that a loose part goes on: those that cannot do without, or it is for."""
    takers = [unit for unit, board in units.items() if takes(board, part)]
    needy = [unit for unit in takers if part.category == "other" and "cooler" in units[unit].lacks]
    return needy or takers or list(units)


@once_a_plan
def _wired_boards(plan: Plan) -> Mapping[str, Board]:
    """Return the boards of the wiring, by unit."""
    devices = ((wire.device, plan.part(part_of(wire.device))) for wire in plan.build.wiring)
    return {unit: board for unit, board in devices if isinstance(board, Board)}


def _boards_under(plan: Plan) -> dict[str, str]:
    """Return by HAT or PoE module of the wiring the board that it is on."""
    found = {}
    for wire in plan.build.wiring:
        device, unit = plan.part(part_of(wire.device)), plan.part(part_of(wire.unit))
        if isinstance(device, Hat) and isinstance(unit, Board):
            found[wire.device] = wire.unit
        elif isinstance(device, Board) and isinstance(unit, PoeModule):
            found[wire.unit] = wire.device
    return found


def _states(part: Part) -> bool:
    return bool(part.power_max_w or part.power_typical_w)


def _hunger(part: Part) -> Decimal:
    return part.power_max_w or part.power_typical_w or Decimal(0)


def _load(things: Sequence[Piece]) -> Decimal:
    return sum((_hunger(part) * count for part, count in things), Decimal(0))


def takes(board: Board, part: Part) -> bool:
    """Tell whether a board has a place for a part, as far as that is said."""
    if not isinstance(part, Storage) or part.slot in (None, "USB"):
        return True
    slots = board.storage_slots or ()
    return part.slot in slots or (part.slot == "microSD" and "SD" in slots)
