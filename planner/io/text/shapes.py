"""What a row of a table becomes a record of, where its columns alone do not say it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from planner.model.record import Record


@dataclass(frozen=True, slots=True)
class Shape:
    """The texts of columns that a row leaves out, and the columns that make a record of their own.

    `nested` names a field that holds a list of records, and what they are; a row makes one of them.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    nested: tuple[str, type[Record]] | None = None

    def holder_of(self, column: str, model: type[BaseModel]) -> type[BaseModel]:
        """Return the record that a column is a field of: the row's own, or the one within it."""
        if self.nested is not None and column in self.nested[1].model_fields:
            return self.nested[1]
        return model

    def of(self, cells: Mapping[str, str]) -> dict[str, object]:
        """Return the filled cells of a row as the fields of a record."""
        filled = {**self.given, **cells}
        if self.nested is None:
            return dict(filled)
        name, inner = self.nested
        own = {key: text for key, text in filled.items() if key not in inner.model_fields}
        return {**own, name: [{key: filled[key] for key in inner.model_fields if key in filled}]}


PLAIN = Shape()
