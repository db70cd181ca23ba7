"""The whole command `planner buy` on large facility location, beside the plain model in HiGHS.

The command is timed from the start of Python to its end, with reading a file for each vendor. The
plain model begins with the costs in memory: writing it down for the solver, and its proof. Each
runs in a process of its own, one after the other, and must prove the same least cost.
"""

import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from pathlib import Path

import highspy
import numpy as np

from benchmarks.facility_location import Instance, made, of_or_library
from benchmarks.figures import Figure
from benchmarks.timing import Result, Target, result

LINES, SITES = 1_000, 100
SEEDS = 3
MEMORY_MB = 400
TIMES = 1.5
# A folder with more of them, in the format of the OR-Library: `capa.txt` and the like.
FOLDER = "BENCHMARK_OR_LIBRARY"
_LARGE = ("capa.txt", "capb.txt", "capc.txt")


def bought(runs: int) -> Iterator[Result | Figure]:
    """Time the command and the plain model on each instance, and tell the command's memory."""
    for each in _instances(min(runs, SEEDS)):
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=context) as process:
            plain_s, plain_cost = process.submit(_plain, each).result()
        seconds, cost, memory_mb = _command(each)
        if abs(cost - plain_cost) > Decimal("0.02"):
            raise AssertionError(f"{each.name}: HiGHS proves {plain_cost}, the command {cost}")
        name = f"{len(each.costs):,} × {len(each.openings)}, {each.name}"
        yield result(
            f"{name}: planner buy",
            [seconds],
            Target(ratio=TIMES),
            beside=f"{name}: plain model, HiGHS",
            of=plain_s,
        )
        yield result(f"{name}: plain model, HiGHS", [plain_s])
        yield Figure(f"{name}: memory of planner buy", memory_mb, "MB", MEMORY_MB)


def _instances(seeds: int) -> Iterator[Instance]:
    folder = os.environ.get(FOLDER)
    if folder:
        yield from (of_or_library(Path(folder) / name) for name in _LARGE)
    yield from (made(LINES, SITES, seed=seed) for seed in range(1, seeds + 1))


def _command(each: Instance) -> tuple[float, Decimal, int]:
    """Return the seconds of the command, the cost that it proves, and its memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        bill, offers, vendors = each.written_to(Path(folder) / "market")
        asked = ["buy", str(bill), "--offers", str(offers), "--vendors", str(vendors)]
        command = [sys.executable, "-c", _MEASURED, *asked, "--format", "json"]
        start = time.perf_counter()
        ended = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds = time.perf_counter() - start
    found = json.loads(ended.stdout)
    if found["status"] != "optimal":
        raise AssertionError(f"{each.name}: not proven")
    memory_kb = int(ended.stderr.splitlines()[-1])
    return seconds, Decimal(found["total"]["amount"]), memory_kb // 1024


# The command, and the most memory that it held as the last line of what it tells.
_MEASURED = (
    "import resource, sys\n"
    "from planner.cli.main import main\n"
    "try:\n"
    "    main()\n"
    "finally:\n"
    "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)\n"
)


def _plain(each: Instance) -> tuple[float, Decimal]:
    """Return the seconds of the strong formulation, built and solved, and the cost it proves."""
    costs = np.array(each.costs, dtype=float)
    openings = np.array(each.openings, dtype=float)
    lines, sites = costs.shape
    start = time.perf_counter()
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 1e-9)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = sites + lines * sites, lines + lines * sites
    model.col_cost_ = np.concatenate([openings, costs.ravel()])
    model.col_lower_ = np.zeros(model.num_col_)
    model.col_upper_ = np.ones(model.num_col_)
    whole, free = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    model.integrality_ = [whole] * sites + [free] * (lines * sites)
    served = np.arange(lines * sites) + sites
    model.row_lower_ = np.concatenate([np.ones(lines), np.full(lines * sites, -highspy.kHighsInf)])
    model.row_upper_ = np.concatenate([np.full(lines, highspy.kHighsInf), np.zeros(lines * sites)])
    by_site = np.stack([served, np.tile(np.arange(sites), lines)], axis=1)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.index_ = np.concatenate([served, by_site.ravel()])
    model.a_matrix_.value_ = np.concatenate(
        [np.ones(lines * sites), np.tile([1.0, -1.0], lines * sites)]
    )
    ends = np.concatenate(
        [np.arange(lines) * sites, lines * sites + 2 * np.arange(lines * sites + 1)]
    )
    model.a_matrix_.start_ = ends
    solver.passModel(model)
    solver.run()
    seconds = time.perf_counter() - start
    least = solver.getInfo().objective_function_value
    return seconds, Decimal(repr(least)).quantize(Decimal("0.01"))
