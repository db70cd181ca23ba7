"""How is said what a part brings and what it needs, to whoever looks at it."""

from typing import get_args

import pytest

from planner.model.companion_wording import (
    CATEGORY,
    box_text,
    called,
    companions_text,
    needs_text,
)
from planner.model.parts import CATEGORIES, Companion
from tests.engine.samples import part


@pytest.mark.parametrize(
    ("requires", "includes", "text"),
    [
        ("", "", ""),
        ("memory;drive", "", "also needs memory and a drive"),
        ("memory;drive;case", "", "also needs memory, a drive and a case"),
        ("NVMe adapter", "", "also needs an M.2 HAT for NVMe drives"),
        ("", "power supply", "comes with its power supply"),
        ("", "power cable;power cable;cooler", "comes with 2 power cables and a cooler"),
        ("memory;case", "power supply;case", ("comes with its power supply and its case; also "
         "needs memory")),
    ],
)  # fmt: skip
def test_a_part_says_in_one_line_what_it_brings_and_what_it_needs(
    requires: str, includes: str, text: str
) -> None:
    board = part("nuc", "board", requires=requires, includes=includes)
    assert companions_text(board) == text
    assert companions_text(board) == "; ".join(filter(None, (box_text(board), needs_text(board))))


@pytest.mark.parametrize("what", get_args(Companion))
def test_each_companion_has_words_and_a_category_to_look_for_it(what: Companion) -> None:
    assert called(what)
    assert CATEGORY[what] in CATEGORIES
