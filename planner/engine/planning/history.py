"""What shops asked for a part over time, and whether the shop or the exchange rate changed it."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from planner.engine.planning.offers import is_current
from planner.model.history import PriceMove, PricePoint, Standing
from planner.model.money import ExchangeRate, Money, RateTable
from planner.model.offers import Offer
from planner.model.price_events import PriceEvent, superseded


def price_points(
    offers: Iterable[Offer],
    rates: Mapping[date, RateTable],
    *,
    currency: str,
    on: date,
    events: Iterable[PriceEvent] = (),
) -> tuple[PricePoint, ...]:
    """Return every offer of a part as a point of its history, shop by shop, the oldest first.

    `rates` are those of each day that an offer was quoted on, `events` changes of list prices. The
    price is that of one pack where the fewest are bought.
    """
    ordered = sorted(offers, key=lambda offer: (*_series(offer), offer.quoted_on))
    points: list[PricePoint] = []
    changes = tuple(events)
    for _, series in groupby(ordered, key=_series):
        before: PricePoint | None = None
        asked = list(series)
        for place, offer in enumerate(asked):
            # Of a later day is not newer as long as that day has not come.
            newer = any(each.quoted_on <= on for each in asked[place + 1 :])
            standing = _standing(offer, on, newer=newer, events=changes)
            before = _point(offer, before, rates, currency=currency, standing=standing)
            points.append(before)
    return tuple(points)


def _series(offer: Offer) -> tuple[str, str, int, str, str]:
    """Return what makes two offers prices of one thing."""
    return offer.vendor, offer.sku, offer.pack_size, offer.condition or "", offer.currency


def _point(
    offer: Offer,
    before: PricePoint | None,
    rates: Mapping[date, RateTable],
    *,
    currency: str,
    standing: Standing,
) -> PricePoint:
    pack = Money(offer.price_breaks[0].price, offer.currency)
    rate = None
    if offer.currency != currency:
        rate = rates[offer.quoted_on].rate(offer.currency, currency, offer.quoted_on)
    converted = _converted(pack, rate, currency)
    change = None if before is None else _change(before, pack, converted)
    return PricePoint(offer, pack, converted, rate, standing, change, before is None)


def _converted(pack: Money, rate: ExchangeRate | None, currency: str) -> Money | None:
    if pack.currency == currency:
        return pack
    return None if rate is None else rate.convert_price(pack)


def _change(before: PricePoint, pack: Money, converted: Money | None) -> PriceMove | None:
    if before.converted is None or converted is None:
        return None
    # Of one shop and one currency: where the price before needed no rate, this one needs none.
    at_old_rate = pack if before.rate is None else before.rate.convert_price(pack)
    return PriceMove(
        total=converted - before.converted,
        by_price=at_old_rate - before.converted,
        by_rate=converted - at_old_rate,
    )


def _standing(offer: Offer, on: date, *, newer: bool, events: Iterable[PriceEvent]) -> Standing:
    if offer.quoted_on > on:
        return Standing.FUTURE
    if newer:
        return Standing.REPLACED
    if offer.valid_until is not None and offer.valid_until < on:
        return Standing.EXPIRED
    if superseded(offer, events, on=on) is not None:
        return Standing.SUPERSEDED
    return Standing.CURRENT if is_current(offer, on) else Standing.OLD
