"""Amounts below a total that only divide it among people, and sums of what one of them buys.

Neither is a line: counted as lines, they would double the bill.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from planner.io.bills._arithmetic import agree
from planner.io.bills._columns import Columns
from planner.io.bills._rows import Kind, Row, Table

SHARE = "share of the total"
# A column of more different texts tells things apart, not people, shops or rooms.
_MOST_GROUPS = 60
_LEAST_SIGNS = 2


def without_shares(table: Table) -> Table:
    """Return a table whose last rows are no lines where they only divide the total above them."""
    rows, totals = list(table.rows), [each for each in table.rows if each.kind is Kind.TOTAL]
    if not totals:
        return table
    last = rows.index(totals[-1])
    below = [(place, row) for place, row in enumerate(rows) if place > last]
    shares = [(place, row) for place, row in below if row.kind is Kind.LINE]
    above = any(row.kind is Kind.LINE for row in rows[:last])
    if len(shares) < 2 or not above:
        return table
    amounts = [_lone_amount(row, table.columns) for _, row in shares]
    stated = {each.amount for each in totals if each.amount is not None}
    known = [each for each in amounts if each is not None]
    whole = sum(known, Decimal(0))
    if len(known) < len(shares) or not any(agree(each, whole) for each in stated):
        return table
    for place, row in shares:
        rows[place] = row._replace(kind=Kind.REMARK, what=SHARE)
    return Table(table.region, table.columns, tuple(rows), table.group)


def _lone_amount(row: Row, columns: Columns) -> Decimal | None:
    """Return the only number of a row, if it stands where amounts do."""
    numbers = {
        column: value
        for column in row.line.filled()
        if (value := row.line.value(column)).number is not None
    }
    if len(numbers) != 1:
        return None
    ((column, value),) = numbers.items()
    return None if column == columns.quantity else value.number


def groups_of(table: Table) -> Mapping[str, tuple[Row, ...]]:
    """Return the lines by the texts of columns that several of them share: a buyer, a shop."""
    taken = {table.columns.name, *table.columns.numeric()}
    found: dict[str, tuple[Row, ...]] = {}
    by_column: dict[int, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in table.lines():
        for column, text in row.line.texts.items():
            if column is not None and column not in taken and len(text) <= 40:
                by_column[column][text.casefold()].append(row)
    for texts in by_column.values():
        if len(texts) <= _MOST_GROUPS:
            for text, rows in texts.items():
                if len(text) >= _LEAST_SIGNS and any(map(str.isalpha, text)):
                    found.setdefault(text, tuple(rows))
    return found


def group_meant(label: str, groups: Mapping[str, tuple[Row, ...]]) -> Sequence[Row]:
    """Return the lines of the group whose text is in a label; none if there is none, or several."""
    words = label.casefold()
    named = [
        rows
        for text, rows in groups.items()
        if text in words and re.search(rf"(?<!\w){re.escape(text)}(?!\w)", words)
    ]
    return named[0] if len(named) == 1 else ()
