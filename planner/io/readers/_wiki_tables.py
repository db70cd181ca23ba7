"""Tables of MediaWiki and of AsciiDoc: cells behind bars, a row over one line or over many.

Each line is looked at a fixed number of times, whatever it holds.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from planner.io.readers._grid_notes import MOST_CELLS, MOST_COLUMNS, cut_off, too_wide
from planner.io.readers._grid_parts import Found, Room
from planner.io.readers._markdown_inline import said
from planner.io.text.grids import FileKind, Grid, GridCell, GridRow, Prose, column_letters
from planner.io.text.lines import lines_of

_WIKI_BEGINS = re.compile(r"[:*\s]*\{\|")
_SPAN = re.compile(r"\b(col|row)span\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
_ATTRIBUTES = re.compile(
    r"(?:\s*+[\w-]++\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'|\[\]{}]++))++\s*+"
)
_PAGE = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_OUTSIDE = re.compile(r"\[((?:https?:)?//[^\s\[\]]++)\s*+([^\[\]]*+)\]")
_NOTE = re.compile(r"<ref[^<>]*/>|<ref[^<>]*>[^<>]*</ref>", re.IGNORECASE)
_ASCIIDOC_EDGE = re.compile(r"[|!]={3,}\s*")
_ASCIIDOC_LINK = re.compile(r"(?:link:)?((?:https?|ftp)://[^\s\[\]]+)\[([^\[\]]*)\]")
# What stands in front of a bar and says of the cell how wide, how high, how often, in which style.
_CELL_FORM = re.compile(r"(?:(\d{1,3})?(?:\.(\d{1,3}))?([+*]))?[<^>]?(?:\.[<^>])?[aehlmsdv]?$")
_COLUMNS = re.compile(r"cols\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^,\]\s]+))")
_MOST_SPAN = 100
# Of a table: so many cells are written once and meant several times.
_MOST_REPEATED = 10_000


def is_mediawiki(text: str) -> bool:
    """Tell whether a text has a table of MediaWiki: from a brace with a bar to a bar with one."""
    lines = lines_of(text)
    return any(map(_WIKI_BEGINS.match, lines)) and any(
        line.lstrip().startswith("|}") for line in lines
    )


def is_asciidoc(text: str) -> bool:
    """Tell whether a text has a table of AsciiDoc, between two bars with three equals signs."""
    return sum(1 for line in lines_of(text) if _ASCIIDOC_EDGE.fullmatch(line)) > 1


class _Rows:
    """The rows of one table: each cell in its column, below what reaches down from above."""

    def __init__(self, found: Found, room: Room) -> None:
        self.rows: list[GridRow] = []
        self._found = found
        self._room = room
        self._reaching: dict[int, int] = {}
        self._is_told = False
        # Of cells that reach down, looked at once for each row they reach into.
        self._left = MOST_CELLS

    def row(
        self, number: int, cells: Sequence[tuple[str, str, int, int]], *, is_heading: bool
    ) -> bool:
        """Keep a row of cells (text, address, width, height); False if there is no room."""
        column, held = 0, dict[int, GridCell]()
        below = {place: more - 1 for place, more in self._reaching.items() if more > 1}
        for text, link, width, height in cells:
            while self._reaching.get(column):
                column += 1
            if column >= MOST_COLUMNS:
                self._tell(number)
                break
            if text:
                held[column] = GridCell(text, link=link)
            if height > 1 and self._left > 0:
                below |= dict.fromkeys(range(column, column + width), height - 1)
            column += width
        self._reaching = below
        self._left -= len(below)
        if not held:
            return True
        if not self._room.takes(len(held)):
            self._found.notes.append(cut_off(number))
            return False
        self.rows.append(GridRow(number, held, is_heading=is_heading))
        return True

    def _tell(self, number: int) -> None:
        if not self._is_told:
            place = f"{column_letters(MOST_COLUMNS)}{number}"
            self._found.notes.append(too_wide(place, None, number))
            self._is_told = True


# --- MediaWiki -----------------------------------------------------------------------------------


def read_mediawiki(text: str) -> Found:
    """Read the tables of a page of MediaWiki."""
    found, room, heading = Found(FileKind.MEDIAWIKI), Room(), ""
    lines, index = lines_of(text.removeprefix("\ufeff")), 0
    while index < len(lines) and not room.is_full:
        line = lines[index].strip()
        if _WIKI_BEGINS.match(line):
            index, caption, rows = _wiki_table(lines, index, found, room)
            if rows:
                found.grids.append(Grid(tuple(rows), heading=caption or heading))
            continue
        is_title = line.startswith("=") and line.endswith("=") and bool(line.strip("= "))
        words = _wiki_said(line.strip("= ") if is_title else line)[0]
        heading = words if is_title else heading
        if words:
            found.prose.append(Prose(index + 1, words))
        index += 1
    return found


def _wiki_table(
    lines: Sequence[str], index: int, found: Found, room: Room
) -> tuple[int, str, list[GridRow]]:
    """Return the line below a table, its caption and its rows."""
    rows, caption, begun = _Rows(found, room), "", index + 1
    cells: list[list[str]] = []
    marks: list[bool] = []

    def close() -> bool:
        made = [_wiki_cell("\n".join(each)) for each in cells]
        is_heading = bool(marks) and all(marks)
        cells.clear()
        marks.clear()
        return not made or rows.row(begun, made, is_heading=is_heading)

    index += 1
    while index < len(lines):
        line = lines[index].strip()
        index += 1
        if line.startswith("|}"):
            break
        if line.startswith("|-"):
            if not close():
                break
            begun = index + 1
        elif line.startswith("|+"):
            caption = _wiki_said(line[2:])[0]
        elif line.startswith(("|", "!")):
            begun = begun if cells else index
            parts = _wiki_parts(line[1:], is_heading=line[0] == "!")
            cells += [[part] for part in parts]
            marks += [line[0] == "!"] * len(parts)
        elif cells:
            cells[-1].append(line)
    close()
    return index, caption, rows.rows


def _wiki_parts(line: str, *, is_heading: bool) -> list[str]:
    joined = line.replace("!!", "||") if is_heading else line
    return joined.split("||", MOST_COLUMNS)


def _wiki_cell(written: str) -> tuple[str, str, int, int]:
    width = height = 1
    before, bar, rest = written.partition("|")
    if bar and "[[" not in before and _ATTRIBUTES.fullmatch(before):
        spans = {kind.lower(): min(int(many), _MOST_SPAN) for kind, many in _SPAN.findall(before)}
        width, height = spans.get("col", 1) or 1, spans.get("row", 1) or 1
        written = rest
    text, link = _wiki_said(written)
    return text, link, width, height


def _wiki_said(written: str) -> tuple[str, str]:
    text = _NOTE.sub("", written)
    outside = _OUTSIDE.search(text)
    text = _OUTSIDE.sub(lambda found: found[2] or found[1], text)
    text = _PAGE.sub(lambda found: found[1], text).replace("'''", "").replace("''", "")
    told, link = said(text, {})
    return told, link or (outside[1] if outside else "")


# --- AsciiDoc ------------------------------------------------------------------------------------


def read_asciidoc(text: str) -> Found:
    """Read the tables of a text of AsciiDoc."""
    found, room, heading, form = Found(FileKind.ASCIIDOC), Room(), "", ""
    lines, index = lines_of(text.removeprefix("\ufeff")), 0
    while index < len(lines) and not room.is_full:
        line = lines[index].strip()
        index += 1
        if _ASCIIDOC_EDGE.fullmatch(line):
            end = index
            while end < len(lines) and lines[end].strip() != line:
                end += 1
            rows = _asciidoc_rows(lines[index:end], index, form, _Rows(found, room))
            if rows:
                found.grids.append(Grid(tuple(rows), heading=heading))
            index, form = end + 1, ""
        elif line.startswith("[") and line.endswith("]"):
            form += line
        elif line:
            # A title begins with a point, a heading with equals signs.
            is_title = line.startswith(".") and line[1:2].strip(". ")
            if is_title or line.startswith(("= ", "==")):
                heading = said(line.lstrip(".= "), {})[0]
            found.prose.append(Prose(index, said(line.lstrip(".= "), {})[0]))
    return found


def _asciidoc_rows(lines: Sequence[str], above: int, form: str, rows: _Rows) -> list[GridRow]:
    """Return the rows of a table: so many cells each as it has columns."""
    # Of each cell the row where it begins, the pieces of its text, its width and its height.
    cells: list[tuple[int, list[str], int, int]] = []
    first_line = repeated = 0
    for place, line in enumerate(lines):
        pieces = _between_bars(line)
        if cells and pieces[0].strip() and not _CELL_FORM.match(pieces[0].strip()):
            cells[-1][1].append(pieces[0])
        for before, piece in pairwise(pieces):
            width, height, times = _form_of(before)
            times = max(min(times, _MOST_REPEATED - repeated), 1)
            repeated += times - 1
            cells += [(above + place + 1, [piece], width, height) for _ in range(times)]
        first_line = first_line or len(cells)
    columns = _columns_told(form) or first_line
    is_headed = "header" in form or (
        first_line == columns and any(not each.strip() for each in lines[1:2])
    )
    begun = 0
    while begun < len(cells) and columns > 0:
        end, wide = begun, 0
        while end < len(cells) and wide < columns:
            wide += cells[end][2]
            end += 1
        told = [(*_asciidoc_said("\n".join(each[1])), *each[2:]) for each in cells[begun:end]]
        is_heading = is_headed and not rows.rows
        if not rows.row(cells[begun][0], told, is_heading=is_heading):
            break
        begun = end
    return rows.rows


def _between_bars(line: str) -> list[str]:
    """Return the pieces of a line between its bars; one behind a backslash parts nothing."""
    pieces = [""]
    for piece in line.split("|", MOST_COLUMNS):
        if pieces[-1].endswith("\\"):
            pieces[-1] = f"{pieces[-1][:-1]}|{piece}"
        else:
            pieces.append(piece)
    return pieces[1:]


def _form_of(before: str) -> tuple[int, int, int]:
    """Return width, height and number of the cells that a form in front of a bar speaks of."""
    words = before.split()
    found = _CELL_FORM.fullmatch(words[-1]) if words else None
    if found is None or not found[3]:
        return 1, 1, 1
    many = min(int(found[1] or 1), _MOST_SPAN) or 1
    if found[3] == "*":
        return 1, 1, many
    return many, min(int(found[2] or 1), _MOST_SPAN) or 1, 1


def _columns_told(form: str) -> int:
    """Return how many columns the attributes of a table name; 0 if they name none."""
    found = _COLUMNS.search(form)
    told = next((each for each in found.groups() if each), "") if found else ""
    many = 0
    for each in told.replace(";", ",").split(","):
        times, star, _ = each.strip().partition("*")
        many += min(int(times), MOST_COLUMNS) if star and times.isdigit() else 1
    return min(many, MOST_COLUMNS) if told else 0


def _asciidoc_said(written: str) -> tuple[str, str]:
    # Of a cell that another form follows, the form is no text.
    link = _ASCIIDOC_LINK.search(written)
    text = _ASCIIDOC_LINK.sub(lambda found: found[2].rstrip("^") or found[1], written)
    words = text.rsplit(None, 1)
    if len(words) == 2 and (found := _CELL_FORM.fullmatch(words[1])) and found[3]:
        text = words[0]
    told, other = said(text, {})
    return told, link[1] if link else other
