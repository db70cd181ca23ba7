"""One way to plug boards and carriers into chargers: the hungriest first, unit by unit."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, TypeVar

from planner.engine.fitting.carrier_draw import asked_of_supply, milliamps_at
from planner.engine.fitting.carrier_plugs import fed_carriers
from planner.engine.fitting.circuits import by_plugs
from planner.engine.fitting.parts_in_use import in_use
from planner.engine.wiring.pieces import Pieces
from planner.model.outlet_kinds import OutletKind, given, kinds_of, overload
from planner.model.parts import Board, Carrier, Charger
from planner.model.plan import Plan
from planner.model.plugs import ANY_POWER, volts_taken
from planner.model.power_draw import headroom_of
from planner.model.volts import VoltsTaken
from planner.model.wiring import Wire
from planner.model.wiring_picture import Unwired, WiringGap

N = TypeVar("N", int, Decimal)


class _Demand(NamedTuple):
    """One board or carrier that has to get power through a plug."""

    unit: str
    plug: str
    volts: VoltsTaken | None
    watts: Decimal | None
    milliamps: int | None

    @property
    def kind(self) -> tuple[object, ...]:
        """What it asks for, whichever piece it is."""
        return self[1:]


@dataclass
class _Unit:
    """One charger, with the outlets that are taken and the watts drawn there."""

    charger: Charger
    unit: str
    kinds: tuple[OutletKind, ...]
    taken: dict[int, list[Decimal | None]] = field(default_factory=lambda: defaultdict(list))


def proposed_power(
    plan: Plan, over_network: Collection[str], seated: Collection[str]
) -> tuple[list[Wire], list[WiringGap]]:
    """Return the wires between chargers and what they power, and why there are none."""
    gaps: list[WiringGap] = []
    vague = [
        b.name
        for b, _ in in_use(plan, Board)
        if b.power_connector is None and not b.brings_its_power
    ]
    if vague:
        gaps.append(WiringGap(Unwired.PLUG_UNKNOWN, tuple(dict.fromkeys(vague))))
    demands = [
        each for each in _demands(plan, over_network) if each.unit not in {*over_network, *seated}
    ]
    demands.sort(key=lambda each: -(each.watts or 0))
    if not demands:
        return [], gaps
    chargers = in_use(plan, Charger)
    if not chargers:
        return [], [*gaps, WiringGap(Unwired.NO_CHARGER, needed=len(demands))]
    free = headroom_of(plan.build.power_by, plan.build.headroom_percent)
    wires = list(_plugged(demands, list(_units(chargers)), free))
    if len(wires) < len(demands):
        # Without the watts that are to stay free only where there is no way with them.
        wires = list(_plugged(demands, list(_units(chargers)), 0))
    if len(wires) == len(demands):
        return wires, gaps
    unsaid = [c.name for c, _ in chargers if any(kind.count is None for kind in kinds_of(c))]
    if unsaid:
        return [], [*gaps, WiringGap(Unwired.OUTLETS_UNKNOWN, tuple(dict.fromkeys(unsaid)))]
    short = WiringGap(Unwired.OUTLETS_SHORT, needed=len(demands), found=len(wires))
    return [], [*gaps, short]


def _demands(plan: Plan, over_network: Collection[str]) -> Iterator[_Demand]:
    """Yield what has to get power through a plug, in the order of the bill, by the plug it takes.

    Which of several that is the outlets of the build decide. Carriers `over_network` need none.
    """
    drawn: dict[tuple[str, str, VoltsTaken | None], tuple[Decimal | None, int | None]] = {}
    pieces: Counter[tuple[str, str, VoltsTaken | None]] = Counter()
    for consumer, quantity in by_plugs(plan):
        key, basis = _plug_of(consumer.board), plan.build.power_by
        before = drawn.get(key, (Decimal(0), 0))
        found = consumer.watts(basis), consumer.milliamps(basis)
        # With the most that hangs on any of them: which one it is nobody has said.
        drawn[key] = _most(before[0], found[0]), _most(before[1], found[1])
        pieces[key] += quantity
    for carrier, quantity in fed_carriers(plan):
        if carrier.need(*ANY_POWER):
            drawn[_plug_of(carrier)] = _of_carrier(plan, carrier)
            pieces[_plug_of(carrier)] += quantity
    named, carriers = Pieces(), {carrier.part_number for carrier, _ in in_use(plan, Carrier)}
    for (number, plug, volts), quantity in pieces.items():
        for _ in range(quantity):
            unit = named.next(number)
            while number in carriers and unit in over_network:
                unit = named.next(number)
            yield _Demand(unit, plug, volts, *drawn[number, plug, volts])


def _plug_of(part: Board | Carrier) -> tuple[str, str, VoltsTaken | None]:
    return part.part_number, str(part.power_connector), volts_taken(part)


def _of_carrier(plan: Plan, carrier: Carrier) -> tuple[Decimal | None, int | None]:
    """Return the watts and mA that a carrier asks of its supply; None where nobody says."""
    asked = asked_of_supply(plan, carrier)
    watts = asked.watts if asked.is_whole else None
    return watts, milliamps_at(carrier, watts)


def _most(one: N | None, other: N | None) -> N | None:
    return None if one is None or other is None else max(one, other)


def _units(chargers: Sequence[tuple[Charger, int]]) -> Iterator[_Unit]:
    pieces = Pieces()
    for charger, quantity in chargers:
        for _ in range(quantity):
            yield _Unit(charger, pieces.next(charger.part_number), kinds_of(charger))


def _plugged(demands: Sequence[_Demand], units: Sequence[_Unit], headroom: int) -> Iterator[Wire]:
    """Yield a wire for each that finds an outlet; a unit that refused one refuses all alike."""
    start: dict[object, int] = defaultdict(int)
    for demand in demands:
        alike = demand.kind
        for place in range(start[alike], len(units)):
            kind = _outlet(units[place], demand, headroom)
            start[alike] = place
            if kind is not None:
                taken = units[place].taken[kind.place]
                taken.append(demand.watts)
                yield Wire(
                    device=demand.unit,
                    device_port=1,
                    unit=units[place].unit,
                    unit_port=kind.first + len(taken) - 1,
                    kind=kind.port_kind,
                )
                break


def _outlet(unit: _Unit, demand: _Demand, headroom: int) -> OutletKind | None:
    """Return the first kind of outlet of a unit that takes one more, with watts to spare."""
    for kind in unit.kinds:
        if len(unit.taken[kind.place]) < (kind.count or 0) and _serves(kind, demand):
            drawn = {**unit.taken, kind.place: [*unit.taken[kind.place], demand.watts]}
            if _bears(unit, drawn, headroom):
                return kind
    return None


def _serves(kind: OutletKind, demand: _Demand) -> bool:
    gives = kind.milliamps(demand.volts)
    return (
        kind.fits_plug(demand.plug) is True
        and kind.gives_volts(demand.volts) is not False
        and (gives is None or demand.milliamps is None or demand.milliamps <= gives)
    )


def _bears(unit: _Unit, taken: dict[int, list[Decimal | None]], headroom: int) -> bool:
    """Tell whether a unit gives what is drawn, as far as it is known."""
    asked = [
        [(watts or Decimal(0)) * 100 / (100 - headroom) for watts in taken.get(kind.place, [])]
        for kind in unit.kinds
    ]
    limits = given(unit.charger, [len(taken.get(kind.place, [])) for kind in unit.kinds])
    return limits is None or overload(unit.charger, limits, asked) is None
