"""Of all values that cost the same, the fewest pieces are taken, and never dearer ones."""

from planner.engine.solving.fewest import fewest_pieces
from planner.engine.solving.solver import Answer, Program, minimize
from planner.model.proof import Status

COSTS = [(0, 3)]
PIECES = [(1, 1), (2, 1)]


def three_columns() -> Program:
    """One column that costs, and two that cost nothing and hold four together with it."""
    program = Program()
    for _ in range(3):
        program.column(0, 9)
    program.row([(0, 1), (1, 1), (2, 2)], least=4)
    return program


def test_what_costs_nothing_is_taken_as_seldom_as_can_be() -> None:
    program = three_columns()
    found = fewest_pieces(program, COSTS, PIECES, Answer(Status.OPTIMAL, (0, 4, 0), 0, 0), minimize)
    assert found == Answer(Status.OPTIMAL, (0, 0, 2), 0, 0)


def test_the_answer_stays_where_the_fewest_do_not_hold_or_are_not_found() -> None:
    answer = Answer(Status.FEASIBLE, (0, 4, 0), 0, 0)
    assert answer == fewest_pieces(
        three_columns(), COSTS, PIECES, answer, minimize, holds=lambda values: values[1] > 0
    )
    none = Answer(Status.UNKNOWN)
    assert fewest_pieces(three_columns(), COSTS, PIECES, answer, lambda *_: none) == answer
    assert fewest_pieces(three_columns(), COSTS, PIECES, none, minimize) == none
