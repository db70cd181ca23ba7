"""How parts are called in sentences: by their number, or by a name that somebody knows."""

from collections.abc import Callable, Mapping

Names = Callable[[str], str]


def by_number(part_number: str) -> str:
    """Return what programs and command lines call a part: its number."""
    return part_number


def named(names: Mapping[str, str]) -> Names:
    """Return what calls things by the names that are known, and others by their number."""
    return lambda number: names.get(number, number)
