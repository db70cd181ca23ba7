"""The bill as comma-separated values, for programs and for other spreadsheets.

UTF-8 without a byte order mark, line ends of one character. Numbers are plain: a point, no symbol,
no thousands; the currency has a column of its own. What is not known is an empty field. A text that
a spreadsheet would run as a formula (it begins with = + - @, a tab or a line end) gets an
apostrophe in front, which a reader can take off again.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from planner.io.exporters._values import plain_amount
from planner.io.text.formulas import is_formula_like
from planner.io.text.visible import visible
from planner.model.document import Document, Orders
from planner.model.money import Money
from planner.model.table import Cell, Marked, Table, value_of

TITLE = "CSV"
SUFFIX = ".csv"
MEDIA_TYPE = "text/csv"


def export(document: Document | Orders) -> bytes:
    """Return every line and charge of a bill or of orders, with how each number is known."""
    return table_text(document.lines).encode()


def table_text(table: Table) -> str:
    """Return any table as CSV; values with a mark get a column for it."""
    marked = {
        column.key
        for index, column in enumerate(table.columns)
        if any(isinstance(row.cells[index], Marked) for row in table.rows)
    }
    header: list[str] = []
    for column in table.columns:
        header.append(_text(column.title))
        if column.key in marked:
            header.append(_text(f"{column.title}, how known"))
    rows = [",".join(header)]
    for row in table.rows:
        fields: list[str] = []
        for column, cell in zip(table.columns, row.cells, strict=True):
            fields += _fields(cell, marked=column.key in marked)
        rows.append(",".join(fields))
    return "\n".join(rows) + "\n"


def _fields(cell: Cell, *, marked: bool) -> Iterator[str]:
    yield _field(cell)
    if marked:
        yield _text(cell.mark) if isinstance(cell, Marked) else ""


def _field(cell: Cell) -> str:
    value = value_of(cell)
    if value is None:
        return ""
    if isinstance(value, Money):
        return plain_amount(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else _text(value)


def _text(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula and no reader splits."""
    guarded = f"'{text}" if is_formula_like(text) else text
    safe = visible(guarded)
    if any(character in safe for character in ',"\r\n') or safe != safe.strip():
        return '"' + safe.replace('"', '""') + '"'
    return safe
