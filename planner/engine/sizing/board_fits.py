"""Which boards of a catalog can be nodes, how each reaches the network, and what it boots from."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from planner.engine.fitting.carriers import is_module
from planner.engine.fitting.storage import needs_adapter
from planner.engine.sizing._carrier_poe import with_poe
from planner.engine.sizing._left_out import NotConsidered
from planner.engine.sizing._power_fits import NO_PLUG, PowerClass
from planner.engine.sizing._ways import Way, too_few_ways, ways_of
from planner.engine.sizing.carrier_ways import (
    CarrierFit,
    ways_on_carriers,
    without_a_carrier,
)
from planner.model.fits import Fit, fit
from planner.model.obstacles import Fact, Obstacle, ObstacleKind
from planner.model.parts import (
    Board,
    Carrier,
    Companion,
    Hat,
    Memory,
    NetworkAdapter,
    Other,
    PoeModule,
    PortKind,
)
from planner.model.power_draw import milliwatts, watts_of
from planner.model.requirement import Group, Objective, Requirement


class Plug(NamedTuple):
    """One way to power a board: the board as it is by this plug, and what it asks of a charger.

    It has no `board` where it asks for nothing.
    """

    power: PowerClass
    board: Board | None = None


WITHOUT_A_CHARGER = (Plug(PowerClass(NO_PLUG, 0, 0)),)


@dataclass(frozen=True, slots=True)
class BoardFit:
    """A board that can be a node of some groups.

    `ways` says by group how it reaches the network: with which adapter, module or carrier. A group
    it cannot serve is missing.
    `boots` are the groups whose requirement its own storage fulfils. `slots` take storage as it is;
    `named_by` are the lists of HATs, kits and cases that name this board. `plugs` are those that
    power it, of which one is enough, each with the board as it is by that plug.
    """

    part: Board
    plugs: tuple[Plug, ...]
    slots: frozenset[PortKind]
    ways: dict[str, tuple[Way, ...]]
    boots: frozenset[str]
    watts_mw: int
    named_by: frozenset[str] = frozenset()

    @property
    def powers(self) -> tuple[PowerClass, ...]:
        """What it asks of a charger by each of its plugs."""
        return tuple(plug.power for plug in self.plugs)

    @property
    def takes_a_charger(self) -> bool:
        """Tell whether it is powered by a charger of the plan, unless over the network."""
        return self.plugs != WITHOUT_A_CHARGER


class Beside(NamedTuple):
    """What boards may take beside themselves to reach a network; `sockets` are adapters of modules.

    Of `every_carrier` those that are not among the `carriers` were left out.
    """

    adapters: Collection[NetworkAdapter]
    modules: Collection[PoeModule]
    carriers: Collection[Carrier]
    sockets: Collection[Hat]
    every_carrier: Collection[Carrier]
    memory: Collection[Memory] = ()
    coolers: Collection[Other] = ()


def boards_for(
    parts: Iterable[Board], requirement: Requirement, beside: Beside, left_out: NotConsidered
) -> Iterator[tuple[Board, dict[str, tuple[Way, ...]]]]:
    """Yield the boards that can be nodes of some group, with their ways to the network."""
    for part in parts:
        lacking = _lacks(part, requirement)
        obstacles = [] if lacking is None else [lacking]
        ways: dict[str, tuple[Way, ...]] = {}
        for group in () if lacking else requirement.groups:
            found = _ways_of(part, group, requirement, beside, left_out)
            if isinstance(found, Obstacle):
                obstacles.append(found)
            else:
                ways[group.name] = found
        if ways:
            yield part, ways
        else:
            left_out.add(part, obstacles[-1])


def _ways_of(
    part: Board, group: Group, requirement: Requirement, beside: Beside, left_out: NotConsidered
) -> tuple[Way, ...] | Obstacle:
    """Return the ways in which a board is a node of a group, or why it is none."""
    if unfit := _unfit(part, group):
        return unfit
    if is_module(part):
        found = ways_on_carriers(
            part, group, requirement, beside.carriers, beside.sockets, boots=_boots(part, group)
        )
        if not found:
            return without_a_carrier(part, beside.every_carrier, left_out)
        found = with_poe(part, found, requirement, beside.carriers, beside.modules)
        if not found:
            return Obstacle(ObstacleKind.CARRIERS_LEFT_OUT, of=str(ObstacleKind.NO_POE_MODULE))
    else:
        found = ways_of(part, group, requirement, beside.adapters, beside.modules)
        if not found:
            return too_few_ways(part, group, requirement)
    if needs_memory(part):
        found = _with_memory(found, part, group, beside.memory)
        if not found:
            return _without_memory(part)
    if "cooler" in part.lacks:
        found = _with_cooler(found, part, beside.coolers)
    return found or Obstacle(ObstacleKind.NO_COOLER)


def board_fit(
    part: Board,
    plugs: tuple[Plug, ...],
    ways: dict[str, tuple[Way, ...]],
    requirement: Requirement,
) -> BoardFit:
    """Return a board with what it is to chargers and storage."""
    boots = frozenset(group.name for group in requirement.groups if _boots(part, group))
    watts = watts_of(part, requirement.power_by)
    draw = 0 if watts is None else milliwatts(watts)
    return BoardFit(part, plugs, _slots(part), ways, boots, draw)


def seated_on(boards: Iterable[BoardFit]) -> dict[str, list[Board]]:
    """Return the modules that may sit on each carrier, by its number."""
    found: dict[str, list[Board]] = defaultdict(list)
    for each in boards:
        for carrier in {way.carrier for ways in each.ways.values() for way in ways if way.carrier}:
            found[carrier].append(each.part)
    return found


def cabled_on(boards: Iterable[BoardFit], modules: Collection[str]) -> frozenset[str]:
    """Return the carriers on which one of the `modules` may power a node by its network cable."""
    every = (way for each in boards for ways in each.ways.values() for way in ways)
    return frozenset(way.carrier for way in every if way.carrier and way.beside in modules)


def on_fed_carriers(
    boards: Iterable[BoardFit],
    carriers: Iterable[CarrierFit],
    modules: Collection[str],
    every_carrier: Collection[Carrier],
    left_out: NotConsidered,
) -> Iterator[BoardFit]:
    """Yield the boards with the ways that are left: those on carriers that can be powered.

    By a supply, or by one of the `modules` that takes its power off a network cable.
    """
    fed = defaultdict(bool, {each.part.part_number: bool(each.powers) for each in carriers})
    for each in boards:
        if not is_module(each.part):
            yield each
            continue
        ways = {
            group: left
            for group, mine in each.ways.items()
            if (
                left := tuple(
                    way for way in mine if fed.get(way.carrier, False) or way.beside in modules
                )
            )
        }
        if ways:
            yield replace(each, ways=ways)
        else:
            left_out.add(each.part, without_a_carrier(each.part, every_carrier, left_out))


def _slots(board: Board) -> frozenset[PortKind]:
    """Return the ports of a board that take storage as it is, one of USB left for an adapter."""
    ports = board.provides()
    found = {port.kind for port in ports}
    if PortKind.SD in found:
        found.add(PortKind.MICRO_SD)  # in an adapter
    if sum(port.count for port in ports if port.kind is PortKind.USB_DATA) < 2:
        found.discard(PortKind.USB_DATA)
    return frozenset(kind for kind in found if not needs_adapter(board, kind))


def _lacks(board: Board, requirement: Requirement) -> Obstacle | None:
    """Return what keeps a board out of every group; None if nothing does."""
    if board.cores is None and (
        requirement.cores is not None or requirement.objective is Objective.CORES
    ):
        return Obstacle.unknown(Fact.CORES)
    # What holds a module holds its carrier, too: such a place is not planned.
    chosen = _CHOSEN - {"case"} if is_module(board) else _CHOSEN
    if beyond := tuple(each for each in board.lacks if each not in chosen):
        return Obstacle(ObstacleKind.NEEDS_MORE, about=beyond)
    without = board.ram_mb is None and not needs_memory(board)
    if without and requirement.total_ram_gb is not None:
        return Obstacle.unknown(Fact.RAM)
    return None


def _unfit(board: Board, group: Group) -> Obstacle | None:
    """Return why a board cannot be a node of a group; None if it can."""
    if group.isa and board.isa not in group.isa:
        if board.isa is None:
            return Obstacle.unknown(Fact.ISA)
        return Obstacle(ObstacleKind.OTHER_ISA, about=group.isa)
    if (
        group.ram_mb is not None
        and not needs_memory(board)
        and (board.ram_mb is None or board.ram_mb < group.ram_mb)
    ):
        return (
            Obstacle.unknown(Fact.RAM)
            if board.ram_mb is None
            else Obstacle(ObstacleKind.LITTLE_RAM)
        )
    if board.nic_mbps is None and (group.mbps is not None or not is_module(board)):
        return Obstacle.unknown(Fact.NETWORK)
    if board.storage_slots is None and not _boots(board, group):
        return Obstacle.unknown(Fact.STORAGE_TAKEN)
    return None


# What a board may need that is chosen along with it; a supply is what every board needs.
_CHOSEN: frozenset[Companion] = frozenset(
    (
        "NVMe adapter",
        "memory",
        "drive",
        "cooler",
        "case",
        "power supply",
        "power cable",
        "network cable",
        "carrier",
    )
)


def needs_memory(board: Board) -> bool:
    """Tell whether a board comes without memory, so that modules of it are chosen along with it."""
    return "memory" in board.lacks


def _with_memory(
    ways: Iterable[Way], board: Board, group: Group, memory: Iterable[Memory]
) -> tuple[Way, ...]:
    """Return the ways with each memory that fits a board and is enough for a node of a group.

    Of a board that takes memory, and nobody says in how many places, one place is sure.
    """
    places = 1 if board.memory_slots is None else board.memory_slots
    fitting = [
        each.part_number
        for each in memory
        if each.memory_type == board.memory_type
        and (each.modules or 0) <= places
        and (each.capacity_mb or 0) >= (group.ram_mb or 0)
    ]
    return tuple(way._replace(memory=number) for way in ways for number in fitting)


def _with_cooler(ways: Iterable[Way], board: Board, coolers: Iterable[Other]) -> tuple[Way, ...]:
    """Return the ways with each cooler that is made for a board."""
    fitting = [each.part_number for each in coolers if fit(each, board) is Fit.FITS]
    return tuple(way._replace(cooler=number) for way in ways for number in fitting)


def _without_memory(board: Board) -> Obstacle:
    """Return why no memory is found for a board that comes without."""
    if board.memory_type is None:
        return Obstacle.unknown(Fact.MEMORY_TAKEN)
    return Obstacle(ObstacleKind.NO_MEMORY)


def _boots(board: Board, group: Group) -> bool:
    return (board.storage_onboard_gb or 0) >= max(group.storage_gb or 0, 1)
