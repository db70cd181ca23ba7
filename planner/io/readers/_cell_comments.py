"""Comments on cells of a workbook, each with its place; who wrote it is left out.

A comment is what somebody says of the row it stands in. Names of authors stand in the same file,
so they are taken out where they are found, here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from planner.io.readers._sheet_markup import EnoughError, Tags, parsed
from planner.io.readers._zip_package import Package
from planner.io.text.grids import Grid, GridRow

# The text of a comment by the row and the column of its cell.
Comments = dict[tuple[int, int], str]
_PLACE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_MOST = 10_000
_LONGEST = 1_000
_SHORTEST_NAME, _LONGEST_NAME = 3, 100
_WORD = re.compile(r"\w+")
# What Excel writes for programs that know no conversations; the text itself comes behind.
_FOR_OLD_PROGRAMS = re.compile(r"^\[Threaded comment\].*?Comment:\s*", re.DOTALL)
_SAID_BY = re.compile(r"^[^\n:]{1,60}:\s*\n")
_REPLY = re.compile(r"\bReply:\s*")


def with_comments(grid: Grid, comments: Comments) -> Grid:
    """Return a sheet whose cells have their comments; one on an empty cell is of its row."""
    if not comments:
        return grid
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), text in comments.items():
        by_row.setdefault(row, {})[column] = text
    rows = tuple(_with(row, by_row[row.number]) if row.number in by_row else row
                 for row in grid.rows)  # fmt: skip
    return replace(grid, rows=rows)


def _with(row: GridRow, comments: Mapping[int, str]) -> GridRow:
    cells = dict(row.cells)
    if not cells:
        return row
    for column, text in sorted(comments.items()):
        place = column if column in cells else min(cells)
        told = cells[place].comment
        cells[place] = cells[place]._replace(comment=f"{told}; {text}" if told else text)
    return row._replace(cells=cells)


def comments_of(package: Package, relations: Iterable[tuple[str, str]]) -> Comments:
    """Return the comments on a sheet of an Excel workbook, by what the sheet refers to."""
    found: Comments = {}
    authors: list[str] = []
    kinds = {kind.rpartition("/")[2].lower(): part for kind, part in relations}
    for kind in ("comments", "threadedcomment"):
        part = kinds.get(kind, "")
        if package.has(part):
            # What is said in a conversation takes the place of what stands there for it.
            found.update(_read(package.read(part), authors))
    return without_people(found, [*authors, *_people(package)]) if found else found


def _read(markup: bytes, authors: list[str]) -> Comments:
    found: Comments = {}
    pieces: list[str] = []
    inside: list[str] = []
    at: list[tuple[int, int] | None] = [None]
    tags = Tags()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        tag = tags[name]
        inside.append(tag)
        if tag in ("comment", "threadedComment"):
            at[0] = _place(attributes.get("ref", ""))
        if tag in ("comment", "threadedComment", "author"):
            pieces.clear()

    def end(name: str) -> None:
        inside.pop()
        tag, text = tags[name], "".join(pieces)
        if tag == "author" and len(authors) < _MOST:
            authors.append(text.strip())
        elif tag in ("comment", "threadedComment") and at[0] is not None and text.strip():
            before = found.get(at[0])
            found[at[0]] = f"{before}\n{text}"[:_LONGEST] if before else text[:_LONGEST]
            if len(found) >= _MOST:
                raise EnoughError

    def data(text: str) -> None:
        if inside[-1] in ("t", "text", "author") and "rPh" not in inside[-3:]:
            pieces.append(text)

    parsed(markup, start, end, data)
    return found


def _place(written: str) -> tuple[int, int] | None:
    found = _PLACE.fullmatch(written)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column - 1


def _people(package: Package) -> list[str]:
    """Return the names of people that a workbook has beside its sheets."""
    people: list[str] = []
    inside: list[str] = []
    tags = Tags()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        inside.append(tags[name])
        if inside[-1] == "person":
            people.append(attributes.get("displayName", "").strip())

    def end(_: str) -> None:
        inside.pop()

    def data(text: str) -> None:
        if inside[-1] in ("creator", "lastModifiedBy"):
            people.append(text.strip())

    for part in sorted(package.names()):
        if part == "docProps/core.xml" or part.startswith("xl/persons/"):
            parsed(package.read(part), start, end, data)
    return people


def without_people(comments: Comments, people: Iterable[str]) -> Comments:
    """Return what comments say, each in one line, without the names of these people."""
    names = _Names(people)
    said = {place: names.taken_out_of(_said(text)) for place, text in comments.items()}
    tidy = {place: " ".join(text.split()).strip(" :…") for place, text in said.items()}
    return {place: text for place, text in tidy.items() if text}


def _said(text: str) -> str:
    """Return a comment without what programs put before it."""
    return _REPLY.sub("", _SAID_BY.sub("", _FOR_OLD_PROGRAMS.sub("", text.strip())))


class _Names:
    """Names of people, whole and word by word, found by the first word that each begins with.

    A workbook may have ten thousand authors and as many comments: no name is looked for by itself.
    """

    def __init__(self, people: Iterable[str]) -> None:
        self._known: set[str] = set()
        # By first word: what stands before it in a name, and how long the whole name is.
        self._shapes: dict[str, set[tuple[int, int]]] = {}
        for each in people:
            whole = each[:_LONGEST_NAME]
            if len(each) < _SHORTEST_NAME:
                continue
            for name in (whole, *whole.split()):
                word = _WORD.search(name)
                if len(name) >= _SHORTEST_NAME and word is not None:
                    self._known.add(name.casefold())
                    shape = word.start(), len(name)
                    self._shapes.setdefault(word[0].casefold(), set()).add(shape)

    def taken_out_of(self, text: str) -> str:
        """Return a text with an ellipsis for each name, the longest where several begin."""
        left, at = [], 0
        for word in _WORD.finditer(text):
            for before, length in sorted(self._shapes.get(word[0].casefold(), ()), reverse=True):
                start = word.start() - before
                end = start + length
                if start >= at and self._is_name(text, start, end):
                    left += [text[at:start].removesuffix("@"), "…"]
                    at = end
                    break
        return "".join([*left, text[at:]])

    def _is_name(self, text: str, start: int, end: int) -> bool:
        beside = (text[start - 1] if start else "") + text[end : end + 1]
        return not _WORD.search(beside) and text[start:end].casefold() in self._known
