"""Which links the traffic of one node crosses, and what each carries: measured first, else nominal.

Network links carry both directions at once, so each direction is a capacity of its own; a USB 2.0
bus carries one way at a time, so both share one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from planner.engine.wiring.nodes import Drive, Node, has_no_port
from planner.model.build import Measurement
from planner.model.network import BusModel, Link, LinkBasis, LinkKind, NetworkFacts, Way
from planner.model.parts import Board, NetworkAdapter

Bus = Literal["usb2", "usb3"]
_NETWORK = frozenset({Way.NETWORK_IN, Way.NETWORK_OUT})
_CARD_WAYS = frozenset({Way.CARD_READ, Way.CARD_WRITE})
_INWARD = frozenset({Way.NETWORK_IN, Way.CARD_READ, Way.USB_READ})
_CARD, _DISK = "card", "USB disk"


class CapacityKey(NamedTuple):
    """What a way takes of a link: the direction it goes, or None where both share what there is.

    `group` is the place of the equal nodes that have a link like it each; None for one that all
    nodes share.
    """

    link: str
    direction: Literal["in", "out"] | None
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Routes:
    """The links of one node, and the capacities that each way takes of them."""

    links: tuple[Link, ...]
    ways: Mapping[Way, tuple[CapacityKey, ...]]


def capacity_key(link: Link, way: Way, group: int | None = None) -> CapacityKey:
    """Return the key of what a way takes of a link: its own direction, or the one there is."""
    if link.one_way_at_a_time:
        return CapacityKey(link.key, None, group)
    return CapacityKey(link.key, "in" if way in _INWARD else "out", group)


def ethernet_link(
    key: str, name: str, nominal_mbps: int | Decimal | None, facts: NetworkFacts, *, of: str
) -> Link:
    """Return a network link sold as so many Mbit/s; `of` says whose port it is."""
    if nominal_mbps is None:
        return Link(key=key, name=name, how=f"{of}: speed not known")
    rule = facts.rule("ethernet")
    efficiency = None if rule is None else rule.efficiency
    if rule is None or efficiency is None:
        how = f"{of}: {nominal_mbps} Mbit/s nominal, headers not taken off"
        return Link(
            key=key, name=name, mbps=Decimal(nominal_mbps), basis=LinkBasis.NOMINAL, how=how
        )
    how = f"{of}: {nominal_mbps} Mbit/s nominal × {efficiency}, {rule.source}"
    mbps = nominal_mbps * efficiency
    return Link(key=key, name=name, mbps=mbps, basis=LinkBasis.NOMINAL, how=how)


def routes_of(
    node: Node,
    facts: NetworkFacts,
    *,
    measured: Measurement | None,
    bus: BusModel,
    ways: Collection[Way],
) -> Routes:
    """Return the links of a node that these ways cross, and how each way goes.

    `measured` is a throughput measured on the build itself; it comes before every other.
    """
    paths: dict[Way, list[Link]] = {way: [] for way in Way if way in ways}
    nic = _nic_link(node, facts, measured)
    for way, path in paths.items():
        path.append(nic if way in _NETWORK else _drive_link(node, way))
    on_bus: dict[str, list[Way]] = {}
    for way in paths:
        where = _bus_of(node, way, bus)
        if where is not None:
            on_bus.setdefault(where, []).append(way)
    for where, sharing in on_bus.items():
        link = _bus_link(node, where, sharing, facts, nic=nic)
        for way in sharing:
            paths[way].append(link)
    found = {link.key: link for path in paths.values() for link in path}
    keys = {way: tuple(capacity_key(link, way) for link in path) for way, path in paths.items()}
    return Routes(tuple(found.values()), keys)


# --- the network port ----------------------------------------------------------------------------


def _nic_link(node: Node, facts: NetworkFacts, measured: Measurement | None) -> Link:
    key, board, adapter = "nic", node.board, node.adapter
    name = _nic_name(node)
    if adapter is None and has_no_port(board):
        how = f"{node.name}: no wired port on board, no adapter in the build"
        return Link(key=key, name=name, mbps=Decimal(0), basis=LinkBasis.NOMINAL, how=how)
    if measured is not None:
        how = f"{measured.method}; {measured.source}"
        return Link(key=key, name=name, mbps=measured.mbps, basis=LinkBasis.MEASURED, how=how)
    host = board if adapter is None else adapter
    if isinstance(host, str):
        return Link(key=key, name=name, how=f"no facts known of {host}")
    known = _measured_nic(host, board)
    if known is not None:
        mbps, how = known
        return Link(key=key, name=name, mbps=mbps, basis=LinkBasis.MEASURED, how=how)
    speed = host.nic_mbps if isinstance(host, Board) else host.speed_mbps
    return ethernet_link(key, name, speed, facts, of=host.name)


def _nic_name(node: Node) -> str:
    if node.adapter is not None:
        return "the network adapter"
    return "the network port it lacks" if has_no_port(node.board) else "the network port on board"


def _measured_nic(host: Board | NetworkAdapter, board: Board | str) -> tuple[Decimal, str] | None:
    """Return what was measured of a port on this very board, and who measured it."""
    if isinstance(host, Board):
        if host.nic_measured_mbps is None:
            return None
        return host.nic_measured_mbps, f"{host.name}: {host.nic_measured_source}"
    number = board if isinstance(board, str) else board.part_number
    if host.measured_mbps is None or host.measured_on != number:
        return None
    return host.measured_mbps, f"{host.name} on {number}: {host.measured_source}"


# --- what is stored on ---------------------------------------------------------------------------


def _drive_link(node: Node, way: Way) -> Link:
    on_card = way in _CARD_WAYS
    what = _CARD if on_card else _DISK
    drive: Drive | None = node.card if on_card else node.disk
    reads = way in (Way.CARD_READ, Way.USB_READ)
    key, name = str(way).replace("_", "-"), f"the {what}'s {'reading' if reads else 'writing'}"
    if drive is None:
        return Link(key=key, name=name, how=f"the build has no {what}: one is assumed")
    mbps = drive.read_mbps if reads else drive.write_mbps
    if mbps is None:
        return Link(key=key, name=name, how=f"speed of the {what} not known")
    return Link(key=key, name=name, mbps=mbps, basis=LinkBasis.NOMINAL, how=f"as the {what} says")


# --- the shared bus ------------------------------------------------------------------------------


def _bus_of(node: Node, way: Way, bus: BusModel) -> str | None:
    """Return the bus that a way crosses: a bus, `usb` where it is not known which, None if none."""
    board = node.board
    if way in _NETWORK:
        return _adapter_bus(node) if node.adapter is not None else _port_bus(board)
    if way in _CARD_WAYS:
        # He writes of the Pi 1 to 3, whose network is on the bus, and of no other board.
        is_his = bus is BusModel.AUTHOR and isinstance(board, Board) and board.nic_bus == "usb2"
        return "usb2" if is_his else None
    return _fastest_usb(board)


def _port_bus(board: Board | str) -> str | None:
    if isinstance(board, str) or has_no_port(board):
        return None
    if board.nic_bus is None:
        return "usb"
    return None if board.nic_bus == "own" else board.nic_bus


def _adapter_bus(node: Node) -> str | None:
    if isinstance(node.adapter, NetworkAdapter):
        if node.adapter.host == "PCIe":
            return None
        if node.adapter.host == "USB2" or (node.adapter.host and node.adapter.plug != "USB-A"):
            return "usb2"
        if node.adapter.host == "USB3":
            return _fastest_usb(node.board)
    return "usb"


def _fastest_usb(board: Board | str) -> str:
    """Return the bus of a board's fastest USB port."""
    if isinstance(board, str) or board.usb3_ports is None:
        return "usb"
    if board.usb3_ports:
        return "usb3"
    return "usb2" if board.usb2_ports else "usb"


def _devices(node: Node, ways: Collection[Way]) -> list[str]:
    """Return what shares a bus, in the words of a builder."""
    names = []
    for way in ways:
        if way in _NETWORK:
            names.append("network port" if node.adapter is None else "network adapter")
        else:
            names.append(_CARD if way in _CARD_WAYS else _DISK)
    return list(dict.fromkeys(names))


def _bus_link(
    node: Node, where: str, sharing: Collection[Way], facts: NetworkFacts, *, nic: Link
) -> Link:
    *first, last = _devices(node, sharing)
    who = f", shared by {', '.join(first)} and {last}" if first else f" behind the {last}"
    if where == "usb":
        how = f"{node.name}: which bus is not known"
        return Link(key="usb-bus", name=f"the bus{who}", bus="the bus", how=how)
    two = where == "usb2"
    kind: LinkKind = "usb2-bus" if two else "usb3-bus"
    bus = f"the USB {'2.0' if two else '3'} bus"
    mbps, basis, how = _bus_capacity(node, kind, facts)
    crosses = any(way in _NETWORK for way in sharing)
    seen = nic.mbps if crosses and nic.basis is LinkBasis.MEASURED else None
    if seen is not None and mbps is not None and seen > mbps:
        mbps, basis, how = seen, LinkBasis.MEASURED, f"the most measured through it: {nic.how}"
    return Link(
        key=kind,
        name=f"{bus}{who}",
        bus=bus,
        mbps=mbps,
        basis=basis,
        how=how,
        one_way_at_a_time=two,
    )


def _bus_capacity(
    node: Node, kind: LinkKind, facts: NetworkFacts
) -> tuple[Decimal | None, LinkBasis, str]:
    rule = facts.rule(kind)
    if rule is None:
        return None, LinkBasis.UNKNOWN, f"the catalog has no data on a {kind}"
    if rule.measured_mbps is not None:
        here = isinstance(node.board, Board) and node.board.part_number == rule.measured_on
        basis = LinkBasis.MEASURED if here else LinkBasis.ASSUMED
        where = "" if here else f"as measured on {rule.measured_on or 'another board'}: "
        return rule.measured_mbps, basis, f"{where}the most measured through it, {rule.source}"
    if rule.nominal_mbps is None or rule.efficiency is None:
        return None, LinkBasis.UNKNOWN, f"the catalog gives no speed of a {kind}"
    how = f"{rule.nominal_mbps} Mbit/s nominal × {rule.efficiency}, {rule.source}"
    return rule.nominal_mbps * rule.efficiency, LinkBasis.NOMINAL, how
