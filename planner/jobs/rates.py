"""Gather the exchange rates that a question needs, in the order in which sources answer."""

from collections.abc import Iterable
from datetime import date

from planner.io.rates import gather
from planner.model.catalog import Catalog
from planner.model.money import ExchangeRate, RateTable


def rates_of_offers(
    catalog: Catalog, currency: str, *, on: date, more: Iterable[tuple[str, str]] = ()
) -> RateTable:
    """Return the rates that lead from every currency of a catalog's offers to one, and more."""
    pairs = {(offer.currency, currency) for offer in catalog.offers}.union(more)
    return gather(sorted(pairs), on, pinned=(), recorded=catalog.rates)


def find_rate(
    catalog: Catalog, base: str, quote: str, *, on: date
) -> tuple[ExchangeRate | None, bool]:
    """Return the rate that answers for a pair on a day, and whether rates.csv gave it."""
    recorded = RateTable(layers=(catalog.rates,)).rate(base, quote, on)
    if recorded is not None:
        return recorded, True
    table = gather([(base, quote)], on, pinned=(), recorded=catalog.rates)
    return table.rate(base, quote, on), False
