"""JSON as pages hold it: numbers keep their digits, and damage that has one mend is mended."""

import json
import re
from decimal import Decimal
from typing import Any

# Text in quotes, or what JSON does not know: comments, marks of other languages around it, a comma
# that nothing follows. What begins and does not end reaches to the end, so nothing is tried twice.
_STRAY = re.compile(
    r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)|//[^\n]*|/\*.*?(?:\*/|\Z)'
    r"|<!\[CDATA\[|\]\]>|<!--|-->|,(?=\s*[}\]])",
    re.DOTALL,
)


class JsonNumber(str):
    """A number of a JSON text, in its own digits."""

    __slots__ = ()


def read_json(text: str) -> Any:
    """Return what a JSON text holds; ValueError if it is damaged beyond a sure mend."""
    text = text.strip().removeprefix("\ufeff")
    try:
        return _loaded(text)
    except ValueError:
        return _loaded(_STRAY.sub(_kept, text).strip().rstrip(";"))


def _loaded(text: str) -> Any:
    try:
        return json.loads(
            text,
            parse_float=JsonNumber,
            parse_int=JsonNumber,
            parse_constant=JsonNumber,
            strict=False,
        )
    except RecursionError:
        raise ValueError("it is nested too deep") from None


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
