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


SIZED = FrontView(
    "Stack",
    (
        FrontPanel(
            "Eight", PanelKind.SWITCH, ports=(True,) * 5 + (False,) * 3, name="Eight",
            width_mm=Decimal(158), height_mm=Decimal(29),
        ),
        FrontPanel(
            "Pi", PanelKind.BOARDS, count=3, boards=1, name="Pi",
            width_mm=Decimal(56), height_mm=Decimal(17),
        ),
        FrontPanel(
            "Tower: 12 × Pi", PanelKind.BOARDS, count=9, boards=12, name="Tower",
            width_mm=Decimal(90), height_mm=Decimal(50),
        ),
        FrontPanel("Charger", PanelKind.POWER, count=2, name="Charger"),
    ),
)  # fmt: skip


def test_parts_of_a_stack_are_as_large_as_their_sizes_say() -> None:
    root = checked(front_card(SIZED, LIGHT).svg(LIGHT))

    frames = rects(root)
    scale = frames[0][2] / 158
    assert abs(frames[0][3] / scale - 29) < 1
    pis = [frame for frame in frames if abs(frame[2] / scale - 56) < 1]
    assert [abs(frame[3] / scale - 17) < 1 for frame in pis] == [True] * 3
    towers = [frame for frame in frames if abs(frame[2] / scale - 90) < 1]
    assert [abs(frame[3] / scale - 50) < 1 for frame in towers] == [True] * 2  # one behind
    assert "50 mm" in texts(root)


def test_a_part_of_unknown_size_is_dashed_and_named_where_others_are_to_scale() -> None:
    svg = front_card(SIZED, LIGHT).svg(LIGHT)

    assert svg.count("stroke-dasharray") == 2  # the charger, and the one behind it
    assert "whose size is not fully known: Charger." in " ".join(texts(checked(svg)))
    assert "stroke-dasharray" not in front_card(STACK, LIGHT).svg(LIGHT)


def test_a_part_of_known_width_alone_is_as_wide_as_that_and_still_dashed() -> None:
    narrow = replace(SIZED.panels[1], count=1, height_mm=None)
    svg = front_card(replace(SIZED, panels=(SIZED.panels[0], narrow)), LIGHT).svg(LIGHT)

    frames = rects(checked(svg))
    scale = frames[0][2] / 158
    assert [frame for frame in frames if abs(frame[2] / scale - 56) < 1]
    assert svg.count("stroke-dasharray") == 1


def test_parts_of_a_stack_are_numbered_as_they_are_named() -> None:
    drawn = texts(checked(front_card(SIZED, LIGHT).svg(LIGHT)))

    assert [word for word in drawn if word in "1234"] == ["1", "2", "3", "4"]
    assert "2. 3 × Pi" in drawn
    alone = texts(checked(front_card(replace(SIZED, panels=SIZED.panels[1:2]), LIGHT).svg(LIGHT)))
    assert "1" not in alone
    assert "3 × Pi" in alone


@pytest.mark.parametrize("size", [("0.01", "0.01"), ("5000", "5000"), ("1", "5000"), ("5000", "1")])
def test_the_smallest_and_the_largest_sizes_are_drawn_too(size: tuple[str, str]) -> None:
    wide, tall = map(Decimal, size)
    odd = FrontPanel("Odd", PanelKind.SWITCH, ports=(True,) * 48, width_mm=wide, height_mm=tall)

    for view in (FrontView("Stack", (odd,)), replace(SIZED, panels=(*SIZED.panels, odd))):
        checked(front_card(view, LIGHT).svg(LIGHT))


def test_markup_in_a_name_stays_text() -> None:
    odd = FrontView("<script>&", (FrontPanel("</svg><b>", PanelKind.OTHER),))

    assert "</svg><b>" in texts(checked(front_card(odd, LIGHT).svg(LIGHT)))


def test_the_drawings_are_those_that_were_looked_at() -> None:
    drawn = "".join(f"{front_card(view, LIGHT).svg(LIGHT)}\n" for view in (RACK, STACK, SIZED))

    assert drawn == (GOLDEN / "front.svg.txt").read_text("utf-8")
