"""Who sells: a shop or a publication, and the terms on which it does.

In one piece because all terms of a vendor are one row, and what is checked of it needs several.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from planner.model.carts import CartKind
from planner.model.cells import (
    Amount,
    Country,
    Percent,
    PriceMoney,
    TaxRounding,
    VendorId,
    pairs,
    words,
)
from planner.model.levies import NOTHING_DUE, Due, Levy, Seller
from planner.model.money import CurrencyCode, Money
from planner.model.offers import Offer
from planner.model.parts import Count
from planner.model.record import Record
from planner.model.tax_rules import TaxKind

# What is known of a vendor whatever it charges, and where.
_WHO_IT_IS = frozenset(
    "vendor name kind country currency url cart ships_to terms_for terms_on basis source "
    "note".split()
)


# What a purchase adds to it, wherever that is delivered to.
_OF_A_PURCHASE = frozenset({"coupon", "levies", "unruled"})


def _unknown(description: str, example: str) -> Any:
    return Field(None, description=description, examples=[example])


class ShippingTier(Record):
    """What shipping costs from an order value on."""

    order_value: Amount
    shipping: Amount


class WeightTier(Record):
    """What shipping costs from a weight on, in grams."""

    weight_g: Count
    shipping: Amount


class PackTier(Record):
    """What shipping costs from a number of packs on."""

    packs: Count
    shipping: Amount


class PieceTier(Record):
    """What shipping costs from a number of pieces on, whichever packs they are in."""

    pieces: Count
    shipping: Amount


# What shops charge is changed about once a year; what was read before that is looked up again.
DAYS_TERMS_ARE_FRESH = 365

Assumable = Literal["shipping", "tax"]
# What can be assumed, and whether as an amount for each order or in percent on top of prices.
ASSUMED_IN: Mapping[Assumable, Literal["amount", "percent"]] = {
    "shipping": "amount",
    "tax": "percent",
}


class Assumption(Record):
    """What a person takes a charge to be that no vendor states: for one of them, or for all.

    Shipping is an amount for each order, tax a percentage on top of prices.
    """

    term: Assumable
    vendor: VendorId | None = None
    amount: PriceMoney | None = None
    percent: Percent | None = None

    @model_validator(mode="after")
    def _says_how_much(self) -> "Assumption":
        if getattr(self, ASSUMED_IN[self.term]) is None:
            raise ValueError("shipping is assumed as an amount, tax in percent")
        return self


class Coupon(Record):
    """A code that a person has, and what it takes off the goods of an order: percent or amount."""

    vendor: VendorId
    code: str = Field(pattern=r"^\S{1,60}$")
    amount: PriceMoney | None = None
    percent: Percent | None = None

    @model_validator(mode="after")
    def _says_how_much(self) -> "Coupon":
        if (self.amount is None) == (self.percent is None):
            raise ValueError("a coupon takes off a percentage or an amount")
        return self


class Vendor(Record):
    """A shop, or a publication that prices were read from."""

    vendor: VendorId = Field(
        description="Its id: the name of its file in offers/", examples=["acme"]
    )
    name: str = Field(min_length=1, description="Name", examples=["Acme Electronics"])
    kind: Literal["shop", "publication"] = Field(
        description="shop: sells parts; publication: only published prices", examples=["shop"]
    )
    country: str = Field("", description="Its country, two letters", examples=["SG"])
    currency: CurrencyCode = Field(description="Currency of its charges", examples=["SGD"])
    url: str = Field("", description="Its web address", examples=["https://…"])
    # Not stated it is left out of digests: so they are the same as before there was this column.
    cart: CartKind | None = Field(
        None,
        exclude_if=lambda cart: cart is None,
        description="How its cart is filled: shopify and amazon by a link, mouser and digikey by a "
        "file to upload, list by hand; empty: not known, a list to copy",
        examples=["shopify"],
    )
    shipping: Amount | None = Field(
        None, description="Shipping for one order, in its currency", examples=["5.00"]
    )
    shipping_tiers: Annotated[
        tuple[ShippingTier, ...],
        pairs("order_value", "shipping", what="order values with their shipping"),
    ] = Field(
        (),
        description="Shipping by order value, instead of one price",
        examples=["0=5.00; 50=3.00"],
    )
    shipping_by_weight: Annotated[
        tuple[WeightTier, ...], pairs("weight_g", "shipping", what="weights with their shipping")
    ] = Field(
        (),
        description="Shipping by order weight, in steps of g, instead of both",
        examples=["0=5.00; 1000=9.00"],
    )
    # Not stated it is left out of digests: so they are the same as before there was this term.
    shipping_by_packs: Annotated[
        tuple[PackTier, ...],
        pairs("packs", "shipping", what="numbers of packs with their shipping"),
    ] = Field(
        (),
        exclude_if=lambda steps: not steps,
        description="Shipping by number of packs in the order, in steps, instead of the others",
        examples=["1=5.00; 4=9.00"],
    )
    shipping_by_pieces: Annotated[
        tuple[PieceTier, ...],
        pairs("pieces", "shipping", what="numbers of pieces with their shipping"),
    ] = Field(
        (),
        exclude_if=lambda steps: not steps,
        description="Shipping by number of pieces in the order, in steps, instead of the others",
        examples=["1=5.00; 10=9.00"],
    )
    shipping_per_pack: Amount | None = _unknown("Extra shipping per pack", "0.50")
    free_shipping_over: Amount | None = Field(
        None, description="Order value from which shipping is free", examples=["60.00"]
    )
    minimum_order: Amount | None = Field(
        None, description="Minimum order value", examples=["20.00"]
    )
    small_order_charge: Amount | None = _unknown(
        "Surcharge for orders below the minimum; empty: it accepts no such order", "5.00"
    )
    handling: Amount | None = _unknown("Handling charge per order", "2.00")
    # Not stated it is left out of digests: so they are the same as before there was this term.
    brokerage_fee: Amount | None = Field(
        None,
        exclude_if=lambda fee: fee is None,
        description="Fee per order to a country other than its own; needs country",
        examples=["12.00"],
    )
    # Not stated these are left out of digests, too.
    discount_percent: Percent | None = Field(
        None,
        exclude_if=lambda percent: percent is None,
        description="Discount on the goods of an order, in percent, before tax",
        examples=["5"],
    )
    discount_amount: Amount | None = Field(
        None,
        exclude_if=lambda amount: amount is None,
        description="Discount on the goods of an order, as an amount instead of a percentage",
        examples=["10.00"],
    )
    discount_over: Amount | None = Field(
        None,
        exclude_if=lambda value: value is None,
        description="Order value from which the discount applies; empty: any order",
        examples=["100.00"],
    )
    discount_until: date | None = Field(
        None,
        exclude_if=lambda day: day is None,
        description="Last day of the discount; empty: not stated",
        examples=["2026-12-31"],
    )
    ships_to: Annotated[tuple[Country, ...], BeforeValidator(words)] = Field(
        (),
        description="Countries it ships to; empty: not known, treated as any",
        examples=["SG;MY"],
    )
    terms_for: Annotated[tuple[Country, ...], BeforeValidator(words)] = Field(
        (), description="Countries its charges and taxes apply to; empty: any", examples=["DE;AT"]
    )
    tax_percent: Percent | None = _unknown("Tax on its prices in percent", "9")
    tax_included: bool | None = Field(
        None, description="Whether its prices include that tax", examples=["true"]
    )
    # Not stated these two are left out of digests, too.
    takes_import_tax: bool | None = Field(
        None,
        exclude_if=lambda takes: takes is None,
        description="Whether it is registered to collect import tax itself, in countries where "
        "such sellers collect it up to a limit; empty: not known",
        examples=["true"],
    )
    tax_rounding: TaxRounding | None = Field(
        None,
        exclude_if=lambda rounding: rounding is None,
        description="How tax is rounded to the smallest coin; empty: nearest",
        examples=["down"],
    )
    import_tax_percent: Percent | None = _unknown(
        "Tax on goods, shipping and duty when they enter the buyer's country", "9"
    )
    import_tax_over: PriceMoney | None = _unknown(
        "Order value above which it is due at the border; empty: any order", "400.00 SGD"
    )
    low_value_tax_from: date | None = _unknown(
        "Date from which this vendor collects that tax itself on orders up to that value; "
        "empty: it does not",
        "2023-01-01",
    )
    duty_percent: Percent | None = _unknown("Duty on goods and shipping at the border", "0")
    card_percent: Percent | None = _unknown("Card surcharge, in percent", "1.5")
    fx_percent: Percent | None = _unknown("Currency conversion fee, in percent", "3.25")
    basis: Literal["stated", "not stated"] = Field(
        "not stated",
        description="Whether the vendor states these terms itself",
        examples=["stated"],
    )
    lead_time_days: Count | None = Field(
        None,
        exclude_if=lambda days: days is None,
        description="Lead time in days, where an offer does not state it",
        examples=["7"],
    )
    terms_on: date | None = Field(
        None,
        exclude_if=lambda day: day is None,
        description="Date on which a person checked these terms",
        examples=["2026-11-29"],
    )
    source: str = Field(
        "", description="Source of the terms: a web address", examples=["https://…"]
    )
    note: str = Field("", description="Remarks for buyers")
    # Of a purchase, not of a file: which of these terms a person assumed.
    assumed: tuple[Assumable, ...] = Field((), exclude=True, json_schema_extra={"column": False})
    # What a person has a code for, an amount in this vendor's currency.
    coupon: Coupon | None = Field(None, exclude=True, json_schema_extra={"column": False})
    # What the rules of the buyer's country have it, or the border, take of an order, where it
    # states nothing itself; and why there is nothing, if rules were looked for.
    levies: tuple[Levy, ...] = Field(
        (), exclude_if=lambda levies: not levies, json_schema_extra={"column": False}
    )
    unruled: Literal["no country", "no rule"] | None = Field(
        None, exclude=True, json_schema_extra={"column": False}
    )
    # Of a purchase, too: whether what its offers say of tax holds where goods are delivered to.
    offers_say_tax: bool = Field(True, exclude=True, json_schema_extra={"column": False})

    @property
    def tax_on_top(self) -> Decimal | None:
        """Return the percent of tax that comes on top of its prices; None if none is known to."""
        return self.tax_percent if self.tax_included is False else None

    @property
    def rounds_tax_down(self) -> bool:
        """Tell whether it leaves off what is finer than the least coin of a tax."""
        return self.tax_rounding == "down"

    @property
    def tax_on_net(self) -> Decimal | None:
        """Return the percent of tax that comes on top of any price that does not include it."""
        return self.tax_percent

    @cached_property
    def also_states_in(self) -> tuple[str, ...]:
        """Return the currencies of those of its terms that name one of their own."""
        amounts = [value for _, value in self if isinstance(value, Money)]
        amounts += [amount for levy in self.levies for amount in levy.amounts]
        return tuple(dict.fromkeys(each.currency for each in amounts))

    def as_seller(self, *, tax_paid: bool) -> Seller:
        """Return what tax rules ask of it; `tax_paid` tells that an offer of it includes tax.

        Who takes tax of its prices there owes no import tax on top of it.
        """
        by_offers = self.offers_say_tax and tax_paid
        off = (self.discount_percent, self.discount_amount, self.coupon)
        return Seller(
            registered=self.takes_import_tax,
            takes_tax=bool(self.tax_included or self.tax_percent or by_offers),
            takes_off=any(each is not None for each in off),
        )

    @property
    def is_ruled(self) -> bool:
        """Tell whether tax rules say what falls due at the border."""
        return bool(self.levies)

    @property
    def settles_border(self) -> bool:
        """Tell whether it says what falls due at the border, or a person assumes its tax."""
        stated = (self.import_tax_percent, self.duty_percent, self.import_tax_over)
        said = any(each is not None for each in (*stated, self.low_value_tax_from))
        return said or "tax" in self.assumed

    def levy(self, tax: TaxKind, on: date) -> Levy | None:
        """Return what is due at the border on a day, as it states it or as rules have it.

        Up to its limit nothing is, but for the import tax of a vendor who takes it itself.
        """
        for each in self.levies:
            if each.tax == tax:
                return each
        percent = self.import_tax_percent if tax == "import_tax" else self.duty_percent
        if not percent:
            return None
        first = self.low_value_tax_from
        taken = tax == "import_tax" and first is not None and first <= on
        return Levy(
            tax=tax,
            over=Due(percent=percent, on_duty=tax == "import_tax"),
            up_to=Due(percent=percent) if taken else NOTHING_DUE,
            limit=self.import_tax_over,
        )

    @property
    def states_shipping(self) -> bool:
        """Tell whether it is known what shipping costs here."""
        return self.shipping is not None or any(self._shipping_steps)

    @property
    def _shipping_steps(self) -> tuple[tuple[Record, ...], ...]:
        by_count = self.shipping_by_packs, self.shipping_by_pieces
        return self.shipping_tiers, self.shipping_by_weight, *by_count

    @property
    def states_tax(self) -> bool:
        """Tell whether it is known what tax is due, by the vendor or at the border.

        One that prices include adds nothing; where nobody says so, it may come on top, or not.
        """
        return self.states_tax_where(self.tax_included)

    def states_tax_where(self, included: bool | None) -> bool:
        """Tell whether it is known what tax is due on an amount that includes it, or does not."""
        if included is not None:
            return included or self.tax_percent is not None
        if self.tax_percent is not None:
            return self.tax_percent == 0
        ruled = any(each.tax == "import_tax" for each in self.levies)
        return self.import_tax_percent is not None or ruled

    def is_tax_included(self, offer: Offer) -> bool | None:
        """Return whether a price includes tax: as its offer says, else as the vendor's prices do.

        None if nobody says so.
        """
        if offer.tax_included is None or not self.offers_say_tax:
            return self.tax_included
        return offer.tax_included

    def as_charged_in(self, country: str) -> "Vendor":
        """Return it with what is known of its terms there: nothing, if they hold elsewhere.

        In its own country no order crosses a border. What an offer says of tax is that of a shop at
        home: where the vendor says nothing of tax, it holds for its own country, if it names one.
        """
        if self.terms_for and country not in self.terms_for:
            known = {name: value for name, value in self if name in _WHO_IT_IS | _OF_A_PURCHASE}
            return Vendor.model_construct(**known, offers_say_tax=False)
        changes: dict[str, object] = {}
        if self.brokerage_fee is not None and country == self.country:
            changes["brokerage_fee"] = None
        if self._sells_abroad(country) and not self._says_of_tax and self.offers_say_tax:
            changes["offers_say_tax"] = False
        return self.model_copy(update=changes) if changes else self

    def _sells_abroad(self, country: str) -> bool:
        return not self.terms_for and self.country not in ("", country)

    @property
    def _says_of_tax(self) -> bool:
        stated = (self.tax_included, self.tax_percent, self.import_tax_percent)
        return any(each is not None for each in stated)

    def on_day(self, day: date) -> "Vendor":
        """Return it as it charges on a day: what it takes off until another day is over then."""
        if self.discount_until is None or day <= self.discount_until:
            return self
        over = ("discount_percent", "discount_amount", "discount_over", "discount_until")
        return self.model_copy(update=dict.fromkeys(over))

    @property
    def code_to_enter(self) -> str:
        """Return the code that a person types at its checkout; empty where there is none."""
        return "" if self.coupon is None else self.coupon.code

    def with_coupon(self, coupon: Coupon) -> "Vendor":
        """Return it with what a person has a code for, an amount being in its currency."""
        return self.model_copy(update={"coupon": coupon})

    def terms_are_old(self, on: date) -> bool:
        """Tell whether a person read its terms more than a year before a day."""
        return self.terms_on is not None and (on - self.terms_on).days > DAYS_TERMS_ARE_FRESH

    def assuming(self, shipping: Amount | None, tax: Percent | None) -> "Vendor":
        """Return it with what is assumed of its shipping, in its currency, and of its tax.

        What it states stays as it is, and so does what nobody assumes. Asked for as it charges
        where goods are delivered to: an assumption holds there, whatever its other terms are for.
        """
        changes: dict[str, object] = {}
        if shipping is not None and not self.states_shipping:
            changes |= {"shipping": shipping}
        if tax is not None and not self.states_tax:
            changes |= {"tax_percent": tax, "tax_included": False}
        if not changes:
            return self
        assumed = ("shipping",) * ("shipping" in changes) + ("tax",) * ("tax_percent" in changes)
        return self.model_copy(update={**changes, "assumed": assumed, "terms_for": ()})

    @model_validator(mode="after")
    def _terms_that_need_another(self) -> "Vendor":
        if self.small_order_charge is not None and self.minimum_order is None:
            raise ValueError("a small_order_charge needs a minimum_order")
        if self.brokerage_fee is not None and not re.fullmatch("[A-Z]{2}", self.country):
            raise ValueError("a brokerage_fee needs its country in two letters, such as SG")
        if self.discount_percent is not None and self.discount_amount is not None:
            raise ValueError("a discount is a percentage or an amount, not both")
        has_discount = self.discount_percent is not None or self.discount_amount is not None
        if not has_discount and (self.discount_over, self.discount_until) != (None, None):
            raise ValueError("discount_over and discount_until need a discount")
        starts = [tier.order_value for tier in self.shipping_tiers]
        if starts and (starts[0] != 0 or starts != sorted(set(starts))):
            raise ValueError("shipping_tiers begin at an order value of 0 and rise")
        weights = [tier.weight_g for tier in self.shipping_by_weight]
        if weights and (weights[0] != 0 or weights != sorted(set(weights))):
            raise ValueError("shipping_by_weight begins at 0 g and rises")
        packs = [step.packs for step in self.shipping_by_packs]
        if packs and (packs[0] != 1 or packs != sorted(set(packs))):
            raise ValueError("shipping_by_packs begins at 1 pack and rises")
        pieces = [step.pieces for step in self.shipping_by_pieces]
        if pieces and (pieces[0] != 1 or pieces != sorted(set(pieces))):
            raise ValueError("shipping_by_pieces begins at 1 piece and rises")
        if sum(map(bool, self._shipping_steps)) > 1:
            raise ValueError(
                "shipping is set by order value, by weight, by packs or by pieces: choose one"
            )
        if self.low_value_tax_from is not None and self.import_tax_over is None:
            raise ValueError("low_value_tax_from needs import_tax_over: up to which value it holds")
        return self
