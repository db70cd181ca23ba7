"""A basket that is known at once, whatever else there is no time for, and what none gets below.

For each line the few offers that ask least for a piece are looked at, and the cheapest of them is
taken: that is how people buy, and it needs no program. No piece of anything costs less than the
least that any offer asks for one, so what all pieces come to at that is a bound: it knows nothing
of shipping and charges, and so lies well below the best.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from planner.engine.buying._asking import Asking
from planner.engine.buying._line_by_line import cheapest_of_each, refusing
from planner.engine.buying._quotes import Quote, Quotes, quotes_of
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
    quotes: Quotes | None = None,
) -> AtOnce | None:
    """Return a basket of one offer for each need; None if there is none, or none is found so.

    Vendors that take no order as small as theirs are left out, and then those with the smallest
    orders until there are no more of them than allowed. `quotes` are what all of them offer, where
    that is known.
    """
    bound: Money | None = None
    while True:
        quotes = quotes or quotes_of(needs, offers, vendors, settlement, terms)
        asking = Asking(vendors, settlement)
        few, least = _few(needs, quotes, asking)
        bound = bound or asking.bound(least)
        basket = cheapest_of_each(needs, few, vendors, settlement)
        if basket is None:
            return None
        left_out = refusing(basket, vendors) or _too_many(basket, terms.max_vendors)
        if not left_out:
            return AtOnce(basket, min(bound, basket.at_least))
        vendors = {name: each for name, each in vendors.items() if name not in left_out}
        quotes = None


def _too_many(basket: Basket, most: int | None) -> set[str]:
    """Return the vendors with the smallest orders, half of them at most: the rest may do."""
    orders = sorted(basket.orders, key=lambda each: (-each.at_least.amount, each.vendor))
    kept = len(orders) if most is None else max(most, len(orders) // 2)
    return {each.vendor for each in orders[kept:]}


def _few(needs: Sequence[Need], quotes: Quotes, asking: Asking) -> tuple[Quotes, Decimal]:
    """Return the few offers of each need that ask least, and what all pieces come to at least."""
    few: set[Quote] = set()
    least = Decimal(0)
    for index, need in enumerate(needs):
        asked = [(asking.piece(quotes, each), each) for each in quotes.by_need.get(index, ())]
        asked.sort(key=lambda pair: (pair[0], pair[1].vendor))
        least += asked[0][0] * need.quantity if asked else 0
        held = (each for _, each in asked if _holds(quotes, each, need.quantity))
        few.update(islice(held, _FEW))
    return quotes.of(each for each in quotes.quotes if each in few), least


def _holds(quotes: Quotes, quote: Quote, quantity: int) -> bool:
    if quote.is_bundle:
        return False
    offer = quotes.offer(quote)
    return offer.stock is None or offer.stock >= offer.packs_for(quantity)
