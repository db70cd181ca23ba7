"""A requirement and its candidates as one whole-number program.

Each group of alike nodes chooses one board, one way to the network and one storage. Chargers are
filled by patterns: a pattern says how many boards of which kind one unit runs, so what a unit can
do is never summed over units. Switches give their ports less two for every link between them.
`docs/sizing.md` has the reasoning and examples.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from math import ceil

from planner.engine.sizing._electricity import counts_electricity
from planner.engine.sizing._program_electricity import add_electricity
from planner.engine.sizing._program_network import add_carriers, add_network_leads, add_switches
from planner.engine.sizing._program_poe import forbid_weak_modules
from planner.engine.sizing._rack_fits import in_rack_halves, needs_case
from planner.engine.sizing._storage_ways import Host, host_of, kind_of, takers
from planner.engine.sizing._ways import Way
from planner.engine.sizing.board_fits import BoardFit
from planner.engine.sizing.candidates import Candidates, fits_storage
from planner.engine.sizing.piece_prices import PiecePrices
from planner.engine.sizing.program_costs import add_costs
from planner.engine.sizing.program_draft import (
    MANY,
    Draft,
    Linear,
    NodeChoice,
    StorageChoice,
    times,
)
from planner.engine.sizing.program_power import add_power
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.engine.solving.solver import Program
from planner.model.parts import PortKind
from planner.model.requirement import MOST_NODES, Group, Objective, PowerSource, Requirement


def draft(
    requirement: Requirement,
    found: Candidates,
    prices: PiecePrices,
    effort: Effort = UNHURRIED,
    *,
    powered: bool = True,
    over: int = 0,
) -> Draft:
    """Return the program of a requirement over these candidates.

    Its budget may be exceeded by `over`, in what the program counts money in.
    Unless nodes are to be `powered`, it has no word of how they are: no build costs less. Raises
    OutOfTimeError where it is too large to be written down in time.
    """
    result = uncosted(requirement, found, effort, powered=powered)
    add_costs(result, requirement, prices)
    if counts_electricity(requirement):
        add_electricity(result, found, requirement)
    if requirement.budget is not None:
        # The budget is for all copies, as the cost is: the solver sees both as of one.
        most, copies = prices.in_units(requirement.budget) + over, requirement.copies
        result.program.row(result.cost, most=most, scale=copies)
    return result


def uncosted(
    requirement: Requirement,
    found: Candidates,
    effort: Effort = UNHURRIED,
    *,
    powered: bool = True,
) -> Draft:
    """Return the program of what a requirement asks for, with no word of what anything costs."""
    result = Draft(effort, requirement.copies)
    most = _nodes_that_suffice(requirement, found)
    for group in requirement.groups:
        _add_group(result, group, found, most)
    add_carriers(result, found)
    _add_sums(result, requirement, found)
    switches = add_switches(result, requirement, found)
    add_network_leads(result, requirement, found, switches)
    if requirement.by_poe:
        forbid_weak_modules(result, found, requirement)
    if powered and requirement.power is not PowerSource.POE:
        add_power(result, found, requirement.power_by)
    if requirement.housed or any(needs_case(part, requirement) for part, _ in found.housed):
        _add_shelves(result, found, requirement)
    if requirement.rack_units is not None:
        _keep_within_rack(result, found, requirement)
    _add_wanted_parts(result, requirement)
    return result


def _nodes_that_suffice(requirement: Requirement, found: Candidates) -> dict[str, int]:
    """Return by board how many nodes make every sum that is asked for, whatever else there is.

    More would only cost more. Where as many nodes as possible are wanted there is no such number.
    """
    if requirement.objective in (Objective.NODES, Objective.CORES):
        return {}
    card = min((item.capacity_gb or 0 for item in found.storage), default=0)
    result = {}
    for fit in found.boards:
        # A wanted part that nodes use may ask for more of them than the sums do.
        board, needs = fit.part, [1, *(wish.least for wish in requirement.must)]
        ram_mb = board.ram_mb or _least_memory(fit, found)
        each_gb = min(card, board.storage_onboard_gb or card) if fit.boots else card
        for wanted, has in (
            (requirement.cores, board.cores),
            (requirement.total_ram_gb and requirement.total_ram_gb * 1024, ram_mb),
            (requirement.total_storage_gb, each_gb),
        ):
            if wanted is not None:
                needs.append(ceil(Decimal(wanted) / has) if has else MOST_NODES)
        result[board.part_number] = max(needs)
    return result


def _least_memory(fit: BoardFit, found: Candidates) -> int:
    """Return the least MB that a node of a board gets which comes without memory; 0 if none."""
    held = {each.part_number: each.capacity_mb or 0 for each in found.memory}
    taken = {way.memory for ways in fit.ways.values() for way in ways if way.memory}
    return min((held[number] for number in taken), default=0)


# --- nodes ---------------------------------------------------------------------------------------


def _add_group(result: Draft, group: Group, found: Candidates, most: Mapping[str, int]) -> None:
    """Let a group choose one board, one way to the network and one storage, all its nodes alike."""
    program, fixed = result.program, group.least == group.most
    choices: list[tuple[BoardFit, Way, int]] = []
    for fit in found.boards:
        for way in fit.ways.get(group.name, ()):
            key, choice = NodeChoice(group.name, fit.part.part_number, *way), program.switch()
            choices.append((fit, way, choice))
            result.chosen[key] = choice
            result.nodes[key] = _counted(
                program, choice, group, most=most.get(fit.part.part_number)
            )
            pieces = [*result.nodes[key], (choice, group.spares)]
            result.usage[fit.part.part_number] += pieces
            for number in key.beside:
                result.usage[number] += pieces
    all_choices = [(choice, 1) for _, _, choice in choices]
    optional = group.least == 0
    program.row(all_choices, least=0 if optional else 1, most=1)
    if not fixed:
        nodes = [term for fit, way, _ in choices for term in _nodes_of(result, group, fit, way)]
        program.row(nodes, least=group.least, most=group.most)
    _add_storage(result, group, found, choices)


def _nodes_of(result: Draft, group: Group, fit: BoardFit, way: Way) -> Linear:
    return result.nodes[NodeChoice(group.name, fit.part.part_number, *way)]


def _counted(program: Program, choice: int, group: Group, *, most: int | None = None) -> Linear:
    """Return the terms of a count that is 0 unless its choice is taken."""
    if group.least == group.most:
        return [(choice, group.most)]
    most = group.most if most is None else max(min(most, group.most), group.least)
    count = program.column(0, most)
    program.row([(count, 1), (choice, -most)], most=0)
    program.row([(count, 1), (choice, -1)], least=0)
    return [(count, 1)]


def _add_storage(
    result: Draft,
    group: Group,
    found: Candidates,
    boards: Iterable[tuple[BoardFit, Way, int]],
) -> None:
    program = result.program
    modules = {module.part_number: module for module in found.modules}
    carriers = {each.part.part_number: each.part for each in found.carriers}
    hosts: dict[Host, list[int]] = defaultdict(list)
    boards = list(boards)
    for fit, way, choice in boards:
        host = host_of(fit, modules.get(way.beside), carriers.get(way.carrier))
        hosts[host].append(choice)
    items = [item for item in found.storage if fits_storage(item, group)]
    ways = takers(map(kind_of, items), hosts, found.hats)
    none = StorageChoice(group.name, "", "")
    picks = {none: program.switch()}
    by_hosts: dict[frozenset[Host], list[int]] = defaultdict(list)
    for item in items:
        for mount, taking in ways[kind_of(item)].items():
            picks[StorageChoice(group.name, item.part_number, mount)] = pick = program.switch()
            by_hosts[taking].append(pick)
    for stored, pick in picks.items():
        result.storage[stored] = pieces = _counted(program, pick, group)
        for number in stored.numbers:
            result.usage[number] += [*pieces, (pick, group.spares)]
        result.by_need.update(filter(None, (stored.mount,)))
    # As many picks as boards: one, or none in a group without nodes.
    balance = [(pick, 1) for pick in picks.values()]
    program.row([*balance, *((choice, -1) for _, _, choice in boards)], least=0, most=0)
    bare = [(choice, -1) for fit, _, choice in boards if group.name in fit.boots]
    program.row([(picks[none], 1), *bare], most=0)
    for taking, members in by_hosts.items():
        takes = [(choice, -1) for host in taking for choice in hosts[host]]
        program.row([*((pick, 1) for pick in members), *sorted(takes)], most=0)
    if group.least != group.most:
        cards = [term for each in picks for term in result.storage[each]]
        nodes = [t for fit, way, _ in boards for t in _nodes_of(result, group, fit, way)]
        program.row([*cards, *times(nodes, -1)], least=0, most=0)


def _add_sums(result: Draft, requirement: Requirement, found: Candidates) -> None:
    boards = {fit.part.part_number: fit.part for fit in found.boards}
    held_gb = {item.part_number: item.capacity_gb or 0 for item in found.storage}
    if requirement.cores is not None:
        cores = {number: board.cores or 0 for number, board in boards.items()}
        result.program.row(result.over_nodes(cores), least=requirement.cores)
    if requirement.total_ram_gb is not None:
        ram = {number: board.ram_mb or 0 for number, board in boards.items()}
        ram |= {each.part_number: each.capacity_mb or 0 for each in found.memory}
        result.program.row(result.over_nodes(ram), least=ceil(requirement.total_ram_gb * 1024))
    if requirement.total_storage_gb is not None:
        onboard = {number: board.storage_onboard_gb or 0 for number, board in boards.items()}
        cards = [
            term
            for choice, terms in result.storage.items()
            if choice.item
            for term in times(terms, held_gb[choice.item])
        ]
        wanted = ceil(requirement.total_storage_gb)
        result.program.row([*result.over_nodes(onboard), *cards], least=wanted)


# --- the rest ------------------------------------------------------------------------------------


def _add_shelves(result: Draft, found: Candidates, requirement: Requirement) -> None:
    """Give every node a place in a case that is made for its board, unless it needs none.

    Modules are where their carrier is, which has such a place for all of them. Boards and carriers
    that the same lists name are alike to cases, and so are cases with the same list.
    """
    lists = {case.fits for case in found.cases}
    naming = {
        part.part_number: names & lists
        for part, names in found.housed
        if needs_case(part, requirement)
    }
    alike: dict[frozenset[str], Linear] = defaultdict(list)
    for choice, terms in result.nodes.items():
        if choice.board in naming:
            alike[naming[choice.board]] += terms
    for number, column in result.carriers.items():
        if number in naming:
            alike[naming[number]].append((column, 1))
    places: dict[str, Linear] = defaultdict(list)
    for case in found.cases:
        column = result.program.column(0, MANY)
        result.usage[case.part_number].append((column, 1))
        result.loose.add(case.part_number)
        places[case.fits].append((column, case.port_count(PortKind.SHELF)))
    if len(alike) == 1:
        ((names, nodes),) = alike.items()
        held = [term for each in sorted(names) for term in places[each]]
        result.program.row([*held, *times(nodes, -1)], least=0)
        return
    taken: dict[str, Linear] = defaultdict(list)
    for names, nodes in alike.items():
        columns = [(each, result.program.column(0, MANY)) for each in sorted(names)]
        for each, column in columns:
            taken[each].append((column, -1))
        result.program.row([*((c, 1) for _, c in columns), *times(nodes, -1)], least=0)
    for each, terms in taken.items():
        result.program.row([*places[each], *terms], least=0)


def _keep_within_rack(result: Draft, found: Candidates, requirement: Requirement) -> None:
    """Keep what is on rails within the units of the rack, counted in halves of them."""
    taken: Linear = []
    for case in found.cases:
        taken += times(result.usage[case.part_number], in_rack_halves(case, requirement))
    for by_number in result.switches:
        for switch in found.switches:
            mine = by_number[switch.part_number]
            taken += times(mine, in_rack_halves(switch, requirement))
    chargers = {fit.part.part_number: fit.part for fit in found.chargers}
    for filling in result.fillings:
        if filling.part_number in chargers:
            halves = in_rack_halves(chargers[filling.part_number], requirement)
            taken.append((filling.column, halves))
    boards = {fit.part.part_number: in_rack_halves(fit.part, requirement) for fit in found.boards}
    taken += result.over_nodes(boards)
    for each in found.carriers:
        if each.part.part_number in result.carriers:
            column = result.carriers[each.part.part_number]
            taken.append((column, in_rack_halves(each.part, requirement)))
    result.program.row(taken, most=2 * (requirement.rack_units or 0))


def _add_wanted_parts(result: Draft, requirement: Requirement) -> None:
    """Put parts the person wants into the build; what has no job there is bought beside it.

    Of cables and HATs there are as many as other parts need, so those that are wanted beyond that
    lie beside it.
    """
    for wish in requirement.must:
        number = wish.part_number
        if number in result.by_need or not result.usage[number]:
            beside = result.program.column(0, wish.least)
            result.beside[number] = beside
            result.usage[number].append((beside, 1))
        result.loose.add(number)
        result.program.row(result.usage[number], least=wish.least)
