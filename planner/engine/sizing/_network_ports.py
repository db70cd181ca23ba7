"""What switches offer to nodes and to each other: copper ports by speed, and cages.

Every switch of a network has a port as fast as the fastest wish, and those are what links between
switches take: a slower link would cut off what is behind it from what was required.
"""

from collections.abc import Iterable, Mapping

from planner.engine.sizing.carrier_ways import CarrierFit
from planner.model.parts import COPPER, Cable, PortKind, Socket, Switch, numbered
from planner.model.requirement import Requirement


def wished_speeds(requirement: Requirement) -> tuple[int, ...]:
    """Return the Mbit/s that groups of nodes ask for, each once, the least first."""
    return tuple(sorted({group.mbps for group in requirement.groups if group.mbps}))


def fastest_wish(requirement: Requirement) -> int:
    """Return the most Mbit/s that a group of nodes asks for; 0 if none asks for any."""
    return max(wished_speeds(requirement), default=0)


def groups_wishing(requirement: Requirement, mbps: int) -> frozenset[str]:
    """Return the names of the groups that ask for so many Mbit/s or more."""
    return frozenset(each.name for each in requirement.groups if (each.mbps or 0) >= mbps)


def deciding_speeds(
    requirement: Requirement, switches: Iterable[Switch], carriers: Iterable[CarrierFit]
) -> tuple[int, ...]:
    """Return the required Mbit/s that not every copper port does: of those, ports are counted."""
    offered = [speed for each in switches for speed in set(each.speeds)]
    offered += [fit.part.switch_mbps or 0 for fit in carriers if fit.joins]
    least = min(offered, default=0)
    return tuple(speed for speed in wished_speeds(requirement) if speed > least)


def carrier_ports(fit: CarrierFit, mbps: int) -> int:
    """Return how many ports of a carrier's switch do so many Mbit/s."""
    return fit.ports if (fit.part.switch_mbps or 0) >= mbps else 0


def cage_leads(leads: Iterable[Cable]) -> Mapping[Socket, list[Cable]]:
    """Return the cables that join two cages of a kind, by that kind."""
    found: dict[Socket, list[Cable]] = {}
    for lead in leads:
        if lead.carries == "ethernet" and lead.cage is not None:
            found.setdefault(lead.cage, []).append(lead)
    return found


def powered_ports(switch: Switch, mbps: int) -> list[tuple[int, range]]:
    """Return the powered ports that do so many Mbit/s: their mW at most, and their numbers.

    Those of which nobody knows the watts are left out, the strongest come first.
    """
    found = [
        (int(each.ports.poe.most_w * 1000), each.numbers)
        for each in numbered(switch.network_ports, PortKind.POE)
        if each.ports.poe is not None and each.ports.poe.most_w is not None
        if (each.ports.mbps_as(COPPER) or 0) >= mbps
    ]
    return sorted(found, key=lambda each: -each[0])


def copper_count(switch: Switch, mbps: int = 0) -> int:
    """Return how many copper ports of a switch do so many Mbit/s."""
    return switch.port_count(PortKind.ETHERNET, mbps)
