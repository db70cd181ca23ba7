"""Leave out what no cheapest basket holds, before any program is written down.

At its core buying is facility location: which vendors get an order, and who serves each need. What
a need costs at a vendor at least, and what any order of a vendor is charged at least, bound every
basket from below (`solving/facility_location`), and a basket is soon found. A vendor that lifts the
bound above what that basket costs is in no cheapest one; neither is an offer that does so with the
fewest packs of it that are sold. Terms that the bound knows nothing of only make baskets dearer.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from math import floor

from planner.engine.buying._asking import Asking
from planner.engine.buying._line_by_line import cheapest_of_each, refusing
from planner.engine.buying._quotes import Quote, Quotes
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.engine.solving.facility_location import (
    Table,
    ascended,
    fits,
    good_sites,
    improved,
)
from planner.engine.solving.rounding import minor
from planner.engine.solving.solver import Answer
from planner.model.basket import Basket, Need
from planner.model.buying import Settlement
from planner.model.money import minor_unit_places
from planner.model.proof import Status
from planner.model.vendors import Vendor

_MOST_FREE = 3  # one of so many vendors
_MANY = 2_000  # choices; fewer make a program that is solved as soon


@dataclass(frozen=True)
class Narrowed:
    """The quotes that are left, and what is known already: a basket, and what none gets below.

    The bound is in minor units.
    """

    quotes: Quotes
    basket: Basket | None = None
    bound: int = 0

    def or_better(self, answer: Answer, basket: Basket | None) -> tuple[Answer, Basket | None]:
        """Return what was found among the quotes, or what is known if that is more."""
        if self.basket is None or answer.status is Status.OPTIMAL:
            return answer, basket
        cheapest, bound = self.basket, max(self.bound, answer.bound)
        if basket is not None and basket.at_least <= cheapest.at_least:
            cheapest = basket
        total = minor(cheapest.at_least.amount, cheapest.currency)
        status = Status.OPTIMAL if bound >= total else Status.FEASIBLE
        return Answer(status, objective=total, bound=min(bound, total)), cheapest

    @property
    def is_proven(self) -> bool:
        """Tell whether no basket costs less than the one that is known."""
        return self.or_better(Answer(Status.UNKNOWN), None)[0].status is Status.OPTIMAL


def narrowed(
    needs: Sequence[Need],
    quotes: Quotes,
    vendors: Mapping[str, Vendor],
    settlement: Settlement,
    effort: Effort = UNHURRIED,
) -> Narrowed:
    """Return the quotes that a cheapest basket may hold, in their order.

    Only where the number of vendors is free. Raises OutOfTimeError where there is no time to look.
    """
    whole = Narrowed(quotes)
    if len(quotes) < _MANY:
        return whole
    asking = Asking({name: vendors[name] for name in quotes.by_vendor}, settlement)
    units = partial(_units, places=minor_unit_places(settlement.currency))
    least = {name: units(asking.opening(name)) for name in sorted(quotes.by_vendor)}
    openings = {name: max(cost, 0) for name, cost in least.items()}
    less = sum(min(cost, 0) for cost in least.values())
    if _MOST_FREE * sum(not cost for cost in openings.values()) > len(openings):
        return whole  # who may charge nothing for an order is in the way of any bound
    quantities = [need.quantity for need in needs]
    # By quote, what all pieces of each need cost there at least; by need and vendor, the least.
    asked: list[tuple[int, ...]] = []
    costs: list[dict[str, int]] = [{} for _ in needs]
    for quote in effort.over(quotes.quotes):
        piece, name = asking.piece(quotes, quote), quote.vendor
        asked.append(tuple(units(piece * quantities[index]) for index in quote.needs))
        for index, cost in zip(quote.needs, asked[-1], strict=True):
            costs[index][name] = min(cost, costs[index].get(name, cost))
    if not fits(costs, openings):
        return whole
    table = Table.of(costs, openings)
    prices = ascended(table)
    begin = {name for name, left in prices.left.items() if not left}
    few = good_sites(table, begin)
    basket = _from_few(few, needs, quotes, vendors, settlement)
    if basket is None:
        return whole
    total = minor(basket.at_least.amount, basket.currency) - less
    prices = improved(prices, table, total)
    most = total - prices.bound

    def may_be_held(quote: Quote, cost: tuple[int, ...]) -> bool:
        lifts = prices.left[quote.vendor]
        if lifts > most or len(quote.needs) > 1 or quote.is_bundle:
            return lifts <= most
        (index,) = quote.needs
        above = max(cost[0] - prices.paid[index], 0)
        if lifts + above * quotes.asked[quote.place][2] // quantities[index] > most:
            return False
        offer = quotes.offer(quote)
        pieces = offer.pack_size * offer.sold_packs(1)
        return lifts + above * pieces // quantities[index] <= most

    told = zip(quotes.quotes, asked, strict=True)
    left = quotes.of(each for each, cost in effort.over(told) if may_be_held(each, cost))
    return Narrowed(left, basket, prices.bound + less)


def _units(amount: Decimal, places: int) -> int:
    return floor(amount.scaleb(places))


def _from_few(
    few: Collection[str],
    needs: Sequence[Need],
    quotes: Quotes,
    vendors: Mapping[str, Vendor],
    settlement: Settlement,
) -> Basket | None:
    """Return the cheapest offer of each need at a few vendors; None if they do not take it."""
    from_few = quotes.of(each for each in quotes.quotes if each.vendor in few)
    basket = cheapest_of_each(needs, from_few, vendors, settlement)
    return None if basket is None or refusing(basket, vendors) else basket
