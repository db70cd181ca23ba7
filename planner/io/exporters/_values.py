"""How exporters write values that they all meet: unknown ones, amounts, texts nobody may trust."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from planner.model.money import Money, minor_unit_places
from planner.model.table import Cell, Column, Kind, Marked, Total, missing_text, value_of

UNKNOWN = "not known"


def plain_amount(money: Money) -> str:
    """Return the number of an amount with the decimals of its currency, or more if it has them."""
    digits = money.amount.normalize().as_tuple().exponent
    places = max(minor_unit_places(money.currency), -digits if isinstance(digits, int) else 0)
    return f"{money.amount:.{places}f}"


def unless_said(texts: Iterable[str], *already: str) -> list[str]:
    """Return the texts that do not stand above already: a page says nothing twice."""
    return [text for text in texts if text not in already]


def told(cell: Cell, column: Column, *, text: Callable[[str], str]) -> str:
    """Return a cell as people read it; what is not known says so. `text` makes texts harmless."""
    if isinstance(cell, Marked):
        return f"{told(cell.value, column, text=text)} ({text(cell.mark)})"
    value = value_of(cell)
    if value is None:
        return missing_text(cell.lines) if isinstance(cell, Total) else UNKNOWN
    if isinstance(value, Decimal):
        return f"{value:f}" + (" %" if column.kind is Kind.PERCENT else "")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return f"{value:,}"
    return str(value) if isinstance(value, Money) else text(value)
