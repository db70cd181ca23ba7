"""Which switch each node of a plan is plugged into, and how the switches hang together.

The wires of a build say so. What nobody has wired is dealt out in the order of the bill: the
fastest switch at the router, the others on it, and nodes first to the one at the router.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from planner.engine.fitting.parts_in_use import seats_of, speed_of, switches_of, unknown
from planner.engine.wiring.loads import is_switch, unit_titles
from planner.engine.wiring.nodes import Node, hosts_of, number_of
from planner.engine.wiring.places import WiredSwitch, networks_of, wired_switches
from planner.model.parts import Carrier, PortKind, Switch
from planner.model.plan import Plan
from planner.model.wiring import Unit, part_of

AnySwitch = Switch | Carrier | str


@dataclass(frozen=True, slots=True)
class SwitchUnit:
    """One switch, or a carrier with one: the index of the switch it hangs on.

    `parent` is None for one at the router, and for one that no cable leads on from. `title` is what
    it is called, `uplinks` how many cables it has to the router. `node_mbps` is what the slowest of
    its ports does that a node is on; None if that is not known.
    """

    part: AnySwitch
    parent: int | None
    title: str
    uplinks: int = 0
    # What is plugged in makes no other switch of it.
    node_mbps: int | None = field(default=None, compare=False)


class Placed(NamedTuple):
    """Equal nodes on one switch, by its index; None if there is no switch, or no port to plug."""

    node: Node
    quantity: int
    switch: int | None


def placed_nodes(plan: Plan) -> tuple[tuple[Placed, ...], tuple[SwitchUnit, ...]]:
    """Return the nodes by the switch they are on, and the switches, one at the router first."""
    switches = wired_switches(plan)
    if switches:
        names = [each.unit for each in switches]
        units, free = _as_wired(plan, switches)
    else:
        pieces = sorted(_switches(plan), key=_fastest_first)
        names = [unit for _, unit in pieces]
        units, free = _linked([part for part, _ in pieces], plan)
    places = {unit: index for index, unit in enumerate(names)}
    placed: list[Placed] = []
    dealt: list[tuple[Node, int]] = []
    for (node, switch), quantity in hosts_of(plan):
        if switch in places:
            placed.append(Placed(node, quantity, places[switch]))
            # Plugs are counted already where the switches are wired, too.
            free[places[switch]] -= 0 if switches else quantity
        else:
            dealt.append((node, quantity))
    seated, first = _seated(plan, units), 0
    for node, quantity in dealt:
        left = quantity
        # What is full stays so: of very many switches they are not looked through again.
        while first < len(units) - 1 and free[first] <= 0:
            first += 1
        for index, here in _taken(seated, node, left):
            placed.append(Placed(node, here, index))
            left -= here
        for index in range(first, len(units)) if node.is_wired and left else ():
            here = min(left, max(free[index], 0))
            # Ports that are short are for the rules to judge: the last switch takes the rest.
            here = left if index == len(units) - 1 else here
            if here:
                placed.append(Placed(node, here, index))
                free[index] -= here
                left -= here
            if not left:
                break
        if left:
            placed.append(Placed(node, left, None))
    return tuple(placed), _with_node_speeds(plan, units, names, placed)


def _with_node_speeds(
    plan: Plan, units: Sequence[SwitchUnit], names: Sequence[str], placed: Sequence[Placed]
) -> tuple[SwitchUnit, ...]:
    """Return the switches with what the ports of their nodes do: as wired, else dealt best."""
    nodes: Counter[int] = Counter()
    for entry in placed:
        nodes[-1 if entry.switch is None else entry.switch] += entry.quantity
    wired: dict[str, list[int]] = defaultdict(list)
    for wire in plan.build.wiring:
        if wire.kind is PortKind.ETHERNET and not is_switch(plan, wire.device):
            wired[wire.unit].append(wire.unit_port)
    return tuple(
        replace(unit, node_mbps=_slowest_port(unit.part, wired[name], nodes[index]))
        for index, (unit, name) in enumerate(zip(units, names, strict=True))
    )


def _slowest_port(part: AnySwitch, wired: Sequence[int], nodes: int) -> int | None:
    """Return the Mbit/s of the slowest port in use by nodes, of a part or of one nobody knows."""
    if isinstance(part, str):
        return None
    if not isinstance(part, Switch) or not part.speeds or part.speed_mbps is None:
        return speed_of(part)
    known = [part.speeds[port - 1] for port in wired if port <= len(part.speeds)]
    if len(known) < max(nodes, 1):
        known = sorted(part.speeds, reverse=True)[: max(nodes, 1)]
    return min(known)


def _as_wired(plan: Plan, switches: Sequence[WiredSwitch]) -> tuple[list[SwitchUnit], list[int]]:
    """Return the switches as the wires join them, and the ports each has left for nodes."""
    titles, units, free = unit_titles(plan), [], []
    for each in switches:
        part = plan.part(part_of(each.unit))
        known = part if isinstance(part, Switch | Carrier) else part_of(each.unit)
        units.append(SwitchUnit(known, each.parent, titles[each.unit], each.uplinks))
        free.append(_ports(known) - each.taken)
    return units, free


def _seated(plan: Plan, units: Sequence[SwitchUnit]) -> dict[str, Counter[int]]:
    """Return by module how many of it sit on each carrier that joins them, by its index."""
    places = {
        index: unit.part.slots for index, unit in enumerate(units) if isinstance(unit.part, Carrier)
    }
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for module, carrier, quantity in seats_of(plan).taken:
        left = quantity
        for index, slots in places.items():
            if units[index].part == carrier:
                here = left if slots is None else min(left, slots)
                places[index] = None if slots is None else slots - here
                found[module.part_number][index] += here
                left -= here
    return found


def _taken(seated: Mapping[str, Counter[int]], node: Node, nodes: int) -> Iterator[tuple[int, int]]:
    """Yield the carriers that so many nodes of a kind sit on, and how many on each."""
    number, left = number_of(node.board), nodes
    for index, many in seated.get(number, Counter()).items():
        here = min(left, many)
        if here:
            seated[number][index] -= here
            left -= here
            yield index, here


def _switches(plan: Plan) -> list[tuple[AnySwitch, str]]:
    """Return the switches that carry the nodes: of several networks the first, the rest stand by.

    Who has not wired separate networks has not said which switch belongs to which: all are taken.
    """
    networks = networks_of(plan) if plan.build.networks > 1 else ()
    every: list[tuple[AnySwitch, int]] = [*switches_of(plan), *unknown(plan, Switch)]
    counts: Counter[str] = Counter()
    pieces = []
    for part, quantity in every:
        number = part if isinstance(part, str) else part.part_number
        for _ in range(quantity):
            counts[number] += 1
            unit = str(Unit(number, counts[number]))
            if not networks or unit in networks[0]:
                pieces.append((part, unit))
    return pieces


def _ports(part: AnySwitch) -> int:
    # Unknown ports: as many as anybody needs, so that none is short by guessing.
    return 10**9 if isinstance(part, str) or part.ports is None else part.ports


def _fastest_first(piece: tuple[AnySwitch, str]) -> tuple[int, int]:
    part = piece[0]
    return (0, 0) if isinstance(part, str) else (-(speed_of(part) or 0), -(part.ports or 0))


def _linked(parts: Sequence[AnySwitch], plan: Plan) -> tuple[list[SwitchUnit], list[int]]:
    """Return the switches hung on each other, and the ports each has left for nodes.

    Each takes a port of the first switch that has one to spare, and one of its own.
    """
    units: list[SwitchUnit] = []
    free: list[int] = []
    # The first with a port to spare: those before it have none, and get none again.
    spare = 0
    for part in parts:
        ports, title = _ports(part), f"switch {len(units) + 1}"
        if not units:
            units.append(SwitchUnit(part, None, title, plan.build.uplinks))
            free.append(ports - plan.build.uplinks)
            continue
        while spare < len(free) and free[spare] <= 0:
            spare += 1
        parent = spare if spare < len(free) else 0
        free[parent] -= 1
        units.append(SwitchUnit(part, parent, title))
        free.append(ports - 1)
    return units, free
