"""Power over the network in sum: ports, watts switch by switch, and what modules give."""

import re

import pytest

from planner.engine.planning.capacity import capacity
from planner.engine.rules import _poe as poe_rules
from planner.engine.rules import judge
from tests.engine.samples import PARTS, PI_3B, PI_4B, codes, part, plan

HAT = {"kind": "hat", "fits": "PI4, PI5", "poe_class_w": "15.4", "output_ma": 2500}
MORE = (
    *PARTS,
    part("pi5", "board", **PI_4B | {"power_max_w": "12.7"}),
    part("hungry", "board", **PI_4B | {"power_max_w": "25"}),
    part("vague", "board", **PI_4B | {"power_max_w": None}),
    part("voltless", "board", **PI_4B | {"supply_v": None}),
    part("twelve", "board", **PI_4B | {"supply_v": "12"}),
    part("bare", "board", **PI_3B | {"power_connector": "PoE"}),
    part("nvme8", "storage", slot="NVMe", power_max_w="8"),
    part("hat", "poe", **HAT),
    part("plushat", "poe", **HAT | {"output_ma": 5000, "poe_class_w": "30"}),
    part("weakhat", "poe", **HAT | {"output_ma": 1000}),
    part("mutehat", "poe", **HAT | {"output_ma": None}),
    part("usbc", "poe", **HAT | {"kind": "splitter", "fits": "USB-C boards"}),
    part("unsaid", "poe", **HAT | {"kind": "splitter", "fits": ""}),
    part("unclassed", "poe", kind="hat", fits="PI4"),
    part("thing", "poe", poe_class_w="15.4"),
    part("poe65", "switch", ports=8, speed_mbps=1000, poe_ports=8, poe_budget_w="65",
         poe_port_max_w="30"),
)  # fmt: skip


def check(rule: str, build: str, expected: str, **facts: str) -> None:
    """Expect one finding that starts like this, or none; `? ` stands for a rule not checked."""
    expected = re.sub(r"^\? ", "not-checked: Not checked: ", expected)
    made = plan(*build.split(", "), parts=MORE, **facts)
    found = [f"{each.code}: {each.message}" for each in getattr(poe_rules, rule)(made)]
    assert len(found) == bool(expected), found
    assert all(each.startswith(expected) for each in found), found


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        # A switch sets aside 15.4 W for each, whatever the boards draw: 65 W hold four of them.
        ("4 pi4, 4 hat, 1 poe65", ""),
        ("5 pi4, 5 hat, 1 poe65", "poe-watts-short: The PoE modules need 77 W; the switch del"),
        ("12 pi4, 12 hat, 3 poe65", ""),
        # 325 W are enough for 21 modules of 15.4 W, but each switch of 65 W holds 4.
        (
            "21 pi4, 21 hat, 5 poe65",
            "poe-uneven: The switches deliver 325 W in total for 323.4 W, but no way was found",
        ),
        ("9 bare, 1 poe65", "poe-short: 9 boards on PoE, but 8 powered ports."),
        ("8 pi4, 8 hat, 1 bare, 1 poe65", "poe-short: 8 PoE modules and 1 board on PoE, but 8"),
        ("1 bare, 1 poe65", "? PoE watts. The PoE class is not known for BARE."),
        ("1 pi4, 1 thing, 1 poe65", "? PoE. Whether it is a HAT, a splitter or an injector is no"),
    ],
)
def test_a_switch_sets_aside_the_watts_of_a_class(build: str, expected: str) -> None:
    check("poe_ports_and_watts_suffice", build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("4 pi4, 4 hat", ""),
        ("4 pi4", ""),
        ("4 hat", ""),
        # 5 W are 981 mA at 5.1 V, 12.7 W are 2,491.
        ("4 pi4, 4 weakhat", ""),
        (
            "4 pi5, 4 weakhat",
            (
                "modules-weak: 4 boards need 2491 mA (peak draw) from a PoE module; 0 modules "
                "supply that much (WEAKHAT 1000 mA)."
            ),
        ),
        # Of two boards with one module it may be the one that draws less.
        ("1 pi4, 1 hungry, 1 hat", ""),
        (
            "1 pi4, 1 hungry, 2 hat",
            "modules-weak: 1 board needs 4902 mA (peak draw) from a PoE modul",
        ),
        ("1 pi4, 1 hungry, 1 hat, 1 plushat", ""),
        # What hangs on a board draws its power through the module, too.
        (
            "1 pi5, 1 nvme8, 1 hat",
            "modules-weak: 1 board needs 4059 mA (peak draw) from a PoE module",
        ),
        ("4 pi4, 4 mutehat", "? output of PoE modules. The mA are not known for MUTEHAT."),
        ("4 vague, 4 hat", "? output of PoE modules. The mA are not known for VAGUE."),
    ],
)
def test_a_module_gives_its_board_what_it_draws(build: str, expected: str) -> None:
    check("modules_give_what_the_boards_draw", build, expected)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("2 pi4, 2 usbc", ""),
        ("2 twelve, 2 hat", ""),
        ("2 twelve, 2 usbc", "? plugs and volts of PoE splitters. They are not known for USBC; TW"),
        ("2 voltless, 2 usbc", "? plugs and volts of PoE splitters. They are not known for USBC;"),
        ("2 pi4, 2 unsaid", "? plugs and volts of PoE splitters. They are not known for UNSAID; "),
        # Another splitter, or a HAT, may power the board.
        ("2 pi4, 2 unsaid, 2 usbc", ""),
        ("2 twelve, 2 hat, 2 usbc", ""),
        # To a micro-USB board it does not fit, which another rule says.
        ("2 pi3, 2 usbc", ""),
    ],
)
def test_the_volts_of_a_splitter_are_those_of_usb_or_not_known(build: str, expected: str) -> None:
    check("the_volts_of_splitters_are_said_to_be_unchecked", build, expected)


def test_a_splitter_with_another_plug_leaves_its_board_without_power() -> None:
    found = codes(judge(plan("4 pi3", "4 usbc", "1 poe65", parts=MORE)))
    assert {"hat-misfit", "charger-missing"} <= set(found)


def test_boards_that_splitters_power_need_no_charger() -> None:
    found = codes(judge(plan("4 pi4", "4 usbc", "1 poe65", parts=MORE)))
    assert not {"charger-missing", "hat-misfit", "power-leads-short"} & set(found)


@pytest.mark.parametrize(
    ("build", "asked", "budget"),
    [
        ("4 pi4, 4 hat, 2 poe65, 1 switch8", "61.6", "? not known for SWITCH8"),
        ("4 pi4, 4 hat, 2 poe65", "61.6", "130"),
        ("4 pi4, 4 hat, 4 unclassed, 2 poe65", "? not known for UNCLASSED", "130"),
        (
            "4 pi4, 1 hub",
            "? nothing is powered over the network",
            "? nothing is powered over the network",
        ),
    ],
)
def test_what_modules_ask_and_switches_deliver_is_summed_up(
    build: str, asked: str, budget: str
) -> None:
    found = capacity(plan(*build.split(", "), parts=MORE))
    told = [
        f"? {figure.note}" if figure.value is None else f"{figure.value:f}"
        for figure in (found.poe_asked_w, found.poe_budget_w)
    ]
    assert told == [asked, budget]
