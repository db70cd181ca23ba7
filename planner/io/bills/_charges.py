"""What a row says of shipping, a discount or a tax: by its name, or by the only words in it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from planner.io.bills._arithmetic import likely
from planner.io.bills._columns import Columns
from planner.io.bills._labels import charge_of, holds_tax
from planner.io.bills._sheet import Line

_PORTS = re.compile(r"ports?", re.IGNORECASE)


class Charge(NamedTuple):
    """What a charge is, how much it is, and what it is called."""

    what: str
    amount: Decimal
    name: str


def charge_in(line: Line, filled: Sequence[int], columns: Columns) -> Charge | None:
    """Return the charge that a row is; None if it is none, or does not say how much."""
    name, amount = _called(line, filled, columns), amount_of(line, columns)
    what = charge_of(name)
    if not what or amount is None:
        return None
    numbers = line.value(columns.quantity), line.value(columns.unit_price)
    if all(each.is_numeric for each in numbers) and (what == "tax" or _PORTS.fullmatch(name)):
        # So many at so much each: a tax stamp, a vat for dye, ports of a switch.
        return None
    return Charge(what, amount, name)


def held_tax(line: Line, filled: Sequence[int]) -> str:
    """Return what a row calls the tax that its sums hold: that is neither a line nor added."""
    words = _words(line, filled)
    return words[0] if len(words) == 1 and holds_tax(words[0]) else ""


def _called(line: Line, filled: Sequence[int], columns: Columns) -> str:
    """Return what a row is called: without a name, by the only words in it."""
    name, words = line.text(columns.name), _words(line, filled)
    return name if name or len(words) != 1 else words[0]


def _words(line: Line, filled: Sequence[int]) -> list[str]:
    return [line.text(column) for column in filled if not line.value(column).is_numeric]


def amount_of(line: Line, columns: Columns) -> Decimal | None:
    """Return what a row comes to by its most likely numbers; None if it does not say."""
    total = likely(line.value(columns.line_total))
    if total is not None:
        return total
    price, quantity = likely(line.value(columns.unit_price)), likely(line.value(columns.quantity))
    if price is None:
        return None
    return price if quantity is None else price * quantity
