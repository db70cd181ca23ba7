"""Every cell of the files that people keep their parts in is read at its place."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planner.io.readers.grids import read_grids
from planner.io.text.grids import FileKind, Grid, GridCell, GridFile, GridRow, column_letters
from planner.model.findings import has_errors

FOLDER = Path(__file__).parents[2] / "data" / "bom_files"
EXPECTED: list[dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text("utf-8"))
NUMBERS = ("quantity", "unit_price", "line_total", "pack_price", "pack_size", "pieces")


@cache
def file_read(name: str) -> GridFile:
    return read_grids(name, (FOLDER / name).read_bytes())


def rows_of(file: GridFile, sheet: str | None) -> dict[int, GridRow]:
    return {row.number: row for grid in file.grids if grid.sheet == sheet for row in grid.rows}


def column_number(column: str | int) -> int:
    if isinstance(column, int):
        return column
    return next(number for number in range(100) if column_letters(number) == column)


def number(cell: GridCell | None, decimal: str) -> Decimal | None:
    """Return the number in a cell as the list of right values has it: to 12 digits."""
    if cell is None:
        return None
    if cell.number is not None:
        return Decimal(format(float(cell.number), ".12g"))
    text = re.sub(r"[€$£¥*\s]|※.*|CHF|EUR|USD|GBP|SGD|[A-Za-z]+:", "", cell.text)
    text = text.replace(".", "").replace(",", ".") if decimal == "," else text.replace(",", "")
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def cells_of(entry: dict[str, Any], line: dict[str, Any]) -> Iterator[tuple[str, GridCell | None]]:
    columns = {each.get("sheet"): each for each in entry["columns"]}
    places = line.get("cells", columns.get(line.get("sheet"), {}))
    row = rows_of(file_read(entry["file"]), line.get("sheet"))[line["row"]]
    for field in ("name", *NUMBERS):
        if field in places and places[field] is not None:
            yield field, row.cells.get(column_number(places[field]))


@pytest.mark.parametrize("entry", EXPECTED, ids=lambda entry: entry["file"])
def test_each_line_of_a_file_is_read_at_its_row_and_column(entry: dict[str, Any]) -> None:
    decimal = entry.get("decimal", ".")
    for line in entry["lines"]:
        cells = dict(cells_of(entry, line))
        name = cells["name"]
        assert name is not None
        assert " ".join(line["name"].split()) in " ".join(name.text.split())
        for field in NUMBERS:
            if field not in line or line.get(f"{field}_implied"):
                continue
            told = line.get(f"{field}_text")
            if told is not None:
                cell = cells.get(field) or name
                assert told in cell.text
            elif line[field] is not None:
                assert number(cells.get(field), decimal) == Decimal(line[field]), (line, field)


@pytest.mark.parametrize("entry", EXPECTED, ids=lambda entry: entry["file"])
def test_each_stated_total_is_read_at_its_row_and_column(entry: dict[str, Any]) -> None:
    file = file_read(entry["file"])
    for total in entry.get("stated_totals", ()):
        if total.get("in_text"):
            assert any(total["value"] in line.text.replace(",", "") for line in file.prose)
        else:
            row = rows_of(file, total.get("sheet"))[total["row"]]
            cell = row.cells[column_number(total["column"])]
            assert number(cell, entry.get("decimal", ".")) == Decimal(total["value"])


def hidden_in(grid: Grid) -> Iterator[str]:
    if grid.hidden:
        yield f"sheet {grid.sheet}"
    yield from (f"{grid.sheet}!row {row}" for row in grid.hidden_rows)
    yield from (f"{grid.sheet}!column {column_letters(each)}" for each in grid.hidden_columns)


@pytest.mark.parametrize("entry", EXPECTED, ids=lambda entry: entry["file"])
def test_what_a_file_hides_is_told(entry: dict[str, Any]) -> None:
    file = file_read(entry["file"])

    assert sorted(where for grid in file.grids for where in hidden_in(grid)) == sorted(
        each["where"] for each in entry["hidden"]
    )
    assert all(
        row.hidden == (row.number in grid.hidden_rows) for grid in file.grids for row in grid.rows
    )


@pytest.mark.parametrize("entry", EXPECTED, ids=lambda entry: entry["file"])
def test_how_a_text_was_read_is_told(entry: dict[str, Any]) -> None:
    file = file_read(entry["file"])

    assert not has_errors(file.findings)
    if "encoding" in entry:
        assert file.encoding == entry["encoding"]
    if "delimiter" in entry:
        assert file.delimiter == entry["delimiter"]
        assert file.quoted != entry.get("no_quotes", False)
    assert (file.kind is FileKind.HTML) == (entry.get("table") == "html")
