"""Where things hang in a wired build: nodes on switches, switches on each other and on the router.

What the wires say is the truth wherever there are wires: the drawing, the rules and the bandwidth
all follow them. Of separate networks the first carries, the others stand by.
"""

from collections import Counter, defaultdict
from typing import NamedTuple

from planner.engine.fitting.parts_in_use import in_use, speed_of, switches_of, unknown
from planner.engine.wiring.loads import is_switch, usb_hosts
from planner.model.parts import Board, Carrier, Hat, PoeModule, PortKind, Storage, Switch
from planner.model.plan import Plan
from planner.model.wiring import NETWORK, ROUTER, Wire, part_of


class WiredNode(NamedTuple):
    """A board in the wiring: its switch, its adapter ("" for none), its cards and its disks."""

    board: str
    switch: str
    adapter: str
    cards: tuple[str, ...]
    disks: tuple[str, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """Return all that the node is made of."""
        return (self.board, *filter(None, (self.adapter,)), *self.cards, *self.disks)


class WiredSwitch(NamedTuple):
    """A switch in the wiring: the place in the list of the one between it and the router.

    `parent` is None at the router, and where no cable leads on. `uplinks` are its own cables to the
    router, `taken` its copper ports with a plug in.
    """

    unit: str
    parent: int | None
    uplinks: int
    taken: int


def wired_switches(plan: Plan) -> tuple[WiredSwitch, ...]:
    """Return the switches as cables join them, those at the router first, each behind its parent.

    Empty if no cable of a switch is wired: then nothing says how they hang together. If it is the
    cable to the router that nobody has wired, that is taken to be at the fastest switch.
    """
    numbers = _switch_numbers(plan)
    joins: dict[str, list[str]] = {}
    uplinks: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for wire in _carrying(plan):
        ends = [unit for unit in (wire.unit, wire.device) if part_of(unit) in numbers]
        for unit in ends:
            joins.setdefault(unit, []).extend(other for other in ends if other != unit)
            uplinks[unit] += ROUTER in (wire.unit, wire.device)
            taken[unit] += wire.kind is PortKind.ETHERNET
    at_the_router = [unit for unit in joins if uplinks[unit]]
    if not at_the_router and not any(joins.values()):
        return ()
    if not at_the_router:
        at_the_router = [max(joins, key=lambda unit: _speed(plan, unit))]
        uplinks[at_the_router[0]] = plan.build.uplinks
    parents: dict[str, int | None] = {}
    # What no cable joins to the router comes last.
    for starts in (at_the_router, *([unit] for unit in joins)):
        waiting: list[tuple[str, int | None]] = [(unit, None) for unit in starts]
        for unit, parent in waiting:
            if unit not in parents:
                place = len(parents)
                parents[unit] = parent
                waiting += [(other, place) for other in joins[unit]]
    return tuple(
        WiredSwitch(unit, parent, uplinks[unit], taken[unit]) for unit, parent in parents.items()
    )


def wired_nodes(plan: Plan) -> tuple[WiredNode, ...]:
    """Return the boards that a cable joins to a switch, in the order of the wiring.

    No more of a part than are in use: a wire of a piece that is not there is for the rules to tell.
    """
    left, switches = _numbers(plan, Board), _switch_numbers(plan)
    drives = _numbers(plan, Storage)
    hosts, under = usb_hosts(plan), _boards_under(plan)
    modules = seated_modules(plan)
    seated = (wire for wire in plan.build.wiring if wire.kind is PortKind.MODULE)
    plugged: dict[str, tuple[str, str]] = {}
    for wire in (*_carrying(plan), *seated):
        board = hosts.get(wire.device, wire.device)
        # The cable of a carrier without a switch is that of the module in the place of its number.
        seat = modules.get((board, wire.device_port))
        board = board if seat is None else seat.module
        number = part_of(board)
        if part_of(wire.unit) not in switches or not left[number]:
            continue
        if board not in plugged:
            adapter = wire.device if wire.device in hosts else ""
            plugged[board] = (wire.unit, adapter)
            left[number] -= 1
    cards: dict[str, list[str]] = defaultdict(list)
    disks: dict[str, list[str]] = defaultdict(list)
    for wire in plan.build.wiring:
        if part_of(wire.device) in drives:
            kind = disks if wire.kind is PortKind.USB_DATA else cards
            kind[under.get(wire.unit, wire.unit)].append(wire.device)
    return tuple(
        WiredNode(board, switch, adapter, tuple(cards[board]), tuple(disks[board]))
        for board, (switch, adapter) in plugged.items()
    )


class Seated(NamedTuple):
    """A compute module in the wiring, and the number of its place on its carrier."""

    module: str
    place: int


def seated_modules(plan: Plan) -> dict[tuple[str, int], Seated]:
    """Return the module of each network port of a wired carrier, by its unit and the port.

    A port has the number of the module's place; of a carrier with one place all ports are that
    module's.
    """
    found: dict[tuple[str, int], Seated] = {}
    for wire in plan.build.wiring:
        if wire.kind is not PortKind.MODULE:
            continue
        carrier, first = plan.part(part_of(wire.unit)), wire.unit_port
        alone = isinstance(carrier, Carrier) and carrier.slots == 1
        for more in range(plan.build.networks if alone else 1):
            found[wire.unit, first + more] = Seated(wire.device, first)
    return found


def _boards_under(plan: Plan) -> dict[str, str]:
    """Return the board that each wired HAT sits on, whether it brings a slot or the power."""
    found = {}
    for wire in plan.build.wiring:
        if isinstance(plan.part(part_of(wire.device)), Hat):
            found[wire.device] = wire.unit
        elif isinstance(plan.part(part_of(wire.unit)), PoeModule):
            found[wire.unit] = wire.device
    return found


def _carrying(plan: Plan) -> list[Wire]:
    """Return the network cables that carry: of several networks those of the first."""
    leads = [wire for wire in plan.build.wiring if wire.kind in NETWORK]
    networks = networks_of(plan) if plan.build.networks > 1 else ()
    if not networks:
        return leads
    return [wire for wire in leads if not networks[0].isdisjoint((wire.unit, wire.device))]


def _switch_numbers(plan: Plan) -> set[str]:
    """Return the part numbers of switches, and of carriers that have one of their own."""
    known = {part.part_number for part, _ in switches_of(plan)}
    return known | {number for number, _ in unknown(plan, Switch)}


def _numbers(plan: Plan, kind: type[Board | Storage]) -> Counter[str]:
    """Return how many pieces of each part of a category are in use, known to a catalog or not."""
    found: Counter[str] = Counter()
    for part, quantity in in_use(plan, kind):
        found[part.part_number] += quantity
    for number, quantity in unknown(plan, kind):
        found[number] += quantity
    return found


def _speed(plan: Plan, unit: str) -> tuple[int, int]:
    part = plan.part(part_of(unit))
    return (speed_of(part) or 0, part.ports or 0) if isinstance(part, Switch | Carrier) else (0, 0)


def networks_of(plan: Plan) -> tuple[frozenset[str], ...]:
    """Return the networks as the units of their switches, in the order of the wiring.

    The router joins none: what meets only there is separate.
    """
    found: dict[str, frozenset[str]] = {}
    for wire in plan.build.wiring:
        if wire.kind not in NETWORK:
            continue
        ends = (unit for unit in (wire.unit, wire.device) if is_switch(plan, unit))
        joined: frozenset[str] = frozenset().union(*(found.get(u, frozenset({u})) for u in ends))
        found |= dict.fromkeys(sorted(joined), joined)
    return tuple(dict.fromkeys(found.values()))
