"""Units are named in one place: a piece of a part, and the number it has among them."""

import re
from pathlib import Path

import pytest

from planner.model.wiring import Unit, part_of, unit_of

PLANNER = Path(__file__).resolve().parents[2] / "planner"


def test_a_unit_is_named_and_read_back() -> None:
    unit = Unit("rpi-3b", 2)
    assert str(unit) == "rpi-3b#2"
    assert unit_of("rpi-3b#2") == unit
    assert part_of("rpi-3b#2") == "rpi-3b"


@pytest.mark.parametrize(
    ("name", "part"),
    [("router", "router"), ("pi#", "pi"), ("pi#x", "pi"), ("pi#²", "pi"), ("pi#" + "9" * 99, "pi")],
)
def test_what_names_no_piece_has_no_number(name: str, part: str) -> None:
    assert unit_of(name) == Unit(part, None)
    assert str(Unit(part, None)) == part


def test_no_other_module_takes_the_name_of_a_unit_apart() -> None:
    apart = re.compile(r"""(split|partition)\(["']#["']|\}#\{""")
    assert apart.search("unit.rpartition('#')")
    assert apart.search('f"{number}#{index}"')
    # On the web a # begins a comment of robots.txt, or a place in a page.
    web = (PLANNER / "io" / "web", PLANNER / "io" / "prices")
    modules = [
        each
        for each in PLANNER.rglob("*.py")
        if each.name != "wiring.py" and each.parent not in web
    ]
    assert len(modules) > 200
    assert [str(each) for each in modules if apart.search(each.read_text())] == []
