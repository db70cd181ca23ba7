"""A workbook that was exported, edited and brought back: what a person changed in it."""

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
    COPIES = "copies"
    RATE = "rate"


class WorkbookChange(Record):
    """One change; `before` and `after` are what the cell said.

    `line` is the place of the line in the bill that was exported, from 0. `quantity`, `unit_price`
    and `currency` are what a new or changed line says; the price is of `pack_size` pieces. `effect`
    is what the total changes by if this alone is taken, None where either total is unknown. `taken`
    tells whether it counts.
    """

    number: int
    kind: ChangeKind
    field: ChangedField
    name: Told
    where: Told
    part_number: Told = ""
    line: int | None = None
    before: Told = ""
    after: Told = ""
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    currency: CurrencyCode | None = None
    pack_size: Pieces = 1
    pair: tuple[str, str] | None = None
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
