"""Sizes of the shipped catalog: each can be looked up, and none contradicts a rack."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from planner.jobs.folder import open_workspace
from planner.model.parts import Board, InRack, Switch

_SHIPPED = open_workspace(Path(__file__).parents[1] / "catalogs", today=date(2026, 11, 23))
PARTS = [part for part in _SHIPPED.catalog.parts if isinstance(part, InRack)]
SIZED = [
    part for part in PARTS if (part.width_mm, part.depth_mm, part.height_mm) != (None, None, None)
]


def test_boards_and_switches_have_sizes() -> None:
    kinds = [type(part) for part in SIZED]

    assert kinds.count(Board) > 30
    assert kinds.count(Switch) >= 9


@pytest.mark.parametrize("part", SIZED, ids=lambda part: part.part_number)
def test_each_size_says_where_it_can_be_read(part: InRack) -> None:
    assert part.size_source.startswith("https://")


def test_what_has_no_size_has_no_source_of_one() -> None:
    unsized = [part for part in PARTS if part not in SIZED]

    assert not [part.part_number for part in unsized if part.size_source]


@pytest.mark.parametrize("part", SIZED, ids=lambda part: part.part_number)
def test_what_goes_on_rails_is_no_higher_than_its_units(part: InRack) -> None:
    if part.rack_u and part.height_mm is not None:
        assert part.height_mm <= part.rack_u * Decimal("44.45")
