"""What a reader of grids finds in a file, and the same as one line of JSON.

A process of its own reads what could keep a program busy. It starts in a twentieth of a second
because nothing here needs the model: what it has to say it says as notes, and whoever asked makes
findings of them.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from planner.io.readers._grid_notes import MOST_CELLS, MOST_ROWS, GridNote
from planner.io.text.grids import FileKind, Grid, GridCell, GridRow, Merged, Prose

MOST_MERGED = 10_000
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

    def takes(self, cells: int) -> bool:
        """Tell whether there is room for one more row of so many filled cells, and keep it."""
        if self.is_full or self._rows < 1 or self._cells < cells:
            self.is_full = True
            return False
        self._rows -= 1
        self._cells -= cells
        return True


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
    return json.dumps(answer, separators=(",", ":")).encode()


def _grid_out(grid: Grid) -> dict[str, Any]:
    forms: dict[str, int] = {}
    return {
        "rows": [
            [row.number, row.hidden + 2 * row.is_heading, list(_cells_out(row.cells, forms))]
            for row in grid.rows
        ],
        "sheet": grid.sheet,
        "hidden": grid.hidden,
        "hidden_columns": sorted(grid.hidden_columns),
        "hidden_rows": sorted(grid.hidden_rows),
        "merged": grid.merged,
        "heading": grid.heading,
        "forms": list(forms),
    }


def _cells_out(cells: Mapping[int, GridCell], forms: dict[str, int]) -> Iterator[Any]:
    for column, (text, number, form, formula, valueless, link) in cells.items():
        is_number = number is not None
        if formula or valueless or link:
            place = forms.setdefault(form, len(forms))
            # The digits are the text: whoever reads them back makes the number again.
            yield column, text, is_number, place, formula, valueless, link
        elif form or is_number:
            yield column, text, is_number, forms.setdefault(form, len(forms))
        else:
            yield column, text


def from_wire(answer: bytes) -> Found:
    """Read what `to_wire` wrote."""
    read = json.loads(answer)
    return Found(
        kind=FileKind(read["kind"]),
        grids=[_grid_in(grid) for grid in read["grids"]],
        delimiter=read["delimiter"],
        quoted=read["quoted"],
        prose=[Prose(*each) for each in read["prose"]],
        notes=[GridNote(*each) for each in read["notes"]],
    )


def _grid_in(read: dict[str, Any]) -> Grid:
    forms = read["forms"]
    return Grid(
        rows=tuple(
            GridRow(number, _cells_in(cells, forms), bool(flags & 1), bool(flags & 2))
            for number, flags, cells in read["rows"]
        ),
        sheet=read["sheet"],
        hidden=read["hidden"],
        hidden_columns=frozenset(read["hidden_columns"]),
        hidden_rows=frozenset(read["hidden_rows"]),
        merged=tuple(Merged(*each) for each in read["merged"]),
        heading=read["heading"],
    )


def _cells_in(written: list[Any], forms: list[str]) -> dict[int, GridCell]:
    cells: dict[int, GridCell] = {}
    for column, text, *rest in written:
        if not rest:
            cells[column] = GridCell(text)
            continue
        is_number, form, *more = rest
        number = Decimal(text) if is_number else None
        cells[column] = GridCell(text, number, forms[form], *more)
    return cells
