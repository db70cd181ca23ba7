"""One build on several days: what a day knows, and what of a change prices and rates did."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from planner.engine.planning.over_time import known_on, price_over_time
from planner.model.build import Build, Position
from planner.model.catalog import Catalog
from planner.model.money import Money, RateTable
from planner.model.offers import Offer
from planner.model.over_time import PricesOverTime
from planner.model.price_events import PriceEvent
from tests.engine.samples import build, money, offer, price, rate
from tests.engine.samples import catalog as catalog_of

JAN, FEB, OCT = date(2025, 1, 17), date(2026, 2, 10), date(2026, 10, 15)
DAYS = (JAN, FEB, OCT)
RATES = RateTable(
    layers=(
        (
            rate("USD SGD 1.40", as_of=JAN),
            rate("USD SGD 1.30", as_of=FEB),
            rate("USD SGD 1.25", as_of=OCT),
        ),
    )
)


def sold(number: str, text: str, day: str, **facts: str) -> Offer:
    return offer(number, text, quoted_on=date.fromisoformat(day), **facts)


def rises(number: str, *days: str) -> tuple[PriceEvent, ...]:
    return tuple(
        PriceEvent(part_number=number, on=date.fromisoformat(day), currency="USD", source="maker")
        for day in days
    )


def catalog(*offers: Offer, events: Iterable[PriceEvent] = ()) -> Catalog:
    return catalog_of(*offers).model_copy(update={"price_events": tuple(events)})


def over(*positions: str | Position, known: Catalog, days: Iterable[date] = DAYS) -> PricesOverTime:
    made: Build = build(*positions)
    return price_over_time(made, known, dict.fromkeys(days, RATES), currency="SGD")


def totals(found: PricesOverTime) -> list[Money | None]:
    return [day.bom.total for day in found.days]


PI = (
    sold("pi4", "80 USD", "2025-01-10"),
    sold("pi4", "125 USD", "2026-02-02"),
    sold("pi4", "175 USD", "2026-09-14"),
)


def test_each_day_has_the_prices_and_the_rate_of_that_day() -> None:
    found = over("2 pi4", known=catalog(*PI))

    assert [day.on for day in found.days] == list(DAYS)
    assert totals(found) == [money("224 SGD"), money("325 SGD"), money("437.50 SGD")]
    assert [
        str(day.bom.lines[0].line.price.as_of) for day in found.days if day.bom.lines[0].line.price
    ] == [
        "2025-01-10",
        "2026-02-02",
        "2026-09-14",
    ]


def test_a_change_is_split_into_what_prices_and_what_rates_did() -> None:
    first, second = over("2 pi4", known=catalog(*PI)).changes

    assert (first.since, first.until) == (JAN, FEB)
    # 2 x 45 more at the old 1.40, and 250 at 0.10 less.
    assert (first.whole, first.by_prices, first.by_rates) == (
        money("101 SGD"),
        money("126 SGD"),
        money("-25 SGD"),
    )
    assert (second.whole, second.by_prices, second.by_rates) == (
        money("112.50 SGD"),
        money("130 SGD"),
        money("-17.50 SGD"),
    )


def test_a_day_knows_no_later_price_and_none_of_more_than_a_year_before() -> None:
    found = over("1 pi4", known=catalog(sold("pi4", "80 USD", "2025-02-01")))

    assert totals(found) == [None, None, None]
    assert [day.bom.unpriced for day in found.days] == [("pi4",)] * 3
    assert all(change.whole is None for change in found.changes)


def test_a_price_that_a_list_price_has_left_behind_by_then_is_none() -> None:
    known = catalog(
        sold("pi4", "65 USD", "2025-11-06"),
        sold("pi4", "175 USD", "2026-09-14"),
        events=rises("pi4", "2026-02-02", "2026-04-01"),
    )
    before, after, now = date(2026, 2, 1), FEB, OCT

    found = over("1 pi4", known=known, days=(now, before, after))

    # Before the change the old price held, after it nobody had asked for one yet.
    assert totals(found) == [money("91 SGD"), None, money("218.75 SGD")]
    assert [offer.price_breaks[0].price for offer in known_on(known, now).offers] == [Decimal(175)]


def test_a_vendor_s_later_price_takes_the_place_of_its_earlier_one_and_of_no_other() -> None:
    known = catalog(
        sold("pi4", "100 USD", "2026-01-10"),
        sold("pi4", "150 USD", "2026-08-10"),
        sold("pi4", "110 USD", "2026-01-10", vendor="other"),
        sold("pi4", "90 USD", "2026-01-10", sku="without cooler"),
    )
    asked = [each.price_breaks[0].price for each in known_on(known, OCT).offers]

    assert sorted(asked) == [90, 110, 150]
    assert sorted(each.price_breaks[0].price for each in known_on(known, FEB).offers) == [
        90,
        100,
        110,
    ]


def test_what_a_position_states_is_the_same_on_every_day() -> None:
    found = over("1 pi4 100 SGD", "3 fan owned", known=catalog())

    assert totals(found) == [money("100 SGD")] * 3
    assert {change.by_prices for change in found.changes} == {money("0 SGD")}
    assert {change.by_rates for change in found.changes} == {money("0 SGD")}


def test_without_a_rate_of_the_earlier_day_a_change_is_not_split() -> None:
    known = catalog(sold("pi4", "100 SGD", "2025-01-10"), sold("pi4", "80 EUR", "2026-02-02"))
    rates = RateTable(layers=((rate("EUR SGD 1.5", as_of=FEB),),))

    [change] = price_over_time(build("1 pi4"), known, {JAN: rates, FEB: rates}).changes

    assert change.whole == money("20 SGD")
    assert (change.by_prices, change.by_rates) == (None, None)


def test_a_lock_on_a_vendor_holds_on_every_day() -> None:
    locked = Position(slot="board", part_number="pi4", quantity=1, vendor="other")
    known = catalog(*PI, sold("pi4", "200 USD", "2026-09-14", vendor="other"))

    assert totals(over(locked, known=known)) == [None, None, money("250 SGD")]


CENTS = st.decimals("0.01", 500, places=2)


@given(st.lists(st.tuples(CENTS, CENTS, st.integers(1, 9)), min_size=1, max_size=3))
def test_prices_and_rates_add_up_to_the_change_to_the_cent(
    asked: list[tuple[Decimal, Decimal, int]],
) -> None:
    parts = ("pi3", "pi4", "fan")[: len(asked)]
    offers = [
        sold(number, f"{each} USD", day)
        for number, (old, new, _) in zip(parts, asked, strict=True)
        for each, day in ((old, "2025-01-10"), (new, "2026-02-02"))
    ]
    positions = [f"{count} {number}" for number, (_, _, count) in zip(parts, asked, strict=True)]

    [change] = over(*positions, known=catalog(*offers), days=(JAN, FEB)).changes

    assert change.whole is not None
    assert change.by_prices is not None
    assert change.by_rates is not None
    assert change.by_prices + change.by_rates == change.whole


def test_a_build_without_a_currency_asked_for_is_told_in_its_own() -> None:
    found = price_over_time(build("1 fan 2 SGD"), catalog(), {JAN: RATES})

    assert (found.build, found.title, found.currency, found.changes) == ("b", "B", "SGD", ())
    assert price("2 SGD").unit == found.days[0].bom.total
