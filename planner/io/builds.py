"""Builds from `builds/<name>.toml`: one file per build, its name in the file's name."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from planner.io.columns import Column, columns_of
from planner.io.encodings import decoded
from planner.io.problems import in_words, listed, nearest, needed, not_one_of, sentence, shown
from planner.io.rows import file_content
from planner.model.build import Build
from planner.model.findings import Cell, Finding, Severity
from planner.model.parts import CATEGORIES

_BUILDS = "builds"
_PLACE = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)")


def load_builds(folder: Path) -> tuple[tuple[Build, ...], tuple[Finding, ...]]:
    """Read every build of a catalog folder, in the order of their names.

    A file with a mistake in it gives no build, and one finding for each mistake.
    """
    builds: list[Build] = []
    findings: list[Finding] = []
    place = folder / _BUILDS
    paths = sorted(place.iterdir()) if place.is_dir() else []
    for path in paths:
        if path.suffix.lower() == ".toml" and not path.name.startswith("."):
            file = f"{_BUILDS}/{path.name}"
            content, unread = file_content(path, file)
            findings.extend(unread)
            if content is not None:
                build, found = read_build(file, content)
                builds.extend([build] if build else [])
                findings.extend(found)
    findings.extend(_unknown_predecessors(builds))
    return tuple(builds), tuple(findings)


def read_build(file: str, content: bytes) -> tuple[Build | None, tuple[Finding, ...]]:
    """Read one build from the bytes of a TOML file; its name is the file's, without `.toml`."""
    text, notes = decoded(file, content)
    if text is None:
        return None, notes
    try:
        # As Decimal at once, so that 12.50 is never a float on its way.
        keys = tomllib.loads(text.replace("\r\n", "\n"), parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        return None, (*notes, _not_toml(file, str(error)))
    name = Path(file).stem
    if keys.setdefault("name", name) != name:
        message = f"The build is called {str(keys['name'])!r}, its file {name!r}."
        place = _place(file, text, ("name",), str(keys["name"]))
        return None, (*notes, _finding(name, message, "Give both the same name.", place))
    try:
        return Build.model_validate(keys), notes
    except ValidationError as error:
        found = error.errors(include_url=False)
    return None, (*notes, *(_explained(file, text, each) for each in found))


def _finding(subject: str, message: str, hint: str, cell: Cell) -> Finding:
    return Finding(
        code="build-invalid",
        severity=Severity.ERROR,
        subject=subject,
        message=message,
        hint=hint,
        cell=cell,
    )


def _not_toml(file: str, reason: str) -> Finding:
    found = _PLACE.search(reason)
    words = _PLACE.sub("", reason)
    at = f" at character {found[2]}" if found and found[2] else ""
    at = at or (" at the end of the file" if found else "")
    return Finding(
        code="build-not-toml",
        severity=Severity.ERROR,
        subject=Path(file).stem,
        message=f"This is not TOML{at}: {words[:1].lower()}{words[1:]}.",
        hint="Compare it with another build.",
        cell=Cell(file=file, row=int(found[1]) if found and found[1] else None),
    )


def _explained(file: str, text: str, error: ErrorDetails) -> Finding:
    """Turn one thing that pydantic found into a finding that names the key and its line."""
    location, value = error["loc"], error["input"]
    written = "" if isinstance(value, dict | list) else _written(value)
    record, column = _known_at(location)
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
        message = f"{shown(key)} is no key of this table."
        hint = f"Did you mean {near}?" if near else f"Keys: {', '.join(record.model_fields)}."
    elif error["type"] == "missing" and column is not None:
        message, hint = f"The key {column.name} is missing.", needed(column)
    elif column is None or (isinstance(value, dict | list)):
        message, hint = in_words(error), ""
    elif error["type"] == "string_type":
        message, hint = f"{written} is not in quotes.", f'Write it like "{written}".'
    else:
        message, hint = sentence(error, column, written)
    return _finding(Path(file).stem, message, hint, _place(file, text, location, written))


def _written(value: object) -> str:
    """Return a value as the file has it, near enough to be found."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _known_at(location: Sequence[int | str]) -> tuple[type[BaseModel], Column | None]:
    """Return the record that a key path leads into, and the field it ends at, if it is one."""
    record: type[BaseModel] = Build
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


def _place(file: str, text: str, location: Sequence[int | str], value: str) -> Cell:
    """Return the line that a key path leads to, and the path counted from 1 as people count."""
    path = "".join(f" {part + 1}" if isinstance(part, int) else f".{part}" for part in location)
    row = _line_of(text.splitlines(), location)
    return Cell(file=file, row=row, column=path.lstrip(".") or None, value=value[:200] or None)


def _line_of(lines: Sequence[str], location: Sequence[int | str]) -> int | None:
    """Return the line of a key under its `[table]` or `[[table]]`, or the line of that."""
    start, keys = 0, list(location)
    while len(keys) > 1 and isinstance(keys[0], str):
        counted = isinstance(keys[1], int)
        header = re.compile(rf"\s*\[\[?\s*{re.escape(keys[0])}\s*\]")
        heads = [index for index in range(start, len(lines)) if header.match(lines[index])]
        wanted = int(keys[1]) if counted else 0
        if wanted >= len(heads):
            break
        start, keys = heads[wanted] + 1, keys[2:] if counted else keys[1:]
    if keys:
        key = re.compile(rf"\s*{re.escape(str(keys[0]))}\s*=")
        for index in range(start, len(lines)):
            if lines[index].lstrip().startswith("["):
                break
            if key.match(lines[index]):
                return index + 1
    return start or None


def _unknown_predecessors(builds: Sequence[Build]) -> Iterator[Finding]:
    names = [build.name for build in builds]
    for build in builds:
        if build.successor_of is None or build.successor_of in names:
            continue
        near = nearest(build.successor_of, names)
        yield Finding(
            code="build-predecessor-unknown",
            severity=Severity.WARNING,
            subject=build.name,
            message=f"There is no build {build.successor_of!r} that this one could follow.",
            hint=f"Did you mean {near}?" if near else "Add it, or remove successor_of.",
            cell=Cell(
                file=f"{_BUILDS}/{build.name}.toml", column="successor_of", value=build.successor_of
            ),
        )
