"""What of a workbook of orders is no change of its build: each cell is told, and what to do."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from planner.engine.charges import CHARGES
from planner.io.returned.orders import OrderPrice, OrderSize, OrdersRead, OrderTerm
from planner.jobs._returned_orders import LONGEST_SHEET, packs_needed, sold_as, with_breaks
from planner.model.bom import BomLine
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.findings import Finding, Severity
from planner.model.money import Money
from planner.model.table import Cell, value_of
from planner.model.vendors import Vendor


def doubts_of_orders(
    read: OrdersRead, build: Build, lines: Sequence[BomLine], catalog: Catalog
) -> Iterator[Finding]:
    """Yield what was typed into orders that a build cannot take back, with its cell."""
    for typed in read.packs:
        for sold in sold_as(typed, build, lines, catalog, pack_size=typed.pack_size):
            pieces = typed.needed if typed.needed is not None else Decimal(sold.line.asked)
            needed = packs_needed(sold.offer, pieces, typed)
            if typed.packs < needed:
                yield _not_taken(
                    typed.where,
                    f"{_text(typed.packs)} packs hold fewer pieces than are needed: that takes "
                    f"{needed}.",
                    "Change the pieces per copy.",
                )
    for size in read.sizes:
        yield from _size_doubts(size, build, lines, catalog)
    for asked in read.prices:
        yield from _price_doubts(asked, build, lines, catalog)
    yield from _break_doubts(read, build, lines, catalog)
    for term in read.terms:
        vendor = _vendor_of(term.vendor, catalog)
        known = [] if vendor is None else _numbers_of(vendor, term)
        if vendor is not None and known and term.number not in known:
            yield _not_taken(
                term.where,
                f"{term.what} of {vendor.name} is {_text(term.number)} there, "
                f"and {_listed(known)} in the catalog. Terms of a vendor hold for every order from "
                "it, so no build has its own.",
                "Write terms of a vendor in the catalog.",
            )


def _size_doubts(
    size: OrderSize, build: Build, lines: Sequence[BomLine], catalog: Catalog
) -> Iterator[Finding]:
    sizes = sorted(each.offer.pack_size for each in sold_as(size, build, lines, catalog))
    if len(sizes) > 1 and size.pack_size not in sizes:
        yield _not_taken(
            size.where,
            f"{size.vendor} sells packs of {_listed(list(map(Decimal, sizes)))}: which of them is "
            f"now one of {_text(size.pack_size)}, nobody can tell.",
            "Write a pack of another size as an offer of its own in the catalog.",
        )


def _price_doubts(
    asked: OrderPrice, build: Build, lines: Sequence[BomLine], catalog: Catalog
) -> Iterator[Finding]:
    for sold in sold_as(asked, build, lines, catalog, pack_size=asked.pack_size):
        prices = [_exact(each.price) for each in sold.offer.price_breaks]
        least = sold.offer.price_breaks[0].min_quantity
        unknown = asked.packs is None or asked.packs < least
        if len(prices) > 1 and unknown and asked.price not in prices:
            yield _not_taken(
                asked.where,
                f"{_text(asked.price)} is none of the price breaks ({_listed(prices)}), and the "
                "sheet does not say how many packs it is for.",
                "Change the price below, among the prices by number of packs.",
            )


def _break_doubts(
    read: OrdersRead, build: Build, lines: Sequence[BomLine], catalog: Catalog
) -> Iterator[Finding]:
    seen = set()
    for each in read.breaks:
        article = each.vendor, each.part_number, each.sku
        there = [len(one.offer.price_breaks) for one in sold_as(each, build, lines, catalog)]
        if article in seen or not there or with_breaks(each, read, build, lines, catalog):
            continue
        seen.add(article)
        many = sum((one.vendor, one.part_number, one.sku) == article for one in read.breaks)
        known = _listed(sorted(map(Decimal, there)))
        yield _not_taken(
            each.where_start,
            f"{many} price breaks stand there, and the offer has {known}: which of them are new, "
            "nobody can tell.",
            "Write an offer with other price breaks in the catalog.",
        )


def _numbers_of(vendor: Vendor, term: OrderTerm) -> list[Decimal]:
    """Return the numbers that the terms of that name hold, as a workbook writes them."""
    column = "amount" if term.is_amount else "from"
    return [
        number
        for charge in CHARGES
        for _, cells in charge.terms(vendor)
        if str(value_of(cells["what"])) == term.what
        if (number := _number(cells.get(column, ""))) is not None
    ]


def _number(cell: Cell) -> Decimal | None:
    value = value_of(cell)
    if isinstance(value, Money):
        return _exact(value.amount)
    return _exact(Decimal(value)) if isinstance(value, Decimal | int) else None


def _vendor_of(sheet: str, catalog: Catalog) -> Vendor | None:
    return next((each for each in catalog.vendors if _is_called(each.name, sheet)), None)


def _is_called(name: str, sheet: str) -> bool:
    return name[:LONGEST_SHEET].casefold() == sheet.casefold()


def _exact(number: Decimal) -> Decimal:
    return Decimal(f"{number:.12g}")


def _text(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _listed(numbers: Sequence[Decimal]) -> str:
    return ", ".join(_text(each) for each in dict.fromkeys(numbers))


def _not_taken(where: str, message: str, hint: str) -> Finding:
    return Finding(
        code="returned-orders-terms",
        severity=Severity.WARNING,
        subject=where,
        message=f"{where}: {message}",
        hint=hint,
    )
