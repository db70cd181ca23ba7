"""Lines whose cells several blanks part, as mails and terminals print tables: each in its column.

A line with fewer cells than the fullest one has some that are empty; where they stand tells which.
"""

import re
from collections.abc import Iterator, Sequence

_SEVERAL_BLANKS = re.compile(r"[ \u00a0]{2,}|\t")
_PIECE = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_LOOKED_AT = 400
_MOST_PIECES = 64

Piece = tuple[int, int]


def aligned_cells(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the cells of each line, those of an incomplete one under those of the fullest."""
    sample = [_pieces(line) for line in lines[:_LOOKED_AT] if "\t" not in line]
    fullest = max(sample, key=len, default=[])
    for line in lines:
        pieces = [] if "\t" in line else _pieces(line)
        if not 1 < len(pieces) < len(fullest) <= _MOST_PIECES:
            yield _SEVERAL_BLANKS.split(line.strip())
            continue
        cells = [""] * len(fullest)
        for place, (start, end) in zip(_places(pieces, fullest), pieces, strict=True):
            cells[place] = line[start:end]
        yield cells


def _pieces(line: str) -> list[Piece]:
    return [found.span() for found in _PIECE.finditer(line)]


def _places(pieces: Sequence[Piece], fullest: Sequence[Piece]) -> Iterator[int]:
    """Yield under which cell of the fullest line each piece stands: by its left or right edge."""
    first = 0
    for index, (start, end) in enumerate(pieces):
        # The rest must find places behind it.
        last = len(fullest) - (len(pieces) - index)
        place = min(
            range(first, last + 1),
            key=lambda each: min(abs(start - fullest[each][0]), abs(end - fullest[each][1])),
        )
        yield place
        first = place + 1
