"""Which switches of a wired build another switch feeds, and what they deliver then.

A switch that is fed over its network cable delivers fewer watts than by its own supply.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from planner.engine.fitting.parts_in_use import in_use
from planner.model.parts import PortKind, Switch, numbered
from planner.model.plan import Plan
from planner.model.wiring import part_of


class FedSwitch(NamedTuple):
    """A switch on a powered port; None for watts that are not known.

    `asks_w` are set aside by the port, `budget_w` delivered over all ports of the switch.
    """

    unit: str
    feeder: str
    port: int
    asks_w: Decimal | None
    budget_w: Decimal | None


def fed_switches(plan: Plan) -> Iterator[FedSwitch]:
    """Yield the switches of the wiring that a powered port feeds."""
    for wire in plan.build.wiring:
        switch = plan.part(part_of(wire.device))
        if wire.kind is PortKind.POE and isinstance(switch, Switch):
            feed = switch.fed_by(_gives(plan, wire.unit, wire.unit_port))
            asks, budget = (None, None) if feed is None else (feed.asks_w, feed.watts)
            yield FedSwitch(wire.device, wire.unit, wire.unit_port, asks, budget)


def _gives(plan: Plan, unit: str, port: int) -> Decimal | None:
    """Return the most watts that a powered port gives; None if they are not known."""
    feeder = plan.part(part_of(unit))
    if not isinstance(feeder, Switch):
        return None
    groups = numbered(feeder.network_ports, PortKind.POE)
    found = (each.ports.poe for each in groups if port in each.numbers)
    poe = next(found, None)
    return None if poe is None else poe.most_w


def budgets(plan: Plan) -> list[tuple[Switch, Decimal | None, int]]:
    """Return the switches in use with the watts that one delivers as it is fed, and how many.

    By its own supply unless the wiring says that a powered port feeds it.
    """
    fed = {each.unit: each.budget_w for each in fed_switches(plan)}
    result: list[tuple[Switch, Decimal | None, int]] = []
    for switch, quantity in in_use(plan, Switch):
        mine = [budget for unit, budget in fed.items() if part_of(unit) == switch.part_number]
        many = Counter(mine[:quantity])
        result += [(switch, budget, count) for budget, count in many.items()]
        if quantity > many.total():
            result.append((switch, switch.poe_budget_w, quantity - many.total()))
    return result
