"""Rounded sums that lie neither below nor above what is due: a larger one may save something."""

from fractions import Fraction

import pytest

from planner.engine.solving.rounding import RoundedSums
from planner.engine.solving.solver import Answer, minimize
from planner.model.proof import Status

# Compared exactly, and too fine for that.
RATIOS = (Fraction(1, 3), Fraction(333, 1000), Fraction(123_457, 1_000_003))


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("pieces", [0, 1, 2, 7, 500])
@pytest.mark.parametrize("factor", [1, -1])
def test_a_held_sum_is_what_is_due_whether_more_of_it_costs_or_saves(
    ratio: Fraction, pieces: int, factor: int
) -> None:
    made = RoundedSums()
    opened = made.program.column(1, 1)
    bought = made.program.column(pieces, pieces)
    (column,) = made.times({bought: 1}, ratio, opened, held=True)

    answer = minimize(made.program, [(column, factor), (opened, 1000)])

    assert answer.status is Status.OPTIMAL
    assert answer.values[column] == int(ratio * pieces + Fraction(1, 2))


@pytest.mark.parametrize("wrong", [166, 168])
def test_what_the_solver_rounds_wrongly_is_forbidden_and_nothing_else(wrong: int) -> None:
    made = RoundedSums()
    opened = made.program.column(1, 1)
    bought = made.program.column(0, 500)
    (column,) = made.times({bought: 1}, Fraction(333, 1000), opened, held=True)
    values = {opened: 1, bought: 500, column: wrong}

    assert made.repair([values[each] for each in sorted(values)])

    # Half up: 166.5 is 167, and what was right before stays so.
    for pieces, due in ((500, 167), (499, 166), (0, 0)):
        made.program.columns[bought] = (pieces, pieces)
        for factor in (1, -1):
            answer = minimize(made.program, [(column, factor), (opened, 1000)])
            assert answer.values[column] == due


def test_a_whole_ratio_needs_no_column_of_its_own() -> None:
    made = RoundedSums()
    opened, bought = made.program.switch(), made.program.column(0, 9)
    assert made.times({bought: 1}, Fraction(3), opened, held=True) == {bought: 3}
    assert made.times({}, Fraction(1, 3), opened, held=True) == {}


def test_a_wrong_rounding_is_solved_anew_and_stays_where_there_is_no_time_for_it() -> None:
    made = RoundedSums()
    opened, bought = made.program.column(1, 1), made.program.column(500, 500)
    (column,) = made.times({bought: 1}, Fraction(333, 1000), opened, held=True)
    values = {opened: 1, bought: 500, column: 166}
    wrong = Answer(Status.OPTIMAL, tuple(values[each] for each in sorted(values)), 166, 166)

    assert made.mended(wrong, lambda: Answer(Status.UNKNOWN, bound=9), times=3) == wrong

    right = made.mended(
        wrong, lambda: minimize(made.program, [(column, 1), (opened, 1000)]), times=3
    )
    assert (right.status, right.values[column]) == (Status.OPTIMAL, 167)
