"""Records of a large table, made column by column: each text of a column is read once.

Row by row pydantic reads the same day, the same word and the same number a hundred thousand times.
Here the different texts of a column are read once. What a record checks of itself is checked once
for all rows that say the same in the fields that the check asks for. Wherever anything is not as it
should be, that row is wrong: it is read by itself, for the words of what is wrong with it.
"""

import operator
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from planner.io.text._checked import checked
from planner.io.text.columns import Column, Kind
from planner.io.text.large_tables import Written, column_of
from planner.io.text.problems import written_right
from planner.io.text.shapes import Shape
from planner.io.text.tables import TextRow, bare, has_unseen
from planner.model.exact_numbers import EXACT, NO_TRUTH
from planner.model.filed import Filed
from planner.model.record import Record, checks_of
from planner.model.table_columns import Columns, Said

_R = TypeVar("_R", bound=Record)
# Fewer are read as quickly one by one.
MANY_ROWS = 300
_WRONG = object()
# How these are written is looked at before they are read.
_MET_AGAIN = (Kind.WHOLE, Kind.DECIMAL, Kind.DAY, Kind.YES_NO, Kind.WORD, Kind.CURRENCY)
_TEXTS = (Kind.TEXT, Kind.PART_NUMBER, Kind.VENDOR, Kind.WORD, Kind.CURRENCY)
_MOST_KNOWN = 50_000  # texts of a column


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
    wrong: Sequence[int] = ()
    trimmed: Sequence[int] = ()
    has_empty: bool = False


def _read(written: Written, column: Column, holder: type[BaseModel]) -> _Read:
    cells = written.cells
    if written.are_different and column.kind in (Kind.TEXT, Kind.PART_NUMBER):
        found = _as_written(cells, column, holder)
        if found is not None:
            return found
    other = {cell: text for cell in written.texts if (text := bare(cell)) != cell}
    texts = (written.texts - other.keys()).union(other.values()) if other else written.texts
    values = _values(column, holder, texts)
    is_as_written = not other and all(map(operator.is_, values, values.values()))
    values |= {cell: values[text] for cell, text in other.items()}
    refused = {cell for cell, value in values.items() if value is _WRONG}
    blank = {cell for cell, text in other.items() if text}
    return _Read(
        column.name,
        [other.get(cell, cell) for cell in cells] if other else cells,
        cells if is_as_written else list(map(values.__getitem__, cells)),
        _where(cells, refused),
        _where(cells, blank),
        "" in texts,
    )


def _as_written(cells: Sequence[str], column: Column, holder: type[BaseModel]) -> _Read | None:
    """Return a column whose texts are read as they stand, but for wrong ones; None for another."""
    together = "".join(cells)
    if column.kind is Kind.PART_NUMBER and not together.isprintable():
        return None
    if has_unseen(together) or list(map(str.strip, cells)) != cells:
        return None
    has_empty = "" in cells
    filled = list(filter(None, cells)) if has_empty else cells
    right, read = _right_ones(filled, _many(holder, column.name, strip=False))
    if read != right:
        return None
    refused = set(filled).difference(right) if len(right) < len(filled) else set()
    values = [cell or Said.NOTHING for cell in cells] if has_empty else cells
    wrong = _where(cells, refused)
    return _Read(column.name, cells, values, wrong, has_empty=has_empty)


def _right_ones(
    texts: Sequence[str], validator: TypeAdapter[list[Any]], said: Sequence[Any] | None = None
) -> tuple[Sequence[str], list[Any]]:
    """Return those of many texts that are no mistake, and what they say.

    `said` is what each text is read as before, where it is not the text itself.
    """
    said = texts if said is None else said
    try:
        return texts, validator.validate_python(said)
    except ValidationError as error:
        bad = {each["loc"][0] for each in error.errors(include_url=False, include_context=False)}
    right = [place for place in range(len(texts)) if place not in bad]
    return [texts[at] for at in right], validator.validate_python([said[at] for at in right])


def _where(cells: Sequence[str], among: Set[str]) -> Sequence[int]:
    return [index for index, cell in enumerate(cells) if cell in among] if among else ()


def _values(column: Column, holder: type[BaseModel], texts: Set[str]) -> dict[str, object]:
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
    written = written_right(column, filter(None, texts))
    is_number = column.kind is Kind.DECIMAL and EXACT in holder.model_fields[column.name].metadata
    said = list(map(Decimal, written)) if is_number else None
    right, read = _right_ones(written, _many(holder, column.name, are_read=True), said)
    if column.kind in _TEXTS:
        # A text that is read as it stands is the same one in every row.
        read = [
            text if type(said) is str and said == text else said
            for text, said in zip(right, read, strict=True)
        ]
    values.update(zip(right, read, strict=True))
    return values


def _field_value(holder: type[BaseModel], name: str, given: object) -> object:
    try:
        return _many(holder, name).validate_python([given])[0]
    except ValidationError:
        return _WRONG


@cache
def _many(
    holder: type[BaseModel], name: str, *, strip: bool = True, are_read: bool = False
) -> TypeAdapter[list[Any]]:
    """Return what reads many values of a field, as the record that holds it reads one.

    Of texts without blanks around them none need be taken off: then they stay the same texts.
    `are_read`: numbers are given as digits or as numbers already, and are neither true nor false.
    """
    field = holder.model_fields[name]
    hint: Any = field.annotation
    for each in field.metadata:
        if are_read and each in (EXACT, NO_TRUTH):
            continue
        hint = Annotated[hint, each]
    return TypeAdapter(list[hint], config=ConfigDict(str_strip_whitespace=strip))


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
    full = frozenset(each.name for each in read if not each.has_empty or each.name in given)
    columns = Columns(model, values, fixed, shape.nested, full=full)
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
