"""A table of text: a header and the rows below it, each cell as it was written.

Nothing is guessed: `00123`, `NA` and `1e5` stay as they are. Rows count from 1 as a spreadsheet
shows them, blank rows included. What stands above the header, and a row that has not as many cells
as the header, are told.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, dropwhile, islice
from typing import NamedTuple, overload

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


class FullRows(Sequence[TextRow]):
    """Rows that follow each other without a gap, each as wide as its header.

    A row of a large table is made when somebody asks for it.
    """

    def __init__(self, first: int, cells: Sequence[Sequence[str]]) -> None:
        self.numbers = range(first, first + len(cells))
        self._columns = tuple(zip(*cells, strict=True))

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> TextRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[TextRow]: ...
    def __getitem__(self, place: int | slice) -> TextRow | Sequence[TextRow]:
        """Return a row, or some of them."""
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        return TextRow(self.numbers[place], tuple(each[place] for each in self._columns))

    def __eq__(self, other: object) -> bool:
        """Tell whether others are the same rows."""
        return tuple(self) == (tuple(other) if isinstance(other, FullRows) else other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def column(self, place: int) -> tuple[str, ...]:
        """Return what is written in a column."""
        return self._columns[place]


def column_of(rows: Sequence[TextRow], place: int) -> tuple[str, ...]:
    """Return what is written in a column."""
    if isinstance(rows, FullRows):
        return rows.column(place)
    return tuple(row.cells[place] for row in rows)


def numbers_of(rows: Sequence[TextRow]) -> Sequence[int]:
    """Return the numbers of rows, as a spreadsheet shows them."""
    return rows.numbers if isinstance(rows, FullRows) else [row.number for row in rows]


class Place(NamedTuple):
    """Where a row stands: kept for each row, where a cell of a finding would be too much."""

    file: str
    sheet: str | None
    row: int

    def cell(self) -> Cell:
        """Return it as the place of a finding."""
        return Cell(file=self.file, sheet=self.sheet, row=self.row)


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
    findings: list[Finding] = []
    dropped: list[LeftOut] = []
    rows: list[TextRow] = []
    header: TextRow | None = None
    columns: tuple[str, ...] = ()
    records = (record for record in records if "".join(record.cells).strip())
    filled = dropwhile(_is_comment, records)
    first = list(islice(filled, LOOKED_AT))
    if first:
        titles = _titles(first)
        header, columns = first[titles], _column_names(first[titles].cells)
        if len(columns) > MAX_COLUMNS:
            raise TooLargeError(f"{len(columns):,} columns", f"{MAX_COLUMNS}")
        if titles:
            findings.append(_titles_passed_over(file, sheet, first[:titles], header))
        first = first[titles + 1 :]
    for record in chain(first, filled):
        cells = _fitted(record.cells, len(columns))
        if len(cells) <= len(columns):
            # Spreadsheets drop the empty cells at the end of a row.
            unwritten = len(columns) - len(cells)
            fits = not unwritten and cells is record.cells
            filled_up = (*cells, *[""] * unwritten)
            rows.append(record if fits else TextRow(record.number, filled_up, unwritten))
        else:
            dropped.append(LeftOut(file=file, row=record.number, cells=record.cells))
            place = Cell(file=file, sheet=sheet, row=record.number)
            findings.append(_wrong_length(place, cells, columns))
        if len(rows) + len(dropped) > MAX_ROWS:
            raise TooLargeError(f"more than {MAX_ROWS:,} filled rows", f"{MAX_ROWS:,}")
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


def full_table(file: str, first: int, cells: Sequence[Sequence[str]]) -> TableRead | None:
    """Make a table of cells that begin with its header in row `first`, nothing left out or blank.

    None where that is not so, or where it is not plain that the first row is the header.
    """
    columns = _column_names(tuple(cells[0])) if cells else ()
    rows = cells[1:]
    few = [TextRow(first + place, tuple(row)) for place, row in enumerate(cells[:LOOKED_AT])]
    if not columns or len(rows) > MAX_ROWS or len(columns) > MAX_COLUMNS:
        return None
    if {*map(len, rows)} != {len(columns)} or _is_comment(few[0]) or _titles(few):
        return None
    if any(not row[0].strip() and not "".join(row).strip() for row in rows):
        return None
    table = TextTable(file, columns, FullRows(first + 1, rows), first)
    return table, tuple(_header_findings(table))


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
