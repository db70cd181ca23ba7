"""Sums that stand in a sentence or a heading beside the tables of a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from planner.io.bills._arithmetic import agree, likely
from planner.io.bills._labels import is_total
from planner.io.bills._rows import Kind, Table
from planner.io.bills._stated_sum import Sum, line_value
from planner.io.bills._values import Style, read_value
from planner.io.text.grids import GridCell, GridFile

_AMOUNT = re.compile(r"[^\s\d]{0,4}\s?\d[\d.,'’ ]*\d(?:\s?[^\s\d.,;]{1,4})?|\d")


def sums_in_prose(tables: Sequence[Table], file: GridFile, style: Style) -> Iterator[Sum]:
    """Yield sums that stand in a sentence or a heading beside the tables of a text."""
    if not tables:
        return
    texts = [(each.row, each.text) for each in file.prose]
    for row, text in texts:
        if not is_total(text) or len(text) > 300:
            continue
        after = text[_place_of_word(text) :]
        amounts = [
            number
            for found in _AMOUNT.findall(after)
            if (value := read_value(GridCell(found.strip(" .,;")), style)).currencies
            and (number := likely(value)) is not None
        ]
        if len(amounts) != 1:
            continue
        covers = _prose_covers(tables, row)
        base = Sum(f"row {row}", amounts[0], None, (), row=row, label=text[:200])
        made = [_over_tables(base, cover) for cover in covers]
        yield next((each for each in made if each.fits), made[0])


def _place_of_word(text: str) -> int:
    found = re.search(r"total|sum|gesamt|somme|合计|合計|总", text, re.IGNORECASE)
    return found.start() if found else 0


def _prose_covers(tables: Sequence[Table], row: int) -> list[list[Table]]:
    above = [t for t in tables if t.rows and t.rows[0].line.number < row]
    below = [t for t in tables if t.rows and t.rows[0].line.number > row]
    covers = [list(tables), above[-1:], below[:1], above]
    return [cover for cover in covers if cover]


def _over_tables(base: Sum, tables: Sequence[Table]) -> Sum:
    rows = [(row, table) for table in tables for row in table.lines()]
    values = [line_value(row, table) for row, table in rows]
    charges = tuple(
        row.amount
        for table in tables
        for row in table.rows
        if row.kind is Kind.CHARGE and row.amount is not None
    )
    counted = sum((value for value in values if value is not None), Decimal(0))
    lines = tuple(row for row, _ in rows)
    if charges and agree(base.value, counted + sum(charges)):
        return replace(base, lines=lines, plus=charges, counted=counted + sum(charges))
    return replace(base, lines=lines, counted=counted, is_part=False)
