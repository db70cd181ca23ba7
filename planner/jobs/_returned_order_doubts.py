"""What of a workbook of orders is no change of its build: each cell is told, and what to do."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from planner.engine.charges import CHARGES
from planner.io.returned.orders import OrderPrice, OrdersRead, OrderTerm
from planner.jobs._returned_orders import LONGEST_SHEET, offers_of
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.findings import Finding, Severity
from planner.model.money import Money
from planner.model.offers import Offer
from planner.model.table import Cell, value_of
from planner.model.vendors import Vendor


def doubts_of_orders(read: OrdersRead, build: Build, catalog: Catalog) -> Iterator[Finding]:
    """Yield what was typed into orders that a build cannot take back, with its cell."""
    for where in read.packs:
        yield _not_taken(
            where,
            "the number of packs was typed there. Packs follow from the pieces needed.",
            "Change the pieces per copy, or the MOQ in the catalog.",
        )
    for asked in read.prices:
        yield from _price_doubts(asked, build, catalog)
    for term in read.terms:
        vendor = _vendor_of(term.vendor, catalog)
        known = [] if vendor is None else _numbers_of(vendor, term)
        if vendor is not None and known and term.number not in known:
            yield _not_taken(
                term.where,
                f"{term.what} of {vendor.name} is {_text(term.number)} there, "
                f"and {_listed(known)} in the catalog.",
                "Write terms of a vendor in the catalog.",
            )


def _price_doubts(asked: OrderPrice, build: Build, catalog: Catalog) -> Iterator[Finding]:
    sold = [
        each
        for each in offers_of(asked.part_number, build, catalog)
        if _is_called(catalog.vendor_names.get(each.vendor, each.vendor), asked.vendor)
        and each.sku == asked.sku
    ]
    if not sold:
        return
    sizes = sorted({each.pack_size for each in sold})
    if asked.pack_size not in sizes:
        yield _not_taken(
            asked.where,
            f"{asked.vendor} sells no pack of {_text(asked.pack_size)} in the catalog: "
            f"{_listed(list(map(Decimal, sizes)))}.",
            "Write a pack of another size as an offer of its own in the catalog.",
        )
        return
    newest = max((each for each in sold if each.pack_size == asked.pack_size), key=_day)
    prices = [_exact(each.price) for each in newest.price_breaks]
    if len(prices) > 1 and asked.price not in prices:
        yield _not_taken(
            asked.where,
            f"{_text(asked.price)} is none of the price breaks in the catalog: {_listed(prices)}.",
            "Write price breaks in the catalog.",
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


def _day(offer: Offer) -> int:
    return offer.quoted_on.toordinal()


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
