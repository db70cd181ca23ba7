"""Which parts of a catalog can do a job in a cluster, and why the others cannot.

A part that lacks a fact it would be judged by is left out, and the reason is kept.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import TypeVar

from planner.engine.fitting.companions import cools
from planner.engine.fitting.storage import slot_of
from planner.engine.sizing._electricity import lacks_watts
from planner.engine.sizing._left_out import NotConsidered
from planner.engine.sizing._power_fits import (
    ChargerFit,
    fitting_chargers,
    volts_by_plug,
)
from planner.engine.sizing._powered_boards import powered_boards
from planner.engine.sizing._rack_fits import (
    no_way_into_rack,
    unplaced,
)
from planner.engine.sizing._unit_patterns import WaysToFill
from planner.engine.sizing.board_fits import (
    Beside,
    BoardFit,
    boards_for,
    cabled_on,
    on_fed_carriers,
    seated_on,
)
from planner.engine.sizing.carrier_ways import (
    CarrierFit,
    carriers_for,
    fed_carriers,
    module_adapters,
)
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.model.fits import Fit, named
from planner.model.obstacles import Fact, Obstacle, ObstacleKind
from planner.model.parts import (
    Board,
    Cable,
    Carrier,
    Case,
    Charger,
    Hat,
    Memory,
    NetworkAdapter,
    Other,
    Part,
    PoeModule,
    PortKind,
    Storage,
    Switch,
)
from planner.model.requirement import Group, Requirement


@dataclass(frozen=True)
class Candidates:
    """The parts that can do each job, and those that were left out.

    `sockets` go between a module and its carrier; `filled` are the ways to fill units of the
    chargers that were found last, by what asks them.
    """

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
    carriers: tuple[CarrierFit, ...] = ()
    memory: tuple[Memory, ...] = ()
    coolers: tuple[Other, ...] = ()
    sockets: tuple[Hat, ...] = ()
    filled: dict[Hashable, WaysToFill] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    @property
    def housed(self) -> Iterator[tuple[Board | Carrier, frozenset[str]]]:
        """Yield the boards and carriers, each with the lists that name it."""
        yield from ((fit.part, fit.named_by) for fit in self.boards)
        yield from ((fit.part, fit.named_by) for fit in self.carriers)


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
    had = _had(unavailable, left_out, effort)
    adapters = tuple(nic for nic in _of(NetworkAdapter, wanted) if not unavailable(nic.part_number))
    modules = tuple(filter(had, _modules(wanted, requirement, left_out)))
    supplies = fitting_chargers(_of(Charger, wanted), requirement, left_out)
    chargers = tuple(fit for fit in supplies if had(fit.part))
    leads = tuple(filter(had, _of(Cable, wanted)))
    given = volts_by_plug(chargers, leads)
    storage = tuple(filter(had, _storage(_of(Storage, wanted), requirement, left_out)))
    hats = tuple(filter(had, _hats(_of(Hat, wanted), left_out)))
    cases = tuple(filter(had, _cases(wanted, requirement, left_out)))
    lists, casing = _lists((*storage, *hats, *cases)), (cases, requirement, left_out)
    every_carrier = _of(Carrier, wanted)
    known = _placed(carriers_for(every_carrier, requirement, left_out), lists, *casing)
    placed = [each for each in known if had(each[0])]
    sockets = [hat for hat in module_adapters(_of(Hat, wanted)) if not unavailable(hat.part_number)]
    memory = tuple(filter(had, _memory(_of(Memory, wanted), left_out)))
    coolers, on = _coolers(wanted, had), [carrier for carrier, _ in placed]
    beside = Beside(adapters, modules, on, sockets, every_carrier, memory, coolers)
    fitting = boards_for(_of(Board, wanted), requirement, beside, left_out)
    powered = powered_boards(fitting, chargers, modules, requirement, given, left_out)
    boards = [each for each in _housed(powered, lists, *casing) if had(each.part)]
    over = {module.part_number for module in modules}
    feeds = (requirement, given, chargers, cabled_on(boards, over), left_out)
    fed = tuple(fed_carriers(placed, seated_on(boards), storage, *feeds))
    return Candidates(
        boards=tuple(on_fed_carriers(boards, fed, over, every_carrier, left_out)),
        adapters=adapters,
        modules=modules,
        storage=storage,
        hats=hats,
        chargers=chargers,
        switches=tuple(filter(had, _switches(_of(Switch, wanted), requirement, left_out))),
        leads=leads,
        cases=cases,
        left_out=left_out,
        carriers=fed,
        memory=memory,
        coolers=coolers,
        sockets=tuple(sockets),
    )


def _had(
    unavailable: Callable[[str], Obstacle | None], left_out: NotConsidered, effort: Effort
) -> Callable[[Part], bool]:
    """Return what tells whether a part can be had, and notes why not.

    It is asked last: what a price is takes longer to find out than what a part can do.
    """
    looks = effort.over(repeat(None))

    def had(part: Part) -> bool:
        next(looks)
        if obstacle := unavailable(part.part_number):
            left_out.add(part, obstacle)
        return obstacle is None

    return had


H = TypeVar("H", Board, Carrier)


def _lists(parts: Iterable[Storage | Hat | Case]) -> set[str]:
    """Return the lists of boards that parts are made for."""
    return {part.fits for part in parts if part.fits}


def _housed(
    boards: Iterable[BoardFit],
    lists: Collection[str],
    cases: Collection[Case],
    requirement: Requirement,
    left_out: NotConsidered,
) -> Iterator[BoardFit]:
    """Yield the boards that have a place, with those of the `lists` that name them."""
    fits = {each.part.part_number: each for each in boards}
    parts = (each.part for each in fits.values())
    for part, names in _placed(parts, lists, cases, requirement, left_out):
        mine = fits[part.part_number]
        yield replace(mine, named_by=names) if names else mine


def _placed(
    parts: Iterable[H],
    lists: Collection[str],
    cases: Collection[Case],
    requirement: Requirement,
    left_out: NotConsidered,
) -> Iterator[tuple[H, frozenset[str]]]:
    """Yield the boards or carriers that have a place, with those of the `lists` that name them."""
    for part in parts:
        names = frozenset(one for one in lists if named(part, one) is Fit.FITS)
        if obstacle := unplaced(part, names, cases, requirement):
            left_out.add(part, obstacle)
        else:
            yield part, names


def _wanted(
    parts: Iterable[Part], requirement: Requirement, left_out: NotConsidered
) -> Mapping[type, list[Part]]:
    """Return the parts that the person does not refuse and that can be weighed, by their kind."""
    wanted: dict[type, list[Part]] = defaultdict(list)
    refused, only = set(requirement.must_not), set(requirement.only)
    parts = tuple(parts)
    everywhere = requirement.on_every_node
    narrowed = {part.category for part in parts if part.part_number in only}
    boards = {part.part_number for part in parts if isinstance(part, Board)} & everywhere
    for part in parts:
        if part.category in narrowed and part.part_number not in only:
            continue  # the person has said which ones
        if boards and isinstance(part, Board) and part.part_number not in boards:
            continue
        if part.part_number in refused:
            left_out.add(part, Obstacle(ObstacleKind.REFUSED))
        elif lacking := lacks_watts(part, requirement):
            left_out.add(part, lacking)
        else:
            wanted[type(part)].append(part)
    return wanted


P = TypeVar(
    "P",
    Board,
    Carrier,
    Memory,
    Other,
    Storage,
    Hat,
    Charger,
    Switch,
    NetworkAdapter,
    Cable,
    Case,
    PoeModule,
)


def _of(kind: type[P], parts: Mapping[type, Iterable[Part]]) -> list[P]:
    return [part for part in parts.get(kind, ()) if isinstance(part, kind)]


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


def _memory(parts: Iterable[Memory], left_out: NotConsidered) -> Iterator[Memory]:
    for part in parts:
        if part.memory_type and part.capacity_mb and part.modules:
            yield part
        else:
            left_out.add(part, Obstacle.unknown(Fact.MEMORY_HELD))


def _hats(parts: Iterable[Hat], left_out: NotConsidered) -> Iterator[Hat]:
    for part in parts:
        if part.storage_slots and not part.fits:
            left_out.add(part, Obstacle.unknown(Fact.BOARDS_FITTED))
        elif part.storage_slots:
            yield part


def _modules(
    wanted: Mapping[type, list[Part]], requirement: Requirement, left_out: NotConsidered
) -> Iterator[PoeModule]:
    for part in _of(PoeModule, wanted) if requirement.by_poe else ():
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
            left_out.add(part, Obstacle.unknown(Fact.SPEED) if part.speed_mbps is None else slow)
        else:
            left_out.add(part, Obstacle.unknown(Fact.NETWORK_PORTS))


def _coolers(wanted: Mapping[type, list[Part]], had: Callable[[Part], bool]) -> tuple[Other, ...]:
    """Return what cools boards that it names, if there are boards that need it."""
    if not any("cooler" in board.lacks for board in _of(Board, wanted)):
        return ()
    return tuple(part for part in _of(Other, wanted) if cools(part) and part.fits and had(part))


def _cases(
    wanted: Mapping[type, list[Part]], requirement: Requirement, left_out: NotConsidered
) -> Iterator[Case]:
    things = (*_of(Board, wanted), *_of(Carrier, wanted))
    needed = requirement.housed or any("case" in each.lacks for each in things)
    for part in _of(Case, wanted) if needed else ():
        if not part.port_count(PortKind.SHELF):
            left_out.add(part, Obstacle.unknown(Fact.PLACES))
        elif not part.fits:
            left_out.add(part, Obstacle.unknown(Fact.BOARDS_HOUSED))
        elif obstacle := no_way_into_rack(part, requirement):
            left_out.add(part, obstacle)
        else:
            yield part
