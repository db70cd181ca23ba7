"""What a vendor charges for bringing an order over a border."""

from collections.abc import Iterator

from planner.engine.charges.charge import Bound, Charge
from planner.engine.charges.counted import CountedOrder
from planner.engine.charges.program import OrderProgram, charged
from planner.engine.charges.sheet import OrderSheet, SheetRow, own_money
from planner.engine.solving.rounding import Sum
from planner.model.money import Money
from planner.model.table import Cell
from planner.model.vendors import Vendor


class Brokerage(Charge):
    """A fee for each order from abroad; a vendor as it charges at home has none.

    It is paid for bringing goods in, not for the goods: neither tax nor duty is counted on it.
    """

    key = "brokerage"
    label = "Brokerage"
    part = "charges"

    def count(self, order: CountedOrder) -> Money:
        """Return the fee."""
        return order.charged(order.vendor.brokerage_fee)

    def rows(self, order: OrderProgram) -> Sum:
        """Return the fee, if there is an order."""
        fee = order.charged(order.vendor.brokerage_fee)
        return {order.opened: fee} if fee else {}

    def bound(self, vendor: Vendor) -> Bound:
        """Return that it is the same for any order."""
        return Bound(opening=charged(vendor.brokerage_fee, vendor))

    def terms(self, vendor: Vendor) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Yield the fee."""
        if vendor.brokerage_fee:
            fee = own_money(vendor.brokerage_fee, vendor)
            yield "brokerage", {"what": "Brokerage of an order", "amount": fee}

    def cell(self, sheet: OrderSheet) -> SheetRow | None:
        """Return the fee, nothing where no packs are ordered."""
        if not sheet.vendor.brokerage_fee:
            return None
        return SheetRow(sheet.if_any(sheet.charged("brokerage")))
