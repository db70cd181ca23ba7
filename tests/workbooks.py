"""Reading workbooks back in tests: as text, and cell by cell beside the document they came from."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl

from planner.io.exporters._xlsx_formulas import Place
from planner.io.exporters._xlsx_layout import Places
from planner.io.exporters.xlsx import plan_sheets
from planner.model.document import Document
from planner.model.expressions import Ref
from planner.model.money import Money
from planner.model.table import Cell, Kind, Total, missing_text, value_of

SHOWN_PLACES = Decimal("0.0000001")


def places(document: Document) -> Mapping[Ref, Place]:
    """Return where each cell of a document is in its workbook."""
    return Places(plan_sheets(document))


def cells(document: Document) -> Iterator[tuple[Ref, Cell, Kind]]:
    """Yield every cell of every table, with the kind of its column."""
    for report in document.reports:
        for table in report.tables:
            for row in table.rows:
                for column, cell in zip(table.columns, row.cells, strict=True):
                    yield Ref(table.name, row.key, column.key), cell, column.kind


def read(data: bytes, *, values: bool) -> Any:
    """Open a workbook: its stored values, or its formulas."""
    return openpyxl.load_workbook(BytesIO(data), data_only=values)


def at(book: Any, place: Place) -> Any:
    """Return the cell of a workbook at a place."""
    return book[place.sheet].cell(place.row + 1, place.column + 1)


def differences(
    document: Document, book: Any, *, where: Mapping[Ref, Place] | None = None
) -> list[str]:
    """Return every computed cell whose number in a workbook is not the planner's, to the cent.

    `where` says where the cells are in a workbook that was made from another document: cells that
    it does not have, or does not compute, are left out.
    """
    here, found = places(document) if where is None else where, []
    for ref, cell, kind in cells(document):
        if ref not in here or not here[ref].computed:
            continue
        held, meant = at(book, here[ref]).value, expected(cell)
        if kind is Kind.PERCENT and isinstance(meant, Decimal):
            meant = meant / 100  # A sheet keeps a percentage as a fraction.
        if not _same(held, meant):
            found.append(f"{ref.table} {ref.row} {ref.column}: {held!r}, not {meant!r}")
    return found


def expected(cell: Cell) -> Any:
    """Return what a sheet holds for a cell: numbers without their currency, unknown as empty."""
    value = value_of(cell)
    if isinstance(value, Money):
        return value.amount
    if value is None:
        return missing_text(cell.lines) if isinstance(cell, Total) else ""
    return value


def _same(held: Any, meant: Any) -> bool:
    if isinstance(meant, str):
        return (held or "") == meant
    if isinstance(held, bool) or not isinstance(held, int | float):
        return False
    # A sheet counts in binary: seven decimals are exact for every amount and rate it shows.
    return abs(Decimal(repr(held)) - Decimal(meant)) < SHOWN_PLACES


def as_text(data: bytes) -> str:
    """Return a workbook as text: every cell with its formula, value and number format."""
    formulas, stored = read(data, values=False), read(data, values=True)
    lines = [f"title: {formulas.properties.title}", f"created: {formulas.properties.created}"]
    lines += [f"name: {name} {each.attr_text}" for name, each in formulas.defined_names.items()]
    for sheet in formulas.worksheets:
        lines += [
            "",
            f"[{sheet.title}] frozen {sheet.freeze_panes}, filter {sheet.auto_filter.ref}",
        ]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                text = f"{cell.coordinate}: {_plain(cell.value)!r}"
                if cell.data_type == "f":
                    text += f" -> {stored[sheet.title][cell.coordinate].value!r}"
                if cell.number_format != "General":
                    text += f"  {cell.number_format}"
                lines.append(text)
    return "\n".join(lines) + "\n"


def _plain(value: Any) -> Any:
    return value.date().isoformat() if isinstance(value, datetime) else value
