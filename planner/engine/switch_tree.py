"""Join switches to a tree, and hand out the ports that are left.

A lead between two switches takes a port of each: seven leads join eight switches, and cost fourteen
ports. Links and leads to the router take a switch's last ports, devices its first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from planner.model.parts import PortKind
from planner.model.wiring import ROUTER, Wire


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
    switches: Sequence[tuple[str, int]],
    *,
    uplinks: int,
    first_lead: int = 1,
    kept: Mapping[str, int] | None = None,
) -> SwitchTree:
    """Return a tree of switches, given each unit's name and number of ports.

    The largest comes first and takes the leads to the router; each further one hangs from the
    switch with most ports left. Of a unit so many first ports are `kept`: links leave them alone.
    `first_lead` is the router's port that the first of them takes.
    """
    tree, kept = SwitchTree(), kept or {}
    for unit, ports in sorted(switches, key=lambda switch: kept.get(switch[0], 0) - switch[1]):
        mine = list(range(kept.get(unit, 0) + 1, ports + 1))
        if tree.free:
            parent = _roomiest(tree.free.items())
            tree.wires.append(
                Wire(
                    device=unit,
                    device_port=mine.pop(),
                    unit=parent,
                    unit_port=tree.free[parent].pop(),
                    kind=PortKind.ETHERNET,
                )
            )
        tree.free[unit] = mine
    for lead in range(first_lead, first_lead + uplinks):
        unit = next(unit for unit, ports in tree.free.items() if ports)
        port = tree.free[unit].pop()
        tree.wires.append(
            Wire(device=unit, device_port=port, unit=ROUTER, unit_port=lead, kind=PortKind.ETHERNET)
        )
    return tree


def _roomiest(units: Iterable[tuple[str, list[int]]]) -> str:
    return max(units, key=lambda unit: len(unit[1]))[0]
