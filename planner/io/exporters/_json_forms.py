"""How single values and lists stand in JSON, and how they are read: a form for each sort of type.

A decimal number is a text that keeps its digits, a day is an ISO date, an enumeration its value, a
tuple a list. A value that is not of its form's type is a mistake of our own, and a TypeError; what
is read and is not what it should be is an UnreadableError that knows its place.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Any, Protocol, TypeVar

from planner.model.catalog import Stamp
from planner.model.exact_numbers import brief, counted

Plain = object
R = TypeVar("R")


class UnreadableError(ValueError):
    """What stands in a document is not what its record holds; `place` leads to it from the top."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self._steps: list[str] = []

    def inside(self, step: str | int) -> "UnreadableError":
        """Return it with one more step of its place, the outer one of those that are known."""
        self._steps.append(str(step))
        return self

    @property
    def place(self) -> str:
        """Return where it stands: `build.positions.3.quantity`; empty at the top."""
        return ".".join(reversed(self._steps))


class Form(Protocol):
    """How the values of one type are written as plain values, and read.

    `name` is the kind that a value says where it may be of several types, `shape` the type that
    JSON has for it.
    """

    @property
    def name(self) -> str: ...
    @property
    def shape(self) -> type: ...
    def holds(self, value: object) -> bool: ...
    def write(self, value: Any) -> Plain: ...
    def read(self, plain: Plain) -> object: ...


SHAPES = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
    NoneType: "null",
}


def told_of(plain: Plain) -> str:
    """Return a plain value in words: what is short as it stands, else what it is."""
    if isinstance(plain, str):
        return brief(plain)
    if isinstance(plain, bool):
        return str(plain).lower()
    if isinstance(plain, int | Decimal):
        return str(plain)
    return SHAPES[type(plain)]


def of_shape(plain: Plain, shape: type[R]) -> R:
    if type(plain) is shape:
        return plain
    raise UnreadableError(f"{SHAPES[shape]} is expected, not {told_of(plain)}")


class Same:
    """A value that is written as it is: a text, a whole number, true or false."""

    def __init__(self, name: str, kind: type) -> None:
        self.name, self.shape = name, kind

    def holds(self, value: object) -> bool:
        # True is a whole number by accident; a text may be a word of an enumeration.
        return isinstance(value, self.shape) and (isinstance(value, bool) == (self.shape is bool))

    def write(self, value: Any) -> Plain:
        return self.shape(value)

    def read(self, plain: Plain) -> object:
        return of_shape(plain, self.shape)


class Reckoned:
    """The fingerprint of a catalog, which may be reckoned for it: a text."""

    name, shape = "text", str

    def holds(self, value: object) -> bool:
        return isinstance(value, Stamp)

    def write(self, value: Any) -> Plain:
        return value.text

    def read(self, plain: Plain) -> object:
        return of_shape(plain, str)


class Number:
    """A decimal number, as a text that keeps its digits: 12.50 is not 12.5."""

    name, shape = "number", str

    def holds(self, value: object) -> bool:
        return isinstance(value, Decimal) and value.is_finite()

    def write(self, value: Any) -> Plain:
        return str(value)

    def read(self, plain: Plain) -> object:
        try:
            number = counted(of_shape(plain, str))
        except UnreadableError:
            raise
        except ValueError as error:
            raise UnreadableError(str(error)) from None
        if number.is_finite():
            return number
        raise UnreadableError(f"{told_of(plain)} is not a number")


class Day:
    """A day, as year-month-day."""

    name, shape = "day", str

    def holds(self, value: object) -> bool:
        return type(value) is date

    def write(self, value: Any) -> Plain:
        return value.isoformat()

    def read(self, plain: Plain) -> object:
        text = of_shape(plain, str)
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or day.isoformat() != text:
            raise UnreadableError(f"{told_of(plain)} is not a date; write it like 2018-10-15")
        return day


class Choice:
    """One of a few values: the members of an enumeration, or of a Literal."""

    def __init__(self, name: str, members: Iterable[object]) -> None:
        self.name = name
        self._members = {_value(each): each for each in members}
        self.shape = type(next(iter(self._members)))

    def holds(self, value: object) -> bool:
        found = self._members.get(_value(value)) if isinstance(value, str | int | Enum) else None
        return found is not None and type(found) is type(value)

    def write(self, value: Any) -> Plain:
        return _value(value)

    def read(self, plain: Plain) -> object:
        found = self._members.get(of_shape(plain, self.shape))
        if found is not None:
            return found
        known = ", ".join(map(str, self._members))
        raise UnreadableError(f"{told_of(plain)} is not one of {known}")

    @property
    def only(self) -> Plain | None:
        """Return its value if it has but one: then it tells its record from others."""
        return next(iter(self._members)) if len(self._members) == 1 else None


def _value(member: object) -> Any:
    return member.value if isinstance(member, Enum) else member


class Several:
    """A tuple or a frozen set of values that are all of one type, as a list."""

    name, shape = "list", list

    def __init__(self, made: type[tuple[object, ...]] | type[frozenset[object]], each: Form):
        self._made, self._each = made, each

    def holds(self, value: object) -> bool:
        return isinstance(value, self._made)

    def write(self, value: Any) -> Plain:
        values = [written(self._each, each) for each in value]
        # A set has no order of its own; the same one is written the same way.
        return values if self._made is tuple else sorted(values, key=str)

    def read(self, plain: Plain) -> object:
        return self._made(
            read_at(self._each, each, index) for index, each in enumerate(of_shape(plain, list))
        )


class Row:
    """A tuple with a type for each of its places, as a list."""

    name, shape = "row", list

    def __init__(self, places: Sequence[Form]) -> None:
        self._places = tuple(places)

    def holds(self, value: object) -> bool:
        return isinstance(value, tuple) and len(value) == len(self._places)

    def write(self, value: Any) -> Plain:
        return [written(form, each) for form, each in zip(self._places, value, strict=True)]

    def read(self, plain: Plain) -> object:
        values = of_shape(plain, list)
        if len(values) != len(self._places):
            raise UnreadableError(f"{len(self._places)} values are expected, not {len(values)}")
        places = enumerate(zip(self._places, values, strict=True))
        return tuple(read_at(form, each, index) for index, (form, each) in places)


def written(form: Form, value: object) -> Plain:
    """Return a value as plain values; one of another type is a mistake of our own."""
    if not form.holds(value):
        raise TypeError(f"{value!r} is not of the kind {form.name}")
    return form.write(value)


def read_at(form: Form, plain: Plain, step: str | int) -> object:
    try:
        return form.read(plain)
    except UnreadableError as error:
        raise error.inside(step) from None
