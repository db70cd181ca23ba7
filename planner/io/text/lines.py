"""Lines of a text: they end at a carriage return, a line feed or both, and nowhere else."""

import re
from bisect import bisect_right

_END = re.compile(r"\r\n|\n|\r")


def lines_of(text: str) -> list[str]:
    """Return the lines of a text without their ends.

    Python's own `splitlines` also splits at signs that stand inside names, such as the ellipsis
    that Windows-1252 has at 0x85 and a reader of Latin-1 takes for an end.
    """
    return _END.split(text)


class LineNumbers:
    """Tells in which line of a text a place lies; lines count from 1."""

    def __init__(self, text: str) -> None:
        self._ends = [found.end() for found in _END.finditer(text)]

    def at(self, place: int) -> int:
        """Return the number of the line."""
        return bisect_right(self._ends, place) + 1
