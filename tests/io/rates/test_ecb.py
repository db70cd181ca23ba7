"""The bundled history: the digits as published, the last published day, and nothing made up."""

import csv
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.io.rates.ecb import SOURCE, EcbHistory
from planner.model.money import ExchangeRate, RateTable

PUBLISHED = Path(__file__).parents[1] / "data" / "ecb_usd_sgd.csv"


@pytest.fixture(scope="module")
def ecb() -> EcbHistory:
    return EcbHistory()


def given_rates(rates: tuple[ExchangeRate, ...]) -> list[tuple[str, str, str]]:
    return [(rate.quote, str(rate.rate), str(rate.as_of)) for rate in rates]


def published_rows() -> list[dict[str, str]]:
    lines = PUBLISHED.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.mark.parametrize("row", published_rows(), ids=lambda row: row["date"])
def test_the_digits_are_those_that_were_published(ecb: EcbHistory, row: dict[str, str]) -> None:
    assert given_rates(ecb.rates_on(date.fromisoformat(row["date"]), ["USD", "SGD"])) == [
        ("SGD", row["eur_sgd"], row["date"]),
        ("USD", row["eur_usd"], row["date"]),
    ]


def test_a_rate_names_its_source_and_the_euro_as_its_base(ecb: EcbHistory) -> None:
    (rate,) = ecb.rates_on(date(2018, 10, 15), ["USD"])
    assert (rate.base, rate.source) == ("EUR", "European Central Bank reference rate")


def test_dollars_cross_through_the_euro_as_the_published_sums_did(ecb: EcbHistory) -> None:
    day = date(2020, 6, 17)
    table = RateTable(layers=(ecb.rates_on(day, ["SGD", "USD"]),))
    rate = table.rate("SGD", "USD", day)
    assert rate is not None
    assert rate.rate.quantize(Decimal("0.00001")) == Decimal("0.71770")
    assert rate.as_of == day


@pytest.mark.parametrize("day", ["2018-10-13", "2018-10-14"])
def test_a_weekend_is_answered_with_its_friday(ecb: EcbHistory, day: str) -> None:
    (rate,) = ecb.rates_on(date.fromisoformat(day), ["USD"])
    assert rate.as_of == date(2018, 10, 12)


def test_the_first_days_of_a_year_are_answered_with_the_last_of_the_year_before(
    ecb: EcbHistory,
) -> None:
    assert given_rates(ecb.rates_on(date(2021, 1, 3), ["USD"])) == [("USD", "1.2271", "2020-12-31")]


def test_a_day_after_the_history_is_answered_with_its_end(ecb: EcbHistory) -> None:
    (rate,) = ecb.rates_on(ecb.last_day + timedelta(days=4_000), ["USD"])
    assert rate.as_of == ecb.last_day


@pytest.mark.parametrize(
    ("day", "currency"),
    [
        ("1999-01-03", "USD"),  # the euro's first rates are of 1999-01-04
        ("0001-01-01", "USD"),
        ("2005-03-31", "CNY"),  # published since 2005-04-01
        ("2022-03-15", "RUB"),  # published until 2022-03-01
        ("2012-06-01", "ISK"),  # silent from 2008-12-09 to 2018-02-05
        ("2020-06-17", "EUR"),  # it is the base
        ("2020-06-17", "VND"),  # never published
        ("2020-06-17", "XYZ"),
        ("2007-06-01", "CYP"),  # no ISO 4217 code any more
    ],
)
def test_what_was_not_published_gives_nothing(ecb: EcbHistory, day: str, currency: str) -> None:
    assert ecb.rates_on(date.fromisoformat(day), [currency]) == ()


def test_a_currency_that_stopped_days_ago_still_meets_the_others_on_its_last_day(
    ecb: EcbHistory,
) -> None:
    day = date(2022, 3, 6)
    rates = ecb.rates_on(day, ["USD", "RUB"])
    assert given_rates(rates) == [
        ("RUB", "117.201", "2022-03-01"),
        ("USD", "1.1162", "2022-03-01"),
        ("USD", "1.0929", "2022-03-04"),
    ]
    cross = RateTable(layers=(rates,)).rate("USD", "RUB", day)
    assert cross is not None
    assert cross.as_of == date(2022, 3, 1)


@given(day=st.dates(date(1998, 1, 1), date(2030, 1, 1)))
def test_no_rate_is_of_a_later_day_or_repeated(ecb: EcbHistory, day: date) -> None:
    rates = ecb.rates_on(day, ["USD", "SGD", "JPY", "USD"])
    assert all(rate.as_of <= day and rate.source == SOURCE for rate in rates)
    assert len({(rate.quote, rate.as_of) for rate in rates}) == len(rates)


def test_one_history_serves_many_threads() -> None:
    history = EcbHistory()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: history.rates_on(date(2020, 6, 17), ["USD"]), range(20)))
    assert set(found) == {history.rates_on(date(2020, 6, 17), ["USD"])}
