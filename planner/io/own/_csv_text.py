"""The text of a CSV file, cut where its rows begin, so that one row changes and no other does.

Comments, titles, the order of columns, columns nobody knows, blank rows, quotes as they were set,
the sign that separates cells, line ends and encoding stay as the person wrote them.
"""

import codecs
import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from io import StringIO

from planner.io.readers.csv import opening, table_from_bytes
from planner.io.text.tables import column_key

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # first: UTF-16's mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)


class NotEditableError(Exception):
    """A file is no table that a row can be put into; its text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One row as it stands in the file: its cells, and the very text they were read from."""

    cells: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class CsvText:
    """A CSV file in pieces: what stands above the header, the header, and a piece for each row."""

    above: str
    header: Piece
    rows: tuple[Piece, ...]
    separator: str = ","
    line_end: str = "\n"
    encoding: str = "utf-8"

    @classmethod
    def new(cls, columns: Sequence[str]) -> "CsvText":
        """Return a file that holds nothing but a header."""
        empty = cls("", Piece((), ""), ())
        return replace(empty, header=empty._piece(columns))

    @classmethod
    def read(cls, name: str, content: bytes) -> "CsvText":
        """Return the pieces of a file. Raises NotEditableError if it is no well-formed table."""
        table, _ = table_from_bytes(name, content)
        if not table.columns:
            raise NotEditableError("it holds no table with a header")
        text, encoding = _decoded(content)
        start, separator = opening(StringIO(text, newline=""))
        above, *pieces = _cut(text, start, separator)
        # Titles above the header are records as well.
        first = table.header_row - start - 1
        above_header = above.text + "".join(piece.text for piece in pieces[:first])
        return cls(
            above_header,
            pieces[first],
            tuple(pieces[first + 1 :]),
            separator,
            _line_end(text),
            encoding,
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """Return what each column is called, by the name that files are read by."""
        return _keys(self.header.cells)

    def values(self, piece: Piece) -> dict[str, str]:
        """Return the cells of a row that say something, by column."""
        cells = zip(self.columns, piece.cells, strict=False)
        return {name: cell.strip() for name, cell in cells if cell.strip()}

    def with_row(self, place: int | None, values: Mapping[str, str]) -> "CsvText":
        """Return the file with a row changed, or added at its end if `place` is None.

        What a column that is not named holds stays; a column the file lacks is added at its end.
        """
        made = self._with_columns([name for name in values if name not in self.columns])
        before = () if place is None else made.rows[place].cells
        cells = [*before, *[""] * (len(made.columns) - len(before))]
        places = {name: place for place, name in reversed(list(enumerate(made.columns)))}
        for name, cell in values.items():
            cells[places[name]] = cell
        piece = made._piece(cells)
        if place is not None:
            return replace(made, rows=(*made.rows[:place], piece, *made.rows[place + 1 :]))
        return replace(made, rows=(*made._closed(made.rows), piece))

    def without_row(self, place: int) -> "CsvText":
        """Return the file without one of its rows."""
        return replace(self, rows=(*self.rows[:place], *self.rows[place + 1 :]))

    def content(self) -> bytes:
        """Return the bytes of the file, in UTF-8 where its encoding lacks a sign that is new."""
        text = self.above + self.header.text + "".join(piece.text for piece in self.rows)
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError:
            return text.encode("utf-8-sig")

    def _with_columns(self, added: Sequence[str]) -> "CsvText":
        """Return the file with more columns at its end; every row gets empty cells for them.

        A row that ended before its header did would look as if a cell of it had been lost.
        """
        if not added:
            return self
        header = self._piece((*self.header.cells, *added))
        rows = tuple(self._longer(piece, len(header.cells)) for piece in self.rows)
        return replace(self, header=header, rows=rows)

    def _longer(self, piece: Piece, width: int) -> Piece:
        missing = width - len(piece.cells)
        if missing <= 0 or not any(cell.strip() for cell in piece.cells):
            return piece
        line = piece.text.rstrip("\r\n")
        end = piece.text[len(line) :]
        return Piece((*piece.cells, *[""] * missing), f"{line}{self.separator * missing}{end}")

    def _closed(self, rows: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """Return rows of which the last ends its line, so that another can follow."""
        if not rows or rows[-1].text.endswith(("\n", "\r")):
            return rows
        last = rows[-1]
        return (*rows[:-1], replace(last, text=f"{last.text}{self.line_end}"))

    def _piece(self, cells: Sequence[str]) -> Piece:
        text = StringIO(newline="")
        csv.writer(text, delimiter=self.separator, lineterminator=self.line_end).writerow(cells)
        return Piece(tuple(cells), text.getvalue())


@lru_cache(maxsize=16)
def _keys(header: tuple[str, ...]) -> tuple[str, ...]:
    """Return what columns are called, once for all rows of a file."""
    return tuple(map(column_key, header))


def _decoded(content: bytes) -> tuple[str, str]:
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError:
        # What reading falls back to; a table was read already, so it can be decoded.
        return content.decode("cp1252"), "cp1252"


def _line_end(text: str) -> str:
    windows = text.count("\r\n")
    if windows and windows * 2 >= text.count("\n"):
        return "\r\n"
    return "\r" if "\r" in text and "\n" not in text else "\n"


def _cut(text: str, start: int, separator: str) -> Iterator[Piece]:
    """Yield the lines above the first that counts as one piece, then one piece for each record."""
    source = StringIO(text, newline="")
    yield Piece((), "".join(source.readline() for _ in range(start)))
    reader = csv.reader(iter(source.readline, ""), delimiter=separator, strict=True)
    while True:
        place = source.tell()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise NotEditableError(f"a row of it cannot be read ({error})") from None
        yield Piece(tuple(cells), text[place : source.tell()])
