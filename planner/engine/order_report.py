"""Purchase orders as reports: a summary of what is bought and how sure that is, then each order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.engine.fastest import Fastest
from planner.engine.landing import Landing
from planner.engine.optimize import Status
from planner.engine.order_tables import arrival_days, content_text, shown_price
from planner.engine.order_totals import OrderTables, rates_of, total_cell
from planner.engine.purchase_choices import Terms
from planner.engine.purchasing import Market, Sourcing
from planner.engine.rate_report import RateBook
from planner.engine.reports import findings_table
from planner.engine.verdicts import counted
from planner.model.expressions import Ref, above, changed, total_of, when
from planner.model.money import Money
from planner.model.numbers import number_text
from planner.model.purchase import Vendor
from planner.model.sourcing import Basket, OrderLine, PurchaseOrder
from planner.model.table import (
    UNPRICED,
    Cell,
    Column,
    Computed,
    Kind,
    Orders,
    Report,
    Row,
    Same,
    Table,
    row_of,
)

CHANGED = "not proven: changed in this workbook"


@dataclass(frozen=True)
class Purchase:
    """What reports of a purchase are about: a basket, the terms it was chosen on, and names.

    `title` says what is bought; `names` are what people call parts, by part number.
    """

    title: str
    basket: Basket
    found: Sourcing
    landing: Landing
    terms: Terms
    vendors: Mapping[str, Vendor]
    names: Mapping[str, str]

    def name(self, vendor: str) -> str:
        """Return what people call a vendor."""
        return self.vendors[vendor].name


def order_document(purchase: Purchase) -> Orders:
    """Return the orders of a purchase, ready for any exporter of orders."""
    orders = purchase.basket.orders
    used = [
        rate
        for order in orders
        for rate in rates_of(order, purchase.vendors[order.vendor], purchase.landing)
    ]
    rates = RateBook.of((), dict.fromkeys(used))
    reports = [_summary(purchase, rates)]
    reports += (_order_report(purchase, order, rates) for order in orders)
    return Orders(
        title=f"Purchase orders for {purchase.title}",
        on=purchase.landing.on,
        headline=how_sure(purchase.found, purchase.basket),
        lines=_flat(purchase),
        reports=tuple(reports),
    )


def orders_of(
    found: Sourcing,
    market: Market,
    landing: Landing,
    terms: Terms,
    *,
    title: str,
    names: Mapping[str, str],
) -> Orders:
    """Return the orders of a basket that was found; there must be one."""
    if found.basket is None:
        raise ValueError("without a basket there is nothing to order")
    vendors = market.vendors_in(terms.ship_to)
    return order_document(Purchase(title, found.basket, found, landing, terms, vendors, names))


def how_sure(found: Sourcing, basket: Basket) -> str:
    """Return the total with how sure it is, such as `S$58.00 from 1 vendor: proven cheapest`."""
    whole = f"{basket.total} from {counted(len(basket.orders), 'vendor')}"
    if found.missing:
        whole += f", without {counted(len(found.missing), 'part')} that cannot be had"
    if found.fastest is not None:
        return f"{whole}: {haste_text(found.fastest, found.status)}"
    if found.status is Status.OPTIMAL:
        return f"{whole}: proven cheapest"
    return f"{whole}: within {found.gap} % of the cheapest"


def haste_text(asked: Fastest, status: Status) -> str:
    """Return when a basket is there that was to be fast, and at which price that was bought."""
    percent = number_text(asked.percent, "%")
    if asked.days is None:
        return f"the cheapest; none whose arrival is known costs at most {percent} more"
    sure = "proven" if status is Status.OPTIMAL else "not proven"
    return (
        f"there within {counted(asked.days, 'day')}, the fastest at most {percent} above "
        f"the cheapest, {asked.cheapest} ({sure})"
    )


# --- the summary ----------------------------------------------------------------------------------


def _summary(purchase: Purchase, rates: RateBook) -> Report:
    tables = [_answer(purchase), _orders(purchase)]
    if purchase.found.missing:
        tables.append(_missing(purchase))
    if rates.entries:
        tables += rates.report().tables
    if purchase.found.findings:
        tables.append(findings_table(purchase.found.findings))
    title = f"Purchase orders for {purchase.title}"
    return Report("summary", title, tuple(tables))


def _answer(purchase: Purchase) -> Table:
    found, basket, currency = purchase.found, purchase.basket, purchase.basket.currency
    columns = (
        Column("what", "What"),
        Column("amount", "Amount", Kind.MONEY, currency),
        Column("note", "Note"),
    )
    missing = len(found.missing)
    what = f"Total, without {counted(missing, 'part')}" if missing else "Total"
    note = how_sure(found, basket).partition(": ")[2].capitalize()
    whole = Same(basket.total, Ref("orders", "total", "total"))
    rows = [Row("total", (what, whole, _while_as_bought(basket, note)), strong=True)]
    ways = (
        ("line_by_line", "The cheapest offer line by line", found.line_by_line),
        ("single_vendor", "Everything from one vendor", found.single_vendor),
    )
    for key, way, cost in ways:
        dearer: Cell = "not possible"
        if cost is not None:
            dearer = _while_as_bought(basket, _dearer(cost - basket.total))
        rows.append(Row(key, (way, "" if cost is None else cost, dearer)))
    return Table("answer", "What it comes to", columns, tuple(rows))


def _while_as_bought(basket: Basket, text: str) -> Computed:
    """Return what is true of a basket, as long as no order in the sheet comes to anything else."""
    held = {
        Ref("orders", f"order_{order.vendor}", "total"): order.total.amount
        for order in basket.orders
    }
    return Computed(text, when(above(changed(held), 0), CHANGED, text), lacking=CHANGED)


def _dearer(more: Money) -> str:
    if not more.amount:
        return "the same"
    return f"{more} more" if more.amount > 0 else f"{-more} less"


def _orders(purchase: Purchase) -> Table:
    basket = purchase.basket
    columns = (
        Column("vendor", "Vendor"),
        Column("lines", "Lines", Kind.INTEGER),
        Column("arrives", "Arrives"),
        Column("url", "Web address", Kind.LINK),
        Column("total", "Total", Kind.MONEY, basket.currency),
    )
    rows = []
    for order in basket.orders:
        cells: dict[str, Cell] = {
            "vendor": purchase.name(order.vendor),
            "lines": len(order.lines),
            "arrives": arrival_text(order),
            "url": purchase.vendors[order.vendor].url,
            "total": Same(order.total, total_cell(order.vendor)),
        }
        rows.append(row_of(columns, f"order_{order.vendor}", cells=cells))
    of = tuple(Ref("orders", row.key, "total") for row in rows)
    total = Computed(basket.total, total_of(*of), basket.currency, lacking=UNPRICED)
    whole: dict[str, Cell] = {"vendor": "All orders", "total": total}
    rows.append(row_of(columns, "total", strong=True, cells=whole))
    return Table("orders", "Orders", columns, tuple(rows))


def arrival_text(order: PurchaseOrder) -> str:
    """Return when everything of an order is there, as far as the offers say."""
    days = arrival_days(order)
    return "not known" if days is None else f"within {counted(days, 'day')}"


def _missing(purchase: Purchase) -> Table:
    columns = (
        Column("part_number", "Part number"),
        Column("what", "What it is"),
        Column("pieces", "Pieces", Kind.INTEGER),
    )
    rows = tuple(
        Row(f"missing_{index + 1}", (number, purchase.names.get(number, number), each.quantity))
        for index, each in enumerate(purchase.found.missing)
        for number in [each.part_number]
    )
    notes = ("No total above holds these: they must be bought elsewhere.",)
    return Table("missing", "What cannot be had", columns, rows, notes)


# --- one order ------------------------------------------------------------------------------------


def _order_report(purchase: Purchase, order: PurchaseOrder, rates: RateBook) -> Report:
    vendor = purchase.vendors[order.vendor]
    written = OrderTables(order, vendor, purchase.names, rates, purchase.landing)
    terms, about = purchase.terms, ["Purchase order"]
    about += [vendor.url] if vendor.url else []
    about.append(f"to be delivered to {terms.ship_to}")
    about += [f"needed by {terms.need_by}"] if terms.need_by else []
    about.append(f"arrival {arrival_text(order)}")
    return Report(
        f"order_{order.vendor}",
        vendor.name,
        written.tables(),
        about=" · ".join(about),
    )


# --- for programs ---------------------------------------------------------------------------------

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
    Column("unit_price", "unit_price", Kind.MONEY),
    Column("price_currency", "price_currency"),
    Column("amount", "amount", Kind.MONEY),
    Column("currency", "currency"),
    Column("lead_time_days", "lead_time_days", Kind.INTEGER),
    Column("quoted_on", "quoted_on", Kind.DATE),
    Column("source", "source", Kind.LINK),
)


def _flat(purchase: Purchase) -> Table:
    rows = [row for order in purchase.basket.orders for row in _flat_rows(purchase, order)]
    return Table("lines", purchase.title, _FLAT, tuple(rows))


def _flat_rows(purchase: Purchase, order: PurchaseOrder) -> Iterator[Row]:
    for index, line in enumerate(order.lines):
        cells = _line_cells(line, purchase.names)
        key = f"{order.vendor}_line_{index + 1}"
        yield row_of(_FLAT, key, group=order.vendor, cells={"vendor": order.vendor, **cells})
    charges: tuple[tuple[str, str, Money], ...] = (
        ("shipping", "Shipping", order.shipping),
        ("charges", "Handling and charges", order.charges),
        ("tax", "Tax", order.tax),
        ("card", "Paying by card", order.card),
        ("duty", "Duty", order.duty),
        ("import_tax", "Import tax", order.import_tax),
    )
    for kind, label, amount in charges:
        if amount.amount:
            said: dict[str, Cell] = {
                "kind": kind,
                "vendor": order.vendor,
                "description": label,
                "amount": amount,
                "currency": amount.currency,
            }
            yield row_of(_FLAT, f"{order.vendor}_{kind}", group=order.vendor, cells=said)


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
