"""Cables: leads for network, power and data."""

from typing import Annotated, Literal

from pydantic import Field

from planner.model.exact_numbers import ExactDecimal
from planner.model.parts._fields import (
    known,
    text,
)
from planner.model.parts._part import BasePart


class Cable(BasePart):
    """A lead for network, power or data."""

    TITLE = "Cables"
    category: Literal["cable"] = "cable"
    carries: Literal["ethernet", "power", "data", "video"] | None = known(
        "What it is for: ethernet, power, data or video", "ethernet"
    )
    from_connector: str = text("Plug at one end", "RJ45")
    to_connector: str = text("Plug at the other end", "RJ45")
    length_m: Annotated[ExactDecimal, Field(gt=0, le=1000)] | None = known("Length in m", "0.3")
