"""A charge below nothing: a percentage or an amount off goods, from an order value on.

Its thresholds, as all others, go by the goods before anything is taken off. What is left of goods
is rounded half up, once an order.
"""

from abc import abstractmethod
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import ClassVar

from planner.engine.charges.charge import NO_GAIN, Bound, Charge, Gain, TakenOff
from planner.engine.charges.counted import CountedOrder
from planner.engine.charges.program import OrderProgram, charged, share
from planner.engine.charges.sheet import OrderSheet, SheetRow, own_money
from planner.engine.solving.rounding import Sum, plus
from planner.model.expressions import (
    Expression,
    at_least,
    less,
    most,
    rounded,
    times,
    total_of,
    when,
)
from planner.model.money import Money
from planner.model.table import Cell
from planner.model.vendors import Vendor


class Reduction(Charge):
    """Something off the goods of an order; how much and from when on says who extends it."""

    part = "goods"
    reduces: ClassVar[bool] = True

    @abstractmethod
    def off(self, vendor: Vendor) -> tuple[Decimal | None, Decimal | None]:
        """Return the percentage, or the amount, that is taken off."""

    @abstractmethod
    def over(self, vendor: Vendor) -> Decimal | None:
        """Return the order value from which on it is; None: off any order."""

    # --- counted ----------------------------------------------------------------------------------

    def count(self, order: CountedOrder) -> Money:
        """Return what is taken off, below nothing."""
        goods = order.base(self.base)
        return self.left_of(goods, order) - goods

    def left_of(self, goods: Money, order: CountedOrder) -> Money:
        """Return what is left of goods of an order."""
        percent, amount = self.off(order.vendor)
        if order.goods.amount < (self.over(order.vendor) or 0):
            return goods
        if percent:
            return (goods * (1 - percent / 100)).rounded()
        left = goods - order.charged(amount)
        return max(left, left * 0)

    # --- in the program ---------------------------------------------------------------------------

    def rows(self, order: OrderProgram) -> Sum:
        """Return what is taken off: what is left of goods, less the goods."""
        if not any(self.off(order.vendor)):
            return {}
        goods = order.base(self.base)
        left = self.left_in(goods, order)
        return plus(left, {each: -times for each, times in goods.items()})

    def left_in(self, goods: Sum, order: OrderProgram) -> Sum:
        """Return what is left of goods, behind a switch for the order value."""
        percent, amount = self.off(order.vendor)
        if not goods or not (percent or amount):
            return goods
        made, gate = order.made, self._gate(order)
        negated = [(column, -times) for column, times in goods.items()]
        most_left = made.upper(goods)
        left = made.program.column(0, most_left + 1)
        if percent:
            rest = made.times(goods, 1 - share(percent), order.opened)
            made.program.row(
                [(left, 1), *((each, -times) for each, times in rest.items())], least=0
            )
            off = most_left
        else:
            off = order.charged(amount)
        made.program.row([(left, 1), *negated, (gate, off)], least=0)
        return {left: 1}

    def _gate(self, order: OrderProgram) -> int:
        """Return the switch that tells whether the goods reach the order value."""
        over = self.over(order.vendor)
        if not over:
            return order.opened

        def switch() -> Sum:
            gate = order.made.program.switch()
            row = [*order.goods.items(), (gate, -order.threshold(over))]
            order.made.program.row(row, least=0)
            return {gate: 1}

        return next(iter(order.once(f"{self.key} from an order value on", switch)))

    # --- as bounds --------------------------------------------------------------------------------

    def takes_off(self, vendor: Vendor) -> TakenOff:
        """Return the percentage as a share, or the amount."""
        percent, amount = self.off(vendor)
        return TakenOff(share(percent), charged(amount, vendor))

    def bound(self, vendor: Vendor) -> Bound:
        """Return that an order may lose it by holding less; it never makes one dearer."""
        off = self.takes_off(vendor)
        return Bound(loses=self._at_the_threshold(vendor) + off.amount)

    def gain(self, vendor: Vendor) -> Gain:
        """Return that a larger order may reach the order value from which on it is taken off."""
        over = self.over(vendor)
        off = self.takes_off(vendor)
        if not over or not off:
            return NO_GAIN
        return Gain(self._at_the_threshold(vendor) + off.amount, charged(over, vendor) + 1)

    def _at_the_threshold(self, vendor: Vendor) -> int:
        """Return what its share comes to where the goods just reach the order value."""
        over = charged(self.over(vendor), vendor) + 1
        return ceil(Fraction(over) * self.takes_off(vendor).share) + 1 if self.over(vendor) else 0

    # --- on a sheet -------------------------------------------------------------------------------

    def terms(self, vendor: Vendor) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Yield the amount, and the order value."""
        (percent, amount), over = self.off(vendor), self.over(vendor)
        cells: dict[str, Cell] = {"what": self.label}
        if over:
            cells |= {
                "what": f"{self.label} from this order value on",
                "from": own_money(over, vendor),
            }
        if amount:
            cells["amount"] = own_money(amount, vendor)
        if amount or (percent and over):
            yield self.key, cells

    def cell(self, sheet: OrderSheet) -> SheetRow | None:
        """Return what is taken off the cells of goods."""
        percent, amount = self.off(sheet.vendor)
        if not percent and not amount:
            return None
        goods = total_of(*sheet.base(self.base))
        return SheetRow(less(self.left_on(goods, sheet), goods), percent)

    def left_on(self, goods: Expression, sheet: OrderSheet) -> Expression:
        """Return what is left of an amount of goods."""
        percent, amount = self.off(sheet.vendor)
        if percent:
            taken = times(goods, sheet.at(self.key, "percent"))
            left = rounded(less(goods, taken), sheet.places)
        elif amount:
            left = most(less(goods, sheet.charged(self.key)), 0)
        else:
            return goods
        if not self.over(sheet.vendor):
            return left
        return when(at_least(sheet.goods, sheet.term(self.key, "from")), left, goods)
