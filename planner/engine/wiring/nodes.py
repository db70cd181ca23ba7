"""What each node of a plan is made of: its board, its adapter, its card and its disk.

The wires of a build say so as far as there are any. A bill says how many boards, adapters and cards
there are, not which goes where; so what nobody has wired is dealt out in the order of the bill,
adapters first to boards without a port.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple, TypeVar

from planner.engine.fitting.parts_in_use import in_use, unknown
from planner.engine.wiring.places import WiredNode, wired_nodes
from planner.model.parts import Board, NetworkAdapter, Storage
from planner.model.plan import Plan
from planner.model.plugs import takes_plug
from planner.model.wiring import part_of

H = TypeVar("H")
T = TypeVar("T")
P = TypeVar("P")
K = TypeVar("K", bound=Board | NetworkAdapter | Storage | str)


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


def has_no_port(board: Board | str) -> bool:
    """Tell whether a board is known to have no wired network of its own."""
    return isinstance(board, Board) and board.nic_mbps == 0


class Host(NamedTuple):
    """A node, and the unit of the switch that a wire plugs it into; "" where none does."""

    node: Node
    switch: str = ""


def hosts_of(plan: Plan) -> list[tuple[Host, int]]:
    """Return the nodes with what they are made of: by the wires, the rest dealt out."""
    wired = wired_nodes(plan)
    used = Counter(part_of(unit) for each in wired for unit in each.units)
    boards = [*_in_use(plan, Board), *unknown(plan, Board)]
    boards.sort(key=lambda entry: not has_no_port(entry[0]))
    adapters = [*_in_use(plan, NetworkAdapter), *unknown(plan, NetworkAdapter)]
    if plan.build.networks > 1:
        # The adapter is the way to the second network, which stands by.
        adapters = []
    storage = _left(in_use(plan, Storage), used)
    hosts = [(Host(_wired_node(plan, each), each.switch), 1) for each in wired]
    hosts += [(Host(Node(board)), quantity) for board, quantity in _left(boards, used)]
    hosts = [
        (host if adapter is None else _with(host, adapter=adapter), quantity)
        for host, adapter, quantity in _dealt(hosts, _left(adapters, used), _takes_adapter)
    ]
    hosts = [
        (host if card is None else _with(host, card=_drive(card)), quantity)
        for host, card, quantity in _dealt(hosts, storage, _takes_card)
    ]
    found: Counter[Host] = Counter()
    for host, disk, quantity in _dealt(hosts, storage, _takes_disk):
        found[host if disk is None else _with(host, disk=_drive(disk))] += quantity
    return list(found.items())


def _wired_node(plan: Plan, wired: WiredNode) -> Node:
    def known(unit: str, kind: type[P]) -> P | str:
        part = plan.part(part_of(unit))
        return part if isinstance(part, kind) else part_of(unit)

    return Node(
        known(wired.board, Board),
        known(wired.adapter, NetworkAdapter) if wired.adapter else None,
        *(
            _drive(known(units[0], Storage)) if units else None
            for units in (wired.cards, wired.disks)
        ),
    )


def _with(host: Host, **changes: object) -> Host:
    return host._replace(node=replace(host.node, **changes))  # type: ignore[arg-type]


def _left(parts: Iterable[tuple[K, int]], used: Counter[str]) -> list[tuple[K, int]]:
    """Return the parts less the pieces that are wired, which are counted off."""
    left = []
    for part, quantity in parts:
        wired = min(quantity, used[number_of(part)])
        used[number_of(part)] -= wired
        left.append((part, quantity - wired))
    return left


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


def _takes_adapter(host: Host, adapter: NetworkAdapter | str) -> bool:
    node = host.node
    if node.adapter is not None:
        return False
    if isinstance(node.board, str) or isinstance(adapter, str) or adapter.host == "PCIe":
        return True
    return takes_plug(node.board, adapter) is not False


def _takes_card(host: Host, part: Storage) -> bool:
    return host.node.card is None and _sits_in_a_slot(part, host.node.board)


def _takes_disk(host: Host, part: Storage) -> bool:
    return host.node.disk is None and _hangs_on_usb(part, host.node.board)


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


def _drive(part: Storage | str) -> Drive:
    return Drive(None, None) if isinstance(part, str) else Drive(part.read_mbps, part.write_mbps)


def number_of(part: Board | NetworkAdapter | Storage | str) -> str:
    """Return the part number of a part, known to a catalog or not."""
    return part if isinstance(part, str) else part.part_number
