"""Whole numbers between two bounds, as options are written, and what is wrong with one."""

import re
from collections.abc import Callable

import typer

from planner.model.exact_numbers import brief

_WHOLE = re.compile(r"[0-9]{1,12}")


def whole(least: int, most: int | None = None) -> Callable[[object], int]:
    """Return what reads a whole number between two bounds, as an option's parser."""
    bounds = f"of {least} or more" if most is None else f"from {least} to {most:,}"

    def read(written: object) -> int:
        # Typer reads a default, which is a number already, the same way.
        text = str(written).strip()
        found = int(text) if _WHOLE.fullmatch(text) else 0
        if found < least or (most is not None and found > most):
            raise typer.BadParameter(f"{brief(text)} is not a whole number {bounds}.")
        return found

    return read
