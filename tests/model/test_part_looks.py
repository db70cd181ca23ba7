"""What a part shows of itself: only what its facts say, and what they leave open is said."""

from planner.model.part_looks import Sockets, groups_of
from planner.model.parts import Board, Carrier, Charger, Memory, Other, Switch
from tests.engine.sizing_cases import part


def test_sockets_follow_the_cells_of_a_part() -> None:
    assert groups_of(part(Switch, "s", interfaces="4 x 1G RJ45 PoE at; 2 x 10G SFP+")) == (
        Sockets("network", 4, powered=True, what="1 Gb"),
        Sockets("cage", 2, what="10 Gb SFP+"),
    )
    assert groups_of(part(Charger, "c", ports=2, connector="USB-A")) == (
        Sockets("outlet", 2, what="USB-A"),
    )
    assert groups_of(part(Board, "b", nic_mbps=100, usb2_ports=0, usb3_ports=2)) == (
        Sockets("network", 1, what="100 Mb"),
        Sockets("usb", 2, what="USB 3"),
    )


def test_what_a_part_is_known_not_to_have_is_no_socket() -> None:
    assert groups_of(part(Board, "b", nic_mbps=0, usb2_ports=0, usb3_ports=0)) == ()
    assert groups_of(part(Carrier, "c", ports=0)) == ()
    assert groups_of(part(Other, "o")) == ()
    assert groups_of(part(Memory, "m")) == ()


def test_a_number_that_nobody_knows_stays_unknown() -> None:
    assert groups_of(part(Switch, "s", sfp_ports=0, poe_ports=0)) == (Sockets("network", None),)
