"""What one vendor is asked for, as tables whose amounts follow the packs, prices and charges."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.engine.landing import Landing
from planner.engine.rate_report import RateBook, rate_value
from planner.model.expressions import Ref
from planner.model.money import ExchangeRate, Money, minor_unit_places
from planner.model.numbers import number_text
from planner.model.purchase import Offer, Vendor
from planner.model.sourcing import OrderLine, PurchaseOrder
from planner.model.table import (
    Cell,
    Column,
    Kind,
    Product,
    Row,
    Same,
    Share,
    Sum,
    Table,
    row_of,
)

_SHOWN_PRICE = Decimal("0.0001")


def total_cell(vendor: str) -> Ref:
    """Return the cell that holds what an order comes to in the basket's currency."""
    return Ref(_totals_name(vendor), "total", "amount")


def rates_of(order: PurchaseOrder, landing: Landing) -> Iterator[ExchangeRate]:
    """Yield every rate that an order's amounts are converted at."""
    own = order.paid.currency
    for line in order.lines:
        rate = None if line.offer.currency == own else landing.rate(line.offer.currency, own)
        if rate is not None:
            yield rate
    if order.rate is not None:
        yield order.rate


def break_text(offer: Offer, packs: int) -> str:
    """Return from how many packs on the price in force holds; nothing if it always does."""
    if offer.break_kind == "incremental" and len(offer.price_breaks) > 1:
        return "falls step by step"
    start = offer.reached_by(packs)[-1].min_quantity
    return f"from {start} packs" if start > 1 else ""


def content_text(line: OrderLine, names: Mapping[str, str]) -> str:
    """Return what a line is, with the other parts if it is a bundle."""
    own = names.get(line.part_number, line.part_number)
    others = [f"{e.quantity} × {names.get(e.part_number, e.part_number)}" for e in line.also]
    return f"{own}, bundled with {', '.join(others)}" if others else own


def arrival_days(order: PurchaseOrder) -> int | None:
    """Return in how many days everything of an order is there; None if nobody says."""
    days = [line.offer.lead_time_days for line in order.lines]
    known = [each for each in days if each is not None]
    return max(known) if len(known) == len(days) else None


def _lines_name(vendor: str) -> str:
    return f"order_{vendor}"


def _totals_name(vendor: str) -> str:
    return f"order_{vendor}_totals"


@dataclass(frozen=True)
class OrderTables:
    """Writes the two tables of one order: its lines, and how they add up to what it lands at."""

    order: PurchaseOrder
    vendor: Vendor
    names: Mapping[str, str]
    rates: RateBook
    landing: Landing

    def lines(self) -> Table:
        """Return what is ordered."""
        own = self.order.paid.currency
        foreign = any(line.offer.currency != own for line in self.order.lines)
        broken = any(break_text(line.offer, line.packs) for line in self.order.lines)
        chosen = (
            (True, Column("part_number", "Part number")),
            (True, Column("what", "What it is")),
            (True, Column("sku", "Vendor's number")),
            (True, Column("packs", "Packs", Kind.INTEGER, entered=True)),
            (True, Column("pack_size", "Pieces in a pack", Kind.INTEGER)),
            (True, Column("pieces", "Pieces", Kind.INTEGER)),
            (True, Column("surplus", "Spare pieces", Kind.INTEGER, detail=True)),
            (True, Column("price", "Price of a pack", Kind.MONEY, entered=True)),
            (broken, Column("break", "This price")),
            (foreign, Column("stated", "As priced", Kind.MONEY)),
            (True, Column("amount", "Amount", Kind.MONEY, own)),
        )
        columns = tuple(column for wanted, column in chosen if wanted)
        rows = tuple(self._line(index, columns) for index in range(len(self.order.lines)))
        name = _lines_name(self.order.vendor)
        notes = ("For another number of packs another price may hold.",) if broken else ()
        return Table(name, "What is ordered", columns, rows, notes)

    def _line(self, index: int, columns: tuple[Column, ...]) -> Row:
        line, key = self.order.lines[index], f"line_{index + 1}"
        offer, name = line.offer, _lines_name(self.order.vendor)
        packs, size = Ref(name, key, "packs"), Ref(name, key, "pack_size")
        cells: dict[str, Cell] = {
            "part_number": line.part_number,
            "what": content_text(line, self.names),
            "sku": offer.sku,
            "packs": line.packs,
            "pack_size": offer.pack_size,
            "pieces": Product(line.quantity, (packs, size), 0),
            "surplus": line.surplus,
            "price": shown_price(line),
            "break": break_text(offer, line.packs),
        }
        stated = offer.price_of_packs(line.packs).rounded()
        priced = self._priced(line, stated, Ref(name, key, "price"), packs)
        rate = self._rate(offer.currency, line.line_price.currency)
        if rate is None:
            cells |= {"stated": "", "amount": priced}
        else:
            factors = (Ref(name, key, "stated"), rate)
            places = minor_unit_places(line.line_price.currency)
            cells |= {"stated": priced, "amount": Product(line.line_price, factors, places)}
        return row_of(columns, key, cells=cells)

    def _priced(self, line: OrderLine, stated: Money, price: Ref, packs: Ref) -> Cell:
        """Return what packs come to: computed, unless their price falls step by step."""
        if (shown_price(line) * line.packs).rounded() != stated:
            return stated
        return Product(stated, (packs, price), minor_unit_places(stated.currency), stated.currency)

    def _rate(self, base: str, quote: str) -> Ref | None:
        if base == quote:
            return None
        return self.rates.cell(base, quote, self.landing.rate(base, quote))

    def totals(self) -> Table:
        """Return how the lines add up to what the order lands at."""
        name, own = _totals_name(self.order.vendor), self.order.paid.currency
        columns = (
            Column("what", "What", under="what"),
            Column("percent", "Percent", Kind.PERCENT, entered=True, under="pieces"),
            Column("rate", "Rate", Kind.NUMBER, under="price"),
            Column("amount", "Amount", Kind.MONEY, own, entered=True, under="amount"),
        )
        rows = tuple(
            row_of(columns, key, strong=key in ("paid", "total"), cells=cells)
            for key, cells in self._rows()
        )
        return Table(name, "What it comes to", columns, rows).compact()

    def _rows(self) -> Iterator[tuple[str, dict[str, Cell]]]:
        order, vendor = self.order, self.vendor
        amounts = tuple(
            Ref(_lines_name(order.vendor), f"line_{index + 1}", "amount")
            for index in range(len(order.lines))
        )
        yield "goods", {"what": "Goods", "amount": Sum(order.goods, amounts)}
        shipping = "Shipping" if vendor.states_shipping else "Shipping, not stated by the vendor"
        yield "shipping", {"what": shipping, "amount": order.shipping}
        landed = [self._at("goods"), self._at("shipping")]
        if order.charges.amount:
            yield "charges", {"what": "Handling and charges", "amount": order.charges}
            landed.append(self._at("charges"))
        paid = list(landed)
        if order.tax.amount:
            yield self._share("tax", "Tax", order.tax, landed, vendor.tax_percent)
            paid.append(self._at("tax"))
        if order.card.amount:
            yield self._share("card", "Paying by card", order.card, paid, vendor.card_percent)
            paid.append(self._at("card"))
        alone = order.rate is None and not (order.duty.amount or order.import_tax.amount)
        if alone:
            yield "total", {"what": "Total", "amount": Sum(order.total, tuple(paid))}
            return
        yield "paid", {"what": f"To pay {vendor.name}", "amount": Sum(order.paid, tuple(paid))}
        yield from self._landed(landed)

    def _landed(self, landed: list[Ref]) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Yield the rows from what is paid to what it lands at in the basket's currency."""
        order, vendor, ends = self.order, self.vendor, [self._at("paid")]
        rate = self._rate(order.paid.currency, order.converted.currency)
        if rate is not None:
            factors, cells = [self._at("paid"), rate], self._rate_cell(rate)
            what = f"Converted to {self.landing.currency}"
            if vendor.fx_percent:
                # One factor, because rate and mark-up are rounded once together.
                factors.append(Ref(_totals_name(order.vendor), "converted", "percent"))
                cells["percent"] = 100 + vendor.fx_percent
                what += f", {number_text(vendor.fx_percent)} % for the conversion included"
            cells |= {"what": what, "amount": self._product(order.converted, factors)}
            yield "converted", cells
            ends = [self._at("converted")]
        if order.duty.amount or order.import_tax.amount:
            yield from self._border(landed, rate, ends)
        yield "total", {"what": "Total", "amount": Sum(order.total, tuple(ends))}

    def _border(
        self, landed: list[Ref], rate: Ref | None, ends: list[Ref]
    ) -> Iterator[tuple[str, dict[str, Cell]]]:
        order, vendor = self.order, self.vendor
        worth = order.goods + order.shipping + order.charges
        yield "worth", {"what": "Value of the order", "amount": Sum(worth, tuple(landed))}
        value = self._at("worth")
        if rate is not None:
            there = self.landing.convert(worth, self.landing.currency)
            cells = self._rate_cell(rate)
            cells |= {"what": f"Value in {there.currency}"}
            cells |= {"amount": self._product(there, [value, rate])}
            yield "value", cells
            value = self._at("value")
        of = [value]
        if order.duty.amount:
            yield self._share("duty", "Duty", order.duty, of, vendor.duty_percent)
            of.append(self._at("duty"))
            ends.append(self._at("duty"))
        if order.import_tax.amount:
            percent = vendor.import_tax_percent
            yield self._share("import_tax", "Import tax", order.import_tax, of, percent)
            ends.append(self._at("import_tax"))

    def _rate_cell(self, rate: Ref) -> dict[str, Cell]:
        return {"rate": Same(rate_value(self.order.rate), rate)}

    def _product(self, value: Money, factors: list[Ref]) -> Product:
        return Product(value, tuple(factors), minor_unit_places(value.currency), value.currency)

    def _share(
        self, key: str, what: str, value: Money, of: list[Ref], percent: Decimal | None
    ) -> tuple[str, dict[str, Cell]]:
        where = Ref(_totals_name(self.order.vendor), key, "percent")
        share = Share(value, tuple(of), where, minor_unit_places(value.currency))
        return key, {"what": what, "percent": percent, "amount": share}

    def _at(self, key: str) -> Ref:
        return Ref(_totals_name(self.order.vendor), key, "amount")


def shown_price(line: OrderLine) -> Money:
    """Return the price of a pack; an average over steps to four decimals."""
    price = line.unit_price
    if line.offer.break_kind == "all-units" or len(line.offer.price_breaks) == 1:
        return price
    return Money(price.amount.quantize(_SHOWN_PRICE), price.currency)
