"""Tables of text from CSV files: which sign separates the cells, and which quotes do not match.

What cannot be read is left out and reported; the rest loads.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path

from planner.io.readers._large_csv import MAX_LINE, large_table, lines_in
from planner.io.text.encodings import MAX_FILE_BYTES, decoded, too_large, unreadable
from planner.io.text.tables import (
    LOOKED_AT,
    TableRead,
    TextRow,
    TextTable,
    TooLargeError,
    table_of,
    usual,
)
from planner.model.catalog import LeftOut
from planner.model.findings import Cell, Finding, Severity

# Each unclosed quote sends the reader back once; a hostile file could send it back for ever.
MAX_BROKEN_QUOTES = 20
# A full sheet of a spreadsheet has 1,048,576, most of them blank.
MAX_LINES = 1_100_000
# Signs of a text from which on it is read as columns; fewer are as quick row by row.
LARGE = 20_000

_LINES_THAT_TELL = 3

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}


def read_table(path: Path, name: str = "") -> TableRead:
    """Read a CSV file; `name` is what findings call it. Never raises for what a file holds."""
    name = name or path.name
    content, findings = file_content(path, name)
    return (TextTable(name), findings) if content is None else table_from_bytes(name, content)


def file_content(path: Path, name: str) -> tuple[bytes | None, tuple[Finding, ...]]:
    """Return the bytes of a file; None with a finding if it is too large or cannot be read."""
    try:
        # A pipe or a device would be waited for without end, so only a regular file is read.
        if not path.is_file():
            what = "a folder" if path.is_dir() else "not a file, or a broken link"
            return None, (_cannot_read(name, f"This is {what}.", "Remove or replace it."),)
        with path.open("rb") as file:
            size = path.stat().st_size
            # No more than this, though the file may grow while it is read.
            content = b"" if size > MAX_FILE_BYTES else file.read(MAX_FILE_BYTES + 1)
        size = max(size, len(content))
        return (None, (too_large(name, size),)) if size > MAX_FILE_BYTES else (content, ())
    except OSError as error:
        message = f"The file cannot be read: {error.strerror or error}."
        return None, (_cannot_read(name, message, "Check who may read it."),)


def _cannot_read(name: str, message: str, hint: str) -> Finding:
    return unreadable(name, "file-unreadable", message, hint)


def table_from_bytes(name: str, content: bytes) -> TableRead:
    """Read the bytes of a CSV file called `name`, such as an upload."""
    text, notes = decoded(name, content)
    if text is None:
        return TextTable(name), notes
    findings = list(notes)
    ends = text.count("\n") + text.count("\r") - text.count("\r\n")
    if ends > MAX_LINES:
        return TextTable(name), (_too_long(name, f"{ends:,} lines", f"{MAX_LINES:,}"),)
    start, separator = opening(lines_in(text))
    if separator != ",":
        findings.append(
            Finding(
                code="file-separator",
                severity=Severity.NOTE,
                subject=name,
                message=f"The cells are separated by {_SEPARATORS[separator]}; read as such.",
                cell=Cell(file=name, row=start + 1),
            )
        )
    broken: list[LeftOut] = []
    try:
        large = large_table(name, text, start, separator) if len(text) >= LARGE else None
        if large is not None:
            return large[0], (*findings, *large[1])
        cells = _in_order(text, start, separator)
        records = (
            _numbered(cells, start)
            if cells
            else _records(name, text, start, separator=separator, findings=findings, broken=broken)
        )
        table, more = table_of(name, records, left_out=broken)
    except TooLargeError as error:
        return TextTable(name), (*notes, _too_long(name, error.what, error.most))
    return table, (*findings, *more)


def _too_long(name: str, what: str, most: str) -> Finding:
    message = f"The file has {what}; at most {most} are read."
    return unreadable(name, "file-too-large", message, "Split it, or remove what is not needed.")


def opening(lines: Iterable[str]) -> tuple[int, str]:
    """Return the index of the first line that counts, and what separates the cells."""
    seen: list[tuple[int, str]] = []
    for index, line in enumerate(lines):
        if line.startswith("sep=") and index == 0:  # written by Excel for Excel
            continue
        if line.strip(" \t\r\n,;") and not line.lstrip(' "').startswith("#"):
            seen.append((index, re.sub(r'"[^"]*"', "", line)))
            if len(seen) == LOOKED_AT:
                break
    if not seen:
        return 0, ","
    return seen[0][0], _separator([plain for _, plain in seen])


def _separator(lines: Sequence[str]) -> str:
    """Return what separates the cells: what the header has most of.

    A title above the header has no sign that separates, or one that no line below it has.
    """
    for index, line in enumerate(lines):
        best = max(_SEPARATORS, key=line.count)
        below = {
            each: usual(other.count(each) for other in lines[index + 1 :]) for each in _SEPARATORS
        }
        few = line.count(best) and (
            len(lines) - index <= _LINES_THAT_TELL or max(below.values()) <= 2 * line.count(best)
        )
        if below[best] or few or not any(below.values()):
            return best
    return ","


class _LineTooLongError(Exception):
    """A line has more characters than a row of any table."""


class _Lines:
    """The lines of a text, one after the other, from a place that can be gone back to."""

    def __init__(self, text: str) -> None:
        self._source = StringIO(text, newline="")
        self.read = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._source.readline()
        if not line:
            raise StopIteration
        self.read += 1
        if len(line) > MAX_LINE:
            raise _LineTooLongError
        return line

    def place(self) -> int:
        """Return the place before the next line."""
        return self._source.tell()

    def line_at(self, place: int) -> str:
        """Return the line that begins at a place, and go on below it."""
        self._source.seek(place)
        return self._source.readline()


def _numbered(cells: Sequence[Sequence[str]], start: int) -> Iterator[TextRow]:
    return (TextRow(start + number, tuple(row)) for number, row in enumerate(cells, 1))


def _in_order(text: str, start: int, separator: str) -> list[list[str]] | None:
    """Return the rows from the header on; None if one has to be left out, or may have to be."""
    end = 0
    while end + MAX_LINE < len(text):
        end = text.rfind("\n", end, end + MAX_LINE) + 1
        if not end:
            return None
    source = StringIO(text, newline="")
    for _ in range(start):
        source.readline()
    reader = csv.reader(source, delimiter=separator, strict=True)
    try:
        return list(reader)
    except csv.Error:
        return None


def _records(
    name: str,
    text: str,
    start: int,
    *,
    separator: str,
    findings: list[Finding],
    broken: list[LeftOut],
) -> Iterator[TextRow]:
    """Yield rows from the header on; a row whose quotes do not match is left out and reported."""
    source = _Lines(text)
    for _ in range(start):
        source.line_at(source.place())
    reader = csv.reader(source, delimiter=separator, strict=True)
    number, rewinds = start, 0
    while True:
        first, source.read = source.place(), 0
        number += 1
        try:
            yield TextRow(number, tuple(next(reader)))
            continue
        except StopIteration:
            return
        except (csv.Error, _LineTooLongError) as error:
            runs_on = source.read > 1
            rewinds += int(runs_on)
            # Without its header no row below has a meaning.
            last = rewinds > MAX_BROKEN_QUOTES or number == start + 1
            findings.append(_broken_quote(name, number, error, runs_on=runs_on, last=last))
            line = source.line_at(first)
            broken.append(LeftOut(file=name, row=number, cells=(line.rstrip("\r\n")[:MAX_LINE],)))
            # The reader goes on below this line: what an open quote swallowed are rows as well.
        if last:
            return


def _broken_quote(
    name: str, number: int, error: Exception, *, runs_on: bool, last: bool
) -> Finding:
    if isinstance(error, _LineTooLongError) and not runs_on:
        message, hint = f"The row has more than {MAX_LINE:,} characters", "Shorten it."
    elif "field larger" in str(error) and not runs_on:
        message = f"A cell has more than {csv.field_size_limit():,} characters"
        hint = "Shorten it, or close the quote it begins with."
    elif "end of data" in str(error) or runs_on:
        message, hint = "A quote opens in this row and is not closed", 'Close it with another ".'
    else:
        message = "Text follows a closing quote"
        hint = 'Write a quote inside a quoted cell twice: "19"" rack".'
    rest = "; nothing below is read" if last else ""
    return Finding(
        code="row-quotes",
        severity=Severity.ERROR,
        subject=name,
        message=f"{message}; the row is left out{rest}.",
        hint=hint,
        cell=Cell(file=name, row=number),
    )
