"""Sizing with supplies of other volts than the recommended ones, and plugs of several sizes."""

from typing import Any

import pytest

from planner.engine.sizing.size import size
from planner.model.obstacles import ObstacleKind
from planner.model.parts import Board, Charger
from planner.model.proof import Status
from tests.engine.sizing.test_barrel import NETWORK, pieces, power, sized
from tests.engine.sizing_cases import RATES, board, charger, cord, shop, wish

NO_COLUMNS: dict[str, Any] = {"power_connector": None, "supply_v": None, "supply_ma": None}


def taking(power_in: str, number: str = "wide", **facts: Any) -> Board:
    return board(number, **NO_COLUMNS, power_in=power_in, **facts)


def supply(number: str, outlets: str, watts: int = 60) -> Charger:
    return charger(number, None, watts, connector=None, outlets=outlets)


WIDE = "barrel 5.5x2.1 15V 4A, 14-20V"


@pytest.mark.parametrize("volts", ["15V 4A", "19V 3.4A", "14V"])
def test_any_volts_of_a_range_will_do_and_the_cheapest_supply_is_taken(volts: str) -> None:
    found = sized(
        (taking(WIDE), "50.00"),
        (supply("cheap", f"1 x barrel 5.5x2.1 {volts}"), "9.00"),
        (supply("dear", "1 x barrel 5.5x2.1 15V 4A"), "12.00"),
        (supply("wrong", "1 x barrel 5.5x2.1 12V 5A"), "1.00"),
        (supply("high", "1 x barrel 5.5x2.1 24V 5A"), "1.00"),
    )

    assert pieces(found) == {"wide": 2, "cheap": 2}
    assert power(found) == ["wide#1 cheap#1 1 barrel_power", "wide#2 cheap#2 1 barrel_power"]


def test_a_supply_that_gives_just_the_watts_is_taken_at_other_volts_too() -> None:
    # 5 W are 1000 mA at 5 V, and 416.67 mA at the 12 V that are recommended.
    found = sized(
        (taking("barrel 12V, 5V"), "50.00"),
        (supply("just", "1 x barrel 5V 1A", watts=5), "9.00"),
        (supply("weak", "1 x barrel 5V 0.9A", watts=5), "1.00"),
    )

    assert pieces(found) == {"wide": 2, "just": 2}


def test_a_supply_of_another_size_is_not_taken_and_one_of_unknown_size_is() -> None:
    found = sized(
        (taking(WIDE), "50.00"),
        (supply("other", "1 x barrel 5.5x2.5 15V 4A"), "1.00"),
        (supply("turned", "1 x barrel 5.5x2.1 centre-negative 15V 4A"), "3.00"),
        (supply("unsized", "1 x barrel 15V 4A"), "4.00"),
    )

    assert pieces(found) == {"wide": 2, "turned": 2}
    assert [each.code for each in found.findings if "size of barrel" in each.message] == []

    found = sized((taking(WIDE), "50.00"), (supply("unsized", "1 x barrel 15V 4A"), "4.00"))
    assert pieces(found) == {"wide": 2, "unsized": 2}
    assert [each.code for each in found.findings if "size of barrel" in each.message] == [
        "not-checked"
    ]


def test_where_every_plug_is_of_another_size_that_is_the_reason() -> None:
    catalog = shop(
        *NETWORK,
        (taking(WIDE), "50.00"),
        (supply("other", "1 x barrel 5.5x2.5 15V 4A"), "1.00"),
    )

    found = size(wish(nodes=2), catalog, RATES)

    assert found.status is Status.INFEASIBLE
    (reason,) = [each.obstacle for each in found.passed_over if "wide" in each.names]
    assert reason.kind is ObstacleKind.NO_BARREL_SUPPLY


def test_fewer_amps_are_needed_at_more_volts_and_more_at_fewer() -> None:
    hungry = taking("barrel 12V 3A, 9-20V", power_max_w="30")
    found = sized(
        (hungry, "50.00"),
        (supply("nine", "1 x barrel 9V 3A"), "1.00"),
        (supply("nineteen", "1 x barrel 19V 1.6A"), "5.00"),
        (supply("twelve", "1 x barrel 12V 3A"), "9.00"),
    )

    assert pieces(found) == {"wide": 2, "nineteen": 2}


def test_a_board_that_negotiates_takes_whichever_profile_a_charger_has() -> None:
    found = sized(
        (taking("USB-C 12V 2.5A, 9-20V", power_max_w="20"), "50.00"),
        (supply("nine", "2 x USB-C 5V 3A, 9V 3A"), "9.00"),
        (supply("five", "2 x USB-C 5V 3A"), "1.00"),
        (cord("cc", "USB-C", "USB-C"), "2.00"),
    )

    assert pieces(found) == {"wide": 2, "nine": 1, "cc": 2}


def test_leads_to_barrel_plugs_are_of_the_size_of_the_board() -> None:
    found = sized(
        (taking("barrel 5.5x2.1 5V 2A"), "50.00"),
        (charger("hub", 4, 40), "20.00"),
        (cord("small", end="barrel 5.5x2.1"), "2.00"),
        (cord("large", end="barrel 5.5x2.5"), "1.00"),
    )

    assert pieces(found) == {"wide": 2, "hub": 1, "small": 2}
