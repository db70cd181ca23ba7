"""Tables of text from CSV files: every cell as it was written, every row with its true number.

Nothing is guessed: `00123`, `NA` and `1e5` stay as they are. What cannot be read is left out and
reported; the rest loads. Rows count from 1 as a spreadsheet shows them, blank rows included.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import chain, dropwhile, islice
from pathlib import Path

from planner.io.encodings import MAX_FILE_BYTES, decoded, too_large, unreadable
from planner.model.catalog import LeftOut
from planner.model.findings import Cell, Finding, Severity

# Each unclosed quote sends the reader back once; a hostile file could send it back for ever.
MAX_BROKEN_QUOTES = 20

# Rows at the top of a table that tell where its header is.
LOOKED_AT = 20
_LINES_THAT_TELL = 3

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row: its number as a spreadsheet shows it, and its cells as they were written.

    `unwritten` of its cells are empty because the row ends before its header does.
    """

    number: int
    cells: tuple[str, ...]
    unwritten: int = 0


@dataclass(frozen=True, slots=True)
class TextTable:
    """A header and the rows below it; every row has as many cells as the header.

    A row that was written with fewer is filled up with empty cells.
    """

    file: str
    columns: tuple[str, ...] = ()
    rows: tuple[TextRow, ...] = ()
    header_row: int = 1
    sheet: str | None = None
    left_out: tuple[LeftOut, ...] = ()

    def cell(self, row: int | None = None, column: str | None = None, value: str = "") -> Cell:
        """Return a place in this table, for a finding."""
        short = value if len(value) <= 200 else f"{value[:199]}…"
        return Cell(file=self.file, sheet=self.sheet, row=row, column=column, value=short or None)


TableRead = tuple[TextTable, tuple[Finding, ...]]


def read_table(path: Path, name: str = "") -> TableRead:
    """Read a CSV file; `name` is what findings call it. Never raises for what a file holds."""
    name = name or path.name
    content, findings = file_content(path, name)
    return (TextTable(name), findings) if content is None else table_from_bytes(name, content)


def file_content(path: Path, name: str) -> tuple[bytes | None, tuple[Finding, ...]]:
    """Return the bytes of a file; None with a finding if it is too large or cannot be read."""
    try:
        # A pipe or a device would be waited for without end, so only a regular file is opened.
        if not path.is_file():
            what = "a folder" if path.is_dir() else "no file, or a link that leads nowhere"
            return None, (_cannot_read(name, f"This is {what}.", "Remove or replace it."),)
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            return None, (too_large(name, size),)
        return path.read_bytes(), ()
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
    lines = list(StringIO(text, newline=""))
    start, separator = _opening(lines)
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
    records = _records(name, lines, start, separator=separator, findings=findings, broken=broken)
    table, more = table_of(name, records, left_out=broken)
    return table, (*findings, *more)


def table_of(
    file: str,
    records: Iterable[TextRow],
    *,
    sheet: str | None = None,
    left_out: list[LeftOut] | None = None,
) -> TableRead:
    """Make a table of records: comments before the header and blank rows are passed over.

    `left_out` may grow while the records are read: it holds what their reader could not take.
    """
    findings: list[Finding] = []
    dropped: list[LeftOut] = []
    rows: list[TextRow] = []
    header: TextRow | None = None
    columns: tuple[str, ...] = ()
    records = (record for record in records if any(cell.strip() for cell in record.cells))
    filled = dropwhile(_is_comment, records)
    first = list(islice(filled, LOOKED_AT))
    if first:
        titles = _titles(first)
        header, columns = first[titles], _column_names(first[titles].cells)
        if titles:
            findings.append(_titles_passed_over(file, sheet, first[:titles], header))
        first = first[titles + 1 :]
    for record in chain(first, filled):
        cells = _fitted(record.cells, len(columns))
        if len(cells) <= len(columns):
            # Spreadsheets drop the empty cells at the end of a row.
            unwritten = len(columns) - len(cells)
            rows.append(TextRow(record.number, (*cells, *[""] * unwritten), unwritten))
            continue
        dropped.append(LeftOut(file=file, row=record.number, cells=record.cells))
        place = Cell(file=file, sheet=sheet, row=record.number)
        findings.append(_wrong_length(place, cells, columns))
    dropped.extend(left_out or ())
    table = TextTable(
        file,
        columns,
        tuple(rows),
        header.number if header else 1,
        sheet,
        tuple(sorted(dropped, key=lambda row: row.row)),
    )
    if header is None:
        return table, (() if dropped else (_empty(table),))
    return table, (*_header_findings(table), *findings)


def _is_comment(record: TextRow) -> bool:
    return record.cells[0].lstrip().startswith("#")


def _titles(records: Sequence[TextRow]) -> int:
    """Return how many rows stand above the header as a title, such as `My price list`.

    A title has one filled cell, or fewer than half as many as the rows below it have.
    """
    widths = [sum(1 for cell in record.cells if cell.strip()) for record in records]
    for index, width in enumerate(widths):
        usual = _usual(widths[index + 1 :])
        if usual < 2 or (width > 1 and 2 * width >= usual):
            return index
    return 0


def _titles_passed_over(
    file: str, sheet: str | None, titles: Sequence[TextRow], header: TextRow
) -> Finding:
    first, last = titles[0].number, titles[-1].number
    rows = f"Row {first} is" if first == last else f"Rows {first} to {last} are"
    said = " ".join(cell.strip() for cell in titles[0].cells if cell.strip())
    return Finding(
        code="title-rows",
        severity=Severity.NOTE,
        subject=file,
        message=f"{rows} taken for a title, row {header.number} for the header.",
        hint="Remove what stands above the header if that is wrong.",
        cell=Cell(file=file, sheet=sheet, row=first, value=said[:200]),
    )


def _column_names(cells: tuple[str, ...]) -> tuple[str, ...]:
    names = [cell.strip() for cell in cells]
    # Spreadsheets write the empty columns they once used.
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def column_key(name: str) -> str:
    """Return what makes two column names the same: `Part Number` and `part_number` are."""
    return re.sub(r"[\s_\-]+", "_", name.strip().casefold())


def _fitted(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        return cells[:width]
    return cells


def _wrong_length(cell: Cell, cells: tuple[str, ...], columns: tuple[str, ...]) -> Finding:
    return row_length(
        cell,
        cells,
        len(columns),
        hint='Put a text that holds a separator in quotes: "one, two".',
    )


def row_length(cell: Cell, cells: Sequence[str], width: int, *, hint: str) -> Finding:
    """Return the finding that a row has not as many cells as its header and is left out."""
    return Finding(
        code="row-length",
        severity=Severity.ERROR,
        subject=cells[0].strip() or cell.file,
        message=f"The row has {len(cells)} cell{'' if len(cells) == 1 else 's'}, "
        f"the header {width}; the row is left out.",
        hint=hint,
        cell=cell,
    )


def _header_findings(table: TextTable) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for position, name in enumerate(table.columns):
        key = column_key(name)
        if not name:
            if any(row.cells[position].strip() for row in table.rows):
                yield Finding(
                    code="column-unnamed",
                    severity=Severity.WARNING,
                    subject=table.file,
                    message=f"Column {position + 1} has no name; its cells are not read.",
                    hint="Write a name in the header.",
                    cell=table.cell(table.header_row),
                )
        elif key in seen:
            yield Finding(
                code="column-twice",
                severity=Severity.ERROR,
                subject=table.file,
                message=f"The header names {name!r} twice; the later column is not read.",
                hint="Rename or remove one of them.",
                cell=table.cell(table.header_row, name),
            )
        seen.setdefault(key, name)


def _empty(table: TextTable) -> Finding:
    return Finding(
        code="file-empty",
        severity=Severity.ERROR,
        subject=table.file,
        message="There is no header row.",
        hint="Write the column names in the first row, or remove it if it is not needed.",
        cell=table.cell(),
    )


def _opening(lines: list[str]) -> tuple[int, str]:
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
        return len(lines), ","
    return seen[0][0], _separator([plain for _, plain in seen])


def _separator(lines: Sequence[str]) -> str:
    """Return what separates the cells: what the header has most of.

    A title above the header has no sign that separates, or one that no line below it has.
    """
    for index, line in enumerate(lines):
        best = max(_SEPARATORS, key=line.count)
        below = {
            each: _usual(other.count(each) for other in lines[index + 1 :]) for each in _SEPARATORS
        }
        few = line.count(best) and (
            len(lines) - index <= _LINES_THAT_TELL or max(below.values()) <= 2 * line.count(best)
        )
        if below[best] or few or not any(below.values()):
            return best
    return ","


def _usual(numbers: Iterable[int]) -> int:
    """Return the number in the middle, 0 of none."""
    in_order = sorted(numbers)
    return in_order[len(in_order) // 2] if in_order else 0


class _Lines:
    """The lines of a file, from a position that can be moved back."""

    def __init__(self, lines: list[str], position: int) -> None:
        self._lines = lines
        self.position = position

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self.position >= len(self._lines):
            raise StopIteration
        self.position += 1
        return self._lines[self.position - 1]


def _records(
    name: str,
    lines: list[str],
    start: int,
    *,
    separator: str,
    findings: list[Finding],
    broken: list[LeftOut],
) -> Iterator[TextRow]:
    """Yield rows from the header on; a row whose quotes do not match is left out and reported."""
    source = _Lines(lines, start)
    reader = csv.reader(source, delimiter=separator, strict=True)
    number, rewinds = start, 0
    while True:
        first = source.position
        number += 1
        try:
            yield TextRow(number, tuple(next(reader)))
            continue
        except StopIteration:
            return
        except csv.Error as error:
            runs_on = source.position > first + 1
            rewinds += int(runs_on)
            # Without its header no row below has a meaning.
            last = rewinds > MAX_BROKEN_QUOTES or number == start + 1
            findings.append(_broken_quote(name, number, str(error), runs_on=runs_on, last=last))
            broken.append(LeftOut(file=name, row=number, cells=(lines[first].rstrip("\r\n"),)))
        if last:
            return
        if runs_on:
            # The rows that the open quote swallowed are rows of their own.
            source.position = first + 1


def _broken_quote(name: str, number: int, error: str, *, runs_on: bool, last: bool) -> Finding:
    if "field larger" in error and not runs_on:
        message = f"A cell has more than {csv.field_size_limit():,} characters"
        hint = "Shorten it, or close the quote it begins with."
    elif "end of data" in error or runs_on:
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
