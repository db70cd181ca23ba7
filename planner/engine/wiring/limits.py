"""Which limits of a build's units are tight, as plain numbers: taken, of how many, by what.

A limit is tight where nothing more of the same fits. Of the others it is told how much fits still.
Units that are alike to the last number are told together.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from math import floor

from planner.engine.wiring.loads import unit_loads, unit_numbers
from planner.model.limits import Draw, Fed, LimitKind, Taker, UnitKind, UnitLimit
from planner.model.parts import (
    Board,
    Carrier,
    Case,
    Charger,
    NetworkAdapter,
    Part,
    PoeModule,
    Switch,
)
from planner.model.plan import Plan
from planner.model.power_draw import headroom_of, milliwatts, usable_mw
from planner.model.wiring import UnitLoad


def limits_of(part: Part, plan: Plan) -> tuple[UnitLimit, ...]:
    """Return the limits of the units that a part is, the tight ones first.

    Of a board they are those of all that one more of it would be plugged into; of an adapter or a
    module, those of the switches. Of a charger's watts stays free what the build asks for.
    """
    found: dict[UnitLimit, list[int]] = {}
    units = unit_numbers(plan)
    free = headroom_of(plan.build.power_by, plan.build.headroom_percent)
    for load in unit_loads(plan):
        if load.part.part_number == part.part_number or isinstance(load.part, _taken_by(part)):
            kind, number = units[load.unit]
            for limit in _limits(kind, load, free):
                found.setdefault(limit, []).append(number)
    told = [replace(limit, numbers=tuple(numbers)) for limit, numbers in found.items()]
    return tuple(sorted(told, key=lambda limit: not limit.tight))


def _taken_by(part: Part) -> tuple[type, ...]:
    """Return the kinds of units that one more piece of a part would take something of."""
    if isinstance(part, Board):
        return (Switch, Carrier, Charger, Case)
    return (Switch,) if isinstance(part, NetworkAdapter | PoeModule) else ()


def _limits(kind: UnitKind, load: UnitLoad, headroom_percent: int) -> Iterator[UnitLimit]:
    """Yield the limits of a unit, which has no number yet."""
    if isinstance(load.part, Switch):
        yield from _of_switch(kind, load, load.part)
    elif isinstance(load.part, Charger):
        yield from _counts(LimitKind.OUTLETS, kind, load)
        if load.part.supply_w is not None:
            usable = usable_mw(load.part.supply_w, headroom_percent)
            yield from _watts(kind, load, usable, Fed.BOARD, load.part.supply_w)
    else:
        yield from _counts(LimitKind.PLACES, kind, load)


def _of_switch(kind: UnitKind, load: UnitLoad, part: Switch) -> Iterator[UnitLimit]:
    takers = (
        (Taker.NODE, load.used - load.uplinks - load.links),
        (Taker.UPLINK, load.uplinks),
        (Taker.LINK, load.links),
    )
    by = tuple((taker, count) for taker, count in takers if count)
    yield from (replace(limit, by=by) for limit in _counts(LimitKind.PORTS, kind, load))
    powered, ports = len(load.draws), part.poe_ports
    if load.ports is not None and ports is not None:
        free = min(ports - powered, load.ports - load.used)
        # Where leads hold all powered ports that are left, the line above says that none is free.
        if powered and (free or powered == ports):
            yield replace(_count(LimitKind.POWERED, kind, powered, ports), room=free)
    if load.supply is not None:
        budget = floor(load.supply * 1000)
        yield from _watts(kind, load, budget, Fed.MODULE, load.supply)


def _counts(of: LimitKind, kind: UnitKind, load: UnitLoad) -> Iterator[UnitLimit]:
    """Yield how many of a unit's ports are taken, if it is known how many there are."""
    if load.ports is not None:
        yield _count(of, kind, load.used, load.ports)


def _count(of: LimitKind, kind: UnitKind, taken: int, most: int) -> UnitLimit:
    return UnitLimit(of, kind, (), Decimal(taken), Decimal(most), max(most - taken, 0))


def _watts(
    kind: UnitKind, load: UnitLoad, usable: int, piece: Fed, supply: Decimal
) -> Iterator[UnitLimit]:
    """Yield the limit of a unit's watts, counted in milliwatts as sizing counts them."""
    draws = [milliwatts(watts) for watts in load.draws if watts]
    # A draw that nobody knows leaves the sum unknown.
    if not draws or len(draws) < len(load.draws):
        return
    yield UnitLimit(
        LimitKind.WATTS,
        kind,
        (),
        taken=_watts_of(sum(draws)),
        most=_watts_of(usable),
        room=max(usable - sum(draws), 0) // min(draws),
        draw=Draw(len(draws), piece, _watts_of(min(draws)), supply),
    )


def _watts_of(milliwatts: int) -> Decimal:
    return Decimal(milliwatts) / 1000
