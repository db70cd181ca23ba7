"""By which of its plugs a carrier is powered that has several, of which one is enough."""

from collections import Counter

from planner.engine.fitting.once import once_a_plan
from planner.engine.fitting.parts_in_use import in_use
from planner.model.outlet_kinds import OutletKind, kinds_of
from planner.model.parts import Carrier, Charger
from planner.model.plan import Plan
from planner.model.plugs import by_each_plug, volts_taken


@once_a_plan
def fed_carriers(plan: Plan) -> tuple[tuple[Carrier, int], ...]:
    """Return the carriers in use that a supply of the build feeds, each by the plug that it takes.

    It is the first for which an outlet of its kind is left, else its usual one.
    """
    outlets: Counter[OutletKind] = Counter()
    for charger, quantity in in_use(plan, Charger):
        for kind in kinds_of(charger):
            outlets[kind] += (kind.count or 0) * quantity
    found: list[tuple[Carrier, int]] = []
    for carrier, quantity in in_use(plan, Carrier):
        if carrier.brings_its_power:
            continue
        ways, left = by_each_plug(carrier), quantity
        taken = [0] * len(ways)
        for place, way in enumerate(ways if len(ways) > 1 else ()):
            for kind in outlets:
                alike = kind.connector == way.power_connector
                if alike and kind.gives_volts(volts_taken(way)) is not False:
                    many = min(left, outlets[kind])
                    outlets[kind] -= many
                    taken[place], left = taken[place] + many, left - many
        taken[0] += left
        found += [(way, many) for way, many in zip(ways, taken, strict=True) if many]
    return tuple(found)
