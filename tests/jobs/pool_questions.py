"""Questions that only tests ask of a pool: each is found by its name in the process that works."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from planner.engine.solving.effort import Effort, OutOfTimeError
from planner.engine.solving.progress import Progress
from planner.jobs.folder import Workspace
from planner.model.findings import Finding, PlannerError, Severity


def own_number(_: Workspace, __: Effort) -> int:
    """Return the number of the process that works."""
    return os.getpid()


def parts(folder: Workspace, _: Effort) -> list[str]:
    """Return the parts of a catalog."""
    return [each.part_number for each in folder.catalog.parts]


def counted(_: Workspace, upto: int, effort: Effort) -> int:
    """Count until somebody has had enough."""
    done = 0
    while done < upto:
        done += 1
        time.sleep(0.01)
        if not effort.goes_on(Progress(done, upto)):
            raise OutOfTimeError
    return done


def deaf(_: Workspace, log: str, __: Effort) -> None:
    """Work on, whoever waits."""
    Path(log).write_text(str(os.getpid()))
    end = time.monotonic() + 60
    while time.monotonic() < end:
        pass


def hungry(_: Workspace, megabytes: int, __: Effort) -> int:
    """Take so much memory, little by little."""
    held = []
    for _each in range(megabytes // 10):
        held.append(bytearray(10_000_000))
        time.sleep(0.01)
    return len(held)


def dying(_: Workspace, log: str, times: int, __: Effort) -> int:
    """End the process so many times, as the system does; then return how often it was asked."""
    with Path(log).open("a") as file:
        file.write("x")
    asked = len(Path(log).read_text())
    if asked <= times:
        os.kill(os.getpid(), 9)
    return asked


@dataclass(frozen=True)
class Many:
    """An answer with many records in it."""

    numbers: tuple[int, ...]
    word: str
    none: tuple[str, ...] = ()


def many(_: Workspace, count: int, __: Effort) -> Many:
    """Return so many numbers."""
    return Many(tuple(range(count)), "beside")


def refused(_: Workspace, __: Effort) -> None:
    """Say what a person can mend."""
    finding = Finding(code="no", severity=Severity.ERROR, subject="it", message="It cannot be.")
    raise PlannerError(finding)


def broken(_: Workspace, __: Effort) -> None:
    """Meet a bug."""
    raise ZeroDivisionError("a bug of ours")


def unsendable(_: Workspace, __: Effort) -> object:
    """Return what cannot be sent."""
    return lambda: None


def chatty(_: Workspace, __: Effort) -> str:
    """Print, as a library may."""
    print("not a message")  # noqa: T201
    return "said"
