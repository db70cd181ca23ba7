"""Who sells a part, at which price, and on whose word."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from planner.model.money import CurrencyCode, ExactDecimal, Money, MoneyText
from planner.model.parts import Count, PartNumber
from planner.model.record import Record

# Dear enough for a server in any currency; beyond, a digit was doubled or a currency mistaken.
MOST = Decimal(1_000_000_000_000)


def _payable(value: Money) -> Money:
    if not 0 <= value.amount <= MOST:
        raise ValueError(f"a price lies between 0 and {MOST:,}, not {value.amount}")
    return value


Amount = Annotated[ExactDecimal, Field(ge=0, le=MOST)]
PriceMoney = Annotated[MoneyText, AfterValidator(_payable)]
Pieces = Annotated[int, Field(ge=1, le=1_000_000)]
VendorId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]


class Basis(StrEnum):
    """How good a price is, best first. A total is as good as its weakest line."""

    OWNED = "owned"
    QUOTED = "quoted"
    PUBLISHED = "published"
    ALLOCATED = "allocated"
    ESTIMATED = "estimated"

    @property
    def meaning(self) -> str:
        """Return what the word promises, in one sentence."""
        return _MEANINGS[self]


_MEANINGS = {
    Basis.OWNED: "You have it already: it costs nothing more.",
    Basis.QUOTED: "A shop's price on the day given.",
    Basis.PUBLISHED: "Printed in the source on the day given.",
    Basis.ALLOCATED: "A published sum, split over its lines in proportion to list prices.",
    Basis.ESTIMATED: "A judgement from comparable prices, given with a low and a high end.",
}


class Price(Record):
    """What one pack costs (one piece, if `pack_size` is 1), how good that is, and who says so.

    An estimated price carries `low` and `high`; they bound the total it enters.
    """

    unit: PriceMoney
    basis: Basis
    as_of: date
    source: str = Field(min_length=1)
    pack_size: Pieces = 1
    vendor: str = ""
    low: PriceMoney | None = None
    high: PriceMoney | None = None
    note: str = ""

    @model_validator(mode="after")
    def _band_holds_the_price(self) -> "Price":
        if (self.low is None) != (self.high is None):
            raise ValueError("a band needs both ends: low and high")
        if self.low is not None and self.high is not None:
            if not self.low <= self.unit <= self.high:
                raise ValueError("the price must lie between low and high")
        elif self.basis is Basis.ESTIMATED:
            raise ValueError("an estimated price needs low and high")
        return self


class PriceBreak(Record):
    """The price of one pack when at least `min_quantity` packs are bought."""

    min_quantity: Pieces = Field(
        1, description="Packs from which on this price holds", examples=["10"]
    )
    price: Amount = Field(description="Price of one pack, before shipping", examples=["26.40"])


class Offer(Record):
    """One vendor's price for one part. Prices are per pack of `pack_size` pieces."""

    vendor: VendorId = Field(description="Who sells it: a vendor of vendors.csv", examples=["acme"])
    part_number: PartNumber = Field(description="Part it is an offer for", examples=["tl-sg108"])
    sku: str = Field("", description="The vendor's own number for it", examples=["TL-SG108-UK"])
    currency: CurrencyCode = Field(description="Currency of the price", examples=["SGD"])
    price_breaks: tuple[PriceBreak, ...] = Field(min_length=1)
    pack_size: Pieces = Field(1, description="Pieces in one pack", examples=["1"])
    minimum_quantity: Pieces = Field(
        1, description="Fewest packs the vendor sells", examples=["10"]
    )
    order_multiple: Pieces = Field(
        1, description="Packs are sold in multiples of this", examples=["1"]
    )
    stock: Count | None = Field(None, description="Packs in stock on that day", examples=["120"])
    lead_time_days: Count | None = Field(None, description="Days until it arrives", examples=["14"])
    quoted_on: date = Field(description="Day the price was seen", examples=["2020-06-17"])
    valid_until: date | None = Field(
        None, description="Last day the price holds", examples=["2020-07-17"]
    )
    basis: Literal[Basis.QUOTED, Basis.PUBLISHED] = Field(
        description="quoted: a shop's price; published: printed in a source", examples=["quoted"]
    )
    source: str = Field(
        min_length=1, description="Where the price was seen: a web address", examples=["https://…"]
    )
    note: str = Field("", description="Anything a buyer should know")

    def packs_for(self, quantity: int) -> int:
        """Return how many packs must be ordered to hold this many pieces.

        Where the lowest price break starts above one pack, nobody sells fewer than that.
        """
        least = max(self.minimum_quantity, min(b.min_quantity for b in self.price_breaks))
        packs = max(-(-quantity // self.pack_size), least)
        return -(-packs // self.order_multiple) * self.order_multiple

    def pack_price(self, packs: int) -> Money:
        """Return the price of one pack when this many are ordered (all-units breaks)."""
        reached = [b for b in self.price_breaks if b.min_quantity <= packs]
        best = max(reached, key=lambda b: b.min_quantity)
        return Money(best.price, self.currency)


class Vendor(Record):
    """A shop, or a publication that prices were read from."""

    vendor: VendorId = Field(
        description="Its id: the name of its file in offers/", examples=["acme"]
    )
    name: str = Field(
        min_length=1, description="What people call it", examples=["Acme Electronics"]
    )
    kind: Literal["shop", "publication"] = Field(
        description="shop sells; publication printed a price", examples=["shop"]
    )
    country: str = Field("", description="Where it is", examples=["Singapore"])
    currency: CurrencyCode = Field(description="Currency of its charges", examples=["SGD"])
    url: str = Field("", description="Its web address", examples=["https://…"])
    shipping: Amount | None = Field(
        None, description="Shipping for one order, in its currency", examples=["5.00"]
    )
    free_shipping_over: Amount | None = Field(
        None, description="Order value from which on it ships for nothing", examples=["60.00"]
    )
    minimum_order: Amount | None = Field(
        None, description="Smallest order value it accepts", examples=["20.00"]
    )
    tax_percent: Annotated[ExactDecimal, Field(ge=0, le=100)] | None = Field(
        None, description="Tax on its prices in percent", examples=["9"]
    )
    tax_included: bool | None = Field(
        None, description="Whether its prices include that tax", examples=["true"]
    )
    basis: Literal["stated", "not stated"] = Field(
        "not stated",
        description="Whether the vendor states these terms itself",
        examples=["stated"],
    )
    source: str = Field(
        "", description="Where the terms are stated: a web address", examples=["https://…"]
    )
    note: str = Field("", description="Anything a buyer should know")
