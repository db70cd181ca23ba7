"""Tables of many rows, kept as columns: a text that comes again and again is kept once.

What is in a large table is the same as in a small one; only a row that is not as wide as its header
is looked at by itself.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import count
from typing import overload

from planner.io.text.tables import Fitting, TableRead, TextRow, Top, finished, is_filled
from planner.model.table_columns import all_but

# Of a column with more different texts than this, most of which come once, none is looked for.
_FEW, _MOST = 2_000, 0.8


class Written:
    """What is written in a column: its cells, row by row, and the different texts among them."""

    def __init__(self, cells: Sequence[str], texts: Set[str] | None = None) -> None:
        self.cells, self._texts = cells, texts

    @property
    def texts(self) -> Set[str]:
        """Return the different texts, each once."""
        if self._texts is None:
            self._texts = set(self.cells)
        return self._texts

    @property
    def are_different(self) -> bool:
        """Tell whether most cells say what no other says; their texts are not gathered for it."""
        return self._texts is None


class FullRows(Sequence[TextRow]):
    """Rows that are as wide as their header; each is made when somebody asks for it.

    `unwritten` says, by the number of a row, how many of its cells are empty because it ends before
    its header does. `places` are those of the cells of columns that are rows; all of them if None.
    """

    def __init__(
        self,
        numbers: Sequence[int],
        columns: Sequence[Written],
        unwritten: Mapping[int, int],
        places: Sequence[int] | None = None,
    ) -> None:
        self.numbers, self.unwritten = numbers, unwritten
        self._columns = columns
        self._places = range(len(numbers)) if places is None else places

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
        number, at = self.numbers[place], self._places[place]
        cells = tuple(each.cells[at] for each in self._columns)
        return TextRow(number, cells, self.unwritten.get(number, 0))

    def __eq__(self, other: object) -> bool:
        """Tell whether others are the same rows."""
        return tuple(self) == (tuple(other) if isinstance(other, FullRows) else other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def column(self, place: int) -> Written:
        """Return what is written in a column."""
        written = self._columns[place]
        if len(self) == len(written.cells):
            return written
        return Written([written.cells[at] for at in self._places])

    def without(self, places: Sequence[int]) -> "FullRows":
        """Return the rows but for those in some places, which are in order."""
        left = self.unwritten.keys() - {self.numbers[place] for place in places}
        unwritten = {number: self.unwritten[number] for number in left}
        numbers, kept = all_but(self.numbers, places), all_but(self._places, places)
        return FullRows(numbers, self._columns, unwritten, kept)


def column_of(rows: Sequence[TextRow], place: int) -> Written:
    """Return what is written in a column."""
    if isinstance(rows, FullRows):
        return rows.column(place)
    return Written([row.cells[place] for row in rows])


def numbers_of(rows: Sequence[TextRow]) -> Sequence[int]:
    """Return the numbers of rows, as a spreadsheet shows them."""
    return rows.numbers if isinstance(rows, FullRows) else [row.number for row in rows]


def short_rows(rows: Sequence[TextRow]) -> Sequence[int]:
    """Return the numbers of the rows that end before their header does."""
    if isinstance(rows, FullRows):
        return sorted(rows.unwritten)
    return [row.number for row in rows if row.unwritten]


def rows_without(rows: Sequence[TextRow], places: Sequence[int]) -> Sequence[TextRow]:
    """Return rows but for those in some places, which are in order."""
    return rows.without(places) if isinstance(rows, FullRows) else all_but(rows, places)


class _Growing:
    """A column that is still read."""

    def __init__(self) -> None:
        self.cells: list[str] = []
        self._known: dict[str, str] | None = {}

    def take(self, cells: Sequence[str]) -> None:
        if self._known is None:
            self.cells += cells
            return
        first = cells[0]
        if cells.count(first) == len(cells):
            self.cells += [self._known.setdefault(first, first)] * len(cells)
        else:
            self.cells += map(self._known.setdefault, cells, cells)
        if _FEW < len(self._known) > _MOST * len(self.cells):
            self._known = None

    def written(self) -> Written:
        return Written(self.cells, None if self._known is None else self._known.keys())


class LargeTable:
    """A table that is read piece by piece, below its header."""

    def __init__(self, file: str, top: Top) -> None:
        self._top, self._fitting = top, Fitting(file, top.columns)
        self._numbers: list[int] = []
        self._columns = [_Growing() for _ in top.columns]
        self._unwritten: dict[int, int] = {}

    def take_columns(self, first: int, columns: Sequence[Sequence[str]]) -> None:
        """Take rows as wide as the header by their columns, from row number `first` on.

        Raises TooLargeError, as what follows does, if there are more rows than are read.
        """
        # A row is blank only if its first cell is.
        if all(map(str.strip, columns[0])):
            self._add(range(first, first + len(columns[0])), columns)
        else:
            self._fit(first, zip(*columns, strict=True))

    def take_rows(self, first: int, rows: Sequence[Sequence[str]]) -> None:
        """Take rows of any width, from row number `first` on."""
        if {*map(len, rows)} == {len(self._columns)}:
            self.take_columns(first, tuple(zip(*rows, strict=True)))
        else:
            self._fit(first, map(tuple, rows))

    def _fit(self, first: int, rows: Iterable[tuple[str, ...]]) -> None:
        found = []
        for record in filter(is_filled, map(TextRow, count(first), rows)):
            row = self._fitting.fitted(record)
            if row is not None:
                found.append(row)
                if row.unwritten:
                    self._unwritten[row.number] = row.unwritten
        if found:
            numbers, cells, _ = zip(*found, strict=True)
            self._add(numbers, tuple(zip(*cells, strict=True)))

    def _add(self, numbers: Iterable[int], columns: Sequence[Sequence[str]]) -> None:
        self._numbers += numbers
        for column, cells in zip(self._columns, columns, strict=True):
            column.take(cells)
        self._fitting.count(len(self._numbers))

    def finished(self) -> TableRead:
        """Return the table, with what is told of it."""
        numbers: Sequence[int] = self._numbers
        if numbers and numbers[-1] - numbers[0] == len(numbers) - 1:
            numbers = range(numbers[0], numbers[-1] + 1)
        columns = [each.written() for each in self._columns]
        return finished(self._top, self._fitting, FullRows(numbers, columns, self._unwritten))
