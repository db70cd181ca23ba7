"""A basket that is known at once, whatever else there is no time for, and what none gets below.

For each line the few offers that ask least for a piece are looked at, and the cheapest of them is
taken: that is how people buy, and it needs no program. No piece of anything costs less than the
least that any offer asks for one, so what all pieces come to at that is a bound: it knows nothing
of shipping and charges, and so lies well below the best.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from heapq import nsmallest
from math import prod

from planner.engine.buying._line_by_line import cheapest_of_each, refusing
from planner.engine.buying.choices import choices, usable
from planner.engine.charges import PAID
from planner.model.basket import Basket, Need
from planner.model.buying import BuyingTerms, Settlement
from planner.model.money import Money, minor_unit_places
from planner.model.offers import Offer
from planner.model.vendors import Vendor

_FEW = 4  # offers of each need
_MUCH = Decimal(10) ** 9


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
    asking = _Asking(vendors, settlement)
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


class _Asking:
    """What a piece costs at least, in the currency that is paid, before shipping and charges."""

    def __init__(self, vendors: Mapping[str, Vendor], settlement: Settlement) -> None:
        self._vendors, self._settlement = vendors, settlement
        self._factors: dict[tuple[str, str], Decimal] = {}
        self._off = {name: _taken_off(each) for name, each in vendors.items()}

    def piece(self, offer: Offer) -> Decimal:
        """Return the least that a piece of an offer may come to, whatever is rounded on the way."""
        there = self._vendors[offer.vendor].currency
        price = min(each.price for each in offer.price_breaks)
        cent = _cent(offer.currency)
        if offer.currency != there or price % cent:
            # A line is rounded once, and may be of one pack; converted, it is rounded again.
            price = max(price - cent, Decimal(0)) * self._factor(offer.currency, there)
            price = max(price - _cent(there), Decimal(0)) if offer.currency != there else price
        pieces = sum(offer.contents.values()) if offer.also_holds else offer.pack_size
        price *= 1 - self._off[offer.vendor][0]
        return price * self._factor(there, self._settlement.currency) / pieces

    def bound(self, amount: Decimal) -> Money:
        """Return an amount as a bound: each order is rounded once when it is paid.

        Of the goods of each an amount may be taken off, once.
        """
        here = self._settlement.currency
        cent = _cent(here)
        for _, off in self._off.values():
            if off.amount:
                amount -= self._settlement.convert(off, here).amount + cent
        safe = max(amount - cent * len(self._vendors), Decimal(0))
        return Money(safe.quantize(cent, ROUND_FLOOR), self._settlement.currency)

    def _factor(self, base: str, quote: str) -> Decimal:
        if base == quote:
            return Decimal(1)
        if (base, quote) not in self._factors:
            much = self._settlement.convert(Money(_MUCH, base), quote).amount
            self._factors[base, quote] = (much - _cent(quote)) / _MUCH
        return self._factors[base, quote]


def _taken_off(vendor: Vendor) -> tuple[Decimal, Money]:
    """Return the most that a vendor may take off goods: a share of them, and an amount."""
    off = [charge.takes_off(vendor) for charge in PAID]
    amount = Decimal(sum(each.amount for each in off)).scaleb(-minor_unit_places(vendor.currency))
    left = prod((1 - each.share for each in off), start=Fraction(1))
    share = 1 - Decimal(left.numerator) / left.denominator
    # One cent more is for what is rounded where something is taken off.
    rounding = _cent(vendor.currency) * 2 * sum(map(bool, off))
    return share, Money(amount + rounding, vendor.currency)


def _cent(currency: str) -> Decimal:
    return Decimal(1).scaleb(-minor_unit_places(currency))
