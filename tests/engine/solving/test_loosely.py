"""Rounded sums that the solver need not make whole: what is found is proven all the same."""

import itertools
from collections.abc import Sequence
from fractions import Fraction
from random import Random

import pytest

from planner.engine.solving.rounding import RoundedSums, Sum, plus
from planner.engine.solving.solver import Answer, minimize
from planner.model.proof import Status

RATIOS = (Fraction(1, 3), Fraction(9, 100), Fraction(123_457, 1_000_003), Fraction(17_128, 10_000))


def shops(random: Random, pieces: int = 6) -> tuple[RoundedSums, Sum]:
    """Return shops that sell alike pieces, each with a rounded price and a tax above a limit."""
    made, objective, packs = RoundedSums(), dict[int, int](), list[list[int]]()
    for _ in range(3):
        opened = made.program.switch()
        bought = [made.program.column(0, pieces) for _ in range(2)]
        for column in bought:
            made.program.row([(column, -1), (opened, pieces)], least=0)
        goods = {column: random.randint(5_000, 5_400) for column in bought}
        worth = made.times(goods, random.choice(RATIOS), opened)
        gate, limit = made.program.switch(), random.randint(2_000, 40_000)
        most = made.upper(worth)
        made.program.row([(gate, 1), (opened, -1)], most=0)
        made.program.row([*worth.items(), (gate, -max(most - limit, 0))], most=limit)
        tax = made.times(worth, Fraction(9, 100), opened, gate=gate, shut=limit)
        objective = plus(objective, plus(plus(worth, tax), {opened: random.randint(0, 300)}))
        packs.append(bought)
    for kind in range(2):
        made.program.row([(bought[kind], 1) for bought in packs], least=pieces)
    return made, objective


def solved(
    made: RoundedSums,
    objective: Sum,
    loose: frozenset[int] = frozenset(),
    start: tuple[int, ...] = (),
) -> Answer:
    assert not start or made.program.holds(start)
    return minimize(made.program, objective.items(), start=start, loose=loose)


@pytest.mark.parametrize("seed", range(25))
def test_what_is_found_so_is_what_whole_columns_find(seed: int) -> None:
    made, objective = shops(Random(seed))  # noqa: S311
    quick = made.quickly(
        lambda loose, start: solved(made, objective, loose, start), objective, times=20
    )

    again, objective = shops(Random(seed))  # noqa: S311
    slow = again.mended(solved(again, objective), lambda: solved(again, objective), times=20)

    assert quick is not None
    assert (quick.status, quick.objective, quick.bound) == (slow.status, slow.objective, slow.bound)
    assert made.program.holds(quick.values)
    assert not made.repair(quick.values)


def test_of_two_that_differ_by_less_than_is_rounded_the_cheaper_one_is_proven() -> None:
    # 0.35 and 0.45 of a piece: left free, either lies half a unit too low.
    for prices in itertools.permutations((1_040, 1_045, 1_048)):
        made = RoundedSums()
        switches = [made.program.switch() for _ in prices]
        made.program.row([(each, 1) for each in switches], least=1)
        objective: Sum = {}
        for opened, price in zip(switches, prices, strict=True):
            objective = plus(objective, made.times({opened: price}, Fraction(1, 10), opened))
            objective = plus(objective, made.times({opened: price}, Fraction(1, 7), opened))

        found = made.quickly(
            lambda loose, start, made=made, objective=objective: solved(  # type: ignore[misc]
                made, objective, loose, start
            ),
            objective,
            times=20,
        )

        assert found is not None
        assert found.objective == found.bound == 104 + 149
        assert found.status is Status.OPTIMAL


def answering(answers: Sequence[Answer], times: int = 5) -> Answer | None:
    """Return what comes of a solver that answers so, of a third of three pieces or more."""
    made = RoundedSums()
    opened, bought = made.program.column(1, 1), made.program.column(3, 9)
    (column,) = made.times({bought: 1}, Fraction(1, 3), opened)
    left = iter(answers)
    return made.quickly(lambda loose, start: next(left), {column: 1, opened: 10}, times=times)


def test_where_nothing_is_found_that_is_the_answer_with_its_bound() -> None:
    assert answering([Answer(Status.UNKNOWN, bound=7)]) == Answer(Status.UNKNOWN, bound=7)


def test_that_nothing_fits_is_asked_of_whole_columns() -> None:
    assert answering([Answer(Status.INFEASIBLE)]) is None
    found = Answer(Status.OPTIMAL, (1, 4, 1), 11, bound=10)
    assert answering([found, Answer(Status.INFEASIBLE)]) is None


def test_where_time_is_up_the_best_so_far_is_the_answer() -> None:
    better, worse = (1, 3, 1), (1, 6, 2)
    short = Answer(Status.FEASIBLE, worse, 11, bound=10)
    found = answering([short])
    assert found == Answer(Status.FEASIBLE, worse, 12, bound=10)

    looked = [Answer(Status.OPTIMAL, worse, 11, bound=10), Answer(Status.UNKNOWN, bound=9)]
    assert answering(looked) == Answer(Status.FEASIBLE, (*worse, 0, 0), 12, bound=10)

    # The nearest whole numbers may be too low; what is due is counted.
    low = Answer(Status.FEASIBLE, (1, 3, 0), 10, bound=11)
    assert answering([low]) == Answer(Status.OPTIMAL, better, 11, bound=11)


def test_what_breaks_a_row_is_no_answer_and_whole_columns_are_asked() -> None:
    assert answering([Answer(Status.FEASIBLE, (1, 2, 1), 11, bound=9)]) is None


def test_whole_columns_are_asked_where_holding_what_was_found_does_not_prove_it() -> None:
    stuck = Answer(Status.OPTIMAL, (1, 4, 1), 11, bound=10)
    again = Answer(Status.OPTIMAL, (1, 4, 1, 0, 0), 11, bound=10)
    assert answering([stuck, again]) is None
    assert answering([stuck], times=1) is None


def test_a_worse_answer_after_a_better_one_is_not_taken() -> None:
    better = Answer(Status.OPTIMAL, (1, 4, 1), 11, bound=10)
    worse = Answer(Status.FEASIBLE, (1, 6, 2, 0, 1), 12, bound=10)
    assert answering([better, worse]) == Answer(Status.FEASIBLE, (1, 4, 1, 0, 0), 11, bound=10)
