"""Records of a large table, made column by column: each text of a column is read once.

Row by row pydantic reads the same day, the same word and the same number a hundred thousand times.
Here the different texts of a column are read once, and the records are put together of what they
say, with the checks that a record makes of itself. Wherever anything is not as it should be, there
is no record: that row is read by itself, for the words of what is wrong with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from planner.io.text.columns import Column
from planner.io.text.problems import written_wrong
from planner.io.text.shapes import Shape
from planner.io.text.tables import TextRow, bare
from planner.model.record import Record, checks_of, of_read_values

_R = TypeVar("_R", bound=Record)
# Fewer are read as quickly one by one.
MANY_ROWS = 300
_EMPTY, _WRONG = object(), object()


@dataclass(frozen=True, slots=True)
class Made(Generic[_R]):
    """By row a record, None where it has to be read by itself; and the cells with blanks around."""

    records: Sequence[_R | None]
    trimmed: int
    first_trimmed: int


def by_column(
    rows: Sequence[TextRow],
    model: type[_R],
    columns: Mapping[str, Column],
    positions: Mapping[str, int],
    shape: Shape,
) -> Made[_R]:
    """Return the records of rows of cells, as reading them one by one makes them."""
    read = [
        _read(rows, columns[name], shape.holder_of(name, model), place)
        for name, place in positions.items()
    ]
    trimmed = sorted(row for each in read for row in each.trimmed)
    first = rows[trimmed[0]].number if trimmed else 0
    return Made(_Making(model, shape, read).records(len(rows)), len(trimmed), first)


@dataclass(frozen=True, slots=True)
class _Read:
    """A column as it was read: by row its text and its value; `_EMPTY` where the cell is empty."""

    name: str
    texts: Sequence[str]
    values: Sequence[Any]
    wrong: Sequence[int]
    trimmed: Sequence[int]


def _read(rows: Sequence[TextRow], column: Column, holder: type[BaseModel], place: int) -> _Read:
    written = [row.cells[place] for row in rows]
    plain = {cell: bare(cell) for cell in set(written)}
    value_of = _values(column, holder, set(plain.values()))
    values = {cell: value_of[text] for cell, text in plain.items()}
    refused = {cell for cell, value in values.items() if value is _WRONG}
    blank = {cell for cell, text in plain.items() if text and text != cell}
    return _Read(
        column.name,
        [plain[cell] for cell in written] if blank else written,
        [values[cell] for cell in written],
        _where(written, refused),
        _where(written, blank),
    )


def _where(written: Sequence[str], among: set[str]) -> Sequence[int]:
    return [index for index, cell in enumerate(written) if cell in among] if among else ()


def _values(column: Column, holder: type[BaseModel], texts: set[str]) -> dict[str, object]:
    """Return what texts say in the cells of a column; `_WRONG` for one that is not to be read."""
    values: dict[str, object] = dict.fromkeys(texts, _WRONG)
    if "" in texts:
        values[""] = _EMPTY
    right = [text for text in texts if text and written_wrong(column, text) is None]
    validator = _many(holder, column.name)
    try:
        read = validator.validate_python(right)
    except ValidationError as error:
        bad = {each["loc"][0] for each in error.errors(include_url=False, include_context=False)}
        right = [text for place, text in enumerate(right) if place not in bad]
        read = validator.validate_python(right)
    values.update(zip(right, read, strict=True))
    return values


def _field_value(holder: type[BaseModel], name: str, given: object) -> object:
    try:
        return _many(holder, name).validate_python([given])[0]
    except ValidationError:
        return _WRONG


@cache
def _many(holder: type[BaseModel], name: str) -> TypeAdapter[list[Any]]:
    """Return what reads many values of a field, as the record that holds it reads one."""
    field = holder.model_fields[name]
    hint: Any = field.annotation
    for each in field.metadata:
        hint = Annotated[hint, each]
    return TypeAdapter(list[hint], config=ConfigDict(str_strip_whitespace=True))


class _Making(Generic[_R]):
    """Puts records together from the values of their columns."""

    def __init__(self, model: type[_R], shape: Shape, read: Sequence[_Read]) -> None:
        self._model, self._shape, self._read = model, shape, read
        checks = checks_of(model)
        inner = shape.nested is None or checks_of(shape.nested[1]) == ([], [])
        self._can = checks is not None and inner and not _reads_fields_its_own_way(model, shape)
        self._before, self._after = checks or ((), ())
        self._inner = [each for each in read if shape.holder_of(each.name, model) is not model]
        self._nested: dict[tuple[str, ...], tuple[Record] | None] = {}
        self._filled: dict[tuple[str, ...], set[str]] = {}
        self._given = {
            name: _field_value(shape.holder_of(name, model), name, text)
            for name, text in shape.given.items()
        }

    def records(self, count: int) -> list[_R | None]:
        """Return by row its record, or None."""
        if not (self._can and self._read):
            return [None] * count
        wrong = {row for each in self._read for row in each.wrong}
        names = [each.name for each in self._read]
        told = zip(*(each.values for each in self._read), strict=True)
        made: list[_R | None] = []
        for index, values in enumerate(told):
            filled = self._given | {
                name: value
                for name, value in zip(names, values, strict=True)
                if value is not _EMPTY
            }
            made.append(None if index in wrong else self._record(index, filled))
        return made

    def _record(self, index: int, filled: dict[str, object]) -> _R | None:
        if self._before and not self._said_before(index, filled):
            return None
        if self._shape.nested is not None and not self._nest(index, filled, *self._shape.nested):
            return None
        key = tuple(filled)
        names = self._filled.get(key)
        if names is None:
            names = self._filled[key] = set(key)
        record = of_read_values(self._model, filled, names)
        if record is None:
            return None
        try:
            for check in self._after:
                check(record)
        except (ValueError, AssertionError):
            return None
        return record

    def _nest(self, index: int, filled: dict[str, object], name: str, inner: type[Record]) -> bool:
        """Move the fields of the record within into it; tell whether it can be made."""
        own = {key: filled.pop(key) for key in inner.model_fields if key in filled}
        # By their texts: 5.10 is as much as 5.1, and is written otherwise.
        key = tuple(each.texts[index] for each in self._inner)
        if key not in self._nested:
            record = of_read_values(inner, own, set(own))
            self._nested[key] = None if record is None else (record,)
        made = self._nested[key]
        filled[name] = made
        return made is not None

    def _said_before(self, index: int, filled: dict[str, object]) -> bool:
        """Add what the record's own reading of the row says; tell whether it reads it at all."""
        texts = {each.name: each.texts[index] for each in self._read if each.texts[index]}
        given: object = texts
        try:
            for check in self._before:
                given = check(given)
        except (ValueError, AssertionError):
            return False
        if given is texts or not isinstance(given, dict):
            return given is texts
        for name, value in given.items():
            if value is not texts.get(name):
                filled[name] = _field_value(self._model, name, value)
                if filled[name] is _WRONG:
                    return False
        return True


def _reads_fields_its_own_way(model: type[Record], shape: Shape) -> bool:
    """Tell whether a field is read by more than its type says.

    The list that a row makes one record of is put in order by the record: one is in order.
    """
    nested = () if shape.nested is None else (shape.nested[0],)
    validators = model.__pydantic_decorators__.field_validators.values()
    return any(name not in nested for each in validators for name in each.info.fields)
