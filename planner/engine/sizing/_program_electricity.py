"""The part of the program that counts what runs, where electricity counts with what is bought."""

from planner.engine.sizing._electricity import units_of
from planner.engine.sizing.candidates import Candidates
from planner.engine.sizing.program_draft import Draft, times
from planner.engine.sizing.program_power import hung_on_nodes
from planner.model.parts import Part
from planner.model.requirement import Requirement


def add_electricity(result: Draft, found: Candidates, requirement: Requirement) -> None:
    """Add up what runs: nodes with all that hangs on them, what joins and holds them, no spares."""
    units = units_of(requirement)
    boards: tuple[Part, ...] = tuple(fit.part for fit in found.boards)
    carriers = (fit.part for fit in found.carriers)
    parts = (*boards, *carriers, *found.modules, *found.switches, *found.cases)
    costs = {part.part_number: units(part) for part in parts}
    costs |= {number: units(part) for number, part in hung_on_nodes(found).items()}
    for choice, terms in result.nodes.items():
        # What goes between a module and its carrier draws nothing.
        each = costs[choice.board] + costs.get(choice.way, 0)
        result.power += times(terms, each)
    for stored, terms in result.storage.items():
        result.power += times(terms, sum(costs[number] for number in stored.numbers))
    for number, terms in (pair for each in result.switches for pair in each.items()):
        result.power += times(terms, costs[number])
    result.power += [(column, costs[number]) for number, column in result.carriers.items()]
    for number, terms in result.housing.items():
        result.power += times(terms, costs[number])
