"""Writes a planned report on a sheet: headings, headers, values, formulas."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from planner.io.exporters import _xlsx_styles as styles
from planner.io.exporters._values import UNKNOWN
from planner.io.exporters._xlsx_formulas import Writer
from planner.io.exporters._xlsx_layout import (
    SheetPlan,
    TablePlan,
    height,
    lines_of,
    text_of,
)
from planner.io.exporters._xlsx_styles import Style
from planner.io.text.formulas import is_formula_like
from planner.io.text.visible import visible
from planner.model.money import Money
from planner.model.table import (
    Cell,
    Column,
    Computed,
    Kind,
    Marked,
    Product,
    Row,
    Same,
    Total,
    Value,
    missing_text,
    value_of,
)

# What a spreadsheet holds in one cell, in one link, and in links on one sheet.
MOST_TEXT, MOST_LINK, MOST_LINKS = 32_767, 2_000, 65_000
_URL = re.compile(r'https?://[^\s"<>\\^`{|}]+')
# A sheet folds rows so many levels deep; what lies deeper folds with the last of them.
MOST_LEVELS = 7
ANSWER = "answer"
# Of none of these there can be none: packs hold something, and a price is for a first pack.
_PRICES = ("unit_price", "low", "high", "price", "fetches")
_AT_LEAST_ONE = ("copies", "pack_size", "least", "multiple", "from", "one_in")


@dataclass
class SheetWriter:
    """Writes one planned sheet. `make_format` gives the same format for the same style."""

    sheet: Any
    plan: SheetPlan
    formulas: Writer
    make_format: Any
    links: int = field(default=0)

    def write_table(self, plan: TablePlan) -> None:
        """Write heading, header, group rows and rows of a table."""
        if plan.has_heading:
            self._string(plan.header - 1, plan.columns[0], plan.table.title, styles.HEADING)
            self.sheet.set_row(plan.header - 1, 24)
        self._fill(plan, plan.header, styles.HEADER)
        lines = 1
        for column, place in zip(plan.table.columns, plan.columns, strict=True):
            self._string(plan.header, place, column.title, styles.HEADER | aligned(column))
            lines = max(lines, lines_of(column.title, self.plan.widths[place] - 2))
        self.sheet.set_row(plan.header, height(lines))
        group = ""
        for row in plan.table.rows:
            if row.group != group:
                group = row.group
                self._fill(plan, plan.groups[group], styles.GROUP)
                self._string(plan.groups[group], plan.columns[0], group, styles.GROUP)
            self._row(plan, row)
        self._refuse_what_cannot_be(plan)

    def _fill(self, plan: TablePlan, line: int, style: Style) -> None:
        for place in range(plan.columns[0], self._last(plan) + 1):
            self.sheet.write_blank(line, place, None, self.make_format(style))

    def _last(self, plan: TablePlan) -> int:
        """Return the column a table ends in: that of the sheet if its last one is text."""
        return len(self.plan.widths) - 1 if plan.ends_in_text else plan.columns[-1]

    def _row(self, plan: TablePlan, row: Row) -> None:
        line = plan.rows[row.key]
        base = styles.BODY | (styles.STRONG if row.strong else {})
        for gap in plan.gaps:
            self.sheet.write_blank(line, gap, None, self.make_format(base))
        lines = 1
        for column, place, cell in zip(plan.table.columns, plan.columns, row.cells, strict=True):
            style = base | aligned(column)
            room = self.plan.widths[place] - 1
            if place == plan.columns[-1] and place < self._last(plan):
                room = sum(self.plan.widths[place:]) - 1
                form = self.make_format(style)
                self.sheet.merge_range(line, place, line, self._last(plan), "", form)
            if column.key == "note":
                style = style | styles.PLAIN
            elif plan.table.name == ANSWER and row.strong:
                style = style | styles.BIG
            if isinstance(cell, str):
                lines = max(lines, lines_of(cell, room))
            self._cell(line, place, cell, column, style)
        big = plan.table.name == ANSWER and row.strong
        outline = {"level": min(row.level, MOST_LEVELS)} if row.level else None
        self.sheet.set_row(line, max(height(lines), 24 if big else 0), None, outline)

    def _cell(self, line: int, place: int, cell: Cell, column: Column, style: Style) -> None:
        if isinstance(cell, Marked):
            self._marked(line, place, cell, column, style)
        elif isinstance(cell, Value):
            if column.entered and cell != "":
                style = style | styles.INPUT
            self._value(line, place, cell, column, style)
        else:
            currency = ""
            if isinstance(cell, Same | Product | Total | Computed):
                currency = cell.currency
            shown = styles.number_format(cell.value, column, currency=currency)
            value = _stored(cell.value, column)
            if isinstance(cell, Total) and cell.value is None:
                value = missing_text(cell.lines)
            elif isinstance(cell, Computed) and cell.value is None:
                value = cell.lacking
            form = self.make_format(style | aligned(column) | {"num_format": shown})
            self.sheet.write_formula(line, place, self.formulas.text(cell), form, value)

    def _refuse_what_cannot_be(self, plan: TablePlan) -> None:
        """Have the sheet refuse numbers that a cell cannot hold, by runs of cells: one rule each.

        A rule for each cell would take as long to write as all that the cells hold.
        """
        for index, column in enumerate(plan.table.columns):
            rule = _rule(column) if column.entered else None
            if rule is None:
                continue
            place, kinds = plan.columns[index], Money | Decimal | int | date | None
            cells = ((plan.rows[row.key], row.cells[index]) for row in plan.table.rows)
            for first, last in _runs(line for line, cell in cells if isinstance(cell, kinds)):
                self.sheet.data_validation(first, place, last, place, rule)

    def _value(self, line: int, place: int, value: Value, column: Column, style: Style) -> None:
        if isinstance(value, str):
            self._text(line, place, value, column, style)
        elif value is None and not column.entered:
            self._string(line, place, UNKNOWN, style | styles.UNKNOWN)
        else:
            form = self.make_format(style | {"num_format": styles.number_format(value, column)})
            if value is None:
                self.sheet.write_blank(line, place, None, form)
            elif isinstance(value, date):
                self.sheet.write_datetime(line, place, value, form)
            else:
                self.sheet.write_number(line, place, _stored(value, column), form)

    def _marked(self, line: int, place: int, cell: Marked, column: Column, style: Style) -> None:
        """Write a number that stays a number, with the word on it in its number format."""
        value = value_of(cell)
        if isinstance(value, Money | Decimal | int):
            mark = visible(cell.mark).replace('"', "")[:80]
            parts = styles.number_format(value, column).split(";")
            shown = ";".join(f'{part}" ({mark})"' for part in parts)
            form = self.make_format(style | {"num_format": shown})
            if isinstance(cell.value, Computed):
                text = self.formulas.text(cell.value)
                self.sheet.write_formula(line, place, text, form, _stored(value, column))
            else:
                self.sheet.write_number(line, place, _stored(value, column), form)
        else:
            self._text(line, place, text_of(cell), column, style)

    def _text(self, line: int, place: int, text: str, column: Column, style: Style) -> None:
        if not text:
            self.sheet.write_blank(line, place, None, self.make_format(style))
            return
        text = visible(text)
        if column.kind is Kind.LINK and len(text) <= MOST_LINK and _URL.fullmatch(text):
            # A sheet holds 65,530 links and silently drops the rest; they stay text instead.
            self.links += 1
            if self.links <= MOST_LINKS:
                form = self.make_format(style | styles.LINKED | {"text_wrap": True})
                self.sheet.write_url(line, place, text, form, text)
                return
        style = style | styles.TONES.get(text, {})
        self._string(line, place, text, style | {"text_wrap": True})

    def _string(self, line: int, place: int, text: str, style: Style) -> None:
        """Write a text that stays a text, also after somebody has edited its cell."""
        quoted = {"quote_prefix": True} if is_formula_like(text) else {}
        self.sheet.write_string(line, place, fitting(text), self.make_format(style | quoted))


def _runs(lines: Iterable[int]) -> list[tuple[int, int]]:
    """Return rising numbers as runs of those that follow each other: the first and the last."""
    runs: list[tuple[int, int]] = []
    for line in lines:
        if runs and runs[-1][1] == line - 1:
            runs[-1] = (runs[-1][0], line)
        else:
            runs.append((line, line))
    return runs


def _rule(column: Column) -> dict[str, Any] | None:
    """Return which numbers may be typed into a cell; None if any may, as in a coupon."""
    if column.kind is Kind.INTEGER:
        least = 1 if column.key in _AT_LEAST_ONE else 0
        if column.most is not None:
            told = f"Type a whole number, {least:,} to {column.most:,}."
            return _between("integer", least, column.most, told)
        told = f"Type a whole number, {least} or more."
        return {"validate": "integer", "criteria": ">=", "value": least, "error_message": told}
    if column.kind is Kind.MONEY and column.key in _PRICES:
        told = "Type a price of 0 or more; leave it empty while it is not known."
        return {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": told}
    if column.key == "rate":
        told = "Type a rate above 0."
        return {"validate": "decimal", "criteria": ">", "value": 0, "error_message": told}
    if column.kind is Kind.PERCENT and column.most is not None:
        told = f"Type a percentage from 0 to {column.most} %."
        return _between("decimal", 0, Decimal(column.most) / 100, told)
    if column.kind is Kind.PERCENT:
        told = "Type a percentage of 0 or more."
        return {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": told}
    return None


def _between(kind: str, least: int, most: Decimal | int, told: str) -> dict[str, Any]:
    bounds = {"minimum": least, "maximum": float(most) if most % 1 else int(most)}
    return {"validate": kind, "criteria": "between", **bounds, "error_message": told}


def _stored(value: Value, column: Column) -> Any:
    """Return a value as a spreadsheet keeps it: a percentage is a fraction there."""
    if isinstance(value, Money):
        return float(value.amount)
    if isinstance(value, Decimal):
        return float(value / 100 if column.kind is Kind.PERCENT else value)
    return "" if value is None else value


def aligned(column: Column) -> Style:
    """Return how a column is aligned: numbers to the right, and words a little off the edge."""
    return styles.RIGHT if column.kind in styles.RIGHT_KINDS else styles.LEFT


def fitting(text: str) -> str:
    """Return a text that a cell can hold: no control characters, and not too long."""
    safe = visible(text).replace("\r\n", "\n").replace("\r", "\n")
    if len(safe.encode("utf-16-le")) // 2 <= MOST_TEXT:
        return safe
    return f"{safe[: MOST_TEXT // 2 - 1]}…"
