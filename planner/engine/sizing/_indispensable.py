"""What a named board cannot do without, where all that could do the job has old prices alone.

Who names a board has it at whatever price there is. A module is of no use without a carrier, and
neither without a supply of its volts: so those that are made for it are taken as the board is.
"""

from collections.abc import Collection, Iterator, Mapping

from planner.engine.fitting.carriers import is_adapter
from planner.engine.sizing.candidates import Candidates
from planner.model.fits import Fit, fit, named
from planner.model.obstacles import OF_OLD_PRICES, Obstacle, ObstacleKind
from planner.model.outlet_kinds import kinds_of
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
)
from planner.model.plugs import by_each_plug, end_of, takes_plug
from planner.model.requirement import Requirement

_NO_CARRIER = (
    ObstacleKind.NO_CARRIER,
    ObstacleKind.CARRIER_UNKNOWN,
    ObstacleKind.CARRIERS_LEFT_OUT,
)
_NO_POWER = (
    ObstacleKind.NO_CHARGER_FOR_PLUG,
    ObstacleKind.NO_CHARGER_FOR_VOLTS,
    ObstacleKind.NO_BARREL_SUPPLY,
    ObstacleKind.NO_STRONG_CHARGER,
)
_NO_COMPANION: Mapping[ObstacleKind, type] = {
    ObstacleKind.NO_CASE: Case,
    ObstacleKind.NO_COOLER: Other,
}
_NO_NETWORK = (ObstacleKind.NO_NETWORK, ObstacleKind.SLOW_NETWORK)


def indispensable(
    requirement: Requirement,
    parts: Collection[Part],
    found: Candidates,
    out: Mapping[str, Obstacle],
) -> frozenset[str]:
    """Return which parts of old prices a named board needs that cannot be a node without them.

    `out` says why parts are left out for what they are or their prices are. Where another one that
    is named can be every node, nothing is needed.
    """
    obstacles = found.left_out.by_number
    # Of nearly every requirement there is none, and no part need be looked at.
    if requirement.named.isdisjoint(obstacles):
        return frozenset()
    aged = {number for number, obstacle in out.items() if obstacle.kind in OF_OLD_PRICES}
    lacking = {
        part.part_number: obstacles[part.part_number]
        for part in parts
        if isinstance(part, Board)
        and part.part_number in requirement.named
        and part.part_number in obstacles
    }
    if found.boards and lacking.keys().isdisjoint(requirement.on_every_node):
        return frozenset()
    boards = [part for part in parts if isinstance(part, Board) and part.part_number in lacking]
    old = [part for part in parts if part.part_number in aged]
    needed: set[str] = set()
    for board in boards:
        needed |= set(_needed(board, lacking[board.part_number], parts, old, obstacles))
    return frozenset(needed - set(requirement.must_not))


def _needed(
    board: Board,
    obstacle: Obstacle,
    parts: Collection[Part],
    old: Collection[Part],
    obstacles: Mapping[str, Obstacle],
) -> Iterator[str]:
    """Yield the parts among the `old` ones that do what a board lacks."""
    if obstacle.kind in _NO_CARRIER:
        for carrier in _made_for(board, parts):
            kept_out = obstacles.get(carrier.part_number)
            if kept_out is None:
                continue
            if kept_out.kind in _NO_POWER:
                for plug in by_each_plug(carrier):
                    yield from _powering(plug.power_connector, parts, old)
            yield from _companions(carrier, kept_out.kind, old)
        yield from (carrier.part_number for carrier in _made_for(board, old))
        yield from (hat.part_number for hat in _adapters(board, old))
    elif obstacle.kind in _NO_POWER:
        for way in by_each_plug(board):
            yield from _powering(way.power_connector, parts, old)
    elif obstacle.kind in _NO_NETWORK:
        adapters = (part for part in old if isinstance(part, NetworkAdapter))
        yield from (part.part_number for part in adapters if takes_plug(board, part))
    elif obstacle.kind is ObstacleKind.NO_MEMORY:
        memory = (part for part in old if isinstance(part, Memory))
        yield from (each.part_number for each in memory if each.memory_type == board.memory_type)
    yield from _companions(board, obstacle.kind, old)


def _companions(part: Board | Carrier, lacks: ObstacleKind, old: Collection[Part]) -> Iterator[str]:
    """Yield the cases, or coolers, that are made for a board or carrier which lacks one."""
    kind = _NO_COMPANION.get(lacks)
    companions = (each for each in old if isinstance(each, Case | Other))
    yield from (
        each.part_number
        for each in companions
        if kind is not None and isinstance(each, kind) and fit(each, part) is Fit.FITS
    )


def _made_for(module: Board, parts: Collection[Part]) -> list[Carrier]:
    """Return the carriers that take a module, as it is or on one of all adapters for it."""
    carriers = [part for part in parts if isinstance(part, Carrier)]
    onto = [hat.goes_into for hat in _adapters(module, parts)]
    return [
        carrier
        for carrier in carriers
        if fit(carrier, module) is Fit.FITS
        or any(named(carrier, place) is Fit.FITS for place in onto)
    ]


def _adapters(module: Board, parts: Collection[Part]) -> list[Hat]:
    hats = (part for part in parts if isinstance(part, Hat))
    return [hat for hat in hats if is_adapter(hat) and fit(hat, module) is Fit.FITS]


def _powering(plug: str | None, parts: Collection[Part], old: Collection[Part]) -> Iterator[str]:
    """Yield what brings power to a plug: cables, and where there is none of those, supplies.

    A supply ends in the plug, or has a socket from which a cable goes to it.
    """
    cables = [part for part in parts if isinstance(part, Cable) and _leads_to(plug, part)]
    if lacking := [cable.part_number for cable in cables if cable in old]:
        yield from lacking
        return
    ends = {plug, *(cable.from_connector for cable in cables)}
    for part in old:
        if isinstance(part, Charger) and any(kind.connector in ends for kind in kinds_of(part)):
            yield part.part_number


def _leads_to(plug: str | None, cable: Cable) -> bool:
    return cable.carries == "power" and end_of(cable.to_connector)[0] == plug
