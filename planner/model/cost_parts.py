"""What a basket comes to, by what it is paid for."""

from dataclasses import dataclass

from planner.model.money import Money


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

    def less(self, other: "CostParts") -> "CostParts":
        """Return by how much each part is dearer than another basket's."""
        return CostParts(
            goods=self.goods - other.goods,
            shipping=self.shipping - other.shipping,
            charges=self.charges - other.charges,
            taxes=self.taxes - other.taxes,
        )
