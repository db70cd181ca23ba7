"""Prices over a year old: how many, and how much of the total rests on them."""

from datetime import date
from decimal import Decimal

from planner.engine.planning.old_prices import DatedPrice, is_old, old_prices
from planner.engine.planning.plan import make_plan
from planner.model.catalog import LeftOut
from planner.model.money import Money, RateTable
from planner.model.vendors import Vendor
from tests.engine.samples import build, catalog, offer

ON = date(2026, 11, 30)
ACME = Vendor(vendor="acme", name="Acme", kind="shop", currency="SGD")


def sgd(amount: str) -> Money:
    return Money(Decimal(amount), "SGD")


def priced(name: str, of: date, amount: str | None = "10.00") -> DatedPrice:
    return DatedPrice(name, of, None if amount is None else sgd(amount))


def told(*prices: DatedPrice, whole: str = "100.00", unpriced: int = 0) -> str:
    found = old_prices(prices, ON, sgd(whole), called="total", unpriced=unpriced)
    return "" if found is None else found.told


def test_a_price_is_old_from_the_day_after_a_year_on() -> None:
    assert not is_old(date(2025, 11, 30), ON)
    assert is_old(date(2025, 11, 29), ON)
    assert not is_old(date(2027, 1, 1), ON)


def test_of_prices_of_this_year_nothing_is_said() -> None:
    assert old_prices((), ON, sgd("0"), called="total") is None
    assert told(priced("pi", date(2026, 1, 1))) == ""


def test_the_share_of_the_total_is_told_with_the_day_of_the_oldest() -> None:
    prices = (
        priced("pi", date(2024, 3, 1), "30.00"),
        priced("card", date(2020, 6, 17), "12.00"),
        priced("switch", date(2026, 10, 1), "58.00"),
    )
    assert told(*prices) == (
        "2 of 3 prices are over a year old (the oldest from 2020-06): 42 % of the total."
    )
    assert told(prices[0]) == ("1 of 1 price is over a year old (from 2024-03): 30 % of the total.")


def test_what_is_less_than_half_a_percent_is_not_told_as_nothing() -> None:
    small = priced("screw", date(2024, 3, 1), "0.10")
    free = priced("gift", date(2024, 3, 1), "0")
    assert "under 1 % of the total" in told(small)
    assert "0 % of the total" in told(free)


def test_where_no_rate_leads_to_the_currency_the_share_is_not_known() -> None:
    prices = (priced("pi", date(2024, 3, 1)), priced("board", date(2024, 4, 1), None))
    assert "their share of the total is not known" in told(*prices)


def test_parts_without_a_price_have_no_age_and_are_told_apart() -> None:
    text = told(priced("pi", date(2024, 3, 1)), unpriced=2)
    assert text.endswith(" Not counted: 2 parts without a price.")


def test_the_oldest_are_named_first_each_once_and_no_more_than_five() -> None:
    prices = [priced(f"part-{year}", date(year, 1, 1)) for year in range(2024, 2017, -1)]
    found = old_prices((*prices, prices[0]), ON, sgd("100"), called="goods")

    assert found is not None
    # A part that is on two lines has two prices.
    assert found.names == (*(f"part-{year}" for year in range(2018, 2025)), "part-2024")
    assert found.hint == (
        "Check before you buy: part-2018; part-2019; part-2020; part-2021; part-2022; and 2 more."
    )
    (one,) = (old_prices(prices[:1], ON, sgd("100"), called="goods"),)
    assert one is not None
    assert one.hint == "Check before you buy: part-2024."


def test_a_row_of_prices_that_was_not_read_is_told_of_what_the_catalog_prices() -> None:
    shelf = catalog(offer("fan", "10 SGD"), offer("hub", "9 SGD"))
    unread = tuple(
        LeftOut("offers/acme.csv", row, (number, "4,00"), number)
        for row, number in ((7, "fan"), (8, "patch"), (9, ""))
    )
    made = make_plan(
        build("1 fan", "1 hub 5 SGD"),
        shelf.model_copy(update={"left_out": unread, "vendors": (ACME,)}),
        rates=RateTable(),
    )

    found = [each for each in made.findings if each.code == "price-row-unread"]

    assert [(each.subject, each.severity.value) for each in found] == [("fan", "warning")]
    assert found[0].message.startswith("Row 7 of offers/acme.csv was not read")
