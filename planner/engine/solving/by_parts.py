"""Solve a program part by part, where its parts have nothing to do with each other.

Which switches are cheapest does not depend on which boards they serve, once it is known how many:
the one program for a cluster is often several small ones. Two steps find them, both exact.

1. Where exactly one of several choices is taken, a sum that counts each of them alike is a number.
   "So many ports as the chosen board has nodes" is "eight ports", whichever board it is.
2. Columns that share no row, directly or through others, are solved apart, and their sums added.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from planner.engine.solving._forced import forced
from planner.engine.solving.effort import UNHURRIED, Effort, OutOfTimeError
from planner.engine.solving.progress import Watch
from planner.engine.solving.solver import Answer, Linear, Program, added, minimize, total_of
from planner.model.proof import Status

Row = tuple[dict[int, int], int | None, int | None]


@dataclass(frozen=True)
class _Part:
    """Some columns of a program as a program of their own."""

    columns: tuple[int, ...]
    program: Program
    objective: tuple[tuple[int, int], ...]


def minimize_by_parts(
    program: Program,
    objective: Linear,
    *,
    unit: int = 1,
    effort: Effort = UNHURRIED,
    watch: Watch | None = None,
    start: Sequence[int] = (),
    loose: Collection[int] = (),
) -> Answer:
    """Return what `minimize` returns, solved part by part.

    What time one part takes is missing for the next.
    """
    costs = added(objective)
    try:
        rows = list(effort.over(_simplified(program.rows)))
    except OutOfTimeError:
        return Answer(Status.UNKNOWN)
    if any(not terms and not _holds(0, least, most) for terms, least, most in rows):
        return Answer(Status.INFEASIBLE)
    values = [0] * len(program.columns)
    objective_so_far = bound = 0
    proven = True
    parts = _parts(program, rows, costs)
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        told = None if watch is None else _shifted(watch, objective_so_far, bound, last=last)
        own = {place for place, column in enumerate(part.columns) if column in loose}
        begun = [start[column] for column in part.columns] if start else ()
        known = _plain(part) or forced(part.program, part.objective, begun)
        answer = known or minimize(
            part.program,
            part.objective,
            unit=unit,
            effort=effort,
            watch=told,
            start=begun,
            loose=own,
        )
        if not answer.values:
            return Answer(answer.status, bound=_bound_without(parts[index + 1 :], bound, answer))
        for column, value in zip(part.columns, answer.values, strict=True):
            values[column] = value
        objective_so_far += answer.objective
        bound += answer.bound
        proven = proven and answer.status is Status.OPTIMAL
    status = Status.OPTIMAL if proven else Status.FEASIBLE
    return Answer(status, tuple(values), objective_so_far, bound)


def _plain(part: _Part) -> Answer | None:
    """Return the answer where each column is at its cheapest; None where a row forbids that."""
    costs = dict(part.objective)
    values = tuple(
        most if costs.get(column, 0) < 0 else least
        for column, (least, most) in enumerate(part.program.columns)
    )
    for terms, least, most in part.program.rows:
        if not _holds(total_of(terms.items(), values), least, most):
            return None
    found = total_of(part.objective, values)
    return Answer(Status.OPTIMAL, values, found, found)


def _bound_without(later: Iterable[_Part], before: int, answer: Answer) -> int:
    """Return a bound of the whole where a part has no values; 0 where the others may be below 0."""
    costs = (cost for part in later for _, cost in part.objective)
    return before + answer.bound if all(cost >= 0 for cost in costs) else 0


def _shifted(watch: Watch, found: int, bound: int, *, last: bool) -> Watch:
    """Return a watcher of one part that tells of the whole: complete only with the last part."""

    def told(best: int | None, least: int) -> bool:
        return watch(found + best if last and best is not None else None, bound + least)

    return told


def _holds(found: int, least: int | None, most: int | None) -> bool:
    return (least is None or found >= least) and (most is None or found <= most)


def _simplified(rows: list[Row]) -> Iterator[Row]:
    """Yield the rows, each sum that another row fixes replaced by what it comes to."""
    fixed = [
        (frozenset(terms), least)
        for terms, least, most in rows
        if least is not None and least == most and set(terms.values()) == {1}
    ]
    by_column: dict[int, list[tuple[frozenset[int], int]]] = defaultdict(list)
    for columns, total in fixed:
        by_column[min(columns)].append((columns, total))
    for terms, least, most in rows:
        left, known = terms, 0
        for first in terms:
            for columns, total in by_column.get(first, ()):
                coefficient = left.get(first)
                if coefficient is None or columns == terms.keys():
                    continue  # the row that fixes the sum stays
                if all(left.get(column) == coefficient for column in columns):
                    left = {c: each for c, each in left.items() if c not in columns}
                    known += coefficient * total
        yield (
            left,
            None if least is None else least - known,
            None if most is None else most - known,
        )


def joined(count: int, groups: Iterable[Iterable[int]]) -> list[int]:
    """Return for each of so many columns the first of those that groups join it to, itself too."""
    roots = list(range(count))

    def root(column: int) -> int:
        while roots[column] != column:
            roots[column] = roots[roots[column]]
            column = roots[column]
        return column

    for group in groups:
        members = [root(column) for column in group]
        first = min(members, default=0)
        for each in members:
            roots[each] = first
    return [root(column) for column in range(count)]


def _parts(program: Program, rows: list[Row], costs: dict[int, int]) -> list[_Part]:
    """Return the parts of a program, in the order of their first columns."""
    first_of = joined(len(program.columns), (terms for terms, _, _ in rows))
    members: dict[int, list[int]] = defaultdict(list)
    for column, first in enumerate(first_of):
        members[first].append(column)
    of_part: dict[int, list[tuple[int, Row]]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row[0]:
            of_part[first_of[min(row[0])]].append((program.scales.get(index, 1), row))
    result = []
    for first, columns in members.items():
        place = {column: index for index, column in enumerate(columns)}
        made = Program([program.columns[column] for column in columns])
        for scale, (terms, least, most) in of_part[first]:
            placed = ((place[c], each) for c, each in terms.items())
            made.row(placed, least=least, most=most, scale=scale)
        objective = tuple((place[c], costs[c]) for c in columns if costs.get(c))
        result.append(_Part(tuple(columns), made, objective))
    return result
