"""The fastest basket that costs at most so many percent more than the cheapest one.

A basket is as fast as the slowest offer in it; an offer that names no lead time is never in time.
The days that are worth trying are the lead times there are. A later day lets in more offers, so
the cheapest basket of a day never gets dearer with the days, and halving finds the first that fits.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from planner.engine.solving.solver import Answer
from planner.model.basket import Basket
from planner.model.proof import Status
from planner.model.term_prices import Fastest


def fastest(
    asked: Fastest,
    lead_times: Iterable[int],
    within: Callable[[int], tuple[Answer, Basket | None]],
) -> tuple[Fastest, Answer, Basket | None]:
    """Return the fastest basket that costs little enough, and how sure that is; None if none does.

    `within` returns the cheapest basket that is there in so many days.
    """
    days = sorted(set(lead_times))
    least, most = 0, len(days)
    best: tuple[Fastest, Answer, Basket | None] = (asked, Answer(Status.INFEASIBLE), None)
    proven = True
    while least < most:
        middle = (least + most) // 2
        answer, basket = within(days[middle])
        proven = proven and answer.status in (Status.OPTIMAL, Status.INFEASIBLE)
        if basket is not None and basket.at_least.amount <= asked.limit.amount:
            best = replace(asked, days=days[middle]), answer, basket
            most = middle
        else:
            least = middle + 1
    found, answer, basket = best
    if not proven and answer.status is Status.OPTIMAL:
        # It is the cheapest of its day, but an earlier day may have one.
        answer = replace(answer, status=Status.FEASIBLE)
    return found, answer, basket
