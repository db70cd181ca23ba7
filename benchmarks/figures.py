"""Figures that are no times: percent, megabytes, counts."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit; `most` is the target, if there is one.

    None is a number that could not be had; that meets no target.
    """

    name: str
    value: float | None
    unit: str
    most: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Tell whether the target is met; None without one."""
        return None if self.most is None else self.value is not None and self.value <= self.most


def median_of(
    name: str,
    values: Sequence[float],
    unit: str,
    *,
    most: float | None = None,
    note: str = "",
    places: int = 2,
) -> Figure:
    """Return the median of several numbers, and the range of them in the note."""
    if not values:
        return Figure(name, None, unit, most, note)
    middle = round(statistics.median(values), places)
    spread = f"{min(values):.{places}f} to {max(values):.{places}f}"
    return Figure(name, middle, unit, most, f"{spread}; {note}" if note else spread)
