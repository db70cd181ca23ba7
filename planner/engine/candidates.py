"""Which parts of a catalog can do a job in a cluster, and why the others cannot.

A fact that is not known is no "yes": a part that lacks one it would be judged by is left out, and
the reason is kept.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING
from typing import TypeVar

from planner.engine.board_ways import too_few_ways, ways_of
from planner.engine.left_out import LeftOut
from planner.engine.power_draw import watts_of
from planner.engine.power_fits import (
    ChargerFit,
    PowerClass,
    barrel_volts,
    fitting_chargers,
    power_class,
)
from planner.model.parts import (
    Board,
    Cable,
    Case,
    Charger,
    NetworkAdapter,
    Part,
    PoeModule,
    PortKind,
    Storage,
    Switch,
)
from planner.model.requirement import Group, Objective, PowerSource, Requirement


@dataclass(frozen=True, slots=True)
class BoardFit:
    """A board that can be a node of some groups.

    `ways` says by group how it reaches the network: with which adapter, or with none (""); where
    nodes are powered over the network, by which module. A group it cannot serve is missing.
    `boots` are the groups whose wish its own storage fulfils.
    """

    part: Board
    power: PowerClass
    slots: frozenset[PortKind]
    ways: dict[str, tuple[str, ...]]
    boots: frozenset[str]
    watts_mw: int


@dataclass(frozen=True)
class Candidates:
    """The parts that can do each job, and those that were left out."""

    boards: tuple[BoardFit, ...]
    adapters: tuple[NetworkAdapter, ...]
    modules: tuple[PoeModule, ...]
    storage: tuple[Storage, ...]
    chargers: tuple[ChargerFit, ...]
    switches: tuple[Switch, ...]
    leads: tuple[Cable, ...]
    cases: tuple[Case, ...]
    left_out: LeftOut


def candidates(
    parts: Iterable[Part], requirement: Requirement, *, unavailable: Callable[[str], str]
) -> Candidates:
    """Return the parts that fulfil what is asked of one piece of them.

    `unavailable` tells of a part number why it cannot be had; empty if it can.
    """
    left_out, groups = LeftOut(), requirement.groups()
    had: dict[type, list[Part]] = defaultdict(list)
    poe = requirement.power is PowerSource.POE
    refused, only = set(requirement.must_not), set(requirement.only)
    parts = tuple(parts)
    narrowed = {part.category for part in parts if part.part_number in only}
    for part in parts:
        if part.category in narrowed and part.part_number not in only:
            continue  # the person has said which ones
        if part.part_number in refused:
            left_out.add(part, "you do not want them")
        elif not (reason := unavailable(part.part_number)):
            had[type(part)].append(part)
        elif part.category in _CHOSEN or (poe and part.category == "poe"):
            left_out.add(part, reason)
    adapters = tuple(_of(NetworkAdapter, had))
    modules = tuple(_modules(_of(PoeModule, had) if poe else (), left_out))
    chargers = tuple(fitting_chargers(_of(Charger, had), requirement, left_out))
    leads = tuple(_of(Cable, had))
    barrels = barrel_volts(chargers, leads)
    powered = (
        (part, power)
        for part in _of(Board, had)
        if (power := power_class(part, requirement, barrels, left_out))
    )
    fastest = max((group.mbps or 0 for group in groups), default=0)
    return Candidates(
        boards=tuple(_boards(powered, requirement, adapters, modules, left_out=left_out)),
        adapters=adapters,
        modules=modules,
        storage=tuple(_storage(_of(Storage, had), requirement, left_out)),
        chargers=chargers,
        switches=tuple(_switches(_of(Switch, had), fastest, left_out)),
        leads=leads,
        cases=tuple(_cases(_of(Case, had) if requirement.shelves else (), left_out)),
        left_out=left_out,
    )


_CHOSEN = ("board", "storage", "charger", "switch", "cable")
P = TypeVar("P", Board, Storage, Charger, Switch, NetworkAdapter, Cable, Case, PoeModule)


def _of(kind: type[P], parts: Mapping[type, Iterable[Part]]) -> list[P]:
    return [part for part in parts.get(kind, ()) if isinstance(part, kind)]


# --- boards --------------------------------------------------------------------------------------


def _boards(
    powered: Iterable[tuple[Board, PowerClass]],
    requirement: Requirement,
    adapters: Collection[NetworkAdapter],
    modules: Collection[PoeModule],
    *,
    left_out: LeftOut,
) -> Iterator[BoardFit]:
    groups = requirement.groups()
    for part, power in powered:
        lacks = _lacks_for_sums(part, requirement)
        if lacks:
            left_out.add(part, lacks)
            continue
        ways: dict[str, tuple[str, ...]] = {}
        reason = ""
        for group in groups:
            reason = _unfit(part, group)
            found = () if reason else ways_of(part, group, requirement, adapters, modules)
            if found:
                ways[group.name] = found
            reason = reason or too_few_ways(requirement)
        if not ways:
            left_out.add(part, reason)
            continue
        boots = frozenset(group.name for group in groups if _boots(part, group))
        watts = watts_of(part, requirement.power_by)
        draw = 0 if watts is None else int((watts * 1000).to_integral_value(ROUND_CEILING))
        yield BoardFit(part, power, _slots(part), ways, boots, draw)


def _slots(board: Board) -> frozenset[PortKind]:
    """Return the ports of a board that take storage, one of USB left free for an adapter."""
    ports = board.provides()
    found = {port.kind for port in ports}
    if PortKind.SD in found:
        found.add(PortKind.MICRO_SD)  # in an adapter
    if sum(port.count for port in ports if port.kind is PortKind.USB_DATA) < 2:
        found.discard(PortKind.USB_DATA)
    return frozenset(found)


def _lacks_for_sums(board: Board, requirement: Requirement) -> str:
    if board.cores is None and (
        requirement.cores is not None or requirement.objective is Objective.CORES
    ):
        return "their cores are not known"
    if board.ram_mb is None and requirement.total_ram_gb is not None:
        return "their RAM is not known"
    return ""


def _unfit(board: Board, group: Group) -> str:
    """Return why a board cannot be a node of a group; empty if it can."""
    if group.isa and board.isa not in group.isa:
        return f"not {' or '.join(group.isa)}"
    if group.ram_mb is not None and (board.ram_mb is None or board.ram_mb < group.ram_mb):
        return "too little RAM, or not known how much"
    if board.nic_mbps is None:
        return "their network is not known"
    return ""


def _boots(board: Board, group: Group) -> bool:
    return (board.storage_onboard_gb or 0) >= max(group.storage_gb or 0, 1)


# --- everything else -----------------------------------------------------------------------------


def fits_storage(part: Storage, group: Group) -> bool:
    """Tell whether one piece of storage is enough for a node of a group."""
    return group.storage_gb is None or (part.capacity_gb or 0) >= group.storage_gb


def slot_of(item: Storage) -> PortKind | None:
    """Return the port of a board that a piece of storage takes; None if it is not known."""
    return next((port.kind for port in item.needs()), None)


def _storage(
    parts: Iterable[Storage], requirement: Requirement, left_out: LeftOut
) -> Iterator[Storage]:
    groups = requirement.groups()
    for part in parts:
        if slot_of(part) is None:
            left_out.add(part, "what they plug into is not known")
        elif part.capacity_gb is None and requirement.total_storage_gb is not None:
            left_out.add(part, "their capacity is not known")
        elif not any(fits_storage(part, group) for group in groups):
            left_out.add(part, "too little storage, or not known how much")
        else:
            yield part


def _modules(parts: Iterable[PoeModule], left_out: LeftOut) -> Iterator[PoeModule]:
    for part in parts:
        outlet = next(iter(part.provides()), None)
        if outlet is None:
            left_out.add(part, "they power no board by themselves")
        elif part.poe_class_w is None or outlet.grade is None or not part.fits:
            left_out.add(part, "their class, their output or the boards they fit are not known")
        else:
            yield part


def _switches(parts: Iterable[Switch], fastest: int, left_out: LeftOut) -> Iterator[Switch]:
    for part in parts:
        if part.port_count(PortKind.ETHERNET, fastest):
            yield part
        elif part.port_count(PortKind.ETHERNET):
            left_out.add(part, f"slower than {fastest} Mbit/s, or not known how fast")
        else:
            left_out.add(part, "their number of network ports is not known")


def _cases(parts: Iterable[Case], left_out: LeftOut) -> Iterator[Case]:
    for part in parts:
        if part.port_count(PortKind.SHELF):
            yield part
        else:
            left_out.add(part, "how many boards they hold is not known")
