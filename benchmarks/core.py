"""What takes time without a browser: a command, the shipped catalog, a bill of 10,000 lines."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from benchmarks.bills import DAY, large_bill, rates
from benchmarks.timing import Result, Target, clocked, measured, result
from planner.engine.planning.cost import cost
from planner.engine.planning.plan import make_plan
from planner.jobs.folder import check_workspace, open_workspace

ROOT = Path(__file__).resolve().parents[1]
CATALOGS = ROOT / "catalogs"
LINES = 10_000
TODAY = date(2026, 11, 1)


def command(runs: int) -> list[Result]:
    """Time `planner cost kraken` as a person does: from the start of Python to its end."""
    planner = [sys.executable, "-m", "planner", "cost", "kraken", "--catalog", str(CATALOGS)]
    nothing = [sys.executable, "-c", "pass"]
    jobs = {
        "planner cost kraken": clocked(lambda: _process(planner)),
        "python that does nothing": clocked(lambda: _process(nothing)),
    }
    times = measured(jobs, runs)
    targets = {"planner cost kraken": Target(seconds=0.6)}
    return [result(name, took, targets.get(name, Target())) for name, took in times.items()]


def _process(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)


def catalog(runs: int) -> list[Result]:
    """Time reading the shipped catalog with its builds, and checking it."""

    def load_and_check() -> None:
        check_workspace(open_workspace(CATALOGS, today=TODAY), today=TODAY)

    times = measured({"load and check the shipped catalog": clocked(load_and_check)}, runs)
    return [result(name, took, Target(seconds=0.25)) for name, took in times.items()]


def large_bills(runs: int) -> list[Result]:
    """Time costing a bill of 10,000 lines, alone and with choosing an offer for every line."""
    build, stock = large_bill(LINES)
    table = rates()
    plan = make_plan(build, stock, rates=table)
    lines = f"{len(plan.bill.lines):,} lines"
    whole = cost(plan)
    if whole.total is None or plan.on != DAY:
        raise AssertionError("the benchmark's own bill is not fully priced")

    def cost_anew() -> None:
        # What a bill comes to stays with it: each time another one of the same lines.
        cost(plan.model_copy(update={"bill": plan.bill.model_copy()}))

    def plan_and_cost() -> None:
        cost(make_plan(build, stock, rates=table))

    jobs = {
        f"cost a bill of {lines}": clocked(cost_anew),
        f"plan and cost a bill of {lines}": clocked(plan_and_cost),
    }
    targets = [Target(seconds=0.25), Target(seconds=0.5)]
    return [
        result(name, took, target)
        for (name, took), target in zip(measured(jobs, runs).items(), targets, strict=True)
    ]
