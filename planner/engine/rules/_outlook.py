"""Rules about a build that works: what it stands on, whether it can grow, and what it mixes.

None of these is a mistake, so all are notes. Named in RULES of `rules.py`.
"""

from collections.abc import Iterator

from planner.engine.fitting.parts_in_use import in_use, switches_of, unknown
from planner.engine.planning.capacity import (
    joined_modules,
    ports_needed,
    switch_links,
    switch_ports,
    wired_nodes,
)
from planner.engine.rules._verdicts import unchecked, verdict
from planner.engine.wiring.loads import is_switch
from planner.model.findings import Finding, Severity
from planner.model.parts import Board, NetworkAdapter, PortKind, Switch
from planner.model.plan import Plan
from planner.model.wiring import ROUTER


def there_is_something_to_check(plan: Plan) -> Iterator[Finding]:
    """Whether a build fits is whether its boards find what they need: without any, nobody knows."""
    if not in_use(plan, Board) and not unknown(plan, Board):
        yield verdict(
            "no-boards",
            Severity.NOTE,
            plan.build.name,
            "The build has no boards yet, so nothing can be checked.",
            "Add boards.",
        )


def one_switch_carries_them_all(plan: Plan) -> Iterator[Finding]:
    """If the switch that all nodes hang on fails, all nodes are alone."""
    units = sum(quantity for _, quantity in switches_of(plan))
    nodes = wired_nodes(plan) + joined_modules(plan).total()
    if units == 1 and nodes > 1:
        yield verdict(
            "single-switch",
            Severity.NOTE,
            plan.build.name,
            (
                f"The switch is a single point of failure: if it fails, none of the {nodes} "
                "nodes can reach another."
            ),
            "This is usual at home. Keep a spare if the cluster needs high availability.",
        )


def switches_do_not_cut_each_other_off(plan: Plan) -> Iterator[Finding]:
    """Switches in one tree: if one of them fails, whatever hangs behind it is cut off."""
    units = sum(quantity for _, quantity in switches_of(plan))
    if units > 1 and plan.build.networks == 1:
        yield verdict(
            "switch-tree",
            Severity.NOTE,
            plan.build.name,
            f"{units} switches are linked in one tree: if one fails, its nodes and everything "
            "behind it are cut off.",
            ("Connect every node to two separate networks if the cluster needs high availability."),
        )


def a_port_is_free_for_the_next_node(plan: Plan) -> Iterator[Finding]:
    """A full switch cannot grow: the next node costs a switch, too."""
    switches = switches_of(plan)
    # Ports that are not known are missed by the rule about ports.
    if not in_use(plan, Switch) or switch_ports(plan) is None:
        return
    ports = sum((switch.ports or 0) * quantity for switch, quantity in switches)
    if ports and ports == _ends(plan):
        yield verdict(
            "no-free-port",
            Severity.NOTE,
            plan.build.name,
            f"All {ports} switch ports are taken: the next node needs another switch.",
            "If you plan to grow, choose a larger switch now.",
        )


def _ends(plan: Plan) -> int:
    """Return how many switch ports are taken: by the wiring, or as they will be without one."""
    wires = [wire for wire in plan.build.wiring if wire.kind is PortKind.ETHERNET]
    if not wires:
        return ports_needed(plan) + 2 * switch_links(plan)
    linked = (is_switch(plan, wire.device) and wire.unit != ROUTER for wire in wires)
    return sum(2 if both_ends else 1 for both_ends in linked)


def boards_run_one_instruction_set(plan: Plan) -> Iterator[Finding]:
    """Programs and container images are built for an instruction set; a mixture needs several."""
    by_isa: dict[str, list[str]] = {}
    # What is not known is missed by the rule about container images.
    for board, quantity in in_use(plan, Board):
        if board.isa is not None:
            by_isa.setdefault(board.isa, []).append(f"{quantity} × {board.name}")
    if len(by_isa) > 1:
        told = "; ".join(f"{isa}: {' and '.join(names)}" for isa, names in sorted(by_isa.items()))
        yield verdict(
            "isa-mixed",
            Severity.NOTE,
            plan.build.name,
            f"The boards run {len(by_isa)} CPU architectures ({told}).",
            "Use programs and container images that are built for each of them, or tell the "
            "scheduler which nodes can run what.",
        )


def nodes_are_equally_fast(plan: Plan) -> Iterator[Finding]:
    """Work that is spread evenly moves at the pace of the slowest network port."""
    boards, adapters = in_use(plan, Board), in_use(plan, NetworkAdapter)
    nodes = sum(quantity for _, quantity in boards)
    by_speed: dict[int, list[str]] = {}
    fast = 0
    for adapter, quantity in adapters:
        if adapter.speed_mbps:
            fast += quantity
            by_speed.setdefault(adapter.speed_mbps, []).append(f"{quantity} with {adapter.name}")
    # Which boards have the adapters is not known where there are several kinds.
    if adapters and fast < nodes and len(boards) > 1:
        return
    for board, quantity in boards:
        left = quantity - fast if adapters else quantity
        if board.nic_mbps and left > 0:
            by_speed.setdefault(board.nic_mbps, []).append(f"{left} × {board.name}")
    vague = [board.name for board, _ in boards if board.nic_mbps is None and fast < nodes]
    if by_speed and vague:
        yield unchecked(plan, "node speeds", "The speed is not known", vague)
    elif len(by_speed) > 1:
        told = "; ".join(f"{speed}: {' and '.join(who)}" for speed, who in sorted(by_speed.items()))
        slowest = min(by_speed)
        yield verdict(
            "speeds-mixed",
            Severity.NOTE,
            plan.build.name,
            (
                f"The nodes differ in network speed (in Mbit/s: {told}). Evenly distributed work "
                f"runs at {slowest} Mbit/s."
            ),
            (
                "Give every node the same network speed, or give the slow nodes work with "
                "little traffic."
            ),
        )
