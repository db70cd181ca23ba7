"""Which boards can be powered: by a charger, or over the network by a module."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from planner.engine.sizing._left_out import NotConsidered
from planner.engine.sizing._power_fits import NO_PLUG, ChargerFit, Given, PowerClass, power_class
from planner.engine.sizing._unit_patterns import is_run
from planner.engine.sizing._ways import Way
from planner.engine.sizing.board_fits import (
    WITHOUT_A_CHARGER,
    BoardFit,
    Plug,
    board_fit,
)
from planner.model.obstacles import Obstacle, ObstacleKind
from planner.model.parts import Board, PoeModule
from planner.model.plugs import by_each_plug
from planner.model.requirement import PowerSource, Requirement


def powered_boards(
    boards: Iterable[tuple[Board, dict[str, tuple[Way, ...]]]],
    chargers: Collection[ChargerFit],
    modules: Iterable[PoeModule],
    requirement: Requirement,
    given: Given,
    left_out: NotConsidered,
) -> Iterator[BoardFit]:
    """Yield the boards that can be powered; `given` are the volts that chargers give by plug.

    `modules` power boards over the network.
    """
    numbers = frozenset(module.part_number for module in modules)
    fitting = _powered(boards, requirement, given, left_out, numbers)
    return _strongly(fitting, chargers, left_out, numbers)


def _powered(
    fitting: Iterable[tuple[Board, dict[str, tuple[Way, ...]]]],
    requirement: Requirement,
    given: Given,
    left_out: NotConsidered,
    modules: Collection[str],
) -> Iterator[BoardFit]:
    """Yield the boards that can be powered; `given` are the volts that chargers give by plug.

    Where both will do, one that no charger powers is left with its ways over the network, by one of
    the `modules`.
    """
    on_poe = requirement.model_copy(update={"power": PowerSource.POE})
    for board, ways in fitting:
        powered = _over_network(ways, modules) if requirement.by_supplies else {}
        told = NotConsidered() if powered else left_out
        if plugs := _plugs(board, requirement, given, told):
            yield board_fit(board, plugs, ways, requirement)
        elif powered and (plugs := _plugs(board, on_poe, given, left_out)):
            yield board_fit(board, plugs, powered, requirement)


def _plugs(
    board: Board, requirement: Requirement, given: Given, left_out: NotConsidered
) -> tuple[Plug, ...]:
    """Return the plugs by which a board can be powered; of none, why not by the first."""
    found = []
    for index, each in enumerate(by_each_plug(board)):
        told = NotConsidered() if index else left_out
        power = power_class(each, requirement, given, told)
        if power is not None and power.plug == NO_PLUG:
            return WITHOUT_A_CHARGER
        if power is not None:
            found.append(Plug(power, each))
    if found:
        left_out.forget(board)
    return tuple(found)


def _over_network(
    ways: Mapping[str, tuple[Way, ...]], modules: Collection[str]
) -> dict[str, tuple[Way, ...]]:
    """Return the ways in which a module powers a board over its network cable, by group."""
    powered = {
        group: tuple(way for way in mine if way.beside in modules) for group, mine in ways.items()
    }
    return {group: mine for group, mine in powered.items() if mine}


def _strongly(
    boards: Iterable[BoardFit],
    chargers: Collection[ChargerFit],
    left_out: NotConsidered,
    modules: Collection[str],
) -> Iterator[BoardFit]:
    """Yield the boards that some charger gives what they need, or one of the `modules`."""
    strong: dict[PowerClass, bool] = {}
    for each in boards:
        for power in each.powers:
            if power not in strong:
                strong[power] = is_run(power, chargers)
        if plugs := tuple(plug for plug in each.plugs if strong[plug.power]):
            yield each if plugs == each.plugs else replace(each, plugs=plugs)
        elif powered := _over_network(each.ways, modules):
            yield replace(each, ways=powered, plugs=WITHOUT_A_CHARGER)
        else:
            left_out.add(each.part, Obstacle(ObstacleKind.NO_STRONG_CHARGER))
