"""Racks and stacks from the front: to scale where a size is known, and no word leaves its place."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from planner.io.drawings.canvas import DARK, LIGHT, WIDTH
from planner.io.drawings.front import front_card
from planner.model.front_view import FrontPanel, FrontView, PanelKind
from planner.model.front_wording import NOT_TO_SCALE
from tests.io.drawings.shapes import SVG, checked, texts

GOLDEN = Path(__file__).parents[2] / "golden" / "drawings"
LONG = "A rack mount for four boards of an uncommonly long name with all its NVMe drives"
PANELS = (
    FrontPanel(
        "Switch", PanelKind.SWITCH, where="U4", below=Decimal(3),
        ports=(True,) * 5 + (False,) * 3, cages=(True, False),
    ),
    FrontPanel(
        LONG, PanelKind.BOARDS, where="U2 and U3", below=Decimal(1), units=Decimal(2), boards=4
    ),
    FrontPanel("Half", PanelKind.OTHER, where="upper half of U1", below=Decimal("0.5"),
               units=Decimal("0.5")),
    FrontPanel("Strip", PanelKind.POWER, where="U1", behind=True),
)  # fmt: skip
RACK = FrontView("Rack", PANELS, Decimal(4), Decimal("0.5"), 10)
STACK = FrontView(
    "Stack",
    (
        replace(PANELS[0], where="", count=2),
        FrontPanel("Pi", PanelKind.BOARDS, count=30, boards=1),
        FrontPanel("Case: 1 × Pi", PanelKind.BOARDS, count=3, boards=1),
        FrontPanel("Charger", PanelKind.POWER, count=4),
    ),
)
EMPTY = FrontView("Empty", (), Decimal(60), Decimal(60), 23)


def rects(root: Element) -> list[tuple[int, int, int, int]]:
    return [
        (int(e.attrib["x"]), int(e.attrib["y"]), int(e.attrib["width"]), int(e.attrib["height"]))
        for e in root.iter(f"{SVG}rect")
    ]


@pytest.mark.parametrize(
    "view", [RACK, STACK, FrontView("Empty", (), Decimal(60), Decimal(60), 23)]
)
def test_every_view_is_well_formed_and_as_wide_as_a_phone(view: FrontView) -> None:
    for palette in (LIGHT, DARK):
        root = checked(front_card(view, palette).svg(palette))
        assert int(root.attrib["width"]) == WIDTH


def test_heights_and_widths_of_a_rack_are_to_scale() -> None:
    def inside(inches: int) -> tuple[int, int]:
        frame = rects(checked(front_card(replace(RACK, inches=inches), LIGHT).svg(LIGHT)))[1]
        return frame[2], frame[3] // 4

    for inches in (10, 19):
        wide, unit = inside(inches)
        assert abs(wide / unit - inches * 25.4 / 44.45) < 0.35
    # The panel of two units is twice as high as that of one, but for the gap between them.
    frames = rects(checked(front_card(RACK, LIGHT).svg(LIGHT)))
    tall = sorted({frame[3] for frame in frames[2:] if frame[2] == inside(10)[0]})
    assert tall[-1] + 2 == 2 * (tall[-2] + 2)


def test_names_are_told_whole_and_what_is_behind_is_told_and_not_drawn() -> None:
    root = checked(front_card(RACK, LIGHT).svg(LIGHT))

    drawn = " ".join(texts(root))
    assert f"U2 and U3: {LONG}" in drawn
    assert "U1, behind: Strip" in drawn
    assert "3.5 of 4 units taken, 0.5 free" in drawn
    assert [text for text in texts(root) if text in ("U1", "U2", "U3", "U4")] == [
        "U1", "U2", "U3", "U4",
    ]  # fmt: skip


def test_ports_in_use_are_filled_and_it_is_said_what_that_means() -> None:
    known = front_card(RACK, LIGHT)
    dark = front_card(
        replace(RACK, panels=(replace(PANELS[0], ports=(False,) * 8),), lit=False), LIGHT
    )

    assert known.svg(LIGHT).count(f'rx="1" fill="{LIGHT.network}"') == 5 + 1 + 4
    assert "Filled ports are in use, empty ones are free." in texts(checked(known.svg(LIGHT)))
    assert "Which ports are in use is not known." in texts(checked(dark.svg(LIGHT)))


def test_a_stack_says_that_it_is_not_to_scale() -> None:
    drawn = " ".join(texts(checked(front_card(STACK, LIGHT).svg(LIGHT))))

    assert NOT_TO_SCALE in drawn
    assert "30 × Pi" in drawn


def test_markup_in_a_name_stays_text() -> None:
    odd = FrontView("<script>&", (FrontPanel("</svg><b>", PanelKind.OTHER),))

    assert "</svg><b>" in texts(checked(front_card(odd, LIGHT).svg(LIGHT)))


def test_the_drawings_are_those_that_were_looked_at() -> None:
    drawn = f"{front_card(RACK, LIGHT).svg(LIGHT)}\n{front_card(STACK, LIGHT).svg(LIGHT)}\n"

    assert drawn == (GOLDEN / "front.svg.txt").read_text("utf-8")
