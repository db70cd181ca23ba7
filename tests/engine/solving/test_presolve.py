"""Programs that the solver once got wrong: what its presolve does must change no answer."""

from planner.engine.solving.solver import Program, minimize
from planner.model.proof import Status

# What is left of the program of a cluster of three nodes, without every row that is not needed.
COLUMNS = [(0, 1)] * 4 + [(0, 100_000)] * 7 + [(0, 1), (0, 2), (0, 1), (0, 5), (0, 10)]
COLUMNS += [(0, 1), (0, 1), (0, 5)]
COST = {11: 575, 12: 575, 13: 1768, 15: 257, 16: 1825, 17: 138, 18: 138, 7: 190, 10: 100}
ROWS: list[tuple[dict[int, int], int | None, int | None]] = [
    ({1: 1, 2: 1}, 1, 1),
    ({3: 1}, 1, 1),
    ({5: 1, 1: -3}, 0, None),
    ({4: 1}, 1, 1),
    ({6: 1}, 3, 3),
    ({8: 1, 0: -3}, 0, 0),
    ({7: 3, 9: -1}, 0, None),
    ({9: 1, 2: -3}, 0, 0),
    ({10: 1, 8: -1, 9: -1}, 0, 0),
    ({14: 1, 13: -5}, None, 0),
    ({2: 3, 11: -1, 12: -1}, 0, 0),
    ({3: 3, 15: -1}, 0, 0),
    ({4: 1, 16: -1}, 0, 0),
    ({6: 1, 17: -1, 18: -2}, 0, 0),
    ({5: 1}, None, 0),
    ({column: 1000 * cost for column, cost in COST.items()}, None, 5_087_000),
]


def test_a_program_with_one_answer_whose_rows_force_their_columns_has_it() -> None:
    found = minimize(Program(COLUMNS, ROWS), ())

    assert found.status is Status.OPTIMAL
    assert {column: value for column, value in enumerate(found.values) if value} == {
        2: 1, 3: 1, 4: 1, 6: 3, 7: 1, 9: 3, 10: 3, 11: 1, 12: 2, 15: 3, 16: 1, 17: 1, 18: 1,
    }  # fmt: skip
