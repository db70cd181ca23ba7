"""Volts as ranges and barrel plugs of several sizes: which supply goes into which board."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from planner.engine.rules import _barrel as barrel_rules
from planner.engine.rules import _carriers as carrier_rules
from planner.engine.rules import _plugs as plug_rules
from planner.engine.rules import _power as power_rules
from planner.engine.rules import judge
from planner.engine.rules._shared_watts import outlets_that_share_watts_have_enough
from planner.model.findings import Finding, has_errors
from planner.model.parts import PortKind
from planner.model.plan import Plan
from planner.model.wiring import Wire
from tests.engine.samples import PARTS, part, plan

SMALL = "5.5x2.1"


def board(number: str, power_in: str, **facts: Any) -> Any:
    known = {"power_max_w": "20", "power_typical_w": "10", "nic_mbps": 1000, "cores": 4}
    return part(number, "board", power_in=power_in, **known, **facts)


def supply(number: str, outlets: str, watts: str = "60", **facts: Any) -> Any:
    return part(number, "charger", outlets=outlets, supply_w=watts, **facts)


MORE = (
    *PARTS,
    board("wide", f"barrel {SMALL} 15V 4A, 14-20V"),
    board("twelve-to-nineteen", f"barrel {SMALL} 12-19V 3A"),
    board("unsized", "barrel 15V 4A, 14-20V"),
    board("five", f"barrel {SMALL} 5V 3A"),
    board("turned", f"barrel {SMALL} centre-negative 15V 4A"),
    board("pd", "USB-C 12V 2.5A, 9-20V"),
    board("limited", "USB-C 12V 2A, 9-20V", least_supply_ma=1000,
          least_supply_limit="no USB", least_supply_source="test"),
    supply("s15", f"1 x barrel {SMALL} 15V 4A"),
    supply("s19", f"1 x barrel {SMALL} 19V 3.4A"),
    supply("s19-weak", f"1 x barrel {SMALL} 19V 3A"),
    supply("s12", f"1 x barrel {SMALL} 12V 5A"),
    supply("s15-wide-pin", "1 x barrel 5.5x2.5 15V 4A"),
    supply("s15-unsized", "1 x barrel 15V 4A"),
    supply("s15-plus", f"1 x barrel {SMALL} centre-positive 15V 4A"),
    supply("usb5", "2 x USB-A 5V 4A"),
    supply("usbc", "2 x USB-C 5V 3A, 9V 3A, 15V 3A, 20V 3A"),
    supply("usbc9", "1 x USB-C 5V 3A, 9V 3A"),
    supply("usbc9-weak", "2 x USB-C 5V 3A, 9V 2A"),
    supply("usbc9-silent", "1 x USB-C 5V 3A, 9V"),
    part("to-small", "cable", carries="power", from_connector="USB-A",
         to_connector=f"barrel {SMALL}"),
    part("to-large", "cable", carries="power", from_connector="USB-A",
         to_connector="barrel 5.5x2.5"),
    part("c-to-small", "cable", carries="power", from_connector="USB-C",
         to_connector=f"barrel {SMALL}"),
    part("c-to-large", "cable", carries="power", from_connector="USB-C",
         to_connector="barrel 5.5x2.5"),
    part("to-some", "cable", carries="power", from_connector="USB-A", to_connector="barrel"),
    part("cc", "cable", carries="power", from_connector="USB-C", to_connector="USB-C"),
    part("carrier", "carrier", slots=1, fits="Nothing", power_in=f"barrel {SMALL} 12-20V"),
)  # fmt: skip

Check = Callable[[Plan], Iterator[Finding]]


def made(build: str, **facts: Any) -> Plan:
    return plan(*build.split(", "), parts=MORE, **facts)


def said(rule: Check, build: str, **facts: Any) -> list[str]:
    return [f"{each.code}: {each.message}" for each in rule(made(build, **facts))]


PLUGS = barrel_rules.every_board_finds_a_barrel_plug_of_its_volts
SIZES = barrel_rules.the_size_of_barrel_plugs_is_said_to_be_unchecked


@pytest.mark.parametrize(
    "build",
    [
        "2 wide, 1 s15, 1 s19",
        "1 wide, 1 twelve-to-nineteen, 1 s19, 1 s12",
        "1 wide, 1 s15, 1 twelve-to-nineteen, 1 s15",
        "2 five, 1 usb5, 2 to-small",
        "1 five, 1 usb5, 1 to-some",
        "3 five, 1 usb5, 1 usbc, 2 to-small, 1 c-to-small",
        "1 turned, 1 s15",
    ],
)
def test_a_supply_of_any_volts_that_a_board_takes_is_right(build: str) -> None:
    assert said(PLUGS, build) == []
    assert not has_errors(judge(made(build)))


@pytest.mark.parametrize(
    ("build", "says"),
    [
        ("1 wide, 1 s12", "volts-differ: 1 × S12 gives 12 V; 1 board takes 14 to 20 V through"),
        (
            "2 wide, 1 s19",
            "barrel-short: 2 boards take a 14 to 20 V barrel plug; the power supplies",
        ),
        (
            "1 wide, 1 twelve-to-nineteen, 1 s19",
            "barrel-short: 1 board finds no barrel plug of its volts (1 × ",
        ),
        ("1 wide, 1 s15-wide-pin", "barrel-size-differs: 1 board finds no barrel plug of its vol"),
        ("1 turned, 1 s15-plus", "barrel-size-differs: 1 board finds no barrel plug of its volts"),
        ("1 five, 1 usb5, 1 to-large", "barrel-size-differs: 1 board finds no barrel plug of its"),
        (
            "2 wide, 1 s15, 1 s15-wide-pin",
            "barrel-size-differs: 1 board finds no barrel plug of its volts and of 5.5x2.1",
        ),
        # The third cable of the right size goes into no socket of USB-C.
        (
            "3 five, 1 usb5, 1 usbc, 3 to-small, 1 c-to-large",
            "barrel-size-differs: 1 board finds no barrel plug of its volts and of 5.5x2.1",
        ),
    ],
)
def test_plugs_of_other_volts_or_another_size_are_told(build: str, says: str) -> None:
    (found,) = said(PLUGS, build)
    assert found.startswith(says)


@pytest.mark.parametrize(
    ("build", "vague"),
    [
        ("1 wide, 1 s15", None),
        ("1 wide, 1 s15-wide-pin", None),
        ("1 wide, 1 s15-unsized", "S15-unsized"),
        ("1 unsized, 1 s15", "Unsized"),
        ("1 five, 1 usb5, 1 to-some", "To-some"),
        ("1 five, 1 usb5, 1 to-small", None),
        ("1 carrier, 1 s15-unsized", "S15-unsized"),
    ],
)
def test_a_size_that_nobody_states_is_not_checked_and_never_fits(
    build: str, vague: str | None
) -> None:
    names = {each.part_number: each.name for each in MORE}
    found = said(SIZES, build)
    if vague is None:
        assert found == []
    else:
        (line,) = found
        assert line.startswith("not-checked: Not checked: the size of barrel plugs.")
        assert names[vague.lower()] in line


def test_carriers_get_what_boards_leave_of_supplies_that_both_may_take() -> None:
    fed = carrier_rules.every_carrier_has_a_supply
    assert said(fed, "1 carrier, 1 wide, 1 s15, 1 s12") == []
    (found,) = said(fed, "1 carrier, 1 wide, 1 s15")
    assert found.startswith("carrier-unfed: 1 carrier takes a barrel plug of 12 to 20 V")


def test_more_volts_give_the_watts_with_fewer_amps() -> None:
    current = power_rules.outlets_carry_the_current
    assert said(current, "1 wide, 1 s19") == []  # 60 W at 19 V are 3.16 A
    (found,) = said(current, "1 wide, 1 s19-weak")
    assert found.startswith("outlet-weak: 1 board needs a 4000 mA supply")
    assert said(current, "1 pd, 1 usbc, 1 cc") == []
    (found,) = said(current, "1 pd, 1 usbc9")  # 27 W at 9 V, and it asks for 30
    assert found.startswith("outlet-weak: 1 board needs a 2500 mA supply, but no outlet")
    assert "2250" in found
    (found,) = said(current, "1 pd, 1 usbc9-silent")
    assert found.startswith("not-checked: Not checked: current per outlet")
    (found,) = said(current, "1 limited, 1 usbc9-weak, 1 cc")  # 18 W at 9 V: 1500 mA at 12
    assert found.startswith("outlet-limits: 1 board needs a 2000 mA supply at 12 V")


def test_boards_of_five_volts_and_of_a_range_share_leads_from_usb() -> None:
    current = power_rules.outlets_carry_the_current
    assert said(current, "1 five, 1 pd, 1 usbc, 1 usb5, 1 to-small") == []


def test_usb_outlets_have_to_give_one_of_the_volts_that_a_board_takes() -> None:
    volts = plug_rules.usb_outlets_give_the_volts
    assert said(volts, "1 pd, 1 usbc") == []
    (found,) = said(volts, "1 pd, 1 usb5")
    assert found == (
        "volts-differ: 1 × USB5 gives 5 V; 1 board takes 9 to 20 V (1 × PD), which 0 outlets of "
        "the build can give."
    )


def test_watts_per_outlet_are_asked_of_outlets_that_give_the_volts() -> None:
    assert list(outlets_that_share_watts_have_enough(made("1 pd, 1 usbc, 1 usb5"))) == []


def wire(device: str, unit: str, kind: PortKind) -> Wire:
    return Wire(device=device, device_port=1, unit=unit, unit_port=1, kind=kind)


@pytest.mark.parametrize(
    ("supply", "says"),
    [
        ("s19", []),
        ("s15-unsized", []),
        ("s12", ["unit-volts-differ: s12#1 gives 12 V; WIDE on it takes 14 to 20 V."]),
        (
            "s15-wide-pin",
            ["unit-barrel-differs: The plug of s15-wide-pin#1 is 5.5x2.5; WIDE takes 5.5x2.1."],
        ),
    ],
)
def test_in_the_wiring_a_plug_has_to_be_of_the_boards_volts_and_size(
    supply: str, says: list[str]
) -> None:
    build = made(f"1 wide, 1 {supply}")
    wires = (wire("wide#1", f"{supply}#1", PortKind.BARREL_POWER),)
    wired = build.model_copy(update={"build": build.build.model_copy(update={"wiring": wires})})
    rule = barrel_rules.every_plug_in_use_gives_its_volts
    found = [f"{each.code}: {each.message}" for each in rule(wired)]
    assert found == says
