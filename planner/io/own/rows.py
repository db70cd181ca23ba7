"""Put a row into a file of one's own catalog, change it or take it out: whole, or not at all.

A row is written only if it still stands there as the person saw it, so that of two people who write
at once neither loses anything and the second is told. Every file that changes is kept as it was in
`backups/`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.io.own._csv_text import CsvText, NotEditableError
from planner.io.own._writing import (
    changed_meanwhile,
    holding,
    not_written,
    refused_by_system,
    write,
)
from planner.io.readers.csv import file_content
from planner.model.findings import Finding, PlannerError

Values = Mapping[str, str]
# Where rows stand, by their key cells.
_Places = dict[tuple[str, ...], int]


@dataclass(frozen=True)
class RowFile:
    """A file of the own catalog, and the cells that tell one of its rows from another.

    `name` is its path below the folder, `columns` what a new file begins with. In `key` an empty
    cell means what `usual` says of its column.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    usual: Values


def seen_row(folder: Path, file: RowFile, key: Values) -> dict[str, str] | None:
    """Return the row that stands there now, its filled cells by column; None if there is none."""
    text = _read(folder, file)
    place = None if text is None else _places(text, file).get(_key(file, key))
    return None if text is None or place is None else text.values(text.rows[place])


def seen_rows(folder: Path, file: RowFile) -> tuple[dict[str, str], ...]:
    """Return every row that stands there now, as `seen_row` returns one."""
    text = _read(folder, file)
    rows = () if text is None else (text.values(piece) for piece in text.rows)
    return tuple(values for values in rows if values)


def row_among(rows: Iterable[Values], file: RowFile, key: Values) -> Values | None:
    """Return the first of some rows that has these key cells; None if there is none."""
    wanted = _key(file, key)
    return next((values for values in rows if values and _key(file, values) == wanted), None)


def put_row(folder: Path, file: RowFile, values: Values, *, seen: Values | None) -> None:
    """Write a row in place of the one that was seen, or as a new one if none was.

    Raises PlannerError, and writes nothing, if the row is no longer as it was seen, or if the file
    cannot be edited or written.
    """
    (refused,) = put_rows(folder, file, [[(values, seen)]])
    if refused is not None:
        raise PlannerError(refused)


def put_rows(
    folder: Path, file: RowFile, groups: Sequence[Sequence[tuple[Values, Values | None]]]
) -> tuple[Finding | None, ...]:
    """Write rows into one file at once, each in place of the one that was seen.

    Of a group all rows are written or none: what is returned says for each group why it was not,
    None where it was. Raises PlannerError, and writes nothing, if the file cannot be edited or
    written.
    """
    with holding(folder, file.name):
        before = _read(folder, file)
        text, refused = before or CsvText.new(file.columns), list[Finding | None]()
        places = _places(text, file)
        for group in groups:
            try:
                text = _with_rows(text, file, group, places)
                refused.append(None)
            except PlannerError as error:
                refused.append(error.finding)
                places = _places(text, file)
        if text != before and None in refused:
            write(folder, file.name, text.content())
    return tuple(refused)


def drop_row(folder: Path, file: RowFile, key: Values, *, seen: Values) -> None:
    """Take a row out. Raises PlannerError as `put_row` does."""
    with holding(folder, file.name):
        text = _read(folder, file) or CsvText.new(file.columns)
        place = _seen_place(text, file, key, seen, _places(text, file))
        if place is not None:
            write(folder, file.name, text.without_row(place).content())


def _with_rows(
    text: CsvText, file: RowFile, rows: Sequence[tuple[Values, Values | None]], places: _Places
) -> CsvText:
    for values, seen in rows:
        place = _seen_place(text, file, values, seen, places)
        text = text.with_row(place, values)
        if place is None:
            places[_key(file, values)] = len(text.rows) - 1
    return text


def _seen_place(
    text: CsvText, file: RowFile, key: Values, seen: Values | None, places: _Places
) -> int | None:
    """Return where a row stands. Raises PlannerError if it is not as it was seen."""
    place = places.get(_key(file, key))
    there = None if place is None else text.values(text.rows[place])
    if there != (None if seen is None else _filled(seen)):
        raise _not_as_seen(file, key, there, seen)
    return place


def _read(folder: Path, file: RowFile) -> CsvText | None:
    path = folder / file.name
    try:
        if not path.exists() and not path.is_symlink():
            return None
    except OSError as error:  # a folder that one may not look into
        raise refused_by_system(path, error) from None
    content, findings = file_content(path, str(path))
    if content is None:
        raise PlannerError(findings[0])
    if not content.strip():
        return None
    try:
        return CsvText.read(file.name, content)
    except NotEditableError as error:
        raise not_written(path, f"{error}.", "Fix the file first, or move it away.") from None


def _places(text: CsvText, file: RowFile) -> _Places:
    """Return the place of each row by its key cells; of two alike the first, as readers do."""
    places: _Places = {}
    for place, piece in enumerate(text.rows):
        values = text.values(piece)
        if values:
            places.setdefault(_key(file, values), place)
    return places


def _key(file: RowFile, values: Values) -> tuple[str, ...]:
    return tuple(values.get(name, "").strip() or file.usual.get(name, "") for name in file.key)


def _filled(values: Values) -> dict[str, str]:
    return {name: cell.strip() for name, cell in values.items() if cell.strip()}


def _not_as_seen(
    file: RowFile, key: Values, there: Values | None, seen: Values | None
) -> PlannerError:
    """Return what the second of two people who write one row is told."""
    row = " ".join(key[name] for name in file.key if key.get(name))
    says = ", ".join(f"{name} {cell}" for name, cell in (there or {}).items())
    if seen is None:
        told = f"{row} already exists and says {says}"
    elif there is None:
        told = f"somebody else removed {row} meanwhile"
    else:
        told = f"somebody else changed {row} meanwhile; it now says {says}"
    return changed_meanwhile(row, told, file=file.name)
