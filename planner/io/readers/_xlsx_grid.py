"""Grids from Excel workbooks: each sheet with what it stores, how that is shown, what is hidden."""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.io.readers._cell_comments import comments_of, with_comments
from planner.io.readers._cell_formats import BUILT_IN
from planner.io.readers._grid_notes import NotReadError, damaged
from planner.io.readers._grid_parts import Found, Room
from planner.io.readers._plain_strings import plain_strings
from planner.io.readers._sheet_grid import Look, sheet_grid
from planner.io.readers._sheet_markup import Tags, parsed, strings_of
from planner.io.readers._zip_package import Package
from planner.io.text.grids import FileKind

_MOST_STRINGS = 1_000_000
_MOST_LINKS = 50_000
_CONTROL = re.compile(r"_x00(0[9AaDd])_")
_CONTROLS = {"09": "\t", "0a": "\n", "0d": ""}


@dataclass(slots=True)
class _Workbook:
    """What a workbook says of its sheets: name, state and relation of each."""

    sheets: list[tuple[str, str, str]] = field(default_factory=list)
    since_1904: bool = False


def read_xlsx(package: Package) -> Found:
    """Read all sheets of a workbook, hidden ones too."""
    found, room = Found(FileKind.XLSX), Room()
    place = _main_part(package)
    book = _workbook(package.read(place))
    relations = _relations(package, place)
    strings = _strings(package, relations)
    look = _look(package, relations, since_1904=book.since_1904)
    for name, state, relation in book.sheets:
        kind, target = relations.get(relation, ("", ""))
        # A chart or a dialog may have a sheet of its own.
        if kind.rpartition("/")[2] != "worksheet" or not package.has(target):
            continue
        links = {key: to for key, (_, to) in _relations(package, target, outside=True).items()}
        grid, notes = sheet_grid(
            package.read(target), strings, look, links, room, name=name, hidden=state != "visible"
        )
        found.notes += notes
        comments = comments_of(package, _relations(package, target).values())
        grid = with_comments(grid, comments)
        if grid.rows:
            found.grids.append(grid)
    return found


def _main_part(package: Package) -> str:
    for kind, target in _relations(package, "").values():
        if kind.rpartition("/")[2] == "officeDocument" and package.has(target):
            return target
    if package.has("xl/workbook.xml"):
        return "xl/workbook.xml"
    raise NotReadError(damaged("it does not say what is in it"))


def _elements(markup: bytes, start: Callable[[str, Mapping[str, str]], None]) -> None:
    tags = Tags()
    parsed(markup, lambda name, attributes: start(tags[name], attributes), _nothing, _nothing)


def _nothing(*_: object) -> None:
    return


def _named(attributes: Mapping[str, str], name: str) -> str:
    """Return an attribute whatever its namespace is called."""
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), "")


def _workbook(markup: bytes) -> _Workbook:
    book = _Workbook()

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "sheet":
            # It may have an id of its own beside that of its relation.
            relation = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            state = attributes.get("state", "visible")
            book.sheets.append((attributes.get("name", ""), state, relation))
        elif tag == "workbookPr":
            book.since_1904 = attributes.get("date1904", "0").lower() in ("1", "true", "on")

    _elements(markup, start)
    return book


def _relations(package: Package, part: str, *, outside: bool = False) -> dict[str, tuple[str, str]]:
    """Return kind and target of what a part refers to, by name; of what lies outside or inside."""
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    if not package.has(place):
        return found

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag != "Relationship" or len(found) >= _MOST_LINKS:
            return
        target = attributes.get("Target", "")
        is_outside = attributes.get("TargetMode") == "External"
        if is_outside != outside:
            return
        if not is_outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[attributes.get("Id", "")] = (attributes.get("Type", ""), target)

    _elements(package.read(place), start)
    return found


def _strings(package: Package, relations: Mapping[str, tuple[str, str]]) -> list[str]:
    for kind, target in relations.values():
        if kind.rpartition("/")[2] == "sharedStrings" and package.has(target):
            markup = package.read(target)
            strings = plain_strings(markup)
            if strings is None:
                strings = strings_of(markup, most=_MOST_STRINGS)
            return [(decoded(text) if "_x00" in text else text).strip() for text in strings]
    return []


def decoded(text: str) -> str:
    """Return a text with the control signs that the file format writes by their numbers."""
    return _CONTROL.sub(lambda found: _CONTROLS[found[1].lower()], text)


def _look(package: Package, relations: Mapping[str, tuple[str, str]], *, since_1904: bool) -> Look:
    forms: dict[int, str] = {}
    styles: list[int] = []
    inside: list[Any] = [False]

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "numFmt":
            number = attributes.get("numFmtId", "")
            if number.isascii() and number.isdigit():
                forms[int(number[:9])] = attributes.get("formatCode", "")[:500]
        elif tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside[0] = tag == "cellXfs"
        elif tag == "xf" and inside[0]:
            number = attributes.get("numFmtId", "0")
            styles.append(int(number[:9]) if number.isascii() and number.isdigit() else 0)

    for kind, target in relations.values():
        if kind.rpartition("/")[2] == "styles" and package.has(target):
            _elements(package.read(target), start)
    shown = [forms.get(number, BUILT_IN.get(number, "")) for number in styles]
    return Look(["" if form == "General" else form for form in shown], since_1904)
