"""A front view in words."""

from dataclasses import replace
from decimal import Decimal

from planner.model.front_view import FrontPanel, FrontView, PanelKind
from planner.model.front_wording import (
    NOT_TO_SCALE,
    front_text,
    panel_text,
    scale_text,
    units_text,
    view_title,
)

SWITCH = FrontPanel(
    "Eight", PanelKind.SWITCH, where="U2", ports=(True, False, True), cages=(False,)
)


def test_a_panel_says_where_it_is_and_how_many_of_its_ports_are_used() -> None:
    assert panel_text(SWITCH) == "U2: Eight, 2 of 3 ports used, 0 of 1 cage used"
    strip = FrontPanel("Strip", PanelKind.POWER, where="upper half of U1", behind=True)
    assert panel_text(strip) == "Upper half of U1, behind: Strip"
    assert panel_text(FrontPanel("Pi", PanelKind.BOARDS, count=3)) == "3 × Pi"


def test_a_rack_says_what_is_free_and_what_is_to_scale() -> None:
    rack = FrontView("T0", (SWITCH,), Decimal(2), Decimal(1), 10)

    assert view_title(rack) == "T0, 2 U"
    assert units_text(rack) == "1 of 2 units taken, 1 free"
    assert units_text(FrontView("T0", (), Decimal(1), Decimal(0))) == "1 of 1 unit taken"
    assert scale_text(rack) == "Heights and the width of 10 inches are to scale: 1 U is 44.45 mm."
    assert front_text(rack) == (
        "T0, 2 U, from the front. U2: Eight, 2 of 3 ports used, 0 of 1 cage used. "
        "1 of 2 units taken, 1 free."
    )
    assert front_text(FrontView("T0", (), Decimal(2), Decimal(2))) == (
        "T0, 2 U, from the front. Nothing is in it. 0 of 2 units taken, 2 free."
    )


PI = FrontPanel(
    "Pi", PanelKind.BOARDS, boards=1, name="Pi", width_mm=Decimal(56), height_mm=Decimal(17)
)
CUBE = FrontPanel("Cube", PanelKind.POWER, name="Cube")


def test_a_stack_of_which_no_size_is_known_is_not_to_scale() -> None:
    stack = FrontView("Stack", (FrontPanel("Pi", PanelKind.BOARDS),))

    assert (view_title(stack), units_text(stack)) == ("Stack", "")
    assert scale_text(stack) == NOT_TO_SCALE
    assert front_text(stack) == f"Stack, from the front. Pi. {NOT_TO_SCALE}"


def test_a_stack_names_the_parts_that_are_not_to_scale() -> None:
    brick = replace(CUBE, what="Brick", name="Brick", count=2)

    assert scale_text(FrontView("Stack", (PI, CUBE))) == (
        "Widths and heights are to scale, except the dashed part, whose size is not fully known: "
        "Cube. Ports are only marked. The order is not fixed."
    )
    assert "the dashed parts, whose sizes are not fully known: Cube; Brick. " in scale_text(
        FrontView("Stack", (PI, CUBE, CUBE, brick))
    )


def test_a_stack_of_which_every_size_is_known_is_to_scale_but_for_what_lies_in_a_case() -> None:
    case = replace(PI, what="Box: 2 × Pi", name="Box", boards=2)

    assert scale_text(FrontView("Stack", (PI,))) == (
        "Widths and heights are to scale. Ports are only marked. The order is not fixed."
    )
    assert scale_text(FrontView("Stack", (case,))) == (
        "Widths and heights are to scale. Ports and boards in a case are only marked. "
        "The order is not fixed."
    )
