"""What stands where in the racks of a plan, and what finds no place in them."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.fitting.racks import layout_for, rack_layout
from planner.model.plan import Plan
from planner.model.racks import Held, RackLayout, RackPlace
from planner.model.requirement import Requirement
from planner.model.wiring import Wire
from tests.engine.samples import DAY, PARTS, PI_4B, part, plan

TEN = {"rack_widths_in": "10"}
FLAT = {**TEN, "rack_full_depth": False}
RACKS = (
    *PARTS,
    part("pi5", "board", **PI_4B),
    part("server", "board", **PI_4B, **TEN, rack_u=1),
    part("nuc", "board", **PI_4B, rack_widths_in="none", rack_u="1.5"),
    part("module", "board", form="compute module"),
    part("turing", "carrier", slots=4, fits="MODULE", **TEN, rack_u=2),
    part("t0", "rack", kind="rack", **TEN, rack_u=4),
    part("t1", "rack", kind="rack", **TEN, rack_u=8),
    part("wide", "rack", kind="rack", rack_widths_in="10;19", rack_u=2),
    part("frame", "rack", kind="rack", **TEN),
    part("full", "rack", kind="rack", rack_widths_in="19", rack_u=9),
    part("shelf", "rack", kind="shelf", **TEN, rack_u="0.5"),
    part("shelf2", "rack", kind="shelf", **TEN, rack_u=1, holds=2),
    part("mount", "rack", kind="mount", **TEN, rack_u=1, fits="DESK"),
    part("twin", "rack", kind="mount", **TEN, rack_u=1, fits="DESK", holds=2),
    part("ears", "rack", kind="mount", **TEN, rack_u=0),
    part("panel", "rack", kind="patch panel", **TEN, rack_u="0.5"),
    part("blank", "rack", kind="blank panel", **TEN, rack_u=1),
    part("desk", "switch", rack_widths_in="none"),
    part("tall", "switch", rack_widths_in="none", rack_u=2),
    part("ten", "switch", **TEN, rack_u=1),
    part("flat", "switch", **FLAT, rack_u=1),
    part("deep", "switch", **TEN, rack_u=1, rack_full_depth=True),
    part("nineteen", "switch", rack_widths_in="19", rack_u=1),
    part("unsaid", "switch", rack_u=1),
    part("box4", "case", **TEN, rack_u=2, shelves=4, fits="PI4, PI5"),
    part("bag", "case", **TEN, rack_u=1, fits="PI4"),
    part("strip", "other", kind="power strip", **FLAT, rack_u=1),
    part("router", "other", kind="router"),
    part("ups", "other", kind="ups", **TEN, rack_u=3),
    part("third", "other", kind="light", **TEN, rack_u="0.33"),
    part("brick", "charger", rack_widths_in="none", rack_u=1),
)


def made(build: str, **facts: Any) -> Plan:
    return plan(*build.split(", "), parts=RACKS, **facts)


def layout(build: str, **facts: Any) -> RackLayout:
    found = rack_layout(made(build, **facts))
    assert found is not None
    return found


def drawn(build: str, **facts: Any) -> str:
    """Write what is in the racks, from the top: `U4 TEN; U1 STRIP | …` for a second rack."""
    return " | ".join(
        "; ".join(
            f"{place.span} {place.what}{' (behind)' if place.behind else ''}"
            for place in rack.places
        )
        for rack in layout(build, **facts).racks
    )


def named(held: tuple[Held, ...]) -> str:
    return ", ".join(f"{quantity} {part.part_number}" for part, quantity in held)


def test_a_plan_without_a_rack_has_no_layout() -> None:
    assert rack_layout(made("4 pi4, 1 box4, 1 shelf")) is None


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("1 t0, 1 strip, 4 pi5, 1 box4, 1 ten", "U4 TEN; U2 and U3 BOX4: 4 × PI5; U1 STRIP"),
        ("1 t1, 2 ten, 1 turing, 1 server", "U8 TEN; U7 TEN; U6 SERVER; U4 and U5 TURING"),
        # Boards of two kinds fill the cases of a kind one after the other.
        (
            "1 t1, 5 pi4, 2 pi5, 2 box4",
            "U7 and U8 BOX4: 4 × PI4; U5 and U6 BOX4: 1 × PI4; 2 × PI5",
        ),
        ("1 t1, 3 pi4, 1 box4, 2 bag", "U7 and U8 BOX4: 3 × PI4; U6 BAG; U5 BAG"),
        ("1 t1, 3 pi4, 1 bag", "U8 BAG: 3 × PI4"),
        # Two halves share a unit, and what takes whole units stands on a whole one.
        ("1 t0, 1 panel, 1 ten, 1 shelf", "upper half of U4 PANEL; lower half of U4 SHELF; U3 TEN"),
        ("1 t0, 3 third", "upper half of U4 THIRD; lower half of U4 THIRD; upper half of U3 THIRD"),
        # What stands on a shelf is dealt out evenly, and may be higher than its shelf.
        (
            "1 t0, 2 shelf, 3 desk",
            "upper half of U4 SHELF: 2 × DESK; lower half of U4 SHELF: 1 × DESK",
        ),
        ("1 t0, 1 shelf, 1 tall", "U3 and U4 SHELF: 1 × TALL"),
        (
            "1 t0, 1 shelf, 1 nuc",
            "the upper half of U3 and U4 SHELF: 1 × NUC",
        ),
        ("1 t0, 1 shelf, 1 shelf2, 1 tall", "upper half of U4 SHELF; U2 and U3 SHELF2: 1 × TALL"),
        ("1 t0, 1 shelf2, 1 desk, 1 brick", "U4 SHELF2: 1 × BRICK; 1 × DESK"),
        # A mount that names a part holds it, and ears take no units of their own.
        ("1 t0, 1 mount, 1 desk", "U4 MOUNT: 1 × DESK"),
        ("1 t0, 2 twin, 3 desk", "U4 TWIN: 2 × DESK; U3 TWIN: 1 × DESK"),
        ("1 t0, 1 ears, 1 ten", "U4 TEN"),
        # Something of half the depth finds room behind something else of half the depth.
        ("1 wide, 2 flat, 1 strip", "U2 FLAT; U1 FLAT; U2 STRIP (behind)"),
        ("1 wide, 1 flat, 2 blank, 2 strip", "U2 FLAT; U1 STRIP; U2 STRIP (behind)"),
        # The highest come first where room is found for more in that way.
        ("2 t0, 1 ten, 2 box4, 1 ups", "U2 to U4 UPS; U1 TEN | U3 and U4 BOX4; U1 and U2 BOX4"),
        ("1 t0, 1 wide, 1 nineteen", " | U2 NINETEEN"),
        ("2 t0, 5 ten", "U4 TEN; U3 TEN; U2 TEN; U1 TEN | U4 TEN"),
    ],
)
def test_parts_stand_in_a_rack_from_the_top(build: str, expected: str) -> None:
    assert drawn(build) == expected


def test_a_wiring_says_which_board_is_in_which_case() -> None:
    wires = [
        Wire(device=board, device_port=1, unit=case, unit_port=1, kind="shelf")
        for board, case in [("pi5#1", "box4#2"), ("pi4#1", "box4#1")]
    ]
    wires.append(Wire(device="pi5#1", device_port=1, unit="x", unit_port=1, kind="ethernet"))

    found = drawn("1 t1, 1 pi4, 2 pi5, 2 box4", wiring=wires)

    assert found == "U7 and U8 BOX4: 1 × PI4; U5 and U6 BOX4: 1 × PI5"
    assert named(layout("1 t1, 1 pi4, 2 pi5, 2 box4", wiring=wires).unknown) == "1 pi5"


@pytest.mark.parametrize(
    ("build", "no_room", "perhaps", "other_width", "no_shelf", "unknown"),
    [
        ("1 t0, 4 deep", "", "", "", "", ""),
        ("1 t0, 6 deep", "2 deep", "", "", "", ""),
        ("1 t0, 1 t1, 3 turing, 14 deep", "2 deep, 3 turing", "", "", "", ""),
        # Nobody says how deep they are: one may hang behind another.
        ("1 t0, 6 ten", "", "2 ten", "", "", ""),
        ("1 t0, 9 ten", "1 ten", "4 ten", "", "", ""),
        ("1 t0, 9 ten, 1 server", "1 ten, 1 server", "4 ten", "", "", ""),
        ("1 wide, 2 deep, 1 flat", "1 flat", "", "", "", ""),
        ("1 wide, 2 flat, 1 deep", "1 deep", "", "", "", ""),
        # A panel that fills gaps is not missed where there is none.
        ("1 wide, 2 deep, 1 blank", "", "", "", "", ""),
        ("1 t0, 2 nineteen", "", "", "2 nineteen", "", ""),
        ("1 t0, 3 desk, 1 shelf2", "", "", "", "1 desk", ""),
        ("1 t0, 2 desk", "", "", "", "2 desk", ""),
        ("1 t0, 1 desk, 1 labels", "", "", "", "1 desk", ""),
        (
            "1 t0, 1 unsaid, 1 router, 1 pi4, 1 hub",
            "",
            "",
            "",
            "",
            "1 pi4, 1 unsaid, 1 hub, 1 router",
        ),
        ("1 frame, 1 ten, 1 nineteen, 1 unsaid", "", "", "", "", "1 frame, 1 unsaid"),
        ("1 t0, 4 module, 1 turing", "", "", "", "", ""),
        ("1 t0, 1 fan", "", "", "", "", ""),
    ],
)
def test_what_finds_no_place_is_named_with_the_reason(
    build: str, no_room: str, perhaps: str, other_width: str, no_shelf: str, unknown: str
) -> None:
    found = layout(build)

    assert named(found.no_room) == no_room
    assert named(found.perhaps_behind) == perhaps
    assert named(found.other_width) == other_width
    assert named(found.no_shelf) == no_shelf
    assert named(found.unknown) == unknown
    assert not found.unseen


def test_what_is_free_is_told_of_the_front() -> None:
    (rack,) = layout("1 t0, 1 panel, 2 flat").racks

    assert (rack.number, rack.units, rack.free) == (1, 4, Decimal("1.5"))


def test_so_many_racks_are_looked_at_and_no_more() -> None:
    found = layout("100000 t0, 100000 flat, 100000 desk, 100000 shelf, 100000 pi4, 100000 box4")

    assert len(found.racks) == 100
    assert found.unseen


def test_a_span_of_halves_says_which() -> None:
    places = layout("1 t1, 1 nuc, 1 brick, 1 tall, 3 shelf").racks[0].places

    assert [(place.span, place.what) for place in places] == [
        ("U7 and U8", "SHELF: 1 × TALL"),
        ("the upper half of U5 and U6", "SHELF: 1 × NUC"),
        ("U4", "SHELF: 1 × BRICK"),
    ]


@pytest.mark.parametrize(
    ("below", "units", "span"),
    [
        ("0", "1", "U1"),
        ("0", "0.5", "lower half of U1"),
        ("1.5", "0.5", "upper half of U2"),
        ("1", "2", "U2 and U3"),
        ("1", "3", "U2 to U4"),
        ("0", "1.5", "U1 and the lower half of U2"),
        ("2.5", "1.5", "the upper half of U3 and U4"),
        ("0.5", "2.5", "the upper half of U1 to U3"),
    ],
)
def test_a_place_says_which_units_it_takes(below: str, units: str, span: str) -> None:
    rack = layout("1 t0, 1 ten").racks[0].places[0].part

    assert RackPlace(rack, Decimal(below), Decimal(units)).span == span


def test_the_rack_that_is_asked_for_is_filled_and_else_those_of_the_plan() -> None:
    of = made("1 t0, 1 ten, 1 nineteen")
    asked = Requirement(on=DAY, nodes=1, rack_units=2, rack_width_in="19")

    own = layout_for(of, asked)
    assert own is not None
    assert [(rack.part.name, rack.units) for rack in own.racks] == [("Your rack, 19 inches", 2)]
    assert [place.what for place in own.racks[0].places] == ["NINETEEN"]
    assert layout_for(of, Requirement(on=DAY, nodes=1)) == rack_layout(of)
