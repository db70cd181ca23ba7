"""How exporters write values that they all meet: unknown ones, amounts, texts nobody may trust."""

import re

from planner.model.money import Money, minor_unit_places

UNKNOWN = "not known"
# Under Chinese and Japanese settings the wide forms of = + - @ begin a formula too.
_FORMULA_SIGNS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
# Everything XML 1.0 has no way to write, and the controls that would move a terminal's cursor.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def is_formula_like(text: str) -> bool:
    """Tell whether a spreadsheet would run this text instead of showing it."""
    return text.startswith(_FORMULA_SIGNS)


def without_controls(text: str) -> str:
    """Return a text with every control character but tab and line ends replaced, visibly."""
    return _CONTROLS.sub("\ufffd", text)


def plain_amount(money: Money) -> str:
    """Return the number of an amount with the decimals of its currency, or more if it has them."""
    digits = money.amount.normalize().as_tuple().exponent
    places = max(minor_unit_places(money.currency), -digits if isinstance(digits, int) else 0)
    return f"{money.amount:.{places}f}"
