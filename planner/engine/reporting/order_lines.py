"""Purchase orders line by line, as one table for programs and for whoever sends a single order."""

from collections.abc import Iterator, Mapping, Sequence

from planner.engine.reporting.vendor_order import content_text, shown_price
from planner.model.basket import Basket, OrderCharge, OrderLine, PurchaseOrder
from planner.model.buying import Purchase
from planner.model.group_order import PackedPart
from planner.model.table import Cell, Column, Kind, Row, Table, row_of

_FLAT = (
    Column("kind", "kind"),
    Column("vendor", "vendor"),
    Column("part_number", "part_number"),
    Column("sku", "sku"),
    Column("description", "description"),
    Column("packs", "packs", Kind.INTEGER),
    Column("pack_size", "pack_size", Kind.INTEGER),
    Column("pieces", "pieces", Kind.INTEGER),
    Column("surplus", "surplus", Kind.INTEGER),
    Column("spares", "spares", Kind.INTEGER),
    Column("unit_price", "unit_price", Kind.MONEY),
    Column("price_currency", "price_currency"),
    Column("amount", "amount", Kind.MONEY),
    Column("currency", "currency"),
    Column("lead_time_days", "lead_time_days", Kind.INTEGER),
    Column("quoted_on", "quoted_on", Kind.DATE),
    Column("source", "source", Kind.LINK),
)


def flat_lines(
    found: Purchase,
    basket: Basket | None,
    names: Mapping[str, str],
    *,
    title: str,
    spares: Sequence[PackedPart] = (),
) -> Table:
    """Return every line and charge of the orders, and what of the bill is in none of them.

    Where there are `spares`, a column says how many pieces of each line are.
    """
    orders = () if basket is None else basket.orders
    columns = tuple(each for each in _FLAT if spares or each.key != "spares")
    left = {each.part_number: each.quantity for each in spares}
    rows = [row for order in orders for row in _flat_rows(order, columns, names, left)]
    rows += _without_rows(found, columns, names)
    return Table("lines", title, columns, tuple(rows))


def _flat_rows(
    order: PurchaseOrder,
    columns: tuple[Column, ...],
    names: Mapping[str, str],
    left: dict[str, int],
) -> Iterator[Row]:
    for index, line in enumerate(order.lines):
        # A part on several lines has its spares on the first of them, as far as that goes.
        spares = min(left.get(line.part_number, 0), line.quantity - line.surplus)
        left[line.part_number] = left.get(line.part_number, 0) - spares
        cells: dict[str, Cell] = {"vendor": order.vendor, "spares": spares}
        key = f"{order.vendor}_line_{index + 1}"
        cells |= _line_cells(line, names)
        yield row_of(columns, key, group=order.vendor, cells=cells)
    for charge in order.charges:
        if charge.is_told:
            said: dict[str, Cell] = {
                "kind": charge.key,
                "vendor": order.vendor,
                "description": f"{charge.label}{_so_far(charge)}",
                "amount": "" if charge.is_unknown else charge.amount,
                "currency": charge.amount.currency,
                "source": "" if charge.rule is None else charge.rule.source,
            }
            yield row_of(columns, f"{order.vendor}_{charge.key}", group=order.vendor, cells=said)


def _so_far(charge: OrderCharge) -> str:
    """Return what an amount is that hangs on an unknown charge, or is one."""
    if charge.is_unknown:
        return ", unknown"
    return ", at least" if charge.is_open else ""


def _without_rows(
    found: Purchase, columns: tuple[Column, ...], names: Mapping[str, str]
) -> Iterator[Row]:
    """Yield what cannot be had or was not read: nobody takes the orders for the whole bill."""
    for index, need in enumerate(found.missing):
        lacking: dict[str, Cell] = {
            "kind": "missing",
            "part_number": need.part_number,
            "description": f"Unavailable: {names.get(need.part_number, need.part_number)}",
            "pieces": need.quantity,
        }
        yield row_of(columns, f"missing_{index + 1}", cells=lacking)
    for index, row in enumerate(found.unread):
        cells: dict[str, Cell] = {
            "kind": "unread",
            "part_number": row.about,
            "description": f"Not read: {row}",
        }
        yield row_of(columns, f"unread_{index + 1}", cells=cells)


def _line_cells(line: OrderLine, names: Mapping[str, str]) -> dict[str, Cell]:
    price = shown_price(line)
    return {
        "kind": "part",
        "part_number": line.part_number,
        "sku": line.offer.sku,
        "description": content_text(line, names),
        "packs": line.packs,
        "pack_size": line.offer.pack_size,
        "pieces": line.quantity,
        "surplus": line.surplus,
        "unit_price": price,
        "price_currency": price.currency,
        "amount": line.line_price,
        "currency": line.line_price.currency,
        "lead_time_days": line.offer.lead_time_days,
        "quoted_on": line.offer.quoted_on,
        "source": line.offer.source,
    }
