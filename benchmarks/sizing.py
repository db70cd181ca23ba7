"""What takes time in sizing: the shipped catalog, a hundred thousand parts, curve and frontier."""

from decimal import Decimal
from functools import partial

from benchmarks.bills import DAY
from benchmarks.core import CATALOGS, TODAY
from benchmarks.parts import large_catalog
from benchmarks.timing import ModelSize, Result, Target, clocked, measured, result
from planner.engine.questions.curve import curve
from planner.engine.questions.frontier import frontier
from planner.engine.sizing.size import Sizer, size
from planner.jobs.folder import open_workspace
from planner.jobs.rates import rates_of_offers
from planner.model.catalog import Catalog
from planner.model.money import RateTable
from planner.model.proof import Status
from planner.model.requirement import Measure, Requirement

PARTS = 100_000
MOST = 64
POINTS = 20


def sized(runs: int) -> list[Result]:
    """Time the cheapest build of 8 and of 64 nodes from the shipped catalog, proven."""
    stock, rates = _shipped()
    found = []
    for nodes, seconds in ((8, 0.3), (64, 1.0)):
        name = f"size {nodes} nodes from the shipped catalog"
        asked = Requirement(on=DAY, nodes=nodes)
        found.append(_timed(name, asked, stock, rates, seconds=seconds, runs=runs))
    return found


def large_choice(runs: int) -> list[Result]:
    """Time the cheapest build of 8 nodes from a catalog of 100,000 parts that is loaded."""
    name = f"size 8 nodes from {PARTS:,} parts"
    asked = Requirement(on=DAY, nodes=8, ram_gb=2, storage_gb=16, mbps=1000)
    return [_timed(name, asked, large_catalog(PARTS), RateTable(), seconds=2.0, runs=runs)]


def cost_curve(runs: int) -> list[Result]:
    """Time the least cost of every number of nodes up to 64; the size is that of the last one."""
    stock, rates = _shipped()
    asked = Requirement(on=DAY, nodes=MOST)
    name = f"cost curve to {MOST} nodes"
    times = measured({name: clocked(lambda: curve(asked, stock, rates, most=MOST))}, runs)
    model = _model(asked, stock, rates)
    return [result(name, times[name], Target(seconds=3.0), model=model)]


def front(runs: int) -> list[Result]:
    """Time the frontier of cost against nodes, and against RAM where the nodes are free."""
    stock, rates = _shipped()
    found = []
    for against, asked in (
        (Measure.NODES, Requirement(on=DAY, nodes=1)),
        (Measure.RAM, Requirement(on=DAY, total_ram_gb=Decimal(1))),
    ):
        job = partial(frontier, asked, stock, rates, against=against, points=POINTS)
        name = f"frontier of {POINTS} points against {against}"
        times = measured({name: clocked(job)}, min(runs, 5))
        model = _model(asked, stock, rates)
        found.append(result(name, times[name], Target(seconds=3.0), model=model))
    return found


def _shipped() -> tuple[Catalog, RateTable]:
    stock = open_workspace(CATALOGS, today=TODAY).catalog
    return stock, rates_of_offers(stock, "SGD", on=DAY)


def _timed(
    name: str,
    asked: Requirement,
    stock: Catalog,
    rates: RateTable,
    *,
    seconds: float,
    runs: int,
) -> Result:
    job = partial(size, asked, stock, rates)
    if job().status is not Status.OPTIMAL:
        raise AssertionError(f"not proven: {name}")
    times = measured({name: clocked(job)}, runs)
    model = _model(asked, stock, rates)
    return result(name, times[name], Target(seconds=seconds), model=model)


def _model(asked: Requirement, stock: Catalog, rates: RateTable) -> ModelSize:
    program = Sizer(asked, stock, rates).program(asked)
    return ModelSize(
        rows=len(program.rows),
        columns=len(program.columns),
        non_zeros=sum(len(terms) for terms, _, _ in program.rows),
    )
