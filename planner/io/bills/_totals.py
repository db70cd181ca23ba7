"""The sums that a file states, and which lines each of them claims to hold."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from planner.io.bills._arithmetic import agree, likely
from planner.io.bills._labels import is_partial, is_tax, is_total
from planner.io.bills._rows import Kind, Row, Table, tax_beside
from planner.io.bills._shares import group_meant, groups_of
from planner.io.bills._sheet import Line
from planner.io.bills._stated_sum import Sum, line_value
from planner.io.bills._sums_in_prose import sums_in_prose
from planner.io.bills._values import Style
from planner.io.bills._words import Role
from planner.io.text.grids import GridFile

_CENT = Decimal("0.01")
_PERCENT = re.compile(r"\b(\d{1,2}(?:[.,]\d{1,2})?)\s?%")


@dataclass(frozen=True, slots=True)
class _Cover:
    """Rows that a sum may hold."""

    rows: tuple[Row, ...]
    is_part: bool
    # Lines between them that it does not hold.
    apart: tuple[int, ...] = ()

    def lines(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.kind is Kind.LINE)


def sums_of(tables: Sequence[Table], file: GridFile, style: Style) -> list[Sum]:
    """Return the sums that a file states, in the order of its rows."""
    found: list[Sum] = []
    for position, table in enumerate(tables):
        before = [other for other in tables[:position] if other.sheet is table.sheet]
        found.extend(_above(table, before))
        found.extend(_below(table, before))
        found.extend(_beside(table))
    found.extend(sums_in_prose(tables, file, style))
    return found


# --- below and between the lines -----------------------------------------------------------------


def _below(table: Table, before: Sequence[Table]) -> Iterator[Sum]:
    last: Sum | None = None
    groups: Mapping[str, tuple[Row, ...]] | None = None
    for index, row in enumerate(table.rows):
        if row.kind is not Kind.TOTAL or row.amount is None or row.column is None:
            continue
        groups = groups_of(table) if groups is None else groups
        covers = _covers(table, index, before)
        if own := tuple(group_meant(f"{row.name} {row.section}", groups)):
            held = {each.line.number for each in own}
            apart = (each.line.number for each in table.lines())
            others = tuple(number for number in apart if number not in held)
            covers = [_Cover(own, is_part=True, apart=others), *covers]
        made = _fitted(table, row, row.amount, row.column, covers)
        if last is not None and _repeats(last, made, row):
            continue
        last = made
        yield made


def _repeats(last: Sum, made: Sum, row: Row) -> bool:
    """Tell whether a sum only carries the one in the row above it on."""
    follows = last.row is not None and made.row == last.row + 1 and last.column == made.column
    return follows and last.value == made.value and bool(row.name)


def _covers(table: Table, index: int, before: Sequence[Table]) -> list[_Cover]:
    """Return which rows a sum may hold, likeliest first."""
    rows, row = table.rows, table.rows[index]
    if row.section and any(each.kind is Kind.LINE for each in rows[index + 1 :]):
        following = _until(rows[index + 1 :], {Kind.TOTAL, Kind.SECTION})
        if any(each.kind is Kind.LINE for each in following):
            return [_Cover(following, is_part=True)]
    above = rows[:index]
    whole = _Cover(tuple(above), is_part=False)
    since_total = _Cover(_since(above, {Kind.TOTAL}), is_part=True)
    since_heading = _Cover(_since(above, {Kind.SECTION, Kind.TOTAL}), is_part=True)
    earlier = tuple(each for other in before for each in other.rows)
    parts = [since_heading, since_total]
    sums_before = any(each.kind is Kind.TOTAL for each in above)
    part_first = is_partial(row.name) or (
        sums_before and any(_mentions(row.name, each.section) for each in above if each.section)
    )
    covers = [*parts, whole] if part_first else [whole, *parts]
    covers += [_Cover((*earlier, *above), is_part=False)] if earlier else []
    covers.append(_Cover(rows, is_part=False))
    return [cover for cover in covers if cover.lines()] or [_Cover(rows, is_part=False)]


def _mentions(label: str, section: str) -> bool:
    return bool(section) and section.casefold() in label.casefold()


def _until(rows: Sequence[Row], kinds: set[Kind]) -> tuple[Row, ...]:
    found = []
    for row in rows:
        if row.kind in kinds:
            break
        found.append(row)
    return tuple(found)


def _since(rows: Sequence[Row], kinds: set[Kind]) -> tuple[Row, ...]:
    return tuple(reversed(_until(list(reversed(rows)), kinds)))


def _fitted(table: Table, row: Row, amount: Decimal, column: int, covers: Sequence[_Cover]) -> Sum:
    """Return a sum with the first cover that comes to it, else with the likeliest."""
    sheet = table.sheet
    base = Sum(
        sheet.where(row.line.number, column),
        amount,
        table,
        (),
        row=row.line.number,
        column=sheet.column(column),
        label=row.name,
        about=row.about,
    )
    made = [_with(base, cover, plus, table) for cover in covers for plus in _extras(cover, table)]
    if (rate := _rate_in(row.name)) is not None:
        made += [_taxed(each, rate) for each in made if not each.plus]
    # Of those that do not fit the likeliest is the nearest; of covers as near, the first.
    return next((each for each in made if each.fits), _nearest(made))


def _rate_in(label: str) -> Decimal | None:
    """Return the part of one that a label says is tax: "Total incl. 20 % VAT"."""
    found = _PERCENT.search(label) if is_tax(label) else None
    return Decimal(found[1].replace(",", ".")) / 100 if found else None


def _taxed(stated: Sum, rate: Decimal) -> Sum:
    counted = stated.counted or Decimal(0)
    tax = (counted * rate).quantize(_CENT)
    return replace(stated, plus=(tax,), counted=counted + tax)


def _nearest(made: Sequence[Sum]) -> Sum:
    first = made[0]
    plain = [each for each in made if not each.plus]
    if not first.value or first.label:
        return first
    return min(plain or made, key=lambda each: abs(each.value - (each.counted or Decimal(0))))


def _with(base: Sum, cover: _Cover, plus: tuple[Decimal, ...], table: Table) -> Sum:
    lines = cover.lines()
    values = [line_value(row, table) for row in lines]
    counted = sum((value for value in values if value is not None), Decimal(0)) + sum(plus)
    apart = tuple(
        row.line.number
        for row in cover.rows
        if row.kind in (Kind.CHARGE, Kind.TOTAL) and row.amount is not None
    )
    apart += cover.apart
    return replace(
        base, lines=lines, plus=plus, counted=counted, is_part=cover.is_part, excluded=apart
    )


def _extras(cover: _Cover, table: Table) -> list[tuple[Decimal, ...]]:
    """Return the amounts beside lines that a sum may hold: none, those of rows, of a column."""
    rows = tuple(
        row.amount for row in cover.rows if row.kind is Kind.CHARGE and row.amount is not None
    )
    column = tuple(
        amount
        for row in cover.lines()
        for shipping in table.columns.others.get(Role.SHIPPING, ())
        if (amount := likely(row.line.value(shipping)))
    )
    found = [(), rows, column, (*rows, *column)]
    return list(dict.fromkeys(found))


# --- beside and above the lines, and in the text -------------------------------------------------


def _beside(table: Table) -> Iterator[Sum]:
    """Yield the net sums that stand beside lines; a tax and the gross below go with them."""
    labelled = [
        (row, label, column, number)
        for row in table.rows
        for label, column, number in _labels(row.line, table)
    ]
    open_sum: Sum | None = None
    for row, label, column, number in labelled:
        text = row.line.text(label)
        if open_sum is not None and tax_beside(text):
            open_sum = replace(open_sum, tax=number)
            continue
        if (
            open_sum is not None
            and open_sum.tax is not None
            and agree(number, open_sum.value + open_sum.tax)
        ):
            open_sum = replace(open_sum, gross=number)
            continue
        if open_sum is not None:
            yield open_sum
            open_sum = None
        if is_total(text):
            aside = Row(row.line, Kind.TOTAL, name=text)
            whole = [_Cover(table.rows, is_part=False)]
            open_sum = _fitted(table, aside, number, column, whole)
    if open_sum is not None:
        yield open_sum


def _labels(line: Line, table: Table) -> Iterator[tuple[int, int, Decimal]]:
    """Yield label, column and amount of what stands beside the columns of a table."""
    taken = {*table.columns.numeric(), table.columns.name, *table.region.over}
    taken |= {column for columns in table.columns.others.values() for column in columns}
    free = [column for column in line.filled() if column not in taken]
    for label, column in pairwise(free):
        text, number = line.text(label), likely(line.value(column))
        if (number is not None and not line.value(label).is_numeric) or (
            number is not None and is_tax(text)
        ):
            yield label, column, number


def _above(table: Table, before: Sequence[Table]) -> Iterator[Sum]:
    """Yield sums that stand in the rows above a heading or beside it, and in no other table."""
    if not table.region.heading_rows:
        return
    last = table.region.heading_rows[-1]
    held = {row.line.number for other in before for row in other.rows}
    for line in table.sheet.lines:
        if line.number > last:
            return
        for column in line.filled():
            label = line.value(column).label or line.text(column)
            if line.number in held or not is_total(label):
                continue
            beside = line.number in table.region.heading_rows
            places = [column] if line.value(column).label else list(line.filled())
            reach = column + 1 if beside else max(places)
            amounts = [(c, likely(line.value(c))) for c in places if column <= c <= reach]
            found = next(((c, each) for c, each in amounts if each is not None), None)
            if found is not None:
                row = Row(line, Kind.TOTAL, name=label)
                whole = [_Cover(table.rows, is_part=False)]
                yield _fitted(table, row, found[1], found[0], whole)
                break
