"""What a cell computes from others."""

from decimal import Decimal

import pytest

from planner.model.expressions import (
    Expression,
    Ref,
    above,
    added,
    at_least,
    cells_of,
    changed,
    differs,
    joined,
    less,
    most,
    over,
    rounded,
    rounded_down,
    rounded_up,
    times,
    total_of,
    when,
)
from tests.expressions import worth

A, B = Ref("t", "a", "c"), Ref("t", "b", "c")
HELD = {A: 7, B: 2}


@pytest.mark.parametrize(
    ("expression", "comes_to"),
    [
        (A, 7),
        ("a word", "a word"),
        (added(A, B, 1), 10),
        (added(A), 7),
        (less(A, B), 5),
        (times(A, B, Decimal("0.5")), 7),
        (times(A), 7),
        (over(A, B), Decimal("3.5")),
        (rounded(over(A, B), 0), 4),
        (rounded_up(over(A, B)), 4),
        (rounded_down(over(A, B), 0), 3),
        (rounded_down(times(A, Decimal("1.009")), 2), Decimal("7.06")),  # 7.063
        (rounded_down(A, 2), 7),
        (most(A, B, 0), 7),
        (when(at_least(A, 7), 1, 0), 1),
        (when(above(A, 7), 1, 0), 0),
        (total_of(A, B), 9),
        (changed({A: Decimal(7), B: Decimal(3)}), 1),
        (joined("from ", A, " on"), "from 7 on"),
        (when(differs(A, 7), "other", "same"), "same"),
        (when(differs(A, Decimal("6.99")), "other", "same"), "other"),
        (when(differs(A, 8), "other", "same"), "other"),
    ],
)
def test_an_expression_says_what_it_comes_to(expression: Expression, comes_to: object) -> None:
    assert worth(expression, HELD) == comes_to


def test_the_cells_of_an_expression_are_named_once_in_the_order_of_reading() -> None:
    assert cells_of(when(above(B, 0), times(A, B), "none")) == (B, A)
    assert cells_of(Decimal(4)) == ()
