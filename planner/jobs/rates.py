"""Gather the exchange rates that a question needs, in the order in which sources answer."""

from collections.abc import Iterable
from datetime import date

from planner.io.rates import gather
from planner.model.catalog import Catalog
from planner.model.listings import RateLookup
from planner.model.money import RateTable


def rates_of_offers(
    catalog: Catalog, currency: str, *, on: date, more: Iterable[tuple[str, str]] = ()
) -> RateTable:
    """Return the rates that lead from every currency of a catalog's offers to one, and more."""
    pairs = {(offer.currency, currency) for offer in catalog.offers}.union(more)
    return gather(sorted(pairs), on, pinned=(), recorded=catalog.rates)


def find_rate(catalog: Catalog, base: str, quote: str, *, on: date) -> RateLookup:
    """Return the rate that answers for a pair on a day, beside those that are recorded."""
    rates = catalog.rates
    found = RateTable(layers=(rates,)).rate(base, quote, on)
    if found is not None:
        return RateLookup(rates, base, quote, on, found, is_recorded=True)
    table = gather([(base, quote)], on, pinned=(), recorded=rates)
    return RateLookup(rates, base, quote, on, table.rate(base, quote, on))
