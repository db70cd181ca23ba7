"""What a basket comes to, by what it is paid for: goods, shipping, charges and taxes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from planner.model.basket import Basket, CostPart, PurchaseOrder
from planner.model.money import Money, split, total


@dataclass(frozen=True)
class CostParts:
    """What a basket comes to, by what it is paid for, in the basket's currency.

    `goods` are less what is taken off them, `charges` are handling, small orders and cards, and
    `taxes` those of vendors and of the border, duty among them. A conversion's mark-up is in each.
    """

    goods: Money
    shipping: Money
    charges: Money
    taxes: Money

    @property
    def total(self) -> Money:
        """Return all of it together."""
        return self.goods + self.shipping + self.charges + self.taxes

    def split(
        self, weights: Sequence[Decimal], *, shipping_evenly: bool = False
    ) -> tuple["CostParts", ...]:
        """Return shares in proportion to weights that foot to each part; see `money.split`.

        With `shipping_evenly` shipping goes in equal parts.
        """
        even = [Decimal(1)] * len(weights)
        columns = (
            split(self.goods, weights),
            split(self.shipping, even if shipping_evenly else weights),
            split(self.charges, weights),
            split(self.taxes, weights),
        )
        return tuple(CostParts(*row) for row in zip(*columns, strict=True))

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
    parts = [order_parts(order, basket.currency) for order in basket.orders]
    return CostParts(
        goods=total([part.goods for part in parts], basket.currency),
        shipping=total([part.shipping for part in parts], basket.currency),
        charges=total([part.charges for part in parts], basket.currency),
        taxes=total([part.taxes for part in parts], basket.currency),
    )


def order_parts(order: PurchaseOrder, currency: str) -> CostParts:
    """Return what an order is paid for, in the basket's currency; the parts foot to its total."""
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
