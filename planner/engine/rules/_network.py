"""Rules about the network by sums: ports, cages, their speeds, and cables. Named in `rules.py`."""

from collections.abc import Iterator, Sequence

from planner.engine.fitting.cages import cage_use
from planner.engine.fitting.circuits import total
from planner.engine.fitting.companions import in_boxes
from planner.engine.fitting.parts_in_use import in_use, switches_of
from planner.engine.planning.capacity import (
    joined_modules,
    ports_needed,
    switch_links,
    switch_ports,
    wired_nodes,
)
from planner.engine.rules._verdicts import unchecked, verdict
from planner.model.findings import Finding, Severity
from planner.model.parts import Board, Cable, Carrier, NetworkAdapter, PortKind, Switch
from planner.model.plan import Plan
from planner.model.words import counted, lacking, listed, noun, plugs_text


def switch_has_a_port_for_every_cable(plan: Plan) -> Iterator[Finding]:
    """Every wired node and every cable to the router needs a switch port of its own."""
    networks = plan.build.networks
    nodes, uplinks = wired_nodes(plan), plan.build.uplinks * networks
    switches, ports = switches_of(plan), switch_ports(plan)
    needed, on_it = ports_needed(plan), nodes or joined_modules(plan)
    unsure = total(_portless_perhaps(plan))
    # A single node goes straight to the router.
    if nodes > 1 and not switches and nodes - unsure <= 1:
        yield _unsure_of_ports(plan)
    elif nodes > 1 and not switches:
        yield verdict(
            "switch-missing",
            Severity.WARNING,
            plan.build.name,
            f"{nodes} nodes need a network port each, but the build has no switch.",
            f"Add a switch with at least {counted(needed, 'port')}, unless your router has "
            f"{nodes} free ports.",
        )
    elif switches and on_it and ports is None:
        vague = lacking(switches, lambda switch: switch.ports is None)
        vague += lacking(in_use(plan, Carrier), lambda carrier: carrier.switch_mbps is None)
        yield unchecked(plan, "network ports", "Their number is not known", vague)
    elif switches and on_it and needed - unsure * networks <= (ports or 0) < needed:
        yield _unsure_of_ports(plan)
    elif switches and on_it and (ports or 0) < needed:
        out = min(-(((ports or 0) - needed) // networks), nodes)
        yield verdict(
            "ports-short",
            Severity.ERROR,
            listed(switches),
            f"{counted(ports or 0, 'port')} cannot serve {plugs_text(nodes, networks, uplinks)}: "
            f"{needed} {noun(needed, 'is', 'are')} needed.",
            _more_ports(plan, needed, needed - (ports or 0), out)
            if nodes
            else "Add a switch that connects the carriers.",
        )


def each_network_has_a_port_for_every_node(plan: Plan) -> Iterator[Finding]:
    """Each of two separate networks needs switches of its own with a port for every node."""
    if plan.build.networks == 1 or plan.build.wiring:
        return
    switches, ports, nodes = switches_of(plan), switch_ports(plan), wired_nodes(plan)
    if not nodes or joined_modules(plan) or ports is None or ports < ports_needed(plan):
        return
    if any(cable.cage or cable.makes_copper for cable, _ in in_use(plan, Cable)):
        return  # what is in cages is judged by its wires
    uplinks, unsure = plan.build.uplinks, total(_portless_perhaps(plan))
    sizes = [(switch.ports or 0, many) for switch, many in switches]
    if _two_networks(sizes, nodes + uplinks):
        return
    if unsure and _two_networks(sizes, nodes - unsure + uplinks):
        yield _unsure_of_ports(plan)
        return
    yield verdict(
        "ports-short",
        Severity.ERROR,
        listed(switches),
        f"{counted(total(switches), 'switch cannot be', 'switches cannot be divided into')} two "
        f"separate networks with a port for {counted(nodes, 'node')} and "
        f"{counted(uplinks, 'uplink')} each.",
        f"Choose switches with at least {counted(nodes + uplinks, 'port')} for each network.",
    )


def _two_networks(sizes: Sequence[tuple[int, int]], needed: int) -> bool:
    """Tell whether switches can be divided in two, with so many ports left in each part.

    A switch brings its ports less the two of the cable that joins it to the others of its network,
    of which there is one less than there are switches.
    """
    if needed <= 2:
        return sum(many for ports, many in sizes if ports >= needed) > 1
    more = [(max(ports - 2, 0), many) for ports, many in sizes]
    sums = 1  # with a bit for every sum of switches that one network may have
    for ports, many in more:
        left, step = many, 1
        while left:
            taken = min(step, left)
            sums |= sums << ports * taken
            left, step = left - taken, step * 2
    least, most = needed - 2, sum(ports * many for ports, many in more) - needed + 2
    return most >= least and bool(sums >> least & (1 << most - least + 1) - 1)


def _more_ports(plan: Plan, needed: int, short: int, out: int) -> str:
    hint = f"Choose a switch with at least {counted(needed, 'port')}, or remove "
    hint += f"{counted(out, 'node')}"
    if short <= cage_use(plan, switch_links(plan)).left:
        hint += f", or put {counted(short, 'RJ45 transceiver')} into free cages"
    return f"{hint}."


def _portless_perhaps(plan: Plan) -> list[tuple[Board, int]]:
    """Return the boards of which nobody says if they have a network port: they count as wired."""
    return [(board, q) for board, q in in_use(plan, Board) if board.nic_mbps is None]


def _unsure_of_ports(plan: Plan) -> Finding:
    names = lacking(_portless_perhaps(plan), lambda _: True)
    return unchecked(plan, "network ports", "Whether there is one is not known", names)


def switch_is_as_fast_as_the_nodes(plan: Plan) -> Iterator[Finding]:
    """A slow switch holds fast nodes back; a fast one is wasted on slow nodes."""
    adapters, boards = in_use(plan, NetworkAdapter), in_use(plan, Board)
    switches = in_use(plan, Switch)
    nics = [(nic.name, nic.speed_mbps, quantity) for nic, quantity in adapters]
    if total(adapters) < total(boards):
        nics += [(board.name, board.nic_mbps, quantity) for board, quantity in boards]
    if not switches_of(plan) or not nics:
        return
    vague = lacking(switches, lambda switch: switch.speed_mbps is None)
    vague += [name for name, speed, _ in nics if speed is None]
    if vague:
        yield unchecked(plan, "network speed", "The speed is not known", vague)
        return
    name, fastest = max(((name, speed or 0) for name, speed, _ in nics), key=lambda nic: nic[1])
    fastest_first = sorted(((speed or 0, name) for name, speed, _ in nics), key=lambda nic: -nic[0])
    for switch, _ in switches:
        speed = switch.speed_mbps or 0
        lacks = next(
            (
                (mbps, of)
                for mbps, of in fastest_first
                if mbps > speed
                and sum(q for _, nic, q in nics if (nic or 0) >= mbps)
                > sum(_ports_of(each, mbps) * q for each, q in switches)
            ),
            None,
        )
        if lacks is not None:
            mbps, of = lacks
            fast = _ports_of(switch, mbps)
            passes = f"{switch.name} passes {speed} Mbit/s, but {of} can do {mbps}."
            if fast:
                faster = sum(q for _, nic, q in nics if (nic or 0) >= mbps)
                passes = (
                    f"{counted(fast, 'port')} of {switch.name} {'passes' if fast == 1 else 'pass'} "
                    f"{mbps} Mbit/s, but {counted(faster, 'node')} can do that ({of})."
                )
            yield verdict(
                "switch-slow",
                Severity.WARNING,
                switch.name,
                passes,
                f"Choose a {mbps} Mbit/s switch to use the nodes' full speed.",
            )
        elif fastest and fastest * 2 < speed:
            yield verdict(
                "switch-wasted",
                Severity.NOTE,
                switch.name,
                f"{switch.name} passes {speed} Mbit/s, but no node does more than {fastest} "
                f"({name}).",
                (
                    "A slower switch is enough, unless other devices use it or faster nodes are "
                    "planned."
                ),
            )


def _ports_of(switch: Switch, mbps: int) -> int:
    """Return how many copper ports of a switch pass so many Mbit/s; those that are known of."""
    return switch.port_count(PortKind.ETHERNET, mbps)


def cables_reach_every_port(plan: Plan) -> Iterator[Finding]:
    """Every wired node, uplink and link between switches needs a network cable."""
    switches, cables = total(switches_of(plan)), in_use(plan, Cable)
    networks, links = plan.build.networks, switch_links(plan)
    nodes, uplinks = wired_nodes(plan), plan.build.uplinks * networks
    links -= cage_use(plan, links).links
    needed = ports_needed(plan) + links
    leads = total([(cable, q) for cable, q in cables if cable.is_network_lead])
    leads += in_boxes(plan, "network cable")
    if not (nodes or joined_modules(plan)) or not switches or leads >= needed:
        return
    if leads >= needed - total(_portless_perhaps(plan)) * networks:
        yield _unsure_of_ports(plan)
        return
    vague = lacking(cables, lambda cable: cable.carries is None)
    if vague:
        yield unchecked(plan, "network cables", "What they carry is not known", vague)
        return
    yield verdict(
        "leads-short",
        Severity.WARNING,
        plan.build.name,
        f"{counted(needed, 'network cable is', 'network cables are')} needed "
        f"({plugs_text(nodes, networks, uplinks, links)}); the build has {leads}.",
        f"Add {counted(needed - leads, 'cable')}, unless you have them.",
    )


def what_is_made_for_cages_finds_them(plan: Plan) -> Iterator[Finding]:
    """A cable from cage to cage needs a cage at both ends, a transceiver one to go into."""
    found = cage_use(plan, switch_links(plan))
    if found.loose and found.vague:
        why = f"It is not known which cables come with {listed(found.loose)}, or how many"
        yield unchecked(plan, "cages", why, found.vague)
        return
    for cable, quantity in found.loose:
        kind = cable.cage or cable.makes_copper
        what = f"two {kind} cages to connect" if cable.cage else f"{kind} cage to plug into"
        yield verdict(
            "cages-short",
            Severity.WARNING,
            cable.name,
            f"{quantity} × {cable.name} {'has' if quantity == 1 else 'have'} no {what}.",
            "Choose switches or boards with such cages, or cables with RJ45 plugs.",
        )
