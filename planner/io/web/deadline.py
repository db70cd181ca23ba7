"""Work that waits for a network, ended in time however slowly the other side drips."""

import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")


# How often a wait asks whether to go on.
LOOK_EVERY_S = 0.1


class OutOfTimeError(Exception):
    """The time was over before the work was."""


class StoppedError(Exception):
    """Whoever waits was told that it is enough."""


def always() -> bool:
    """Go on, whatever happens."""
    return True


def within(
    seconds: float,
    work: Callable[[], T],
    *,
    cut: Callable[[], None],
    failures: tuple[type[Exception], ...],
    name: str,
    go_on: Callable[[], bool] = always,
) -> T:
    """Return what work returns, or raise in time: its failures, or OutOfTimeError.

    StoppedError: `go_on`, which is asked now and then, answered no.

    Limits of sockets hold for each packet, and not at all for the look-up of a name. So the work
    runs on a thread of its own, and when the time is over its line is cut. `failures` are the
    errors that are expected of it; any other ends the thread and is told by Python.
    """
    outcome: SimpleQueue[tuple[T] | Exception] = SimpleQueue()

    def run() -> None:
        try:
            outcome.put((work(),))
        except failures as error:
            outcome.put(error)

    threading.Thread(target=run, name=name, daemon=True).start()
    try:
        found = _awaited(outcome, seconds, go_on)
    except (OutOfTimeError, StoppedError):
        cut()
        raise
    if isinstance(found, Exception):
        raise found
    return found[0]


def _awaited(outcome: SimpleQueue[T], seconds: float, go_on: Callable[[], bool]) -> T:
    """Return what comes in time."""
    end = time.monotonic() + seconds
    while True:
        left = end - time.monotonic()
        try:
            return outcome.get(timeout=max(0.001, min(left, LOOK_EVERY_S)))
        except Empty:
            if left <= 0:
                raise OutOfTimeError from None
        if not go_on():
            raise StoppedError
