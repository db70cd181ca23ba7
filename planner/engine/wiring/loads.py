"""What each unit of a wired build carries: its ports in use, and the watts drawn from it.

A sum over all units hides the one that is full. Names are those of people: `switch 2`, `node 7`,
counted by kind in the order in which the wiring first names them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from planner.engine.fitting.as_plugged import as_plugged
from planner.engine.fitting.attachments import Consumer, hung_on_units
from planner.engine.fitting.carrier_draw import asked_by_unit, milliamps_at
from planner.engine.fitting.once import once_a_plan
from planner.engine.wiring.feeds import fed_switches
from planner.model.limits import UnitKind
from planner.model.parts import Board, Carrier, Case, Charger, PoeModule, PortKind, Switch
from planner.model.plan import Plan
from planner.model.plugs import ANY_POWER, USB
from planner.model.wiring import ROUTER, UnitLoad, Wire, part_of, unit_of
from planner.model.words import unit_title

_KINDS: dict[type, UnitKind] = {
    Board: UnitKind.NODE,
    Switch: UnitKind.SWITCH,
    Charger: UnitKind.CHARGER,
    Case: UnitKind.CASE,
    Carrier: UnitKind.CARRIER,
}


def unit_numbers(plan: Plan) -> dict[str, tuple[UnitKind, int]]:
    """Return the kind of each wired switch, carrier, charger, case and board, and its number."""
    counts: Counter[UnitKind] = Counter()
    numbers = {}
    for unit in _units(plan):
        kind = _KINDS.get(type(plan.part(part_of(unit))))
        if kind is not None:
            counts[kind] += 1
            numbers[unit] = kind, counts[kind]
    return numbers


def unit_titles(plan: Plan) -> dict[str, str]:
    """Return what each wired switch, charger, case and board is called: `switch 1`, `node 3`.

    Other parts are called by their name and number.
    """
    titles: dict[str, str] = {ROUTER: "router"}
    numbers = unit_numbers(plan)
    for unit in _units(plan):
        if unit in numbers:
            titles[unit] = unit_title(*numbers[unit])
        else:
            number, index = unit_of(unit)
            part = plan.part(number)
            titles[unit] = f"{number if part is None else part.name} no. {index}"
    return titles


def _units(plan: Plan) -> list[str]:
    """Return every wired unit once, nodes in the order of their network cables."""
    named = [unit for wire in plan.build.wiring for unit in (wire.unit, wire.device)]
    return [unit for unit in dict.fromkeys(named) if unit != ROUTER]


def unit_loads(plan: Plan) -> tuple[UnitLoad, ...]:
    """Return what every wired switch, carrier, charger and case carries, kind by kind."""
    taken: dict[str, set[tuple[PortKind, int]]] = defaultdict(set)
    draws: dict[str, list[Decimal | None]] = defaultdict(list)
    uplinks: Counter[str] = Counter()
    links: Counter[str] = Counter()
    hung = hung_on_units(plan)
    for wire in plan.build.wiring:
        for unit, port in () if wire.kind is PortKind.SFP else ports_taken(plan, wire):
            # Cages are not among the ports that are told. A powered port is a network port, too: it
            # is counted once.
            kind = PortKind.ETHERNET if wire.kind is PortKind.POE else wire.kind
            taken[unit].add((kind, port))
            if is_switch(plan, wire.device) and wire.kind is not PortKind.POE:
                (uplinks if wire.unit == ROUTER else links)[unit] += 1
        device = plan.part(part_of(wire.device))
        if wire.kind in (*ANY_POWER, PortKind.POE) and isinstance(device, Board):
            consumer = Consumer(device, hung.get(wire.device, ()))
            draws[wire.unit].append(consumer.watts(plan.build.power_by))
        elif wire.kind in ANY_POWER and isinstance(device, Carrier):
            # Its modules draw through it.
            draws[wire.unit].append(_asked(plan, wire, device)[1])
        elif wire.kind is PortKind.POE and isinstance(device, PoeModule):
            # A switch sets aside the watts of a module's class, whatever its board draws.
            draws[wire.unit].append(device.poe_class_w)
    titles = unit_titles(plan)
    fed = {each.unit: each.budget_w for each in fed_switches(plan)}
    for each in fed_switches(plan):
        draws[each.feeder].append(each.asks_w)
    loads = []
    for unit, ports in taken.items():
        part = plan.part(part_of(unit))
        if isinstance(part, Switch | Charger | Case | Carrier):
            used = len(ports)
            if isinstance(part, Carrier):
                # What it holds is its modules; the cables in its ports are told at their other end.
                used = sum(kind is PortKind.MODULE for kind, _ in ports)
            supply = _supply(part) if isinstance(part, Switch | Charger) else None
            supply = fed.get(unit, supply)
            loads.append(
                UnitLoad(
                    unit,
                    titles[unit],
                    part,
                    used=used,
                    ports=_ports(part),
                    watts=_sum(draws[unit]) if draws[unit] else None,
                    supply=supply,
                    draws=tuple(draws[unit]),
                    uplinks=uplinks[unit],
                    links=links[unit],
                )
            )
    order = (Switch, Carrier, Charger, Case)
    return tuple(sorted(loads, key=lambda load: order.index(type(load.part))))


@once_a_plan
def powered_plugs(plan: Plan) -> dict[str, list[tuple[int, Consumer]]]:
    """Return what each wired charger, or PoE module, powers: boards by the number of their outlet.

    What hangs on a board is told with it.
    """
    result: dict[str, list[tuple[int, Consumer]]] = defaultdict(list)
    hung = hung_on_units(plan)
    for wire in plan.build.wiring:
        board = plan.part(part_of(wire.device))
        if wire.kind in ANY_POWER and isinstance(board, Board):
            charger = plan.part(part_of(wire.unit))
            by_plug = as_plugged(board, charger, wire.unit_port)
            consumer = Consumer(by_plug, hung.get(wire.device, ()))
            result[wire.unit].append((wire.unit_port, consumer))
    return dict(result)


class PluggedIn(NamedTuple):
    """A board or carrier by the plug that a wire is for, and what it asks of its outlet."""

    outlet: int
    part: Board | Carrier
    watts: Decimal | None
    milliamps: int | None


@once_a_plan
def plugged_in(plan: Plan) -> dict[str, list[PluggedIn]]:
    """Return what is plugged into each wired charger, or PoE module, by the number of its outlet.

    What hangs on a board is in what it asks for, and of a carrier what its modules draw.
    """
    result: dict[str, list[PluggedIn]] = defaultdict(list)
    basis = plan.build.power_by
    for unit, plugs in powered_plugs(plan).items():
        for outlet, each in plugs:
            asked = each.watts(basis), each.milliamps(basis)
            result[unit].append(PluggedIn(outlet, each.board, *asked))
    for wire in plan.build.wiring:
        part = plan.part(part_of(wire.device))
        if wire.kind in ANY_POWER and isinstance(part, Carrier):
            carrier, watts = _asked(plan, wire, part)
            found = PluggedIn(wire.unit_port, carrier, watts, milliamps_at(carrier, watts))
            result[wire.unit].append(found)
    return dict(result)


def _asked(plan: Plan, wire: Wire, carrier: Carrier) -> tuple[Carrier, Decimal | None]:
    """Return a carrier by the one of its plugs that a wire is for, and the watts it asks for."""
    plugged = as_plugged(carrier, plan.part(part_of(wire.unit)), wire.unit_port)
    return plugged, asked_by_unit(plan, wire.device, plugged)


def is_switch(plan: Plan, unit: str) -> bool:
    """Tell whether a unit of the wiring is a switch, or a carrier that has one of its own."""
    return part_of(unit) in _switch_numbers(plan)


@once_a_plan
def _switch_numbers(plan: Plan) -> frozenset[str]:
    """Return the part numbers of switches, and of carriers that have one of their own."""
    return frozenset(
        part.part_number
        for part in plan.by_number.values()
        if isinstance(part, Switch) or (isinstance(part, Carrier) and part.joins_its_modules)
    )


def usb_hosts(plan: Plan) -> dict[str, str]:
    """Return the unit that each wired USB device hangs on: of an adapter, its board."""
    return {wire.device: wire.unit for wire in plan.build.wiring if wire.kind in USB}


def ports_taken(plan: Plan, wire: Wire) -> Iterator[tuple[str, int]]:
    """Yield the numbered ports that a wire takes: a cable between switches takes one of each."""
    yield wire.unit, wire.unit_port
    if is_switch(plan, wire.device):
        yield wire.device, wire.device_port


def _ports(part: Switch | Charger | Case | Carrier) -> int | None:
    if isinstance(part, Carrier):
        return part.slots
    return part.shelves if isinstance(part, Case) else part.ports


def _supply(part: Switch | Charger) -> Decimal | None:
    return part.supply_w if isinstance(part, Charger) else part.poe_budget_w


def _sum(draws: list[Decimal | None]) -> Decimal | None:
    known = [watts for watts in draws if watts is not None]
    return sum(known, Decimal(0)) if len(known) == len(draws) else None
