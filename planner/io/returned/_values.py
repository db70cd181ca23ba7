"""What was changed beside the lines: copies, charges, rules for spares, price breaks, rates."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.io.returned._found_tables import FoundRow, FoundTable
from planner.io.returned._lines import change, changed_number, day_of
from planner.io.returned._sent_cells import SentRow, rows_of
from planner.model.returned_workbook import ChangedField, ChangeKind, WorkbookChange
from planner.model.table import Kind, Table

COPIES, CHARGES, RULES, BREAKS, RATES = (
    "copies",
    "bill_totals",
    "spare_rules",
    "bill_breaks",
    "rates",
)
# What of a table beside the lines is part of the plan, and what it is there.
_FIELDS: Mapping[str, Mapping[str, ChangedField]] = {
    COPIES: {"copies": ChangedField.COPIES},
    RULES: {"percent": ChangedField.SPARES, "one_in": ChangedField.SPARES},
    CHARGES: {
        "percent": ChangedField.PERCENT,
        "stated": ChangedField.CHARGE,
        "total": ChangedField.CHARGE,
    },
    BREAKS: {"from": ChangedField.BREAK_START, "price": ChangedField.BREAK_PRICE},
    RATES: {"rate": ChangedField.RATE},
}
# A row of these that is gone was taken out of the plan.
_REMOVABLE = {CHARGES: ChangedField.CHARGE, RULES: ChangedField.SPARES}
_CHARGE, _RULE = "charge_", "rule_"


@dataclass(frozen=True, slots=True)
class Values:
    """A table as exported and as it came back, with the rows that belong together."""

    table: Table
    after: FoundTable
    pairs: Sequence[tuple[SentRow, FoundRow | None]]
    further: Sequence[FoundRow]


def values_of(table: Table, after: FoundTable) -> Values:
    """Pair the rows of a table by what stands in their columns of text."""
    sent = rows_of(table)
    labels = [
        column.key
        for column in table.columns
        if column.kind is Kind.TEXT and column.key in after.columns
        and not any(row.is_computed(column.key) for row in sent)
    ]  # fmt: skip
    left: dict[tuple[str, ...], list[FoundRow]] = defaultdict(list)
    for row in after.rows:
        left[tuple(row.text(key).casefold() for key in labels)].append(row)
    pairs: list[tuple[SentRow, FoundRow | None]] = []
    for was in sent:
        there = left[tuple(was.text(key).casefold() for key in labels)]
        pairs.append((was, there.pop(0) if there else None))
    further = [row for rows in left.values() for row in rows]
    alone = [place for place, (_, row) in enumerate(pairs) if row is None]
    if table.name == CHARGES and len(alone) == len(further) == 1:
        # The charge whose name was written over.
        pairs[alone[0]] = (pairs[alone[0]][0], further.pop())
    return Values(table, after, pairs, further)


def changes_of_values(values: Values) -> Iterator[WorkbookChange]:
    """Yield what was changed in a table beside the lines, where the plan has it."""
    name = values.table.name
    fields = _FIELDS.get(name, {})
    for was, row in values.pairs:
        about = _about(name, was, values)
        if about is None:
            continue
        if row is None:
            if name in _REMOVABLE:
                yield change(
                    was, values.after.sheet, _REMOVABLE[name], kind=ChangeKind.REMOVED,
                    before=_held(was, fields), **about,
                )  # fmt: skip
            continue
        for key, field in fields.items():
            if key in values.after.columns and key in was.columns and was.is_entered(key):
                if field is ChangedField.RATE:
                    about["on"] = _day_written(was, row)
                yield from changed_number(was, row, values.after, key, field, **about)


def _held(was: SentRow, fields: Mapping[str, ChangedField]) -> str:
    return next((was.shown(key) for key in fields if key in was.columns and was.shown(key)), "")


def _about(name: str, was: SentRow, values: Values) -> dict[str, object] | None:
    """Return what a row of a table is about; None if that is nothing of the plan."""
    if name == COPIES:
        return {"name": "Copies"}
    if name == CHARGES and was.key.startswith(_CHARGE):
        return {"place": int(was.key.removeprefix(_CHARGE)) - 1}
    if name == RULES and was.key.startswith(_RULE):
        rules = [row.key for row, _ in values.pairs if row.key.startswith(_RULE)]
        return {"place": rules.index(was.key)}
    if name == BREAKS:
        line, _, number = was.key.removeprefix("line_").partition("_break_")
        return {"line": int(line) - 1, "place": int(number) - 1}
    if name == RATES:
        pair = was.text("base"), was.text("quote")
        return {"pair": pair, "name": f"{pair[0]} to {pair[1]}"}
    return None


def _day_written(was: SentRow, row: FoundRow) -> object:
    """Return the day that was written beside a rate, if it is another one."""
    if not was.text("as_of") or row.text("as_of") == was.text("as_of"):
        return None
    return day_of(row.cells.get("as_of"))


def unknown_values(values: Values) -> Iterator[tuple[SentRow, FoundRow, str]]:
    """Yield cells that a person changed and that are no part of the plan: a tariff, a resale."""
    fields = _FIELDS.get(values.table.name, {})
    for was, row in values.pairs:
        known = fields if _about(values.table.name, was, values) is not None else {}
        for key in was.columns:
            if row is None or key in known or key not in values.after.columns:
                continue
            if was.is_entered(key) and any(changed_number(was, row, values.after, key, _ANY)):
                yield was, row, key


_ANY = ChangedField.NOTE
