"""One way to plug nodes into switches: modules on carriers, powered ports, then all other ports."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from planner.engine.fitting.carrier_poe import may_power_carrier
from planner.engine.fitting.circuits import poe_powered
from planner.engine.fitting.matching import dealt
from planner.engine.fitting.parts_in_use import in_use, seats_of
from planner.engine.wiring.nodes import hosts_of, number_of
from planner.engine.wiring.pieces import Pieces
from planner.engine.wiring.switch_tree import Member, SwitchTree, switch_tree
from planner.model.fits import Fit, fit
from planner.model.parts import (
    Board,
    Carrier,
    NetworkAdapter,
    PoeModule,
    PortKind,
    Switch,
    numbered,
)
from planner.model.plan import Plan
from planner.model.plugs import USB, powers
from planner.model.wiring import Unit, Wire, part_of
from planner.model.wiring_picture import Unwired, WiringGap


class _Node(NamedTuple):
    """A board with what its network cable goes into: itself, or an adapter in a USB port of it."""

    board: str
    plug: str
    mbps: int
    usb: PortKind | None = None


class _Powered(NamedTuple):
    """A free port of a switch that gives power, with the watts that it gives at most."""

    unit: str
    port: int
    watts: Decimal | None


class ProposedNetwork:
    """The wires of nodes and switches, and the boards that get power over the network.

    `seated` are the modules that a carrier powers.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.wires: list[Wire] = []
        self.gaps: list[WiringGap] = []
        self.over_network: set[str] = set()
        self.seated: dict[str, tuple[str, int]] = {}
        self._nodes = list(self._all_nodes())
        self._seat()
        self._connect()

    def _all_nodes(self) -> Iterator[_Node]:
        pieces, portless = Pieces(), []
        for host, quantity in hosts_of(self._plan):
            board, adapter = host.node.board, host.node.adapter
            if not isinstance(board, Board):
                continue
            if not host.node.is_wired:
                portless.append(board.name)
            for _ in range(quantity):
                unit = pieces.next(board.part_number)
                known = adapter if isinstance(adapter, NetworkAdapter) else None
                speed = board.nic_mbps if known is None else known.speed_mbps
                usb = None if known is None else _usb_port(known)
                # A card for PCI Express is in its board, and a part of it to whoever plugs in.
                plug = unit if known is None or usb is None else pieces.next(number_of(known))
                if host.node.is_wired:
                    yield _Node(unit, plug, speed or 0, usb)
        if portless:
            self.gaps.append(WiringGap(Unwired.NO_PORT, tuple(dict.fromkeys(portless))))

    def _seat(self) -> None:
        """Give modules their places on carriers, unit by unit."""
        seats = seats_of(self._plan)
        pieces, used = Pieces(), Counter[str]()
        vague = [seat.carrier.name for seat in seats.taken if seat.carrier.slots is None]
        if vague:
            self.gaps.append(WiringGap(Unwired.PLACES_UNKNOWN, tuple(dict.fromkeys(vague))))
        for module, carrier, quantity in seats.taken:
            for _ in range(quantity if carrier.slots else 0):
                piece, place = divmod(used[carrier.part_number], carrier.slots or 1)
                used[carrier.part_number] += 1
                unit = str(Unit(carrier.part_number, piece + 1))
                board = pieces.next(module.part_number)
                self.seated[board] = unit, place + 1
                self.wires.append(_wire(board, unit, place + 1, PortKind.MODULE))
        left = sum(quantity for _, quantity in seats.left)
        if left:
            self.gaps.append(WiringGap(Unwired.PLACES_SHORT, needed=left))

    def _connect(self) -> None:
        """Join switches to a tree and plug every node in, or say why that cannot be done."""
        gap = self._obstacle()
        if gap is not None:
            self.gaps.append(gap)
            return
        powered = self._powered()
        free = [node for node in self._on_cables() if node.board not in powered]
        kept: dict[str, set[int]] = defaultdict(set)
        for port, _ in powered.values():
            kept[port.unit].add(port.port)
        tree = self._tree(kept, [node.mbps for node in free])
        if tree is None:
            self.gaps.append(self._short())
            return
        for node in free:
            # What is faster than every port takes one of those that are left.
            enough = any(rank >= node.mbps and ports for rank, ports in tree.places.items())
            unit, number = tree.next_port(node.mbps if enough else 0)
            carrier, place = self.seated.get(node.board, (node.plug, 1))
            self.wires.append(_wire(carrier, unit, number, PortKind.ETHERNET, place))
            if node.usb is not None:
                self.wires.append(_wire(node.plug, node.board, 1, node.usb))
        for node in self._nodes:
            if node.board in powered:
                port, module = powered[node.board]
                # Of a compute module its carrier has both cables.
                fed, place = self.seated.get(node.board, (node.board, 1))
                self.wires += (
                    _wire(fed, port.unit, port.port, PortKind.ETHERNET, place),
                    _wire(module, port.unit, port.port, PortKind.POE),
                    _wire(fed, module, 1, PortKind.USB_POWER),
                )
                self.over_network.add(fed)
        self.wires += tree.wires

    def _obstacle(self) -> WiringGap | None:
        """Return what makes it pointless to begin."""
        switches = in_use(self._plan, Switch)
        vague = tuple(switch.name for switch, _ in switches if switch.ports is None)
        if self._plan.build.networks > 1:
            return WiringGap(Unwired.NETWORKS)
        if vague:
            return WiringGap(Unwired.PORTS_UNKNOWN, vague)
        if self._nodes and not switches and not self._joining():
            return WiringGap(Unwired.NO_SWITCH, needed=len(self._nodes))
        return None

    def _joining(self) -> list[tuple[Carrier, int]]:
        return [(c, q) for c, q in in_use(self._plan, Carrier) if c.joins_its_modules]

    def _on_cables(self) -> list[_Node]:
        """Return the nodes that need a port: not those on a carrier that joins them itself."""
        joined = {carrier.part_number for carrier, _ in self._joining()}
        return [
            node
            for node in self._nodes
            if node.board not in self.seated or part_of(self.seated[node.board][0]) not in joined
        ]

    def _members(self) -> list[Member]:
        pieces = Pieces()
        switches = [
            Member(pieces.next(switch.part_number), switch.speeds)
            for switch, quantity in in_use(self._plan, Switch)
            for _ in range(quantity)
        ]
        carriers = [
            Member(
                pieces.next(carrier.part_number),
                (carrier.switch_mbps or 0,) * (carrier.ports or 0),
            )
            for carrier, quantity in self._joining()
            for _ in range(quantity)
        ]
        return switches + carriers

    def _tree(self, kept: dict[str, set[int]], wishes: list[int]) -> SwitchTree | None:
        """Return the switches joined; None where they have too few ports for that and all nodes."""
        members, uplinks = self._members(), self._plan.build.uplinks
        free = [len(each.speeds) - len(kept[each.unit]) for each in members]
        links = len(members) - 1
        if sum(free) < 2 * links + uplinks + len(wishes) or (links and min(free) < 1):
            return None
        # Where switches are joined every port counts alike: a link may take any of them.
        return switch_tree(members, uplinks=uplinks, kept=kept, wishes=() if links else wishes)

    def _short(self) -> WiringGap:
        members = self._members()
        leads = len(self._on_cables()) + 2 * (len(members) - 1) + self._plan.build.uplinks
        ports = sum(len(each.speeds) for each in members)
        return WiringGap(Unwired.PORTS_SHORT, needed=leads, found=ports)

    def _powered(self) -> dict[str, tuple[_Powered, str]]:
        """Return by board the port that powers it, and the module that takes the power off."""
        waiting = self._modules_on_boards()
        ports, budgets = self._powered_ports()
        found: dict[str, tuple[_Powered, str]] = {}
        for board, module, watts in waiting:
            port = next(
                (
                    each
                    for each in ports
                    if _gives(each.watts, watts) and _gives(budgets[each.unit], watts)
                ),
                None,
            )
            if port is not None:
                ports.remove(port)
                left = budgets[port.unit]
                budgets[port.unit] = None if left is None else left - (watts or 0)
                found[board] = port, module
        if len(found) < len(waiting):
            gap = WiringGap(Unwired.POE_SHORT, needed=len(waiting), found=len(found))
            self.gaps.append(gap)
        return found

    def _modules_on_boards(self) -> list[tuple[str, str, Decimal | None]]:
        """Return boards with the module that powers each, those that ask for most watts first."""
        boards: dict[str, list[str]] = defaultdict(list)
        parts: dict[str, Board | Carrier] = {}
        parts.update((board.part_number, board) for board, _ in in_use(self._plan, Board))
        parts.update((each.part_number, each) for each, _ in in_use(self._plan, Carrier))
        for node in self._on_cables():
            if node.plug == node.board:
                fed, _ = self.seated.get(node.board, (node.board, 1))
                boards[part_of(fed)].append(node.board)
        modules, kinds = poe_powered(self._plan), list(boards)
        given = dealt(
            [quantity for _, quantity in modules],
            [len(boards[kind]) for kind in kinds],
            lambda module, kind: _may_power(modules[module][0], parts[kinds[kind]]),
        )
        pieces = Pieces()
        found = [
            (boards[kind].pop(0), pieces.next(module.part_number), module.poe_class_w)
            for (module, _), row in zip(modules, given, strict=True)
            for kind, many in zip(kinds, row, strict=True)
            for _ in range(many)
        ]
        return sorted(found, key=lambda each: -(each[2] or 0))

    def _powered_ports(self) -> tuple[list[_Powered], dict[str, Decimal | None]]:
        """Return the ports that give power, switch by switch, and what each switch gives in all."""
        pieces, budgets = Pieces(), {}
        ports: list[_Powered] = []
        for switch, quantity in in_use(self._plan, Switch):
            for _ in range(quantity):
                unit = pieces.next(switch.part_number)
                budgets[unit] = switch.poe_budget_w
                for each in numbered(switch.network_ports, PortKind.POE):
                    most = None if each.ports.poe is None else each.ports.poe.most_w
                    ports += [_Powered(unit, number, most) for number in each.numbers]
        return ports, budgets


def _usb_port(adapter: NetworkAdapter) -> PortKind | None:
    return next((port.kind for port in adapter.needs() if port.kind in USB), None)


def _may_power(module: PoeModule, part: Board | Carrier) -> bool:
    """Tell whether a module may be on a board or carrier and power it, as far as anybody says."""
    if isinstance(part, Carrier):
        return may_power_carrier(module, part) and fit(module, part) is not Fit.DOES_NOT
    return powers(module, part) is not False and fit(module, part) is not Fit.DOES_NOT


def _gives(most: Decimal | None, watts: Decimal | None) -> bool:
    """Tell whether so many watts can be had, as far as it is known."""
    return most is None or watts is None or watts <= most


def _wire(device: str, unit: str, port: int, kind: PortKind, device_port: int = 1) -> Wire:
    return Wire(device=device, device_port=device_port, unit=unit, unit_port=port, kind=kind)
