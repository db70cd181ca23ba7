"""What a build costs beside its parts, as its source states it: shipping, tax, duty and others.

A sum or a percentage that is written down. What vendors charge for an order follows from their
terms (`vendors.py`), and is none of this.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from planner.model.cells import MOST
from planner.model.exact_numbers import ExactDecimal
from planner.model.money import MoneyText
from planner.model.record import Record


class ChargeKind(StrEnum):
    """What a charge is for."""

    SHIPPING = "shipping"
    GST = "gst"
    DUTY = "duty"
    OTHER = "other"


class Charge(Record):
    """A cost beside the parts: a fixed `amount`, or a `percent` of parts (and shipping)."""

    kind: ChargeKind
    label: str = Field(min_length=1)
    amount: MoneyText | None = None
    percent: Annotated[ExactDecimal, Field(ge=0, le=1000)] | None = None
    on_shipping: bool = False
    as_of: date
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _one_or_the_other(self) -> "Charge":
        if (self.amount is None) == (self.percent is None):
            raise ValueError("a charge has either an amount or a percent")
        if self.amount is not None and abs(self.amount.amount) > MOST:
            raise ValueError(f"a charge is at most {MOST:,}, not {self.amount.amount}")
        return self
