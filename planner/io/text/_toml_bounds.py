"""What a TOML file may hold at most, judged before anything is made of it.

A few bytes of TOML can stand for a number of a million million digits, and a key of many parts, or
tables deep in one another, keep a reader busy for minutes. No build and no wish needs any of it.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from planner.model.exact_numbers import is_countable

MAX_TOML_BYTES = 10_000_000  # a build of ten thousand lines, each with its price and source
MAX_KEY_PARTS = 10
MAX_DEPTH = 20
MAX_VALUES = 400_000
MAX_TABLES = 60_000  # each is a record to check, and its checks take longer than reading it
TOO_DEEP = f"Tables and lists lie more than {MAX_DEPTH} deep in one another."

# Strings, closed or not, and comments: what is left of a text holds keys, numbers and signs. Each
# is taken in one go, so that no text makes the search begin again at every quote.
_STRINGS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?'
    r"|'''(?:[^']|'(?!''))*+(?:''')?"
    r'|"(?:[^"\\\n]|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+",
    re.DOTALL,
)
_NOT_IN_A_KEY = re.compile(r"[^\w\-. \t]+")
_NOT_IN_A_NUMBER = re.compile(r"[^\w]+")
MAX_DIGITS = 1_000  # of one number: a reader refuses to turn more into one, in words about itself


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A number with more digits than any field takes, as it was written; it is never worked out."""

    text: str

    def __str__(self) -> str:
        return self.text


def number_of(text: str) -> Decimal | Unreadable:
    """Return a number with a point or an exponent, exactly as it was written."""
    try:
        number = Decimal(text)
    except ArithmeticError:  # an exponent of 20 digits
        return Unreadable(text)
    return number if is_countable(number) else Unreadable(text)


def too_much_in_text(text: str) -> str:
    """Return why a text must not be parsed, as a sentence; nothing if it may be."""
    if len(text) > MAX_TOML_BYTES:
        size = len(text) / 1e6
        return f"The file has {size:,.1f} MB; at most {MAX_TOML_BYTES / 1e6:.0f} MB are read."
    plain = _STRINGS.sub("s", text)
    if any(each.count(".") >= MAX_KEY_PARTS for each in _NOT_IN_A_KEY.split(plain)):
        return f"A key has more than {MAX_KEY_PARTS} parts with a full stop between them."
    if sum(map(plain.count, (",", "=", "[["))) > MAX_VALUES:
        return f"The file holds more than {MAX_VALUES:,} values."
    if plain.count("[[") > MAX_TABLES:
        return f"The file holds more than {MAX_TABLES:,} tables in lists."
    if any(len(each) > MAX_DIGITS and each[0].isdigit() for each in _NOT_IN_A_NUMBER.split(plain)):
        return f"A number has more than {MAX_DIGITS:,} digits."
    return ""


def too_much_in(keys: dict[str, Any]) -> str:
    """Return why keys must not be made into a record; nothing if they may be.

    A whole number that no field could hold is replaced in place.
    """
    level: list[Any] = [keys]
    for _ in range(MAX_DEPTH):
        inner: list[Any] = []
        for each in level:
            for place, value in each.items() if isinstance(each, dict) else enumerate(each):
                if isinstance(value, dict | list):
                    inner.append(value)
                elif isinstance(value, int) and not is_countable(value):
                    each[place] = Unreadable(hex(value))
        if not inner:
            return ""
        level = inner
    return TOO_DEEP
