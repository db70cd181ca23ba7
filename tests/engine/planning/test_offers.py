"""Of many offers, the cheapest that holds on the day; without one, the least wrong."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.offers import (
    as_new_first,
    choose_offer,
    considered,
    not_replaced,
    price_of,
    priced,
)
from planner.model.money import RateTable
from planner.model.offers import Basis, Offer, PriceBreak
from tests.engine.samples import DAY, money, offer, rate


def choose(*offers: Offer, quantity: int = 1, rates: tuple[str, ...] = ()) -> str | None:
    """Return the price and the vendor of the offer that is chosen on 2020-06-17."""
    table = RateTable(layers=(tuple(rate(text) for text in rates),))
    found = choose_offer(offers, quantity, table, currency="SGD", on=DAY)
    return None if found is None else f"{found.pack_price(quantity)} {found.vendor}"


def of(text: str, day: str = "2020-06-17", **facts: Any) -> Offer:
    """Read an offer such as `10 SGD acme`."""
    amount, currency, *vendor = text.split()
    facts |= {"vendor": vendor[0]} if vendor else {}
    return offer("x", f"{amount} {currency}", quoted_on=date.fromisoformat(day), **facts)


@pytest.mark.parametrize(
    ("offers", "chosen"),
    [
        ([], None),
        ([of("10 SGD"), of("9 SGD b")], "S$9.00 b"),
        # Current: within the year before the day, to the day, and not expired.
        ([of("10 SGD"), of("5 SGD old", "2019-06-18")], "S$5.00 old"),
        ([of("10 SGD"), of("5 SGD old", "2019-06-17")], "S$10.00 acme"),
        ([of("10 SGD"), of("5 SGD gone", valid_until=date(2020, 6, 16))], "S$10.00 acme"),
        ([of("10 SGD"), of("5 SGD last", valid_until=DAY)], "S$5.00 last"),
        ([of("10 SGD"), of("5 SGD later", "2020-06-18")], "S$10.00 acme"),
        # Nothing current: the newest before the day, however dear.
        ([of("5 SGD old", "2017-01-01"), of("50 SGD newer", "2018-01-01")], "S$50.00 newer"),
        (
            [
                of("5 SGD gone", "2020-06-01", valid_until=date(2020, 6, 2)),
                of("9 SGD", "2018-01-01"),
            ],
            "S$5.00 gone",
        ),
        ([of("5 SGD later", "2020-06-18"), of("50 SGD old", "2012-01-01")], "S$50.00 old"),
        # Nothing before the day: the first after it.
        ([of("5 SGD b", "2021-01-01"), of("50 SGD a", "2020-07-01")], "S$50.00 a"),
        # An offer that no rate converts is taken only when there is no other.
        ([of("1 EUR"), of("50 SGD old", "2012-01-01")], "S$50.00 old"),
        ([of("1 EUR"), of("9 SGD later", "2021-01-01")], "S$9.00 later"),
        ([of("1 EUR")], "€1.00 acme"),
        # Compared in the bill's currency.
        ([of("10 SGD"), of("8 USD b")], "S$10.00 acme"),
        ([of("12 SGD"), of("8 USD b")], "US$8.00 b"),
        # Ties go to the vendor, then the SKU, whatever their order in the catalog.
        ([of("10 SGD b"), of("10 SGD a")], "S$10.00 a"),
    ],
)
def test_the_best_offer_of_the_day_is_chosen(offers: list[Offer], chosen: str | None) -> None:
    assert choose(*offers, rates=("USD SGD 1.4",)) == chosen
    assert choose(*reversed(offers), rates=("USD SGD 1.4",)) == chosen


def test_of_one_vendors_equal_offers_the_first_sku_is_chosen() -> None:
    offers = [of("10 SGD", sku="b"), of("10 SGD", sku="a")]
    found = choose_offer(offers, 1, RateTable(), currency="SGD", on=DAY)
    assert found is not None
    assert found.sku == "a"


def breaks(text: str) -> tuple[PriceBreak, ...]:
    pairs = (pair.split(":") for pair in text.split(","))
    return tuple(PriceBreak(min_quantity=int(count), price=each.strip()) for count, each in pairs)


@pytest.mark.parametrize(
    ("quantity", "vendor"),
    [(1, "single"), (4, "single"), (6, "pack"), (10, "pack"), (50, "bulk")],
)
def test_what_is_cheapest_depends_on_how_many_are_bought(quantity: int, vendor: str) -> None:
    offers = [
        of("10 SGD single"),
        of("45 SGD pack", pack_size=10),
        of("9 SGD bulk", price_breaks=breaks("1: 12, 50: 1")),
    ]
    found = choose_offer(offers, quantity, RateTable(), currency="SGD", on=DAY)
    assert found is not None
    assert found.vendor == vendor


def test_the_price_of_an_offer_is_that_of_its_break_with_its_day_and_source() -> None:
    found = price_of(
        of("1 SGD", price_breaks=breaks("1: 10, 5: 8"), pack_size=2, note="red", basis="published"),
        9,
    )
    assert (found.unit, found.pack_size) == (money("8 SGD"), 2)
    assert (found.basis, found.as_of, found.source) == (Basis.PUBLISHED, DAY, "a shop")
    assert (found.vendor, found.note) == ("acme", "red")


def test_for_no_pieces_nothing_is_bought_at_the_price_of_the_fewest() -> None:
    sold = offer("fan", "0 SGD", price_breaks=(PriceBreak(min_quantity=3, price=Decimal(9)),))
    asked = priced([sold], 0, RateTable(), currency="SGD", on=DAY)
    assert (asked.packs, asked.offer) == (0, sold)
    assert asked.price is not None
    assert asked.price.unit == money("9 SGD")
    assert priced([], 4, RateTable(), currency="SGD", on=DAY) == (4, None, None)


# --- a later price of the same vendor -------------------------------------------------------------


def test_a_price_that_its_vendor_has_replaced_is_no_longer_cheapest() -> None:
    old = offer("pi5", "95 SGD", quoted_on=DAY - timedelta(days=200))
    new = offer("pi5", "175 SGD", quoted_on=DAY - timedelta(days=20))
    other = offer("pi5", "180 SGD", vendor="other")
    for offers in ([old, new, other], [new, other, old]):
        assert choose_offer(offers, 1, RateTable(), currency="SGD", on=DAY) is new
        assert considered(offers, RateTable(), currency="SGD", on=DAY) == tuple(
            each for each in offers if each is not old
        )


@pytest.mark.parametrize(
    "facts",
    [
        {"quoted_on": DAY + timedelta(days=1)},  # a day still to come
        {"valid_until": DAY - timedelta(days=1)},  # a special price that is over
        {"sku": "another"},
        {"pack_size": 4},
        {"currency": "USD"},
    ],
)
def test_a_price_stays_where_the_later_one_is_of_something_else_or_does_not_hold(
    facts: dict[str, object],
) -> None:
    old = offer("pi5", "95 SGD", quoted_on=DAY - timedelta(days=200))
    new = offer("pi5", "175 SGD", **{"quoted_on": DAY, **facts})
    assert old in not_replaced([old, new], DAY)


def test_price_breaks_of_one_day_are_all_kept() -> None:
    both = [offer("pi5", "9 SGD"), offer("pi5", "8 SGD")]
    assert not_replaced(both, DAY) == both


# --- the condition --------------------------------------------------------------------------------


def test_prices_of_new_articles_come_first_and_others_where_there_are_no_such() -> None:
    new, unstated, used = of("9 SGD", condition="new"), of("8 SGD"), of("1 SGD", condition="used")
    assert as_new_first([used, new, unstated]) == (new, unstated)
    assert as_new_first([used]) == (used,)


def test_a_price_of_a_used_article_says_so_in_its_note() -> None:
    assert price_of(of("1 SGD", condition="used"), 1).note == "used item"
    assert price_of(of("1 SGD", condition="used", note="a lot"), 1).note == "used item; a lot"
    assert price_of(of("1 SGD", condition="new", note="a lot"), 1).note == "a lot"
