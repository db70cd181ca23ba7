"""Join switches to a tree, and hand out the ports that are left.

The fastest stands at the router, so that no slower one holds it back; the others hang as near to it
as there are ports. A lead between two switches takes a port of each: seven leads join eight
switches, and cost fourteen ports. Links and leads to the router take a switch's last ports, devices
its first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planner.model.parts import PortKind
from planner.model.wiring import ROUTER, Wire


class Member(NamedTuple):
    """A switch that is to be joined to others: its unit, its number of ports, their Mbit/s."""

    unit: str
    ports: int
    mbps: int = 0


@dataclass
class SwitchTree:
    """Switches joined by leads; `free` holds the ports that no link has taken, by unit."""

    wires: list[Wire] = field(default_factory=list)
    free: dict[str, list[int]] = field(default_factory=dict)

    def next_port(self) -> tuple[str, int]:
        """Take the next free port for a device, switch by switch."""
        unit = next(unit for unit, ports in self.free.items() if ports)
        return unit, self.free[unit].pop(0)


def switch_tree(
    switches: Sequence[Member],
    *,
    uplinks: int,
    first_lead: int = 1,
    kept: Mapping[str, int] | None = None,
) -> SwitchTree:
    """Return a tree of switches.

    The first takes the leads to the router; each further one hangs from the first that has a port
    for it. Of a unit so many first ports are `kept`: links leave them alone. `first_lead` is the
    router's port that the first lead takes.
    """
    tree, kept = SwitchTree(), kept or {}
    leads: list[tuple[str, int]] = []
    free = {each.unit: each.ports - kept.get(each.unit, 0) for each in switches}
    for each in _nearest_first(switches, free, uplinks):
        mine = list(range(kept.get(each.unit, 0) + 1, each.ports + 1))
        if tree.free:
            parent = next(unit for unit, ports in tree.free.items() if ports)
            tree.wires.append(_lead(each.unit, mine.pop(), parent, tree.free[parent].pop()))
        else:
            # Its leads to the router come first, as long as one port is left for the others.
            most = len(mine) - (len(switches) > 1)
            leads += [(each.unit, mine.pop()) for _ in range(min(uplinks, most))]
        tree.free[each.unit] = mine
    while len(leads) < uplinks:
        unit = next(unit for unit, ports in tree.free.items() if ports)
        leads.append((unit, tree.free[unit].pop()))
    tree.wires += (
        _lead(unit, port, ROUTER, number) for number, (unit, port) in enumerate(leads, first_lead)
    )
    return tree


def _nearest_first(
    switches: Sequence[Member], free: Mapping[str, int], uplinks: int
) -> list[Member]:
    """Return the switches in the order in which they hang together, the one at the router first.

    That is the fastest that has a port for every lead to the router and one for the others; if none
    has, the one with most ports. One with a single port joins nothing further, and comes last.
    """
    needed = uplinks + (len(switches) > 1)

    def fitness(each: Member) -> tuple[bool, int, int]:
        enough = free[each.unit] >= needed
        return enough, each.mbps if enough else 0, free[each.unit]

    first = max(switches, key=fitness)
    others = (each for each in switches if each is not first)
    return [first, *sorted(others, key=lambda s: (free[s.unit] < 2, -s.mbps, -free[s.unit]))]


def _lead(device: str, device_port: int, unit: str, unit_port: int) -> Wire:
    return Wire(
        device=device,
        device_port=device_port,
        unit=unit,
        unit_port=unit_port,
        kind=PortKind.ETHERNET,
    )
