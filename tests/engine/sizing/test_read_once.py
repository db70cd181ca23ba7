"""What is read of a catalog's prices stays with the catalog, for the next question."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.sizing import _read
from planner.engine.sizing.size import size
from planner.model.catalog import Catalog
from planner.model.money import RateTable
from tests.engine.sizing_cases import RATES, board, card, charger, cord, patch, shop, switch, wish


def catalog() -> Catalog:
    return shop(
        (board("pi"), "30.00"),
        (card("card"), "5.00"),
        (charger("usb", 4, 60), "20.00"),
        (cord(), "1.00"),
        (patch(), "1.00"),
        (switch("sw", 8), "10.00"),
    )


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is read, each time: the day that it is read for."""
    found: list[str] = []
    usable = _read.usable

    def reading(offers: Any, whole: Catalog, scope: Any) -> Any:
        found.append(f"{scope.since or scope.on.year}")
        return usable(offers, whole, scope)

    monkeypatch.setattr(_read, "usable", reading)
    return found


def test_prices_are_read_once_for_questions_that_ask_alike(readings: list[str]) -> None:
    stock = catalog()
    costs = [size(wish(nodes=nodes), stock, RATES).spent for nodes in (1, 2, 2)]
    assert len(readings) == 1
    assert costs[0] != costs[1] == costs[2]


def test_another_catalog_other_rates_or_other_prices_are_read_anew(readings: list[str]) -> None:
    stock, others = catalog(), RateTable(layers=((),))
    assert others != RATES
    for shelf, rates, fields in (
        (stock, RATES, {}),
        (catalog(), RATES, {}),
        (stock, others, {}),
        (stock, others, {"prices_since": "any"}),
        (stock, others, {"prices_since": "any", "ram_gb": Decimal(1)}),
    ):
        size(wish(nodes=1, **fields), shelf, rates)
    assert len(readings) == (3 if RateTable() == RATES else 4)


def test_a_catalog_keeps_the_last_two_readings(readings: list[str]) -> None:
    stock = catalog()
    for since in (None, "any", None, "any"):
        size(wish(nodes=1, prices_since=since), stock, RATES)
    assert len(readings) == 2
    size(wish(nodes=1, include_ended=True), stock, RATES)
    size(wish(nodes=1, prices_since="any"), stock, RATES)
    assert len(readings) == 3
    size(wish(nodes=1), stock, RATES)
    assert len(readings) == 4
