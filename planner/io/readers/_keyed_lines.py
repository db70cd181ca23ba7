"""Lists in which every line names what it says: `name: Switch, qty: 1, price: 20 EUR`."""

import re
from collections.abc import Sequence

_KEY = r"[^\W\d][^:=,;|]{0,30}?"
_NEXT = re.compile(rf"\s*[,;|]\s*(?={_KEY}\s*[:=]\s)")
_PAIR = re.compile(rf"\s*(?:[-*•]\s+)?({_KEY})\s*[:=]\s+(.*\S)\s*")
_FEWEST = 2
_LONGEST = 1000


def keyed_rows(lines: Sequence[str]) -> list[tuple[int, list[str]]] | None:
    """Return a row of the keys and a row of each line's values, by number; None for other lists."""
    filled = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if len(filled) < _FEWEST:
        return None
    rows: list[tuple[int, list[str]]] = []
    keys: list[str] | None = None
    for number, line in filled:
        pairs = [_PAIR.fullmatch(each) for each in _NEXT.split(line[:_LONGEST])]
        found = [each for each in pairs if each is not None]
        named = [each[1].strip() for each in found]
        if len(found) < max(len(pairs), _FEWEST) or named != (keys or named):
            return None
        keys = named
        rows.append((number, [each[2] for each in found]))
    # The keys stand in the first line, too.
    return [(rows[0][0], keys or []), *rows]
