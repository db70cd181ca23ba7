"""The part of the program that gives every board an outlet, on units that have the watts for it.

A charger's outlets and watts are limits of one unit, and sums over units would overlook that. So a
unit is filled by a pattern (`_unit_patterns.py`): how many boards of which power class it runs on
which of its outlets. A pattern is a column that counts units filled so.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from planner.engine.fitting.attachments import draws, hangs_on_boards
from planner.engine.sizing._power_fits import NO_PLUG, PowerClass
from planner.engine.sizing._unit_patterns import (
    FIXED,
    Pattern,
    WaysToFill,
    charger_patterns,
    one_more,
    style_of,
)
from planner.engine.sizing.board_fits import BoardFit, Plug
from planner.engine.sizing.candidates import Candidates
from planner.engine.sizing.carrier_ways import own_watts
from planner.engine.sizing.program_draft import (
    MANY,
    Draft,
    Filling,
    Linear,
    NodeChoice,
    Outlet,
    add_leads,
    times,
)
from planner.engine.solving.effort import Effort
from planner.model.build import PowerBasis
from planner.model.outlet_kinds import BARREL
from planner.model.parts import Cable, Part
from planner.model.plugs import end_of
from planner.model.power_draw import milliamps_of, milliwatts
from planner.model.volts import VoltsTaken

_POWERED = PowerClass(NO_PLUG, 0, 0)  # over the network
Together = frozenset[PowerClass]  # what the alike boards of a group ask, by one plug or several


def classes_of(
    fit: BoardFit, attached: Iterable[Part], basis: PowerBasis
) -> tuple[PowerClass, ...]:
    """Return what a board asks of a charger with what hangs on it, by each of its plugs.

    What hangs on it counts as far as its watts are stated.
    """
    more_w = drawn_w(attached, basis)
    return tuple(_with_more(plug, more_w, basis) for plug in fit.plugs)


def _with_more(plug: Plug, more_w: Decimal, basis: PowerBasis) -> PowerClass:
    # A supply that its maker recommends is meant for a board with what is plugged into it.
    if not more_w or plug.board is None or plug.power.recommended:
        return plug.power
    return replace(
        plug.power,
        draw_mw=plug.power.draw_mw + milliwatts(more_w),
        need_ma=milliamps_of(plug.board, basis, more_w=more_w) or 0,
    )


def drawn_w(attached: Iterable[Part], basis: PowerBasis) -> Decimal:
    """Return the watts that parts are stated to draw through the board they hang on."""
    stated = (draws(part, basis) for part in attached if hangs_on_boards(part))
    return sum((watts for watts in stated if watts is not None), Decimal(0))


def hung_on_nodes(found: Candidates) -> dict[str, Part]:
    """Return the candidates that a node takes beside its board, by number."""
    parts: tuple[Part, ...] = (*found.storage, *found.hats, *found.adapters, *found.coolers)
    return {part.part_number: part for part in parts}


def drawn_in_all(result: Draft, found: Candidates, basis: PowerBasis) -> Linear:
    """Return the terms that add up to what the nodes draw, in milliwatts, with what they take."""
    parts = hung_on_nodes(found)
    boards = {fit.part.part_number: fit.watts_mw for fit in found.boards}
    mine = {number: milliwatts(drawn_w([part], basis)) for number, part in parts.items()}
    total = [
        term
        for choice, terms in result.nodes.items()
        for term in times(
            terms,
            boards[choice.board] + mine.get(choice.way, 0) + mine.get(choice.cooler, 0),
        )
    ]
    for fit in found.carriers:
        number = fit.part.part_number
        if number in result.carriers:
            total.append(
                (result.carriers[number], milliwatts(own_watts(fit.part, basis) or Decimal(0)))
            )
    for stored, terms in result.storage.items():
        total += times(terms, sum(mine.get(number, 0) for number in stored.numbers))
    return total


def _demands(
    result: Draft, found: Candidates, basis: PowerBasis
) -> Iterator[tuple[str, tuple[PowerClass, ...], Linear]]:
    """Yield each group's boards by what they ask of a charger, with the terms that count them.

    It is said by each of their plugs, of which one is enough.

    Where some storage draws power, how many boards have which storage is a column for each pair:
    a group has one board and one storage, so no other numbers make the sums of both right.
    """
    boards = {fit.part.part_number: fit for fit in found.boards}
    parts = hung_on_nodes(found)
    modules = {module.part_number for module in found.modules}
    nodes: dict[str, list[tuple[NodeChoice, Linear]]] = defaultdict(list)
    for choice, terms in result.nodes.items():
        nodes[choice.group].append((choice, terms))
    stored: dict[str, dict[tuple[Part, ...], Linear]] = defaultdict(dict)
    for pick, terms in result.storage.items():
        hung = (parts[number] for number in pick.numbers if number in parts)
        drawing = tuple(part for part in hung if drawn_w([part], basis))
        stored[pick.group].setdefault(drawing, []).extend(terms)
    for group, mine in nodes.items():
        kinds = stored[group]
        columns: dict[tuple[Part, ...], Linear] = defaultdict(list)
        for choice, terms in mine:
            beside = [parts[each] for each in (choice.way, choice.cooler) if each in parts]
            row: Linear = []
            for drawing in kinds:
                counted = terms
                if len(kinds) > 1:
                    counted = [(result.program.column(0, MANY), 1)]
                    row += counted
                    columns[drawing] += counted
                powers = classes_of(boards[choice.board], [*beside, *drawing], basis)
                yield group, (_POWERED,) if choice.way in modules else powers, counted
            if row:
                result.program.row([*row, *times(terms, -1)], least=0, most=0)
        for drawing, terms in columns.items():
            result.program.row([*terms, *times(kinds[drawing], -1)], least=0, most=0)


def _asked(
    result: Draft, found: Candidates, basis: PowerBasis
) -> tuple[dict[PowerClass, Linear], dict[str, set[Together]]]:
    """Return how many outlets of each class are asked for, and which classes a group may have.

    A group's nodes are alike, so those on carriers take the place of all others.
    """
    demand: dict[PowerClass, Linear] = defaultdict(list)
    groups: dict[str, set[Together]] = defaultdict(set)
    for group, powers, terms in _demands(result, found, basis):
        if powers[0].plug == NO_PLUG:
            continue
        groups[group] |= _together(powers)
        for power, mine in _by_plug(result, powers, terms):
            demand[power] += mine
    seated: dict[str, set[str]] = defaultdict(set)
    over_network: dict[str, Linear] = defaultdict(list)
    modules = {module.part_number for module in found.modules}
    for choice, terms in result.nodes.items():
        if choice.way in modules:
            # Such a carrier holds one module, so as many of them need no charger.
            over_network[choice.carrier] += terms
        else:
            seated[choice.carrier].add(choice.group)
    for fit in found.carriers:
        number = fit.part.part_number
        if fit.takes_a_charger and number in result.carriers:
            plugged = [(result.carriers[number], 1), *times(over_network[number], -1)]
            for power, mine in _by_plug(result, fit.powers, plugged):
                demand[power] += mine
            for group in seated[number]:
                groups[group] |= _together(fit.powers)
    return demand, groups


def add_power(result: Draft, found: Candidates, basis: PowerBasis) -> None:
    """Give every board of a class an outlet, on units that have the watts for it."""
    demand, groups = _asked(result, found, basis)
    outlets_at_most = max((charger.outlets for charger in found.chargers), default=0)
    mixtures = combinations_of(groups.values(), outlets_at_most, result.effort)
    result.loose.update(charger.part.part_number for charger in found.chargers)
    ways = _ways_to_fill(found, tuple(mixtures), result.effort)
    served: list[Linear] = [[] for _ in ways.outlets]
    for number, pattern, taken in ways.fillings:
        column = result.program.column(0, MANY)
        result.fillings.append(Filling(number, pattern, column))
        result.usage[number].append((column, 1))
        for outlet, count in taken:
            served[outlet].append((column, count))
    supply: dict[PowerClass, dict[str, Linear]] = defaultdict(dict)
    for (power, style), terms in zip(ways.outlets, served, strict=True):
        supply[power][style] = terms
    leads_to = _power_leads(found.leads)
    for power, terms in demand.items():
        styles = list(supply[power])
        joined = [style for style in styles if style == FIXED or ends_for(leads_to, style, power)]
        outlets = []
        # Without any lead on sale the outlets still count; a rule will miss the leads. A board with
        # a barrel plug has a socket by its cable alone: its volts are the cable's to get right.
        for style in joined or (() if power.plug == BARREL else styles):
            column = result.program.column(0, MANY)
            result.outlets[Outlet(power, style)] = column
            outlets.append((column, 1))
            result.program.row([*supply[power][style], (column, -1)], least=0)
        result.program.row([*outlets, *times(terms, -1)], least=0, most=0)
    _add_power_leads(result, leads_to)


def _ways_to_fill(
    found: Candidates, mixtures: tuple[tuple[PowerClass, ...], ...], effort: Effort
) -> WaysToFill:
    """Return how units of each charger can be filled, all in all no more than a program can hold.

    That does not change with the number of nodes, so those of the last question are kept.
    """
    if (known := found.filled.get(mixtures)) is not None:
        return known
    outlets: dict[tuple[PowerClass, str], int] = {}
    fillings: list[tuple[str, Pattern, tuple[tuple[int, int], ...]]] = []
    for charger in found.chargers:
        number, styles = charger.part.part_number, [style_of(kind) for kind in charger.part_kinds]
        for pattern in effort.over(charger_patterns(charger, mixtures, effort)):
            one_more(len(fillings))
            taken = tuple(
                (outlets.setdefault((power, styles[place]), len(outlets)), count)
                for power, count, place in pattern
            )
            fillings.append((number, pattern, taken))
    found.filled.clear()
    found.filled[mixtures] = ways = WaysToFill(tuple(outlets), fillings)
    return ways


def _by_plug(
    result: Draft, powers: tuple[PowerClass, ...], terms: Linear
) -> Iterator[tuple[PowerClass, Linear]]:
    """Yield how many of some boards are powered by each of their plugs: each of them by one."""
    if len(powers) == 1:
        yield powers[0], terms
        return
    columns = tuple(result.program.column(0, MANY) for _ in powers)
    result.by_plug[powers].append(columns)
    result.program.row([*((column, 1) for column in columns), *times(terms, -1)], least=0, most=0)
    yield from ((power, [(column, 1)]) for power, column in zip(powers, columns, strict=True))


def _together(powers: tuple[PowerClass, ...]) -> set[Together]:
    """Return which power classes the alike boards of a group may have together."""
    some = range(1, len(powers) + 1)
    return {frozenset(each) for many in some for each in combinations(powers, many)}


def _power_leads(leads: Iterable[Cable]) -> dict[tuple[str, str], list[Cable]]:
    result: dict[tuple[str, str], list[Cable]] = defaultdict(list)
    for lead in leads:
        if lead.carries == "power":
            result[lead.from_connector, lead.to_connector].append(lead)
    return result


def ends_for(
    leads_to: Mapping[tuple[str, str], list[Cable]], style: str, power: PowerClass
) -> tuple[tuple[str, str], ...]:
    """Return the ends of cables that join a kind of socket to the plug of a class, of its size."""
    return tuple(
        ends
        for ends in sorted(leads_to)
        if ends[0] == style
        and (end := end_of(ends[1]))[0] == power.plug
        and end[1].goes_into(power.size) is not False
    )


def _add_power_leads(result: Draft, leads_to: Mapping[tuple[str, str], list[Cable]]) -> None:
    needed: dict[tuple[str, str, tuple[tuple[str, str], ...]], Linear] = defaultdict(list)
    for outlet, column in result.outlets.items():
        if outlet.style != FIXED:
            ends = ends_for(leads_to, outlet.style, outlet.power)
            needed[outlet.style, outlet.power.plug, ends].append((column, 1))
    for (style, plug, ends), columns in needed.items():
        leads = [lead for each in ends for lead in leads_to[each]]
        add_leads(result, f"{style} to {plug}", leads, columns)


def combinations_of(
    groups: Iterable[Collection[Together]], most: int, effort: Effort
) -> list[tuple[PowerClass, ...]]:
    """Return every set of power classes, `most` at most, that the groups may have together.

    Each group has one board, so a set grows by the classes of one board with each group: by one,
    unless it has several plugs. Groups are many where classes are few: what counts is which sets
    there are, not how the groups come to them.
    """
    found: set[frozenset[PowerClass]] = {frozenset()}
    for group in groups:
        found |= {
            more
            for known in effort.over([each for each in found if len(each) < most])
            for powers in group
            if len(more := known | powers) <= most
        }
        one_more(len(found))
    sets = [sorted(each, key=_class_order) for each in effort.over(found) if each]
    return [tuple(each) for each in sorted(sets, key=lambda each: [*map(_class_order, each)])]


def _class_order(power: PowerClass) -> tuple[str, VoltsTaken, str, int, int, bool]:
    alike = power.plug, power.volts, str(power.size)
    return *alike, power.draw_mw, power.need_ma, power.recommended
