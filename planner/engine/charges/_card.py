"""What paying by card adds to a payment."""

from decimal import Decimal

from planner.engine.charges._share import Share
from planner.model.vendors import Vendor


class Card(Share):
    """A percentage of everything else that is paid to the vendor, which the table names."""

    key = "card"
    label = "Paying by card"
    part = "charges"

    def __init__(self, base: tuple[str, ...]) -> None:
        self.base = base

    def percent(self, vendor: Vendor) -> Decimal | None:
        """Return the percent that the vendor adds."""
        return vendor.card_percent
