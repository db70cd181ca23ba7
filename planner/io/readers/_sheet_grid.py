"""One sheet of an Excel workbook as a grid, in one pass over its markup and within bounds.

In one piece because the markup is told of tag by tag, and what a tag means depends on those
around it. It is told of each cell five times, so what stands here is short for the sake of time.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from planner.io.readers._cell_formats import day_or_time, is_day_or_time
from planner.io.readers._grid_notes import MOST_COLUMNS, GridNote, cut_off, too_wide
from planner.io.readers._grid_parts import LAST_ROW, MOST_MERGED, Room
from planner.io.readers._shared_formulas import moved
from planner.io.readers._sheet_markup import EnoughError, Tags, parsed
from planner.io.text.grids import Grid, GridCell, GridRow, Merged
from planner.io.text.plain_numbers import digits_of, stored_number

_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")
_TO_ADDRESS = re.compile(r'HYPERLINK\(\s*"([^"]*)"', re.IGNORECASE)
_CONTROL = re.compile(r"_x00(0[9AaDd])_")
_CONTROLS = {"09": "\t", "0a": "\n", "0d": ""}
_YES = frozenset({"1", "true", "on"})
# Of all formulas that cells share, together: beyond, a cell has the text of the one that is shared.
_MOST_MOVED = 20_000_000
_MOST_WRITTEN = 5_000_000
_LAST_COLUMN = 16_384


class Look(NamedTuple):
    """How the cells of a workbook are shown: the form of each style, and from when days count."""

    forms: Sequence[str]
    since_1904: bool = False


def sheet_grid(
    markup: bytes,
    strings: Sequence[str],
    look: Look,
    links: Mapping[str, str],
    room: Room,
    *,
    name: str,
    hidden: bool,
) -> tuple[Grid, list[GridNote]]:
    """Read one sheet; ValueError and LookupError for damaged markup.

    `links` are the addresses that its cells refer to, by the name of the relation.
    """
    reader = _SheetReader(strings, look, links, room, name)
    reader.read(markup)
    rows = reader.linked()
    grid = Grid(
        rows,
        sheet=name,
        hidden=hidden,
        hidden_columns=frozenset(reader.hidden_columns),
        hidden_rows=frozenset(reader.hidden_rows),
        merged=tuple(reader.merged),
    )
    return grid, reader.notes


class _SheetReader:
    """Is told of every tag of a sheet and keeps its rows."""

    def __init__(
        self,
        strings: Sequence[str],
        look: Look,
        links: Mapping[str, str],
        room: Room,
        name: str,
    ) -> None:
        self.notes: list[GridNote] = []
        self.hidden_columns: set[int] = set()
        self.hidden_rows: set[int] = set()
        self.merged: list[Merged] = []
        self._rows: list[GridRow] = []
        self._strings = strings
        self._look = look
        self._room = room
        self._name = name
        self._addresses = links
        self._links: dict[tuple[int, int], str] = {}
        self._is_wide = False
        self._rows_hidden = False
        self._columns: dict[str, int] = {}
        self._numbers: dict[str, tuple[str, Decimal] | None] = {}
        self._styles: dict[str, tuple[str, bool]] = {}
        self._shared: dict[str, tuple[str, int, int]] = {}
        self._left_to_move = _MOST_MOVED
        # Of the row and the cell that are being read.
        self._row = 0
        self._is_hidden = False
        self._cells: dict[int, GridCell] = {}
        self._column_number = -1
        self._of_cell: Mapping[str, str] = {}
        self._of_formula: Mapping[str, str] | None = None
        self._pieces: list[str] = []
        self._formula_pieces: list[str] = []
        # Where text goes that is told of next, if it counts.
        self._target: list[str] | None = None
        self._in_phonetic = False
        self._written = 0
        self._tags = Tags()

    def linked(self) -> tuple[GridRow, ...]:
        """Return the rows, with the addresses that stand below them in the markup."""
        for row in self._rows if self._links else ():
            cells = row.cells
            for column, cell in cells.items():
                if address := self._links.get((row.number, column)):
                    cells[column] = cell._replace(link=address)  # type: ignore[index]
        return tuple(self._rows)

    # --- the markup ------------------------------------------------------------------------------

    def read(self, markup: bytes) -> None:
        """Go through the markup once."""
        parsed(markup, self._start, self._end, self._data)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = self._tags[name]
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "v" or (tag == "t" and not self._in_phonetic):
            self._target = self._pieces
        elif tag == "f":
            self._target, self._of_formula = self._formula_pieces, attributes
        elif tag == "row":
            self._open_row(attributes)
        elif tag == "rPh":
            self._in_phonetic = True
        else:
            self._other(tag, attributes)

    def _end(self, name: str) -> None:
        tag = self._tags[name]
        if tag == "c":
            if self._pieces or self._of_formula is not None:
                self._close_cell()
        elif tag in ("v", "t", "f"):
            self._target = None
        elif tag == "row":
            self._close_row()
        elif tag == "rPh":
            self._in_phonetic = False

    def _data(self, text: str) -> None:
        if self._target is not None:
            self._target.append(text)

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        self._written += 1
        if self._written > _MOST_WRITTEN:
            self.notes.append(cut_off(self._row, self._name))
            self._room.is_full = True
            raise EnoughError
        self._of_cell, self._of_formula = attributes, None
        if self._pieces or self._formula_pieces:
            self._pieces.clear()
            self._formula_pieces.clear()
        place = attributes.get("r")
        self._column_number = self._column_number + 1 if place is None else self._column_of(place)

    def _other(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "col":
            self._column(attributes)
        elif tag == "sheetFormatPr":
            self._rows_hidden = attributes.get("zeroHeight", "0").lower() in _YES
        elif tag == "mergeCell" and len(self.merged) < MOST_MERGED:
            if area := self._area(attributes.get("ref", "")):
                self.merged.append(Merged(*area))
        elif tag == "hyperlink":
            self._link(attributes)

    def _column(self, attributes: Mapping[str, str]) -> None:
        is_hidden = attributes.get("hidden", "0").lower() in _YES
        if is_hidden or _is_nothing(attributes.get("width")):
            first = max(int(attributes.get("min", "1")), 1)
            last = min(int(attributes.get("max", str(first))), _LAST_COLUMN)
            self.hidden_columns.update(range(first - 1, last))

    def _area(self, ref: str) -> tuple[int, int, int, int] | None:
        found = _RANGE.fullmatch(ref)
        if found is None:
            return None
        first_column, first_row = self._letters(found[1]), int(found[2])
        last_column = self._letters(found[3]) if found[3] else first_column
        last_row = int(found[4]) if found[4] else first_row
        return first_row, first_column, last_row, last_column

    def _link(self, attributes: Mapping[str, str]) -> None:
        relation = next((value for key, value in attributes.items() if key.endswith(" id")), "")
        area = self._area(attributes.get("ref", ""))
        if (address := self._addresses.get(relation)) and area is not None:
            self._links[area[0], area[1]] = address

    # --- rows and cells --------------------------------------------------------------------------

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r")
        self._row = self._row + 1 if number is None else int(number[:9])
        hidden = attributes.get("hidden")
        self._is_hidden = self._rows_hidden if hidden is None else hidden.lower() in _YES
        if _is_nothing(attributes.get("ht")):
            self._is_hidden = True
        if self._is_hidden and 0 < self._row <= LAST_ROW:
            self.hidden_rows.add(self._row)
        self._cells = {}
        self._column_number = -1

    def _close_row(self) -> None:
        cells, self._cells = self._cells, {}
        if not cells:
            return
        if not self._room.takes(len(cells)):
            self.notes.append(cut_off(self._row, self._name))
            raise EnoughError
        self._rows.append(GridRow(self._row, cells, self._is_hidden))

    def _letters(self, letters: str) -> int:
        column = self._columns.get(letters)
        if column is None:
            column = 0
            for letter in letters.upper():
                column = column * 26 + ord(letter) - 64
            column -= 1
            self._columns[letters] = column
        return column

    def _column_of(self, place: str) -> int:
        found = _PLACE.fullmatch(place)
        if found is None:
            raise ValueError(f"{place[:20]!r} is not a cell reference")
        return self._letters(found[1])

    def _close_cell(self) -> None:
        pieces, attributes, column = self._pieces, self._of_cell, self._column_number
        written = pieces[0] if len(pieces) == 1 else "".join(pieces)
        cell = self._cell(written, attributes.get("t", "n"), attributes.get("s"))
        if self._of_formula is not None:
            text = self._formula("".join(self._formula_pieces), self._of_formula, column)
            found = _TO_ADDRESS.search(text) if "(" in text else None
            valueless = cell is None or cell.valueless
            if cell is None and attributes.get("t") == "str":
                valueless = False  # a formula whose result is an empty text
            link = found[1] if found else ""
            known = cell or GridCell("")
            cell = known._replace(formula=text, valueless=valueless, link=link)
        if cell is None:
            return
        if column >= MOST_COLUMNS:
            if not self._is_wide:
                place = attributes.get("r", f"in column {column + 1}")
                self.notes.append(too_wide(place, self._name, self._row))
                self._is_wide = True
            return
        self._cells[column] = cell

    def _formula(self, text: str, attributes: Mapping[str, str], column: int) -> str:
        if attributes.get("t") != "shared":
            return text.strip()
        name = attributes.get("si", "")
        if text:
            self._shared[name] = (text.strip(), self._row, column)
            return text.strip()
        shared = self._shared.get(name)
        if shared is None:
            return ""
        self._left_to_move -= len(shared[0])
        if self._left_to_move < 0:
            return shared[0]
        return moved(shared[0], self._row - shared[1], column - shared[2])

    def _cell(self, written: str, kind: str, style: str | None) -> GridCell | None:
        if not written:
            return None
        if kind == "n":
            return self._number(written, style)
        if kind == "s":
            text = self._strings[int(written)].strip()
            return GridCell(text, None, self._form(style)[0]) if text else None
        if kind == "e":
            return GridCell(written.strip(), valueless=True)
        if kind == "b":
            return GridCell("TRUE" if written.strip() == "1" else "FALSE")
        if kind == "d":
            text = written.strip()
            return GridCell(text.removesuffix("T00:00:00").replace("T", " "))
        if "_x00" in written:
            written = _CONTROL.sub(lambda found: _CONTROLS[found[1].lower()], written)
        text = written.replace("x005F_", "").strip()
        return GridCell(text, None, self._form(style)[0]) if text else None

    def _number(self, written: str, style: str | None) -> GridCell | None:
        form, is_day = self._form(style)
        if written in self._numbers:
            known = self._numbers[written]
        else:
            number = stored_number(written.strip())
            known = None if number is None else (digits_of(number), number)
            self._numbers[written] = known
        if known is None:
            return GridCell(written.strip()) if written.strip() else None
        text, number = known
        if is_day and (day := day_or_time(number, form, since_1904=self._look.since_1904)):
            return GridCell(day, None, form)
        return GridCell(text, number, form)

    def _form(self, style: str | None) -> tuple[str, bool]:
        if style is None:
            style = "0"
        known = self._styles.get(style)
        if known is None:
            place, forms = int(style), self._look.forms
            form = forms[place] if 0 <= place < len(forms) else ""
            known = self._styles[style] = (form, bool(form) and is_day_or_time(form))
        return known


def _is_nothing(size: str | None) -> bool:
    """Tell whether a row or column is shown with no height or width at all."""
    return size is not None and re.fullmatch(r"0+(\.0+)?", size.strip()) is not None
