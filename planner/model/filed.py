"""Records of a large table, kept as the columns that say them: one is made when it is asked for.

Of a hundred thousand rows most are never asked for. What is wanted of all of them, such as their
part numbers, is told by its column, and no record is made for it. A record that was made is kept:
whoever asks again gets the same one.
"""

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, chain, count, groupby, repeat
from typing import Annotated, Any, TypeVar, overload

from pydantic import WrapValidator

from planner.model._making import Maker
from planner.model.record import Record, defaults_of
from planner.model.table_columns import Columns, Picked, Said, all_but

R = TypeVar("R", bound=Record)


class Shelf(Sequence[R]):
    """Records in an order, some of them not made yet."""

    @abstractmethod
    def told(self, name: str) -> Iterable[Any]:
        """Return what each record says in a field."""

    @abstractmethod
    def told_within(self, name: str, inner: str) -> Iterable[tuple[Any, ...]]:
        """Return what the records within a field of each record say in a field of theirs."""

    @abstractmethod
    def once(self) -> Iterator[R]:
        """Yield each record; one that was not asked for is not kept for it."""

    @abstractmethod
    def picked(self, places: Sequence[int]) -> "Sequence[R]":
        """Return the records in some places, in that order."""

    @abstractmethod
    def _at(self, place: int) -> R:
        """Return the record in a place."""

    @overload
    def __getitem__(self, place: int) -> R: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[R]: ...
    def __getitem__(self, place: int | slice) -> R | Sequence[R]:
        """Return a record, or a row of them."""
        if isinstance(place, slice):
            return tuple(map(self._at, range(*place.indices(len(self)))))
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        return self._at(place % len(self))

    def __iter__(self) -> Iterator[R]:
        return map(self._at, range(len(self)))

    def __eq__(self, other: object) -> bool:
        """Tell whether others are the same records in the same order."""
        if not isinstance(other, Shelf | tuple):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))


class Filed(Shelf[R]):
    """The records of a table, as its columns say them.

    Every row says all that its record needs, and was checked as the record checks itself.
    """

    def __init__(self, columns: Columns[R], count: int) -> None:
        self._columns, self._count = columns, count
        self._kept: dict[int, R] = {}

    def __getstate__(self) -> tuple[Columns[R], int]:
        """Return what makes it again: its columns alone."""
        return self._columns, self._count

    def __setstate__(self, state: tuple[Columns[R], int]) -> None:
        self.__init__(*state)  # type: ignore[misc]

    def __len__(self) -> int:
        return self._count

    def without(self, rows: Sequence[int]) -> "Filed[R]":
        """Return the records of all rows but for some, which are in order."""
        return Filed(self._columns.without(rows), self._count - len(rows)) if rows else self

    def picked(self, rows: Sequence[int]) -> "Filed[R]":
        """Return the records of some rows, in that order."""
        return Filed(self._columns.picked(rows), len(rows))

    def told(self, name: str) -> Iterable[Any]:
        """Return what each record says in a field, or the record within it does."""
        columns, within = self._columns, self._columns.within
        if within is not None and name == within[0]:
            return (getattr(each, name) for each in self.once())
        holder: type[Record] = columns.model
        if within is not None and name in within[1].model_fields:
            holder = within[1]
        fixed = columns.fixed.get(name, defaults_of(holder).values.get(name))
        column = columns.values.get(name)
        if column is None and not columns.more:
            return repeat(fixed, self._count)
        said: Iterable[Any] = repeat(fixed, self._count) if column is None else column
        if column is not None and name not in columns.full:
            said = (fixed if each is Said.NOTHING else each for each in column)
        if not columns.more:
            return said
        return (more.get(name, each) for each, more in zip(said, columns.more, strict=True))

    def stated(self) -> set[str]:
        """Return the fields that rows say something in, or may; those within included."""
        return {*self._columns.values}

    def said(self, name: str) -> Callable[[int], bool]:
        """Return what tells of a row whether it says something in a field of its own."""
        values = self._columns.values[name]
        return lambda row: values[row] is not Said.NOTHING

    def gathered(self, heads: Sequence[int], rows: Sequence[Sequence[int]]) -> "Filed[R]":
        """Return the records of some rows, each with what lies within several rows, in that order.

        Rows say nothing beyond their columns.
        """
        columns = self._columns
        name, inner = columns.within or ("", Record)
        alone, within = columns.of(columns.model), columns.of(inner)
        held = Gathered(Filed(within, self._count), rows)
        picked = alone.picked(heads)
        return Filed(replace(picked, values={**picked.values, name: held}), len(heads))

    def told_within(self, name: str, inner: str) -> Iterable[tuple[Any, ...]]:
        """Return what the records within a field of each record say in a field of theirs."""
        column = self._columns.values.get(name)
        if isinstance(column, Gathered):
            return column.told(inner)
        if self._columns.within is not None and self._columns.within[0] == name:
            return zip(self.told(inner), strict=True)
        return _within(self.told(name), inner)

    def once(self) -> Iterator[R]:
        """Yield each record; one that was not asked for is not kept for it."""
        return (self._kept.get(row) or self.anew(row) for row in range(self._count))

    def _at(self, place: int) -> R:
        found = self._kept.get(place)
        # Of two who ask at once both get the one that was made first.
        return self._kept.setdefault(place, self.anew(place)) if found is None else found

    def anew(self, row: int) -> R:
        """Make the record of a row, and keep it for nobody."""
        return self._maker.made(row)

    @cached_property
    def _maker(self) -> Maker[R]:
        return Maker(self._columns)


class Gathered(Picked):
    """By record the records within one of its fields, which several rows of a table say."""

    def __init__(self, records: Filed[Any], rows: Sequence[Sequence[int]]) -> None:
        self._records, self._rows = records, rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> tuple[Record, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[tuple[Record, ...]]: ...
    def __getitem__(self, place: int | slice) -> tuple[Record, ...] | Sequence[tuple[Record, ...]]:
        """Return the records within one record, or within a row of them."""
        if isinstance(place, slice):
            return Gathered(self._records, self._rows[place])
        return tuple(map(self._records.anew, self._rows[place]))

    def told(self, name: str) -> Iterable[tuple[Any, ...]]:
        """Return what the records within each record say in a field."""
        values = list(self._records.told(name))
        return (tuple(values[row] for row in rows) for rows in self._rows)

    def picked(self, places: Sequence[int]) -> "Gathered":
        """Return what lies within some records, in that order."""
        return Gathered(self._records, [self._rows[place] for place in places])

    def without(self, places: Sequence[int]) -> "Gathered":
        """Return what lies within all records but for some, which are in order."""
        return Gathered(self._records, all_but(self._rows, places))


class Joined(Shelf[R]):
    """Records of several tables, one after the other."""

    def __init__(self, pieces: Iterable[Sequence[R]]) -> None:
        self._pieces = [each for each in pieces if len(each)]
        self._starts = [0, *accumulate(map(len, self._pieces))]

    def __len__(self) -> int:
        return self._starts[-1]

    def __iter__(self) -> Iterator[R]:
        return chain.from_iterable(self._pieces)

    def told(self, name: str) -> Iterable[Any]:
        """Return what each record says in a field."""
        return chain.from_iterable(told(each, name) for each in self._pieces)

    def told_within(self, name: str, inner: str) -> Iterable[tuple[Any, ...]]:
        """Return what the records within a field of each record say in a field of theirs."""
        return chain.from_iterable(told_within(each, name, inner) for each in self._pieces)

    def once(self) -> Iterator[R]:
        """Yield each record; one that was not asked for is not kept for it."""
        return chain.from_iterable(map(once, self._pieces))

    def picked(self, places: Sequence[int]) -> Sequence[R]:
        """Return the records in some places, in that order."""
        # Those that follow each other from one table stay together.
        runs = groupby(places, key=lambda place: bisect_right(self._starts, place) - 1)
        return joined(
            picked(self._pieces[piece], [place - self._starts[piece] for place in run])
            for piece, run in runs
        )

    def _at(self, place: int) -> R:
        piece = bisect_right(self._starts, place) - 1
        return self._pieces[piece][place - self._starts[piece]]


class ByKey(Mapping[str, R]):
    """Records by what one of their fields says, each made when it is looked up."""

    def __init__(self, records: Sequence[R], name: str) -> None:
        self.records = records
        self._places = dict(zip(told(records, name), count(), strict=False))

    def __getitem__(self, key: str) -> R:
        return self.records[self._places[key]]

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def keys(self) -> KeysView[str]:
        """Return the keys, asked for without a step in between."""
        return self._places.keys()


def joined(pieces: Iterable[Sequence[R]]) -> Sequence[R]:
    """Return records one after the other; without columns among them they are made already."""
    found = [each for each in pieces if len(each)]
    if any(isinstance(each, Shelf) for each in found):
        return found[0] if len(found) == 1 else Joined(found)
    return tuple(chain.from_iterable(found))


def told(records: Sequence[R], name: str) -> Iterable[Any]:
    """Return what each record says in a field; none is made for it that need not be."""
    if isinstance(records, Shelf):
        return records.told(name)
    return (getattr(each, name) for each in records)


def told_within(records: Sequence[R], name: str, inner: str) -> Iterable[tuple[Any, ...]]:
    """Return what the records within a field of each record say in a field of theirs."""
    if isinstance(records, Shelf):
        return records.told_within(name, inner)
    return _within(told(records, name), inner)


def _within(held: Iterable[Sequence[Record]], inner: str) -> Iterable[tuple[Any, ...]]:
    return (tuple(getattr(each, inner) for each in records) for records in held)


def once(records: Sequence[R]) -> Iterator[R]:
    """Yield each record; one that was not asked for yet is not kept for it."""
    return records.once() if isinstance(records, Shelf) else iter(records)


def picked(records: Sequence[R], places: Sequence[int]) -> Sequence[R]:
    """Return the records in some places, in that order."""
    if isinstance(records, Shelf):
        return records.picked(places)
    return tuple(records[place] for place in places)


def _as_filed(given: object, check: Callable[[Any], object]) -> object:
    return given if isinstance(given, Shelf) else check(given)


# The type of a field that holds records: those of a shelf were checked when they were read.
Kept = Annotated[Sequence[R], WrapValidator(_as_filed)]
