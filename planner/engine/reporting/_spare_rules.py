"""The rules for spares of a bill as a table, with what all spares cost."""

from collections.abc import Collection, Mapping

from planner.engine.reporting._changed_cells import NOT_COUNTED, changed_bill
from planner.engine.reporting._spares import RULES, SPARES, rule_key
from planner.engine.reporting.spares import about_text
from planner.model.bom import CostedBom
from planner.model.expressions import Ref, above, total_of, when
from planner.model.spares import MOST_ONE_IN, MOST_SPARES_PERCENT, SpareRule, SparesCost
from planner.model.table import Cell, Column, Computed, Kind, Row, Table, row_of

NOTE = (
    "Spares are counted over all copies and rounded up once. Those stated on a line count towards "
    "its rule; of several rules the most specific one holds."
)


def spare_rules_table(bom: CostedBom, cost: SparesCost | None) -> tuple[Table, ...]:
    """Return the rules that the spares of a bill follow from; none where there is no rule."""
    if not bom.spare_rules or cost is None:
        return ()
    columns = (
        Column("what", "Spares of"),
        Column("percent", "Percent", Kind.PERCENT, entered=True, most=MOST_SPARES_PERCENT),
        Column("one_in", "1 in", Kind.INTEGER, entered=True, most=MOST_ONE_IN),
        Column("pieces", "Pieces", Kind.INTEGER),
        Column("amount", "Added to the total", Kind.MONEY, bom.currency),
    )
    names = {each.line.part_number: each.line.description for each in bom.lines}
    rows = [_row(columns, rule, bom, names) for rule in bom.spare_rules]
    rows.append(_all(columns, bom, cost))
    return (Table(RULES, "Spares", columns, tuple(rows), (NOTE,)),)


def _row(
    columns: tuple[Column, ...], rule: SpareRule, bom: CostedBom, names: Mapping[str, str]
) -> Row:
    numbers = {each.line.part_number for each in bom.lines if each.line.spare_rule == rule}
    lines = [each.line for each in bom.lines if not each.line.retired]
    pieces = sum(line.spares for line in lines if line.part_number in numbers)
    cells: dict[str, Cell] = {
        "what": about_text(rule, names),
        "percent": "" if rule.percent is None else rule.percent,
        "one_in": rule.one_in or "",
        "pieces": _pieces(bom, numbers, pieces),
    }
    return row_of(columns, rule_key(rule), cells=cells)


def _all(columns: tuple[Column, ...], bom: CostedBom, cost: SparesCost) -> Row:
    # What a bill costs without its spares, only the planner can find.
    other = above(changed_bill(), 0)
    amount = cost.amount
    held: Cell = None
    if amount is not None:
        held = Computed(
            amount, when(other, NOT_COUNTED, amount.amount), bom.currency, lacking=NOT_COUNTED
        )
    pieces = _pieces(bom, {each.line.part_number for each in bom.lines}, cost.pieces)
    cells: dict[str, Cell] = {"what": "All spares", "pieces": pieces, "amount": held}
    return row_of(columns, "all", strong=True, cells=cells)


def _pieces(bom: CostedBom, numbers: Collection[str], pieces: int) -> Cell:
    """Return how many spares there are of some parts, as the bill counts them."""
    held = [
        Ref("bill", f"line_{index + 1}", SPARES)
        for index, each in enumerate(bom.lines)
        if each.line.part_number in numbers and not each.line.retired
    ]
    return Computed(pieces, total_of(*held)) if held else 0
