"""The part of the program that joins nodes to a network: carriers, switches, and leads for both."""

from collections.abc import Mapping
from itertools import chain

from planner.engine.sizing._network_ports import (
    cage_leads,
    carrier_ports,
    copper_count,
    deciding_speeds,
    fastest_wish,
    groups_wishing,
)
from planner.engine.sizing._program_poe import add_powered_switches
from planner.engine.sizing._program_star import add_root, keep_links_at_root
from planner.engine.sizing.candidates import Candidates
from planner.engine.sizing.program_costs import pieces_at_most
from planner.engine.sizing.program_draft import (
    MANY,
    Draft,
    Linear,
    add_leads,
    times,
)
from planner.model.requirement import Requirement


def add_carriers(result: Draft, found: Candidates) -> None:
    """Give every compute module a place on a carrier; of carriers none is without a module."""
    for fit in found.carriers:
        number = fit.part.part_number
        seated = [
            term for each, terms in result.nodes.items() if each.carrier == number for term in terms
        ]
        if not seated:
            continue
        column = result.program.column(0, MANY)
        result.carriers[number] = column
        result.usage[number].append((column, 1))
        result.loose.add(number)
        result.joined |= {number} if fit.joins else set()
        result.program.row([(column, fit.slots), *times(seated, -1)], least=0)
        result.program.row([*seated, (column, -1)], least=0)


def add_switches(result: Draft, requirement: Requirement, found: Candidates) -> Linear:
    """Give every node and every cable to the router a port; return the terms that count switches.

    Switches of a cascade form a tree: each link between two of them takes a port of both, or a
    cage. Where they are two levels deep, each of those links ends at one of them. Separate networks
    are trees of their own, and each has a port for every node. A carrier with a switch is one of
    the tree. Where not all ports are alike, there are enough of each speed that is wished: for the
    nodes that ask for it, and for the links.
    """
    program = result.program
    most = pieces_at_most(requirement)
    nodes = times(result.nodes_on_leads(), -1)
    speeds = deciding_speeds(requirement, found.switches, found.carriers)
    all_units: Linear = []
    largest: Linear = []
    for _ in range(requirement.networks):
        if requirement.by_poe:
            by_number = add_powered_switches(result, found, requirement)
        else:
            by_number = {
                switch.part_number: [(program.column(0, most if requirement.cascade else 1), 1)]
                for switch in found.switches
            }
        if requirement.is_star:
            for number, root in add_root(result, found).items():
                by_number[number] += root
        result.loose.update(by_number)
        for switch in found.switches:
            result.usage[switch.part_number] += by_number[switch.part_number]
        units = [*chain.from_iterable(by_number.values()), *_joined(result)]
        program.row(units, least=1, most=None if requirement.cascade else 1)
        through_cages = _add_cage_links(result, requirement, found, by_number, units)
        if requirement.is_star:
            keep_links_at_root(result, requirement, found, units, through_cages)
        saved = times(through_cages, 2)
        ports: Linear = []
        for speed in (*speeds, 0):
            ports = _ports_beside_links(result, found, by_number, speed)
            if speed:
                wishing = _on_ports_of(result, requirement, found, speed)
                program.row([*ports, *saved, *times(wishing, -1)], least=-2)
        program.row([*ports, *saved, *nodes], least=requirement.uplinks - 2)
        if largest:
            # Which network is called the first is all the same: it has the more ports.
            program.row([*largest, *times(ports, -1)], least=0)
        largest = ports
        result.switches.append(by_number)
        all_units += units
    return all_units


def _on_ports_of(result: Draft, requirement: Requirement, found: Candidates, mbps: int) -> Linear:
    """Return the terms that count the nodes that are on ports of so many Mbit/s.

    Those that wish it, and those that are powered over the network: on ports of the fastest wish.
    """
    wishing = groups_wishing(requirement, mbps)
    modules = {module.part_number for module in found.modules}
    others = [
        term
        for choice, terms in result.nodes.items()
        if choice.way in modules and choice.group not in wishing
        for term in terms
    ]
    return [*result.nodes_on_leads(wishing), *others]


def _joined(result: Draft) -> Linear:
    return [(column, 1) for number, column in result.carriers.items() if number in result.joined]


def _ports_beside_links(
    result: Draft, found: Candidates, by_number: Mapping[str, Linear], mbps: int
) -> Linear:
    """Return the terms that add up the ports of so many Mbit/s, less two of every switch.

    The nodes of a carrier with a switch sit on it, and take none of its ports.
    """
    terms: Linear = []
    for switch in found.switches:
        terms += times(by_number[switch.part_number], copper_count(switch, mbps) - 2)
    for fit in found.carriers:
        if (number := fit.part.part_number) in result.joined:
            terms.append((result.carriers[number], carrier_ports(fit, mbps) - 2))
    return terms


def _add_cage_links(
    result: Draft,
    requirement: Requirement,
    found: Candidates,
    by_number: Mapping[str, Linear],
    units: Linear,
) -> Linear:
    """Let links go from cage to cage; return the terms that count those.

    Those of a network are of one kind of cage. They form a forest over the switches that have
    one: fewer links than such switches, and two cages for each. Of two levels, each is at the root.
    """
    program, fastest = result.program, fastest_wish(requirement)
    links: Linear = []
    chosen: Linear = []
    of_network: dict[str, Linear] = {}
    result.cage_links.append(of_network)
    for cage, leads in cage_leads(found.leads).items() if requirement.cascade else ():
        cages = {each.part_number: len(each.cages(cage, fastest)) for each in found.switches}
        holding = [number for number, count in cages.items() if count]
        if not holding:
            continue
        having = [term for number in holding for term in by_number[number]]
        room = [term for n in holding for term in times(by_number[n], cages[n])]
        taken = program.switch()
        chosen.append((taken, 1))
        mine: Linear = []
        for lead in leads:
            column = program.column(0, MANY)
            mine.append((column, 1))
            of_network[lead.part_number] = [(column, 1)]
            result.usage[lead.part_number].append((column, 1))
            result.by_need.add(lead.part_number)
        program.row([*mine, (taken, -MANY)], most=0)
        program.row([*having, *times(mine, -1), (taken, -1)], least=0)
        program.row([*room, *times(mine, -2)], least=0)
        if requirement.is_star:
            at_root = [(result.roots[-1][number], cages[number]) for number in holding]
            program.row([*at_root, *times(mine, -1)], least=0)
        links += mine
    if links:
        program.row(chosen, most=1)
        program.row([*units, *times(links, -1)], least=1)
    return links


def add_network_leads(
    result: Draft, requirement: Requirement, found: Candidates, switches: Linear
) -> None:
    """Count a cable for each node, each uplink and each link between two switches."""
    leads = [lead for lead in found.leads if lead.is_network_lead]
    networks = requirement.networks
    through_cages = [
        term for each in result.cage_links for terms in each.values() for term in terms
    ]
    needed = [
        *times(result.nodes_on_leads(), networks), *switches, *times(through_cages, -1)
    ]  # fmt: skip
    add_leads(result, "network", leads, needed, more=(requirement.uplinks - 1) * networks)
