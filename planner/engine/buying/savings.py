"""What one basket saves against another, and where that comes from."""

from decimal import Decimal

from planner.model.basket import Basket, PurchaseOrder
from planner.model.buying import CostParts
from planner.model.money import Money, split, total


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
