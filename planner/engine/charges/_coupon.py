"""What a code that a person has takes off the goods of an order."""

from decimal import Decimal

from planner.engine.charges._reduction import Reduction
from planner.model.vendors import Vendor


class OffByCode(Reduction):
    """A percentage or an amount off what a vendor's own discount leaves, on the person's word."""

    key = "coupon"
    label = "Coupon"
    base = ("goods", "discount")

    def off(self, vendor: Vendor) -> tuple[Decimal | None, Decimal | None]:
        """Return the percentage, or the amount, that the code takes off."""
        coupon = vendor.coupon
        if coupon is None:
            return None, None
        return coupon.percent, None if coupon.amount is None else coupon.amount.amount

    def over(self, _vendor: Vendor) -> Decimal | None:
        """Return that it holds for any order."""
        return None

    def called(self, vendor: Vendor) -> str:
        """Return it with its code."""
        return self.label if vendor.coupon is None else f"{self.label} {vendor.coupon.code}"

    def is_assumed(self, vendor: Vendor) -> bool:
        """Tell whether there is one: no vendor says so."""
        return vendor.coupon is not None
