"""Records of the model as plain values, and back: a form for each type, made from the type itself.

Nothing is lost on the way and nothing is said twice: an object has the fields of its record by
name, without those that hold their default. Where a value may be of several types it says which:
records by the field that tells them apart (the category of a part), else every value by its `kind`,
unless JSON itself tells them apart.
What is read is looked up in these types alone, so that a document can name no other class, and each
record is checked as if a file said it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, is_dataclass
from dataclasses import fields as dataclass_fields
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, cached_property
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Generic,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import BaseModel, ValidationError

from planner.io.exporters._json_forms import (
    SHAPES,
    Choice,
    Day,
    Form,
    Number,
    Plain,
    Reckoned,
    Row,
    Same,
    Several,
    UnreadableError,
    of_shape,
    read_at,
    told_of,
    written,
)
from planner.model.catalog import Stamp
from planner.model.exact_numbers import brief

R = TypeVar("R")


class _Field:
    """One field of a record: its form, and what is left out because it is what it is by default.

    `name` is what documents call it, `called` what the record does.
    """

    def __init__(self, name: str, form: Form, default: object = MISSING, called: str = "") -> None:
        self.name, self.form = name, form
        self.called = called or name
        self.required = default is MISSING
        self.tag = form.only if isinstance(form, Choice) else None
        stays = self.required or self.tag is not None
        self._left_out = MISSING if stays else written(form, default)

    def is_left_out(self, plain: Plain) -> bool:
        return self._left_out is not MISSING and plain == self._left_out


class RecordForm(Generic[R]):
    """A record, as an object of those of its fields that do not hold their default."""

    shape: ClassVar[type] = dict

    def __init__(self, record: type[R]) -> None:
        self.record = record
        self.name = form_name(record)

    @cached_property
    def fields(self) -> Mapping[str, _Field]:
        """Return its fields by name. Only now are the types of a record looked at."""
        return {field.name: field for field in _fields_of(self.record)}

    def holds(self, value: object) -> bool:
        return type(value) is self.record

    def write(self, value: R) -> dict[str, Plain]:
        """Return the fields of a record as plain values."""
        plain = {}
        for name, field in self.fields.items():
            said = written(field.form, getattr(value, field.called))
            if not field.is_left_out(said):
                plain[name] = said
        return plain

    def read(self, plain: Plain) -> R:
        """Return the record that an object says; UnreadableError with the place if it is none."""
        given = of_shape(plain, dict)
        values = {}
        for name in given:
            if name not in self.fields:
                raise UnreadableError(f"a {self.name} has no field {brief(name)}")
        for name, field in self.fields.items():
            if name in given:
                values[name] = read_at(field.form, given[name], name)
            elif field.required:
                raise UnreadableError(f"a {self.name} needs {name!r}")
        try:
            return self.record(**values)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            told = UnreadableError(first["msg"].removeprefix("Value error, "))
            for step in reversed(first["loc"]):
                told.inside(step)
            raise told from None
        except ValueError as error:
            raise UnreadableError(str(error)) from None


class _Known:
    """A value, or null where nothing is known."""

    def __init__(self, form: Form) -> None:
        self.name, self.shape, self._form = form.name, form.shape, form

    def holds(self, value: object) -> bool:
        return value is None or self._form.holds(value)

    def write(self, value: Any) -> Plain:
        return None if value is None else self._form.write(value)

    def read(self, plain: Plain) -> object:
        return None if plain is None else self._form.read(plain)


class _OneOf:
    """A value of one of several types."""

    name, shape = "value", dict

    def __init__(self, forms: Sequence[Form]) -> None:
        # A word of an enumeration is a text, too: it is asked first.
        self._forms = tuple(sorted(forms, key=lambda form: not isinstance(form, Choice)))
        self._by_shape = {form.shape: form for form in self._forms}
        self._is_plain = len(self._by_shape) == len(self._forms)
        self._by_kind = {form.name: form for form in self._forms}

    @cached_property
    def _tag(self) -> tuple[str, Mapping[Plain, Form]] | None:
        """Return the field that all of its records have, each with the one value of its own."""
        records = [form for form in self._forms if isinstance(form, RecordForm)]
        if len(records) < len(self._forms):
            return None
        for name in records[0].fields:
            tags = [form.fields[name].tag for form in records if name in form.fields]
            if len(set(tags) - {None}) == len(records):
                return name, dict(zip(tags, records, strict=True))
        return None

    def holds(self, value: object) -> bool:
        return any(form.holds(value) for form in self._forms)

    def write(self, value: Any) -> Plain:
        form = next(form for form in self._forms if form.holds(value))
        is_told_apart = self._is_plain or self._tag is not None
        return form.write(value) if is_told_apart else with_kind(form, value)

    def read(self, plain: Plain) -> object:
        if self._is_plain:
            form = self._by_shape.get(type(plain))
            if form is not None:
                return form.read(plain)
            expected = " or ".join(SHAPES[shape] for shape in self._by_shape)
            raise UnreadableError(f"{expected} is expected, not {told_of(plain)}")
        if self._tag is not None:
            name, forms = self._tag
            return told_apart(forms, plain, name).read(plain)
        return read_of_kind(told_apart(self._by_kind, plain, "kind"), plain)


def told_apart(forms: Mapping[Any, R], plain: Plain, tag: str) -> R:
    """Return the one of several forms that an object says it has."""
    given = of_shape(plain, dict)
    if tag not in given:
        raise UnreadableError(f"{tag!r} is missing; it is one of {', '.join(map(str, forms))}")
    said = given[tag]
    form = forms.get(said) if isinstance(said, str | int) else None
    if form is None:
        known = ", ".join(map(str, forms))
        raise UnreadableError(f"{told_of(said)} is not one of {known}").inside(tag)
    return form


def with_kind(form: Form, value: object) -> dict[str, Plain]:
    """Return a value as plain values that say of which kind it is."""
    plain = written(form, value)
    inside = plain if isinstance(plain, dict) and not _has_a_kind(form) else {"value": plain}
    return {"kind": form.name, **inside}


def _has_a_kind(form: Form) -> bool:
    """Tell whether a value has a field of that name itself, or no fields at all."""
    return not isinstance(form, RecordForm) or "kind" in form.fields


def read_of_kind(form: Form, plain: Plain) -> object:
    """Return a value that says of which kind it is, and is of this form."""
    rest = {name: each for name, each in of_shape(plain, dict).items() if name != "kind"}
    if not _has_a_kind(form):
        return form.read(rest)
    if rest.keys() != {"value"}:
        raise UnreadableError("an object of 'kind' and 'value' is expected")
    return read_at(form, rest["value"], "value")


@cache
def form_of(record: type[R]) -> RecordForm[R]:
    """Return the form of a record: a Record, or a frozen dataclass."""
    return RecordForm(record)


def _fields_of(record: Any) -> Iterable[_Field]:
    if issubclass(record, BaseModel):
        for called, each in record.model_fields.items():
            name, form = each.alias or called, _form_of_type(each.annotation)
            if each.is_required():
                yield _Field(name, form, called=called)
            else:
                default = each.get_default(call_default_factory=True)
                yield _Field(name, form, default, called)
        return
    types = get_type_hints(record, include_extras=True)
    for part in dataclass_fields(record):
        made = part.default_factory
        default = part.default if made is MISSING else made()
        yield _Field(part.name, _form_of_type(types[part.name]), default)


_SAME = {str: "text", int: "whole-number", bool: "truth"}
_ALONE: Mapping[object, Form] = {Stamp: Reckoned(), Decimal: Number(), date: Day()}


def _form_of_type(type_: Any) -> Form:  # noqa: PLR0911 one line for each sort of type
    """Return how values of a type are written; a type that has no form is a mistake of our own."""
    origin, inside = get_origin(type_), get_args(type_)
    if origin is Annotated:
        return _form_of_type(inside[0])
    if origin in (Union, UnionType):
        if all(get_origin(each) is Literal for each in inside):
            return Choice("choice", tuple(word for each in inside for word in get_args(each)))
        forms = [_form_of_type(each) for each in inside if each is not NoneType]
        one = forms[0] if len(forms) == 1 else _OneOf(forms)
        return one if NoneType not in inside else _Known(one)
    if origin is Literal:
        return Choice("choice", inside)
    if origin is frozenset or (origin is tuple and inside[1:] == (...,)):
        return Several(origin, _form_of_type(inside[0]))
    if origin is tuple:
        return Row([_form_of_type(each) for each in inside])
    if type_ in _SAME:
        return Same(_SAME[type_], type_)
    if type_ in _ALONE:
        return _ALONE[type_]
    if isinstance(type_, type) and issubclass(type_, Enum):
        return Choice(form_name(type_), type_)
    if isinstance(type_, type) and (is_dataclass(type_) or issubclass(type_, BaseModel)):
        return form_of(type_)
    raise TypeError(f"{type_!r} has no form in JSON")


def form_name(type_: type) -> str:
    """Return what values of a type are called in JSON: `unit-limit` for a UnitLimit."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", type_.__name__).lower()
