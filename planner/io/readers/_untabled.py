"""Texts that list things without a table: keys, copied carts, sentences, shopping lists."""

from collections.abc import Sequence

from planner.io.readers._cart_blocks import cart_rows
from planner.io.readers._keyed_lines import keyed_rows
from planner.io.readers._prose_lists import prose_rows
from planner.io.readers._shopping_lists import shopping_rows

Rows = list[tuple[int, list[str]]]
_WAYS = (keyed_rows, cart_rows, prose_rows, shopping_rows)


def listed_rows(lines: Sequence[str]) -> Rows | None:
    """Return rows of cells, each with its number, as the first way that fits reads a text."""
    return next((rows for way in _WAYS if (rows := way(lines)) is not None), None)
