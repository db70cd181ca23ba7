"""Electricity tariffs: which one holds on a day, and which prices can be one."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from planner.model.running import RunningTerms
from planner.model.tariffs import Tariff, TariffBasis, entered_tariff, tariff_on


def tariff(since: str, per_kwh: str = "0.30", *, country: str = "SG", name: str = "x") -> Tariff:
    return Tariff(
        country=country,
        name=name,
        since=date.fromisoformat(since),
        currency="SGD",
        per_kwh=Decimal(per_kwh),
        basis=TariffBasis.REGULATED,
        source="https://example.org",
    )


SPRING, SUMMER = tariff("2026-04-01", "0.2972"), tariff("2026-07-01", "0.3478")


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        ("2026-03-31", None),
        ("2026-04-01", SPRING),
        ("2026-06-30", SPRING),
        ("2026-07-01", SUMMER),
        ("2029-01-01", SUMMER),
    ],
)
def test_a_tariff_holds_from_its_day_until_a_later_one_replaces_it(
    on: str, holds: Tariff | None
) -> None:
    for order in ((SPRING, SUMMER), (SUMMER, SPRING)):
        assert tariff_on(order, "SG", date.fromisoformat(on)) == holds


def test_the_tariff_of_another_country_does_not_hold() -> None:
    assert tariff_on([tariff("2026-07-01", country="GB")], "SG", date(2026, 8, 1)) is None


def test_of_two_of_one_day_the_later_in_order_holds() -> None:
    mine = tariff("2026-07-01", "0.28", name="mine")
    assert tariff_on([SUMMER, mine], "SG", date(2026, 8, 1)) == mine


@pytest.mark.parametrize("price", ["0", "-0.30", "NaN", "1000001"])
def test_a_price_that_cannot_be_one_is_refused(price: str) -> None:
    with pytest.raises(ValidationError):
        tariff("2026-07-01", price)


def test_a_tariff_that_a_person_typed_is_what_they_pay_and_says_so() -> None:
    mine = entered_tariff(Decimal("0.28"), "SGD", "SG", on=date(2026, 11, 29))

    assert (str(mine.price), mine.tax_included, mine.is_entered) == ("S$0.28", True, True)
    assert not SUMMER.is_entered


@pytest.mark.parametrize("price", ["0 SGD", "-1 SGD", "2000000 SGD"])
def test_a_person_pays_more_than_nothing_for_a_kwh(price: str) -> None:
    with pytest.raises(ValidationError):
        RunningTerms(tariff=price)  # type: ignore[arg-type]
