"""Work that waits for a network, ended in time however slowly the other side drips."""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")


class OutOfTimeError(Exception):
    """The time was over before the work was."""


def within(
    seconds: float,
    work: Callable[[], T],
    *,
    cut: Callable[[], None],
    failures: tuple[type[Exception], ...],
    name: str,
) -> T:
    """Return what work returns, or raise in time: its failures, or OutOfTimeError.

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
        found = outcome.get(timeout=max(seconds, 0.001))
    except Empty:
        cut()
        raise OutOfTimeError from None
    if isinstance(found, Exception):
        raise found
    return found[0]
