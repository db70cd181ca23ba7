"""What a number that somebody wrote can mean: its separators, and the unit behind it.

Nothing here decides: a number that can mean two things has two readings, and who asked shows both.
"""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal

WHOLE = re.compile(r"[+-]?\d{1,30}", re.ASCII)
DECIMAL = re.compile(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})", re.ASCII)
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*", re.ASCII)
_GROUPED_DECIMAL = re.compile(r"([+-]?\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?!\2)[.,](\d+)", re.ASCII)
_BLANKS = re.compile(r"[ '’_]")
_ONE_SEPARATOR = re.compile(r"([+-]?\d+)[.,](\d*)", re.ASCII)

# By the end of a column's name: how many of the column's unit one of another unit is. `_gb` counts
# as drives do, in thousands; `_mb` is memory, and counts in 1024.
_UNITS: Mapping[str, Mapping[str, Decimal]] = {
    unit: {word: Decimal(factor) for word, factor in words.items()}
    for unit, words in {
        "mbps": {
            **dict.fromkeys(("kbps", "kb/s", "kbit/s"), "0.001"),
            **dict.fromkeys(("m", "mb", "mbps", "mb/s", "mbit", "mbit/s"), "1"),
            **dict.fromkeys(("g", "gb", "gbe", "gbps", "gb/s", "gbit", "gbit/s"), "1000"),
        },
        "m": {
            "mm": "0.001", "cm": "0.01", "km": "1000", "in": "0.0254", '"': "0.0254",
            **dict.fromkeys(("m", "metre", "metres", "meter", "meters"), "1"),
            **dict.fromkeys(("ft", "foot", "feet", "'"), "0.3048"),
        },
        "gb": {"mb": "0.001", "gb": "1", "g": "1", "tb": "1000", "t": "1000"},
        "mb": {
            **dict.fromkeys(("m", "mb", "mib"), "1"),
            **dict.fromkeys(("g", "gb", "gib"), "1024"),
        },
        "ma": {"ma": "1", "a": "1000"},
        "w": {"w": "1", "watt": "1", "watts": "1", "kw": "1000"},
        "v": {"mv": "0.001", "v": "1", "volt": "1", "volts": "1", "kv": "1000"},
        "mhz": {"khz": "0.001", "mhz": "1", "ghz": "1000"},
        "g": {"mg": "0.001", "g": "1", "kg": "1000"},
        "u": {"u": "1", "he": "1", "ru": "1"},
        "days": {
            **dict.fromkeys(("d", "day", "days"), "1"),
            **dict.fromkeys(("w", "week", "weeks"), "7"),
        },
        "percent": {"%": "1", "percent": "1"},
    }.items()
}  # fmt: skip
# Behind a column without a unit: thousands, and words for what is counted.
_COUNTS = {
    "k": Decimal(1000),
    **dict.fromkeys("pc pcs piece pieces port ports core cores unit units x ×".split(), Decimal(1)),
}


def readings(digits: str, *, whole: bool = False) -> tuple[str, ...]:
    """Return the plain numbers that digits with separators can mean, at most two; none if none.

    `1,234` is 1234 or 1.234; `1.2.3` is nothing. `whole`: only whole numbers are meant, so that
    `1,000` is 1000 or 1, `1,234` is 1234 and `1.5` is nothing.
    """
    joined = re.sub("[.,]", "", digits) if GROUPED.fullmatch(digits) else ""
    found: tuple[str, ...]
    if whole:
        one = _ONE_SEPARATOR.fullmatch(digits)
        rest = one[1] if one and not one[2].strip("0") else ""
        found = (digits,) if WHOLE.fullmatch(digits) else (joined, rest)
    elif DECIMAL.fullmatch(digits):
        found = (digits,)
    elif digits.count(",") == 1 and "." not in digits:
        found = (joined, digits.replace(",", "."))
    else:
        both = _GROUPED_DECIMAL.fullmatch(digits)
        found = (f"{re.sub('[.,]', '', both[1])}.{both[3]}",) if both else (joined,)
    pattern = WHOLE if whole else DECIMAL
    return tuple(dict.fromkeys(each for each in found if each and pattern.fullmatch(each)))


def without_blanks(number: str) -> str:
    """Return a number without what people put between its digits but for points and commas."""
    return _BLANKS.sub("", number)


def separators_in(number: str, found: Collection[str]) -> str:
    """Return what stands between the digits of a number with these readings, if it can be named."""
    if not found:
        return ""
    if _BLANKS.search(number):
        return "has a separator between its digits"
    if len(found) > 1:
        return "has a thousands separator or a decimal comma"
    if GROUPED.fullmatch(number) or 0 <= number.find(",") < number.rfind("."):
        return "has a thousands separator"
    return "has a decimal comma" if "," in number else ""


def unit_of(name: str) -> str:
    """Return the unit that the name of a column ends in, such as `mbps`; empty if it has none."""
    end = name.rpartition("_")[2]
    return end if end in _UNITS else ""


def times(unit: str, written: str) -> Decimal | None:
    """Return how many of a unit one of a written unit is; None if that is not known.

    `unit` is one that `unit_of` gives. In a column of Mbit/s `1 Gbps` is 1000; a capital B
    means bytes and is no Mbit/s. Capitals decide nothing else.
    """
    if unit == "mbps" and written.endswith(("B/s", "Bps", "B")):
        return None
    known = _UNITS[unit] if unit else _COUNTS
    return known.get(written.casefold().rstrip("."))
