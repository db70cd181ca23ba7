"""Rules about wired builds: each with a wiring that is right and one that is not."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.plan import make_plan
from planner.engine.rules import judge
from planner.engine.rules._wiring import counts_unknown
from planner.engine.sizing.size import size
from planner.engine.wiring.switch_tree import Member, SwitchTree, switch_tree
from planner.model.build import Build, PowerBasis
from planner.model.findings import Finding
from planner.model.parts import Case, PortKind
from planner.model.power_draw import milliamps_of, watts_of
from planner.model.wiring import Unit, Wire, part_of
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    hat,
    part,
    patch,
    shop,
    switch,
    wish,
)
from tests.plans import position

CATALOG = shop(
    (board("pi", power_max_w=Decimal(10), supply_ma=2500), "50.00"),
    (card("card"), "10.00"),
    (charger("usb", 5, 60, port_max_ma=2000), "40.00"),
    (charger("micro", 1, 13, connector="micro-USB"), "90.00"),
    (charger("type-c", 1, 20, connector="USB-C"), "90.00"),
    (charger("weak", 4, 60, port_max_ma=1000), "90.00"),
    (charger("vague", 4, None), "90.00"),
    (switch("sw", 4), "20.00"),
    (switch("sw-5", 5), "90.00"),
    (patch(), "1.00"),
    (cord(), "2.00"),
)


def proposed(nodes: int = 3) -> Build:
    """Return a wired build of so many nodes: four run on one charger of 48 W."""
    found = size(wish(nodes=nodes), CATALOG, RATES).build
    assert found is not None
    return found


def found_in(build: Build, code: str) -> list[Finding]:
    """Return what the rules find of one kind."""
    plan = make_plan(build, CATALOG, rates=RATES)
    return [finding for finding in judge(plan) if finding.code == code]


def rewired(build: Build, index: int, **changes: Any) -> Build:
    """Return the build with one wire changed."""
    wires = [*build.wiring]
    wires[index] = wires[index].model_copy(update=changes)
    return build.model_copy(update={"wiring": tuple(wires)})


def index_of(build: Build, kind: PortKind, device: str) -> int:
    """Return which wire of a kind starts at a device."""
    return next(i for i, w in enumerate(build.wiring) if (w.kind, w.device) == (kind, device))


WIRING_CODES = [
    "wire-loose", "port-missing", "port-taken", "unit-watts-short", "plug-wrong",
    "unit-outlet-weak", "not-plugged-in",
]  # fmt: skip


@pytest.mark.parametrize("code", WIRING_CODES)
def test_a_proposal_is_wired_as_the_rules_want_it(code: str) -> None:
    assert found_in(proposed(7), code) == []


def test_a_build_that_nobody_wired_is_judged_by_its_sums() -> None:
    build = proposed().model_copy(update={"wiring": ()})

    assert not any(found_in(build, code) for code in WIRING_CODES)
    assert found_in(build, "single-switch")


def test_a_wire_to_a_piece_that_is_not_there_is_loose() -> None:
    build = rewired(proposed(), 0, unit="sw#2")

    (found,) = found_in(build, "wire-loose")

    assert found.message == "sw#2 is wired, but the build has 1 × sw."
    assert found_in(rewired(proposed(), 0, device="nobody"), "wire-loose")
    # No number that Python reads, though it looks like one.
    assert found_in(rewired(proposed(), 0, device="pi#²"), "wire-loose")


def test_a_port_that_the_unit_lacks_is_missing() -> None:
    (found,) = found_in(rewired(proposed(), 0, unit_port=5), "port-missing")

    assert found.message == "pi#1 is plugged into ethernet port 5 of sw#1, which has 4."


def test_two_plugs_do_not_go_into_one_port() -> None:
    build = proposed()
    second = index_of(build, PortKind.ETHERNET, "pi#2")

    (found,) = found_in(rewired(build, second, unit_port=1), "port-taken")

    assert found.message == "2 plugs are in ethernet port 1 of sw#1."


def test_the_uplink_takes_a_port_of_the_switch_too() -> None:
    build = proposed()
    second = index_of(build, PortKind.ETHERNET, "pi#2")

    assert found_in(rewired(build, second, unit_port=4), "port-taken")


def test_watts_are_judged_on_each_charger() -> None:
    """Seven boards of 10 W on two chargers of 60 W: 120 W in all, yet not seven on one."""
    build = proposed(7)
    wires = tuple(
        wire.model_copy(update={"unit": "usb#1"}) if wire.kind is PortKind.USB_POWER else wire
        for wire in build.wiring
    )

    (found,) = found_in(build.model_copy(update={"wiring": wires}), "unit-watts-short")

    assert found.message == "7 boards on usb#1 draw 70 W (peak draw); it supplies 60 W."


def test_what_a_board_draws_may_not_be_known() -> None:
    vague = board("pi", power_connector="USB-C", supply_v=None)

    assert watts_of(vague, PowerBasis.SUPPLY) is None
    assert milliamps_of(vague, PowerBasis.STRESS) is None
    assert milliamps_of(vague, PowerBasis.SUPPLY) == 2500


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("type-c", "plug-wrong"),
        ("micro", None),
        ("weak", "unit-outlet-weak"),
        ("vague", None),
        ("sw", None),
    ],
)
def test_an_outlet_must_fit_the_board_in_plug_and_current(unit: str, code: str | None) -> None:
    build = proposed(1)
    first = index_of(build, PortKind.USB_POWER, "pi#1")
    changed = rewired(build, first, unit=f"{unit}#1", unit_port=1)
    more = (*changed.positions, position("charger", unit))

    found = [
        each
        for each in ("plug-wrong", "unit-outlet-weak", "unit-watts-short")
        if found_in(changed.model_copy(update={"positions": more}), each)
    ]

    assert found == ([code] if code else [])


def test_a_node_that_is_not_plugged_in_is_missed() -> None:
    build = proposed()
    kept = tuple(wire for wire in build.wiring if wire.device != "pi#3")

    network, power = found_in(build.model_copy(update={"wiring": kept}), "not-plugged-in")

    assert network.message == "1 of 3 nodes have no network in the wiring."
    assert power.message == "1 of 3 nodes have no power in the wiring."


def test_a_single_switch_is_a_single_point_of_failure() -> None:
    assert found_in(proposed(3), "single-switch")
    assert not found_in(proposed(4), "single-switch")
    assert not found_in(proposed(1), "single-switch")


def test_a_switch_without_a_free_port_cannot_grow() -> None:
    assert found_in(proposed(3), "no-free-port")
    assert not found_in(proposed(2), "no-free-port")
    # two switches of 4: five nodes, the router, and two ends of the lead between them
    assert found_in(proposed(5), "no-free-port")


def ends(tree: SwitchTree) -> list[tuple[str, int, str, int]]:
    return [(w.device, w.device_port, w.unit, w.unit_port) for w in tree.wires]


def test_the_fastest_switch_stands_at_the_router_and_the_others_hang_near_to_it() -> None:
    members = [
        Member("slow#1", (100,) * 8),
        Member("fast#1", (1000,) * 5),
        Member("slow#2", (100,) * 8),
    ]

    tree = switch_tree(members, uplinks=1)

    assert ends(tree) == [
        ("slow#1", 8, "fast#1", 4), ("slow#2", 8, "fast#1", 3), ("fast#1", 5, "router", 1),
    ]  # fmt: skip
    assert [tree.next_port() for _ in range(3)] == [("fast#1", 1), ("fast#1", 2), ("slow#1", 1)]


def test_of_switches_that_are_equally_fast_the_largest_is_at_the_router() -> None:
    tree = switch_tree(
        [Member("a#1", (0,) * 3), Member("b#1", (0,) * 5), Member("a#2", (0,) * 3)], uplinks=1
    )

    assert ends(tree)[-1] == ("b#1", 5, "router", 1)


def test_a_fast_switch_without_a_port_for_a_link_is_not_the_one_at_the_router() -> None:
    tree = switch_tree([Member("fast#1", (1000,) * 2), Member("slow#1", (100,) * 8)], uplinks=2)

    assert ends(tree) == [
        ("fast#1", 2, "slow#1", 6), ("slow#1", 8, "router", 1), ("slow#1", 7, "router", 2),
    ]  # fmt: skip


def test_leads_to_the_router_that_no_single_switch_has_ports_for_are_spread() -> None:
    tree = switch_tree([Member("a#1", (0,) * 3), Member("a#2", (0,) * 3)], uplinks=3)

    assert [(device, unit) for device, _, unit, _ in ends(tree)] == [
        ("a#2", "a#1"), ("a#1", "router"), ("a#1", "router"), ("a#2", "router"),
    ]  # fmt: skip


def test_a_switch_of_one_port_hangs_last() -> None:
    members = [
        Member("one#1", (1000,) * 1),
        Member("two#1", (100,) * 4),
        Member("two#2", (100,) * 3),
    ]

    tree = switch_tree(members, uplinks=1)

    assert [(device, unit) for device, _, unit, _ in ends(tree)] == [
        ("two#2", "two#1"), ("one#1", "two#1"), ("two#1", "router"),
    ]  # fmt: skip


def test_units_are_named_after_their_part() -> None:
    assert str(Unit("rpi-3b", 2)) == "rpi-3b#2"
    assert (part_of("rpi-3b#2"), part_of("router")) == ("rpi-3b", "router")


def test_a_wire_is_a_record() -> None:
    wire = Wire(device="a#1", device_port=1, unit="b#1", unit_port=1, kind=PortKind.ETHERNET)

    assert wire.model_dump(mode="json")["kind"] == "ethernet"


@pytest.mark.parametrize(
    ("item", "kind", "unknown"),
    [
        (switch("x", 8), PortKind.ETHERNET, False),
        (switch("x", None), PortKind.ETHERNET, True),
        (switch("x", 8), PortKind.POE, True),
        (charger("x", 4, 60), PortKind.USB_POWER, False),
        (charger("x", None, 60), PortKind.USB_POWER, True),
        (charger("x", 4, 60, connector=None), PortKind.USB_POWER, True),
        (board("x", usb2_ports=None), PortKind.USB_DATA, True),
        (board("x", usb2_ports=1, usb3_ports=0), PortKind.USB_DATA, False),
        (board("x"), PortKind.USB_SMALL, True),
        (board("x", usb_small="none"), PortKind.USB_SMALL, False),
        (board("x", storage_slots=None), PortKind.NVME, True),
        (board("x", storage_slots=()), PortKind.NVME, False),
        (hat("x"), PortKind.USB_POWER, False),
        (hat("x", kind=None), PortKind.USB_POWER, True),
        (part(Case, "x", shelves=None), PortKind.SHELF, True),
        (card("x"), PortKind.MICRO_SD, False),
    ],
)
def test_a_count_that_nobody_knows_is_not_none(item: Any, kind: PortKind, unknown: bool) -> None:
    assert counts_unknown(item, kind) is unknown


def test_a_node_without_a_router_port_may_be_plugged_into_it() -> None:
    """How many ports a router has nobody counts."""
    found = found_in(rewired(proposed(), 0, unit="router", unit_port=99), "port-missing")
    assert found == []
