"""Nodes go to the switches in their order: past one that has no port left, to the next that has."""

from planner.engine.wiring.node_places import placed_nodes
from tests.engine.samples import PARTS, part, plan

TINY = part("tiny", "switch", ports=1, speed_mbps=1000)


def test_a_switch_without_a_free_port_between_two_others_is_passed_over() -> None:
    made = plan("12 pi4", "1 giga8", "1 tiny", "1 switch8", parts=(*PARTS, TINY))
    placed, units = placed_nodes(made)

    assert [each.part.part_number for each in units] == ["giga8", "tiny", "switch8"]
    assert sum(each.quantity for each in placed) == 12
    assert {each.switch for each in placed} == {0, 2}


def test_switches_without_any_port_to_spare_hang_on_the_first() -> None:
    made = plan("1 pi4", "3 tiny", parts=(*PARTS, TINY))
    _, units = placed_nodes(made)

    assert [each.parent for each in units] == [None, 0, 0]
