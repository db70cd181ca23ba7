"""One sheet of an Excel workbook as a grid, in one pass over its markup and within bounds.

In one piece because the markup is told of tag by tag, and what a tag means depends on those
around it. Cells that are written as every program writes them are found by their pattern, which
takes a fifth of the time; the first that is not sends the whole sheet to the XML parser.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from planner.io.readers._cell_formats import day_or_time, is_day_or_time
from planner.io.readers._grid_notes import MOST_COLUMNS, GridNote, cut_off, too_wide
from planner.io.readers._grid_parts import LAST_ROW, MOST_MERGED, Room
from planner.io.readers._plain_strings import unescaped
from planner.io.readers._shared_formulas import moved
from planner.io.readers._sheet_markup import EnoughError, Tags, parsed
from planner.io.text.grids import Grid, GridCell, GridRow, Merged, column_letters
from planner.io.text.plain_numbers import PLAIN_NUMBER, stored

_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")
_TO_ADDRESS = re.compile(r'HYPERLINK\(\s*"([^"]*)"')
_CONTROL = re.compile(r"_x00(0[9AaDd])_")
_CONTROLS = {"09": "\t", "0a": "\n", "0d": ""}
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
# What is said of a row that hides nothing.
_PLAIN_ROW = re.compile(
    r' r="([1-9][0-9]{0,6})"(?: spans="[0-9: ]*+")?(?: x14ac:dyDescent="[0-9.]*+")?$'
)
# A row's beginning or end, or a whole cell. Each piece ends at the sign that it may not hold.
_WRITTEN = re.compile(
    r"""\s*(?:
    <c\ r="([A-Z]{1,3})[1-9][0-9]{0,6}"([^<>]*)(?:(?<=/)>|>
        (?:<f([^<>]*)(?:(?<=/)>|>([^<]*)</f>))?
        (?:<v\s*/>|<v>([^<]*)</v>|<is><t[^<>]*>([^<]*)</t></is>)?
    </c>)
    | <row((?:\s[^<>]*)?)>
    | (</row>)
    )""",
    re.VERBOSE,
)
# A formula without signs that markup writes in another way, without blanks around, and no address.
_IS_PLAIN = re.compile(r"(?=[^\s&])(?!.*YPERLINK)[^&\n]{0,200}[^\s&]")
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


class _Look(NamedTuple):
    """What the attributes of a cell say: its kind, its form, and whether that shows days."""

    kind: str
    form: str
    is_day: bool
    known: dict[str, GridCell]  # by what is written in the cell


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
        self._numbers: dict[str, tuple[str, Decimal]] = {}
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
        # By the attributes of a cell.
        self._looks: dict[str, _Look] = {}

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
        """Go through the markup: its cells by their pattern, or all of it tag by tag."""
        begun, ended = markup.find(_OPEN), markup.rfind(_CLOSE)
        if 0 <= begun < ended:
            begun += len(_OPEN)
            # What stands around the cells is short; among it is what hides rows and columns.
            parsed(markup[:begun] + markup[ended:], self._start, self._end, self._data)
            kept = self._room.kept()
            try:
                if self._scan(markup[begun:ended].decode()):
                    return
            except UnicodeDecodeError:
                pass
            self._forget()
            self._room.give_back(kept)
        parsed(markup, self._start, self._end, self._data)

    def _forget(self) -> None:
        self.notes.clear()
        self.hidden_columns.clear()
        self.hidden_rows.clear()
        self.merged.clear()
        self._rows.clear()
        self._links.clear()
        self._shared.clear()
        self._row, self._written, self._is_wide = 0, 0, False
        self._left_to_move = _MOST_MOVED

    def _scan(self, text: str) -> bool:
        """Read the cells of a sheet by their pattern; False if it holds anything else."""
        last, columns, looks = None, self._columns, self._looks
        # Each match begins where the one before it ended.
        for last in iter(_WRITTEN.scanner(text).match, None):  # type: ignore[attr-defined]
            letters, rest, of_formula, formula, value, inline, row, _ = last.groups()
            if letters is not None:
                look = looks.get(rest) or self._look_of(rest)
                written = value or inline or ""
                cell = look.known.get(written)
                if cell is None and written:
                    cell = self._new_cell(written, look)
                    if cell is not None:
                        look.known[written] = cell
                if of_formula is not None:
                    cell = self._computed_here(cell, look.kind, of_formula, formula or "", letters)
                if cell is None:
                    continue
                column = columns.get(letters)
                if column is None:
                    column = self._letters(letters)
                if column < MOST_COLUMNS:
                    self._cells[column] = cell
                else:
                    self._keep(column, cell)
            elif row is None:
                if not self._close_row():
                    return True
            elif (number := _PLAIN_ROW.match(row)) is not None and not self._rows_hidden:
                self._row, self._is_hidden, self._cells = int(number[1]), False, {}
            else:
                self._open_row(dict(_ATTRIBUTE.findall(row)))
        return not text[last.end() if last else 0 :].strip()

    def _new_cell(self, written: str, look: "_Look") -> GridCell | None:
        """Return a cell that was not written in this way before."""
        if look.kind == "n" and not look.is_day and PLAIN_NUMBER.fullmatch(written):
            return GridCell(written, Decimal(written), look.form)
        return self._cell(unescaped(written), look.kind, look.form, is_day=look.is_day)

    def _computed_here(
        self, cell: GridCell | None, kind: str, attributes: str, formula: str, letters: str
    ) -> GridCell:
        if cell is not None and not attributes and _IS_PLAIN.fullmatch(formula):
            text, number, form, _, valueless, *_ = cell
            return GridCell(text, number, form, formula, valueless)
        read = dict(_ATTRIBUTE.findall(attributes)) if attributes else {}
        return self._computed(cell, kind, read, unescaped(formula), self._letters(letters))

    def _look_of(self, attributes: str) -> "_Look":
        read = dict(_ATTRIBUTE.findall(attributes))
        look = self._looks[attributes] = _Look(
            read.get("t", "n"), *self._form(read.get("s")), known={}
        )
        return look

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
            if not self._close_row():
                raise EnoughError
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

    def _close_row(self) -> bool:
        """Keep a row that has filled cells; False if there is no room for it."""
        cells = self._cells
        if cells:
            self._cells = {}
            if not self._room.takes(len(cells)):
                self.notes.append(cut_off(self._row, self._name))
                return False
            self._rows.append(GridRow(self._row, cells, self._is_hidden))
        return True

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
        kind = attributes.get("t", "n")
        form, is_day = self._form(attributes.get("s"))
        cell = self._cell(written, kind, form, is_day=is_day)
        if self._of_formula is not None:
            formula = "".join(self._formula_pieces)
            cell = self._computed(cell, kind, self._of_formula, formula, column)
        if cell is not None:
            self._keep(column, cell)

    def _computed(
        self,
        cell: GridCell | None,
        kind: str,
        attributes: Mapping[str, str],
        formula: str,
        column: int,
    ) -> GridCell:
        """Return a cell with the formula that it is computed by."""
        text = self._formula(formula, attributes, column) if attributes else formula.strip()
        found = _TO_ADDRESS.search(text) if "YPERLINK" in text else None
        link = found[1] if found else ""
        if cell is not None:
            return GridCell(*cell[:3], text, cell.valueless, link)
        # A result that is an empty text is stored as nothing, too.
        return GridCell("", None, "", text, kind != "str", link)

    def _keep(self, column: int, cell: GridCell) -> None:
        if column < MOST_COLUMNS:
            self._cells[column] = cell
        elif not self._is_wide:
            place = f"{column_letters(column)}{self._row}"
            self.notes.append(too_wide(place, self._name, self._row))
            self._is_wide = True

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

    def _cell(self, written: str, kind: str, form: str, *, is_day: bool) -> GridCell | None:
        if not written:
            return None
        if kind == "s":
            text = self._strings[int(written)]
            return GridCell(text, None, form) if text else None
        if kind == "n":
            return self._number(written, form, is_day=is_day)
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
        return GridCell(text, None, form) if text else None

    def _number(self, written: str, form: str, *, is_day: bool) -> GridCell | None:
        known = self._numbers.get(written)
        if known is None:
            known = stored(written.strip())
            if known is None:
                return GridCell(written.strip()) if written.strip() else None
            self._numbers[written] = known
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
