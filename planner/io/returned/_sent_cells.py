"""Cells as they were exported and as they came back, brought to one form so that they compare."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.io.returned._found_tables import plain
from planner.io.text.grids import GridCell
from planner.model.money import Money
from planner.model.table import Cell, Column, Formula, Kind, Marked, Table, value_of


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row as it was exported: its key, its cells and its columns by their keys."""

    key: str
    cells: Mapping[str, Cell]
    columns: Mapping[str, Column]

    def number(self, key: str) -> Decimal | None:
        """Return the number in a cell, as a spreadsheet holds it; None if it holds none."""
        value = value_of(self.cells.get(key))
        if isinstance(value, Money):
            value = value.amount
        if isinstance(value, Decimal) and self.columns[key].kind is Kind.PERCENT:
            value = value / 100
        return None if not isinstance(value, Decimal | int) else exact(Decimal(value))

    def text(self, key: str) -> str:
        """Return what a cell says; nothing of one that is empty."""
        value = value_of(self.cells.get(key))
        if isinstance(value, date):
            return value.isoformat()
        return "" if value is None else plain(str(value))

    def is_entered(self, key: str) -> bool:
        """Tell whether a cell is a person's to change: marked so, and not computed."""
        return self.columns[key].entered and not self.is_computed(key) and self.cells[key] != ""

    def is_computed(self, key: str) -> bool:
        """Tell whether a cell holds a formula."""
        cell = self.cells[key]
        return isinstance(cell.value if isinstance(cell, Marked) else cell, Formula)

    def shown(self, key: str) -> str:
        """Return the number in a cell as people write it; its text where there is none."""
        number = self.number(key)
        return self.text(key) if number is None else written(number, self.columns[key])


def rows_of(table: Table) -> list[SentRow]:
    """Return the rows of a table as it was exported."""
    columns = {column.key: column for column in table.columns}
    return [SentRow(row.key, dict(zip(columns, row.cells, strict=True)), columns)
            for row in table.rows]  # fmt: skip


def exact(number: Decimal) -> Decimal:
    """Return a number without the noise of binary fractions."""
    return Decimal(f"{number:.12g}")


def number_in(cell: GridCell | None) -> Decimal | None:
    """Return the number of a cell that came back, without the noise of binary fractions."""
    return None if cell is None or cell.number is None else exact(cell.number)


def written(number: Decimal, column: Column) -> str:
    """Return a number as people write it: a sheet keeps a percentage as a fraction."""
    if column.kind is Kind.PERCENT:
        return f"{(number * 100).normalize():f}%"
    return f"{number.normalize():f}"


def said(cell: GridCell | None, column: Column) -> str:
    """Return what a cell that came back says."""
    number = number_in(cell)
    return written(number, column) if number is not None else "" if cell is None else cell.text
