"""A table of somebody's file as it is shown: what stands in it is text, and stays within bounds."""

import pytest
from pydantic import ValidationError

from planner.model.bill_preview import PreviewColumn, PreviewRow, PreviewTable


def test_a_column_that_nobody_named_is_one_without_heading_and_meaning() -> None:
    column = PreviewColumn(key="D")
    assert (column.heading, column.holds, column.hidden) == ("", "", False)


def test_a_row_is_a_line_only_where_it_is_said_which() -> None:
    cells = ("Total", "4")
    rows = (
        PreviewRow(row=4, cells=cells, what="total"),
        PreviewRow(row=5, cells=cells, line=0),
    )
    table = PreviewTable(name="table 1", rows=rows, of=5, lines=4)
    assert [each.line for each in table.rows] == [None, 0]
    assert table.rows[0].what == "total"


def test_what_is_shown_is_not_changed_by_whoever_shows_it() -> None:
    row = PreviewRow(row=4, cells=("Pi",))
    with pytest.raises(ValidationError):
        row.cells = ("Pi 5",)  # type: ignore[misc]
