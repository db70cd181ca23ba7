"""A sum that a file states, and what a line adds to one."""

from dataclasses import dataclass
from decimal import Decimal

from planner.io.bills._arithmetic import about_same, agree, likely
from planner.io.bills._charges import amount_of
from planner.io.bills._rows import Row, Table


@dataclass(frozen=True, slots=True)
class Sum:
    """A stated sum with what it holds: lines, and charges that are none."""

    where: str
    value: Decimal
    table: Table | None
    lines: tuple[Row, ...]
    plus: tuple[Decimal, ...] = ()
    row: int | None = None
    column: str | None = None
    label: str = ""
    counted: Decimal | None = None
    tax: Decimal | None = None
    gross: Decimal | None = None
    is_part: bool = False
    excluded: tuple[int, ...] = ()
    about: bool = False

    @property
    def fits(self) -> bool:
        """Whether the lines come to it."""
        return self.counted is not None and self.says(self.counted)

    def says(self, counted: Decimal) -> bool:
        """Tell whether an amount is the one that is stated, or about that much where it says so."""
        near = self.about and about_same(self.value, counted)
        return near or agree(self.value, counted)


def line_value(row: Row, table: Table) -> Decimal | None:
    """Return what a line comes to by its most likely numbers."""
    total = likely(row.line.value(table.columns.line_total))
    if total is not None:
        return total
    if table.columns.quantity is not None and (
        likely(row.line.value(table.columns.quantity)) is None
    ):
        return None
    return amount_of(row.line, table.columns)


def value_of_one(row: Row, table: Table) -> Decimal:
    """Return what a line comes to; a thing without a number is one."""
    value = line_value(row, table)
    if value is None and not row.line.text(table.columns.quantity):
        value = likely(row.line.value(table.columns.unit_price))
    return value or Decimal(0)


def counts_one_of_each(stated: Sum) -> bool:
    """Tell whether a sum is what its lines come to with one of each that says no quantity."""
    table = stated.table
    if table is None or table.columns.quantity is None or stated.fits:
        return False
    values = (value_of_one(row, table) for row in stated.lines)
    return agree(stated.value, sum(values, Decimal(0)) + sum(stated.plus))
