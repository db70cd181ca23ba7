"""Comments on cells of an OpenDocument sheet, each with its place; who wrote it is left out."""

from collections.abc import Mapping

from planner.io.readers._cell_comments import Comments, with_comments, without_people
from planner.io.readers._sheet_markup import EnoughError, Tags, parsed
from planner.io.text.grids import Grid

_MOST = 10_000
_LONGEST = 1_000
_LAST = 1_048_576


def commented(grids: list[Grid], markup: bytes) -> None:
    """Give the cells of sheets the comments that their markup has."""
    if comments := ods_comments(markup):
        grids[:] = [with_comments(each, comments.get(each.sheet or "", {})) for each in grids]


def ods_comments(markup: bytes) -> dict[str, Comments]:
    """Return the comments on each sheet, by its name; empty where the markup has none."""
    if b"annotation" not in markup:
        return {}
    reader = _Reader()
    parsed(markup, reader.start, reader.end, reader.data)
    people = list(dict.fromkeys(reader.people))
    return {sheet: without_people(found, people) for sheet, found in reader.found.items()}


class _Reader:
    """Is told of every tag and keeps what stands in annotations."""

    def __init__(self) -> None:
        self.found: dict[str, Comments] = {}
        self.people: list[str] = []
        self._tags = Tags()
        self._sheet = ""
        self._row, self._rows = 1, 1
        self._column, self._columns = 0, 1
        self._inside: list[str] = []
        self._pieces: list[str] = []
        self._depth = 0
        self._count = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an opening tag."""
        tag = self._tags[name]
        self._inside.append(tag)
        said = {self._tags[key]: value for key, value in attributes.items()}
        if tag == "table":
            self._sheet, self._row = said.get("name", ""), 1
        elif tag == "table-row":
            self._rows, self._column = _count(said.get("number-rows-repeated")), 0
        elif tag in ("table-cell", "covered-table-cell"):
            self._columns = _count(said.get("number-columns-repeated"))
        elif tag == "annotation":
            self._depth += 1
            self._pieces.clear()
        elif tag == "p" and self._depth and self._pieces:
            self._pieces.append("\n")

    def end(self, name: str) -> None:
        """Take a closing tag."""
        tag = self._tags[name]
        self._inside.pop()
        if tag == "table-row":
            self._row += self._rows
        elif tag in ("table-cell", "covered-table-cell"):
            self._column += self._columns
        elif tag == "annotation":
            self._depth -= 1
            text = "".join(self._pieces)[:_LONGEST]
            if text.strip():
                place = self._row, self._column
                self.found.setdefault(self._sheet, {})[place] = text
                self._count += 1
                if self._count >= _MOST:
                    raise EnoughError

    def data(self, text: str) -> None:
        """Take a text."""
        if not self._depth:
            return
        if self._inside[-1] in ("creator", "creator-initials"):
            self.people.append(text.strip())
        elif "p" in self._inside:
            self._pieces.append(text)


def _count(written: str | None) -> int:
    digits = written or ""
    known = digits.isascii() and digits.isdigit()
    return min(max(int(digits[:9]), 1), _LAST) if known else 1
