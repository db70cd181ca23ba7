"""What the parts of a plan add up to: nodes, cores, memory, storage, network and watts."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar

from planner.model.comparison import Capacity, Figure, FigureBasis
from planner.model.parts import Board, Charger, NetworkAdapter, Storage, Switch
from planner.model.plan import Plan

P = TypeVar("P")
Parts = Sequence[tuple[P, int]]


def in_use(plan: Plan, kind: type[P]) -> list[tuple[P, int]]:
    """Return the parts of one category that are in use, with their quantities."""
    known = {part.part_number: part for part in plan.parts}
    found = []
    for line in plan.bill.lines:
        part = known.get(line.part_number)
        if not line.retired and isinstance(part, kind):
            found.append((part, line.quantity))
    return found


def capacity(plan: Plan) -> Capacity:
    """Return what a plan's parts in use add up to."""
    boards = in_use(plan, Board)
    nodes = sum(
        line.quantity for line in plan.bill.lines if line.category == "board" and not line.retired
    )
    complete = nodes == sum(quantity for _, quantity in boards)
    kinds = {board.isa for board, _ in boards}
    isa = tuple(sorted(kind for kind in kinds if kind is not None))
    return Capacity(
        nodes=nodes,
        cores=_sum(boards, lambda board: board.cores, complete=complete),
        clock_ghz=_sum(boards, _clock_ghz, complete=complete),
        ram_gb=_sum(boards, lambda board: _over(board.ram_mb, 1024), complete=complete),
        storage_gb=_storage(plan, boards),
        nic_mbps=nic_per_node(plan),
        power_typical_w=_draw(plan, boards, "power_typical_w", complete=complete),
        power_max_w=_draw(plan, boards, "power_max_w", complete=complete),
        supply_w=_sum(in_use(plan, Charger), lambda charger: charger.supply_w),
        isa=isa if complete and len(isa) == len(kinds) else None,
        ports=switch_ports(plan),
        ports_needed=wired_nodes(plan) + plan.build.uplinks,
        uplinks=plan.build.uplinks,
    )


def switch_ports(plan: Plan) -> int | None:
    """Return the ports left for nodes and router once the switches are linked to each other.

    Each switch after the first spends a port of its own and one of its parent. None if the ports
    of a switch are not known; 0 if there is no switch.
    """
    switches = in_use(plan, Switch)
    if any(switch.ports is None for switch, _ in switches):
        return None
    units = sum(quantity for _, quantity in switches)
    ports = sum((switch.ports or 0) * quantity for switch, quantity in switches)
    return ports - 2 * max(units - 1, 0)


def wired_nodes(plan: Plan) -> int:
    """Return how many nodes need a cable to a switch.

    A board without a network port of its own needs one only with an adapter; one whose network is
    not known counts as wired.
    """
    boards = in_use(plan, Board)
    wired = sum(quantity for board, quantity in boards if board.nic_mbps != 0)
    unwired = sum(quantity for board, quantity in boards if board.nic_mbps == 0)
    spare = sum(quantity for _, quantity in in_use(plan, NetworkAdapter))
    return wired + min(unwired, spare)


def nic_per_node(plan: Plan) -> Figure:
    """Return the network speed of the slowest node in Mbit/s: measured where known, else nominal.

    A node with a USB adapter uses it instead of the port on its board. Adapters are counted
    against boards; where they are too few, the slowest node is one without.
    """
    boards = in_use(plan, Board)
    if plan.build.measured is not None:
        note = f"{plan.build.measured.method}; {plan.build.measured.source}"
        value = plan.build.measured.mbps
        return Figure(value=value, basis=FigureBasis.MEASURED, note=note)
    adapters = in_use(plan, NetworkAdapter)
    figures = [_adapter_speed(adapter, boards) for adapter, _ in adapters]
    nodes = sum(quantity for _, quantity in boards)
    if not nodes:
        return Figure(note="there are no boards yet")
    if sum(quantity for _, quantity in adapters) < nodes:
        figures += [_board_speed(board) for board, _ in boards]
    if any(figure.value is None for figure in figures):
        return Figure(note="the network speed of a board is not known")
    return min(figures, key=lambda figure: figure.value or Decimal(0))


def _board_speed(board: Board) -> Figure:
    if board.nic_measured_mbps is not None:
        note = f"{board.name}: {board.nic_measured_source}"
        return Figure(value=board.nic_measured_mbps, basis=FigureBasis.MEASURED, note=note)
    value = None if board.nic_mbps is None else Decimal(board.nic_mbps)
    return Figure(value=value, note=f"{board.name}: nominal")


def _adapter_speed(adapter: NetworkAdapter, boards: Parts[Board]) -> Figure:
    on = {board.part_number for board, _ in boards}
    if adapter.measured_mbps is not None and on == {adapter.measured_on}:
        note = f"{adapter.name}: {adapter.measured_source}"
        return Figure(value=adapter.measured_mbps, basis=FigureBasis.MEASURED, note=note)
    value = None if adapter.speed_mbps is None else Decimal(adapter.speed_mbps)
    # On a board without USB 3 the adapter shares a bus of 480 Mbit/s, whatever it is sold as.
    if value is not None and any(not board.usb3_ports for board, _ in boards):
        value = min(value, Decimal(480))
        return Figure(value=value, note=f"{adapter.name}: nominal, limited by USB 2.0")
    return Figure(value=value, note=f"{adapter.name}: nominal")


def _over(value: int | None, divisor: int) -> Decimal | None:
    return None if value is None else Decimal(value) / divisor


def _clock_ghz(board: Board) -> Decimal | None:
    if board.clock_mhz is None or board.cores is None:
        return None
    return Decimal(board.clock_mhz * board.cores) / 1000


def _sum(
    parts: Parts[P], value: Callable[[P], int | Decimal | None], *, complete: bool = True
) -> Figure:
    """Add a figure over parts; one unknown part makes the sum unknown."""
    result = Decimal(0)
    for part, quantity in parts:
        figure = value(part)
        if figure is None:
            return Figure(note=f"not known for {getattr(part, 'name', part)}")
        result += figure * quantity
    if not parts or not complete:
        return Figure(note="no such part in the build" if complete else "a part is not known")
    return Figure(value=result)


def _storage(plan: Plan, boards: Parts[Board]) -> Figure:
    """Add cards and drives, and what is soldered to boards."""
    onboard = sum((board.storage_onboard_gb or 0) * quantity for board, quantity in boards)
    storage = in_use(plan, Storage)
    if onboard and not storage:
        return Figure(value=Decimal(onboard))
    result = _sum(storage, lambda part: part.capacity_gb)
    if result.value is None:
        return result
    return Figure(value=result.value + onboard)


def _draw(plan: Plan, boards: Parts[Board], field: str, *, complete: bool) -> Figure:
    """Add the watts of boards, and of switches and adapters where they are known.

    What is left out is named in the note: a sum over some of the parts must say so.
    """
    result = _sum(boards, lambda board: getattr(board, field), complete=complete)
    if result.value is None:
        return result
    value, missing = result.value, list[str]()
    others: list[tuple[Switch | NetworkAdapter, int]] = []
    others += in_use(plan, Switch)
    others += in_use(plan, NetworkAdapter)
    for part, quantity in others:
        watts = getattr(part, field)
        if watts is None:
            missing.append(part.name)
        else:
            value += watts * quantity
    note = f"without {', '.join(missing)}: draw not known" if missing else ""
    return Figure(value=value, note=note)
