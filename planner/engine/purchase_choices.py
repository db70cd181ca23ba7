"""What can be bought for a need, from whom, and in which amounts.

An offer may be bought up to the packs that cover its need alone. Beyond that only a price break is
of interest, and only one at which the whole costs less than those packs do.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.engine.landing import Landing, line_price
from planner.engine.offers import PRICE_OLD_AFTER
from planner.model.money import minor_unit_places
from planner.model.purchase import Offer, Vendor
from planner.model.sourcing import Need


@dataclass(frozen=True)
class Terms:
    """What a person asks of a purchase beyond its being cheap.

    `locks` are pairs of part number and vendor: the part is bought there and nowhere else.
    """

    ship_to: str = "SG"
    need_by: date | None = None
    exclude: tuple[str, ...] = ()
    locks: tuple[tuple[str, str], ...] = ()
    max_vendors: int | None = None


NO_TERMS = Terms()


@dataclass(frozen=True)
class Level:
    """Amounts of an offer that one straight line prices: `start` + `each` × packs, in minor units.

    Packs lie between `least` and `most`, in steps of the offer's order multiple.
    """

    least: int
    most: int
    each: int
    start: int


@dataclass(frozen=True)
class Choice:
    """An offer that a need may be bought from."""

    need: int
    offer: Offer
    levels: tuple[Level, ...]

    @property
    def most_pieces(self) -> int:
        """Return how many pieces of it can be bought at all."""
        return max(level.most for level in self.levels) * self.offer.pack_size


def minor(amount: Decimal, currency: str) -> int:
    """Return an amount as a whole number of minor units; it must be one."""
    return int(amount.scaleb(minor_unit_places(currency)))


def vendors_that_serve(
    vendors: Iterable[Vendor], landing: Landing, terms: Terms
) -> dict[str, Vendor]:
    """Return the vendors, by id, that ship there and whose amounts can be converted."""
    return {
        vendor.vendor: vendor
        for vendor in sorted(vendors, key=lambda each: each.vendor)
        if vendor.vendor not in terms.exclude
        and (not vendor.ships_to or terms.ship_to in vendor.ships_to)
        and landing.reaches(vendor.currency, landing.currency)
        and (
            vendor.import_tax_over is None
            or landing.reaches(vendor.import_tax_over.currency, landing.currency)
        )
    }


def choices(
    needs: Sequence[Need],
    offers: Iterable[Offer],
    vendors: dict[str, Vendor],
    landing: Landing,
    terms: Terms,
) -> tuple[Choice, ...]:
    """Return what each need may be bought from, in an order that no file decides."""
    by_part: dict[str, list[Offer]] = {}
    for offer in offers:
        by_part.setdefault(offer.part_number, []).append(offer)
    return tuple(
        choice
        for index, need in enumerate(needs)
        for choice in _choices_of(index, need, by_part, vendors, landing, terms=terms)
    )


def _choices_of(
    index: int,
    need: Need,
    by_part: dict[str, list[Offer]],
    vendors: dict[str, Vendor],
    landing: Landing,
    *,
    terms: Terms,
) -> Iterator[Choice]:
    known = [offer for number in need.pool for offer in by_part.get(number, ())]
    usable = [
        offer
        for offer in known
        if offer.vendor in vendors
        and landing.reaches(offer.currency, vendors[offer.vendor].currency)
        and _arrives(offer, landing.on, terms)
    ]
    locked = {vendor for number, vendor in terms.locks if number in need.pool}
    if locked:
        usable = [offer for offer in usable if offer.vendor in locked]
    ages = [_age(offer, landing.on) for offer in usable]
    newest = min(ages, default=None)
    current = [offer for offer, age in zip(usable, ages, strict=True) if age == newest]
    for offer in sorted(current, key=_order):
        levels = _levels(offer, need.quantity, vendors[offer.vendor], landing)
        if levels:
            yield Choice(index, offer, levels)


def _order(offer: Offer) -> tuple[str, str, str, int, str]:
    return offer.vendor, offer.part_number, offer.sku, offer.pack_size, str(offer.quoted_on)


def _arrives(offer: Offer, on: date, terms: Terms) -> bool:
    if terms.need_by is None:
        return True
    days = offer.lead_time_days
    return days is not None and days <= (terms.need_by - on).days


def _age(offer: Offer, on: date) -> tuple[bool, int]:
    """Rank offers as costing does: current ones, else the newest before the day, else the next."""
    days = (on - offer.quoted_on).days
    expired = offer.valid_until is not None and offer.valid_until < on
    current = 0 <= days <= PRICE_OLD_AFTER.days and not expired
    return days < 0, 0 if current else abs(days) + 1


def amounts(offer: Offer, quantity: int) -> tuple[tuple[int, int], ...]:
    """Return the spans of packs that may be bought, each within one price break."""
    step = offer.order_multiple
    enough = offer.packs_for(quantity)
    stock = offer.stock if offer.stock is not None else max(enough, _last_break(offer))
    starts = sorted(each.min_quantity for each in offer.price_breaks)
    spans = []
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        least = _up(max(start, offer.minimum_quantity), step)
        last = stock if following is None else min(stock, following - 1)
        if least > enough:
            cheaper = offer.price_of_packs(least) < offer.price_of_packs(enough)
            last = min(last, least) if cheaper else 0
        most = min(last, max(enough, least)) // step * step
        if least <= most:
            spans.append((least, most))
    return tuple(spans)


def _last_break(offer: Offer) -> int:
    last = max(each.min_quantity for each in offer.price_breaks)
    return _up(last, offer.order_multiple)


def _up(packs: int, step: int) -> int:
    return -(-packs // step) * step


def _levels(offer: Offer, quantity: int, vendor: Vendor, landing: Landing) -> tuple[Level, ...]:
    def price(packs: int) -> int:
        return minor(line_price(offer, packs, vendor, landing).amount, vendor.currency)

    places = minor_unit_places(offer.currency)
    whole = all(each.price == round(each.price, places) for each in offer.price_breaks)
    straight = whole and offer.currency == vendor.currency
    levels = []
    for least, most in amounts(offer, quantity):
        if straight and least < most:
            step = offer.order_multiple
            each = (price(least + step) - price(least)) // step
            levels.append(Level(least, most, each, price(least) - each * least))
        else:
            # A line that is rounded, or converted, is no straight line: each amount has its price.
            counts = range(least, most + 1, offer.order_multiple)
            levels += [Level(packs, packs, 0, price(packs)) for packs in counts]
    return tuple(levels)
