"""Each rule over a table: what passes, what fails and how it is said, what cannot be checked."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from planner.engine import rules
from planner.engine.rules import RULES, judge
from planner.engine.rules import _plugs as plug_rules
from planner.engine.rules import _poe as poe_rules
from planner.engine.rules import _power as power_rules
from planner.model.findings import Finding, Severity
from planner.model.plan import Plan
from tests.engine.samples import PARTS, PI_3B, PI_4B, charge, codes, part, plan

MORE = (
    *PARTS,
    part("blank", "board"),
    part("zero", "board", isa="armv6", nic_mbps=0, nic_bus="own", usb2_ports=1, usb3_ports=0),
    part("hungry", "board", **PI_3B | {"power_max_w": "12.5"}),
    part("sipping", "board", **PI_3B | {"power_max_w": "1", "supply_ma": 1000}),
    part("nuc", "board", isa="x86-64", nic_mbps=1000, power_connector="barrel", power_max_w="40"),
    part("pi1", "board", isa="armv6", storage_slots="SD", nic_bus="usb2", nic_mbps=100),
    part("emmc", "board", storage_onboard_gb=32, storage_slots="eMMC"),
    part("pi5", "board", **PI_4B | {"storage_slots": "microSD;NVMe", "power_max_w": "12"}),
    part("blank-sd", "storage"),
    part("sd8", "storage", slot="SD"),
    part("nvme", "storage", slot="NVMe"),
    part("stick", "storage", slot="USB"),
    part("blank-hub", "charger"),
    part("weak", "charger", ports=4, connector="USB-A", supply_w="60", port_max_ma=2000),
    part("brick", "charger", ports=1, connector="barrel", supply_w="96"),
    part("micro1", "charger", ports=1, connector="micro-USB", supply_w="12.5", port_max_ma=2500),
    part("usbc1", "charger", ports=1, connector="USB-C", supply_w="15", port_max_ma=3000),
    part("sixty10", "charger", ports=10, connector="USB-A", supply_w="60", port_max_ma=2500),
    part("portless", "charger", connector="USB-A", supply_w="60", port_max_ma=2500),
    part("socketless", "charger", ports=0, connector="USB-A", supply_w="60", port_max_ma=2500),
    part("blank-switch", "switch"),
    part("sfp8", "switch", ports=8, sfp_ports=2, speed_mbps=1000),
    part("slowswitch", "switch", ports=16, speed_mbps=10),
    part("mixed", "switch", interfaces="12 x 1G RJ45; 4 x 2.5G RJ45; 2 x 10G SFP+"),
    part("uneven", "switch", interfaces="8 x 1G RJ45; 1 x 2.5G RJ45"),
    part("graded", "switch", interfaces="2 x 2.5G RJ45; 6 x 1G RJ45; 4 x 100M RJ45"),
    part("caged", "switch", interfaces="12 x 1G RJ45; 2 x 10G SFP+"),
    part("twin", "board", interfaces="1 x 1G RJ45; 1 x 10G SFP+"),
    part("cage-only", "board", interfaces="1 x 10G SFP+"),
    part("dac", "cable", carries="ethernet", from_connector="SFP+", to_connector="SFP+"),
    part("rj45", "cable", carries="ethernet", from_connector="RJ45", to_connector="sfp+"),
    part("dac28", "cable", carries="ethernet", from_connector="SFP28", to_connector="SFP28"),
    part("swift", "board", nic_mbps=2500),
    part("poe8", "switch", ports=8, speed_mbps=1000, poe_ports=4, poe_budget_w="40",
         poe_port_max_w="15.4"),
    part("poe-vague", "switch", ports=8, speed_mbps=1000, poe_ports=4),
    part("nopoe", "switch", ports=8, speed_mbps=1000, poe_ports=0),
    part("hat", "poe", kind="hat", poe_class_w="6.5"),
    part("plushat", "poe", kind="hat", poe_class_w="25"),
    part("vaguehat", "poe", kind="hat"),
    part("injector", "poe", kind="injector", poe_class_w="30"),
    part("mute-injector", "poe", kind="injector"),
    part("blank-nic", "nic"),
    part("micronic", "nic", host="USB2", plug="micro-USB"),
    part("small", "board", usb2_ports=0, usb3_ports=0, usb_small="micro-USB"),
    part("large", "board", usb2_ports=4, usb3_ports=0, usb_small="none"),
    part("blank-cable", "cable"),
    part("shelf4", "case", shelves=4),
    part("blank-case", "case"),
)  # fmt: skip


def found_by(rule: Callable[[Plan], Iterator[Finding]], build: str, **facts: Any) -> list[str]:
    """Return what a rule finds in a build such as `7 pi3, 1 switch8`, as `code: message`."""
    positions = build.split(", ") if build else []
    made = plan(*positions, parts=MORE, **facts)
    return [f"{finding.code}: {finding.message}" for finding in rule(made)]


def check(rule: Callable[[Plan], Iterator[Finding]], build: str, expected: str) -> None:
    """Expect one finding that starts like this, or none; `? ` stands for a rule not checked."""
    expected = re.sub(r"^\? ", "not-checked: Not checked: ", expected)
    found = found_by(rule, build)
    if expected:
        assert len(found) == 1
        assert found[0].startswith(expected)
    else:
        assert found == []


# --- network -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("7 pi3, 1 switch8", ""),
        ("13 pi3, 2 switch8", ""),
        ("", ""),
        ("1 switch8", ""),
        # One node goes straight to the router.
        ("1 pi3", ""),
        ("9 zero, 1 switch8", ""),
        (
            "8 pi3, 1 switch8",
            "ports-short: 8 ports cannot serve 8 nodes and 1 uplink: 9 are needed.",
        ),
        # A cage takes a copper lead with a module alone, and only what is there counts.
        ("8 pi3, 1 sfp8", "ports-short: 8 ports cannot serve 8 nodes and 1 uplink: 9"),
        ("12 pi3, 1 caged, 1 rj45", ""),
        ("13 pi3, 1 caged, 1 rj45", "ports-short: 13 ports cannot serve 13 nodes"),
        # A lead between two cages saves a port of both.
        ("22 pi3, 2 caged", "ports-short: 22 ports cannot serve 22 nodes"),
        ("23 pi3, 2 caged, 1 dac", ""),
        ("24 pi3, 2 caged, 1 dac", "ports-short: 24 ports cannot serve 24 nodes"),
        # One that goes to a node saves one.
        ("12 twin, 1 caged, 1 dac", ""),
        ("12 twin, 1 caged", "ports-short: 12 ports cannot serve 12 nodes"),
        ("4 cage-only, 4 dac, 11 pi3, 1 caged", ""),
        ("10 pi3, 1 sfp8", "ports-short: 8 ports cannot serve 10 nodes"),
        ("14 pi3, 2 switch8", "ports-short: 14 ports cannot serve 14 nodes"),
        ("2 zero, 7 pi3, 2 usbnic, 1 switch8", "ports-short: 8 ports cannot serve 9 nodes"),
        ("7 pi3", "switch-missing: 7 nodes need a network port each, but the build has no switch."),
        ("7 pi3, 1 switch8 retired", "switch-missing"),
        # Whose network nobody knows may have no port at all.
        ("7 pi3, 1 blank, 1 switch8", "? network ports. Whether there is one is not known for BL"),
        ("8 pi3, 1 blank, 1 switch8", "ports-short: 8 ports cannot serve 9 nodes"),
        ("2 blank", "? network ports. Whether there is one is not known for BLANK."),
        ("2 pi3, 2 blank", "switch-missing: 4 nodes need a network port each"),
        (
            "7 pi3, 1 blank-switch",
            "? network ports. Their number is not known for BLANK-SWITCH.",
        ),
    ],
)
def test_every_cable_needs_a_port(build: str, expected: str) -> None:
    check(rules.switch_has_a_port_for_every_cable, build, expected)


@pytest.mark.parametrize(
    ("build", "uplinks", "hint"),
    [
        ("8 pi3, 1 switch8", 1, "Choose a switch with at least 9 ports, or remove 1 node."),
        ("9 pi3, 1 switch8", 2, "Choose a switch with at least 11 ports, or remove 3 nodes."),
        (
            "2 pi3",
            1,
            "Add a switch with at least 3 ports, unless your router has 2 free ports.",
        ),
    ],
)
def test_too_few_ports_come_with_what_to_do(build: str, uplinks: int, hint: str) -> None:
    made = plan(*build.split(", "), parts=MORE, uplinks=uplinks)
    assert [each.hint for each in rules.switch_has_a_port_for_every_cable(made)] == [hint]


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("7 pi3, 1 switch8", ""),
        ("7 pi4, 1 giga8", ""),
        ("7 pi4", ""),
        ("1 giga8", ""),
        ("7 zero, 1 giga8", ""),
        ("7 pi3, 7 usbnic, 1 giga8", ""),
        ("7 pi4, 1 switch8", "switch-slow: SWITCH8 passes 100 Mbit/s, but PI4 can do 1000."),
        ("7 pi3, 7 usbnic, 1 switch8", "switch-slow: SWITCH8 passes 100 Mbit/s, but USBNIC can"),
        ("6 pi3, 1 pi4, 1 switch8", "switch-slow"),
        ("4 swift, 1 mixed", ""),
        ("4 swift, 8 pi4, 1 mixed", ""),
        ("4 swift, 1 giga8, 1 mixed", ""),
        # Those that can do less leave the fast ports to the others.
        ("2 swift, 6 pi4, 1 graded", ""),
        (
            "2 swift, 7 pi4, 1 graded",
            "switch-slow: 8 ports of GRADED pass 1000 Mbit/s, but 9 nodes can do that (PI4).",
        ),
        ("5 swift, 1 mixed", "switch-slow: 4 ports of MIXED pass 2500 Mbit/s, but 5 nodes can"),
        ("2 swift, 1 uneven", "switch-slow: 1 port of UNEVEN passes 2500 Mbit/s, but 2 nodes can"),
        (
            "7 pi3, 1 giga8",
            "switch-wasted: GIGA8 passes 1000 Mbit/s, but no node does more than 100 (PI3).",
        ),
        (
            "7 pi3, 1 blank-switch",
            "? network speed. The speed is not known for BLANK-SWITCH.",
        ),
        (
            "6 pi3, 1 blank, 1 switch8, 2 blank-nic",
            "? network speed. The speed is not known for BLANK-NIC; BLANK",
        ),
    ],
)
def test_a_switch_should_be_as_fast_as_its_nodes(build: str, expected: str) -> None:
    check(rules.switch_is_as_fast_as_the_nodes, build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("7 pi3, 1 switch8, 8 patch", ""),
        ("7 pi3, 8 patch", ""),
        ("7 pi3", ""),
        ("1 switch8", ""),
        (
            "7 pi3, 1 switch8, 7 patch",
            "leads-short: 8 network cables are needed (7 nodes and 1 uplink); the build has 7.",
        ),
        (
            "13 pi3, 2 switch8, 9 microlead",
            "leads-short: 15 network cables are needed (13 nodes, 1 uplink and 1 link",
        ),
        ("7 pi3, 1 switch8, 8 patch, 1 blank-cable", ""),
        ("6 pi3, 1 blank, 1 switch8, 7 patch", "? network ports. Whether there is one is not kno"),
        (
            "7 pi3, 1 switch8, 8 blank-cable",
            "? network cables. What they carry is not known for BLANK-CABLE",
        ),
    ],
)
def test_every_port_in_use_needs_a_lead(build: str, expected: str) -> None:
    check(rules.cables_reach_every_port, build, expected)


def test_a_single_missing_lead_is_one_lead() -> None:
    made = plan("7 pi3", "1 switch8", "7 patch", parts=MORE)
    assert [each.hint for each in rules.cables_reach_every_port(made)] == [
        "Add 1 cable, unless you have them."
    ]


# --- power ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("7 pi3, 1 hub", ""),
        ("1 hub", ""),
        ("7 nuc", ""),
        ("7 pi4, 7 usbc1", ""),
        ("3 pi3, 4 pi4, 3 micro1, 4 usbc1", ""),
        ("7 pi4, 7 hat", ""),
        ("7 pi3", "charger-missing: 7 boards need USB power, but the build has no charger."),
        ("1 pi3", "charger-missing: 1 board needs USB power, but"),
        # A supply with a barrel plug powers no Raspberry Pi.
        ("7 pi3, 7 brick", "charger-missing"),
        ("7 pi4, 5 hat", "charger-missing: 2 boards need USB power"),
        ("12 pi3, 1 hub", "outlets-short: 10 outlets cannot power 12 boards."),
        ("2 pi3, 1 micro1", "outlets-short: 1 outlet cannot power 2 boards."),
        (
            "7 pi4, 7 micro1",
            "plugs-differ: 7 boards take USB-C, but 7 outlets are micro-USB plugs.",
        ),
        ("3 pi3, 4 pi4, 4 micro1, 3 usbc1", "plugs-differ: 4 boards take USB-C, but 4 outlets"),
        (
            "7 pi3, 1 blank-hub",
            "? charger outlets. Their number and type are not known for",
        ),
        ("7 pi3, 1 portless", "not-checked"),
    ],
)  # fmt: skip
def test_every_board_needs_an_outlet_of_its_kind(build: str, expected: str) -> None:
    check(plug_rules.charger_has_an_outlet_for_every_board, build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("7 pi3, 1 hub", ""),
        ("7 pi3", ""),
        ("1 hub", ""),
        # Each board at an outlet that is strong enough: a weaker one elsewhere does no harm.
        ("4 sipping, 6 pi3, 1 weak, 1 hub", ""),
        ("3 pi3, 4 pi4, 3 micro1, 4 usbc1", ""),
        (
            "4 pi3, 1 weak",
            ("outlet-weak: 4 boards need a 2500 mA supply, but no outlet supplies more than "
                "2000"),
        ),
        ("1 pi3, 1 weak", "outlet-weak: 1 board needs a 2500 mA supply"),
        (
            "5 pi4, 4 micro1, 1 usbc1",
            "outlet-weak: 5 boards need a 3000 mA supply, but only 1 outlet supplies that.",
        ),
        ("5 pi4, 2 usbc1, 3 micro1", "outlet-weak: 5 boards need a 3000 mA supply, but only"),
        # Too few outlets is another rule's finding.
        ("9 pi4, 1 weak", ""),
        ("7 pi3, 1 blank-hub", "? current per outlet. The mA are not known"),
    ],
)  # fmt: skip
def test_every_board_should_find_an_outlet_that_is_strong_enough(build: str, expected: str) -> None:
    check(power_rules.outlets_carry_the_current, build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("7 pi3, 1 hub", ""),
        ("7 pi3", ""),
        ("1 hub", ""),
        ("7 hungry, 7 hat, 1 hub", ""),
        # PoE takes the hungriest off the charger.
        ("9 hungry, 2 sipping, 9 hat, 1 hub", ""),
        # Another supply's watts are not the boards'.
        (
            "13 pi3, 1 hub, 1 brick",
            "watts-short: The boards draw up to 65 W; the chargers supply 60",
        ),
        (
            "10 pi3, 1 hub",
            "watts-tight: The boards draw up to 50 W of the 60 W supplied: less than 20 %",
        ),
        # A full charger lends nothing: two of 60 W run 8 boards of 12.5 W, not 9.
        ("8 hungry, 2 sixty10", "watts-tight"),
        (
            "9 hungry, 2 sixty10",
            ("watts-uneven: The chargers supply 120 W in total for 112.5 W, but no way was found"),
        ),
        ("4 hungry, 4 sipping, 1 sixty10", "watts-tight"),
        # Nor is there an outlet for the watts that are left.
        ("5 sipping, 1 weak", "watts-uneven"),
        ("1 sipping, 1 socketless", "watts-uneven"),
        ("4 pi3, 1 weak", ""),
        ("4 pi3, 1 portless", ""),
        (
            "7 pi3, 1 blank-hub",
            "? watts. They are not known for BLANK-HUB.",
        ),
    ],
)
def test_chargers_need_the_watts_each_for_itself(build: str, expected: str) -> None:
    check(power_rules.charger_has_the_watts, build, expected)


def test_boards_without_watts_are_not_judged_by_them() -> None:
    vague = part("vague", "board", power_connector="USB-C")
    made = plan("2 vague", "1 hub", parts=(*PARTS, vague))
    for rule, what in (
        (power_rules.charger_has_the_watts, "watts. They are not known for VAGUE."),
        (
            power_rules.outlets_carry_the_current,
            "current per outlet. The mA are not known for VAGUE.",
        ),
    ):
        assert [found.message for found in rule(made)] == [f"Not checked: {what}"]


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("7 pi3, 1 hub, 7 microlead", ""),
        ("7 pi3, 7 micro1", ""),
        ("7 pi3", ""),
        ("1 hub", ""),
        ("7 pi3, 7 hat, 1 hub", ""),
        (
            "7 pi3, 1 hub, 5 microlead",
            "power-leads-short: 7 boards need a power cable from USB-A to micro-USB; the build",
        ),
        (
            "1 pi3, 1 hub, 9 patch",
            "power-leads-short: 1 board needs a power cable from USB-A to micro-USB; the build",
        ),
        (
            "7 pi3, 1 hub, 7 blank-cable",
            ("? power cables. Their connectors and what they carry are not known for BLANK-CABLE."),
        ),
    ],
)
def test_every_board_needs_a_power_lead(build: str, expected: str) -> None:
    check(plug_rules.every_board_has_a_power_lead, build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("4 pi4, 4 hat, 1 poe8", ""),
        ("4 pi4, 1 giga8", ""),
        ("2 hat, 2 injector", ""),
        # The injectors feed the hungriest, so the switch has least to do.
        ("4 hat, 2 plushat, 2 injector, 1 poe8", ""),
        ("5 hat, 1 poe8", "poe-short: 5 PoE modules, but 4 powered ports."),
        ("1 hat, 1 nopoe", "poe-short: 1 PoE module, but 0 powered ports."),
        ("1 hat", "poe-short"),
        ("3 hat, 2 injector", "poe-short: 3 PoE modules, but 2 powered ports."),
        ("1 plushat, 1 poe8", "poe-port-weak: 1 PoE module needs 25 W, but 0 ports deliver"),
        ("1 hat, 1 blank-switch", "? PoE ports. Their number is not known for"),
        ("1 hat, 1 poe-vague", "? PoE watts. They are not known for POE-V"),
        ("1 vaguehat, 1 poe8", "? PoE watts. They are not known for VAGUE"),
        ("4 hat, 1 poe8, 1 nopoe", ""),
        ("2 hat, 2 mute-injector", "? the watts of PoE injectors. They are not known for MUTE-IN"),
    ],
)
def test_poe_needs_ports_and_watts(build: str, expected: str) -> None:
    check(poe_rules.poe_ports_and_watts_suffice, build, expected)


def test_poe_modules_may_ask_too_much_of_ports_and_budget_at_once() -> None:
    found = found_by(poe_rules.poe_ports_and_watts_suffice, "3 plushat, 1 poe8")
    assert found == [
        "poe-watts-short: The PoE modules need 75 W; the switch delivers 40 W.",
        "poe-port-weak: 3 PoE modules need 25 W, but 0 ports deliver that much.",
    ]


# --- boards --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("7 pi3, 7 sd16", ""),
        ("7 pi3", ""),
        ("7 sd16", ""),
        ("2 pi3, 2 sd16, 9 stick", ""),
        ("2 pi5, 2 sd16, 2 nvme", ""),
        # A microSD card in an adapter fits a large slot, a large card fits no small one.
        ("4 pi1, 4 sd16", ""),
        ("4 pi1, 1 pi3, 3 sd8, 2 sd16", ""),
        ("4 pi1, 1 pi3, 4 sd8, 2 sd16", "slots-short: 2 × microSD storage, but the boards have 1 "),
        ("1 pi3, 1 sd8", "slots-short: 1 × SD storage, but the boards have 0 slots for it."),
        ("2 pi3, 3 sd16", "slots-short: 3 × microSD storage, but the boards have 2 slots for it."),
        ("2 pi3, 1 nvme", "slots-short: 1 × NVMe storage, but the boards have 0 slots"),
        (
            "1 blank, 1 sd16",
            "? storage slots. The type is not known for BLANK",
        ),
        ("1 pi3, 1 blank-sd", "not-checked"),
    ],
)
def test_storage_needs_a_slot_of_its_kind(build: str, expected: str) -> None:
    check(rules.storage_fits_the_slots, build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("7 pi3, 7 sd16", ""),
        ("7 pi3, 6 sd16, 1 stick", ""),
        ("2 emmc, 1 pi3, 1 sd16", ""),
        ("", ""),
        ("7 pi3, 6 sd16", "storage-short: 1 of 7 boards has nothing to boot from"),
        ("1 pi3", "storage-short: 1 of 1 board has nothing to boot from"),
        ("2 blank", "? storage to boot from. The onboard storage is not known for BLANK"),
        ("7 pi3, 7 sd16 retired", "storage-short: 7 of 7 boards have"),
    ],
)
def test_every_board_boots_from_something(build: str, expected: str) -> None:
    check(rules.every_board_can_boot, build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("7 pi3, 7 usbnic", ""),
        ("7 pi3, 28 stick", ""),
        ("7 pi3", ""),
        ("7 usbnic", ""),
        ("1 blank", ""),
        ("1 pi3, 1 blank-nic", "? ports of network adapters. The port type is not known for"),
        ("2 zero, 3 usbnic", "usb-short: 3 USB devices, but the boards have 2 USB ports."),
        ("1 pi3, 4 usbnic, 1 stick", "usb-short: 5 USB devices, but the boards have 4 USB ports."),
        (
            "1 blank, 1 usbnic",
            "? USB ports. Their number is not known for BLANK",
        ),
        ("2 small, 2 micronic", ""),
        ("1 micronic", ""),
        ("1 pi3, 1 micronic", "? micro-USB sockets for data. Which is not known for PI3"),
        (
            "1 small, 1 large, 2 micronic",
            "usb-short: 2 adapters with a micro-USB plug, but the boards have 1 micro-USB socket",
        ),
    ],
)
def test_usb_devices_need_usb_ports(build: str, expected: str) -> None:
    check(rules.usb_devices_have_ports, build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("8 pi3, 2 shelf4", ""),
        ("8 pi3", ""),
        ("1 shelf4", ""),
        (
            "7 pi3, 1 shelf4",
            "shelves-short: There is room for 4 boards in the case; the build has 7.",
        ),
        (
            "7 pi3, 1 blank-case",
            "? slots in the case. Their number is not known",
        ),
    ],
)
def test_a_case_holds_every_board(build: str, expected: str) -> None:
    check(rules.case_holds_every_board, build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("7 pi3", ""),
        ("", ""),
        ("4 pi1, 1 zero", "isa-armv6: 4 × PI1; 1 × ZERO: these boards run armv6 only"),
        ("1 blank", "? container images. The CPU architecture is not known"),
    ],
)
def test_containers_need_armv7_or_newer(build: str, expected: str) -> None:
    check(rules.containers_run_on_the_boards, build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("7 pi4", ""),
        ("1 blank", ""),
        ("7 pi3", "bus-shared: 7 × PI3: network port and USB ports share one USB 2.0 bus"),
    ],
)
def test_a_shared_bus_is_said(build: str, expected: str) -> None:
    check(rules.shared_bus_limits_heavy_writes, build, expected)


def test_the_card_slot_is_not_on_the_shared_bus() -> None:
    [found] = found_by(rules.shared_bus_limits_heavy_writes, "7 pi3")
    assert "The card slot has a controller of its own." in found


# --- all of them ---------------------------------------------------------------------------------


def test_a_build_that_fits_is_only_told_what_it_stands_on() -> None:
    kraken = plan("7 pi3", "7 sd16", "1 hub", "1 switch8", "8 patch", "7 microlead", parts=MORE)
    assert codes(judge(kraken)) == ["single-switch", "no-free-port", "bus-shared"]


@pytest.mark.parametrize("build", ["", "1 switch8, 1 hub", "7 pi3 retired"])
def test_a_build_without_boards_breaks_no_rule_and_is_not_said_to_fit(build: str) -> None:
    positions = build.split(", ") if build else []
    for made in (plan(*positions), plan(*positions, charges=(charge("gst 9%"),))):
        assert [each.code for each in judge(made)] == ["no-boards"]


def test_boards_that_no_catalog_describes_are_boards() -> None:
    assert "no-boards" not in codes(judge(plan("7 x-board")))


def test_findings_come_gravest_first_and_once() -> None:
    found = judge(plan("8 pi3", "1 switch8", parts=MORE))
    order = list(Severity)
    grades = [order.index(each.severity) for each in found]
    assert grades == sorted(grades)
    assert len(found) == len(set(found))
    assert found[0].code == "ports-short"


def test_rules_that_read_a_part_nobody_knows_are_not_run_and_say_so() -> None:
    # The build has a switch, though nobody knows which: it must not be told that it has none.
    found = judge(plan("7 pi4", "7 sd16", "7 usbc1", "1 x-switch", "8 patch", parts=MORE))
    assert [each.message for each in found] == [
        f"Not checked: {what}. No data is known for x-switch."
        for what in [
            (
                "network ports, network speed, network cables, cages, PoE, single point of "
                "failure, devices behind a switch, levels of linked switches, free ports, node "
                "speeds"
            )
        ]
    ]


def test_a_part_nobody_knows_stops_only_the_rules_that_read_it() -> None:
    found = judge(plan("8 pi3", "1 switch8", "1 x-charger", "1 fan", parts=MORE))
    assert "ports-short" in codes(found)
    assert not {"charger-missing", "outlets-short"} & set(codes(found))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.check.__name__)
def test_every_rule_says_in_a_sentence_what_it_holds(rule: rules.Rule) -> None:
    assert rule.check.__doc__ is not None
    assert rule.check.__doc__.strip().endswith(".")


def test_every_rule_is_listed_once() -> None:
    assert len({rule.check for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("2 pi3, 2 caged, 1 dac", ""),
        ("2 twin, 1 caged, 2 dac", ""),
        ("2 pi3, 1 caged, 2 rj45", ""),
        ("2 pi3, 2 caged, 3 dac", "cages-short: 2 × DAC have no two SFP+ cages to connect."),
        ("2 pi3, 1 caged, 1 dac", "cages-short: 1 × DAC has no two SFP+ cages to connect."),
        ("2 pi3, 2 caged, 1 dac28", "cages-short: 1 × DAC28 has no two SFP28 cages"),
        ("2 pi3, 1 caged, 3 rj45", "cages-short: 1 × RJ45 has no SFP+ cage to plug into."),
        (
            "2 pi3, 2 sfp8, 1 dac",
            "? cages. It is not known which cables come with 1 × DAC, or how many for SFP8.",
        ),
        ("2 pi3, 2 switch8, 1 patch", ""),
    ],
)
def test_what_is_made_for_cages_needs_them(build: str, expected: str) -> None:
    check(rules.what_is_made_for_cages_finds_them, build, expected)


def test_a_lead_from_cage_to_cage_is_no_network_lead_and_spares_one() -> None:
    for build, expected in (
        ("2 pi3, 2 caged, 3 patch, 1 dac", ""),
        ("2 pi3, 2 caged, 2 patch, 2 dac", "leads-short: 3 network cables are needed"),
    ):
        check(rules.cables_reach_every_port, build, expected)


def test_a_shortage_of_ports_names_the_cages_that_are_free() -> None:
    made = plan("14 pi3", "1 caged", parts=MORE)

    (short,) = rules.switch_has_a_port_for_every_cable(made)

    assert short.hint == "Choose a switch with at least 15 ports, or remove 3 nodes."
    (near,) = rules.switch_has_a_port_for_every_cable(plan("13 pi3", "1 caged", parts=MORE))
    assert near.hint.endswith("or put 2 RJ45 transceivers into free cages.")
