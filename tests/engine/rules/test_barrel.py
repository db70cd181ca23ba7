"""Barrel plugs: which supply, at which volts, through which lead, in sum and in a wiring."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from planner.engine.rules import _barrel as barrel_rules
from planner.engine.rules import _plugs as plug_rules
from planner.engine.rules import _power as power_rules
from planner.engine.rules import _wiring as wiring_rules
from planner.engine.rules import judge
from planner.model.findings import Finding, Severity
from planner.model.parts import PortKind
from planner.model.plan import Plan
from planner.model.wiring import Wire
from tests.engine.samples import PARTS, PI_3B, codes, part, plan

# 20 W and 4000 mA at 5 V, as an ODROID-XU4; a mini PC of 36 W at 12 V.
XU4: dict[str, Any] = PI_3B | {
    "power_connector": "barrel",
    "supply_v": "5",
    "supply_ma": 4000,
    "power_max_w": "20",
    "power_typical_w": "8",
    "nic_mbps": 1000,
}
NUC = XU4 | {"supply_v": "12", "supply_ma": 3000, "power_max_w": "36"}


def supply(number: str, **facts: Any) -> Any:
    """Return a supply with one barrel plug of 5 V, 30 W and 6000 mA, unless told otherwise."""
    usual = {"ports": 1, "connector": "barrel", "supply_w": "30", "supply_v": "5"}
    return part(number, "charger", **(usual | {"port_max_ma": 6000} | facts))


MORE = (
    *PARTS,
    part("xu4", "board", **XU4),
    part("lite", "board", **XU4 | {"power_max_w": "5", "supply_ma": 2000}),
    part("nuc", "board", **NUC),
    part("mystery", "board", **XU4 | {"supply_v": None}),
    part("usb12", "board", **XU4 | {"power_connector": "USB-C", "supply_v": "12"}),
    part("usbsome", "board", **XU4 | {"power_connector": "USB-C", "supply_v": None}),
    part("plugless", "board", **XU4 | {"power_connector": None, "power_max_w": "5"}),
    part("vague-switch", "switch", speed_mbps=1000),
    part("coy", "board", **XU4 | {"power_max_w": None}),
    supply("mute", supply_w=None),
    supply("five"),
    supply("five1", supply_v="5.1"),
    supply("five3", ports=3, supply_w="60"),
    supply("twelve", supply_v="12", supply_w="96", port_max_ma=8000),
    supply("twelve2", supply_v="12", supply_w="96", ports=2),
    supply("nineteen", supply_v="19"),
    supply("weak", port_max_ma=1000),
    supply("faint", supply_w="10"),
    supply("tight", supply_w="22"),
    supply("silent", supply_v=None),
    supply("countless", ports=None),
    part("blank-hub", "charger"),
    part("usba", "charger", ports=4, connector="USB-A", supply_w="120", port_max_ma=4000),
    part("usba2", "charger", ports=2, connector="USB-A", supply_w="120", port_max_ma=4000),
    part("usba9", "charger", ports=4, connector="USB-A", supply_w="120", supply_v="9"),
    part("usba-vague", "charger", connector="USB-A", supply_w="120", port_max_ma=4000),
    part("usbc4", "charger", ports=4, connector="USB-C", supply_w="120", port_max_ma=4000),
    part("usbc12", "charger", ports=4, connector="USB-C", supply_w="120", supply_v="12"),
    part("usbc20", "charger", ports=4, connector="USB-C", supply_w="120", supply_v="20"),
    part("usbc1", "charger", ports=1, connector="USB-C", supply_w="60", supply_v="12"),
    part("micro1", "charger", ports=1, connector="micro-USB", supply_w="12.5", port_max_ma=2500),
    part("lead", "cable", carries="power", from_connector="USB-A", to_connector="barrel"),
    part("clead", "cable", carries="power", from_connector="USB-C", to_connector="barrel"),
    part("half", "cable", carries="power", from_connector="USB-A"),
    part("blank-cable", "cable"),
    part("hat", "poe", kind="hat", poe_class_w="25"),
)

Check = Callable[[Plan], Iterator[Finding]]


def made(build: str, **facts: Any) -> Plan:
    """Return the plan of a build such as `7 xu4, 1 usba`."""
    return plan(*build.split(", "), parts=MORE, **facts)


def check(rule: Check, build: str, *expected: str, **facts: Any) -> None:
    """Expect these findings, each as it starts; `? ` stands for a rule not checked."""
    wanted = [re.sub(r"^\? ", "not-checked: Not checked: ", each) for each in expected if each]
    found = [f"{each.code}: {each.message}" for each in rule(made(build, **facts))]
    assert len(found) == len(wanted), found
    for said, start in zip(found, wanted, strict=True):
        assert said.startswith(start)


# --- plugs and volts, in sum ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("2 xu4, 2 five", ""),
        ("3 xu4, 1 five3", ""),
        ("2 xu4, 2 five1", ""),
        ("1 nuc, 1 twelve", ""),
        ("1 nuc, 1 twelve, 2 xu4, 2 five", ""),
        ("4 xu4, 1 usba, 4 lead", ""),
        ("3 xu4, 1 five, 1 usba, 2 lead", ""),
        ("1 nuc, 1 twelve, 2 xu4, 1 usba, 2 lead", ""),
        # Nothing is asked of supplies that no board needs, nor of boards without such a plug.
        ("7 pi3, 1 hub, 1 silent", ""),
        ("2 xu4, 2 five, 1 twelve", ""),
        ("2 xu4, 2 five, 2 half", ""),
        ("2 xu4, 2 hat", ""),
        (
            "2 xu4",
            (
                "barrel-missing: 2 boards take a barrel plug, but no charger and no 5 V USB "
                "cable has one."
            ),
        ),
        ("1 mystery", "barrel-missing: 1 board takes a barrel plug, but"),
        # A lead may ask a USB-C socket for the volts of its plug.
        (
            "1 nuc, 1 usbc12, 1 clead",
            ("? cables with barrel plugs. The voltage they request over USB-C is not known for CL"),
        ),
        (
            "1 nuc, 1 usbc4, 1 clead",
            "? cables with barrel plugs. The voltage they request over USB-C",
        ),
        ("1 nuc, 1 usbc20, 1 clead", "barrel-missing: 1 board takes a barrel plug, but"),
        (
            "1 nuc, 1 xu4, 1 five, 1 usbc12, 1 clead",
            ("? cables with barrel plugs. The voltage they request over USB-C is not known for CL"),
        ),
        ("1 nuc, 1 xu4, 1 five, 1 usbc20, 1 clead", "barrel-missing: 1 board takes a barrel plug"),
        ("1 nuc, 1 usbc1, 1 clead", "barrel-missing: 1 board takes a barrel plug, but"),
        ("1 nuc, 1 usbc12, 1 lead", "barrel-missing: 1 board takes a barrel plug"),
        ("2 xu4, 1 usba", "barrel-missing: 2 boards take a barrel plug, but"),
        # A lead from another kind of socket, from none, or from one of other volts is no way.
        ("2 xu4, 1 usba, 2 clead", "barrel-missing: 2 boards"),
        ("2 xu4, 2 lead", "barrel-missing: 2 boards"),
        ("2 xu4, 1 micro1, 2 lead", "barrel-missing: 2 boards"),
        ("2 xu4, 1 usba9, 2 lead", "barrel-missing: 2 boards"),
        ("2 pi3, 2 xu4, 3 hat", "barrel-missing: 1 board takes a barrel plug, but"),
        ("1 nuc, 1 usba, 1 lead", "barrel-missing: 1 board takes a barrel plug of 12 V, but no"),
        (
            "2 nuc, 1 twelve",
            (
                "barrel-short: 2 boards take a 12 V barrel plug; the power supplies and cables "
                "of the build have 1."
            ),
        ),
        ("2 xu4, 1 five", "barrel-short: 2 boards take a 5 V barrel plug; the power supplies"),
        (
            "3 xu4, 1 usba, 2 lead",
            "barrel-short: 3 boards take a 5 V barrel plug; the power supplies",
        ),
        (
            "3 xu4, 1 usba2, 3 lead",
            "barrel-short: 3 boards take a 5 V barrel plug; the power supplies",
        ),
        (
            "1 xu4, 1 twelve",
            (
                "volts-differ: 1 × TWELVE gives 12 V; 1 board takes 5 V through a barrel plug "
                "(1 × XU4), which 0 plugs of the build can give."
            ),
        ),
        (
            "2 xu4, 1 five, 1 twelve, 1 nineteen",
            "volts-differ: 1 × TWELVE; 1 × NINETEEN gives 12 or 19 V; 2 boards take 5 V",
        ),
        ("1 nuc, 1 five", "volts-differ: 1 × FIVE gives 5 V; 1 board takes 12 V"),
        # Of two plugs of 12 V one is taken by the board that they are for.
        ("1 nuc, 1 xu4, 1 twelve2", "volts-differ: 1 × TWELVE2 gives 12 V; 1 board takes 5 V"),
        ("1 nuc, 1 xu4, 1 twelve", "barrel-missing: 1 board takes a barrel plug of 5 V, but"),
    ],
)
def test_every_barrel_board_needs_a_plug_of_its_volts(build: str, expected: str) -> None:
    check(barrel_rules.every_board_finds_a_barrel_plug_of_its_volts, build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("1 mystery, 1 five", "? volts of barrel plugs. They are not known for MYSTERY."),
        ("1 xu4, 1 silent", "? volts of barrel plugs. They are not known for SILENT."),
        ("1 mystery, 1 usba, 1 lead", "? volts of barrel plugs. They are not known for MYSTERY."),
        (
            "1 xu4, 1 countless",
            "? barrel plugs. The type or number of plugs is not known for COUNTLESS.",
        ),
        ("1 xu4, 1 blank-hub", "? barrel plugs. The type or number of plugs is not known for"),
        ("1 xu4, 1 usba-vague, 1 lead", "? barrel plugs. The type or number of plugs is"),
        ("1 xu4, 1 x-charger", "? barrel plugs. The type or number of plugs is not known for"),
        (
            "1 xu4, 1 usba, 1 half",
            "? cables with barrel plugs. Their connectors are not known for HALF.",
        ),
        (
            "1 xu4, 1 usba, 1 blank-cable",
            "? cables with barrel plugs. Their connectors are not known",
        ),
        (
            "2 xu4, 1 five, 1 usba, 1 half",
            "? cables with barrel plugs. Their connectors are not known",
        ),
        ("1 nuc, 1 xu4, 1 twelve, 1 half", "? cables with barrel plugs. Their connectors are not"),
        # At 12 V no lead from USB helps, whatever it joins.
        ("2 nuc, 1 twelve, 1 half", "barrel-short: 2 boards take a 12 V barrel plug"),
    ],
)
def test_what_is_not_known_of_barrel_plugs_is_not_judged(build: str, expected: str) -> None:
    check(barrel_rules.every_board_finds_a_barrel_plug_of_its_volts, build, expected)


@pytest.mark.parametrize(
    ("build", "severity", "hint"),
    [
        (
            "2 xu4",
            Severity.WARNING,
            (
                "Add power supplies of the right voltage with a barrel plug, or USB-to-barrel "
                "cables, which give 5 V, unless you have them."
            ),
        ),
        (
            "1 nuc, 1 usba, 1 lead",
            Severity.WARNING,
            "Add power supplies of the right voltage with a barrel plug, unless you have them.",
        ),
        ("2 nuc, 1 twelve", Severity.ERROR, "Add power supplies of 12 V with 1 barrel plug."),
        (
            "3 xu4, 1 usba, 1 lead",
            Severity.WARNING,
            "Add 2 cables from USB to a barrel plug, unless you have them.",
        ),
        # All sockets have their leads: what is missing is another outlet.
        ("3 xu4, 1 usba2, 2 lead", Severity.ERROR, "Add power supplies of 5 V with 1 barrel plug."),
        ("1 xu4, 1 twelve", Severity.ERROR, "Do not plug it in. Choose power supplies of 5 V."),
    ],
)
def test_a_missing_plug_comes_with_what_to_do(build: str, severity: Severity, hint: str) -> None:
    (found,) = barrel_rules.every_board_finds_a_barrel_plug_of_its_volts(made(build))
    assert (found.severity, found.hint) == (severity, hint)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("7 pi3, 1 hub, 1 five, 1 lead", ""),
        ("2 xu4", ""),
        ("2 xu4, 1 usba, 2 patch", ""),
        (
            "2 xu4, 1 nuc, 1 five, 1 usba, 1 lead",
            (
                "? the size of barrel plugs. They differ in diameter and pin, which are not "
                "known for XU4; NUC; FIVE; LEAD."
            ),
        ),
        ("1 xu4, 1 usba, 1 lead", "? the size of barrel plugs."),
    ],
)
def test_the_size_of_barrel_plugs_is_not_checked_and_that_is_said_once(
    build: str, expected: str
) -> None:
    check(barrel_rules.the_size_of_barrel_plugs_is_said_to_be_unchecked, build, expected)
    assert sum("size of barrel" in each.message for each in judge(made(build))) == bool(expected)


# --- outlets, current, watts and leads, in sum ---------------------------------------------------


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("2 pi3, 2 xu4, 1 usba, 2 lead", ""),
        ("4 pi3, 2 xu4, 1 usba, 2 five, 2 lead", ""),
        ("2 xu4, 1 usba", ""),
        (
            "3 pi3, 2 xu4, 1 usba, 2 lead",
            "outlets-short: 4 outlets cannot power 5 boards.",
        ),
        ("4 pi3, 2 xu4, 1 usba, 1 five, 2 lead", "outlets-short: 4 outlets cannot power 5 boards."),
    ],
)
def test_boards_on_leads_take_usb_sockets(build: str, expected: str) -> None:
    check(plug_rules.charger_has_an_outlet_for_every_board, build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("1 xu4, 1 five", ""),
        ("1 nuc, 1 twelve", ""),
        ("1 xu4, 1 usba, 1 lead", ""),
        ("1 xu4, 1 weak, 1 usba, 1 lead", ""),
        # Supplies of other volts, and USB without a lead, are no choice.
        ("1 xu4, 1 weak, 1 twelve", "outlet-weak: 1 board needs a 4000 mA supply, but no"),
        ("1 xu4, 1 weak, 1 usba", "outlet-weak: 1 board needs a 4000 mA supply, but no"),
        ("1 xu4, 1 hub, 1 lead", "outlet-weak: 1 board needs a 4000 mA supply, but no"),
        ("1 xu4, 1 silent", ""),
    ],
)
def test_barrel_plugs_must_carry_the_current(build: str, expected: str) -> None:
    check(power_rules.outlets_carry_the_current, build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("1 xu4, 1 five", ()),
        ("1 nuc, 1 twelve", ()),
        ("1 nuc, 1 twelve, 1 xu4, 1 five, 2 pi3, 1 hub", ()),
        ("2 pi3, 2 xu4, 1 usba, 2 lead", ()),
        # Each of two ways may do: nobody says which board is where.
        ("2 xu4, 1 faint, 1 usba, 2 lead", ()),
        ("1 lite, 1 xu4, 1 faint, 1 usba, 1 lead", ()),
        ("1 xu4, 1 faint", ("watts-short: The boards draw up to 20 W; the chargers supply 10",)),
        ("1 xu4, 1 tight", ("watts-tight: The boards draw up to 20 W of the 22 W supplied",)),
        ("2 xu4, 1 hub, 1 faint", ("watts-short: The boards draw up to 40 W; the chargers",)),
        (
            "3 nuc, 2 twelve2, 4 xu4, 1 hub, 4 lead",
            ("watts-short: The boards draw up to 80 W; the chargers supply 60 W.",),
        ),
        # The supplies have watts to spare, but no board on USB can use them.
        (
            "10 pi3, 1 xu4, 1 hub, 2 five, 1 lead",
            ("watts-tight: The boards draw up to 50 W of the 60 W supplied",),
        ),
        # A lead that nobody knows may join a board to USB.
        ("2 xu4, 1 five, 1 x-cable", ()),
    ],
)
def test_barrel_supplies_need_the_watts(build: str, expected: tuple[str, ...]) -> None:
    check(power_rules.charger_has_the_watts, build, *expected)


def test_at_their_peak_barrel_boards_may_draw_more_than_their_supplies_give() -> None:
    check(
        power_rules.peaks_stay_within_the_watts,
        "1 xu4, 1 faint, 3 pi3, 1 hub",
        "watts-peak: Under full load the boards draw up to 20 W; the chargers supply 10 W",
        power_by="typical",
    )


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("2 xu4, 2 five", ""),
        ("2 pi3, 2 xu4, 1 usba, 2 lead, 2 microlead", ""),
        ("2 pi3, 2 xu4, 1 usba, 2 five, 2 microlead", ""),
        (
            "2 pi3, 2 xu4, 1 usba, 2 lead",
            "power-leads-short: 2 boards need a power cable from USB-A to micro-USB; the build",
        ),
    ],
)
def test_leads_to_barrel_plugs_are_not_those_of_other_boards(build: str, expected: str) -> None:
    check(plug_rules.every_board_has_a_power_lead, build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("1 coy, 1 five", "? watts under full load. They are not known for COY."),
        # What the supply gives is missed by the rule about watts.
        ("1 xu4, 1 mute", ""),
        ("1 xu4, 1 five", ""),
    ],
)
def test_a_peak_that_nobody_knows_is_not_judged(build: str, expected: str) -> None:
    check(power_rules.peaks_stay_within_the_watts, build, expected, power_by="typical")


# --- in the wiring -------------------------------------------------------------------------------


def wired(build: str, *wires: str) -> Plan:
    """Return a plan wired by words such as `xu4#1 five#1 1 barrel`; USB unless it says so."""
    made_of = []
    for wire in wires:
        device, unit, port, *barrel = wire.split()
        kind = PortKind.BARREL_POWER if barrel else PortKind.USB_POWER
        made_of.append(
            Wire(device=device, device_port=1, unit=unit, unit_port=int(port), kind=kind)
        )
    return made(build, wiring=tuple(made_of))


@pytest.mark.parametrize(
    ("build", "wires", "expected"),
    [
        ("1 xu4, 1 five", ["xu4#1 five#1 1 barrel"], ""),
        ("1 xu4, 1 five1", ["xu4#1 five1#1 1 barrel"], ""),
        ("1 nuc, 1 twelve", ["nuc#1 twelve#1 1 barrel"], ""),
        ("1 xu4, 1 usba, 1 lead", ["xu4#1 usba#1 1"], ""),
        ("1 pi4, 1 usbc4", ["pi4#1 usbc4#1 1"], ""),
        (
            "1 usb12, 1 usbc4",
            ["usb12#1 usbc4#1 1"],
            "not-checked: Not checked: the volts of usbc4#1. They are not known for USBC4.",
        ),
        (
            "1 usbsome, 1 usbc4",
            ["usbsome#1 usbc4#1 1"],
            "not-checked: Not checked: the volts of usbc4#1. They are not known for USBSOME.",
        ),
        (
            "1 usb12, 1 usba",
            ["usb12#1 usba#1 1"],
            "unit-volts-differ: usba#1 gives 5 V; USB12 on it takes 12 V.",
        ),
        (
            "1 pi3, 1 twelve",
            ["pi3#1 twelve#1 1 barrel"],
            "unit-volts-differ: twelve#1 gives 12 V; PI3 on it takes 5 V.",
        ),
        ("1 xu4, 1 hat", ["xu4#1 hat#1 1"], ""),
        ("1 xu4, 1 silent", ["xu4#1 silent#1 1 barrel"], ""),
        ("1 mystery, 1 twelve", ["mystery#1 twelve#1 1 barrel"], ""),
        ("1 xu4, 1 blank-hub", ["xu4#1 blank-hub#1 1"], ""),
        (
            "1 xu4, 1 twelve",
            ["xu4#1 twelve#1 1 barrel"],
            "unit-volts-differ: twelve#1 gives 12 V; XU4 on it takes 5 V.",
        ),
        (
            "1 nuc, 1 usba, 1 lead",
            ["nuc#1 usba#1 1"],
            "unit-volts-differ: usba#1 gives 5 V; NUC on it takes 12 V.",
        ),
        (
            "2 xu4, 1 usba, 1 lead, 1 five",
            ["xu4#1 usba#1 1", "xu4#2 usba#1 2"],
            (
                "unit-lead-missing: 2 boards are wired from USB-A to a barrel plug; the build "
                "has 1 cable of that kind."
            ),
        ),
        ("1 xu4, 1 usbc4, 1 lead", ["xu4#1 usbc4#1 1"], "unit-lead-missing: 1 board is wired from"),
    ],
)
def test_a_barrel_plug_in_use_gives_the_volts_of_its_board(
    build: str, wires: list[str], expected: str
) -> None:
    check_wired = barrel_rules.every_plug_in_use_gives_its_volts
    found = [f"{each.code}: {each.message}" for each in check_wired(wired(build, *wires))]
    assert len(found) == bool(expected)
    assert all(each.startswith(expected) for each in found)


@pytest.mark.parametrize(
    ("build", "wire", "code"),
    [
        ("1 pi3, 1 five", "pi3#1 five#1 1 barrel", "plug-wrong"),
        ("1 lite, 1 micro1", "lite#1 micro1#1 1", "plug-wrong"),
        ("1 xu4, 1 weak", "xu4#1 weak#1 1 barrel", "unit-outlet-weak"),
        ("1 xu4, 1 faint", "xu4#1 faint#1 1 barrel", "unit-watts-short"),
        ("1 xu4, 1 five", "xu4#1 five#1 2 barrel", "port-missing"),
        ("1 xu4, 1 five", "xu4#1 five#1 1", "port-missing"),
        ("1 xu4, 1 usba, 1 lead", "xu4#1 usba#1 1 barrel", "port-missing"),
        ("2 xu4, 2 five", "xu4#1 five#1 1 barrel", "not-plugged-in"),
        ("1 xu4, 1 five", "xu4#1 five#1 1 barrel", ""),
        ("1 xu4, 1 usba, 1 lead", "xu4#1 usba#1 1", ""),
        # How many outlets there are, or which plug fits, nobody says.
        ("1 pi3, 1 usba-vague", "pi3#1 usba-vague#1 3", "not-checked"),
        ("1 plugless, 1 micro1", "plugless#1 micro1#1 1", "not-checked"),
    ],
)
def test_the_rules_about_units_hold_for_barrel_plugs_too(build: str, wire: str, code: str) -> None:
    node = wire.split(maxsplit=1)[0]
    more = {"unit": "switch8#1", "device": node, "device_port": 1, "unit_port": 1}
    plugged = wired(f"{build}, 1 switch8, 8 patch", wire)
    lead = Wire(kind=PortKind.ETHERNET, **more)  # type: ignore[arg-type]
    build_of = plugged.build.model_copy(update={"wiring": (*plugged.build.wiring, lead)})
    found = {
        each.code
        for rule in (
            wiring_rules.every_outlet_fits_its_board,
            wiring_rules.every_charger_unit_has_the_watts,
            wiring_rules.every_wire_ends_in_a_port_of_its_own,
            wiring_rules.every_node_is_plugged_in,
        )
        for each in rule(plugged.model_copy(update={"build": build_of}))
    }
    assert found == ({code} if code else set())


def test_a_good_build_on_barrel_plugs_is_only_told_of_their_size() -> None:
    build = "2 xu4, 2 sd16, 2 five, 1 giga8, 3 patch"
    assert codes(judge(made(build))) == ["not-checked", "single-switch", "bus-shared"]
