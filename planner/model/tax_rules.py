"""Tax rules: what a country takes of goods that come over its border, by day, with the source."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from planner.model.cells import Country, Percent, PriceMoney, TaxRounding, words
from planner.model.record import Record

TaxKind = Literal["import_tax", "duty"]


class TaxRule(Record):
    """What a country charges on goods from abroad, from a given day."""

    countries: Annotated[tuple[Country, ...], BeforeValidator(words)] = Field(
        min_length=1,
        description="Countries it applies to, with no border between them",
        examples=["SG"],
    )
    tax: TaxKind = Field(
        description="import_tax: sales tax on imports; duty: customs duty",
        examples=["import_tax"],
    )
    on: date = Field(description="First day on which it applies", examples=["2024-01-01"])
    until: date | None = Field(
        None,
        description="Last day on which it applies; empty: until a later one replaces it",
        examples=["2028-06-30"],
    )
    over: PriceMoney | None = Field(
        None, description="Value above which it applies; empty: see up_to", examples=["400.00 SGD"]
    )
    up_to: PriceMoney | None = Field(
        None,
        description="Value up to which it applies; any value if over is empty, too",
        examples=["400.00 SGD"],
    )
    value_of: Literal["order", "goods", "article"] = Field(
        "order",
        description="What that value refers to: the order with shipping, its goods without "
        "shipping, or each item",
        examples=["order"],
    )
    taken_by: Literal["border", "seller", "registered-seller"] = Field(
        "border",
        description="Who collects it: the border, any seller, or a seller who is registered for it",
        examples=["border"],
    )
    percent: Percent | None = Field(
        None,
        description="Rate in percent; if per_kind is empty, too, the rule does not say",
        examples=["9"],
    )
    per_kind: PriceMoney | None = Field(
        None,
        description="Fixed duty on each kind of goods, which is each customs tariff code",
        examples=["3.00 EUR"],
    )
    tax_rounding: TaxRounding = Field(
        "nearest",
        description="How it is rounded to the smallest coin",
        examples=["nearest"],
    )
    source: str = Field(
        pattern=r"^https?://\S+$",
        description="Source: a web address",
        examples=["https://…"],
    )
    note: str = Field("", description="Remarks for buyers")

    @model_validator(mode="after")
    def _holds_together(self) -> "TaxRule":
        if self.until is not None and self.until < self.on:
            raise ValueError("until is before on: it would never apply")
        if self.over is not None and self.up_to is not None:
            raise ValueError("a rule applies above a value or up to one: write two rows")
        if self.percent is not None and self.per_kind is not None:
            raise ValueError("it charges a percent or an amount per_kind, not both")
        if self.per_kind is not None and self.tax != "duty":
            raise ValueError("only a duty is charged per_kind")
        if self.per_kind is not None and self.up_to is not None and self.value_of != "goods":
            raise ValueError("an amount per_kind holds up_to a value_of goods")
        if self.taken_by != "border" and self.tax == "duty":
            raise ValueError("a duty is charged at the border")
        if self.value_of == "article" and (self.up_to is None or self.taken_by == "border"):
            raise ValueError("the value of each item counts up_to it, and for sellers only")
        return self

    @property
    def currencies(self) -> tuple[str, ...]:
        """Return the currencies of its amounts."""
        amounts = (self.over, self.up_to, self.per_kind)
        return tuple(dict.fromkeys(each.currency for each in amounts if each is not None))

    def holds_on(self, day: date) -> bool:
        """Tell whether it holds on a day, as long as no later one takes its place."""
        return self.on <= day and (self.until is None or day <= self.until)

    @property
    def sides(self) -> frozenset[str]:
        """Return for which values it holds: `over` a limit, `up_to` one, or both."""
        sides = {"over"} if self.up_to is None else set()
        return frozenset(sides | ({"up_to"} if self.over is None else set()))

    def clashes_with(self, other: "TaxRule") -> bool:
        """Tell whether nothing says which of two rules holds: both begin on one day."""
        same = self.tax == other.tax and self.on == other.on
        shared = {*self.countries} & {*other.countries}
        return same and bool(shared) and bool(self.sides & other.sides)


def rule_in_force(
    rules: Iterable[TaxRule], tax: TaxKind, country: str, day: date, side: str
) -> TaxRule | None:
    """Return the rule of a country on a day, for values `over` a limit or `up_to` one.

    Of several the one that began last; None if there is none, or if two of them clash.
    """
    held = [
        each
        for each in rules
        if each.tax == tax
        and country in each.countries
        and each.holds_on(day)
        and side in each.sides
    ]
    last = max((each.on for each in held), default=None)
    found = [each for each in held if each.on == last]
    return found[0] if len(found) == 1 else None


def without_border(rules: Iterable[TaxRule], seller: str, buyer: str) -> bool:
    """Tell whether goods cross no border between two countries, as far as rules of any day say."""
    return seller == buyer or any({seller, buyer} <= {*each.countries} for each in rules)
