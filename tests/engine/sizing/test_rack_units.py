"""Sizing within so many rack units: cases that hold the boards, switches, and what takes none."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.fitting.racks import layout_in
from planner.engine.questions.conflict import contradiction
from planner.engine.sizing.size import size
from planner.model.catalog import Catalog
from planner.model.parts import Case, Part
from planner.model.proof import Status
from planner.model.racks import own_rack
from planner.model.sizing import Sizing
from planner.model.wording import demand_text, obstacle_text, taken_for_granted
from tests.engine.sizing_cases import (
    RATES,
    board,
    card,
    charger,
    cord,
    hat,
    nic,
    part,
    patch,
    poe_switch,
    shop,
    switch,
    wish,
)


def placed(made: Part, units: str | None, *widths: str) -> Part:
    """Return a part that takes so many units of racks of these widths; of none: it stands."""
    facts = {"rack_u": None if units is None else Decimal(units), "rack_widths_in": widths}
    return made.model_copy(update=facts)


def case(number: str, shelves: int, fits: str = "pi") -> Case:
    made: Case = part(Case, number, shelves=shelves, fits=fits)
    return made


BOX = placed(case("box", 4), "2", "10")
SLIM = placed(case("slim", 4), "1.5", "10", "19")
EIGHT = placed(switch("eight", 8), "1", "10")
FLAT = placed(switch("flat", 8), "0.5", "10")
USUAL = [
    (board("pi"), "40"),
    (card("card"), "5"),
    (charger("cube", 6, 60), "20"),
    (patch(), "1"),
    (cord(), "1"),
    (BOX, "10"),
    (SLIM, "30"),
    (EIGHT, "20"),
    (FLAT, "50"),
]


def market(*more: Any) -> Catalog:
    return shop(*USUAL, *more)


def sized(*more: Any, **wishes: Any) -> Sizing:
    asked = {"nodes": 4, "rack_width_in": "10"} | wishes
    return size(wish(**asked), market(*more), RATES)


def chosen(found: Sizing, *categories: str) -> list[str]:
    """Return the cases and switches of a build, with their numbers of pieces."""
    assert found.build is not None
    assert found.status is Status.OPTIMAL
    slots = categories or ("case", "switch")
    return sorted(
        f"{each.quantity} {each.part_number}"
        for each in found.build.positions
        if str(each.slot) in slots
    )


def why_not(found: Sizing, number: str) -> str:
    """Return why a part was left out, as the sentence that people read."""
    (told,) = [obstacle_text(each.obstacle) for each in found.passed_over if number in each.names]
    return told


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (60, ["1 box", "1 eight"]),
        (3, ["1 box", "1 eight"]),
        # Two halves share a unit, as the halves of the rails do.
        (2, ["1 flat", "1 slim"]),
    ],
)
def test_cases_and_switches_stay_within_the_units_at_least_cost(
    units: int, expected: list[str]
) -> None:
    assert chosen(sized(rack_units=units)) == expected


def test_without_the_wish_there_are_no_cases() -> None:
    assert chosen(sized()) == ["1 eight"]


def test_what_is_proposed_finds_its_place_in_such_a_rack() -> None:
    for nodes, units in [(4, 2), (4, 3), (9, 7), (12, 6)]:
        found = sized(nodes=nodes, rack_units=units)
        assert found.plan is not None
        layout = layout_in(found.plan, [(own_rack(units, "10"), 1)])

        assert not layout.no_room + layout.perhaps_behind + layout.other_width + layout.no_shelf
        assert {part.part_number for part, _ in layout.unknown} == {"cube"}
        held = [count for place in layout.racks[0].places for _, count in place.holds]
        assert sum(held) == nodes


def test_too_few_units_are_in_the_way_and_told_so() -> None:
    asked = wish(nodes=4, rack_units=1, rack_width_in="10")

    assert size(asked, market(), RATES).status is Status.INFEASIBLE
    (told,) = contradiction(asked, market(), RATES)
    assert demand_text(told.wish) == "a rack of 1 unit, 10 inches wide"
    assert told.cost is not None


def test_parts_that_are_not_known_to_go_into_it_are_left_out_with_the_reason() -> None:
    found = sized(
        (placed(switch("nineteen", 8), "1", "19"), "1"),
        (placed(switch("desk", 8), "1"), "1"),
        (switch("unsaid", 8), "1"),
        (part(Case, "stack", shelves=8, fits="pi", rack_u=Decimal(1)), "1"),
        (placed(charger("rail", 6, 60), "1", "19"), "1"),
        rack_units=3,
    )

    assert chosen(found) == ["1 box", "1 eight"]
    assert why_not(found, "nineteen") == "they do not mount in a 10-inch rack"
    assert why_not(found, "rail") == "they do not mount in a 10-inch rack"
    assert why_not(found, "desk") == "they need a shelf, which is not planned here"
    assert why_not(found, "unsaid") == "their rack height and width are not known"
    assert why_not(found, "stack") == "their rack height and width are not known"
    assert (
        "Chargers that do not mount on rails are placed outside the rack or behind its contents."
        in list(taken_for_granted(found))
    )


def test_a_charger_on_rails_takes_its_units_and_any_other_none() -> None:
    rail = (placed(charger("rail", 6, 60), "1", "10"), "1")

    assert chosen(sized(rail, rack_units=4), "charger") == ["1 rail"]
    assert chosen(sized(rail, rack_units=2), "charger") == ["1 cube"]


def test_a_board_on_rails_needs_no_case() -> None:
    server = (placed(board("server"), "0.5", "10"), "1")

    assert chosen(sized(server, rack_units=3)) == ["1 eight"]
    # Four of them take two units, and the switch a third.
    assert chosen(sized(server, rack_units=2)) == ["1 flat", "1 slim"]
    assert chosen(sized(server, shelves=True)) == ["1 eight"]


def test_a_board_on_rails_of_another_width_is_left_out() -> None:
    found = sized((placed(board("server"), "0.5", "19"), "1"), rack_units=3)

    assert why_not(found, "server") == "they do not mount in a 10-inch rack"


def test_every_switch_counts_of_two_networks_and_of_a_cascade() -> None:
    twice = sized((nic("stick", host="USB2"), "1"), redundant=True, rack_units=3)
    assert chosen(twice) == ["1 eight", "1 flat", "1 slim"]

    many = sized(nodes=12, rack_units=7)
    assert chosen(many) == ["1 box", "2 eight", "2 slim"]


def test_switches_that_power_their_nodes_count_too() -> None:
    powered = placed(poe_switch("powered", 8, 8, poe_budget_w=Decimal(120)), "1", "10")
    found = sized((powered, "60"), (hat("hat"), "5"), power="poe", rack_units=3)

    assert chosen(found) == ["1 box", "1 powered"]
    assert sized((powered, "60"), (hat("hat"), "5"), power="poe", rack_units=2).build is None


def test_a_rack_of_nineteen_inches_takes_what_has_those_rails() -> None:
    nineteen = (placed(switch("nineteen", 8), "1", "19"), "1")

    assert chosen(sized(nineteen, rack_width_in="19", rack_units=3)) == ["1 nineteen", "1 slim"]
