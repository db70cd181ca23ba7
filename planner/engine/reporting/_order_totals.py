"""What one order comes to until it lies on the table, as cells that follow lines and terms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.engine.reporting._order_terms import TermCells
from planner.engine.reporting._rates import RateBook, rate_value
from planner.engine.reporting.vendor_order import OrderLines
from planner.model.basket import PurchaseOrder
from planner.model.buying import Settlement
from planner.model.expressions import Expression, Ref, rounded, times, total_of
from planner.model.money import Money, minor_unit_places
from planner.model.numbers import number_text
from planner.model.table import (
    UNPRICED,
    Cell,
    Column,
    Computed,
    Kind,
    Product,
    Same,
    Sum,
    Table,
    row_of,
)
from planner.model.vendors import Vendor


def total_cell(vendor: str) -> Ref:
    """Return the cell that holds what an order comes to in the basket's currency."""
    return Ref(_totals_name(vendor), "total", "amount")


def _totals_name(vendor: str) -> str:
    return f"order_{vendor}_totals"


@dataclass(frozen=True)
class OrderTables:
    """Writes the tables of one order: its lines, how they add up to what it lands at, and terms."""

    order: PurchaseOrder
    vendor: Vendor
    names: Mapping[str, str]
    rates: RateBook
    settlement: Settlement

    @property
    def terms(self) -> TermCells:
        """Return the cells of the vendor's terms."""
        return TermCells(self.vendor, self.settlement, self.rates)

    @property
    def lines(self) -> OrderLines:
        """Return what writes its lines."""
        return OrderLines(self.order, self.terms, self.names)

    def tables(self) -> tuple[Table, ...]:
        """Return the order: its lines, what it lands at, and the terms that both follow."""
        further = (self.lines.breaks(), self.terms.table())
        both = (self.lines.table(), self.totals())
        return (*both, *(table for table in further if table is not None))

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
        order, vendor, goods = self.order, self.vendor, self._at("goods")
        whole = Sum(order.goods, self.lines.cells("amount"), needs_all=True)
        yield "goods", {"what": "Goods", "amount": whole}
        yield "shipping", self._shipping()
        landed, paid = [goods], []
        if not self._is_silent:
            landed.append(self._at("shipping"))
        charges = self.terms.charges(goods, self.lines.cells("packs"))
        if charges is not None:
            cell = self._computed(order.charges, charges)
            yield "charges", {"what": "Handling and charges", "amount": cell}
            landed.append(self._at("charges"))
        paid += landed
        if "tax" in order.unknown:
            yield "tax", {"what": "Tax, unknown", "amount": ""}
        elif vendor.tax_on_top:
            what = self._called("tax", "Tax")
            yield self._share("tax", what, order.tax, landed, vendor.tax_percent)
            paid.append(self._at("tax"))
        if vendor.card_percent:
            what = self._called("card", "Paying by card")
            yield self._share("card", what, order.card, paid, vendor.card_percent)
            paid.append(self._at("card"))
        if order.rate is None and not self.terms.has_border:
            yield "total", {"what": self._total(), "amount": self._whole(order.at_least, paid)}
            return
        whole = Sum(order.paid, tuple(paid), needs_all=True)
        yield "paid", {"what": self._called("paid", f"To pay {vendor.name}"), "amount": whole}
        yield from self._landed(landed)

    def _shipping(self) -> dict[str, Cell]:
        if self._is_silent:
            return {"what": "Shipping, unknown", "amount": ""}
        what = self._called("shipping", "Shipping")
        if not self.vendor.states_shipping:
            return {"what": what, "amount": self.order.shipping}
        packs, grams = (
            self.lines.cells("packs"),
            self.lines.cells("grams") if self.terms.weighs else (),
        )
        cost = self.terms.shipping(self._at("goods"), packs, grams)
        return {"what": what, "amount": self._computed(self.order.shipping, cost)}

    @property
    def _is_silent(self) -> bool:
        """Tell whether nothing at all is known of what shipping costs."""
        vendor, unknown = self.vendor, "shipping" in self.order.unknown
        return unknown and not vendor.states_shipping and not vendor.shipping_per_pack

    def _computed(self, value: Money, expression: Expression) -> Computed:
        return Computed(value, expression, value.currency)

    def _whole(self, value: Money, of: list[Ref]) -> Computed:
        """Return a total that says so while a part of it is empty."""
        return Computed(value, total_of(*of), value.currency, lacking=UNPRICED)

    def _landed(self, landed: list[Ref]) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Yield the rows from what is paid to what it lands at in the basket's currency."""
        order, vendor, ends = self.order, self.vendor, [self._at("paid")]
        rate = self.terms.rate_cell(order.paid.currency, order.converted.currency)
        if rate is not None:
            factors, cells = [self._at("paid"), rate], self._rate_cell(rate)
            what = f"Converted to {self.settlement.currency}"
            if vendor.fx_percent:
                # One factor, because rate and mark-up are rounded once together.
                factors.append(Ref(_totals_name(order.vendor), "converted", "percent"))
                cells["percent"] = 100 + vendor.fx_percent
                what += f", {number_text(vendor.fx_percent)} % for the conversion included"
            what = self._called("converted", what)
            cells |= {"what": what, "amount": self._product(order.converted, factors)}
            yield "converted", cells
            ends = [self._at("converted")]
        if self.terms.has_border:
            yield from self._border(landed, rate, ends)
        yield "total", {"what": self._total(), "amount": self._whole(order.at_least, ends)}

    def _total(self) -> str:
        """Return what the last sum is called: no total while a charge of it is unknown."""
        unknown = self.order.unknown
        return f"At least, {' and '.join(unknown)} unknown" if unknown else "Total"

    def _called(self, amount: str, what: str) -> str:
        """Return what an amount is called: one that hangs on an unknown charge is a least one."""
        return f"{what}, at least" if amount in self.order.open_amounts else what

    def _border(
        self, landed: list[Ref], rate: Ref | None, ends: list[Ref]
    ) -> Iterator[tuple[str, dict[str, Cell]]]:
        order, vendor = self.order, self.vendor
        worth = order.goods + order.shipping + order.charges
        whole = Sum(worth, tuple(landed), needs_all=True)
        yield "worth", {"what": "Value of the order", "amount": whole}
        value = self._at("worth")
        if rate is not None:
            there = self.settlement.convert(worth, self.settlement.currency)
            cells = self._rate_cell(rate)
            cells |= {"what": f"Value in {there.currency}"}
            cells |= {"amount": self._product(there, [value, rate])}
            yield "value", cells
            value = self._at("value")
        duty = None
        if vendor.duty_percent:
            cost = self.terms.duty(value, self._at("duty", "percent"))
            cells = {"what": self._called("duty", "Duty"), "percent": vendor.duty_percent}
            yield "duty", cells | {"amount": self._computed(order.duty, cost)}
            duty = self._at("duty")
            ends.append(duty)
        if vendor.import_tax_percent:
            cost = self.terms.import_tax(value, duty, self._at("import_tax", "percent"))
            what = self._called("import_tax", "Import tax")
            cells = {"what": what, "percent": vendor.import_tax_percent}
            yield "import_tax", cells | {"amount": self._computed(order.import_tax, cost)}
            ends.append(self._at("import_tax"))

    def _rate_cell(self, rate: Ref) -> dict[str, Cell]:
        return {"rate": Same(rate_value(self.order.rate), rate)}

    def _product(self, value: Money, factors: list[Ref]) -> Product:
        return Product(value, tuple(factors), minor_unit_places(value.currency), value.currency)

    def _share(
        self, key: str, what: str, value: Money, of: list[Ref], percent: Decimal | None
    ) -> tuple[str, dict[str, Cell]]:
        share = times(total_of(*of), self._at(key, "percent"))
        cell = self._computed(value, rounded(share, minor_unit_places(value.currency)))
        return key, {"what": what, "percent": percent, "amount": cell}

    def _at(self, key: str, column: str = "amount") -> Ref:
        return Ref(_totals_name(self.order.vendor), key, column)
