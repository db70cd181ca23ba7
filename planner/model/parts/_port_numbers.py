"""Numbers of network ports: copper ports and cages are counted apart, in the order of the cell."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planner.model.parts._interfaces import NetworkPorts, PoeMode
from planner.model.parts._ports import PortKind
from planner.model.parts._sockets import COPPER, Socket


class NumberedPorts(NamedTuple):
    """Alike ports of a part, and the numbers that they have among all of their kind, from 1."""

    numbers: range
    ports: NetworkPorts


def numbered(interfaces: Iterable[NetworkPorts], kind: PortKind) -> Iterator[NumberedPorts]:
    """Yield the ports of a kind with their numbers: copper, powered or not, or cages.

    A combo port is a copper one. A powered port has its number among the copper ones. Where nobody
    knows how many there are of one group, those behind it have no numbers.
    """
    first = 1
    for each in interfaces:
        if each.takes(COPPER) is (kind is PortKind.SFP):
            continue
        if each.count is None:
            return
        numbers = range(first, first + each.count)
        first += each.count
        if kind is not PortKind.POE or gives_power(each):
            yield NumberedPorts(numbers, each)


def gives_power(ports: NetworkPorts) -> bool:
    """Tell whether ports are known to power what is plugged into them."""
    return ports.poe is not None and ports.poe.mode is PoeMode.GIVES


def port_speeds(interfaces: Iterable[NetworkPorts]) -> tuple[int, ...]:
    """Return the Mbit/s of every copper port in the order of their numbers; 0 if not known."""
    return tuple(
        each.ports.mbps_as(COPPER) or 0
        for each in numbered(interfaces, PortKind.ETHERNET)
        for _ in each.numbers
    )


def cages_of(interfaces: Iterable[NetworkPorts], socket: Socket, mbps: int = 0) -> tuple[int, ...]:
    """Return the numbers of the cages of a kind that do so many Mbit/s."""
    return tuple(
        number
        for each in numbered(interfaces, PortKind.SFP)
        if each.ports.takes(socket) and (each.ports.mbps_as(socket) or 0) >= mbps
        for number in each.numbers
    )
