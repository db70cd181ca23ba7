"""check, template, parts, rates: the catalog folder from the command line."""

import json
import re
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from planner.cli.commands import folder as folder_commands
from planner.io.catalog.templates import TEMPLATES
from planner.model.parts import CATEGORIES


def test_a_good_folder_passes_and_says_what_it_holds(run) -> None:
    ran = run("check")

    said = "7 parts, 6 offers, 1 vendor, 3 rates, 0 price events, 0 tariffs, 0 tax rules, 3 builds."
    assert f"{said} No problems found." in " ".join(ran.out.split())
    assert ran.code == 0


def test_each_mistake_is_one_line_with_its_place_and_what_to_do(run, catalog: Path) -> None:
    with (catalog / "offers/shop.csv").open("a") as file:
        file.write("pi,SGD,45k,2020-06-01,quoted,https://shop.example\n")

    ran = run("check", str(catalog))

    assert ran.out.splitlines()[0] == (
        "error: offers/shop.csv row 8, price: '45k' is not a number. Write it like 45000."
    )
    assert ran.out.endswith("1 error.\n")
    assert ran.code == 1


def test_warnings_and_notes_do_not_fail_a_check(run, catalog: Path) -> None:
    with (catalog / "offers/shop.csv").open("a") as file:
        file.write("sw8g,SGD, 45 ,2090-06-01,quoted,https://shop.example\n")

    ran = run("check")

    assert "1 warning, 1 note." in ran.out
    assert ran.code == 0


def test_a_build_that_names_a_part_nobody_knows_fails_the_check(run, catalog: Path) -> None:
    small = catalog / "builds/small.toml"
    small.write_text(small.read_text().replace('"sw8"', '"sw88"'))

    ran = run("check")

    assert (
        "error: builds/small.toml: There is no part 'sw88' in the catalog. Did you mean" in ran.out
    )
    assert ran.code == 1


def test_other_commands_say_aside_that_the_catalog_has_mistakes(run, catalog: Path) -> None:
    with (catalog / "offers/shop.csv").open("a") as file:
        file.write("pi,SGD,45k,2020-06-01,quoted,https://shop.example\n")

    ran = run("cost", "small")

    assert "S$262.00" in ran.out
    assert ran.err == (
        "warning: Some of the catalog cannot be read and is skipped. See: planner check "
        f"{catalog}\n"
    )
    assert ran.code == 0


@pytest.mark.parametrize(
    "kind", [*CATEGORIES, "offers", "vendors", "rates", "price_events", "tariffs", "taxes"]
)
def test_every_template_explains_each_of_its_columns(kind, run) -> None:
    *comments, header = run("template", kind).out.splitlines()

    for column in header.split(","):
        assert any(re.match(rf'"?# {column} — ', line) for line in comments)


def test_the_help_names_every_template_there_is(run) -> None:
    told = " ".join(run("template", "--help").out.split())

    assert f"{', '.join(CATEGORIES)}; or" in told
    for kind in TEMPLATES:
        assert re.search(rf"\b{kind}[,.;]", told), kind


def test_the_help_names_every_category_of_parts(run) -> None:
    told = " ".join(run("parts", "list", "--help").out.split())

    assert f"Only this category: {', '.join(CATEGORIES)}." in told


def test_an_unknown_template_is_answered_with_the_nearest(run) -> None:
    ran = run("template", "swich")

    assert "There is no template 'swich'. Did you mean switch?" in " ".join(ran.err.split())
    assert (ran.out, ran.code) == ("", 2)


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--category", "switch"], ["sw8", "sw8g"]),
        (["--search", "gigabit"], ["sw8g"]),
        (["--search", "LEAD network"], ["lead"]),
        (["--search", "teapot"], []),
    ],
)
def test_parts_are_found_by_category_and_by_words(arguments, found, run) -> None:
    out = run("parts", *arguments).out
    numbers = {line.split()[0] for line in out.splitlines() if line}

    assert numbers & {"pi", "card", "usb6", "sw8", "sw8g", "lead", "cord"} == set(found)
    assert ("No part matches." in out) == (not found)


def test_a_part_shows_its_cheapest_current_offer(run, catalog: Path) -> None:
    with (catalog / "offers/shop.csv").open("a") as file:
        file.write("pi,USD,24.00,2020-06-02,quoted,https://shop.example\n")
        file.write("pi,SGD,1.00,2001-01-01,quoted,https://shop.example\n")

    line = run("parts", "--category", "board", "--on", "2020-06-17").out.splitlines()[2]

    assert line.split() == "pi Pi board US$24.00 S$48.00 2020-06-02 quoted".split()


@pytest.mark.parametrize("arguments", [["rates"], ["rates", "show"]])
def test_rates_alone_shows_the_file_and_who_answers(arguments, run) -> None:
    out = run(*arguments, "--on", "2020-06-20").out

    assert "For SGD/USD on 2020-06-20, rates.csv answers:" in out
    assert "1 SGD = 0.5 USD on 2020-06-17 (the bank)" in out


def test_the_history_answers_where_the_file_does_not(run) -> None:
    out = run("rates", "--base", "EUR", "--quote", "GBP", "--on", "2018-10-15").out

    assert "European Central Bank answers" in " ".join(out.split())
    assert "1 EUR = 0.88" in out


def test_a_pair_that_no_source_has_is_said_to_have_none(run) -> None:
    assert (
        "No source has a rate for SGD/IDR"
        in run("rates", "--quote", "IDR", "--on", "1990-01-01").out
    )


def test_live_rates_are_off_until_an_address_is_set(run, catalog: Path) -> None:
    before = (catalog / "rates.csv").read_bytes()

    ran = run("rates", "fetch", "--base", "SGD", "--quote", "USD")

    assert "Live exchange rates are off" in ran.err
    assert "PLANNER_RATES_URL" in ran.err
    assert ran.code == 1
    assert (catalog / "rates.csv").read_bytes() == before


class _Rates(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b'{"base": "SGD", "date": "2020-06-19", "rates": {"USD": 0.7171, "EUR": 0.64}}'
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch):
    """A rate server on this machine."""
    serving = HTTPServer(("127.0.0.1", 0), _Rates)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    monkeypatch.setattr(folder_commands, "today", lambda: date(2020, 6, 20))
    yield f"http://127.0.0.1:{serving.server_port}/v1/"
    serving.shutdown()
    serving.server_close()


def test_a_fetched_rate_is_added_to_the_file_and_answers_from_there(
    run, server, catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_RATES_URL", server)

    first = run("rates", "fetch", "--quote", "USD,EUR")
    again = run("rates", "fetch", "--quote", "USD,EUR")
    shown = run("rates", "--on", "2020-06-20")

    assert "1 SGD = 0.7171 USD on 2020-06-19" in first.out
    assert " ".join(first.out.split()).count("added to") == 2
    assert " ".join(again.out.split()).count("already in") == 2
    assert (catalog / "rates.csv").read_text().count("2020-06-19") == 2
    assert "1 SGD = 0.7171 USD on 2020-06-19" in shown.out


def test_the_history_of_a_part_says_what_the_shop_and_what_the_rate_changed(
    run, catalog: Path
) -> None:
    with (catalog / "offers/shop.csv").open("a") as file:
        file.write("usb6,USD,16.00,2019-01-02,quoted,https://shop.example\n")
        file.write("usb6,USD,20.00,2020-06-17,quoted,https://shop.example\n")

    ran = run("parts", "history", "usb6", "--format", "json")

    told = [
        (each["quoted_on"], each["standing"], each["converted"]["amount"], each["rate"]["rate"])
        for each in json.loads(ran.out)["points"]
    ]
    assert told == [
        ("2019-01-02", "replaced", "20.00", "1.25"),
        ("2020-06-01", "replaced", "25.00", "1.25"),
        ("2020-06-17", "old", "40.00", "2"),
    ]
    changes = [
        (
            each["by_price"] and each["by_price"]["amount"],
            each["by_rate"] and each["by_rate"]["amount"],
        )
        for each in json.loads(ran.out)["points"]
    ]
    assert changes == [(None, None), ("5.00", "0.00"), ("0.00", "15.00")]


def test_a_part_nobody_knows_has_no_history(run) -> None:
    ran = run("parts", "history", "usb7")
    assert ran.code == 2
    assert "Did you mean usb6?" in ran.err


def test_a_part_without_a_price_says_so(run) -> None:
    assert "No price is on record for sw8g." in run("parts", "history", "sw8g").out
