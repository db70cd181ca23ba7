"""A program that is solved part by part has the answer that it has as a whole."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.sizing.program_costs import _add_steps
from planner.engine.sizing.program_draft import Draft
from planner.engine.solving import by_parts
from planner.engine.solving import solver as optimize
from planner.engine.solving.by_parts import minimize_by_parts
from planner.engine.solving.solver import Answer, Linear, Program, minimize, total_of
from planner.model.proof import Status
from tests.engine.efforts import in_time
from tests.examples import examples


@st.composite
def programs(draw: Any) -> tuple[Program, list[tuple[int, int]]]:
    """Choices of one among several, counts, and rows over a few of them."""
    program = Program()
    for _ in range(draw(st.integers(1, 2))):
        choices = [program.switch() for _ in range(draw(st.integers(1, 3)))]
        program.row([(each, 1) for each in choices], least=1, most=1)
    for _ in range(draw(st.integers(0, 5))):
        program.column(0, 4)
    columns = range(len(program.columns))
    for _ in range(draw(st.integers(0, 5))):
        chosen = draw(st.lists(st.sampled_from(columns), min_size=1, max_size=5))
        alike = draw(st.sampled_from([None, 1, -3]))
        terms = [(c, draw(st.integers(-3, 3)) if alike is None else alike) for c in chosen]
        least = draw(st.one_of(st.none(), st.integers(-6, 6)))
        program.row(terms, least=least, most=None if least is None else least + 4)
    return program, [(column, draw(st.integers(-9, 9))) for column in columns]


@examples(400)
@given(programs())
def test_part_by_part_is_as_good_as_at_once(case: tuple[Program, list[tuple[int, int]]]) -> None:
    program, objective = case

    whole, parts = minimize(program, objective), minimize_by_parts(program, objective)

    assert (parts.status, parts.objective) == (whole.status, whole.objective)
    if parts.values:
        assert parts.objective == total_of(objective, parts.values)
        for terms, least, most in program.rows:
            assert (least or -99) <= total_of(terms.items(), parts.values) <= (most or 99)


def test_each_part_begins_with_its_own_values_of_a_start(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []

    def noted(program: Program, objective: Linear, *, start: Sequence[int], **_: object) -> Answer:
        begun.append(tuple(start))
        return Answer(Status.FEASIBLE, tuple(start), total_of(objective, tuple(start)))

    monkeypatch.setattr(by_parts, "minimize", noted)
    program = Program([(0, 9)] * 4)
    program.row([(0, 1), (2, 1)], least=5)
    program.row([(1, 1), (3, 1)], least=7)

    answer = minimize_by_parts(program, [(each, 1) for each in range(4)], start=(2, 3, 4, 5))

    assert begun == [(2, 4), (3, 5)]
    assert (answer.values, answer.objective) == ((2, 3, 4, 5), 14)


@pytest.mark.parametrize(("cost", "found"), [(4, 0), (-4, 9), (0, 0)])
def test_a_part_that_no_row_keeps_from_its_cheapest_is_not_solved(
    monkeypatch: pytest.MonkeyPatch, cost: int, found: int
) -> None:
    monkeypatch.setattr(by_parts, "minimize", lambda *_, **__: pytest.fail("solved"))
    program = Program([(0, 9)])
    program.row([(0, 2)], least=-1, most=18)
    answer = minimize_by_parts(program, [(0, cost)])
    assert answer == Answer(Status.OPTIMAL, (found,), found * cost, found * cost)


def test_the_whole_is_told_of_and_a_cost_only_once_every_part_has_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(optimize, "_LOOK_AGAIN_S", 0.001)
    program = Program()
    for _ in range(2):
        columns = [program.column(0, 9) for _ in range(20)]
        for row in range(5):
            program.row(((c, 7 + (c * c * (row + 3)) % 31) for c in columns), least=497 + row * 13)
    told: list[tuple[int | None, int]] = []

    def watch(best: int | None, bound: int) -> bool:
        told.append((best, bound))
        return best is None

    answer = minimize_by_parts(program, [(c, 101 + (c * 37) % 53) for c in range(40)], watch=watch)

    assert answer.status is Status.FEASIBLE
    assert told[0] == (None, 0)
    assert told[-1][0] is not None
    assert 0 < answer.bound < answer.objective


def test_a_time_limit_is_for_all_parts_together() -> None:
    program = Program()
    columns = [program.column(0, 9) for _ in range(4)]
    program.row([(columns[0], 3), (columns[1], 2)], least=7)

    assert minimize_by_parts(program, [(columns[0], 1)], effort=in_time(0)).status is Status.UNKNOWN


@pytest.mark.parametrize(("cost", "bound"), [(5, 9 + 2), (-5, 0)])
def test_where_a_part_has_no_values_in_time_its_bound_and_those_before_it_hold(
    monkeypatch: pytest.MonkeyPatch, cost: int, bound: int
) -> None:
    program = Program()
    columns = [program.column(0, 9) for _ in range(6)]
    pairs = list(zip(columns[::2], columns[1::2], strict=True))
    for pair in pairs:
        program.row([(column, 1) for column in pair], least=3, most=8)  # either of them will do
    answers = iter([Answer(Status.OPTIMAL, (3, 0), 9, 9), Answer(Status.UNKNOWN, bound=2)])
    monkeypatch.setattr(by_parts, "minimize", lambda *_, **__: next(answers))
    costs = zip(pairs, (3, 1, cost), strict=True)
    objective = [(column, each) for pair, each in costs for column in pair]
    assert minimize_by_parts(program, objective) == Answer(Status.UNKNOWN, bound=bound)


prices = st.lists(st.integers(0, 30), min_size=1, max_size=4)


@examples(150)
@given(prices, prices, st.integers(1, 8))
def test_steps_that_repeat_cost_what_they_are(
    first: list[int], again: list[int], factor: int
) -> None:
    """Any steps at first, then the same ones over and over: each quantity has its own cost."""
    costs = [0]
    for step in [*first, *(again * 9)]:
        costs.append(costs[-1] + step * factor)
    for quantity in {1, 2, len(first) + 1, len(costs) // 2, len(costs) - 1}:
        for sign in (1, -1):
            draft = Draft()
            bought = draft.program.column(quantity, quantity)
            _add_steps(draft, [(bought, 1)], tuple(costs))
            dearest = minimize(draft.program, [(c, n * sign) for c, n in draft.cost])
            assert dearest.objective == costs[quantity] * sign
