"""Rules for spares: one kind, about one thing, rounded up exactly."""

from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from planner.model.spares import (
    MOST_ONE_IN,
    SpareRule,
    rule_for,
    rules_mistake,
    with_rules,
    without_rule,
)

ALL = SpareRule(percent=Decimal(10))
BOARDS = SpareRule(category="board", one_in=8)
PI = SpareRule(part_number="pi", percent=Decimal("2.5"))


@pytest.mark.parametrize(
    ("rule", "needed", "spares"),
    [
        (ALL, 0, 0),
        (ALL, 1, 1),
        (ALL, 10, 1),
        (ALL, 11, 2),
        (ALL, 70, 7),
        (BOARDS, 8, 1),
        (BOARDS, 9, 2),
        (PI, 40, 1),
        (PI, 41, 2),
        (SpareRule(percent=Decimal("0.07")), 10_000, 7),
        (SpareRule(percent=Decimal(0)), 500, 0),
        (SpareRule(percent=Decimal(100)), 7, 7),
        (SpareRule(one_in=1), 7, 7),
    ],
)
def test_spares_are_rounded_up_to_whole_pieces(rule: SpareRule, needed: int, spares: int) -> None:
    assert rule.spares_of(needed) == spares


@given(st.integers(0, 10**9), st.integers(0, 10_000))
def test_a_percentage_is_counted_exactly_however_fine(needed: int, hundredths: int) -> None:
    rule = SpareRule(percent=Decimal(hundredths) / 100)
    assert rule.spares_of(needed) == ceil(Fraction(needed * hundredths, 10_000))


@given(st.integers(0, 10**9), st.integers(1, MOST_ONE_IN))
def test_one_for_every_so_many_started_is_counted_exactly(needed: int, many: int) -> None:
    found = SpareRule(one_in=many).spares_of(needed)
    assert (found - 1) * many < needed <= found * many


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"percent": "10", "one_in": 8},
        {"percent": "300"},
        {"percent": "100.01"},
        {"percent": "-1"},
        {"percent": "NaN"},
        {"percent": "Infinity"},
        {"percent": "1e999999999"},
        {"percent": "0.001"},
        {"percent": 2.5},
        {"percent": True},
        {"one_in": 0},
        {"one_in": -8},
        {"one_in": MOST_ONE_IN + 1},
        {"one_in": 2.5},
        {"percent": "10", "category": "bord"},
        {"percent": "10", "category": "board", "part_number": "pi"},
        {"percent": "10", "part_number": ""},
        {"percent": "10", "scope": "all"},
    ],
)
def test_a_rule_that_says_nothing_or_too_much_is_refused(keys: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        SpareRule.model_validate(keys)


def test_the_most_specific_rule_holds_in_whatever_order_they_come() -> None:
    for rules in ((ALL, BOARDS, PI), (PI, BOARDS, ALL)):
        assert rule_for(rules, "board", "pi") == PI
        assert rule_for(rules, "board", "nano") == BOARDS
        assert rule_for(rules, "cable", "patch") == ALL
    assert rule_for((BOARDS,), "cable", "patch") is None


def test_a_part_that_is_called_like_a_category_is_a_part() -> None:
    named = SpareRule(part_number="board", percent=Decimal(50))
    assert rule_for((named, BOARDS), "board", "pi") == BOARDS
    assert rules_mistake((named, BOARDS)) == ""


def test_a_rule_about_the_same_takes_the_place_of_another() -> None:
    sixth = SpareRule(category="board", one_in=6)
    cables = SpareRule(category="cable", percent=Decimal(20))

    assert with_rules((PI, BOARDS), (sixth, cables, ALL)) == (ALL, sixth, cables, PI)
    assert without_rule((ALL, BOARDS, PI), sixth) == (ALL, PI)


@pytest.mark.parametrize(("rule", "named"), [(ALL, "everything"), (BOARDS, "board"), (PI, "pi")])
def test_two_rules_about_one_thing_cannot_both_hold(rule: SpareRule, named: str) -> None:
    assert rules_mistake((ALL, BOARDS, PI)) == ""
    assert rules_mistake((rule, rule)) == f"two rules for spares are about {named}: keep one"
