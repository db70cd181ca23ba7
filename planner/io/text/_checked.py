"""What records check of themselves, checked once for all rows that say the same to the check.

A check is asked of one row, and it is noted which fields it looks at. Another row that says the
same in those is as right or as wrong as that one.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from planner.model.filed import Filed
from planner.model.record import Check, Record, defaults_of
from planner.model.table_columns import Columns, Said

_R = TypeVar("_R", bound=Record)
Texts = Mapping[str, Sequence[str]]  # by column, what each row says
_NO_MORE: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Checked(Generic[_R]):
    """Columns with what the records say of themselves, and the rows that make no record."""

    columns: Columns[_R]
    wrong: set[int]


def checked(
    columns: Columns[_R],
    texts: Texts,
    rows: Sequence[int],
    checks: tuple[Sequence[Check], Sequence[Check]],
    reader: Callable[[str], TypeAdapter[list[Any]]],
) -> Checked[_R]:
    """Check some rows of the columns, as their records check themselves.

    `reader` reads many values of a field that a record says of itself.
    """
    before, after = checks
    wrong: set[int] = set()
    if before:
        columns, wrong = _said_before(columns, texts, rows, before, reader)
    wrong |= _lacking(columns, rows)
    filed = Filed(columns, max(map(len, texts.values())))
    for check in after:
        left = [row for row in rows if row not in wrong] if wrong else rows
        wrong |= _failing(check, filed, columns, texts, left)
    return Checked(columns, wrong)


def _said_before(
    columns: Columns[_R],
    texts: Texts,
    rows: Collection[int],
    checks: Sequence[Check],
    reader: Callable[[str], TypeAdapter[list[Any]]],
) -> tuple[Columns[_R], set[int]]:
    """Return columns with what the record adds to a row, and the rows that it does not read."""
    asked = columns.model.asked_before()
    names = [name for name in texts if asked is None or name in asked]
    keys = list(zip(*(texts[name] for name in names), strict=True))
    if not keys:
        return columns, set()
    added: dict[tuple[str, ...], Mapping[str, object] | None] = {
        key: _added(dict(zip(names, key, strict=True)), checks, reader)
        for key in (set(keys) if len(rows) == len(keys) else {keys[row] for row in rows})
    }
    refused = {key for key, more in added.items() if more is None}
    wrong = {row for row in rows if keys[row] in refused} if refused else set()
    more = [added.get(key) or _NO_MORE for key in keys]
    return (replace(columns, more=more) if any(added.values()) else columns), wrong


def _added(
    cells: Mapping[str, str],
    checks: Sequence[Check],
    reader: Callable[[str], TypeAdapter[list[Any]]],
) -> Mapping[str, object] | None:
    """Return what the record says beyond the filled cells; None if it does not read them."""
    texts = {name: text for name, text in cells.items() if text}
    given: object = texts
    try:
        for check in checks:
            given = check(given)
        if given is texts:
            return _NO_MORE
        if not isinstance(given, dict):
            return None
        new = {name: value for name, value in given.items() if value is not texts.get(name)}
        return {name: reader(name).validate_python([value])[0] for name, value in new.items()}
    except (ValidationError, ValueError, AssertionError):
        return None


def _lacking(columns: Columns[_R], rows: Collection[int]) -> set[int]:
    """Return the rows that do not say what their record, or the one within it, needs."""
    needed = defaults_of(columns.model).needed
    if columns.within is not None:
        name, inner = columns.within
        needed = (needed - {name}) | defaults_of(inner).needed
    lacking: set[int] = set()
    for name in needed - columns.fixed.keys():
        if name in columns.full:
            continue
        values = columns.values.get(name)
        empty = [row for row in rows if values is None or values[row] is Said.NOTHING]
        lacking.update(row for row in empty if not (columns.more and name in columns.more[row]))
    return lacking


class _Asked:
    """A record that notes which fields it is asked for."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self.names: dict[str, None] = {}

    def __getattr__(self, name: str) -> Any:
        self.names[name] = None
        return getattr(self._record, name)


def _failing(
    check: Check, filed: Filed[_R], columns: Columns[_R], texts: Texts, rows: Sequence[int]
) -> set[int]:
    """Return the rows whose records fail a check."""
    failing: set[int] = set()
    while rows:
        names, right = _asked_of(check, filed, rows[0])
        if not _are_plain(names, columns):
            return failing.union(row for row in rows if not _asked_of(check, filed, row)[1])
        keys = _keys(names, columns, texts)
        if keys is None:
            return failing if right else failing.union(rows)
        # One row of each key; of a record that is asked for other fields, those will tell.
        one = {keys[row]: row for row in rows}
        told = {key: _asked_of(check, filed, row) for key, row in one.items()}
        wrong = {key for key, (asked, right) in told.items() if asked == names and not right}
        others = {key for key, (asked, _) in told.items() if asked != names}
        failing.update(row for row in rows if wrong and keys[row] in wrong)
        rows = [row for row in rows if keys[row] in others] if others else ()
    return failing


def _asked_of(check: Check, filed: Filed[_R], row: int) -> tuple[tuple[str, ...], bool]:
    """Return which fields a check asks the record of a row for, and whether that passes it."""
    asked = _Asked(filed.anew(row))
    right = _passes(check, asked)
    return tuple(asked.names), right


def _passes(check: Check, record: object) -> bool:
    try:
        check(record)
    except (ValueError, AssertionError):
        return False
    return True


def _are_plain(names: Iterable[str], columns: Columns[_R]) -> bool:
    """Tell whether names are fields that the columns of a row tell of: what else may ask others."""
    within = () if columns.within is None else (columns.within[0],)
    return all(name in columns.model.model_fields and name not in within for name in names)


def _keys(
    names: Sequence[str], columns: Columns[_R], texts: Texts
) -> Sequence[tuple[object, ...]] | None:
    """Return by row what it says in some fields; None if that is the same in all rows."""
    said: list[Iterable[object]] = [texts[name] for name in names if name in texts]
    if columns.more:
        said.append(map(id, columns.more))
    return list(zip(*said, strict=True)) if said else None
