"""The part of the program that powers every node over its network cable.

A switch's powered ports, and the watts it delivers over all of them, are limits of one unit. So a
unit is filled by a pattern, as a charger is: how many modules of which class it powers. Of its
ports one stays free of modules, because a cable to the router or to another switch needs one.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import floor

from planner.engine.sizing._carrier_poe import powers_carrier
from planner.engine.sizing._network_ports import copper_count, fastest_wish, powered_ports
from planner.engine.sizing._power_fits import PowerClass
from planner.engine.sizing._unit_patterns import Pattern, Taken, one_more
from planner.engine.sizing.candidates import Candidates
from planner.engine.sizing.program_draft import MANY, Draft, Filling, Linear, NodeChoice
from planner.engine.sizing.program_power import (
    Together,
    combinations_of,
    drawn_w,
    hung_on_nodes,
)
from planner.model.build import PowerBasis
from planner.model.parts import PoeModule, PortKind, Switch
from planner.model.power_draw import milliamps_planned, milliwatts
from planner.model.requirement import Requirement


def module_class(module: PoeModule) -> PowerClass:
    """Return modules that are alike to a switch: by the watts of their class."""
    watts = module.poe_class_w or Decimal(0)
    return PowerClass("PoE", milliwatts(watts), 0)


def add_powered_switches(
    result: Draft, found: Candidates, requirement: Requirement
) -> dict[str, Linear]:
    """Give every module a port with its watts; return the terms that count switches, by number."""
    classes = {module.part_number: module_class(module) for module in found.modules}
    demand: dict[PowerClass, Linear] = defaultdict(list)
    groups: dict[str, set[Together]] = defaultdict(set)
    for choice, terms in result.nodes.items():
        if choice.way in classes:
            demand[classes[choice.way]] += terms
            groups[choice.group].add(frozenset((classes[choice.way],)))
    supply: dict[PowerClass, Linear] = defaultdict(list)
    units: dict[str, Linear] = {}
    ports_at_most = max((each.port_count(PortKind.POE) for each in found.switches), default=0)
    combinations = combinations_of(groups.values(), ports_at_most, result.effort)
    ways, fastest = 0, fastest_wish(requirement)
    for switch in found.switches:
        number = switch.part_number
        # One that powers nothing may still join the others.
        columns = [result.program.column(0, MANY)]
        for classes_of_it in combinations:
            for pattern in result.effort.over(_patterns(switch, classes_of_it, fastest)):
                ways = one_more(ways)
                column = result.program.column(0, MANY)
                columns.append(column)
                result.fillings.append(Filling(number, pattern, column))
                for power, count, _ in pattern:
                    supply[power].append((column, count))
        units[number] = [(column, 1) for column in columns]
    if requirement.is_star:
        # What the root powers is no pattern: it is one unit, and has rows of its own.
        result.at_root = {power: result.program.column(0, MANY) for power in demand}
        for power, column in result.at_root.items():
            supply[power].append((column, 1))
    for power, terms in demand.items():
        needs = [(column, -count) for column, count in terms]
        result.program.row([*supply[power], *needs], least=0)
    return units


def powering_units(
    plan: Draft, values: Sequence[int], switches: Collection[str]
) -> Iterator[tuple[str, list[tuple[PowerClass, int]]]]:
    """Yield the switches that may power nodes, unit by unit, with how many of which class.

    The hungriest class comes first. Of two levels the root does, whose ports its links need, too.
    """
    at_root = sorted(plan.at_root.items(), key=lambda each: -each[0].draw_mw)
    for number, root in plan.roots[0].items() if at_root else ():
        if number in switches and values[root]:
            yield number, [(power, values[column]) for power, column in at_root]
    for filling in (each for each in plan.fillings if each.part_number in switches):
        for _ in range(values[filling.column]):
            yield filling.part_number, [(taken.power, taken.boards) for taken in filling.pattern]


def forbid_weak_modules(result: Draft, found: Candidates, requirement: Requirement) -> None:
    """Let no group take a module with storage, or a cooler, for which it gives too few mA."""
    parts, basis = hung_on_nodes(found), requirement.power_by
    modules = {module.part_number: module for module in found.modules}
    is_strong = _strong(found, requirement.power_by)

    def drawing(numbers: Iterable[str]) -> Decimal:
        return drawn_w([parts[each] for each in numbers if each in parts], basis)

    most = {group.name: group.most for group in requirement.groups}
    stored_w = {stored: drawing(stored.numbers) for stored in result.storage}
    powered = ((node, chosen) for node, chosen in result.chosen.items() if node.way in modules)
    for node, chosen in powered:
        cooler_w = drawing((node.cooler,))
        strong: dict[Decimal, bool] = {}
        for stored, terms in result.storage.items():
            more_w = stored_w[stored] + cooler_w
            if stored.group != node.group or not more_w:
                continue
            if more_w not in strong:
                strong[more_w] = is_strong(node, more_w)
            if not strong[more_w]:
                result.program.row([*terms, (chosen, most[node.group])], most=most[node.group])


def _strong(found: Candidates, basis: PowerBasis) -> Callable[[NodeChoice, Decimal], bool]:
    """Return what tells whether the module of a node gives enough for so many watts more."""
    boards = {fit.part.part_number: fit.part for fit in found.boards}
    carriers = {fit.part.part_number: fit.part for fit in found.carriers}
    modules = {module.part_number: module for module in found.modules}

    def is_strong(node: NodeChoice, more_w: Decimal) -> bool:
        module, board = modules[node.way], boards[node.board]
        if node.carrier:
            return powers_carrier(module, carriers[node.carrier], board, basis, more_w)
        return (milliamps_planned(board, basis, more_w=more_w) or 0) <= (module.output_ma or 0)

    return is_strong


def _patterns(switch: Switch, classes: tuple[PowerClass, ...], fastest: int) -> Iterator[Pattern]:
    """Yield the full ways to fill one unit; none where what it delivers is not known.

    What it powers is on ports as fast as the fastest requirement, of which one stays free.
    """
    # Watts are specs: a port's grade is in whole watts, and a class of 15.4 W is more than 15.
    budget, powered = switch.poe_budget_w, powered_ports(switch, fastest)
    if budget is None:
        return
    usable = floor(budget * 100_000)
    outlets = min(sum(len(numbers) for _, numbers in powered), copper_count(switch, fastest) - 1)
    by_draw = sorted(classes, key=lambda power: -power.draw_mw)
    places = {
        power: min(outlets, sum(len(numbers) for most, numbers in powered if most >= power.draw_mw))
        for power in by_draw
    }
    yield from _filled(by_draw, places, 0, usable)


def _filled(
    classes: list[PowerClass], places: Mapping[PowerClass, int], taken: int, usable: int
) -> Iterator[Pattern]:
    """Yield the full patterns with one module of every class at least, the hungriest first.

    The `places` of a class are the ports strong enough for it, with those already `taken`: ports
    that are strong enough for one class are so for those that follow.
    """
    first, *others = classes
    load = first.load(0)
    fits = min(places[first] - taken, usable // max(load, 1))
    if not others:
        if fits > 0:
            yield (Taken(first, fits),)
        return
    for count in range(1, fits + 1):
        for rest in _filled(others, places, taken + count, usable - count * load):
            yield (Taken(first, count), *rest)
