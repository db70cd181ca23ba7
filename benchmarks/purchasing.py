"""How long the proven cheapest basket takes, and what of it is the solver's."""

from benchmarks.purchase_markets import LANDING, market
from benchmarks.timing import Result, Target, clocked, measured, result
from planner.engine.optimize import Status, minimize
from planner.engine.purchase_choices import NO_TERMS, choices, vendors_that_serve
from planner.engine.purchasing import buy
from planner.engine.purchasing_program import PurchasingProgram, purchasing_program

SIZES = ((20, 5, 8), (100, 30, 8), (100, 30, 64), (200, 50, 8))


def purchasing(runs: int) -> list[Result]:
    """Time proven baskets of several sizes, and the building of the program alone."""
    return [each for size in SIZES for each in _of_size(*size, runs=min(runs, 5))]


def _of_size(lines: int, vendors: int, most: int, *, runs: int) -> list[Result]:
    needs, sale = market(lines, vendors, most=most, seed=1)
    serve = vendors_that_serve(sale.vendors, LANDING, NO_TERMS)

    def buy_all() -> None:
        found = buy(needs, sale, LANDING)
        if found.status is not Status.OPTIMAL:
            raise AssertionError("the basket of the benchmark is not proven")

    def build() -> PurchasingProgram:
        offered = choices(needs, sale.offers, serve, LANDING, NO_TERMS)
        return purchasing_program(needs, offered, serve, LANDING)

    made = build()

    def solve() -> None:
        minimize(made.program, made.objective.items())

    size = f"{lines} × {vendors}, 1–{most}"
    jobs = {
        f"buy {size}": clocked(buy_all),
        f"build the program of {size}": clocked(build),
        f"solve the program of {size}": clocked(solve),
    }
    times = measured(jobs, runs)
    return [result(name, took, Target()) for name, took in times.items()]
