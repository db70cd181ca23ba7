"""Tables of Markdown: lines of cells between bars, with a rule below the heading.

HTML among them is read by its own reader, in its place. Each line is looked at a fixed number of
times, whatever it holds.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from planner.io.readers._grid_notes import MOST_COLUMNS, cut_off, too_wide
from planner.io.readers._grid_parts import Found, Room
from planner.io.readers._html_tables import read_html_lines
from planner.io.readers._markdown_inline import said
from planner.io.text.grids import FileKind, Grid, GridCell, GridRow, Prose, column_letters
from planner.io.text.lines import lines_of

_BEFORE = re.compile(r"[ \t]*+(?:>[ \t]*+)*+")
_HEADING = re.compile(r"#{1,6}[ \t]++(.*)")
_BOLD_LINE = re.compile(r"(?:\*\*|__)([^*_]+)(?:\*\*|__):?")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*")
_FENCE = re.compile(r"(```|~~~)")
_RULE_CELL = re.compile(r"\s*+:?-++:?\s*+")
_LONG_RULE_CELL = re.compile(r"\s*+(:?-{3,}+:?\s*+)?")
_DRAWN_RULE = re.compile(r"[|+\-=:\s]*+")
_TARGET = re.compile(r"\s{0,3}\[([^\[\]]+)\]:\s*<?([^\s<>]+)")
_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
_TABLE_OR_END = re.compile(r"<(/?)table[\s>]", re.IGNORECASE)


def is_markdown(text: str) -> bool:
    """Tell whether a text has a table of Markdown: a line with bars, and a rule below it."""
    lines = lines_of(text)
    return any(_opens(above, below) for above, below in pairwise(lines) if "|" in above)


def cells_between_bars(line: str) -> list[str]:
    """Return the cells of a line, which its bars part; the first and last bar may be missing."""
    line = line.strip().removeprefix("|")
    cells: list[str] = []
    begun = position = 0
    while len(cells) <= MOST_COLUMNS and (bar := line.find("|", position)) >= 0:
        position = bar + 1
        behind = bar
        while behind and line[behind - 1] == "\\":
            behind -= 1
        if (bar - behind) % 2 == 0:
            cells.append(line[begun:bar])
            begun = position
    if line[begun:].strip() or not cells:
        cells.append(line[begun:])
    return cells


def _inner(line: str) -> str:
    """Return a line without the signs of the quotation or list that it stands in."""
    before = _BEFORE.match(line)
    return line[before.end() :] if before else line


def _is_rule(line: str) -> bool:
    if "+" in line:
        # As it is drawn around boxes, and by databases: +---+---+ or ---+---.
        return ("--" in line or "==" in line) and _DRAWN_RULE.fullmatch(line) is not None
    return "-" in line and "|" in line and all(map(_RULE_CELL.fullmatch, cells_between_bars(line)))


def _opens(above: str, below: str) -> bool:
    above, below = _inner(above), _inner(below)
    if _is_rule(below):
        return "|" in above and not _is_rule(above)
    return above.startswith("+") and below.startswith("|") and _is_rule(above)


class _Reader:
    """Goes down the lines of a text once."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.found = Found(FileKind.MARKDOWN)
        self._lines = lines
        self._heading = ""
        self._room = Room()
        self._has_own = False
        self._targets = {
            found[1].casefold(): found[2] for line in lines if (found := _TARGET.match(line))
        }

    def read(self) -> None:
        """Read all lines."""
        index = self._front_matter()
        while index < len(self._lines) and not self._room.is_full:
            line = _inner(self._lines[index])
            below = self._lines[index + 1] if index + 1 < len(self._lines) else ""
            if _TABLE.search(line):
                index = self._html(index)
            elif ("|" in line or line.startswith("+")) and _opens(line, below):
                index = self._table(index)
            else:
                self._line(index, line, _inner(below))
                index += 1
        if self.found.grids and not self._has_own:
            self.found.kind = FileKind.HTML

    def _front_matter(self) -> int:
        if not self._lines or self._lines[0].rstrip() != "---":
            return 0
        for index, line in enumerate(self._lines[1:200], 1):
            if line.rstrip() in ("---", "..."):
                self.found.prose += [
                    Prose(row, text.strip())
                    for row, text in enumerate(self._lines[1:index], 2)
                    if text.strip()
                ]
                return index + 1
        return 0

    def _line(self, index: int, line: str, below: str) -> None:
        text = line.strip()
        if not text or _UNDERLINE.fullmatch(text) or _FENCE.match(text) or _TARGET.match(line):
            return
        if heading := _HEADING.match(text):
            self._heading = said(heading[1].rstrip("# \t"), self._targets)[0]
        elif _UNDERLINE.fullmatch(below.strip()) and len(below.strip()) > 2:
            self._heading = said(text, self._targets)[0]
        elif bold := _BOLD_LINE.fullmatch(text):
            self._heading = bold[1].strip()
        words = said(heading[1] if heading else text, self._targets)[0]
        if words:
            self.found.prose.append(Prose(index + 1, words))

    def _html(self, index: int) -> int:
        depth, end = 0, index
        for end in range(index, len(self._lines)):
            for tag in _TABLE_OR_END.finditer(f"{self._lines[end]}>"):
                depth += -1 if tag[1] else 1
            if depth <= 0:
                break
        found = read_html_lines(self._lines[index : end + 1], index, self._heading, self._room)
        self.found.grids += found.grids
        self.found.prose += found.prose
        self.found.notes += found.notes
        return end + 1

    def _table(self, index: int) -> int:
        rows: list[GridRow] = []
        first, is_told = index, False
        while index < len(self._lines):
            line = _inner(self._lines[index])
            if not line.strip() or ("|" not in line and not _is_rule(line)):
                break
            if not self._is_rule_here(line, index - first):
                texts = cells_between_bars(line)
                cells = self._cells(texts[:MOST_COLUMNS])
                if len(texts) > MOST_COLUMNS and not is_told:
                    place = f"{column_letters(MOST_COLUMNS)}{index + 1}"
                    self.found.notes.append(too_wide(place, None, index + 1))
                    is_told = True
                if cells and not self._room.takes(len(cells)):
                    self.found.notes.append(cut_off(index + 1))
                    break
                below = self._lines[index + 1] if index + 1 < len(self._lines) else ""
                if cells:
                    is_heading = not rows and _is_rule(_inner(below))
                    rows.append(GridRow(index + 1, cells, is_heading=is_heading))
            index += 1
        if rows:
            self._has_own = True
            self.found.grids.append(Grid(tuple(rows), heading=self._heading))
        return index

    def _is_rule_here(self, line: str, place: int) -> bool:
        """Tell a rule from a row: below the heading one dash a cell is enough."""
        if place <= 1 or "+" in line:
            return _is_rule(line)
        return "-" in line and all(map(_LONG_RULE_CELL.fullmatch, cells_between_bars(line)))

    def _cells(self, texts: Sequence[str]) -> dict[int, GridCell]:
        cells = {}
        for column, each in enumerate(texts):
            text, link = said(each, self._targets)
            if text:
                cells[column] = GridCell(text, link=link)
        return cells


def read_markdown(text: str) -> Found:
    """Read the tables of a text of Markdown, and those of HTML in it."""
    reader = _Reader(lines_of(text.removeprefix("\ufeff")))
    reader.read()
    return reader.found


def read_bars(text: str) -> Found:
    """Read lines of which each begins with a bar as one table, though it has no rule."""
    found = Found(FileKind.MARKDOWN)
    reader = _Reader(lines_of(text.removeprefix("\ufeff")))
    reader.found = found
    index = 0
    while index < len(reader._lines) and not reader._room.is_full:
        if _inner(reader._lines[index]).startswith("|"):
            index = reader._table(index)
        else:
            reader._line(index, reader._lines[index], "")
            index += 1
    return found
