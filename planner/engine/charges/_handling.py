"""What a vendor charges for handling an order, and more for a small one."""

from collections.abc import Iterator

from planner.engine.charges.charge import Bound, Charge, Gain, Reached
from planner.engine.charges.counted import CountedOrder
from planner.engine.charges.program import OrderProgram, charged, threshold
from planner.engine.charges.sheet import OrderSheet, SheetRow, own_money
from planner.engine.solving.rounding import Sum, plus
from planner.model.expressions import Expression, added, at_least, when
from planner.model.money import Money
from planner.model.table import Cell
from planner.model.vendors import Vendor

BELOW_LEAST = "below the minimum order value"


class Handling(Charge):
    """Handling, and the charge for an order below the least one; without it none is taken."""

    key = "charges"
    label = "Handling and charges"
    part = "charges"

    def count(self, order: CountedOrder) -> Money:
        """Return handling, and the charge for a small order where the goods stay below it."""
        vendor, cost = order.vendor, order.charged(order.vendor.handling)
        if vendor.minimum_order is not None and order.goods.amount < vendor.minimum_order:
            cost += order.charged(vendor.small_order_charge)
        return cost

    def rows(self, order: OrderProgram) -> Sum:
        """Return handling and a switch for a small order, or hold the goods from below."""
        vendor, program = order.vendor, order.made.program
        handling = order.charged(vendor.handling)
        result = {order.opened: handling} if handling else {}
        if not vendor.minimum_order:
            return result
        least = order.threshold(vendor.minimum_order)
        row = [*order.goods.items(), (order.opened, -least)]
        if vendor.small_order_charge is None:
            program.row(row, least=0)
            return result
        small = program.switch()
        program.row([*row, (small, least)], least=0)
        return plus(result, {small: order.charged(vendor.small_order_charge)})

    def bound(self, vendor: Vendor) -> Bound:
        """Return that an order may become a small one; one that is not taken has no limit."""
        small = charged(vendor.small_order_charge, vendor) if vendor.minimum_order else 0
        handling = charged(vendor.handling, vendor)
        if vendor.minimum_order and vendor.small_order_charge is None:
            return Bound(opening=None, loses=None, least=handling)
        return Bound(opening=small + handling, loses=small, least=handling)

    def reached(self, vendor: Vendor) -> tuple[Reached, ...]:
        """Return handling, below the least order with the charge for a small one."""
        handling = charged(vendor.handling, vendor)
        if not vendor.minimum_order:
            return (Reached(0, handling),)
        whole = Reached(threshold(vendor.minimum_order, vendor), handling)
        if vendor.small_order_charge is None:
            return (whole,)
        return Reached(0, handling + charged(vendor.small_order_charge, vendor)), whole

    def gain(self, vendor: Vendor) -> Gain:
        """Return that a larger order spares the charge for a small one, or is taken at all."""
        if not vendor.minimum_order:
            return Gain()
        small = vendor.small_order_charge
        most = None if small is None else charged(small, vendor)
        return Gain(most, charged(vendor.minimum_order, vendor) + 1)

    def terms(self, vendor: Vendor) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Yield handling and the least order."""
        if vendor.handling:
            yield "handling", {"what": "Handling", "amount": own_money(vendor.handling, vendor)}
        if vendor.minimum_order is not None:
            least = own_money(vendor.minimum_order, vendor)
            cells: dict[str, Cell] = {"what": "Minimum order value", "from": least}
            if vendor.small_order_charge is not None:
                small = own_money(vendor.small_order_charge, vendor)
                cells |= {"what": "Orders below this value cost extra", "amount": small}
            yield "least", cells

    def cell(self, sheet: OrderSheet) -> SheetRow | None:
        """Return what handling and a small order are charged.

        Where no packs are ordered nothing is, and no least order is asked.
        """
        vendor = sheet.vendor
        if not vendor.handling and vendor.minimum_order is None:
            return None
        cost: Expression = sheet.charged("handling") if vendor.handling else 0
        if vendor.minimum_order is not None:
            small: Expression = BELOW_LEAST
            if vendor.small_order_charge is not None:
                small = added(cost, sheet.charged("least"))
            cost = when(at_least(sheet.goods, sheet.term("least", "from")), cost, small)
        return SheetRow(sheet.if_any(cost))
