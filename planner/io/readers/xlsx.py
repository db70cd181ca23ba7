"""Tables of text from Excel workbooks, each cell as the person who typed it sees it.

A workbook comes from anywhere, so its size is judged before a line of it is parsed, and no
document type or entity in its XML is ever followed. `workbook_process` reads it in a process of
its own, with limits of time and memory.
"""

import warnings
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from planner.io.readers._sheet_markup import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Formats,
    Sheet,
    SheetCell,
    TooManyCellsError,
    sheet_of,
    strings_of,
)
from planner.io.readers._zip_bounds import DAMAGED, beyond_bounds, is_hostile, is_markup
from planner.io.text.encodings import MAX_FILE_BYTES, too_large, unreadable
from planner.io.text.tables import TableRead, TextRow, TextTable, table_of
from planner.model.catalog import LeftOut
from planner.model.findings import Cell, Finding, Severity

_BEYOND = "sheet-too-large"
# Of cells without a value; a sheet of formulas nobody computed has as many as it has cells.
MOST_BLIND = 1_000

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_OTHER_WORKBOOKS = {
    "content.xml": "an OpenDocument sheet",
    "xl/workbook.bin": "a binary .xlsb sheet",
}
_HIDDEN = "sheet-hidden"
_SAVE = "Open it in a spreadsheet program and save it as .xlsx or CSV."
# What zipfile, the XML parser and openpyxl raise for bytes that only look like a workbook.
_UNREADABLE: tuple[type[Exception], ...] = (*DAMAGED, ParseError)


def looks_like_workbook(name: str, content: bytes) -> bool:
    """Tell whether to read a file as a workbook: what it holds counts before its name."""
    if content.startswith((_ZIP, _OLE)):
        return True
    return name.casefold().endswith((".xlsx", ".xlsm", ".xls"))


def read_workbook(name: str, content: bytes) -> tuple[tuple[TextTable, ...], tuple[Finding, ...]]:
    """Read every sheet of a workbook that is not empty. Never raises for what a file holds."""
    refusal = _refusal(name, content)
    if refusal is not None:
        return (), (refusal,)
    try:
        with warnings.catch_warnings():
            # About styles and extensions that no table needs.
            warnings.simplefilter("ignore")
            sheets = list(_sheets(name, content))
    except TooManyCellsError:
        message = f"The workbook has more than {MAX_CELLS:,} cells; it is not read."
        return (), (unreadable(name, "workbook-too-large", message, "Save the sheet as CSV."),)
    except (*_UNREADABLE, *_openpyxl_errors()) as error:
        message = f"The workbook is damaged ({str(error)[:100] or type(error).__name__})."
        return (), (unreadable(name, "workbook-damaged", message, _SAVE),)
    tables = tuple(table for table, _ in sheets if table.columns or table.left_out)
    # Of a sheet that holds nothing there is nothing to say but that it is hidden or cut off.
    findings = [
        finding
        for table, found in sheets
        for finding in found
        if table in tables or finding.code in (_HIDDEN, _BEYOND)
    ]
    if not tables and not any(finding.code == _BEYOND for finding in findings):
        message = "The workbook has no filled sheet" + (" that is shown." if findings else ".")
        findings.append(unreadable(name, "file-empty", message, _SAVE))
    return tables, tuple(findings)


def _openpyxl_errors() -> tuple[type[Exception], ...]:
    from openpyxl.utils import exceptions

    return (
        exceptions.CellCoordinatesException,
        exceptions.InvalidFileException,
        exceptions.NamedRangeException,
        exceptions.SheetTitleException,
    )


def _refusal(name: str, content: bytes) -> Finding | None:
    """Return why a file must not be parsed, if it must not."""
    if len(content) > MAX_FILE_BYTES:
        return too_large(name, len(content))
    if content.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        what = "The workbook has a password." if locked else "This is an old .xls workbook."
        code = "workbook-locked" if locked else "workbook-old"
        hint = "Save it without the password." if locked else _SAVE
        return unreadable(name, code, what, hint)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _archive_refusal(name, archive)
    except _UNREADABLE:
        message = "This is not an Excel workbook, or only part of one."
        return unreadable(name, "workbook-damaged", message, _SAVE)


def _archive_refusal(name: str, archive: zipfile.ZipFile) -> Finding | None:
    entries = archive.infolist()
    if why := beyond_bounds(entries):
        return unreadable(name, "workbook-too-large", why, "Remove sheets, or save it as CSV.")
    names = {entry.filename for entry in entries}
    for mark, what in _OTHER_WORKBOOKS.items():
        if mark in names:
            return unreadable(name, "workbook-other", f"This is {what}.", _SAVE)
    if "[Content_Types].xml" not in names or not any(each.startswith("xl/") for each in names):
        return unreadable(name, "workbook-other", "This is a zip archive, not a workbook.", _SAVE)
    if any(entry.flag_bits & 1 for entry in entries):
        message = "The workbook has a password."
        return unreadable(name, "workbook-locked", message, "Save it without the password.")
    if any(is_hostile(archive.read(entry)) for entry in entries if is_markup(entry.filename)):
        message = "The workbook declares document types or entities, which no spreadsheet needs."
        return unreadable(name, "workbook-hostile", message, _SAVE)
    return None


def _sheets(name: str, content: bytes) -> Iterator[TableRead]:
    # Here and not above: it takes a quarter of a second that only an upload should pay for.
    import defusedxml  # noqa: F401 - openpyxl parses safely only if it is there
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet
    from openpyxl.xml.constants import SHARED_STRINGS

    package = ExcelReader(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    archive = package.archive
    package.read_manifest()
    package.read_workbook()
    apply_stylesheet(archive, package.wb)
    shared = package.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
    strings = [] if shared is None else strings_of(archive.read(shared.PartName[1:]))
    formats, left = _formats(package.wb), MAX_CELLS
    for entry, relation in package.parser.find_sheets():
        # A chart may have a sheet of its own.
        if relation.target not in package.valid_files or "chartsheet" in relation.Type:
            continue
        if entry.state != "visible":
            yield TextTable(name), (_hidden(Cell(file=name, sheet=entry.name)),)
        else:
            sheet = sheet_of(archive.read(relation.target), strings, formats, most=left)
            left -= sheet.written
            yield _table(name, entry.name, sheet)


def _hidden(place: Cell) -> Finding:
    return Finding(
        code=_HIDDEN,
        severity=Severity.WARNING,
        subject=place.file,
        message="The sheet is hidden; it is not read.",
        hint="Show it in the spreadsheet program if it should count.",
        cell=place,
    )


def _formats(workbook: Any) -> Formats:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    @cache
    def number_format(style: int) -> str:
        number = workbook._cell_styles[style].numFmtId
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(number, "General"))
        return str(workbook._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])

    dates, lengths = workbook._date_formats, workbook._timedelta_formats
    return Formats(number_format, frozenset(dates), frozenset(lengths), workbook.epoch)


def _table(name: str, title: str, sheet: Sheet) -> TableRead:
    findings: list[Finding] = []
    dropped: list[LeftOut] = []
    records = _records(name, title, sheet, findings=findings, dropped=dropped)
    table, more = table_of(name, records, sheet=title, left_out=dropped)
    if sheet.rows_beyond:
        message = f"At most {MAX_ROWS:,} rows are read; not from here on."
        findings.append(_too_large(Cell(file=name, sheet=title, row=sheet.rows_beyond), message))
    if sheet.far:
        message = f"Cell {sheet.far} lies beyond the {MAX_COLUMNS} columns that are read."
        findings.append(_too_large(Cell(file=name, sheet=title), message))
    return table, (*findings, *more)


def _records(
    name: str, title: str, sheet: Sheet, *, findings: list[Finding], dropped: list[LeftOut]
) -> Iterator[TextRow]:
    """Yield the rows of a sheet as text; one with a cell that shows no value is left out."""
    header: tuple[str, ...] = ()
    unseen = 0
    for number, cells in sheet.rows:
        # The cells that are not written are empty; a row has as many as its header at least.
        width = max(len(header), *(position + 1 for position in cells))
        texts = tuple(_text(cells[i]) if i in cells else "" for i in range(width))
        blind = list(_blind_cells(number, cells)) if header else []
        for position, message, hint in blind:
            column = header[position] if position < len(header) else ""
            place = Cell(file=name, sheet=title, row=number, column=column or None)
            if len(findings) < MOST_BLIND:
                findings.append(_blind(place, texts[position], message, hint))
            else:
                unseen += 1
        if blind:
            dropped.append(LeftOut(file=name, row=number, cells=texts))
            continue
        filled = sum(map(bool, texts))
        # A row of one cell may be a title above the header.
        if not texts[0].startswith("#") and (not header or sum(map(bool, header)) == 1 < filled):
            header = texts
        yield TextRow(number, texts)
    if unseen:
        message = f"{unseen:,} more cells have no value; their rows are left out."
        findings.append(_blind(Cell(file=name, sheet=title), "", message, "Fix those above first."))


def _blind_cells(number: int, cells: Mapping[int, SheetCell]) -> Iterator[tuple[int, str, str]]:
    for position, cell in sorted(cells.items()):
        place = f"{_letters(position)}{number}"
        if cell.kind == "e":
            yield position, f"{place} shows the error {cell.value}.", "Correct the formula."
        elif cell.value is None and cell.kind == "n":
            yield (
                position,
                f"The formula in {place} has no stored result.",
                "Open the file in a spreadsheet program and save it, or write the value itself.",
            )


def _letters(position: int) -> str:
    return (chr(64 + position // 26) if position >= 26 else "") + chr(65 + position % 26)


def _blind(place: Cell, value: str, message: str, hint: str) -> Finding:
    return Finding(
        code="cell-no-value",
        severity=Severity.ERROR,
        subject=place.file,
        message=message,
        hint=hint,
        cell=place.model_copy(update={"value": value or None}),
    )


def _too_large(place: Cell, message: str) -> Finding:
    return Finding(
        code=_BEYOND,
        severity=Severity.ERROR,
        subject=place.file,
        message=message,
        hint="Split the sheet.",
        cell=place,
    )


def _text(cell: SheetCell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return number_text(value, cell.number_format)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def number_text(value: int | float, number_format: str = "General") -> str:
    """Return a number as a cell shows it: 5 for 5.0, 26.46 for 26.460000001, 9% for 0.09."""
    # A spreadsheet keeps 15 digits; what is beyond them is noise.
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if "%" in number_format:
        return f"{number_text_of(number * 100)}%"
    return number_text_of(number)


def number_text_of(number: Decimal) -> str:
    """Return a number in plain digits, to 8 decimals or 10 digits, whichever shows more."""
    if not number.is_finite():
        return str(number)
    places = max(8, 9 - number.adjusted()) if number else 8
    if number != number.to_integral_value():
        number = round(number, places)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
