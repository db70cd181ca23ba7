"""Boards with several power plugs, of which one is enough: any of them may be the one in use."""

from collections.abc import Iterable
from typing import Any

import pytest

from planner.engine.rules import judge
from planner.model.findings import Severity
from planner.model.parts import PortKind
from planner.model.plan import Plan
from planner.model.plugs import by_each_plug
from planner.model.wiring import Wire
from tests.engine.samples import PARTS, part, plan

FACTS: dict[str, Any] = {"power_max_w": "20", "power_typical_w": "10", "nic_mbps": 1000}
MORE = (
    *PARTS,
    part("three", "board", power_in="barrel 12V 3A or USB-C 12V 3A or ATX", **FACTS),
    part("barrel-only", "board", power_in="barrel 12V 3A", **FACTS),
    part("atx-first", "board", power_in="ATX or barrel 12V 5A", **FACTS),
    part("either", "board", power_in="barrel 12V 2A or USB-C 5V 4A", **FACTS),
    part("c-4", "charger", outlets="4 x USB-C", supply_w="120"),
    part("b12", "charger", outlets="1 x barrel 12V 5A", supply_w="60"),
    part("b19", "charger", outlets="1 x barrel 19V 5A", supply_w="60"),
    part("c12", "charger", outlets="1 x USB-C 5V 3A, 12V 3A", supply_w="36"),
    part("atx", "charger", outlets="1 x ATX", supply_w="120"),
)
POWER = ("barrel", "charger", "volts", "atx", "outlet", "plug", "power-cables", "watts", "unit")


def told(found: Plan) -> list[str]:
    """Return the codes of what is wrong with the power of a plan."""
    problems = (each for each in judge(found) if each.severity is not Severity.NOTE)
    return [each.code for each in problems if each.code.startswith(POWER)]


def made(build: str, wires: Iterable[Wire] = ()) -> Plan:
    found = plan(*build.split(", "), parts=MORE)
    wired = found.build.model_copy(update={"wiring": tuple(wires)})
    return found.model_copy(update={"build": wired})


@pytest.mark.parametrize(
    "build",
    [
        "1 three, 1 b12",
        "1 three, 1 c12",
        "1 three, 1 atx",
        "3 three, 1 b12, 1 c12, 1 atx",
        "1 three, 1 barrel-only, 1 b12, 1 c12",
        # The volts of the USB-C outlets are not known: so they may be 12 V, too, but are for USB-C.
        "5 either, 1 b12, 1 c-4",
        "1 atx-first, 1 b12",
        "1 atx-first, 1 atx",
    ],
)
def test_any_plug_of_a_board_is_enough(build: str) -> None:
    assert told(made(build)) == []


@pytest.mark.parametrize(
    ("build", "codes"),
    [
        ("1 three, 1 b19", ["volts-differ"]),
        ("2 three, 1 c12", ["barrel-missing"]),
        ("1 atx-first", ["atx-missing"]),
        ("1 three", ["barrel-missing"]),
    ],
)
def test_what_finds_no_outlet_misses_that_of_its_usual_plug(build: str, codes: list[str]) -> None:
    assert told(made(build)) == codes


@pytest.mark.parametrize(
    ("charger", "kind", "codes"),
    [
        ("b12", PortKind.BARREL_POWER, []),
        ("c12", PortKind.USB_POWER, []),
        ("atx", PortKind.ATX_POWER, []),
        ("b19", PortKind.BARREL_POWER, ["volts-differ", "unit-volts-differ"]),
    ],
)
def test_in_the_wiring_the_outlet_says_which_plug_is_in_use(
    charger: str, kind: PortKind, codes: list[str]
) -> None:
    wire = Wire(device="three#1", device_port=1, unit=f"{charger}#1", unit_port=1, kind=kind)
    found = made(f"1 three, 1 {charger}", [wire])
    assert told(found) == codes
    assert not any("no power in the wiring" in each.message for each in judge(found))


def test_a_board_is_the_same_part_by_each_of_its_plugs() -> None:
    (board,) = [each for each in MORE if each.part_number == "three"]
    assert board.category == "board"
    ways = by_each_plug(board)
    assert [each.power_connector for each in ways] == ["barrel", "USB-C", "ATX"]
    assert [each.supply_ma for each in ways] == [3000, 3000, None]
    assert {each.part_number for each in ways} == {"three"}
