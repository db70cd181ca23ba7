"""What an upgrade does to the traffic of a build, in numbers and in sentences."""

from decimal import Decimal

import pytest

from planner.engine.reporting.network import network_change_report, network_report
from planner.engine.traffic.bandwidth import bandwidth
from planner.engine.traffic.change import bandwidth_change, signed, slowest_node
from planner.model.network import BandwidthChange, BusModel, NetworkFacts
from tests.engine.network_plans import (
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
VAGUE = changed(PI, nic_mbps=None, nic_measured_mbps=None, nic_bus="own")


def change(traffic, before=BEFORE, after=AFTER, bus=BusModel.BOARD) -> BandwidthChange:
    one, two = (bandwidth(plan, FACTS, traffic, bus=bus) for plan in (before, after))
    return bandwidth_change(one, two)


@pytest.mark.parametrize(
    ("traffic", "bus", "gains"),
    [
        (RECEIVE, BusModel.BOARD, ["130.9"]),
        (WORST, BusModel.BOARD, ["0.0", "0.0"]),
        (SERVE, BusModel.BOARD, ["110.5"]),
        (SERVE, BusModel.AUTHOR, ["8.7"]),
        (STORE, BusModel.BOARD, ["18.9"]),
    ],
)
def test_the_gigabit_upgrade_gains_what_its_bus_lets_it(traffic, bus, gains) -> None:
    assert [str(each.change) for each in change(traffic, bus=bus).node] == gains


def test_why_says_which_link_binds_before_and_which_after() -> None:
    assert change(RECEIVE).why == (
        "Received: limited by the network port on board before, by the USB 2.0 bus behind the "
        "network adapter after. All nodes at once, received: limited by the switch's port to "
        "the router before, by the switch's port to the router and the router's port after."
    )


def test_why_the_worst_case_gains_nothing_is_shown_by_the_bus_it_crosses_three_times() -> None:
    why = change(WORST).why

    assert why.startswith(
        "Received and written, sent: limited by the USB 2.0 bus, shared by network adapter and "
        "USB disk before and after, so nothing is gained. The bus carries 224 Mbit/s "
        "(measured), half duplex; for each Mbit/s received and written it carries 3 in total: "
        "224 / 3 = 74.7."
    )


def test_why_names_a_bus_that_is_crossed_by_fractions() -> None:
    assert "for each Mbit/s sent it carries 1.1 in total: 224 / 1.1 = 203.6." in change(SERVE).why


def test_a_change_from_or_to_the_unknown_is_unknown() -> None:
    result = change(RECEIVE, after=cluster((VAGUE, 2)))

    assert [each.change for each in (*result.node, *result.cluster)] == [None, None]
    assert result.why == "Received: not known both before and after."


def test_the_same_limit_with_a_gain_is_no_loss_of_words() -> None:
    slower = cluster((changed(PI, nic_measured_mbps=Decimal(50)), 1), (SLOW, 1))
    result = change(RECEIVE, slower, BEFORE)

    assert "limited by the network port on board before and after. All nodes" in result.why


def test_only_like_is_compared_with_like() -> None:
    one = bandwidth(BEFORE, FACTS, RECEIVE)

    with pytest.raises(ValueError, match="one profile and one bus model"):
        bandwidth_change(one, bandwidth(AFTER, FACTS, WORST))
    with pytest.raises(ValueError, match="one profile and one bus model"):
        bandwidth_change(one, bandwidth(AFTER, FACTS, RECEIVE, bus=BusModel.AUTHOR))


def test_the_slowest_node_stands_for_the_build_and_an_unknown_one_leaves_it_unknown() -> None:
    mixed = bandwidth(cluster((NEW, 1), (PI, 1), (FAST, 1)), FACTS, RECEIVE)
    vague = bandwidth(cluster((PI, 1), (VAGUE, 1)), FACTS, RECEIVE)

    assert [rate.mbps for rate in slowest_node(mixed)] == [Decimal("93.1")]
    assert [rate.mbps for rate in slowest_node(vague)] == [None]


def test_a_bus_that_binds_one_node_is_found_among_those_of_all() -> None:
    mixed = cluster((NEW, 1), (PI, 1), (FAST, 1))

    assert "it carries 3 in total" in change(WORST, BEFORE, mixed).why


# --- as tables -----------------------------------------------------------------------------------


def rows(table) -> list[tuple[object, ...]]:
    return [row.cells for row in table.rows]


def test_the_report_says_rate_limit_and_basis_for_one_node_and_for_all() -> None:
    report = network_report([bandwidth(BEFORE, FACTS, RECEIVE)])

    assert rows(report.tables[0]) == [
        (
            "Test",
            "received",
            Decimal("93.1"),
            "the network port on board (measured)",
            Decimal("95.0"),
            "the switch's port to the router (nominal)",
        )
    ]


def test_the_report_lists_each_link_once_with_how_it_is_known() -> None:
    report = network_report([bandwidth(AFTER, FACTS, traffic) for traffic in (RECEIVE, WORST)])

    assert [(row.cells[0], row.cells[1], row.cells[2]) for row in report.tables[1].rows] == [
        ("the network adapter", Decimal("224.0"), "measured"),
        ("the USB 2.0 bus, half duplex", Decimal("224.0"), "measured"),
        ("the node's port on the switch", Decimal("950.0"), "nominal"),
        ("the switch's port to the router", Decimal("950.0"), "nominal"),
        ("the router's port", Decimal("950.0"), "assumed"),
        ("the USB disk's writing", None, "not known"),
    ]


def test_a_rate_that_is_not_known_is_shown_as_unknown() -> None:
    plan = cluster((changed(PI, nic_mbps=None, nic_measured_mbps=None, nic_bus="own"), 1))
    report = network_report([bandwidth(plan, NetworkFacts(), RECEIVE)])

    assert rows(report.tables[0])[0][2:] == (None, "not known", None, "not known")


def test_notes_say_what_is_inferred_assumed_and_not_known() -> None:
    plan = cluster((PI, 1), (FAST, 1), inferred="a remark.")
    report = network_report([bandwidth(plan, FACTS, WORST)])

    assert report.notes == (
        "Small cluster is inferred and estimated, not published: a remark.",
        "Test assumes: for a test",
        (
            "Not known, so not limiting: the USB disk's writing (the build has no USB disk: one "
            "is assumed)."
        ),
    )


@pytest.mark.parametrize("bus", BusModel)
def test_the_authors_model_is_labelled_in_every_report_and_ours_needs_no_label(bus) -> None:
    sourced = profile(flow("received", network_in="1")).model_copy(
        update={"assumption": "", "source": "an article"}
    )
    single = network_report([bandwidth(BEFORE, FACTS, sourced, bus=bus)])
    double = network_change_report([change(sourced, bus=bus)])

    expected = (BusModel.AUTHOR.label,) if bus is BusModel.AUTHOR else ()
    assert (single.notes, double.notes) == (expected, expected)


def test_a_change_is_a_row_for_one_node_and_one_for_all_with_its_sign() -> None:
    report = network_change_report([change(RECEIVE)])

    assert [row.cells[1:6] for row in report.tables[0].rows] == [
        ("one node", "received", Decimal("93.1"), Decimal("224.0"), Decimal("130.9")),
        ("all at once", "received", Decimal("95.0"), Decimal("950.0"), Decimal("855.0")),
    ]
    assert report.tables[1].rows[0].cells == ("Test", change(RECEIVE).why)


def test_a_change_that_is_not_known_is_an_empty_cell() -> None:
    report = network_change_report([change(RECEIVE, after=cluster((VAGUE, 2)))])

    assert [row.cells[5] for row in report.tables[0].rows] == [None, None]


@pytest.mark.parametrize(("value", "text"), [("130.9", "+130.9"), ("-2.0", "-2"), ("0.0", "0")])
def test_a_change_shows_its_sign_and_no_idle_decimals(value, text) -> None:
    assert signed(Decimal(value)) == text
