"""Rules for spares in a build's file: read, written back the same, and refused with their place."""

import pytest

from planner.io.documents.builds import read_build
from planner.io.documents.toml_text import build_toml
from planner.model.build import Build
from planner.model.spares import SpareRule
from tests.kits import HEAD, inner, kit, part, use

RULES = """\
[[spare_rules]]
percent = 2.5

[[spare_rules]]
category = "board"
one_in = 8

[[spare_rules]]
part_number = "card"
percent = "10"

"""


def read(text: str) -> tuple[Build | None, list[str]]:
    build, findings = read_build("mine.toml", f"{HEAD}\n{text}".encode())
    return build, [each.line() for each in findings]


@pytest.mark.parametrize(
    "lists",
    [part("pi", 7, "board"), kit("node", inner("pi", 1, "board")) + use("node", 7)],
    ids=["flat", "in kits"],
)
def test_rules_are_read_and_written_back_the_same(lists: str) -> None:
    build, findings = read(RULES + lists)
    assert findings == []
    assert build is not None
    assert build.spare_rules == (
        SpareRule.model_validate({"percent": "2.5"}),
        SpareRule.model_validate({"category": "board", "one_in": 8}),
        SpareRule.model_validate({"part_number": "card", "percent": "10"}),
    )
    assert read_build("mine.toml", build_toml(build).encode()) == (build, ())


def test_a_build_without_rules_is_written_as_before() -> None:
    build, _ = read(part("pi", 7, "board"))
    assert build is not None
    assert "spare" not in build_toml(build)
    assert "spare_rules" not in build.model_dump()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("percent = 2.5", "percent = 300", "'300' is more than 100. Write 100 or less."),
        ("percent = 2.5", "percent = -1", "'-1' is less than 0. Write 0 or more."),
        ("percent = 2.5", "percent = nan", "'NaN' is not a number."),
        ("percent = 2.5", "percent = 0.001", "a percentage of spares has at most 2 decimals"),
        ("percent = 2.5", "one_in = 0", "'0' is less than 1. Write 1 or more."),
        ("percent = 2.5", "one_in = 1_000_000", "'1000000' is more than 10000."),
        ("percent = 2.5\n", "", "A rule for spares has either a percent or one_in."),
        ("percent = 2.5", "procent = 2.5", "Did you mean percent?"),
        ('"board"\none', '"bord"\none', "Did you mean board?"),
        ("percent = 2.5", 'part_number = "card"\none_in = 3', "about card: keep one"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_what_to_write(old: str, new: str, told: str) -> None:
    build, findings = read(RULES.replace(old, new, 1) + part("pi", 7, "board"))
    assert build is None
    assert told in findings[0]
