"""Gather the exchange rates that a question needs, in the order in which sources answer."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from planner.io.rates import append_rates, gather
from planner.model.catalog import Catalog
from planner.model.filed import told
from planner.model.money import ENTERED, ExchangeRate, RateTable

if TYPE_CHECKING:
    from planner.model.listings import RateLookup


def entered(base: str, quote: str, rate: Decimal, *, on: date) -> ExchangeRate:
    """Return a rate that a person typed."""
    return ExchangeRate(base=base, quote=quote, rate=rate, as_of=on, source=ENTERED)


def holding_on(typed: Iterable[ExchangeRate], on: date) -> tuple[ExchangeRate, ...]:
    """Return rates that a person typed as they hold on the day of a question, whichever that is."""
    return tuple(rate.model_copy(update={"as_of": on}) for rate in typed)


def rates_of_offers(
    catalog: Catalog,
    currency: str,
    *,
    on: date,
    more: Iterable[tuple[str, str]] = (),
    typed: Iterable[ExchangeRate] = (),
) -> RateTable:
    """Return the rates that lead from every currency of a catalog's offers to one, and more.

    What a person `typed` comes before all others.
    """
    pairs = {(code, currency) for code in set(told(catalog.offers, "currency"))}.union(more)
    first = holding_on(typed, on)
    return gather(sorted(pairs), on, pinned=first, recorded=catalog.rates)


def find_rate(catalog: Catalog, base: str, quote: str, *, on: date) -> "RateLookup":
    """Return the rate that answers for a pair on a day, beside those that are recorded."""
    from planner.model.listings import RateLookup

    rates = catalog.rates
    found = RateTable(layers=(rates,)).rate(base, quote, on)
    if found is not None:
        return RateLookup(rates, base, quote, on, found, is_recorded=True)
    table = gather([(base, quote)], on, pinned=(), recorded=rates)
    return RateLookup(rates, base, quote, on, table.rate(base, quote, on))


def keep_rates(file: Path, fetched: Iterable[ExchangeRate]) -> tuple[ExchangeRate, ...]:
    """Add rates to a file, its folder made if it is not there, and return those that are new.

    PlannerError: they cannot be written.
    """
    # What is in the way of the folder is in the way of the file, and told there.
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
    return append_rates(file, fetched)
