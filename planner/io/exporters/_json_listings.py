"""What is listed of a catalog folder as plain values: parts, checks and rates."""

from planner.io.exporters._json_values import Fields, FieldsOf, finding_fields, money, rate_fields
from planner.model.history import PriceHistory, PricePoint
from planner.model.listings import (
    CatalogCheck,
    FetchedRates,
    PricedPart,
    PricedParts,
    RateLookup,
)
from planner.model.money import ExchangeRate


def priced_parts_fields(listed: PricedParts) -> Fields:
    """Return parts with their cheapest current offers as plain values."""
    return {
        "parts": [_priced_part(each) for each in listed.parts],
        "facets": [
            {"facet": str(each.facet), "value": each.value, "parts": each.parts}
            for each in listed.facets
        ],
        "read_as": listed.read_as,
        "whole": listed.whole,
    }


def _priced_part(each: PricedPart) -> Fields:
    price = each.price
    return {
        "part_number": each.part.part_number,
        "name": each.part.name,
        "category": each.part.category,
        "rank": each.rank,
        "price": None if price is None else money(price.unit),
        "pack_size": None if price is None else price.pack_size,
        "converted": money(each.converted),
        "as_of": None if price is None else price.as_of,
        "basis": None if price is None else str(price.basis),
        "vendor": None if price is None else price.vendor,
        "source": None if price is None else price.source,
    }


def price_history_fields(found: PriceHistory) -> Fields:
    """Return every price on record for a part, and what changed it, as plain values."""
    return {
        "part_number": found.part_number,
        "currency": found.currency,
        "points": [_point(each) for each in found.points],
    }


def _point(point: PricePoint) -> Fields:
    offer, change = point.offer, point.change
    return {
        "vendor": offer.vendor,
        "sku": offer.sku,
        "quoted_on": offer.quoted_on,
        "price": money(point.pack),
        "pack_size": offer.pack_size,
        "converted": money(point.converted),
        "rate": None if point.rate is None else rate_fields(point.rate),
        "change": None if change is None else money(change.total),
        "by_price": None if change is None else money(change.by_price),
        "by_rate": None if change is None else money(change.by_rate),
        "standing": point.standing.name.lower(),
        "basis": str(offer.basis),
        "source": offer.source,
    }


def catalog_check_fields(checked: CatalogCheck) -> Fields:
    """Return how much a folder holds, and what is wrong in it, as plain values."""
    return {
        **checked.held,
        "counts": checked.counts,
        "findings": finding_fields(checked.findings),
    }


def rate_lookup_fields(found: RateLookup) -> Fields:
    """Return the recorded rates and the one that answers as plain values."""
    source = "recorded" if found.is_recorded else "ecb"
    return {
        "recorded": [_rate(rate) for rate in found.recorded],
        "pair": found.pair,
        "on": found.on,
        "answer": None if found.answer is None else _rate(found.answer),
        "answered_by": None if found.answer is None else source,
    }


def _rate(rate: ExchangeRate) -> Fields:
    # Where rates are listed they are numbers, as the file of rates has them.
    return rate_fields(rate) | {"rate": rate.rate}


def fetched_rates_fields(found: FetchedRates) -> Fields:
    """Return the rates that a live source gave as plain values."""
    return {
        "fetched": [_rate(rate) for rate in found.fetched],
        "added": [_rate(rate) for rate in found.added],
    }


FIELDS: FieldsOf = {
    PricedParts: priced_parts_fields,
    CatalogCheck: catalog_check_fields,
    PriceHistory: price_history_fields,
    RateLookup: rate_lookup_fields,
    FetchedRates: fetched_rates_fields,
}
