"""A basket that is known at once, whatever else there is no time for, and what none gets below.

For each line the few offers that ask least for a piece are looked at, and the cheapest of them is
taken: that is how people buy, and it needs no program. No piece of anything costs less than the
least that any offer asks for one, so what all pieces come to at that is a bound: it knows nothing
of shipping and charges, and so lies well below the best.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from heapq import nsmallest

from planner.engine.buying._asking import Asking
from planner.engine.buying._line_by_line import cheapest_of_each, refusing
from planner.engine.buying.choices import choices, usable
from planner.model.basket import Basket, Need
from planner.model.buying import BuyingTerms, Settlement
from planner.model.money import Money
from planner.model.offers import Offer
from planner.model.vendors import Vendor

_FEW = 4  # offers of each need


@dataclass(frozen=True)
class AtOnce:
    """A basket, and what no basket gets below."""

    basket: Basket
    bound: Money


def at_once(
    needs: Sequence[Need],
    offers: Sequence[Offer],
    vendors: Mapping[str, Vendor],
    settlement: Settlement,
    terms: BuyingTerms,
) -> AtOnce | None:
    """Return a basket of one offer for each need; None if there is none, or none is found so.

    Vendors that take no order as small as theirs are left out, and then those with the smallest
    orders until there are no more of them than allowed.
    """
    by_part: dict[str, list[Offer]] = {}
    for offer in offers:
        for number in offer.contents if offer.also_holds else (offer.part_number,):
            by_part.setdefault(number, []).append(offer)
    bound: Money | None = None
    while True:
        few, least = _few(needs, by_part, vendors, settlement, terms)
        bound = bound or least
        offered = choices(needs, few, vendors, settlement, terms)
        basket = cheapest_of_each(needs, offered, vendors, settlement)
        if basket is None:
            return None
        left_out = refusing(basket, vendors) or _too_many(basket, terms.max_vendors)
        if not left_out:
            return AtOnce(basket, min(bound, basket.at_least))
        vendors = {name: each for name, each in vendors.items() if name not in left_out}


def _too_many(basket: Basket, most: int | None) -> set[str]:
    """Return the vendors with the smallest orders, half of them at most: the rest may do."""
    orders = sorted(basket.orders, key=lambda each: (-each.at_least.amount, each.vendor))
    kept = len(orders) if most is None else max(most, len(orders) // 2)
    return {each.vendor for each in orders[kept:]}


def _few(
    needs: Sequence[Need],
    by_part: Mapping[str, Sequence[Offer]],
    vendors: Mapping[str, Vendor],
    settlement: Settlement,
    terms: BuyingTerms,
) -> tuple[list[Offer], Money]:
    """Return the few offers of each need that ask least, and what no basket of any gets below."""
    asking = Asking(vendors, settlement)
    few: dict[int, Offer] = {}
    least = Decimal(0)
    for need in needs:
        mine = {id(each): each for number in need.pool for each in by_part.get(number, ())}
        here = usable(need, mine.items(), vendors, settlement, terms)
        prices = [(asking.piece(mine[key]), mine[key].vendor, key) for key in here]
        least += min(prices)[0] * need.quantity if prices else 0
        held = [each for each in prices if _holds(mine[each[2]], need.quantity)]
        few |= {key: mine[key] for _, _, key in nsmallest(_FEW, held)}
    return list(few.values()), asking.bound(least)


def _holds(offer: Offer, quantity: int) -> bool:
    return not offer.also_holds and (
        offer.stock is None or offer.stock >= offer.packs_for(quantity)
    )
