"""Which parts of a catalog can do a job in a cluster, and why the others cannot.

A fact that is not known is no "yes": a part that lacks one it would be judged by is left out, and
the reason is kept.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TypeVar

from planner.engine.board_ways import too_few_ways, ways_of
from planner.engine.power_draw import milliamps_of, volts_of, watts_of
from planner.model.parts import (
    Board,
    Cable,
    Case,
    Charger,
    NetworkAdapter,
    Part,
    PoeModule,
    Storage,
    Switch,
)
from planner.model.requirement import Group, Objective, PowerSource, Requirement

USB_VOLTS = Decimal("5.5")  # an outlet without negotiation gives 5 V; chargers go a little over
_PLUGS = ("micro-USB", "USB-C")
NO_PLUG = ""  # of a board that needs no charger of this plan


@dataclass
class LeftOut:
    """Parts that were not considered: their names by reason, and the reason by part number."""

    reasons: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[str, str] = field(default_factory=dict)

    def add(self, part: Part, reason: str) -> None:
        """Note that a part is left out, and why."""
        self.reasons[reason].append(part.name)
        self.by_number[part.part_number] = reason

    def lines(self) -> Iterator[str]:
        """Return one sentence for each reason, with a few of the parts."""
        for reason, names in sorted(self.reasons.items()):
            few = ", ".join(sorted(names)[:3])
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            yield f"Left out, {reason}: {few}{more}."


@dataclass(frozen=True, slots=True)
class PowerClass:
    """Boards that are alike to a charger: their plug, and what one draws of it."""

    plug: str
    draw_mw: int
    need_ma: int


@dataclass(frozen=True, slots=True)
class BoardFit:
    """A board that can be a node of some groups.

    `ways` says by group how it reaches the network: with which adapter, or with none (""); where
    nodes are powered over the network, by which module. A group it cannot serve is missing.
    `boots` are the groups whose wish its own storage fulfils.
    """

    part: Board
    power: PowerClass
    slots: frozenset[str]
    ways: dict[str, tuple[str, ...]]
    boots: frozenset[str]
    watts_mw: int


@dataclass(frozen=True, slots=True)
class ChargerFit:
    """A charger: how many outlets of which kind, and the milliwatts that may be planned for."""

    part: Charger
    outlets: int
    connector: str
    usable_mw: int

    @property
    def brings_its_lead(self) -> bool:
        """Tell whether it ends in a plug of its own, so that no lead is needed."""
        return self.connector == "micro-USB" or (self.connector == "USB-C" and self.outlets == 1)

    def carries(self, power: PowerClass) -> bool:
        """Tell whether an outlet gives what a board needs, and the board's plug can be reached."""
        if self.brings_its_lead and self.connector != power.plug:
            return False
        return self.part.port_max_ma is None or self.part.port_max_ma >= power.need_ma

    def capacity(self, power: PowerClass) -> int:
        """Return how many boards of one class a single unit runs."""
        if not self.carries(power):
            return 0
        return min(self.outlets, self.usable_mw // max(power.draw_mw, 1))


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
    had: list[Part] = []
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
            had.append(part)
        elif part.category in _CHOSEN or (poe and part.category == "poe"):
            left_out.add(part, reason)
    adapters = tuple(_of(NetworkAdapter, had))
    modules = tuple(_modules(_of(PoeModule, had) if poe else (), left_out))
    fastest = max((group.mbps or 0 for group in groups), default=0)
    return Candidates(
        boards=tuple(_boards(_of(Board, had), requirement, adapters, modules, left_out=left_out)),
        adapters=adapters,
        modules=modules,
        storage=tuple(_storage(_of(Storage, had), requirement, left_out)),
        chargers=tuple(_chargers(_of(Charger, had), requirement, left_out)),
        switches=tuple(_switches(_of(Switch, had), fastest, left_out)),
        leads=tuple(_of(Cable, had)),
        cases=tuple(_cases(_of(Case, had) if requirement.shelves else (), left_out)),
        left_out=left_out,
    )


_CHOSEN = ("board", "storage", "charger", "switch", "cable")
P = TypeVar("P", Board, Storage, Charger, Switch, NetworkAdapter, Cable, Case, PoeModule)


def _of(kind: type[P], parts: Iterable[Part]) -> list[P]:
    return [part for part in parts if isinstance(part, kind)]


# --- boards --------------------------------------------------------------------------------------


def _boards(
    parts: Iterable[Board],
    requirement: Requirement,
    adapters: Collection[NetworkAdapter],
    modules: Collection[PoeModule],
    *,
    left_out: LeftOut,
) -> Iterator[BoardFit]:
    groups = requirement.groups()
    for part in parts:
        power = _power_class(part, requirement)
        lacks = power if isinstance(power, str) else _lacks_for_sums(part, requirement)
        if isinstance(power, str) or lacks:
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
        slots = {*part.storage_slots} | ({"microSD"} if "SD" in part.storage_slots else set())
        if (part.usb2_ports or 0) + (part.usb3_ports or 0) > 1:
            slots.add("USB")  # one port stays free for an adapter
        boots = frozenset(group.name for group in groups if _boots(part, group))
        watts = watts_of(part, requirement.power_by)
        draw = 0 if watts is None else int((watts * 1000).to_integral_value(ROUND_CEILING))
        yield BoardFit(part, power, frozenset(slots), ways, boots, draw)


def _power_class(board: Board, requirement: Requirement) -> PowerClass | str:
    """Return what a board asks of a charger, or why that is not known."""
    watts, volts = watts_of(board, requirement.power_by), volts_of(board)
    counted = requirement.power is PowerSource.CHARGER or requirement.objective is Objective.WATTS
    if board.form == "compute module":
        return "they need a carrier, which is not planned here"
    plugged = board.power_connector in _PLUGS
    if counted and watts is None and (plugged or requirement.objective is Objective.WATTS):
        return f"their watts ({requirement.power_by}) are not known"
    if requirement.power is not PowerSource.CHARGER or board.power_connector == "mains":
        return PowerClass(NO_PLUG, 0, 0)
    if not plugged or watts is None:
        return "no USB charger is known to fit their power plug"
    if volts is None or volts > USB_VOLTS:
        return "they need more than the 5 V of a USB charger, or the voltage is not known"
    need_ma = milliamps_of(board, requirement.power_by) or 0
    draw_mw = int((watts * 1000).to_integral_value(ROUND_CEILING))
    return PowerClass(str(board.power_connector), draw_mw, need_ma)


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


def _storage(
    parts: Iterable[Storage], requirement: Requirement, left_out: LeftOut
) -> Iterator[Storage]:
    groups = requirement.groups()
    for part in parts:
        if part.slot is None:
            left_out.add(part, "what they plug into is not known")
        elif part.capacity_gb is None and requirement.total_storage_gb is not None:
            left_out.add(part, "their capacity is not known")
        elif not any(fits_storage(part, group) for group in groups):
            left_out.add(part, "too little storage, or not known how much")
        else:
            yield part


def _chargers(
    parts: Iterable[Charger], requirement: Requirement, left_out: LeftOut
) -> Iterator[ChargerFit]:
    if requirement.power is not PowerSource.CHARGER:
        return
    for part in parts:
        if part.connector not in ("USB-A", *_PLUGS):
            left_out.add(part, "no USB outlets, or not known")
        elif not part.ports or part.supply_w is None:
            left_out.add(part, "their outlets or their watts are not known")
        else:
            usable = usable_mw(part.supply_w, requirement.headroom_percent)
            yield ChargerFit(part, part.ports, part.connector, usable)


def usable_mw(supply_w: Decimal, headroom_percent: int) -> int:
    """Return the milliwatts of a charger that may be planned for: the headroom stays free."""
    share = Decimal(100 - headroom_percent) * 10  # of a watt, in milliwatts
    return int((supply_w * share).to_integral_value(ROUND_FLOOR))


def _modules(parts: Iterable[PoeModule], left_out: LeftOut) -> Iterator[PoeModule]:
    for part in parts:
        if part.kind not in ("hat", "splitter"):
            left_out.add(part, "they power no board by themselves")
        elif part.poe_class_w is None or part.output_ma is None or not part.fits:
            left_out.add(part, "their class, their output or the boards they fit are not known")
        else:
            yield part


def _switches(parts: Iterable[Switch], fastest: int, left_out: LeftOut) -> Iterator[Switch]:
    for part in parts:
        if not part.ports:
            left_out.add(part, "their number of network ports is not known")
        elif fastest and (part.speed_mbps or 0) < fastest:
            left_out.add(part, f"slower than {fastest} Mbit/s, or not known how fast")
        else:
            yield part


def _cases(parts: Iterable[Case], left_out: LeftOut) -> Iterator[Case]:
    for part in parts:
        if part.shelves:
            yield part
        else:
            left_out.add(part, "how many boards they hold is not known")
