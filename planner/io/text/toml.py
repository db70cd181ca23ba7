"""Records from TOML: what is wrong in a file, key by key, with its line."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from planner.io.text._toml_bounds import (
    TOO_DEEP,
    Unreadable,
    number_of,
    too_much_in,
    too_much_in_text,
)
from planner.io.text.columns import Column, Kind, columns_of
from planner.io.text.encodings import decoded
from planner.io.text.problems import (
    brief,
    in_words,
    listed,
    needed,
    not_one_of,
    sentence,
    shown,
)
from planner.model.findings import Cell, Finding, Severity
from planner.model.nearest import nearest
from planner.model.parts import CATEGORIES

_PLACE = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)")
MOST_MISTAKES = 50
Keys = dict[str, Any]


def read_keys(
    file: str, content: bytes, *, what: str, hint: str = ""
) -> tuple[Keys | None, str, tuple[Finding, ...]]:
    """Return the keys of a TOML file and its text; without keys, what is wrong with it.

    `what` begins the codes of the findings; `hint` says what to do with a file that is no TOML, if
    its code does not.
    """
    text, notes = decoded(file, content)
    if text is None:
        return None, "", notes
    keys: Keys = {}
    reason = too_much_in_text(text)
    try:
        if not reason:
            # As Decimal at once, so that 12.50 is never a float on its way.
            keys = tomllib.loads(text.replace("\r\n", "\n"), parse_float=number_of)
            reason = too_much_in(keys)
    except ValueError as error:
        return None, text, (*notes, _not_toml(file, str(error), what=what, hint=hint))
    except RecursionError:
        reason = TOO_DEEP
    if reason:
        return None, text, (*notes, _finding(f"{what}-too-large", Cell(file=file), reason, hint))
    return keys, text, notes


def _finding(code: str, cell: Cell, message: str, hint: str) -> Finding:
    return Finding(
        code=code,
        severity=Severity.ERROR,
        subject=Path(cell.file).stem,
        message=message,
        hint=hint,
        cell=cell,
    )


def _not_toml(file: str, reason: str, *, what: str, hint: str) -> Finding:
    found = _PLACE.search(reason)
    words = _PLACE.sub("", reason)
    at = f" at character {found[2]}" if found and found[2] else ""
    at = at or (" at the end of the file" if found else "")
    message = f"This is not TOML{at}: {words[:1].lower()}{words[1:]}."
    cell = Cell(file=file, row=int(found[1]) if found and found[1] else None)
    return _finding(f"{what}-not-toml", cell, message, hint)


def mistakes(
    file: str, text: str, errors: Sequence[ErrorDetails], *, root: type[BaseModel], what: str
) -> tuple[Finding, ...]:
    """Turn what pydantic found into findings that name key and line: the first ones, and a count.

    A file with more mistakes than that has one mistake many times.
    """
    written = TomlText(file, text)
    first = [_explained(written, e, root=root, what=what) for e in errors[:MOST_MISTAKES]]
    return (*first, *not_looked_at(file, len(errors) - len(first), what=what))


def not_looked_at(file: str, more: int, *, what: str) -> tuple[Finding, ...]:
    """Return the finding that so many mistakes are not told; none if there are no more."""
    if more <= 0:
        return ()
    message = f"{more:,} more {'mistakes were' if more > 1 else 'mistake was'} not looked at."
    hint = f"Fix the {MOST_MISTAKES} above first."
    return (_finding(f"{what}-invalid", Cell(file=file), message, hint),)


def _explained(
    text: "TomlText", error: ErrorDetails, *, root: type[BaseModel], what: str
) -> Finding:
    location, value = error["loc"], error["input"]
    written = "" if isinstance(value, dict | list) else _written(value)
    record, column = _known_at(root, location)
    if location[:1] == ("parts",):
        # The category stands in the path to a part's key, but not in the file.
        location = tuple(key for key in location if key not in CATEGORIES)
    if error["type"] == "union_tag_invalid":
        location, written = (*location, "category"), str(error["ctx"]["tag"])
        message, hint = not_one_of(written, tuple(CATEGORIES), required=True)
    elif error["type"] == "union_tag_not_found":
        message, hint = "The key category is missing.", f"Write {listed(tuple(CATEGORIES))}."
    elif error["type"] == "extra_forbidden":
        key = str(location[-1])
        near = nearest(key, record.model_fields)
        message = f"{shown(key)} is not a key of this table."
        hint = f"Did you mean {near}?" if near else f"Keys: {', '.join(record.model_fields)}."
    elif error["type"] == "missing" and column is not None:
        message, hint = f"The key {column.name} is missing.", needed(column)
    elif column is None or (isinstance(value, dict | list)):
        message, hint = in_words(error), ""
    elif isinstance(value, Unreadable) and column.kind in (Kind.WHOLE, Kind.DECIMAL):
        kind = "not a whole number" if column.kind is Kind.WHOLE else "too long for a number"
        message, hint = f"{shown(written)} is {kind}.", f"Write it like {column.example}."
    elif error["type"] == "string_type":
        text_of = brief(written)
        message, hint = f"{text_of} is not in quotes.", f'Write it like "{text_of}".'
    else:
        message, hint = sentence(error, column, written)
    return _finding(f"{what}-invalid", text.place_of(location, written), message, hint)


def _written(value: object) -> str:
    """Return a value as the file has it, near enough to be found."""
    if isinstance(value, bool):
        return str(value).lower()
    # Every number here is countable: the bounds of the file have seen to it.
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _known_at(
    root: type[BaseModel], location: Sequence[int | str]
) -> tuple[type[BaseModel], Column | None]:
    """Return the record that a key path leads into, and the field it ends at, if it is one."""
    record = root
    column: Column | None = None
    for key in location:
        if isinstance(key, int):
            continue
        if key in CATEGORIES and column is not None and column.name == "parts":
            record = CATEGORIES[key]
            continue
        column = next((each for each in columns_of(record) if each.name == key), None)
        if column is None:
            break
        record = _record_in(get_type_hints(record).get(key)) or record
    return record, column


def _record_in(hint: Any) -> type[BaseModel] | None:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return hint
    inner = (_record_in(each) for each in get_args(hint))
    return next((each for each in inner if each is not None), None)


class TomlText:
    """The text of a TOML file, in which keys are looked up; its lines are counted once."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._lines = text.splitlines()
        self._heads = [i for i, line in enumerate(self._lines) if line.lstrip().startswith("[")]

    def place_of(self, location: Sequence[int | str], value: str) -> Cell:
        """Return the line that a key path leads to, and the path counted from 1 as people count."""
        path = "".join(f" {part + 1}" if isinstance(part, int) else f".{part}" for part in location)
        row, column = self._line_of(location), path.lstrip(".")[:200]
        return Cell(file=self._file, row=row, column=column or None, value=value[:200] or None)

    def _line_of(self, location: Sequence[int | str]) -> int | None:
        """Return the line of a key under its `[table]` or `[[table]]`, or the line of that.

        A table in a table is written `[[outer.inner]]`, below the outer one it belongs to.
        """
        start, stop, keys = 0, len(self._lines), list(location)
        path = ""
        while len(keys) > 1 and isinstance(keys[0], str):
            counted = isinstance(keys[1], int)
            path += re.escape(keys[0])
            header = re.compile(rf"\s*\[\[?\s*{path}\s*\]")
            heads = [i for i in self._heads_in(start, stop) if header.match(self._lines[i])]
            wanted = int(keys[1]) if counted else 0
            if wanted >= len(heads):
                break
            start, keys = heads[wanted] + 1, keys[2:] if counted else keys[1:]
            stop = heads[wanted + 1] if wanted + 1 < len(heads) else stop
            path += r"\s*\.\s*"
        if keys:
            key = re.compile(rf"\s*{re.escape(str(keys[0]))}\s*=")
            following = next(iter(self._heads_in(start, stop)), stop)
            for index in range(start, following):
                if key.match(self._lines[index]):
                    return index + 1
        return start or None

    def _heads_in(self, start: int, stop: int) -> list[int]:
        return self._heads[bisect_left(self._heads, start) : bisect_left(self._heads, stop)]
