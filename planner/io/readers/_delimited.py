"""Records of text whose cells are parted by a sign: which sign it is, and which quotes hold.

Each line is looked at a fixed number of times, whatever it holds.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planner.io.readers._aligned import aligned_cells
from planner.io.readers._grid_notes import MOST_COLUMNS, cut_off, too_wide
from planner.io.readers._grid_parts import Found, Room
from planner.io.readers._latex import is_latex, latex_cells
from planner.io.readers._untabled import listed_rows
from planner.io.text.grids import FileKind, Grid, GridCell, GridRow, column_letters
from planner.io.text.lines import lines_of

BLANKS = "  "
# In this order where nothing else tells them apart.
_SIGNS = (";", "\t", ",", "|", "&")
# A cell of a spreadsheet has at most 32,767 characters.
_LONGEST_QUOTED = 40_000
_MOST_QUOTED_LINES = 300
_LOOKED_AT_LINES = 400
_LOOKED_AT_SIGNS = 200_000
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_SEVERAL_BLANKS = re.compile(r"[ \u00a0]{2,}|\t")
# Of a record: the cells that are read, and one that tells whether there are more.
_MOST_PARTS = MOST_COLUMNS + 1


class Dialect(NamedTuple):
    """How the cells of a text are parted: by a sign, nothing (one cell a line) or blanks."""

    delimiter: str
    quoted: bool = True
    # Cells of most lines, if a sign parts them.
    width: int = 0


def read_delimited(text: str) -> Found:
    """Read a text whose cells are parted by a sign, or by nothing."""
    lines = lines_of(text.removeprefix("\ufeff"))
    first, told = 0, None
    if lines and (found := _SEP_LINE.fullmatch(lines[0])) and found[1] != '"':
        first, told = 1, found[1]
    if not told and (listed := listed_rows(lines)) is not None:
        return _listed(listed)
    dialect = _told(lines[first:], told) if told else dialect_of(lines)
    is_tex = dialect.delimiter == "&" and is_latex(lines)
    if is_tex:
        dialect = dialect._replace(quoted=False)
    found_all = Found(
        FileKind.LATEX if is_tex else FileKind.DELIMITED,
        delimiter=dialect.delimiter,
        quoted=dialect.quoted,
    )
    rows = list(_rows(_records(lines, dialect, first), found_all, is_tex=is_tex))
    if rows:
        found_all.grids.append(Grid(tuple(rows)))
    return found_all


def _listed(records: Iterable[tuple[int, list[str]]]) -> Found:
    found = Found(FileKind.DELIMITED)
    rows = list(_rows(iter(records), found, is_tex=False))
    if rows:
        found.grids.append(Grid(tuple(rows)))
    return found


def _told(lines: Sequence[str], sign: str) -> Dialect:
    widths = Counter(line.count(sign) + 1 for line in lines[:_LOOKED_AT_LINES] if sign in line)
    return Dialect(sign, True, widths.most_common(1)[0][0] if widths else 0)


def _records(lines: Sequence[str], dialect: Dialect, first: int) -> Iterator[tuple[int, list[str]]]:
    if dialect.delimiter == BLANKS:
        yield from enumerate(aligned_cells(lines[first:]), first + 1)
    elif not dialect.delimiter:
        for index in range(first, len(lines)):
            yield index + 1, [lines[index]]
    else:
        yield from Records(lines, dialect, first)


def _rows(
    records: Iterator[tuple[int, list[str]]], found: Found, *, is_tex: bool
) -> Iterator[GridRow]:
    room, is_told = Room(), False
    for number, written in records:
        texts = latex_cells(written) if is_tex else written
        cells = {
            column: GridCell(text)
            for column, each in enumerate(texts[:MOST_COLUMNS])
            if (text := each.strip())
        }
        if not is_told and any(each.strip() for each in texts[MOST_COLUMNS:]):
            place = f"{column_letters(MOST_COLUMNS)}{number}"
            found.notes.append(too_wide(place, None, number))
            is_told = True
        if not cells:
            continue
        if not room.takes(len(cells)):
            found.notes.append(cut_off(number))
            return
        yield GridRow(number, cells)


# --- quotes --------------------------------------------------------------------------------------


class Records:
    """The records of a text, each with the line where it begins.

    A quote opens a cell where one begins, and closes it where a sign or the end of the line
    follows. One that nothing closes, or that would swallow lines which are records by themselves,
    is an inch sign or a slip and belongs to the text.
    """

    def __init__(self, lines: Sequence[str], dialect: Dialect, first: int = 0) -> None:
        self._lines = lines
        self._first = first
        self._sign = dialect.delimiter
        self._quoted = dialect.quoted
        self._width = dialect.width
        blanks = "[ ]*+" if self._sign == "\t" else "[ \t]*+"
        self._closing = re.compile(f'"++(?={blanks}(?:{re.escape(self._sign)}|$))')
        self._opening = re.compile(f'{blanks}"')
        # The lines in which a cell that was opened above is closed, and where.
        self._closed_in: list[int] | None = None
        self._closed_at: dict[int, int] = {}
        self._offsets: list[int] = []

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the number of the line where a record begins, and its cells."""
        index, sign, lines = self._first, self._sign, self._lines
        while index < len(lines):
            line = lines[index]
            if not self._quoted or '"' not in line:
                yield index + 1, line.split(sign, _MOST_PARTS)
                index += 1
            else:
                begun = index
                cells, index = self._record(index)
                yield begun + 1, cells

    def _record(self, index: int) -> tuple[list[str], int]:
        """Return the cells of the record that begins in a line, and the line below it."""
        cells: list[str] = []
        line, position = self._lines[index], 0
        runs = _Runs(self._closing, line)
        may_go_on = True
        while True:
            opened = self._opening.match(line, position)
            if opened is not None:
                close = runs.after(opened.end())
                if close >= 0:
                    cells.append(line[opened.end() : close].replace('""', '"'))
                    position = self._behind(line, close + 1)
                    if position < 0:
                        return cells, index + 1
                    continue
                below = self._closed_below(index) if may_go_on else -1
                if below >= 0:
                    pieces = [line[opened.end() :], *self._lines[index + 1 : below]]
                    close = self._closed_at[below]
                    line, index = self._lines[below], below
                    cells.append("\n".join([*pieces, line[:close]]).replace('""', '"'))
                    runs = _Runs(self._closing, line)
                    position = self._behind(line, close + 1)
                    if position < 0:
                        return cells, index + 1
                    continue
                may_go_on = False
            end = line.find(self._sign, position)
            if end < 0 or len(cells) >= _MOST_PARTS:
                cells.append(line[position:])
                return cells, index + 1
            cells.append(line[position:end])
            position = end + 1

    def _behind(self, line: str, position: int) -> int:
        """Return where the next cell begins; -1 if the line ends."""
        end = line.find(self._sign, position)
        return end + 1 if end >= 0 else -1

    def _closed_below(self, index: int) -> int:
        """Return the line that closes a cell which is opened in this one; -1 if none does."""
        if self._closed_in is None:
            self._look_ahead()
        closed_in = self._closed_in or []
        place = bisect_left(closed_in, index + 1)
        if place == len(closed_in):
            return -1
        below = closed_in[place]
        length = self._offsets[below] - self._offsets[index]
        if below - index > _MOST_QUOTED_LINES or length > _LONGEST_QUOTED:
            return -1
        if self._width > 1 and self._is_record(index) and self._is_record(index + 1):
            return -1
        return below

    def _is_record(self, index: int) -> bool:
        return self._lines[index].count(self._sign) + 1 == self._width

    def _look_ahead(self) -> None:
        self._closed_in, length = [], 0
        for index, line in enumerate(self._lines):
            self._offsets.append(length)
            length += len(line) + 1
            if '"' in line and (close := _Runs(self._closing, line).after(0)) >= 0:
                self._closed_in.append(index)
                self._closed_at[index] = close


class _Runs:
    """The quotes of a line behind which a cell may end: an odd number of them ends it."""

    def __init__(self, closing: re.Pattern[str], line: str) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for found in closing.finditer(line):
            self._starts.append(found.start())
            self._ends.append(found.end())
        # For each run, the first from it on that has an odd number of quotes.
        self._odd = [-1] * (len(self._starts) + 1)
        for each in reversed(range(len(self._starts))):
            is_odd = (self._ends[each] - self._starts[each]) % 2
            self._odd[each] = each if is_odd else self._odd[each + 1]

    def after(self, position: int) -> int:
        """Return the place of the quote that closes a cell whose text begins here; -1 if none."""
        place = bisect_left(self._starts, position)
        # The quote that opened it may be the first of a run: `""` is an empty cell.
        inside = self._ends[place - 1] - position if place else 0
        if inside > 0 and inside % 2:
            return self._ends[place - 1] - 1
        odd = self._odd[place]
        return self._ends[odd] - 1 if odd >= 0 else -1


# --- which sign ----------------------------------------------------------------------------------


class _Fit(NamedTuple):
    """How well a sign parts a text: the share of lines it gives one width, and that width."""

    share: float
    width: int
    dialect: Dialect
    records: list[list[str]]


def dialect_of(lines: Sequence[str]) -> Dialect:
    """Return which sign parts the cells: the one that gives most records one width.

    A sign inside quotes parts nothing, so each is tried with its quotes. A title above the table
    has no sign, and counts against all alike.
    """
    sample = _sample(lines)
    fits = [fit for sign in _SIGNS if (fit := _fit(sample, sign)) is not None]
    fits = [fit for fit in fits if not _only_aligns(fit, fits)]
    best = max(fits, key=lambda fit: (_worth(fit), fit.width), default=None)
    blanks = _blanks_fit(sample)
    if best is None or (best.share < 0.5 and blanks > best.share):
        return Dialect(BLANKS if blanks >= 0.6 else "")
    return best.dialect


def _sample(lines: Sequence[str]) -> list[str]:
    sample, left = [], _LOOKED_AT_SIGNS
    for line in lines:
        if line.strip():
            sample.append(line[:left])
            left -= len(line)
            if left <= 0 or len(sample) == _LOOKED_AT_LINES:
                break
    return sample


def _fit(sample: Sequence[str], sign: str) -> _Fit | None:
    if not any(sign in line for line in sample):
        return None
    # Every quote is believed at first; then those that swallow whole records are known.
    believed = Counter(len(cells) for _, cells in Records(sample, Dialect(sign)))
    believed.pop(1, None)
    usual = max(believed, key=lambda width: (believed[width], width), default=0)
    records = [cells for _, cells in Records(sample, Dialect(sign, True, usual))]
    widths = Counter(len(cells) for cells in records if len(cells) > 1)
    if not widths:
        return None
    width = max(widths, key=lambda each: (widths[each], each))
    parted = sum(widths.values())
    share = (widths[width] + 0.3 * (parted - widths[width])) / len(records)
    return _Fit(share, width, Dialect(sign, True, width), records)


def _only_aligns(fit: _Fit, fits: Sequence[_Fit]) -> bool:
    """Tell whether a tab stands behind another sign that parts the cells, to align them."""
    if fit.dialect.delimiter != "\t":
        return False
    ends = Counter(
        cell.rstrip()[-1:] for cells in fit.records for cell in cells[:-1] if cell.strip()
    )
    total = sum(ends.values())
    return any(
        ends[other.dialect.delimiter] >= 0.7 * total > 0 for other in fits if other is not fit
    )


_DECIMAL_COMMA = re.compile(r"\d,\d")


def _worth(fit: _Fit) -> float:
    """Return how good a fit is, in steps: what is almost alike is told apart by the width."""
    share = fit.share
    if fit.dialect.delimiter == ",":
        # Commas between digits and nowhere else are those of numbers.
        lines = [",".join(cells) for cells in fit.records]
        commas = sum(line.count(",") for line in lines)
        decimal = sum(len(_DECIMAL_COMMA.findall(line)) for line in lines)
        if decimal > 0.7 * commas:
            share *= 0.5
    return round(share * 8)


def _blanks_fit(sample: Sequence[str]) -> float:
    widths = Counter(len(_SEVERAL_BLANKS.split(line.strip())) for line in sample)
    parted = [widths[width] for width in widths if width > 1]
    # Sums below the lines of a table have fewer cells.
    is_table = max(widths, default=0) > 2 and widths[max(widths)] > 1
    return (sum(parted) if is_table else max(parted, default=0)) / max(len(sample), 1)
