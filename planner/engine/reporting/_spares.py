"""Spares by rule in a bill: what is needed, what is spare, and both counted from cells.

A rule stands in a row of its own, so that another percentage in that cell gives other spares.
"""

from planner.engine.reporting._copies import PER_COPY, copies_cell
from planner.model.bom import BomLine, CostedBom
from planner.model.expressions import (
    Expression,
    Ref,
    added,
    less,
    most,
    over,
    rounded,
    rounded_up,
    times,
    total_of,
)
from planner.model.spares import SpareRule
from planner.model.table import Cell, Column, Computed, Kind, Product

RULES = "spare_rules"
NEEDED, SPARES, LEFT_OVER = "needed", "spares", "left_over"
# A percentage has two decimals, so a share of a whole number has four: finer is what counting in
# binary makes of it, and must not be rounded up to one piece more.
_PLACES = 6


def rule_key(rule: SpareRule) -> str:
    """Return the key of a rule's row."""
    return "_".join(part for part in ("rule", *rule.about) if part)


def entered_column(bom: CostedBom) -> str:
    """Return the column of a bill that quantities are entered in; others follow from it."""
    if bom.copies > 1:
        return PER_COPY
    return NEEDED if bom.spare_rules else "quantity"


def needed_columns(bom: CostedBom) -> tuple[Column, ...]:
    """Return the columns that tell spares from what is needed; none where no rule asks for any."""
    if not bom.spare_rules:
        return ()
    return (
        Column(NEEDED, "Needed", Kind.INTEGER, entered=entered_column(bom) == NEEDED),
        Column(SPARES, "Spares", Kind.INTEGER),
    )


def left_over_column(bom: CostedBom, *, packs: bool) -> tuple[Column, ...]:
    """Return the column of what packs hold beyond spares, where a bill has both."""
    if not bom.spare_rules or not packs:
        return ()
    return (Column(LEFT_OVER, "Left over", Kind.INTEGER),)


def needed_cells(bom: CostedBom, line: BomLine, name: str, key: str) -> dict[str, Cell]:
    """Return the cells of a line that its quantity is the sum of, and that sum."""
    needed: Cell = line.needed
    if bom.copies > 1:
        needed = Product(line.needed, (Ref(name, key, PER_COPY), copies_cell()), 0)
    parts = Ref(name, key, NEEDED), Ref(name, key, SPARES)
    held = added(times(Ref(name, key, "packs"), Ref(name, key, "pack_size")), line.at_hand)
    return {
        PER_COPY: line.needed // bom.copies,
        NEEDED: needed,
        SPARES: _spares_cell(bom, line, name),
        "quantity": Computed(line.quantity, added(*parts)),
        LEFT_OVER: Computed(line.surplus, less(held, Ref(name, key, "quantity"))),
    }


def _spares_cell(bom: CostedBom, line: BomLine, name: str) -> Cell:
    own = _stated(bom, line)
    if line.spare_rule is None:
        return line.spares if bom.copies == 1 else Computed(line.spares, own)
    alike = [
        (index, each.line)
        for index, each in enumerate(bom.lines)
        if each.line.part_number == line.part_number and not each.line.retired
    ]
    needed = total_of(*(Ref(name, f"line_{index + 1}", NEEDED) for index, _ in alike))
    stated = added(*(_stated(bom, each) for _, each in alike))
    rule, row = line.spare_rule, rule_key(line.spare_rule)
    held = {"percent": Ref(RULES, row, "percent"), "one_in": Ref(RULES, row, "one_in")}
    missing = most(less(asked_of(rule, needed, **held), stated), 0)
    return Computed(line.spares, added(own, missing))


def _stated(bom: CostedBom, line: BomLine) -> Expression:
    """Return how many spares a line states for all copies."""
    of_one = (line.spares - line.spares_by_rule) // bom.copies
    return times(copies_cell(), of_one) if of_one and bom.copies > 1 else of_one


def asked_of(rule: SpareRule, needed: Expression, *, percent: Ref, one_in: Ref) -> Expression:
    """Return how many spares a rule asks for, whose number stands in one of two cells."""
    if rule.one_in is not None:
        return rounded_up(over(needed, one_in))
    return rounded_up(rounded(times(needed, percent), _PLACES))
