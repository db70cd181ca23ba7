"""The lines and charges of a bill as rows of the table that commands show."""

from planner.engine.reporting.spares import spares_in_words
from planner.model.bom import BomLine, CostedBom, CostedLine
from planner.model.numbers import number_text
from planner.model.offers import Price
from planner.model.table import Column, Kind, Row

BILL_COLUMNS = (
    Column("part", "Part"),
    Column("quantity", "Qty", Kind.INTEGER),
    Column("unit_price", "Unit price", Kind.MONEY),
    Column("line_total", "Line total", Kind.MONEY),
    Column("basis", "Basis"),
)


def bill_rows(bom: CostedBom) -> list[Row]:
    """Return the lines and the charges of a bill."""
    rows = [
        _bill_row(index, costed, _with_spares(bom, costed.line))
        for index, costed in enumerate(bom.lines)
    ]
    return rows + charge_rows(bom)


def charge_rows(bom: CostedBom) -> list[Row]:
    """Return the charges of a bill."""
    rows = []
    for index, charge in enumerate(bom.charges):
        amount = "unknown" if charge.amount is None else charge.amount
        percent = charge.charge.percent
        rate = "" if percent is None else number_text(percent, "%")
        name = f"{charge.charge.label} ({charge.charge.kind})"
        rows.append(Row(f"charge {index}", (name, "", rate, amount, "")))
    return rows


def line_name(line: BomLine) -> str:
    """Return what a line of a bill is called."""
    name = f"{line.description}, {line.role}" if line.role else line.description
    return f"{name} (replaced later)" if line.retired else name


def _with_spares(bom: CostedBom, line: BomLine) -> str:
    """Return what a line is called, with how many of its pieces are spares, where a rule asks."""
    counted = f": {spares_in_words(line)}" if bom.spare_rules and line.spares else ""
    return f"{line_name(line)}{counted}"


def _bill_row(index: int, costed: CostedLine, name: str) -> Row:
    line, price = costed.line, costed.line.price
    if price is None:
        return Row(f"line {index}", (name, line.quantity, "no price", "unpriced", ""))
    total = "no rate" if costed.line_total is None else costed.line_total
    return Row(
        f"line {index}", (name, line.quantity, price_text(line, price), total, str(price.basis))
    )


def price_text(line: BomLine, price: Price) -> str:
    """Return what a pack costs, and how many are bought where the quantity does not tell."""
    text = f"{price.unit}" + (f" for {price.pack_size}" if price.pack_size > 1 else "")
    return f"{text}, {line.bought_text}" if line.bought_text else text
