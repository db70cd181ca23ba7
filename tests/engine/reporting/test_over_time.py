"""One build on several days, as tables and sentences."""

from datetime import date
from decimal import Decimal

import pytest

from planner.engine.planning.over_time import price_over_time
from planner.engine.reporting.over_time import (
    flat_over_time,
    lines_over_time,
    split_in_words,
    totals_over_time,
)
from planner.model.money import RateTable
from planner.model.offers import PriceBreak
from planner.model.over_time import PricesOverTime, TotalChange
from planner.model.table import Table
from tests.engine.samples import build, catalog, money, offer, rate

FIRST, SECOND = date(2026, 2, 10), date(2026, 10, 15)


@pytest.fixture
def prices() -> PricesOverTime:
    """Two boards whose price rises, leads in packs, and a fan that is sold on the second day."""
    offers = (
        offer("pi4", "100 USD", quoted_on=date(2026, 2, 1)),
        offer("pi4", "150 USD", quoted_on=date(2026, 9, 1)),
        offer("patch", "10 SGD", quoted_on=date(2026, 1, 1), pack_size=5),
        offer("fan", "5 EUR", quoted_on=date(2026, 9, 1)),
    )
    rates = RateTable(
        layers=((rate("USD SGD 1.30", as_of=FIRST), rate("USD SGD 1.25", as_of=SECOND)),)
    )
    made = build("2 pi4", "3 patch", "1 fan")
    return price_over_time(made, catalog(*offers), {FIRST: rates, SECOND: rates})


def cells(table: Table) -> list[tuple[str, ...]]:
    return [tuple(map(str, row.cells)) for row in table.rows]


def test_a_day_without_a_total_says_so_and_its_change_is_not_known(prices: PricesOverTime) -> None:
    assert cells(totals_over_time(prices)) == [
        ("2026-02-10", "no total", "", "", ""),
        ("2026-10-15", "no total", "not known", "not known", "not known"),
    ]


def test_lines_of_a_part_stand_together_with_the_day_of_their_price(prices: PricesOverTime) -> None:
    assert [row[:2] + row[3:7] for row in cells(lines_over_time(prices))] == [
        ("2026-02-10", "PI4", "2", "US$100.00", "S$260.00", "2026-02-01"),
        ("2026-10-15", "PI4", "2", "US$150.00", "S$375.00", "2026-09-01"),
        ("2026-02-10", "PATCH", "3", "S$10.00 for 5", "S$10.00", "2026-01-01"),
        ("2026-10-15", "PATCH", "3", "S$10.00 for 5", "S$10.00", "2026-01-01"),
        ("2026-02-10", "FAN", "1", "no price", "unpriced", ""),
        ("2026-10-15", "FAN", "1", "€5.00", "no rate", "2026-09-01"),
    ]


def test_for_programs_currencies_have_columns_and_what_is_not_known_is_empty(
    prices: PricesOverTime,
) -> None:
    rows = {(str(row.cells[0]), row.cells[1]): row.cells for row in flat_over_time(prices).rows}

    assert rows["2026-10-15", "pi4"][4:9] == (money("150 USD"), 1, "USD", money("375 SGD"), "SGD")
    assert rows["2026-02-10", "fan"][4:] == (None, None, "", None, "", None, "", "")


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ((), "not known, because a day has no total."),
        (("10", "12", "-2"), "it costs S$10.00 more: S$12.00 by prices and -S$2.00 by exchange"),
        (("-10", "0", "-10"), "it costs S$10.00 less: S$0.00 by prices and -S$10.00 by exchange"),
        (("0", "3", "-3"), "it costs the same: S$3.00 by prices and -S$3.00 by exchange rates."),
        (("10",), "S$10.00 more; how much of that is due to exchange rates is not known."),
    ],
)
def test_a_change_is_told_with_its_causes(amounts: tuple[str, ...], said: str) -> None:
    names = ("whole", "by_prices", "by_rates")
    known = {name: money(f"{each} SGD") for name, each in zip(names, amounts, strict=False)}
    told = split_in_words(TotalChange(since=FIRST, until=SECOND, **known))

    assert told.startswith("From 2026-02-10 to 2026-10-15")
    assert said in told


def test_the_price_of_a_break_is_that_of_the_number_bought() -> None:
    breaks = tuple(
        PriceBreak(min_quantity=least, price=Decimal(price)) for least, price in ((1, 10), (5, 8))
    )
    known = catalog(offer("fan", "10 SGD", quoted_on=FIRST, price_breaks=breaks))
    [day] = price_over_time(build("5 fan"), known, {FIRST: RateTable()}).days

    assert day.bom.total == money("40 SGD")
