"""What a part cost over time: each price at the rate of its day, and what changed it."""

from datetime import date, timedelta

import pytest

from planner.engine.planning.history import price_points
from planner.model.history import PricePoint, Standing
from planner.model.money import RateTable
from planner.model.offers import Offer
from planner.model.price_events import PriceEvent
from tests.engine.samples import DAY, offer, rate

LAST_YEAR = date(2019, 12, 1)


def points(
    *offers: Offer, currency: str = "SGD", on: date = DAY, events: tuple[PriceEvent, ...] = ()
) -> tuple[PricePoint, ...]:
    rates = {
        each.quoted_on: RateTable(
            layers=((rate("USD SGD 1.3", as_of=LAST_YEAR), rate("USD SGD 1.5", as_of=DAY)),)
        )
        for each in offers
    }
    return price_points(offers, rates, currency=currency, on=on, events=events)


def test_a_change_is_split_into_what_the_shop_and_what_the_rate_did() -> None:
    old, new = points(
        offer("fan", "10 USD", quoted_on=DAY), offer("fan", "8 USD", quoted_on=LAST_YEAR)
    )
    assert (str(old.converted), old.change) == ("S$10.40", None)
    assert new.change is not None
    # 8 at 1.3 is 10.40, 10 at 1.3 is 13.00, 10 at 1.5 is 15.00.
    assert [str(each) for each in (new.change.total, new.change.by_price, new.change.by_rate)] == [
        "S$4.60",
        "S$2.60",
        "S$2.00",
    ]


def test_in_its_own_currency_no_rate_changes_a_price() -> None:
    _, new = points(
        offer("fan", "8 USD", quoted_on=LAST_YEAR),
        offer("fan", "10 USD", quoted_on=DAY),
        currency="USD",
    )
    assert new.rate is None
    assert new.change is not None
    assert (str(new.change.by_price), str(new.change.by_rate)) == ("US$2.00", "US$0.00")


def test_what_no_rate_converts_has_no_change() -> None:
    old, new = points(
        offer("fan", "8 AFN", quoted_on=LAST_YEAR), offer("fan", "10 AFN", quoted_on=DAY)
    )
    assert (old.converted, new.converted, new.change) == (None, None, None)


def test_two_shops_and_two_packs_are_histories_of_their_own() -> None:
    found = points(
        offer("fan", "8 SGD", quoted_on=LAST_YEAR),
        offer("fan", "9 SGD", quoted_on=DAY, vendor="other"),
        offer("fan", "30 SGD", quoted_on=DAY, pack_size=4),
    )
    assert [each.change for each in found] == [None, None, None]


@pytest.mark.parametrize(
    ("days", "facts", "later", "standing"),
    [
        (0, {}, (), Standing.CURRENT),
        (365, {}, (), Standing.CURRENT),
        (366, {}, (), Standing.OLD),
        (-1, {}, (), Standing.FUTURE),
        (5, {"valid_until": DAY - timedelta(days=1)}, (), Standing.EXPIRED),
        (5, {"valid_until": DAY}, (), Standing.CURRENT),
        (5, {}, (3,), Standing.REPLACED),
        (5, {}, (-3,), Standing.CURRENT),
    ],
)
def test_a_price_says_whether_it_still_holds(
    days: int, facts: dict[str, date], later: tuple[int, ...], standing: Standing
) -> None:
    first = offer("fan", "8 SGD", quoted_on=DAY - timedelta(days=days), **facts)
    others = [offer("fan", "9 SGD", quoted_on=DAY - timedelta(days=each)) for each in later]
    found = points(first, *others)
    assert [each.standing for each in found if each.offer is first] == [standing]


@pytest.mark.parametrize(
    ("risen", "standing"),
    [(10, Standing.CURRENT), (5, Standing.CURRENT), (4, Standing.SUPERSEDED)],
)
def test_a_price_of_before_a_change_of_the_list_price_says_so(
    risen: int, standing: Standing
) -> None:
    event = PriceEvent(
        part_number="fan", on=DAY - timedelta(days=risen), currency="USD", source="maker"
    )
    [found] = points(offer("fan", "8 SGD", quoted_on=DAY - timedelta(days=5)), events=(event,))
    assert found.standing is standing


def test_new_and_used_ones_are_histories_of_their_own() -> None:
    new, used = points(
        offer("fan", "8 SGD", quoted_on=LAST_YEAR),
        offer("fan", "5 SGD", quoted_on=DAY, condition="used"),
    )
    assert (new.standing, used.change) == (Standing.CURRENT, None)
