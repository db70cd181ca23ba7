"""Conditions of articles: what is asked for, in order, and what counts."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from planner.model.conditions import CONDITIONS, conditions_of, counts
from planner.model.requirement import Requirement


def asked(condition: Any) -> Any:
    plain = {"on": date(2026, 5, 1), "nodes": 1, "condition": condition}
    return Requirement.model_validate(plain).condition


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (["used", "new", "used"], ("new", "used")),
        ("refurbished", ("refurbished",)),
        ("any", CONDITIONS),
        (["new", "any"], CONDITIONS),
    ],
)
def test_conditions_are_read_in_their_order_and_once_each(said: Any, read: Any) -> None:
    assert asked(said) == read


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["mint"], "'mint' is not one of new, refurbished, used or any"),
        ([], "at least 1 item"),
        (3, "valid tuple"),
    ],
)
def test_what_is_no_condition_is_refused(said: Any, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        asked(said)


def test_where_nothing_is_said_what_is_new_counts() -> None:
    assert conditions_of(None) == conditions_of([]) == ("new",)
    assert Requirement(on=date(2026, 5, 1), nodes=1).condition == ("new",)


def test_an_article_whose_condition_nobody_states_is_as_new() -> None:
    assert counts(None, ("new",))
    assert not counts(None, ("used",))
    assert counts("used", ("new", "used"))
    assert not counts("used", ("new", "refurbished"))
