"""`planner cost` of several days: what a build cost on each, and what changed between them."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

RISEN = """\
pi,SGD,80.00,2020-07-01,quoted,https://shop.example
"""


@pytest.fixture
def risen(catalog: Path) -> Path:
    """The small catalog with a board that became dearer."""
    with (catalog / "offers/shop.csv").open("a") as file:
        file.write(RISEN)
    return catalog


DAYS = ("--on", "2020-06-17", "--on", "2020-07-17")


@pytest.mark.usefixtures("risen")
def test_each_day_is_told_with_what_changed_and_why(run) -> None:
    ran = run("cost", "small", *DAYS)

    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert "2020-06-17 S$262.00" in lines
    assert "2020-07-17 S$352.00 S$90.00 S$90.00 S$0.00" in lines
    assert "2020-07-17 Pi board 3 S$80.00 S$240.00 2020-07-01" in lines
    assert "From 2020-06-17 to 2020-07-17 it costs S$90.00 more: S$90.00 by prices" in ran.out
    assert (ran.err, ran.code) == ("", 0)


@pytest.mark.usefixtures("risen")
def test_days_come_in_their_order_and_each_once(run) -> None:
    asked = ("--on", "2020-07-17", "--on", "2020-06-17", "--on", "2020-07-17")
    answer = json.loads(run("cost", "small", *asked, "-f", "json").out)

    assert [day["on"] for day in answer["days"]] == ["2020-06-17", "2020-07-17"]
    assert [day["total"]["amount"] for day in answer["days"]] == ["262.00", "352.00"]
    [change] = answer["changes"]
    assert (change["whole"]["amount"], change["by_rates"]["amount"]) == ("90.00", "0.00")


@pytest.mark.usefixtures("risen")
def test_one_day_twice_is_one_day(run) -> None:
    assert run("cost", "small", "--on", "2020-06-17", "--on", "2020-06-17").out == (
        run("cost", "small", "--on", "2020-06-17").out
    )


@pytest.mark.usefixtures("risen")
def test_for_programs_each_line_of_each_day_is_a_row(run) -> None:
    rows = list(csv.DictReader(StringIO(run("cost", "small", *DAYS, "-f", "csv").out)))

    boards = [row for row in rows if row["part_number"] == "pi"]
    assert [(row["on"], row["unit_price"], row["as_of"]) for row in boards] == [
        ("2020-06-17", "50.00", "2020-06-01"),
        ("2020-07-17", "80.00", "2020-07-01"),
    ]
    assert {row["amount_currency"] for row in rows} == {"SGD"}
