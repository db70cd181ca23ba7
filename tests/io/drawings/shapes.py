"""What tests ask of any drawing: well-formed, no text is markup, and none leaves its place."""

import re
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from planner.io.drawings.canvas import text_width
from planner.io.drawings.parts import TALL, WIDE

SVG = "{http://www.w3.org/2000/svg}"
_TAGS = {f"{SVG}{tag}" for tag in ("svg", "title", "desc", "g", "rect", "path", "text", "circle")}


def checked(drawing: str) -> Element:
    """Return a drawing, read; fail where it holds what none may, or a text that is too wide."""
    root = fromstring(drawing)
    assert {each.tag for each in root.iter()} <= _TAGS
    assert root.attrib["role"] == "img"
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    wide, tall = int(root.attrib["width"]), int(root.attrib["height"])
    _check(root, 0, 0, wide, tall)
    return root


def texts(root: Element) -> list[str]:
    """Return all words that are drawn."""
    return [str(each.text) for each in root.iter(f"{SVG}text")]


def _check(parent: Element, x: int, y: int, wide: int, tall: int) -> None:
    boxes = [_bounds(each, x, y) for each in parent if each.tag == f"{SVG}rect"]
    looks = [
        each for each in parent if each.tag == f"{SVG}g" and "scale" in each.attrib["transform"]
    ]
    places = [_place(each, x, y) for each in looks]
    for left, top, right, bottom in places:
        assert left >= 0
        assert top >= 0
        assert right <= wide
        assert bottom <= tall
    for each in parent:
        if each.tag == f"{SVG}g" and each not in looks:
            moved = re.fullmatch(r"translate\((\d+) (\d+)\)", each.attrib["transform"])
            assert moved is not None
            _check(each, x + int(moved[1]), y + int(moved[2]), wide, tall)
        if each.tag == f"{SVG}text":
            left, top, right, bottom = _extent(each, x, y)
            assert left >= 0, each.text
            assert right <= wide, each.text
            assert 0 <= top <= bottom <= tall, each.text
            for place in places:
                over = left < place[2] and right > place[0] and top < place[3] and bottom > place[1]
                assert not over, each.text
            for box in boxes:
                inside = box[0] <= (left + right) / 2 <= box[2] and box[1] <= top <= box[3]
                # Words that begin in a box end in it.
                assert not inside or (box[0] <= left and right <= box[2]), (each.text, box)


def _place(look: Element, x: int, y: int) -> tuple[float, float, float, float]:
    """Return the room of what a part looks like in another drawing; no word is in it."""
    moved = re.fullmatch(r"translate\((\d+) (\d+)\) scale\(([\d.]+)\)", look.attrib["transform"])
    assert moved is not None
    assert not list(look.iter(f"{SVG}text"))
    left, top, scale = x + int(moved[1]), y + int(moved[2]), float(moved[3])
    return left, top, left + WIDE * scale, top + TALL * scale


def _bounds(rect: Element, x: int, y: int) -> tuple[float, float, float, float]:
    left, top = x + float(rect.get("x", 0)), y + float(rect.get("y", 0))
    return left, top, left + float(rect.attrib["width"]), top + float(rect.attrib["height"])


def _extent(each: Element, x: int, y: int) -> tuple[float, float, float, float]:
    size = int(each.attrib["font-size"])
    wide = text_width(str(each.text), size, bold=int(each.attrib["font-weight"]) > 400)
    at, base = x + float(each.attrib["x"]), y + float(each.attrib["y"])
    left = {"start": at, "middle": at - wide / 2, "end": at - wide}[each.attrib["text-anchor"]]
    return left, base - size * 0.7, left + wide, base
