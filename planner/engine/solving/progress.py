"""How far long work is, told to whoever waits for it, who may say that it is enough.

Whoever starts long work may hand it a function that is told now and then, as often as the solver
likes, and answers whether to go on. It is called in the thread that works, and should return soon.
"""

from collections.abc import Callable
from dataclasses import dataclass

from planner.model.money import Money


@dataclass(frozen=True, slots=True)
class Progress:
    """How much is `done` of all that is to do, `of`; 0 where nobody knows how much that is.

    Of the step at work: the least `cost` found so far, and a `bound` that no build gets below;
    None while there is none.
    """

    done: int
    of: int
    cost: Money | None = None
    bound: Money | None = None


# One thing to do, of which nothing is known.
ONE_STEP = Progress(0, 1)
# Told how far the work is; answers whether to go on.
GoOn = Callable[[Progress], bool]


# Told the least sum found so far, None before the first, and a bound; answers whether to go on.
Watch = Callable[[int | None, int], bool]


def watcher(go_on: GoOn, money: Callable[[int], Money]) -> Watch:
    """Return what tells of a program's least sum so far and its bound as `money` reads them."""

    def told(best: int | None, bound: int) -> bool:
        cost = None if best is None else money(best)
        return go_on(Progress(0, 1, cost=cost, bound=money(bound)))

    return told


class Steps:
    """The steps of long work, counted for whoever watches; remembers that they want no more."""

    def __init__(self, of: int, go_on: GoOn | None) -> None:
        self._of = of
        self._go_on = go_on
        self._done = 0
        self.stopped = False

    def next(self) -> bool:
        """Count one step as done, and return whether to go on."""
        self._done += 1
        return self.within(ONE_STEP)

    def within(self, step: Progress) -> bool:
        """Pass on how far the step at work is, and return whether to go on."""
        if self._go_on is not None and not self.stopped:
            told = Progress(self._done, self._of, cost=step.cost, bound=step.bound)
            self.stopped = not self._go_on(told)
        return not self.stopped
