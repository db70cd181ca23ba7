"""Adapters that end in micro-USB or USB-C, and boards whose USB port is no larger."""

from typing import Any

import pytest

from planner.engine.planning.plan import make_plan
from planner.engine.rules import judge
from planner.engine.sizing.size import size
from planner.model.parts import PortKind
from planner.model.plugs import takes_plug
from planner.model.sizing import Sizing
from planner.model.wording import reasons
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    nic,
    patch,
    shop,
    switch,
    wish,
)

ZERO = board("zero", nic_mbps=0, usb2_ports=0, usb_small="micro-USB")
WARES: tuple[Any, ...] = (
    (ZERO, "15.00"),
    (card("card"), "10.00"),
    (card("stick", 16, "USB"), "1.00"),
    (charger("usb", 10, 60), "40.00"),
    (switch("sw", 8), "20.00"),
    (patch(), "1.00"),
    (cord(), "2.00"),
)


def sized(*wares: Any) -> Sizing:
    return size(wish(nodes=2), shop(*WARES, *wares), RATES)


def test_a_board_with_a_small_port_gets_the_adapter_whose_plug_fits() -> None:
    fitting = (nic("micro", host="USB2", plug="micro-USB"), "12.00")
    cheaper = ((nic("full"), "5.00"), (nic("c", plug="USB-C"), "4.00"))

    found = sized(*cheaper, fitting).build

    assert found is not None
    assert {p.part_number for p in found.positions} & {"micro", "full", "c"} == {"micro"}
    [wire] = [wire for wire in found.wiring if wire.device == "micro#1" and wire.unit == "zero#1"]
    assert wire.kind is PortKind.USB_SMALL
    plan = make_plan(found, shop(*WARES, *cheaper, fitting), rates=RATES)
    assert not [each for each in judge(plan) if each.severity == "error"]


def test_without_a_plug_that_fits_a_board_has_no_network() -> None:
    found = sized((nic("full"), "5.00"), (nic("c", plug="USB-C"), "4.00"))

    assert found.build is None
    assert "no wired network, and no USB port that an adapter" in "\n".join(reasons(found))


def test_a_usb_c_adapter_is_no_choice_for_a_board_with_full_size_ports_alone() -> None:
    full = (board("full-size", nic_mbps=0), "5.00")

    found = sized(full, (nic("c", plug="USB-C"), "4.00"), (nic("a"), "9.00")).build

    assert found is not None
    assert {p.part_number for p in found.positions} & {"a", "c"} == {"a"}


def test_storage_keeps_the_first_full_size_port_where_the_adapter_is_in_the_small_one() -> None:
    both = board(
        "both", nic_mbps=0, usb2_ports=2, usb_small="USB-C", storage_slots=(), storage_onboard_gb=0
    )

    found = sized((both, "5.00"), (nic("c", plug="USB-C"), "4.00")).build

    assert found is not None
    [wire] = [wire for wire in found.wiring if wire.device == "stick#1"]
    assert (wire.kind, wire.unit_port) == (PortKind.USB_DATA, 1)


def test_a_small_port_is_one_of_usb_2() -> None:
    fast = (nic("micro", plug="micro-USB"), "12.00")
    gigabit = (switch("fast", 8, 1000), "30.00")

    assert size(wish(nodes=2, mbps=480), shop(*WARES, fast, gigabit), RATES).build is not None
    assert size(wish(nodes=2, mbps=481), shop(*WARES, fast, gigabit), RATES).build is None


def test_an_adapter_of_unknown_speed_will_do_where_no_speed_is_asked_for() -> None:
    hub = (nic("hub", host="USB2", plug="micro-USB", speed_mbps=None), "12.00")
    found = sized(hub)

    assert found.build is not None
    assert "Not checked: network speed. The speed is not known for hub." in [
        each.message for each in found.findings
    ]
    assert size(wish(nodes=2, mbps=10), shop(*WARES, hub), RATES).build is None


@pytest.mark.parametrize(
    ("plug", "ports", "takes"),
    [
        ("USB-A", {"usb2_ports": 1}, True),
        ("USB-A", {"usb2_ports": 0}, False),
        ("USB-A", {"usb2_ports": None}, None),
        ("USB-C", {"usb_small": "USB-C"}, True),
        ("USB-C", {"usb_small": "micro-USB"}, False),
        ("USB-C", {"usb_small": "none"}, False),
        ("USB-C", {}, None),
    ],
)
def test_which_ports_take_a_plug(plug: str, ports: dict[str, Any], takes: bool | None) -> None:
    assert takes_plug(board("any", **ports), nic("nic", plug=plug)) is takes
