"""Records of a large table, made column by column: each text of a column is read once.

Row by row pydantic reads the same day, the same word and the same number a hundred thousand times.
Here the different texts of a column are read once. What a record checks of itself is checked once
for all rows that say the same in the fields that the check asks for. Wherever anything is not as it
should be, that row is wrong: it is read by itself, for the words of what is wrong with it.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from planner.io.text._checked import checked
from planner.io.text.columns import Column, Kind
from planner.io.text.problems import all_written_right, written_wrong
from planner.io.text.shapes import Shape
from planner.io.text.tables import TextRow, bare, column_of
from planner.model.filed import Columns, Filed, Said
from planner.model.record import Record, checks_of

_R = TypeVar("_R", bound=Record)
# Fewer are read as quickly one by one.
MANY_ROWS = 300
_WRONG = object()
# How these are written is looked at before they are read.
_MET_AGAIN = (Kind.WHOLE, Kind.DECIMAL, Kind.DAY, Kind.YES_NO, Kind.WORD, Kind.CURRENCY)
_FIRST = 200  # cells of a column that tell whether most of them are different
_MOST_KNOWN = 50_000  # texts of a column
_WRITTEN = (Kind.WHOLE, Kind.DECIMAL, Kind.DAY, Kind.PART_NUMBER)


@dataclass(frozen=True, slots=True)
class Made(Generic[_R]):
    """The records of all rows, for those that are not `wrong`; and the cells with blanks around.

    A wrong row has to be read by itself.
    """

    filed: Filed[_R]
    wrong: Sequence[int]
    trimmed: int
    first_trimmed: int

    @property
    def records(self) -> Sequence[_R | None]:
        """Return by row its record, None where it has to be read by itself."""
        wrong = set(self.wrong)
        return [None if row in wrong else self.filed[row] for row in range(len(self.filed))]


def by_column(
    rows: Sequence[TextRow],
    model: type[_R],
    columns: Mapping[str, Column],
    positions: Mapping[str, int],
    shape: Shape,
) -> Made[_R]:
    """Return the records of rows of cells, as reading them one by one makes them."""
    read = [
        _read(column_of(rows, place), columns[name], shape.holder_of(name, model))
        for name, place in positions.items()
    ]
    trimmed = sorted(row for each in read for row in each.trimmed)
    first = rows[trimmed[0]].number if trimmed else 0
    filed, wrong = _filed(model, shape, read, len(rows))
    return Made(filed, wrong, len(trimmed), first)


@dataclass(frozen=True, slots=True)
class _Read:
    """A column as it was read: by row its text and its value; `Said.NOTHING` of an empty cell."""

    name: str
    texts: Sequence[str]
    values: Sequence[Any]
    wrong: Sequence[int]
    trimmed: Sequence[int]


def _read(written: tuple[str, ...], column: Column, holder: type[BaseModel]) -> _Read:
    different = len(set(written[:_FIRST]))
    if 2 * different > _FIRST and _is_as_written(written, column, holder):
        return _Read(column.name, written, written, (), ())
    cells = set(written)
    other = {cell: text for cell in cells if (text := bare(cell)) != cell}
    values = _values(column, holder, (cells - other.keys()).union(other.values()))
    values |= {cell: values[text] for cell, text in other.items()}
    refused = {cell for cell, value in values.items() if value is _WRONG}
    blank = {cell for cell, text in other.items() if text}
    return _Read(
        column.name,
        [other.get(cell, cell) for cell in written] if other else written,
        [values[cell] for cell in written],
        _where(written, refused),
        _where(written, blank),
    )


def _is_as_written(written: tuple[str, ...], column: Column, holder: type[BaseModel]) -> bool:
    """Tell whether every cell of a column is a text that is read as it stands."""
    if column.kind not in (Kind.TEXT, Kind.PART_NUMBER):
        return False
    if "" in written or not all_written_right(column, written):
        return False
    if tuple(map(str.strip, written)) != written:
        return False
    try:
        return tuple(_many(holder, column.name).validate_python(written)) == written
    except ValidationError:
        return False


def _where(written: Sequence[str], among: set[str]) -> Sequence[int]:
    return [index for index, cell in enumerate(written) if cell in among] if among else ()


def _values(column: Column, holder: type[BaseModel], texts: set[str]) -> dict[str, object]:
    """Return what texts say in the cells of a column; `_WRONG` for one that is not to be read."""
    if column.kind in _MET_AGAIN:
        known = _known(holder, column.name)
        if len(known) > _MOST_KNOWN:
            known.clear()
        known |= _newly_read(column, holder, texts - known.keys())
        return {text: known[text] for text in texts}
    return _newly_read(column, holder, texts)


@cache
def _known(_holder: type[BaseModel], _name: str) -> dict[str, object]:
    """Return what is known of texts of a column: the next file of a folder has the same."""
    return {}


def _newly_read(column: Column, holder: type[BaseModel], texts: Set[str]) -> dict[str, object]:
    values: dict[str, object] = dict.fromkeys(texts, _WRONG)
    if "" in texts:
        values[""] = Said.NOTHING
    right = [text for text in texts if text]
    if column.kind in _WRITTEN:
        right = [text for text in right if written_wrong(column, text) is None]
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


def _filed(
    model: type[_R], shape: Shape, read: Sequence[_Read], count: int
) -> tuple[Filed[_R], Sequence[int]]:
    """Return the records of all rows, and the rows that have to be read by themselves."""
    given = {
        name: _field_value(shape.holder_of(name, model), name, text)
        for name, text in shape.given.items()
    }
    values = {each.name: each.values for each in read}
    for name in given.keys() & values.keys():
        values[name] = [given[name] if v is Said.NOTHING else v for v in values[name]]
    fixed = {name: value for name, value in given.items() if name not in values}
    columns = Columns(model, values, fixed, shape.nested)
    checks = checks_of(model)
    if checks is None or not read or _WRONG in given.values() or not _is_its_fields(model, shape):
        return Filed(columns, count), range(count)
    wrong = {row for each in read for row in each.wrong}
    texts = {each.name: each.texts for each in read}
    rows = [row for row in range(count) if row not in wrong] if wrong else range(count)
    found = checked(columns, texts, rows, checks, lambda name: _many(model, name))
    return Filed(found.columns, count), sorted(wrong | found.wrong)


def _is_its_fields(model: type[Record], shape: Shape) -> bool:
    """Tell whether a record, and the one within it, is no more than fields that are read alone."""
    inner = shape.nested is None or checks_of(shape.nested[1]) == ([], [])
    return inner and not _reads_fields_its_own_way(model, shape)


def _reads_fields_its_own_way(model: type[Record], shape: Shape) -> bool:
    """Tell whether a field is read by more than its type says.

    The list that a row makes one record of is put in order by the record: one is in order.
    """
    nested = () if shape.nested is None else (shape.nested[0],)
    validators = model.__pydantic_decorators__.field_validators.values()
    return any(name not in nested for each in validators for name in each.info.fields)
