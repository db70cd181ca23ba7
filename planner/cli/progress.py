"""Progress of long work on a terminal: one line that is written over, and gone when it is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from planner.engine.progress import GoOn, Progress

_CLEAR = "\r\x1b[K"


@contextmanager
def shown_progress(stream: TextIO, steps: str = "") -> Iterator["GoOn"]:
    """Show how far the work in the block is; nothing where nobody looks at a terminal.

    `steps` says what is counted; without it, what is shown is the best that was found so far.
    It never ends the work itself. That it is asked at all lets Ctrl-C end a solver that is at work.
    """
    shown = ""

    def go_on(progress: "Progress") -> bool:
        nonlocal shown
        line = f"{progress.done} of {progress.of} {steps}" if steps else _best(progress)
        if stream.isatty() and line != shown:
            shown = line
            stream.write(f"{_CLEAR}{line}")
            stream.flush()
        return True

    try:
        yield go_on
    finally:
        if shown:
            stream.write(_CLEAR)
            stream.flush()


def _best(progress: "Progress") -> str:
    found = "nothing found yet" if progress.cost is None else f"best so far {progress.cost}"
    return found if progress.bound is None else f"{found}, at least {progress.bound}"
