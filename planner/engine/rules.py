"""Judge a plan: what does not fit, what is tight, and what was not checked.

Each rule is a generator of findings over a plan, named in RULES. A rule says which parts, which
limit and which numbers; where a fact it needs is not known it says so instead of passing.
"""

from collections.abc import Callable, Iterator, Sequence

from planner.engine.capacity import in_use, switch_ports, wired_nodes
from planner.engine.power_rules import (
    USB_POWERED,
    charger_has_an_outlet_for_every_board,
    charger_has_the_watts,
    poe_ports_and_watts_suffice,
    powered_by_ethernet,
    usb_powered,
)
from planner.engine.verdicts import unchecked, verdict
from planner.model.findings import Finding, Severity
from planner.model.parts import (
    Board,
    Cable,
    Case,
    Charger,
    NetworkAdapter,
    PortKind,
    Storage,
    Switch,
)
from planner.model.plan import Plan

Rule = Callable[[Plan], Iterator[Finding]]


def switch_has_a_port_for_every_cable(plan: Plan) -> Iterator[Finding]:
    """Every wired node and every lead to the router needs a switch port of its own."""
    nodes, uplinks = wired_nodes(plan), plan.build.uplinks
    if not nodes:
        return
    ports = switch_ports(plan)
    names = ", ".join(f"{quantity} × {s.name}" for s, quantity in in_use(plan, Switch))
    if not names:
        yield verdict(
            "switch-missing",
            Severity.WARNING,
            plan.build.name,
            f"{nodes} nodes need a network port each, but the build has no switch.",
            f"Add a switch with at least {nodes + uplinks} ports.",
        )
    elif ports is None:
        yield unchecked(plan, "network ports", "how many ports a switch has is not known")
    elif ports < nodes + uplinks:
        yield verdict(
            "ports-short",
            Severity.ERROR,
            names,
            f"{ports} ports cannot serve {nodes} nodes and {uplinks} to the router: "
            f"{nodes + uplinks} are needed.",
            f"Choose a switch with at least {nodes + uplinks} ports, or take "
            f"{nodes + uplinks - ports} nodes out.",
        )


def switch_is_as_fast_as_the_nodes(plan: Plan) -> Iterator[Finding]:
    """A slow switch holds fast nodes back; a fast one is wasted on slow nodes."""
    adapters, boards = in_use(plan, NetworkAdapter), in_use(plan, Board)
    covered = sum(q for _, q in adapters) >= sum(q for _, q in boards)
    nics = [(a.name, a.speed_mbps) for a, _ in adapters]
    if not covered:
        nics += [(b.name, b.nic_mbps) for b, _ in boards]
    speeds = [(name, speed) for name, speed in nics if speed]
    for switch, _ in in_use(plan, Switch):
        if not speeds or switch.speed_mbps is None:
            continue
        name, fastest = max(speeds, key=lambda entry: entry[1])
        if fastest > switch.speed_mbps:
            yield verdict(
                "switch-slow",
                Severity.WARNING,
                switch.name,
                f"{switch.name} passes {switch.speed_mbps} Mbit/s, but {name} can do {fastest}.",
                f"Choose a switch of {fastest} Mbit/s to use what the nodes can do.",
            )
        elif fastest * 2 < switch.speed_mbps:
            yield verdict(
                "switch-wasted",
                Severity.NOTE,
                switch.name,
                f"{switch.name} passes {switch.speed_mbps} Mbit/s, but no node does more than "
                f"{fastest} ({name}).",
                "A slower switch does as well, unless other devices use it or faster nodes follow.",
            )


def storage_fits_the_boards(plan: Plan) -> Iterator[Finding]:
    """Every card or drive needs a slot of its kind, and every board something to boot from."""
    boards, storage = in_use(plan, Board), in_use(plan, Storage)
    if not boards or any(not board.storage_slots for board, _ in boards):
        if boards and storage:
            yield unchecked(plan, "storage slots", "the slots of a board are not known")
        return
    for slot in dict.fromkeys(item.slot for item, _ in storage if item.slot not in (None, "USB")):
        cards = sum(quantity for item, quantity in storage if item.slot == slot)
        slots = sum(q for board, q in boards if slot in board.storage_slots)
        if cards > slots:
            yield verdict(
                "slots-short",
                Severity.ERROR,
                f"{slot} storage",
                f"{cards} × {slot} storage, but the boards have {slots} slots for it.",
                "Choose storage that fits, or take some out.",
            )
    nodes = sum(quantity for _, quantity in boards)
    pieces = sum(quantity for _, quantity in storage)
    pieces += sum(quantity for board, quantity in boards if board.storage_onboard_gb)
    if pieces < nodes:
        yield verdict(
            "storage-short",
            Severity.WARNING,
            plan.build.name,
            f"{nodes} boards have {pieces} cards, drives or storage of their own between them.",
            f"Add {nodes - pieces}, unless they boot over the network.",
        )


def adapters_have_usb_ports(plan: Plan) -> Iterator[Finding]:
    """Every USB device needs a USB port of a board."""
    boards = in_use(plan, Board)
    needed = sum(
        port.count * quantity
        for kind in (NetworkAdapter, Storage)
        for part, quantity in in_use(plan, kind)
        for port in part.needs()
        if port.kind is PortKind.USB_DATA
    )
    if not needed or not boards:
        return
    if any(board.usb2_ports is None or board.usb3_ports is None for board, _ in boards):
        yield unchecked(plan, "USB ports", "the USB ports of a board are not known")
        return
    ports = sum(((b.usb2_ports or 0) + (b.usb3_ports or 0)) * q for b, q in boards)
    if needed > ports:
        yield verdict(
            "usb-short",
            Severity.ERROR,
            plan.build.name,
            f"{needed} USB devices, but the boards have {ports} USB ports.",
            f"Take {needed - ports} out.",
        )


def cables_reach_every_port(plan: Plan) -> Iterator[Finding]:
    """Every wired node, uplink and link between switches needs a network lead."""
    switches = sum(quantity for _, quantity in in_use(plan, Switch))
    nodes = wired_nodes(plan)
    if not nodes or not switches:
        return
    needed = nodes + plan.build.uplinks + switches - 1
    leads = sum(q for cable, q in in_use(plan, Cable) if cable.carries == "ethernet")
    if leads < needed:
        yield verdict(
            "leads-short",
            Severity.WARNING,
            plan.build.name,
            f"{needed} network leads are needed ({nodes} nodes, {plan.build.uplinks} to the "
            f"router); the build has {leads}.",
            f"Add {needed - leads} leads, unless you have them.",
        )
    powered = sum(q for _, q in usb_powered(plan)) - powered_by_ethernet(plan)
    power_leads = sum(q for cable, q in in_use(plan, Cable) if cable.carries == "power")
    own_leads = sum(q for c, q in in_use(plan, Charger) if c.connector in USB_POWERED)
    if in_use(plan, Charger) and power_leads + own_leads < powered:
        yield verdict(
            "power-leads-short",
            Severity.WARNING,
            plan.build.name,
            f"{powered} boards need a power lead; the build has {power_leads + own_leads}.",
            f"Add {powered - power_leads - own_leads} leads, unless you have them.",
        )


def case_holds_every_board(plan: Plan) -> Iterator[Finding]:
    """A case, if there is one, should hold all boards."""
    shelves = [(case.shelves, quantity) for case, quantity in in_use(plan, Case)]
    nodes = sum(quantity for _, quantity in in_use(plan, Board))
    places = sum((shelf or 0) * quantity for shelf, quantity in shelves)
    if shelves and all(shelf is not None for shelf, _ in shelves) and places < nodes:
        yield verdict(
            "shelves-short",
            Severity.WARNING,
            plan.build.name,
            f"The cases hold {places} boards; the build has {nodes}.",
            f"Add room for {nodes - places} more.",
        )


def containers_run_on_the_boards(plan: Plan) -> Iterator[Finding]:
    """Today's official container images are built for armv7, arm64 and x86-64, not for armv6."""
    old = [(board, quantity) for board, quantity in in_use(plan, Board) if board.isa == "armv6"]
    if old:
        yield verdict(
            "isa-armv6",
            Severity.WARNING,
            plan.build.name,
            f"{_listed(old)}: these boards run armv6 only, and today's official container images "
            "are not built for it.",
            "For Docker or Kubernetes choose boards of armv7, arm64 or x86-64.",
        )


def shared_bus_limits_heavy_writes(plan: Plan) -> Iterator[Finding]:
    """On a Pi 1 to 3 the network and all USB ports share one USB 2.0 bus of 480 Mbit/s."""
    shared = [
        (board, quantity) for board, quantity in in_use(plan, Board) if board.nic_bus == "usb2"
    ]
    if shared:
        yield verdict(
            "bus-shared",
            Severity.NOTE,
            plan.build.name,
            f"{_listed(shared)}: network port and USB ports share one USB 2.0 bus of 480 Mbit/s, "
            "one way at a time. The card slot has a controller of its own.",
            "Web pages and learning are fine; continuous heavy writes, such as video encoding to a "
            "USB disk, are what these boards do badly.",
        )


def _listed(boards: Sequence[tuple[Board, int]]) -> str:
    return ", ".join(f"{quantity} × {board.name}" for board, quantity in boards)


RULES: tuple[Rule, ...] = (
    switch_has_a_port_for_every_cable,
    switch_is_as_fast_as_the_nodes,
    charger_has_an_outlet_for_every_board,
    charger_has_the_watts,
    storage_fits_the_boards,
    adapters_have_usb_ports,
    cables_reach_every_port,
    poe_ports_and_watts_suffice,
    case_holds_every_board,
    containers_run_on_the_boards,
    shared_bus_limits_heavy_writes,
)


def judge(plan: Plan) -> tuple[Finding, ...]:
    """Return what every rule finds in a plan, gravest first."""
    order = list(Severity)
    found = dict.fromkeys(finding for rule in RULES for finding in rule(plan))
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))
