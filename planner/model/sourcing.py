"""What must be bought, and the orders that buy it."""

from typing import Annotated

from pydantic import Field

from planner.model.money import CurrencyCode, ExchangeRate, Money
from planner.model.parts import Count, PartNumber
from planner.model.purchase import Offer, VendorId
from planner.model.record import Record


class Need(Record):
    """Pieces of a part that must be bought; any of its `alternates` serves as well."""

    part_number: PartNumber
    quantity: Annotated[int, Field(ge=1)]
    alternates: tuple[PartNumber, ...] = ()

    @property
    def pool(self) -> tuple[str, ...]:
        """Return every part number that fulfils it."""
        return tuple(dict.fromkeys((self.part_number, *self.alternates)))


class Pick(Record):
    """Packs of one offer, bought for one need."""

    need: int
    offer: Offer
    packs: Annotated[int, Field(ge=1)]

    @property
    def pieces(self) -> int:
        """Return how many pieces that is."""
        return self.packs * self.offer.pack_size


class OrderLine(Record):
    """One line of an order, in the currency of its vendor; `surplus` pieces are not needed."""

    part_number: PartNumber
    offer: Offer
    packs: Count
    quantity: Count
    unit_price: Money
    line_price: Money
    surplus: Count = 0


class PurchaseOrder(Record):
    """What one vendor is asked for, and what that comes to.

    Everything up to `paid` is in the vendor's currency. `converted` is what the payment takes in
    the basket's currency, its conversion mark-up included; `duty` and `import_tax` come on top of
    it, and `total` is all three.
    """

    vendor: VendorId
    lines: tuple[OrderLine, ...]
    goods: Money
    shipping: Money
    charges: Money
    tax: Money
    card: Money
    paid: Money
    rate: ExchangeRate | None = None
    converted: Money
    duty: Money
    import_tax: Money
    total: Money


class Basket(Record):
    """Orders that together hold everything that is needed, and what they come to."""

    currency: CurrencyCode
    orders: tuple[PurchaseOrder, ...]
    total: Money
