"""Join switches to a tree, and hand out the ports that are left.

Where one of them has a port for each of the others, they are all joined to that one: two levels.
The fastest that can be is at the router, so that no slower one holds it back. Where none has so
many ports, the others are as near to the first as there are ports. A cable between two switches
takes a port of each: seven leads join eight switches, and cost fourteen ports. Links and leads to
the router take a switch's last ports, devices its first. Where ports are of several speeds, links
are as fast as the fastest wish, leads to the router take what the devices leave, and a device the
slowest port that is fast enough for it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planner.model.parts import PortKind
from planner.model.wiring import ROUTER, Wire


class Member(NamedTuple):
    """A switch that is to be joined to others: its unit, and the Mbit/s of each of its ports.

    `cages` are the numbers of those that a cable may join to those of another switch.
    """

    unit: str
    speeds: tuple[int, ...]
    cages: tuple[int, ...] = ()


@dataclass
class SwitchTree:
    """Switches joined by cables, and the ports that are left for devices.

    `places` are units with the numbers of their ports, the next one last, by the most Mbit/s that a
    device requirements of those that such a port is fast enough for.
    """

    wires: list[Wire] = field(default_factory=list)
    places: dict[int, list[tuple[str, int]]] = field(default_factory=dict)

    def next_port(self, wish: int = 0) -> tuple[str, int]:
        """Take a free port for a device: of the slowest that are fast enough, switch by switch."""
        enough = (rank for rank, places in self.places.items() if rank >= wish and places)
        return self.places[min(enough)].pop()


def switch_tree(
    switches: Sequence[Member],
    *,
    uplinks: int,
    first_lead: int = 1,
    kept: Mapping[str, Collection[int]] | None = None,
    wishes: Iterable[int] = (),
    cage_links: int = 0,
) -> SwitchTree:
    """Return a tree of switches.

    The first takes the leads to the router, unless links need its ports; each further one is joined
    to the first that has a port for it: to the first of all, if that can be. So many links go from
    cage to cage. Of a unit some ports are `kept`: links leave them alone. `wishes` are the Mbit/s
    of each device that is to come, 0 for any. `first_lead` is the router's port that the first lead
    takes.
    """
    growing = _Growing(switches, kept or {}, Counter(wishes))
    growing.find_root(switches, cage_links, uplinks)
    groups = growing.join_cages(switches, cage_links)
    growing.links = len(groups) - 1
    leads: list[tuple[str, int]] = []
    for group in growing.nearest_first(groups, uplinks):
        if growing.units:
            parent = growing.take_for_link(growing.units)
            growing.wires.append(_lead(*growing.take_for_link(group), *parent))
            growing.links -= 1
        else:
            # Its cables to the router come first, as long as one port is left for the others.
            leads += growing.take_for_router(group[:1], uplinks)
        growing.units += group
    leads += growing.take_for_router(growing.units, uplinks - len(leads))
    router = (
        _lead(unit, port, ROUTER, number) for number, (unit, port) in enumerate(leads, first_lead)
    )
    return SwitchTree([*growing.wires, *router], growing.places())


class _Growing:
    """A tree in the making: which ports are free still, and how many `links` are to come."""

    def __init__(
        self,
        switches: Sequence[Member],
        kept: Mapping[str, Collection[int]],
        wishes: Counter[int],
    ) -> None:
        self.units: list[str] = []
        self.wires: list[Wire] = []
        self.links = 0
        self._root = ""
        self._wishes = wishes
        self._fastest_wish = max(wishes, default=0)
        self._speeds = {each.unit: each.speeds for each in switches}
        self._free = {
            each.unit: [
                port
                for port in range(1, len(each.speeds) + 1)
                if port not in kept.get(each.unit, ())
            ]
            for each in switches
        }
        # How many free ports are fast enough for each requirement.
        self._enough = {
            wish: sum(
                self._speed(unit, port) >= wish
                for unit, free in self._free.items()
                for port in free
            )
            for wish in wishes
            if wish
        }

    def find_root(self, switches: Sequence[Member], cage_links: int, uplinks: int) -> None:
        """Choose the switch that all others are joined to, if one has the ports and cages for it.

        First comes one that has a port for every cable to the router, too; then the fastest, then
        the one with most ports.
        """
        links = len(switches) - 1 - cage_links

        def fitness(each: Member) -> tuple[bool, int, int]:
            return self._fitness(each.unit, links + uplinks)

        able = (each for each in switches if self._joins_all(each, switches, cage_links))
        root = max(able, key=fitness, default=None)
        self._root = "" if root is None else root.unit

    def _joins_all(self, root: Member, switches: Sequence[Member], cage_links: int) -> bool:
        """Tell whether every other switch can be joined to one, so many of them by cages."""
        others = [each for each in switches if each is not root]
        caged = [each for each in others if each.cages]
        portless = [each for each in others if not self._for_links(each.unit)]
        links = len(others) - cage_links
        return (
            len(self._for_links(root.unit)) >= links
            and cage_links <= min(len(root.cages), len(caged))
            and len(portless) <= cage_links
            and all(each.cages for each in portless)
        )

    def join_cages(self, switches: Sequence[Member], links: int) -> list[list[str]]:
        """Join switches by so many links from cage to cage; return those that hang together.

        All of them to the root, if there is one: first those that have no port for a link.
        """

        def order(each: Member) -> tuple[bool, bool, int]:
            needs_no_cage = bool(self._root and self._for_links(each.unit))
            return each.unit != self._root, needs_no_cage, -len(each.cages)

        groups: list[list[str]] = []
        open_cages: list[tuple[str, int, list[str]]] = []
        for each in sorted(switches, key=order):
            cages, group = list(each.cages), [each.unit]
            if links and cages and open_cages:
                unit, port, group = open_cages.pop(0)
                group.append(each.unit)
                self.wires.append(_lead(each.unit, cages.pop(0), unit, port, PortKind.SFP))
                links -= 1
            else:
                groups.append(group)
            open_cages += [(each.unit, cage, group) for cage in cages]
        return groups

    def nearest_first(self, groups: Sequence[list[str]], uplinks: int) -> list[list[str]]:
        """Return what hangs together already in the order in which it is joined.

        First comes what has the root. Without one, it is what has the fastest switch with a port
        for every cable to the router and one for the others, that switch before all else; if none
        has, the one with most ports. What has a single port joins nothing further, and comes last.
        """
        needed = uplinks + (self.links > 0)
        every = (unit for group in groups for unit in group)
        first = self._root or max(every, key=lambda unit: self._fitness(unit, needed))
        nearest = next(group for group in groups if first in group)
        others = [group for group in groups if group is not nearest]

        def order(group: list[str]) -> tuple[bool, int, int]:
            fast = sum(len(self._for_links(unit)) for unit in group)
            free = sum(len(self._free[unit]) for unit in group)
            return fast < 2, -max(map(self._fastest, group)), -free

        led = [first, *(unit for unit in nearest if unit != first)]
        return [led, *sorted(others, key=order)]

    def _fitness(self, unit: str, needed: int) -> tuple[bool, int, int]:
        """Return how well a switch stands at the router: the more, the better."""
        free = len(self._free[unit])
        return free >= needed, self._fastest(unit) if free >= needed else 0, free

    def take_for_link(self, units: Iterable[str]) -> tuple[str, int]:
        """Take a port as fast as the fastest wish: the last of the fastest of the first unit."""
        unit = next(unit for unit in units if self._for_links(unit))
        return self._take(unit, self._for_links(unit))

    def take_for_router(self, units: Iterable[str], leads: int) -> list[tuple[str, int]]:
        """Take so many ports that devices and links leave, or fewer, if there are no more."""
        found: list[tuple[str, int]] = []
        for unit in units:
            while len(found) < leads and (spare := self._spare(unit)):
                found.append(self._take(unit, spare))
        return found

    def places(self) -> dict[int, list[tuple[str, int]]]:
        """Return the ports that are left, the next one last, by the wish they are good for."""
        found: dict[int, list[tuple[str, int]]] = {}
        for unit in reversed(self.units):
            for port in reversed(self._free[unit]):
                speed = self._speed(unit, port)
                rank = max((wish for wish in self._enough if wish <= speed), default=0)
                found.setdefault(rank, []).append((unit, port))
        return found

    def _speed(self, unit: str, port: int) -> int:
        return self._speeds[unit][port - 1]

    def _fastest(self, unit: str) -> int:
        return max(self._speeds[unit], default=0)

    def _for_links(self, unit: str) -> list[int]:
        return [port for port in self._free[unit] if self._speed(unit, port) >= self._fastest_wish]

    def _spare(self, unit: str) -> list[int]:
        """Return the ports of a unit that a cable to the router may take."""
        free = self._free[unit]
        wanted = {
            wish: 2 * self.links + sum(n for each, n in self._wishes.items() if each >= wish)
            for wish in self._enough
        }
        scarce = [wish for wish, ports in self._enough.items() if ports <= wanted[wish]]
        below = min(scarce, default=None)
        spare = [p for p in free if below is None or self._speed(unit, p) < below]
        fast = self._for_links(unit)
        if self.links and len(fast) <= (self.links if unit == self._root else 1):
            spare = [port for port in spare if port not in fast]
        return spare

    def _take(self, unit: str, ports: Iterable[int]) -> tuple[str, int]:
        port = max(ports, key=lambda port: (self._speed(unit, port), port))
        self._free[unit].remove(port)
        for wish in self._enough:
            self._enough[wish] -= self._speed(unit, port) >= wish
        return unit, port


def _lead(
    device: str, device_port: int, unit: str, unit_port: int, kind: PortKind = PortKind.ETHERNET
) -> Wire:
    return Wire(device=device, device_port=device_port, unit=unit, unit_port=unit_port, kind=kind)
