"""A large CSV text goes in, a table of columns comes out; where nothing is quoted, it is split.

It is read in pieces of whole lines: what one takes of memory is used again for the next.
"""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import chain, islice

from planner.io.text.large_tables import LargeTable
from planner.io.text.tables import TableRead, TextRow, top_of

MAX_LINE = 1_000_000
_PIECE = 100_000
# What is quoted may go over many lines, but not for ever.
_MOST = 1_000_000


def lines_in(text: str, place: int = 0) -> Iterator[str]:
    """Yield the lines of a text from a place on, each with its end."""
    # One piece after the other: what reads lines holds its text with four bytes a sign.
    return chain.from_iterable(StringIO(each, newline="") for each in _pieces(text, place))


def _pieces(text: str, place: int) -> Iterator[str]:
    """Yield a text in pieces that end where a line does."""
    while place < len(text):
        end = text.rfind("\n", place, place + _PIECE) + 1 or text.find("\n", place + _PIECE) + 1
        end = end or len(text)
        yield text[place:end]
        place = end


def large_table(name: str, text: str, start: int, separator: str) -> TableRead | None:
    """Return the table of a text from line `start` on; None if there is none, or quotes are open.

    Raises TooLargeError for more rows or columns than are read.
    """
    if any(len(each) > MAX_LINE for each in _pieces(text, 0)):
        return None
    try:
        records = csv.reader(_from_line(text, start), delimiter=separator, strict=True)
        numbered = (TextRow(start + at, tuple(row)) for at, row in enumerate(records, 1))
        top, _ = top_of(name, numbered)
        if top.header is None:
            return None
        table, number = LargeTable(name, top), top.header.number + 1
        below = _below(text, start, separator, top.header.number - start)
        for read in _read(text, below, separator, len(top.columns)):
            if isinstance(read, _Columns):
                table.take_columns(number, read)
                number += len(read[0])
            else:
                table.take_rows(number, read)
                number += len(read)
    except csv.Error:
        return None
    return table.finished()


def _from_line(text: str, start: int) -> Iterator[str]:
    return islice(lines_in(text), start, None)


def _below(text: str, start: int, separator: str, records: int) -> int:
    """Return the place in a text behind some records that begin in line `start`."""
    seen = 0

    def counted() -> Iterator[str]:
        nonlocal seen
        for at, line in enumerate(lines_in(text)):
            seen += len(line)
            if at >= start:
                yield line

    reader = csv.reader(counted(), delimiter=separator, strict=True)
    for _ in islice(reader, records):
        pass
    return seen


class _Columns(list[Sequence[str]]):
    """What was read as columns already."""


def _read(
    text: str, place: int, separator: str, width: int
) -> Iterator[_Columns | list[list[str]]]:
    """Yield the rows of a text from a place on, some at a time; csv.Error if quotes are open."""
    held = ""
    for piece in _pieces(text, place):
        held += piece
        read: _Columns | list[list[str]] | None = _split(held, separator, width)
        if read is None:
            read = _unquoted(held, separator)
        if read is not None:
            held = ""
            yield read
        elif len(held) > _MOST:
            break
    if held:
        raise csv.Error


def _unquoted(piece: str, separator: str) -> list[list[str]] | None:
    """Return the rows of whole lines; None if what is quoted in them does not end there."""
    try:
        return list(csv.reader(StringIO(piece, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return None


def _split(piece: str, separator: str, width: int) -> _Columns | None:
    """Return the columns of whole lines in which nothing is quoted; None if not all are so wide."""
    if '"' in piece or len(piece) > csv.field_size_limit():
        return None
    if "\r" in piece:
        if not piece.count("\r\n") == piece.count("\r") == piece.count("\n"):
            return None
        piece = piece.replace("\r\n", "\n")
    rows = piece.count("\n") + (not piece.endswith("\n"))
    # Each row becomes one cell wider, by the end of its line.
    cells = piece.replace("\n", f"{separator}\n{separator}").split(separator)
    if piece.endswith("\n"):
        cells.pop()
    else:
        cells.append("\n")
    if len(cells) != rows * (width + 1) or cells[width :: width + 1].count("\n") != rows:
        return None
    return _Columns(cells[place :: width + 1] for place in range(width))
