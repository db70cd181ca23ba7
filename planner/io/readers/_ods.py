"""Grids from OpenDocument sheets: what each stores, how that is shown, what is hidden.

In one piece because the markup is told of tag by tag, and what a tag means depends on those
around it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.io.readers._grid_notes import MOST_COLUMNS, cut_off, too_wide
from planner.io.readers._grid_parts import LAST_ROW, MOST_MERGED, Found, Room
from planner.io.readers._ods_comments import commented
from planner.io.readers._ods_formats import Forms
from planner.io.readers._sheet_markup import EnoughError, parsed
from planner.io.readers._zip_package import Package
from planner.io.text.grids import FileKind, Grid, GridCell, GridRow, Merged, column_letters
from planner.io.text.plain_numbers import stored

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT = f"{_NS}office:1.0 ", f"{_NS}table:1.0 ", f"{_NS}text:1.0 "
_LINK = "http://www.w3.org/1999/xlink href"
_REPEATED = f"{_TABLE}number-columns-repeated"
_ROWS_REPEATED = f"{_TABLE}number-rows-repeated"
# What stands in a sheet or a cell and is no cell and no text of it.
_ASIDE = frozenset(
    (
        f"{_OFFICE}annotation",
        f"{_OFFICE}forms",
        f"{_TABLE}shapes",
        f"{_TABLE}tracked-changes",
        f"{_TABLE}content-validations",
        f"{_TABLE}detective",
        f"{_TEXT}ruby-text",
        f"{_TEXT}note",
    )
)
_DRAWN = f"{_NS}drawing:1.0 "
_HIDDEN = frozenset(("collapse", "filter"))
_ERROR = re.compile(r"#[A-Z/0!?]{2,12}|Err:\d{1,4}")
_REFERENCE = re.compile(r"\[(\$?[^\[\]\"]*)\]|\"[^\"]*\"?")
_LENGTH = re.compile(r"PT(\d{1,7})H(\d{1,3})M(\d{1,3})(?:[.,]\d+)?S")
_LAST_COLUMN = 16_384
# Hidden rows that nothing is in are told one by one, but not those down to the end of the sheet.
_MOST_HIDDEN_AT_ONCE = 1_000


def read_ods(package: Package) -> Found:
    """Read all sheets of an OpenDocument file, hidden ones too."""
    forms = Forms()
    if package.has("styles.xml"):
        forms.read(package.read("styles.xml"))
    content = package.read("content.xml")
    return read_flat_ods(content, forms)


def read_flat_ods(content: bytes, forms: Forms | None = None) -> Found:
    """Read all sheets of an OpenDocument file that is not packed."""
    forms = forms or Forms()
    forms.read(content)
    reader = _Reader(forms)
    parsed(content, reader.start, reader.end, reader.data)
    commented(reader.found.grids, content)
    return reader.found


@dataclass(slots=True)
class _Sheet:
    name: str
    hidden: bool
    rows: list[GridRow] = field(default_factory=list)
    row: int = 1
    rows_repeated: int = 1
    row_hidden: bool = False
    row_style: str = ""
    column: int = 0
    cells: dict[int, GridCell] = field(default_factory=dict)
    columns: int = 0
    # Where columns of a style begin, and the style.
    column_styles: list[tuple[int, str]] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    closed_groups: int = 0
    is_wide: bool = False


class _Reader:
    """Is told of every tag of a document and keeps its sheets."""

    def __init__(self, forms: Forms) -> None:
        self.found = Found(FileKind.ODS)
        self._forms = forms
        self._room = Room()
        self._sheet: _Sheet | None = None
        self._aside = 0
        self._inner_tables = 0
        self._cell: Mapping[str, str] | None = None
        self._paragraphs = 0
        self._inside_paragraph = 0
        self._pieces: list[str] = []
        self._link = ""
        self._groups: list[bool] = []
        self._starts = {
            f"{_TABLE}table": self._open_table,
            f"{_TABLE}table-column": self._open_column,
            f"{_TABLE}table-row": self._open_row,
            f"{_TABLE}table-row-group": self._open_group,
            f"{_TABLE}table-cell": self._open_cell,
            f"{_TABLE}covered-table-cell": self._open_cell,
            f"{_TEXT}p": self._open_paragraph,
            f"{_TEXT}a": self._open_link,
            f"{_TEXT}s": self._blanks,
            f"{_TEXT}tab": self._tab,
            f"{_TEXT}line-break": self._line_break,
        }
        self._ends = {
            f"{_TABLE}table": self._close_table,
            f"{_TABLE}table-row": self._close_row,
            f"{_TABLE}table-row-group": self._close_group,
            f"{_TABLE}table-cell": self._close_cell,
            f"{_TABLE}covered-table-cell": self._close_cell,
            f"{_TEXT}p": self._close_paragraph,
        }

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an opening tag."""
        if self._aside or name in _ASIDE or name.startswith(_DRAWN):
            self._aside += 1
        elif (take := self._starts.get(name)) is not None:
            take(attributes)

    def end(self, name: str) -> None:
        """Take a closing tag."""
        if self._aside:
            self._aside -= 1
        elif (take := self._ends.get(name)) is not None:
            take()

    def data(self, text: str) -> None:
        """Take a text."""
        if self._inside_paragraph and not self._aside:
            self._pieces.append(text)

    # --- sheets, columns, rows -------------------------------------------------------------------

    def _open_table(self, attributes: Mapping[str, str]) -> None:
        if self._sheet is not None:
            self._inner_tables += 1
            self._aside += 1  # a table inside a cell: its end comes here as an end aside
            return
        hidden = attributes.get(f"{_TABLE}style-name", "") in self._forms.hidden_tables
        self._sheet = _Sheet(attributes.get(f"{_TABLE}name", ""), hidden)

    def _close_table(self) -> None:
        sheet, self._sheet = self._sheet, None
        self._groups = []
        if sheet is not None and sheet.rows:
            self.found.grids.append(
                Grid(
                    tuple(sheet.rows),
                    sheet=sheet.name,
                    hidden=sheet.hidden,
                    hidden_columns=frozenset(sheet.hidden_columns),
                    hidden_rows=frozenset(sheet.hidden_rows),
                    merged=tuple(sheet.merged),
                )
            )

    def _open_column(self, attributes: Mapping[str, str]) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        count = _count(attributes.get(_REPEATED), _LAST_COLUMN)
        if attributes.get(f"{_TABLE}visibility") in _HIDDEN:
            last = min(sheet.columns + count, _LAST_COLUMN)
            sheet.hidden_columns.update(range(sheet.columns, last))
        style = attributes.get(f"{_TABLE}default-cell-style-name", "")
        if len(sheet.column_styles) < _LAST_COLUMN:
            sheet.column_styles.append((sheet.columns, style))
        sheet.columns += count

    def _open_group(self, attributes: Mapping[str, str]) -> None:
        self._groups.append(attributes.get(f"{_TABLE}display") == "false")

    def _close_group(self) -> None:
        if self._groups:
            self._groups.pop()

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        sheet.rows_repeated = _count(attributes.get(_ROWS_REPEATED), LAST_ROW)
        is_hidden = attributes.get(f"{_TABLE}visibility") in _HIDDEN
        sheet.row_hidden = is_hidden or any(self._groups)
        sheet.row_style = attributes.get(f"{_TABLE}default-cell-style-name", "")
        sheet.column, sheet.cells = 0, {}

    def _close_row(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        count, first, cells = sheet.rows_repeated, sheet.row, sheet.cells
        sheet.row += count
        if sheet.row_hidden and (cells or count < _MOST_HIDDEN_AT_ONCE):
            sheet.hidden_rows.update(range(first, min(first + count, LAST_ROW + 1)))
        if not cells:
            return
        for row in range(first, first + count):
            if not self._room.takes(len(cells)):
                self.found.notes.append(cut_off(row, sheet.name))
                self._close_table()
                raise EnoughError
            sheet.rows.append(GridRow(row, cells, sheet.row_hidden))

    # --- cells -----------------------------------------------------------------------------------

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        self._cell = attributes
        self._paragraphs, self._inside_paragraph = 0, 0
        self._pieces.clear()
        self._link = ""

    def _open_paragraph(self, _: Mapping[str, str]) -> None:
        if self._cell is None:
            return
        if self._paragraphs:
            self._pieces.append("\n")
        self._paragraphs += 1
        self._inside_paragraph += 1

    def _close_paragraph(self) -> None:
        self._inside_paragraph = max(self._inside_paragraph - 1, 0)

    def _open_link(self, attributes: Mapping[str, str]) -> None:
        self._link = self._link or attributes.get(_LINK, "").strip()

    def _blanks(self, attributes: Mapping[str, str]) -> None:
        if self._inside_paragraph:
            self._pieces.append(" " * _count(attributes.get(f"{_TEXT}c"), 1_000))

    def _tab(self, _: Mapping[str, str]) -> None:
        if self._inside_paragraph:
            self._pieces.append("\t")

    def _line_break(self, _: Mapping[str, str]) -> None:
        if self._inside_paragraph:
            self._pieces.append("\n")

    def _close_cell(self) -> None:
        attributes, self._cell = self._cell, None
        sheet = self._sheet
        if attributes is None or sheet is None:
            return
        first, repeated = sheet.column, _count(attributes.get(_REPEATED), _LAST_COLUMN)
        sheet.column += repeated
        self._merge(sheet, attributes, first)
        cell = self._read_cell(sheet, attributes, first)
        if cell is None:
            return
        last = min(first + repeated, MOST_COLUMNS)
        for column in range(first, last):
            sheet.cells[column] = cell
        if first + repeated > MOST_COLUMNS and not sheet.is_wide:
            sheet.is_wide = True
            place = f"{column_letters(max(first, MOST_COLUMNS))}{sheet.row}"
            self.found.notes.append(too_wide(place, sheet.name, sheet.row))

    def _merge(self, sheet: _Sheet, attributes: Mapping[str, str], column: int) -> None:
        columns = _count(attributes.get(f"{_TABLE}number-columns-spanned"), _LAST_COLUMN)
        rows = _count(attributes.get(f"{_TABLE}number-rows-spanned"), LAST_ROW)
        if (columns > 1 or rows > 1) and len(sheet.merged) < MOST_MERGED:
            last = (sheet.row + rows - 1, column + columns - 1)
            sheet.merged.append(Merged(sheet.row, column, *last))

    def _read_cell(
        self, sheet: _Sheet, attributes: Mapping[str, str], column: int
    ) -> GridCell | None:
        text = "".join(self._pieces).strip()
        kind = attributes.get(f"{_OFFICE}value-type", "")
        formula = _formula(attributes.get(f"{_TABLE}formula", ""))
        if not kind and not text and not formula:
            return None
        style = attributes.get(f"{_TABLE}style-name", "") or self._default_style(sheet, column)
        form = self._forms.form(style)
        number, shown = None, text
        if _ERROR.fullmatch(text) and (formula or kind != "string"):
            return GridCell(text, None, form, formula, valueless=True, link=self._link)
        if kind in ("float", "currency", "percentage"):
            known = stored(attributes.get(f"{_OFFICE}value", "").strip())
            if known is not None:
                text, number = known
            if currency := attributes.get(f"{_OFFICE}currency", "").strip():
                form = self._forms.in_currency(style, currency)
            else:
                form = self._forms.as_shown(form, shown)
        elif kind == "date":
            day = attributes.get(f"{_OFFICE}date-value", text).strip()
            text = day.removesuffix("T00:00:00").replace("T", " ")
        elif kind == "time":
            length = _LENGTH.fullmatch(attributes.get(f"{_OFFICE}time-value", "").strip())
            text = ":".join(each.zfill(2) for each in length.groups()) if length else text
        elif kind == "boolean":
            text = attributes.get(f"{_OFFICE}boolean-value", text).upper()
        elif not text:
            text = attributes.get(f"{_OFFICE}string-value", "").strip()
        if not text and not formula:
            return None
        return GridCell(text, number, form, formula, not kind and bool(formula), self._link)

    def _default_style(self, sheet: _Sheet, column: int) -> str:
        if sheet.row_style:
            return sheet.row_style
        style = ""
        for first, name in sheet.column_styles:
            if first > column:
                break
            style = name
        return style


def _count(written: str | None, most: int) -> int:
    if written is None:
        return 1
    if not written.isascii() or not written.isdigit():
        raise ValueError(f"{written[:20]!r} is no count")
    return min(max(int(written[:9]), 1), most)


def _formula(written: str) -> str:
    """Return a formula as a spreadsheet shows it: `of:=[.B2]*[.C2]` is B2*C2."""
    if not written:
        return ""
    prefix, _, behind = written.partition(":=")
    text = behind if len(prefix) < 10 and behind else written.lstrip("=")
    return _REFERENCE.sub(_reference, text).strip()


def _reference(found: re.Match[str]) -> str:
    written = found[1]
    if written is None:
        return found[0]
    # `.B2` and `.B2:.B5` lie on the sheet itself, `$Sheet1.B2` on another.
    pieces = []
    for piece in written.split(":"):
        sheet, _, cell = piece.rpartition(".")
        sheet = sheet.removeprefix("$")
        pieces.append(f"{sheet}!{cell}" if sheet else cell)
    return ":".join(pieces)
