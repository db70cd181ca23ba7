"""Cells that hold a whole product, `4 x $55 = $220`: how many, a price, and what it comes to."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from planner.io.text.grids import Grid, GridCell, GridRow

_MONEY = r"(?:[^\W\d_]{0,3}[$€£¥₹₩]|[A-Z]{3})?\s?\d[\d.,']*\s?(?:[$€£¥₹₩]|[A-Z]{3}|zł|Kč|kr)?"
_EACH = r"(?:\s*(?:each|ea\.?|/pc|/ea))?"
_COMES_TO = rf"(?:\s*=\s*(?P<total>{_MONEY}))?"
_COUNT_FIRST = re.compile(
    rf"(?P<count>\d{{1,5}})\s*[x×*@à]\s*(?P<unit>{_MONEY}){_EACH}{_COMES_TO}", re.IGNORECASE
)
_PRICE_FIRST = re.compile(
    rf"(?P<unit>{_MONEY}){_EACH}\s*[x×*]\s*(?P<count>\d{{1,5}}){_COMES_TO}", re.IGNORECASE
)
_SIGN = re.compile(r"[$€£¥₹₩]|[A-Z]{3}|zł|Kč|\bkr\b|\d[.,]\d\d(?!\d)|=")
_LONGEST = 80
_LOOKED_AT = 400
_LEAST = 2
_TITLES = ("Qty", "Unit price")


def unfolded(grid: Grid) -> Grid:
    """Return a grid in which the parts of such cells have columns of their own, behind all others.

    What a cell comes to, if it says so, stays in its place.
    """
    columns = [column for column in _columns(grid) if _holds_products(grid, column)]
    if len(columns) != 1:
        return grid
    last = max(column for row in grid.rows for column in row.cells)
    return replace(grid, rows=tuple(_rows(grid, columns[0], last + 1)))


def _columns(grid: Grid) -> list[int]:
    """Return the columns with a cell that may be such a sum."""
    found: dict[int, None] = {}
    for row in grid.rows[:_LOOKED_AT]:
        for column, cell in row.cells.items():
            if column not in found and _product(cell) is not None:
                found[column] = None
    return list(found)


def _product(cell: GridCell | None) -> Mapping[str, str | None] | None:
    if cell is None or cell.number is not None or len(cell.text) > _LONGEST:
        return None
    text = cell.text.strip()
    if not text or not _SIGN.search(text) or not any(sign in text for sign in "xX×*@à"):
        return None
    found = _COUNT_FIRST.fullmatch(text) or _PRICE_FIRST.fullmatch(text)
    return None if found is None else found.groupdict()


def _holds_products(grid: Grid, column: int) -> bool:
    """Tell whether most amounts of a column are such sums."""
    cells = [row.cells[column] for row in grid.rows[:_LOOKED_AT] if column in row.cells]
    amounts = [cell for cell in cells if any(map(str.isdigit, cell.text))]
    told = sum(_product(cell) is not None for cell in amounts)
    return told >= _LEAST and 2 * told >= len(amounts)


def _rows(grid: Grid, column: int, first: int) -> Iterator[GridRow]:
    above: int | None = None
    for place, row in enumerate(grid.rows):
        if _product(row.cells.get(column)) is not None:
            break
        if column in row.cells:
            above = place
    for place, row in enumerate(grid.rows):
        if place == above:
            titles = {first + at: GridCell(title) for at, title in enumerate(_TITLES)}
            yield row._replace(cells={**row.cells, **titles})
            continue
        told = _product(row.cells.get(column))
        if told is None:
            yield row
            continue
        cells = {at: cell for at, cell in row.cells.items() if at != column}
        cells[first], cells[first + 1] = GridCell(told["count"] or ""), GridCell(told["unit"] or "")
        if told["total"]:
            cells[column] = GridCell(told["total"])
        yield row._replace(cells=cells)
