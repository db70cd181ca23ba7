"""A part that a build brings along and that is another one in the catalog is told of."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.plan import make_plan
from planner.model.catalog import Catalog
from planner.model.findings import Severity
from planner.model.money import RateTable
from planner.model.parts import Part
from tests.engine.samples import PARTS, build, offer, part

MINE = part("my-case", "case", name="My case")
BRINGING = build("2 pi3", "1 my-case").model_copy(update={"parts": (MINE,)})


def told(theirs: Part, *, of: Any = BRINGING) -> list[str]:
    known = Catalog(parts=(*PARTS, theirs), offers=(offer("pi3", "50 SGD"),))
    found = make_plan(of, known, rates=RateTable()).findings
    notes = [each for each in found if each.code == "part-brought-differs"]
    assert all(each.severity is Severity.NOTE for each in notes)
    assert all(each.subject == theirs.part_number for each in notes)
    return [each.message for each in notes]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"shelves": 4}, "Boards it holds: not stated (catalog: 4)."),
        ({"name": "Their case"}, "Name: My case (catalog: Their case)."),
        ({"rack_full_depth": True}, "Full rack depth: not stated (catalog: yes)."),
        ({"fits": "x" * 60}, f"Made for: not stated (catalog: {'x' * 40}…)."),
        (
            {"shelves": 4, "fits": "a board", "maker": "Acme", "power_max_w": 2, "name": "It"},
            "; and 1 more.",
        ),
    ],
)
def test_a_part_with_other_facts_in_the_catalog_is_named_with_both(
    changes: dict[str, Any], words: str
) -> None:
    (said,) = told(part("my-case", "case", **({"name": "My case"} | changes)))

    assert said.startswith("My case: the data saved in this build is used, although your ")
    assert said.endswith(words)


def test_lists_and_what_is_not_so_are_told_in_words() -> None:
    widths = part("my-case", "case", name="My case", rack_widths_in=("10", "19"), rack_u=Decimal(1))
    (said,) = told(MINE.model_copy(update={"rack_full_depth": False}), of=with_own(widths))

    assert "Rack widths, inches: 10, 19 (catalog: not stated)" in said
    assert "Full rack depth: not stated (catalog: no)" in said


def test_another_kind_of_part_is_told_by_its_kind_alone() -> None:
    (said,) = told(part("my-case", "other", name="A suitcase"))
    assert said.endswith("differs. Category: case (catalog: other).")


@pytest.mark.parametrize(
    "same",
    [
        MINE,
        MINE.model_copy(update={"note": "bought twice", "source": "https://case.example/2"}),
        MINE.model_copy(update={"rack_source": "https://case.example/2"}),
        part("another-case", "case"),
    ],
)
def test_where_nothing_differs_but_what_it_rests_on_nothing_is_told(same: Part) -> None:
    assert told(same) == []


def test_a_part_that_the_build_does_not_use_is_not_told_of() -> None:
    idle = build("2 pi3").model_copy(update={"parts": (MINE,)})
    assert told(part("my-case", "case", name="Their case"), of=idle) == []


def with_own(mine: Part) -> Any:
    return BRINGING.model_copy(update={"parts": (mine,)})
