"""Choose the offer that a line is costed with, and price any number of pieces by it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from planner.engine.planning.old_prices import PRICE_OLD_AFTER
from planner.model.conditions import AS_NEW, counts
from planner.model.money import RateTable
from planner.model.offers import Offer, Price
from planner.model.record import put_together

_OF_AN_OFFER = {"unit", "basis", "as_of", "source", "pack_size", "vendor", "note"}
_CURRENT = (False, 0)  # the age of every offer that is current


def choose_offer(
    offers: Iterable[Offer], quantity: int, rates: RateTable, *, currency: str, on: date
) -> Offer | None:
    """Return the cheapest offer that is current on the day, for this many pieces.

    Current means quoted within the year before the day, not expired, and not replaced by a later
    price of the same vendor. Failing that the newest
    one quoted before the day is taken, failing that the first one quoted after it. An offer that no
    rate converts is taken only when there is no other. Ties go to vendor, then SKU.
    """

    def rank(offer: Offer) -> tuple[bool, tuple[bool, int], Decimal, str, str]:
        packs = offer.packs_for(quantity)
        cost = (offer.pack_price(packs) * packs).rounded()
        unrated = False
        if offer.currency != currency:
            rate = rates.rate(offer.currency, currency, on)
            unrated = rate is None
            cost = cost if rate is None else rate.convert(cost)
        return unrated, age_of(offer, on), cost.amount, offer.vendor, offer.sku

    found = not_replaced(offers, on)
    # Nearly always there is one: what it costs then decides nothing.
    return found[0] if len(found) == 1 else min(found, key=rank, default=None)


# What a vendor sells: of two offers alike in all of it the later one is its price.
_SAME = ("vendor", "part_number", "also_holds", "sku", "pack_size", "condition", "currency")


def not_replaced(offers: Iterable[Offer], on: date) -> list[Offer]:
    """Return the offers without those in whose place their vendor asks something else by the day.

    A later price of a vendor is a row of its own. One of a day still to come, or one that has
    expired, takes the place of none.
    """
    found = list(offers)
    # Nearly always a vendor asks one price for a part; whole markets pass through here.
    if len(found) < 2 or len({(offer.vendor, offer.part_number) for offer in found}) == len(found):
        return found
    newest: dict[tuple[object, ...], date] = {}
    for offer in found:
        expired = offer.valid_until is not None and offer.valid_until < on
        if offer.quoted_on <= on and not expired:
            key = tuple(getattr(offer, name) for name in _SAME)
            newest[key] = max(newest.get(key, offer.quoted_on), offer.quoted_on)
    return [
        offer
        for offer in found
        if offer.quoted_on
        >= newest.get(tuple(getattr(offer, name) for name in _SAME), offer.quoted_on)
    ]


def as_new_first(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """Return the offers of what is new, or not said to be anything else; all if there is none."""
    found = tuple(offers)
    if len(found) < 2:
        return found
    return tuple(each for each in found if counts(each.condition, AS_NEW)) or found


def considered(
    offers: Iterable[Offer], rates: RateTable, *, currency: str, on: date
) -> tuple[Offer, ...]:
    """Return the offers that any number of pieces is priced among: only their cost differs."""

    def rank(offer: Offer) -> tuple[bool, tuple[bool, int]]:
        rated = offer.currency == currency or rates.rate(offer.currency, currency, on) is not None
        return not rated, age_of(offer, on)

    found = not_replaced(offers, on)
    if len(found) < 2:
        return tuple(found)
    ranked = [(rank(offer), offer) for offer in found]
    best = min((each for each, _ in ranked), default=None)
    return tuple(offer for each, offer in ranked if each == best)


class Asked(NamedTuple):
    """What a shop asks for some pieces: how many packs, and the price of each of so many."""

    packs: int
    price: Price | None = None
    offer: Offer | None = None


def priced(
    offers: Iterable[Offer], quantity: int, rates: RateTable, *, currency: str, on: date
) -> Asked:
    """Return what is asked for so many pieces by the shop where they cost least.

    Nothing is bought for no pieces. Without an offer there is no price, and a pack is a piece.
    """
    offer = choose_offer(offers, max(quantity, 1), rates, currency=currency, on=on)
    if offer is None:
        return Asked(quantity)
    return Asked(offer.packs_for(quantity) if quantity else 0, price_of(offer, quantity), offer)


def age_of(offer: Offer, on: date) -> tuple[bool, int]:
    """Return what ranks offers by age: current ones, the newest before the day, the next after it.

    Current ones are all alike.
    """
    return age_on(offer.quoted_on, offer.valid_until, on)


def age_on(quoted_on: date, valid_until: date | None, on: date) -> tuple[bool, int]:
    """Return what ranks offers by age, of one that was quoted on a day and is valid until one."""
    days = (on - quoted_on).days
    expired = valid_until is not None and valid_until < on
    current = 0 <= days <= PRICE_OLD_AFTER.days and not expired
    return days < 0, 0 if current else abs(days) + 1


def is_current(offer: Offer, on: date) -> bool:
    """Tell whether an offer was quoted within the year before the day and has not expired."""
    return age_of(offer, on) == _CURRENT


def price_of(offer: Offer, quantity: int) -> Price:
    """Return the price an offer asks per pack when this many pieces are needed.

    For no pieces it is the price of the fewest packs that are sold.
    """
    least = offer.price_breaks[0].min_quantity
    article = _article(offer)
    said: dict[str, object] = {
        "unit": offer.pack_price(offer.packs_for(quantity) if quantity else least),
        "basis": offer.basis,
        "as_of": offer.quoted_on,
        "source": offer.source,
        "pack_size": offer.pack_size,
        "vendor": offer.vendor,
        "note": f"{article}; {offer.note}" if article and offer.note else article or offer.note,
    }
    # All of it was checked as the offer's: of ten thousand lines it is not checked again.
    return put_together(Price, said, _OF_AN_OFFER)


def _article(offer: Offer) -> str:
    """Return what is not new about an article, if its source says so."""
    return "" if counts(offer.condition, AS_NEW) else f"{offer.condition} item"
