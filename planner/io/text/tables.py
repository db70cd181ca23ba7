"""A table of text: a header and the rows below it, each cell as it was written.

Nothing is guessed: `00123`, `NA` and `1e5` stay as they are. Rows count from 1 as a spreadsheet
shows them, blank rows included. What stands above the header, and a row that has not as many cells
as the header, are told.
"""

import re
from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, dropwhile, islice
from typing import NamedTuple

from planner.model.catalog import LeftOut
from planner.model.findings import Cell, Finding, Severity
from planner.model.words import counted

# Filled ones; a catalog of 100,000 parts has more offers than that.
MAX_ROWS = 250_000
MAX_COLUMNS = 500
# Rows at the top of a table that tell where its header is.
LOOKED_AT = 20
# What copying from web pages and spreadsheets leaves around a value, unseen.
_UNSEEN = "\ufeff\u200b\u2060"


class TextRow(NamedTuple):
    """One row: its number as a spreadsheet shows it, and its cells as they were written.

    `unwritten` of its cells are empty because the row ends before its header does.
    """

    number: int
    cells: tuple[str, ...]
    unwritten: int = 0


class Place(NamedTuple):
    """Where a row stands: kept for each row, where a cell of a finding would be too much."""

    file: str
    sheet: str | None
    row: int

    def cell(self) -> Cell:
        """Return it as the place of a finding."""
        return Cell(file=self.file, sheet=self.sheet, row=self.row)


class Places:
    """Where the rows of several tables stand, by a text that only one of them has."""

    def __init__(self) -> None:
        self._held: list[tuple[str, str | None, Mapping[str, int]]] = []

    def get(self, text: str) -> Place | None:
        """Return where the row of a text stands; None if there is none."""
        for file, sheet, rows in self._held:
            if text in rows:
                return Place(file, sheet, rows[text])
        return None

    def has_any(self, texts: KeysView[str]) -> bool:
        """Tell whether there is a row of one of these texts."""
        return not all(rows.keys().isdisjoint(texts) for _, _, rows in self._held)

    def add(self, table: "TextTable", rows: Mapping[str, int]) -> None:
        """Add rows of a table: by text, the number of each."""
        self._held.append((table.file, table.sheet, rows))


@dataclass(frozen=True, slots=True)
class TextTable:
    """A header and the rows below it; every row has as many cells as the header.

    A row that was written with fewer is filled up with empty cells.
    """

    file: str
    columns: tuple[str, ...] = ()
    rows: Sequence[TextRow] = ()
    header_row: int = 1
    sheet: str | None = None
    left_out: tuple[LeftOut, ...] = ()

    def place(self, row: TextRow) -> Place:
        """Return where a row of it stands."""
        return Place(self.file, self.sheet, row.number)

    def cell(self, row: int | None = None, column: str | None = None, value: str = "") -> Cell:
        """Return a place in this table, for a finding."""
        short = value if len(value) <= 200 else f"{value[:199]}…"
        return Cell(file=self.file, sheet=self.sheet, row=row, column=column, value=short or None)


def bare(cell: str) -> str:
    """Return the text of a cell without the blanks and the invisible characters around it."""
    text = cell.strip()
    return text if text.isascii() else text.strip(_UNSEEN).strip()


def has_unseen(text: str) -> bool:
    """Tell whether a text holds characters that `bare` takes off and that are no blanks."""
    return not text.isascii() and any(sign in text for sign in _UNSEEN)


class TooLargeError(Exception):
    """A table has more rows or columns than are read."""

    def __init__(self, what: str, most: str) -> None:
        super().__init__(what)
        self.what, self.most = what, most


TableRead = tuple[TextTable, tuple[Finding, ...]]


def table_of(
    file: str,
    records: Iterable[TextRow],
    *,
    sheet: str | None = None,
    left_out: list[LeftOut] | None = None,
) -> TableRead:
    """Make a table of records: comments before the header and blank rows are passed over.

    `left_out` may grow while the records are read: it holds what their reader could not take.
    Raises TooLargeError for more rows or columns than are read.
    """
    rows: list[TextRow] = []
    top, below = top_of(file, records, sheet=sheet)
    fitting = Fitting(file, top.columns, sheet)
    for record in below:
        row = fitting.fitted(record)
        if row is not None:
            rows.append(row)
        fitting.count(len(rows))
    fitting.dropped.extend(left_out or ())
    return finished(top, fitting, tuple(rows))


@dataclass(frozen=True, slots=True)
class Top:
    """The header of a table, None if there is none, and the rows above it that are told of."""

    header: TextRow | None = None
    columns: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def top_of(
    file: str, records: Iterable[TextRow], *, sheet: str | None = None
) -> tuple[Top, Iterator[TextRow]]:
    """Return the header of records and the filled ones below it.

    Raises TooLargeError for more columns than are read.
    """
    filled = dropwhile(_is_comment, filter(is_filled, records))
    first = list(islice(filled, LOOKED_AT))
    if not first:
        return Top(), filled
    titles = _titles(first)
    columns = _column_names(first[titles].cells)
    if len(columns) > MAX_COLUMNS:
        raise TooLargeError(f"{len(columns):,} columns", f"{MAX_COLUMNS}")
    header, above = first[titles], first[:titles]
    findings = (_titles_passed_over(file, sheet, above, header),) if above else ()
    return Top(header, columns, findings), chain(first[titles + 1 :], filled)


def is_filled(record: TextRow) -> bool:
    """Tell whether a row says anything."""
    return bool("".join(record.cells).strip())


@dataclass(slots=True)
class Fitting:
    """Makes rows as wide as their header: one that has more to say is dropped, and told."""

    file: str
    columns: tuple[str, ...]
    sheet: str | None = None
    findings: list[Finding] = field(default_factory=list)
    dropped: list[LeftOut] = field(default_factory=list)

    def fitted(self, record: TextRow) -> TextRow | None:
        """Return a row as wide as its header; None, and the row dropped, if that cannot be."""
        cells = _fitted(record.cells, len(self.columns))
        if len(cells) > len(self.columns):
            self.dropped.append(LeftOut(file=self.file, row=record.number, cells=record.cells))
            place = Cell(file=self.file, sheet=self.sheet, row=record.number)
            self.findings.append(_wrong_length(place, cells, self.columns))
            return None
        if cells is record.cells and len(cells) == len(self.columns):
            return record
        # Spreadsheets drop the empty cells at the end of a row.
        unwritten = len(self.columns) - len(cells)
        return TextRow(record.number, (*cells, *[""] * unwritten), unwritten)

    def count(self, taken: int) -> None:
        """Raise TooLargeError if there are more rows than are read, with so many taken."""
        if taken + len(self.dropped) > MAX_ROWS:
            raise TooLargeError(f"more than {MAX_ROWS:,} filled rows", f"{MAX_ROWS:,}")


def finished(top: Top, fitting: Fitting, rows: Sequence[TextRow]) -> TableRead:
    """Return the table of rows that fit below their header, with what is told of both."""
    dropped = tuple(sorted(fitting.dropped, key=lambda row: row.row))
    number = top.header.number if top.header else 1
    table = TextTable(fitting.file, top.columns, rows, number, fitting.sheet, dropped)
    if top.header is None:
        return table, (() if dropped else (_empty(table),))
    return table, (*_header_findings(table), *top.findings, *fitting.findings)


def _is_comment(record: TextRow) -> bool:
    return record.cells[0].lstrip().startswith("#")


def usual(numbers: Iterable[int]) -> int:
    """Return the number in the middle, 0 of none."""
    in_order = sorted(numbers)
    return in_order[len(in_order) // 2] if in_order else 0


def _titles(records: Sequence[TextRow]) -> int:
    """Return how many rows stand above the header as a title, such as `My price list`.

    A title has one filled cell, or fewer than half as many as the rows below it have.
    """
    widths = [sum(1 for cell in record.cells if cell.strip()) for record in records]
    for index, width in enumerate(widths):
        below = usual(widths[index + 1 :])
        if below < 2 or (width > 1 and 2 * width >= below):
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


@lru_cache(maxsize=MAX_COLUMNS)
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
        message=f"The row has {counted(len(cells), 'cell')}, "
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
                message=f"The header names {name[:60]!r} twice; the later column is not read.",
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
