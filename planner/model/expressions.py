"""What a cell computes from others, written so that no spreadsheet is needed to say it.

An expression is a cell, a number, a text, or an operation on expressions. Conditions are operations
too; they stand in `when` only.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Ref:
    """A cell of some table of the same document."""

    table: str
    row: str
    column: str


# Less than any currency's or rate's last digit, more than a spreadsheet's counting errs.
HAIR = Decimal("0.0000001")
# Less than the last digit of a share of an amount, more than a spreadsheet's counting loses of it.
_LOST = Decimal("0.000000001")


class Op(StrEnum):
    """What is done with the terms of an operation."""

    ADD = "add"
    LESS = "less"
    TIMES = "times"
    OVER = "over"
    ROUND = "round"
    ROUND_UP = "round up"
    ROUND_DOWN = "round down"
    MOST = "most"
    AT_LEAST = "at least"
    ABOVE = "above"
    TOTAL = "total"
    JOINED = "joined"
    CHANGED = "changed"
    WHEN = "when"


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation on its terms, from left to right."""

    op: Op
    terms: tuple["Expression", ...]


Expression = Ref | Operation | Decimal | int | str


def added(*terms: Expression) -> Expression:
    """Return the sum of terms."""
    return terms[0] if len(terms) == 1 else Operation(Op.ADD, terms)


def less(first: Expression, second: Expression) -> Expression:
    """Return the first term less the second."""
    return Operation(Op.LESS, (first, second))


def times(*terms: Expression) -> Expression:
    """Return the product of terms."""
    return terms[0] if len(terms) == 1 else Operation(Op.TIMES, terms)


def over(first: Expression, second: Expression) -> Expression:
    """Return the first term divided by the second."""
    return Operation(Op.OVER, (first, second))


def rounded(term: Expression, places: int) -> Expression:
    """Return a term rounded half up, away from zero."""
    return Operation(Op.ROUND, (term, places))


def rounded_up(term: Expression) -> Expression:
    """Return the least whole number that is no less than a term."""
    return Operation(Op.ROUND_UP, (term, 0))


def rounded_down(term: Expression, places: int) -> Expression:
    """Return a term, not below nothing, with what is finer than so many decimals left off.

    What counting in binary loses is made up for first: 9 % of 100.00 is 9.00, not 8.99.
    """
    return Operation(Op.ROUND_DOWN, (added(term, _LOST), places))


def most(*terms: Expression) -> Expression:
    """Return the greatest of some terms."""
    return Operation(Op.MOST, terms)


def at_least(first: Expression, second: Expression) -> Expression:
    """Tell whether the first term is no less than the second."""
    return Operation(Op.AT_LEAST, (first, second))


def above(first: Expression, second: Expression) -> Expression:
    """Tell whether the first term is greater than the second."""
    return Operation(Op.ABOVE, (first, second))


def total_of(*cells: Ref) -> Expression:
    """Return the sum of cells, however many."""
    return Operation(Op.TOTAL, cells)


def joined(*terms: Expression) -> Expression:
    """Return a text of texts and numbers, one after another."""
    return Operation(Op.JOINED, terms)


def changed(cells: Mapping[Ref, Decimal]) -> Expression:
    """Return how many cells hold another number than this, as `differs` tells it."""
    pairs = (term for pair in cells.items() for term in pair)
    return Operation(Op.CHANGED, tuple(pairs))


def differs(term: Expression, number: Decimal | int) -> Expression:
    """Tell whether a term is another number than this, by more than counting in binary makes."""
    return above(most(less(term, number), less(number, term)), HAIR)


def when(condition: Expression, then: Expression, otherwise: Expression) -> Expression:
    """Return one term where a condition holds, and another where it does not."""
    return Operation(Op.WHEN, (condition, then, otherwise))


def cells_of(expression: Expression) -> tuple[Ref, ...]:
    """Return every cell that an expression reads, each once, in the order of reading."""
    return tuple(dict.fromkeys(_cells(expression)))


def _cells(expression: Expression) -> Iterator[Ref]:
    if isinstance(expression, Ref):
        yield expression
    elif isinstance(expression, Operation):
        for term in expression.terms:
            yield from _cells(term)
