"""A start for large markets, found with the vendors that matter; the best basket stays the same."""

from decimal import Decimal

import pytest
from hypothesis import given

from planner.engine.buying import _start as purchase_start
from planner.engine.buying._start import good_start
from planner.engine.buying.basket import buy
from planner.engine.buying.choices import choices, vendors_that_serve
from planner.engine.buying.program import PurchasingProgram, purchasing_program
from planner.engine.solving import solver
from planner.engine.solving.solver import Program, minimize, relaxed
from planner.model.basket import Need
from planner.model.buying import NO_TERMS, BuyingTerms, Market
from planner.model.money import Money
from planner.model.proof import Status
from planner.model.vendors import Coupon
from tests.engine.buying.test_against_brute_force import problems
from tests.engine.efforts import in_time
from tests.engine.purchase_cases import LANDING, need, shop, sold
from tests.examples import examples


def made(needs: tuple[Need, ...], market: Market) -> PurchasingProgram:
    vendors = vendors_that_serve(market.vendors, LANDING, NO_TERMS)
    offered = choices(needs, market.offers, vendors, LANDING, NO_TERMS)
    return purchasing_program(needs, offered, vendors, LANDING)


MARKET = Market(
    (
        *(sold("board", f"shop-{index}", f"1: {50 + index}.00") for index in range(9)),
        *(sold("lead", f"shop-{index}", f"1: {9 - index}.00", stock=2) for index in range(9)),
    ),
    tuple(shop(f"shop-{index}", shipping="5.00") for index in range(9)),
)
NEEDS = (need("board", 2), need("lead", 4))


@pytest.fixture
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purchase_start, "LARGE", 0)


def test_a_small_program_needs_no_start() -> None:
    start = good_start(made(NEEDS, MARKET))
    assert (start.status, start.values) == (Status.UNKNOWN, ())


@pytest.mark.usefixtures("small_is_large")
def test_a_start_fulfils_the_whole_program_and_is_near_the_best() -> None:
    program = made(NEEDS, MARKET)
    best = minimize(program.program, program.objective.items())
    start = good_start(program, effort=in_time(60_000))
    spent = sum(cost * start.values[column] for column, cost in program.objective.items())
    for terms, least, most in program.program.rows:
        found = sum(factor * start.values[column] for column, factor in terms.items())
        assert least is None or least <= found
        assert most is None or found <= most
    assert best.objective <= spent <= best.objective * 11 // 10
    # Going on from it, the solver proves the best one.
    again = minimize(program.program, program.objective.items(), start=start.values)
    assert (again.status, again.objective) == (Status.OPTIMAL, best.objective)


@pytest.mark.usefixtures("small_is_large")
def test_without_time_there_is_no_start_and_the_search_goes_on_without() -> None:
    assert good_start(made(NEEDS, MARKET), effort=in_time(0)).values == ()
    found = buy(NEEDS, MARKET, LANDING, effort=in_time(60_000))
    assert (found.status, found.total) == (Status.OPTIMAL, Money(Decimal("121.00"), "SGD"))


@pytest.mark.usefixtures("small_is_large")
def test_where_few_offers_do_not_hold_everything_there_is_no_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(purchase_start, "_FEW", 0)
    monkeypatch.setattr(purchase_start, "_is_bought", lambda *_: False)
    assert good_start(made(NEEDS, MARKET)).values == ()


@pytest.mark.usefixtures("small_is_large")
def test_a_market_that_cannot_serve_has_no_start() -> None:
    few = Market((sold("board", "near", "1: 5.00", stock=1),), (shop("near"),))
    assert good_start(made((need("board", 2),), few)).values == ()


def test_what_need_not_be_whole_is_told_in_thousandths() -> None:
    program = Program()
    first, second = program.column(0, 3), program.column(0, 3)
    program.row([(first, 2), (second, 1)], least=3)
    assert relaxed(program, [(first, 3), (second, 2)]) == (1500, 0)


def test_what_is_good_enough_is_not_called_proven() -> None:
    program = Program()
    column = program.column(0, 3)
    program.row([(column, 1)], least=2)
    assert minimize(program, [(column, 5)], good_enough=True).status is Status.FEASIBLE


@examples(150)
@given(problems())
def test_the_basket_is_as_cheap_with_a_start_as_without(
    problem: tuple[tuple[Need, ...], Market, BuyingTerms],
) -> None:
    needs, market, terms = problem
    without = buy(needs, market, LANDING, terms)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(purchase_start, "LARGE", 0)
        with_it = buy(needs, market, LANDING, terms)
    assert (with_it.status, with_it.total) == (without.status, without.total)


@pytest.mark.usefixtures("small_is_large")
def test_a_large_program_with_a_start_has_the_same_answer_without_a_presolve(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = made(NEEDS, MARKET)
    start = good_start(program, effort=in_time(60_000))
    usual = minimize(program.program, program.objective.items(), start=start.values)
    monkeypatch.setattr(solver, "_LARGE", 0)
    monkeypatch.setattr(solver, "_SMALL", 0)
    found = minimize(program.program, program.objective.items(), start=start.values)
    assert (found.status, found.objective) == (usual.status, usual.objective)
    loosely = minimize(program.program, program.objective.items(), loose={0})
    assert loosely.bound <= usual.objective


def test_what_the_solver_calls_infeasible_with_loose_sums_is_bought_all_the_same() -> None:
    # HiGHS 1.15.1 does so here, in the second round, once the rounded sums of the first are held.
    vendors = (
        shop(
            "a",
            shipping_per_pack="0.01",
            free_shipping_over="1.00",
            discount_percent="5",
            card_percent="9",
            coupon=Coupon(vendor="a", code="SAVE", percent=Decimal(0)),
        ),
        shop("b", free_shipping_over="1.00", minimum_order="1.00", handling="0"),
    )
    offers = (
        sold("x", "a", "1: 0.22"),
        sold("x", "b", "1: 0.05"),
        sold("y", "a", "1: 0.145", pack_size=2),
    )

    found = buy((need("x"), need("y")), Market(offers, vendors), LANDING, BuyingTerms())

    assert found.status is Status.OPTIMAL
    assert found.total is not None
    assert found.total.amount == Decimal("0.40")
