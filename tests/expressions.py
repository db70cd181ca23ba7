"""Expressions worked out in tests, exactly, without a spreadsheet."""

from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from math import prod
from typing import Any

from planner.model.expressions import HAIR, Expression, Op, Operation, Ref


def _rounded(number: Decimal, places: Decimal) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)


def _rounded_up(number: Decimal, _: Decimal) -> Decimal:
    """Return the next whole number away from zero, as spreadsheets round up."""
    return number.to_integral_value(ROUND_CEILING if number >= 0 else ROUND_FLOOR)


def _rounded_down(number: Decimal, places: Decimal) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-int(places)), ROUND_DOWN)


_MEANINGS: Mapping[Op, Callable[..., Any]] = {
    Op.ADD: lambda *terms: sum(terms),
    Op.LESS: lambda first, second: first - second,
    Op.TIMES: lambda *terms: prod(terms),
    Op.OVER: lambda first, second: first / second,
    Op.ROUND: _rounded,
    Op.ROUND_UP: _rounded_up,
    Op.ROUND_DOWN: _rounded_down,
    Op.MOST: lambda *terms: max(terms),
    Op.AT_LEAST: lambda first, second: first >= second,
    Op.ABOVE: lambda first, second: first > second,
    Op.TOTAL: lambda *terms: sum(terms),
    Op.JOINED: lambda *terms: "".join(map(str, terms)),
    Op.CHANGED: lambda *terms: Decimal(
        sum(abs(held - meant) > HAIR for held, meant in zip(terms[::2], terms[1::2], strict=True))
    ),
}


def worth(expression: Expression, cells: Mapping[Ref, Any]) -> Any:
    """Return what an expression comes to when the cells hold these numbers."""
    if isinstance(expression, Operation) and expression.op is Op.WHEN:
        # Only the term that holds is worked out, as in a spreadsheet: the other may divide by 0.
        condition, then, otherwise = expression.terms
        return worth(then if worth(condition, cells) else otherwise, cells)
    if isinstance(expression, Operation):
        return _MEANINGS[expression.op](*(worth(term, cells) for term in expression.terms))
    if isinstance(expression, Ref):
        return Decimal(cells[expression])
    return expression if isinstance(expression, str) else Decimal(expression)
