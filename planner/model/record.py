"""What every record of the model has in common: it cannot change and refuses unknown fields."""

import hashlib
from collections.abc import Iterable
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen record; a misspelt field is an error, never silently dropped.

    What a cached property reckoned from the fields stays with the record it was asked of: a copy
    may have other fields, and one that is read back from bytes reckons for itself.
    """

    # What checks a record is made when the first one is: of all records, a command uses a third.
    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True
    )

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
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
