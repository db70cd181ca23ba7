"""The frontier: worked examples, and small catalogs at random against every build there is."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.questions.frontier import frontier
from planner.engine.sizing.size import Sizer
from planner.engine.solving.progress import Progress
from planner.model.catalog import Catalog
from planner.model.findings import PlannerError, has_errors
from planner.model.parts import Board
from planner.model.proof import Status
from planner.model.requirement import Measure, Objective, Requirement, Role
from planner.model.sizing import Frontier, Sizing
from tests.engine.efforts import watched_by
from tests.engine.sizing.test_against_brute_force import catalogs
from tests.engine.sizing_cases import (
    RATES,
    Everything,
    board,
    breaks,
    card,
    charger,
    cord,
    nic,
    patch,
    shop,
    switch,
    wish,
)
from tests.examples import examples

# 40 + 26 + 1 for what is shared, and 13 for each node beside its board.
SHARED: tuple[Any, ...] = (
    (card("card"), "10.00"),
    (charger("usb-60", 60, 600), "40.00"),
    (switch("sw8", 8, 1000), "26.00"),
    (patch(), "1.00"),
    (cord(), "2.00"),
)


def front(against: Measure, *wares: Any, points: int = 20, **wishes: Any) -> Frontier:
    """Return the frontier of these wishes over boards and what every cluster shares."""
    catalog = shop(*SHARED, *wares)
    return frontier(wish(**wishes), catalog, RATES, against=against, points=points)


def told(found: Frontier) -> list[tuple[str, str]]:
    """Return the points as a person reads them."""
    return [(f"{point.value.normalize():f}", str(point.cost)) for point in found.points]


def test_more_cores_cost_more_and_what_another_board_beats_is_left_out() -> None:
    found = front(
        Measure.CORES,
        (board("one", cores=1), "5.00"),
        (board("two", cores=2), "30.00"),  # dearer than four cores
        (board("four", cores=4), "20.00"),
        (board("eight", cores=8), "50.00"),
        nodes=2,
    )

    assert told(found) == [("2", "S$103.00"), ("8", "S$133.00"), ("16", "S$193.00")]
    assert found.complete


def test_a_build_that_does_more_at_the_same_cost_takes_the_place_of_the_other() -> None:
    found = front(
        Measure.RAM,
        (board("a", ram_mb=512), "20.00"),
        (board("b", ram_mb=1024), "20.00"),
        nodes=1,
    )

    assert told(found) == [("1", "S$100.00")]


def test_a_faster_network_at_the_same_cost_takes_the_place_of_the_slower() -> None:
    found = front(
        Measure.MBPS,
        (board("a"), "20.00"),
        (board("b", nic_mbps=1000), "20.00"),
        nodes=1,
    )

    assert told(found) == [("1000", "S$100.00")]


def test_watts_go_down_as_the_cost_goes_up() -> None:
    thirsty, frugal = board("thirsty"), board("frugal", power_max_w=Decimal("2.5"))

    found = front(Measure.WATTS, (thirsty, "20.00"), (frugal, "30.00"), nodes=3)

    assert told(found) == [("15", "S$166.00"), ("7.5", "S$196.00")]


def test_speeds_are_those_that_parts_have_or_were_measured_to_have() -> None:
    found = front(
        Measure.MBPS,
        (board("slow", nic_measured_mbps=Decimal("94.3")), "20.00"),
        (board("odd", nic_mbps=300, nic_measured_mbps=Decimal("253.2"), nic_bus="usb2"), "25.00"),
        (board("usb3", usb3_ports=1), "24.00"),
        (nic("dongle"), "9.00"),
        nodes=1,
    )

    # 480: the slow board with the dongle on its USB 2.0 bus
    assert told(found) == [
        ("100", "S$100.00"),
        ("253", "S$105.00"),
        ("480", "S$109.00"),
        ("1000", "S$113.00"),
    ]
    assert [point.sizing.requirement.mbps for point in found.points] == [100, 253, 480, 1000]


def test_a_faster_network_is_asked_of_every_role_and_begins_at_the_wish() -> None:
    wares = (board("slow"), "20.00"), (board("fast", nic_mbps=1000), "25.00")
    master = Role(name="master", mbps=50)

    found = front(Measure.MBPS, *wares, nodes=2, mbps=60, roles=(master,))

    assert told(found) == [("100", "S$133.00"), ("1000", "S$143.00")]


def test_against_nodes_the_wish_is_the_least_and_the_switch_ends_it() -> None:
    found = front(Measure.NODES, (board("pi"), "20.00"), nodes=6, cascade=False)

    assert told(found) == [("6", "S$265.00"), ("7", "S$298.00")]
    assert found.complete
    assert [point.sizing.requirement.nodes for point in found.points] == [6, 7]


def test_where_roles_have_all_nodes_that_are_asked_for_others_come_after_them() -> None:
    found = front(
        Measure.NODES,
        (board("one"), "5.00"),
        (board("two", ram_mb=2048), "9.00"),
        roles=(Role(name="db", nodes=2, ram_gb=Decimal(2)),),
        points=3,
    )

    assert told(found) == [("2", "S$111.00"), ("3", "S$129.00"), ("4", "S$147.00")]
    assert not found.complete


def test_a_budget_ends_it_too() -> None:
    found = front(Measure.NODES, (board("pi"), "20.00"), nodes=1, budget=Decimal(140))

    assert [value for value, _ in told(found)] == ["1", "2"]


def test_where_there_are_more_points_than_asked_for_it_is_not_complete() -> None:
    found = front(Measure.NODES, (board("pi"), "20.00"), points=2, nodes=1)

    assert (len(found.points), found.complete) == (2, False)


def test_where_three_boards_cost_less_than_two_the_third_is_a_spare_of_two_nodes() -> None:
    wares = (board("pi"), breaks("pi", (1, "50.00"), (3, "20.00")))

    by_nodes = front(Measure.NODES, wares, nodes=1, cascade=False, points=3)
    by_cores = front(Measure.CORES, wares, cores=1, cascade=False, points=3)

    # Two boards cost 100, three cost 60.
    assert told(by_nodes) == [("1", "S$130.00"), ("2", "S$153.00"), ("3", "S$166.00")]
    assert told(by_cores) == [("4", "S$130.00"), ("8", "S$153.00"), ("12", "S$166.00")]


def test_sums_need_no_number_of_nodes_and_the_objective_plays_no_part() -> None:
    grows: dict[str, Any] = {"objective": Objective.NODES, "budget": Decimal(140)}

    assert [v for v, _ in told(front(Measure.CORES, (board("pi"), "20.00"), **grows))] == ["4", "8"]
    assert [v for v, _ in told(front(Measure.RAM, (board("pi"), "20.00"), **grows))] == ["1", "2"]
    with pytest.raises(PlannerError, match="needs a number of nodes"):
        front(Measure.WATTS, (board("pi"), "20.00"), **grows)


def test_a_part_bought_beside_the_nodes_is_no_node() -> None:
    spare = board("beside", power_connector="barrel")

    found = front(
        Measure.CORES,
        (board("pi"), "20.00"),
        (spare, "7.00"),
        nodes=2,
        spares=1,
        must=({"part_number": "beside", "quantity": 1},),
    )

    assert [value for value, _ in told(found)] == ["8"]


@pytest.mark.parametrize("against", Measure)
def test_where_nothing_can_be_built_there_is_no_point(against: Measure) -> None:
    found = front(against, nodes=2)

    assert (found.points, found.complete) == ((), True)


def test_who_watches_can_stop() -> None:
    catalog = shop(*SHARED, (board("pi"), "20.00"))
    seen: list[tuple[int, int]] = []

    def stop_at_two(progress: Progress) -> bool:
        seen.append((progress.done, progress.of))
        return progress.done < 2

    stopped = frontier(
        wish(nodes=1),
        catalog,
        RATES,
        against=Measure.NODES,
        points=5,
        effort=watched_by(stop_at_two),
    )

    assert list(dict.fromkeys(seen)) == [(0, 5), (1, 5), (2, 5)]
    assert (len(stopped.points), stopped.complete) == (2, False)


def test_time_that_runs_out_before_a_build_is_found_leaves_it_incomplete(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def late(self: Sizer, requirement: Requirement, **_: Any) -> Sizing:
        return Sizing(requirement, Status.UNKNOWN)

    monkeypatch.setattr(Sizer, "best", late)

    for against in Measure:
        found = front(against, (board("pi"), "20.00"), nodes=1)
        assert (found.points, found.complete) == ((), False)


def test_nodes_end_where_one_flat_network_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.engine.questions.frontier.MOST_NODES", 2)

    assert front(Measure.NODES, (board("pi"), "20.00"), nodes=1).complete


# --- against every build there is ----------------------------------------------------------------


def unbeaten(pairs: Iterable[tuple[Decimal, Decimal]]) -> list[tuple[Decimal, Decimal]]:
    """Return the (value, cost) pairs that no other beats, by trying each against each."""
    every = set(pairs)
    return sorted(
        (value, cost)
        for value, cost in every
        if not any(v >= value and c <= cost and (v, c) != (value, cost) for v, c in every)
    )


@st.composite
def boards_that_differ(draw: Any) -> Catalog:
    """A small catalog whose boards have different numbers of cores."""
    catalog = draw(catalogs())
    parts = [
        each.model_copy(update={"cores": draw(st.sampled_from([1, 2, 4]))})
        if isinstance(each, Board)
        else each
        for each in catalog.parts
    ]
    return Catalog(parts=tuple(parts), offers=catalog.offers, vendors=catalog.vendors)


def with_one_board(catalog: Catalog) -> Iterable[tuple[Board, Catalog]]:
    """Yield the catalog with each of its boards alone."""
    boards = [each for each in catalog.parts if isinstance(each, Board)]
    for one in boards:
        parts = tuple(each for each in catalog.parts if each == one or each not in boards)
        yield one, catalog.model_copy(update={"parts": parts})


def expected(
    against: Measure, catalog: Catalog, nodes: Iterable[int], **wishes: Any
) -> list[tuple[Decimal, Decimal]]:
    """Return the front over every build: alike nodes have what their board has, times their number.

    A value that is to be low is negative.
    """
    pairs = []
    for count in nodes:
        for one, alone in with_one_board(catalog):
            values: dict[Measure, list[tuple[Decimal, int | None]]] = {
                Measure.NODES: [(Decimal(count), None)],
                Measure.CORES: [(Decimal((one.cores or 0) * count), None)],
                Measure.RAM: [(Decimal((one.ram_mb or 0) * count) / 1024, None)],
                Measure.WATTS: [(-(one.power_max_w or Decimal(0)) * count, None)],
                Measure.MBPS: [(Decimal(mbps), mbps) for mbps in (100, 1000)],
            }
            for value, mbps in values[against]:
                wanted = wish(nodes=count, mbps=mbps, **wishes)
                cost = Everything(alone, wanted, most_units=6).cheapest()
                if cost is not None:
                    pairs.append((value, cost))
    return unbeaten(pairs)


def found_pairs(found: Frontier) -> list[tuple[Decimal, Decimal]]:
    sign = -1 if found.against is Measure.WATTS else 1
    return sorted((point.value * sign, point.cost.amount) for point in found.points)


@examples(60)
@given(
    boards_that_differ(),
    st.sampled_from([Measure.CORES, Measure.RAM, Measure.WATTS, Measure.MBPS]),
    st.integers(1, 3),
)
def test_the_points_are_the_front_of_every_build_there_is(
    catalog: Catalog, against: Measure, nodes: int
) -> None:
    found = frontier(wish(nodes=nodes), catalog, RATES, against=against)

    assert found_pairs(found) == expected(against, catalog, [nodes])


@examples(25)
@given(boards_that_differ(), st.sampled_from([Measure.NODES, Measure.CORES, Measure.RAM]))
def test_so_are_they_where_the_number_of_nodes_is_free(catalog: Catalog, against: Measure) -> None:
    """A switch of at most six ports, alone, has no more than five for nodes."""
    asked = {Measure.NODES: {"nodes": 1}, Measure.CORES: {"cores": 1}}.get(
        against, {"total_ram_gb": Decimal(0)}
    )

    found = frontier(wish(cascade=False, **asked), catalog, RATES, against=against)

    assert found.complete
    assert found_pairs(found) == expected(against, catalog, range(1, 6), cascade=False)


@examples(40)
@given(boards_that_differ(), st.sampled_from(Measure), st.booleans())
def test_every_point_is_a_bill_that_breaks_no_rule_and_that_no_other_beats(
    catalog: Catalog, against: Measure, large: bool
) -> None:
    roles = (Role(name="master", storage_gb=Decimal(32)),) if large else ()

    found = frontier(wish(nodes=2, roles=roles), catalog, RATES, against=against, points=4)

    pairs = found_pairs(found)
    assert pairs == unbeaten(pairs)
    for point in found.points:
        assert point.sizing.status is Status.OPTIMAL
        assert not has_errors(point.sizing.findings)
        assert point.sizing.build is not None
        assert point.sizing.build.wiring
