"""A grid with its numbers read: what all steps look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from planner.io.bills._values import Style, Value, read_value
from planner.io.text.grids import Grid, GridCell, GridRow, column_letters

_NOTHING = Value()


class Line(NamedTuple):
    """One row: its number in the file, its cells as texts and as numbers, by column."""

    number: int
    values: Mapping[int | None, Value]
    cells: Mapping[int, GridCell]
    texts: Mapping[int | None, str]
    hidden: bool = False
    is_heading: bool = False

    def value(self, column: int | None) -> Value:
        """Return what the cell in a column says; nothing of a column that is None."""
        return self.values.get(column, _NOTHING)

    def text(self, column: int | None) -> str:
        """Return the text of a cell in one line, as it is shown."""
        return self.texts.get(column, "")

    def filled(self) -> Iterator[int]:
        """Yield the columns that are filled, from the left."""
        return iter(self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid, its rows read; `place` of it is what the file calls it, None in a plain text."""

    grid: Grid
    lines: tuple[Line, ...]
    by_letters: bool
    style: Style
    # What parts the cells, if the file is a text.
    delimiter: str = ""
    # Whether its rows are the columns of the file.
    is_turned: bool = False

    @property
    def name(self) -> str | None:
        """What the file calls the sheet; None for a table of a text."""
        return self.grid.sheet

    def column(self, column: int) -> str:
        """Return what a column is called: a letter in a workbook, its number from 0 in a text."""
        if self.is_turned:
            return str(column)
        return column_letters(column) if self.by_letters else str(column)

    def where(self, row: int, column: int | None = None) -> str:
        """Return a place as people write it, such as `Sheet1!D7` or `row 7`."""
        if self.is_turned:
            name = column_letters(row - 1) if self.by_letters else str(row - 1)
            place = f"{name}{column + 1}" if self.by_letters and column else f"column {name}"
        elif self.by_letters and column is not None:
            place = f"{column_letters(column)}{row}"
        else:
            place = f"row {row}"
        return place if self.name is None else f"{self.name}!{place}"


def sheet_of(grid: Grid, style: Style, *, by_letters: bool, delimiter: str = "") -> Sheet:
    """Read the numbers of a grid."""
    lines = tuple(line_of(row, style) for row in grid.rows)
    return Sheet(grid, lines, by_letters, style, delimiter)


def line_of(row: GridRow, style: Style) -> Line:
    """Read the numbers of a row."""
    # From the left, whatever the order in the file.
    cells = {
        column: cell for column, cell in sorted(row.cells.items()) if cell.text or cell.valueless
    }
    values: dict[int | None, Value] = {
        column: read_value(cell, style) for column, cell in cells.items()
    }
    texts: dict[int | None, str] = {
        column: " ".join(cell.text.split()) for column, cell in cells.items()
    }
    return Line(row.number, values, cells, texts, row.hidden, row.is_heading)
