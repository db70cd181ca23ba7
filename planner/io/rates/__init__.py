"""Exchange rates by origin: written down in a file, published in a history, fetched when asked.

`gather` puts them in order of trust. Live rates are no part of it: they are fetched on demand,
written to the file by `append_rates`, and answer from there with their day and their source.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from planner.io.rates.ecb import EcbHistory
from planner.io.rates.recorded import append_rates, read_rates, take_rates
from planner.model.money import ExchangeRate, RateTable

if TYPE_CHECKING:
    from planner.io.rates.live import LiveRates

__all__ = [
    "HISTORIES",
    "EcbHistory",
    "RateHistory",
    "append_rates",
    "gather",
    "live_rates",
    "read_rates",
    "take_rates",
]


class RateHistory(Protocol):
    """Published rates of the past, the same on every computer that has the same release."""

    def rates_on(self, on: date, currencies: Iterable[str]) -> tuple[ExchangeRate, ...]:
        """Return rates of the last published days up to `on` that link these currencies."""
        ...


# Asked in this order. A new history is one file and one line here.
HISTORIES: Mapping[str, Callable[[], RateHistory]] = MappingProxyType({"ecb": EcbHistory})


def gather(
    pairs: Iterable[tuple[str, str]],
    on: date,
    *,
    pinned: Sequence[ExchangeRate],
    recorded: Sequence[ExchangeRate],
    histories: Mapping[str, Callable[[], RateHistory]] = HISTORIES,
) -> RateTable:
    """Return a table that answers these (base, quote) pairs on a day, the most trusted layer first.

    The order is pinned, recorded, then the histories, each of which is loaded only for pairs that
    nothing before it answers. A pair that no layer answers stays unanswered: `RateTable.rate` gives
    None for it.
    """
    table = RateTable(layers=(tuple(pinned), tuple(recorded)))
    wanted = [(base, quote) for base, quote in pairs if base != quote]
    for load in histories.values():
        wanted = [pair for pair in wanted if table.rate(*pair, on) is None]
        if not wanted:
            break
        currencies = sorted({currency for pair in wanted for currency in pair})
        table = RateTable(layers=(*table.layers, load().rates_on(on, currencies)))
    return table


def live_rates(
    base_url: str | None, *, connect_timeout: float = 1.0, read_timeout: float = 2.0
) -> "LiveRates":
    """Return the live source at an address; without one its every answer is how to set one.

    Times are in seconds. The libraries behind it are loaded here (0.2 s), not with this module.
    """
    from planner.io.rates.live import LiveRates

    return LiveRates(base_url, connect_timeout=connect_timeout, read_timeout=read_timeout)
