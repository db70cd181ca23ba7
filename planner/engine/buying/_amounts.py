"""Which amounts of an offer may be bought, and what they cost.

More than is needed is of interest in two cases only. A price break may make the whole cheaper. Or a
piece more fills the order up to where something is saved: free shipping, a lower tier of it, the
least order, no charge for a small one. What can be saved so is limited, and so is the value from
which on nothing more is; beyond either, fewer packs make any basket cheaper, because tax, card,
conversion and duty never fall when an order grows.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from planner.engine.charges import CHARGES
from planner.engine.charges.charge import NO_GAIN, Gain, TakenOff, total_or_none
from planner.engine.charges.program import factor, share
from planner.model.buying import Settlement
from planner.model.money import minor_unit_places
from planner.model.offers import Offer
from planner.model.vendors import Vendor


@dataclass(frozen=True, slots=True)
class Level:
    """Amounts of an offer that one straight line prices: `start` + `each` × packs.

    Prices are in the units of its scale. Packs lie between `least` and `most`, in steps of the
    offer's order multiple; `extra` more of them may be bought on top, to fill the order.
    """

    least: int
    most: int
    each: int
    start: int
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole units in which the prices of an offer are told, `places` places of its currency.

    What packs cost in them becomes an amount in the vendor's minor units by the `ratios`, one after
    the other, each of which is followed by rounding half up: first to the minor unit of the offer's
    currency, then by the rate to the vendor's. An offer priced in the vendor's minor units has
    none.
    """

    places: int
    ratios: tuple[Fraction, ...] = ()

    @classmethod
    def of(cls, offer: Offer, vendor: Vendor, settlement: Settlement) -> "Scale":
        """Return the coarsest units in which every price of an offer is a whole number."""
        minor_places = minor_unit_places(offer.currency)
        if offer.currency == vendor.currency and all(
            -minor_places <= _exponent(each.price) for each in offer.price_breaks
        ):
            return _in_minor_units(minor_places)
        finest = max(map(_places, (each.price for each in offer.price_breaks)))
        places = max(minor_places, finest)
        ratios = []
        if places > minor_places:
            ratios.append(Fraction(1, 10 ** (places - minor_places)))
        if offer.currency != vendor.currency:
            ratios.append(factor(offer.currency, vendor.currency, settlement))
        return cls(places, tuple(ratios))

    def units(self, amount: Decimal) -> int:
        """Return an amount of the offer's currency in its units."""
        return int(amount.scaleb(self.places))

    @property
    def unit(self) -> Fraction:
        """Return what a unit is in the vendor's minor units, before anything is rounded."""
        return math.prod(self.ratios, start=Fraction(1))

    @property
    def rounding(self) -> Fraction:
        """Return by how many of the vendor's minor units a price may be rounded up or down."""
        off = Fraction(0)
        for ratio in self.ratios:
            off = off * ratio + Fraction(1, 2)
        return off


@cache
def _in_minor_units(places: int) -> Scale:
    return Scale(places)


def _exponent(price: Decimal) -> int:
    exponent = price.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _places(price: Decimal) -> int:
    """Return how many places a price needs behind the point."""
    return max(0, -_exponent(price.normalize()))


@dataclass(frozen=True, slots=True)
class WholePrices:
    """The price of a pack from each number of packs on, in whole minor units: no sum is rounded."""

    steps: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, offer: Offer, scale: Scale) -> "WholePrices | None":
        """Return them from the most packs down; None where an offer has no such prices."""
        if scale.ratios or offer.break_kind != "all-units":
            return None
        breaks = reversed(offer.price_breaks)
        return cls(tuple((each.min_quantity, scale.units(each.price)) for each in breaks))

    def of_packs(self, packs: int) -> int:
        """Return what so many packs cost together; no fewer than are sold."""
        return packs * next(price for start, price in self.steps if start <= packs)


@dataclass(frozen=True, slots=True)
class Span:
    """Packs that may be bought within one price break, and how many more to fill an order."""

    least: int
    most: int
    extra: int = 0


def gain_of(vendor: Vendor, *, gross: bool) -> Gain:
    """Return what a larger order may save at a vendor, over all its charges.

    In prices of goods: if those are `gross` and tax comes on top of charges, it is saved as well.
    """
    gains = [charge.gain(vendor) for charge in CHARGES]
    most = total_or_none(gain.most for gain in gains)
    off = [each for each in (charge.takes_off(vendor) for charge in CHARGES) if each]
    if most and off:
        most = _where_something_is_off(most, off, vendor)
    elif most and gross and vendor.tax_on_top:
        most += math.ceil(most * share(vendor.tax_on_top)) + 1
    value = max(gain.value for gain in gains)
    weight_g, packs = max(gain.weight_g for gain in gains), max(gain.packs for gain in gains)
    return Gain(most, value, weight_g, packs, max(gain.pieces for gain in gains))


def _where_something_is_off(most: int, off: Sequence[TakenOff], vendor: Vendor) -> int | None:
    """Return what may be saved, in prices of goods of which something is taken off.

    More of them cost only what is left of their prices, less an amount once; with the tax on all
    that is saved, and on the safe side of what is rounded.
    """
    left = math.prod((1 - each.share for each in off), start=Fraction(1))
    if not left:
        return None
    saved = (most + sum(each.amount for each in off)) * (1 + share(vendor.tax_on_net))
    return math.ceil((saved + 2 + 2 * len(off)) / left)


def spans(
    offer: Offer, enough: int, price: Callable[[int], int], gain: Gain = NO_GAIN
) -> Iterator[Span]:
    """Yield the packs that may be bought, price break by price break.

    `enough` packs hold all that is needed; they are a number that is sold. `price` is what packs
    come to.
    """
    step = offer.order_multiple
    starts = [each.min_quantity for each in offer.price_breaks]
    best: int | None = None  # what the cheapest packs cost that are enough
    whole: int | None = None  # and that save all that a larger order may; no dearer ones help
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        least = -(-max(start, offer.minimum_quantity) // step) * step
        last = offer.stock
        if following is not None:
            last = following - 1 if last is None else min(last, following - 1)
        last = None if last is None else last // step * step
        if last is not None and last < max(least, enough):
            if least <= last:
                yield Span(least, last)
            continue
        most = max(least, enough)
        cost = price(most)
        if best is not None and gain.most is not None and cost >= best + gain.most:
            continue
        if whole is not None and cost >= whole:
            continue
        best = cost if best is None else min(best, cost)
        if _reaches_all(offer, most, cost, gain):
            whole = cost
            yield Span(least, most)
            continue
        saved = None if gain.most is None else best + gain.most
        limit = min((each for each in (saved, whole) if each is not None), default=None)
        yield Span(least, most, _extra(offer, most, last, limit, price, gain))


def _reaches_all(offer: Offer, packs: int, cost: int, gain: Gain) -> bool:
    """Tell whether packs alone save all that a larger order may."""
    heavy = packs * (offer.weight_g or 0) >= gain.weight_g
    many = packs >= gain.packs and packs * offer.pieces_in_a_pack >= gain.pieces
    return cost >= gain.value and heavy and many


def _extra(
    offer: Offer,
    packs: int,
    last: int | None,
    limit: int | None,
    price: Callable[[int], int],
    gain: Gain,
) -> int:
    """Return how many packs more may fill an order, within one price break up to its `last`.

    What costs as much as the `limit` or more is too dear to save anything.
    """
    step = offer.order_multiple
    # A pack that costs nothing fills no order; it may weigh something, and counts as one.
    free = not offer.reached_by(packs)[-1].price

    def pays(more: int) -> bool:
        here, before = packs + more * step, packs + (more - 1) * step
        if last is not None and here > last:
            return False
        if limit is not None and price(here) >= limit:
            return False
        heavier = before * (offer.weight_g or 0) < gain.weight_g and bool(offer.weight_g)
        few = before < gain.packs or before * offer.pieces_in_a_pack < gain.pieces
        return heavier or few or (not free and price(before) < gain.value)

    within = 0
    beyond = 1
    while pays(beyond):
        within, beyond = beyond, beyond * 2
    while beyond - within > 1:
        middle = (within + beyond) // 2
        within, beyond = (middle, beyond) if pays(middle) else (within, middle)
    return within * step


def levels(
    offer: Offer,
    enough: int,
    scale: Scale,
    price: Callable[[int], int],
    gain: Gain,
) -> tuple[Level, ...]:
    """Return what an offer sells for a need that `enough` packs of it cover, with its prices.

    `price` is what packs come to in the vendor's minor units. Within a price break the levels are
    straight in the units of the `scale`, however the sum is rounded and converted afterwards, so
    there are never more of them than there are price breaks.
    """
    each = [scale.units(found.price) for found in offer.price_breaks]
    if len(each) == 1 and not gain.most and gain.most is not None and offer.stock is None:
        return (Level(offer.sold_packs(1), enough, each[0], 0),)
    result: list[Level] = []
    for span in spans(offer, enough, price, gain):
        slope = each[len(offer.reached_by(span.least)) - 1]
        if offer.break_kind == "all-units":
            result.append(Level(span.least, span.most, slope, 0, span.extra))
            continue
        start = scale.units(offer.price_of_packs(span.least).amount) - slope * span.least
        result.append(Level(span.least, span.most, slope, start, span.extra))
    return tuple(result)
