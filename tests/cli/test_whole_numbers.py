"""Whole numbers of options: what is none, or out of bounds, is told in one sentence."""

import pytest
import typer

from planner.cli.whole_numbers import whole


@pytest.mark.parametrize("written", ["1", " 7 ", "007", "200", 20])
def test_a_whole_number_within_its_bounds_is_read(written: object) -> None:
    assert whole(1, 200)(written) == int(str(written))


@pytest.mark.parametrize(
    "written", ["0", "201", "-2", "1.5", "1e9", "1,000", "", " ", "x", "NaN", "²", "9" * 5_000]
)
def test_any_other_text_is_refused_with_the_bounds(written: str) -> None:
    with pytest.raises(typer.BadParameter) as refused:
        whole(1, 200)(written)
    assert str(refused.value.message).endswith(" is not a whole number from 1 to 200.")


def test_without_an_upper_bound_only_the_lower_one_is_told() -> None:
    assert whole(1)("123456789012") == 123_456_789_012
    with pytest.raises(typer.BadParameter, match="'0' is not a whole number of 1 or more"):
        whole(1)("0")


@pytest.mark.parametrize(
    "arguments",
    [
        ("copies", "kraken-2026", "--most", "1.5"),
        ("copies", "kraken-2026", "--most", "1000000000"),
        ("buy", "kraken-2026", "--max-vendors", "0"),
        ("buy", "kraken-2026", "--time-limit", "soon"),
        ("frontier", "--points", "-2"),
        ("curve", "--most", "257"),
        ("prices", "fetch", "https://example.org", "--pack", "0"),
        ("app", "--port", "70000"),
    ],
)
def test_commands_say_what_they_were_given_and_what_they_take(run, arguments) -> None:
    told = run(*arguments)
    assert (told.code, told.out) == (2, "")
    assert f"{arguments[-2]}: '{arguments[-1]}' is not a whole number" in told.err
