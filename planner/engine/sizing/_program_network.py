"""The part of the program that joins nodes to a network: carriers, switches, and leads for both."""

from planner.engine.sizing._program_poe import add_powered_switches
from planner.engine.sizing.candidates import Candidates
from planner.engine.sizing.program_costs import pieces_at_most
from planner.engine.sizing.program_draft import (
    MANY,
    Draft,
    Linear,
    add_leads,
    times,
)
from planner.model.parts import PortKind
from planner.model.requirement import PowerSource, Requirement


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
    """Give every node and every lead to the router a port; return the terms that count switches.

    Switches of a cascade form a tree: each link between two of them takes a port of both. Separate
    networks are trees of their own, and each has a port for every node. A carrier with a switch is
    one of the tree.
    """
    program = result.program
    most = pieces_at_most(requirement)
    nodes = times(result.nodes_on_leads(), -1)
    all_units: Linear = []
    largest: Linear = []
    for _ in range(requirement.networks):
        if requirement.power is PowerSource.POE:
            by_number = add_powered_switches(result, found)
        else:
            by_number = {
                switch.part_number: [(program.column(0, most if requirement.cascade else 1), 1)]
                for switch in found.switches
            }
        result.loose.update(by_number)
        units: Linear = []
        ports: Linear = []
        for switch in found.switches:
            mine = by_number[switch.part_number]
            result.usage[switch.part_number] += mine
            units += mine
            ports += times(mine, switch.port_count(PortKind.ETHERNET) - 2)
        for fit in found.carriers:
            if (number := fit.part.part_number) in result.joined:
                # It is a switch whose nodes sit on it, and take none of its ports.
                units.append((result.carriers[number], 1))
                ports.append((result.carriers[number], fit.ports - 2))
        program.row(units, least=1, most=None if requirement.cascade else 1)
        program.row([*ports, *nodes], least=requirement.uplinks - 2)
        if largest:
            # Which network is called the first is all the same: it has the more ports.
            program.row([*largest, *times(ports, -1)], least=0)
        largest = ports
        result.switches.append(by_number)
        all_units += units
    return all_units


def add_network_leads(
    result: Draft, requirement: Requirement, found: Candidates, switches: Linear
) -> None:
    """Count a lead for each node, each uplink and each link between two switches."""
    leads = [lead for lead in found.leads if lead.carries == "ethernet"]
    networks = requirement.networks
    needed = [*times(result.nodes_on_leads(), networks), *switches]
    add_leads(result, "network", leads, needed, more=(requirement.uplinks - 1) * networks)
