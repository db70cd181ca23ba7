"""What a reader of grids finds in a file, and the same as one line of JSON.

A process of its own reads what could keep a program busy. It starts in a twentieth of a second
because nothing here needs the model: what it has to say it says as notes, and whoever asked makes
findings of them.
"""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import repeat
from typing import Any

from planner.io.readers._grid_notes import (
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_ROWS,
    GridNote,
    covered,
    too_long,
    too_much_prose,
)
from planner.io.text.grids import FileKind, Grid, GridCell, GridRow, Merged, Prose, column_letters
from planner.io.text.uncollected import uncollected

MOST_MERGED = 10_000
_MOST_NOTES = 100
# Lines beside the tables: somewhere among them may stand a total.
_MOST_PROSE = 10_000
# Of cells, looked at once for each merged area that reaches into their row.
_MOST_COVERED = 1_000_000
# The last row that a spreadsheet has.
LAST_ROW = 1_048_576


@dataclass(slots=True)
class Found:
    """What a reader found in a file."""

    kind: FileKind
    grids: list[Grid] = field(default_factory=list)
    delimiter: str = ""
    quoted: bool = True
    prose: list[Prose] = field(default_factory=list)
    notes: list[GridNote] = field(default_factory=list)


class Room:
    """How much of a file is still read: whoever keeps a row asks first."""

    def __init__(self) -> None:
        self._cells = MOST_CELLS
        self._rows = MOST_ROWS
        self.is_full = False

    def kept(self) -> tuple[int, int]:
        """Return how much room there is, to come back to."""
        return self._cells, self._rows

    def give_back(self, kept: tuple[int, int]) -> None:
        """Have as much room again as there was."""
        self._cells, self._rows = kept
        self.is_full = False

    def takes(self, cells: int) -> bool:
        """Tell whether there is room for one more row of so many filled cells, and keep it."""
        if self.is_full or self._rows < 1 or self._cells < cells:
            self.is_full = True
            return False
        self._rows -= 1
        self._cells -= cells
        return True


def seen(found: Found) -> Found:
    """Return what was found without what nobody sees and what no cell can hold."""
    if len(found.prose) > _MOST_PROSE:
        found.notes.append(too_much_prose(_MOST_PROSE, found.prose[_MOST_PROSE].row))
        del found.prose[_MOST_PROSE:]
    for place, grid in enumerate(found.grids):
        kept = _uncovered(grid, found.notes) if grid.sheet is not None and grid.merged else grid
        if any(len(cell.text) > LONGEST_TEXT for row in kept.rows for cell in row.cells.values()):
            rows = tuple(_short_row(row, grid.sheet, found.notes) for row in kept.rows)
            kept = replace(kept, rows=rows)
        found.grids[place] = kept
    return found


def _uncovered(grid: Grid, notes: list[GridNote]) -> Grid:
    """Return a sheet without the cells that lie under merged ones."""
    places = {row.number: place for place, row in enumerate(grid.rows)}
    numbers, rows, left = sorted(places), list(grid.rows), _MOST_COVERED
    count, first = 0, 0
    for area in grid.merged:
        place = bisect_left(numbers, area.first_row)
        while place < len(numbers) and numbers[place] <= area.last_row and left >= 0:
            number = numbers[place]
            place += 1
            row = rows[places[number]]
            left -= len(row.cells)
            kept = {
                column: cell
                for column, cell in row.cells.items()
                if not area.first_column <= column <= area.last_column
                or (number, column) == (area.first_row, area.first_column)
            }
            if len(kept) < len(row.cells):
                count, first = count + len(row.cells) - len(kept), first or number
                rows[places[number]] = row._replace(cells=kept)
    if not count:
        return grid
    notes.append(covered(count, grid.sheet, first))
    return replace(grid, rows=tuple(row for row in rows if row.cells))


def _short_row(row: GridRow, sheet: str | None, notes: list[GridNote]) -> GridRow:
    cells = dict(row.cells)
    for column, cell in row.cells.items():
        if len(cell.text) > LONGEST_TEXT:
            cells[column] = cell._replace(text=cell.text[:LONGEST_TEXT])
            if len(notes) < _MOST_NOTES:
                notes.append(too_long(column_letters(column), sheet, row.number, len(cell.text)))
    return row._replace(cells=cells)


# --- over to another process ---------------------------------------------------------------------


def to_wire(found: Found) -> bytes:
    """Return what was found as bytes, which `from_wire` reads."""
    answer = {
        "kind": found.kind.value,
        "grids": [_grid_out(grid) for grid in found.grids],
        "delimiter": found.delimiter,
        "quoted": found.quoted,
        "prose": found.prose,
        "notes": found.notes,
    }
    return json.dumps(answer, separators=(",", ":"), check_circular=False).encode()


# Of a cell: its formula, whether it lacks the value, its address, what is noted at it.
_FEW_HAVE = (3, 4, 5, 6)


def _grid_out(grid: Grid) -> dict[str, Any]:
    """Return a grid as a few long lists: one of each thing that its cells have."""
    cells = [cell for row in grid.rows for cell in row.cells.values()]
    forms = {form: place for place, form in enumerate(dict.fromkeys(cell[2] for cell in cells))}
    return {
        "rows": [row.number for row in grid.rows],
        "flags": [row.hidden + 2 * row.is_heading for row in grid.rows],
        "widths": [len(row.cells) for row in grid.rows],
        "columns": [column for row in grid.rows for column in row.cells],
        "texts": [cell[0] for cell in cells],
        # The digits of a number are its text: who reads them makes the number again.
        "numbers": "".join(["t" if cell[1] is None else "n" for cell in cells]),
        "forms": list(forms),
        "formed": [forms[cell[2]] for cell in cells] if len(forms) > 1 else [],
        # Of few cells: their places, and what each has there.
        "further": [
            [(place, cell[which]) for place, cell in enumerate(cells) if cell[which]]
            for which in _FEW_HAVE
        ],
        "sheet": grid.sheet,
        "hidden": grid.hidden,
        "hidden_columns": sorted(grid.hidden_columns),
        "hidden_rows": sorted(grid.hidden_rows),
        "merged": grid.merged,
        "heading": grid.heading,
    }


def from_wire(answer: bytes) -> Found:
    """Read what `to_wire` wrote."""
    with uncollected():
        return _found_in(json.loads(answer))


def _found_in(read: dict[str, Any]) -> Found:
    return Found(
        kind=FileKind(read["kind"]),
        grids=[_grid_in(grid) for grid in read["grids"]],
        delimiter=read["delimiter"],
        quoted=read["quoted"],
        prose=[Prose(*each) for each in read["prose"]],
        notes=[GridNote(*each) for each in read["notes"]],
    )


def _grid_in(read: dict[str, Any]) -> Grid:
    return Grid(
        rows=tuple(_rows_in(read)),
        sheet=read["sheet"],
        hidden=read["hidden"],
        hidden_columns=frozenset(read["hidden_columns"]),
        hidden_rows=frozenset(read["hidden_rows"]),
        merged=tuple(Merged(*each) for each in read["merged"]),
        heading=read["heading"],
    )


def _rows_in(read: dict[str, Any]) -> Iterator[GridRow]:
    cells, columns, end = _cells_in(read), read["columns"], 0
    for number, flags, width in zip(read["rows"], read["flags"], read["widths"], strict=True):
        begun, end = end, end + width
        own = dict(zip(columns[begun:end], cells[begun:end], strict=True))
        yield GridRow(number, own, bool(flags & 1), bool(flags & 2))


def _cells_in(read: dict[str, Any]) -> list[GridCell]:
    texts, forms = read["texts"], read["forms"]
    numbers = [
        Decimal(text) if kind == "n" else None
        for text, kind in zip(texts, read["numbers"], strict=True)
    ]
    shown = map(forms.__getitem__, read["formed"]) if read["formed"] else repeat("".join(forms))
    nothing = ("", False, "", "")
    further = [
        _filled(nothing[place], len(texts), told) for place, told in enumerate(read["further"])
    ]
    return list(map(GridCell._make, zip(texts, numbers, shown, *further, strict=False)))


def _filled(nothing: Any, many: int, told: Sequence[tuple[int, Any]]) -> Iterable[Any]:
    """Return nothing so many times, but for what is told of some places."""
    if not told:
        return repeat(nothing)
    found = [nothing] * many
    for place, each in told:
        found[place] = each
    return found
