"""What a vendor takes off the goods of an order."""

from decimal import Decimal

from planner.engine.charges._reduction import Reduction
from planner.model.vendors import Vendor


class Discount(Reduction):
    """A percentage or an amount, on any order or from an order value on, before tax."""

    key = "discount"
    label = "Discount"
    base = ("goods",)

    def off(self, vendor: Vendor) -> tuple[Decimal | None, Decimal | None]:
        """Return the percentage, or the amount, that the vendor takes off."""
        return vendor.discount_percent, vendor.discount_amount

    def over(self, vendor: Vendor) -> Decimal | None:
        """Return the order value from which on it does."""
        return vendor.discount_over
