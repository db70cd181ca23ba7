"""Cells from the markup of a workbook's sheets, in one pass and within bounds.

openpyxl reads what a workbook is made of, its styles and its formats; it takes 15 µs for a cell,
which a sheet of a million cells turns into a quarter of a minute. Sheets and strings are the long
parts, so they are read here, straight from the XML parser. Nothing is kept that no table needs.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from xml.parsers import expat

MAX_ROWS = 20_000
MAX_COLUMNS = 100
MAX_CELLS = 100_000
MAX_STRINGS = MAX_CELLS
# A whole number with more digits than this is no number that a spreadsheet can hold.
_MOST_DIGITS = 300
_PLACE = re.compile(r"([A-Za-z]{1,3})[0-9]+")

Value = Any  # what openpyxl makes of a cell: text, number, bool, date, time or length of time
SheetRow = tuple[int, Mapping[int, "SheetCell"]]


class SheetCell(NamedTuple):
    """One cell that is written in a sheet: its value, if any, and what kind of cell it is.

    `kind` is that of the file format: `n` a number, `s` a text, `e` an error and so on.
    """

    value: Value = None
    kind: str = "n"
    number_format: str = "General"
    is_formula: bool = False


@dataclass(frozen=True, slots=True)
class Formats:
    """How the cells of a workbook are shown: by style, and which styles are days or times."""

    number_format: Callable[[int], str]
    dates: frozenset[int] = frozenset()
    lengths: frozenset[int] = frozenset()
    epoch: Any = None


@dataclass(slots=True)
class Sheet:
    """The rows of a sheet, and what of it lies beyond the bounds.

    `far` is the first filled cell beyond the last column that is read; `rows_beyond` is the first
    row with a cell below the last that is read. `written` counts all cells, filled or not.
    """

    rows: list[SheetRow] = field(default_factory=list)
    far: str = ""
    rows_beyond: int = 0
    written: int = 0


class TooManyCellsError(Exception):
    """A workbook has more cells than are read."""


class EnoughError(Exception):
    """What is left of the markup is not read."""


class Tags(dict[str, str]):
    """Names without their namespace, of which there are two for the same thing."""

    def __missing__(self, name: str) -> str:
        self[name] = tag = name.rpartition(" ")[2]
        return tag


def parsed(markup: bytes, start: Any, end: Any, data: Any) -> None:
    """Tell these functions of every tag and text, until one of them raises EnoughError."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(markup, True)
    except EnoughError:
        return


def _no_doctype(*_: object) -> None:
    raise ValueError("a document type")


def strings_of(markup: bytes, *, most: int | None = None) -> list[str]:
    """Return the texts that cells of a workbook share; at most `most`, else `MAX_STRINGS`."""
    strings: list[str] = []
    pieces: list[str] = []
    inside: list[str] = []
    tags = Tags()

    def start(name: str, _: dict[str, str]) -> None:
        tag = tags[name]
        if tag == "si":
            pieces.clear()
        inside.append(tag)

    def end(_: str) -> None:
        if inside.pop() == "si":
            strings.append(_text_of(pieces))
            if len(strings) >= (most or MAX_STRINGS):
                raise EnoughError

    def data(text: str) -> None:
        if inside[-1] == "t" and "rPh" not in inside[-3:]:
            pieces.append(text)

    parsed(markup, start, end, data)
    return strings


def _text_of(pieces: Sequence[str]) -> str:
    # What the file format cannot write it writes as _x0007_, and an underscore itself as _x005F_.
    return "".join(pieces).replace("x005F_", "")


def sheet_of(markup: bytes, strings: Sequence[str], formats: Formats, *, most: int) -> Sheet:
    """Read one sheet; ValueError and LookupError for damaged markup.

    Raises TooManyCellsError if it has more than so many cells.
    """
    reader = _SheetReader(strings, formats, most)
    parsed(markup, reader.start, reader.end, reader.data)
    return reader.sheet


class _SheetReader:
    """Is told of every tag of a sheet and keeps its rows."""

    def __init__(self, strings: Sequence[str], formats: Formats, most: int) -> None:
        self.sheet = Sheet()
        self._strings = strings
        self._formats = formats
        self._most = most
        self._row = 0
        self._column = 0
        self._cells: dict[int, SheetCell] = {}
        self._place = ""
        self._kind = "n"
        self._style = 0
        self._is_formula = False
        self._pieces: list[str] = []
        self._inside: list[str] = []
        self._columns: dict[str, int] = {}
        self._tags = Tags()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take an opening tag."""
        tag = self._tags[name]
        self._inside.append(tag)
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "f":
            self._is_formula = True
        elif tag == "row":
            self._open_row(attributes)

    def end(self, _: str) -> None:
        """Take a closing tag."""
        tag = self._inside.pop()
        if tag == "c" and self._inside[-1:] == ["row"]:
            self._close_cell()
        elif tag == "row" and self._cells:
            self.sheet.rows.append((self._row, self._cells))
        elif tag == "sheetData":
            raise EnoughError

    def data(self, text: str) -> None:
        """Take text: a value, or a piece of a text that stands in its cell."""
        tag = self._inside[-1]
        if tag == "v" or (tag == "t" and "is" in self._inside and "rPh" not in self._inside[-3:]):
            self._pieces.append(text)

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self._row = self._row + 1 if number is None else int(float(number[:20]))
        self._column = 0
        self._cells = {}

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self.sheet.written += 1
        if self.sheet.written > self._most:
            raise TooManyCellsError
        self._place = attributes.get("r", "")
        self._column = self._column_of(self._place) if self._place else self._column + 1
        self._kind = attributes.get("t", "n")
        self._style = int(attributes.get("s", "0"))
        self._is_formula = False
        self._pieces = []

    def _column_of(self, place: str) -> int:
        found = _PLACE.fullmatch(place)
        if found is None:
            raise ValueError(f"{place[:20]!r} is not a cell reference")
        letters = found[1].upper()
        if letters not in self._columns:
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - 64
            self._columns[letters] = number
        return self._columns[letters]

    def _close_cell(self) -> None:
        written = "".join(self._pieces)
        if not written and not self._is_formula:
            return
        if self._column > MAX_COLUMNS:
            self.sheet.far = self.sheet.far or self._place or f"column {self._column}"
            return
        if self._row > MAX_ROWS:
            self.sheet.rows_beyond = self._row
            raise EnoughError
        self._cells[self._column - 1] = self._cell(written)

    def _cell(self, written: str) -> SheetCell:
        kind = self._kind
        if not written:
            return SheetCell(None, kind, is_formula=self._is_formula)
        value: Value = written
        if kind == "n":
            return self._number(written)
        if kind == "s":
            value = self._strings[int(written)]
        elif kind == "b":
            value = bool(int(written))
        elif kind == "d":
            from openpyxl.utils.datetime import from_ISO8601

            value = from_ISO8601(written)  # type: ignore[no-untyped-call]
        elif kind == "inlineStr":
            value = _text_of(self._pieces)
        return SheetCell(value, kind, is_formula=self._is_formula)

    def _number(self, written: str) -> SheetCell:
        style, formats = self._style, self._formats
        value: Value = written
        if any(sign in written for sign in ".eE"):
            value = float(written)
        elif len(written) <= _MOST_DIGITS:
            value = int(written)
        if style in formats.dates and value is not written:
            from openpyxl.utils.datetime import from_excel

            try:
                day = from_excel(value, formats.epoch, timedelta=style in formats.lengths)
            except (OverflowError, ValueError):
                return SheetCell("#VALUE!", "e", is_formula=self._is_formula)
            return SheetCell(day, "d", is_formula=self._is_formula)
        return SheetCell(value, "n", formats.number_format(style), self._is_formula)
