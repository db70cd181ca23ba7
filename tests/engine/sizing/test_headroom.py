"""Headroom: sizing keeps free what was asked, and the rules judge by the same number."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.plan import make_plan
from planner.engine.rules import judge
from planner.engine.rules._power import charger_has_the_watts
from planner.engine.sizing.size import size
from planner.model.build import PowerBasis
from planner.model.power_draw import watts_of
from planner.model.sizing import Sizing
from tests.engine.samples import PARTS, codes, part, plan
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    patch,
    shop,
    supply,
    switch,
    wish,
)

POWER_CODES = {"watts-tight", "watts-short", "watts-uneven", "watts-peak", "unit-watts-short"}


def sized(*wares: Any, **wishes: Any) -> Sizing:
    network = ((card("card"), "10.00"), (switch("sw", 9), "30.00"), (patch(), "1.00"))
    return size(wish(**wishes), shop(*network, *wares), RATES)


def pieces(found: Sizing, number: str) -> int:
    assert found.build is not None
    return found.build.quantity_of(number)


# Six boards of 10 W need 60 W, 75 W with 20 % free, 120 W with half of it.
WARES = ((board("pi", power_max_w=Decimal(10)), "50.00"), (charger("usb", 6, 60), "40.00"),
         (cord(), "2.00"))  # fmt: skip


@pytest.mark.parametrize(("percent", "units"), [(0, 1), (20, 2), (50, 2), (51, 3)])
def test_a_build_is_judged_by_the_headroom_it_was_sized_with(percent: int, units: int) -> None:
    found = sized(*WARES, nodes=6, headroom_percent=percent)

    assert pieces(found, "usb") == units
    assert found.build is not None
    assert found.build.headroom_percent == percent
    assert not POWER_CODES & set(codes(found.findings))


def test_asked_for_more_headroom_the_same_chargers_are_tight() -> None:
    build = sized(*WARES, nodes=6, headroom_percent=20).build
    assert build is not None
    asked = build.model_copy(update={"headroom_percent": 60})

    found = judge(make_plan(asked, shop(*WARES), rates=RATES))

    (tight,) = (each for each in found if each.code == "watts-tight")
    assert tight.message == (
        "The boards draw up to 60 W of the 120 W supplied: less than 60 % power headroom is left."
    )
    assert tight.hint == "Chargers with 150 W in total leave enough power headroom."


def test_watts_that_leave_headroom_are_rounded_up() -> None:
    """50 W are 80 % of 62.5 W, and not of 62 W."""
    (tight,) = charger_has_the_watts(plan("10 pi3", "1 hub"))
    assert tight.hint == "Chargers with 62.5 W in total leave enough power headroom."


def test_without_headroom_the_hint_asks_for_none() -> None:
    (short,) = charger_has_the_watts(plan("13 pi3", "1 hub", headroom_percent=0))
    assert short.hint == "Choose chargers with 65 W in total, or more."


# --- what the maker recommends --------------------------------------------------------------------


@pytest.mark.parametrize("percent", [0, 20, 90])
@pytest.mark.parametrize(
    ("volts", "milliamps", "watts"),
    [("5.1", 2500, "12.5"), ("5.1", 3000, "15.3"), ("5", 4000, "20"), ("5.1", 5000, "25.5")],
)
def test_the_makers_own_supply_is_enough_whatever_headroom_is_asked(
    volts: str, milliamps: int, watts: str, percent: int
) -> None:
    """A supply of 5.1 V and 2.5 A is sold as 12.5 W, though it gives 12.75 W."""
    own = charger("own", 1, None, supply_w=Decimal(watts), supply_v=Decimal(volts),
                  port_max_ma=milliamps)  # fmt: skip
    large = charger("large", 1, 90, connector="micro-USB")
    found = sized(
        (board("pi", supply_ma=milliamps, supply_v=Decimal(volts)), "50.00"),
        (own.model_copy(update={"connector": "micro-USB"}), "8.00"),
        (large, "20.00"),
        nodes=4, power_by="supply", headroom_percent=percent,
    )  # fmt: skip

    assert pieces(found, "own") == 4
    assert not POWER_CODES & set(codes(found.findings))


def test_twelve_volts_are_taken_as_they_are() -> None:
    found = sized(
        (board("nuc", power_connector="barrel", supply_v=Decimal(12), supply_ma=3000), "50.00"),
        (supply("small", 12, watts=35), "8.00"),
        (supply("own", 12, watts=36), "9.00"),
        nodes=2, power_by="supply",
    )  # fmt: skip
    assert (pieces(found, "own"), pieces(found, "small")) == (2, 0)


def test_a_recommended_supply_is_counted_at_the_volts_of_its_plug() -> None:
    pi = board("pi", supply_ma=3000, supply_v=Decimal("5.1"))
    assert watts_of(pi, PowerBasis.SUPPLY) == 15


def test_no_headroom_is_asked_of_supplies_that_were_counted_by_what_is_recommended() -> None:
    parts = (*PARTS, part("own", "charger", ports=1, connector="micro-USB", supply_w="12.5"))
    made = plan("2 pi3", "2 own", parts=parts, power_by="supply")
    assert list(charger_has_the_watts(made)) == []


def test_why_a_charger_is_there_says_what_stays_free() -> None:
    found = sized(*WARES, nodes=6)
    assert found.build is not None
    (why,) = (each.why for each in found.build.positions if each.part_number == "usb")
    assert why == "6 outlets, 60 W with 20 % power headroom: each runs 4 boards of 10 W"
    by_supply = sized(*WARES, nodes=2, power_by="supply")
    assert by_supply.build is not None
    (why,) = (each.why for each in by_supply.build.positions if each.part_number == "usb")
    assert why == "6 outlets, 60 W: it runs 4 boards of 12.5 W"


def test_supplies_of_which_some_are_owned_power_boards_together() -> None:
    boards = board("pi", power_connector="barrel", supply_v=Decimal(12), power_max_w=Decimal(2))
    wares = (
        (boards, "10.00"), (card("card"), "5.00"), (supply("five", 12, 5), "9.00"),
        (switch("sw", 8), "20.00"), (patch(), "1.00"),
    )  # fmt: skip
    owned = ({"part_number": "five", "quantity": 3},)
    found = size(wish(nodes=4, headroom_percent=0, owned=owned), shop(*wares), RATES)

    # Three are there and one is bought: two lines of one supply, and four plugs.
    assert found.bom is not None
    assert str(found.bom.total) == "S$94.00"
