"""Which numbers a text states."""

import re
from collections.abc import Iterator

from tests.docs.documents import prose

# Names with a number in them, days, and the numbers of lists: nothing is counted in them.
_NAMES = re.compile(
    r"""\d{4}-\d\d(-\d\d)?|Python\ 3\.\d+|3\.1[1-4]|USB\ [23]\.0|802\.\d+\w*|RFC\ \d+|\bPi\ \d\w*
    |\b(micro|mini)?-?[A-Za-z]+[-/]?\d[\w.-]*|\d+\.\d+\.\d+\.\d+|^\s*\d+\.\ |^\#.*$|ISO\ \d+
    |(?<=CycloneDX\ )1\.6|HiGHS\ 1\.15""",
    re.VERBOSE | re.MULTILINE,
)
_FIGURE = re.compile(
    r"""(?P<money>(S\$|US\$|CA\$|MXN\ |€|£|\$)\d[\d,]*(\.\d+)?)
    |(?<![\w.,-])(?P<number>\d[\d,]*(\.\d+)?)(?P<unit>\ ?%)?""",
    re.VERBOSE,
)
_WORD = 12  # up to here a whole number is a word: eight nodes, two pages


def figures(text: str, *, prose_only: bool = False, small: bool = False) -> Iterator[str]:
    """Yield the amounts, shares and numbers of a text, small whole numbers only if asked for."""
    told = _NAMES.sub(" ", prose(text)) if prose_only else text
    for found in _FIGURE.finditer(told):
        number = (found["number"] or "").rstrip(",")
        is_word = number.isdigit() and int(number) <= _WORD and not found["unit"]
        if small or not is_word:
            yield found[0].rstrip(",")


def plain(figure: str) -> str:
    """Return the number of a figure alone: `S$1,203.80` is 1203.8."""
    number = re.sub(r"[^\d.]", "", figure)
    return number.rstrip("0").rstrip(".") if "." in number else number
