"""Tax rules in words."""

from typing import Any, get_args

import pytest

from planner.model.levies import Doubt
from planner.model.tax_wording import HINTS, doubt_text, rule_text
from tests.model.test_levies import ARTICLE, KIND, NINE, OVER, rule


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"percent": "9"}, "9 % on any order, since 2023-01-01"),
        (
            {**ARTICLE, "percent": "8.5"},
            (
                "8.5 % on items up to S$400.00, collected by sellers registered for it, "
                "since 2023-01-01"
            ),
        ),
        (KIND, "€3.00 for each kind of goods on orders with goods up to €150.00, since 2023-01-01"),
        (
            OVER,
            (
                "a rate that the rule does not give on orders with goods over €150.00, "
                "since 2023-01-01"
            ),
        ),
        (
            {"up_to": "5.00 SGD", "taken_by": "seller", "percent": "9"},
            "9 % on orders up to S$5.00, collected by the seller, since 2023-01-01",
        ),
    ],
)
def test_a_rule_says_what_it_takes_of_what_and_since_when(facts: dict[str, Any], said: str) -> None:
    assert rule_text(rule(**facts)) == said


@pytest.mark.parametrize("doubt", get_args(Doubt))
def test_every_doubt_has_its_reason_and_what_mends_it(doubt: Doubt) -> None:
    with_rule, without = doubt_text(doubt, NINE, ["board"]), doubt_text(doubt, None, ["board"])
    assert HINTS[doubt].endswith(".")
    assert with_rule
    assert without
    reasons = {doubt_text(each, NINE, ["board"]) for each in get_args(Doubt)}
    assert len(reasons) == len(get_args(Doubt))
