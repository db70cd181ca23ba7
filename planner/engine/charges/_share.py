"""A charge that is a percentage of others in the same payment, rounded once an order."""

from collections.abc import Iterator

from planner.engine.charges.charge import Bound, Charge
from planner.engine.charges.counted import CountedOrder, percent_of
from planner.engine.charges.program import OrderProgram
from planner.engine.charges.sheet import OrderSheet, SheetRow
from planner.engine.solving.rounding import Sum
from planner.model.expressions import total_of
from planner.model.money import Money
from planner.model.table import Cell
from planner.model.vendors import Vendor


class Share(Charge):
    """A percentage of its base; which one says `percent`."""

    def count(self, order: CountedOrder) -> Money:
        """Return the percentage of what its base comes to."""
        return percent_of(order.base(self.base), self.percent(order.vendor))

    def rows(self, order: OrderProgram) -> Sum:
        """Return the percentage of the sums of its base."""
        return order.share(order.base(self.base), self.percent(order.vendor))

    def bound(self, _vendor: Vendor) -> Bound:
        """Return that it moves with its base only."""
        return Bound()

    def terms(self, _vendor: Vendor) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Yield nothing: its percent stands in its own row."""
        yield from ()

    def cell(self, sheet: OrderSheet) -> SheetRow | None:
        """Return the percentage of the cells of its base."""
        percent = self.percent(sheet.vendor)
        if not percent:
            return None
        whole = total_of(*sheet.base(self.base))
        return SheetRow(sheet.share(whole, self.key, sheet.vendor.currency), percent)
