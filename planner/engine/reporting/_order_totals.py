"""What one order comes to until it lies on the table, as cells that follow lines and terms."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from planner.engine.charges import BORDER, PAID
from planner.engine.charges.charge import WORTH, Charge
from planner.engine.charges.sheet import OrderSheet, totals_name
from planner.engine.reporting._order_terms import TermCells
from planner.engine.reporting._rates import RateBook, rate_value
from planner.engine.reporting.vendor_order import OrderLines
from planner.model.basket import PurchaseOrder, unknown_words
from planner.model.buying import Settlement
from planner.model.expressions import Expression, Ref, total_of
from planner.model.money import Money, minor_unit_places, total
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
from planner.model.tax_wording import rule_notes
from planner.model.vendors import Vendor


def total_cell(vendor: str) -> Ref:
    """Return the cell that holds what an order comes to in the basket's currency."""
    return Ref(totals_name(vendor), "total", "amount")


@dataclass(frozen=True)
class OrderTables:
    """Writes the tables of one order: its lines, how they add up to what it lands at, and terms."""

    order: PurchaseOrder
    vendor: Vendor
    names: Mapping[str, str]
    rates: RateBook
    settlement: Settlement
    wanted: Callable[[PurchaseOrder, int], Expression | None]

    @property
    def terms(self) -> TermCells:
        """Return the cells of the vendor's terms."""
        return TermCells(self.vendor, self.settlement, self.rates)

    @property
    def lines(self) -> OrderLines:
        """Return what writes its lines."""
        return OrderLines(self.order, self.terms, self.names, self.wanted)

    def tables(self) -> tuple[Table, ...]:
        """Return the order: its lines, what it lands at, and the terms that both follow."""
        further = (self.lines.breaks(), self.terms.table())
        both = (self.lines.table(), self.totals())
        return (*both, *(table for table in further if table is not None))

    def totals(self) -> Table:
        """Return how the lines add up to what the order lands at."""
        name, own = totals_name(self.order.vendor), self.order.paid.currency
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
        notes = rule_notes(self.order)
        return Table(name, "Total cost", columns, rows, notes).compact()

    def _sheet(self) -> OrderSheet:
        """Return where its charges find what they are counted from."""
        return OrderSheet(
            self.order,
            self.vendor,
            self.settlement,
            packs=self.lines.cells("packs"),
            amounts=self.lines.cells("amount"),
            grams=self.lines.cells("grams") if self.terms.weighs else (),
            pieces=self.lines.pieces(),
            rate_cell=self.terms.rate_cell,
            written={"goods": self._at("goods")},
        )

    def _rows(self) -> Iterator[tuple[str, dict[str, Cell]]]:
        order, vendor, sheet = self.order, self.vendor, self._sheet()
        whole = Sum(order.goods, self.lines.cells("amount"), needs_all=True)
        yield "goods", {"what": "Goods", "amount": whole}
        for charge in PAID:
            yield from self._charge(charge, sheet)
        paid = list(sheet.written.values())
        if order.rate is None and not self._has_border:
            yield "total", {"what": self._total(), "amount": self._whole(order.at_least, paid)}
            return
        whole = Sum(order.paid, tuple(paid), needs_all=True)
        what = self._called(f"To pay {vendor.name}", is_open=bool(order.unknown))
        yield "paid", {"what": what, "amount": whole}
        yield from self._landed(sheet)

    @property
    def _has_border(self) -> bool:
        """Tell whether anything may fall due when the order enters the country."""
        return any(charge.may_be_due(self.vendor) for charge in BORDER)

    def _charge(self, charge: Charge, sheet: OrderSheet) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Yield the row of a charge, if it may be due or nobody knows."""
        counted, row = self.order.charge(charge.key), charge.cell(sheet)
        if row is None:
            if counted.is_unknown:
                yield charge.key, {"what": f"{counted.label}, unknown", "amount": ""}
            return
        sheet.written[charge.key] = sheet.at(charge.key)
        cells: dict[str, Cell] = {"what": self._called(counted.label, is_open=counted.is_open)}
        if row.percent is not None:
            cells["percent"] = row.percent
        amount: Cell = counted.amount
        if row.formula is not None:
            amount = Computed(counted.amount, row.formula, counted.amount.currency)
        yield charge.key, cells | {"amount": amount}

    def _whole(self, value: Money, of: list[Ref]) -> Computed:
        """Return a total that says so while a part of it is empty."""
        return Computed(value, total_of(*of), value.currency, lacking=UNPRICED)

    def _landed(self, sheet: OrderSheet) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Yield the rows from what is paid to what it lands at in the basket's currency."""
        order, vendor, ends = self.order, self.vendor, [self._at("paid")]
        rate = self.terms.rate_cell(order.paid.currency, order.converted.currency)
        if rate is not None:
            factors, cells = [self._at("paid"), rate], self._rate_cell(rate)
            what = f"Converted to {self.settlement.currency}"
            if vendor.fx_percent:
                # One factor, because rate and mark-up are rounded once together.
                factors.append(self._at("converted", "percent"))
                cells["percent"] = 100 + vendor.fx_percent
                what += f", {number_text(vendor.fx_percent)} % for conversion included"
            what = self._called(what, is_open=bool(order.unknown))
            cells |= {"what": what, "amount": self._product(order.converted, factors)}
            yield "converted", cells
            ends = [self._at("converted")]
        if self._has_border:
            yield from self._value(sheet, rate)
            for charge in BORDER:
                yield from self._charge(charge, sheet)
            ends += sheet.base(charge.key for charge in BORDER)
        yield "total", {"what": self._total(), "amount": self._whole(order.at_least, ends)}

    def _total(self) -> str:
        """Return what the last sum is called: no total while a charge of it is unknown."""
        unknown = unknown_words(self.order)
        return f"At least, {unknown} unknown" if unknown else "Total"

    def _called(self, what: str, *, is_open: bool) -> str:
        """Return what an amount is called: one that hangs on an unknown charge is a least one."""
        return f"{what}, at least" if is_open else what

    def _value(self, sheet: OrderSheet, rate: Ref | None) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Yield what the order is worth at the border, in its own and in the basket's currency."""
        charged = [each.amount for each in self.order.charges if each.key in WORTH]
        worth = total([self.order.goods, *charged], self.vendor.currency)
        whole = Sum(worth, tuple(sheet.base(WORTH)), needs_all=True)
        yield "worth", {"what": "Value of the order", "amount": whole}
        sheet.written["value"] = self._at("worth")
        if rate is not None:
            there = self.settlement.convert(worth, self.settlement.currency)
            cells = self._rate_cell(rate)
            cells |= {"what": f"Value in {there.currency}"}
            cells |= {"amount": self._product(there, [self._at("worth"), rate])}
            yield "value", cells
            sheet.written["value"] = self._at("value")

    def _rate_cell(self, rate: Ref) -> dict[str, Cell]:
        return {"rate": Same(rate_value(self.order.rate), rate)}

    def _product(self, value: Money, factors: list[Ref]) -> Product:
        return Product(value, tuple(factors), minor_unit_places(value.currency), value.currency)

    def _at(self, key: str, column: str = "amount") -> Ref:
        return Ref(totals_name(self.order.vendor), key, column)
