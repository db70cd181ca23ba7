"""Texts that a spreadsheet would run instead of showing them."""

# Under Chinese and Japanese settings the wide forms of = + - @ begin a formula too.
_SIGNS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def is_formula_like(text: str) -> bool:
    """Tell whether a spreadsheet would run this text instead of showing it."""
    return text.startswith(_SIGNS)
