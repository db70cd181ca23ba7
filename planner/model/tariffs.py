"""Electricity tariffs: what a kilowatt-hour costs in a country, from a day on, and who says so."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from planner.model.cells import Country
from planner.model.exact_numbers import ExactDecimal
from planner.model.money import ENTERED, CurrencyCode, Money
from planner.model.record import Record

# Dear enough in any currency; beyond, cents were taken for units.
_MOST_PER_KWH = 1_000_000


class TariffBasis(StrEnum):
    """What kind of price a tariff is."""

    REGULATED = "regulated"  # set or approved by an authority, and charged as it is
    CAP = "cap"  # the most that a supplier may charge
    AVERAGE = "average"  # of what households pay, or of what is offered to them
    CONTRACT = "contract"  # what one supplier charges one customer


PerKwh = Annotated[ExactDecimal, Field(gt=0, le=_MOST_PER_KWH)]


class Tariff(Record):
    """What a kilowatt-hour costs a household: it holds from its day until a later one replaces it.

    Charges by the day or the month are not in it: they are paid with and without a cluster.
    """

    country: Country = Field(description="Country it applies in, two letters", examples=["SG"])
    name: str = Field(
        min_length=1, max_length=200, description="Name", examples=["SP Group, homes"]
    )
    since: date = Field(description="Date from which it applies", examples=["2026-07-01"])
    currency: CurrencyCode = Field(description="Currency of the price", examples=["SGD"])
    per_kwh: PerKwh = Field(
        description="Price of one kWh, not in cents: 34.78 cents is 0.3478", examples=["0.3478"]
    )
    tax_included: bool | None = Field(
        None,
        description="Whether the price includes tax; empty if its source does not say",
        examples=["true"],
    )
    basis: TariffBasis = Field(
        description="What kind of price it is: regulated, cap, average or contract",
        examples=["regulated"],
    )
    source: str = Field(min_length=1, description="Source: a web address", examples=["https://…"])
    note: str = Field("", description="Remarks, such as the period it was set for")

    @property
    def price(self) -> Money:
        """Return the price of one kWh."""
        return Money(self.per_kwh, self.currency)

    @property
    def is_entered(self) -> bool:
        """Tell whether a person typed it."""
        return self.source == ENTERED


def tariff_on(tariffs: Iterable[Tariff], country: str, on: date) -> Tariff | None:
    """Return the tariff of a country that holds on a day: the last one from on or before it.

    Of two of one day the later in order holds, so one's own before the shipped one. None: no tariff
    of the country began by then.
    """
    found: Tariff | None = None
    for tariff in tariffs:
        if tariff.country != country or tariff.since > on:
            continue
        if found is None or tariff.since >= found.since:
            found = tariff
    return found


def entered_tariff(price: Decimal, currency: str, country: str, *, on: date) -> Tariff:
    """Return a tariff as a person typed it: what they pay for one kWh, all in all."""
    return Tariff(
        country=country,
        name="Your own tariff",
        since=on,
        currency=currency,
        per_kwh=price,
        tax_included=True,
        basis=TariffBasis.CONTRACT,
        source=ENTERED,
    )
