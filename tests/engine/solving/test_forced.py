"""Programs whose rows force every column: what is said of them is what the solver finds."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.solving import by_parts
from planner.engine.solving._forced import forced
from planner.engine.solving.by_parts import minimize_by_parts
from planner.engine.solving.solver import Answer, Program, minimize, total_of
from planner.model.proof import Status
from tests.examples import examples


def order(pieces: int = 7) -> Program:
    """A vendor who alone sells what is needed: its switch, packs of five, and what they cost."""
    program = Program([(0, 1), (0, 9), (0, 99)])
    program.row([(1, -1), (0, 9)], least=0)
    program.row([(1, 5)], least=pieces)
    program.row([(2, 1), (1, -3)], least=0)
    return program


def test_what_nothing_else_can_serve_is_bought_without_a_solver(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert forced(order(), [(0, 4), (2, 1)]) == Answer(Status.OPTIMAL, (1, 2, 6), 10, 10)
    monkeypatch.setattr(by_parts, "minimize", lambda *_, **__: pytest.fail("solved"))
    assert minimize_by_parts(order(), [(0, 4), (2, 1)]).objective == 10


def test_a_choice_between_two_is_none_of_its() -> None:
    program = Program([(0, 1), (0, 1)])
    program.row([(0, 1), (1, 1)], least=1)
    assert forced(program, [(0, 2), (1, 3)]) is None
    # Not even where values are known, unless they cost as little as the least that can be.
    assert forced(program, [(0, 2), (1, 3)], (1, 0)) is None
    assert forced(program, [(1, 3)], (1, 0)) == Answer(Status.OPTIMAL, (1, 0), 0, 0)
    assert forced(program, [(1, 3)], (0, 1)) is None
    assert forced(program, [(1, 3)], (0, 0)) is None  # it does not fulfil the row


def test_what_saves_what_cannot_be_and_what_is_large_is_left_to_the_solver() -> None:
    assert forced(order(), [(0, -4)]) is None
    assert forced(order(50), [(0, 4)]) is None
    assert minimize_by_parts(order(50), [(0, 4)]).status is Status.INFEASIBLE
    wide = order()
    wide.columns += [(0, 1)] * 22
    assert forced(wide, [(0, 4), (2, 1)]) is None


def test_a_column_that_does_not_count_in_a_row_is_bound_by_no_such_row() -> None:
    program = Program([(0, 5), (0, 5)])
    program.row([(0, 1), (1, 0)], least=4)
    assert forced(program, [(0, 1), (1, 1)]) == Answer(Status.OPTIMAL, (4, 0), 4, 4)


def test_bounds_that_rise_step_by_step_without_an_end_are_left_to_the_solver() -> None:
    # Each is to be more than the other: nothing fulfils that, and no one step shows it.
    program = Program([(0, 99), (0, 99)])
    program.row([(0, 1), (1, -1)], least=1)
    program.row([(1, 1), (0, -1)], least=1)
    assert forced(program, [(0, 1), (1, 1)]) is None
    assert minimize_by_parts(program, [(0, 1), (1, 1)]).status is Status.INFEASIBLE


def test_a_bound_from_above_forces_as_well() -> None:
    program = Program([(0, 5), (0, 5)])
    program.row([(0, 1), (1, 1)], least=7)
    program.row([(0, 1)], most=2)
    assert forced(program, [(0, 1), (1, 1)], ()) == Answer(Status.OPTIMAL, (2, 5), 7, 7)


@st.composite
def programs(draw: Any) -> tuple[Program, list[tuple[int, int]]]:
    count = draw(st.integers(1, 5))
    program = Program([(0, draw(st.integers(0, 6))) for _ in range(count)])
    for _ in range(draw(st.integers(0, 5))):
        chosen = draw(st.sets(st.integers(0, count - 1), min_size=1))
        terms = [(column, draw(st.integers(-3, 3))) for column in sorted(chosen)]
        bound = draw(st.integers(-6, 9))
        above = draw(st.booleans())
        program.row(terms, least=None if above else bound, most=bound if above else None)
    return program, [(column, draw(st.integers(0, 5))) for column in range(count)]


def known(program: Program, start: Sequence[int], objective: list[tuple[int, int]]) -> None:
    whole, found = minimize(program, objective), forced(program, objective, start)
    if found is not None:
        assert (found.status, found.objective) == (whole.status, whole.objective)
        assert found.bound == found.objective == total_of(objective, found.values)
        assert program.holds(found.values)


@examples(400)
@given(programs())
def test_whatever_it_says_the_solver_says_too(case: tuple[Program, list[tuple[int, int]]]) -> None:
    program, objective = case
    known(program, (), objective)
    known(program, minimize(program, objective).values, objective)
