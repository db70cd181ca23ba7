"""The sums that a file states, and which lines each of them claims to hold."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from planner.io.bills._arithmetic import agree, likely
from planner.io.bills._labels import is_partial, is_tax, is_total
from planner.io.bills._rows import Kind, Row, Table, tax_beside
from planner.io.bills._shares import group_meant, groups_of
from planner.io.bills._sheet import Line
from planner.io.bills._stated_sum import Sum
from planner.io.bills._sums_in_prose import sums_in_prose
from planner.io.bills._tally import Cover, Tally
from planner.io.bills._values import Style
from planner.io.text.grids import GridFile

_CENT = Decimal("0.01")
_PERCENT = re.compile(r"\b(\d{1,2}(?:[.,]\d{1,2})?)\s?%")


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
    tally, earlier = Tally(table), tuple(Tally(other).whole() for other in before)
    for index, row in enumerate(table.rows):
        if row.kind is not Kind.TOTAL or row.amount is None or row.column is None:
            continue
        groups = groups_of(table) if groups is None else groups
        covers = _covers(tally, index, earlier)
        if own := tuple(group_meant(f"{row.name} {row.section}", groups)):
            covers = [tally.of_rows(own), *covers]
        made = _fitted(table, row, row.amount, row.column, covers)
        if last is not None and _repeats(last, made, row):
            continue
        last = made
        yield made


def _repeats(last: Sum, made: Sum, row: Row) -> bool:
    """Tell whether a sum only carries the one in the row above it on."""
    follows = last.row is not None and made.row == last.row + 1 and last.column == made.column
    same = last.value == made.value and last.lines == made.lines
    return follows and same and bool(row.name)


def _covers(tally: Tally, index: int, earlier: tuple[Cover, ...]) -> list[Cover]:
    """Return which rows a sum may hold, likeliest first."""
    rows = tally.table.rows
    row = rows[index]
    if row.section and tally.cover(index + 1, len(rows)).has_lines:
        following = tally.cover(index + 1, tally.end_of_section(index + 1), is_part=True)
        if following.has_lines:
            return [following]
    whole = tally.cover(0, index)
    since_total = tally.cover(tally.behind_total(index), index, is_part=True)
    since_heading = tally.cover(tally.behind_heading(index), index, is_part=True)
    parts = [since_heading, since_total]
    part_first = is_partial(row.name) or (
        tally.behind_total(index) > 0
        and any(_mentions(row.name, each) for each in tally.sections_above(index))
    )
    covers = [*parts, whole] if part_first else [whole, *parts]
    covers += [replace(whole, others=earlier)] if earlier else []
    covers.append(tally.whole())
    return [cover for cover in covers if cover.has_lines] or [tally.whole()]


def _mentions(label: str, section: str) -> bool:
    return bool(section) and section.casefold() in label.casefold()


def _fitted(table: Table, row: Row, amount: Decimal, column: int, covers: Sequence[Cover]) -> Sum:
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
    # Most come to the first cover: what the others hold is looked at only where that does not.
    first: list[tuple[Cover, Sum]] = []
    for cover in covers:
        for made in _with_extras(base, cover):
            if made.fits:
                return _held(made, cover)
            first.append((cover, made))
    if (rate := _rate_in(row.name)) is not None:
        first += [(cover, _taxed(each, rate)) for cover, each in first if not each.plus]
        fits = next(((made, cover) for cover, made in first if made.fits), None)
        if fits is not None:
            return _held(*fits)
    # Of those that do not fit the likeliest is the nearest; of covers as near, the first.
    cover, made = _nearest(first)
    return _held(made, cover)


def _with_extras(base: Sum, cover: Cover) -> Iterator[Sum]:
    """Yield what a sum would be over a cover: of its lines, and with what else stands there."""
    rows, column = cover.charges(), cover.shipping()
    # A tax that stands beside may be one that the prices hold.
    untaxed = cover.charges(with_tax=False)
    ways = ((), rows, column, (*rows, *column), untaxed, (*untaxed, *column))
    for plus in dict.fromkeys(ways):
        counted = cover.counted + sum(plus)
        yield replace(base, plus=plus, counted=counted, is_part=cover.is_part)


def _held(made: Sum, cover: Cover) -> Sum:
    return replace(made, lines=cover.lines(), excluded=cover.excluded())


def _rate_in(label: str) -> Decimal | None:
    """Return the part of one that a label says is tax: "Total incl. 20 % VAT"."""
    found = _PERCENT.search(label) if is_tax(label) else None
    return Decimal(found[1].replace(",", ".")) / 100 if found else None


def _taxed(stated: Sum, rate: Decimal) -> Sum:
    counted = stated.counted or Decimal(0)
    tax = (counted * rate).quantize(_CENT)
    return replace(stated, plus=(tax,), counted=counted + tax)


def _nearest(made: Sequence[tuple[Cover, Sum]]) -> tuple[Cover, Sum]:
    first = made[0]
    plain = [each for each in made if not each[1].plus]
    if not first[1].value or first[1].label:
        return first
    return min(plain or made, key=lambda each: abs(each[1].value - (each[1].counted or Decimal(0))))


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
            whole = [Tally(table).whole()]
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
                whole = [Tally(table).whole()]
                yield _fitted(table, row, found[1], found[0], whole)
                break
