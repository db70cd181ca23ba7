"""What paying by card adds to a payment."""

from decimal import Decimal

from planner.engine.charges._share import Share
from planner.engine.charges.charge import WORTH
from planner.model.vendors import Vendor


class Card(Share):
    """A percentage of everything else that is paid to the vendor."""

    key = "card"
    label = "Paying by card"
    part = "charges"
    base = (*WORTH, "tax")

    def percent(self, vendor: Vendor) -> Decimal | None:
        """Return the percent that the vendor adds."""
        return vendor.card_percent
