"""Makes records of the columns of a table: what all rows have in common is put together once."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from planner.model.record import Record, assembled, defaults_of, put_together
from planner.model.table_columns import Columns, Said

R = TypeVar("R", bound=Record)
_NO_MORE: Mapping[str, object] = {}


class Maker(Generic[R]):
    """Makes the record of any row of a table.

    Records that say something in the same fields share the names of those. A record within one is
    shared by all rows that say the same values in it.
    """

    def __init__(self, columns: Columns[R]) -> None:
        self._columns = columns
        self._name, self._inner = columns.within or ("", Record)
        inside = self._inner.model_fields.keys() if columns.within else set[str]()
        fixed = {name: each for name, each in columns.fixed.items() if name not in inside}
        own = [pair for pair in columns.values.items() if pair[0] not in inside]
        self._base = defaults_of(columns.model).values | fixed
        self._sure = [(name, each) for name, each in own if name in columns.full]
        self._others = [(name, each) for name, each in own if name not in columns.full]
        always = {*fixed, *(name for name, _ in self._sure)}
        self._always = always | {self._name} if columns.within else always
        self._inside = [pair for pair in columns.values.items() if pair[0] in inside]
        self._fixed_inside = {name: columns.fixed[name] for name in columns.fixed if name in inside}
        self._named: dict[tuple[str, ...], set[str]] = {}
        self._held: dict[tuple[int, ...], Record] = {}

    def made(self, row: int) -> R:
        """Return the record of a row, made anew."""
        values, said = self._base.copy(), list[str]()
        for name, column in self._sure:
            values[name] = column[row]
        for name, column in self._others:
            if (value := column[row]) is not Said.NOTHING:
                values[name] = value
                said.append(name)
        more = self._columns.more[row] if self._columns.more else _NO_MORE
        for name, value in more.items():
            if not self._name or name not in self._inner.model_fields:
                values[name] = value
                said.append(name)
        if self._name:
            values[self._name] = (self._within(row, more),)
        key = tuple(said)
        named = self._named.get(key)
        if named is None:
            named = self._named.setdefault(key, {*self._always, *said})
        return assembled(self._columns.model, values, named)

    def _within(self, row: int, more: Mapping[str, object]) -> Record:
        # By the values as they are: 5.10 is as much as 5.1, and is written otherwise.
        key = tuple([id(column[row]) for _, column in self._inside])
        found = None if more else self._held.get(key)
        if found is None:
            said = {name: column[row] for name, column in self._inside}
            said |= {name: more[name] for name in more if name in self._inner.model_fields}
            given = {name: each for name, each in said.items() if each is not Said.NOTHING}
            values = self._fixed_inside | given
            found = put_together(self._inner, values, {*values})
            if not more:
                self._held[key] = found
        return found
