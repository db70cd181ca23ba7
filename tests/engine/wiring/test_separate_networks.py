"""Nodes on two separate networks of switches: any one switch may fail."""

from collections.abc import Iterable

import pytest

from planner.engine.planning.capacity import capacity
from planner.engine.planning.plan import make_plan
from planner.engine.questions.conflict import contradiction
from planner.engine.rules import judge
from planner.engine.sizing.size import size
from planner.engine.traffic.bandwidth import bandwidth
from planner.engine.wiring.places import networks_of
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.findings import has_errors
from planner.model.parts import PortKind
from planner.model.plan import Plan
from planner.model.proof import Status
from planner.model.sizing import Sizing
from planner.model.wiring import ROUTER, Wire
from planner.model.wording import demand_text, reasons
from tests.engine.network_plans import FACTS, RECEIVE
from tests.engine.samples import plan
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

CATALOG = shop(
    (board("pi"), "50.00"),
    (board("bare", nic_mbps=0), "5.00"),
    (board("full", usb2_ports=0), "5.00"),
    (card("card"), "10.00"),
    (nic("adapter"), "8.00"),
    (charger("usb", 10, 100), "40.00"),
    (switch("sw", 4), "20.00"),
    (switch("sw-8", 8), "90.00"),
    (patch(), "1.00"),
    (cord(), "2.00"),
)


def sized(nodes: int, catalog: Catalog = CATALOG, **wishes: object) -> Sizing:
    return size(wish(nodes=nodes, redundant=True, **wishes), catalog, RATES)


def plan_of(build: Build | None) -> Plan:
    assert build is not None
    return make_plan(build, CATALOG, rates=RATES)


def codes(found: Plan) -> set[str]:
    return {finding.code for finding in judge(found)}


def with_wires(found: Plan, wires: Iterable[Wire]) -> Plan:
    return plan_of(found.build.model_copy(update={"wiring": tuple(wires)}))


def test_each_node_has_a_lead_to_each_of_two_networks() -> None:
    found = plan_of(sized(3).build)

    assert networks_of(found) == (frozenset({"sw#1"}), frozenset({"sw#2"}))
    plugs = [(w.device, w.unit) for w in found.build.wiring if w.kind is PortKind.ETHERNET]
    for node in (1, 2, 3):
        assert (f"pi#{node}", "sw#1") in plugs
        assert (f"adapter#{node}", "sw#2") in plugs
    assert not has_errors(judge(found))
    assert not codes(found) & {"network-not-separate", "single-switch", "switch-tree"}


def test_each_network_has_its_own_leads_to_the_router() -> None:
    found = plan_of(sized(2, uplinks=2).build)

    ends = {(w.device, w.unit_port) for w in found.build.wiring if w.unit == ROUTER}
    assert ends == {("sw#1", 1), ("sw#1", 2), ("sw#2", 3), ("sw#2", 4)}


def test_a_network_grows_by_switches_of_its_own() -> None:
    found = plan_of(sized(5).build)

    assert [len(units) for units in networks_of(found)] == [2, 2]
    assert found.build.quantity_of("patch") == 5 * 2 + 2 + 2
    assert capacity(found).ports == capacity(found).ports_needed == 12


def test_the_one_switch_of_each_network_must_do_where_switches_are_not_linked() -> None:
    found = sized(5, cascade=False)

    assert found.build is not None
    assert found.build.quantity_of("sw-8") == 2


def test_a_board_without_a_second_port_is_left_out_and_why_is_said() -> None:
    told = " ".join(reasons(sized(2)))

    assert "no second network port that is fast enough, with any available adapter): bare" in told
    assert "full" in told


def test_both_ports_of_a_node_must_be_as_fast_as_is_wished() -> None:
    assert sized(2, mbps=100).status is Status.OPTIMAL
    assert sized(2, mbps=400).status is Status.INFEASIBLE


def test_two_networks_are_among_the_wishes_that_contradict_each_other() -> None:
    wanted = wish(nodes=2, redundant=True, must_not=("adapter",))

    found = contradiction(wanted, CATALOG, RATES)

    assert {demand_text(each.wish) for each in found} == {
        "each node on two separate networks",
        "the exclusion of adapter",
    }


def test_a_lead_that_joins_the_networks_leaves_one() -> None:
    found = plan_of(sized(3).build)
    joined = Wire(device="sw#2", device_port=4, unit="sw#1", unit_port=4, kind=PortKind.ETHERNET)

    together = with_wires(found, [*found.build.wiring, joined])

    assert networks_of(together) == (frozenset({"sw#1", "sw#2"}),)
    (finding,) = [each for each in judge(together) if each.code == "network-not-separate"]
    assert finding.message.startswith("3 of 3 nodes are on only one network:")


def test_a_node_with_both_leads_in_one_switch_is_not_on_two_networks() -> None:
    found = plan_of(sized(2).build)
    wires = [
        wire.model_copy(update={"unit": "sw#1", "unit_port": 3})
        if (wire.device, wire.kind) == ("adapter#1", PortKind.ETHERNET)
        else wire
        for wire in found.build.wiring
    ]

    (finding,) = [
        each for each in judge(with_wires(found, wires)) if each.code == "network-not-separate"
    ]

    assert finding.message.startswith("1 of 2 nodes")


@pytest.mark.parametrize("networks", [1, 2])
def test_who_has_wired_nothing_has_joined_nothing(networks: int) -> None:
    found = plan("2 pi3", "2 switch8", networks=networks)

    assert networks_of(found) == ()
    assert "network-not-separate" not in codes(found)


def test_switches_in_one_tree_cut_each_other_off() -> None:
    assert "switch-tree" in codes(plan("9 pi3", "2 switch8"))
    assert "switch-tree" not in codes(plan("7 pi3", "2 switch8", networks=2))
    assert "switch-tree" not in codes(plan("7 pi3", "1 switch8"))


def test_a_build_on_two_networks_needs_every_port_and_lead_twice() -> None:
    short = {each.code: each for each in judge(plan("8 pi3", "2 switch8", networks=2))}

    assert short["ports-short"].message == (
        "16 ports cannot serve 8 nodes twice and 2 uplinks: 18 are needed."
    )
    assert short["ports-short"].hint.endswith("or remove 1 node.")
    assert "(8 nodes twice and 2 uplinks)" in short["leads-short"].message
    assert "no-free-port" in codes(plan("7 pi3", "2 switch8", networks=2))
    assert "no-free-port" not in codes(plan("6 pi3", "2 switch8", networks=2))


def test_one_network_carries_and_the_other_stands_by() -> None:
    found = bandwidth(plan_of(sized(5).build), FACTS, RECEIVE)

    assert any("the other is on standby" in note for note in found.notes)
    assert sum(node.quantity for node in found.nodes) == 5


def test_networks_that_nobody_has_wired_are_taken_for_one() -> None:
    found = bandwidth(plan("7 pi3", "2 switch8", networks=2), FACTS, RECEIVE)

    assert sum(node.quantity for node in found.nodes) == 7
