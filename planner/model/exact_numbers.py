"""Numbers as a person wrote them: no float, and none with more digits than a program can hold."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator

# More digits than any sum here has; a number like 1e999999999 has so many that it stops a program.
MOST_DIGITS = 100
_TOO_MANY: int = 10**MOST_DIGITS


def is_countable(number: Decimal | int) -> bool:
    """Tell whether a number written out has at most `MOST_DIGITS` digits on each side of its point.

    Nothing is worked out to tell it: not of 1e999999999 either.
    """
    if isinstance(number, int):
        return -_TOO_MANY < number < _TOO_MANY
    exponent = number.as_tuple().exponent
    # No exponent, but a letter, is what infinity and "not a number" have.
    return not isinstance(exponent, int) or (
        -MOST_DIGITS <= exponent <= MOST_DIGITS and number.adjusted() <= MOST_DIGITS
    )


def brief(text: str) -> str:
    """Return a text in quotes, cut short."""
    return repr(text if len(text) <= MOST_DIGITS else f"{text[: MOST_DIGITS - 1]}…")


def in_one_form(number: Decimal) -> Decimal:
    """Return a number of a few digits without noughts at its end: 12.0 and 1.2e1 are told as 12."""
    return (
        number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
    )


def counted(text: str) -> Decimal:
    """Return the number a text says; ValueError for none, and for one of too many digits."""
    try:
        number = Decimal(text if len(text) <= 3 * MOST_DIGITS else "")
    except ArithmeticError:
        raise ValueError(f"{brief(text)} is not a number") from None
    # Without a power of ten a number has no more digits than its text.
    is_written_out = len(text) <= MOST_DIGITS and not {"e", "E"} & {*text}
    if not is_written_out and not is_countable(number):
        raise ValueError(f"{brief(text)} is not a number")
    return number


def _exact(value: object) -> object:
    # A float has already lost the digits the person wrote; bool is an int by accident.
    if isinstance(value, float | bool):
        raise ValueError(f"{value!r} is not exact; write it as text or Decimal")
    if isinstance(value, Decimal | int) and not is_countable(value):
        raise ValueError(f"a number has at most {MOST_DIGITS} digits")
    return counted(value) if isinstance(value, str) else value


# Of a text of digits it makes the number that Decimal makes.
EXACT = BeforeValidator(_exact)
ExactDecimal = Annotated[Decimal, EXACT]


def _no_truth(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError(f"{str(value).lower()} is not a number")
    return value


# It leaves every text as it is.
NO_TRUTH = BeforeValidator(_no_truth)
# What is counted: `copies = true` is a slip, and would count as one.
Whole = Annotated[int, NO_TRUTH]
