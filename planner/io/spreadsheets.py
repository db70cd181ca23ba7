"""Tables of text from Excel workbooks, each cell as the person who typed it sees it.

A workbook comes from anywhere, so its size is judged before a line of it is parsed, and no
document type or entity in its XML is ever followed.
"""

import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from planner.io.encodings import MAX_FILE_BYTES, too_large, unreadable
from planner.io.tables import TableRead, TextRow, TextTable, table_of
from planner.model.catalog import LeftOut
from planner.model.findings import Cell, Finding, Severity

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_UNPACKED_BYTES = 40_000_000
MAX_RATIO = 100
MAX_ENTRIES = 1_000
MAX_ROWS = 20_000
MAX_COLUMNS = 100

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_OTHER_WORKBOOKS = {
    "content.xml": "an OpenDocument sheet",
    "xl/workbook.bin": "a binary .xlsb sheet",
}
_HIDDEN = "sheet-hidden"
_SAVE = "Open it in a spreadsheet program and save it as .xlsx or CSV."
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9_.-]+)["']""")
_FORMULA = re.compile(rb"<(\w+:)?f[\s/>]")
# A filled cell right of column CV, the hundredth; without a value it is only formatted.
_FAR_CELL = re.compile(rb'<c r="((?:C[W-Z]|[D-Z][A-Z]|[A-Z]{3})\d+)"[^>]*>\s*<(?:v|is|f)')
# What zipfile, the XML parser and openpyxl raise for bytes that only look like a workbook.
_UNREADABLE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ParseError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    EOFError,
    OSError,
)


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
    except (*_UNREADABLE, *_openpyxl_errors()) as error:
        message = f"The workbook is damaged ({str(error)[:100] or type(error).__name__})."
        return (), (unreadable(name, "workbook-damaged", message, _SAVE),)
    tables = tuple(table for table, _ in sheets if table.columns or table.left_out)
    # Of a sheet that holds nothing there is nothing to say but that it is hidden.
    findings = [
        finding
        for table, found in sheets
        for finding in found
        if table in tables or finding.code == _HIDDEN
    ]
    far = _found_in_sheets(content, _FAR_CELL)
    if far is not None:
        message = f"Cell {far[1].decode()} lies beyond the {MAX_COLUMNS} columns that are read."
        findings.append(_too_large(Cell(file=name), message))
    if not tables:
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
        message = "This is no Excel workbook, or only a part of one."
        return unreadable(name, "workbook-damaged", message, _SAVE)


def _archive_refusal(name: str, archive: zipfile.ZipFile) -> Finding | None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES:
        message = (
            f"The workbook unpacks to {unpacked / 1e6:,.1f} MB in {len(entries):,} files; "
            f"at most {MAX_UNPACKED_BYTES / 1e6:.0f} MB in {MAX_ENTRIES:,} are read."
        )
        return unreadable(name, "workbook-too-large", message, "Remove sheets, or save it as CSV.")
    if unpacked > 1_000_000 and unpacked > MAX_RATIO * packed:
        message = f"The workbook unpacks to {unpacked // max(packed, 1):,} times its size."
        return unreadable(name, "workbook-too-large", message, "Save the table as CSV.")
    names = {entry.filename for entry in entries}
    for mark, what in _OTHER_WORKBOOKS.items():
        if mark in names:
            return unreadable(name, "workbook-other", f"This is {what}.", _SAVE)
    if "[Content_Types].xml" not in names or not any(each.startswith("xl/") for each in names):
        return unreadable(name, "workbook-other", "This is a zip archive, no workbook.", _SAVE)
    if any(entry.flag_bits & 1 for entry in entries):
        message = "The workbook has a password."
        return unreadable(name, "workbook-locked", message, "Save it without the password.")
    if any(_is_hostile(archive.read(entry)) for entry in entries if _is_markup(entry.filename)):
        message = "The workbook declares document types or entities, which no spreadsheet needs."
        return unreadable(name, "workbook-hostile", message, _SAVE)
    return None


def _is_markup(name: str) -> bool:
    return name.endswith((".xml", ".rels", ".vml"))


def _is_hostile(markup: bytes) -> bool:
    """Tell whether XML could make a parser follow entities, or hides that behind its encoding."""
    if markup.startswith((b"\xff\xfe", b"\xfe\xff")):
        markup = markup.decode("utf-16", "replace").encode()
    encoding = _ENCODING.search(markup[:300])
    if encoding and encoding[1].lower() not in (b"utf-8", b"utf8", b"utf-16", b"us-ascii"):
        return True
    return b"<!DOCTYPE" in markup or b"<!ENTITY" in markup or b"\0" in markup


def _sheets(name: str, content: bytes) -> Iterator[TableRead]:
    # Here and not above: it takes a quarter of a second that only an upload should pay for.
    import defusedxml  # noqa: F401 - openpyxl parses safely only if it is there
    import openpyxl

    def opened(*, values: bool) -> "Workbook":
        return openpyxl.load_workbook(
            BytesIO(content), read_only=True, data_only=values, keep_links=False
        )

    shown = opened(values=True)
    written = opened(values=False) if _found_in_sheets(content, _FORMULA) else None
    for position, sheet in enumerate(shown.worksheets):
        if sheet.sheet_state != "visible":
            yield TextTable(name), (_hidden(Cell(file=name, sheet=sheet.title)),)
            continue
        formulas = set(_formula_places(written.worksheets[position])) if written else set()
        findings: list[Finding] = []
        dropped: list[LeftOut] = []
        records = _records(name, sheet, formulas, findings=findings, dropped=dropped)
        table, more = table_of(name, records, sheet=sheet.title, left_out=dropped)
        yield table, (*findings, *more)


def _hidden(place: Cell) -> Finding:
    return Finding(
        code=_HIDDEN,
        severity=Severity.WARNING,
        subject=place.file,
        message="The sheet is hidden; it is not read.",
        hint="Show it in the spreadsheet program if it should count.",
        cell=place,
    )


def _found_in_sheets(content: bytes, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
    """Search the markup of all sheets, which is many times faster than parsing it."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [each for each in archive.namelist() if each.startswith("xl/worksheets/")]
        found = (pattern.search(archive.read(each)) for each in names)
        return next((each for each in found if each), None)


def _grid(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    # The size a sheet claims may be wrong either way. A row is filled up to the last column asked
    # for, which would cost minutes if a hostile file could say which column that is.
    sheet.reset_dimensions()
    yield from enumerate(sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS), start=1)


def _formula_places(sheet: Any) -> Iterator[tuple[int, int]]:
    for number, cells in _grid(sheet):
        for position, cell in enumerate(cells):
            if cell.data_type == "f":
                yield number, position


def _records(
    name: str,
    sheet: Any,
    formulas: set[tuple[int, int]],
    *,
    findings: list[Finding],
    dropped: list[LeftOut],
) -> Iterator[TextRow]:
    """Yield the rows of a sheet as text; one with a cell that shows no value is left out."""
    header: tuple[str, ...] = ()
    formula_rows = {number for number, _ in formulas}
    for number, cells in _grid(sheet):
        if all(cell.value is None for cell in cells) and number not in formula_rows:
            continue
        if number > MAX_ROWS:
            message = f"At most {MAX_ROWS:,} rows are read; not from here on."
            place = Cell(file=name, sheet=sheet.title, row=number)
            findings.append(_too_large(place, message))
            return
        texts = tuple(_text(cell) for cell in cells)
        blind = list(_blind_cells(number, cells, formulas)) if header else []
        for position, message, hint in blind:
            column = header[position] or None
            place = Cell(file=name, sheet=sheet.title, row=number, column=column)
            findings.append(_blind(place, texts[position], message, hint))
        if blind:
            dropped.append(LeftOut(file=name, row=number, cells=texts))
            continue
        filled = sum(map(bool, texts))
        # A row of one cell may be a title above the header.
        if not texts[0].startswith("#") and (not header or sum(map(bool, header)) == 1 < filled):
            header = texts
        yield TextRow(number, texts)


def _blind_cells(
    number: int, cells: tuple[Any, ...], formulas: set[tuple[int, int]]
) -> Iterator[tuple[int, str, str]]:
    for position, cell in enumerate(cells):
        place = f"{_letters(position)}{number}"
        if cell.data_type == "e":
            yield position, f"{place} shows the error {cell.value}.", "Correct the formula."
        elif cell.value is None and cell.data_type == "n" and (number, position) in formulas:
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
        code="sheet-too-large",
        severity=Severity.ERROR,
        subject=place.file,
        message=message,
        hint="Split the sheet.",
        cell=place,
    )


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return number_text(value, cell.number_format or "General")
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
