"""How a board reaches the network: by its own port, with an adapter, or with a PoE module."""

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from planner.model.build import PowerBasis
from planner.model.obstacles import Fact, Obstacle, ObstacleKind
from planner.model.parts import (
    USB2_MBPS,
    USB3_MBPS,
    Board,
    NetworkAdapter,
    PoeModule,
    PortKind,
)
from planner.model.plugs import powers, takes_plug
from planner.model.power_draw import milliamps_planned, watts_of
from planner.model.requirement import Group, PowerSource, Requirement


class Way(NamedTuple):
    """How a node reaches the network, by part number; empty for what it takes nothing of.

    `beside` is what it takes beside its board: a network adapter, a module that powers it, or what
    goes between a compute module and the `carrier` it sits on. `memory` is that of a board that
    comes without any, `cooler` that of one whose maker says that it needs one.
    """

    beside: str = ""
    carrier: str = ""
    memory: str = ""
    cooler: str = ""


# What of a link's Mbit/s a measurement must show: Ethernet and TCP headers take up to 7 %.
MEASURED_SHARE = Decimal("0.9")


def ways_of(
    board: Board,
    group: Group,
    requirement: Requirement,
    adapters: Collection[NetworkAdapter],
    modules: Iterable[PoeModule],
) -> tuple[Way, ...]:
    """Return every way in which a board reaches the network as a group of nodes asks for it."""
    alone = _does_alone(board, group)
    over_network = alone and requirement.by_poe
    powered = map(Way, _powering(board, modules, requirement)) if over_network else ()
    if requirement.power is PowerSource.POE:
        return tuple(powered)
    if requirement.redundant:
        # Of its two ports one stands by: each has to reach the speed alone.
        second = (Way(),) if _reaches_by(board, board.second_nic_mbps, None, group) else ()
        return (*second, *map(Way, _adapters(board, group, adapters))) if alone else ()
    plain = (Way(),) if alone else map(Way, _adapters(board, group, adapters))
    return (*plain, *powered)


def _does_alone(board: Board, group: Group) -> bool:
    """Tell whether a board reaches the speed its group asks for by its own port."""
    return _reaches_by(board, board.nic_mbps, board.nic_measured_mbps, group)


def _reaches_by(board: Board, mbps: int | None, measured: Decimal | None, group: Group) -> bool:
    """Tell whether a port on board, if there is one, reaches the speed its group asks for."""
    shared = board.nic_bus == "usb2"
    return bool(mbps) and reaches(mbps or 0, measured, shared=shared, wish=group.mbps)


def _adapters(board: Board, group: Group, adapters: Collection[NetworkAdapter]) -> Iterator[str]:
    """Yield the adapters with which a board reaches the speed its group asks for.

    An adapter is a network port, however fast: where no speed is asked for, its need not be known.
    """
    fast_ports = board.port_count(PortKind.USB_DATA, USB3_MBPS)
    for adapter in adapters:
        if adapter.host not in ("USB2", "USB3"):
            continue
        if not takes_plug(board, adapter):
            continue
        here = adapter.measured_on == board.part_number
        slow = adapter.host == "USB2" or adapter.plug != "USB-A" or not fast_ports
        measured = adapter.measured_mbps if here else None
        if reaches(adapter.speed_mbps or 0, measured, shared=slow, wish=group.mbps):
            yield adapter.part_number


def _powering(
    board: Board, modules: Iterable[PoeModule], requirement: Requirement
) -> Iterator[str]:
    """Yield the modules that power a board over its own network port."""
    need_ma = milliamps_planned(board, requirement.power_by)
    if need_ma is None:
        return
    for module in modules:
        if powers(module, board) and module.port_count(PortKind.USB_POWER, need_ma):
            yield module.part_number


def too_few_ways(board: Board, group: Group, requirement: Requirement) -> Obstacle:
    """Return why no way was found for a board."""
    if requirement.power is PowerSource.POE and _does_alone(board, group):
        if milliamps_planned(board, requirement.power_by) is not None:
            return Obstacle(ObstacleKind.NO_POE_MODULE)
        if watts_of(board, requirement.power_by) is None:
            return no_watts(requirement.power_by)
        return Obstacle.unknown(Fact.VOLTS_TAKEN)
    if requirement.power is PowerSource.POE:
        return Obstacle(ObstacleKind.SLOW_PORT)
    if requirement.redundant:
        return Obstacle(ObstacleKind.NO_SECOND_PORT)
    if board.nic_mbps == 0 and board.usb2_ports == board.usb3_ports == 0:
        return Obstacle(ObstacleKind.NO_NETWORK)
    return Obstacle(ObstacleKind.SLOW_NETWORK)


def no_watts(basis: PowerBasis) -> Obstacle:
    """Return that neither what a board draws is known nor what its maker recommends."""
    recommended = () if basis is PowerBasis.SUPPLY else (Fact.RECOMMENDED_SUPPLY,)
    return Obstacle.unknown(Fact.WATTS, *recommended, of=str(basis))


def reaches(nominal: int, measured: Decimal | None, *, shared: bool, wish: int | None) -> bool:
    """Tell whether a link is as fast as required; `shared`: over one USB 2.0 bus of 480 Mbit/s."""
    if wish is None:
        return True
    if min(nominal, USB2_MBPS if shared else nominal) < wish:
        return False
    return measured is None or measured >= wish * MEASURED_SHARE
