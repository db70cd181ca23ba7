"""Nodes that get their power over the network, unit by unit."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from planner.engine.planning.plan import make_plan
from planner.engine.questions.conflict import contradiction
from planner.engine.rules import judge
from planner.engine.sizing.size import size
from planner.engine.wiring.loads import unit_loads
from planner.model.build import Build
from planner.model.findings import Finding, has_errors
from planner.model.parts import Part, PoeModule, PortKind
from planner.model.plan import Plan
from planner.model.proof import Status
from planner.model.requirement import PowerSource
from planner.model.sizing import Sizing
from planner.model.wording import demand_text, reasons
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    hat,
    patch,
    poe_switch,
    shop,
    switch,
    wish,
)

PI = board("pi", supply_ma=1200)
SHARED: tuple[Any, ...] = (
    (card("card"), "10.00"),
    (patch(), "1.00"),
    (charger("usb", 10, 100), "1.00"),
    (switch("plain", 8, 1000), "5.00"),
)


def sized(nodes: int, *wares: Any, **wishes: Any) -> Sizing:
    wanted = wish(nodes=nodes, power="poe", **wishes)
    return size(wanted, shop(*SHARED, *wares), RATES)


def build_of(found: Sizing) -> Build:
    assert found.build is not None
    assert not has_errors(found.findings)
    return found.build


USUAL = ((PI, "50.00"), (hat("hat"), "20.00"), (poe_switch("poe", 8, 8), "60.00"))


def test_each_node_takes_power_and_network_from_one_port() -> None:
    build = build_of(sized(3, *USUAL))

    ports = {(w.device, w.unit, w.unit_port) for w in build.wiring if w.kind is PortKind.POE}
    assert ports == {(f"hat#{n}", "poe#1", n) for n in (1, 2, 3)}
    network = {(w.device, w.unit, w.unit_port) for w in build.wiring if w.unit == "poe#1"}
    assert {(f"pi#{n}", "poe#1", n) for n in (1, 2, 3)} <= network
    power = {(w.device, w.unit) for w in build.wiring if w.kind is PortKind.USB_POWER}
    assert power == {(f"pi#{n}", f"hat#{n}") for n in (1, 2, 3)}
    assert {p.part_number for p in build.positions} == {"pi", "hat", "card", "poe", "patch"}


def test_the_watts_of_one_switch_are_not_those_of_all_together() -> None:
    # 60 W run three modules of 15.4 W; two switches six, though 120 W would be enough for seven
    assert build_of(sized(3, *USUAL)).quantity_of("poe") == 1
    assert build_of(sized(6, *USUAL)).quantity_of("poe") == 2
    assert build_of(sized(7, *USUAL)).quantity_of("poe") == 3


def test_a_port_is_kept_for_the_lead_to_the_router_or_to_another_switch() -> None:
    wares = (*USUAL[:2], (poe_switch("poe", 4, 4, poe_budget_w=Decimal(500)), "60.00"))

    assert build_of(sized(3, *wares)).quantity_of("poe") == 1
    assert sized(3, *wares, uplinks=2, cascade=False).status is Status.INFEASIBLE
    grown = build_of(sized(4, *wares))
    assert sum(grown.quantity_of(number) for number in ("poe", "plain")) == 2


def test_links_leave_the_powered_ports_alone() -> None:
    few = poe_switch("few", 8, 2, poe_budget_w=Decimal(500))

    build = build_of(sized(6, *USUAL[:2], (few, "30.00")))

    assert build.quantity_of("few") == 3
    assert all(w.unit_port <= 2 for w in build.wiring if w.kind is PortKind.POE)


def test_a_module_asks_for_a_port_of_its_class() -> None:
    weak = poe_switch("weak", 8, 8, poe_port_max_w=Decimal(7))

    assert sized(1, *USUAL[:2], (weak, "30.00")).status is Status.INFEASIBLE
    small = (hat("hat", poe_class_w=Decimal(7)), "20.00")
    assert sized(1, USUAL[0], small, (weak, "30.00")).status is Status.OPTIMAL


@pytest.mark.parametrize("unknown", ["poe_budget_w", "poe_port_max_w", "poe_ports"])
def test_a_switch_that_does_not_say_what_it_delivers_powers_nothing(unknown: str) -> None:
    vague = poe_switch("vague", 8, 8).model_copy(update={unknown: None})

    assert sized(1, *USUAL[:2], (vague, "30.00")).status is Status.INFEASIBLE


@pytest.mark.parametrize(
    ("module", "reason"),
    [
        (hat("m", kind="injector"), "Not used (it cannot power a board on its own): m."),
        (hat("m", poe_class_w=None), "Not used (its PoE class is not known): m."),
        (hat("m", output_ma=None), "Not used (its output is not known): m."),
        (hat("m", ""), "Not used (the boards it fits are not known): m."),
        (hat("m", "", output_ma=None), "(its output and the boards it fits are not known): m."),
        (hat("m", "other"), "no PoE module is known to fit"),
        (hat("m", output_ma=500), "no PoE module is known to fit"),
    ],
)
def test_what_is_not_known_to_power_a_board_is_left_out_and_why_is_said(
    module: PoeModule, reason: str
) -> None:
    found = sized(1, USUAL[0], (module, "20.00"), USUAL[2])

    assert found.status is Status.INFEASIBLE
    assert reason in " ".join(reasons(found))


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (
            {"power_max_w": None, "supply_ma": None},
            "its peak draw and its recommended power supply are not known",
        ),
        (
            {"power_connector": "USB-C", "supply_v": None},
            "Not used (its voltage is not known): pi.",
        ),
        ({"nic_mbps": 0}, "(its own network port is too slow, or it has none): pi."),
        (
            {"power_max_w": Decimal(40)},
            "no PoE module is known to fit and to supply what it draws",
        ),
    ],
)
def test_a_board_must_say_what_it_draws_and_have_a_port(facts: dict[str, Any], reason: str) -> None:
    found = sized(1, (board("pi", **facts), "50.00"), *USUAL[1:])

    assert found.status is Status.INFEASIBLE
    assert reason in " ".join(reasons(found))


@pytest.mark.parametrize("volts", ["12", "20"])
def test_a_splitter_that_does_not_state_its_volts_powers_no_board_of_more_than_five(
    volts: str,
) -> None:
    splitter = (hat("split", "USB-C boards", kind="splitter"), "15.00")
    wants = (board("pi", power_connector="USB-C", supply_v=Decimal(volts)), "50.00")

    assert sized(1, wants, splitter, USUAL[2]).status is Status.INFEASIBLE
    assert build_of(sized(1, wants, *USUAL[1:])).quantity_of("hat") == 1


def test_a_splitter_powers_the_boards_that_its_plug_fits() -> None:
    splitter = (hat("split", "USB-C boards", kind="splitter"), "15.00")
    newer = (board("new", power_connector="USB-C"), "50.00")

    assert build_of(sized(1, newer, splitter, USUAL[2])).quantity_of("split") == 1
    assert sized(1, USUAL[0], splitter, USUAL[2]).status is Status.INFEASIBLE


def test_classes_share_a_switch_by_what_each_asks() -> None:
    master = {"name": "master", "nodes": 1, "ram_gb": "4"}
    large = board("large", ram_mb=4096)
    wares = (
        *USUAL,
        (large, "90.00"),
        (hat("small", "pi", poe_class_w=Decimal(7)), "10.00"),
        (hat("tall", "large", poe_class_w=Decimal(15)), "25.00"),
    )

    build = build_of(sized(5, *wares, roles=[master]))

    # 15 + 4 × 7 = 43 W of 60
    assert (build.quantity_of("tall"), build.quantity_of("small")) == (1, 4)
    assert build.quantity_of("poe") == 1


def test_two_networks_and_power_over_one_of_them_contradict_each_other() -> None:
    with pytest.raises(ValidationError, match="for two separate networks choose chargers"):
        wish(nodes=2, redundant=True, power="poe")


def test_power_over_the_network_is_a_wish_that_can_be_given_up() -> None:
    wanted = wish(nodes=2, power="poe", must_not=("hat",))

    found = contradiction(wanted, shop(*SHARED, *USUAL), RATES)

    assert {demand_text(each.wish) for each in found} == {
        "power over Ethernet",
        "the exclusion of hat",
    }
    assert wanted.power is PowerSource.POE


# --- rules ---------------------------------------------------------------------------------------


def plan_of(build: Build, *changed: Part) -> Plan:
    """Return the plan of a build, some of whose parts turn out to be others."""
    wares = {ware[0].part_number: ware for ware in (*SHARED, *USUAL)}
    wares |= {part.part_number: (part, "1.00") for part in changed}
    return make_plan(build, shop(*wares.values()), rates=RATES)


def found_in(build: Build, code: str, *changed: Part) -> list[Finding]:
    return [finding for finding in judge(plan_of(build, *changed)) if finding.code == code]


def test_a_switch_delivers_no_more_than_its_budget() -> None:
    build = build_of(sized(3, *USUAL))

    assert not found_in(build, "unit-poe-short")
    (found,) = found_in(build, "unit-poe-short", poe_switch("poe", 8, 8, poe_budget_w=Decimal(40)))
    assert found.message == "3 PoE modules on poe#1 need 46.2 W; it delivers 40 W in total."
    assert not found_in(build, "unit-poe-short", poe_switch("poe", 8, 8, poe_budget_w=None))
    assert not found_in(build, "unit-poe-short", hat("hat", poe_class_w=None))


def test_a_port_delivers_no_more_than_its_class() -> None:
    build = build_of(sized(3, *USUAL))

    (found,) = found_in(
        build, "unit-poe-port-weak", poe_switch("poe", 8, 8, poe_port_max_w=Decimal(7))
    )
    assert found.message == ("A PoE module on poe#1 needs 15.4 W; its port 1 delivers 7 W.")
    assert not found_in(build, "unit-poe-port-weak", poe_switch("poe", 8, 8, poe_port_max_w=None))


def test_a_module_gives_its_board_what_it_draws() -> None:
    build = build_of(sized(3, *USUAL))

    assert not found_in(build, "module-weak")
    found = found_in(build, "module-weak", hat("hat", output_ma=900))
    assert [each.subject for each in found] == ["hat#1", "hat#2", "hat#3"]
    assert found[0].message == "pi needs 1000 mA (peak draw); hat#1 gives 900."
    assert not found_in(build, "module-weak", hat("hat", output_ma=None))
    assert not found_in(build, "module-weak", board("pi", power_max_w=None))


def test_a_node_whose_module_is_not_plugged_in_is_missed() -> None:
    build = build_of(sized(3, *USUAL))
    wires = [w for w in build.wiring if (w.device, w.kind) != ("pi#2", PortKind.USB_POWER)]

    (found,) = found_in(build.model_copy(update={"wiring": tuple(wires)}), "not-plugged-in")

    assert found.message == "1 of 3 nodes have no power in the wiring."


def test_a_switch_carries_the_watts_of_the_classes_on_it() -> None:
    (load,) = unit_loads(plan_of(build_of(sized(3, *USUAL))))

    assert (load.unit, load.used, load.ports) == ("poe#1", 4, 8)
    assert (load.watts, load.supply) == (Decimal("46.2"), Decimal(60))
