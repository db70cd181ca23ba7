"""What a bill comes to from one vendor, from two, and so on: the price of fewer parcels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.engine.landing import Landing
from planner.engine.optimize import Status
from planner.engine.progress import GoOn, Progress
from planner.engine.purchase_choices import NO_TERMS, Terms
from planner.engine.purchasing import Market, Sourcing, buy
from planner.model.money import Money
from planner.model.sourcing import Need


@dataclass(frozen=True)
class VendorPoint:
    """The least total of a number of vendors at most; None where they cannot hold everything."""

    vendors: int
    total: Money | None
    status: Status


def totals_by_vendors(
    needs: Sequence[Need],
    market: Market,
    landing: Landing,
    terms: Terms = NO_TERMS,
    *,
    time_limit_ms: int | None = None,
    progress: GoOn | None = None,
) -> tuple[VendorPoint, ...]:
    """Return the least total from one vendor, two and so on, up to what the cheapest basket uses.

    How many vendors the terms allow plays no part. `progress` is told how many are reckoned, and
    may end it: then nothing is returned that was not.
    """
    free = replace(terms, max_vendors=None)
    best = buy(needs, market, landing, free, time_limit_ms=time_limit_ms)
    if best.basket is None:
        return ()
    most = len(best.basket.orders)
    points = [VendorPoint(most, best.basket.total, best.status)]
    for count in range(most - 1, 0, -1):
        if progress is not None and not progress(Progress(len(points), most)):
            break
        fewer = replace(terms, max_vendors=count)
        found = buy(needs, market, landing, fewer, time_limit_ms=time_limit_ms)
        points.append(_point(count, found))
        if found.status is Status.INFEASIBLE:
            # What so many cannot hold, fewer cannot either.
            points += (VendorPoint(each, None, found.status) for each in range(count - 1, 0, -1))
            break
    return tuple(reversed(points))


def _point(count: int, found: Sourcing) -> VendorPoint:
    cost = None if found.basket is None else found.basket.total
    return VendorPoint(count, cost, found.status)
