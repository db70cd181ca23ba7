"""What every record of the model has in common: it cannot change and refuses unknown fields."""

import hashlib
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen record; a misspelt field is an error, never silently dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def fingerprint(records: Iterable[Record]) -> str:
    """Return 16 hex digits that change with any fact of the records, not with their order."""
    lines = sorted(f"{type(record).__name__} {record.model_dump_json()}" for record in records)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
