"""Where a file contradicts itself: one cause is one disagreement, with its place and its size."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from planner.io.bills._arithmetic import agree, same
from planner.io.bills._labels import holds_shipping, is_tax
from planner.io.bills._lines import rows_text
from planner.io.bills._rows import Table
from planner.io.bills._stated_sum import Sum, counts_one_of_each
from planner.io.bills._times import why_so_often
from planner.io.bills._words import Role
from planner.model.bill_reading import Disagreement, ReadLine

_SHOP = Decimal("0.03")
_CENT = Decimal("0.01")
_SHORT = Decimal("0.0001")
# What is paid on goods in most countries, in percent.
_TAXES = tuple(
    map(Decimal, "5 6 7 7.7 8 8.1 9 10 12 13 15 16 17 18 19 20 21 22 23 24 25 27".split())
)
# Of a few coins every tax comes near.
_LEAST_TAXED = 10


def disagreements_of(table: Table, lines: Sequence[ReadLine]) -> Iterator[Disagreement]:
    """Yield what of the lines is not quantity × unit price; what several have in common once."""
    off = [line for line in lines if _is_off(line)]
    shipped = {line.row for line in shipped_lines(table, lines)}
    off = [line for line in off if line.row not in shipped]
    factor = table.columns.factor
    held = [line for line in off if factor is not None and _is_times(line, factor)]
    rest = [line for line in off if line not in held]
    if factor is None and (found := _common_tax(rest)) is not None:
        factor, held = found
        rest = [line for line in rest if line not in held]
    more = _common_more(rest)
    rest = [line for line in rest if line not in more]
    for line in rest:
        yield _of_line(line, *_stated_and_counted(line), table)
    if held and factor is not None:
        yield _of_factor(held, factor, lines, table)
    if more:
        yield _of_more(more, lines, table)


def _stated_and_counted(line: ReadLine) -> tuple[Decimal, Decimal]:
    return line.line_total or Decimal(0), (line.quantity or 0) * (line.unit_price or Decimal(0))


def _is_off(line: ReadLine) -> bool:
    if line.quantity is None or line.unit_price is None or line.line_total is None:
        return False
    return not same(*_stated_and_counted(line))


def _is_times(line: ReadLine, factor: Decimal) -> bool:
    stated, counted = _stated_and_counted(line)
    return abs(stated - counted * factor) <= _CENT


def tax_factor(line: ReadLine) -> Decimal | None:
    """Return by which usual tax a line total is more, or less, than quantity × unit price."""
    if not _is_off(line) or abs(line.line_total or Decimal(0)) < _LEAST_TAXED:
        return None
    found = [
        factor
        for rate in _TAXES
        for factor in (1 + rate / 100, 100 / (100 + rate))
        if _is_times(line, factor)
    ]
    return found[0] if len(found) == 1 else None


def _common_tax(lines: Sequence[ReadLine]) -> tuple[Decimal, list[ReadLine]] | None:
    """Return the tax that the totals of two lines or more hold, and the lines that hold it."""
    factors = Counter(factor for line in lines if (factor := tax_factor(line)) is not None)
    if not factors:
        return None
    factor, many = factors.most_common(1)[0]
    held = [line for line in lines if _is_times(line, factor)]
    return (factor, held) if many > 1 else None


def _common_more(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """Return lines whose totals are all more than quantity × unit price by one amount."""
    more = Counter(_more(line) for line in lines)
    if len(more) != 1 or len(lines) < 2:
        return []
    return list(lines) if next(iter(more)) > _SHOP else []


def _more(line: ReadLine) -> Decimal:
    stated, counted = _stated_and_counted(line)
    return (stated - counted).quantize(Decimal("1e-6")).normalize()


def _of_factor(
    held: Sequence[ReadLine], factor: Decimal, lines: Sequence[ReadLine], table: Table
) -> Disagreement:
    rows = [line.row for line in held]
    shown = factor.quantize(_SHORT).normalize()
    return Disagreement(
        where=table.sheet.where(rows[0]),
        sheet=table.sheet.name,
        rows=rows_text(rows, _between(rows, lines)),
        factor=shown,
        why=f"Each of these line totals is quantity × unit price × {shown}.{tax_text(factor)}",
    )


def tax_text(factor: Decimal) -> str:
    """Say which usual tax a factor is, if it is one."""
    factor = factor.quantize(_SHORT)
    for rate in _TAXES:
        if factor == (1 + rate / 100).quantize(_SHORT):
            return f" The likely cause: {rate:f} % tax, which the unit prices do not hold."
        if factor == (100 / (100 + rate)).quantize(_SHORT):
            return f" The likely cause: {rate:f} % tax, which only the unit prices hold."
    return ""


def _of_more(more: Sequence[ReadLine], lines: Sequence[ReadLine], table: Table) -> Disagreement:
    rows = [line.row for line in more]
    stated, counted = map(sum, zip(*map(_stated_and_counted, more), strict=True))
    why = f"Each of these {len(rows)} line totals is {_more(more[0]):f} more than quantity × unit "
    return Disagreement(
        where=table.sheet.where(rows[0]),
        sheet=table.sheet.name,
        rows=rows_text(rows, _between(rows, lines)),
        stated=Decimal(stated),
        counted=Decimal(counted),
        difference=Decimal(stated) - Decimal(counted),
        why=f"{why}price: shipping of each line?",
    )


def shipped_lines(table: Table, lines: Sequence[ReadLine]) -> list[ReadLine]:
    """Return lines whose totals hold shipping, as a column or the heading of the totals says."""
    columns = table.columns.others.get(Role.SHIPPING, ())
    cells = {row.line.number: row.line for row in table.lines()}
    heading = table.region.over.get(table.columns.line_total or -1, "")
    said = table.columns.line_total is not None and holds_shipping(heading)
    found = []
    for line in lines:
        if not _is_off(line):
            continue
        stated, counted = _stated_and_counted(line)
        shipping = sum(
            (cells[line.row].value(column).number or Decimal(0) for column in columns), Decimal(0)
        )
        if (shipping and same(stated, counted + shipping)) or (said and stated > counted):
            found.append(line)
    return found


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
    if counts_one_of_each(stated):
        return "It counts one of each line that says no quantity."
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
