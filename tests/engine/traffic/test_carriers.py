"""Modules of a carrier share the lead from its switch, wherever else the cluster has switches."""

from decimal import Decimal

import pytest

from planner.engine.traffic.bandwidth import bandwidth
from planner.engine.wiring.node_places import placed_nodes
from planner.model.parts import Board, Carrier
from tests.engine.network_plans import CARD, FACTS, FAST, NEW, RECEIVE, SLOW, changed, cluster
from tests.plans import SOURCE

MODULE = Board(
    part_number="module", name="Module", source=SOURCE, form="compute module", nic_mbps=1000,
    nic_bus="own",
)  # fmt: skip
PLAIN = changed(MODULE, part_number="plain", name="Plain", nic_mbps=0)
FOUR = Carrier(
    part_number="four", name="Four", source=SOURCE, slots=4, ports=2, switch_mbps=1000,
    fits="Module, Plain",
)  # fmt: skip
OPEN = changed(FOUR, part_number="open", name="Open", slots=None)
IO = changed(FOUR, part_number="io", name="IO", slots=1, ports=1, switch_mbps=0)


@pytest.mark.parametrize(
    ("parts", "each", "all_of_them"),
    [
        # A gigabit is 950 Mbit/s here, whatever is behind it.
        ([(MODULE, 1), (FOUR, 1)], "950.0", "950.0"),
        ([(MODULE, 4), (FOUR, 1)], "237.5", "950.0"),
        ([(MODULE, 4), (OPEN, 1)], "237.5", "950.0"),
        ([(MODULE, 8), (FOUR, 2)], "118.8", "950.0"),
        ([(MODULE, 4), (FOUR, 1), (FAST, 1)], "237.5", "950.0"),
        ([(MODULE, 4), (FOUR, 1), (SLOW, 1)], "237.5", "950.0"),
        ([(MODULE, 2), (IO, 2), (FAST, 1)], "475.0", "950.0"),
        ([(MODULE, 2), (IO, 2), (SLOW, 1)], "47.5", "95.0"),
    ],
)
def test_all_modules_share_what_joins_them_to_the_router(parts, each, all_of_them) -> None:
    found = bandwidth(cluster(*parts), FACTS, RECEIVE)

    assert {str(rate.mbps) for node in found.nodes for rate in node.together} == {each}
    assert [str(rate.mbps) for rate in found.totals] == [all_of_them]


def test_modules_sit_on_their_carriers_and_other_nodes_on_the_switches() -> None:
    placed, units = placed_nodes(cluster((MODULE, 6), (NEW, 3), (FOUR, 2), (FAST, 1)))

    assert [unit.part.part_number for unit in units] == ["fast", "four", "four"]  # type: ignore[union-attr]
    assert [(each.node.name, each.quantity, each.switch) for each in placed] == [
        ("Module", 4, 1),
        ("Module", 2, 2),
        ("New", 3, 0),
    ]


def test_a_module_more_than_there_are_places_is_on_no_carrier() -> None:
    placed, _ = placed_nodes(cluster((MODULE, 5), (FOUR, 1), (FAST, 1)))
    assert [(each.quantity, each.switch) for each in placed] == [(4, 1), (1, 0)]


def test_two_kinds_of_modules_share_a_carrier() -> None:
    placed, _ = placed_nodes(cluster((MODULE, 1), (PLAIN, 3), (FOUR, 1)))
    found = {(each.node.name, each.quantity, each.switch) for each in placed}
    assert found == {("Module", 1, 0), ("Plain", 3, 0)}


def test_the_slowest_of_node_carrier_and_switch_counts() -> None:
    slow = changed(FOUR, part_number="slow-four", switch_mbps=100)
    found = bandwidth(cluster((MODULE, 4), (slow, 1), (FAST, 1)), FACTS, RECEIVE)
    assert found.totals[0].mbps == Decimal(95)


def test_each_kind_of_carrier_has_its_own_modules() -> None:
    other = changed(FOUR, part_number="six", name="Six", slots=6, fits="Plain")
    placed, units = placed_nodes(cluster((MODULE, 2), (PLAIN, 5), (FOUR, 1), (other, 1)))
    names = [unit.part.part_number for unit in units]  # type: ignore[union-attr]
    found = {(each.node.name, names[each.switch or 0]): each.quantity for each in placed}
    assert found[("Module", "four")] == 2
    assert sum(many for (name, _), many in found.items() if name == "Plain") == 5


def test_modules_with_a_card_and_without_fill_one_carrier_after_the_other() -> None:
    placed, _ = placed_nodes(cluster((MODULE, 6), (FOUR, 2), (CARD, 4)))
    assert [(bool(p.node.card), p.quantity, p.switch) for p in placed] == [
        (True, 4, 0),
        (False, 2, 1),
    ]
