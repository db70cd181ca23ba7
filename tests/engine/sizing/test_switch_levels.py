"""Linked switches two levels deep: one is the root, and every other one is joined to it."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.questions.conflict import contradiction
from planner.engine.questions.curve import curve
from planner.engine.sizing.next_node import next_node
from planner.engine.sizing.size import size
from planner.engine.wiring.switch_tree import Member, switch_tree
from planner.model.build import Build
from planner.model.findings import has_errors
from planner.model.parts import Carrier, PortKind
from planner.model.proof import Status
from planner.model.requirement import PowerSource, Requirement, SwitchLevels
from planner.model.sizing import Sizing
from planner.model.wiring import ROUTER, part_of
from planner.model.wording import demand_text, nodes_left_text
from tests.engine.sizing.test_next_node import planner_of
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    dac,
    hat,
    mixed,
    nic,
    part,
    patch,
    poe_switch,
    shop,
    switch,
    wish,
)
from tests.plans import ON

SHARED: tuple[Any, ...] = ((board("pi"), "50.00"), (card("card"), "10.00"), (patch(), "1.00"))
FOUR, EIGHT = (switch("four", 4), "10.00"), (switch("eight", 8), "35.00")


def sized(*wares: Any, **wishes: Any) -> Sizing:
    return size(wish(**{"power": "none", **wishes}), shop(*SHARED, *wares), RATES)


def pieces(found: Sizing) -> Counter[str]:
    assert found.build is not None
    assert found.status is Status.OPTIMAL
    assert not has_errors(found.findings)
    return Counter({each.part_number: each.quantity for each in found.build.positions})


def links(build: Build | None) -> list[tuple[str, str]]:
    assert build is not None
    wires = [w for w in build.wiring if w.kind in (PortKind.ETHERNET, PortKind.SFP)]
    return [
        (wire.device, wire.unit)
        for wire in wires
        if part_of(wire.device) not in ("pi", "nic", "module") and wire.unit != ROUTER
    ]


def roots(build: Build | None) -> set[str]:
    """Return the switches that are an end of every link."""
    return set.intersection(*(set(each) for each in links(build)))


def codes(found: Sizing) -> set[str]:
    return {each.code for each in found.findings}


def test_unless_asked_no_switch_is_behind_more_than_one_other() -> None:
    star, chain = sized(FOUR, EIGHT, nodes=12), sized(FOUR, EIGHT, nodes=12, switch_levels="any")

    # 8 + 3 × 4 ports less 2 for each link: 14 for 12 nodes and the router.
    assert (pieces(star)["eight"], pieces(star)["four"]) == (1, 3)
    assert len(links(star.build)) == 3
    assert roots(star.build) == {"eight#1"}
    assert "switch-levels" not in codes(star)
    # Six of 4 ports cost less, and no one of them has a port for five others.
    assert (pieces(chain)["eight"], pieces(chain)["four"]) == (0, 6)
    assert not roots(chain.build)
    assert "switch-levels" in codes(chain)


def test_as_many_as_a_root_has_ports_are_linked_and_its_uplink_is_on_another() -> None:
    found = sized(FOUR, nodes=11)

    assert pieces(found)["four"] == 5
    (root,) = roots(found.build)
    assert found.build is not None
    (uplink,) = (wire.device for wire in found.build.wiring if wire.unit == ROUTER)
    assert uplink != root


def test_what_two_levels_cannot_reach_is_told_and_more_levels_are_the_way_out() -> None:
    wanted, catalog = wish(nodes=12, power="none"), shop(*SHARED, FOUR)

    found = contradiction(wanted, catalog, RATES)

    assert size(wanted, catalog, RATES).status is Status.INFEASIBLE
    assert [(demand_text(e.wish), str(e.cost), nodes_left_text(e.instead)) for e in found] == [
        ("the limit of 2 levels of linked switches", "S$798.00", ""),
        ("12 nodes", "S$726.00", "at most 11 nodes"),
    ]


def test_a_single_switch_and_two_levels_are_requirements_of_their_own() -> None:
    catalog = shop(*SHARED, FOUR)
    alone = wish(nodes=4, cascade=False, power="none")

    told = [demand_text(each.wish) for each in contradiction(alone, catalog, RATES)]

    assert told == ["a single switch", "4 nodes"]


def test_the_curve_of_nodes_ends_where_two_levels_do() -> None:
    catalog = shop(*SHARED, FOUR)
    asked = [wish(nodes=1, power="none", switch_levels=each) for each in ("2", "any")]

    ends = [
        max(point.nodes for point in curve(each, catalog, RATES, most=14) if point.cost)
        for each in asked
    ]

    assert ends == [11, 14]


def test_each_of_two_networks_has_a_root_of_its_own() -> None:
    found = sized(FOUR, EIGHT, (nic("nic", speed_mbps=100), "5.00"), nodes=12, redundant=True)

    assert (pieces(found)["eight"], pieces(found)["four"]) == (2, 6)
    assert len(links(found.build)) == 6
    assert {len({*each} & {"eight#1", "eight#2"}) for each in links(found.build)} == {1}


def test_a_link_between_cages_takes_a_cage_of_the_root() -> None:
    caged = mixed("caged", "3 x 1G RJ45; 1 x 10G SFP+"), "10.00"
    root = mixed("root", "3 x 1G RJ45; 2 x 10G SFP+"), "30.00"

    two = sized(caged, root, (dac(), "1.00"), nodes=8)
    both = sized(caged, (dac(), "1.00"), nodes=5)

    # Three units of 3 ports, joined by two cables between cages, have 9 ports for 8 nodes.
    assert (pieces(two)["root"], pieces(two)["caged"], pieces(two)["dac"]) == (1, 2, 2)
    assert roots(two.build) == {"root#1"}
    assert (pieces(both)["caged"], pieces(both)["dac"]) == (2, 1)


def test_links_of_both_kinds_end_at_the_root() -> None:
    caged = mixed("caged", "4 x 1G RJ45; 1 x 10G SFP+"), "10.00"

    found = sized(caged, (dac(), "1.00"), nodes=15)

    # Five units: one link between cages, three between ports.
    assert (pieces(found)["caged"], pieces(found)["dac"]) == (6, 1)
    assert len(roots(found.build)) == 1


def test_a_root_powers_no_more_than_its_links_leave_ports_for() -> None:
    wares = (poe_switch("poe", 4, 4, poe_budget_w=Decimal(90)), "10.00"), (hat("hat"), "5.00")

    found = sized(*wares, nodes=9, power=PowerSource.POE, uplinks=1)

    # Four units have 16 ports, less 6 for links and one for the router: 9. The root keeps one.
    assert pieces(found)["poe"] == 4
    (root,) = roots(found.build)
    assert found.build is not None
    fed = Counter(wire.unit for wire in found.build.wiring if wire.kind is PortKind.POE)
    assert fed[root] <= 1
    assert max(fed.values()) == 3
    assert sized(*wares, nodes=12, power=PowerSource.POE).status is Status.INFEASIBLE
    deeper = sized(*wares, nodes=12, power=PowerSource.POE, switch_levels="any")
    assert pieces(deeper)["poe"] == 6


def test_a_carrier_with_a_switch_may_be_the_root() -> None:
    wares = (
        (board("module", form="compute module", power_connector="module", storage_onboard_gb=8,
               storage_slots=()), "20.00"),
        (part(Carrier, "carrier", fits="module", slots=2, ports=4, switch_mbps=1000,
              power_connector="mains"), "10.00"),
    )  # fmt: skip

    found = size(wish(nodes=10, only=("module",), power="none"), shop(*wares, SHARED[2]), RATES)

    assert pieces(found)["carrier"] == 5
    (root,) = roots(found.build)
    assert part_of(root) == "carrier"
    assert size(
        wish(nodes=12, only=("module",), power="none"), shop(*wares, SHARED[2]), RATES
    ).status is Status.INFEASIBLE  # fmt: skip


def test_required_switches_are_linked_in_two_levels_or_conflict() -> None:
    assert pieces(sized(FOUR, nodes=1, must=({"part_number": "four", "quantity": 5},)))["four"] == 5
    six = sized(FOUR, nodes=1, must=({"part_number": "four", "quantity": 6},))
    assert six.status is Status.INFEASIBLE


@pytest.mark.parametrize(("given", "levels"), [(2, "2"), ("2", "2"), ("any", "any")])
def test_levels_are_asked_for_by_their_number_or_any(given: Any, levels: str) -> None:
    asked = Requirement.model_validate({"on": ON, "nodes": 1, "switch_levels": given})

    assert asked.switch_levels is SwitchLevels(levels)
    assert asked.is_star is (levels == "2")
    assert not asked.model_copy(update={"cascade": False}).is_star


@pytest.mark.parametrize("given", [3, 1, "two", True, None, -2])
def test_other_levels_are_refused(given: Any) -> None:
    with pytest.raises(ValueError, match="switch_levels"):
        Requirement.model_validate({"on": ON, "nodes": 1, "switch_levels": given})


# --- one node more -------------------------------------------------------------------------------


def test_one_node_more_takes_no_switch_that_would_be_behind_two_others() -> None:
    power = (charger("usb", 60, 400), "50.00"), (cord(), "1.00")
    catalog = shop(*SHARED, *power, FOUR, EIGHT)
    full = size(wish(nodes=11, must_not=("eight",)), catalog, RATES)
    assert full.build is not None

    found = next_node(full.build, planner_of(catalog), catalog, RATES, currency="SGD", on=ON)

    # A sixth of 4 ports costs less, but no root has a port for five others.
    assert Counter(each.part_number for each in found.added)["eight"] == 1
    assert not any(each.part_number == "four" for each in found.added)


# --- wiring --------------------------------------------------------------------------------------


def ends(members: list[Member], **more: Any) -> list[tuple[str, str]]:
    tree = switch_tree(members, **more)
    return [(wire.device, wire.unit) for wire in tree.wires]


def test_all_are_joined_to_the_one_that_has_the_ports_though_another_is_faster() -> None:
    members = [
        Member("fast#1", (1000,) * 2),
        *(Member(f"slow#{index}", (100,) * 4) for index in (1, 2, 3)),
    ]

    assert ends(members, uplinks=1) == [
        ("fast#1", "slow#1"), ("slow#2", "slow#1"), ("slow#3", "slow#1"), ("slow#1", "router"),
    ]  # fmt: skip


def test_links_come_before_the_uplinks_of_the_root() -> None:
    members = [Member(f"a#{index}", (0,) * 4) for index in range(1, 6)]

    assert ends(members, uplinks=2) == [
        ("a#2", "a#1"), ("a#3", "a#1"), ("a#4", "a#1"), ("a#5", "a#1"),
        ("a#2", "router"), ("a#2", "router"),
    ]  # fmt: skip


def test_where_no_one_has_the_ports_the_others_are_as_near_as_can_be() -> None:
    members = [Member(f"a#{index}", (0,) * 3) for index in range(1, 6)]

    assert ends(members, uplinks=1) == [
        ("a#2", "a#1"), ("a#3", "a#1"), ("a#4", "a#2"), ("a#5", "a#2"), ("a#1", "router"),
    ]  # fmt: skip


def test_one_without_a_free_port_is_joined_through_its_cage() -> None:
    members = [
        Member("a#1", (1000,) * 3, (4,)),
        Member("b#1", (1000,) * 2, (3, 4)),
        Member("c#1", (1000,) * 3, (4,)),
    ]
    kept = {"c#1": {1, 2, 3}}

    assert ends(members, uplinks=1, kept=kept, cage_links=1) == [
        ("c#1", "a#1"), ("b#1", "a#1"), ("a#1", "router"),
    ]  # fmt: skip


def test_one_that_has_neither_port_nor_cage_makes_no_root_of_any() -> None:
    members = [Member("a#1", (1000,) * 3, (4, 5)), Member("b#1", (1000,) * 2, (3,)),
               Member("c#1", (1000,) * 3)]  # fmt: skip

    assert ends(members, uplinks=0, cage_links=1)[0] == ("b#1", "a#1")
