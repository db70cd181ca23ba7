"""Leave out what no cheapest basket holds, before any program is written down.

At its core buying is facility location: which vendors get an order, and who serves each need. What
a need costs at a vendor at least, and what any order of a vendor is charged at least, bound every
basket from below (`solving/facility_location`), and a basket is soon found. A vendor that lifts the
bound above what that basket costs is in no cheapest one; neither is an offer that does so with the
fewest packs of it that are sold. Terms that the bound knows nothing of only make baskets dearer.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from planner.engine.buying._asking import Asking
from planner.engine.buying._line_by_line import cheapest_of_each, refusing
from planner.engine.buying.choices import Choice
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.engine.solving.facility_location import ascended, fits, good_sites, improved
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
    """The choices that are left, and what is known already: a basket, and what none gets below.

    The bound is in minor units.
    """

    choices: tuple[Choice, ...]
    basket: Basket | None = None
    bound: int = 0

    def or_better(self, answer: Answer, basket: Basket | None) -> tuple[Answer, Basket | None]:
        """Return what was found among the choices, or what is known if that is more."""
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
    offered: Sequence[Choice],
    vendors: Mapping[str, Vendor],
    settlement: Settlement,
    effort: Effort = UNHURRIED,
) -> Narrowed:
    """Return the choices that a cheapest basket may hold, in their order.

    Only where the number of vendors is free. Raises OutOfTimeError where there is no time to look.
    """
    whole = Narrowed(tuple(offered))
    if len(offered) < _MANY:
        return whole
    selling = {choice.offer.vendor for choice in offered}
    asking = Asking({name: vendors[name] for name in selling}, settlement)
    places = minor_unit_places(settlement.currency)

    def units(amount: Decimal) -> int:
        return int(amount.scaleb(places).to_integral_value(ROUND_FLOOR))

    # By need and vendor, what all its pieces cost there at least.
    costs: list[dict[str, int]] = [{} for _ in needs]
    least_a_piece = [asking.piece(choice.offer) for choice in effort.over(offered)]
    for choice, piece in zip(offered, least_a_piece, strict=True):
        name = choice.offer.vendor
        for index in {index for serving in choice.servings for index in serving.needs}:
            cost = units(piece * needs[index].quantity)
            costs[index][name] = min(cost, costs[index].get(name, cost))
    least = {name: units(asking.opening(name)) for name in sorted(selling)}
    openings = {name: max(cost, 0) for name, cost in least.items()}
    less = sum(min(cost, 0) for cost in least.values())
    if _MOST_FREE * sum(not cost for cost in openings.values()) > len(openings):
        return whole  # who may charge nothing for an order is in the way of any bound
    if not fits(costs, openings):
        return whole
    prices = ascended(costs, openings)
    begin = {name for name, left in prices.left.items() if not left}
    few = good_sites(costs, openings, begin)
    basket = _from_few(few, needs, offered, vendors, settlement)
    if basket is None:
        return whole
    total = minor(basket.at_least.amount, basket.currency) - less
    prices = improved(prices, costs, openings, total)
    most = total - prices.bound

    def may_be_held(choice: Choice, piece: Decimal) -> bool:
        lifts = prices.left[choice.offer.vendor]
        if lifts <= most and len(choice.servings) == 1 and len(choice.servings[0].needs) == 1:
            (index,) = choice.servings[0].needs
            quantity, offer = needs[index].quantity, choice.offer
            pieces = choice.servings[0].pieces * offer.sold_packs(1)
            above = piece * quantity - Decimal(prices.paid[index]).scaleb(-places)
            lifts += max(units(above * pieces / quantity), 0)
        return lifts <= most

    priced = zip(offered, least_a_piece, strict=True)
    left = tuple(choice for choice, piece in effort.over(priced) if may_be_held(choice, piece))
    return Narrowed(left, basket, prices.bound + less)


def _from_few(
    few: Collection[str],
    needs: Sequence[Need],
    offered: Sequence[Choice],
    vendors: Mapping[str, Vendor],
    settlement: Settlement,
) -> Basket | None:
    """Return the cheapest offer of each need at a few vendors; None if they do not take it."""
    from_few = [choice for choice in offered if choice.offer.vendor in few]
    basket = cheapest_of_each(needs, from_few, vendors, settlement)
    return None if basket is None or refusing(basket, vendors) else basket
