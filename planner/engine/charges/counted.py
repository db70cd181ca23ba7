"""An order while it is counted in money, charge by charge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.model.basket import OrderLine
from planner.model.buying import Settlement
from planner.model.money import Money, total
from planner.model.vendors import Vendor


@dataclass(frozen=True)
class CountedOrder:
    """An order with its lines; `amounts` are its goods and what is counted so far, by key."""

    vendor: Vendor
    settlement: Settlement
    lines: Sequence[OrderLine]
    amounts: dict[str, Money]

    @property
    def goods(self) -> Money:
        """Return what its lines come to, in the vendor's currency."""
        return self.amounts["goods"]

    @property
    def net_goods(self) -> Money:
        """Return what those lines come to whose prices do not include tax."""
        net = [line.line_price for line in self.lines if line.includes_tax is False]
        return total(net, self.vendor.currency)

    def base(self, keys: Iterable[str]) -> Money:
        """Return amounts added up, in the vendor's currency."""
        return total([self.amounts[key] for key in keys], self.vendor.currency)

    def value(self, keys: Iterable[str]) -> Money:
        """Return amounts of the vendor added up, in the basket's currency: converted once."""
        return self.settlement.convert(self.base(keys), self.settlement.currency)

    def charged(self, amount: Decimal | None) -> Money:
        """Return an amount of the vendor's terms; an unknown one is none."""
        return Money(amount or Decimal(0), self.vendor.currency).rounded()


def percent_of(amount: Money, percent: Decimal | None, *, down: bool = False) -> Money:
    """Return a percentage of an amount, rounded half up or `down`; an unknown one is none."""
    exact = amount * ((percent or Decimal(0)) / 100)
    return exact.rounded_down() if down else exact.rounded()
