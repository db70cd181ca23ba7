"""Which place in which case each board, and each carrier with its modules, gets in a build."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, product
from typing import NamedTuple

from planner.engine.fitting.matching import dealt
from planner.engine.sizing._rack_fits import needs_case
from planner.engine.sizing._wired_node import Node
from planner.engine.sizing.candidates import Candidates
from planner.engine.sizing.program_draft import Draft
from planner.model.parts import Board, Carrier, Case, PortKind
from planner.model.requirement import Requirement
from planner.model.wiring import Unit, Wire
from planner.model.words import counted


class InCases(NamedTuple):
    """The units of a board or carrier that need a place in a case, and the lists that name it."""

    part: Board | Carrier
    named_by: frozenset[str]
    units: list[str]


def in_cases(
    nodes: Iterable[Node],
    requirement: Requirement,
    found: Candidates,
    plan: Draft,
    values: Sequence[int],
) -> list[InCases]:
    """Return the boards and carriers that need a place in a case."""
    things: dict[str, InCases] = {}
    for node in nodes:
        new = InCases(node.fit.part, node.fit.named_by, [])
        things.setdefault(node.fit.part.part_number, new).units.append(node.board)
    for fit in found.carriers:
        number = fit.part.part_number
        many = values[plan.carriers[number]] if number in plan.carriers else 0
        units = [str(Unit(number, index + 1)) for index in range(many)]
        things[number] = InCases(fit.part, fit.named_by, units)
    return [each for each in things.values() if each.units and needs_case(each.part, requirement)]


def cases_why(things: Iterable[InCases]) -> str:
    """Return what cases are there for."""
    boards, carriers = 0, 0
    for each in things:
        if isinstance(each.part, Board):
            boards += len(each.units)
        else:
            carriers += len(each.units)
    told = ((boards, "board"), (carriers, "carrier"))
    return f"slots for {' and '.join(counted(*each) for each in told if each[0])}"


def shelf_wires(
    nodes: Iterable[Node],
    requirement: Requirement,
    found: Candidates,
    plan: Draft,
    values: Sequence[int],
    used: Callable[[str], int],
) -> Iterator[Wire]:
    """Yield the place of each board and carrier that needs one; `used` counts pieces in use."""
    free = [_places(case, used(case.part_number)) for case in found.cases]
    things = in_cases(nodes, requirement, found, plan, values)
    given = dealt(
        [len(each.units) for each in things],
        [used(case.part_number) * case.port_count(PortKind.SHELF) for case in found.cases],
        lambda thing, case: found.cases[case].fits in things[thing].named_by,
    )
    for each, row in zip(things, given, strict=True):
        mine = iter(each.units)
        for places, many in zip(free, row, strict=True):
            for thing, (unit, place) in zip(islice(mine, many), places, strict=False):
                yield Wire(
                    device=thing, device_port=1, unit=unit, unit_port=place, kind=PortKind.SHELF
                )


def _places(case: Case, units: int) -> Iterator[tuple[str, int]]:
    """Return the places of the cases of one kind, unit by unit."""
    every = product(range(1, units + 1), range(1, case.port_count(PortKind.SHELF) + 1))
    return ((str(Unit(case.part_number, index)), place) for index, place in every)
