"""Markets too large to prove in passing: what is found in a given time, and the memory it takes.

Each runs in a process of its own, so that its memory is nobody else's.
"""

import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.highs import size_of
from benchmarks.purchase_markets import HOBBY, market
from benchmarks.purchasing import program
from benchmarks.timing import ModelSize, Result, Target, result
from planner.engine.solving.effort import Effort
from planner.engine.solving.solver import minimize

MEMORY_MB = 1024


@dataclass(frozen=True)
class Large:
    """A market, the seconds that an answer may take, and the gap it should have by then."""

    lines: int
    vendors: int
    seconds: float
    gap_percent: float | None

    @property
    def name(self) -> str:
        """Return what the tables call it."""
        return f"{self.lines:,} × {self.vendors} hobby in {self.seconds:.0f} s"


LARGE = (Large(500, 100, 10, 0.2), Large(500, 100, 60, 0.05), Large(2000, 10, 30, None))
# Kept back of the seconds: the solver looks at its clock now and then only.
_RESERVE_S = 0.5


@dataclass(frozen=True)
class Reached:
    """What was found in time; sums in minor units, `found` 0 where nothing was."""

    seconds: float
    found: int
    bound: int
    model: ModelSize
    memory_mb: float | None


def large(_: int) -> Iterator[Result | Figure]:
    """Tell time, gap and memory of each, from one run: the time is given, not measured."""
    for each in LARGE:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=context) as process:
            reached = process.submit(_reached, each).result()
        target = Target(seconds=each.seconds)
        yield result(f"{each.name}: answer", [reached.seconds], target, model=reached.model)
        yield Figure(f"{each.name}: gap", _gap(reached), "%", each.gap_percent)
        yield Figure(f"{each.name}: peak memory", reached.memory_mb, "MB", MEMORY_MB)


def _gap(reached: Reached) -> float | None:
    if not reached.found:
        return None
    return round(100 * (reached.found - reached.bound) / reached.found, 3)


def _reached(asked: Large) -> Reached:
    needs, sale = market(asked.lines, asked.vendors, most=HOBBY, seed=1)
    start = time.perf_counter()
    made = program(needs, sale)
    left = asked.seconds - _RESERVE_S - (time.perf_counter() - start)
    effort = Effort.lasting(max(round(left * 1000), 1), lambda: 0)
    answer = minimize(made.program, made.objective.items(), effort=effort)
    return Reached(
        seconds=time.perf_counter() - start,
        found=answer.objective,
        bound=answer.bound,
        model=size_of(made.program),
        memory_mb=_peak_memory_mb(),
    )


def _peak_memory_mb() -> float | None:
    """Return the most memory that this process has held; None where no system tells.

    Linux tells it of this program alone; what `resource` tells there begins with what the process
    that started it held.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return round(int(lines["VmHWM"].split()[0]) / 1024)
    try:
        import resource
    except ImportError:
        return None
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2)  # as macOS counts
