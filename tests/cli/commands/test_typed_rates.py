"""The option --rate means the same to every command that compares prices: it comes first, aloud."""

import json
from collections.abc import Callable
from typing import Any

import pytest

ON = "2020-06-17"
TYPED = "(entered by you, inverted)"


@pytest.mark.parametrize("rate", ["0.8", "SGD/USD=0.8", "USD/SGD=1.25"])
# A charger of US$20 is S$40 at the rate that is written down, and S$25 at the one typed.
@pytest.mark.parametrize(("words", "key"), [("size --nodes 3", "cost"), ("buy small", "goods")])
def test_what_a_person_typed_comes_before_what_is_written_down(
    rate: str, words: str, key: str, run: Callable[..., Any]
) -> None:
    asked = [*words.split(), "--on", ON, "-f", "json"]
    before = json.loads(run(*asked).out)
    after = json.loads(run(*asked, "--rate", rate).out)

    assert (before[key]["amount"], after[key]["amount"]) == ("262.00", "247.00")
    (written,), (used,) = before["rates"], after["rates"]
    assert written["source"].startswith("the bank")
    assert used["source"].startswith("entered by you")
    assert used["as_of"] == ON


@pytest.mark.parametrize(
    "words",
    ["size --nodes 3", "curve --most 2", "frontier --nodes 2 --points 2", "why pi --nodes 2"],
)
def test_an_answer_at_a_typed_rate_says_so(words: str, run: Callable[..., Any]) -> None:
    asked = [*words.split(), "--on", ON]
    assert "entered by you" not in run(*asked).out

    ran = run(*asked, "--rate", "USD/SGD=1.25")

    assert ran.code == 0
    assert f"1 USD = 1.25 SGD on {ON} (entered by you)" in ran.out


def test_a_lone_rate_leads_from_the_currency_asked_for_to_its_usual_other_one(
    run: Callable[..., Any],
) -> None:
    in_dollars = run("size", "--nodes", "3", "--on", ON, "--currency", "USD", "--rate", "1.25")

    assert f"1 SGD = 0.8 USD on {ON} {TYPED}" in in_dollars.out


def test_a_rate_that_cannot_be_is_refused_as_for_a_build(run: Callable[..., Any]) -> None:
    ran = run("size", "--nodes", "3", "--rate", "0")

    assert ran.code == 2
    assert "a rate of 0 would make everything free" in ran.err


@pytest.mark.parametrize("percent", ["0", "2.5", "1000"])
def test_haste_may_cost_any_percent_up_to_a_thousand(percent: str, run: Callable[..., Any]) -> None:
    assert run("buy", "small", "--on", ON, "--fastest-within", percent).code == 0


@pytest.mark.parametrize(
    ("option", "value"), [("--fastest-within", "1000.1"), ("--max-vendors", "1001")]
)
def test_what_the_question_does_not_take_is_a_usage_error(
    option: str, value: str, run: Callable[..., Any]
) -> None:
    assert run("buy", "small", option, value).code == 2
