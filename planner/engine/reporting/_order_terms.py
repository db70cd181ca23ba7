"""The terms of a vendor as cells, and what shipping, charges and taxes come to by them.

An order that is changed in a sheet may cross a threshold: shipping becomes free, a small order is
charged more, a tax at the border falls due or no longer does. So the thresholds stand in cells of
their own, and the amounts are counted from them as `landing` counts them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.engine.reporting._rates import RateBook
from planner.model.buying import Settlement
from planner.model.expressions import (
    Expression,
    Ref,
    above,
    added,
    at_least,
    rounded,
    times,
    total_of,
    when,
)
from planner.model.money import Money, minor_unit_places
from planner.model.table import Cell, Column, Kind, Table, row_of
from planner.model.vendors import Vendor

BELOW_LEAST = "below the least order"


@dataclass(frozen=True)
class TermCells:
    """Writes the terms of a vendor that hang on the size of an order, and reads them again."""

    vendor: Vendor
    settlement: Settlement
    rates: RateBook

    @property
    def name(self) -> str:
        """Return the name of their table."""
        return f"order_{self.vendor.vendor}_terms"

    @property
    def weighs(self) -> bool:
        """Tell whether shipping goes by weight."""
        return bool(self.vendor.shipping_by_weight)

    @property
    def has_border(self) -> bool:
        """Tell whether duty or tax may fall due when an order enters the country."""
        return bool(self.vendor.duty_percent or self.vendor.import_tax_percent)

    def rate_cell(self, base: str, quote: str) -> Ref | None:
        """Return the cell of the rate between two currencies; None between one and itself."""
        if base == quote:
            return None
        return self.rates.cell(base, quote, self.settlement.rate(base, quote))

    def table(self) -> Table | None:
        """Return the terms; None if none of them hangs on the size of an order."""
        columns = (
            Column("what", "What", under="what"),
            Column("from", "From", Kind.MIXED, entered=True, under="pieces"),
            Column("amount", "Amount", Kind.MONEY, self.vendor.currency, entered=True),
        )
        rows = tuple(row_of(columns, key, cells=cells) for key, cells in self._rows())
        return (
            Table(self.name, "Terms of this vendor", columns, rows, detail=True) if rows else None
        )

    def _rows(self) -> Iterator[tuple[str, dict[str, Cell]]]:
        vendor = self.vendor
        if vendor.states_shipping:
            for index, (start, amount) in enumerate(self._steps()):
                what = "Shipping"
                if vendor.shipping_tiers:
                    what = "Shipping, from this order value on"
                elif self.weighs:
                    what = "Shipping, from so many grams on"
                cells: dict[str, Cell] = {"what": what, "amount": self._money(amount)}
                yield f"shipping_{index + 1}", cells | ({} if start is None else {"from": start})
            if vendor.shipping_per_pack:
                each = self._money(vendor.shipping_per_pack)
                yield "per_pack", {"what": "Shipping for each pack on top of that", "amount": each}
            if vendor.free_shipping_over is not None:
                free = self._money(vendor.free_shipping_over)
                yield "free", {"what": "Shipping is free from this order value on", "from": free}
        if vendor.handling:
            yield "handling", {"what": "Handling", "amount": self._money(vendor.handling)}
        if vendor.minimum_order is not None:
            cells = {"what": "Least order", "from": self._money(vendor.minimum_order)}
            if vendor.small_order_charge is not None:
                small = self._money(vendor.small_order_charge)
                cells |= {"what": "An order below this is charged", "amount": small}
            yield "least", cells
        if self.has_border and vendor.import_tax_over is not None:
            what = "Duty and tax at the border over this value"
            yield "over", {"what": what, "from": vendor.import_tax_over}

    def _steps(self) -> list[tuple[Money | int | None, Decimal]]:
        """Return what shipping costs from which value or weight on; flat without a start."""
        vendor = self.vendor
        if vendor.shipping_by_weight:
            return [(step.weight_g, step.shipping) for step in vendor.shipping_by_weight]
        if vendor.shipping_tiers:
            tiers = vendor.shipping_tiers
            return [(self._money(tier.order_value), tier.shipping) for tier in tiers]
        return [(None, vendor.shipping or Decimal(0))]

    def _money(self, amount: Decimal) -> Money:
        return Money(amount, self.vendor.currency)

    def _at(self, row: str, column: str = "amount") -> Ref:
        return Ref(self.name, row, column)

    def _places(self) -> int:
        return minor_unit_places(self.vendor.currency)

    def shipping(self, goods: Ref, packs: Sequence[Ref], grams: Sequence[Ref]) -> Expression:
        """Return what shipping costs an order, nothing if there is none; it must be stated."""
        reached = total_of(*grams) if self.weighs else goods
        keys = [f"shipping_{index + 1}" for index in range(len(self._steps()))]
        base: Expression = self._at(keys[0])
        for key in keys[1:]:
            base = when(at_least(reached, self._at(key, "from")), self._at(key), base)
        cost = rounded(base, self._places())
        if self.vendor.shipping_per_pack:
            each = rounded(self._at("per_pack"), self._places())
            cost = added(cost, times(each, total_of(*packs)))
        if self.vendor.free_shipping_over is not None:
            cost = when(at_least(goods, self._at("free", "from")), 0, cost)
        return when(above(total_of(*packs), 0), cost, 0)

    def charges(self, goods: Ref, packs: Sequence[Ref]) -> Expression | None:
        """Return what handling and a small order are charged; None if neither ever is.

        Where no packs are ordered nothing is, and no least order is asked.
        """
        cost = self._charged(goods)
        return None if cost is None else when(above(total_of(*packs), 0), cost, 0)

    def _charged(self, goods: Ref) -> Expression | None:
        vendor = self.vendor
        if not vendor.handling and vendor.minimum_order is None:
            return None
        cost: Expression = 0
        if vendor.handling:
            cost = rounded(self._at("handling"), self._places())
        if vendor.minimum_order is None:
            return cost
        small: Expression = BELOW_LEAST
        if vendor.small_order_charge is not None:
            small = added(cost, rounded(self._at("least"), self._places()))
        return when(at_least(goods, self._at("least", "from")), cost, small)

    def duty(self, value: Ref, percent: Ref) -> Expression:
        """Return the duty on what an order is worth."""
        return self._over(value, self._share(value, percent), 0)

    def import_tax(self, value: Ref, duty: Ref | None, percent: Ref) -> Expression:
        """Return the import tax, at the border or, up to its threshold, with the vendor."""
        day, taxed = self.vendor.low_value_tax_from, value if duty is None else added(value, duty)
        taken = day is not None and day <= self.settlement.on
        below: Expression = self._share(value, percent) if taken else 0
        return self._over(value, self._share(taxed, percent), below)

    def _share(self, of: Expression, percent: Ref) -> Expression:
        return rounded(times(of, percent), minor_unit_places(self.settlement.currency))

    def _over(self, value: Ref, then: Expression, otherwise: Expression) -> Expression:
        """Return one term over the value from which on the border takes its share."""
        over = self.vendor.import_tax_over
        if over is None:
            return then
        limit: Expression = self._at("over", "from")
        where = self.rate_cell(over.currency, self.settlement.currency)
        if where is not None:
            limit = rounded(times(limit, where), minor_unit_places(self.settlement.currency))
        return when(above(value, limit), then, otherwise)
