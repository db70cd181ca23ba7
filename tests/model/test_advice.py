"""What mends a finding is said by its code, in the words of whoever tells it."""

from planner.model.code_kinds import PLAIN
from planner.model.codes import advice, meaning


def test_a_code_with_a_general_cure_says_it_as_a_sentence() -> None:
    (mend,) = meaning("no-build-in-time").mends

    assert advice("no-build-in-time") == f"{PLAIN[mend][0].upper()}{PLAIN[mend][1:]}."
    assert advice("no-build-in-time", {mend: "ask again"}) == "Ask again."


def test_a_code_without_one_says_nothing() -> None:
    assert advice("memory-full") == ""
