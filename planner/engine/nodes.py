"""What each node of a plan is made of, and which switch it is plugged into.

A bill says how many boards, adapters, cards and switches there are, not which goes where. They are
dealt out in the order of the bill: adapters first to boards without a port, nodes first to the
switch at the router.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeVar

from planner.engine.capacity import in_use, seats_of, speed_of, switches_of, unknown
from planner.engine.separate_networks import networks_of
from planner.model.parts import Board, Carrier, NetworkAdapter, Storage, Switch
from planner.model.plan import Plan
from planner.model.wiring import part_of

H = TypeVar("H")
T = TypeVar("T")
P = TypeVar("P")


class Drive(NamedTuple):
    """How fast a card or disk reads and writes in Mbit/s; None is not known."""

    read_mbps: Decimal | None
    write_mbps: Decimal | None


@dataclass(frozen=True, slots=True)
class Node:
    """One node: a part that no catalog describes stands by its number; None is not there.

    `card` is what sits in a slot of the board, `disk` what hangs on USB.
    """

    board: Board | str
    adapter: NetworkAdapter | str | None = None
    card: Drive | None = None
    disk: Drive | None = None

    @property
    def name(self) -> str:
        """Return the node as people say it: its board, and its adapter if it has one."""
        board = self.board if isinstance(self.board, str) else self.board.name
        if self.adapter is None:
            return board
        adapter = self.adapter if isinstance(self.adapter, str) else self.adapter.name
        return f"{board} with {adapter}"

    @property
    def is_wired(self) -> bool:
        """Tell whether it has a network port; a port that is not known counts as one."""
        return self.adapter is not None or not has_no_port(self.board)


@dataclass(frozen=True, slots=True)
class SwitchUnit:
    """One switch, or a carrier with one: the index of the switch it hangs on.

    `parent` is None for the one at the router.
    """

    part: Switch | Carrier | str
    parent: int | None


class Placed(NamedTuple):
    """Equal nodes on one switch, by its index; None if there is no switch, or no port to plug."""

    node: Node
    quantity: int
    switch: int | None


def has_no_port(board: Board | str) -> bool:
    """Tell whether a board is known to have no wired network of its own."""
    return isinstance(board, Board) and board.nic_mbps == 0


def nodes_of(plan: Plan) -> tuple[tuple[Node, int], ...]:
    """Return the nodes of a plan, equal ones counted together."""
    boards = [*_in_use(plan, Board), *unknown(plan, Board)]
    boards.sort(key=lambda entry: not has_no_port(entry[0]))
    adapters = [*_in_use(plan, NetworkAdapter), *unknown(plan, NetworkAdapter)]
    if plan.build.networks > 1:
        # The adapter is the way to the second network, which stands by.
        adapters = []
    storage = in_use(plan, Storage)
    found: Counter[Node] = Counter()
    with_adapters = _dealt([(Node(board), q) for board, q in boards], adapters, _takes_adapter)
    nodes = [(Node(node.board, adapter), q) for node, adapter, q in with_adapters]
    with_cards = _dealt(nodes, storage, lambda node, part: _sits_in_a_slot(part, node.board))
    nodes = [(Node(n.board, n.adapter, _drive(card)), q) for n, card, q in with_cards]
    with_disks = _dealt(nodes, storage, lambda node, part: _hangs_on_usb(part, node.board))
    for node, disk, quantity in with_disks:
        found[Node(node.board, node.adapter, node.card, _drive(disk))] += quantity
    return tuple(found.items())


def _in_use(plan: Plan, kind: type[P]) -> list[tuple[P | str, int]]:
    return [(part, quantity) for part, quantity in in_use(plan, kind)]


def _dealt(
    hosts: Iterable[tuple[H, int]],
    things: Iterable[tuple[T, int]],
    fits: Callable[[H, T], bool],
) -> list[tuple[H, T | None, int]]:
    """Return the hosts with one thing each that fits, as far as there are any."""
    left = dict(enumerate(things))
    dealt: list[tuple[H, T | None, int]] = []
    for host, quantity in hosts:
        bare = quantity
        for index, (thing, many) in left.items():
            given = min(bare, many)
            if given and fits(host, thing):
                dealt.append((host, thing, given))
                left[index] = (thing, many - given)
                bare -= given
        if bare:
            dealt.append((host, None, bare))
    return dealt


def _takes_adapter(node: Node, adapter: NetworkAdapter | str) -> bool:
    if isinstance(node.board, str) or isinstance(adapter, str) or adapter.host == "PCIe":
        return True
    return (node.board.usb2_ports, node.board.usb3_ports) != (0, 0)


def _sits_in_a_slot(part: Storage, board: Board | str) -> bool:
    if part.slot is None or part.slot == "USB":
        return part.slot is None
    slots = None if isinstance(board, str) else board.storage_slots
    if slots is None:
        return part.slot != "SATA"
    # A microSD card sits in an adapter in a full-size slot.
    return part.slot in slots or (part.slot == "microSD" and "SD" in slots)


def _hangs_on_usb(part: Storage, board: Board | str) -> bool:
    """Tell whether a drive needs a USB port: a SATA one does where the board has no such slot."""
    return part.slot == "USB" or (part.slot == "SATA" and not _sits_in_a_slot(part, board))


def _drive(part: Storage | None) -> Drive | None:
    return None if part is None else Drive(part.read_mbps, part.write_mbps)


def placed_nodes(plan: Plan) -> tuple[tuple[Placed, ...], tuple[SwitchUnit, ...]]:
    """Return the nodes by the switch they are on, and the switches, the one at the router first."""
    parts = _fastest_first(_switches(plan))
    units, free = _linked([part for part, quantity in parts for _ in range(quantity)], plan)
    placed: list[Placed] = []
    seated = _seated(plan, units)
    for node, quantity in nodes_of(plan):
        left = quantity
        for index, here in _taken(seated, node, left):
            placed.append(Placed(node, here, index))
            left -= here
        for index in range(len(units)) if node.is_wired else ():
            here = min(left, free[index])
            # Ports that are short are for the rules to judge: the last switch takes the rest.
            here = left if index == len(units) - 1 else here
            if here:
                placed.append(Placed(node, here, index))
                free[index] -= here
                left -= here
        if left:
            placed.append(Placed(node, left, None))
    return tuple(placed), tuple(units)


def _seated(plan: Plan, units: Sequence[SwitchUnit]) -> dict[str, Counter[int]]:
    """Return by module how many of it sit on each carrier that joins them, by its index."""
    places = {
        index: unit.part.slots for index, unit in enumerate(units) if isinstance(unit.part, Carrier)
    }
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for module, carrier, quantity in seats_of(plan).taken:
        left = quantity
        for index, slots in places.items():
            if units[index].part == carrier:
                here = left if slots is None else min(left, slots)
                places[index] = None if slots is None else slots - here
                found[module.part_number][index] += here
                left -= here
    return found


def _taken(seated: Mapping[str, Counter[int]], node: Node, nodes: int) -> Iterator[tuple[int, int]]:
    """Yield the carriers that so many nodes of a kind sit on, and how many on each."""
    number = node.board if isinstance(node.board, str) else node.board.part_number
    left = nodes
    for index, many in seated.get(number, Counter()).items():
        here = min(left, many)
        if here:
            seated[number][index] -= here
            left -= here
            yield index, here


def _switches(plan: Plan) -> list[tuple[Switch | Carrier | str, int]]:
    """Return the switches that carry the nodes: of several networks the first, the rest stand by.

    Who has not wired separate networks has not said which switch belongs to which: all are taken.
    """
    every: list[tuple[Switch | Carrier | str, int]] = [*switches_of(plan)]
    every += unknown(plan, Switch)
    networks = networks_of(plan) if plan.build.networks > 1 else ()
    if not networks:
        return every
    first = Counter(part_of(unit) for unit in networks[0])
    return [(part, q) for part, _ in every if (q := first[_number(part)])]


def _number(part: Switch | Carrier | str) -> str:
    return part if isinstance(part, str) else part.part_number


def _fastest_first(
    parts: Sequence[tuple[Switch | Carrier | str, int]],
) -> list[tuple[Switch | Carrier | str, int]]:
    def rank(entry: tuple[Switch | Carrier | str, int]) -> tuple[int, int]:
        part = entry[0]
        return (0, 0) if isinstance(part, str) else (-(speed_of(part) or 0), -(part.ports or 0))

    return sorted(parts, key=rank)


def _linked(
    parts: Sequence[Switch | Carrier | str], plan: Plan
) -> tuple[list[SwitchUnit], list[int]]:
    """Return the switches hung on each other, and the ports each has left for nodes.

    Each takes a port of the first switch that has one to spare, and one of its own.
    """
    units: list[SwitchUnit] = []
    free: list[int] = []
    for part in parts:
        # Unknown ports: as many as anybody needs, so that none is short by guessing.
        ports = 10**9 if isinstance(part, str) or part.ports is None else part.ports
        if not units:
            units.append(SwitchUnit(part, None))
            free.append(ports - plan.build.uplinks)
            continue
        parent = next((index for index, spare in enumerate(free) if spare > 0), 0)
        free[parent] -= 1
        units.append(SwitchUnit(part, parent))
        free.append(ports - 1)
    return units, [max(ports, 0) for ports in free]
