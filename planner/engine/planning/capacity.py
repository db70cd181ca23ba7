"""What the parts of a plan add up to: nodes, cores, memory, storage, network and watts."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from planner.engine.fitting.cages import cage_use
from planner.engine.fitting.memory import fitted, modules_of
from planner.engine.fitting.parts_in_use import in_use, seats_of, switches_of, unknown
from planner.engine.wiring.feeds import budgets
from planner.engine.wiring.node_places import placed_nodes
from planner.model.comparison import Capacity, Figure, FigureBasis
from planner.model.numbers import whole_percent
from planner.model.parts import (
    USB2_MBPS,
    Board,
    Carrier,
    Charger,
    Memory,
    NetworkAdapter,
    Part,
    PoeModule,
    Storage,
    Switch,
)
from planner.model.plan import Plan
from planner.model.power_draw import surely_draws
from planner.model.words import named

P = TypeVar("P")


def capacity(plan: Plan) -> Capacity:
    """Return what a plan's parts in use add up to."""
    boards = in_use(plan, Board)
    kinds = {board.isa for board, _ in boards}
    isa = tuple(sorted(kind for kind in kinds if kind is not None))
    poe_asked_w, poe_budget_w = _over_network(plan)
    return Capacity(
        nodes=_count(boards) + _count(unknown(plan, Board)),
        cores=_sum(plan, Board, lambda board: board.cores),
        clock_ghz=_sum(plan, Board, _clock_ghz),
        ram_gb=_ram(plan),
        storage_gb=_storage(plan),
        nic_mbps=nic_per_node(plan),
        power_typical_w=_draw(plan, lambda part: part.power_typical_w),
        power_max_w=_draw(plan, lambda part: part.power_max_w),
        supply_w=_sum(plan, Charger, lambda charger: charger.supply_w),
        poe_asked_w=poe_asked_w,
        poe_budget_w=poe_budget_w,
        isa=isa if len(isa) == len(kinds) and not unknown(plan, Board) else None,
        ports=switch_ports(plan),
        ports_needed=ports_needed(plan),
        uplinks=plan.build.uplinks * plan.build.networks,
        networks=plan.build.networks,
    )


def switch_ports(plan: Plan) -> int | None:
    """Return the ports left for nodes and router once the switches are linked to each other.

    Each switch after the first of its network spends a port of its own and one of its parent, or a
    cage of each. A module makes a copper port of a cage. None if the ports of a switch are not
    known; 0 if there is no switch. Of a carrier's switch only the ports that leads are plugged into
    count: its modules need none of them.
    """
    switches = switches_of(plan)
    if unknown(plan, Switch, Carrier) or any(switch.ports is None for switch, _ in switches):
        return None
    if any(carrier.switch_mbps is None for carrier, _ in in_use(plan, Carrier)):
        return None
    ports = sum((switch.ports or 0) * quantity for switch, quantity in switches)
    links = switch_links(plan)
    cages = cage_use(plan, links)
    return max(ports + cages.copper - 2 * (links - cages.links), 0)


def ports_needed(plan: Plan) -> int:
    """Return the switch ports that nodes and cables to the router take, on every network.

    A node that a cable joins from cage to cage takes none of the first.
    """
    through_cages = cage_use(plan, switch_links(plan)).nodes
    return (wired_nodes(plan) + plan.build.uplinks) * plan.build.networks - through_cages


def switch_links(plan: Plan) -> int:
    """Return how many cables join the switches in use to each other: one network is one tree."""
    return max(_count(switches_of(plan)) - plan.build.networks, 0)


def joined_modules(plan: Plan) -> Counter[str]:
    """Return how many modules, by part number, the switch of their own carrier joins."""
    joined: Counter[str] = Counter()
    for seat in seats_of(plan).taken:
        if seat.carrier.switch_mbps:
            joined[seat.module.part_number] += seat.quantity
    return joined


def wired_nodes(plan: Plan) -> int:
    """Return how many nodes need a cable to a switch.

    A board without a network port of its own needs one only with an adapter; one whose network is
    not known counts as wired. A module on a carrier that has a switch needs none, and one for
    which no carrier has a place has nothing to plug it into.
    """
    without = joined_modules(plan)
    if in_use(plan, Carrier):
        without.update({board.part_number: left for board, left in seats_of(plan).left})
    boards = [(board, q - without[board.part_number]) for board, q in in_use(plan, Board)]
    wired = sum(quantity for board, quantity in boards if board.nic_mbps != 0)
    unwired = sum(quantity for board, quantity in boards if board.nic_mbps == 0)
    spare = _count(in_use(plan, NetworkAdapter))
    return wired + _count(unknown(plan, Board)) + min(unwired, spare)


def nic_per_node(plan: Plan) -> Figure:
    """Return the network speed of the slowest node in Mbit/s: measured where known, else nominal.

    No node is faster than its port on the switch; the wiring, or the order of the bill, says which
    switches carry nodes. A node with a USB adapter uses it instead of the port on its board.
    Adapters are counted against boards; where they are too few, the slowest node is one without.
    """
    boards, adapters = in_use(plan, Board), in_use(plan, NetworkAdapter)
    strangers = unknown(plan, Board, NetworkAdapter)
    if not boards and not strangers:
        return Figure(note="there are no boards yet")
    if plan.build.measured is not None:
        note = f"{plan.build.measured.method}; {plan.build.measured.source}"
        value = plan.build.measured.mbps
        return Figure(value=value, basis=FigureBasis.MEASURED, note=note)
    if strangers:
        return Figure(note=f"not known for {strangers[0][0]}")
    figures = [_adapter_speed(adapter, [board for board, _ in boards]) for adapter, _ in adapters]
    if _count(adapters) < _count(boards):
        figures += [_board_speed(board) for board, _ in boards]
    return _slowest([*figures, *_switch_speeds(plan)])


def _slowest(figures: Sequence[Figure]) -> Figure:
    """Return the first figure that is not known, else the least; of equal ones the first."""
    missing = (figure for figure in figures if figure.value is None)
    return next(missing, None) or min(figures, key=lambda figure: figure.value or Decimal(0))


def _switch_speeds(plan: Plan) -> Iterator[Figure]:
    """Yield what a port of each switch carries that a node is plugged into."""
    placed, units = placed_nodes(plan)
    used = {entry.switch for entry in placed if entry.switch is not None}
    for part, speed in dict.fromkeys(
        (units[index].part, units[index].node_mbps) for index in sorted(used)
    ):
        name = part if isinstance(part, str) else part.name
        if speed is None:
            yield Figure(note=f"not known for {name}")
        else:
            yield Figure(value=Decimal(speed), note=f"{name}: nominal")


def _board_speed(board: Board) -> Figure:
    if board.nic_measured_mbps is not None:
        note = f"{board.name}: {board.nic_measured_source}"
        return Figure(value=board.nic_measured_mbps, basis=FigureBasis.MEASURED, note=note)
    if board.nic_mbps is None:
        return Figure(note=f"not known for {board.name}")
    return Figure(value=Decimal(board.nic_mbps), note=f"{board.name}: nominal")


def _adapter_speed(adapter: NetworkAdapter, boards: list[Board]) -> Figure:
    on = {board.part_number for board in boards}
    if adapter.measured_mbps is not None and on == {adapter.measured_on}:
        note = f"{adapter.name}: {adapter.measured_source}"
        return Figure(value=adapter.measured_mbps, basis=FigureBasis.MEASURED, note=note)
    if adapter.speed_mbps is None or adapter.host is None:
        return Figure(note=f"not known for {adapter.name}")
    value = Decimal(adapter.speed_mbps)
    small = adapter.plug != "USB-A"  # it is in a USB 2.0 port that is not of full size
    usb3 = [0 if small else board.usb3_ports for board in boards] if adapter.host == "USB3" else []
    # On a board without USB 3 the adapter shares a bus of 480 Mbit/s, whatever it is sold as.
    if value > USB2_MBPS and (adapter.host == "USB2" or 0 in usb3):
        return Figure(value=Decimal(USB2_MBPS), note=f"{adapter.name}: nominal, limited by USB 2.0")
    if value > USB2_MBPS and None in usb3:
        return Figure(note=f"not known for {adapter.name}: does every board have USB 3?")
    return Figure(value=value, note=f"{adapter.name}: nominal")


def _over(value: int | None, divisor: int) -> Decimal | None:
    return None if value is None else Decimal(value) / divisor


def _clock_ghz(board: Board) -> Decimal | None:
    if board.clock_mhz is None or board.cores is None:
        return None
    return Decimal(board.clock_mhz * board.cores) / 1000


def _count(parts: list[tuple[P, int]]) -> int:
    return sum(quantity for _, quantity in parts)


def _sum(plan: Plan, kind: type[P], value: Callable[[P], int | Decimal | None]) -> Figure:
    """Add a figure over the parts of one category; one unknown part makes the sum unknown."""
    parts, strangers = in_use(plan, kind), unknown(plan, kind)
    if strangers:
        return Figure(note=f"not known for {strangers[0][0]}")
    if not parts:
        return Figure(note="no such part in the build")
    result = Decimal(0)
    for part, quantity in parts:
        figure = value(part)
        if figure is None:
            return Figure(note=f"not known for {getattr(part, 'name', part)}")
        result += figure * quantity
    return Figure(value=result)


def _ram(plan: Plan) -> Figure:
    """Add what boards come with, and the modules in those that come without."""
    found = fitted(plan)
    own = _sum(plan, Board, lambda b: Decimal(0) if "memory" in b.lacks else _over(b.ram_mb, 1024))
    if own.value is None or not (found.bare or found.boxes):
        return own
    strangers = unknown(plan, Memory)
    if strangers:
        return Figure(note=f"not known for {strangers[0][0]}")
    if found.empty:
        names = named(board.name for board, _ in found.bare)
        return Figure(note=f"not known: not every board without memory has a module ({names})")
    left = dict(found.left)
    if sum(left.values()) > found.over:
        names = " or ".join(box.name for box in left)
        return Figure(note=f"not known: whether {names} adds to what boards come with")
    value = own.value
    for box, quantity in found.boxes:
        if box.capacity_mb is None:
            return Figure(note=f"not known for {box.name}")
        modules = modules_of(box, quantity)
        if modules:
            used = modules - min(left.get(box, 0), modules)
            value += Decimal(box.capacity_mb * quantity * used) / (modules * 1024)
    return Figure(value=value)


def _storage(plan: Plan) -> Figure:
    """Add cards and drives, and what is soldered to boards."""
    soldered = [(b, q) for b, q in in_use(plan, Board) if b.storage_onboard_gb]
    onboard = sum((board.storage_onboard_gb or 0) * quantity for board, quantity in soldered)
    result = _sum(plan, Storage, lambda part: part.capacity_gb)
    if result.value is not None:
        return Figure(value=result.value + onboard)
    apart = in_use(plan, Storage) or unknown(plan, Storage)
    return Figure(value=Decimal(onboard)) if soldered and not apart else result


def _draw(plan: Plan, watts: Callable[[Part], Decimal | None]) -> Figure:
    """Add the watts of boards, and of all else where they are known; chargers pass theirs on.

    What surely draws power and is left out is named in the note: a sum over some of the parts must
    say so.
    """
    result = _sum(plan, Board, watts)
    if result.value is None:
        return result
    value = result.value
    missing = [number for number, _ in unknown(plan, Switch, NetworkAdapter, Carrier)]
    for line in plan.bill.lines:
        part = plan.part(line.part_number)
        used = line.used
        if part is None or not used or isinstance(part, Board | Charger):
            continue
        draw = watts(part)
        if draw is not None:
            value += draw * used
        elif surely_draws(part):
            missing.append(part.name)
    missing = list(dict.fromkeys(missing))
    note = f"not counted: {named(missing)} (draw not known)" if missing else ""
    return Figure(value=value, note=note)


def _over_network(plan: Plan) -> tuple[Figure, Figure]:
    """Return the watts that PoE modules ask for, and those that the switches deliver in all."""
    modules = [(m, q) for m, q in in_use(plan, PoeModule) if m.kind in ("hat", "splitter")]
    if not modules:
        nothing = Figure(note="nothing is powered over the network")
        return nothing, nothing
    asked = _added([(m.name, m.poe_class_w, q) for m, q in modules])
    powered = [(s.name, watts, q) for s, watts, q in budgets(plan) if s.poe_ports != 0]
    return asked, _added(powered)


def _added(pieces: Iterable[tuple[str, Decimal | None, int]]) -> Figure:
    result = Decimal(0)
    for name, watts, quantity in pieces:
        if watts is None:
            return Figure(note=f"not known for {name}")
        result += watts * quantity
    return Figure(value=result)


def supply_load(draw: Figure, capacity: Capacity) -> int | None:
    """Return a draw in percent of what the chargers supply; None if either is not known."""
    if draw.value is None or not capacity.supply_w.value:
        return None
    return whole_percent(draw.value, capacity.supply_w.value)
