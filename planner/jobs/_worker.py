"""A process of the pool: works on one question at a time, and keeps the catalogs that it has read.

Started as `python -m planner.jobs._worker LIMIT`, with the most memory that it may take, in MB. It
reads messages on its input and writes them to its output. When its input ends, whoever started it
is gone, and so is it, whatever it is at: one thread does nothing but read.
"""

import os
import pickle
import queue
import signal
import sys
import threading
import time
import traceback
from contextlib import suppress
from dataclasses import replace
from typing import BinaryIO

from planner.engine.solving.effort import Effort, OutOfTimeError
from planner.engine.solving.progress import Progress
from planner.jobs._frames import Ask, Done, Open, Opened, Stop, Told, pieces, read, write
from planner.jobs.long_questions import Grounds
from planner.jobs.work import Work, lasting
from planner.model.findings import PlannerError

_TELL_AGAIN_S = 0.1
# The server answers many people meanwhile, and goes first.
_LESS_URGENT = 5
_MB = 1_000_000


class _Worker:
    """Answers what is asked of it, one question after the other."""

    def __init__(self, asked: BinaryIO, answers: BinaryIO) -> None:
        self._asked, self._answers = asked, answers
        self._grounds = Grounds()
        self._todo: queue.SimpleQueue[Ask | Open] = queue.SimpleQueue()
        self._stopped = -1

    def run(self) -> None:
        """Work until the input ends."""
        threading.Thread(target=self._listen, daemon=True).start()
        while True:
            message = self._todo.get()
            if isinstance(message, Open):
                with suppress(PlannerError):  # told to whoever asks of it
                    self._grounds.open(message.ground)
                    write(self._answers, Opened(message.ground))
                continue
            done = self._answer(message)
            self._send(done)
            if done.how == "out of memory":
                return

    def _listen(self) -> None:
        try:
            while True:
                message = read(self._asked)
                if isinstance(message, Stop):
                    self._stopped = message.number
                else:
                    self._todo.put(message)
        except (EOFError, OSError):
            # Not a way to end that waits for anything: the solver may be at work.
            os._exit(0)

    def _send(self, done: Done) -> None:
        try:
            if done.how == "failed":
                pickle.loads(pickle.dumps(done))  # noqa: S301 - our own, a line above
            found, what = pieces(done.number, done.what)
            for each in found:
                write(self._answers, each)
            write(self._answers, replace(done, what=what))
        except (pickle.PicklingError, TypeError, AttributeError):
            what = RuntimeError(f"What came of it cannot be sent: {done.what!r:.200}")
            write(self._answers, Done(done.number, "failed", what, done.trace))

    def _answer(self, asked: Ask) -> Done:
        def task(_: Effort) -> object:
            folder = self._grounds.open(asked.question.ground)
            return asked.question.answer(folder, self._effort(asked))

        work = Work(asked.number, task, 0)
        work.run()
        error = work.answer.exception()
        if error is None:
            return Done(asked.number, "answered", work.answer.result())
        if isinstance(error, OutOfTimeError):
            return Done(asked.number, "out of time")
        if isinstance(error, PlannerError):
            return Done(asked.number, "refused", error.finding)
        if isinstance(error, MemoryError):
            return Done(asked.number, "out of memory")
        return Done(asked.number, "failed", error, "".join(traceback.format_exception(error)))

    def _effort(self, asked: Ask) -> Effort:
        known, last = Progress(-1, -1), 0.0

        def go_on(progress: Progress) -> bool:
            nonlocal known, last
            now = time.monotonic()
            if progress != known and now - last >= _TELL_AGAIN_S:
                known, last = progress, now
                write(self._answers, Told(asked.number, progress))
            return self._stopped != asked.number

        if asked.limit_ms is None:
            return Effort(go_on=go_on)
        return lasting(asked.limit_ms / 1000, go_on)


def _keep_to(most_mb: int) -> None:
    """Bind this process to its memory, where the system knows such a bound."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        most = most_mb * _MB
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(AttributeError, OSError):
        os.nice(_LESS_URGENT)


def main() -> None:
    """Work for whoever started this process."""
    # Ctrl-C is for the server, which ends this process by ending itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints is no message.
    os.dup2(2, 1)
    _keep_to(int(sys.argv[1]))
    # A pipe whose other end is gone: so is whoever waits.
    with suppress(BrokenPipeError):
        _Worker(os.fdopen(os.dup(0), "rb"), answers).run()


if __name__ == "__main__":
    main()
