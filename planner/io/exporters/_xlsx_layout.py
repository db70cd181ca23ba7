"""Where everything stands on the sheets: tables below each other, in shared columns."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from planner.io.exporters._values import UNKNOWN, unless_said
from planner.io.exporters._xlsx_formulas import Place
from planner.model.expressions import Ref
from planner.model.money import Money
from planner.model.table import (
    Cell,
    Column,
    Kind,
    Marked,
    Report,
    Row,
    Table,
    value_of,
)

NARROWEST, WIDEST = 8, 40
_PLAIN = (Money, Decimal, int, str, date, type(None))
LINE_HEIGHT, LEAST_HEIGHT = 13.5, 16


@dataclass(frozen=True)
class TablePlan:
    """A table with its place on a sheet: the row of its header, and the column of each column."""

    table: Table
    header: int
    columns: tuple[int, ...]
    rows: Mapping[str, int]
    groups: Mapping[str, int]
    has_heading: bool

    @cached_property
    def index_of(self) -> Mapping[str, int]:
        """Return where each column of the table is among them, by its key."""
        return {column.key: index for index, column in enumerate(self.table.columns)}

    @property
    def last(self) -> int:
        """Return its last row."""
        return max([self.header, *self.rows.values()])

    @cached_property
    def gaps(self) -> tuple[int, ...]:
        """Return the columns of the sheet between its own."""
        between = range(self.columns[0], self.columns[-1])
        return tuple(place for place in between if place not in self.columns)

    @property
    def ends_in_text(self) -> bool:
        """Tell whether its last column is text, which may take all the room to the right."""
        return self.table.columns[-1].kind in (Kind.TEXT, Kind.LINK)


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A report with the place of everything on its sheet."""

    name: str
    report: Report
    notes: Mapping[str, int]
    tables: tuple[TablePlan, ...]
    widths: tuple[int, ...]

    @property
    def warning(self) -> int:
        """Return the row, left free above the first table, that says if it is out of date."""
        return 2 + len(self.notes)


class Places(Mapping[Ref, Place]):
    """Where every cell of a workbook stands; a place is made when somebody asks for it.

    A bill of 10,000 lines has half a million cells, and formulas ask for a few of them.
    """

    def __init__(self, plans: Sequence[SheetPlan]) -> None:
        self._tables = [(plan.name, each) for plan in plans for each in plan.tables]
        self._found = {
            Ref(plan.report.name, "out of date", ""): Place(
                plan.name, plan.warning, 0, computed=True
            )
            for plan in plans
            if plan.report.changed is not None
        }
        self._warnings = tuple(self._found)

    @cached_property
    def _rows(self) -> Mapping[tuple[str, str], tuple[str, TablePlan, Row]]:
        return {
            (plan.table.name, row.key): (sheet, plan, row)
            for sheet, plan in self._tables
            for row in plan.table.rows
        }

    def __getitem__(self, ref: Ref) -> Place:
        """Return the place of a cell; KeyError for one that stands nowhere."""
        found = self._found.get(ref)
        if found is None:
            sheet, plan, row = self._rows[ref.table, ref.row]
            index = plan.index_of[ref.column]
            found = self._found[ref] = Place(
                sheet=sheet,
                row=plan.rows[ref.row],
                column=plan.columns[index],
                name=_defined_name(ref.table, ref.column, ref.row),
                computed=is_formula(row.cells[index]),
            )
        return found

    def __iter__(self) -> Iterator[Ref]:
        """Yield every cell, those that warn of changes first."""
        yield from self._warnings
        for table, row in self._rows:
            for column in self._rows[table, row][1].index_of:
                yield Ref(table, row, column)

    def __len__(self) -> int:
        """Return how many cells there are."""
        return sum(1 for _ in self)

    def named(self) -> Iterator[Place]:
        """Yield the places that have a name of their own in the workbook."""
        for table, column in _NAMED:
            for _, plan in self._tables:
                if plan.table.name == table and column in plan.index_of:
                    yield from (self[Ref(table, key, column)] for key in plan.rows)


# By these people find a cell in a workbook; of an order of several builds each has its own copies.
_NAMED: Mapping[tuple[str, str], str] = {("rates", "rate"): "rate_", ("copies", "copies"): ""}


def _defined_name(table: str, column: str, row: str) -> str:
    """Return the name by which people find a cell in the workbook; empty for nearly all."""
    begin = _NAMED.get((table, column))
    return "" if begin is None else begin + row


def is_formula(cell: Cell) -> bool:
    """Tell whether a cell is computed."""
    return not isinstance(cell.value if isinstance(cell, Marked) else cell, _PLAIN)


def plan_sheet(name: str, report: Report) -> SheetPlan:
    """Place title, notes and tables one below the other; tables share the widest one's columns."""
    widest = max(report.tables, key=lambda table: len(table.columns))
    own = [note for table in report.tables for note in table.notes]
    notes = {note: 2 + i for i, note in enumerate(dict.fromkeys((*report.notes, *own)))}
    row = 3 + len(notes)
    plans = []
    for table in report.tables:
        heading = unless_said([table.title], report.title)
        has_heading = len(report.tables) > 1 and bool(heading)
        header = row + 1 if has_heading else row
        rows, groups, line, group = {}, {}, header + 1, ""
        for each in table.rows:
            if each.group != group:
                group = each.group
                groups[group] = line
                line += 1
            rows[each.key] = line
            line += 1
        columns = _columns(table, widest)
        plans.append(TablePlan(table, header, columns, rows, groups, has_heading))
        row = line + 1
    return SheetPlan(name, report, notes, tuple(plans), _widths(plans, widest))


def _columns(table: Table, widest: Table) -> tuple[int, ...]:
    keys = [column.key for column in widest.columns]
    places: list[int] = []
    for column in table.columns:
        key = column.under or column.key
        following = places[-1] + 1 if places else 0
        places.append(max(keys.index(key), following) if key in keys else following)
    return tuple(places)


def _widths(plans: Sequence[TablePlan], widest: Table) -> tuple[int, ...]:
    """Return a width for every column in use, from the longest text that must fit."""
    widths = [NARROWEST] * (max(place for plan in plans for place in plan.columns) + 1)
    for plan in plans:
        for index, place in enumerate(plan.columns):
            column = plan.table.columns[index]
            widest_yet = max(widths[place], _header_width(column.title))
            runs_over = plan.table is not widest and index == len(plan.columns) - 1
            if not (runs_over and plan.ends_in_text):
                for row in plan.table.rows:
                    if widest_yet >= WIDEST:
                        break
                    widest_yet = max(widest_yet, _cell_width(row.cells[index], column, row))
            widths[place] = min(widest_yet, WIDEST)
    return tuple(widths)


def _header_width(title: str) -> int:
    """Return the room a header needs: all of a short one, half of one that wraps."""
    longest_word = max(map(len, title.split()), default=0)
    return (len(title) if len(title) <= 14 else max(longest_word, math.ceil(len(title) / 2))) + 4


def _cell_width(cell: Cell, column: Column, row: Row) -> int:
    text = text_of(cell)
    if column.kind is Kind.LINK:
        return min(len(text), 40) + 2
    longest = max((len(line) for line in text.splitlines()), default=0)
    return math.ceil(longest * (1.2 if row.strong else 1.05)) + 2


def text_of(cell: Cell) -> str:
    """Return about what a cell shows, to measure it."""
    if isinstance(cell, Marked):
        return f"{text_of(cell.value)} ({cell.mark})"
    value = value_of(cell)
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return UNKNOWN if value is None else str(value)


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a cell of a width, words kept whole."""
    count = 0
    for paragraph in text.splitlines() or [""]:
        used, count = 0, count + 1
        for word in paragraph.split(" "):
            if used and used + len(word) > width:
                used, count = 0, count + 1
            count += max(len(word) - 1, 0) // width
            used += len(word) % width + 1
    return count


def height(lines: int) -> float:
    """Return the height of a row of so many lines."""
    return max(LEAST_HEIGHT, LINE_HEIGHT * min(lines, 25) + 3)
