"""Who sells a part, at which price, and on whose word."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from planner.model.cells import (
    Amount,
    Pieces,
    PriceMoney,
    VendorId,
    pairs,
)
from planner.model.conditions import ArticleCondition
from planner.model.filed import told
from planner.model.money import CurrencyCode, Money, total
from planner.model.parts import Count, PartNumber
from planner.model.record import Record

# A longer number is no article's.
MOST_NUMBER = 100
# What tells one offer from another.
OFFER_KEY = ("vendor", "part_number", "sku", "pack_size", "condition", "quoted_on")


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
    Basis.OWNED: "You already own it: it costs nothing more.",
    Basis.QUOTED: "A shop's price on the date given.",
    Basis.PUBLISHED: "Published in the source on the date given.",
    Basis.ALLOCATED: (
        "Estimated split: a published total, split over its lines in proportion to list prices."
    ),
    Basis.ESTIMATED: "An estimate from comparable prices, with a low and a high end.",
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
                raise ValueError("the price must be between low and high")
        elif self.basis is Basis.ESTIMATED:
            raise ValueError("an estimated price needs low and high")
        return self


class PriceBreak(Record):
    """The price of one pack when at least `min_quantity` packs are bought."""

    min_quantity: Pieces = Field(
        1, description="Packs from which this price applies", examples=["10"]
    )
    price: Amount = Field(description="Price of one pack, before shipping", examples=["26.40"])


class Content(Record):
    """Pieces of a part in one pack."""

    part_number: PartNumber
    pieces: Pieces


class Offer(Record):
    """One vendor's price for one part. Prices are per pack of `pack_size` pieces.

    A bundle holds other parts besides: one price for all of them.
    """

    vendor: VendorId = Field(description="Who sells it: a vendor of vendors.csv", examples=["acme"])
    part_number: PartNumber = Field(description="Part it is an offer for", examples=["tl-sg108"])
    sku: str = Field("", description="Vendor part number (SKU)", examples=["TL-SG108-UK"])
    # Not stated these two are left out of digests: so they are as before there were such columns.
    article_number: str = Field(
        "",
        max_length=MOST_NUMBER,
        exclude_if=lambda number: not number,
        description="Number by which the shop's cart takes it, such as a Shopify variant ID or an "
        "ASIN; empty: not known, or the sku; kept as text",
        examples=["42691616702558"],
    )
    maker_number: str = Field(
        "",
        max_length=MOST_NUMBER,
        exclude_if=lambda number: not number,
        description="Manufacturer's part number; empty: not known",
        examples=["SC1112"],
    )
    currency: CurrencyCode = Field(description="Currency of the price", examples=["SGD"])
    price_breaks: tuple[PriceBreak, ...] = Field(min_length=1)
    pack_size: Pieces = Field(1, description="Pieces in one pack", examples=["1"])
    also_holds: Annotated[
        tuple[Content, ...], pairs("part_number", "pieces", what="parts with their quantities")
    ] = Field(
        (),
        description="Other parts in one pack, with their quantities: a bundle at one price",
        examples=["microsd-16gb=1; rpi-psu=1"],
    )
    weight_g: Count | None = Field(
        None, description="Shipping weight of one pack in g", examples=["250"]
    )
    minimum_quantity: Pieces = Field(1, description="MOQ in packs", examples=["10"])
    order_multiple: Pieces = Field(
        1, description="Packs are sold in multiples of this", examples=["1"]
    )
    break_kind: Literal["all-units", "incremental"] = Field(
        "all-units",
        description="all-units: a price break applies to every pack; incremental: to the packs "
        "from there on",
        examples=["all-units"],
    )
    # Nor are these.
    condition: ArticleCondition | None = Field(
        None,
        exclude_if=lambda condition: condition is None,
        description="new, refurbished or used; empty: the source does not say",
        examples=["new"],
    )
    tax_included: bool | None = Field(
        None,
        exclude_if=lambda included: included is None,
        description="Whether this price includes tax; empty: as the vendor's prices do",
        examples=["true"],
    )
    tariff_code: str | None = Field(
        None,
        pattern=r"^\d{6}(\d{2}){0,2}$",
        exclude_if=lambda code: code is None,
        description="Customs tariff code; empty: not known",
        examples=["847150"],
    )
    stock: Count | None = Field(None, description="Packs in stock on that day", examples=["120"])
    lead_time_days: Count | None = Field(None, description="Lead time in days", examples=["14"])
    quoted_on: date = Field(description="Date the price was seen", examples=["2020-06-17"])
    valid_until: date | None = Field(
        None, description="Last day the price is valid", examples=["2020-07-17"]
    )
    basis: Literal[Basis.QUOTED, Basis.PUBLISHED] = Field(
        description="quoted: a shop's price; published: stated in a source", examples=["quoted"]
    )
    source: str = Field(
        min_length=1, description="Where the price was seen: a web address", examples=["https://…"]
    )
    note: str = Field("", description="Remarks for buyers")

    @field_validator("price_breaks")
    @classmethod
    def _from_the_fewest_packs_up(cls, breaks: tuple[PriceBreak, ...]) -> tuple[PriceBreak, ...]:
        return tuple(sorted(breaks, key=lambda each: each.min_quantity))

    @property
    def contents(self) -> dict[str, int]:
        """Return how many pieces of which part one pack holds."""
        held = {self.part_number: self.pack_size}
        for each in self.also_holds:
            held[each.part_number] = held.get(each.part_number, 0) + each.pieces
        return held

    @property
    def pieces_in_a_pack(self) -> int:
        """Return how many pieces one pack holds, of all its parts together."""
        return self.pack_size + sum(each.pieces for each in self.also_holds)

    def packs_for(self, quantity: int) -> int:
        """Return how many packs must be ordered to hold this many pieces of its part.

        Where the lowest price break starts above one pack, nobody sells fewer than that.
        """
        return self.sold_packs(-(-quantity // self.pack_size))

    def sold_packs(self, packs: int) -> int:
        """Return the least number of packs that is sold and holds no fewer than these."""
        least = max(self.minimum_quantity, self.price_breaks[0].min_quantity)
        return -(-max(packs, least) // self.order_multiple) * self.order_multiple

    def reached_by(self, packs: int) -> tuple[PriceBreak, ...]:
        """Return the price breaks that so many packs reach, from the fewest packs up."""
        return tuple(each for each in self.price_breaks if each.min_quantity <= packs)

    def pack_price(self, packs: int) -> Money:
        """Return the price of one pack when this many are ordered: the average, if they differ."""
        first = self.price_breaks[0]
        # Most offers have one price, whatever is ordered.
        if len(self.price_breaks) == 1 and first.min_quantity <= packs:
            return Money(first.price, self.currency)
        reached = self.reached_by(packs)
        if self.break_kind == "incremental" and len(reached) > 1:
            return Money(self.price_of_packs(packs).amount / packs, self.currency)
        return Money(reached[-1].price, self.currency)

    def price_of_packs(self, packs: int) -> Money:
        """Return what so many packs cost together, not rounded."""
        reached = self.reached_by(packs)
        if self.break_kind == "all-units":
            return Money(reached[-1].price * packs, self.currency)
        # The first price holds from the first pack on, the others each from their own.
        starts = [1, *(each.min_quantity for each in reached[1:]), packs + 1]
        spans = zip(reached, starts, starts[1:], strict=False)
        parts = [Money(each.price, self.currency) * (end - start) for each, start, end in spans]
        return total(parts, self.currency)


def taxed_by(offers: Sequence[Offer]) -> frozenset[str]:
    """Return the vendors of whom an offer says that tax is in its price."""
    said = {*zip(told(offers, "vendor"), told(offers, "tax_included"), strict=True)}
    return frozenset(vendor for vendor, included in said if included)
