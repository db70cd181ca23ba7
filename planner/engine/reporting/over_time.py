"""What one build costs on several days, as tables: totals with their changes, then lines."""

from collections.abc import Iterator

from planner.model.bom import CostedLine
from planner.model.money import Money
from planner.model.over_time import PricedDay, PricesOverTime, TotalChange
from planner.model.table import Cell, Column, Kind, Row, Table

_TOTALS = (
    Column("on", "Day", Kind.DATE),
    Column("total", "Total", Kind.MONEY),
    Column("whole", "Changed by", Kind.MONEY),
    Column("by_prices", "by prices", Kind.MONEY),
    Column("by_rates", "by exchange rates", Kind.MONEY),
)
_LINES = (
    Column("on", "Day", Kind.DATE),
    Column("description", "Part"),
    Column("part_number", "Part number", detail=True),
    Column("quantity", "Quantity", Kind.INTEGER),
    Column("unit_price", "Price", Kind.MONEY),
    Column("line_total", "Line total", Kind.MONEY),
    Column("as_of", "Price of", Kind.DATE),
    Column("vendor", "Vendor", detail=True),
)
_FLAT = (
    Column("on", "on", Kind.DATE),
    Column("part_number", "part_number"),
    Column("description", "description"),
    Column("quantity", "quantity", Kind.INTEGER),
    Column("unit_price", "unit_price", Kind.MONEY),
    Column("pack_size", "pack_size", Kind.INTEGER),
    Column("currency", "currency"),
    Column("amount", "amount", Kind.MONEY),
    Column("amount_currency", "amount_currency"),
    Column("as_of", "as_of", Kind.DATE),
    Column("vendor", "vendor"),
    Column("source", "source"),
)


def totals_over_time(prices: PricesOverTime) -> Table:
    """Return a row a day: its total, and what changed since the day before it in the table."""
    changes: tuple[TotalChange | None, ...] = (None, *prices.changes)
    rows = tuple(
        Row(str(day.on), (day.on, _total(day), *_change_cells(change)))
        for day, change in zip(prices.days, changes, strict=True)
    )
    return Table("totals", prices.title, _TOTALS, rows)


def _total(day: PricedDay) -> Cell:
    return "no total" if day.bom.total is None else day.bom.total


def _change_cells(change: TotalChange | None) -> tuple[Cell, ...]:
    if change is None:
        return "", "", ""
    amounts = (change.whole, change.by_prices, change.by_rates)
    return tuple("not known" if amount is None else amount for amount in amounts)


def lines_over_time(prices: PricesOverTime) -> Table:
    """Return a row for each line of each day: at which price it is reckoned, and of when that is.

    The rows of one part stand together, from the earliest day on.
    """
    rows = tuple(Row(f"{number} {on}", cells) for number, on, cells in _line_rows(prices))
    return Table("lines", "Line by line", _LINES, rows)


def _line_rows(prices: PricesOverTime) -> Iterator[tuple[int, str, tuple[Cell, ...]]]:
    # A build has the same lines on every day: only their prices differ.
    by_line = zip(*(day.bom.lines for day in prices.days), strict=True)
    for number, lines in enumerate(by_line):
        for day, line in zip(prices.days, lines, strict=True):
            yield number, str(day.on), (day.on, *_line_cells(line))


def _line_cells(costed: CostedLine) -> tuple[Cell, ...]:
    line, price = costed.line, costed.line.price
    head = (line.description, line.part_number, line.quantity)
    if price is None:
        return (*head, "no price", "unpriced", "", "")
    total = "no rate" if costed.line_total is None else costed.line_total
    each = f"{price.unit} for {price.pack_size}" if price.pack_size > 1 else price.unit
    return (*head, each, total, price.as_of, price.vendor)


def flat_over_time(prices: PricesOverTime) -> Table:
    """Return the lines of each day for programs: what is not known is empty."""
    rows = tuple(
        Row(f"{index} {day.on}", (day.on, *_flat_cells(line)))
        for day in prices.days
        for index, line in enumerate(day.bom.lines)
    )
    return Table("lines", prices.title, _FLAT, rows)


def _flat_cells(costed: CostedLine) -> tuple[Cell, ...]:
    line, price, total = costed.line, costed.line.price, costed.line_total
    asked: tuple[Cell, ...] = (None, None, "")
    known: tuple[Cell, ...] = (None, "", "")
    if price is not None:
        asked = (price.unit, price.pack_size, price.unit.currency)
        known = (price.as_of, price.vendor, price.source)
    amount = (total, "" if total is None else total.currency)
    return (line.part_number, line.description, line.quantity, *asked, *amount, *known)


def split_in_words(change: TotalChange) -> str:
    """Return a change with its two causes as one sentence."""
    span = f"From {change.since} to {change.until}"
    if change.whole is None:
        return f"{span}: not known, because a day has no total."
    whole = f"{span} it costs {_more(change.whole)}"
    if change.by_prices is None or change.by_rates is None:
        return f"{whole}; how much of that is due to exchange rates is not known."
    return f"{whole}: {change.by_prices} by prices and {change.by_rates} by exchange rates."


def _more(amount: Money) -> str:
    if not amount.amount:
        return "the same"
    return f"{amount} more" if amount.amount > 0 else f"{-amount} less"
