"""A program that is solved over the columns that matter has the answer that it has as a whole."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.solving import narrowed
from planner.engine.solving.narrowed import minimize_narrowed
from planner.engine.solving.solver import Answer, Program, minimize, total_of
from planner.model.proof import Status
from tests.engine.efforts import in_time
from tests.examples import examples

Case = tuple[Program, list[tuple[int, int]]]


@pytest.fixture(autouse=True)
def _every_program_is_narrowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowed, "_MANY_COLUMNS", 1)


@st.composite
def programs(draw: Any) -> Case:
    """One of several kinds, pieces of several sizes for so many, and a limit here and there."""
    program = Program()
    kinds = [program.switch() for _ in range(draw(st.integers(1, 6)))]
    program.row([(each, 1) for each in kinds], least=draw(st.integers(0, 1)), most=1)
    needed = draw(st.integers(-9, 30))
    for kind in kinds:
        pieces = [program.column(draw(st.integers(-1, 1)), 9) for _ in range(3)]
        sizes = [(each, draw(st.integers(1, 7))) for each in pieces]
        program.row([*sizes, (kind, -needed)], least=0, scale=draw(st.sampled_from([1, 10])))
        if draw(st.booleans()):
            limited = draw(st.lists(st.sampled_from(pieces), min_size=1, unique=True))
            program.row([(each, 1) for each in limited], most=draw(st.integers(0, 9)))
    return program, [(c, draw(st.integers(-2, 40))) for c in range(len(program.columns))]


@examples(400)
@given(programs(), st.sampled_from([1, 10]))
def test_some_columns_are_as_good_as_all(case: Case, unit: int) -> None:
    program, objective = case

    whole, narrow = minimize(program, objective), minimize_narrowed(program, objective, unit=unit)

    assert (narrow.status, narrow.objective) == (whole.status, whole.objective)
    if narrow.values:
        assert narrow.objective == narrow.bound == total_of(objective, narrow.values)
        for terms, least, most in program.rows:
            found = total_of(terms.items(), narrow.values)
            assert least is None or least <= found
            assert most is None or found <= most


@examples(200)
@given(programs(), st.data())
def test_whatever_the_prices_no_values_fall_below_what_a_column_raises(
    case: Case, data: Any
) -> None:
    program, objective = case
    prices = [data.draw(st.integers(-5_000_000, 5_000_000)) for _ in program.rows]
    raised = narrowed._raised(program, dict(objective), prices)
    best = minimize(program, objective)
    for column, bound in enumerate(raised):
        if best.values and best.values[column]:
            assert bound <= best.objective * narrowed.PRICE_PARTS


class Stage:
    """A program of twelve columns with known bounds, and answers in the place of the solver's."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: Answer) -> None:
        raised = [each * narrowed.PRICE_PARTS for each in (1, 2, 3, 4, 5, 6, 7, 70, 90, 90, 90, 90)]
        self.program = Program([(0, 1)] * 12)
        self.program.row([(column, 1) for column in range(12)], least=1)
        self.asked: list[int] = []
        self.told: list[tuple[int | None, int]] = []
        self._answers = iter(answers)
        monkeypatch.setattr(narrowed, "_raised", lambda *_: raised)
        monkeypatch.setattr(narrowed, "minimize_by_parts", self._solved)

    def _solved(self, program: Program, *_: Any, watch: Any, **__: Any) -> Answer:
        self.asked.append(len(program.columns))
        if watch is not None:
            watch(None, 75)
            watch(81, 75)
        return next(self._answers)

    def _watch(self, best: int | None, bound: int) -> bool:
        self.told.append((best, bound))
        return True

    def answer(self, *, watched: bool = False) -> Answer:
        return minimize_narrowed(self.program, [(0, 1)], watch=self._watch if watched else None)


def values(columns: int, *, of: int) -> tuple[int, ...]:
    return (0,) * (columns - 1) + (1,) + (0,) * (of - columns)


def test_columns_that_cost_too_much_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(monkeypatch, Answer(Status.OPTIMAL, values(7, of=7), 70, 70))
    assert stage.answer() == Answer(Status.OPTIMAL, values(7, of=12), 70, 70)
    assert stage.asked == [7]


def test_columns_that_might_do_better_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Answer(Status.OPTIMAL, values(7, of=7), 80, 80)
    stage = Stage(monkeypatch, first, Answer(Status.OPTIMAL, values(8, of=8), 75, 75))
    assert stage.answer(watched=True) == Answer(Status.OPTIMAL, values(8, of=12), 75, 75)
    assert stage.asked == [7, 8]
    # No bound is above what other columns may come to, and what is found stays.
    assert stage.told == [(None, 70), (81, 70), (80, 75), (80, 75)]


def test_where_most_columns_might_do_better_all_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Answer(Status.OPTIMAL, values(7, of=7), 95, 95)
    whole = Answer(Status.OPTIMAL, values(9, of=12), 92, 92)
    stage = Stage(monkeypatch, first, whole)
    assert stage.answer() == whole
    assert stage.asked == [7, 12]


def test_where_some_columns_are_not_enough_all_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Answer(Status.OPTIMAL, values(9, of=12), 92, 92)
    stage = Stage(monkeypatch, Answer(Status.INFEASIBLE), whole)
    assert stage.answer() == whole
    assert stage.asked == [7, 12]


@pytest.mark.parametrize(("bound", "told"), [(60, 60), (75, 70)])
def test_a_bound_found_in_time_is_one_of_all_columns(
    monkeypatch: pytest.MonkeyPatch, bound: int, told: int
) -> None:
    found = Answer(Status.FEASIBLE, values(7, of=7), 80, bound)
    stage = Stage(monkeypatch, found)
    assert stage.answer() == Answer(Status.FEASIBLE, values(7, of=12), 80, told)
    stage = Stage(monkeypatch, Answer(Status.UNKNOWN, bound=bound))
    assert stage.answer() == Answer(Status.UNKNOWN, bound=told)


@pytest.mark.parametrize(
    "last",
    [Answer(Status.UNKNOWN, bound=72), Answer(Status.FEASIBLE, values(8, of=8), 85, 72)],
    ids=["none", "a worse one"],
)
def test_what_was_found_stays_where_there_is_no_time_for_more(
    monkeypatch: pytest.MonkeyPatch, last: Answer
) -> None:
    first = Answer(Status.OPTIMAL, values(7, of=7), 80, 80)
    stage = Stage(monkeypatch, first, last)
    assert stage.answer() == Answer(Status.FEASIBLE, values(7, of=12), 80, 72)


def test_a_small_program_is_solved_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowed, "_MANY_COLUMNS", 13)
    whole = Answer(Status.OPTIMAL, values(9, of=12), 92, 92)
    stage = Stage(monkeypatch, whole)
    assert stage.answer() == whole
    assert stage.asked == [12]


def test_without_time_there_are_no_prices_and_no_answer() -> None:
    program = Program([(0, 9), (0, 9)])
    program.row([(0, 2), (1, 3)], least=3)  # either of them would do
    nothing = Answer(Status.UNKNOWN)
    assert minimize_narrowed(program, [(0, 1), (1, 1)], effort=in_time(0)) == nothing


def test_a_column_raises_the_bound_by_what_prices_leave_of_its_cost() -> None:
    parts = narrowed.PRICE_PARTS
    # The last column cannot be 0, and the third pays: neither raises anything.
    program = Program([(0, 9), (0, 9), (0, 9), (2, 9)])
    program.row([(0, 1), (1, 2)], least=6)  # at a price of 3 a piece: 18 at least
    program.row([(2, 1)], most=4)  # nothing can be said from below
    program.row([(1, 1)], most=5)  # no price, no word
    prices = [3 * parts, 7, 0]

    raised = narrowed._raised(program, {0: 5, 1: 8, 2: -1, 3: 4}, prices)

    # 18 for the row, 9 less for the third column, 8 for two of the last.
    assert [each // parts for each in raised] == [17 + 2, 17 + 2, 17, 17]


def test_a_large_program_is_solved_by_its_row_prices() -> None:
    program = Program([(0, 9) for _ in range(150)])
    program.row([(column, 1 + column % 7) for column in range(150)], least=40)
    objective = [(column, 10 + column) for column in range(150)]
    assert minimize_narrowed(program, objective) == minimize(program, objective)
