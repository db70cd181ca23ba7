"""Layers of rates: who is asked first, and that the history is not loaded without need."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from planner.io.rates import HISTORIES, EcbHistory, RateHistory, gather, read_rates
from planner.model.money import CURRENCIES, ExchangeRate

DAY = date(2020, 6, 17)
SHIPPED = Path(__file__).parents[3] / "catalogs" / "rates.csv"


def rate(pair: str, value: str, *, as_of: date = DAY, source: str = "quoted") -> ExchangeRate:
    base, quote = pair.split("/")
    return ExchangeRate(base=base, quote=quote, rate=Decimal(value), as_of=as_of, source=source)


class CountedHistory(EcbHistory):
    """The bundled history, and what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def rates_on(self, on: date, currencies: Iterable[str]) -> tuple[ExchangeRate, ...]:
        self.asked.append(sorted(currencies))
        return super().rates_on(on, currencies)


@pytest.mark.parametrize(
    ("pinned", "recorded", "source"),
    [
        ([rate("SGD/USD", "0.7", source="pin")], [rate("SGD/USD", "0.8", source="file")], "pin"),
        ([], [rate("SGD/USD", "0.8", source="file")], "file"),
        ([], [rate("USD/SGD", "1.4", source="file")], "file, inverted"),
        (
            [],
            [rate("EUR/USD", "1.1", source="file"), rate("EUR/SGD", "1.5", source="file")],
            "file, USD/SGD through EUR",
        ),
        ([], [], "European Central Bank reference rate, USD/SGD through EUR"),
    ],
)
def test_the_most_trusted_layer_that_knows_the_pair_answers(
    pinned: list[ExchangeRate], recorded: list[ExchangeRate], source: str
) -> None:
    table = gather([("SGD", "USD")], DAY, pinned=pinned, recorded=recorded)
    found = table.rate("SGD", "USD", DAY)
    assert found is not None
    assert found.source == source


def test_the_history_is_left_alone_when_the_file_answers_every_pair() -> None:
    ecb = CountedHistory()
    histories = {"ecb": lambda: ecb}
    recorded = [rate("SGD/USD", "0.7")]
    gather([("SGD", "USD"), ("USD", "SGD")], DAY, pinned=[], recorded=recorded, histories=histories)
    gather([], DAY, pinned=[], recorded=[], histories=histories)
    gather([("SGD", "SGD")], DAY, pinned=[], recorded=[], histories=histories)
    assert ecb.asked == []


def test_the_history_is_asked_once_for_the_pairs_that_nothing_else_answers() -> None:
    ecb = CountedHistory()
    histories = {"ecb": lambda: ecb}
    pairs = [("SGD", "USD"), ("JPY", "USD"), ("EUR", "GBP")]
    table = gather(pairs, DAY, pinned=[], recorded=[rate("SGD/USD", "0.7")], histories=histories)
    assert ecb.asked == [["EUR", "GBP", "JPY", "USD"]]
    assert all(table.rate(*pair, DAY) for pair in pairs)


def test_a_recorded_rate_of_a_later_day_does_not_answer() -> None:
    later = rate("SGD/USD", "0.9", as_of=date(2020, 6, 18), source="file")
    found = gather([("SGD", "USD")], DAY, pinned=[], recorded=[later]).rate("SGD", "USD", DAY)
    assert found is not None
    assert "European Central Bank" in found.source


def test_a_pair_that_nobody_knows_stays_unanswered() -> None:
    table = gather([("SGD", "VND")], DAY, pinned=[], recorded=[])
    assert table.rate("SGD", "VND", DAY) is None


@pytest.mark.parametrize("name", HISTORIES)
def test_every_history_gives_dated_rates_with_a_source_and_nothing_for_the_unknown(
    name: str,
) -> None:
    history: RateHistory = HISTORIES[name]()
    rates = history.rates_on(DAY, ["SGD", "USD", "XYZ"])
    assert rates
    assert all(each.as_of <= DAY and each.source and each.quote in CURRENCIES for each in rates)
    assert history.rates_on(DAY, ["XYZ"]) == ()
    assert history.rates_on(date(1900, 1, 1), ["USD"]) == ()


def test_the_shipped_rates_load_without_a_finding() -> None:
    rates, findings = read_rates(SHIPPED)
    assert findings == ()
    assert rates
