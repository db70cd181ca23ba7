"""A workbook that was exported, edited and brought back: what a person changed in it."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from planner.model.cells import Pieces
from planner.model.findings import Finding, Told
from planner.model.money import CurrencyCode, Money
from planner.model.record import Record


class ChangeKind(StrEnum):
    """What was done to a line, or to a value beside the lines."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"

    @property
    def sign(self) -> str:
        """Return the sign that stands before such a change."""
        return {"changed": "~", "added": "+", "removed": "−"}[self.value]


class ChangedField(StrEnum):
    """What of a plan was changed."""

    LINE = "line"
    QUANTITY = "quantity"
    UNIT_PRICE = "unit price"
    CURRENCY = "currency"
    PRICE_DAY = "price date"
    LOWEST = "lowest price"
    HIGHEST = "highest price"
    PACK_SIZE = "pack size"
    LEAST = "MOQ"
    MULTIPLE = "order multiple"
    BREAK_START = "packs of a price break"
    BREAK_PRICE = "price of a price break"
    NOTE = "note"
    COPIES = "copies"
    RATE = "rate"
    CHARGE = "charge"
    PERCENT = "percentage"
    SPARES = "spares"


# What of a price and of the terms of an offer belongs together: it holds or fails as one.
OF_A_PRICE = frozenset(
    {
        ChangedField.UNIT_PRICE,
        ChangedField.CURRENCY,
        ChangedField.PRICE_DAY,
        ChangedField.LOWEST,
        ChangedField.HIGHEST,
        ChangedField.PACK_SIZE,
        ChangedField.LEAST,
        ChangedField.MULTIPLE,
        ChangedField.BREAK_START,
        ChangedField.BREAK_PRICE,
    }
)


class WorkbookChange(Record):
    """One change; `before` and `after` are what the cell said.

    `line` is the place of the line in the bill that was exported, from 0; `place` is that of a
    charge, a rule for spares, or a price break of the line. `quantity`, `unit_price` and `currency`
    are what a new or changed line says; the price is of `pack_size` pieces. `quantity` is the new
    number of anything else, too. `pair` and `on` are those of a rate; `on` is the day of a price.
    `vendor` and `sku` name the offer of a shop that a price is of. `effect` is what the total
    changes by if this alone is taken, None where either total is unknown. `taken` tells whether it
    counts. `note` is what a new line has in a column of notes, or in comments.
    """

    number: int
    kind: ChangeKind
    field: ChangedField
    name: Told
    where: Told
    part_number: Told = ""
    line: int | None = None
    place: int | None = None
    before: Told = ""
    after: Told = ""
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    currency: CurrencyCode | None = None
    pack_size: Pieces = 1
    pair: tuple[str, str] | None = None
    on: date | None = None
    vendor: Told = ""
    sku: Told = ""
    note: Told = ""
    effect: Money | None = None
    taken: bool = True


class ReturnedWorkbook(Record):
    """A proposal: what a workbook that came back changes of the plan it was exported from."""

    file: Told
    title: Told
    changes: tuple[WorkbookChange, ...] = ()
    total_before: Money | None = None
    total_after: Money | None = None
    findings: tuple[Finding, ...] = ()
