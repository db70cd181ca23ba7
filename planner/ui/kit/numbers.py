"""Numbers as a visitor types them: read where only one can be meant, else both ways to write it."""

import re
from decimal import Decimal

from planner.io.text.numbers import readings, without_blanks
from planner.io.text.problems import listed

# 1,234.5 and 1,234,567 have thousands marked. 0,7177 and 1,234 may be decimal commas: no guess.
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(,[0-9]{3}){2,}")
_CURRENCY = re.compile(r"[A-Z]{0,3}[$€£¥₹₩]|\b[A-Z]{3}\b|\bRM\b")
_PLAIN = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")


def typed_number(text: str) -> Decimal | None:
    """Return a number as a person types it, or None if it is not clear which one is meant."""
    text = text.strip()
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def write_it_like(text: str, example: str) -> str:
    """Return how to write what was typed: each number it can mean, else an example."""
    amount = _CURRENCY.sub("", text)
    digits = without_blanks(amount)
    meant = [each for each in readings(digits) if _PLAIN.fullmatch(each)]
    return f"Write it like {listed(meant or [example])}."
