"""What stands in a reply: texts, counts, prices, each None or empty where it is not what it should.

Nothing is a usual value: a price that cannot be read is not known, and never 0.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from urllib.parse import urlsplit

from planner.io.text.visible import visible_line
from planner.model.cells import MOST
from planner.model.money import CURRENCIES

_MOST_TEXT = 200
_MOST_PIECES = 1_000_000_000
_WHOLE = re.compile(r"[0-9]{1,10}", re.ASCII)

Values = Mapping[str, object]


def values(data: object, *path: str) -> Values:
    """Return the object at the end of a path of names; empty where there is none."""
    for name in path:
        data = data.get(name) if isinstance(data, Mapping) else None
    return data if isinstance(data, Mapping) else {}


def objects(data: object) -> Iterator[Values]:
    """Yield the objects of a list; nothing where it is none."""
    for each in data if isinstance(data, list) else ():
        if isinstance(each, Mapping):
            yield each


def text(data: object, most: int = _MOST_TEXT) -> str:
    """Return a text or a whole number as one visible line, cut short; else an empty one."""
    if isinstance(data, bool) or not isinstance(data, str | int):
        return ""
    line = visible_line(" ".join(str(data).split()))
    return line if len(line) <= most else f"{line[: most - 1]}…"


def count(data: object) -> int | None:
    """Return a whole number of pieces, also where it is written as a text or as `12.0`."""
    if isinstance(data, str):
        data = int(data) if _WHOLE.fullmatch(data.strip()) else None
    if isinstance(data, Decimal):
        data = int(data) if data.is_finite() and data == data.to_integral_value() else None
    if isinstance(data, bool) or not isinstance(data, int):
        return None
    return data if 0 <= data <= _MOST_PIECES else None


def pieces(data: object) -> int | None:
    """Return a count of at least 1."""
    return count(data) or None


def price(data: object) -> Decimal | None:
    """Return a price that is a plain number; None for 0, which is no price, and for all else."""
    if isinstance(data, bool) or not isinstance(data, int | Decimal):
        return None
    number = Decimal(data)
    return number if number.is_finite() and 0 < number <= MOST else None


def currency(data: object) -> str | None:
    """Return a code of ISO 4217."""
    code = data.strip().upper() if isinstance(data, str) else ""
    return code if code in CURRENCIES else None


def address(data: object) -> str:
    """Return an address of the web without a password in it; empty for anything else."""
    line = text(data, 2000)
    try:
        parts = urlsplit(line)
        there = parts.scheme in ("https", "http") and bool(parts.hostname) and not parts.username
    except ValueError:
        return ""
    return line if there and not set(line) & set(" \\…") else ""
