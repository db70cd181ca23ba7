"""Drawings of racks: every part at its units, as narrow as a phone, and no text that is markup."""

from defusedxml.ElementTree import fromstring

from planner.io.drawings.canvas import DARK, LIGHT, WIDTH
from planner.model.racks import FilledRack
from planner.ui.kit._rack_svg import in_words, svg
from tests.engine.fitting.test_racks import layout, part

SVG = "{http://www.w3.org/2000/svg}"


def rack(build: str) -> FilledRack:
    return layout(build).racks[0]


def texts(drawing: str) -> list[str]:
    return [str(each.text) for each in fromstring(drawing).iter(f"{SVG}text")]


def test_units_and_parts_are_drawn_from_the_top_with_what_they_hold() -> None:
    drawn = texts(svg(rack("1 t0, 4 pi5, 1 box4, 1 ten, 1 panel"), LIGHT))

    assert drawn[0] == "T0, 4 U"
    assert [each for each in drawn if each.startswith("U")] == ["U4", "U3", "U2", "U1"]
    assert [each for each in drawn if each in ("TEN", "BOX4", "4 × PI5", "PANEL")] == [
        "PANEL",
        "TEN",
        "BOX4",
        "4 × PI5",
    ]
    assert drawn[-1] == "3.5 of 4 units taken, 0.5 free"


def test_what_is_behind_is_told_below_the_front() -> None:
    drawn = texts(svg(rack("1 wide, 2 flat, 1 strip"), LIGHT))

    assert drawn[-2:] == ["Behind U2: STRIP", "2 of 2 units taken"]


def test_a_rack_is_told_in_words_for_those_who_do_not_see_it() -> None:
    told = "T0, 4 U. U4: TEN; U2 and U3: BOX4: 4 × PI5. 3 of 4 units taken, 1 free."
    filled = rack("1 t0, 1 ten, 4 pi5, 1 box4")

    assert in_words(filled) == told
    root = fromstring(svg(filled, DARK))
    assert [str(root.find(f"{SVG}{tag}").text) for tag in ("title", "desc")] == ["T0, 4 U", told]  # type: ignore[union-attr]
    assert in_words(rack("1 t0")) == "T0, 4 U. Nothing is in it. 0 of 4 units taken, 4 free."


def test_every_text_is_escaped_and_the_drawing_is_as_wide_as_a_phone() -> None:
    odd = FilledRack(part("x", "rack", kind="rack", name="<script>&"), 1, rack("1 t1").units, ())  # type: ignore[arg-type]

    for palette in (LIGHT, DARK):
        root = fromstring(svg(odd, palette))
        assert int(root.attrib["width"]) == WIDTH <= 340
        assert {each.tag for each in root.iter()} <= {
            f"{SVG}{tag}" for tag in ("svg", "rect", "path", "text", "title", "desc")
        }
    assert "<script>&, 8 U" in texts(svg(odd, LIGHT))
