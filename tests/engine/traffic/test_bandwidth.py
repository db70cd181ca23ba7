"""What nodes and clusters move, what limits them, and how each number is known."""

from decimal import Decimal

import pytest

from planner.engine.traffic.bandwidth import bandwidth
from planner.model.build import Measurement
from planner.model.network import BusModel, ClusterBandwidth, LinkBasis, LinkRule, NetworkFacts
from tests.engine.network_plans import (
    CARD,
    DISK,
    FACTS,
    FAST,
    GIGABIT,
    NEW,
    PI,
    RECEIVE,
    SERVE,
    SLOW,
    STORE,
    WORST,
    changed,
    cluster,
    flow,
    profile,
)

BEFORE = cluster((PI, 7), (SLOW, 1))
AFTER = cluster((PI, 7), (GIGABIT, 7), (FAST, 1))


def told(result: ClusterBandwidth, node: int = 0) -> list[tuple[str, str]]:
    """Return rate and limit of each flow on one node alone."""
    return [(str(rate.mbps), rate.limited_by) for rate in result.nodes[node].alone]


def link(result: ClusterBandwidth, key: str):
    links = [each for node in result.nodes for each in node.links]
    return next(each for each in (*links, *result.links) if each.key == key)


# --- the published case --------------------------------------------------------------------------


def test_receiving_is_limited_by_the_port_before_and_by_the_bus_after() -> None:
    assert told(bandwidth(BEFORE, FACTS, RECEIVE)) == [("93.1", "the network port on board")]
    assert told(bandwidth(AFTER, FACTS, RECEIVE)) == [
        ("224.0", "the USB 2.0 bus behind the network adapter")
    ]


@pytest.mark.parametrize(("plan", "what"), [(BEFORE, "port"), (AFTER, "adapter")])
def test_in_the_worst_case_three_crossings_share_the_bus_before_and_after(plan, what) -> None:
    shared = f"the USB 2.0 bus, shared by network {what} and USB disk"

    assert told(bandwidth(plan, FACTS, WORST)) == [("74.7", shared), ("74.7", shared)]


def test_a_web_server_reads_its_card_beside_the_bus() -> None:
    assert told(bandwidth(BEFORE, FACTS, SERVE))[0][0] == "93.1"
    assert told(bandwidth(AFTER, FACTS, SERVE))[0][0] == "203.6"


def test_in_the_authors_model_the_card_is_on_the_bus_and_the_result_says_whose_model_it_is() -> (
    None
):
    result = bandwidth(AFTER, FACTS, SERVE, bus=BusModel.AUTHOR)

    assert told(result) == [("101.8", "the USB 2.0 bus, shared by network adapter and card")]
    assert result.bus is BusModel.AUTHOR
    assert bandwidth(AFTER, FACTS, SERVE).bus is BusModel.BOARD


def test_the_authors_model_changes_nothing_for_a_board_whose_network_has_a_bus_of_its_own() -> None:
    plan = cluster((NEW, 2), (FAST, 1))

    ours, his = (bandwidth(plan, FACTS, SERVE, bus=bus) for bus in BusModel)

    assert ours.nodes == his.nodes


# --- all at once ---------------------------------------------------------------------------------


def test_all_nodes_at_once_share_the_lead_to_the_router() -> None:
    result = bandwidth(BEFORE, FACTS, RECEIVE)

    (total,), (each,) = result.totals, result.nodes[0].together
    assert (total.mbps, total.limited_by) == (95, "the switch's port to the router")
    assert each.mbps == Decimal("13.6")


def test_links_that_are_full_at_once_are_named_together() -> None:
    (total,) = bandwidth(AFTER, FACTS, RECEIVE).totals

    assert total.mbps == 950
    assert total.limited_by == "the switch's port to the router and the router's port"


def test_of_more_than_two_full_links_the_first_is_named_and_the_others_counted() -> None:
    result = bandwidth(cluster((NEW, 1), (FAST, 1)), FACTS, RECEIVE)

    assert told(result) == [
        ("950.0", "the network port on board and 3 links behind it, full at once")
    ]


def test_the_routers_port_is_assumed_until_the_build_says_its_speed() -> None:
    slow = cluster((PI, 7), (GIGABIT, 7), (FAST, 1), router_mbps=100)

    assert link(bandwidth(AFTER, FACTS, RECEIVE), "router").basis is LinkBasis.ASSUMED
    (total,) = bandwidth(slow, FACTS, RECEIVE).totals
    assert (total.mbps, total.limited_by) == (95, "the router's port")
    assert total.basis is LinkBasis.NOMINAL


def test_nodes_on_a_second_switch_share_the_lead_between_the_switches() -> None:
    result = bandwidth(cluster((NEW, 13), (FAST, 1), (SLOW, 1)), FACTS, RECEIVE)

    behind = result.nodes[1]
    assert behind.quantity == 7
    assert behind.together[0].limited_by == "the cable from switch 2 to switch 1"
    assert behind.together[0].mbps == Decimal("13.6")
    assert result.nodes[0].together[0].mbps == Decimal("142.5")
    assert result.totals[0].mbps == 950
    assert "The fastest switch is assumed to be the one at the router" in result.notes[-1]


@pytest.mark.parametrize("ways", [("network_in", "network_out")])
def test_sending_and_receiving_do_not_share_a_network_lead(ways) -> None:
    both = profile(*(flow(way, **{way: "1"}) for way in ways))
    result = bandwidth(cluster((NEW, 7), (FAST, 1)), FACTS, both)

    assert [total.mbps for total in result.totals] == [950, 950]


def test_without_a_lead_to_the_router_only_the_switch_counts() -> None:
    result = bandwidth(cluster((NEW, 3), (FAST, 1), uplinks=0), FACTS, RECEIVE)

    assert result.totals[0].mbps == 2850
    assert result.links == ()
    assert result.notes == ("There is no uplink: only the nodes and the switch are counted.",)


def test_two_leads_to_the_router_are_counted_as_one_and_said_so() -> None:
    result = bandwidth(cluster((NEW, 3), (FAST, 1), uplinks=2), FACTS, RECEIVE)

    assert result.totals[0].mbps == 950
    assert result.notes[0].startswith("2 uplinks, counted as one")


def test_without_a_switch_nothing_beyond_the_nodes_is_counted() -> None:
    result = bandwidth(cluster((NEW, 3)), FACTS, RECEIVE)

    assert result.totals[0].mbps == 2850
    assert "has no switch" in result.notes[0]


def test_a_build_without_nodes_moves_nothing_known() -> None:
    result = bandwidth(cluster((FAST, 1)), FACTS, RECEIVE)

    assert (result.nodes, result.totals[0].mbps) == ((), None)
    assert result.notes == ("The build has no nodes yet.",)


def test_nodes_that_move_the_same_are_one_entry_whichever_switch_they_are_on() -> None:
    result = bandwidth(cluster((PI, 20), (FAST, 3)), FACTS, STORE)

    assert [(node.node, node.quantity) for node in result.nodes] == [("Pi", 20)]


def test_what_a_switch_is_only_inferred_to_be_is_a_note() -> None:
    guessed = changed(SLOW, note="100 Mbit/s is inferred.")

    assert bandwidth(cluster((PI, 2), (guessed, 1)), FACTS, RECEIVE).notes == (
        "Slow switch: 100 Mbit/s is inferred.",
    )


# --- how a number is known -----------------------------------------------------------------------


def test_what_was_measured_on_the_build_comes_before_what_its_parts_say() -> None:
    own = Measurement(mbps=Decimal(60), method="iperf", source="me")

    result = bandwidth(cluster((PI, 7), (FAST, 1), measured=own), FACTS, RECEIVE)

    assert result.nodes[0].alone[0].mbps == 60
    assert link(result, "nic").how == "iperf; me"


def test_a_port_that_nobody_measured_carries_its_nominal_speed_less_the_headers() -> None:
    nic = link(bandwidth(cluster((NEW, 1), (FAST, 1)), FACTS, RECEIVE), "nic")

    assert (nic.mbps, nic.basis) == (950, LinkBasis.NOMINAL)
    assert nic.how == "New: 1000 Mbit/s nominal × 0.95, frames"


def test_an_adapter_measured_on_another_board_counts_as_nominal_behind_the_bus() -> None:
    other = changed(PI)
    result = bandwidth(cluster((other, 1), (GIGABIT, 1), (FAST, 1)), FACTS, RECEIVE)

    assert link(result, "nic").basis is LinkBasis.NOMINAL
    assert result.nodes[0].alone[0].mbps == 224
    assert link(result, "usb2-bus").basis is LinkBasis.ASSUMED
    assert link(result, "usb2-bus").how.startswith("as measured on pi: ")


def test_a_bus_carries_at_least_what_was_measured_through_it() -> None:
    better = changed(PI, nic_mbps=300, nic_measured_mbps=Decimal(253))
    bus = link(bandwidth(cluster((better, 1), (FAST, 1)), FACTS, WORST), "usb2-bus")

    assert (bus.mbps, bus.basis) == (253, LinkBasis.MEASURED)


def test_a_disk_alone_on_the_bus_learns_nothing_from_the_network() -> None:
    better = changed(PI, nic_mbps=300, nic_measured_mbps=Decimal(253))
    written = profile(flow("written", usb_write="1"))
    bus = link(bandwidth(cluster((better, 1), (FAST, 1)), FACTS, written), "usb2-bus")

    assert (bus.mbps, bus.name) == (224, "the USB 2.0 bus behind the USB disk")


def test_a_usb_3_bus_carries_both_ways_at_once() -> None:
    usb3 = changed(NEW, nic_bus="usb3")
    both = profile(flow("in", network_in="1", usb_write="1"), flow("out", network_out="1"))
    result = bandwidth(cluster((usb3, 1), (FAST, 1)), FACTS, both)

    bus = link(result, "usb3-bus")
    assert (bus.mbps, bus.basis, bus.one_way_at_a_time) == (4000, LinkBasis.NOMINAL, False)
    assert bus.name == "the USB 3 bus, shared by network port and USB disk"
    assert [rate for rate, _ in told(result)] == ["950.0", "950.0"]


@pytest.mark.parametrize(
    ("adapter", "board", "key"),
    [
        ({"host": "USB2"}, NEW, "usb2-bus"),
        ({"host": "USB3"}, NEW, "usb3-bus"),
        ({"host": "USB3"}, PI, "usb2-bus"),
        ({"host": "USB3", "plug": "USB-C"}, changed(NEW, usb_small="USB-C"), "usb2-bus"),
        ({"host": "USB3"}, changed(PI, usb3_ports=None), "usb-bus"),
        ({"host": None}, PI, "usb-bus"),
        ({"host": "PCIe"}, PI, None),
    ],
)
def test_an_adapter_is_on_the_bus_of_the_port_it_takes(adapter, board, key) -> None:
    nic = changed(GIGABIT, measured_mbps=None, **adapter)
    result = bandwidth(cluster((board, 1), (nic, 1), (FAST, 1)), FACTS, RECEIVE)

    buses = [each.key for each in result.nodes[0].links if each.key.endswith("bus")]
    assert buses == ([key] if key else [])


@pytest.mark.parametrize(
    ("reads", "writes", "rate", "limit"),
    [
        ("40", "100", "93.1", "the network port on board"),
        (None, "30", "30.0", "the USB disk's writing"),
    ],
)
def test_a_disk_limits_where_its_speed_is_known(reads, writes, rate, limit) -> None:
    disk = changed(DISK, read_mbps=reads and Decimal(reads), write_mbps=Decimal(writes))

    result = bandwidth(cluster((PI, 1), (disk, 1), (FAST, 1)), FACTS, STORE)

    assert told(result) == [(rate, limit)]
    assert result.unknown == ()


def test_a_disk_whose_speed_is_not_known_limits_nothing_and_is_named() -> None:
    result = bandwidth(cluster((PI, 1), (DISK, 1), (FAST, 1)), FACTS, STORE)

    assert told(result)[0][0] == "93.1"
    assert result.unknown == ("the USB disk's writing (speed of the USB disk not known)",)


def test_a_card_limits_a_web_server_by_its_reading() -> None:
    card = changed(CARD, read_mbps=Decimal(80), write_mbps=Decimal(40))

    assert told(bandwidth(cluster((PI, 1), (card, 1), (FAST, 1)), FACTS, SERVE)) == [
        ("80.0", "the card's reading")
    ]


# --- what is not known ---------------------------------------------------------------------------


def test_a_link_that_is_not_known_limits_nothing_and_is_named() -> None:
    vague = changed(FAST, speed_mbps=None)
    result = bandwidth(cluster((PI, 1), (vague, 1)), FACTS, RECEIVE)

    assert told(result)[0][0] == "93.1"
    assert result.unknown == (
        "the node's port on the switch (Fast switch: speed not known)",
        "the switch's port to the router (Fast switch: speed not known)",
    )


def test_nothing_known_is_unknown_and_never_zero() -> None:
    board = changed(PI, nic_mbps=None, nic_measured_mbps=None, nic_bus=None)
    vague = changed(FAST, speed_mbps=None)
    bare = NetworkFacts()
    result = bandwidth(cluster((board, 2), (vague, 1)), bare, RECEIVE)

    (alone,), (total,) = result.nodes[0].alone, result.totals
    assert (alone.mbps, alone.basis, total.mbps) == (None, LinkBasis.UNKNOWN, None)
    assert "the router's port (a router, assumed: speed not known)" in result.unknown
    assert any("which bus is not known" in each for each in result.unknown)


def test_one_node_that_is_not_known_makes_the_total_unknown() -> None:
    board = changed(PI, nic_mbps=None, nic_measured_mbps=None, nic_bus="own")
    result = bandwidth(cluster((PI, 1), (board, 1)), FACTS, RECEIVE)

    assert result.totals[0].mbps is None


def test_parts_that_no_catalog_describes_are_named_as_not_known() -> None:
    result = bandwidth(cluster((PI, 2), (GIGABIT, 1), (FAST, 1), known=False), FACTS, RECEIVE)

    assert [node.node for node in result.nodes] == ["pi with nic", "pi"]
    assert any("no facts known of nic" in each for each in result.unknown)
    assert any("no facts known of pi" in each for each in result.unknown)


def test_an_adapter_keeps_what_was_measured_on_a_board_whose_other_facts_are_unknown() -> None:
    plan = cluster((PI, 1), (GIGABIT, 1), (FAST, 1))
    result = bandwidth(plan.model_copy(update={"parts": (GIGABIT, FAST)}), FACTS, WORST)

    assert link(result, "nic").mbps == 224
    assert link(result, "usb-bus").mbps is None


def test_a_disk_on_an_unknown_bus_is_not_limited_by_it() -> None:
    none = changed(NEW, usb2_ports=0, usb3_ports=0)
    result = bandwidth(cluster((none, 1), (FAST, 1)), FACTS, STORE)

    assert told(result)[0][0] == "950.0"
    assert link(result, "usb-bus").name == "the bus behind the USB disk"


def test_nothing_known_of_board_and_adapter_is_nothing_known_of_their_bus() -> None:
    result = bandwidth(cluster((PI, 1), known=False), FACTS, RECEIVE)

    assert [each.key for each in result.nodes[0].links] == ["nic"]


def test_a_board_that_is_known_to_have_no_port_moves_nothing_over_the_network() -> None:
    bare = changed(PI, name="Bare", nic_mbps=0, nic_measured_mbps=None, nic_bus=None)
    result = bandwidth(cluster((bare, 1), (FAST, 1)), FACTS, RECEIVE)

    assert told(result) == [("0.0", "the network port it lacks")]


def test_traffic_that_stays_on_the_node_crosses_no_switch() -> None:
    result = bandwidth(BEFORE, FACTS, profile(flow("read", card_read="1")))

    assert [each.key for each in result.nodes[0].links] == ["card-read"]
    assert result.links == ()


@pytest.mark.parametrize(
    ("rule", "mbps", "how"),
    [
        (None, None, "the catalog has no data on a usb2-bus"),
        (LinkRule(link="usb2-bus", source="x"), None, "the catalog gives no speed of a usb2-bus"),
        (
            LinkRule(
                link="usb2-bus", nominal_mbps=Decimal(480), efficiency=Decimal("0.5"), source="x"
            ),
            240,
            "480 Mbit/s nominal × 0.5, x",
        ),
        (
            LinkRule(link="usb2-bus", measured_mbps=Decimal(200), source="x"),
            200,
            "as measured on another board: the most measured through it, x",
        ),
    ],
)
def test_a_bus_carries_what_the_catalog_says_of_it(rule, mbps, how) -> None:
    facts = NetworkFacts(links=() if rule is None else (rule,))
    bus = link(bandwidth(BEFORE, facts, WORST), "usb2-bus")

    assert (bus.mbps, bus.how) == (mbps, how)


def test_without_an_efficiency_a_nominal_speed_stands_as_it_is() -> None:
    bare = NetworkFacts(links=(LinkRule(link="ethernet", source="x"),))

    for facts in (bare, NetworkFacts()):
        port = link(bandwidth(BEFORE, facts, RECEIVE), "port")
        assert (port.mbps, port.how) == (
            100,
            "Slow switch: 100 Mbit/s nominal, headers not taken off",
        )


def test_of_two_switches_the_known_speed_limits_the_lead_between_them() -> None:
    vague = changed(SLOW, speed_mbps=None)
    result = bandwidth(cluster((NEW, 13), (FAST, 1), (vague, 1)), FACTS, RECEIVE)

    assert link(result, "switch-2").mbps == 950
