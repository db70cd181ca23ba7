"""Rules about a build that works: each over a table of what it tells and what it leaves alone."""

from collections.abc import Callable, Iterator

import pytest

from planner.engine.rules import _mains
from planner.engine.rules import _outlook as rules
from planner.model.findings import Finding, Severity
from planner.model.plan import Plan
from tests.engine.samples import PARTS, part, plan

MORE = (
    *PARTS,
    part("pc", "board", isa="x86-64", nic_mbps=1000, usb2_ports=0, usb3_ports=2),
    part("old", "board", isa="armv6", nic_mbps=100, usb2_ports=2, usb3_ports=0),
    part("vague", "board"),
    part("mac", "board", power_connector="mains"),
    part("usbc1", "charger", ports=1, connector="USB-C", supply_w="15"),
    part("wireless", "board", isa="arm64", nic_mbps=0, usb2_ports=1, usb3_ports=0),
    part("switch4", "switch", ports=4, speed_mbps=1000),
    part("vague-switch", "switch"),
    part("vague-nic", "nic"),
    part("stack", "case", shelves=8, fits="PI3, PI4"),
    part("anything", "case", shelves=8),
)


def told(rule: Callable[[Plan], Iterator[Finding]], build: str, **facts: int) -> list[str]:
    """Return what a rule finds in a build such as `7 pi3, 1 switch8`; all of it notes."""
    found = list(rule(plan(*build.split(", "), parts=MORE, **facts)))
    assert all(each.severity is Severity.NOTE and each.advice() for each in found)
    return [f"{each.code}: {each.message}" for each in found]


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        (
            "7 pi3, 1 switch8",
            [
                (
                    "single-switch: The switch is a single point of failure: if it fails, none of "
                    "the 7 nodes can reach another."
                )
            ],
        ),
        ("7 pi3, 2 switch8", []),
        ("1 pi3, 1 switch8", []),
        ("7 pi3", []),
        ("2 pi3, 1 switch8 retired", []),
        ("1 pi3, 3 wireless, 1 switch8", []),
    ],
)
def test_one_switch_for_all_nodes_is_a_single_point_of_failure(
    build: str, expected: list[str]
) -> None:
    assert told(rules.one_switch_carries_them_all, build) == expected


@pytest.mark.parametrize(
    ("build", "uplinks", "expected"),
    [
        ("7 pi3, 1 switch8", 1, "no-free-port: All 8 switch ports are taken"),
        ("6 pi3, 1 switch8", 1, ""),
        ("6 pi3, 1 switch8", 2, "no-free-port: All 8 switch ports are taken"),
        # Too few ports is for another rule to say.
        ("8 pi3, 1 switch8", 1, ""),
        ("13 pi3, 2 switch8", 1, "no-free-port: All 16 switch ports are taken"),
        ("12 pi3, 2 switch8", 1, ""),
        ("9 pi3, 1 switch4, 1 switch8", 1, "no-free-port: All 12 switch ports are taken"),
        ("7 pi3", 1, ""),
        ("7 pi3, 1 vague-switch", 1, ""),
    ],
)
def test_a_switch_without_a_free_port_cannot_grow(build: str, uplinks: int, expected: str) -> None:
    found = told(rules.a_port_is_free_for_the_next_node, build, uplinks=uplinks)
    assert len(found) == bool(expected)
    assert all(each.startswith(expected) for each in found)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("7 pi3, 1 pi4", []),
        ("7 pi3, 1 vague", []),
        ("", []),
        (
            "5 pi3, 1 pi4, 2 pc",
            [
                (
                    "isa-mixed: The boards run 2 CPU architectures (arm64: 5 × PI3 and 1 × PI4; "
                    "x86-64: 2 × PC)."
                )
            ],
        ),
        (
            "1 old, 1 pi3, 1 pc",
            [
                (
                    "isa-mixed: The boards run 3 CPU architectures (arm64: 1 × PI3; armv6: 1 × "
                    "OLD; x86-64: 1 × PC)."
                )
            ],
        ),
    ],
)
def test_boards_of_several_instruction_sets_need_several_images(
    build: str, expected: list[str]
) -> None:
    made = plan(*build.split(", "), parts=MORE) if build else plan(parts=MORE)
    found = list(rules.boards_run_one_instruction_set(made))
    assert [f"{each.code}: {each.message}" for each in found] == expected


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("7 pi3", ""),
        ("7 pi3, 1 old", ""),
        ("7 pi3, 7 usbnic", ""),
        ("2 wireless, 2 usbnic", ""),
        ("7 pi3, 7 vague-nic", ""),
        ("6 pi3, 1 wireless", ""),
        # Nobody knows which of the two kinds has the adapters.
        ("6 pi3, 1 pc, 3 usbnic", ""),
        ("6 pi3, 1 pc", "100: 6 × PI3; 1000: 1 × PC). Evenly distributed work runs at 100 Mbit/s."),
        ("7 pi3, 3 usbnic", "100: 4 × PI3; 1000: 3 with USBNIC)"),
    ],
)
def test_nodes_of_different_speeds_wait_for_the_slowest(build: str, expected: str) -> None:
    found = told(rules.nodes_are_equally_fast, build)
    assert len(found) == bool(expected)
    for each in found:
        assert each.startswith("speeds-mixed: The nodes differ in network speed (in Mbit/s: ")
        assert expected in each


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("24 pi4, 24 usbc1, 1 switch8", "The build takes 25 wall sockets: 24 chargers,"),
        (
            "12 mac, 2 switch8",
            "The build takes 14 wall sockets: 2 switches, 12 boa",
        ),
        ("24 pi4, 3 hub, 4 switch8", ""),
        ("9 pi4, 9 usbc1, 1 switch8", ""),
    ],
)
def test_many_plugs_take_many_sockets_in_the_wall(build: str, expected: str) -> None:
    found = told(_mains.many_plugs_go_into_the_wall, build)
    assert len(found) == bool(expected)
    assert all(each.startswith(f"wall-sockets: {expected}") for each in found)


def test_a_speed_that_is_not_known_may_be_the_slowest() -> None:
    assert told(rules.nodes_are_equally_fast, "6 pi3, 1 vague") == [
        "not-checked: Not checked: node speeds. The speed is not known for VAGUE."
    ]
