"""A bounded number of processes that work on long questions, so that the server goes on answering.

A process is started when the first question needs it, and kept: it has read the program and the
catalog by then. It is ended, and another one started, when nobody waits for its answer and it does
not stop at once, or when it takes more memory than it may. One that ends by itself is asked once
more, by another process; if that ends, too, the question is refused. All of them end with whoever
started them.
"""

import os
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, TypeVar

from planner.engine.solving.effort import Effort, OutOfTimeError
from planner.engine.solving.progress import ONE_STEP
from planner.jobs._frames import Ask, Done, Open, Opened, Piece, Stop, Told, joined, read, write
from planner.jobs.long_questions import MOST_HELD, Ground, LongQuestion
from planner.model.findings import Finding, PlannerError, Severity

T = TypeVar("T")
MOST_MEMORY_MB = 2_000
_LOOK_AGAIN_S = 0.05
# Whoever stops at once keeps the catalog that it has read.
_PATIENCE_S = 0.25
# An answer is late by the time it takes to be sent; what is later by far hangs.
_MOST_LATE_S = 30.0
_MB = 1_000_000


class Pool:
    """Processes that answer long questions, as many at a time as are asked at a time."""

    def __init__(self, most_memory_mb: int = MOST_MEMORY_MB) -> None:
        """Take how much memory each process may have; none is started yet."""
        self._most_memory_mb = most_memory_mb
        self._idle: list[_Hand] = []
        self._busy: set[_Hand] = set()
        self._lock = threading.Lock()
        self._closed = False

    def warm(self, ground: Ground) -> None:
        """Have a process ready that has read a catalog, before anybody asks of it."""
        hand = self._take(ground.shared, "")
        hand.open(ground.shared)
        self._give_back(hand)

    def answer(self, question: LongQuestion[T], effort: Effort) -> T:
        """Return the answer to a question; the thread that asks waits for it.

        Raises what the question raises, OutOfTimeError once nobody waits for it any more, and
        PlannerError where it takes too much memory or ends every process that works on it.
        """
        for _ in range(2):
            if self._closed:
                raise OutOfTimeError
            hand = self._take(question.ground.shared, question.held)
            try:
                done = _Asked(hand, question, effort, self._most_memory_mb).done()
            except _LostError:
                continue
            finally:
                self._give_back(hand)
            found: T = _outcome(done, self._most_memory_mb)
            return found
        raise OutOfTimeError if self._closed else PlannerError(_lost())

    def is_ready(self, ground: Ground) -> bool:
        """Tell whether a process is free that has read a catalog."""
        with self._lock:
            return any(each.opened == ground.shared and each.is_alive for each in self._idle)

    @property
    def processes(self) -> tuple[int, ...]:
        """Return the numbers of the processes that it has, at work or not."""
        with self._lock:
            return tuple(each.pid for each in (*self._idle, *self._busy) if each.is_alive)

    def close(self) -> None:
        """End every process; none is started any more."""
        with self._lock:
            self._closed = True
            hands = (*self._idle, *self._busy)
            self._idle = []
        for hand in hands:
            hand.end()

    def _take(self, ground: Ground, held: str) -> "_Hand":
        """Return a process that is free: one that keeps what is asked about, or has the catalog."""
        with self._lock:
            self._idle = [each for each in self._idle if each.is_alive]
            hand = max(
                self._idle,
                key=lambda each: (held in each.held, each.ground == ground),
                default=None,
            )
            if hand is not None:
                self._idle.remove(hand)
        hand = hand or _Hand(self._most_memory_mb)
        with self._lock:
            self._busy.add(hand)
        return hand

    def _give_back(self, hand: "_Hand") -> None:
        with self._lock:
            self._busy.discard(hand)
        if not hand.is_alive and not self._closed:
            # Another one in its place, with the same catalog: who asks next finds it ready.
            ground = hand.ground
            hand = _Hand(self._most_memory_mb)
            if ground is not None:
                hand.open(ground)
        with self._lock:
            if not self._closed:
                self._idle.append(hand)
                return
        hand.end()


class _LostError(Exception):
    """A process has ended without an answer, and nobody knows why."""


class _Hand:
    """One process of the pool, seen from the server."""

    def __init__(self, most_memory_mb: int) -> None:
        # What it was told to read last, and what it has said that it has.
        self.ground: Ground | None = None
        self.opened: Ground | None = None
        self.held: deque[str] = deque(maxlen=MOST_HELD)
        self.told: queue.SimpleQueue[Told | Piece | Done | None] = queue.SimpleQueue()
        self._number = 0
        self._process = _started(most_memory_mb)
        threading.Thread(target=self._listen, name="pool", daemon=True).start()

    @property
    def is_alive(self) -> bool:
        """Tell whether it can be asked."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    @property
    def was_aborted(self) -> bool:
        """Tell whether a library has ended the process, as they do where there is no memory."""
        return self._process.poll() in (-6, 134)

    def open(self, ground: Ground) -> None:
        """Have it read a catalog, for whoever asks of it."""
        if self.ground != ground:
            self.ground = ground
            self._send(Open(ground))

    def ask(self, question: LongQuestion[Any], limit_ms: int | None) -> int:
        """Ask a question, and return the number that its answer will have."""
        self._number += 1
        self.ground = question.ground.shared
        if question.held:
            # As the process does it: what was asked about last goes last.
            with suppress(ValueError):
                self.held.remove(question.held)
            self.held.append(question.held)
        self._send(Ask(self._number, question, limit_ms))
        return self._number

    def stop(self) -> None:
        """Tell it that nobody waits for its answer any more."""
        self._send(Stop(self._number))

    def end(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.wait()

    def memory_mb(self) -> int:
        """Return how much memory it takes; 0 where the system does not say."""
        try:
            pages = Path(f"/proc/{self.pid}/statm").read_text().split()[1]
            return int(pages) * os.sysconf("SC_PAGE_SIZE") // _MB
        except (OSError, IndexError, ValueError, AttributeError):
            return 0

    def _send(self, message: object) -> None:
        # One that has ended is told by its own output.
        with suppress(OSError, ValueError):
            write(_stream(self._process.stdin), message)  # type: ignore[arg-type]

    def _listen(self) -> None:
        answers = _stream(self._process.stdout)
        with suppress(EOFError, OSError), answers:
            while True:
                message = read(answers)  # type: ignore[arg-type]
                if isinstance(message, Opened):
                    self.opened = message.ground
                    continue
                if isinstance(message, Done):
                    self.opened = self.ground
                self.told.put(message)
        with suppress(OSError):
            _stream(self._process.stdin).close()
        self._process.wait()
        self.told.put(None)


class _Asked:
    """A question that one process works on, and whoever waits for it."""

    def __init__(
        self, hand: _Hand, question: LongQuestion[Any], effort: Effort, most_memory_mb: int
    ) -> None:
        self._hand, self._effort = hand, effort
        self._most_memory_mb, self._took_mb = most_memory_mb, 0
        self._progress, self._pieces = ONE_STEP, list[Piece]()
        self._number = hand.ask(question, effort.left_ms())
        self._late_at: float | None = None

    def done(self) -> Done:
        """Return what comes of it. _LostError if its process ends before."""
        while True:
            try:
                message = self._hand.told.get(timeout=_LOOK_AGAIN_S)
            except queue.Empty:
                pass
            else:
                if message is None:
                    return self._end_of_process()
                if message.number == self._number:
                    if isinstance(message, Done):
                        return replace(message, what=joined(message.what, self._pieces))
                    self._note(message)
            if not self._is_wanted():
                return self._ended()
            self._took_mb = max(self._took_mb, self._hand.memory_mb())
            if self._took_mb > self._most_memory_mb:
                self._hand.end()
                return Done(self._number, "out of memory")

    def _note(self, message: Told | Piece) -> None:
        if isinstance(message, Told):
            self._progress = message.progress
        else:
            self._pieces.append(message)

    def _is_wanted(self) -> bool:
        """Tell whether somebody waits; an answer that is late is still on its way for a while."""
        go_on = self._effort.go_on
        if go_on is not None and not go_on(self._progress):
            return False
        if self._effort.left_ms() != 0:
            return True
        now = time.monotonic()
        self._late_at = self._late_at or now + _MOST_LATE_S
        return now < self._late_at

    def _ended(self) -> Done:
        """Have the process stop; one that does not at once is ended."""
        self._hand.stop()
        until = time.monotonic() + _PATIENCE_S
        while (left := until - time.monotonic()) > 0:
            with suppress(queue.Empty):
                match self._hand.told.get(timeout=left):
                    case None | Done(number=self._number):
                        return Done(self._number, "out of time")
        self._hand.end()
        return Done(self._number, "out of time")

    def _end_of_process(self) -> Done:
        # A library that is refused memory ends the process: nothing can be told from inside.
        if self._hand.was_aborted and self._took_mb * 2 > self._most_memory_mb:
            return Done(self._number, "out of memory")
        raise _LostError


def _outcome(done: Done, most_memory_mb: int) -> Any:
    """Return what a question came to, or raise what keeps it from an answer."""
    if done.how == "answered":
        return done.what
    if done.how == "out of time":
        raise OutOfTimeError
    if done.how == "refused":
        raise PlannerError(done.what)
    if done.how == "out of memory":
        raise PlannerError(_too_large(most_memory_mb))
    error: BaseException = done.what
    # Where it is in the program, which the process that met it knows alone.
    error.add_note(done.trace)
    raise error


def _stream(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("a process of the pool has pipes")
    return pipe


def _started(most_memory_mb: int) -> "subprocess.Popen[bytes]":
    # It finds this very package, from wherever the app was started.
    paths = [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
    settings = {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.Popen(  # noqa: S603 - our own program, without a shell
        # -P: what lies in the folder that somebody works in is no part of the program.
        [sys.executable, "-P", "-m", "planner.jobs._worker", str(most_memory_mb)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **settings},
    )


def _lost() -> Finding:
    return Finding(
        code="work-lost",
        severity=Severity.ERROR,
        subject="calculation",
        message="The process that worked on this ended twice before it had an answer.",
        hint="Try again, or ask for less at once. If it happens again, tell whoever runs the "
        "planner.",
    )


def _too_large(most_memory_mb: int) -> Finding:
    return Finding(
        code="work-too-large",
        severity=Severity.ERROR,
        subject="calculation",
        message=f"This needs more memory than the {most_memory_mb:,} MB that one calculation may "
        "take.",
        hint="Ask for less at once. Whoever runs the planner can allow more with "
        "PLANNER_WORKER_MEMORY_MB.",
    )
