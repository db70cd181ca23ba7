"""Which numbers a page states outside of its blocks of code."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.docs.documents import prose, text_of

# Names with a number in them, days, and the numbers of lists and headings: nothing is counted.
_NAMES = re.compile(
    r"""\d{4}-\d\d(-\d\d)?|Python\ 3\.\d+|3\.1[1-4]|USB\ [23]\.0|802\.\d+\w*|RFC\ \d+|\bPi\ \d\w*
    |\b(micro|mini)?-?[A-Za-z]+[-/]?\d[\w.-]*|\d+\.\d+\.\d+\.\d+|^\s*\d+\.\ |^\#.*$|ISO\ \d+|HTTP\ \d+
    |(?<=CycloneDX\ )1\.6|HiGHS\ 1\.15""",
    re.VERBOSE | re.MULTILINE,
)
_FIGURE = re.compile(
    r"""(?P<money>(S\$|US\$|CA\$|MXN\ |€|£|\$)\d[\d,]*(\.\d+)?)
    |(?<![\w.,-])(?P<number>\d[\d,]*(\.\d+)?)(?P<unit>\ ?%)?(?![\w-]*\])""",
    re.VERBOSE,
)


def figures(page: Path) -> Iterator[str]:
    """Yield the amounts, shares and numbers of a page; a small whole number is a word."""
    for found in _FIGURE.finditer(_NAMES.sub(" ", prose(text_of(page)))):
        text = found[0].rstrip(",")
        number = found["number"]
        if number and not found["unit"] and number.rstrip(",").isdigit() and int(number.rstrip(",")) <= 12:
            continue
        yield text
