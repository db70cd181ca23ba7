"""What the next node costs, by catalogs whose cliffs a person can work out."""

from typing import Any

import pytest

from planner.engine.questions import curve as growth
from planner.engine.questions.curve import curve
from planner.model.build import Remark
from planner.model.findings import PlannerError
from planner.model.requirement import Role
from planner.model.sizing import CurvePoint
from planner.model.wording import cliff_text, point_notes
from tests.engine.sizing_cases import (
    RATES,
    board,
    breaks,
    card,
    charger,
    cord,
    patch,
    shop,
    switch,
    wish,
)

# The two switches of the article, at its prices; everything else at round ones.
SEED: tuple[Any, ...] = (
    (board("pi"), "50.00"),
    (card("card"), "10.00"),
    (charger("usb-60", 60, 600), "40.00"),
    (switch("tplink-8p", 8), "26.46"),
    (switch("tplink-16p-smart", 16), "195.03"),
    (patch(), "1.00"),
    (cord(), "2.00"),
)

REMARK = Remark(
    parts=("tplink-16p-smart", "tplink-8p"), note="The author compared these two.", source="a page"
)


def points(most: int, *wares: Any, **wishes: Any) -> dict[int, CurvePoint]:
    """Return the curve up to so many nodes, by number of nodes."""
    wanted = wish(**({"nodes": most} | wishes))
    found = curve(wanted, shop(*(wares or SEED)), RATES, most=most, remarks=(REMARK,))
    return {p.nodes: p for p in found}


def test_the_eighth_node_costs_a_larger_switch_where_none_are_linked() -> None:
    found = points(8, cascade=False)

    # Nodes 1 to 7: 40 + 26.46 + 1 for the uplink, and 63 each.
    assert [str(found[n].cost) for n in (1, 7)] == ["S$130.46", "S$508.46"]
    assert not any(found[n].cliffs for n in range(1, 8))
    (cliff,) = found[8].cliffs
    assert str(cliff.extra) == "S$168.57"
    assert cliff_text(cliff) == (
        "switches: 1 × tplink-16p-smart instead of 1 × tplink-8p, S$168.57 more"
    )


def test_two_linked_switches_are_found_which_the_author_did_not_consider() -> None:
    found = points(14)

    (cliff,) = found[8].cliffs
    assert cliff_text(cliff) == "switches: 2 × tplink-8p instead of 1 × tplink-8p, S$26.46 more"
    assert tuple(point_notes(found[8])) == (
        (
            "With a single switch this node costs S$168.57 more in switches (1 × tplink-16p-smart "
            "instead of 1 × tplink-8p); with linked switches, 2 × tplink-8p, it costs S$26.46 more."
        ),
        REMARK.note,
    )
    # 63 for the node, 26.46 for the switch, 1 for the lead between them.
    assert str(found[8].extra) == "S$90.46"
    assert str(found[8].single) == "S$740.03"
    assert [n for n in found if found[n].cliffs] == [8, 14]


def test_what_was_said_of_two_switches_is_not_said_of_others() -> None:
    wares = [each for each in SEED if each[0].category != "switch"]
    wares += [(switch("a", 8), "26.46"), (switch("b", 16), "195.03")]

    assert len(list(point_notes(points(8, *wares)[8]))) == 1


def test_without_a_larger_switch_there_is_nothing_to_compare() -> None:
    found = points(8, *(each for each in SEED if each[0].part_number != "tplink-16p-smart"))

    assert (found[8].single, found[8].one_switch) == (None, None)


def test_a_larger_switch_that_is_no_dearer_makes_no_cliff() -> None:
    wares = [each for each in SEED if each[0].part_number != "tplink-16p-smart"]
    wares.append((switch("large", 16), "27.00"))

    assert not any(point.cliffs for point in points(9, *wares).values())


def test_a_second_charger_is_a_cliff_too() -> None:
    """A charger of 50 W less 20 % runs eight boards of 5 W."""
    wares = [each for each in SEED if each[0].category != "charger"]

    found = points(9, *wares, (charger("usb-50", 10, 50), "40.00"))

    assert [c.category for c in found[9].cliffs] == ["charger"]


def test_where_no_build_is_possible_the_curve_has_a_gap() -> None:
    found = points(17, cascade=False)

    assert (found[15].extra is None, found[16].cost, found[17].extra) == (False, None, None)


def test_the_curve_begins_with_the_nodes_of_the_roles() -> None:
    assert list(points(4, roles=(Role(name="master", nodes=2),))) == [2, 3, 4]


def test_a_curve_needs_nodes_to_go_over() -> None:
    with pytest.raises(PlannerError, match="The cost curve depends on the number of nodes only"):
        points(4, nodes=None, cores=8)


def test_a_change_that_costs_less_is_no_cliff() -> None:
    assert growth._CLIFF > 1
    cheap = (switch("late", 9), "20.00")

    assert not any(point.cliffs for point in points(8, *SEED, cheap).values())


def test_a_second_switch_that_only_makes_the_first_cheaper_is_not_linked() -> None:
    falling = (switch("eight", 8), breaks("eight", (1, "40.00"), (2, "10.00")))
    wares = [ware for ware in SEED if not ware[0].part_number.startswith("tplink")]

    found = points(9, *wares, falling)

    assert all(point.single is None for point in found.values() if point.nodes < 8)
    # The eighth is the first for which two are linked.
    assert found[8].one_switch is None
    assert str(found[7].cost) == "S$502.00"
