"""The bandwidth of a wired build follows its wires: what hangs where, and behind what."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.plan import make_plan
from planner.engine.sizing.size import size
from planner.engine.traffic.bandwidth import bandwidth
from planner.engine.wiring.node_places import placed_nodes
from planner.engine.wiring.places import wired_nodes
from planner.model.network import ClusterBandwidth
from planner.model.parts import Carrier, Hat, PoeModule, PortKind
from planner.model.plan import Plan
from planner.model.wiring import ROUTER, Wire
from tests.engine.network_plans import (
    CARD,
    DISK,
    FACTS,
    FAST,
    GIGABIT,
    NEW,
    PI,
    RECEIVE,
    SLOW,
    STORE,
    changed,
    cluster,
    nodes_of,
)
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    patch,
    shop,
    switch,
    wish,
)
from tests.plans import SOURCE


def lead(device: str, unit: str, port: int = 1, kind: PortKind = PortKind.ETHERNET) -> Wire:
    return Wire(device=device, device_port=1, unit=unit, unit_port=port, kind=kind)


def nodes_on(number: str, count: int, unit: str, *, first: int = 1) -> list[Wire]:
    """Return the leads of so many boards to one switch."""
    return [lead(f"{number}#{i}", unit, i) for i in range(first, first + count)]


def wired(plan: Plan, wires: Iterable[Wire], **changes: Any) -> Plan:
    build = plan.build.model_copy(update={"wiring": tuple(wires), **changes})
    return plan.model_copy(update={"build": build})


def moved(plan: Plan, profile: Any = RECEIVE) -> ClusterBandwidth:
    return bandwidth(plan, FACTS, profile)


def total(plan: Plan) -> tuple[Decimal | None, str]:
    rate = moved(plan).totals[0]
    return rate.mbps, rate.limited_by


PLAN = cluster((NEW, 6), (SLOW, 1), (FAST, 1))


def test_a_slow_switch_that_is_wired_to_the_router_holds_all_back() -> None:
    slow_first = [
        *nodes_on("new", 6, "fast#1"), lead("fast#1", "slow#1", 8), lead("slow#1", ROUTER)
    ]  # fmt: skip
    fast_first = [
        *nodes_on("new", 6, "fast#1"), lead("slow#1", "fast#1", 8), lead("fast#1", ROUTER)
    ]  # fmt: skip

    assert total(wired(PLAN, slow_first))[0] == 95
    assert total(wired(PLAN, fast_first))[0] == 950
    assert "the cable from switch 1 to switch 2" in [
        link.name for link in moved(wired(PLAN, slow_first)).links
    ]


def test_nodes_are_on_the_switch_that_they_are_plugged_into() -> None:
    wires = [
        *nodes_on("new", 1, "fast#1"), *nodes_on("new", 5, "slow#1", first=2),
        lead("slow#1", "fast#1", 8), lead("fast#1", ROUTER),
    ]  # fmt: skip
    placed, units = placed_nodes(wired(PLAN, wires))

    assert [(units[each.switch or 0].part, each.quantity) for each in placed] == [
        (FAST, 1), (SLOW, 5)
    ]  # fmt: skip
    # Five share the 95 of the lead between the switches, one has the rest.
    assert total(wired(PLAN, wires))[0] == 950
    assert {each.quantity: each.together[0].mbps for each in moved(wired(PLAN, wires)).nodes} == {
        1: 855, 5: 19
    }  # fmt: skip


def test_switches_in_a_row_are_behind_each_other() -> None:
    three = cluster((NEW, 3), (FAST, 3))
    row = [lead("fast#2", "fast#1", 8), lead("fast#3", "fast#2", 8), lead("fast#1", ROUTER)]
    wires = [lead(f"new#{i}", f"fast#{i}") for i in (1, 2, 3)]

    _, units = placed_nodes(wired(three, [*wires, *row]))

    assert [unit.parent for unit in units] == [None, 0, 1]


def test_two_switches_that_are_both_at_the_router_do_not_share_a_lead() -> None:
    two = cluster((NEW, 4), (FAST, 1), (changed(FAST, part_number="other"), 1))
    wires = [
        *nodes_on("new", 2, "fast#1"), *nodes_on("new", 2, "other#1", first=3),
        lead("fast#1", ROUTER, 1), lead("other#1", ROUTER, 2),
    ]  # fmt: skip

    assert total(wired(two, wires, uplinks=2))[0] == 1900
    assert not any("counted as one" in note for note in moved(wired(two, wires)).notes)


def test_several_leads_of_one_switch_to_the_router_count_as_one() -> None:
    wires = [*nodes_on("new", 6, "fast#1"), lead("fast#1", ROUTER, 1), lead("fast#1", ROUTER, 2)]

    assert total(wired(PLAN, wires))[0] == 950
    assert any("2 uplinks, counted as one" in n for n in moved(wired(PLAN, wires)).notes)


def test_what_no_lead_joins_to_the_router_moves_nothing() -> None:
    wires = [
        *nodes_on("new", 3, "fast#1"), *nodes_on("new", 3, "slow#1", first=4),
        lead("fast#1", ROUTER),
    ]  # fmt: skip
    found = moved(wired(PLAN, wires))

    assert {each.together[0].mbps for each in found.nodes} == {Decimal(0), Decimal("316.7")}
    assert found.totals[0].mbps == 950
    assert "a cable from switch 2 to the router, which is missing" in [
        link.name for link in found.links
    ]


def test_without_a_lead_to_the_router_only_nodes_and_switches_are_counted() -> None:
    wires = [*nodes_on("new", 6, "slow#1"), lead("fast#1", "slow#1", 8)]
    found = moved(wired(PLAN, wires, uplinks=0))

    assert found.totals[0].mbps == 95
    assert "There is no uplink:" in " ".join(found.notes)


def test_a_router_that_nobody_has_wired_is_taken_to_be_at_the_fastest_switch() -> None:
    wires = [*nodes_on("new", 6, "slow#1"), lead("fast#1", "slow#1", 8)]
    found = moved(wired(PLAN, wires))

    assert found.totals[0].limited_by == "the cable from switch 1 to switch 2"
    assert any("fastest switch is assumed" in note for note in found.notes)


def test_who_has_wired_nodes_and_no_switch_has_said_which_nodes_are_on_which() -> None:
    placed, units = placed_nodes(wired(PLAN, nodes_on("new", 5, "slow#1")))

    assert [unit.part for unit in units] == [FAST, SLOW]
    # The sixth has no lead, and is dealt to the first free port.
    assert [(each.quantity, each.switch) for each in placed] == [(5, 1), (1, 0)]


def test_nodes_that_nobody_has_wired_are_dealt_to_the_ports_that_are_free() -> None:
    wires = [
        *nodes_on("new", 5, "fast#1"), lead("slow#1", "fast#1", 8), lead("fast#1", ROUTER)
    ]  # fmt: skip
    more = cluster((NEW, 9), (SLOW, 1), (FAST, 1))

    placed, _ = placed_nodes(wired(more, wires))

    assert [(each.quantity, each.switch) for each in placed] == [(5, 0), (1, 0), (3, 1)]


def test_wires_of_pieces_that_are_not_there_make_no_nodes() -> None:
    wires = [*nodes_on("new", 9, "fast#1"), lead("ghost#1", "fast#1", 2), lead("fast#1", ROUTER)]

    placed, _ = placed_nodes(wired(PLAN, wires))

    assert sum(each.quantity for each in placed) == 6


def test_a_node_is_made_of_what_is_plugged_into_its_board() -> None:
    plan = cluster((PI, 3), (GIGABIT, 1), (CARD, 2), (DISK, 1), (FAST, 1))
    wires = [
        lead("pi#1", "fast#1"), lead("pi#2", "fast#1", 2), lead("nic#1", "fast#1", 3),
        lead("nic#1", "pi#3", 1, PortKind.USB_DATA), lead("disk#1", "pi#3", 2, PortKind.USB_DATA),
        lead("card#1", "pi#2", 1, PortKind.MICRO_SD), lead("fast#1", ROUTER),
    ]  # fmt: skip

    nodes = dict(nodes_of(wired(plan, wires)))

    made = {(n.name, n.card is not None, n.disk is not None): q for n, q in nodes.items()}
    # The second card is not wired: it goes to the first board that has none.
    assert made == {
        ("Pi", True, False): 2,
        ("Pi with Adapter", False, True): 1,
    }


def test_an_adapter_that_is_not_wired_goes_to_a_board_without_one() -> None:
    plan = cluster((PI, 2), (GIGABIT, 2), (FAST, 1))
    wires = [
        lead("nic#1", "fast#1"), lead("nic#1", "pi#1", 1, PortKind.USB_DATA),
        lead("pi#2", "fast#1", 2),
    ]  # fmt: skip

    assert [(n.name, q) for n, q in nodes_of(wired(plan, wires))] == [("Pi with Adapter", 2)]


def test_parts_that_no_catalog_describes_hang_where_they_are_wired() -> None:
    plan = cluster((NEW, 2), (FAST, 1), (GIGABIT, 1), known=False)
    wires = [
        lead("new#1", "fast#1"), lead("nic#1", "fast#1", 2),
        lead("nic#1", "new#2", 1, PortKind.USB_DATA), lead("fast#1", ROUTER),
    ]  # fmt: skip

    placed, units = placed_nodes(wired(plan, wires))

    assert [(each.node.name, each.switch) for each in placed] == [("new", 0), ("new with nic", 0)]
    assert [unit.part for unit in units] == ["fast"]
    assert [unit.part for unit in placed_nodes(wired(plan, wires[:3]))[1]] == ["fast"]


def test_a_router_at_a_switch_that_no_catalog_describes_is_where_it_is_wired() -> None:
    plan = cluster((NEW, 1), (FAST, 2), known=False)
    wires = [lead("new#1", "fast#2"), lead("fast#2", "fast#1", 2)]

    _, units = placed_nodes(wired(plan, wires))

    assert [unit.parent for unit in units] == [None, 0]


def test_of_two_networks_the_first_carries() -> None:
    plan = cluster((PI, 2), (GIGABIT, 2), (FAST, 1), (SLOW, 1), networks=2)
    wires = [
        *nodes_on("pi", 2, "slow#1"), *nodes_on("nic", 2, "fast#1"),
        *(lead(f"nic#{i}", f"pi#{i}", 1, PortKind.USB_DATA) for i in (1, 2)),
        lead("slow#1", ROUTER, 1), lead("fast#1", ROUTER, 2),
    ]  # fmt: skip

    placed, units = placed_nodes(wired(plan, wires))

    assert [unit.part for unit in units] == [SLOW]
    assert [(each.node.name, each.quantity) for each in placed] == [("Pi", 2)]
    # Without leads to the router the plugs of the nodes still say which network is which.
    _, units = placed_nodes(wired(plan, wires[:6], uplinks=0))
    assert [unit.part for unit in units] == [SLOW]


def test_a_disk_that_is_wired_is_written_over_its_own_board() -> None:
    plan = cluster((PI, 2), (DISK, 1), (FAST, 1))
    wires = [
        *nodes_on("pi", 2, "fast#1"), lead("disk#1", "pi#2", 1, PortKind.USB_DATA),
        lead("fast#1", ROUTER),
    ]  # fmt: skip

    assert [n.disk is None for n, _ in nodes_of(wired(plan, wires))] == [True, False]
    assert moved(wired(plan, wires), STORE).nodes


@pytest.mark.parametrize("nodes", [4, 7, 8, 12, 20])
@pytest.mark.parametrize("wishes", [{}, {"uplinks": 2}, {"uplinks": 0}])
def test_a_sized_build_has_its_fastest_switch_at_the_router(
    nodes: int, wishes: dict[str, Any]
) -> None:
    catalog = shop(
        (board("pi", nic_mbps=1000), "20.00"), (card("card"), "5.00"),
        (charger("charger", 10, 60), "10.00"), (patch(), "1.00"), (cord(), "1.00"),
        (switch("slow", 8, 100), "20.00"), (switch("fast", 5, 1000), "19.00"),
    )  # fmt: skip

    build = size(wish(nodes=nodes, must=({"part_number": "fast"},), **wishes), catalog, RATES).build

    assert build is not None
    plan = make_plan(build, catalog, rates=RATES)
    placed, units = placed_nodes(plan)
    fastest = units[0].part
    assert not isinstance(fastest, str)
    assert fastest.part_number == "fast"
    assert sum(each.quantity for each in placed) == nodes
    # Without the wires the nodes are dealt out by the same rule, so both come to the same rates.
    dealt = make_plan(build.model_copy(update={"wiring": ()}), catalog, rates=RATES)
    assert total(plan)[0] == total(dealt)[0]
    assert replace(units[0], title="") == replace(placed_nodes(dealt)[1][0], title="")


def test_a_board_with_two_leads_into_one_network_is_one_node() -> None:
    wires = [lead("new#1", "fast#1"), lead("new#1", "fast#1", 2), lead("fast#1", ROUTER)]

    placed, _ = placed_nodes(wired(cluster((NEW, 2), (FAST, 1)), wires))

    # The other one is dealt to a free port.
    assert [(each.quantity, each.switch) for each in placed] == [(1, 0), (1, 0)]


def test_modules_on_a_carrier_with_a_switch_are_behind_the_lead_that_is_wired() -> None:
    module = changed(NEW, part_number="module", name="CM", form="compute module")
    carrier = Carrier(
        part_number="carrier", name="Carrier", source="x", slots=4, fits="CM", ports=2,
        switch_mbps=1000,
    )  # fmt: skip
    plan = cluster((module, 4), (carrier, 1), (SLOW, 1))
    behind = [lead("carrier#1", "slow#1", 8), lead("slow#1", ROUTER)]
    ahead = [lead("slow#1", "carrier#1", 2), lead("carrier#1", ROUTER)]

    assert total(wired(plan, behind))[0] == 95
    assert total(wired(plan, ahead))[0] == 950
    placed, units = placed_nodes(wired(plan, behind))
    assert [units[each.switch or 0].part for each in placed] == [carrier]


def test_a_drive_on_a_hat_belongs_to_the_board_below_it() -> None:
    ssd = changed(CARD, part_number="ssd", slot="NVMe", read_mbps=Decimal(8000))
    hat = Hat(part_number="m2", name="M.2", source=SOURCE, storage_slots=("NVMe",))
    poe = PoeModule(part_number="poe", name="PoE", source=SOURCE, kind="hat")
    plan = cluster((NEW, 3), (FAST, 1), (ssd, 2), (hat, 1), (poe, 1))
    wires = [
        *nodes_on("new", 3, "fast#1"),
        lead("ssd#1", "m2#1", 1, PortKind.NVME),
        lead("m2#1", "new#2", 1, PortKind.NVME),
        lead("ssd#2", "poe#1", 1, PortKind.NVME),
        lead("new#3", "poe#1", 1, PortKind.USB_POWER),
    ]

    stored = {board for board, cards in cards_by_board(wired(plan, wires)) if cards}

    assert stored == {"new#2", "new#3"}


def cards_by_board(plan: Plan) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.board, each.cards) for each in wired_nodes(plan)]
