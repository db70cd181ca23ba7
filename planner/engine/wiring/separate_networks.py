"""Which switches of a wired build are one network: those that leads join, however far."""

from planner.engine.wiring.loads import is_switch
from planner.model.parts import PortKind
from planner.model.plan import Plan


def networks_of(plan: Plan) -> tuple[frozenset[str], ...]:
    """Return the networks as the units of their switches, in the order of the wiring.

    The router joins none: what meets only there is separate.
    """
    found: dict[str, frozenset[str]] = {}
    for wire in plan.build.wiring:
        if wire.kind is not PortKind.ETHERNET:
            continue
        ends = (unit for unit in (wire.unit, wire.device) if is_switch(plan, unit))
        joined: frozenset[str] = frozenset().union(*(found.get(u, frozenset({u})) for u in ends))
        found |= dict.fromkeys(sorted(joined), joined)
    return tuple(dict.fromkeys(found.values()))
