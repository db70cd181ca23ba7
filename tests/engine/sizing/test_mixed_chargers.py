"""Chargers with several kinds of outlets, or with shared watts, filled and wired."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.sizing import _unit_patterns as patterns
from planner.engine.sizing._unit_patterns import MOST_WAYS
from planner.engine.sizing.size import size
from planner.model.findings import PlannerError
from planner.model.parts import PortKind
from planner.model.sizing import Sizing
from planner.model.wording import reasons
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    patch,
    shop,
    switch,
    wish,
)

BESIDE = (
    (card("card"), "1"),
    (switch("sw", 8), "1"),
    (patch(), "1"),
    (cord("c-c", "USB-C", "USB-C"), "1"),
    (cord("a-c", "USB-A", "USB-C"), "1"),
)


def mixed(number: str, outlets: str, watts: int | None = None, **facts: Any) -> Any:
    return charger(number, None, watts, connector=None, outlets=outlets, **facts)


def on_usb_c(number: str, watts: int, **facts: Any) -> Any:
    known = {"power_connector": "USB-C", "power_max_w": Decimal(watts)} | facts
    return board(number, **known)


def sized(*wares: Any, **wishes: Any) -> Sizing:
    return size(wish(**({"headroom_percent": 0} | wishes)), shop(*wares, *BESIDE), RATES)


def outlets_of(found: Sizing) -> list[tuple[str, str, int]]:
    """Return which board is at which outlet."""
    assert found.build is not None
    return sorted(
        (wire.device, wire.unit, wire.unit_port)
        for wire in found.build.wiring
        if wire.kind in (PortKind.USB_POWER, PortKind.BARREL_POWER)
    )


def test_boards_take_the_outlets_that_give_their_volts_and_amps() -> None:
    hub = mixed("hub", "1 x USB-C 5V 3A, 20V 2A; 2 x USB-A 5V 2A", 60)
    twenty = on_usb_c("twenty", 30, supply_v=Decimal(20), ram_mb=8192)
    roles = ({"name": "big", "nodes": 1, "ram_gb": 8},)
    found = sized((hub, "9"), (twenty, "20"), (on_usb_c("five", 9), "5"), nodes=3, roles=roles)

    assert outlets_of(found) == [("five#1", "hub#1", 2), ("five#2", "hub#1", 3),
                                 ("twenty#1", "hub#1", 1)]  # fmt: skip
    assert not [each for each in found.findings if each.code.startswith("volts")]


def test_shared_watts_ask_for_a_second_unit() -> None:
    # 100 W in one outlet, 65 and 30 W in two: of boards of 40 W one finds enough.
    hub = mixed("hub", "2 x USB-C 5V 20A", None, shared_w="100; 65+30")
    found = sized((hub, "9"), (on_usb_c("pc", 40), "5"), nodes=2)

    assert outlets_of(found) == [("pc#1", "hub#1", 1), ("pc#2", "hub#2", 1)]
    assert any("2 × hub: 2 outlets, 100 W: each runs 1 board of 40 W" in r for r in reasons(found))


def test_the_hungriest_is_plugged_in_where_most_is_given() -> None:
    hub = mixed("hub", "2 x USB-C 5V 20A", None, shared_w="100; 30+65")
    big = on_usb_c("big", 60, ram_mb=8192)
    roles = ({"name": "big", "nodes": 1, "ram_gb": 8},)
    found = sized((hub, "9"), (big, "20"), (on_usb_c("pc", 25), "5"), nodes=2, roles=roles)

    assert outlets_of(found) == [("big#1", "hub#1", 2), ("pc#1", "hub#1", 1)]


def test_with_more_outlets_in_use_than_the_maker_states_nothing_is_planned() -> None:
    hub = mixed("hub", "3 x USB-C 5V 3A", 60, shared_w="20; 15+15")
    found = sized((hub, "9"), (on_usb_c("pc", 9), "5"), nodes=3)

    assert {unit for _, unit, _ in outlets_of(found)} == {"hub#1", "hub#2"}


def test_a_lead_to_a_barrel_plug_brings_5_v_alone() -> None:
    hub = mixed("hub", "1 x USB-A 5V 3A; 1 x USB-C 5V 3A, 12V 3A", 60)
    supply = charger("supply", 1, 40, connector="barrel", supply_v=Decimal(12))
    pc = board("pc", power_connector="barrel", supply_v=Decimal(12), power_max_w=Decimal(20))
    found = sized((hub, "1"), (supply, "9"), (pc, "5"),
                  (cord("c-b", "USB-C", "barrel"), "1"), nodes=2)  # fmt: skip

    assert {unit for _, unit, _ in outlets_of(found)} == {"supply#1", "supply#2"}


def test_outlets_of_one_kind_share_their_watts() -> None:
    hub = mixed("hub", "1 x USB-C 5V 3A; 4 x USB-A 5V 3A", 60, shared_w="USB-A 24")
    found = sized((hub, "9"), (on_usb_c("pc", 12), "5"), nodes=3)

    assert [(unit, port) for _, unit, port in outlets_of(found)] == [
        ("hub#1", n) for n in (1, 2, 3)
    ]
    alone = sized((hub, "9"), (on_usb_c("pc", 13), "5"), nodes=3)
    assert {unit for _, unit, _ in outlets_of(alone)} == {"hub#1", "hub#2"}


def test_headroom_stays_free_of_the_whole_and_not_of_each_outlet() -> None:
    hub = mixed("hub", "2 x USB-C 5V 3A 15W; 2 x USB-A 5V 1A", 40)
    found = sized((hub, "9"), (on_usb_c("pc", 15), "5"), nodes=2, headroom_percent=20)
    tight = sized((hub, "9"), (on_usb_c("pc", 15), "5"), nodes=2, headroom_percent=30)

    assert {unit for _, unit, _ in outlets_of(found)} == {"hub#1"}
    assert {unit for _, unit, _ in outlets_of(tight)} == {"hub#1", "hub#2"}


def test_a_recommended_supply_needs_nothing_on_top_of_it_on_shared_outlets_either() -> None:
    hub = mixed("hub", "2 x USB-C 5V 5A", None, shared_w="27; 25+25")
    pi = on_usb_c("pi", 9, power_max_w=None, supply_ma=5000)
    found = sized((hub, "9"), (pi, "5"), nodes=2, headroom_percent=20)
    asked = sized((hub, "9"), (pi, "5"), nodes=2, headroom_percent=20, power_by="supply")

    assert {unit for _, unit, _ in outlets_of(found)} == {"hub#1"}
    assert {unit for _, unit, _ in outlets_of(asked)} == {"hub#1"}


@pytest.mark.parametrize(
    ("hub", "reason"),
    [
        (mixed("x", "2 x USB-C; 2 x USB-A"), "its watts are not known"),
        (mixed("x", "? x USB-C; ? x USB-A", 60), "its number of outlets is not known"),
        (mixed("x", "2 x ?; 2 x ?", 60), "its outlets are not known"),
        (mixed("x", "1 x barrel; 2 x barrel", 60), "the voltage of its barrel plug is not known"),
        (mixed("x", "2 x PoE; 1 x mains", 60), "no outlets that power a board"),
    ],
)
def test_a_charger_of_several_kinds_without_a_fact_is_left_out_by_it(hub: Any, reason: str) -> None:
    found = sized((hub, "1"), (on_usb_c("pc", 9), "5"), nodes=1)

    assert found.build is None
    assert reason in " ".join(reasons(found))


def test_a_pattern_that_another_one_has_all_of_is_left_out() -> None:
    hub = mixed("hub", "2 x USB-C 5V 3A; 1 x USB-A 5V 3A", 30)
    found = sized((hub, "9"), (on_usb_c("pc", 10), "5"), nodes=3)

    assert found.build is not None
    assert {port for _, _, port in outlets_of(found)} == {1, 2, 3}


def test_more_ways_than_can_be_looked_at_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "MOST_WAYS", 3)
    hub = mixed("hub", "2 x USB-C 5V 3A; 2 x USB-A 5V 3A", 60)

    with pytest.raises(PlannerError, match="ways to share out one unit"):
        sized((hub, "9"), (on_usb_c("pc", 9), "5"), nodes=4)
    assert MOST_WAYS == 100_000


def test_an_outlet_that_gives_as_much_as_the_whole_has_no_limit_of_its_own() -> None:
    alike = mixed("one", "1 x USB-C 5V 5A 27W", 27)
    dear = mixed("two", "1 x USB-C 5V 5A", 27)
    found = sized((alike, "9"), (dear, "8"), (on_usb_c("pc", 20), "5"), nodes=1)

    assert outlets_of(found) == [("pc#1", "two#1", 1)]


def test_outlets_that_share_their_watts_give_all_of_them_whatever_else_is_in_use() -> None:
    # 20 % of the 16 W stay free, not of the 7 W that both outlets of USB-A share.
    hub = mixed("hub", "1 x USB-C 5V 3A 10W; 2 x USB-A 5V 2A", 16, shared_w="USB-A 7")
    pi = board("pi", power_max_w=Decimal(6))

    wares = ((pi, "1"), (hub, "1"), (cord("a-m"), "1"))
    assert outlets_of(sized(*wares, nodes=1, headroom_percent=20))
    two = sized(*wares, nodes=2, headroom_percent=20)
    assert two.build is not None
    assert two.build.quantity_of("hub") == 2
