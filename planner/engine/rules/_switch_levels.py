"""A rule about linked switches: one at the root and every other one joined to it, or deeper.

Where a build is wired, its wires say how deep they are. Where it is not, fault is found only if
there is no way to join them in two levels. Named in RULES of `rules.py`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from planner.engine.fitting.cages import cage_use
from planner.engine.fitting.parts_in_use import switches_of
from planner.engine.rules._verdicts import verdict
from planner.engine.wiring.loads import is_switch
from planner.model.findings import Finding, Severity
from planner.model.plan import Plan
from planner.model.words import counted

_HINT = "Choose a switch with a port for each of the others, or fewer and larger switches."


def linked_switches_are_two_levels_deep(plan: Plan) -> Iterator[Finding]:
    """What is behind several switches shares one cable after the other on its way."""
    units = sum(quantity for _, quantity in switches_of(plan))
    if units - plan.build.networks < 2:
        return
    if plan.build.wiring:
        levels = max(map(_levels, _linked(plan)), default=1)
        if levels > 2:
            yield _too_deep(plan, f"Linked switches are {levels} levels deep")
    else:
        yield from _by_sums(plan, units)


def _by_sums(plan: Plan, units: int) -> Iterator[Finding]:
    """Yield that no root has a port for each of the others, of as many roots as networks."""
    switches, roots = switches_of(plan), plan.build.networks
    cages = cage_use(plan, units - roots)
    if any(switch.ports is None for switch, _ in switches) or (cages.loose and cages.vague):
        return  # missed by the rules about ports and about cages
    sizes = [switch.ports or 0 for switch, quantity in switches for _ in range(min(quantity, 2))]
    most = sum(sorted(sizes)[-roots:]) + cages.links + cages.copper
    if most < units - roots:
        yield _too_deep(
            plan,
            f"{units} linked switches are more than two levels deep: "
            f"{counted(most, 'port')} cannot link {units - roots} of them to "
            f"{'one' if roots == 1 else f'the other {roots}'}",
        )


def _too_deep(plan: Plan, what: str) -> Finding:
    return verdict(
        "switch-levels",
        Severity.WARNING,
        plan.build.name,
        f"{what}. The nodes behind them share one cable after the other.",
        _HINT,
    )


def _linked(plan: Plan) -> Iterator[Mapping[str, set[str]]]:
    """Yield the switches that are joined to each other by wires, each with those next to it."""
    near: dict[str, set[str]] = defaultdict(set)
    for wire in plan.build.wiring:
        if wire.device != wire.unit and is_switch(plan, wire.device) and is_switch(plan, wire.unit):
            near[wire.device].add(wire.unit)
            near[wire.unit].add(wire.device)
    left = set(near)
    while left:
        joined = set(_steps(near, min(left)))
        left -= joined
        yield {unit: near[unit] for unit in joined}


def _levels(near: Mapping[str, set[str]]) -> int:
    """Return how many levels deep switches are, seen from the best root."""
    return 1 + min(max(_steps(near, unit).values()) for unit in near)


def _steps(near: Mapping[str, set[str]], first: str) -> dict[str, int]:
    """Return the links from one switch to each that can be reached from it."""
    steps, waiting = {first: 0}, [first]
    for unit in waiting:
        for other in sorted(near[unit] - steps.keys()):
            steps[other] = steps[unit] + 1
            waiting.append(other)
    return steps
