"""What is made for what: HATs, cases, carriers and kits, in builds that people make by hand."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from planner.engine import rules
from planner.engine.planning.capacity import capacity
from planner.engine.rules import judge
from planner.engine.rules._fits import boards_fit_the_case
from planner.model.findings import Finding, Severity
from planner.model.plan import Plan
from planner.model.wiring import Wire
from tests.engine.samples import PARTS, PI_3B, PI_4B, codes, part, plan

MODULE = {"form": "compute module", "nic_mbps": 1000, "power_connector": "module", "isa": "arm64"}
MORE = (
    *PARTS,
    part("pi5", "board", **PI_4B),
    part("cm4", "board", **MODULE),
    part("rk1", "board", **MODULE),
    part("pi-zero", "board", **PI_3B),
    part("hat3", "poe", kind="hat", fits="PI3, PI4"),
    part("hat5", "poe", kind="hat", fits="PI5"),
    part("hat-any", "poe", kind="hat"),
    part("splitter", "poe", kind="splitter", fits="USB-C boards"),
    part("injector", "poe", kind="injector"),
    part("poe-io", "poe", kind="hat", fits="IO"),
    part("poe-cm", "poe", kind="hat", fits="CM4"),
    part("hat-io", "hat", fits="IO"),
    part("hat-vague", "hat", fits="PI, PI4"),
    part("kit5", "storage", slot="NVMe", includes="NVMe adapter", fits="PI5"),
    part("m2hat", "hat", fits="PI5", storage_slots="NVMe"),
    part("m2low", "hat", fits="PI5", storage_slots="NVMe", stacks="true"),
    part("poe-m2", "poe", kind="hat", fits="PI5", storage_slots="NVMe", stacks="true"),
    part("poe-tall", "poe", kind="hat", fits="PI4, PI5", stacks="true"),
    part("poe-lone", "poe", kind="hat", fits="PI4, PI5", stacks="false"),
    part("m2lone", "hat", fits="PI5", storage_slots="NVMe", stacks="false"),
    part("stack", "case", shelves=8, fits="PI3, PI4"),
    part("stack5", "case", shelves=2, fits="PI5"),
    part("family", "case", shelves=8, fits="PI"),
    part("anything", "case", shelves=8),
    part("bag", "case", fits="PI5"),
    part("rail", "case", shelves=1, fits="TURING"),
    part("turing", "carrier", slots=4, ports=2, switch_mbps=1000, fits="RK1"),
    part("io", "carrier", slots=1, ports=1, switch_mbps=0, fits="CM4"),
    part("io-c", "carrier", slots=1, ports=1, switch_mbps=0, fits="CM4", power_in="USB-C 5V 2A"),
    part("seven", "carrier", slots=7, ports=1, switch_mbps=1000, fits="CM4, RK1"),
    part("vague", "carrier", ports=1, fits="CM4"),
    part("blank", "carrier", slots=2, ports=1, switch_mbps=1000),
    part("adapter", "hat", fits="CM4", goes_into="TURING"),
)


def made(build: str, **facts: Any) -> Plan:
    return plan(*(build.split(", ") if build else []), parts=MORE, **facts)


def told(rule: Callable[[Plan], Iterator[Finding]], build: str, **facts: Any) -> list[str]:
    """Return what a rule finds, as `code: message`."""
    return [f"{found.code}: {found.message}" for found in rule(made(build, **facts))]


# --- HATs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("4 pi4, 4 hat3", []),
        ("2 pi4, 2 pi5, 2 hat3, 2 hat5", []),
        ("4 pi5, 4 m2hat, 4 hat5", []),
        ("4 pi4, 4 splitter", []),
        ("4 hat3", []),
        ("4 pi5, 1 injector", []),
        # One more than there are boards lies in a drawer.
        ("4 pi4, 5 hat3", []),
        ("4 pi5, 4 hat3", ["hat-misfit: HAT3 is made for PI3, PI4, not for 4 × PI5."]),
        ("1 pi4, 1 m2hat", ["hat-misfit: M2HAT is made for PI5, not for 1 × PI4."]),
        ("4 pi3, 4 splitter", ["hat-misfit: SPLITTER is made for USB-C boards, not for 4 × PI3."]),
        # Of a kind that no board takes there is always one too many.
        ("4 pi4, 4 hat3, 1 hat5", ["hat-misfit: HAT5 is made for PI5, not for 4 × PI4."]),
        (
            "2 pi4, 2 pi5, 3 hat3, 1 hat5",
            [
                (
                    "hat-misfit: HAT3 is made for PI3, PI4, not for 2 × PI5. 1 of 3 have no such "
                    "board."
                )
            ],
        ),
        (
            "2 pi4, 2 hat-any",
            [
                (
                    "not-checked: Not checked: whether the boards fit HAT-ANY. The boards it "
                    "fits are not stated for PI4."
                )
            ],
        ),
    ],
)
def test_a_hat_goes_with_the_boards_it_names(build: str, expected: list[str]) -> None:
    assert told(rules.every_hat_is_on_a_board_it_is_made_for, build) == expected


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        # A HAT for a carrier goes on that, whatever it says of the modules.
        ("4 cm4, 4 io, 4 poe-io", []),
        ("4 cm4, 4 io, 4 hat-io", []),
        ("4 rk1, 1 turing, 4 hat3", ["hat-misfit: HAT3 is made for PI3, PI4, not for 4 × RK1."]),
        # A module is powered by its carrier, and nobody states that one's plug.
        (
            "3 cm4, 3 io, 3 splitter",
            [
                (
                    "not-checked: Not checked: whether the boards fit SPLITTER. It is made for "
                    "USB-C boards, which is not conclusive for CM4; IO."
                )
            ],
        ),
        ("3 cm4, 3 io-c, 3 splitter", []),
        # What surely fits the one kind of board need not fit the other.
        ("1 pi-zero, 1 pi4, 1 hat-vague", []),
        (
            "1 pi-zero, 1 pi4, 2 hat-vague",
            [
                (
                    "not-checked: Not checked: whether the boards fit HAT-VAGUE. It is made for "
                    "PI, PI4, which is not conclusive for PI-ZERO."
                )
            ],
        ),
    ],
)
def test_a_hat_may_go_on_a_carrier_and_a_splitter_into_one(build: str, expected: list[str]) -> None:
    assert told(rules.every_hat_is_on_a_board_it_is_made_for, build) == expected


@pytest.mark.parametrize(
    ("build", "names"),
    [
        ("4 pi5, 4 m2hat", ""),
        ("4 pi5, 4 m2hat, 4 hat5", "HAT5; M2HAT"),
        ("4 pi5, 4 hat5, 4 kit5", "HAT5; KIT5"),
        ("4 pi5, 2 m2hat, 2 hat5", ""),
        ("2 pi4, 2 pi5, 2 hat3, 2 m2hat", ""),
        ("2 pi4, 2 pi5, 3 hat3, 1 m2hat", "HAT3; M2HAT"),
        # What is made for none of the boards is another rule's, and an adapter is under its module.
        ("4 pi5, 4 m2hat, 4 hat3", ""),
        ("4 cm4, 1 turing, 4 adapter, 4 poe-cm", ""),
        # Splitters and injectors are put on nothing.
        ("4 pi5, 4 m2hat, 4 splitter, 4 injector", ""),
    ],
)
def test_whether_hats_go_together_is_not_checked_where_nobody_says_so(
    build: str, names: str
) -> None:
    found = told(rules.hats_on_one_board_go_together, build)
    said = (
        "not-checked: Not checked: stacked HATs. There are more of them than boards, and it is "
        f"not known whether they stack for {names}."
    )
    assert found == ([said] if names else [])


@pytest.mark.parametrize(
    "build",
    [
        "4 pi5, 4 m2low, 4 poe-tall",
        "4 pi5, 4 poe-lone",
        "4 pi5, 2 poe-lone, 2 m2hat",
        "2 pi4, 2 pi5, 2 poe-lone, 2 m2low, 2 poe-tall",
        "4 pi5, 5 poe-tall",
    ],
)
def test_hats_that_find_a_board_each_or_share_one_are_passed_over(build: str) -> None:
    assert told(rules.hats_on_one_board_go_together, build) == []


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        (
            "4 pi5, 4 poe-lone, 4 m2low",
            (
                "4 × POE-LONE share their board with another HAT; the build has 8 HATs for 4 "
                "boards (4 × M2LOW)."
            ),
        ),
        (
            "1 pi5, 1 poe-lone, 1 m2lone",
            (
                "1 × POE-LONE; 1 × M2LONE share their board with another HAT; the build has 2 "
                "HATs for 1 board (1 × POE-LONE; 1 × M2LONE)."
            ),
        ),
        (
            "2 pi5, 1 poe-lone, 2 m2hat",
            (
                "1 × POE-LONE shares its board with another HAT; the build has 3 HATs for 2 "
                "boards (2 × M2HAT)."
            ),
        ),
        # The boards that the lone ones would leave free are not those of the others.
        (
            "2 pi4, 1 pi5, 2 m2lone, 1 poe-tall",
            (
                "2 × M2LONE share their board with another HAT; the build has 3 HATs for 3 "
                "boards (1 × POE-TALL)."
            ),
        ),
    ],
)
def test_hats_that_share_no_board_need_one_each(build: str, expected: str) -> None:
    (found,) = rules.hats_on_one_board_go_together(made(build))
    assert (found.code, found.severity) == ("hats-exclude", Severity.ERROR)
    assert found.meaning.misfit
    assert found.message == expected


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        (
            "4 pi5, 4 kit5, 4 poe-m2",
            "8 HATs with slots for NVMe (4 × POE-M2; 4 × KIT5); the boards have connectors for 4.",
        ),
        (
            "4 pi5, 5 m2low",
            "5 HATs with slots for NVMe (5 × M2LOW); the boards have connectors for 4.",
        ),
    ],
)
def test_a_board_has_one_connector_for_a_hat_with_slots_for_nvme(build: str, expected: str) -> None:
    (found,) = rules.hats_on_one_board_go_together(made(build))
    assert (found.code, found.severity) == ("hats-exclude", Severity.WARNING)
    assert found.message == expected


def test_a_hat_of_which_nobody_says_it_is_not_checked_beside_one_that_shares() -> None:
    (found,) = rules.hats_on_one_board_go_together(made("4 pi5, 4 m2low, 4 hat5"))
    assert found.parts == ("HAT5",)


def test_a_hat_for_other_boards_is_an_error() -> None:
    (found,) = rules.every_hat_is_on_a_board_it_is_made_for(made("4 pi5, 4 hat3"))
    assert (found.severity, found.meaning.misfit) == (Severity.ERROR, True)


# --- cases ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("7 pi3, 1 stack", []),
        ("7 pi3, 1 pi4, 1 stack", []),
        ("7 pi3", []),
        ("1 stack", []),
        ("4 pi3, 2 pi5, 1 stack, 1 stack5", []),
        ("2 pi5, 1 bag", []),
        ("2 pi5, 1 stack", ["case-misfit: STACK is made for PI3, PI4, not for 2 × PI5."]),
        # Four boards and places for ten, but only two for the three of one kind.
        (
            "1 pi3, 3 pi5, 1 stack, 1 stack5",
            [
                "case-misfit: STACK is made for PI3, PI4, not for 3 × PI5.",
                "case-misfit: STACK5 is made for PI5, not for 1 × PI3.",
            ],
        ),
        (
            "2 pi3, 1 anything",
            [
                (
                    "not-checked: Not checked: whether the boards fit ANYTHING. The boards it "
                    "fits are not stated for PI3."
                )
            ],
        ),
        (
            "1 pi-zero, 1 family",
            [
                (
                    "not-checked: Not checked: whether the boards fit FAMILY. It is made for "
                    "PI, which is not conclusive for PI-ZERO."
                )
            ],
        ),
        # Modules are housed with their carrier.
        ("4 rk1, 1 turing, 1 rail", []),
        ("1 rk1, 1 rail", ["case-misfit: RAIL is made for TURING, not for 1 × RK1."]),
    ],
)
def test_a_case_goes_with_the_boards_it_names(build: str, expected: list[str]) -> None:
    assert told(rules.boards_fit_the_case, build) == expected


def test_a_carrier_takes_one_place_in_a_case_whatever_sits_on_it() -> None:
    assert told(rules.case_holds_every_board, "4 rk1, 1 turing, 1 rail") == []
    (found,) = told(rules.case_holds_every_board, "4 rk1, 2 turing, 1 rail")
    assert found.startswith("shelves-short: There is room for 1 board in the case; the build has 2")


# --- wires ---------------------------------------------------------------------------------------


def wire(device: str, unit: str, kind: str) -> Wire:
    return Wire.model_validate(
        {"device": device, "device_port": 1, "unit": unit, "unit_port": 1, "kind": kind}
    )


def test_what_is_wired_together_is_made_for_each_other() -> None:
    crossed = (
        wire("pi4#1", "hat5#1", "usb_power"),
        wire("pi4#2", "hat5#2", "usb_power"),
        wire("pi5#1", "hat3#1", "usb_power"),
        wire("pi5#1", "stack#1", "shelf"),
        wire("m2hat#1", "pi5#1", "NVMe"),
        wire("sd16#1", "pi5#1", "microSD"),
        wire("pi5#1", "switch8#1", "ethernet"),
        wire("switch8#1", "router#1", "ethernet"),
    )
    build = "2 pi4, 2 pi5, 2 hat3, 2 hat5, 1 m2hat, 1 sd16, 1 stack, 1 switch8"
    found = list(rules.what_is_wired_together_is_made_for_each_other(made(build, wiring=crossed)))
    assert [(each.subject, each.message) for each in found] == [
        ("hat5#1", "HAT5 is wired to PI4, and is made for PI5."),
        ("hat3#1", "HAT3 is wired to PI5, and is made for PI3, PI4."),
        ("stack#1", "STACK is wired to PI5, and is made for PI3, PI4."),
    ]
    assert [each.severity for each in found] == [Severity.ERROR, Severity.ERROR, Severity.WARNING]


# --- carriers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("4 pi4", []),
        ("4 rk1, 1 turing", []),
        ("4 cm4, 1 turing, 4 adapter", []),
        ("2 rk1, 2 cm4, 1 turing, 2 adapter", []),
        ("7 cm4, 1 seven", []),
        ("3 cm4, 3 io", []),
        (
            "4 cm4",
            ["carrier-missing: 4 × CM4: compute modules need a carrier, and the build has none."],
        ),
        ("5 rk1, 1 turing", ["carrier-full: 1 × TURING: 4 slots for 5 modules."]),
        ("5 cm4, 1 turing, 4 adapter", ["carrier-full: 1 × TURING: 4 slots for 5 modules."]),
        (
            "4 cm4, 1 turing, 3 adapter",
            [
                (
                    "module-misfit: 1 × CM4: no slot that takes it directly, and no adapter for "
                    "it. TURING takes RK1."
                )
            ],
        ),
        (
            "2 rk1, 2 io",
            [
                (
                    "module-misfit: 2 × RK1: no slot that takes it directly, and no adapter for "
                    "it. IO takes CM4."
                )
            ],
        ),
        (
            "3 cm4, 1 vague",
            ["not-checked: Not checked: module slots. Their number is not known for VAGUE."],
        ),
        (
            "2 cm4, 1 blank",
            [
                (
                    "not-checked: Not checked: whether the modules fit BLANK. The modules it "
                    "takes are not stated for CM4."
                )
            ],
        ),
    ],
)
def test_a_module_sits_on_a_carrier_that_takes_it(build: str, expected: list[str]) -> None:
    assert told(rules.every_module_has_a_carrier, build) == expected


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        # The carrier's own switch joins its modules: one lead goes to the router.
        ("4 rk1, 1 turing, 1 patch", []),
        (
            "4 rk1, 1 turing",
            ["leads-short: 1 network cable is needed (1 uplink); the build has 0."],
        ),
        # Two of them: one hangs on the other.
        ("8 rk1, 2 turing, 2 patch", []),
        ("7 cm4, 1 seven, 1 patch", []),
        # With one port each, two carriers need a switch between them.
        (
            "14 cm4, 2 seven, 2 patch",
            ["ports-short: 0 ports cannot serve 1 uplink: 1 is needed."],
        ),
        ("14 cm4, 2 seven, 1 switch8, 3 patch", []),
        # A carrier without a switch brings out the ports of its modules.
        ("3 cm4, 3 io, 1 switch8, 4 patch", []),
        (
            "3 cm4, 3 io, 4 patch",
            ["switch-missing: 3 nodes need a network port each, but the build has no switch."],
        ),
        # Others may hang on its free ports.
        ("4 rk1, 1 pi4, 1 turing, 2 patch", []),
        (
            "4 rk1, 2 pi4, 1 turing, 3 patch",
            ["ports-short: 2 ports cannot serve 2 nodes and 1 uplink: 3 are needed."],
        ),
        (
            "1 cm4, 1 vague, 1 switch8, 2 patch",
            ["not-checked: Not checked: network ports. Their number is not known for VAGUE."],
        ),
    ],
)
def test_the_switch_of_a_carrier_counts(build: str, expected: list[str]) -> None:
    found = told(rules.switch_has_a_port_for_every_cable, build)
    assert found + told(rules.cables_reach_every_port, build) == expected


def test_a_carrier_is_a_switch_that_all_depend_on() -> None:
    (alone,) = told(rules.one_switch_carries_them_all, "4 rk1, 1 turing")
    assert alone.startswith("single-switch: The switch is a single point of failure")
    (tree,) = told(rules.switches_do_not_cut_each_other_off, "8 rk1, 2 turing")
    assert tree.startswith("switch-tree: 2 switches are linked in one tree")
    assert told(rules.a_port_is_free_for_the_next_node, "4 rk1, 1 turing") == []


def test_what_a_carrier_carries_adds_up() -> None:
    facts = capacity(made("4 rk1, 1 turing, 1 patch"))
    assert (facts.nodes, facts.ports, facts.ports_needed) == (4, 2, 1)


def test_a_module_without_a_place_is_one_finding() -> None:
    errors = [each for each in judge(made("5 cm4, 1 turing, 4 adapter, 1 patch")) if each.hint]
    assert [each.code for each in errors if each.severity is Severity.ERROR] == ["carrier-full"]
    assert "leads-short" not in codes(errors)


def test_a_build_on_a_carrier_has_no_false_error() -> None:
    found = judge(made("4 cm4, 1 turing, 4 adapter, 1 patch"))
    assert {"switch-missing", "leads-short", "ports-short"}.isdisjoint(codes(found))
    assert not [each for each in found if each.severity is Severity.ERROR]


def test_the_same_doubt_of_very_many_parts_is_told_once() -> None:
    crates = tuple(part(f"crate-{each}", "case", shelves=1) for each in range(25))
    build = ", ".join(["1 pi4", *(f"1 crate-{each}" for each in range(25))])
    found = plan(*build.split(", "), parts=(*MORE, *crates))

    (doubt,) = boards_fit_the_case(found)
    assert "whether the boards fit CRATE-0 and 24 more" in doubt.message
    assert doubt.parts == ("PI4", "CRATE-0")


def test_a_hat_that_takes_a_board_for_itself_is_counted_once_among_its_like() -> None:
    assert not told(rules.hats_on_one_board_go_together, "2 pi5, 1 poe-lone, 1 m2hat")
