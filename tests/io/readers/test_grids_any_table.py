"""A table that is written in a format and read again has the same cells at the same places."""

import csv
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.io.readers._grid_process import read_here
from planner.io.readers.grids import read_grids, read_pasted
from planner.io.text.grids import Grid, GridFile
from tests.io.readers.grid_files import WRITERS, Table, as_csv

# Of what stands in cells: separators, quotes, line ends, signs of several scripts.
SIGNS = "aZ9 ,;|&\"'.-€äß中５\n#*_[]()<>\\=`~"
ANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def plain(text: str) -> str:
    """Return a text as it is kept: no blanks around it or its lines, no empty lines."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


TEXTS = st.text(SIGNS, max_size=12).map(plain)
NUMBERS = st.decimals(
    min_value=-(10**9), max_value=10**9, places=4, allow_nan=False, allow_infinity=False
)
HEADING = ["Part", "Maker", "Qty", "Price", "Note", "Shop"]


@st.composite
def tables(draw: st.DrawFn) -> list[list[str | Decimal]]:
    width = draw(st.integers(3, 6))
    row = st.lists(TEXTS | NUMBERS, min_size=width, max_size=width)
    rows = draw(st.lists(row, min_size=1, max_size=8))
    return [list(HEADING[:width]), *rows]


def texts(grid: Grid) -> dict[tuple[int, int], str]:
    """Return the text of each cell by the order of its row, and its column."""
    return {
        (place, column): plain(cell.text)
        for place, row in enumerate(grid.rows)
        for column, cell in row.cells.items()
    }


def wanted(table: Table) -> dict[tuple[int, int], str]:
    filled = [row for row in table if any(str(cell) for cell in row)]
    return {
        (place, column): shown
        for place, row in enumerate(filled)
        for column, cell in enumerate(row)
        if (shown := number_text(cell) if isinstance(cell, Decimal) else cell)
    }


def number_text(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


@pytest.mark.parametrize("form", WRITERS)
@given(table=tables())
@ANY
def test_any_table_is_read_back_from_each_format(form: str, table: Table) -> None:
    if form in ("markdown", "html"):
        table = [
            [number_text(cell) if isinstance(cell, Decimal) else cell for cell in row]
            for row in table
        ]
    content = WRITERS[form](table)
    found = read_here("zip" if form in ("xlsx", "ods") else form, content)

    assert not found.notes
    (grid,) = found.grids
    assert texts(grid) == wanted(table)
    if form in ("xlsx", "ods"):
        filled = [row for row in table if any(str(cell) for cell in row)]
        for row, cells in zip(grid.rows, filled, strict=True):
            for column, cell in row.cells.items():
                written = cells[column]
                assert cell.number == (written if isinstance(written, Decimal) else None)


@given(
    table=tables(),
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
    ends=st.sampled_from(["\r\n", "\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
@ANY
def test_any_table_is_read_back_from_delimited_text(
    table: Table, delimiter: str, encoding: str, ends: str, quoting: int
) -> None:
    content = as_csv(table, delimiter=delimiter, encoding=encoding, ends=ends, quoting=quoting)
    file = read_grids("x.csv", content)

    assert not file.findings
    assert file.delimiter == delimiter
    assert file.encoding == ("utf-8" if encoding == "utf-8-sig" else encoding)
    written = [[str(cell) for cell in row] for row in table]
    assert texts(file.grids[0]) == wanted(written)
    assert rows(file) == rows_in(written, ends)


def rows(file: GridFile) -> list[int]:
    return [row.number for row in file.grids[0].rows]


def rows_in(table: list[list[str]], ends: str) -> list[int]:
    """Return the line where each record begins: a cell may hold line ends of its own."""
    numbers, line = [], 1
    for row in table:
        if any(row):
            numbers.append(line)
        line += 1 + sum(cell.count("\n") for cell in row)
    return numbers


@given(table=tables())
@ANY
def test_what_is_copied_from_a_spreadsheet_is_read_back(table: Table) -> None:
    written = [[str(cell) for cell in row] for row in table]
    file = read_pasted(as_csv(written, delimiter="\t").decode())

    assert texts(file.grids[0]) == wanted(written)
