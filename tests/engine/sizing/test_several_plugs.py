"""A board that can be powered by several plugs takes those that make the cheapest build."""

from decimal import Decimal
from typing import Any

from planner.engine.sizing.size import size
from planner.model.build import PowerBasis
from planner.model.parts import PortKind
from planner.model.power_draw import watts_of
from planner.model.requirement import PowerSource
from planner.model.sizing import Sizing
from planner.model.wording import reasons
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    hat,
    patch,
    poe_switch,
    shop,
    supply,
    switch,
    wish,
)

UNSAID = {"power_connector": None, "supply_v": None, "supply_ma": None}
REST: tuple[Any, ...] = (
    (card("card"), "5.00"),
    (switch("sw", 8), "25.00"),
    (patch(), "1.00"),
    (cord(), "2.00"),
    (cord("to-c", "USB-C", "USB-C"), "3.00"),
)
BOTH = (board("both", **UNSAID, power_in="barrel 12V 2A or USB-C 5V 3A"), "40.00")
TWELVE = (supply("twelve", 12, 30), "15.00")
USB_C = (charger("usb-c", 4, 60, connector="USB-C"), "40.00")


def sized(*wares: Any, **wishes: Any) -> Sizing:
    return size(wish(**wishes), shop(*wares, *REST), RATES)


def pieces(found: Sizing) -> dict[str, int]:
    assert found.build is not None, reasons(found)
    return {each.part_number: each.quantity for each in found.build.positions}


def told(found: Sizing, number: str) -> str:
    assert found.build is not None
    return next(each.why for each in found.build.positions if each.part_number == number)


def test_few_are_powered_by_the_first_plug_and_more_by_the_other() -> None:
    one, four = (sized(BOTH, TWELVE, USB_C, nodes=nodes) for nodes in (1, 4))

    assert pieces(one)["twelve"] == 1
    assert "each runs" not in told(one, "twelve")
    assert "it runs 1 board of 5 W through barrel" in told(one, "twelve")
    assert pieces(four) | {"usb-c": 1, "to-c": 4} == pieces(four)
    assert "it runs 4 boards of 5 W through USB-C" in told(four, "usb-c")
    for found in (one, four):
        assert not [each for each in found.findings if each.severity == "error"]


def test_nodes_of_one_role_may_take_either_plug_where_that_costs_least() -> None:
    found = sized(BOTH, TWELVE, USB_C, nodes=5)

    assert pieces(found)["twelve"] == pieces(found)["usb-c"] == 1
    assert found.build is not None
    powered = {
        wire.device: wire.kind
        for wire in found.build.wiring
        if wire.kind in (PortKind.USB_POWER, PortKind.BARREL_POWER)
    }
    assert sorted(powered) == [f"both#{index}" for index in range(1, 6)]
    assert list(powered.values()).count(PortKind.BARREL_POWER) == 1


def test_a_plug_that_nothing_powers_is_no_obstacle_and_no_choice() -> None:
    found = sized(BOTH, USB_C, nodes=1)

    assert pieces(found)["usb-c"] == 1
    assert "Not used" not in "\n".join(each for each in reasons(found) if "both" in each)
    # Neither is one for which every supply is too weak.
    weak = (supply("weak", 12, 3), "1.00")
    assert pieces(sized(BOTH, USB_C, weak, nodes=1))["usb-c"] == 1


def test_of_boards_with_the_same_obstacle_those_with_another_plug_are_not_told() -> None:
    alone = (board("alone", **UNSAID, power_in="barrel 12V 2A"), "1.00")
    found = sized(alone, BOTH, USB_C, nodes=1)

    assert pieces(found)["both"] == 1
    [line] = [each for each in reasons(found) if "has a barrel plug" in each]
    assert line.endswith("has a barrel plug): alone.")


def test_a_board_that_no_plug_of_its_own_can_be_powered_by_says_so_of_the_first() -> None:
    high = board("both", **UNSAID, power_in="barrel 12V 2A or USB-C 20V 3A")
    nothing = sized((high, "40.00"), USB_C, nodes=1)

    assert nothing.build is None
    assert (
        "Not used (no power supply or USB cable of its voltage has a barrel plug): both."
        in reasons(nothing)
    )


def test_what_is_asked_at_the_volts_of_the_plug_that_is_taken() -> None:
    # 24 W at 12 V or 15 W at 5 V: by its supply it draws what that of the plug gives.
    strong = (supply("strong", 12, 24), "60.00")
    found = sized(BOTH, strong, USB_C, nodes=4, power_by=PowerBasis.SUPPLY)

    assert pieces(found)["usb-c"] == 1
    assert "4 boards of 15 W" in told(found, "usb-c")


def test_over_the_network_it_takes_no_plug_of_a_charger() -> None:
    fed = (
        (hat("hat", "both"), "20.00"),
        (poe_switch("poe", 8, 8), "90.00"),
    )
    found = sized(BOTH, *fed, nodes=2, power=PowerSource.POE)
    both = sized(BOTH, *fed, (supply("weak", 12, 3), "1.00"), nodes=2, power=PowerSource.ANY)

    assert pieces(found)["hat"] == pieces(both)["hat"] == 2


def test_a_board_with_its_own_supply_needs_none_whatever_its_plugs() -> None:
    own, price = BOTH
    found = sized((own.model_copy(update={"includes": ("power supply",)}), price), USB_C, nodes=2)

    assert "usb-c" not in pieces(found)
    assert watts_of(own, PowerBasis.SUPPLY) == Decimal(24)
