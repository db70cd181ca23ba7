"""What a carrier asks of its supply: with drives on its modules, in sum and unit by unit."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.fitting.carrier_draw import asked_by_unit, asked_of_supply
from planner.engine.rules import judge
from planner.engine.rules._carriers import every_carrier_gets_its_watts
from planner.engine.rules._wiring import every_charger_unit_has_the_watts
from planner.engine.wiring.loads import unit_loads
from planner.engine.wiring.proposed import proposed_wiring
from planner.model.findings import Severity
from planner.model.parts import Charger, PortKind
from planner.model.plan import Plan
from planner.model.plugs import ANY_POWER
from planner.model.wiring import Wire
from tests.engine.samples import PARTS, PI_4B, part, plan

MODULE: dict[str, Any] = PI_4B | {"form": "compute module", "power_connector": "module",
                                  "power_max_w": "5", "storage_slots": "NVMe"}  # fmt: skip
FOUR = {"slots": 4, "ports": 2, "switch_mbps": 1000, "fits": "CM4", "storage_slots": "NVMe"}
MORE = (
    *PARTS,
    part("cm4", "board", **MODULE),
    part("cm4-vague", "board", **MODULE | {"power_max_w": None, "supply_ma": None}),
    part("four", "carrier", **FOUR, power_in="barrel 12V", power_max_w="4"),
    part("silent", "carrier", **FOUR, power_in="barrel 12V"),
    part("asking", "carrier", **FOUR, power_in="barrel 12V 5A"),
    part("drive", "storage", slot="NVMe", capacity_gb=500, power_max_w="8", power_typical_w="2"),
    part("s60", "charger", outlets="1 x barrel 12V", supply_w="60"),
    part("s40", "charger", outlets="1 x barrel 12V", supply_w="40"),
    part("s40-two", "charger", outlets="2 x barrel 12V", supply_w="40"),
    part("mini12", "board", **PI_4B | {"power_connector": "barrel", "supply_v": "12",
                                       "power_max_w": "20"}),
)  # fmt: skip


def made(build: str, *wires: str, **facts: Any) -> Plan:
    """Return the plan of a build; a wire is `four#1 s60#1 1 barrel_power`."""
    found = plan(*build.split(", "), parts=MORE, **facts)
    told = []
    for text in wires:
        device, unit, port, kind = text.split()
        told.append(Wire(device=device, device_port=1, unit=unit, unit_port=int(port),
                         kind=PortKind(kind)))  # fmt: skip
    return found.model_copy(
        update={"build": found.build.model_copy(update={"wiring": tuple(told)})}
    )


def carrier_of(found: Plan) -> Any:
    return next(each for each in found.parts if each.category == "carrier")


@pytest.mark.parametrize(
    ("build", "watts", "whole"),
    [
        ("4 cm4, 1 four, 1 s60", 24, True),
        ("4 cm4, 4 drive, 1 four, 1 s60", 56, True),
        ("4 cm4, 2 drive, 1 four, 1 s60", 40, True),
        ("8 cm4, 4 drive, 2 four, 2 s60", 40, True),
        ("4 cm4, 4 drive, 1 asking, 1 s60", 60, True),
        ("4 cm4, 4 drive, 1 silent, 1 s60", 52, False),
        ("2 cm4, 2 cm4-vague, 1 four, 1 s60", 14, False),
    ],
)
def test_drives_on_modules_count_in_what_a_carrier_asks_for(
    build: str, watts: int, whole: bool
) -> None:
    found = made(build)
    asked = asked_of_supply(found, carrier_of(found))
    assert (asked.watts, asked.is_whole) == (watts, whole)


def test_a_supply_that_has_the_watts_without_the_drives_is_told_as_weak() -> None:
    def said(build: str, **facts: Any) -> list[str]:
        return [each.code for each in every_carrier_gets_its_watts(made(build, **facts))]

    assert said("4 cm4, 1 four, 1 s40") == []
    assert said("4 cm4, 4 drive, 1 four, 1 s40") == ["carrier-weak"]
    assert said("4 cm4, 4 drive, 1 four, 1 s60") == []


SEATED = tuple(f"cm4#{n} four#1 {n} module" for n in (1, 2, 3, 4))
DRIVEN = (*SEATED, "drive#1 cm4#1 1 NVMe", "drive#2 cm4#2 1 NVMe", "drive#3 cm4#3 1 NVMe")


def test_a_wired_carrier_asks_for_what_its_own_modules_draw() -> None:
    found = made("6 cm4, 2 four, 2 s60", *SEATED, "cm4#5 four#2 1 module", "cm4#6 four#2 2 module")
    assert asked_by_unit(found, "four#1", carrier_of(found)) == 24
    assert asked_by_unit(found, "four#2", carrier_of(found)) == 14
    found = made("4 cm4, 3 drive, 1 four, 1 s60", *DRIVEN)
    assert asked_by_unit(found, "four#1", carrier_of(found)) == 48
    found = made("1 cm4, 1 asking", "cm4#1 asking#1 1 module")
    assert asked_by_unit(found, "asking#1", carrier_of(found)) == 60
    found = made(
        "2 cm4-vague, 1 four", "cm4-vague#1 four#1 1 module", "cm4-vague#2 four#1 2 module"
    )
    assert asked_by_unit(found, "four#1", carrier_of(found)) is None


def test_a_charger_unit_is_judged_by_the_carriers_on_it() -> None:
    def said(build: str, *wires: str) -> list[str]:
        found = made(build, *wires)
        return [f"{each.code}: {each.message}" for each in every_charger_unit_has_the_watts(found)]

    fed = "four#1 s40#1 1 barrel_power"
    assert said("4 cm4, 1 four, 1 s40", *SEATED, fed) == []
    (found,) = said("4 cm4, 3 drive, 1 four, 1 s40", *DRIVEN, fed)
    assert found.startswith("unit-watts-short: 1 carrier on s40#1 draws 48 W")
    both = ("four#1 s40-two#1 1 barrel_power", "mini12#1 s40-two#1 2 barrel_power")
    (found,) = said("4 cm4, 1 mini12, 1 four, 1 s40-two", *SEATED, *both)
    assert found.startswith("unit-watts-short: 2 boards and carriers on s40-two#1 draw 44 W")


def test_what_a_charger_carries_is_told_with_the_carriers_on_it() -> None:
    found = made("4 cm4, 1 four, 1 s60", *SEATED, "four#1 s60#1 1 barrel_power")
    (load,) = [each for each in unit_loads(found) if isinstance(each.part, Charger)]
    assert (load.watts, load.used) == (Decimal(24), 1)


PLUGS = (
    *MORE,
    part("either", "carrier", **FOUR, power_in="barrel 12V 5A or USB-C 20V 2A or ATX"),
    part("modest", "carrier", **FOUR, power_in="barrel 12V or USB-C 20V 2A", power_max_w="4"),
    part("barrel-only", "carrier", **FOUR, power_in="barrel 12V 5A"),
    part("b60", "charger", outlets="1 x barrel 12V 5A", supply_w="60"),
    part("b24", "charger", outlets="1 x barrel 12V 2A", supply_w="24"),
    part("b19", "charger", outlets="1 x barrel 19V 5A", supply_w="95"),
    part("c40", "charger", outlets="1 x USB-C 20V 2A", supply_w="40"),
    part("c30", "charger", outlets="1 x USB-C 20V 1.5A", supply_w="30"),
    part("c-lead", "charger", outlets="1 x micro-USB 5V 3A", supply_w="15"),
    part("pico", "charger", outlets="1 x ATX", supply_w="80"),
)


def by_plug(build: str, *wires: str) -> Plan:
    found = plan(*build.split(", "), parts=PLUGS)
    told = [each.split() for each in wires]
    made = tuple(
        Wire(device=d, device_port=1, unit=u, unit_port=1, kind=PortKind(k)) for d, u, k in told
    )
    return found.model_copy(update={"build": found.build.model_copy(update={"wiring": made})})


def power(found: Plan) -> list[str]:
    """Return the codes of what is wrong with the power of a plan."""
    problems = (each.code for each in judge(found) if each.severity is not Severity.NOTE)
    return [c for c in problems if c.startswith(("carrier-", "unit-", "plug-", "volts", "outlet"))]


@pytest.mark.parametrize(
    "build",
    [
        "4 cm4, 1 either, 1 b60",
        "4 cm4, 1 either, 1 c40",
        "4 cm4, 1 either, 1 pico",
        # Any of them may be on any of these, and one that has no choice is served all the same.
        "12 cm4, 3 either, 1 b60, 1 c40, 1 pico",
        "8 cm4, 1 either, 1 barrel-only, 1 b60, 1 c40",
        # The weak one is passed over for the strong one.
        "4 cm4, 1 either, 1 b24, 1 c40",
        "4 cm4, 1 mini12, 1 either, 1 b60, 1 c40",
    ],
)
def test_any_plug_of_a_carrier_with_enough_watts_will_do(build: str) -> None:
    assert power(by_plug(build)) == []


@pytest.mark.parametrize(
    ("build", "codes"),
    [
        ("4 cm4, 1 either", ["carrier-unfed"]),
        ("8 cm4, 2 either, 1 b60", ["carrier-unfed"]),
        ("4 cm4, 1 either, 1 b24", ["carrier-weak"]),
        ("4 cm4, 1 either, 1 c30", ["carrier-weak"]),
        ("4 cm4, 1 modest, 1 c30", ["carrier-weak"]),
        ("4 cm4, 1 modest, 1 b24", []),
    ],
)
def test_a_carrier_asks_of_each_plug_what_is_said_of_that_plug(
    build: str, codes: list[str]
) -> None:
    assert power(by_plug(build)) == codes


@pytest.mark.parametrize(
    ("carrier", "charger", "kind", "codes"),
    [
        ("either", "b60", "barrel_power", []),
        ("either", "c40", "usb_power", []),
        ("either", "pico", "atx_power", []),
        ("either", "b24", "barrel_power", ["carrier-weak", "unit-watts-short", "unit-outlet-weak"]),
        ("modest", "b24", "barrel_power", []),
        ("either", "c30", "usb_power", ["carrier-weak", "unit-watts-short", "unit-outlet-weak"]),
        ("either", "b19", "barrel_power", ["carrier-unfed", "unit-volts-differ"]),
        (
            "barrel-only",
            "c-lead",
            "usb_power",
            ["carrier-unfed", "plug-wrong", "unit-volts-differ", "unit-watts-short"],
        ),
    ],
)
def test_a_wired_carrier_is_judged_by_the_plug_that_is_in_its_outlet(
    carrier: str, charger: str, kind: str, codes: list[str]
) -> None:
    wires = [f"cm4#{n} {carrier}#1 module" for n in (1, 2)]
    found = by_plug(f"2 cm4, 1 {carrier}, 1 {charger}", f"{carrier}#1 {charger}#1 {kind}", *wires)
    assert sorted(power(found)) == sorted(codes)


def test_the_outlets_of_a_build_decide_which_plug_is_proposed_for_a_carrier() -> None:
    wires, gaps = proposed_wiring(by_plug("8 cm4, 1 either, 1 barrel-only, 1 b60, 1 c40, 1 sw8"))
    fed = {each.device: each.unit for each in wires if each.kind in ANY_POWER}
    assert fed == {"either#1": "c40#1", "barrel-only#1": "b60#1"}
    assert gaps == ()
