"""What goods cost at least, whatever is rounded, converted and taken off on the way.

No basket gets below it: of shipping and other charges it knows what any order is charged at least.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from functools import cache
from math import prod

from planner.engine.buying._quotes import Quote, Quotes
from planner.engine.charges import PAID
from planner.model.basket import Need
from planner.model.buying import Settlement
from planner.model.money import Money, minor_unit_places
from planner.model.vendors import Vendor

_MUCH = Decimal(10) ** 9


class Asking:
    """What a piece costs at least, in the currency that is paid, before shipping and charges."""

    def __init__(self, vendors: Mapping[str, Vendor], settlement: Settlement) -> None:
        self._vendors, self._settlement = vendors, settlement
        self._factors: dict[tuple[str, str], Decimal] = {}
        self._off = {name: _taken_off(each) for name, each in vendors.items()}
        # Nothing is taken off there, and nothing converted.
        self._as_priced = {
            name
            for name, (share, once) in self._off.items()
            if not share and not once.amount and vendors[name].currency == settlement.currency
        }

    def piece(self, quotes: Quotes, quote: Quote) -> Decimal:
        """Return the least that a piece of an offer may come to, whatever is rounded on the way."""
        known = quotes.pieces.get(quote.place)
        if known is None:
            known = quotes.pieces[quote.place] = self._piece(quote, *quotes.asked[quote.place])
        return known

    def _piece(self, quote: Quote, currency: str, price: Decimal, pieces: int) -> Decimal:
        there = self._vendors[quote.vendor].currency
        cent = _cent(currency)
        if quote.vendor in self._as_priced and currency == there and not price % cent:
            return price if pieces == 1 else price / pieces
        if currency != there or price % cent:
            # A line is rounded once, and may be of one pack; converted, it is rounded again.
            price = max(price - cent, Decimal(0)) * self._factor(currency, there)
            price = max(price - _cent(there), Decimal(0)) if currency != there else price
        price *= 1 - self._off[quote.vendor][0]
        return price * self._factor(there, self._settlement.currency) / pieces

    def charged(self, vendor: str) -> Decimal:
        """Return the least that any order of a vendor is charged beyond its goods."""
        there = self._vendors[vendor].currency
        least = sum(charge.bound(self._vendors[vendor]).least for charge in PAID)
        amount = Decimal(least).scaleb(-minor_unit_places(there))
        return amount * self._factor(there, self._settlement.currency)

    def opening(self, vendor: str) -> Decimal:
        """Return the least that any order of a vendor comes to beyond its goods.

        Below nothing where something is taken off them once; what is converted is rounded once.
        """
        here, off = self._settlement.currency, self._off[vendor][1]
        less = Decimal(0) if self._vendors[vendor].currency == here else _cent(here)
        if off.amount:
            less += self._settlement.convert(off, here).amount + _cent(here)
        return self.charged(vendor) - less

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

    def least_at(self, vendor: str, needs: Sequence[Need], quotes: Quotes) -> Money:
        """Return what no order of a vendor gets below that serves every need by its quotes."""
        pieces: dict[int, Decimal] = {}
        for quote in quotes.quotes:
            price = self.piece(quotes, quote)
            for index in quote.needs:
                pieces[index] = min(pieces.get(index, price), price)
        wanted = (price * needs[index].quantity for index, price in pieces.items())
        return self.bound(sum(wanted, self.charged(vendor)))

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


@cache
def _cent(currency: str) -> Decimal:
    return Decimal(1).scaleb(-minor_unit_places(currency))
