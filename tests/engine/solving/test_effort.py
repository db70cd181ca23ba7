"""An effort is kept: shares never exceed it together, and work ends when it is over."""

from decimal import Decimal
from fractions import Fraction
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.buying.basket import buy, solve
from planner.engine.buying.program import PurchasingProgram
from planner.engine.questions import conflict as infeasible
from planner.engine.questions.conflict import contradiction, fewest, relaxation
from planner.engine.questions.curve import curve
from planner.engine.questions.frontier import frontier
from planner.engine.sizing._power_fits import PowerClass
from planner.engine.sizing._unit_patterns import MOST_WAYS, one_more
from planner.engine.sizing.program_power import combinations_of
from planner.engine.sizing.size import size
from planner.engine.solving import solver as optimize
from planner.engine.solving.by_parts import minimize_by_parts
from planner.engine.solving.effort import UNHURRIED, Effort, OutOfTimeError
from planner.engine.solving.progress import ONE_STEP, Progress
from planner.engine.solving.solver import Answer, Program, early_bound, minimize, relaxed
from planner.model.buying import BuyingTerms, Market
from planner.model.findings import PlannerError
from planner.model.money import Money
from planner.model.proof import Status
from planner.model.requirement import Measure, Requirement
from planner.model.sizing import NodesLeft, WayOut
from planner.model.wishes import Wish, WishKind
from planner.model.wording import demand_text
from tests.engine.efforts import in_time, watched_by
from tests.engine.purchase_cases import LANDING, need, shop, sold, with_prices
from tests.engine.questions.test_curve import SEED
from tests.engine.sizing.test_size import WARES
from tests.engine.sizing_cases import RATES, card, wish
from tests.engine.sizing_cases import shop as catalog_of
from tests.engine.solving.test_progress import hard_program
from tests.examples import examples


class Clock:
    """A clock that goes on when it is told to, and by a step each time that it is looked at."""

    def __init__(self, step_ms: int = 0) -> None:
        self.now, self.step_ms = 0, step_ms

    def __call__(self) -> int:
        self.now += self.step_ms
        return self.now


@examples(200)
@given(
    st.integers(0, 10_000),
    st.lists(st.tuples(st.integers(1, 5), st.integers(0, 120)), max_size=8),
)
def test_shares_that_are_used_up_never_exceed_the_limit(
    limit: int, tries: list[tuple[int, int]]
) -> None:
    clock = Clock()
    whole = Effort.lasting(limit, clock)
    for times, percent in tries:
        left = whole.share(times).left_ms()
        assert left is not None
        clock.now += min(left * percent // 100, left)
        assert clock.now <= limit
    assert (whole.left_ms() or 0) + clock.now == limit


def test_what_one_share_does_not_need_is_left_to_the_next() -> None:
    clock = Clock()
    whole = Effort.lasting(90, clock)
    assert whole.share(3).left_ms() == 30
    clock.now += 10
    assert whole.share(2).left_ms() == 40
    assert whole.part(3, 4).left_ms() == 60


def test_without_a_limit_there_is_always_time() -> None:
    assert Effort.lasting(5, UNHURRIED.clock).left_ms() == 5
    assert UNHURRIED.goes_on()
    assert UNHURRIED.left_ms() is None
    assert UNHURRIED.share(3) is UNHURRIED
    assert UNHURRIED.quietly() is UNHURRIED
    assert list(UNHURRIED.over(range(3), every=1)) == [0, 1, 2]


def test_long_work_looks_at_the_clock_and_asks_as_it_goes() -> None:
    late = Effort.lasting(5, Clock(step_ms=1))
    with pytest.raises(OutOfTimeError):
        list(late.over(count(), every=1))
    asked: list[Progress] = []

    def twice(progress: Progress) -> bool:
        asked.append(progress)
        return len(asked) < 3

    with pytest.raises(OutOfTimeError):
        list(watched_by(twice).over(count()))
    assert asked == [ONE_STEP] * 3


def test_a_solver_that_does_not_look_up_is_left_and_what_it_told_is_the_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program, objective = hard_program()
    monkeypatch.setattr(optimize._Seen, "_asks", lambda *_: None)
    monkeypatch.setattr(optimize, "_LOOKS_AFTER_THE_END", 1)

    found = minimize(program, objective, watch=lambda best, _: best is None)

    assert found.status is Status.FEASIBLE
    assert 0 < found.bound < found.objective


def test_a_solver_that_ends_with_nothing_found_leaves_what_was_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program, objective = hard_program()
    made = optimize._solver

    def without_time(effort: Effort) -> object:
        solver = made(effort)
        solver.setOptionValue("time_limit", 0.0)
        solver.setOptionValue("mip_heuristic_effort", 0.0)
        return solver

    monkeypatch.setattr(optimize, "_solver", without_time)
    assert minimize(program, objective) == Answer(Status.UNKNOWN)


def test_where_there_is_no_time_what_is_known_at_the_start_is_the_answer() -> None:
    program = Program()
    column = program.column(0, 9)
    for _ in range(200):
        program.row([(column, 2)], least=3)
    start = Answer(Status.FEASIBLE, (3,), 3)
    assert minimize(program, [(column, 1)], effort=in_time(0), start=(3,)) == start
    # Time is up while the program is handed over.
    late = Effort.lasting(2, Clock(step_ms=1))
    assert minimize(program, [(column, 1)], effort=late, start=(3,)) == start
    assert relaxed(program, [(column, 1)], effort=Effort.lasting(2, Clock(step_ms=1))) == ()
    assert relaxed(program, [(column, 1)]) == (1500,)


@pytest.mark.parametrize("limit", range(1, 60, 3))
def test_however_early_time_is_up_a_sizing_says_honestly_how_sure_it_is(limit: int) -> None:
    best = size(wish(nodes=7), catalog_of(*WARES), RATES)
    effort = Effort.lasting(limit, Clock(step_ms=1))
    found = size(wish(nodes=7), catalog_of(*WARES), RATES, effort=effort)
    assert best.bom is not None
    if found.bom is None:
        assert found.status is Status.UNKNOWN
    else:
        assert found.bound is not None
        assert found.bound <= best.bom.subtotal <= found.bom.subtotal


@pytest.mark.parametrize("limit", range(1, 120, 5))
def test_however_early_time_is_up_a_basket_is_known_and_its_bound_holds(limit: int) -> None:
    vendors = (shop("a", shipping="5"), shop("b", shipping="5"), shop("c", minimum_order="50"))
    offers = tuple(
        sold(f"part-{number}", name, f"1: {10 + number + place}.00")
        for number in range(4)
        for place, name in enumerate("abc")
    )
    needs, market = [need(f"part-{number}") for number in range(4)], Market(offers, vendors)
    best = buy(needs, market, LANDING)
    clock = Clock(step_ms=1)
    effort = Effort.lasting(limit, clock)
    found = with_prices(needs, market, LANDING, BuyingTerms(exclude=("c",)), effort=effort)
    assert found.total is not None
    assert best.total is not None
    assert found.bound is not None
    assert found.bound <= best.total <= found.total
    assert [each.term.kind for each in found.term_prices] == ["exclude"]


def test_no_other_basket_is_found_without_time() -> None:
    market = Market((sold("board", "a", "1: 2.00"),), (shop("a"),))
    assert solve((need("board"),), market, LANDING, BuyingTerms(), effort=in_time(0)) == (
        Status.UNKNOWN,
        None,
    )


def test_points_of_a_curve_that_there_is_no_time_for_are_left_out() -> None:
    assert curve(wish(nodes=8), catalog_of(*SEED), RATES, most=8, effort=in_time(0)) == ()
    late = Effort.lasting(40, Clock(step_ms=1))
    points = curve(wish(nodes=8), catalog_of(*SEED), RATES, most=8, effort=late)
    assert len(points) < 8
    assert {point.status for point in points} <= {Status.OPTIMAL}


MANY_WARES = (*WARES, *((card(f"card-of-{number}"), "10.00") for number in range(150)))


def test_nothing_is_sized_where_there_is_no_time_to_look_at_all_parts() -> None:
    catalog, late = catalog_of(*MANY_WARES), in_time(0)
    assert size(wish(nodes=2), catalog, RATES, effort=late).status is Status.UNKNOWN
    assert curve(wish(nodes=2), catalog, RATES, most=4, effort=late) == ()
    found = frontier(wish(nodes=2), catalog, RATES, against=Measure.NODES, effort=late)
    assert (found.points, found.complete) == ((), False)


def test_a_program_is_not_taken_apart_without_time() -> None:
    program = Program()
    column = program.column(0, 9)
    for _ in range(200):
        program.row([(column, 2)], least=3)
    assert minimize_by_parts(program, [(column, 1)], effort=in_time(0)).status is Status.UNKNOWN


def test_an_order_that_is_not_mended_in_time_keeps_the_bound_that_was_proven() -> None:
    made = PurchasingProgram()
    opened, units = made.program.switch(), made.program.column(3, 3)
    made.times({units: 1}, Fraction(1, 2), opened)
    proven = Answer(Status.OPTIMAL, tuple([1, 3] + [0] * (len(made.program.columns) - 2)), 1, 1)
    assert made.mended(proven, lambda: Answer(Status.UNKNOWN), times=3) == proven


# --- what is in the way ---------------------------------------------------------------------------


def test_of_too_many_sets_of_wishes_not_all_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(infeasible, "_MOST_LOOKED_AT", 3)
    sets = [frozenset({0, 1}), frozenset({2, 3, 4})]
    found, sure = fewest(5, lambda tried: any(each <= tried for each in sets))
    assert (found, sure) == (frozenset({2, 3, 4}), False)


def test_time_that_is_up_leaves_the_wishes_that_are_known_to_contradict_each_other() -> None:
    left = iter([True, True])

    def is_impossible(_: frozenset[int]) -> bool:
        try:
            return next(left)
        except StopIteration:
            raise OutOfTimeError from None

    assert fewest(5, is_impossible) == (frozenset({2, 3, 4}), False)


def test_how_many_nodes_there_can_be_is_told_as_far_as_it_was_tried() -> None:
    wish_of_nodes = Wish(WishKind.NODES, 9)
    tries = iter([WayOut(Money(Decimal(9), "SGD")), WayOut(Money(Decimal(5), "SGD"))])

    def price(_: Requirement) -> WayOut | None:
        try:
            return next(tries)
        except StopIteration:
            raise OutOfTimeError from None

    found = relaxation(wish_of_nodes, wish(nodes=9), price)
    assert (found.instead, found.known) == (NodesLeft(5, is_most=False), True)


def test_a_try_that_was_not_proven_decides_nothing() -> None:
    wanted = wish(nodes=7, budget=Decimal(9))
    found = contradiction(wanted, catalog_of(*WARES), RATES, effort=in_time(0))
    assert {(each.cost, each.known, each.of_fewest) for each in found} == {(None, False, False)}
    assert "a budget of S$9.00" in [demand_text(each.wish) for each in found]


# --- many roles ----------------------------------------------------------------------------------


def drawing(watts: int) -> PowerClass:
    return PowerClass("USB-C", watts * 1000, 0)


def alone(watts: int) -> frozenset[PowerClass]:
    return frozenset((drawing(watts),))


def test_roles_that_may_be_the_same_boards_come_to_no_more_sets_than_the_boards_do() -> None:
    kinds = {alone(3), alone(4), alone(5)}
    sets = combinations_of([kinds] * 60, 10, UNHURRIED)
    assert len(sets) == 7
    assert max(map(len, sets)) == 3


def test_no_set_has_more_classes_than_a_unit_has_outlets() -> None:
    kinds = {alone(watts) for watts in range(30)}
    sets = combinations_of([kinds] * 9, 2, UNHURRIED)
    assert len(sets) == 30 + 30 * 29 // 2
    one_of_each = combinations_of([{alone(1)}, {alone(2)}], 9, UNHURRIED)
    assert [len(each) for each in one_of_each] == [1, 2, 1]


def test_more_ways_to_fill_units_than_a_program_takes_are_refused_in_a_sentence() -> None:
    assert one_more(0) == 1
    with pytest.raises(PlannerError, match="so many mixtures of boards"):
        one_more(MOST_WAYS)


def many_columns() -> tuple[Program, list[tuple[int, int]]]:
    """Return a program of many columns, twice one of which has to be an odd number at least."""
    program = Program()
    columns = [program.column(0, 9) for _ in range(2_000)]
    program.row([(each, 2) for each in columns], least=3)
    return program, [(each, 1000) for each in columns]


def test_a_bound_is_there_early_in_what_is_large_and_has_a_limit() -> None:
    program, costs = many_columns()
    limited = Effort.lasting(60_000, Clock(step_ms=0))

    bound = early_bound(program, costs, limited, unit=10)

    assert 1499 <= bound <= 1500
    assert minimize(program, costs).objective == 2000


def test_it_is_nothing_where_nobody_needs_it_or_there_is_no_time() -> None:
    program, costs = many_columns()
    small = Program()
    column = small.column(1, 9)
    assert early_bound(program, costs, UNHURRIED) == 0
    assert early_bound(small, [(column, 1)], Effort.lasting(60_000, Clock(step_ms=0))) == 0
    assert early_bound(program, costs, Effort.lasting(0, Clock(step_ms=1))) == 0
