"""What rows of a table come to, from any row to any other, counted up once.

A list may have thousands of sums; each asks what several stretches of rows come to.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.io.bills._arithmetic import likely
from planner.io.bills._rows import Kind, Row, Table
from planner.io.bills._stated_sum import line_value
from planner.io.bills._words import Role

_Placed = list[tuple[int, Decimal]]


@dataclass(frozen=True, slots=True)
class Cover:
    """Rows that a sum may hold: a stretch of a table, tables before it, or a few rows alone."""

    tally: "Tally"
    first: int
    last: int
    is_part: bool = False
    others: "tuple[Cover, ...]" = ()
    own: tuple[Row, ...] | None = None

    @property
    def has_lines(self) -> bool:
        """Whether there are lines among them."""
        return (
            bool(self.own)
            or self.tally.count(self.first, self.last) > 0
            or any(other.has_lines for other in self.others)
        )

    @property
    def counted(self) -> Decimal:
        """What the lines come to."""
        if self.own is not None:
            return self.tally.worth_of(self.own)
        here = self.tally.worth(self.first, self.last)
        return here + sum((other.counted for other in self.others), Decimal(0))

    def rows(self) -> tuple[Row, ...]:
        """Return all the rows, those of earlier tables first."""
        if self.own is not None:
            return self.own
        before = (row for other in self.others for row in other.rows())
        return (*before, *self.tally.table.rows[self.first : self.last])

    def lines(self) -> tuple[Row, ...]:
        """Return the lines among them."""
        return tuple(row for row in self.rows() if row.kind is Kind.LINE)

    def charges(self, *, with_tax: bool = True) -> tuple[Decimal, ...]:
        """Return the amounts of rows that are charges; prices may hold the tax already."""
        if self.own is not None:
            return ()
        before = (each for other in self.others for each in other.charges(with_tax=with_tax))
        here = self.tally.charges if with_tax else self.tally.untaxed
        return (*before, *_between(here, self.first, self.last))

    def shipping(self) -> tuple[Decimal, ...]:
        """Return the amounts in columns of shipping."""
        if self.own is not None:
            return ()
        before = (amount for other in self.others for amount in other.shipping())
        return (*before, *_between(self.tally.shipped, self.first, self.last))

    def excluded(self) -> tuple[int, ...]:
        """Return the numbers of rows between the lines that are none, or that it does not hold."""
        if self.own is not None:
            held = {row.line.number for row in self.own}
            lines = (row.line.number for row in self.tally.table.lines())
            return tuple(number for number in lines if number not in held)
        return tuple(
            row.line.number
            for row in self.rows()
            if row.kind in (Kind.CHARGE, Kind.TOTAL) and row.amount is not None
        )


def _between(placed: _Placed, first: int, last: int) -> Iterable[Decimal]:
    begun, end = bisect_left(placed, (first,)), bisect_left(placed, (last,))
    return (amount for _, amount in placed[begun:end])


class Tally:
    """The rows of a table, counted up."""

    def __init__(self, table: Table) -> None:
        """Look at each row once."""
        self.table = table
        self.charges: _Placed = []
        self.untaxed: _Placed = []
        self.shipped: _Placed = []
        self._worth, self._count = [Decimal(0)], [0]
        self._totals: list[int] = []
        self._ends: list[int] = []
        self._sections: list[tuple[int, str]] = []
        columns = table.columns.others.get(Role.SHIPPING, ())
        for place, row in enumerate(table.rows):
            is_line = row.kind is Kind.LINE
            value = line_value(row, table) if is_line else None
            self._worth.append(self._worth[-1] + (value or 0))
            self._count.append(self._count[-1] + is_line)
            if is_line:
                numbers = (likely(row.line.value(column)) for column in columns)
                self.shipped += [(place, number) for number in numbers if number]
            elif row.kind is Kind.CHARGE and row.amount is not None:
                self.charges.append((place, row.amount))
                if row.what != "tax":
                    self.untaxed.append((place, row.amount))
            if row.kind is Kind.TOTAL:
                self._totals.append(place)
            if row.kind in (Kind.TOTAL, Kind.SECTION):
                self._ends.append(place)
            if row.section:
                self._sections.append((place, row.section))

    def whole(self) -> Cover:
        """Return all rows."""
        return self.cover(0, len(self.table.rows))

    def cover(self, first: int, last: int, *, is_part: bool = False) -> Cover:
        """Return the rows from one to before another."""
        return Cover(self, first, last, is_part)

    def of_rows(self, rows: tuple[Row, ...]) -> Cover:
        """Return some rows alone."""
        return Cover(self, 0, 0, is_part=True, own=rows)

    def worth(self, first: int, last: int) -> Decimal:
        """Return what the lines from a row to before another come to."""
        return self._worth[last] - self._worth[first]

    def worth_of(self, rows: Iterable[Row]) -> Decimal:
        """Return what some lines come to."""
        return sum((line_value(row, self.table) or Decimal(0) for row in rows), Decimal(0))

    def count(self, first: int, last: int) -> int:
        """Return how many lines there are from a row to before another."""
        return self._count[last] - self._count[first]

    def behind_total(self, place: int) -> int:
        """Return the place behind the last sum above a row."""
        return _behind(self._totals, place)

    def behind_heading(self, place: int) -> int:
        """Return the place behind the last sum or heading of a section above a row."""
        return _behind(self._ends, place)

    def end_of_section(self, place: int) -> int:
        """Return where the next sum or heading of a section stands, from a row on."""
        found = bisect_left(self._ends, place)
        return self._ends[found] if found < len(self._ends) else len(self.table.rows)

    def sections_above(self, place: int) -> Iterable[str]:
        """Return the sections that are named above a row."""
        end = bisect_left(self._sections, (place,))
        return dict.fromkeys(section for _, section in self._sections[:end])


def _behind(places: Sequence[int], place: int) -> int:
    found = bisect_left(places, place)
    return places[found - 1] + 1 if found else 0
