"""Which chargers can power which boards: plug, volts, current, watts and outlets of one unit."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from planner.engine.sizing._left_out import NotConsidered
from planner.engine.sizing._rack_fits import other_rails
from planner.engine.sizing._ways import no_watts
from planner.model.build import PowerBasis
from planner.model.obstacles import Fact, Obstacle, ObstacleKind
from planner.model.parts import Board, Cable, Charger, Port
from planner.model.plugs import (
    ANY_POWER,
    BARREL,
    USB_OUTLETS,
    USB_V,
    brings_its_lead,
    ends_in_barrel,
    nominal,
    volts_of,
    volts_of_supply,
)
from planner.model.power_draw import draw_of, headroom_of, milliamps_planned
from planner.model.requirement import Objective, PowerSource, Requirement

NO_PLUG = ""  # of a board that needs no charger of this plan


@dataclass(frozen=True, slots=True)
class PowerClass:
    """Boards that are alike to a charger: their plug, what one draws of it, and at which volts.

    `recommended`: the draw is the supply that its maker recommends, as nobody says what it draws.
    """

    plug: str
    draw_mw: int
    need_ma: int
    volts: Decimal = USB_V
    recommended: bool = False

    def load(self, free: int) -> int:
        """Return what one takes of what may be planned, in hundredths of a milliwatt.

        `free` percent of a unit stay free, but not of what a maker recommends: it counts for less.
        """
        return self.draw_mw * (100 - free if self.recommended else 100)


@dataclass(frozen=True, slots=True)
class ChargerFit:
    """A charger: its outlets, their plug and volts, and what may be planned for of its watts.

    `usable` is in hundredths of a milliwatt, without the `free` percent that stay free.
    Where it brings its lead it ends in a plug of its own, so that no lead is needed.
    """

    part: Charger
    port: Port
    connector: str
    volts: Decimal
    usable: int
    free: int
    brings_its_lead: bool

    @property
    def outlets(self) -> int:
        """How many boards it has a socket or a plug for."""
        return self.port.count

    def carries(self, power: PowerClass) -> bool:
        """Tell whether an outlet gives what a board needs, and the board's plug can be reached."""
        if self.brings_its_lead and self.connector != power.plug:
            return False
        if power.plug == BARREL != self.connector and self.volts != USB_V:
            return False
        most_ma = self.port.grade
        return self.volts == power.volts and (most_ma is None or most_ma >= power.need_ma)

    def capacity(self, power: PowerClass) -> int:
        """Return how many boards of one class a single unit runs."""
        if not self.carries(power):
            return 0
        return min(self.outlets, self.usable // max(power.load(self.free), 1))


def power_class(
    board: Board,
    requirement: Requirement,
    given: Mapping[str, Collection[Decimal]],
    left_out: NotConsidered,
) -> PowerClass | None:
    """Return what a board asks of a charger; None, and why, if that is not known.

    `given` are the volts that chargers give through each plug.
    """
    draw, port = draw_of(board, requirement.power_by), board.need(*ANY_POWER)
    on_charger = requirement.power is PowerSource.CHARGER and not board.brings_its_power
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
            int((draw.watts * 1000).to_integral_value(ROUND_CEILING)),
            milliamps_planned(board, requirement.power_by) or 0,
            nominal(volts_of(board)) or USB_V,
            draw.recommended,
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


def _wrong_volts(board: Board, given: Mapping[str, Collection[Decimal]]) -> Obstacle | None:
    """Return why no charger gives a board its volts; None if one does."""
    volts, plug = nominal(volts_of(board)), str(board.power_connector)
    if volts is None:
        return Obstacle.unknown(_volts_fact(board))
    if volts in given.get(plug, ()):
        return None
    if plug == "ATX":
        return Obstacle(ObstacleKind.NO_CHARGER_FOR_PLUG)
    if plug == BARREL:
        return Obstacle(ObstacleKind.NO_BARREL_SUPPLY)
    # Where no charger is left at all, that is what is missing, and not one for this board.
    return None if volts == USB_V else Obstacle(ObstacleKind.NO_CHARGER_FOR_VOLTS)


def fitting_chargers(
    parts: Iterable[Charger], requirement: Requirement, left_out: NotConsidered
) -> Iterator[ChargerFit]:
    """Yield the chargers that can power boards, each with what may be planned of it."""
    if requirement.power is not PowerSource.CHARGER:
        return
    free = headroom_of(requirement.power_by, requirement.headroom_percent)
    for part in parts:
        port, volts = next(iter(part.provides()), None), volts_of_supply(part)
        if obstacle := other_rails(part, requirement):
            left_out.add(part, obstacle)
        elif port is None:
            left_out.add(part, _no_outlets(part))
        elif part.supply_w is None:
            left_out.add(part, Obstacle.unknown(Fact.SUPPLY))
        elif volts is None:
            left_out.add(part, Obstacle.unknown(Fact.VOLTS_OF_BARREL))
        else:
            usable = int((part.supply_w * 1000 * (100 - free)).to_integral_value(ROUND_FLOOR))
            own = brings_its_lead(part)
            yield ChargerFit(part, port, str(part.connector), volts, usable, free, own)


def _no_outlets(charger: Charger) -> Obstacle:
    if charger.connector is None:
        return Obstacle.unknown(Fact.OUTLETS)
    none = Obstacle(ObstacleKind.NO_OUTLETS)
    return none if charger.ports is not None else Obstacle.unknown(Fact.NUMBER_OF_OUTLETS)


def volts_by_plug(
    chargers: Iterable[ChargerFit], leads: Iterable[Cable]
) -> dict[str, set[Decimal]]:
    """Return the volts at which boards can be powered through each plug.

    A barrel plug is a supply's own, or at 5 V at the end of a lead from a USB socket.
    """
    sockets = {each.from_connector for each in leads if ends_in_barrel(each)}
    result: dict[str, set[Decimal]] = defaultdict(set)
    for each in chargers:
        if each.connector == BARREL or (
            each.connector in sockets and not each.brings_its_lead and each.volts == USB_V
        ):
            result[BARREL].add(each.volts)
        if each.connector != BARREL:
            for plug in (each.connector,) if each.brings_its_lead else USB_OUTLETS:
                result[plug].add(each.volts)
    return result
