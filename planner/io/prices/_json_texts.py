"""JSON as pages hold it: numbers keep their digits, and damage that has one mend is mended."""

import json
import re
from decimal import Decimal
from typing import Any

from planner.io.text.html_tokens import unescaped

# Text in quotes, or what JSON does not know: comments, marks of other languages around it, a comma
# that nothing follows. What begins and does not end reaches to the end, so nothing is tried twice.
_STRAY = re.compile(
    r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)|//[^\n]*|/\*.*?(?:\*/|\Z)'
    r"|<!\[CDATA\[|\]\]>|<!--|-->|,(?=\s*[}\]])",
    re.DOTALL,
)


_GAP = re.compile(r"[\s,]*")


class JsonNumber(str):
    """A number of a JSON text, in its own digits."""

    __slots__ = ()


_DECODER = json.JSONDecoder(
    parse_float=JsonNumber, parse_int=JsonNumber, parse_constant=JsonNumber, strict=False
)


def read_json(text: str) -> Any:
    """Return what a JSON text holds; ValueError if it is damaged beyond a sure mend."""
    text = text.strip().removeprefix("\ufeff")
    if "&quot;" in text and '"' not in text:
        text = unescaped(text)
    try:
        return _loaded(text)
    except ValueError:
        mended = _STRAY.sub(_kept, text).strip().rstrip(";,")
    return _loaded(mended)


def _loaded(text: str) -> Any:
    """Return the value of a text, or a list of those that stand in it one after another."""
    values, position = [], 0
    try:
        while position < len(text):
            value, position = _DECODER.raw_decode(text, position)
            values.append(value)
            position = _between(text, position)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    if not values:
        raise ValueError("it is empty")
    return values[0] if len(values) == 1 else values


def _between(text: str, position: int) -> int:
    gap = _GAP.match(text, position)
    return gap.end() if gap else position


def _kept(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith('"') else " "


def number_of(value: object) -> Decimal | None:
    """Return a JSON number, or digits with a point at most, exactly; None for anything else."""
    if isinstance(value, str) and re.fullmatch(r"\s*-?\d{1,15}(\.\d{0,20})?\s*", value, re.ASCII):
        return Decimal(value.strip())
    return None


def whole_of(value: object) -> int | None:
    """Return a whole number of 0 or more; None for anything else."""
    number = number_of(value)
    return int(number) if number is not None and number == int(number) and number >= 0 else None
