"""The part of the program that keeps linked switches two levels deep: a root, and all others on it.

Each network has one root: a switch beside those that are counted, or one of the carriers that have
a switch. Links end there: those from cage to cage are no more than its cages, the others no more
than its ports as fast as the fastest wish. It is one unit, so what it powers needs no patterns.
"""

from planner.engine.sizing._network_ports import (
    carrier_ports,
    copper_count,
    fastest_wish,
    powered_ports,
)
from planner.engine.sizing.candidates import Candidates
from planner.engine.sizing.program_draft import Draft, Linear, times
from planner.model.parts import Switch
from planner.model.requirement import Requirement


def add_root(result: Draft, found: Candidates) -> dict[str, Linear]:
    """Give a network its root; return the terms that are 1 where it is a switch, by number."""
    program = result.program
    roots = {each.part_number: program.switch() for each in found.switches}
    for number in sorted(result.joined):
        roots[number] = program.switch()
        program.row([(result.carriers[number], 1), (roots[number], -1)], least=0)
    program.row([(root, 1) for root in roots.values()], least=1, most=1)
    result.roots.append(roots)
    return {each.part_number: [(roots[each.part_number], 1)] for each in found.switches}


def keep_links_at_root(
    result: Draft,
    requirement: Requirement,
    found: Candidates,
    units: Linear,
    through_cages: Linear,
) -> None:
    """Let the root of the latest network have a port for every link that is not between cages."""
    fastest, roots = fastest_wish(requirement), result.roots[-1]
    switches = [(roots[each.part_number], each) for each in found.switches]
    ports = [(root, copper_count(each, fastest)) for root, each in switches]
    ports += [
        (roots[number], carrier_ports(fit, fastest))
        for fit in found.carriers
        if (number := fit.part.part_number) in result.joined
    ]
    powered = [(column, -1) for column in result.at_root.values()]
    links = [*times(units, -1), *through_cages]
    result.program.row([*ports, *powered, *links], least=-1)
    if powered:
        _add_limits_of_root(result, switches, fastest)


def _add_limits_of_root(result: Draft, switches: list[tuple[int, Switch]], fastest: int) -> None:
    """Let a root power no more than it has ports and watts for; one port stays free of modules.

    Of its ports, those strong enough for a class are so for every one that asks for less.
    """
    program, columns = result.program, result.at_root
    able = [(root, each) for root, each in switches if each.poe_budget_w is not None]
    for least in columns:
        strong = [
            (root, sum(len(ports) for most, ports in powered_ports(each, fastest)
                       if most >= least.draw_mw))
            for root, each in able
        ]  # fmt: skip
        asking = (column for power, column in columns.items() if power.draw_mw >= least.draw_mw)
        taken = [(column, -1) for column in asking]
        program.row([*strong, *taken], least=0)
    milliwatts = [(root, int((each.poe_budget_w or 0) * 1000)) for root, each in able]
    drawn = [(column, -power.draw_mw) for power, column in columns.items()]
    program.row([*milliwatts, *drawn], least=0, scale=1000)
    free = [(root, copper_count(each, fastest) - 1) for root, each in switches]
    program.row([*free, *((column, -1) for column in columns.values())], least=0)
