"""An order in a program of whole numbers: its sums of columns, to which charges add theirs.

Amounts are minor units of the vendor's currency, and of the basket's where the payment ends.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from planner.engine.solving.rounding import RoundedSums, Sum, add_to, minor
from planner.model.buying import Settlement
from planner.model.money import Money, minor_unit_places
from planner.model.offers import Offer
from planner.model.vendors import Vendor


@dataclass(frozen=True, slots=True)
class LineProgram:
    """An offer that may be bought: its packs and what they come to, as sums of its own columns."""

    offer: Offer
    packs: Sum
    price: Sum


@dataclass(frozen=True)
class OrderProgram:
    """An order that may be placed; the switch `opened` tells whether it is.

    `lines` are the offers of its vendor; `sums` are its goods and what charges have added so far,
    by key.
    """

    made: RoundedSums
    vendor: Vendor
    settlement: Settlement
    opened: int
    lines: Sequence[LineProgram]
    sums: dict[str, Sum]

    @property
    def goods(self) -> Sum:
        """Return what its goods come to."""
        return self.sums["goods"]

    @property
    def net_goods(self) -> Sum:
        """Return what those goods come to whose prices do not include tax."""
        result: Sum = {}
        for line in self.lines:
            if self.vendor.is_tax_included(line.offer) is False:
                result.update(line.price)
        return result

    @property
    def packs(self) -> Sum:
        """Return how many packs it holds."""
        result: Sum = {}
        for line in self.lines:
            result.update(line.packs)
        return result

    @property
    def pieces(self) -> Sum:
        """Return how many pieces its packs hold."""
        result: Sum = {}
        for line in self.lines:
            held = line.offer.pieces_in_a_pack
            result.update({column: held * count for column, count in line.packs.items()})
        return result

    @property
    def weight(self) -> Sum:
        """Return what its packs weigh in grams."""
        result: Sum = {}
        for line in self.lines:
            weight = line.offer.weight_g
            if weight:
                result.update({column: weight * count for column, count in line.packs.items()})
        return result

    def base(self, keys: Iterable[str]) -> Sum:
        """Return sums added up."""
        result: Sum = {}
        for key in keys:
            add_to(result, self.sums[key])
        return result

    def share(self, of: Sum, percent: Decimal | None, *, down: bool = False) -> Sum:
        """Return a percentage of a sum, rounded once, half up or `down`."""
        return self.made.times(of, share(percent), self.opened, down=down)

    def once(self, key: str, make: Callable[[], Sum]) -> Sum:
        """Return a sum that several charges need: the first of them makes it."""
        if key not in self.sums:
            self.sums[key] = make()
        return self.sums[key]

    def charged(self, amount: Decimal | None) -> int:
        """Return an amount of the vendor's terms; an unknown one is none."""
        return charged(amount, self.vendor)

    def threshold(self, amount: Decimal) -> int:
        """Return the least whole number of minor units that reaches an amount."""
        return threshold(amount, self.vendor)


def share(percent: Decimal | None) -> Fraction:
    """Return a percentage as a part of one; an unknown one is none."""
    return Fraction(percent or 0) / 100


def factor(base: str, quote: str, settlement: Settlement) -> Fraction:
    """Return what turns minor units of a currency into those of another; 0 if nothing does."""
    if base == quote:
        return Fraction(1)
    rate = settlement.rate(base, quote)
    places = minor_unit_places(quote) - minor_unit_places(base)
    return Fraction(0) if rate is None else Fraction(rate.rate) * Fraction(10) ** places


def conversion(vendor: Vendor, settlement: Settlement) -> Fraction:
    """Return what turns minor units paid to a vendor into those of the basket's, with mark-up."""
    rate = factor(vendor.currency, settlement.currency, settlement)
    return rate if vendor.currency == settlement.currency else rate * (1 + share(vendor.fx_percent))


def charged(amount: Decimal | None, vendor: Vendor) -> int:
    """Return an amount of a vendor's terms in its minor units; an unknown one is none."""
    money = Money(amount or Decimal(0), vendor.currency).rounded()
    return minor(money.amount, money.currency)


def threshold(amount: Decimal, vendor: Vendor) -> int:
    """Return the least whole number of a vendor's minor units that reaches an amount."""
    scaled = amount.scaleb(minor_unit_places(vendor.currency))
    return ceil(scaled)
