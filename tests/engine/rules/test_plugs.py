"""USB outlets in sum: volts, plugs and leads at both ends, and what nobody knows of them."""

import re
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.rules import _plugs as plug_rules
from planner.engine.rules import judge
from planner.model.findings import Severity
from planner.model.outlet_kinds import kinds_of
from planner.model.parts import Board, Cable, PoeModule
from planner.model.plan import Plan
from planner.model.plugs import joins, powers
from planner.model.volts import exactly
from tests.engine.samples import PARTS, PI_4B, part, plan

BOARD_12V: dict[str, Any] = PI_4B | {"supply_v": "12", "supply_ma": 2500, "power_max_w": "25"}


def outlet(number: str, connector: str | None, ports: int | None, **facts: Any) -> Any:
    usual = {"supply_w": "120", "port_max_ma": 5000}
    return part(number, "charger", connector=connector, ports=ports, **(usual | facts))


def lead(number: str, start: str, end: str, **facts: Any) -> Any:
    return part(number, "cable", carries="power", from_connector=start, to_connector=end, **facts)


MORE = (
    *PARTS,
    part("twelve", "board", **BOARD_12V),
    part("twenty", "board", **BOARD_12V | {"supply_v": "20"}),
    part("vague", "board", **PI_4B | {"supply_v": None}),
    part("plugless", "board", **PI_4B | {"power_connector": None}),
    part("tower", "board", **PI_4B | {"power_connector": "ATX"}),
    part("dongle", "board", **PI_4B | {"power_connector": "USB-A"}),
    part("mac", "board", **PI_4B | {"power_connector": "mains"}),
    part("hat", "poe", kind="hat", fits="PI4, PLUGLESS", poe_class_w="15.4", output_ma=2500),
    outlet("a6", "USB-A", 6, supply_v="5"),
    outlet("a6silent", "USB-A", 6),
    outlet("c6", "USB-C", 6, supply_v="5"),
    outlet("c6pd", "USB-C", 6),
    outlet("c1", "USB-C", 1, supply_v="5.1"),
    outlet("c12", "USB-C", 1, supply_v="12"),
    outlet("c20", "USB-C", 1, supply_v="20"),
    outlet("micro1", "micro-USB", 1, supply_v="5.1"),
    outlet("plugged", None, 4),
    outlet("barrel1", "barrel", 1),
    outlet("pico", "ATX", 1),
    outlet("pico-countless", "ATX", None),
    outlet("countless", "USB-A", None, supply_v="5"),
    lead("a-c", "USB-A", "USB-C"),
    lead("c-c", "USB-C", "USB-C"),
    lead("a-micro", "USB-A", "micro-USB"),
    lead("c-micro", "USB-C", "micro-USB"),
    lead("any-c", "", "USB-C"),
    lead("any-micro", "", "micro-USB"),
    part("sata", "cable", carries="data", from_connector="USB-A", to_connector="SATA"),
    part("dunno", "cable"),
)
RULES = {
    "plugs": plug_rules.charger_has_an_outlet_for_every_board,
    "volts": plug_rules.usb_outlets_give_the_volts,
    "leads": plug_rules.every_board_has_a_power_lead,
    "known": plug_rules.every_power_plug_is_known,
    "atx": plug_rules.every_atx_board_has_a_supply,
}


def made(build: str, **facts: Any) -> Plan:
    return plan(*build.split(", "), parts=MORE, **facts)


def check(rule: str, build: str, *expected: str) -> None:
    """Expect these findings, each as it starts; `? ` stands for a rule not checked."""
    wanted = [re.sub(r"^\? ", "not-checked: Not checked: ", each) for each in expected if each]
    found = [f"{each.code}: {each.message}" for each in RULES[rule](made(build))]
    assert len(found) == len(wanted), found
    for said, start in zip(found, wanted, strict=True):
        assert said.startswith(start), said


# --- volts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("4 pi4, 1 a6", ""),
        ("4 pi3, 1 a6silent", ""),
        # USB-C gives 5 V to whoever asks for nothing else.
        ("4 pi4, 1 c6pd", ""),
        ("1 twelve, 1 c12", ""),
        ("1 twelve, 1 pi4, 1 c12, 1 c1", ""),
        ("1 twelve", ""),
        (
            "1 twenty, 1 a6",
            (
                "volts-differ: 1 × A6 gives 5 V; 1 board takes 20 V (1 × TWENTY), which 0 outlets "
                "of the build can give."
            ),
        ),
        ("1 twelve, 1 a6silent", "volts-differ: 1 × A6SILENT gives 5 V; 1 board takes 12 V"),
        ("1 twelve, 1 c6", "volts-differ: 1 × C6 gives 5 V; 1 board takes 12 V (1 × TWELVE)"),
        ("1 twelve, 1 c1", "volts-differ: 1 × C1 gives 5 V; 1 board takes 12 V (1 × TWELVE)"),
        ("1 twelve, 1 c20", "volts-differ: 1 × C20 gives 20 V; 1 board takes 12 V"),
        ("2 pi4, 2 c12", "volts-differ: 2 × C12 give 12 V; 2 boards take 5 V (2 × PI4), which 0"),
        (
            "2 twelve, 1 c12, 1 c1",
            (
                "volts-differ: 1 × C1 gives 5 V; 2 boards take 12 V (2 × TWELVE), which 1 outlet "
                "of the build can give."
            ),
        ),
        # The plug fits one charger and the volts are the other's.
        ("1 pi4, 1 micro1, 1 c20", "volts-differ: 1 × C20 gives 20 V; 1 board takes 5 V"),
        ("1 twelve, 1 twenty, 2 a6", "volts-differ: 2 × A6 give 5 V; 2 boards take 12 or 20 V"),
    ],
)
def test_an_outlet_gives_the_volts_of_its_board(build: str, expected: str) -> None:
    check("volts", build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("1 twenty, 1 c6pd", "? volts. They are not known for C6PD."),
        ("1 vague, 1 a6", "? volts. They are not known for VAGUE."),
        ("1 vague, 1 c6pd", "? volts. They are not known for VAGUE."),
        ("1 vague, 1 twelve, 1 c6pd", "? volts. They are not known for VAGUE; C6PD."),
        # Where there is no charger, or none whose plug is known, another rule says so.
        ("1 vague", ""),
        ("1 pi4, 1 plugged", ""),
    ],
)
def test_volts_that_nobody_knows_are_not_judged(build: str, expected: str) -> None:
    check("volts", build, expected)


def test_too_many_volts_destroy_a_board_and_too_few_do_not_run_it() -> None:
    hints = [
        next(each.hint for each in RULES["volts"](made(build)))
        for build in ("1 pi4, 1 c12", "1 twelve, 1 a6")
    ]
    assert hints == [
        (
            "Do not plug it in: too high a voltage destroys a board. Choose a charger that "
            "supplies 5 V."
        ),
        "It does not run on a lower voltage. Choose a charger that supplies 12 V.",
    ]


def test_watts_are_summed_up_over_chargers_that_give_the_volts() -> None:
    """What a charger of other volts supplies is of no use; that it is one is said once."""
    codes = [each.code for each in judge(made("6 pi4, 6 twelve, 6 c1, 6 c12"))]
    assert "watts-short" not in codes
    alone = [each.code for each in judge(made("1 twelve, 1 a6"))]
    assert ("volts-differ" in alone, "watts-short" in alone) == (True, False)


# --- plugs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("4 pi4, 4 c1", ""),
        ("4 pi3, 4 micro1", ""),
        ("2 pi3, 2 pi4, 2 micro1, 2 c1", ""),
        ("2 pi3, 2 pi4, 1 a6", ""),
        ("4 pi3, 4 c1", "plugs-differ: 4 boards take micro-USB, but 4 outlets are USB-C plugs."),
        ("1 pi4, 1 micro1", "plugs-differ: 1 board takes USB-C, but 1 outlet is a micro-USB plug."),
        # The socket serves one of the two, whichever it is.
        ("8 pi3, 1 a6, 2 c1", "plugs-differ: 8 boards take micro-USB, but 2 outlets are USB-C"),
        ("1 pi3, 1 plugged", "? charger outlets. Their number and type are not known for PLUG"),
        ("1 pi3, 1 countless", "? charger outlets. Their number and type are not known for"),
        # What is not known is not needed.
        ("1 pi3, 1 countless, 1 micro1", ""),
    ],
)
def test_a_plug_on_a_fixed_lead_is_that_of_its_board(build: str, expected: str) -> None:
    check("plugs", build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("4 pi4", ""),
        ("4 mac", ""),
        ("4 plugless, 1 hub", "? power plugs. The power plug is"),
        ("4 plugless", "? power plugs. The power plug is not kno"),
        # A HAT powers a board whatever its plug is.
        ("4 plugless, 4 hat", ""),
        ("4 plugless, 3 hat", "? power plugs."),
        (
            "1 dongle, 1 a6",
            "? power plugs. It is not known which outlet takes a USB-A plug for DONG",
        ),
    ],
)
def test_a_plug_that_nobody_knows_is_not_taken_for_none(build: str, expected: str) -> None:
    check("known", build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("2 tower, 2 pico", ""),
        ("2 pi4, 1 a6", ""),
        (
            "2 tower, 1 pico, 4 c1",
            (
                "atx-missing: 2 boards take an ATX plug (2 × TOWER); the power supplies of the "
                "build have 1."
            ),
        ),
        (
            "1 tower",
            "atx-missing: 1 board takes an ATX plug (1 × TOWER); the power supplies of the",
        ),
        ("1 tower, 1 pico-countless", "? ATX supplies. The type or number of plugs is not"),
        ("1 tower, 1 plugged", "? ATX supplies. The type or number of plugs is not known"),
    ],
)
def test_a_board_with_an_atx_plug_runs_on_an_atx_supply(build: str, expected: str) -> None:
    check("atx", build, expected)


# --- leads ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("4 pi4, 1 a6, 4 a-c", ""),
        ("4 pi4, 1 c6, 4 c-c", ""),
        ("4 pi4, 4 c1", ""),
        ("2 pi3, 2 pi4, 1 a6, 2 a-c, 2 a-micro", ""),
        ("2 pi3, 2 pi4, 1 a6, 1 c6, 2 a-c, 2 c-micro", ""),
        ("3 pi4, 2 c1, 1 a6, 1 a-c", ""),
        ("4 pi4", ""),
        (
            "4 pi4, 1 a6, 4 a-micro",
            (
                "power-leads-short: 4 boards need a power cable from USB-A to USB-C; the build "
                "has 0. 4 × A-MICRO: wrong type."
            ),
        ),
        (
            "4 pi4, 1 c6, 4 a-c",
            "power-leads-short: 4 boards need a power cable from USB-C to USB-C",
        ),
        (
            "4 pi4, 1 a6, 3 a-c",
            "power-leads-short: 4 boards need a power cable from USB-A to USB-C; the build has 3.",
        ),
        (
            "3 pi4, 1 c1, 1 a6, 1 a-c",
            "power-leads-short: 2 boards need a power cable from USB-A to USB-C; the build has 1.",
        ),
        (
            "1 pi4, 1 a6, 1 c6",
            "power-leads-short: 1 board needs a power cable from USB-A or USB-C to USB-C; the",
        ),
        ("1 pi4, 1 a6, 1 sata", "power-leads-short: 1 board needs a power cable from USB-A to USB"),
        # A lead counts once, and for the boards whose plug it has.
        (
            "2 pi3, 2 pi4, 1 a6, 4 a-c",
            "power-leads-short: 2 boards need a power cable from USB-A to",
        ),
        (
            "4 pi4, 1 a6, 4 any-c",
            "? power cables. Their connectors and what they carry are not known for ANY-C",
        ),
        (
            "4 pi4, 1 a6, 4 dunno",
            "? power cables. Their connectors and what they carry are not known for DUNNO",
        ),
        ("4 pi4, 1 a6, 4 a-c, 9 dunno", ""),
        ("4 pi4, 1 a6, 4 any-micro", "power-leads-short: 4 boards need a power cable from USB-A t"),
        # A charger whose outlets nobody knows may bring its leads.
        ("4 pi4, 1 plugged", ""),
    ],
)
def test_a_lead_reaches_from_a_socket_to_the_plug_of_a_board(build: str, expected: str) -> None:
    check("leads", build, expected)


def test_leads_are_missed_by_the_plug_that_they_are_missing_for() -> None:
    check(
        "leads",
        "2 pi3, 3 pi4, 1 a6, 1 a-c, 1 a-micro",
        "power-leads-short: 3 boards need a power cable from USB-A to USB-C; the build has 1.",
        "power-leads-short: 2 boards need a power cable from USB-A to micro-USB; the build has 1.",
    )


def test_a_missing_lead_comes_with_which_to_add() -> None:
    (found,) = RULES["leads"](made("4 pi4, 1 a6, 3 a-c"))
    assert found.severity is Severity.WARNING
    assert found.hint == "Add 1 cable from USB-A to USB-C, unless you have them."


# --- one plug, one charger, one lead -------------------------------------------------------------


def facts_of(number: str) -> Any:
    return next(each for each in MORE if each.part_number == number)


@pytest.mark.parametrize(
    ("charger", "volts", "given"),
    [
        ("a6", "5.1", True),
        ("a6", "12", False),
        ("a6silent", "20", False),
        ("c6pd", "5", True),
        ("c6pd", "9", None),
        ("c6", "9", False),
        ("c12", "12", True),
        ("c12", "5", False),
        ("plugged", "5", None),
        ("a6", None, None),
    ],
)
def test_volts_are_given_or_not_or_not_known(
    charger: str, volts: str | None, given: bool | None
) -> None:
    (kind,) = kinds_of(facts_of(charger))
    assert kind.gives_volts(None if volts is None else exactly(Decimal(volts))) is given


def test_a_barrel_supply_that_does_not_state_its_volts_may_give_any() -> None:
    (kind,) = kinds_of(facts_of("barrel1"))
    assert kind.gives_volts(exactly(Decimal(12))) is None


def test_a_plug_fits_or_takes_a_lead() -> None:
    fits = {
        (number, plug): kinds_of(facts_of(number))[0].fits_plug(plug)
        for number in ("micro1", "a6", "plugged")
        for plug in ("micro-USB", "USB-C")
    }
    assert list(fits.values()) == [True, False, True, True, None, None]


def test_a_lead_joins_two_ends_as_far_as_they_are_known() -> None:
    def ends(number: str) -> list[bool | None]:
        cable: Cable = facts_of(number)
        return [joins(cable, "USB-A", "USB-C"), joins(cable, "USB-C", "micro-USB")]

    assert ends("a-c") == [True, False]
    assert ends("any-c") == [None, False]
    assert ends("dunno") == [None, None]
    assert ends("sata") == [False, False]


@pytest.mark.parametrize(
    ("board", "fits", "can"),
    [
        ("pi4", "USB-C boards", True),
        ("pi4", "Type C", True),
        ("pi3", "Micro USB", True),
        ("pi4", "micro-USB boards", False),
        ("pi3", "USB-C boards", False),
        ("pi4", "", None),
        # Splitters do not state their volts: 5 V are those of USB.
        ("twelve", "USB-C boards", None),
        ("vague", "USB-C boards", None),
        ("plugless", "USB-C boards", None),
    ],
)
def test_a_splitter_powers_a_board_by_its_plug_and_five_volts(
    board: str, fits: str, can: bool | None
) -> None:
    module: PoeModule = part("s", "poe", kind="splitter", fits=fits)  # type: ignore[assignment]
    assert powers(module, facts_of(board)) is can


def test_a_board_states_its_volts_as_more_than_none() -> None:
    with pytest.raises(ValueError, match="greater than 0"):
        part("zero", "board", power_connector="USB-C", supply_v="0")
    assert isinstance(facts_of("pi4"), Board)
