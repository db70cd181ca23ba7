"""How many copies a bill is for: one cell, which every quantity of it is counted from."""

from planner.model.bom import BomLine, CostedBom
from planner.model.build import MAX_COPIES
from planner.model.build_charges import Charge
from planner.model.expressions import Ref, over, rounded, times
from planner.model.money import minor_unit_places
from planner.model.table import Cell, Column, Computed, Kind, Product, Row, Table

COPIES = "copies"
PER_COPY = "per_copy"


def copies_table(bom: CostedBom) -> tuple[Table, ...]:
    """Return the table with the number of copies; none where a bill is for one build."""
    if bom.copies == 1:
        return ()
    columns = (
        Column("what", "Bought together"),
        Column(COPIES, "Copies", Kind.INTEGER, entered=True, most=MAX_COPIES),
    )
    row = Row(COPIES, ("Copies of this build", bom.copies))
    return (Table(COPIES, "Copies", columns, (row,)),)


def copies_cell() -> Ref:
    """Return the cell that holds the number of copies."""
    return Ref(COPIES, COPIES, COPIES)


def quantity_cell(bom: CostedBom, line: BomLine, name: str, key: str) -> Cell:
    """Return the quantity of a line: what one copy has, times the copies."""
    if bom.copies == 1:
        return line.quantity
    return Product(line.quantity, (Ref(name, key, PER_COPY), copies_cell()), 0)


def charge_cell(bom: CostedBom, charge: Charge) -> Cell:
    """Return a charge of a fixed amount, which falls due for every copy."""
    if bom.copies == 1 or charge.amount is None:
        return charge.amount
    each = charge.amount.amount / bom.copies
    return Computed(charge.amount, times(copies_cell(), each))


def per_copy_cell(bom: CostedBom, total: Ref) -> Computed:
    """Return what one copy comes to; unknown while there is no total."""
    places = minor_unit_places(bom.currency)
    return Computed(bom.per_copy, rounded(over(total, copies_cell()), places))
