"""One way to wire what nobody wired: each port once, nothing guessed, each gap with its reason."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.rules import judge
from planner.engine.wiring.proposed import proposed_wiring
from planner.model.findings import Severity
from planner.model.parts import Board, Carrier, Charger, PoeModule, PortKind, Switch
from planner.model.plan import Plan
from planner.model.wiring import ROUTER, Wire
from planner.model.wiring_picture import Unwired, WiringGap
from tests.engine.network_plans import GIGABIT, cluster
from tests.engine.sizing_cases import board, charger, nic, part, supply, switch
from tests.plans import SOURCE

PI = board("pi")
CUBE = charger("cube", 6, 32)
EIGHT = switch("eight", 8, 1000)


def wires_of(plan: Plan) -> tuple[Wire, ...]:
    return proposed_wiring(plan)[0]


def gaps_of(plan: Plan) -> tuple[WiringGap, ...]:
    return proposed_wiring(plan)[1]


def kinds_of(plan: Plan) -> list[Unwired]:
    return [gap.kind for gap in gaps_of(plan)]


def into(wires: tuple[Wire, ...], unit: str) -> dict[int, str]:
    return {wire.unit_port: wire.device for wire in wires if wire.unit == unit}


def errors_of(plan: Plan) -> list[str]:
    wires = wires_of(plan)
    build = plan.build.model_copy(update={"wiring": wires})
    wired = plan.model_copy(update={"build": build, "reckoned": {}})
    return [each.code for each in judge(wired) if each.severity is Severity.ERROR]


def test_nodes_take_the_first_ports_and_the_router_the_last_one() -> None:
    plan = cluster((PI, 3), (EIGHT, 1), (CUBE, 1))

    wires = wires_of(plan)

    assert into(wires, "eight#1") == {1: "pi#1", 2: "pi#2", 3: "pi#3"}
    assert [w.device_port for w in wires if w.unit == ROUTER] == [8]
    assert into(wires, "cube#1") == {1: "pi#1", 2: "pi#2", 3: "pi#3"}
    assert gaps_of(plan) == ()
    assert errors_of(plan) == []


def test_every_board_and_every_link_of_many_switches_has_a_port_of_its_own() -> None:
    plan = cluster((PI, 30), (EIGHT, 5), (CUBE, 5))

    wires = wires_of(plan)

    taken = Counter((w.unit, w.unit_port) for w in wires if w.kind is PortKind.ETHERNET)
    taken.update((w.device, w.device_port) for w in wires if w.device.startswith("eight"))
    assert max(taken.values()) == 1
    assert sum(w.device.startswith("pi#") for w in wires if w.kind is PortKind.ETHERNET) == 30
    assert errors_of(plan) == []


def test_an_adapter_stands_in_for_a_board_without_a_port() -> None:
    bare = board("bare", nic_mbps=0, usb3_ports=1)
    wires = wires_of(cluster((bare, 2), (nic("stick"), 2), (EIGHT, 1), (CUBE, 1)))

    assert into(wires, "eight#1") == {1: "stick#1", 2: "stick#2"}
    assert [w.unit for w in wires if w.kind is PortKind.USB_DATA] == ["bare#1", "bare#2"]


def test_a_board_without_any_network_is_told_and_gets_its_power() -> None:
    plan = cluster((board("bare", nic_mbps=0), 1), (PI, 1), (EIGHT, 1), (CUBE, 1))

    assert gaps_of(plan) == (WiringGap(Unwired.NO_PORT, ("bare",)),)
    assert set(into(wires_of(plan), "cube#1").values()) == {"bare#1", "pi#1"}


def test_a_fast_board_takes_the_fast_port_of_a_switch_that_has_one() -> None:
    mixed = part(Switch, "mixed", interfaces="4 x 1G RJ45; 1 x 2.5G RJ45")
    wires = wires_of(cluster((board("fast", nic_mbps=2500), 1), (PI, 1), (mixed, 1)))

    assert into(wires, "mixed#1") == {5: "fast#1", 1: "pi#1"}


def test_a_board_that_is_faster_than_every_port_takes_one_all_the_same() -> None:
    wires = wires_of(cluster((board("fast", nic_mbps=10_000), 1), (EIGHT, 1)))

    assert into(wires, "eight#1") == {1: "fast#1"}


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ([], Unwired.NO_NODES),
        ([(PI, 2)], Unwired.NO_SWITCH),
        ([(PI, 2), (switch("vague", None), 1)], Unwired.PORTS_UNKNOWN),
        ([(PI, 8), (EIGHT, 1)], Unwired.PORTS_SHORT),
        ([(PI, 1), (switch("one", 1), 3)], Unwired.PORTS_SHORT),
        ([(PI, 1), (EIGHT, 1), (switch("none", 0), 1)], Unwired.PORTS_SHORT),
        ([(PI, 1), (EIGHT, 1)], Unwired.NO_CHARGER),
        ([(PI, 1), (charger("vague", None, 30), 1)], Unwired.OUTLETS_UNKNOWN),
        ([(PI, 7), (CUBE, 1)], Unwired.OUTLETS_SHORT),
        ([(PI, 1), (supply("brick", 12), 1)], Unwired.OUTLETS_SHORT),
        ([(PI, 1), (charger("weak", 6, 60, port_max_ma=500), 1)], Unwired.OUTLETS_SHORT),
        ([(board("odd", power_connector=None), 1), (CUBE, 1)], Unwired.PLUG_UNKNOWN),
    ],
)
def test_what_cannot_be_wired_says_why(parts: list[Any], kind: Unwired) -> None:
    assert kind in kinds_of(cluster(*parts))


def test_a_part_that_nobody_describes_is_named_by_its_number() -> None:
    plan = cluster((PI, 2), (EIGHT, 1))
    stranger = plan.build.positions[1].model_copy(update={"part_number": "stranger"})
    bill = cluster((PI, 2), (Switch(part_number="stranger", name="x", source=SOURCE), 1))
    known = tuple(each for each in bill.parts if each.part_number != "stranger")
    plan = bill.model_copy(
        update={"parts": known, "build": plan.build.model_copy(update={"positions": (stranger,)})}
    )

    assert WiringGap(Unwired.NO_FACTS, ("stranger",)) in gaps_of(plan)


def test_a_board_that_nobody_describes_gets_no_wire() -> None:
    bill = cluster((PI, 1), (Board(part_number="odd", name="odd", source=SOURCE), 1), (EIGHT, 1))
    known = tuple(each for each in bill.parts if each.part_number != "odd")
    plan = bill.model_copy(update={"parts": known})

    assert {w.device for w in wires_of(plan) if w.unit == "eight#1"} == {"pi#1"}
    assert WiringGap(Unwired.NO_FACTS, ("odd",)) in gaps_of(plan)


def test_separate_networks_are_not_guessed() -> None:
    plan = cluster((PI, 2), (GIGABIT, 2), (EIGHT, 2), (CUBE, 1), networks=2)

    assert kinds_of(plan) == [Unwired.NETWORKS]
    assert len(into(wires_of(plan), "cube#1")) == 2


def test_watts_that_stay_free_are_kept_as_long_as_there_is_room() -> None:
    # Of 32 W 20 % stay free: five boards of 5 W fit into one, a sixth goes into the next.
    roomy = wires_of(cluster((PI, 6), (EIGHT, 1), (CUBE, 2)))
    tight = wires_of(cluster((PI, 6), (EIGHT, 1), (CUBE, 1)))

    assert [len(into(roomy, f"cube#{n}")) for n in (1, 2)] == [5, 1]
    assert len(into(tight, "cube#1")) == 6


def test_the_hungriest_board_is_plugged_in_first_and_unknown_draws_do_not_stop_it() -> None:
    big = board("big", power_max_w=Decimal(20), supply_ma=4000)
    dark = board("dark", power_max_w=None, power_typical_w=None, supply_ma=None)
    wires = wires_of(cluster((PI, 2), (big, 1), (dark, 1), (EIGHT, 1), (CUBE, 2)))

    assert into(wires, "cube#1") == {1: "big#1", 2: "pi#1", 3: "dark#1"}
    assert into(wires, "cube#2") == {1: "pi#2"}


def test_of_several_kinds_of_outlets_a_board_takes_one_of_its_plug() -> None:
    both = part(Charger, "both", outlets="1 x USB-C 5V 3A; 2 x barrel 12V 3A", supply_w="60")
    mini = board("mini", power_connector="barrel", supply_v=Decimal(12))
    plan = cluster((mini, 2), (board("usb-c", power_connector="USB-C"), 1), (EIGHT, 1), (both, 1))

    assert into(wires_of(plan), "both#1") == {1: "usb-c#1", 2: "mini#1", 3: "mini#2"}


def test_what_brings_its_supply_needs_no_outlet() -> None:
    plan = cluster((board("pc", includes=("power supply",), power_connector=None), 2), (EIGHT, 1))

    assert gaps_of(plan) == ()
    assert len(into(wires_of(plan), "eight#1")) == 2


# --- power over the network ----------------------------------------------------------------------


def hat(number: str = "hat", watts: str | None = "15.4", **facts: Any) -> PoeModule:
    made: PoeModule = part(
        PoeModule, number, kind="hat", fits="pi", output_ma=2500, **facts,
        poe_class_w=None if watts is None else Decimal(watts),
    )  # fmt: skip
    return made


def poe_switch(ports: int = 8, powered: int = 4, budget: str | None = "62") -> Switch:
    made: Switch = part(
        Switch, "poe", ports=ports, speed_mbps=1000, poe_ports=powered,
        poe_budget_w=None if budget is None else Decimal(budget), poe_port_max_w=Decimal(30),
    )  # fmt: skip
    return made


def test_a_board_with_a_module_takes_a_powered_port_and_the_others_the_rest() -> None:
    plan = cluster((PI, 4), (hat(), 2), (poe_switch(), 1), (CUBE, 1))

    wires = wires_of(plan)

    powered = [(w.device, w.unit_port) for w in wires if w.kind is PortKind.POE]
    assert powered == [("hat#1", 1), ("hat#2", 2)]
    assert [w.device for w in wires if w.unit == "hat#1"] == ["pi#1"]
    assert set(into(wires, "cube#1").values()) == {"pi#3", "pi#4"}
    ethernet = [w for w in wires if w.kind is PortKind.ETHERNET and w.unit == "poe#1"]
    assert len({w.unit_port for w in ethernet}) == 4
    assert errors_of(plan) == []


def test_watts_of_a_switch_are_shared_out_until_they_are_gone() -> None:
    plan = cluster((PI, 3), (hat(), 3), (poe_switch(budget="40"), 1), (CUBE, 1))

    assert gaps_of(plan) == (WiringGap(Unwired.POE_SHORT, needed=3, found=2),)
    assert len([w for w in wires_of(plan) if w.kind is PortKind.POE]) == 2


def test_what_a_switch_or_a_module_does_not_say_is_left_to_the_rules() -> None:
    plan = cluster((PI, 2), (hat(watts=None), 2), (poe_switch(budget=None), 1))

    assert len([w for w in wires_of(plan) if w.kind is PortKind.POE]) == 2


def test_a_module_goes_on_no_board_that_it_is_not_made_for() -> None:
    plan = cluster((board("other"), 2), (hat(), 2), (poe_switch(), 1), (CUBE, 1))

    assert [w for w in wires_of(plan) if w.kind is PortKind.POE] == []


# --- modules on carriers -------------------------------------------------------------------------

CM = board("cm", form="compute module", power_connector="module", nic_mbps=1000)


def carrier(number: str = "tray", slots: int | None = 2, **facts: Any) -> Carrier:
    made: Carrier = part(Carrier, number, slots=slots, fits="cm", **facts)
    return made


def test_modules_fill_carriers_whose_switch_joins_them() -> None:
    tray = carrier(ports=2, switch_mbps=1000, power_connector="barrel", supply_v=Decimal(12))
    plan = cluster((CM, 3), (tray, 2), (EIGHT, 1), (supply("brick", 12), 2))

    wires = wires_of(plan)

    seats = [(w.device, w.unit, w.unit_port) for w in wires if w.kind is PortKind.MODULE]
    assert seats == [("cm#1", "tray#1", 1), ("cm#2", "tray#1", 2), ("cm#3", "tray#2", 1)]
    links = {w.device for w in wires if w.kind is PortKind.ETHERNET}
    assert links == {"eight#1", "tray#1", "tray#2"}
    assert into(wires, "brick#1") == {1: "tray#1"}
    assert into(wires, "brick#2") == {1: "tray#2"}


def test_a_carrier_without_a_switch_has_a_cable_for_each_module() -> None:
    plan = cluster((CM, 2), (carrier(ports=2, switch_mbps=0), 1), (EIGHT, 1))

    cables = [(w.device, w.device_port) for w in wires_of(plan) if w.unit == "eight#1"]
    assert cables == [("tray#1", 1), ("tray#1", 2)]


def test_a_carrier_that_does_not_say_how_many_it_takes_and_modules_too_many_are_told() -> None:
    vague = cluster((CM, 2), (carrier(slots=None), 1), (EIGHT, 1))
    short = cluster((CM, 3), (carrier(ports=1, switch_mbps=1000), 1))

    assert WiringGap(Unwired.PLACES_UNKNOWN, ("tray",)) in gaps_of(vague)
    assert WiringGap(Unwired.PLACES_SHORT, needed=1) in gaps_of(short)
