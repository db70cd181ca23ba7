"""How much may be spent on an answer: one limit that everything beneath a question shares.

A limit is the moment at which work must have ended, on a clock that whoever asks hands in: no room
of the engine reads one. Whatever is done for an answer is counted by it, not the solver's part of
it alone. What asks several things for one answer gives each a share of what is left by then, so all
of them together never get more than was there, and what one does not need is left to the next.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from planner.engine.solving.progress import ONE_STEP, GoOn, Progress, Watch, watcher
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.money import Money

T = TypeVar("T")
# Tells the time in milliseconds, from any moment on; it never goes back.
Clock = Callable[[], int]


def _stopped() -> int:
    return 0


@dataclass(frozen=True)
class Effort:
    """How long work may take, and who is told how far it is and may say that it is enough.

    `until_ms` is the moment at which it must have ended, as `clock` tells the time; None where it
    may take as long as it needs. `go_on` is asked as often as the work likes.
    """

    until_ms: int | None = None
    clock: Clock = _stopped
    go_on: GoOn | None = None

    @classmethod
    def lasting(cls, limit_ms: int, clock: Clock, go_on: GoOn | None = None) -> "Effort":
        """Return the effort of so many milliseconds from now."""
        return cls(clock() + limit_ms, clock, go_on)

    def left_ms(self) -> int | None:
        """Return how long it may take from now, at least 0; None where there is no limit."""
        return None if self.until_ms is None else max(self.until_ms - self.clock(), 0)

    def goes_on(self, progress: Progress = ONE_STEP) -> bool:
        """Tell how far the work is, and return whether there is time and somebody waits for it."""
        if self.go_on is not None and not self.go_on(progress):
            return False
        return self.left_ms() != 0

    def over(self, things: Iterable[T], *, every: int = 100) -> Iterator[T]:
        """Yield things one after another, and look after so many whether it goes on.

        Raises OutOfTimeError once it does not.
        """
        if self.until_ms is None and self.go_on is None:
            yield from things
            return
        for place, each in enumerate(things, 1):
            if not place % every and not self.goes_on():
                raise OutOfTimeError
            yield each

    def share(self, times: int) -> "Effort":
        """Return the effort for the next of so many things that are left to do, all alike."""
        return self.part(1, max(times, 1))

    def part(self, count: int, of: int) -> "Effort":
        """Return so many parts of what is left; the rest is for what comes after it."""
        left = self.left_ms()
        if left is None:
            return self
        return replace(self, until_ms=self.clock() + left * count // of)

    def told(self, go_on: GoOn | None) -> "Effort":
        """Return the same time, with somebody else who is told."""
        return replace(self, go_on=go_on)

    def quietly(self, so_far: Progress = ONE_STEP) -> "Effort":
        """Return the same effort that tells no cost: what is reckoned is none of the answer's.

        Whoever is told hears how far the whole is, again and again, and may end it at any time.
        """
        go_on = self.go_on
        return self if go_on is None else self.told(lambda _: go_on(so_far))

    def watch(self, money: Callable[[int], Money]) -> Watch | None:
        """Return what is told of a program's sums, which `money` reads; None if nobody is."""
        return None if self.go_on is None else watcher(self.go_on, money)


class OutOfTimeError(PlannerError):
    """Time is up, or nobody waits any more, before there is an answer."""

    def __init__(self) -> None:
        super().__init__(_ended())


# As long as it takes, and nobody is told.
UNHURRIED = Effort()


class Tries:
    """Counts builds that are tried one after another, nobody knows how many, for whoever watches.

    What has no answer before the last of them ends with an OutOfTimeError once they want no more.
    """

    def __init__(self, effort: Effort) -> None:
        self._effort = effort
        self._done = 0
        self._stopped = False

    def next(self) -> None:
        """Count one build as tried; raises OutOfTimeError if nobody waits any more."""
        self._done += 1
        if not self._within(Progress(0, 0)):
            raise OutOfTimeError

    @property
    def effort(self) -> Effort:
        """Return the effort for the build at work; who watches hears of it with those before."""
        return self._effort if self._effort.go_on is None else self._effort.told(self._within)

    def _within(self, step: Progress) -> bool:
        go_on = self._effort.go_on
        if go_on is not None and not self._stopped:
            told = Progress(self._done + step.done, 0, cost=step.cost, bound=step.bound)
            self._stopped = not go_on(told)
        return not self._stopped


def _ended() -> Finding:
    return Finding(
        code="ended",
        severity=Severity.ERROR,
        subject="work",
        message="The calculation was stopped before there was an answer.",
        hint="Start it again.",
    )
