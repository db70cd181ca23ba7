"""What a bill comes to from one vendor, from two, and so on: the price of fewer parcels."""

from collections.abc import Sequence
from dataclasses import replace

from planner.engine.buying.basket import solve
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.engine.solving.progress import Progress
from planner.model.basket import Need
from planner.model.buying import NO_TERMS, BuyingTerms, Market, Settlement
from planner.model.proof import Status
from planner.model.term_prices import VendorPoint


def totals_by_vendors(
    needs: Sequence[Need],
    market: Market,
    settlement: Settlement,
    terms: BuyingTerms = NO_TERMS,
    *,
    effort: Effort = UNHURRIED,
) -> tuple[VendorPoint, ...]:
    """Return the least total from one vendor, two and so on, up to what the cheapest basket uses.

    How many vendors the terms allow plays no part. Whoever the effort tells hears how many are
    reckoned, and may end it: then nothing is returned that was not.
    """
    free = replace(terms, max_vendors=None)
    wanted = tuple(needs)
    status, best = solve(wanted, market, settlement, free, effort=effort.quietly())
    if best is None:
        return ()
    most = len(best.orders)
    points = [VendorPoint.of(most, status, best)]
    for count in range(most - 1, 0, -1):
        so_far = Progress(len(points), most)
        if not effort.goes_on(so_far):
            break
        fewer = replace(terms, max_vendors=count)
        status, basket = solve(wanted, market, settlement, fewer, effort=effort.quietly(so_far))
        points.append(VendorPoint.of(count, status, basket))
        if status is Status.INFEASIBLE:
            # What so many cannot hold, fewer cannot either.
            points += (VendorPoint(each, None, status) for each in range(count - 1, 0, -1))
            break
    return tuple(reversed(points))
