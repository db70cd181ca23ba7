"""Sizing with switches whose ports are of several speeds, sockets and watts, counted by hand."""

from decimal import Decimal
from typing import Any

from planner.engine.sizing.candidates import candidates
from planner.engine.sizing.size import size
from planner.engine.wiring.switch_tree import Member, switch_tree
from planner.model.build import Build
from planner.model.findings import has_errors
from planner.model.obstacles import Obstacle, ObstacleKind
from planner.model.parts import Carrier, PortKind
from planner.model.proof import Status
from planner.model.requirement import PowerSource, Role
from planner.model.sizing import Sizing
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    dac,
    hat,
    mixed,
    part,
    patch,
    shop,
    wish,
)

PI = board("board-0", nic_mbps=2500, power_max_w=Decimal(4))
SHARED: tuple[Any, ...] = (
    (PI, "50.00"), (card("card"), "10.00"), (charger("usb", 10, 100), "10.00"), (cord(), "1.00"),
    (patch(), "1.00"),
)  # fmt: skip


def sized(*wares: Any, **wishes: Any) -> Sizing:
    return size(wish(**wishes), shop(*SHARED, *wares), RATES)


def build_of(found: Sizing) -> Build:
    assert found.build is not None
    assert found.status is Status.OPTIMAL
    assert not has_errors(found.findings)
    return found.build


def quantities(build: Build) -> dict[str, int]:
    return {each.part_number: each.quantity for each in build.positions}


def ends(build: Build, kind: PortKind = PortKind.ETHERNET) -> list[tuple[str, int, str, int]]:
    return [(w.device, w.device_port, w.unit, w.unit_port) for w in build.wiring if w.kind is kind]


def test_nodes_are_on_ports_as_fast_as_they_wish_and_the_router_on_what_they_leave() -> None:
    uneven = mixed("uneven", "4 x 2.5G RJ45; 4 x 1G RJ45"), "60.00"

    build = build_of(sized(uneven, nodes=4, mbps=2500))

    assert quantities(build)["uneven"] == 1
    assert ends(build) == [
        ("board-0#1", 1, "uneven#1", 1), ("board-0#2", 1, "uneven#1", 2),
        ("board-0#3", 1, "uneven#1", 3), ("board-0#4", 1, "uneven#1", 4),
        ("uneven#1", 8, "router", 1),
    ]  # fmt: skip


def test_a_fifth_fast_node_needs_a_second_switch_though_ports_are_left() -> None:
    uneven = mixed("uneven", "4 x 2.5G RJ45; 4 x 1G RJ45"), "60.00"

    build = build_of(sized(uneven, nodes=5, mbps=2500))

    # 8 fast ports less 2 for the link between them: 6 for 5 nodes.
    assert quantities(build)["uneven"] == 2
    # One is left, and the router has it: no slower port is on its way.
    assert ends(build)[-2:] == [("uneven#2", 4, "uneven#1", 3), ("uneven#1", 4, "router", 1)]


def test_nodes_that_wish_less_leave_the_fast_ports_to_those_that_wish_more() -> None:
    uneven = mixed("uneven", "2 x 2.5G RJ45; 4 x 1G RJ45; 1 x 100M RJ45"), "60.00"
    fast = Role(name="fast", nodes=2, mbps=2500)

    build = build_of(sized(uneven, nodes=5, mbps=1000, roles=(fast,)))

    ports = {device: port for device, _, unit, port in ends(build) if unit == "uneven#1"}
    assert sorted(ports[f"board-0#{index}"] for index in (1, 2)) == [1, 2]
    assert sorted(ports[f"board-0#{index}"] for index in (3, 4, 5)) == [3, 4, 5]
    # The lead to the router takes the fastest that nobody needs.
    assert ends(build)[-1] == ("uneven#1", 6, "router", 1)


def test_a_link_goes_from_cage_to_cage_where_that_saves_a_switch() -> None:
    caged = mixed("caged", "5 x 1G RJ45; 1 x 10G SFP+"), "60.00"

    with_lead = build_of(sized(caged, (dac(), "15.00"), nodes=9))
    without = build_of(sized(caged, nodes=9))

    assert quantities(with_lead)["caged"] == 2
    assert quantities(with_lead)["dac"] == 1
    assert quantities(with_lead)["patch"] == 10  # nine nodes, one lead to the router
    assert ends(with_lead, PortKind.SFP) == [("caged#2", 1, "caged#1", 1)]
    why = {each.part_number: each.why for each in with_lead.positions}
    assert why["dac"] == "1 link between switches, from cage to cage"
    assert why["caged"] == "10 ports: 9 nodes and 1 uplink"
    assert quantities(without)["caged"] == 3


def test_links_from_cage_to_cage_may_go_on_from_switch_to_switch_where_that_is_asked_for() -> None:
    # Of one cage each, a root has a single link to a cage; three switches in a row take two.
    caged = mixed("caged", "4 x 1G RJ45; 2 x 10G SFP+"), "60.00"

    any_depth = build_of(sized(caged, (dac(), "15.00"), nodes=15, switch_levels="any"))
    star = build_of(sized(caged, (dac(), "15.00"), nodes=11))

    assert (quantities(any_depth)["caged"], quantities(any_depth)["dac"]) == (4, 3)
    assert (quantities(star)["caged"], quantities(star)["dac"]) == (3, 2)


def test_a_lead_between_ports_is_taken_where_it_is_cheaper_than_one_between_cages() -> None:
    caged = mixed("caged", "5 x 1G RJ45; 2 x 10G SFP+"), "60.00"

    build = build_of(sized(caged, (dac(), "15.00"), nodes=7))

    assert quantities(build)["caged"] == 2
    assert "dac" not in quantities(build)
    assert not ends(build, PortKind.SFP)


def test_a_lead_made_for_cages_is_no_network_lead_however_cheap() -> None:
    caged = mixed("caged", "5 x 1G RJ45; 2 x 10G SFP+"), "60.00"

    build = build_of(sized(caged, (dac(), "0.10"), nodes=2))

    assert quantities(build)["patch"] == 3
    assert "dac" not in quantities(build)


def test_cages_of_another_kind_or_too_slow_do_not_count() -> None:
    slow = mixed("slow", "4 x 2.5G RJ45; 1 x 1G SFP"), "60.00"

    for lead in (dac(cage="SFP"), dac()):
        build = build_of(sized(slow, (lead, "1.00"), nodes=5, mbps=2500))
        assert "dac" not in quantities(build)


def test_one_switch_for_all_has_no_link_from_cage_to_cage() -> None:
    caged = mixed("caged", "5 x 1G RJ45; 2 x 10G SFP+"), "60.00"

    assert sized(caged, (dac(), "1.00"), nodes=9, cascade=False).status is Status.INFEASIBLE


def test_modules_are_on_ports_of_their_watts_wherever_those_are() -> None:
    uneven = mixed("uneven", "2 x 1G RJ45; 2 x 1G RJ45 PoE af; 1 x 1G RJ45 PoE at",
                   poe_budget_w=Decimal(60)), "60.00"  # fmt: skip
    strong = hat("strong", "board-0", poe_class_w=Decimal(25), output_ma=4000), "20.00"
    weak = hat("weak", "board-0", poe_class_w=Decimal(7), output_ma=1000), "10.00"
    hungry = board("board-1", power_max_w=Decimal(12), ram_mb=4096), "60.00"
    strong = hat("strong", "board-1", poe_class_w=Decimal(25), output_ma=4000), "20.00"
    special = Role(name="master", nodes=1, ram_gb=Decimal(4))

    found = sized(uneven, strong, weak, hungry, nodes=3, roles=(special,), power=PowerSource.POE)

    powered = {w.device: w.unit_port for w in build_of(found).wiring if w.kind is PortKind.POE}
    assert powered["strong#1"] == 5
    assert {powered["weak#1"], powered["weak#2"]} == {3, 4}


def test_powered_ports_slower_than_the_fastest_wish_power_nothing() -> None:
    slow = mixed("slow", "4 x 100M RJ45 PoE af; 2 x 1G RJ45", poe_budget_w=Decimal(60)), "60.00"
    weak = hat("weak", "board-0", poe_class_w=Decimal(7), output_ma=1000), "10.00"

    status = [
        sized(slow, weak, nodes=2, mbps=mbps, power=PowerSource.POE).status for mbps in (100, 1000)
    ]

    assert status == [Status.OPTIMAL, Status.INFEASIBLE]


def test_a_carrier_with_a_switch_slower_than_the_fastest_wish_joins_nothing() -> None:
    slow: Carrier = part(Carrier, "slow", fits="module", slots=4, ports=2, switch_mbps=100,
                         power_connector="mains")  # fmt: skip
    giga = mixed("giga", "8 x 1G RJ45"), "60.00"

    found = candidates(
        shop(*SHARED, slow, giga).parts, wish(nodes=2, mbps=1000), unavailable=lambda _: None
    )

    assert found.left_out.by_number["slow"] == Obstacle(ObstacleKind.SLOW_SWITCH, mbps=1000)


def test_leads_to_the_router_leave_the_ports_that_links_and_devices_need() -> None:
    members = [Member("a#1", (1000, 1000, 100)), Member("b#1", (1000, 1000, 100))]

    tree = switch_tree(members, uplinks=1, wishes=(1000, 1000))

    assert [(w.device, w.device_port, w.unit, w.unit_port) for w in tree.wires] == [
        ("b#1", 2, "a#1", 2), ("a#1", 3, "router", 1),
    ]  # fmt: skip
    assert [tree.next_port(1000) for _ in range(2)] == [("a#1", 1), ("b#1", 1)]


def test_the_last_fast_port_of_the_first_switch_is_left_for_the_others() -> None:
    members = [Member("a#1", (1000, 100)), Member("b#1", (1000,) * 6)]

    tree = switch_tree(members, uplinks=1, wishes=(1000,))

    assert [(w.device, w.unit) for w in tree.wires] == [("a#1", "b#1"), ("b#1", "router")]


def test_a_second_port_of_a_board_is_on_the_second_network_without_an_adapter() -> None:
    twin = board("twin", nic_mbps=None, interfaces="1 x 2.5G RJ45; 1 x 1G RJ45"), "40.00"
    giga = mixed("giga", "8 x 1G RJ45"), "60.00"

    build = build_of(sized(twin, giga, nodes=2, mbps=1000, redundant=True))

    assert quantities(build)["twin"] == 2
    assert [wire for wire in ends(build) if wire[0] == "twin#1"] == [
        ("twin#1", 1, "giga#1", 1), ("twin#1", 2, "giga#2", 1),
    ]  # fmt: skip


def test_a_second_port_that_is_slower_than_wished_or_not_known_is_none() -> None:
    giga = mixed("giga", "8 x 2.5G RJ45"), "60.00"
    boards = [
        board("twin", nic_mbps=None, interfaces=cell)
        for cell in ("1 x 2.5G RJ45; 1 x 1G RJ45", "1 x 2.5G RJ45", "2 x 10G SFP+; 1 x 2.5G RJ45")
    ]

    for each in boards:
        found = size(wish(nodes=2, mbps=2500, redundant=True),
                     shop((each, "40.00"), *SHARED, giga), RATES)  # fmt: skip
        assert found.status is Status.INFEASIBLE
    assert boards[0].second_nic_mbps == 1000
    assert boards[1].second_nic_mbps == 0
    assert board("x", nic_mbps=None, interfaces="? x 1G RJ45").second_nic_mbps is None
    assert board("x", nic_mbps=None).second_nic_mbps is None
