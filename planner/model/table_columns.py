"""What rows of a table say, column by column: values of the fields of their records."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import Any, Generic, TypeVar

from planner.model.record import Record

R = TypeVar("R", bound=Record)
_V = TypeVar("_V")


def all_but(values: Sequence[_V], places: Sequence[int]) -> list[_V]:
    """Return values without those in some places, which are in order."""
    found: list[_V] = []
    for before, after in pairwise((-1, *places, len(values))):
        found += values[before + 1 : after]
    return found


class Said(Enum):
    """What a cell says that is empty."""

    NOTHING = "nothing"


class Picked(Sequence[Any]):
    """A column that says itself what some of its rows are."""

    @abstractmethod
    def picked(self, places: Sequence[int]) -> "Picked":
        """Return what is in some places, in that order."""

    @abstractmethod
    def without(self, places: Sequence[int]) -> "Picked":
        """Return what is in all places but for some, which are in order."""


@dataclass(frozen=True, slots=True)
class Columns(Generic[R]):
    """What rows say: by field of their record, or of the one within it, a value for each row.

    `fixed` are fields that say the same in every row, `more` what a row says beyond its columns.
    `within` names a field that holds one record, and what that is. `full` are the columns that
    say something in every row.
    """

    model: type[R]
    values: Mapping[str, Sequence[Any]]
    fixed: Mapping[str, object]
    within: tuple[str, type[Record]] | None = None
    more: Sequence[Mapping[str, object]] = ()
    full: frozenset[str] = frozenset()

    def of(self, model: type[Record]) -> "Columns[Any]":
        """Return what rows say in the fields of a record: their own, or of the one within it."""
        fields = model.model_fields
        values = {name: each for name, each in self.values.items() if name in fields}
        fixed = {name: each for name, each in self.fixed.items() if name in fields}
        return Columns(model, values, fixed, full=self.full)

    def without(self, rows: Sequence[int]) -> "Columns[R]":
        """Return what all rows say but for some, which are in order."""
        values = {
            name: each.without(rows) if isinstance(each, Picked) else all_but(each, rows)
            for name, each in self.values.items()
        }
        more = all_but(self.more, rows) if self.more else ()
        return replace(self, values=values, more=more)

    def picked(self, rows: Sequence[int]) -> "Columns[R]":
        """Return what some rows say."""
        values = {
            name: each.picked(rows) if isinstance(each, Picked) else [each[row] for row in rows]
            for name, each in self.values.items()
        }
        more = [self.more[row] for row in rows] if self.more else ()
        return replace(self, values=values, more=more)
