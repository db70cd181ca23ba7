"""Purchase orders as reports: a summary of what is bought and how sure that is, then each order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.engine.reporting import findings_table
from planner.engine.reporting._changed_cells import cells_changed
from planner.engine.reporting._copies import PER_COPY, copies_cell
from planner.engine.reporting._order_copies import OrderCopies
from planner.engine.reporting._order_totals import OrderTables, total_cell
from planner.engine.reporting._rates import RateBook
from planner.engine.reporting.group_orders import PACKING
from planner.engine.reporting.order_lines import flat_lines
from planner.engine.reporting.surety import fewer_parcels_text, headline, sum_text, sure_text
from planner.engine.reporting.vendor_order import arrival_days
from planner.model.basket import Basket, PurchaseOrder, UnreadRow
from planner.model.buying import BuyingTerms, Market, Purchase, Settlement
from planner.model.document import Orders
from planner.model.expressions import Expression, Ref, above, added, over, rounded, total_of, when
from planner.model.group_order import Member, all_spares
from planner.model.money import Money, minor_unit_places
from planner.model.table import (
    UNPRICED,
    Cell,
    Column,
    Computed,
    Kind,
    Report,
    Row,
    Same,
    Table,
    row_of,
)
from planner.model.vendors import Vendor
from planner.model.wording import unknown_text
from planner.model.words import counted, sentence

CHANGED = "not proven: changed in this workbook"


@dataclass(frozen=True)
class OrderPaper:
    """What reports of a purchase are about: a basket, the terms it was chosen on, and names.

    `title` says what is bought; `names` are what people call parts, by part number. `members` are
    the builds it is bought for.
    """

    title: str
    basket: Basket
    found: Purchase
    settlement: Settlement
    terms: BuyingTerms
    vendors: Mapping[str, Vendor]
    names: Mapping[str, str]
    members: tuple[Member, ...] = ()

    @property
    def copies(self) -> OrderCopies:
        """Return what writes how many copies it is for, and what follows from that."""
        return OrderCopies(self.members, self.basket.orders)

    def name(self, vendor: str) -> str:
        """Return what people call a vendor."""
        return self.vendors[vendor].name


def order_document(purchase: OrderPaper) -> Orders:
    """Return the orders of a purchase, ready for any exporter of orders."""
    orders = purchase.basket.orders
    used = [rate for order in orders for rate in order.rates]
    rates = RateBook.of((), dict.fromkeys(used))
    copies = purchase.copies
    reports = [_summary(purchase, rates, copies), *copies.report()]
    reports += (_order_report(purchase, order, rates, copies) for order in orders)
    spares = all_spares(purchase.members)
    return Orders(
        title=f"Purchase orders for {purchase.title}",
        on=purchase.settlement.on,
        headline=how_sure(purchase.found, purchase.basket),
        lines=flat_lines(
            purchase.found, purchase.basket, purchase.names, title=purchase.title, spares=spares
        ),
        reports=tuple(reports),
    )


def orders_of(
    found: Purchase,
    market: Market,
    settlement: Settlement,
    terms: BuyingTerms,
    *,
    title: str,
    names: Mapping[str, str],
    members: tuple[Member, ...] = (),
    more: Iterable[Report] = (),
) -> Orders:
    """Return the orders of a basket that was found; there must be one.

    `members` are the builds it is for; `more` are reports that go with the orders: who pays what,
    and the packing lists. They hold for what was bought, and say so once that is another thing.
    """
    if found.basket is None:
        raise ValueError("without a basket there is nothing to order")
    vendors = market.vendors_in(terms.ship_to)
    basket = found.basket
    paper = OrderPaper(title, basket, found, settlement, terms, vendors, names, members)
    made, packed, paid = order_document(paper), paper.copies.packed_otherwise(), _paid_otherwise
    further = (
        replace(each, changed=packed if each.name == PACKING else paid(basket)) for each in more
    )
    return replace(made, reports=(*made.reports, *further))


def how_sure(found: Purchase, basket: Basket) -> str:
    """Return the total with how sure it is, such as `S$58.00 from 1 vendor: proven cheapest`."""
    lacking = "".join(f", without {each}" for each in _lacking(found))
    return headline(found, basket, lacking=lacking)


def _lacking(found: Purchase) -> Iterator[str]:
    """Yield what of a bill a basket does without."""
    if found.missing:
        yield f"{counted(len(found.missing), 'part')} unavailable"
    if found.unread:
        yield f"{counted(len(found.unread), 'row')} that {_was(found.unread)} not read"


def _was(rows: Sequence[UnreadRow]) -> str:
    return "was" if len(rows) == 1 else "were"


# --- the summary ----------------------------------------------------------------------------------


def _summary(purchase: OrderPaper, rates: RateBook, copies: OrderCopies) -> Report:
    tables = [_answer(purchase, copies), *copies.tables(), _orders(purchase, copies)]
    tables += copies.spares()
    if purchase.found.missing:
        tables.append(_missing(purchase))
    if purchase.found.unread:
        tables.append(_unread(purchase))
    if rates.entries:
        tables += rates.report().tables
    if purchase.found.findings:
        tables.append(findings_table(purchase.found.findings))
    title = f"Purchase orders for {purchase.title}"
    return Report("summary", title, tuple(tables))


def _answer(purchase: OrderPaper, copies: OrderCopies) -> Table:
    found, basket, currency = purchase.found, purchase.basket, purchase.basket.currency
    columns = (
        Column("what", "What"),
        Column("amount", "Amount", Kind.MONEY, currency),
        Column("note", "Note"),
    )
    rows = []
    if basket.unknown:
        rows.append(Row("goods", ("Goods", basket.goods, sentence(unknown_text(basket)))))
    what = _sum_called(basket)
    if found.missing:
        what += f", without {counted(len(found.missing), 'part')}"
    if found.unread:
        what += f", without {counted(len(found.unread), 'row')} not read"
    note = sentence(sure_text(found, basket))
    whole = Same(basket.at_least, Ref("orders", "total", "total"))
    rows.append(Row("total", (what, whole, _while_as_bought(basket, note, copies)), strong=True))
    if len(copies.members) == 1 and copies.follows and not basket.unknown and found.is_whole:
        rows.append(Row(PER_COPY, ("Per copy", _per_copy(basket, copies), "")))
    ways = (
        ("line_by_line", "The cheapest offer for each line", found.line_by_line_basket),
        ("single_vendor", "Everything from one vendor", found.single_vendor_basket),
    )
    for key, way, other in ways:
        total = None if other is None else other.total
        told: Cell = _compared(other, basket)
        if other is not None:
            told = _while_as_bought(basket, _compared(other, basket), copies)
        rows.append(Row(key, (way, "" if total is None else total, told)))
    if (fewer := found.fewer_parcels) is not None:
        told = _while_as_bought(basket, fewer_parcels_text(fewer), copies)
        rows.append(Row("fewer_parcels", ("Fewer parcels with unknown shipping", "", told)))
    return Table("answer", "Total cost", columns, tuple(rows))


def _per_copy(basket: Basket, copies: OrderCopies) -> Computed:
    """Return what one copy comes to, of as many as there are in the sheet."""
    each = over(Ref("orders", "total", "total"), copies_cell())
    places = minor_unit_places(basket.currency)
    share = basket.at_least.shared_by(copies.members[0].copies)
    return Computed(share, rounded(each, places), lacking=UNPRICED)


def _while_as_bought(basket: Basket, text: str, copies: OrderCopies) -> Computed:
    """Return what is true of a basket, as long as no order in the sheet comes to anything else.

    It is not true of another number of copies either, whatever they come to.
    """
    other = added(_paid_otherwise(basket), copies.needs_otherwise())
    held = when(above(other, 0), CHANGED, text)
    if copies.follows:
        held = when(above(copies.others(), 0), copies.said(), held)
    return Computed(text, held, lacking=CHANGED)


def _paid_otherwise(basket: Basket) -> Expression:
    """Return a number above 0 once an order in the sheet comes to anything else."""
    return cells_changed(
        {
            Ref("orders", f"order_{order.vendor}", "total"): order.at_least.amount
            for order in basket.orders
        }
    )


def _sum_called(basket: Basket) -> str:
    """Return what the sum of a basket is called: there is no total while a charge is unknown."""
    return "At least" if basket.unknown else "Total"


def _compared(other: Basket | None, basket: Basket) -> str:
    """Return what another way of buying costs more, where every charge of both is known."""
    if other is None:
        return "not possible"
    if other.total is None or basket.total is None:
        return sum_text(other)
    return _dearer(other.total - basket.total)


def _dearer(more: Money) -> str:
    if not more.amount:
        return "the same"
    return f"{more} more" if more.amount > 0 else f"{-more} less"


def _orders(purchase: OrderPaper, copies: OrderCopies) -> Table:
    basket = purchase.basket
    columns = (
        Column("vendor", "Vendor"),
        Column("lines", "Lines", Kind.INTEGER),
        Column("arrives", "Arrives"),
        Column("url", "Web address", Kind.LINK),
        Column("total", _sum_called(basket), Kind.MONEY, basket.currency),
    )
    rows = []
    for order in basket.orders:
        cells: dict[str, Cell] = {
            "vendor": purchase.name(order.vendor),
            "lines": len(order.lines),
            "arrives": arrival_text(order),
            "url": purchase.vendors[order.vendor].url,
            "total": Same(order.at_least, total_cell(order.vendor)),
        }
        rows.append(row_of(columns, f"order_{order.vendor}", cells=cells))
    of = tuple(Ref("orders", row.key, "total") for row in rows)
    sum_of: Expression = total_of(*of)
    if lacking := copies.not_ordered():
        sum_of = when(above(total_of(*lacking), 0), UNPRICED, sum_of)
    total = Computed(basket.at_least, sum_of, basket.currency, lacking=UNPRICED)
    whole: dict[str, Cell] = {"vendor": "All orders", "total": total}
    rows.append(row_of(columns, "total", strong=True, cells=whole))
    return Table("orders", "Orders", columns, tuple(rows))


def arrival_text(order: PurchaseOrder) -> str:
    """Return when everything of an order is there, as far as the offers say."""
    days = arrival_days(order)
    return "not known" if days is None else f"within {counted(days, 'day')}"


def _missing(purchase: OrderPaper) -> Table:
    columns = (
        Column("part_number", "Part number"),
        Column("what", "Description"),
        Column("pieces", "Pieces", Kind.INTEGER),
    )
    rows = tuple(
        Row(f"missing_{index + 1}", (number, purchase.names.get(number, number), each.quantity))
        for index, each in enumerate(purchase.found.missing)
        for number in [each.part_number]
    )
    notes = ("Not in any total above: these must be bought elsewhere.",)
    return Table("missing", "Unavailable parts", columns, rows, notes)


def _unread(purchase: OrderPaper) -> Table:
    columns = (
        Column("file", "File"),
        Column("row", "Row", Kind.INTEGER),
        Column("about", "Contents"),
    )
    rows = tuple(
        Row(f"unread_{index + 1}", (each.file, each.row, each.about or "not known"))
        for index, each in enumerate(purchase.found.unread)
    )
    notes = ("Not in any total above: the total of the whole BOM is not known.",)
    return Table("unread", "Rows not read", columns, rows, notes)


# --- one order ------------------------------------------------------------------------------------


def _order_report(
    purchase: OrderPaper, order: PurchaseOrder, rates: RateBook, copies: OrderCopies
) -> Report:
    vendor = purchase.vendors[order.vendor]
    counted_from = (rates, purchase.settlement, copies.needed)
    written = OrderTables(order, vendor, purchase.names, *counted_from)
    terms, about = purchase.terms, ["Purchase order"]
    about += [vendor.url] if vendor.url else []
    about += [f"terms checked on {vendor.terms_on}"] if vendor.terms_on else []
    about.append(f"to be delivered to {terms.ship_to}")
    if purchase.found.unread:
        about.append(f"without {counted(len(purchase.found.unread), 'row')} not read")
    about += [f"needed by {terms.need_by}"] if terms.need_by else []
    about.append(f"arrival {arrival_text(order)}")
    return Report(
        f"order_{order.vendor}",
        vendor.name,
        written.tables(),
        about=" · ".join(about),
    )
