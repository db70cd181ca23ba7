"""A module on a carrier of its own may get power over its network cable, or be on two networks."""

from typing import Any

import pytest

from planner.engine.rules import judge
from planner.engine.sizing.size import size
from planner.engine.wiring.proposed import proposed_wiring
from planner.jobs.plans import plan_build
from planner.model.cost_question import CostTerms
from planner.model.findings import Severity
from planner.model.parts import Carrier, Charger, PortKind, Storage
from planner.model.sizing import Sizing
from planner.model.wording import reasons
from tests.engine.sizing.test_modules_and_memory import carrier, left_out, module, pieces
from tests.engine.sizing_cases import (
    RATES,
    card,
    hat,
    part,
    patch,
    poe_switch,
    shop,
    supply,
    switch,
    wish,
)


def io(number: str = "io", **facts: Any) -> Carrier:
    usual = {"slots": 1, "interfaces": "1 x 1G RJ45", "switch_mbps": 0}
    plug = {"power_connector": None, "supply_v": None, "supply_ma": None}
    plug["power_in"] = "USB-C 5V 2A or barrel 12V 1A"
    return carrier(number, **(usual | plug | facts))


SPLITTER = hat("usb-c", "USB-C", kind="splitter")
POE: tuple[Any, ...] = (
    (card("card"), "5.00"),
    (poe_switch("poe8", 8, 7, poe_budget_w=100), "60.00"),
    (patch(), "1.00"),
)


def sized(*wares: Any, rest: Any = POE, **wishes: Any) -> Sizing:
    return size(wish(**wishes), shop(*wares, *rest), RATES)


def wires(found: Sizing, *kinds: PortKind) -> list[tuple[str, int, str, int]]:
    assert found.build is not None, reasons(found)
    told = [each for each in found.build.wiring if each.kind in kinds]
    return [(each.device, each.device_port, each.unit, each.unit_port) for each in told]


def test_a_splitter_that_ends_in_the_plug_of_a_carrier_powers_it_with_its_module() -> None:
    found = sized((module(), "40.00"), (io(), "20.00"), (SPLITTER, "10.00"), nodes=2, power="poe")

    assert pieces(found) == {"cm": 2, "usb-c": 2, "card": 2, "io": 2, "poe8": 1, "patch": 3}
    assert wires(found, PortKind.USB_POWER) == [
        ("io#1", 1, "usb-c#1", 1), ("io#2", 1, "usb-c#2", 1),
    ]  # fmt: skip
    assert wires(found, PortKind.MODULE) == [("cm#1", 1, "io#1", 1), ("cm#2", 1, "io#2", 1)]
    assert [unit for unit, _, _, _ in wires(found, PortKind.POE)] == ["usb-c#1", "usb-c#2"]
    assert found.plan is not None
    assert [each.code for each in found.plan.findings if each.severity is Severity.ERROR] == []


def test_a_hat_that_names_a_carrier_powers_it() -> None:
    wares = (module(), "40.00"), (io(), "20.00"), (hat("on-io", "io"), "15.00")
    assert pieces(sized(*wares, nodes=2, power="poe"))["on-io"] == 2

    other = (module(), "40.00"), (io(), "20.00"), (hat("on-other", "pi"), "15.00")
    found = sized(*other, nodes=2, power="poe")
    assert "no carrier that takes it can be used: no PoE module is known to fit" in left_out(found)


@pytest.mark.parametrize(
    ("facts", "powered"),
    [
        ({}, True),
        ({"output_ma": 1900}, False),
        ({"kind": "hat", "fits": "io", "output_ma": 2000}, True),
    ],
)
def test_a_module_gives_what_the_maker_of_the_carrier_recommends(
    facts: dict[str, Any], powered: bool
) -> None:
    usual: dict[str, Any] = {"fits": "USB-C", "kind": "splitter", "output_ma": 2500}
    weak = hat("m", **(usual | facts))
    found = sized((module(), "40.00"), (io(), "20.00"), (weak, "10.00"), nodes=1, power="poe")
    assert (found.build is not None) is powered


def test_without_a_recommendation_the_carrier_its_module_and_its_drive_count() -> None:
    # 2 W and 5 W are 1.4 A at 5 V, with the drive's 4 W they are 2.2 A.
    plain: Any = io(power_in="USB-C 5V", power_max_w=2, storage_slots=("microSD", "NVMe"))
    drive = part(Storage, "nvme", slot="NVMe", capacity_gb=500, power_max_w=4, power_typical_w=1)
    taking: Any = module(storage_slots=("microSD", "NVMe"))
    wares = (taking, "40.00"), (plain, "20.00"), (drive, "30.00")
    small, large = hat("small", "USB-C", kind="splitter", output_ma=2000), SPLITTER

    assert sized(*wares, (small, "5.00"), nodes=1, power="poe").build is not None
    wishes: dict[str, Any] = {"nodes": 1, "power": "poe", "storage_gb": 500}
    assert sized(*wares, (small, "5.00"), **wishes).build is None
    assert pieces(sized(*wares, (small, "5.00"), (large, "20.00"), **wishes))["usb-c"] == 1

    silent: Any = io(power_in="USB-C 5V")
    unknown = sized((module(), "40.00"), (silent, "20.00"), (SPLITTER, "9.00"), nodes=1,
                    power="poe")  # fmt: skip
    assert unknown.build is None


def test_whatever_costs_least_powers_carriers_where_both_will_do() -> None:
    wares = (module(), "40.00"), (io(), "20.00"), (SPLITTER, "10.00")
    twelve = (supply("twelve", 12, 60), "20.00"), (switch("sw", 8, 1000), "25.00")
    assert pieces(sized(*wares, *twelve, nodes=2)).keys() >= {"twelve", "sw"}
    cheap = (supply("twelve", 12, 60), "300.00"), (switch("sw", 8, 1000), "25.00")
    found = pieces(sized(*wares, *cheap, nodes=2))
    assert found["usb-c"] == 2
    assert "twelve" not in found


def test_one_role_may_be_powered_over_the_network_and_another_by_supplies() -> None:
    barrel: Any = io("of-barrel", fits="big", power_in="barrel 12V 1A")
    roles = [{"name": "head", "nodes": 1, "ram_gb": 4}]
    found = sized(
        (module(), "10.00"), (module("big", ram_mb=4096), "60.00"),
        (io(power_in="USB-C 5V 2A"), "20.00"), (barrel, "20.00"), (SPLITTER, "10.00"),
        (supply("twelve", 12, 60), "20.00"), nodes=3, roles=roles,
    )  # fmt: skip

    assert pieces(found)["usb-c"] == 2
    assert wires(found, PortKind.BARREL_POWER) == [("of-barrel#1", 1, "twelve#1", 1)]


def test_a_carrier_of_one_module_with_two_ports_puts_it_on_two_networks() -> None:
    two: Any = io("two", interfaces="2 x 1G RJ45", power_in="barrel 12V 1A")
    rest = ((card("card"), "5"), (switch("sw", 8, 1000), "25"), (patch(), "1"),
            (supply("twelve", 12, 60), "20"))  # fmt: skip
    wares = (module(), "40.00"), (io(power_in="barrel 12V 1A"), "10.00"), (two, "30.00")
    found = sized(*wares, rest=rest, nodes=2, redundant=True, mbps=1000)

    assert pieces(found) == {"cm": 2, "card": 2, "two": 2, "sw": 2, "patch": 6, "twelve": 2}
    cables = [each for each in wires(found, PortKind.ETHERNET) if each[0].startswith("two")]
    assert [(device, port) for device, port, _, _ in cables] == [
        ("two#1", 1), ("two#1", 2), ("two#2", 1), ("two#2", 2),
    ]  # fmt: skip
    assert {unit for _, port, unit, _ in cables if port == 1} == {"sw#1"}
    assert {unit for _, port, unit, _ in cables if port == 2} == {"sw#2"}
    assert found.plan is not None
    assert [each.code for each in found.plan.findings if each.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"interfaces": "1 x 1G RJ45"}, "no second network port that is fast enough"),
        ({"interfaces": "2 x ? RJ45"}, "of the carriers that take it, their speed is not known"),
        ({"interfaces": None, "ports": 2}, "of the carriers that take it, their speed is not"),
        ({"interfaces": "1 x 1G RJ45; 1 x 100M RJ45"}, "no carrier for sale is known to take it"),
    ],
)
def test_what_a_carrier_lacks_for_two_networks_is_said(facts: dict[str, Any], says: str) -> None:
    found = sized((module(), "40.00"), (io(**facts), "20.00"), nodes=2, redundant=True, mbps=1000)
    assert found.build is None
    assert says in left_out(found)


def test_where_no_speed_is_asked_for_that_of_the_second_port_need_not_be_known() -> None:
    vague: Any = io(interfaces="2 x ? RJ45", power_in="barrel 12V 1A")
    rest = (*POE, (supply("twelve", 12, 60), "20"))
    found = sized((module(), "40.00"), (vague, "20.00"), rest=rest, nodes=2, redundant=True)
    assert pieces(found)["io"] == 2


def test_a_build_made_by_hand_is_wired_with_what_powers_its_carriers() -> None:
    found = sized((module(), "40.00"), (io(), "20.00"), (SPLITTER, "10.00"), nodes=3, power="poe")
    assert found.plan is not None
    bare = found.plan.build.model_copy(update={"wiring": ()})
    plan = found.plan.model_copy(update={"build": bare})
    proposed, gaps = proposed_wiring(plan)

    assert gaps == ()
    told = [(each.device, each.unit) for each in proposed if each.kind is PortKind.USB_POWER]
    assert told == [(f"io#{n}", f"usb-c#{n}") for n in (1, 2, 3)]
    wired = bare.model_copy(update={"wiring": proposed})
    again = found.plan.model_copy(update={"build": wired})
    assert [e.code for e in judge(again) if e.severity is Severity.ERROR] == []


def test_of_alike_carriers_one_may_be_on_its_cable_and_another_on_a_charger() -> None:
    usb = part(Charger, "usb", outlets="1 x USB-C 5V 3A", supply_w=15)
    wares = (module(), "40.00"), (io(), "20.00"), (SPLITTER, "10.00"), (usb, "12.00")
    found = sized(*wares, nodes=3, power="poe")
    assert found.plan is not None
    bought = [
        each.model_copy(update={"quantity": 1}) if each.part_number == "usb-c" else each
        for each in found.plan.build.positions
    ]
    chargers = bought[0].model_copy(
        update={"part_number": "usb", "slot": "charger", "quantity": 2, "role": ""}
    )
    build = found.plan.build.model_copy(
        update={"wiring": (), "positions": (*bought, chargers), "power_by": "stress"}
    )
    plan = plan_build(build, shop(*wares, *POE), CostTerms())
    proposed, gaps = proposed_wiring(plan)

    assert gaps == ()
    told = [(each.device, each.unit) for each in proposed if each.kind is PortKind.USB_POWER]
    assert told == [("io#1", "usb-c#1"), ("io#2", "usb#1"), ("io#3", "usb#2")]
