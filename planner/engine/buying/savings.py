"""What one basket saves against another, and where that comes from."""

from dataclasses import dataclass
from decimal import Decimal

from planner.model.money import Money, split, total
from planner.model.sourcing import Basket, PurchaseOrder


@dataclass(frozen=True)
class CostParts:
    """What a basket comes to, by what it is paid for, in the basket's currency.

    `charges` are handling, small orders and cards; `taxes` those of vendors and of the border, duty
    among them. A conversion's mark-up is in each of them.
    """

    goods: Money
    shipping: Money
    charges: Money
    taxes: Money

    @property
    def total(self) -> Money:
        """Return all of it together."""
        return self.goods + self.shipping + self.charges + self.taxes

    def less(self, other: "CostParts") -> "CostParts":
        """Return by how much each part is dearer than another basket's."""
        return CostParts(
            goods=self.goods - other.goods,
            shipping=self.shipping - other.shipping,
            charges=self.charges - other.charges,
            taxes=self.taxes - other.taxes,
        )


def cost_parts(basket: Basket) -> CostParts:
    """Return what a basket is paid for; the parts foot to its total."""
    parts = [_parts(order, basket.currency) for order in basket.orders]
    return CostParts(
        goods=total([part.goods for part in parts], basket.currency),
        shipping=total([part.shipping for part in parts], basket.currency),
        charges=total([part.charges for part in parts], basket.currency),
        taxes=total([part.taxes for part in parts], basket.currency),
    )


def _parts(order: PurchaseOrder, currency: str) -> CostParts:
    nothing = Money(Decimal(0), currency)
    goods, shipping, charges, tax = nothing, nothing, nothing, nothing
    if order.paid.amount:
        # One payment is converted once, so its parts are shares of what that took.
        weights = [
            each.amount
            for each in (order.goods, order.shipping, order.charges + order.card, order.tax)
        ]
        goods, shipping, charges, tax = split(order.converted, weights)
    return CostParts(goods, shipping, charges, tax + order.duty + order.import_tax)
