"""What every record of the model has in common: it cannot change and refuses unknown fields."""

import hashlib
from collections.abc import Callable, Iterable, Sequence, Set
from functools import cache
from typing import Any, NamedTuple, Self, TypeVar

from pydantic import BaseModel, ConfigDict

Check = Callable[[Any], object]
R = TypeVar("R", bound="Record")
# What a record is made of, each kept where pydantic keeps it; a frozen one takes it no other way.
_keep_fields, _keep_named, _keep_extra, _keep_private = (
    BaseModel.__dict__[f"__{slot}__"].__set__
    for slot in ("dict", "pydantic_fields_set", "pydantic_extra", "pydantic_private")
)


class Record(BaseModel):
    """A frozen record; a misspelt field is an error, never silently dropped.

    What a cached property reckoned from the fields stays with the record it was asked of: a copy
    may have other fields, and one that is read back from bytes reckons for itself.
    """

    # What checks a record is made when the first one is: of all records, a command uses a third.
    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True
    )

    @classmethod
    def asked_before(cls) -> Set[str] | None:
        """Return the fields that are looked at before a record is made of them; None: all."""
        return None

    def __copy__(self) -> Self:
        """Return a copy of the fields alone."""
        copied = super().__copy__()
        for name in copied.__dict__.keys() - type(self).model_fields:
            del copied.__dict__[name]
        return copied

    def __getstate__(self) -> dict[Any, Any]:
        """Return what makes the record again: its fields alone."""
        state = super().__getstate__()
        fields = type(self).model_fields
        known = {name: value for name, value in self.__dict__.items() if name in fields}
        return {**state, "__dict__": known}


class CellRecord(Record):
    """A record that is one piece of a cell: its text is read back as the same record."""


def fingerprint(records: Iterable[Record]) -> str:
    """Return 16 hex digits that change with any fact of the records, not with their order."""
    lines = sorted(f"{type(record).__name__} {record.model_dump_json()}" for record in records)
    digest = hashlib.sha256()
    # One by one: joined, the lines of a large catalog take as much memory twice more.
    for index, line in enumerate(lines):
        digest.update(b"\n" * (index > 0))
        digest.update(line.encode())
    return digest.hexdigest()[:16]


def checks_of(model: type[Record]) -> tuple[Sequence[Check], Sequence[Check]] | None:
    """Return what a record checks of what it is given, and of itself once it is made.

    None where it does so in another way, so that nothing but the whole check will do.
    """
    checks: dict[str, list[Check]] = {"before": [], "after": []}
    for each in model.__pydantic_decorators__.model_validators.values():
        if each.info.mode not in checks:
            return None
        checks[each.info.mode].append(each.func)
    return checks["before"], checks["after"]


def put_together(model: type[R], values: dict[str, object], named: set[str]) -> R:
    """Return a record of fields that were read one by one, among them all that it needs.

    Neither are the fields read again here, nor is what the record checks of itself. `named` are
    those of them that were given; records may share it.
    """
    return assembled(model, defaults_of(model).values | values, named)


def assembled(model: type[R], values: dict[str, object], named: set[str]) -> R:
    """Return a record of all its fields, in their order, as `put_together` does; it keeps them."""
    record = object.__new__(model)
    _keep_fields(record, values)
    _keep_named(record, named)
    _keep_extra(record, None)
    _keep_private(record, None)
    return record


class Defaults(NamedTuple):
    """By field, in their order, what it is if nothing is given; and the fields that are needed."""

    values: dict[str, object]
    needed: frozenset[str]


@cache
def defaults_of(model: type[Record]) -> Defaults:
    """Return what a record says in fields that are not given."""
    fields = model.model_fields
    needed = frozenset(name for name, field in fields.items() if field.is_required())
    return Defaults({name: field.get_default() for name, field in fields.items()}, needed)
