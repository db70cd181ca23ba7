"""Numbers that can be read in two ways: the reading is proposed that makes the file add up."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from planner.io.bills._arithmetic import agree, likely
from planner.io.bills._rows import Kind, Table
from planner.io.bills._sheet import Line
from planner.io.bills._stated_sum import Sum

# So many doubtful rows are tried in every combination; of more, all in the same way.
_MOST = 8

Place = tuple[int, int]


def doubtful(table: Table) -> dict[int, list[int]]:
    """Return the columns with two readings, by row."""
    found: dict[int, list[int]] = {}
    numeric = table.columns.numeric()
    for row in table.rows:
        if row.kind in (Kind.LINE, Kind.CHARGE, Kind.TOTAL):
            columns = [c for c in numeric if len(row.line.value(c).readings) > 1]
            if columns:
                found[row.line.number] = columns
    return found


def ways(rows: Sequence[int]) -> list[tuple[bool, ...]]:
    """Return which rows to read in the second way, those first that change least."""
    if len(rows) <= _MOST:
        return sorted(product((False, True), repeat=len(rows)), key=sum)
    return [(False,) * len(rows), (True,) * len(rows)]


def said(table: Table, answers: Mapping[str, str]) -> dict[Place, Decimal]:
    """Return how a person reads the doubtful numbers: of a row all in the same way."""
    found: dict[Place, Decimal] = {}
    if not answers:
        return found
    for row, columns in doubtful(table).items():
        answer = answers.get(f"number-{row}", "")
        line = next(each.line for each in table.rows if each.line.number == row)
        readings = [f"{each:f}" for each in line.value(columns[0]).readings]
        index = readings.index(answer) if answer in readings else 0
        found |= {(row, column): line.value(column).readings[index] for column in columns if index}
    return found


def turned(table: Table, places: Mapping[Place, Decimal]) -> Table:
    """Return a table in which some cells are read as other numbers."""
    by_row = {row for row, _ in places}
    rows = tuple(
        row._replace(line=_turned(row.line, places)) if row.line.number in by_row else row
        for row in table.rows
    )
    rows = tuple(
        row._replace(amount=likely(row.line.value(row.column)))
        if row.line.number in by_row and row.amount is not None
        else row
        for row in rows
    )
    return replace(table, rows=rows)


def _turned(line: Line, places: Mapping[Place, Decimal]) -> Line:
    values = dict(line.values)
    for (row, column), number in places.items():
        if row == line.number:
            value = values[column]
            others = tuple(each for each in value.readings if each != number)
            values[column] = value._replace(readings=(number, *others))
    return line._replace(values=values)


def fit(table: Table, sums: Sequence[Sum]) -> int:
    """Return how much of the file's own arithmetic comes right."""
    right = sum(each.fits for each in sums) * 3
    columns = table.columns
    for row in table.lines():
        numbers = [likely(row.line.value(c)) for c in columns.numeric()]
        if len(numbers) == 3 and None not in numbers:
            quantity, price, total = (number or Decimal(0) for number in numbers)
            right += agree(total, quantity * price * (columns.factor or 1))
    return right
