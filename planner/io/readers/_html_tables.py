"""Tables of HTML: what a reader sees in each cell, at the place that spans leave it.

In one piece because a tag means what the tags around it let it mean.

Each tag is looked at once. A table inside a cell is one of its own; what is hidden is marked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planner.io.readers._grid_notes import MOST_COLUMNS, cut_off, too_many_tags, too_wide
from planner.io.readers._grid_parts import MOST_MERGED, Found, Room
from planner.io.text.grids import FileKind, Grid, GridCell, GridRow, Merged, Prose, column_letters
from planner.io.text.html_tokens import tokens
from planner.io.text.lines import LineNumbers

MOST_TOKENS = 2_000_000
_MOST_OPEN_TABLES = 50
_LONGEST_SPAN = 65_534
# Of columns: each row looks at those that cells above reach down into.
_MOST_REACHED = 200
_HIDING = re.compile(r"display:none|visibility:(?:hidden|collapse)", re.IGNORECASE)
_BLOCKS = frozenset(
    "address article aside blockquote br caption dd div dl dt fieldset figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr li main nav ol p pre section tr ul body html".split()
)
_EMPTY = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_UNSEEN = frozenset(
    "script style template noscript iframe textarea head xmp select comment".split()
)
_TITLES = frozenset("h1 h2 h3 h4 h5 h6 caption".split())


@dataclass(slots=True)
class _Cell:
    column: int
    is_head: bool
    is_hidden: bool
    rows: int
    columns: int
    pieces: list[str] = field(default_factory=list)
    link: str = ""


@dataclass(slots=True)
class _Row:
    number: int
    place: int
    hidden: bool
    in_head: bool
    cells: dict[int, GridCell] = field(default_factory=dict)
    heads: int = 0
    next_column: int = 0


@dataclass(slots=True)
class _Table:
    heading: str
    hidden: bool
    order: int
    rows: list[_Row] = field(default_factory=list)
    row: _Row | None = None
    cell: _Cell | None = None
    # Spans of cells and the numbers of rows, by how many rows stand above them in the file.
    merged: list[Merged] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    # Columns that a cell from above reaches down into, and the last row it reaches.
    reached: dict[int, int] = field(default_factory=dict)
    in_head: bool = False
    part_hidden: bool = False
    hidden_columns: set[int] = field(default_factory=set)
    shown_columns: set[int] = field(default_factory=set)
    columns_told: int = 0
    caption: list[str] | None = None


def read_html(text: str) -> Found:
    """Read the tables of a text of HTML."""
    return _read(text, 0, "", Room())


def read_html_lines(lines: Sequence[str], above: int, heading: str, room: Room) -> Found:
    """Read the tables of some lines of a text, with so many lines and this heading above them."""
    return _read("\n".join(lines), above, heading, room)


def _read(text: str, above: int, heading: str, room: Room) -> Found:
    reader = _Reader(text, above, heading, room)
    count = 0
    for kind, tag, content, place in tokens(text):
        count += 1
        if count > MOST_TOKENS or room.is_full:
            break
        if kind == "text":
            reader.text(content if isinstance(content, str) else "", place)
        elif kind == "start" and isinstance(content, dict):
            reader.start(tag, content, place)
        else:
            reader.end(tag)
    reader.close(is_cut=count > MOST_TOKENS)
    return reader.found


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style) and _HIDING.search("".join(str(style).split())) is not None


def _span(attributes: Mapping[str, str], name: str, most: int) -> int:
    written = attributes.get(name, "1").strip()
    if not written.isascii() or not written.isdigit():
        return 1
    return min(max(int(written[:9]), 1), most)


class _Reader:
    """Is told of every tag and text, and keeps tables and what lies between them."""

    def __init__(self, text: str, above: int, heading: str, room: Room) -> None:
        self.found = Found(FileKind.HTML)
        self._numbers = LineNumbers(text)
        self._above = above
        self._heading = heading
        self._room = room
        self._tables: list[_Table] = []
        self._done: list[tuple[int, Grid]] = []
        self._order = 0
        self._rows = 0
        # The tag that began what nobody sees, and how many of its kind are open.
        self._unseen = ""
        self._unseen_open = 0
        self._prose: list[str] = []
        self._prose_row = 0
        self._title: list[str] | None = None

    # --- tags ------------------------------------------------------------------------------------

    def start(self, tag: str, attributes: Mapping[str, str], place: int) -> None:
        """Take an opening tag."""
        if self._unseen:
            self._unseen_open += tag == self._unseen
            return
        if tag == "table":
            self._open_table(attributes)
        elif not self._tables or not self._in_table(self._tables[-1], tag, attributes, place):
            if tag in _UNSEEN or (tag not in _EMPTY and _is_hidden(attributes)):
                self._unseen, self._unseen_open = tag, 1
            else:
                self._inside(tag, attributes)

    def _in_table(self, table: _Table, tag: str, attributes: Mapping[str, str], place: int) -> bool:
        """Take a tag that is one of a table's own, and tell whether it is."""
        if tag in ("td", "th"):
            self._open_cell(table, attributes, place, is_head=tag == "th")
        elif tag == "tr":
            self._open_row(table, attributes, place)
        elif tag in ("thead", "tbody", "tfoot"):
            self._part(table, hidden=_is_hidden(attributes), in_head=tag == "thead")
        elif tag == "col":
            self._column(table, attributes)
        elif tag == "caption":
            table.caption = []
        else:
            return False
        return True

    def _inside(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _BLOCKS:
            self._break()
        if tag in _TITLES and not self._tables:
            self._title = []
        cell = self._tables[-1].cell if self._tables else None
        if tag == "a" and cell is not None and not cell.link:
            cell.link = attributes.get("href", "").strip()

    def end(self, tag: str) -> None:
        """Take a closing tag."""
        if self._unseen:
            if tag == self._unseen:
                self._unseen_open -= 1
                self._unseen = self._unseen if self._unseen_open else ""
            return
        if tag == "table":
            if self._tables:
                self._close_table()
        elif self._tables and tag in ("td", "th"):
            self._close_cell(self._tables[-1])
        elif self._tables and tag == "tr":
            self._close_row(self._tables[-1])
        elif self._tables and tag in ("thead", "tbody", "tfoot"):
            self._part(self._tables[-1], hidden=False, in_head=False)
        elif tag == "caption" and self._tables:
            self._close_caption(self._tables[-1])
        elif tag in _TITLES and self._title is not None:
            self._heading = " ".join("".join(self._title).split()) or self._heading
            self._title = None
            self._break()
        elif tag in _BLOCKS:
            self._break()

    def text(self, text: str, place: int) -> None:
        """Take a text."""
        if self._unseen:
            return
        if not self._tables:
            if self._title is not None:
                self._title.append(text)
            self._between(text, place)
            return
        table = self._tables[-1]
        if table.cell is not None:
            table.cell.pieces.append(text)
        elif table.caption is not None:
            table.caption.append(text)

    def _break(self) -> None:
        if self._tables:
            if self._tables[-1].cell is not None:
                self._tables[-1].cell.pieces.append("\0")
        elif self._prose:
            words = " ".join("".join(self._prose).split())
            if words:
                self.found.prose.append(Prose(self._prose_row, words))
            self._prose = []

    def _between(self, text: str, place: int) -> None:
        if not text.strip():
            if self._prose:
                self._prose.append(" ")
            return
        if not self._prose:
            blank = len(text) - len(text.lstrip())
            self._prose_row = self._above + self._numbers.at(place + blank)
        self._prose.append(text)

    # --- tables ----------------------------------------------------------------------------------

    def _open_table(self, attributes: Mapping[str, str]) -> None:
        self._break()
        self._title = None
        if len(self._tables) >= _MOST_OPEN_TABLES:
            # Nobody sees a table that deep; its cells count as those of the one around it.
            return
        hidden = _is_hidden(attributes) or any(self._is_unshown(table) for table in self._tables)
        self._tables.append(_Table(self._heading, hidden, self._order))
        self._order += 1

    def _is_unshown(self, table: _Table) -> bool:
        row, cell = table.row, table.cell
        return table.hidden or bool(row and row.hidden) or bool(cell and cell.is_hidden)

    def _close_caption(self, table: _Table) -> None:
        if table.caption is not None:
            table.heading = " ".join("".join(table.caption).split()) or table.heading
            table.caption = None

    def _part(self, table: _Table, *, hidden: bool, in_head: bool) -> None:
        self._close_row(table)
        table.in_head, table.part_hidden = in_head, hidden
        table.reached = {}

    def _column(self, table: _Table, attributes: Mapping[str, str]) -> None:
        span = _span(attributes, "span", MOST_COLUMNS)
        if _is_hidden(attributes):
            table.hidden_columns.update(range(table.columns_told, table.columns_told + span))
        table.columns_told = min(table.columns_told + span, MOST_COLUMNS)

    def _open_row(self, table: _Table, attributes: Mapping[str, str], place: int) -> None:
        self._close_row(table)
        self._close_caption(table)
        self._rows += 1
        hidden = table.part_hidden or _is_hidden(attributes)
        number = self._above + self._numbers.at(place)
        table.row = _Row(number, self._rows, hidden, table.in_head)
        table.numbers[self._rows] = number

    def _open_cell(
        self, table: _Table, attributes: Mapping[str, str], place: int, *, is_head: bool
    ) -> None:
        self._close_cell(table)
        if table.row is None:
            self._open_row(table, {}, place)
        row = table.row
        if row is None:
            return
        while table.reached.get(row.next_column, 0) >= row.place:
            row.next_column += 1
        columns = _span(attributes, "colspan", MOST_COLUMNS)
        rows = _span(attributes, "rowspan", _LONGEST_SPAN)
        table.cell = _Cell(row.next_column, is_head, _is_hidden(attributes), rows, columns)
        row.next_column += columns

    def _close_cell(self, table: _Table) -> None:
        cell, row = table.cell, table.row
        table.cell = None
        if cell is None or row is None:
            return
        if cell.column >= MOST_COLUMNS:
            if not any(note.row == row.number for note in self.found.notes):
                place = f"{column_letters(cell.column)}{row.number}"
                self.found.notes.append(too_wide(place, None, row.number))
            return
        if cell.rows > 1:
            for column in range(cell.column, min(cell.column + cell.columns, _MOST_REACHED)):
                table.reached[column] = row.place + cell.rows - 1
        if (cell.rows > 1 or cell.columns > 1) and len(table.merged) < MOST_MERGED:
            last_row = row.place + cell.rows - 1
            last_column = cell.column + cell.columns - 1
            table.merged.append(Merged(row.place, cell.column, last_row, last_column))
        lines = (" ".join(line.split()) for line in "".join(cell.pieces).split("\0"))
        text = "\n".join(filter(None, lines))
        if text:
            row.cells[cell.column] = GridCell(text, link=cell.link)
            row.heads += cell.is_head
            (table.hidden_columns if cell.is_hidden else table.shown_columns).add(cell.column)

    def _close_row(self, table: _Table) -> None:
        self._close_cell(table)
        row, table.row = table.row, None
        if row is None:
            return
        if row.cells:
            if not self._room.takes(len(row.cells)):
                self.found.notes.append(cut_off(row.number))
                return
            table.rows.append(row)

    def _close_table(self) -> None:
        table = self._tables.pop()
        self._close_row(table)
        if not table.rows:
            return
        numbers = table.numbers
        if len(set(numbers.values())) < len(numbers):
            # Of rows that share a line none has a number of its own; they are counted instead.
            numbers = {place: place for place in numbers}
        last = max(numbers)
        rows = tuple(
            GridRow(
                numbers[row.place],
                row.cells,
                row.hidden,
                row.in_head or row.heads == len(row.cells),
            )
            for row in table.rows
        )
        grid = Grid(
            rows,
            hidden=table.hidden,
            hidden_columns=frozenset(table.hidden_columns - table.shown_columns),
            hidden_rows=frozenset(row.number for row in rows if row.hidden),
            merged=tuple(
                each._replace(
                    first_row=numbers[each.first_row],
                    last_row=numbers.get(each.last_row, numbers[last]),
                )
                for each in table.merged
            ),
            heading=table.heading,
        )
        self._done.append((table.order, grid))

    def close(self, *, is_cut: bool) -> None:
        """Close what is still open at the end of the text."""
        while self._tables:
            self._close_table()
        self._break()
        self.found.grids = [grid for _, grid in sorted(self._done, key=lambda each: each[0])]
        if is_cut:
            self.found.notes.append(too_many_tags(MOST_TOKENS))
