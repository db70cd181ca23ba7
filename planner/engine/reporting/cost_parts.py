"""What a basket is paid for: goods, shipping, charges and taxes, each share of one payment."""

from decimal import Decimal
from typing import get_args

from planner.model.basket import Basket, CostPart, PurchaseOrder
from planner.model.cost_parts import CostParts
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
    amounts = {part: Money(Decimal(0), currency) for part in get_args(CostPart)}
    if order.paid.amount:
        # One payment is converted once, so its parts are shares of what that took.
        weights = dict.fromkeys(amounts, Decimal(0)) | {"goods": order.goods.amount}
        for charge in order.in_payment:
            weights[charge.part] += charge.amount.amount
        shares = split(order.converted, list(weights.values()))
        amounts = dict(zip(weights, shares, strict=True))
    for charge in order.at_border:
        amounts[charge.part] += charge.amount
    return CostParts(**amounts)
