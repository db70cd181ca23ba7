"""What a person set once for all commands: each value, and where it comes from."""

from dataclasses import dataclass
from enum import StrEnum


class SetBy(StrEnum):
    """What says a value."""

    FILE = "file"
    ENVIRONMENT = "environment"
    DEFAULT = "default"


@dataclass(frozen=True)
class ConfiguredValue:
    """A value by its name: what it is, empty where there is none, and who says so, and where.

    `place` is the file or the variable; of a key, `value` says no more than that it is set.
    """

    name: str
    value: str
    by: SetBy
    place: str = ""


@dataclass(frozen=True)
class Configuration:
    """All that can be set once, and the file of one's own that may say it."""

    file: str
    there: bool
    values: tuple[ConfiguredValue, ...]
