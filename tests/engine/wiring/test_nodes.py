"""Which parts make a node, and which switch it is on."""

import pytest

from planner.engine.wiring.node_places import placed_nodes
from planner.engine.wiring.nodes import Drive, Node
from planner.model.parts import Storage
from tests.engine.network_plans import (
    CARD,
    DISK,
    FAST,
    GIGABIT,
    NEW,
    PI,
    SLOW,
    changed,
    cluster,
    nodes_of,
)

BARE = changed(PI, name="Bare", nic_mbps=0, nic_measured_mbps=None, nic_bus=None)
NO_USB = changed(PI, name="No USB", usb2_ports=0)
PCIE = changed(GIGABIT, host="PCIe")
SPEEDY = changed(CARD, read_mbps=300, write_mbps=100)
SATA = changed(DISK, slot="SATA", write_mbps=900)


def made(plan) -> list[tuple[str, int]]:
    return [(node.name, quantity) for node, quantity in nodes_of(plan)]


def test_each_board_is_a_node_and_equal_ones_are_counted_together() -> None:
    assert made(cluster((PI, 7))) == [("Pi", 7)]


def test_adapters_go_one_to_a_board_until_they_are_used_up() -> None:
    assert made(cluster((PI, 3), (GIGABIT, 2))) == [("Pi with Adapter", 2), ("Pi", 1)]
    assert made(cluster((PI, 1), (GIGABIT, 5))) == [("Pi with Adapter", 1)]


def test_boards_without_a_port_get_adapters_first() -> None:
    assert made(cluster((PI, 1), (BARE, 1), (GIGABIT, 1))) == [("Bare with Adapter", 1), ("Pi", 1)]


def test_a_usb_adapter_needs_a_usb_port_and_a_pcie_one_does_not() -> None:
    assert made(cluster((NO_USB, 1), (GIGABIT, 1))) == [("No USB", 1)]
    assert made(cluster((NO_USB, 1), (PCIE, 1))) == [("No USB with Adapter", 1)]


def test_parts_that_no_catalog_describes_go_by_their_numbers() -> None:
    assert made(cluster((PI, 1), (GIGABIT, 1), known=False)) == [("pi with nic", 1)]


@pytest.mark.parametrize(
    ("board", "part", "on_card", "on_usb"),
    [
        (PI, CARD, True, False),
        (PI, DISK, False, True),
        (PI, SATA, False, True),
        (PI, changed(CARD, slot="NVMe"), False, False),
        (PI, changed(CARD, slot=None), True, False),
        (changed(PI, storage_slots=("SD",)), CARD, True, False),
        (changed(PI, storage_slots=("SATA",)), SATA, True, False),
        (changed(PI, storage_slots=None), CARD, True, False),
        (changed(PI, storage_slots=None), SATA, False, True),
        (changed(PI, storage_slots=()), CARD, False, False),
        (changed(PI, storage_slots=()), SATA, False, True),
    ],
)
def test_a_drive_sits_in_a_slot_that_fits_or_hangs_on_usb(
    board, part: Storage, on_card, on_usb
) -> None:
    ((node, _),) = nodes_of(cluster((board, 1), (part, 1)))

    assert (node.card is not None, node.disk is not None) == (on_card, on_usb)


def test_a_board_that_is_not_known_takes_a_card() -> None:
    plan = cluster((PI, 1), (CARD, 1))
    unknown = plan.model_copy(update={"parts": (CARD,)})

    assert nodes_of(unknown) == ((Node("pi", card=Drive(None, None)), 1),)


def test_nodes_with_drives_of_other_speeds_are_told_apart() -> None:
    nodes = nodes_of(cluster((PI, 3), (SPEEDY, 1), (CARD, 2)))

    assert [(node.card, quantity) for node, quantity in nodes] == [
        (Drive(300, 100), 1),
        (Drive(None, None), 2),
    ]


# --- switches ------------------------------------------------------------------------------------


def placed(plan) -> list[tuple[int, int | None]]:
    return [(quantity, switch) for _, quantity, switch in placed_nodes(plan)[0]]


def test_seven_nodes_and_the_router_fill_a_switch_of_eight() -> None:
    assert placed(cluster((PI, 7), (FAST, 1))) == [(7, 0)]


def test_a_second_switch_hangs_on_the_first_and_takes_the_rest() -> None:
    nodes, units = placed_nodes(cluster((PI, 13), (FAST, 2)))

    assert [(each.quantity, each.switch) for each in nodes] == [(6, 0), (7, 1)]
    assert [unit.parent for unit in units] == [None, 0]


def test_the_fastest_switch_is_at_the_router() -> None:
    _, units = placed_nodes(cluster((PI, 13), (SLOW, 1), (FAST, 1)))

    assert [unit.part for unit in units] == [FAST, SLOW]


def test_switches_beyond_the_ports_of_the_first_hang_on_the_next() -> None:
    tiny = changed(FAST, ports=3)
    _, units = placed_nodes(cluster((PI, 4), (tiny, 4)))

    assert [unit.parent for unit in units] == [None, 0, 0, 1]


def test_ports_that_are_short_or_not_known_leave_nobody_out() -> None:
    assert placed(cluster((PI, 20), (FAST, 1))) == [(20, 0)]
    assert placed(cluster((PI, 20), (changed(FAST, ports=None), 1))) == [(20, 0)]
    assert placed(cluster((PI, 9), (FAST, 1), known=False)) == [(9, 0)]
    assert placed(cluster((PI, 2), (changed(FAST, ports=1), 3))) == [(2, 2)]


def test_a_node_without_a_port_is_on_no_switch() -> None:
    assert placed(cluster((BARE, 2), (FAST, 1))) == [(2, None)]
    assert placed(cluster((PI, 2))) == [(2, None)]
    assert placed(cluster((NEW, 2), (FAST, 1))) == [(2, 0)]
