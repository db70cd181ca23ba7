"""The part of the program that counts what runs, where electricity counts with what is bought."""

from planner.engine.sizing._electricity import units_of
from planner.engine.sizing.candidates import Candidates
from planner.engine.sizing.program_draft import Draft, times
from planner.engine.sizing.program_power import hung_on_nodes
from planner.model.parts import Part
from planner.model.requirement import Requirement


def add_electricity(result: Draft, found: Candidates, requirement: Requirement) -> None:
    """Add up what runs: nodes with all that they take, and what else has a job in the build.

    All copies run. Spare nodes do not run, and neither does what lies beside the build.
    """
    units, copies = units_of(requirement), requirement.copies
    costs = {part.part_number: units(part) * copies for part in _chosen(found)}
    counted: set[str] = set()
    for choice, terms in result.nodes.items():
        numbers = (choice.board, *choice.beside)
        result.power += times(terms, sum(costs[number] for number in numbers))
        counted.update(numbers)
    for stored, terms in result.storage.items():
        result.power += times(terms, sum(costs[number] for number in stored.numbers))
        counted.update(stored.numbers)
    for number, terms in result.usage.items():
        if costs.get(number) and number not in counted:
            beside = result.beside.get(number)
            running = [term for term in terms if term[0] != beside]
            result.power += times(running, costs[number])


def _chosen(found: Candidates) -> list[Part]:
    """Return every part of which a piece may run."""
    return [
        *(fit.part for fit in found.boards),
        *(fit.part for fit in found.carriers),
        *hung_on_nodes(found).values(),
        *found.modules,
        *found.memory,
        *found.sockets,
        *found.switches,
        *found.cases,
    ]
