"""Which parts of a catalog can do a job in a cluster, and why the others cannot.

A fact that is not known is no "yes": a part that lacks one it would be judged by is left out, and
the reason is kept.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING
from itertools import repeat
from typing import TypeVar

from planner.engine.fitting.storage import needs_adapter, slot_of
from planner.engine.sizing._electricity import lacks_watts
from planner.engine.sizing._left_out import NotConsidered
from planner.engine.sizing._power_fits import (
    ChargerFit,
    PowerClass,
    fitting_chargers,
    power_class,
    volts_by_plug,
)
from planner.engine.sizing._rack_fits import (
    no_way_into_rack,
    unplaced,
)
from planner.engine.sizing._ways import too_few_ways, ways_of
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.model.fits import Fit, named
from planner.model.obstacles import Fact, Obstacle, ObstacleKind
from planner.model.parts import (
    Board,
    Cable,
    Case,
    Charger,
    Hat,
    NetworkAdapter,
    Part,
    PoeModule,
    PortKind,
    Storage,
    Switch,
)
from planner.model.power_draw import watts_of
from planner.model.requirement import Group, Objective, PowerSource, Requirement


@dataclass(frozen=True, slots=True)
class BoardFit:
    """A board that can be a node of some groups.

    `ways` says by group how it reaches the network: with which adapter, or with none (""); where
    nodes are powered over the network, by which module. A group it cannot serve is missing.
    `boots` are the groups whose wish its own storage fulfils. `slots` take storage as it is;
    `named_by` are the lists of HATs, kits and cases that name this board.
    """

    part: Board
    power: PowerClass
    slots: frozenset[PortKind]
    ways: dict[str, tuple[str, ...]]
    boots: frozenset[str]
    watts_mw: int
    named_by: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Candidates:
    """The parts that can do each job, and those that were left out."""

    boards: tuple[BoardFit, ...]
    adapters: tuple[NetworkAdapter, ...]
    modules: tuple[PoeModule, ...]
    storage: tuple[Storage, ...]
    hats: tuple[Hat, ...]
    chargers: tuple[ChargerFit, ...]
    switches: tuple[Switch, ...]
    leads: tuple[Cable, ...]
    cases: tuple[Case, ...]
    left_out: NotConsidered


def candidates(
    parts: Iterable[Part],
    requirement: Requirement,
    *,
    unavailable: Callable[[str], Obstacle | None],
    effort: Effort = UNHURRIED,
) -> Candidates:
    """Return the parts that fulfil what is asked of one piece of them.

    `unavailable` tells of a part number why it cannot be had; None if it can. Raises
    OutOfTimeError where there are too many to look at in time.
    """
    left_out = NotConsidered()
    wanted = _wanted(parts, requirement, left_out)
    looks = effort.over(repeat(None))

    # Asked last: what a price is takes longer to find out than what a part can do.
    def had(part: Part) -> bool:
        next(looks)
        if obstacle := unavailable(part.part_number):
            left_out.add(part, obstacle)
        return obstacle is None

    adapters = tuple(nic for nic in _of(NetworkAdapter, wanted) if not unavailable(nic.part_number))
    powering = _of(PoeModule, wanted) if requirement.power is PowerSource.POE else ()
    modules = tuple(filter(had, _modules(powering, left_out)))
    supplies = fitting_chargers(_of(Charger, wanted), requirement, left_out)
    chargers = tuple(fit for fit in supplies if had(fit.part))
    leads = tuple(filter(had, _of(Cable, wanted)))
    given = volts_by_plug(chargers, leads)
    storage = tuple(filter(had, _storage(_of(Storage, wanted), requirement, left_out)))
    hats = tuple(filter(had, _hats(_of(Hat, wanted), left_out)))
    cases = tuple(filter(had, _cases(_of(Case, wanted), requirement, left_out)))
    naming: tuple[Storage | Hat | Case, ...] = (*storage, *hats, *cases)
    lists = {part.fits for part in naming if part.fits}

    def fitted() -> Iterator[BoardFit]:
        """Yield the boards that can be nodes, as far as they can be powered, housed and had."""
        fitting = _boards(_of(Board, wanted), requirement, adapters, modules, left_out=left_out)
        for board, ways in fitting:
            names = frozenset(each for each in lists if named(board, each) is Fit.FITS)
            if (power := power_class(board, requirement, given, left_out)) is None:
                continue
            if obstacle := unplaced(board, names, cases, requirement):
                left_out.add(board, obstacle)
            elif had(board):
                yield _fit(board, power, ways, requirement, named_by=names)

    return Candidates(
        boards=tuple(fitted()),
        adapters=adapters,
        modules=modules,
        storage=storage,
        hats=hats,
        chargers=chargers,
        switches=tuple(filter(had, _switches(_of(Switch, wanted), requirement, left_out))),
        leads=leads,
        cases=cases,
        left_out=left_out,
    )


def _wanted(
    parts: Iterable[Part], requirement: Requirement, left_out: NotConsidered
) -> Mapping[type, list[Part]]:
    """Return the parts that the person does not refuse and that can be weighed, by their kind."""
    wanted: dict[type, list[Part]] = defaultdict(list)
    refused, only = set(requirement.must_not), set(requirement.only)
    parts = tuple(parts)
    narrowed = {part.category for part in parts if part.part_number in only}
    for part in parts:
        if part.category in narrowed and part.part_number not in only:
            continue  # the person has said which ones
        if part.part_number in refused:
            left_out.add(part, Obstacle(ObstacleKind.REFUSED))
        elif lacking := lacks_watts(part, requirement):
            left_out.add(part, lacking)
        else:
            wanted[type(part)].append(part)
    return wanted


P = TypeVar("P", Board, Storage, Hat, Charger, Switch, NetworkAdapter, Cable, Case, PoeModule)


def _of(kind: type[P], parts: Mapping[type, Iterable[Part]]) -> list[P]:
    return [part for part in parts.get(kind, ()) if isinstance(part, kind)]


# --- boards --------------------------------------------------------------------------------------


def _boards(
    parts: Iterable[Board],
    requirement: Requirement,
    adapters: Collection[NetworkAdapter],
    modules: Collection[PoeModule],
    *,
    left_out: NotConsidered,
) -> Iterator[tuple[Board, dict[str, tuple[str, ...]]]]:
    """Yield the boards that can be nodes of some group, with their ways to the network."""
    groups = requirement.groups
    for part in parts:
        lacking = _lacks(part, requirement)
        obstacles = [] if lacking is None else [lacking]
        ways: dict[str, tuple[str, ...]] = {}
        for group in () if lacking else groups:
            unfit = _unfit(part, group)
            found = () if unfit else ways_of(part, group, requirement, adapters, modules)
            if found:
                ways[group.name] = found
            obstacles.append(unfit or too_few_ways(part, group, requirement))
        if ways:
            yield part, ways
        else:
            left_out.add(part, obstacles[-1])


def _fit(
    part: Board,
    power: PowerClass,
    ways: dict[str, tuple[str, ...]],
    requirement: Requirement,
    *,
    named_by: frozenset[str],
) -> BoardFit:
    boots = frozenset(group.name for group in requirement.groups if _boots(part, group))
    watts = watts_of(part, requirement.power_by)
    draw = 0 if watts is None else int((watts * 1000).to_integral_value(ROUND_CEILING))
    return BoardFit(part, power, _slots(part), ways, boots, draw, named_by)


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
    if board.form == "compute module":
        return Obstacle(ObstacleKind.NEEDS_CARRIER)
    if board.cores is None and (
        requirement.cores is not None or requirement.objective is Objective.CORES
    ):
        return Obstacle.unknown(Fact.CORES)
    if board.ram_mb is None and requirement.total_ram_gb is not None:
        return Obstacle.unknown(Fact.RAM)
    return None


def _unfit(board: Board, group: Group) -> Obstacle | None:
    """Return why a board cannot be a node of a group; None if it can."""
    if group.isa and board.isa not in group.isa:
        if board.isa is None:
            return Obstacle.unknown(Fact.ISA)
        return Obstacle(ObstacleKind.OTHER_ISA, about=group.isa)
    if group.ram_mb is not None and (board.ram_mb is None or board.ram_mb < group.ram_mb):
        return (
            Obstacle.unknown(Fact.RAM)
            if board.ram_mb is None
            else Obstacle(ObstacleKind.LITTLE_RAM)
        )
    if board.nic_mbps is None:
        return Obstacle.unknown(Fact.NETWORK)
    if board.storage_slots is None and not _boots(board, group):
        return Obstacle.unknown(Fact.STORAGE_TAKEN)
    return None


def _boots(board: Board, group: Group) -> bool:
    return (board.storage_onboard_gb or 0) >= max(group.storage_gb or 0, 1)


# --- everything else -----------------------------------------------------------------------------


def fits_storage(part: Storage, group: Group) -> bool:
    """Tell whether one piece of storage is enough for a node of a group."""
    return group.storage_gb is None or (part.capacity_gb or 0) >= group.storage_gb


def _storage(
    parts: Iterable[Storage], requirement: Requirement, left_out: NotConsidered
) -> Iterator[Storage]:
    groups = requirement.groups
    for part in parts:
        if slot_of(part) is None:
            left_out.add(part, Obstacle.unknown(Fact.SOCKET))
        elif part.capacity_gb is None and requirement.total_storage_gb is not None:
            left_out.add(part, Obstacle.unknown(Fact.CAPACITY))
        elif not any(fits_storage(part, group) for group in groups):
            left_out.add(part, Obstacle(ObstacleKind.LITTLE_STORAGE))
        else:
            yield part


def _hats(parts: Iterable[Hat], left_out: NotConsidered) -> Iterator[Hat]:
    for part in parts:
        if part.storage_slots and not part.fits:
            left_out.add(part, Obstacle.unknown(Fact.BOARDS_FITTED))
        elif part.storage_slots:
            yield part


def _modules(parts: Iterable[PoeModule], left_out: NotConsidered) -> Iterator[PoeModule]:
    for part in parts:
        outlet = next(iter(part.provides()), None)
        if outlet is None:
            left_out.add(part, Obstacle(ObstacleKind.POWERS_NO_BOARD))
        elif vague := _unsaid(part):
            left_out.add(part, Obstacle.unknown(*vague))
        else:
            yield part


def _unsaid(module: PoeModule) -> list[Fact]:
    """Return which facts of a PoE module are lacking."""
    known = {
        Fact.POE_CLASS: module.poe_class_w is not None,
        Fact.OUTPUT: module.output_ma is not None,
        Fact.BOARDS_FITTED: bool(module.fits),
    }
    return [fact for fact, is_known in known.items() if not is_known]


def _switches(
    parts: Iterable[Switch], requirement: Requirement, left_out: NotConsidered
) -> Iterator[Switch]:
    fastest = max((group.mbps or 0 for group in requirement.groups), default=0)
    for part in parts:
        if part.port_count(PortKind.ETHERNET, fastest):
            if obstacle := no_way_into_rack(part, requirement):
                left_out.add(part, obstacle)
            else:
                yield part
        elif part.port_count(PortKind.ETHERNET):
            slow = Obstacle(ObstacleKind.SLOW_SWITCH, mbps=fastest)
            unknown = part.speed_mbps is None
            left_out.add(part, Obstacle.unknown(Fact.SPEED) if unknown else slow)
        else:
            left_out.add(part, Obstacle.unknown(Fact.NETWORK_PORTS))


def _cases(
    parts: Iterable[Case], requirement: Requirement, left_out: NotConsidered
) -> Iterator[Case]:
    for part in parts if requirement.housed else ():
        if not part.port_count(PortKind.SHELF):
            left_out.add(part, Obstacle.unknown(Fact.PLACES))
        elif not part.fits:
            left_out.add(part, Obstacle.unknown(Fact.BOARDS_HOUSED))
        elif obstacle := no_way_into_rack(part, requirement):
            left_out.add(part, obstacle)
        else:
            yield part
