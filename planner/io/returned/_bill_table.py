"""The table of the bill in a workbook, wherever its sheet, rows and columns were moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.io.text.grids import Grid, GridCell, GridFile, column_letters

_PART, _NUMBER, _CURRENCY, _PACK = "Part", "Part number", "Currency", "Pack of"
# Of a piece, or of a pack where a bill has packs.
_PRICES = ("Unit price", "Price per pack")
# The quantity that a person sets; the others are computed from it.
_QUANTITIES = ("Needed per copy", "Quantity")
_END = frozenset({"Total", "What"})


@dataclass(frozen=True, slots=True)
class BillRow:
    """One line of the table: its row, and its cells by heading."""

    row: int
    cells: dict[str, GridCell]

    def text(self, heading: str) -> str:
        """Return what a cell says; nothing of one that is empty."""
        cell = self.cells.get(heading)
        return "" if cell is None else " ".join(cell.text.split())

    @property
    def number(self) -> str:
        """The number of its part."""
        return self.text(_NUMBER)

    @property
    def name(self) -> str:
        """What the part is called."""
        return self.text(_PART) or self.number


@dataclass(frozen=True, slots=True)
class BillTable:
    """The table of the bill: its sheet, the columns by their headings, its lines."""

    sheet: str
    columns: dict[str, int]
    rows: tuple[BillRow, ...]

    def where(self, row: int, heading: str) -> str:
        """Return the place of a cell, such as `Bill of materials!D5`."""
        column = self.columns.get(heading)
        place = "" if column is None else column_letters(column)
        return f"{self.sheet}!{place}{row}"

    @property
    def quantity(self) -> str:
        """The heading of the quantity that a person sets."""
        return next(each for each in _QUANTITIES if each in self.columns)

    @property
    def price(self) -> str:
        """The heading of the price: of a piece, or of a pack."""
        return next(each for each in _PRICES if each in self.columns)

    def pack_of(self, row: "BillRow") -> int:
        """Return how many pieces the price is for."""
        size = row.cells.get(_PACK)
        return int(size.number) if size is not None and size.number else 1

    @property
    def currency(self) -> str:
        """The heading of the currency."""
        return _CURRENCY


def bill_table(file: GridFile) -> BillTable | None:
    """Return the table of the bill; None if no sheet has its headings any more."""
    for grid in file.grids:
        for position, row in enumerate(grid.rows):
            over = {" ".join(cell.text.split()): column for column, cell in row.cells.items()}
            priced = over.keys() & set(_PRICES) and over.keys() & set(_QUANTITIES)
            if {_PART, _NUMBER} <= over.keys() and priced:
                return BillTable(grid.sheet or "", over, tuple(_rows(grid, position, over)))
    return None


def _rows(grid: Grid, heading: int, columns: dict[str, int]) -> Iterator[BillRow]:
    for row in grid.rows[heading + 1 :]:
        cells = {name: row.cells[place] for name, place in columns.items() if place in row.cells}
        made = BillRow(row.number, cells)
        if made.text(_PART) in _END and not made.number:
            return
        if made.number or made.text(_PART):
            yield made


# The place of a line as exported, and the line as it is now; None where there was or is none.
Pair = tuple[int | None, BillRow | None]


def paired(before: Sequence[BillRow], after: Sequence[BillRow], told: Sequence[str]) -> list[Pair]:
    """Pair lines by the numbers of their parts, wherever they stand now.

    Of several lines of one part those that say the same, under the headings `told`, belong
    together; the rest follow in their order. A line of before without one of after was removed,
    and the other way round added.
    """
    left = dict(enumerate(after))
    found: list[Pair] = []
    waiting: list[int] = []
    for place, row in enumerate(before):
        same = [key for key, other in left.items() if _key(other) == _key(row)]
        alike = [key for key in same if _says(left[key], told) == _says(row, told)]
        if alike:
            found.append((place, left.pop(alike[0])))
        else:
            waiting.append(place)
    for place in waiting:
        same = [key for key, other in left.items() if _key(other) == _key(before[place])]
        found.append((place, left.pop(same[0]) if same else None))
    found.sort(key=lambda pair: pair[0] if pair[0] is not None else -1)
    return [*found, *((None, row) for row in left.values())]


def _key(row: BillRow) -> str:
    return (row.number or row.text(_PART)).casefold()


def _says(row: BillRow, told: Sequence[str]) -> list[str]:
    return [row.text(heading) for heading in told]
