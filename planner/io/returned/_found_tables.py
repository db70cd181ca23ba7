"""The tables of an exported workbook in one that came back, wherever people have moved them.

A table is known by its headings, a column by its own: sheets may be renamed, rows sorted, columns
moved, hidden, added or taken out.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.io.text.grids import Grid, GridCell, GridFile, GridRow, column_letters
from planner.io.text.visible import visible
from planner.model.table import Table

# A table as it was exported, with the name of its sheet.
Sent = tuple[str, Table]
# Nobody's workbook repeats its headings so often.
_MOST_HEADINGS = 2_000
_LEAST_SHARE = 0.5
_NOTES = re.compile(
    r"(?:my |our |meine |mes )?(?:notes?|remarks?|comments?|bemerkung(?:en)?|notiz(?:en)?"
    r"|anmerkung(?:en)?|kommentare?|remarques?|commentaires?|notas?|comentarios?|observaciones"
    r"|osservazioni|opmerking(?:en)?|uwagi|備考|メモ|备注|備註|비고)\W*"
)


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row of a table: its number, and its cells by the keys of their columns."""

    number: int
    cells: Mapping[str, GridCell]
    # What somebody noted in the row: comments on its cells, and cells of further columns of notes.
    notes: tuple[str, ...] = ()

    def text(self, key: str) -> str:
        """Return what a cell says; nothing of one that is empty."""
        cell = self.cells.get(key)
        return "" if cell is None else plain(cell.text)


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table that came back: its sheet, its columns by their keys, and its rows."""

    sheet: str
    columns: Mapping[str, int]
    rows: tuple[FoundRow, ...]

    def where(self, row: int, key: str) -> str:
        """Return the place of a cell, such as `Bill of materials!D5`."""
        return f"{self.sheet}!{column_letters(self.columns[key])}{row}"


@dataclass(frozen=True, slots=True)
class _Heading:
    """A row that may be the heading of a table: how much of it is there, and in which sheet."""

    same_sheet: bool
    share: float
    table: int
    grid: int
    place: int
    over: Mapping[str, int]

    @property
    def best_first(self) -> tuple[bool, float, int, int, int]:
        """Return what the likeliest heading has the least of."""
        return not self.same_sheet, -self.share, self.table, self.grid, self.place


def plain(text: str) -> str:
    """Return a text as it is compared: as a sheet shows it, with single blanks."""
    return " ".join(visible(text).split())


def found_tables(sent: Sequence[Sent], file: GridFile) -> dict[str, FoundTable]:
    """Return the tables of an exported workbook that a file still has, by their names."""
    taken: dict[int, _Heading] = {}
    rows: dict[tuple[int, int], int] = {}
    for each in sorted(_headings(sent, file), key=lambda heading: heading.best_first):
        if each.table not in taken and (each.grid, each.place) not in rows:
            taken[each.table] = each
            rows[each.grid, each.place] = each.table
    titles = frozenset(plain(table.title) for _, table in sent)
    found = {}
    for number, heading in taken.items():
        grid, table = file.grids[heading.grid], sent[number][1]
        columns = {
            column.key: heading.over[plain(column.title)]
            for column in table.columns
            if plain(column.title) in heading.over
        }
        ends = [place for sheet, place in rows if sheet == heading.grid and place > heading.place]
        below = grid.rows[heading.place + 1 : min(ends, default=None)]
        of_notes = _columns_of_notes(grid.rows[heading.place], columns.values())
        found[table.name] = FoundTable(
            grid.sheet or "", columns, tuple(_rows(below, columns, titles, of_notes))
        )
    return found


def _columns_of_notes(heading: GridRow, taken: Collection[int]) -> list[int]:
    """Return the columns that somebody added and called notes, in whatever tongue."""
    return [
        column
        for column, cell in heading.cells.items()
        if column not in taken and _NOTES.fullmatch(plain(cell.text).casefold())
    ]


def _headings(sent: Sequence[Sent], file: GridFile) -> Iterator[_Heading]:
    over = [frozenset(plain(column.title) for column in table.columns) for _, table in sent]
    every = frozenset().union(*over)
    count = 0
    for place, grid in enumerate(file.grids):
        for number, row in enumerate(grid.rows):
            there = _texts(row, every)
            if len(there) < 2:
                continue
            count += 1
            if count > _MOST_HEADINGS:
                return
            for table, titles in enumerate(over):
                share = len(there.keys() & titles) / len(titles)
                if share >= _LEAST_SHARE and len(there.keys() & titles) > 1:
                    same = _same_name(grid, sent[table][0])
                    yield _Heading(same, share, table, place, number, there)


def _same_name(grid: Grid, sheet: str) -> bool:
    return (grid.sheet or "").casefold() == sheet.casefold()


def _texts(row: GridRow, titles: frozenset[str]) -> dict[str, int]:
    """Return those cells of a row that say what a heading says, by what they say."""
    found: dict[str, int] = {}
    for column, cell in row.cells.items():
        if cell.number is None and not cell.formula and len(cell.text) <= 100:
            text = plain(cell.text)
            if text in titles:
                found.setdefault(text, column)
    return found


def _rows(
    rows: Sequence[GridRow],
    columns: Mapping[str, int],
    titles: frozenset[str],
    of_notes: Sequence[int],
) -> Iterator[FoundRow]:
    for row in rows:
        filled = [cell for cell in row.cells.values() if cell.text or cell.formula]
        if len(filled) == 1 and plain(filled[0].text) in titles:
            return
        cells = {key: row.cells[place] for key, place in columns.items() if place in row.cells}
        if any(cell.text or cell.formula for cell in cells.values()):
            noted = [plain(row.cells[place].text) for place in of_notes if place in row.cells]
            noted += [plain(cell.comment) for cell in row.cells.values() if cell.comment]
            yield FoundRow(row.number, cells, tuple(dict.fromkeys(filter(None, noted))))
