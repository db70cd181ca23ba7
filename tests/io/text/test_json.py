"""JSON that somebody wrote: taken at its word, or refused with the reason."""

from decimal import Decimal

import pytest

from planner.io.text.json import NotJsonError, read_json


def test_a_number_keeps_its_digits() -> None:
    assert read_json('{"a": [12, 12.50, -1e3], "b": {"a": null}}') == {
        "a": [12, Decimal("12.50"), Decimal("-1e3")],
        "b": {"a": None},
    }
    assert str(read_json("12.50")) == "12.50"
    assert isinstance(read_json("12"), int)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "it is not JSON from line 1, column 1 on"),
        ('{\n "a" 1}', "it is not JSON from line 2, column 6 on"),
        ('{"a": 1, "b": {"a": 1, "a": 2}}', "a stands twice"),
        ("[" * 200_000, "it has lists or objects too deep in one another"),
        ("NaN", "'NaN' is not a number"),
        ("[-Infinity]", "'-Infinity' is not a number"),
        ("1e999999999", "'1e999999999' is not a number"),
        ("9" * 5_000, f"'{'9' * 99}…' is not a number"),
        (b"\xff\xfe\xff", "it is not text"),
    ],
)
def test_what_cannot_be_taken_at_its_word_is_refused(content: str | bytes, reason: str) -> None:
    with pytest.raises(NotJsonError) as refused:
        read_json(content)
    assert str(refused.value) == reason
