"""Cells from records: the text that is read back as the record it was made of."""

from datetime import date
from decimal import Decimal

from planner.model.money import Money
from planner.model.offers import Offer
from planner.model.parts import BasePart
from planner.model.record import CellRecord, Record


def cells_of(record: Record) -> dict[str, str]:
    """Return the cells of a record's row that say something, by column.

    The first price break of an offer is its row; what equals the default is no cell.
    """
    fields = type(record).model_fields
    cells: dict[str, str] = {}
    said_twice = record.said_twice if isinstance(record, BasePart) else ()
    for name, value in record:
        if name in said_twice:
            continue
        if isinstance(record, Offer) and name == "price_breaks":
            cells |= cells_of(record.price_breaks[0])
        elif value != fields[name].default:
            cells[name] = cell_of(value)
    return cells


def cell_of(value: object) -> str:
    """Return the text of a value; empty for one that is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Money):
        return f"{value.amount:f} {value.currency}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        # A list that is known to be empty is no cell that nobody filled.
        return "; ".join(map(_listed, value)) or "none"
    return str(value)


def _listed(value: object) -> str:
    if isinstance(value, CellRecord):
        return str(value)
    if not isinstance(value, Record):
        return cell_of(value)
    first, second = (each for _, each in value)
    return f"{cell_of(first)}={cell_of(second)}"
