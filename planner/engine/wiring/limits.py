"""Which limits of a build's units are tight, as plain numbers: taken, of how many, by what.

A limit is tight where nothing more of the same fits. Of the others it is told how much fits still.
Units that are alike to the last number are told together.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from planner.engine.wiring.loads import unit_loads
from planner.model.parts import Board, Case, Charger, NetworkAdapter, Part, PoeModule, Switch
from planner.model.plan import Plan
from planner.model.power_draw import headroom_of, usable_mw
from planner.model.sizing import Draw, LimitKind, UnitLimit
from planner.model.wiring import UnitLoad
from planner.model.words import counted


def limits_of(part: Part, plan: Plan) -> tuple[UnitLimit, ...]:
    """Return the limits of the units that a part is, the tight ones first.

    Of a board they are those of all that one more of it would be plugged into; of an adapter or a
    module, those of the switches. Of a charger's watts stays free what the build asks for.
    """
    found: dict[UnitLimit, list[str]] = {}
    free = headroom_of(plan.build.power_by, plan.build.headroom_percent)
    for load in unit_loads(plan):
        if load.part.part_number == part.part_number or isinstance(load.part, _taken_by(part)):
            for limit in _limits(load, free):
                found.setdefault(limit, []).append(load.title)
    told = [replace(limit, titles=tuple(titles)) for limit, titles in found.items()]
    return tuple(sorted(told, key=lambda limit: not limit.tight))


def _taken_by(part: Part) -> tuple[type, ...]:
    """Return the kinds of units that one more piece of a part would take something of."""
    if isinstance(part, Board):
        return (Switch, Charger, Case)
    return (Switch,) if isinstance(part, NetworkAdapter | PoeModule) else ()


def _limits(load: UnitLoad, headroom_percent: int) -> Iterator[UnitLimit]:
    if isinstance(load.part, Switch):
        yield from _of_switch(load, load.part)
    elif isinstance(load.part, Charger):
        yield from _counts(LimitKind.OUTLETS, load)
        if load.part.supply_w is not None:
            usable = usable_mw(load.part.supply_w, headroom_percent)
            yield from _watts(load, usable, "board", load.part.supply_w)
    else:
        yield from _counts(LimitKind.PLACES, load)


def _of_switch(load: UnitLoad, part: Switch) -> Iterator[UnitLimit]:
    by = (
        (load.used - load.uplinks - load.links, "node", "nodes"),
        (load.uplinks, "lead to the router", "leads to the router"),
        (load.links, "link to another switch", "links to other switches"),
    )
    words = tuple(counted(count, one, many) for count, one, many in by if count)
    yield from (replace(limit, by=words) for limit in _counts(LimitKind.PORTS, load))
    powered, ports = len(load.draws), part.poe_ports
    if load.ports is not None and ports is not None:
        free = min(ports - powered, load.ports - load.used)
        # Where leads hold all powered ports that are left, the line above says that none is free.
        if powered and (free or powered == ports):
            yield replace(_count(LimitKind.POWERED, powered, ports), room=free)
    if part.poe_budget_w is not None:
        budget = int((part.poe_budget_w * 1000).to_integral_value(ROUND_FLOOR))
        yield from _watts(load, budget, "module", part.poe_budget_w)


def _counts(of: LimitKind, load: UnitLoad) -> Iterator[UnitLimit]:
    """Yield how many of a unit's ports are taken, if it is known how many there are."""
    if load.ports is not None:
        yield _count(of, load.used, load.ports)


def _count(of: LimitKind, taken: int, most: int) -> UnitLimit:
    return UnitLimit(of, (), Decimal(taken), Decimal(most), max(most - taken, 0))


def _watts(load: UnitLoad, usable: int, piece: str, supply: Decimal) -> Iterator[UnitLimit]:
    """Yield the limit of a unit's watts, counted in milliwatts as sizing counts them."""
    draws = [int((watts * 1000).to_integral_value(ROUND_CEILING)) for watts in load.draws if watts]
    # A draw that nobody knows leaves the sum unknown.
    if not draws or len(draws) < len(load.draws):
        return
    yield UnitLimit(
        LimitKind.WATTS,
        (),
        taken=_watts_of(sum(draws)),
        most=_watts_of(usable),
        room=max(usable - sum(draws), 0) // min(draws),
        draw=Draw(len(draws), piece, _watts_of(min(draws)), supply),
    )


def _watts_of(milliwatts: int) -> Decimal:
    return Decimal(milliwatts) / 1000
