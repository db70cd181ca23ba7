"""Long work: how long an answer may take, who is told how far it is, and who does it meanwhile.

A `Desk` works on so many questions at a time and no more; what comes later waits its turn. Visitors
take turns: whoever asks for much waits behind those who ask for little. What is small has one place
more, which nothing else takes: it never waits for what is long. An answer is kept by its key, which
names the question and what it was asked of, so that nothing is worked on twice, not even for two
visitors. What nobody waits for any more is ended, and its answer forgotten. The time limit of an
answer begins when its work does.
"""

import os
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import count
from operator import itemgetter
from threading import Lock, Thread
from typing import Any, Literal

from planner.engine.solving.effort import Effort
from planner.engine.solving.progress import ONE_STEP, GoOn, Progress
from planner.model.questions import Question

MOST_KEPT = 64
# The solver keeps a core busy: more at once would make everybody wait longer.
AT_ONCE = max(2, min(os.cpu_count() or 1, 8))

Task = Callable[[Effort], Any]


def lasting(seconds: float, go_on: GoOn | None = None) -> Effort:
    """Return the effort of so many seconds from now, and who is told how far the work is."""
    return Effort.lasting(round(seconds * 1000), lambda: time.monotonic_ns() // 1_000_000, go_on)


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
    visitor: Hashable = None
    is_small: bool = False
    answer: "Future[Any]" = field(default_factory=Future)
    progress: Progress = ONE_STEP
    asked_by: int = 0
    # Tell whether those who asked are still there; who is gone without a word waits no longer.
    waiting: list[Callable[[], bool]] = field(default_factory=list)

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
        return self.asked_by > 0 and (
            not self.waiting or any(is_there() for is_there in self.waiting)
        )

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


def _always() -> bool:
    return True


class _Queue:
    """Work that waits, in the order in which it has its turn: visitors one after the other."""

    def __init__(self) -> None:
        self._waiting: dict[Hashable, deque[Work]] = {}
        self._busy: Counter[Hashable] = Counter()
        # When each visitor came, or last had a turn.
        self._since: dict[Hashable, int] = {}
        self._turns = count()

    def add(self, work: Work) -> None:
        if work.visitor not in self._waiting:
            self._waiting[work.visitor] = deque()
            self._since[work.visitor] = next(self._turns)
        self._waiting[work.visitor].append(work)

    def remove(self, work: Work) -> None:
        theirs = self._waiting.get(work.visitor)
        if theirs is None or work not in theirs:
            return  # it has just been taken out
        theirs.remove(work)
        if not theirs:
            del self._waiting[work.visitor], self._since[work.visitor]

    def begin(self, *, only_small: bool) -> Work | None:
        """Take out the work whose turn it is; None if nothing waits."""
        fitting = (
            (self._turn(work.visitor, place), work)
            for theirs in self._waiting.values()
            if (found := _first(theirs, only_small=only_small))
            for place, work in [found]
        )
        _, work = min(fitting, key=itemgetter(0), default=(None, None))
        if work is not None:
            self._since[work.visitor] = next(self._turns)
            self.remove(work)
            self._busy[work.visitor] += 1
        return work

    def end(self, work: Work) -> None:
        self._busy[work.visitor] -= 1
        if not self._busy[work.visitor]:
            del self._busy[work.visitor]
        if work.visitor in self._since:
            self._since[work.visitor] = next(self._turns)

    def before(self, work: Work) -> int | None:
        """Return how many have their turn before some work; None if it does not wait."""
        theirs = self._waiting.get(work.visitor, deque())
        place = next((place for place, each in enumerate(theirs) if each is work), None)
        if place is None:
            return None
        turn = self._turn(work.visitor, place)
        return sum(
            self._turn(visitor, other) < turn
            for visitor, others in self._waiting.items()
            for other in range(len(others))
        )

    def _turn(self, visitor: Hashable, place: int) -> tuple[int, int]:
        """Return in which round some work of a visitor has its turn, and when in that round."""
        return self._busy[visitor] + place, self._since[visitor]


def _first(theirs: Iterable[Work], *, only_small: bool) -> tuple[int, Work] | None:
    found = ((place, each) for place, each in enumerate(theirs) if each.is_small or not only_small)
    return next(found, None)


class Desk:
    """Where questions are worked on, `at_once` of them at a time, and their answers kept.

    There are `for_small` places more for what is small.
    """

    def __init__(
        self, at_once: int = AT_ONCE, most_kept: int = MOST_KEPT, *, for_small: int = 0
    ) -> None:
        self._at_once = at_once
        self._for_small = for_small
        self._most_kept = most_kept
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._open: dict[Hashable, Work] = {}
        self._queue = _Queue()
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

    def ask(
        self,
        key: Hashable,
        task: Task,
        *,
        seconds: int,
        visitor: Hashable = None,
        is_small: bool = False,
        is_there: Callable[[], bool] | None = None,
    ) -> Work:
        """Return the work on a key; it is begun if nobody asked for it yet.

        `is_there` tells whether whoever asks is still there; None where that is not known.

        `task` is handed the effort of so many seconds once its turn has come. Whoever asks and does
        not wait for the answer says so with `leave`.
        """
        with self._lock:
            work = self._open.get(key)
            if work is None:
                work = Work(key, task, seconds, visitor, is_small)
                self._open[key] = work
                self._queue.add(work)
                self._hire(work)
            work.asked_by += 1
            work.waiting.append(is_there or _always)
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
            before = self._queue.before(work)
            return 0 if before is None else self._busy + before

    def _hire(self, work: Work) -> None:
        places = self._at_once + (self._for_small if work.is_small else 0)
        if self._busy < places:
            self._busy += 1
            # A daemon: who stops the app does not wait for it.
            Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        while (work := self._next()) is not None:
            work.run()
            self._put_away(work)

    def _next(self) -> Work | None:
        with self._lock:
            work = self._queue.begin(only_small=self._busy > self._at_once)
            if work is None:
                self._busy -= 1
            return work

    def _put_away(self, work: Work) -> None:
        with self._lock:
            self._queue.end(work)
            if self._open.get(work.key) is not work:
                return  # given up: it may be half an answer
            del self._open[work.key]
            if work.answer.exception() is None:
                self._kept[work.key] = work.answer.result()
                while len(self._kept) > self._most_kept:
                    self._kept.popitem(last=False)
