"""What must be asked of lines that say a price and not how many: many together, once."""

from collections.abc import Iterator, Sequence

from planner.io.bills._answers import count_in
from planner.io.bills._read import Read, choices, rows_are
from planner.io.bills._rows import Row, Table
from planner.io.bills._stated_sum import counts_one_of_each
from planner.model.bill_reading import Asked, ReadLine


def uncounted(table: Table, lines: Sequence[ReadLine]) -> list[Row]:
    """Return the rows with a price and an empty cell where others say how many."""
    if table.columns.quantity is None:
        return []
    return [
        row
        for row, line in zip(table.lines(), lines, strict=True)
        if line.unit_price is not None
        and line.line_total is None
        and not row.line.text(table.columns.quantity)
    ]


def of_each(table: Table, rows: Sequence[Row], read: Read) -> Asked:
    """Return the one question that rows without a quantity raise."""
    numbers = [row.line.number for row in rows]
    right = any(counts_one_of_each(each) for each in read.sums if each.table is table)
    return Asked(
        key="quantities",
        text=f"{rows_are(numbers)} priced and without a quantity: one of each?",
        rows=tuple(numbers),
        sheet=table.sheet.name,
        table=table.group or None,
        choices=choices(("one", "One of each")),
        proposed="one" if right else "",
    )


def no_column(table: Table, read: Read) -> Iterator[Asked]:
    """Yield what a table leaves open that says nowhere how many: one question for all lines."""
    # As the file says it, whatever was answered.
    rows = [row for own, row, _ in read.rows() if own is table]
    price, total = table.columns.unit_price, table.columns.line_total
    alone = [
        row.line.number
        for row in rows
        if row.line.value(price).is_numeric and not row.line.value(total).is_numeric
    ]
    if alone:
        yield Asked(
            key="quantities",
            text=f"No column says how many. {rows_are(alone)} priced by the piece: one of each?",
            rows=tuple(alone),
            sheet=table.sheet.name,
            table=table.group or None,
            choices=choices(("one", "One of each")),
        )
    counted = [
        row.line.number
        for row in rows
        if row.line.value(total).is_numeric and (count_in(row.name) or 1) > 1
    ]
    if counted:
        yield Asked(
            key="counts",
            text=f"{rows_are(counted)} called several pieces: is the price that of all of them?",
            rows=tuple(counted),
            sheet=table.sheet.name,
            table=table.group or None,
            choices=choices(("all", "Of all"), ("each", "Of each piece")),
            proposed="all" if table.columns.proven else "",
            matters=not table.columns.proven,
        )
