"""Where everything stands on the sheets: tables below each other, in shared columns."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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
LINE_HEIGHT, LEAST_HEIGHT = 13.5, 16


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A table with its place on a sheet: the row of its header, and the column of each column."""

    table: Table
    header: int
    columns: tuple[int, ...]
    rows: Mapping[str, int]
    groups: Mapping[str, int]
    has_heading: bool

    @property
    def last(self) -> int:
        """Return its last row."""
        return max([self.header, *self.rows.values()])

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

    def places(self) -> Iterator[tuple[Ref, Place]]:
        """Yield every cell of its tables with its place, and the one that warns of changes."""
        if self.report.changed is not None:
            yield (
                Ref(self.report.name, "out of date", ""),
                Place(self.name, self.warning, 0, computed=True),
            )
        for plan in self.tables:
            for row in plan.table.rows:
                for index, column in enumerate(plan.table.columns):
                    place = Place(
                        sheet=self.name,
                        row=plan.rows[row.key],
                        column=plan.columns[index],
                        name=_defined_name(plan.table.name, column.key, row.key),
                        computed=is_formula(row.cells[index]),
                    )
                    yield Ref(plan.table.name, row.key, column.key), place


def _defined_name(table: str, column: str, row: str) -> str:
    """Return the name by which people find a cell in the workbook; empty for nearly all."""
    if (table, column) == ("rates", "rate"):
        return f"rate_{row}"
    # Of an order of several builds each has copies of its own.
    return row if (table, column) == ("copies", "copies") else ""


def is_formula(cell: Cell) -> bool:
    """Tell whether a cell is computed."""
    if isinstance(cell, Marked):
        return is_formula(cell.value)
    return not isinstance(cell, Marked | Money | Decimal | int | str | date | None)


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
            texts = [_header_width(column.title)]
            runs_over = plan.table is not widest and index == len(plan.columns) - 1
            if not (runs_over and plan.ends_in_text):
                texts += [_cell_width(row.cells[index], column, row) for row in plan.table.rows]
            widths[place] = min(max([widths[place], *texts]), WIDEST)
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
