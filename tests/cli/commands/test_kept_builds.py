"""Builds of one's own on the command line, and what a build costs more than another."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import build

Run = Callable[..., Any]


def test_a_saved_build_is_listed_costed_and_removed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "home.toml").write_text(build("At home", "sw8"))

    saved = run("builds", "save", "home.toml")

    assert saved.code == 0
    assert "Saved At home as at-home" in saved.out
    listed = run("builds").out
    assert "Your own, in" in listed
    assert listed.index("Small") < listed.index("At home")
    assert "S$267.00" not in run("cost", "small", "--against", "at-home").out
    ours = json.loads(run("builds", "--format", "json").out)["builds"]
    assert [(each["build"], each["own"]) for each in ours if each["own"]] == [("at-home", True)]
    removed = run("builds", "remove", "at-home")
    assert removed.code == 0
    assert "A copy is kept" in removed.out
    assert "Your own" not in run("builds").out


def test_a_copy_of_a_shipped_build_knows_what_it_began_as(run: Run, tmp_path: Path) -> None:
    run("builds", "save", "small", "--title", "Mine")
    kept = (tmp_path / "mine" / "builds" / "mine.toml").read_text()
    assert 'began_as = "small"' in kept


def test_saving_twice_makes_two_unless_one_is_replaced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "home.toml").write_text(build("At home", "sw8"))
    run("builds", "save", "home.toml")

    assert "as at-home-2" in run("builds", "save", "home.toml").out
    assert "as at-home," in run("builds", "save", "home.toml", "--replace", "at-home").out
    assert len(list((tmp_path / "mine" / "builds").iterdir())) == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("save", "nothing.toml"), "There is no file"),
        (("save", "smal"), "There is no build 'smal'"),
        (("save", "small", "--title", " "), "A title has 1 to 80 characters"),
        (("save", "small", "--title", "x" * 81), "A title has 1 to 80 characters"),
        (("save", "small", "--replace", "small"), "There is no build of your own 'small'"),
        (("remove", "small"), "There is no build of your own 'small'. Known: none."),
    ],
)
def test_what_cannot_be_done_is_said(words: tuple[str, ...], says: str, run: Run) -> None:
    ran = run("builds", *words)
    assert ran.code in (1, 2)
    assert says in " ".join(ran.err.split())


def test_an_own_build_that_cannot_be_read_is_told_where_builds_are_listed(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "mine" / "builds").mkdir(parents=True)
    (tmp_path / "mine" / "builds" / "torn.toml").write_text("title = ")
    ran = run("builds")
    assert ran.code == 1
    assert "torn.toml" in ran.out


def test_cost_against_says_the_difference_and_what_it_is_due_to(run: Run, tmp_path: Path) -> None:
    (tmp_path / "more.toml").write_text(
        build("More", "sw8").replace("quantity = 4", "quantity = 6")
    )

    ran = run("cost", "more.toml", "--against", "small")
    told = json.loads(run("cost", "more.toml", "--against", "small", "-f", "json").out)["change"]

    assert "+S$3.00 (+1.1 %) against Small, all from quantities." in ran.out
    assert told["before"] == "small"
    amounts = [told[name]["amount"] for name in ("whole", "by_parts", "by_quantities", "by_prices")]
    assert amounts == ["3.00", "0.00", "3.00", "0.00"]


def test_a_difference_without_a_price_is_not_known(run: Run) -> None:
    said = " ".join(run("cost", "gap", "--against", "small").out.split())
    assert "The difference to Small is not known: no price for Eight fast ports." in said


def test_builds_are_held_against_each_other_on_one_day(run: Run) -> None:
    ran = run("cost", "small", "--against", "guess", "--on", "2020-06-17", "--on", "2020-07-17")
    assert ran.code == 2
    assert "give --on once" in ran.err
