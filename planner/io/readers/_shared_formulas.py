"""A formula that many cells share, as each of them would have it: moved from where it is."""

import re

_PIECES = re.compile(
    r"""
    "[^"]*"?                                        # a text
    | '[^']*'?!?                                    # a sheet's name
    | (?P<row1>\$?\d{1,7}):(?P<row2>\$?\d{1,7})(?![\w.])
    | (?P<column1>\$?[A-Za-z]{1,3}):(?P<column2>\$?[A-Za-z]{1,3})(?![\w.(!])
    | (?P<column>\$?[A-Za-z]{1,3})(?P<row>\$?[1-9]\d{0,6})(?![\w.(!])
    | [\w.$]+
    """,
    re.VERBOSE,
)
_LAST_COLUMN = 16_384
_LAST_ROW = 1_048_576


def moved(formula: str, rows: int, columns: int) -> str:
    """Return a formula as it reads so many rows and columns further on."""

    def one(found: re.Match[str]) -> str:
        if found["row"] is not None:
            return _column(found["column"], columns) + _row(found["row"], rows)
        if found["row1"] is not None:
            return f"{_row(found['row1'], rows)}:{_row(found['row2'], rows)}"
        if found["column1"] is not None:
            return f"{_column(found['column1'], columns)}:{_column(found['column2'], columns)}"
        return found[0]

    return _PIECES.sub(one, formula)


def _row(written: str, by: int) -> str:
    if written.startswith("$"):
        return written
    # What leaves the sheet at one end comes in again at the other.
    return str((int(written) - 1 + by) % _LAST_ROW + 1)


def _column(written: str, by: int) -> str:
    if written.startswith("$"):
        return written
    number = 0
    for letter in written.upper():
        number = number * 26 + ord(letter) - 64
    number = (number - 1 + by) % _LAST_COLUMN + 1
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
