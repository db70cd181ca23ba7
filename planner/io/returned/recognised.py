"""Tells whether a file is a workbook that was exported, and of what: by its headings alone."""

from collections.abc import Mapping
from typing import NamedTuple

from planner.io.returned._found_tables import plain
from planner.io.text.grids import Grid, GridFile

# Nobody's list has these beside each other but one that the planner wrote.
_OF_A_BILL = frozenset(("Part", "Part number", "Price basis", "Price as of", "Amount", "Currency"))
_OF_ORDERS = frozenset(("Part number", "Vendor part number", "Packs", "Pack size", "Pieces"))
_FIRST = "summary"
_MOST_ROWS = 200


class Recognised(NamedTuple):
    """What was exported: a build or orders, and the title that stands on its first sheet."""

    title: str
    is_orders: bool = False


def recognised(file: GridFile) -> Recognised | None:
    """Return what of ours a file is; None if it is somebody's own."""
    is_bill = any(_has(grid, _OF_A_BILL, len(_OF_A_BILL) - 1) for grid in file.grids)
    is_orders = any(_has(grid, _OF_ORDERS, len(_OF_ORDERS) - 1) for grid in file.grids)
    if not is_bill and not is_orders:
        return None
    return Recognised(_title(file), is_orders=not is_bill)


def named_alike(title: str, titles: Mapping[str, str]) -> list[str]:
    """Return the keys under which builds go that are called as a workbook says."""
    return [key for key, each in titles.items() if plain(each) == title]


def _has(grid: Grid, headings: frozenset[str], least: int) -> bool:
    return any(
        len({plain(cell.text) for cell in row.cells.values()} & headings) >= least
        for row in grid.rows[:_MOST_ROWS]
    )


def _title(file: GridFile) -> str:
    summaries = [grid for grid in file.grids if (grid.sheet or "").casefold() == _FIRST]
    for grid in (*summaries, *file.grids[:1]):
        for row in grid.rows[:1]:
            for cell in row.cells.values():
                return plain(cell.text)
    return ""
