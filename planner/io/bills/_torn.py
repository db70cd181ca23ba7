"""Rows in which a comma inside a number parted it: `Server,1,1,299.00` is three cells, not four.

Such a row has more cells than there are headings. It is put together where that can be done in one
way only, and asked about; else it stays unread.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from planner.io.bills._sheet import Line, Sheet, line_of
from planner.io.bills._words import Role, roles_of
from planner.io.text.grids import GridCell, GridRow

_GROUP = re.compile(r"\d{3}(\.\d+)?")
_BEFORE_GROUP = re.compile(r"(?:.*[^\d.,])?\d{1,3}(?:,\d{3})*", re.DOTALL)
_MOST_PLACES = 8
_HALF = 0.5
_NUMBERS = frozenset(
    (Role.QUANTITY, Role.PACKS, Role.UNIT_PRICE, Role.PRICE, Role.LINE_TOTAL, Role.AMOUNT)
)


class Whole(NamedTuple):
    """Lines below a heading, with the rows that were put together, and those nobody could."""

    lines: tuple[Line, ...]
    joined: frozenset[int] = frozenset()
    torn: frozenset[int] = frozenset()


def put_together(lines: Sequence[Line], over: Mapping[int, str], sheet: Sheet) -> Whole:
    """Return the lines below a heading, those put together that a comma had torn."""
    if sheet.delimiter != "," or not over:
        return Whole(tuple(lines))
    last = max(over)
    held = {column: role for column, text in over.items() if (role := _sort_of(text))}
    found, joined, torn = [], set(), set()
    for line in lines:
        beyond = max(line.cells, default=0) - last
        ways = _ways(line, beyond, last, held, sheet) if beyond > 0 else []
        found.append(ways[0] if ways else line)
        if len(ways) > 1:
            torn.add(line.number)
            found[-1] = line
        elif ways and ways[0] is not line:
            joined.add(line.number)
    return Whole(tuple(found), frozenset(joined), frozenset(torn))


def _sort_of(heading: str) -> str:
    """Return whether a heading stands over numbers or over texts; empty if it does not say."""
    role, sure = next(iter(roles_of(heading)), (Role.OTHER, 0.0))
    if sure < 0.7 or role is Role.OTHER:
        return ""
    return "number" if role in _NUMBERS else "text"


def _ways(line: Line, beyond: int, last: int, held: Mapping[int, str], sheet: Sheet) -> list[Line]:
    """Return the ways to read a line that fit its headings best; the line itself may be one."""
    texts = [line.text(column) for column in range(max(line.cells) + 1)]
    places = [
        place
        for place in range(1, len(texts))
        if _GROUP.fullmatch(texts[place]) and _BEFORE_GROUP.fullmatch(texts[place - 1])
    ]
    if not places or len(places) > _MOST_PLACES:
        return []
    tried = [line]
    for chosen in combinations(places, beyond):
        if (cells := _joined(texts, chosen)) is not None:
            row = {place: GridCell(text) for place, text in enumerate(cells) if text}
            made = GridRow(line.number, row, line.hidden, line.is_heading)
            tried.append(line_of(made, sheet.style))
    weighed = [(_misfit(each, last, held), each) for each in tried]
    least = min(weight for weight, _ in weighed)
    best = [each for weight, each in weighed if weight == least]
    right = [each for each in best if _comes_right(each)]
    return right if len(best) > 1 and len(right) == 1 else best


def _misfit(line: Line, last: int, held: Mapping[int, str]) -> float:
    """Return how badly cells fit what stands over them: texts over numbers, numbers beyond all."""
    found = 0.0
    for column in line.filled():
        is_number = line.value(column).is_numeric
        if column > last:
            found += 1 if is_number else _HALF
        elif held.get(column) == "number":
            found += not is_number
        elif held.get(column) == "text":
            found += _HALF * line.value(column).is_plain
    return found


def _joined(texts: Sequence[str], places: Sequence[int]) -> list[str] | None:
    cells: list[str] = []
    for place, text in enumerate(texts):
        if place not in places:
            cells.append(text)
        elif cells and _BEFORE_GROUP.fullmatch(cells[-1]):
            cells[-1] = f"{cells[-1]},{text}"
        else:
            return None
    return cells


def _comes_right(line: Line) -> bool:
    """Tell whether two of the numbers multiplied are a third, as in a line with its total."""
    numbers = [value.number for value in line.values.values() if value.number is not None]
    return any(first * second == third for first, second, third in combinations(numbers, 3))
