"""Who sells a part, at which price, and on whose word."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from planner.model.exact_numbers import ExactDecimal
from planner.model.money import CurrencyCode, Money, MoneyText, total
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
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Percent = Annotated[ExactDecimal, Field(ge=0, le=100)]


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


def _pairs(first: str, second: str, *, what: str) -> BeforeValidator:
    """Return what reads `0=5.00; 50=3.00` as records of two fields."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [each.partition("=") for each in value.split(";") if each.strip()]
        if not all(sign for _, sign, _ in pairs):
            raise ValueError(f"{value!r} is no list of {what}")
        return tuple({first: start.strip(), second: end.strip()} for start, _, end in pairs)

    return BeforeValidator(read)


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
    sku: str = Field("", description="The vendor's own number for it", examples=["TL-SG108-UK"])
    currency: CurrencyCode = Field(description="Currency of the price", examples=["SGD"])
    price_breaks: tuple[PriceBreak, ...] = Field(min_length=1)
    pack_size: Pieces = Field(1, description="Pieces in one pack", examples=["1"])
    also_holds: Annotated[
        tuple[Content, ...], _pairs("part_number", "pieces", what="parts with their pieces")
    ] = Field(
        (),
        description="Other parts in one pack, with their pieces: a bundle at one price",
        examples=["microsd-16gb=1; rpi-psu=1"],
    )
    weight_g: Count | None = Field(
        None, description="What one pack weighs in g, as it is sent", examples=["250"]
    )
    minimum_quantity: Pieces = Field(
        1, description="Fewest packs the vendor sells", examples=["10"]
    )
    order_multiple: Pieces = Field(
        1, description="Packs are sold in multiples of this", examples=["1"]
    )
    break_kind: Literal["all-units", "incremental"] = Field(
        "all-units",
        description="all-units: a price break holds for every pack; incremental: from there on",
        examples=["all-units"],
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


class ShippingTier(Record):
    """What shipping costs from an order value on."""

    order_value: Amount
    shipping: Amount


class WeightTier(Record):
    """What shipping costs from a weight on, in grams."""

    weight_g: Count
    shipping: Amount


def _words(value: object) -> object:
    return (
        tuple(w.strip() for w in value.split(";") if w.strip()) if isinstance(value, str) else value
    )


def _unknown(description: str, example: str) -> Any:
    return Field(None, description=description, examples=[example])


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
    shipping_tiers: Annotated[
        tuple[ShippingTier, ...],
        _pairs("order_value", "shipping", what="order values with their shipping"),
    ] = Field(
        (),
        description="Shipping by order value, in place of one price for all",
        examples=["0=5.00; 50=3.00"],
    )
    shipping_by_weight: Annotated[
        tuple[WeightTier, ...], _pairs("weight_g", "shipping", what="weights with their shipping")
    ] = Field(
        (),
        description="Shipping by what an order weighs, from so many g on, in place of both",
        examples=["0=5.00; 1000=9.00"],
    )
    shipping_per_pack: Amount | None = _unknown("Shipping for each pack on top of that", "0.50")
    free_shipping_over: Amount | None = Field(
        None, description="Order value from which on it ships for nothing", examples=["60.00"]
    )
    minimum_order: Amount | None = Field(
        None, description="Smallest order value it accepts", examples=["20.00"]
    )
    small_order_charge: Amount | None = _unknown(
        "What an order below the minimum costs more; empty: it takes no such order", "5.00"
    )
    handling: Amount | None = _unknown("What it charges for handling an order", "2.00")
    ships_to: Annotated[tuple[Country, ...], BeforeValidator(_words)] = Field(
        (), description="Countries it ships to; empty: not known, taken as any", examples=["SG;MY"]
    )
    terms_for: Annotated[tuple[Country, ...], BeforeValidator(_words)] = Field(
        (), description="Countries its charges and taxes hold for; empty: any", examples=["DE;AT"]
    )
    tax_percent: Percent | None = _unknown("Tax on its prices in percent", "9")
    tax_included: bool | None = Field(
        None, description="Whether its prices include that tax", examples=["true"]
    )
    import_tax_percent: Percent | None = _unknown(
        "Tax on goods, shipping and duty when they enter the buyer's country", "9"
    )
    import_tax_over: PriceMoney | None = _unknown(
        "Order value over which it is taken at the border; empty: on any order", "400.00 SGD"
    )
    low_value_tax_from: date | None = _unknown(
        "Day from which on this vendor takes that tax itself on orders up to that value; "
        "empty: it does not",
        "2023-01-01",
    )
    duty_percent: Percent | None = _unknown("Duty on goods and shipping at the border", "0")
    card_percent: Percent | None = _unknown("What paying by card adds, in percent", "1.5")
    fx_percent: Percent | None = _unknown(
        "What the payment adds for converting its currency, in percent", "3.25"
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

    @property
    def tax_on_top(self) -> Decimal | None:
        """Return the percent of tax that comes on top of its prices; None if none is known to."""
        return self.tax_percent if self.tax_included is False else None

    @property
    def states_shipping(self) -> bool:
        """Tell whether it is known what shipping costs here."""
        return self.shipping is not None or bool(self.shipping_tiers or self.shipping_by_weight)

    @property
    def states_tax(self) -> bool:
        """Tell whether it is known what tax is due, by the vendor or at the border.

        One that prices include adds nothing; where nobody says so, it may come on top, or not.
        """
        if self.tax_included is not None:
            return self.tax_included or self.tax_percent is not None
        if self.tax_percent is not None:
            return self.tax_percent == 0
        return self.import_tax_percent is not None

    @model_validator(mode="after")
    def _terms_that_need_another(self) -> "Vendor":
        if self.small_order_charge is not None and self.minimum_order is None:
            raise ValueError("a small_order_charge needs a minimum_order")
        starts = [tier.order_value for tier in self.shipping_tiers]
        if starts and (starts[0] != 0 or starts != sorted(set(starts))):
            raise ValueError("shipping_tiers begin at an order value of 0 and rise")
        weights = [tier.weight_g for tier in self.shipping_by_weight]
        if weights and (weights[0] != 0 or weights != sorted(set(weights))):
            raise ValueError("shipping_by_weight begins at 0 g and rises")
        if starts and weights:
            raise ValueError("shipping goes by order value or by weight, not by both")
        if self.low_value_tax_from is not None and self.import_tax_over is None:
            raise ValueError("low_value_tax_from needs import_tax_over: up to which value it holds")
        return self
