"""Barrel plugs: the width of each in mm, that of its pin, and which of its sides is the plus.

A cell says it behind the word barrel: `barrel 5.5x2.1 centre-positive`. What is not said is not
known; nothing is taken for the usual.
"""

import re
from decimal import Decimal
from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from planner.model.exact_numbers import ExactDecimal, in_one_form
from planner.model.record import Record

Millimetres = Annotated[ExactDecimal, Field(gt=0, le=20)]
Centre = Literal["positive", "negative"]


class BarrelSize(Record):
    """How a barrel plug is made; None for what is not known."""

    outer_mm: Millimetres | None = None
    pin_mm: Millimetres | None = None
    centre: Centre | None = None

    def __str__(self) -> str:
        size = "" if self.outer_mm is None else f"{self.outer_mm:f}x{_or_mark(self.pin_mm)}"
        return " ".join(filter(None, (size, self.centre and f"centre-{self.centre}")))

    @property
    def is_known(self) -> bool:
        """Tell whether its width and its pin are known."""
        return self.outer_mm is not None and self.pin_mm is not None

    def goes_into(self, other: "BarrelSize") -> bool | None:
        """Tell whether a plug and a socket of these sizes go together; None: not known.

        Where only one of them says which side is the plus, nothing speaks against it.
        """
        pairs = ((self.outer_mm, other.outer_mm), (self.pin_mm, other.pin_mm))
        centres = {self.centre, other.centre} - {None}
        if len(centres) > 1 or any(None not in pair and pair[0] != pair[1] for pair in pairs):
            return False
        return True if all(None not in pair for pair in pairs) else None


NO_SIZE = BarrelSize()
_SIZE = re.compile(
    r"(?P<outer>\d{1,2}(?:\.\d{1,3})?)\s*[x×*/]\s*(?P<pin>\d{1,2}(?:\.\d{1,3})?|\?)(?:\s*mm\b)?",
    re.IGNORECASE,
)
_CENTRE = re.compile(r"cent(?:re|er)[- ](?P<centre>positive|negative)", re.IGNORECASE)


def _or_mark(number: Decimal | None) -> str:
    return "?" if number is None else f"{number:f}"


@cache
def _plain(number: str) -> Decimal:
    return in_one_form(Decimal(number))


def taken_off(text: str) -> tuple[BarrelSize, str]:
    """Return the size at the start of a text, and the rest of it."""
    outer = pin = centre = None
    text = text.strip()
    if (size := _SIZE.match(text)) is not None:
        outer = _plain(size["outer"])
        pin = None if size["pin"] == "?" else _plain(size["pin"])
        text = text[size.end() :].lstrip(" ,")
    if (said := _CENTRE.match(text)) is not None:
        centre = said["centre"].lower()
        text = text[said.end() :].lstrip(" ,")
    return BarrelSize.model_validate({"outer_mm": outer, "pin_mm": pin, "centre": centre}), text
