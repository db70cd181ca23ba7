"""Read a bill of materials from the grids of a file: lines, sums, contradictions, questions.

Nothing is guessed in silence: where the file can be read in two ways, the reading is taken that
makes its own sums come right, and asked; where nothing tells, there is no number. What a person
answers is handed in, and the same file is read with it again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from planner.io.bills._answers import answered, of_table
from planner.io.bills._checks import disagreement_of_sum, disagreements_of
from planner.io.bills._doubts import doubtful, fit, said, turned, ways
from planner.io.bills._hidden import hidden_places
from planner.io.bills._lines import (
    columns_of_table,
    lines_of,
    not_lines_of,
    rows_text,
)
from planner.io.bills._money import Money, money_of
from planner.io.bills._questions import questions_of, with_answers
from planner.io.bills._read import Found, Read
from planner.io.bills._rows import Kind, Table
from planner.io.bills._stated_sum import Sum
from planner.io.bills._totals import sums_of
from planner.io.bills._values import Style
from planner.io.bills._words import Role
from planner.io.bills.kept import Kept
from planner.io.bills.opened import (
    LETTERS,
    Named,
    OpenedBill,
    given_columns,
    open_bill,
    says_columns,
    tables_told,
)
from planner.io.text.grids import GridFile
from planner.io.text.uncollected import uncollected
from planner.model.bill_reading import (
    UNKNOWN,
    Amounts,
    BillReading,
    Disagreement,
    NotLine,
    ReadLine,
    StatedSum,
)


def read_bill(
    file: GridFile,
    *,
    answers: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
) -> BillReading:
    """Read the bill of materials in a file; else as `read_opened` does."""
    return read_opened(open_bill(file), answers=answers, columns=columns)


def read_opened(
    opened: OpenedBill,
    *,
    answers: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
    kept: Kept | None = None,
) -> BillReading:
    """Read the bill of materials in a file whose tables were found.

    `answers` are what a person said to questions, by their keys. `columns` are those that a person
    named, as `given_columns` takes them; ValueError for what there is none of. `kept` holds what
    was found of this very file before.
    """
    answers = answers or {}
    given = given_columns(columns or {}, opened.outline)
    telling = says_columns(answers)
    kept = Kept() if kept is None else kept
    with uncollected():
        # What the file says decides what is wrong and what is asked; the answers, what is counted.
        grounds = tuple(given.items()), tuple(telling.items())
        found = kept.once(grounds, lambda: _found(opened, given, telling))
        read = found.read
        said = replace(read, lines=_lines(read.tables, read.money, answers)) if answers else read
        return _reading(found, said, opened.style, answers)


def _found(opened: OpenedBill, given: Named, answers: Mapping[str, str]) -> Found:
    """Return what a file says; the answers are those that say which column or number it means."""
    tables = tables_told(opened, given, answers)
    tables, sums = _settled(tables, opened.file, opened.style, answers)
    money = [money_of(table, opened.file) for table in tables]
    read = Read(
        opened.file,
        opened.sheets,
        tuple(tables),
        tuple(sums),
        tuple(money),
        _lines(tables, money, {}),
    )
    stated, wrong = _sums_and_faults(read)
    asked = tuple(questions_of(read, wrong))
    return Found(read, tuple(stated), tuple(wrong), asked, tuple(_not_lines(read)))


def _settled(
    tables: Sequence[Table], file: GridFile, style: Style, answers: Mapping[str, str]
) -> tuple[list[Table], list[Sum]]:
    """Return the tables with doubtful numbers read so that the most comes right, and their sums."""
    settled: list[Table] = []
    for table in tables:
        doubts = doubtful(table)
        rows = sorted(doubts)
        best = table
        most = -1
        for way in ways(rows) if rows else ():
            places = {
                (row, column): _second(table, row, column)
                for row, second in zip(rows, way, strict=True)
                if second
                for column in doubts[row]
            }
            tried = turned(table, places)
            right = fit(tried, sums_of([tried], file, style))
            if right > most:
                best, most = tried, right
        settled.append(turned(best, said(best, of_table(best, answers))))
    return settled, sums_of(settled, file, style)


def _second(table: Table, row: int, column: int) -> Decimal:
    line = next(each.line for each in table.rows if each.line.number == row)
    return line.value(column).readings[1]


def _lines(
    tables: Sequence[Table], money: Sequence[Money], answers: Mapping[str, str]
) -> tuple[tuple[ReadLine, ...], ...]:
    return tuple(
        answered(lines_of(table, each, own), table, own)
        for table, each in zip(tables, money, strict=True)
        for own in (of_table(table, answers),)
    )


def _sums_and_faults(read: Read) -> tuple[list[StatedSum], list[Disagreement]]:
    """Return the sums that a file states, and where it does not add up."""
    values = {id(row): line for _, row, line in read.rows()}
    stated: list[StatedSum] = []
    wrong: list[Disagreement] = []
    for table, own in zip(read.tables, read.lines, strict=True):
        wrong.extend(disagreements_of(table, own))
    for each in read.sums:
        counted = _counted(each, values)
        stated.append(_stated(each, counted))
        found = disagreement_of_sum(each, counted)
        if found is not None:
            wrong.append(found)
    return stated, wrong


def _reading(found: Found, said: Read, style: Style, answers: Mapping[str, str]) -> BillReading:
    """Tell of a file what is in it, and what its lines are with the answers (`said`)."""
    read, file = found.read, found.read.file
    lines = [line for each in said.lines for line in each]
    with_tables = {id(table.sheet) for table in read.tables}
    text = file.kind not in LETTERS
    return BillReading(
        file=file.name,
        kind=file.kind.value,
        encoding=file.encoding,
        delimiter=file.delimiter,
        decimal=style.decimal if text else "",
        tables=tuple(columns_of_table(table) for table in read.tables),
        lines=tuple(lines),
        not_lines=found.not_lines,
        stated_totals=found.stated,
        disagreements=found.wrong,
        asked=tuple(with_answers(found.asked, answers)),
        hidden=tuple(hidden_places(read.sheets, lines)),
        sums=_sums(line for line in lines if line.part_of_bill),
        sums_without_hidden=_sums(line for line in lines if not line.hidden),
        sums_of_products=_products(lines),
        shipping=_shipping(read),
        unpriced=tuple(_unpriced(said)),
        unread=tuple(_unread(said)),
        sheets_without_lines=tuple(
            sheet.name or "" for sheet in read.sheets
            if id(sheet) not in with_tables and sheet.lines and sheet.name
        ),
        findings=file.findings,
    )  # fmt: skip


def _counted(each: Sum, values: Mapping[int, ReadLine]) -> Decimal:
    """Return what the lines of a stated sum come to as they are read in the end."""
    if each.table is None:
        return each.counted or Decimal(0)
    lines = [values[id(row)] for row in each.lines if id(row) in values]
    return sum((line.value or Decimal(0) for line in lines), Decimal(0)) + sum(each.plus)


def _stated(each: Sum, counted: Decimal) -> StatedSum:
    return StatedSum(
        where=each.where,
        sheet=each.table.sheet.name if each.table else None,
        row=each.row,
        column=each.column,
        label=each.label,
        value=each.value,
        of_rows=rows_text((row.line.number for row in each.lines), each.excluded),
        plus=each.plus,
        counted=counted,
        tax=each.tax,
        gross=each.gross,
        of_whole=not each.is_part,
        is_about=each.about,
        group=each.table.group or None if each.table else None,
    )


def _sums(lines: Iterable[ReadLine]) -> Amounts:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        if line.value is not None:
            found[line.currency or UNKNOWN] += line.value
    return tuple(found.items())


def _products(lines: Iterable[ReadLine]) -> Amounts:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        if line.quantity is not None and line.unit_price is not None:
            found[line.currency or UNKNOWN] += line.quantity * line.unit_price
    return tuple(found.items())


def _shipping(read: Read) -> Amounts:
    """Return what is stated of shipping: in rows of its own, and in a column of its own."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for table, money in zip(read.tables, read.money, strict=True):
        currency = next(iter(money.by_row.values()), UNKNOWN)
        for row in table.rows:
            if row.kind is Kind.CHARGE and row.what == "shipping" and row.amount is not None:
                found[currency] += row.amount
        for row in table.lines():
            for column in table.columns.others.get(Role.SHIPPING, ()):
                found[currency] += row.line.value(column).number or Decimal(0)
    return tuple((currency, amount) for currency, amount in found.items() if amount)


def _unpriced(read: Read) -> Iterable[str]:
    """Yield the places of lines that have no price, or one of 0 that nobody explained."""
    for table, lines in zip(read.tables, read.lines, strict=True):
        for line in lines:
            price = line.line_total if line.line_total is not None else line.unit_price
            told = line.owned or line.free or not line.part_of_bill
            if not told and (price is None or (price == 0 and line.quantity != 0)):
                yield table.sheet.where(line.row)


def _unread(read: Read) -> Iterable[str]:
    """Yield the places of rows with amounts that could not be read as a line or a sum."""
    for table, lines in zip(read.tables, read.lines, strict=True):
        for row in table.rows:
            if row.kind is Kind.UNREAD:
                yield table.sheet.where(row.line.number)
        for line in lines:
            if line.owned or not line.part_of_bill:
                continue
            said = line.unit_price is not None or line.unit_price_text or line.line_total_text
            counted = line.value is None and said
            if counted:
                yield table.sheet.where(line.row)


def _not_lines(read: Read) -> Iterable[NotLine]:
    for sheet in read.sheets:
        own = [table for table in read.tables if table.sheet is sheet]
        if not own:
            continue
        held = {row.line.number for table in own for row in table.rows}
        held |= {number for table in own for number in table.region.heading_rows}
        for line in sheet.lines:
            if line.number not in held and line.cells:
                text = " ".join(line.text(column) for column in line.filled())
                yield NotLine(sheet=sheet.name, row=line.number, what="title", text=text[:200])
        for table in own:
            yield from not_lines_of(table)
