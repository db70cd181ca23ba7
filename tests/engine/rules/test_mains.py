"""Plugs for the mains against power strips, chargers that nodes share, and lesser supplies."""

from typing import Any

import pytest
from pydantic import ValidationError

from planner.engine.rules import judge
from tests.engine.samples import PARTS, PI_4B, part, plan

PI5: dict[str, Any] = PI_4B | {"supply_ma": 5000, "power_max_w": "12"}
LESS = {
    "least_supply_ma": 3000,
    "least_supply_limit": "its USB ports supply 600 mA",
    "least_supply_source": "https://example.org/supplies",
}
MORE = (
    *PARTS,
    part("pi5", "board", **PI5 | LESS),
    part("strict", "board", **PI5),
    part("mini", "board", **PI_4B | {"includes": "power supply"}),
    part("psu3", "charger", outlets="1 x USB-C 5V 3A", supply_w="15"),
    part("psu5", "charger", outlets="1 x USB-C 5V 5A", supply_w="25"),
    part("psu2", "charger", outlets="1 x USB-C 5V 2A", supply_w="10"),
    part("gan", "charger", outlets="4 x USB-C 5V 3A, 20V 5A", supply_w="200"),
    part("a10", "charger", outlets="10 x USB-A 5V 2.4A", supply_w="120"),
    part("pico", "charger", outlets="1 x ATX", supply_w="150", requires="power supply"),
    part("strip4", "other", kind="power strip", mains_sockets=4),
    part("pdu", "other", kind="PDU"),
    part("router", "other", kind="router"),
    part("injector", "poe", kind="injector", poe_class_w="30"),
    part("carrier", "carrier", slots=4, includes="power supply"),
    part("fed", "switch", interfaces="4 x 1G RJ45; 1 x 1G RJ45 PoE-in at"),
    part("fed-or-brick", "switch", interfaces="4 x 1G RJ45; 1 x 1G RJ45 PoE-in at",
         includes="power supply"),
)  # fmt: skip


def said(build: str, about: str) -> list[str]:
    made = plan(*build.split(", "), parts=MORE)
    found = (f"{each.severity}: {each.code}: {each.message} {each.hint}" for each in judge(made))
    return [each for each in found if about in each]


# --- sockets of power strips ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "plugs"),
    [
        ("5 mini, 1 strip4", "5 plugs for the mains (5 boards with their own supply)"),
        ("2 mini, 2 switch8, 1 router, 1 strip4", "2 switches, 2 boards with their own supply, 1"),
        ("4 pi5, 4 psu5, 1 switch8, 1 strip4", "5 plugs for the mains (4 chargers, 1 switch)"),
        ("4 mini, 1 injector, 1 strip4", "1 PoE injector"),
        ("4 mini, 1 carrier, 1 strip4", "1 carrier with its own supply"),
        ("4 mini, 1 fed-or-brick, 1 strip4", "1 switch, 4 boards"),
    ],
)
def test_more_plugs_than_sockets_of_the_strips_are_told(build: str, plugs: str) -> None:
    (found,) = said(build, "strip-sockets-short")

    assert found.startswith("warning: ")
    assert plugs in found
    assert "but the power strips have 4 sockets" in found


@pytest.mark.parametrize(
    "build",
    [
        "4 mini, 1 strip4",
        "8 mini, 2 strip4",
        "8 mini",
        "4 mini, 1 pico, 1 strip4",
        "3 mini, 1 fed, 1 strip4",
    ],
)
def test_enough_sockets_or_no_strip_at_all_is_no_finding(build: str) -> None:
    assert said(build, "strip") == []


def test_what_nobody_knows_of_sockets_is_not_checked() -> None:
    assert "for PDU." in said("5 mini, 1 pdu", "sockets of power strips")[0]
    told = said("4 mini, 1 fed, 1 strip4", "of power strips")[0]
    assert "a network cable powers them for FED." in told


def test_with_power_strips_nobody_is_told_to_plan_them() -> None:
    assert len(said("12 mini", "wall-sockets")) == 1
    assert said("12 mini, 3 strip4", "wall-sockets") == []


# --- shared chargers -----------------------------------------------------------------------------


def test_nodes_on_one_usb_c_charger_are_told_to_restart_together() -> None:
    (found,) = said("4 pi5, 1 gan", "charger-shared")

    assert found.startswith("note: ")
    assert "the nodes restart" in found


@pytest.mark.parametrize(
    "build", ["4 pi5, 4 psu5", "1 pi5, 1 gan", "4 pi4, 1 a10", "4 mini, 1 gan"]
)
def test_what_is_not_shared_or_does_not_negotiate_is_not_told(build: str) -> None:
    assert said(build, "charger-shared") == []


# --- lesser supplies -----------------------------------------------------------------------------


def test_a_board_that_runs_on_less_with_a_limit_says_which() -> None:
    (found,) = said("2 pi5, 2 psu3", "outlet-")

    assert found.startswith("warning: outlet-limits: 2 boards need a 5000 mA supply at 5 V")
    assert "PI5: its USB ports supply 600 mA (https://example.org/supplies)" in found
    assert "No standard USB Power Delivery profile supplies more than 3 A at 5 V" in found


def test_on_the_recommended_supply_nothing_is_limited() -> None:
    assert said("2 pi5, 2 psu5", "outlet-") == []


def test_below_the_least_supply_a_board_may_brown_out() -> None:
    assert "outlet-weak" in said("2 pi5, 2 psu2", "outlet-")[0]
    assert "outlet-weak" in said("2 strict, 2 psu3", "outlet-")[0]
    assert "outlet-weak" in said("1 pi5, 1 strict, 2 psu3", "outlet-")[0]


def test_at_other_volts_nothing_is_said_of_what_5_v_gives() -> None:
    twenty = part("twenty", "board", **PI5 | LESS | {"supply_v": "20", "power_max_w": "30"})
    low = part("low", "charger", outlets="1 x USB-C 20V 3A", supply_w="60")
    made = plan("1 twenty", "1 low", parts=(*MORE, twenty, low))
    (found,) = (each for each in judge(made) if each.code == "outlet-limits")

    assert "No standard profile" not in found.hint


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"least_supply_ma": 3000}, "needs its limit and its source"),
        ({**LESS, "least_supply_ma": 6000}, "is more than supply_ma recommends"),
    ],
)
def test_a_lesser_supply_is_somebodys_word_and_less(facts: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        part("x", "board", **PI5 | facts)


# --- inlets and cables of the mains ------------------------------------------------------------

INLETS = (
    *MORE,
    part("two-inlets", "switch", ports=8, speed_mbps=1000, power_ports="2 x C14"),
    part("one-of-two", "switch", ports=8, speed_mbps=1000, power_ports="1 of 2 x C14",
         includes="network cable"),
    part("cabled", "switch", ports=8, speed_mbps=1000, power_ports="1 x C14",
         includes="power cable"),
    part("cableless", "switch", ports=8, speed_mbps=1000, power_ports="2 x C14",
         includes="network cable"),
    part("either", "switch", ports=8, speed_mbps=1000, power_ports="1 x C14/C20",
         includes="network cable"),
    part("low", "switch", ports=8, speed_mbps=1000, power_ports="1 x dc-terminal"),
    part("patch", "cable", carries="ethernet", from_connector="RJ45", to_connector="RJ45"),
    part("c13", "cable", carries="power", from_connector="ita-g", to_connector="C13"),
    part("c19", "cable", carries="power", from_connector="C20", to_connector="c19"),
    part("c13-strip", "other", kind="PDU", power_outlets="8 x C13"),
    part("mixed-strip", "other", kind="PDU", power_outlets="4 x C13; 2 x ita-g; 2 x usb-a"),
)  # fmt: skip


def judged(build: str, about: str) -> list[str]:
    made = plan(*build.split(", "), parts=INLETS)
    found = (f"{each.code}: {each.message} {each.hint}" for each in judge(made))
    return [each for each in found if about in each]


@pytest.mark.parametrize(
    ("build", "says"),
    [
        ("2 mini, 1 cabled", ""),
        ("2 mini, 1 low", ""),
        ("2 mini, 1 cableless, 2 c13, 2 patch", ""),
        ("2 mini, 1 cableless, 2 c13", ""),
        ("2 mini, 1 either, 1 c19", ""),
        (
            "2 mini, 2 cableless, 3 c13",
            "mains-leads-short: 4 inlets take a mains cable that ends in C13 (2 × CABLELESS); the",
        ),
        (
            "2 mini, 1 cableless, 1 either, 1 c13",
            "mains-leads-short: 2 inlets take a mains cable that ends in C13 (1 × CABLELESS); the",
        ),
        ("2 mini, 1 two-inlets", "not-checked: Not checked: mains cables. Whether they come in"),
        ("2 mini, 1 one-of-two, 1 c13", ""),
        ("2 mini, 1 one-of-two", "mains-leads-short: 1 inlet takes a mains cable that ends in C13"),
    ],
)
def test_an_inlet_of_the_mains_takes_a_cable_of_its_kind(build: str, says: str) -> None:
    found = judged(build, "mains cable")
    assert not found if not says else found[0].startswith(says)


def test_a_part_with_two_inlets_takes_two_sockets() -> None:
    (found,) = judged("3 mini, 1 two-inlets, 1 strip4", "strip-sockets-short")
    assert "5 plugs for the mains (1 switch, 3 boards with their own supply)" in found


@pytest.mark.parametrize(
    ("build", "unchecked"),
    [
        ("2 mini, 1 c13-strip", True),
        ("2 mini, 1 mixed-strip", False),
        ("3 mini, 1 mixed-strip", True),
        ("3 mini, 1 mixed-strip, 1 c19", False),
        ("2 mini, 1 strip4", False),
    ],
)
def test_wall_plugs_go_into_no_outlet_of_appliances_that_is_known(
    build: str, unchecked: bool
) -> None:
    assert bool(judged(build, "Not checked: plugs for the mains")) is unchecked
