"""Whether a bill was changed in its workbook: what a sheet cannot count anew must say so.

Two cells on the first page count what was changed since the export. Numbers that only the planner
can find give way to a word once they are above 0.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from planner.engine.reporting._bill import line_key
from planner.engine.reporting._rates import RateBook
from planner.engine.reporting._spares import RULES, entered_column, rule_key
from planner.engine.reporting._totals import total_cell, totals_name
from planner.model.bom import CostedBom
from planner.model.expressions import (
    Expression,
    Ref,
    above,
    added,
    changed,
    differs,
    total_of,
    when,
)
from planner.model.money import Money
from planner.model.table import Cell, Column, Computed, Kind, Marked, Row, Table

NOT_COUNTED = "not recalculated here"
_NAME, _QUANTITIES, _PRICES = "changed", "quantities", "prices"
# A formula holds so many numbers; of a longer bill only the sum is compared.
_MOST_CELLS = 300


def changed_table(bom: CostedBom, rates: RateBook) -> Table:
    """Return how many cells of a bill were changed in its workbook: none, as it is exported."""
    columns = (Column("what", "What"), Column("count", "Cells", Kind.INTEGER, under="value"))
    counts = (
        (_QUANTITIES, "Quantities", _quantities(bom)),
        (_PRICES, "Prices, charges, rates and sums", _prices(bom, rates)),
    )
    rows = tuple(
        Row(key, (what, Computed(0, counted, lacking="some are empty")))
        for key, what, counted in counts
    )
    return Table(_NAME, "Changed since the export", columns, rows, detail=True)


def changed_bill() -> Expression:
    """Return a number above 0 once a quantity, price, charge or rate was changed."""
    return added(Ref(_NAME, _QUANTITIES, "count"), Ref(_NAME, _PRICES, "count"))


def while_quantities_hold(row: Row) -> Row:
    """Return a row of the summary whose number gives way once other quantities are entered."""
    title, value, note = row.cells
    held = held_while(value, above(changed_quantities(), 0))
    return replace(row, cells=(title, held, note))


def held_while(cell: Cell, other: Expression) -> Cell:
    """Return a cell that gives way to a word once a condition holds; unknown stays unknown."""
    if isinstance(cell, Marked):
        held = held_while(cell.value, other)
        return Marked(held, cell.mark) if isinstance(held, Computed) else cell
    if isinstance(cell, Money):
        kept = when(other, NOT_COUNTED, cell.amount)
        return Computed(cell, kept, cell.currency, lacking=NOT_COUNTED)
    if not isinstance(cell, Decimal | int | str) or cell == "":
        return cell
    return Computed(cell, when(other, NOT_COUNTED, cell), lacking=NOT_COUNTED)


def changed_quantities() -> Expression:
    """Return a number above 0 once a quantity was changed."""
    return Ref(_NAME, _QUANTITIES, "count")


def _quantities(bom: CostedBom) -> Expression:
    # What a cluster can do is that of one copy, however many are bought.
    column = entered_column(bom)
    held = {
        Ref("bill", line_key(index), column): Decimal(
            costed.line.needed // bom.copies if bom.spare_rules else costed.line.of_one_copy
        )
        for index, costed in enumerate(bom.lines)
    }
    return cells_changed(held)


def _prices(bom: CostedBom, rates: RateBook) -> Expression:
    further = {
        rates.cell(entry.base, entry.quote, entry.rate): entry.rate.rate
        for entry in rates.entries
        if entry.rate is not None
    }
    for rule in bom.spare_rules:
        # A sheet keeps a percentage as a fraction.
        kind, held_as = ("one_in", Decimal(rule.one_in or 0))
        if rule.percent is not None:
            kind, held_as = "percent", rule.percent / 100
        further[Ref(RULES, rule_key(rule), kind)] = held_as
    further[Ref(totals_name("bill"), "missing", "lines")] = Decimal(len(bom.unpriced))
    if bom.unpriced:
        # Prices with gaps between them would make a formula longer than a sheet allows.
        further[Ref(totals_name("bill"), "priced", "total")] = bom.subtotal.amount
        return changed(further)
    held = {
        Ref("bill", line_key(index), "unit_price"): costed.line.price.unit.amount
        for index, costed in enumerate(bom.lines)
        if costed.line.price is not None
    }
    further[total_cell("bill")] = bom.subtotal.amount
    return added(cells_changed(held), changed(further))


def cells_changed(held: Mapping[Ref, Decimal]) -> Expression:
    """Return how many cells hold another number; of very many, whether their sum is another."""
    if len(held) > _MOST_CELLS:
        return when(differs(total_of(*held), sum(held.values(), Decimal(0))), 1, 0)
    return changed(held) if held else 0
