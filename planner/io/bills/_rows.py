"""What each row of a table is: a line, a sum, shipping, a heading of a section, or a remark."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from planner.io.bills._arithmetic import likely
from planner.io.bills._charges import amount_of, charge_in, held_tax
from planner.io.bills._columns import Columns
from planner.io.bills._headings import Region
from planner.io.bills._labels import charge_of, is_tax, is_total
from planner.io.bills._sheet import Line, Sheet
from planner.io.bills._values import Value
from planner.io.bills._words import Role

_LONGEST_WORDS = 40
_CENT = Decimal("0.01")
_DESIGNATOR = re.compile(r"[A-Z]{1,3}\d{1,4}")
_GROUP = re.compile(r"\d{3}(\.\d+)?")
_RULE = re.compile(r"([-=_*+|:.\s]+|\\hline)+")


class Kind(Enum):
    """What a row is."""

    LINE = "line"
    TOTAL = "total"
    CHARGE = "charge"
    SECTION = "heading of a section"
    REPEATED = "the heading again"
    RULE = "a ruled line"
    PREPARED = "prepared for further lines"
    REMARK = "remark"
    TITLE = "title"
    UNREAD = "amounts without a name"


class Row(NamedTuple):
    """A row of a table and what it is.

    `column` is where the amount of a sum or charge stands, `amount` that amount. `section` is what
    a row names beside its sum, or names as a heading.
    """

    line: Line
    kind: Kind
    column: int | None = None
    amount: Decimal | None = None
    what: str = ""
    section: str = ""
    name: str = ""
    # Whether its amount is called about so much.
    about: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A bill of materials in a sheet: its columns, and its rows in their order."""

    region: Region
    columns: Columns
    rows: tuple[Row, ...]
    group: str = ""

    @property
    def sheet(self) -> Sheet:
        """The sheet it lies in."""
        return self.region.sheet

    def lines(self) -> Iterator[Row]:
        """Yield the rows that are lines."""
        return (row for row in self.rows if row.kind is Kind.LINE)


def table_of(region: Region, columns: Columns, group: str = "") -> Table:
    """Say of each row of a region what it is."""
    rows: list[Row] = []
    for line in region.lines:
        row = _row(line, region, columns)
        if row is not None:
            rows.append(_counted_up(_rated(row, columns, rows), columns, rows))
    return Table(region, columns, tuple(rows), group)


def _rated(row: Row, columns: Columns, above: Sequence[Row]) -> Row:
    """Return a tax or a discount that says only how many percent as so much of the lines above."""
    what = charge_of(row.name) if row.kind is Kind.LINE else ""
    if not what:
        return row
    values = {c: row.line.value(c) for c in columns.numeric() if row.line.value(c).text}
    rates = [(c, rate) for c, value in values.items() if (rate := rate_of(value)) is not None]
    if len(rates) != 1 or len(values) != 1:
        return row
    ((column, rate),) = rates
    amounts = [
        amount
        for each in above
        if each.kind is Kind.LINE and (amount := amount_of(each.line, columns)) is not None
    ]
    amount = (sum(amounts, Decimal(0)) * rate).quantize(_CENT)
    return row._replace(
        kind=Kind.CHARGE,
        column=column,
        amount=-abs(amount) if what == "discount" else amount,
        what=what,
    )


def _counted_up(row: Row, columns: Columns, above: Sequence[Row]) -> Row:
    """Return a row as a sum that counts the pieces of the lines above it, too.

    Its amount is theirs or more, as shipping and tax may be in it: how much is checked with all
    sums.
    """
    line, column = row.line, columns.line_total
    if row.kind is Kind.TOTAL:
        return _of_pieces(row, columns, above)
    if row.kind is not Kind.LINE or column is None or not is_total(row.name):
        return row
    pieces, amount = likely(line.value(columns.quantity)), likely(line.value(column))
    if pieces is None or amount is None or line.text(columns.unit_price):
        return row
    last = max((n for n, each in enumerate(above) if each.kind is Kind.TOTAL), default=-1)
    for rows in (above, above[last + 1 :]):
        those = [each.line for each in rows if each.kind is Kind.LINE]
        counts = [likely(each.value(columns.quantity)) for each in those]
        known = [count for count in counts if count is not None]
        least = sum((amount_of(each, columns) or Decimal(0) for each in those), Decimal(0))
        if (
            len(those) > 1
            and len(known) == len(counts)
            and sum(known) == pieces
            and amount >= least
        ):
            return Row(line, Kind.TOTAL, column, amount, "", "", row.name)
    return row


def _of_pieces(row: Row, columns: Columns, above: Sequence[Row]) -> Row:
    """Return a sum of the quantities as a remark: no amount of money is in it."""
    if row.column is None or row.column != columns.quantity:
        return row
    if columns.unit_price is None and columns.line_total is None:
        return row
    counts = [likely(each.line.value(columns.quantity)) for each in above if each.kind is Kind.LINE]
    same = None not in counts and sum(filter(None, counts), Decimal(0)) == row.amount
    what = "total of pieces" if same else "total of pieces, which is not that of the lines above"
    return Row(row.line, Kind.REMARK, what=what, name=row.name)


def rate_of(value: Value) -> Decimal | None:
    """Return the part of one that a cell says as percent; None if it says none."""
    if not value.percent or len(value.readings) != 1:
        return None
    return value.readings[0] / 100 if "%" in value.text else value.readings[0]


def _row(line: Line, region: Region, columns: Columns) -> Row | None:
    filled = [column for column in line.filled() if column in region.columns]
    if not filled:
        return None
    texts = [line.text(column) for column in filled]
    if not texts[0][0].isalnum() and all(_RULE.fullmatch(text) for text in texts):
        return Row(line, Kind.RULE)
    if line.number in region.repeated:
        return Row(line, Kind.REPEATED)
    if _is_torn(line, filled, region):
        what = "more cells than headings: is there a comma inside a number?"
        return Row(line, Kind.UNREAD, what=what, name=line.text(columns.name))
    return (
        _total(line, filled, region, columns)
        or _charge(line, filled, columns)
        or _without_name(line, filled, columns)
        or _named(line, columns)
    )


def _is_torn(line: Line, filled: Sequence[int], region: Region) -> bool:
    """Tell whether a comma inside a number parted it: `PKR 19,000` without quotes is two cells."""
    if region.sheet.by_letters or not region.over:
        return False
    if line.number in region.torn:
        return True
    last = max(region.over)
    beyond = [column for column in filled if column > last]
    if not beyond:
        return False
    groups = [c for c in filled if _GROUP.fullmatch(line.text(c)) and line.value(c - 1).is_numeric]
    return bool(groups and beyond) and any(_GROUP.fullmatch(line.text(c)) for c in beyond)


def is_doubtful(value: Value) -> bool:
    """Tell whether a cell says something that is no plain number: a guess, a length, a formula."""
    return value.number is None and (value.is_numeric or value.valueless)


def _total(line: Line, filled: Sequence[int], region: Region, columns: Columns) -> Row | None:
    """Return a row as a sum, if a text in it calls it one."""
    # What stands beside the headed columns is a sum beside the lines, of whatever row.
    last = max(region.over) if region.over else filled[-1]
    label = next((c for c in filled if c <= last and _calls_a_total(line.value(c), line, c)), None)
    if label is None:
        return None
    name = line.text(columns.name)
    quantity = line.value(columns.quantity)
    amounts = line.value(columns.unit_price), line.value(columns.line_total)
    if name and quantity.is_numeric and any(each.is_numeric for each in amounts):
        return None
    preferred = [columns.line_total, columns.unit_price, *columns.prices, columns.quantity]
    own = [c for c in filled if line.value(c).label and is_total(line.value(c).label)]
    order = (
        own + [c for c in preferred if c is not None] + [c for c in reversed(filled) if c > label]
    )
    order += [c for c in filled if c not in order]
    amount = next((c for c in order if likely(line.value(c)) is not None), None)
    rough = next((c for c in order if _is_rough(line.value(c))), None) if amount is None else None
    words = line.value(label).label or line.text(label)
    section = name if label != columns.name and name else ""
    if rough is not None:
        stated = line.value(rough).readings[0]
        return Row(line, Kind.TOTAL, rough, stated, "", section, words, about=True)
    if amount is None:
        blank = any(line.value(c).valueless for c in filled)
        if blank:
            what = "total: a formula without a stored value"
            return Row(line, Kind.TOTAL, None, None, what, section, words)
        unread = label == columns.name and any(is_doubtful(each) for each in amounts)
        return (
            Row(line, Kind.REMARK, what="total that is no number", name=words) if unread else None
        )
    return Row(line, Kind.TOTAL, amount, likely(line.value(amount)), "", section, words)


def _calls_a_total(value: Value, line: Line, column: int) -> bool:
    """Tell whether a cell calls its row a sum."""
    if value.readings and not value.label:
        return False
    return is_total(value.label or _words(line, column))


def _is_rough(value: Value) -> bool:
    """Tell whether a cell says about how much something comes to: ~970, ca. 1.000 €."""
    return value.about and len(value.readings) == 1 and value.unit in ("", "pieces")


def _words(line: Line, column: int) -> str:
    # A long text that has the word somewhere is a remark, not a label.
    text = line.text(column)
    if line.value(column).is_numeric or len(text) > 80:
        return ""
    return text


def _charge(line: Line, filled: Sequence[int], columns: Columns) -> Row | None:
    held = held_tax(line, filled)
    if held:
        return Row(line, Kind.REMARK, what="tax that the sums hold", name=held)
    charge = charge_in(line, filled, columns)
    if charge is None:
        return None
    column = columns.line_total if line.value(columns.line_total).is_numeric else None
    paid_in = column or columns.unit_price
    return Row(line, Kind.CHARGE, paid_in, charge.amount, charge.what, "", charge.name)


def _without_name(line: Line, filled: Sequence[int], columns: Columns) -> Row | None:
    """Return what a row is whose name is empty; None if it has a name."""
    if line.text(columns.name):
        return None
    numbers = {c: likely(line.value(c)) for c in columns.numeric()}
    given = {c: number for c, number in numbers.items() if number is not None}
    other = next((line.text(c) for c in filled if _may_name(line, c, columns)), "")
    if not given:
        beside = any(is_total(line.text(c)) for c in filled)
        what = "sum beside the lines" if beside else ""
        return Row(line, Kind.REMARK, what=what, name=other)
    if not any(given.values()) and line.value(columns.quantity).number is None:
        return Row(line, Kind.PREPARED)
    alone = set(given) <= {columns.line_total} or len(given) == 1 == len(filled)
    if alone and not line.text(columns.quantity):
        column = next(iter(given))
        return Row(line, Kind.TOTAL, column, given[column], "", "", "")
    kind = Kind.LINE if other else Kind.UNREAD
    return Row(line, kind, name=other)


def _may_name(line: Line, column: int, columns: Columns) -> bool:
    taken = {*columns.numeric(), *columns.others.get(Role.LINK, ())}
    return column not in taken and _is_words(line, column) and "://" not in line.text(column)


def _is_words(line: Line, column: int) -> bool:
    """Tell whether a cell says more than a number: words, a part of a drawing, 100 nF."""
    value = line.value(column)
    if not value.is_numeric or _DESIGNATOR.fullmatch(line.text(column)):
        return True
    return value.unit not in ("", "pieces", "%")


def _named(line: Line, columns: Columns) -> Row:
    name = line.text(columns.name)
    quantity, price, total = (
        line.value(column) for column in (columns.quantity, columns.unit_price, columns.line_total)
    )
    said = [value for value in (quantity, price, total) if value.is_numeric or value.valueless]
    if not said:
        text = line.text(columns.quantity) or line.text(columns.unit_price)
        if _says_something(line, columns):
            return Row(line, Kind.LINE, name=name)
        alone = len(line.cells) == 1
        kind = Kind.SECTION if alone and not text and not _is_remark(name) else Kind.REMARK
        return Row(line, kind, section=name if kind is Kind.SECTION else "", name=name)
    amounts = [value for value in (price, total) if value.is_numeric]
    zero = amounts and all(likely(value) == 0 for value in amounts)
    # In a list without quantities a thing of a named kind is one, whatever it cost.
    is_thing = columns.quantity is None and len(line.cells) > 1 + len(amounts)
    if zero and not quantity.is_numeric and not is_thing:
        return Row(line, Kind.SECTION, section=name, name=name)
    return Row(line, Kind.LINE, name=name)


def _says_something(line: Line, columns: Columns) -> bool:
    """Tell whether words stand where a number belongs: "as needed", "PKR 300 (10)"."""
    texts = [line.text(column) for column in columns.numeric()]
    said = [text for text in texts if any(each.isalnum() for each in text)]
    return bool(said) and all(len(text) <= _LONGEST_WORDS for text in said)


def _is_remark(text: str) -> bool:
    return text.startswith(("*", "(", "#", "//", "note", "Note")) or len(text) > 60 or "://" in text


def tax_beside(label: str) -> bool:
    """Tell whether a label beside the lines is a tax, and no sum with it."""
    return is_tax(label) and not is_total(label)
