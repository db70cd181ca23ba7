"""Parts as they are searched, each with its price."""

import pytest

from planner.jobs.parts import price_parts
from tests.engine.samples import DAY, catalog, offer, part, rate

PRICED = catalog(
    offer("pi3", "49 SGD"),
    offer("pi3", "30 USD", vendor="us-shop"),
    offer("giga8", "30 USD"),
    offer("switch8", "9 EUR"),
    offer("pi4", "60 SGD"),
    parts=[
        part("pi3", "board", maker="Raspberry Pi"),
        part("giga8", "switch", speed_mbps=1000),
        part("switch8", "switch", speed_mbps=100),
        part("pi4", "board", nic_mbps=1000),
        part("rack", "other"),
    ],
).model_copy(update={"rates": (rate("USD SGD 1.5"), rate("SGD USD 0.6"))})


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, "pi3 pi4 switch8 giga8 rack"),
        ({"category": "switch"}, "switch8 giga8"),
        ({"search": "raspberry"}, "pi3"),
        ({"search": "GIGA Switch"}, "giga8"),
        ({"search": "gigabit"}, "giga8 pi4"),
        ({"search": "gigabit", "category": "board"}, "pi4"),
        ({"search": "nothing"}, ""),
    ],
)
def test_parts_are_found_by_every_word(facts: dict[str, str], found: str) -> None:
    priced = price_parts(PRICED, on=DAY, **facts)  # type: ignore[arg-type]
    assert " ".join(each.part.part_number for each in priced) == found


def test_each_part_has_its_cheapest_offer_in_one_currency() -> None:
    priced = price_parts(PRICED, on=DAY)
    assert [(str(p.price.unit), str(p.converted)) for p in priced if p.price and p.converted] == [
        ("US$30.00", "S$45.00"),
        ("S$60.00", "S$60.00"),
        ("€9.00", "S$14.09"),
        ("US$30.00", "S$45.00"),
    ]
    assert (priced[4].offer, priced[4].price, priced[4].converted) == (None, None, None)
    dollars = price_parts(PRICED, on=DAY, currency="USD", search="pi3")
    assert [str(each.converted) for each in dollars] == ["US$29.40"]


def test_a_part_that_costs_less_than_a_cent_does_not_cost_nothing() -> None:
    [priced] = price_parts(catalog(offer("fan", "0.0033 USD")), on=DAY, search="fan")

    assert priced.price is not None
    assert [str(priced.price.unit), str(priced.converted)] == ["US$0.0033", "S$0.004598"]


def test_what_no_rate_converts_has_no_converted_price() -> None:
    afghan = catalog(offer("fan", "9 AFN"))
    [priced] = price_parts(afghan, on=DAY, search="fan")
    assert (priced.price is not None, priced.converted) == (True, None)
