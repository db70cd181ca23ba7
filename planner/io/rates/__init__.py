"""Exchange rates by origin: written down in a file, published in a history, fetched when asked.

`gather` puts them in order of trust. Live rates are no part of it: they are fetched on demand by
`planner.io.rates.live`, written to the file, and answer from there with their day and source.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Protocol

from planner.io.rates.ecb import EcbHistory
from planner.model.money import ExchangeRate, RateTable


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
    ecb: RateHistory | None = None,
) -> RateTable:
    """Return a table that answers these (base, quote) pairs on a day, the most trusted layer first.

    The order is pinned, recorded, then the histories, each of which is loaded only for pairs that
    nothing before it answers. Pass `ecb` to reuse a history that is already loaded. A pair that no
    layer answers stays unanswered: `RateTable.rate` gives None for it.
    """
    table = RateTable(layers=(tuple(pinned), tuple(recorded)))
    wanted = [(base, quote) for base, quote in pairs if base != quote]
    for name, load in HISTORIES.items():
        wanted = [pair for pair in wanted if table.rate(*pair, on) is None]
        if not wanted:
            break
        history = ecb if name == "ecb" and ecb is not None else load()
        currencies = sorted({currency for pair in wanted for currency in pair})
        table = RateTable(layers=(*table.layers, history.rates_on(on, currencies)))
    return table
