"""Grids: the cells of a file just as they lie in it, before anybody says which of them is a bill.

A table of text has one header and one width. What people keep has titles above, blocks side by
side, hidden columns and totals anywhere, so a grid keeps every filled cell with its place, what it
shows, what it stores and how it is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # a process that reads one file must not wait for the model
    from planner.model.findings import Finding


class FileKind(StrEnum):
    """What a file is, whatever its name says."""

    DELIMITED = "delimited"
    XLSX = "xlsx"
    ODS = "ods"
    MARKDOWN = "markdown"
    HTML = "html"
    MEDIAWIKI = "mediawiki"
    ASCIIDOC = "asciidoc"
    LATEX = "latex"


class GridCell(NamedTuple):
    """One filled cell.

    `text` is what a person sees in it, without blanks around and without markup; a number that is
    stored as one has the digits it is stored with (15 of them tell, the rest is noise), not the
    rounded ones that are shown. `number` is that number, None for a text. `number_format` is how a
    spreadsheet shows it, such as `#,##0.00 "€"`. `formula` is what it was computed by, without
    the equals sign; a formula whose result was never stored, or is an error, has `valueless`.
    `comment` is what somebody noted at the cell, without the names of who wrote in the file.
    """

    text: str
    number: Decimal | None = None
    number_format: str = ""
    formula: str = ""
    valueless: bool = False
    link: str = ""
    comment: str = ""


class Merged(NamedTuple):
    """Cells that are shown as one; rows as a spreadsheet counts them, columns from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class GridRow(NamedTuple):
    """A row with at least one filled cell: its number as the file shows it, its cells by column.

    In a text it is the number of the line where the record begins. `is_heading` says that the
    markup itself (Markdown, HTML) calls it one.
    """

    number: int
    cells: Mapping[int, GridCell]
    hidden: bool = False
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, or one table of a text; `heading` is what stands above a table as its title.

    `hidden_rows` has those without a filled cell, too, and `hidden_columns` likewise.
    """

    rows: tuple[GridRow, ...]
    sheet: str | None = None
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[Merged, ...] = ()
    heading: str = ""


class Prose(NamedTuple):
    """A line of a text that lies in no table."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class GridFile:
    """All grids of a file in their order, and how it was read.

    `encoding`, `delimiter` (what parts the cells) and `quoted` are of texts alone. A file that
    cannot be read has no grids and a finding that says why.
    """

    name: str
    kind: FileKind
    grids: tuple[Grid, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    quoted: bool = True
    prose: tuple[Prose, ...] = ()
    findings: "tuple[Finding, ...]" = field(default=())


def column_letters(column: int) -> str:
    """Return what a spreadsheet calls a column that is counted from 0: A, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
