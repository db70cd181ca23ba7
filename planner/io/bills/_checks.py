"""Where a file contradicts itself: one cause is one disagreement, with its place and its size."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from planner.io.bills._arithmetic import agree, same
from planner.io.bills._labels import is_tax
from planner.io.bills._lines import rows_text
from planner.io.bills._rows import Table
from planner.io.bills._stated_sum import Sum
from planner.io.bills._times import why_so_often
from planner.model.bill_reading import Disagreement, ReadLine

_SHOP = Decimal("0.03")
_CENT = Decimal("0.01")
# What is paid on goods in most countries, in percent.
_TAXES = tuple(
    map(Decimal, "5 6 7 7.7 8 8.1 9 10 12 13 15 16 17 18 19 20 21 22 23 24 25 27".split())
)
# Of a few coins every tax comes near.
_LEAST_TAXED = 10


def disagreements_of(table: Table, lines: Sequence[ReadLine]) -> Iterator[Disagreement]:
    """Yield what of the lines is not quantity × unit price; a factor in all of them once."""
    factor = table.columns.factor
    held: list[int] = []
    for line in lines:
        if line.quantity is None or line.unit_price is None or line.line_total is None:
            continue
        counted = line.quantity * line.unit_price
        if same(line.line_total, counted):
            continue
        if factor is not None and abs(line.line_total - counted * factor) <= Decimal("0.01"):
            held.append(line.row)
            continue
        yield _of_line(line, line.line_total, counted, table)
    if held and factor is not None:
        yield Disagreement(
            where=table.sheet.where(held[0]),
            sheet=table.sheet.name,
            rows=rows_text(held, _between(held, lines)),
            factor=factor,
            why=f"Each of these line totals is quantity × unit price × {factor}.",
        )


def _between(held: Iterable[int], lines: Sequence[ReadLine]) -> list[int]:
    inside = set(held)
    return [line.row for line in lines if line.row not in inside]


def _of_line(line: ReadLine, stated: Decimal, counted: Decimal, table: Table) -> Disagreement:
    difference = stated - counted
    rounding = abs(difference) <= _SHOP and abs(difference) * 5 <= abs(counted)
    return Disagreement(
        where=table.sheet.where(line.row),
        sheet=table.sheet.name,
        rows=str(line.row),
        stated=stated,
        counted=counted,
        difference=difference,
        is_rounding=rounding,
        why="The shop rounds the price of a piece or of the line." if rounding else "",
    )


def disagreement_of_sum(stated: Sum, counted: Decimal) -> Disagreement | None:
    """Return that a stated sum is not what its lines come to, if it is not."""
    if same(stated.value, counted) or (stated.about and stated.says(counted)):
        return None
    difference = stated.value - counted
    return Disagreement(
        where=stated.where,
        sheet=stated.table.sheet.name if stated.table else None,
        rows=rows_text((row.line.number for row in stated.lines), stated.excluded),
        stated=stated.value,
        counted=counted,
        difference=difference,
        is_rounding=abs(difference) <= Decimal("0.02"),
        why=_why(stated, difference),
    )


def _why(stated: Sum, difference: Decimal) -> str:
    """Say what a sum leaves out, where one line alone explains it."""
    is_taxed = _tax_of(stated, stated.value - difference)
    if stated.table is None or (is_taxed and is_tax(stated.label)):
        return is_taxed
    if told := why_so_often(stated):
        return told
    total = stated.table.columns.line_total
    for row in stated.lines:
        value = row.line.value(total).number
        if value and same(-value, difference):
            return f"It leaves out the line in row {row.line.number} ({value})."
        if value and same(value, difference):
            return f"It counts the line in row {row.line.number} ({value}) twice."
    return is_taxed


def _tax_of(stated: Sum, counted: Decimal) -> str:
    """Say that a sum is what its lines come to with a usual tax, if it is."""
    rates = [
        rate
        for rate in _TAXES
        if agree(stated.value, (counted * (100 + rate) / 100).quantize(_CENT))
    ]
    if len(rates) != 1 or abs(counted) < _LEAST_TAXED:
        return ""
    return f"It is what the lines come to and {rates[0]} % of that: a tax?"
