"""Long work: how long an answer may take, who is told how far it is, and who does it meanwhile.

A `Desk` works on questions with so many threads and no more, whoever asks: what comes later waits
its turn. An answer is kept by its key, which names the question and what it was asked of, so that
nothing is worked on twice, not even for two visitors. What nobody waits for any more is ended, and
its answer forgotten. The time limit of an answer begins when its work does.
"""

import os
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Any, Literal

from planner.engine.solving.effort import Effort
from planner.engine.solving.progress import ONE_STEP, GoOn, Progress
from planner.model.questions import Question

MOST_KEPT = 64
# The solver keeps a core busy: more at once would make everybody wait longer.
AT_ONCE = max(2, min(os.cpu_count() or 1, 8))

Task = Callable[[Effort], Any]


def lasting(seconds: int, go_on: GoOn | None = None) -> Effort:
    """Return the effort of so many seconds from now, and who is told how far the work is."""
    return Effort.lasting(seconds * 1000, lambda: time.monotonic_ns() // 1_000_000, go_on)


def key_of(
    question: Question,
    catalog: Hashable,
    *more: Hashable,
) -> Hashable:
    """Return all that an answer depends on: the question, what it is asked of, and what else.

    `catalog` is what changes with any fact of the catalog or the market. `more` tells apart several
    answers to one question, and how long each may take.
    """
    # Questions of two kinds may say the same; each is only equal to its own kind.
    return question, catalog, *more


@dataclass(eq=False)
class Work:
    """One piece of work: how far it is, and what comes of it.

    Its `answer` is a future: what the work raises, a bug among it, is raised there with its cause.
    """

    key: Hashable
    task: Task
    seconds: int
    answer: "Future[Any]" = field(default_factory=Future)
    progress: Progress = ONE_STEP
    asked_by: int = 0

    def is_there(self, within_s: float = 0) -> bool:
        """Tell whether the work is done, after waiting for it so many seconds at most."""
        try:
            self.answer.exception(within_s)
        except TimeoutError:
            return False
        return True

    @property
    def is_wanted(self) -> bool:
        """Tell whether anybody waits for it."""
        return self.asked_by > 0

    def told(self, progress: Progress) -> bool:
        """Note how far the work is, and return whether anybody waits for it."""
        self.progress = progress
        return self.is_wanted

    def run(self) -> None:
        """Do the work; what comes of it is its answer, an error of any kind too."""
        if self.answer.set_running_or_notify_cancel():
            with _Answering(self.answer) as answering:
                answering.result = self.task(lasting(self.seconds, self.told))


@dataclass
class _Answering:
    """Hands a future what a block comes to: its result, or what it raises, which is raised there.

    Executors do the same, but those of the library make whoever stops the app wait for their work.
    """

    future: "Future[Any]"
    result: Any = None

    def __enter__(self) -> "_Answering":
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> Literal[True]:
        if error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(error)
        return True


class Desk:
    """Where questions are worked on, `at_once` of them at a time, and their answers kept."""

    def __init__(self, at_once: int = AT_ONCE, most_kept: int = MOST_KEPT) -> None:
        self._at_once = at_once
        self._most_kept = most_kept
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._open: dict[Hashable, Work] = {}
        self._queue: deque[Work] = deque()
        self._busy = 0
        self._lock = Lock()

    def find(self, key: Hashable) -> tuple[bool, Any]:
        """Return whether an answer is kept, and the answer."""
        with self._lock:
            if key not in self._kept:
                return False, None
            self._kept.move_to_end(key)
            return True, self._kept[key]

    def forget(self, key: Hashable) -> None:
        """Keep an answer no longer."""
        with self._lock:
            self._kept.pop(key, None)

    def ask(self, key: Hashable, task: Task, *, seconds: int) -> Work:
        """Return the work on a key; it is begun if nobody asked for it yet.

        `task` is handed the effort of so many seconds once its turn has come. Whoever asks and does
        not wait for the answer says so with `leave`.
        """
        with self._lock:
            work = self._open.get(key)
            if work is None:
                work = Work(key, task, seconds)
                self._open[key] = work
                self._queue.append(work)
                self._hire()
            work.asked_by += 1
            return work

    def leave(self, work: Work) -> None:
        """Wait for some work no longer; if nobody else does, it is ended and forgotten."""
        with self._lock:
            work.asked_by -= 1
            if work.is_wanted or self._open.get(work.key) is not work:
                return
            del self._open[work.key]
            if work.answer.cancel():
                self._queue.remove(work)

    def ahead_of(self, work: Work) -> int:
        """Return how many pieces of work come before this one has its turn; 0 once it has."""
        with self._lock:
            waiting = [each is work for each in self._queue]
            return self._busy + waiting.index(True) if any(waiting) else 0

    def _hire(self) -> None:
        if self._busy < self._at_once:
            self._busy += 1
            # A daemon: who stops the app does not wait for it.
            Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        while (work := self._next()) is not None:
            work.run()
            self._put_away(work)

    def _next(self) -> Work | None:
        with self._lock:
            if self._queue:
                return self._queue.popleft()
            self._busy -= 1
            return None

    def _put_away(self, work: Work) -> None:
        with self._lock:
            if self._open.get(work.key) is not work:
                return  # given up: it may be half an answer
            del self._open[work.key]
            if work.answer.exception() is None:
                self._kept[work.key] = work.answer.result()
                while len(self._kept) > self._most_kept:
                    self._kept.popitem(last=False)
