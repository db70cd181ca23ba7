"""Carriers that a PoE module powers: they need no supply, and it has to be strong enough."""

from typing import Any

import pytest

from planner.engine.fitting.carrier_poe import carriers_over_network
from planner.engine.rules import judge
from planner.model.findings import Severity
from planner.model.parts import PortKind
from planner.model.plan import Plan
from planner.model.wiring import Wire
from tests.engine.samples import PARTS, PI_4B, part, plan

MODULE: dict[str, Any] = PI_4B | {"form": "compute module", "power_connector": "module",
                                  "power_max_w": "5"}  # fmt: skip
ONE: dict[str, Any] = {"slots": 1, "ports": 1, "switch_mbps": 0, "fits": "CM4"}
SPLITTER: dict[str, Any] = {"kind": "splitter", "fits": "USB-C", "poe_class_w": "15.4"}
MORE = (
    *PARTS,
    part("cm4", "board", **MODULE),
    part("io", "carrier", **ONE, power_in="USB-C 5V 2A"),
    part("io-vague", "carrier", **ONE),
    part("io-draws", "carrier", **ONE, power_in="USB-C 5V", power_max_w="4"),
    part("io-silent", "carrier", **ONE, power_in="USB-C 5V"),
    part("io-either", "carrier", **ONE, power_in="barrel 12V 2A or USB-C 5V 2A"),
    part("io-barrel", "carrier", **ONE, power_in="barrel 12V 2A"),
    part("boxed", "carrier", **ONE, power_in="USB-C 5V 2A", includes="power supply"),
    part("weak", "poe", **SPLITTER, output_ma=1500),
    part("strong", "poe", **SPLITTER, output_ma=2500),
    part("unsaid", "poe", **SPLITTER),
    part("on-io", "poe", kind="hat", fits="IO", poe_class_w="15.4", output_ma=2500),
    part("poe8", "switch", ports=8, speed_mbps=1000, poe_ports=8, poe_budget_w="120",
         poe_port_max_w="30"),
    part("pi-micro", "board", **PI_4B | {"power_connector": "micro-USB"}),
    part("c1", "charger", outlets="1 x USB-C 5V 3A", supply_w="15"),
)  # fmt: skip
ABOUT = ("carrier-", "module", "poe-", "hat-", "supply")


def made(build: str, *wires: str) -> Plan:
    found = plan(*build.split(", "), parts=MORE)
    told = [each.split() for each in wires]
    wiring = tuple(
        Wire(device=device, device_port=1, unit=unit, unit_port=1, kind=PortKind(kind))
        for device, unit, kind in told
    )
    return found.model_copy(update={"build": found.build.model_copy(update={"wiring": wiring})})


def codes(found: Plan) -> list[str]:
    problems = (each.code for each in judge(found) if each.severity is not Severity.NOTE)
    return [code for code in problems if code.startswith(ABOUT)]


@pytest.mark.parametrize(
    ("build", "told"),
    [
        ("2 cm4, 2 io, 2 strong, 1 poe8", []),
        ("2 cm4, 2 io, 2 on-io, 1 poe8", []),
        ("2 cm4, 2 io-either, 2 strong, 1 poe8", []),
        ("2 cm4, 2 io, 1 strong, 1 c1, 1 poe8", []),
        ("2 cm4, 2 io, 2 weak, 1 poe8", ["modules-weak"]),
        ("2 cm4, 2 io-draws, 2 strong, 1 poe8", []),
        # 4 W and 5 W are 1.8 A at 5 V.
        ("2 cm4, 2 io-draws, 2 weak, 1 poe8", ["modules-weak"]),
        ("2 cm4, 2 io, 1 strong, 1 poe8", ["carrier-unfed"]),
        ("2 cm4, 2 io-barrel, 2 strong, 1 poe8", ["carrier-unfed"]),
        # Boards are served first, and carriers take what is left.
        ("1 pi4, 1 cm4, 1 io, 2 strong, 1 poe8", []),
        ("1 pi4, 1 cm4, 1 io, 1 strong, 1 poe8", ["carrier-unfed"]),
        # What cannot power a board is left for the carrier.
        ("1 pi-micro, 1 cm4, 1 io, 1 strong, 1 poe8", []),
        ("2 cm4, 2 boxed, 1 poe8", []),
    ],
)
def test_a_carrier_is_powered_by_a_module_that_gives_what_it_asks_for(
    build: str, told: list[str]
) -> None:
    assert sorted(codes(made(build))) == sorted(told)


@pytest.mark.parametrize(
    ("build", "names"),
    [
        ("1 cm4, 1 io-silent, 1 strong, 1 poe8", "IO-SILENT"),
        ("1 cm4, 1 io, 1 unsaid, 1 poe8", "UNSAID"),
    ],
)
def test_what_nobody_says_of_a_carrier_and_its_module_is_not_checked(
    build: str, names: str
) -> None:
    told = [e.message for e in judge(made(build)) if "output of PoE modules" in e.message]
    assert len(told) == 1
    assert names in told[0]


def test_boards_and_carriers_are_told_together_where_modules_are_too_weak() -> None:
    told = [
        e.message for e in judge(made("2 cm4, 2 io, 2 weak, 1 poe8")) if e.code == "modules-weak"
    ]
    assert told[0].startswith("2 boards and carriers need 2000 mA")


@pytest.mark.parametrize(
    ("module", "told"), [("strong", []), ("weak", ["module-weak", "modules-weak"])]
)
def test_a_wired_module_gives_the_carrier_on_it_what_it_asks_for(
    module: str, told: list[str]
) -> None:
    found = made(
        f"1 cm4, 1 io-either, 1 {module}, 1 poe8",
        "cm4#1 io-either#1 module",
        f"{module}#1 poe8#1 poe",
        f"io-either#1 {module}#1 usb_power",
    )
    assert carriers_over_network(found) == {"io-either": 1}
    assert sorted(codes(found)) == told


def test_the_volts_of_a_splitter_for_a_carrier_are_known_by_its_usb_plug() -> None:
    def vague(build: str) -> list[str]:
        said = (each.message for each in judge(made(build)))
        return [each for each in said if "plugs and volts of PoE splitters" in each]

    assert vague("2 cm4, 2 io, 2 strong, 1 poe8") == []
    (told,) = vague("2 cm4, 2 io-vague, 2 strong, 1 poe8")
    assert "IO-VAGUE" in told
