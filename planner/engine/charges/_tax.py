"""Tax that a vendor adds to its prices."""

from decimal import Decimal

from planner.engine.charges._share import Share
from planner.engine.charges.charge import WORTH
from planner.engine.charges.counted import CountedOrder
from planner.model.vendors import Vendor


class Tax(Share):
    """Tax on goods, shipping and charges, where prices do not include it."""

    key = "tax"
    label = "Tax"
    part = "taxes"
    base = WORTH

    def percent(self, vendor: Vendor) -> Decimal | None:
        """Return the percent that comes on top of prices."""
        return vendor.tax_on_top

    def included_percent(self, vendor: Vendor) -> Decimal | None:
        """Return the percent that prices hold already."""
        return vendor.tax_percent if vendor.tax_included else None

    def is_known(self, order: CountedOrder) -> bool:
        """Tell whether it is known what tax is due, by the vendor or at the border."""
        return order.vendor.states_tax
