"""Numbers as people read them: watts, amps, percent, Mbit/s, metres.

Money has its own rules, in `planner.model.money`.
"""

from decimal import ROUND_HALF_UP, Decimal


def number_text(
    value: Decimal | int, unit: str = "", *, places: int | None = None, grouped: bool = False
) -> str:
    """Return a number with its unit and without idle decimals: `12.5 W`, `60 W`, `1,000`.

    A number that somebody stated, and a sum of such numbers, is written out to its last decimal. Of
    one that was divided `places` says how many decimals mean anything: it is rounded half up to
    them. `grouped` puts a comma between thousands.
    """
    exact = Decimal(value) if places is None else rounded(Decimal(value), places)
    text = f"{exact:,f}" if grouped else f"{exact:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = "0" if text == "-0" else text
    return f"{text} {unit}" if unit else text


def rounded(value: Decimal, places: int) -> Decimal:
    """Return a number to so many decimals, half up as people round: 12.5 is 13, never 12.

    One with fewer decimals stays as it is.
    """
    step = Decimal(1).scaleb(-places)
    return value if value == value.quantize(step) else value.quantize(step, ROUND_HALF_UP)


def whole_percent(part: Decimal, whole: Decimal) -> int:
    """Return a part in percent of the whole, rounded half up; 0 of nothing."""
    return int((part / whole * 100).quantize(Decimal(1), ROUND_HALF_UP)) if whole else 0
