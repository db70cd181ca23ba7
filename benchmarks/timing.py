"""Measure in turns, and say how long it took by the median."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Found = TypeVar("Found")

# Runs something once and returns the seconds it took.
Timed = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Target:
    """At most this many seconds, or this many times what it is measured beside."""

    seconds: float | None = None
    ratio: float | None = None


@dataclass(frozen=True, slots=True)
class ModelSize:
    """How large a whole-number program is."""

    rows: int
    columns: int
    non_zeros: int


@dataclass(frozen=True, slots=True)
class Result:
    """How long one thing took, in seconds, over several runs; `beside` names what it is held to.

    `model` is the size of the program that was solved, where one was.
    """

    name: str
    median_s: float
    fastest_s: float
    slowest_s: float
    runs: int
    target: Target = Target()
    beside: str = ""
    ratio: float | None = None
    model: ModelSize | None = None

    @property
    def met(self) -> bool | None:
        """Tell whether the target is met; None without one."""
        if self.target.ratio is not None:
            return self.ratio is not None and self.ratio <= self.target.ratio
        return None if self.target.seconds is None else self.median_s <= self.target.seconds


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Found]):
    """What a job answered, the seconds it took, and those that this process worked in them."""

    answer: Found
    seconds: float
    worked_s: float


def timed_answer(job: Callable[[], Found]) -> Outcome[Found]:
    """Run a job once and keep its answer, with what earlier runs left behind cleared away first."""
    gc.collect()
    gc.freeze()  # what is there before the job stays, as the catalog does in the app
    start, worked = time.perf_counter(), time.process_time()
    answer = job()
    return Outcome(answer, time.perf_counter() - start, time.process_time() - worked)


def quickest_answer(job: Callable[[], Found], *, times: int = 3) -> Outcome[Found]:
    """Run a job so often and keep the quickest run: what other processes do only holds one up.

    What takes a second or more is run once: there it matters little.
    """
    found = timed_answer(job)
    for _ in range(times - 1):
        if found.seconds >= 1:
            break
        found = min(found, timed_answer(job), key=lambda each: each.seconds)
    return found


def clocked(job: Callable[[], object]) -> Timed:
    """Return a job that times itself, with what earlier runs left behind cleared away first."""

    return lambda: timed_answer(job).seconds


def measured(jobs: Mapping[str, Timed], runs: int, *, warm_up: int = 1) -> dict[str, list[float]]:
    """Run jobs in turns, so that what slows the machine down for a while slows down all of them."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for run in range(warm_up + runs):
        for name, job in jobs.items():
            took = job()
            if run >= warm_up:
                times[name].append(took)
    return times


def result(
    name: str,
    times: list[float],
    target: Target = Target(),
    *,
    beside: str = "",
    of: float = 0,
    model: ModelSize | None = None,
) -> Result:
    """Sum up the times of one thing; `of` is the median of what it is measured beside."""
    median = statistics.median(times)
    return Result(
        name=name,
        median_s=round(median, 4),
        fastest_s=round(min(times), 4),
        slowest_s=round(max(times), 4),
        runs=len(times),
        target=target,
        beside=beside,
        ratio=round(median / of, 2) if of else None,
        model=model,
    )


def pair(
    name: str, ours: list[float], beside: str, theirs: list[float], *, ratio: float | None
) -> list[Result]:
    """Sum up two things that were measured in turns, the first by its ratio to the second."""
    target = Target(ratio=ratio)
    return [
        result(name, ours, target, beside=beside, of=statistics.median(theirs)),
        result(beside, theirs),
    ]
