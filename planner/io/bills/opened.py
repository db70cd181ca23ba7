"""A file whose tables were found, before anybody says what its columns hold or answers a question.

It is read once, and then told as often as somebody says something else of it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from planner.io.bills._answers import of_table
from planner.io.bills._columns import Columns, Look, columns_of, look_at
from planner.io.bills._headings import regions_of
from planner.io.bills._lines import OF_EACH_LINE
from planner.io.bills._products_in_cells import unfolded
from planner.io.bills._rows import Table, table_of
from planner.io.bills._shares import without_shares
from planner.io.bills._sheet import Sheet, sheet_of
from planner.io.bills._turned import upright
from planner.io.bills._values import Style, style_of
from planner.io.bills._words import Role, plain
from planner.io.text.grids import FileKind, GridFile

LETTERS = frozenset({FileKind.XLSX, FileKind.ODS})
# What a person may say a column holds.
FIELDS = (
    Role.NAME,
    Role.QUANTITY,
    Role.UNIT_PRICE,
    Role.LINE_TOTAL,
    Role.NUMBER,
    Role.MAKER,
    Role.VENDOR,
    Role.LINK,
    Role.NOTE,
    Role.DESCRIPTION,
)
NO_COLUMN = "none"
_ASKED = (("price-column", Role.UNIT_PRICE), ("quantity-column", Role.QUANTITY))

# Columns that a person named, counted from 0, by what they hold; None where no column does. The
# first of a key is the table that it is said of, empty where it is said of all.
Named = Mapping[tuple[str, Role], int | None]


@dataclass(frozen=True, slots=True)
class Outline:
    """What stands over the columns of a file: enough to say and to remember what they hold.

    `shape` is the mark of the headings, `names` are what the tables are called, and `columns` those
    with anything in them, from 0.
    """

    shape: str
    names: tuple[str, ...]
    columns: frozenset[int]
    by_letters: bool


@dataclass(frozen=True, slots=True)
class OpenedBill:
    """A file with its sheets read, and the tables in it as they are found without being told.

    `names` are what the tables are called, in their order, and `looks` what is seen of each before
    anybody says what its columns hold. `shape` is the mark of what stands over
    the columns: files of the same headings have the same, whatever else is in them.
    """

    file: GridFile
    style: Style
    sheets: tuple[Sheet, ...]
    tables: tuple[Table, ...]
    looks: tuple[Look, ...]
    names: tuple[str, ...]
    shape: str

    @property
    def by_letters(self) -> bool:
        """Whether its columns are called by letters; else by numbers from 0."""
        return self.file.kind in LETTERS

    @property
    def outline(self) -> Outline:
        """Return what stands over its columns."""
        there = {column for sheet in self.sheets for line in sheet.lines for column in line.cells}
        return Outline(self.shape, self.names, frozenset(there), self.by_letters)


def open_bill(file: GridFile) -> OpenedBill:
    """Find the tables in the grids of a file."""
    style = style_of(
        cell for grid in file.grids for row in grid.rows for cell in row.cells.values()
    )
    by_letters = file.kind in LETTERS
    sheets = tuple(
        upright(sheet_of(unfolded(grid), style, by_letters=by_letters, delimiter=file.delimiter))
        for grid in file.grids
    )
    found = tuple(_found(sheets))
    tables = tuple(table for table, _ in found)
    looks = tuple(look for _, look in found)
    names = tuple(_names(tables))
    alone = len(tables) == 1
    named = tuple(
        replace(table, group="" if alone else name)
        for table, name in zip(tables, names, strict=True)
    )
    return OpenedBill(file, style, sheets, named, looks, names, _shape(sheets, tables))


def _found(sheets: tuple[Sheet, ...]) -> Iterator[tuple[Table, Look]]:
    for sheet in sheets:
        for region in regions_of(sheet):
            look = look_at(region)
            columns = columns_of(look)
            table = None if columns is None else without_shares(table_of(region, columns))
            if table is not None and any(True for _ in table.lines()):
                yield table, look


def _names(tables: tuple[Table, ...]) -> Iterator[str]:
    one_sheet = len({id(table.sheet) for table in tables}) == 1
    for position, table in enumerate(tables, 1):
        yield table.sheet.name if table.sheet.name and not one_sheet else f"table {position}"


def tables_told(opened: OpenedBill, given: Named, answers: Mapping[str, str]) -> list[Table]:
    """Return the tables with the columns that a person named, here or as an answer.

    Where none was found by itself, every part of the file is looked at with what was named.
    """
    if opened.tables:
        found_ones = zip(opened.tables, opened.looks, opened.names, strict=True)
        told = [
            _told(look, _of(name, given), _asked(of_table(table, answers)), table)
            for table, look, name in found_ones
        ]
        return [each for each in told if each is not None]
    own = _of("", given)
    if not own:
        return []
    found = (
        _told(look_at(region), own, _asked(answers))
        for sheet in opened.sheets
        for region in regions_of(sheet)
    )
    tables = [each for each in found if each is not None]
    names = _names(tuple(tables))
    many = len(tables) > 1
    return [
        replace(table, group=name if many else "")
        for table, name in zip(tables, names, strict=True)
    ]


def says_columns(answers: Mapping[str, str]) -> dict[str, str]:
    """Return those of all answers that say which column, or which number, a file means."""
    keys = {key for key, _ in _ASKED}
    return {
        key: answer
        for key, answer in answers.items()
        if (base := key.rpartition("!")[2]) in keys or base.startswith("number-")
    }


def _asked(answers: Mapping[str, str]) -> dict[Role, int | None]:
    """Return the columns that a person answered with."""
    return {
        role: column_index(answers[key])
        for key, role in _ASKED
        if answers.get(key) and answers[key] not in OF_EACH_LINE
    }


def _of(name: str, given: Named) -> dict[Role, int | None]:
    """Return what was said of the columns of a table; what was said of it alone counts first."""
    told = {role: column for (table, role), column in given.items() if not table}
    return told | {role: column for (table, role), column in given.items() if table == name != ""}


def _told(
    look: Look,
    own: Mapping[Role, int | None],
    answered: Mapping[Role, int | None],
    found: Table | None = None,
) -> Table | None:
    """Return a table with the columns that a person named; `found` is it as it was without."""
    if found is not None and not own and not answered:
        return found
    columns = columns_of(look, own, answered=answered)
    if columns is None:
        return None
    if found is not None and _reads_rows_alike(columns, found.columns):
        return replace(found, columns=columns)
    group = "" if found is None else found.group
    table = without_shares(table_of(look.region, columns, group))
    return table if any(True for _ in table.lines()) else None


def _reads_rows_alike(one: Columns, other: Columns) -> bool:
    """Tell whether rows are the same, whichever of two ways their columns are read in."""
    links = [each.others.get(Role.LINK, ()) for each in (one, other)]
    told = [(each.name, *each.places(), each.prices) for each in (one, other)]
    return told[0] == told[1] and links[0] == links[1]


# --- what a person says of columns ---------------------------------------------------------------


def given_columns(
    columns: Mapping[str, str], outline: Outline
) -> dict[tuple[str, Role], int | None]:
    """Return what was said of columns as places; ValueError for what there is none of.

    A key is a field, or a table and a field: `quantity`, `table 2!quantity`. A column is a letter
    of a workbook, a number from 0 of a text, or `none`.
    """
    found: dict[tuple[str, Role], int | None] = {}
    for key, column in columns.items():
        table, _, field = key.rpartition("!")
        if table and table not in outline.names:
            listed = ", ".join(outline.names) or "none"
            raise ValueError(f"there is no table {table[:40]!r}: {listed}")
        place = None if column.strip() == NO_COLUMN else _place(column)
        if place is not None and place not in outline.columns:
            raise ValueError(f"there is nothing in a column {column[:40]!r}")
        found[table, Role(field)] = place
    _refuse_two_in_one(found)
    return found


def _place(column: str) -> int:
    text = column.strip()
    known = (text.isdigit() and len(text) < 6) or (text.isalpha() and len(text) < 4)
    if not (known and text.isascii()):
        raise ValueError(f"{column[:40]!r} is no column: write a letter or a number from 0")
    return column_index(text)


def _refuse_two_in_one(found: Named) -> None:
    held: dict[tuple[str, int], Role] = {}
    for (table, role), column in found.items():
        if column is not None and held.setdefault((table, column), role) is not role:
            fields = f"{held[table, column]} and {role}"
            raise ValueError(f"one column cannot be both: {fields}")


def column_index(column: str) -> int:
    """Return the place of a column, from 0, that is a number already or the letters of one."""
    if column.isdigit():
        return int(column)
    number = 0
    for letter in column.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


# --- the shape -----------------------------------------------------------------------------------


def _shape(sheets: tuple[Sheet, ...], tables: tuple[Table, ...]) -> str:
    """Return the mark of the headings of a file; nothing else of it can be told from that.

    A table without headings is marked by where its columns are.
    """
    regions = [table.region for table in tables] or [r for each in sheets for r in regions_of(each)]
    told: list[object] = [
        [[column, plain(text)] for column, text in sorted(region.over.items())]
        for region in regions
        if region.has_heading
    ]
    told += [
        ["no heading", table.columns.name, *table.columns.numeric()]
        for table in tables
        if not table.region.has_heading
    ]
    text = json.dumps(told, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24] if told else ""
