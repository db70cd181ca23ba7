"""Long work on a terminal: a line of progress, a time limit, and Ctrl-C for what is known so far.

The line is written over, and gone when the work is done. Ctrl-C ends the work and not the command:
what was found until then is told, and the exit code is 130. A second one ends the command.
"""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, current_thread, main_thread
from types import FrameType
from typing import TYPE_CHECKING, TextIO

from planner.cli.pipes import is_quiet

if TYPE_CHECKING:
    from planner.engine.solving.effort import Effort
    from planner.engine.solving.progress import GoOn, Progress

_CLEAR = "\r\x1b[K"
# Pressed in some work of the command that runs; there is one command in a process.
_pressed = Event()
# Pressed where the command has nothing to tell yet, and so is to end.
_ended = Event()


def was_interrupted() -> bool:
    """Tell whether Ctrl-C has ended some work of the command."""
    return _pressed.is_set()


def start_anew() -> None:
    """Forget what was pressed before this command."""
    _pressed.clear()
    _ended.clear()


def end_at_ctrl_c() -> None:
    """Have Ctrl-C end the command, also where it comes while a library takes no notice of it.

    What is raised in the midst of a library may be taken for an error of its own, and dropped: then
    the command ends before it begins with anything long.
    """

    def end(_number: int, _frame: FrameType | None) -> None:
        _ended.set()
        raise KeyboardInterrupt

    # Whoever starts a command in the background may have said that it is not to hear of it.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, end)


@contextmanager
def patient(seconds: int, steps: str = "") -> Iterator["Effort"]:
    """Return the effort for the work in the block: so many seconds, or until Ctrl-C.

    How far it is is shown as `shown_progress` does it.
    """
    from planner.jobs.work import lasting

    with shown_progress(sys.stderr, steps) as go_on, _ctrl_c_is_noted():
        yield lasting(seconds, lambda progress: go_on(progress) and not _pressed.is_set())


@contextmanager
def _ctrl_c_is_noted() -> Iterator[None]:
    if _ended.is_set():
        raise KeyboardInterrupt
    if current_thread() is not main_thread():  # which alone may say what a signal does
        yield
        return
    before = signal.getsignal(signal.SIGINT)

    def note(_number: int, _frame: FrameType | None) -> None:
        _pressed.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def shown_progress(stream: TextIO, steps: str = "") -> Iterator["GoOn"]:
    """Show how far the work in the block is; nothing where nobody looks at a terminal.

    `steps` says what is counted; without it, what is shown is the best that was found so far.
    It never ends the work itself.
    """
    shown = ""

    def go_on(progress: "Progress") -> bool:
        nonlocal shown
        line = _counted(progress, steps) if steps else _best(progress)
        if stream.isatty() and line != shown and not is_quiet():
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


@contextmanager
def told_on_terminal() -> Iterator[Callable[[str], bool]]:
    """Show lines about the work in the block, each over the last; Ctrl-C answers that it ends."""
    stream, shown = sys.stderr, False

    def tell(line: str) -> bool:
        nonlocal shown
        if stream.isatty() and not is_quiet():
            shown = True
            stream.write(f"{_CLEAR}{line}")
            stream.flush()
        return not _pressed.is_set()

    with _ctrl_c_is_noted():
        try:
            yield tell
        finally:
            if shown:
                stream.write(_CLEAR)
                stream.flush()


def _counted(progress: "Progress", steps: str) -> str:
    of = f" of {progress.of}" if progress.of else ""
    return f"{progress.done}{of} {steps}"


def _best(progress: "Progress") -> str:
    if not progress.of:
        return f"{progress.done} builds compared"
    found = "nothing found yet" if progress.cost is None else f"best so far {progress.cost}"
    return found if progress.bound is None else f"{found}, at least {progress.bound}"
