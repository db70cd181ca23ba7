"""planner parts: what people type, and what they are shown first."""

import json
from pathlib import Path

import pytest

SHIPPED = ("--catalog", str(Path(__file__).parents[3] / "catalogs"), "--on", "2026-11-29")


@pytest.fixture
def numbers(run):
    def ask(*arguments: str) -> list[str]:
        out = run("parts", *arguments, *SHIPPED, "--format", "json").out
        return [each["part_number"] for each in json.loads(out)["parts"]]

    return ask


@pytest.mark.parametrize(
    "arguments",
    [["pi5 8gb"], ["pi5", "8gb"], ["list", "pi5", "8gb"], ["--search", "pi5 8gb"],
     ["pi5", "--search", "8 GB"]],
)  # fmt: skip
def test_words_are_found_wherever_they_stand_on_the_line(arguments, numbers) -> None:
    assert numbers(*arguments)[0] == "rpi-5-8gb"


def test_facets_are_options_and_of_one_any_value_will_do(numbers, run) -> None:
    fast = numbers("--category", "switch", "--speed", "2.5G", "--ports", "8")
    assert "brostrend-8p-2.5g" in fast
    both = numbers("--category", "switch", "--speed", "2.5G", "--ports", "8", "--ports", "5")
    assert set(fast) < set(both)
    assert set(numbers("switch", "--speed", "2.5G", "--poe")) < set(numbers("switch", "--poe"))
    assert not set(numbers("switch", "--poe")) & set(numbers("switch", "--no-poe"))
    tp = numbers("--category", "switch", "--maker", "tp-link")
    assert "tl-sg108" in tp
    assert "brostrend-8p-2.5g" not in tp
    out = run("parts", "--category", "switch", "--speed", "2.5G", *SHIPPED, "--format", "json").out
    counted = {f["value"]: f["parts"] for f in json.loads(out)["facets"] if f["facet"] == "ports"}
    assert counted["8"] == len(fast)


def test_memory_age_and_life_leave_out_what_they_do_not_mean(numbers) -> None:
    assert set(numbers("pi 5", "--memory", "8")) & {"rpi-5-8gb", "rpi-5-4gb"} == {"rpi-5-8gb"}
    made = numbers("pi", "--category", "board", "--in-production")
    assert "rpi-1b" not in made
    assert "rpi-5-8gb" in made
    recent, year = numbers("switch", "--price-age", "3m"), numbers("switch", "--price-age", "12m")
    assert set(recent) < set(year)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--memory", "much"], "--memory: 'much' is not a valid value. Write it like 8GB."),
        (["--speed", ""], "--speed: '' is not a valid value. Write it like 2.5G."),
        (["--ports", "-3"], "--ports: '-3' is not a valid value. Write it like 8."),
        (["--maker", "tp-lnk"], "There is no maker 'tp-lnk'. Did you mean TP-Link?"),
        (["--price-age", "5y"], "Write it like 3m, 12m, older or none."),
    ],
)
def test_a_value_that_nobody_means_is_refused_with_one_that_will_do(arguments, said, run) -> None:
    ran = run("parts", *arguments, *SHIPPED)
    assert said in " ".join(ran.err.split())
    assert ran.code == 2


def test_how_a_search_was_read_is_told_where_that_is_not_plain(run) -> None:
    assert "Read as 'raspberry pi 5'." in run("parts", "raspberri pi 5", *SHIPPED).out
    out = " ".join(run("parts", "pi", "5", "77gb", *SHIPPED).out.split())
    assert "Nothing matches all of 'pi 5 77gb': these match most of it." in out
    assert "No part matches." in run("parts", "xyzzyq", *SHIPPED).out
    assert "Read as" not in run("parts", "raspberry pi 5", *SHIPPED).out


def test_facts_and_the_age_of_a_price_are_in_what_programs_read(run) -> None:
    header, row = run("parts", "rpi-5-8gb", *SHIPPED, "--format", "csv").out.splitlines()[:2]
    told = dict(zip(header.split(","), row.split(","), strict=False))
    assert {"facts", "age"} <= set(header.split(","))
    assert "4 cores" in row
    assert "months old" in row
    assert told["part_number"] == "rpi-5-8gb"
