"""What a workbook of purchase orders says that a build can take back: pieces needed, and prices.

Which vendor sells what was chosen by the planner, so a cell is compared with the plan and with the
offers of the catalog as they are, and not with a purchase made anew.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from planner.io.returned._found_tables import plain
from planner.io.returned._sent_cells import number_in
from planner.io.text.grids import Grid, GridFile, GridRow, column_letters

_BUILD, _NUMBER, _PER_COPY, _PART = "Build", "Part number", "Per copy", "Part"
_PACKS, _NEEDED, _TERM, _FROM, _AMOUNT = "Packs", "Qty needed", "What", "From", "Amount"
_SKU, _SIZE, _PRICE, _WHAT = "Vendor part number", "Pack size", "Price per pack", "Description"


class OrderNeed(NamedTuple):
    """How many pieces of a part a copy needs, and where that stands."""

    where: str
    part_number: str
    pieces: Decimal


class OrderPrice(NamedTuple):
    """What a vendor asks for a pack, and where that stands; `vendor` is the name of the sheet."""

    where: str
    vendor: str
    part_number: str
    sku: str
    pack_size: Decimal
    price: Decimal


class OrderTerm(NamedTuple):
    """A number of a vendor's terms, and where that stands; `what` is what its row calls it.

    `is_amount` tells an amount from what it holds from on.
    """

    where: str
    vendor: str
    what: str
    is_amount: bool
    number: Decimal


class OrdersRead(NamedTuple):
    """What was read of orders; `is_of_several` says that they are for several builds.

    `packs` are cells in which a number of packs was typed over what follows from the need.
    """

    needs: tuple[OrderNeed, ...]
    prices: tuple[OrderPrice, ...]
    is_of_several: bool
    terms: tuple[OrderTerm, ...] = ()
    packs: tuple[str, ...] = ()


def orders_in(file: GridFile) -> OrdersRead:
    """Return what a workbook of orders says of pieces and prices."""
    needs, prices, several = [], [], False
    terms: list[OrderTerm] = []
    packs: list[str] = []
    for grid in file.grids:
        terms += _terms(grid)
        packs += _typed_packs(grid)
        for row, columns in _tables(grid, frozenset((_PART, _NUMBER, _PER_COPY))):
            several = several or _BUILD in columns
            pieces = number_in(row.cells.get(columns[_PER_COPY]))
            if pieces is not None:
                where = _where(grid, row, columns[_PER_COPY])
                needs.append(OrderNeed(where, _text(row, columns, _NUMBER), pieces))
        for row, columns in _tables(grid, frozenset((_NUMBER, _WHAT, _SKU, _SIZE, _PRICE))):
            cell = row.cells.get(columns[_PRICE])
            size, price = number_in(row.cells.get(columns[_SIZE])), number_in(cell)
            if cell is not None and not cell.formula and size is not None and price is not None:
                number, sku = _text(row, columns, _NUMBER), _text(row, columns, _SKU)
                where = _where(grid, row, columns[_PRICE])
                vendor = plain(grid.sheet or "")
                prices.append(OrderPrice(where, vendor, number, sku, size, price))
    return OrdersRead(tuple(needs), tuple(prices), several, tuple(terms), tuple(packs))


def _typed_packs(grid: Grid) -> Iterator[str]:
    """Yield the cells in which packs are a number and no longer follow from what is needed."""
    for row, columns in _tables(grid, frozenset((_NUMBER, _WHAT, _PACKS, _SIZE, _NEEDED))):
        cell, needed = row.cells.get(columns[_PACKS]), row.cells.get(columns[_NEEDED])
        # Where the need is a number itself, packs were one from the first.
        follows = needed is not None and bool(needed.formula)
        if follows and cell is not None and not cell.formula and number_in(cell) is not None:
            yield _where(grid, row, columns[_PACKS])


def _terms(grid: Grid) -> Iterator[OrderTerm]:
    """Yield the numbers of a vendor's terms that are typed and not computed."""
    columns: dict[str, int] = {}
    for row in grid.rows:
        texts = {plain(cell.text): column for column, cell in row.cells.items()}
        if texts.keys() >= {_TERM, _FROM, _AMOUNT}:
            columns = texts
        elif columns:
            what = _text(row, columns, _TERM)
            if not what:
                return
            for heading in (_FROM, _AMOUNT):
                cell = row.cells.get(columns[heading])
                number = number_in(cell)
                if cell is not None and not cell.formula and number is not None:
                    where = _where(grid, row, columns[heading])
                    is_amount = heading == _AMOUNT
                    yield OrderTerm(where, plain(grid.sheet or ""), what, is_amount, number)


def _tables(grid: Grid, headings: frozenset[str]) -> Iterator[tuple[GridRow, Mapping[str, int]]]:
    """Yield the rows below headings, each with the columns of these by what they say."""
    columns: dict[str, int] = {}
    for row in grid.rows:
        texts = {plain(cell.text): column for column, cell in row.cells.items()}
        if headings <= texts.keys():
            columns = texts
        elif columns:
            if not _text(row, columns, _NUMBER):
                return
            yield row, columns


def _text(row: GridRow, columns: Mapping[str, int], heading: str) -> str:
    cell = row.cells.get(columns[heading])
    return "" if cell is None else plain(cell.text)


def _where(grid: Grid, row: GridRow, column: int) -> str:
    return f"{grid.sheet}!{column_letters(column)}{row.number}"
