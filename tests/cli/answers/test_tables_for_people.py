"""What a person reads: the tables of cost, builds, compare and upgrade, word for word."""

from pathlib import Path

import pytest

from planner.cli.answer import Answer, Text
from planner.cli.output import for_people, wrapped
from planner.model.findings import Finding, Severity
from planner.model.table import Column, Kind, Row, Table

GOLDEN = Path(__file__).parents[1] / "golden"

COMMANDS = {
    "cost": ["cost", "small"],
    "cost_unpriced": ["cost", "gap"],
    "cost_estimated": ["cost", "guess", "--also", "USD,EUR"],
    "builds": ["builds"],
    "compare": ["compare", "small", "gap", "guess"],
    "upgrade": ["upgrade", "small", "guess", "--resale", "sw8=12.50"],
    "parts": ["parts", "--on", "2020-06-17"],
    "rates": ["rates", "--on", "2020-06-20"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_answers_in_these_words(name, run) -> None:
    ran = run(*COMMANDS[name])

    assert ran.out == (GOLDEN / f"{name}.txt").read_text("utf-8")
    assert ran.err == ""
    assert ran.code == 0


@pytest.mark.parametrize("columns", ["60", "80", "120"])
@pytest.mark.parametrize("name", ["cost", "builds", "compare", "upgrade", "parts"])
def test_a_narrow_terminal_wraps_words_and_cuts_no_number(name, columns, run, monkeypatch) -> None:
    whole = " ".join(run(*COMMANDS[name]).out.split())
    numbers = {word for word in whole.split() if "$" in word}
    monkeypatch.setenv("COLUMNS", columns)

    ran = run(*COMMANDS[name])

    assert max(map(len, ran.out.splitlines())) <= int(columns)
    assert numbers <= set(ran.out.split())


def test_an_incomplete_total_is_never_shown_as_one(run) -> None:
    out = run("cost", "gap").out

    assert "S$232.00 + 1 line unpriced" in out
    assert "Total" not in out
    assert "US$" not in run("builds").out.splitlines()[2]


def test_findings_stand_below_the_table_gravest_first(run) -> None:
    lines = run("cost", "guess").out.splitlines()
    marks = [line.split(":")[0] for line in lines if line.startswith(("warning:", "note:"))]

    assert marks == ["warning", "warning", "note", "note"]


def test_a_table_too_wide_for_the_terminal_runs_over_instead_of_losing_digits() -> None:
    columns = tuple(Column(f"c{index}", "Amount", Kind.MONEY) for index in range(4))
    table = Table("t", "T", columns, (Row("r", ("S$1,000,000.00",) * 4),))

    text = for_people(Answer((table,), dict), 30)

    assert text.splitlines()[-1].split() == ["S$1,000,000.00"] * 4


def test_text_from_a_file_cannot_move_the_cursor() -> None:
    table = Table("t", "T", (Column("c", "Part"),), (Row("r", ("red \x1b[31m part",)),))
    finding = Finding(code="x", severity=Severity.NOTE, subject="x", message="bell \x07.")

    text = for_people(Answer((table, Text("\x1b[2J")), dict, (finding,)), 80)

    assert "\x1b" not in text
    assert "\x07" not in text


def test_a_word_longer_than_the_terminal_stays_whole() -> None:
    assert wrapped("see https://example.com/a/very/long/address", 20)[1] == (
        "https://example.com/a/very/long/address"
    )


CHARGES = """
[[charges]]
kind = "shipping"
label = "By post"
amount = "5.00 SGD"
as_of = 2020-06-17
source = "https://shop.example"

[[charges]]
kind = "gst"
label = "Tax"
percent = "7"
as_of = 2020-06-17
source = "https://tax.example"
"""


def test_charges_are_lines_of_the_bill(run, catalog: Path) -> None:
    with (catalog / "builds/small.toml").open("a") as file:
        file.write(CHARGES)

    lines = [line.split() for line in run("cost", "small").out.splitlines()]

    assert "By post (shipping) S$5.00".split() in lines
    assert "Tax (gst) 7 % S$18.34".split() in lines
    assert "Total S$285.34 quoted".split() in lines


def test_what_was_replaced_and_what_is_sold_by_the_pack_say_so(run, catalog: Path) -> None:
    small = catalog / "builds/small.toml"
    small.write_text(small.read_text().replace('"sw8"', '"sw8"\nretired = true\nrole = "core"'))
    shop = catalog / "offers/shop.csv"
    shop.write_text(
        "part_number,currency,price,quoted_on,basis,source,pack_size\n"
        "lead,SGD,6.00,2020-06-01,quoted,https://shop.example,5\n"
    )

    out = run("cost", "small").out

    assert "Eight ports, core (replaced later)" in out
    assert "S$6.00 for 5" in out


def test_an_upgrade_that_lacks_a_price_says_what_is_missing(run) -> None:
    out = run("upgrade", "small", "gap").out

    assert "The upgrade costs S$0.00 + 1 line unpriced." in out
    assert "S$262.00 for Small" not in out


def test_a_folder_without_builds_says_where_they_would_be(run, catalog: Path) -> None:
    for file in (catalog / "builds").iterdir():
        file.unlink()

    assert run("builds").out.split()[:5] == "There is no build in".split()
