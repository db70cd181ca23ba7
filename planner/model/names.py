"""How parts are called in sentences: by their number, or by a name that somebody knows."""

from collections.abc import Callable

Names = Callable[[str], str]


def by_number(part_number: str) -> str:
    """Return what programs and command lines call a part: its number."""
    return part_number
