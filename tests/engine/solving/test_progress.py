"""Long work is told of, and can be ended by whoever watches."""

from decimal import Decimal

import pytest

from planner.engine.questions.conflict import contradiction
from planner.engine.questions.curve import curve
from planner.engine.questions.why import why
from planner.engine.sizing.size import size
from planner.engine.solving.effort import UNHURRIED, Tries
from planner.engine.solving.progress import Progress
from planner.engine.solving.solver import Program, minimize
from planner.model.findings import PlannerError
from planner.model.proof import Status
from planner.model.wording import demand_text
from tests.engine.efforts import watched_by
from tests.engine.questions.test_curve import SEED
from tests.engine.sizing.test_size import WARES
from tests.engine.sizing_cases import RATES, shop, wish


def hard_program() -> tuple[Program, list[tuple[int, int]]]:
    """Return a knapsack that takes the solver more than a look."""
    program = Program()
    columns = [program.column(0, 9) for _ in range(40)]
    for row in range(12):
        terms = [(c, 7 + (c * c * (row + 3)) % 31) for c in columns]
        program.row(terms, least=997 + row * 13)
    return program, [(c, 101 + (c * 37) % 53) for c in columns]


def test_a_watcher_sees_a_bound_below_what_is_found() -> None:
    program, objective = hard_program()
    told: list[tuple[int | None, int]] = []

    def watch(best: int | None, bound: int) -> bool:
        told.append((best, bound))
        return len(told) < 20

    answer = minimize(program, objective, watch=watch)

    assert answer.values
    found = [(best, bound) for best, bound in told if best is not None]
    assert found
    assert all(bound <= best and answer.bound <= best for best, bound in found)


def test_whoever_says_no_gets_the_best_so_far_with_its_gap() -> None:
    program, objective = hard_program()

    answer = minimize(program, objective, watch=lambda best, _: best is None)

    assert answer.status is Status.FEASIBLE
    assert 0 < answer.bound < answer.objective


def test_whoever_says_no_at_once_gets_no_build_and_is_told_so() -> None:
    sized = size(wish(nodes=7), shop(*WARES), RATES, effort=watched_by(lambda _: False))

    assert (sized.status, sized.build) == (Status.UNKNOWN, None)


def test_what_is_told_of_a_build_is_its_cost_and_a_bound() -> None:
    told: list[Progress] = []

    def go_on(progress: Progress) -> bool:
        told.append(progress)
        return True

    sized = size(wish(nodes=7), shop(*WARES), RATES, effort=watched_by(go_on))

    assert sized.bom is not None
    assert sized.bom.total is not None
    assert all(each.cost is None or each.cost >= sized.bom.total for each in told)
    assert all(each.bound is None or each.bound <= sized.bom.total for each in told)


def test_while_the_aim_is_no_money_there_is_no_cost_to_tell_of() -> None:
    told: list[Progress] = []

    def go_on(progress: Progress) -> bool:
        told.append(progress)
        return progress.cost is None

    wanted = wish(objective="nodes", budget=Decimal(700))
    size(wanted, shop(*WARES), RATES, effort=watched_by(go_on))

    assert told[0].cost is None


def test_a_curve_counts_its_nodes_and_ends_when_told_to() -> None:
    told: list[Progress] = []

    def two(progress: Progress) -> bool:
        told.append(progress)
        return progress.done < 2

    points = curve(wish(nodes=8), shop(*SEED), RATES, most=8, effort=watched_by(two))

    assert [point.nodes for point in points] == [1, 2]
    assert {each.of for each in told} == {8}


def test_a_point_that_was_being_worked_at_is_left_out() -> None:
    points = curve(wish(nodes=8), shop(*SEED), RATES, most=8, effort=watched_by(lambda _: False))

    assert points == ()


def test_what_a_watcher_raises_ends_the_work() -> None:
    def interrupted(_: Progress) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        curve(wish(nodes=8), shop(*SEED), RATES, most=8, effort=watched_by(interrupted))


@pytest.mark.parametrize("number", ["pi", "sw-16"])
def test_why_tells_how_many_builds_it_has_tried(number: str) -> None:
    told: list[int] = []

    def go_on(progress: Progress) -> bool:
        told.append(progress.done)
        return True

    wanted, catalog = wish(nodes=7), shop(*WARES)
    why(number, size(wanted, catalog, RATES), catalog, RATES, effort=watched_by(go_on))

    assert told == sorted(told)
    assert told[-1] > 2


def test_a_question_that_nobody_waits_for_ends_without_an_answer() -> None:
    wanted, catalog = wish(nodes=7), shop(*WARES)
    best = size(wanted, catalog, RATES)

    with pytest.raises(PlannerError, match="was stopped before there was an answer"):
        why("pi", best, catalog, RATES, effort=watched_by(lambda _: False))


def test_wishes_that_contradict_each_other_are_told_as_far_as_that_is_known() -> None:
    wanted, catalog = wish(nodes=7, mbps=100, budget=Decimal(9)), shop(*WARES)

    found = contradiction(wanted, catalog, RATES, effort=watched_by(lambda told: told.done < 2))

    # Together they allow no build; whether fewer do, and what it costs without one, is not known.
    assert "a budget of S$9.00" in [demand_text(each.wish) for each in found]
    assert {(each.cost, each.of_fewest, each.known) for each in found} == {(None, False, False)}
    assert len(found) > len(contradiction(wanted, catalog, RATES))


def test_tries_within_tries_are_counted_on() -> None:
    told: list[Progress] = []

    def go_on(progress: Progress) -> bool:
        told.append(progress)
        return True

    outer = Tries(watched_by(go_on))
    outer.next()
    inner = Tries(outer.effort)
    inner.next()

    assert [(each.done, each.of) for each in told] == [(1, 0), (2, 0)]
    assert Tries(UNHURRIED).effort is UNHURRIED
    Tries(UNHURRIED).next()
