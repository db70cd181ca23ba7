"""What is left out, in the sentences that everybody reads."""

from datetime import date

import pytest
from pydantic import ValidationError

from planner.model.code_kinds import PLAIN
from planner.model.requirement import Requirement
from planner.model.unused import NOTHING_UNUSED, Unused

SINCE, NEWEST = date(2026, 1, 8), date(2026, 10, 8)

_LONG = (
    "Excluded: 2 prices from before 2026-01-08 (9 months before the newest), and 3 prices from "
    "before a change of the maker's list price. 4 parts have no other price."
)


@pytest.mark.parametrize(
    ("unused", "told"),
    [
        (
            Unused(SINCE, NEWEST, old=1),
            "Excluded: 1 price from before 2026-01-08 (9 months before the newest).",
        ),
        (
            Unused(SINCE, old=2, unpriced=1),
            "Excluded: 2 prices from before 2026-01-08. 1 part has no other price.",
        ),
        (
            Unused(SINCE, NEWEST, old=2, superseded=3, unpriced=4),
            _LONG,
        ),
        (Unused(other=1), "Excluded: 1 price for refurbished or used items."),
        (
            Unused(condition=("new", "refurbished"), other=3, alone=2),
            "Excluded: 3 prices for used items. 2 parts have no other price.",
        ),
        (Unused(ended=1), "Excluded: 1 discontinued part."),
        (
            Unused(ended=2, retired=1),
            "Excluded: 2 discontinued parts, and 1 part that you retired.",
        ),
        (Unused(retired=2), "Excluded: 2 parts that you retired."),
    ],
)
def test_what_is_left_out_is_told_with_numbers_and_the_step_back(unused: Unused, told: str) -> None:
    (found,) = unused.findings
    assert found.message == told
    assert found.advice(PLAIN)


def test_where_nothing_is_left_out_nothing_is_told() -> None:
    assert NOTHING_UNUSED.findings == ()
    assert Unused(SINCE, NEWEST).findings == ()


@pytest.mark.parametrize("since", ["any", date(2026, 5, 1), None])
def test_a_wish_about_prices_is_a_day_any_day_or_none(since: object) -> None:
    asked = {"on": NEWEST, "nodes": 1, "prices_since": since}
    assert Requirement.model_validate(asked).prices_since == since
    as_text = asked | {"prices_since": None if since is None else str(since)}
    assert Requirement.model_validate(as_text).prices_since == since


def test_what_is_no_day_is_refused_in_words() -> None:
    with pytest.raises(ValidationError, match="'soon' is neither a day such as 2026-05-01 nor"):
        Requirement.model_validate({"on": NEWEST, "nodes": 1, "prices_since": "soon"})
