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
_STARTS = "From packs"
_SKU, _SIZE, _PRICE, _WHAT = "Vendor part number", "Pack size", "Price per pack", "Description"


class OrderNeed(NamedTuple):
    """How many pieces of a part a copy needs, and where that stands."""

    where: str
    part_number: str
    pieces: Decimal


class OrderPrice(NamedTuple):
    """What a vendor asks for a pack, and where that stands; `vendor` is the name of the sheet.

    `packs` is how many are bought, None where the sheet does not say.
    """

    where: str
    vendor: str
    part_number: str
    sku: str
    pack_size: Decimal
    price: Decimal
    packs: Decimal | None = None


class OrderPacks(NamedTuple):
    """A number of packs that was typed over what follows from the need."""

    where: str
    vendor: str
    part_number: str
    sku: str
    pack_size: Decimal
    packs: Decimal
    needed: Decimal | None


class OrderSize(NamedTuple):
    """How many pieces a pack of a line holds, and where that stands."""

    where: str
    vendor: str
    part_number: str
    sku: str
    pack_size: Decimal


class OrderBreak(NamedTuple):
    """A price break of an article of a vendor: its place among them, and where each number is.

    `sku` and `pack_size` are those of the line that is called by the same name.
    """

    where_start: str
    where_price: str
    vendor: str
    part_number: str
    sku: str
    place: int
    start: Decimal | None
    price: Decimal | None


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
    """What was read of orders; `is_of_several` says that they are for several builds."""

    needs: tuple[OrderNeed, ...]
    prices: tuple[OrderPrice, ...]
    is_of_several: bool
    terms: tuple[OrderTerm, ...] = ()
    packs: tuple[OrderPacks, ...] = ()
    sizes: tuple[OrderSize, ...] = ()
    breaks: tuple[OrderBreak, ...] = ()


def orders_in(file: GridFile) -> OrdersRead:
    """Return what a workbook of orders says of pieces and prices."""
    needs, prices, several = [], [], False
    terms: list[OrderTerm] = []
    packs: list[OrderPacks] = []
    sizes: list[OrderSize] = []
    breaks: list[OrderBreak] = []
    for grid in file.grids:
        terms += _terms(grid)
        packs += _typed_packs(grid)
        sizes += _sizes(grid)
        breaks += _breaks(grid)
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
                bought = number_in(row.cells.get(columns[_PACKS])) if _PACKS in columns else None
                prices.append(OrderPrice(where, vendor, number, sku, size, price, bought))
    return OrdersRead(
        tuple(needs),
        tuple(prices),
        several,
        tuple(terms),
        tuple(packs),
        tuple(sizes),
        tuple(breaks),
    )


def _sizes(grid: Grid) -> Iterator[OrderSize]:
    """Yield how many pieces a pack of each line holds."""
    for row, columns in _tables(grid, frozenset((_NUMBER, _WHAT, _SKU, _SIZE, _PRICE))):
        size = number_in(row.cells.get(columns[_SIZE]))
        if size is not None:
            number, sku = _text(row, columns, _NUMBER), _text(row, columns, _SKU)
            where, vendor = _where(grid, row, columns[_SIZE]), plain(grid.sheet or "")
            yield OrderSize(where, vendor, number, sku, size)


def _breaks(grid: Grid) -> Iterator[OrderBreak]:
    """Yield the price breaks of a vendor's sheet: they stand below its lines, by their names."""
    called: dict[str, set[tuple[str, str]]] = {}
    for row, columns in _tables(grid, frozenset((_NUMBER, _WHAT, _SKU, _SIZE, _PRICE))):
        known = _text(row, columns, _NUMBER), _text(row, columns, _SKU)
        called.setdefault(_text(row, columns, _WHAT), set()).add(known)
    columns, places = {}, dict[str, int]()
    for row in grid.rows:
        texts = {plain(cell.text): column for column, cell in row.cells.items()}
        if texts.keys() >= {_PART, _STARTS, _PRICE}:
            columns = texts
        elif columns:
            name = _text(row, columns, _PART)
            if not name:
                return
            place = places[name] = places.get(name, -1) + 1
            articles = called.get(name, set())
            if len(articles) == 1:
                ((number, sku),) = articles
                yield OrderBreak(
                    _where(grid, row, columns[_STARTS]),
                    _where(grid, row, columns[_PRICE]),
                    plain(grid.sheet or ""),
                    number,
                    sku,
                    place,
                    number_in(row.cells.get(columns[_STARTS])),
                    number_in(row.cells.get(columns[_PRICE])),
                )


def _typed_packs(grid: Grid) -> Iterator[OrderPacks]:
    """Yield packs that are a number and no longer follow from what is needed."""
    every = frozenset((_NUMBER, _WHAT, _SKU, _PACKS, _SIZE, _NEEDED))
    for row, columns in _tables(grid, every):
        cell, needed = row.cells.get(columns[_PACKS]), row.cells.get(columns[_NEEDED])
        # Where the need is a number itself, packs were one from the first.
        follows = needed is not None and bool(needed.formula)
        packs, size = number_in(cell), number_in(row.cells.get(columns[_SIZE]))
        typed = cell is not None and not cell.formula
        if follows and typed and packs is not None and size is not None:
            yield OrderPacks(
                _where(grid, row, columns[_PACKS]),
                plain(grid.sheet or ""),
                _text(row, columns, _NUMBER),
                _text(row, columns, _SKU),
                size,
                packs,
                number_in(needed),
            )


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
