"""Switches that a powered port feeds: what they deliver then, and what they ask of that port."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from planner.engine.planning.capacity import capacity
from planner.engine.rules import judge
from planner.engine.wiring.feeds import budgets, fed_switches
from planner.engine.wiring.limits import limits_of
from planner.engine.wiring.loads import unit_loads
from planner.model.parts import PortKind, Switch
from planner.model.wiring import Wire
from tests.engine.samples import PARTS, part, plan

MORE = (
    *PARTS,
    part("hat", "poe", kind="hat", fits="PI4", poe_class_w="15.4", output_ma=3000),
    part("core", "switch", interfaces="2 x 1G RJ45; 8 x 1G RJ45 PoE at 30W; 2 x 1G RJ45 PoE bt3",
         poe_budget_w="100"),
    part("edge", "switch", interfaces="1 x 1G RJ45 PoE-in bt3; 4 x 1G RJ45 PoE at",
         poe_budget_w="65", poe_budget_fed_w="at 16; bt3 32"),
    part("mute", "switch", interfaces="1 x 1G RJ45 PoE-in bt3; 4 x 1G RJ45 PoE at",
         poe_budget_w="65"),
    part("strip2", "other", kind="power strip", mains_sockets=2),
)  # fmt: skip


def wire(device: str, unit: str, port: int, kind: PortKind, device_port: int = 1) -> Wire:
    return Wire(device=device, device_port=device_port, unit=unit, unit_port=port, kind=kind)


def fed_by(port: int, edge: str = "edge", hats: int = 2) -> tuple[Wire, ...]:
    """Return the wires of a switch on a port of another one, which powers so many boards."""
    found = [
        wire(f"{edge}#1", "core#1", port, PortKind.ETHERNET),
        wire(f"{edge}#1", "core#1", port, PortKind.POE),
    ]
    for index in range(1, hats + 1):
        board, hat = f"pi4#{index}", f"hat#{index}"
        found += [
            wire(board, f"{edge}#1", 1 + index, PortKind.ETHERNET),
            wire(hat, f"{edge}#1", 1 + index, PortKind.POE),
            wire(board, hat, 1, PortKind.USB_POWER),
        ]
    return tuple(found)


def made(wires: tuple[Wire, ...] = (), build: str = "2 pi4, 2 hat, 1 core, 1 edge") -> Any:
    return plan(*build.split(", "), parts=MORE, wiring=wires)


def said(about: str, wires: tuple[Wire, ...], build: str = "2 pi4, 2 hat, 1 core, 1 edge") -> Any:
    found = (f"{each.severity}: {each.code}: {each.message}" for each in judge(made(wires, build)))
    return [each for each in found if about in each]


@pytest.mark.parametrize(("port", "asks", "budget"), [(3, 30, 16), (11, 60, 32), (1, None, None)])
def test_what_a_switch_delivers_hangs_on_the_port_that_feeds_it(
    port: int, asks: int | None, budget: int | None
) -> None:
    (fed,) = fed_switches(made(fed_by(port)))

    assert (fed.unit, fed.feeder, fed.port) == ("edge#1", "core#1", port)
    assert (fed.asks_w, fed.budget_w) == (asks, budget)


def test_a_feeder_that_is_no_switch_gives_nobody_knows_what() -> None:
    (fed,) = fed_switches(made((wire("edge#1", "hat#1", 1, PortKind.POE),)))

    assert (fed.asks_w, fed.budget_w) == (None, None)


def test_without_a_wire_that_feeds_it_a_switch_runs_on_its_own_supply() -> None:
    loose = {switch.part_number: watts for switch, watts, _ in budgets(made())}
    wired = {switch.part_number: watts for switch, watts, _ in budgets(made(fed_by(3)))}
    two = [(watts, many) for _, watts, many in budgets(made(fed_by(3), "2 edge, 2 pi4, 2 hat"))]

    assert loose == {"core": 100, "edge": 65}
    assert wired == {"core": 100, "edge": 16}
    assert two == [(None, 1), (65, 1)]


def test_the_budget_of_the_feed_is_what_the_modules_have() -> None:
    assert said("unit-poe-short", fed_by(11)) == []
    (short,) = said("unit-poe-short", fed_by(3))

    assert "2 PoE modules on edge#1 need 30.8 W; it delivers 16 W in total when" in short


def test_a_switch_asks_its_feeder_for_the_watts_of_its_class() -> None:
    (short,) = said(
        "unit-poe-short",
        (*fed_by(11, hats=0), wire("edge#2", "core#1", 12, PortKind.POE)),
        "1 core, 2 edge",
    )
    (both,) = said(
        "unit-poe-short",
        (*fed_by(11), wire("edge#2", "core#1", 12, PortKind.POE)),
        "2 pi4, 2 hat, 1 core, 2 edge",
    )

    assert "2 switches on core#1 need 120 W; it delivers 100 W in total." in short
    assert "2 switches on core#1" in both


def test_a_port_that_gives_fewer_watts_than_a_switch_asks_for_is_told_nowhere_else() -> None:
    assert said("unit-poe-port-weak", fed_by(3)) == []


def test_what_a_fed_switch_delivers_that_nobody_knows_is_not_checked() -> None:
    build = "2 pi4, 2 hat, 1 core, 1 mute"
    (vague,) = said("PoE budget", fed_by(3, "mute"), build)

    assert "What it delivers when core#1 feeds it is not known for MUTE" in vague


def test_loads_and_limits_know_the_feed_and_count_each_lead_once() -> None:
    wired = made(fed_by(11))
    loads = {load.unit: load for load in unit_loads(wired)}
    (switch,) = (each for each in MORE if each.part_number == "edge")

    assert loads["edge#1"].supply == 32
    assert loads["core#1"].draws == (Decimal(60),)
    assert (loads["core#1"].links, loads["edge#1"].links) == (1, 1)
    assert any(limit.most == 32 for limit in limits_of(switch, wired))


def test_the_watts_that_switches_deliver_are_counted_by_their_feed() -> None:
    assert capacity(made(fed_by(11))).poe_budget_w.value == 132
    assert capacity(made()).poe_budget_w.value == 165


def test_a_fed_switch_takes_no_socket_of_a_power_strip() -> None:
    build = "1 core, 1 edge, 1 mini, 1 strip2"
    parts = (*MORE, part("mini", "board", includes="power supply"))
    codes = [
        {each.code for each in judge(plan(*build.split(", "), parts=parts, wiring=wires))
         if "socket" in each.message}
        for wires in ((), fed_by(11, hats=0))
    ]  # fmt: skip

    assert codes == [{"not-checked"}, set()]


def test_the_cell_says_watts_by_the_standard_of_the_port() -> None:
    switch = part("x", "switch", poe_budget_fed_w="at 16; bt3 32.5")
    assert isinstance(switch, Switch)

    assert [str(each) for each in switch.poe_budget_fed_w] == ["at 16", "bt3 32.5"]
    assert switch.fed_by(None) is None
    assert switch.fed_by(Decimal("15.4")) is None


@pytest.mark.parametrize("cell", ["at", "lots 16", "passive 24V 2-pair 8", "at x"])
def test_a_cell_that_is_not_understood_is_refused(cell: str) -> None:
    with pytest.raises(ValidationError):
        part("x", "switch", poe_budget_fed_w=cell)
