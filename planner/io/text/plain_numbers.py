"""Numbers that a spreadsheet stores: their 15 digits that tell, without the noise behind them."""

import re
from decimal import Decimal

_STORED = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
# At most 15 digits, and no zero that does not tell.
PLAIN_NUMBER = re.compile(r"(?!-0$)-?(?=[\d.]{1,16}$)(?:0|[1-9]\d{0,14})(?:\.\d*[1-9])?", re.ASCII)
# Beyond, a number is written with its power of ten.
_MOST_ZEROS = 30


def stored(written: str) -> tuple[str, Decimal] | None:
    """Return the digits that tell of a number that a file stores, and the number; None if none."""
    if PLAIN_NUMBER.fullmatch(written):
        return written, Decimal(written)
    number = stored_number(written)
    return None if number is None else (digits_of(number), number)


def stored_number(written: str) -> Decimal | None:
    """Return the number that a file stores with these digits; None if they are none.

    What was typed comes back digit by digit: a spreadsheet keeps 15 of them, and what it writes
    behind those is what is left of powers of two.
    """
    if len(written) > 400 or not _STORED.fullmatch(written):
        return None
    digits = sum(map(str.isdigit, written.lower().partition("e")[0]))
    if digits <= 15:
        return plainly(Decimal(written))
    value = float(written)
    return plainly(Decimal(f"{value:.15g}")) if abs(value) < float("inf") else None


def plainly(number: Decimal) -> Decimal:
    """Return a number without zeros at its end, and without a power of ten where it can be."""
    if not number:
        return Decimal(0)
    number = number.normalize()
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and 0 < exponent <= _MOST_ZEROS:
        return Decimal(f"{number:f}")
    return number


def digits_of(number: Decimal) -> str:
    """Return the digits of a number that `stored_number` gave."""
    return f"{number:f}" if abs(number.adjusted()) <= _MOST_ZEROS else str(number)
