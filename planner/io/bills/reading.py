"""Read a bill of materials from the grids of a file: lines, sums, contradictions, questions.

Nothing is guessed in silence: where the file can be read in two ways, the reading is taken that
makes its own sums come right, and asked; where nothing tells, there is no number. What a person
answers is handed in, and the same file is read with it again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from planner.io.bills._answers import answered
from planner.io.bills._checks import disagreement_of_sum, disagreements_of
from planner.io.bills._columns import columns_of
from planner.io.bills._doubts import doubtful, fit, said, turned, ways
from planner.io.bills._headings import Region, regions_of
from planner.io.bills._hidden import hidden_places
from planner.io.bills._lines import (
    columns_of_table,
    lines_of,
    not_lines_of,
    rows_text,
)
from planner.io.bills._money import Money, money_of
from planner.io.bills._questions import questions_of
from planner.io.bills._read import Read
from planner.io.bills._rows import Kind, Table, table_of
from planner.io.bills._sheet import Sheet, sheet_of
from planner.io.bills._totals import Sum, sums_of
from planner.io.bills._values import Style, style_of
from planner.io.bills._words import Role
from planner.io.text.grids import FileKind, GridFile
from planner.model.bill_reading import (
    UNKNOWN,
    Amounts,
    BillReading,
    Disagreement,
    NotLine,
    ReadLine,
    StatedSum,
)

_LETTERS = frozenset({FileKind.XLSX, FileKind.ODS})


def read_bill(
    file: GridFile,
    *,
    answers: Mapping[str, str] | None = None,
    given: Mapping[Role, str] | None = None,
) -> BillReading:
    """Read the bill of materials in a file.

    `answers` are what a person said to questions, by their keys. `given` are columns that a person
    named: letters of a workbook, numbers from 0 of a text.
    """
    answers = answers or {}
    style = style_of(
        cell for grid in file.grids for row in grid.rows for cell in row.cells.values()
    )
    by_letters = file.kind in _LETTERS
    sheets = [sheet_of(grid, style, by_letters=by_letters) for grid in file.grids]
    tables = _tables(sheets, _places(given or {}), answers)
    tables, sums = _settled(tables, file, style, answers)
    money = [money_of(table, file) for table in tables]
    # What the file says decides what is wrong and what is asked; the answers, what is counted.
    read = _read(file, sheets, tables, sums, money, {})
    said = _read(file, sheets, tables, sums, money, answers) if answers else read
    return _reading(read, said, style, answers)


def given_columns(columns: Mapping[str, str]) -> dict[Role, str]:
    """Return columns by what they hold; ValueError for a field or a column that there is none of.

    A column is a letter of a workbook or a number from 0 of a text.
    """
    found: dict[Role, str] = {}
    for field, column in columns.items():
        text = column.strip()
        known = (text.isdigit() and len(text) < 5) or (text.isalpha() and len(text) < 4)
        if not (known and text.isascii()):
            raise ValueError(f"{column[:40]!r} is no column: write a letter or a number from 0")
        found[Role(field)] = text
    return found


def _places(given: Mapping[Role, str]) -> dict[Role, int]:
    return {role: _index(column) for role, column in given.items()}


def _index(column: str) -> int:
    if column.isdigit():
        return int(column)
    number = 0
    for letter in column.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _tables(
    sheets: Sequence[Sheet], given: Mapping[Role, int], answers: Mapping[str, str]
) -> list[Table]:
    found: list[tuple[Region, Table]] = []
    for key, role in (("price-column", Role.UNIT_PRICE), ("quantity-column", Role.QUANTITY)):
        if answers.get(key):
            given = {role: _index(answers[key]), **given}
    for sheet in sheets:
        for region in regions_of(sheet):
            columns = columns_of(region, given)
            if columns is None:
                continue
            table = table_of(region, columns)
            if any(True for _ in table.lines()):
                found.append((region, table))
    one_sheet = len({id(table.sheet) for _, table in found}) == 1
    alone = len(found) == 1
    named = []
    for position, (_, table) in enumerate(found, 1):
        name = table.sheet.name if table.sheet.name and not one_sheet else f"table {position}"
        group = "" if alone else name
        named.append(replace(table, group=group))
    return named


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
        settled.append(turned(best, said(best, answers)))
    return settled, sums_of(settled, file, style)


def _second(table: Table, row: int, column: int) -> Decimal:
    line = next(each.line for each in table.rows if each.line.number == row)
    return line.value(column).readings[1]


def _read(
    file: GridFile,
    sheets: Sequence[Sheet],
    tables: Sequence[Table],
    sums: Sequence[Sum],
    money: Sequence[Money],
    answers: Mapping[str, str],
) -> Read:
    lines = [
        answered(lines_of(table, each, answers), table, answers)
        for table, each in zip(tables, money, strict=True)
    ]
    return Read(file, tuple(sheets), tuple(tables), tuple(sums), tuple(money), tuple(lines))


def _reading(read: Read, said: Read, style: Style, answers: Mapping[str, str]) -> BillReading:
    """Tell of a file what is in it (`read`) and what its lines are with the answers (`said`)."""
    file = read.file
    lines = [line for each in said.lines for line in each]
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
    with_tables = {id(table.sheet) for table in read.tables}
    text = file.kind not in _LETTERS
    return BillReading(
        file=file.name,
        kind=file.kind.value,
        encoding=file.encoding,
        delimiter=file.delimiter,
        decimal=style.decimal if text else "",
        tables=tuple(columns_of_table(table) for table in read.tables),
        lines=tuple(lines),
        not_lines=tuple(_not_lines(read)),
        stated_totals=tuple(stated),
        disagreements=tuple(wrong),
        asked=tuple(questions_of(read, wrong, answers)),
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
