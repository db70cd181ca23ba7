"""Which chargers can power which boards: plug, volts, current, watts and outlets of one unit."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import floor

from planner.engine.sizing._left_out import NotConsidered
from planner.engine.sizing._rack_fits import other_rails
from planner.engine.sizing._ways import no_watts
from planner.model.build import PowerBasis
from planner.model.obstacles import Fact, Obstacle, ObstacleKind
from planner.model.outlet_kinds import (
    ATX,
    BARREL,
    USB_OUTLETS,
    OutletKind,
    kinds_of,
    most_watts,
)
from planner.model.parts import NO_SIZE, BarrelSize, Board, Cable, Charger
from planner.model.plugs import ANY_POWER, barrel_of, end_of, ends_in_barrel, volts_taken
from planner.model.power_draw import draw_of, headroom_of, milliamps_planned, milliwatts
from planner.model.requirement import Objective, Requirement
from planner.model.volts import USB_TAKEN, USB_V, VoltsTaken

_POWERING = (*USB_OUTLETS, BARREL, ATX)
NO_PLUG = ""  # of a board that needs no charger of this plan
# By plug, the volts that it gives somewhere, each with the size of that plug if it is a barrel.
Given = Mapping[str, Collection[tuple[Decimal, BarrelSize]]]


@dataclass(frozen=True, slots=True)
class PowerClass:
    """Boards that are alike to a charger: their plug, what one draws of it, and at which volts.

    `need_ma` is what it needs at the first of its volts; `size` is how its barrel plug is made.
    `recommended`: the draw is the supply that its maker recommends, as nobody says what it draws.
    """

    plug: str
    draw_mw: int
    need_ma: int
    volts: VoltsTaken = USB_TAKEN
    recommended: bool = False
    size: BarrelSize = NO_SIZE

    def load(self, free: int) -> int:
        """Return what one takes of what may be planned, in hundredths of a milliwatt.

        `free` percent of a unit stay free, but not of what a maker recommends: it counts for less.
        """
        return self.draw_mw * (100 - free if self.recommended else 100)


@dataclass(frozen=True, slots=True)
class ChargerFit:
    """A charger: its outlets that power boards, and what may be planned for of its watts.

    `part_kinds` are all its kinds of outlets, `kinds` those that power boards. `usable` is in
    hundredths of a milliwatt, without the `free` percent that stay free.
    """

    part: Charger
    part_kinds: tuple[OutletKind, ...]
    kinds: tuple[OutletKind, ...]
    usable: int
    free: int

    @property
    def outlets(self) -> int:
        """How many boards it has a socket or a plug for."""
        return sum(kind.count or 0 for kind in self.kinds)

    @property
    def is_plain(self) -> bool:
        """Tell whether its outlets are alike and share nothing but the watts of the whole."""
        alike = len(self.part_kinds) == 1 and not self.part.shared_w
        most, whole = self.part_kinds[0].outlets.watts, self.part.supply_w
        return alike and (most is None or (whole is not None and most >= whole))

    def at(self, place: int) -> OutletKind:
        """Return its outlets of one kind."""
        return self.part_kinds[place]

    def carried_by(self, power: PowerClass) -> tuple[OutletKind, ...]:
        """Return the outlets that give what a board needs and from which its plug is reached."""
        return tuple(kind for kind in self.kinds if _carries(kind, power))


def _carries(kind: OutletKind, power: PowerClass) -> bool:
    if kind.brings_its_lead and kind.connector != power.plug:
        return False
    if power.plug == BARREL != kind.connector and not (
        power.volts.takes(USB_V) and USB_V in kind.volts
    ):
        return False
    if kind.connector == BARREL and kind.size.goes_into(power.size) is False:
        return False
    most_ma = kind.milliamps(power.volts)
    gives = kind.gives_volts(power.volts) is True
    return gives and (most_ma is None or most_ma >= power.need_ma)


def power_class(
    board: Board,
    requirement: Requirement,
    given: Given,
    left_out: NotConsidered,
) -> PowerClass | None:
    """Return what a board asks of a charger; None, and why, if that is not known.

    `given` are the volts that chargers give through each plug.
    """
    draw, port = draw_of(board, requirement.power_by), board.need(*ANY_POWER)
    on_charger = requirement.by_supplies and not board.brings_its_power
    for_watts = requirement.objective is Objective.WATTS
    if on_charger and board.power_connector is None:
        obstacle = Obstacle.unknown(Fact.POWER_PLUG)
    elif for_watts and (draw is None or draw.recommended):
        obstacle = Obstacle.unknown(Fact.WATTS, of=str(requirement.power_by))
    elif not on_charger or board.power_connector == "module":
        return PowerClass(NO_PLUG, 0, 0)
    elif port is None:
        obstacle = Obstacle(ObstacleKind.NO_CHARGER_FOR_PLUG)
    elif draw is None:
        obstacle = _unplanned(board, requirement.power_by)
    elif wrong := _wrong_volts(board, given):
        obstacle = wrong
    else:
        return PowerClass(
            str(board.power_connector),
            milliwatts(draw.watts),
            milliamps_planned(board, requirement.power_by) or 0,
            volts_taken(board) or USB_TAKEN,
            draw.recommended,
            barrel_of(board),
        )
    left_out.add(board, obstacle)
    return None


def _unplanned(board: Board, basis: PowerBasis) -> Obstacle:
    """Return which fact is lacking of a board without known watts, of its own or of a supply."""
    if board.supply_ma is not None:
        return Obstacle.unknown(_volts_fact(board))
    return no_watts(basis)


def _volts_fact(board: Board) -> Fact:
    return Fact.VOLTS_OF_BARREL if board.power_connector == BARREL else Fact.VOLTS_OF_USB


def _wrong_volts(board: Board, given: Given) -> Obstacle | None:
    """Return why no charger gives a board its volts; None if one does."""
    volts, plug = volts_taken(board), str(board.power_connector)
    if volts is None:
        return Obstacle.unknown(_volts_fact(board))
    if is_given(given, plug, volts, barrel_of(board)):
        return None
    if plug == "ATX":
        return Obstacle(ObstacleKind.NO_CHARGER_FOR_PLUG)
    if plug == BARREL:
        return Obstacle(ObstacleKind.NO_BARREL_SUPPLY)
    # Where no charger is left at all, that is what is missing, and not one for this board.
    return None if volts.takes(USB_V) else Obstacle(ObstacleKind.NO_CHARGER_FOR_VOLTS)


def is_given(given: Given, plug: str, volts: VoltsTaken, size: BarrelSize) -> bool:
    """Tell whether a plug is given some of these volts, and may be of this size."""
    return any(
        volts.takes(each) and size.goes_into(made) is not False
        for each, made in given.get(plug, ())
    )


def fitting_chargers(
    parts: Iterable[Charger], requirement: Requirement, left_out: NotConsidered
) -> Iterator[ChargerFit]:
    """Yield the chargers that can power boards, each with what may be planned of it."""
    if not requirement.by_supplies:
        return
    free = headroom_of(requirement.power_by, requirement.headroom_percent)
    for part in parts:
        every = kinds_of(part)
        powering = _only(every, lambda kind: kind.connector in _POWERING and bool(kind.count))
        kinds = _only(powering, lambda kind: bool(kind.volts))
        watts = most_watts(part)
        if obstacle := other_rails(part, requirement):
            left_out.add(part, obstacle)
        elif not powering:
            left_out.add(part, _no_outlets(part))
        elif watts is None:
            left_out.add(part, Obstacle.unknown(Fact.SUPPLY))
        elif not kinds:
            left_out.add(part, Obstacle.unknown(Fact.VOLTS_OF_BARREL))
        else:
            usable = floor(watts * 1000 * (100 - free))
            yield ChargerFit(part, every, kinds, usable, free)


def _only(
    kinds: tuple[OutletKind, ...], wanted: Callable[[OutletKind], bool]
) -> tuple[OutletKind, ...]:
    """Return those of some kinds that are wanted: mostly all of them, in the very same tuple."""
    return kinds if all(map(wanted, kinds)) else tuple(filter(wanted, kinds))


def _no_outlets(charger: Charger) -> Obstacle:
    kinds = kinds_of(charger)
    if any(kind.connector is None for kind in kinds):
        return Obstacle.unknown(Fact.OUTLETS)
    if any(kind.count is None for kind in kinds):
        return Obstacle.unknown(Fact.NUMBER_OF_OUTLETS)
    return Obstacle(ObstacleKind.NO_OUTLETS)


def volts_by_plug(chargers: Iterable[ChargerFit], leads: Iterable[Cable]) -> Given:
    """Return the volts at which boards can be powered through each plug.

    A barrel plug is a supply's own, or at 5 V at the end of a cable from a USB socket.
    """
    sockets: dict[str, set[BarrelSize]] = defaultdict(set)
    for lead in leads:
        if ends_in_barrel(lead):
            sockets[lead.from_connector].add(end_of(lead.to_connector)[1])
    result: dict[str, set[tuple[Decimal, BarrelSize]]] = defaultdict(set)
    alike = {
        (kind.connector, kind.brings_its_lead, kind.volts, kind.size): kind
        for charger in chargers
        for kind in charger.kinds
    }
    for kind in alike.values():
        if kind.connector == BARREL:
            result[BARREL].update((volts, kind.size) for volts in kind.volts)
            continue
        for plug in (str(kind.connector),) if kind.brings_its_lead else USB_OUTLETS:
            result[plug].update((volts, NO_SIZE) for volts in kind.volts)
        if not kind.brings_its_lead and USB_V in kind.volts:
            result[BARREL].update((USB_V, size) for size in sockets.get(str(kind.connector), ()))
    return result
