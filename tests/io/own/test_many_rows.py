"""Many rows are written at once: each group whole, or not at all, and the others all the same."""

from pathlib import Path

import pytest

from planner.io.own._writing import BACKUPS
from planner.io.own.rows import RowFile, put_rows, row_among, seen_rows
from planner.model.findings import PlannerError

FILE = RowFile("offers/lion.csv", ("part", "packs", "price"), ("part", "packs"), {"packs": "1"})
FAN, HUB = {"part": "fan", "price": "5"}, {"part": "hub", "price": "9"}


def test_rows_are_written_in_one_step_with_one_copy_of_what_was_there(tmp_path: Path) -> None:
    assert put_rows(tmp_path, FILE, [[(FAN, None)], [(HUB, None)]]) == (None, None)
    assert seen_rows(tmp_path, FILE) == (FAN, HUB)
    dear = {**FAN, "price": "6"}
    many = {**FAN, "packs": "10", "price": "4"}
    put_rows(tmp_path, FILE, [[(dear, FAN), (many, None)]])

    assert seen_rows(tmp_path, FILE) == (dear, HUB, many)
    assert len(list((tmp_path / BACKUPS / "offers" / "lion").iterdir())) == 1


def test_of_a_group_that_somebody_else_changed_no_row_is_written(tmp_path: Path) -> None:
    put_rows(tmp_path, FILE, [[(FAN, None)]])
    many = {**FAN, "packs": "10", "price": "4"}
    refused = put_rows(tmp_path, FILE, [[(many, None), (FAN, None)], [(HUB, None)]])

    assert refused[0] is not None
    assert "fan already exists" in refused[0].message
    assert refused[1] is None
    assert seen_rows(tmp_path, FILE) == (FAN, HUB)


def test_nothing_is_written_where_every_group_is_refused(tmp_path: Path) -> None:
    put_rows(tmp_path, FILE, [[(FAN, None)]])
    before = (tmp_path / FILE.name).read_bytes()
    put_rows(tmp_path, FILE, [[(FAN, HUB)]])

    assert (tmp_path / FILE.name).read_bytes() == before
    assert not (tmp_path / BACKUPS).exists()


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("in the way")
    with pytest.raises(PlannerError, match="Nothing was written"):
        put_rows(tmp_path / "own", FILE, [[(FAN, None)]])


def test_a_row_is_found_by_its_key_with_what_is_usual(tmp_path: Path) -> None:
    assert row_among([HUB, FAN], FILE, {"part": "fan", "packs": "1"}) == FAN
    assert row_among([HUB], FILE, {"part": "fan"}) is None
    assert seen_rows(tmp_path, FILE) == ()
