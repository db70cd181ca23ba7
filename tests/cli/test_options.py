"""What can be asked for, and what is said of a command line that cannot be understood."""

import json
from decimal import Decimal

import pytest
import typer

from planner import __version__
from planner.cli.options import (
    Codes,
    TypedRate,
    currency_code,
    currency_codes,
    day,
    typed_rate,
)
from planner.cli.wish_values import Resale, resale_of

READ = [
    (currency_code, "SGD", "SGD"),
    (currency_code, " sgd ", "SGD"),
    (currency_codes, "USD,EUR,USD", Codes(("USD", "EUR"))),
    (currency_codes, "", Codes(())),
    (day, "2018-10-15", None),
    (typed_rate, "0.71770", TypedRate(Decimal("0.71770"))),
    (typed_rate, "sgd/usd=0.7", TypedRate(Decimal("0.7"), "SGD", "USD")),
    (resale_of, "tplink-8p=15", Resale("tplink-8p", Decimal(15))),
    (resale_of, "a=b=0", Resale("a=b", Decimal(0))),
]
REFUSED = [
    (currency_code, "SGX", "'SGX' is not an ISO 4217 currency code. Did you mean SGD?"),
    (currency_code, "12", "Write it like SGD or USD."),
    (currency_codes, "USD,", "'' is not an ISO 4217 currency code."),
    (day, "15.10.2018", "'15.10.2018' is not a date. Write it like 2018-10-15."),
    (day, "2018-02-30", "not a day of the calendar"),
    (day, "20181015", "is not a date"),
    (typed_rate, "0", "a rate of 0 would make everything free"),
    (typed_rate, "0.000", "a rate of 0"),
    (typed_rate, "-1", "'-1' is negative"),
    (typed_rate, "NaN", "'NaN' is not a number"),
    (typed_rate, "Infinity", "is not a number"),
    (typed_rate, "1e3", "is not a number"),
    (typed_rate, "", "is not a number"),
    (typed_rate, "0,7177", "has a decimal comma. Write it like 0.7177."),
    (typed_rate, "SGD/USD=1,234", "Write it like SGD/USD=1234 or SGD/USD=1.234."),
    (typed_rate, "1 234.5", "has a separator between its digits. Write it like 1234.5."),
    (resale_of, "a=1,000", "decimal comma. Write it like a=1000 or a=1.000."),
    (resale_of, "a=1.234,50", "Write it like a=1234.50."),
    (resale_of, "a=1,2,3", "is not a number. Write it like tplink-8p=15.00"),
    (typed_rate, "SGD=0.7", "is not a pair. Write it like SGD/USD=0.71770."),
    (typed_rate, "SGD/SGD=1", "needs two currencies, not SGD twice"),
    (typed_rate, "SGD/USX=1", "'USX' is not an ISO 4217 currency code."),
    (typed_rate, "SGD/USD=0", "a rate of 0"),
    (resale_of, "15", "is not a part with its price. Write it like tplink-8p=15.00."),
    (resale_of, "=15", "is not a part with its price"),
    (resale_of, "a=b", "is not a number"),
    (resale_of, "a=-1", "is negative"),
]


@pytest.mark.parametrize(("read", "text", "value"), READ)
def test_a_value_is_read_as_people_write_it(read, text, value) -> None:
    assert read(text) == (value if value is not None else day(text))


@pytest.mark.parametrize(("read", "text", "words"), REFUSED)
def test_a_value_that_cannot_be_used_is_refused_with_what_would_do(read, text, words) -> None:
    with pytest.raises(typer.BadParameter) as refused:
        read(text)

    assert words in refused.value.message


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["cost"], "Missing argument 'BUILD'. See: planner cost --help"),
        (["cost", "a", "b"], "Got unexpected extra argument(s) (b). See: planner cost --help"),
        (["cost", "small", "--curency", "SGD"], "no option --curency. Did you mean --currency?"),
        (["cost", "small", "--xyz"], "No such option: --xyz. See: planner cost --help"),
        (["cost", "small", "--rate"], "Option '--rate' requires an argument. See: planner cost"),
        (["cost", "small", "--rate", "0"], "--rate: '0': a rate of 0 would"),
        (["cost", "small", "--on", "soon"], "--on: 'soon' is not a date."),
        (["cost", "small", "--also", "USD,SGX"], "--also: 'SGX' is not an ISO 4217"),
        (["cost", "small", "-f", "xml"], "--format: 'xml' is not one of 'table', 'json'"),
        (["cots"], "No such command 'cots'. Did you mean 'cost', 'copies'? See: planner --help"),
        (["rates", "fetsh"], "No such command 'fetsh'. Did you mean 'fetch'?"),
        (["rates", "--base", "USD"], "--quote: USD needs no rate to itself."),
        (["parts", "--category", "swich"], "--category: There is no category 'swich'. Did you"),
        (["compare", "small"], "BUILD: Name at least two builds."),
        (
            ["compare", "small", "gap", "--base", "gup"],
            "no compared build 'gup'. Did you",
        ),
        (["upgrade", "small", "gap", "--resale", "sw9=1"], "'sw9'. Did you mean sw8?"),
        (["export", "small", "-o", "small.pdf"], "no export with the ending '.pdf'."),
    ],
)
def test_a_command_line_that_cannot_be_understood_ends_with_2(arguments, words, run) -> None:
    ran = run(*arguments)

    assert words in " ".join(ran.err.split())
    assert ran.err.startswith("error: ")
    assert (ran.out, ran.code) == ("", 2)


def test_a_lone_rate_leads_from_what_the_build_is_priced_in(run) -> None:
    assert "S$422.00 = US$42.20." in run("cost", "small", "--rate", "0.1").out
    assert (
        "costs US$42.20 = S$422.00."
        in run("cost", "small", "--rate", "0.1", "--currency", "USD").out
    )


def test_a_rate_with_its_pair_and_further_currencies(run) -> None:
    answer = run("cost", "small", "--also", "USD,EUR", "--rate", "SGD/EUR=0.25", "-f", "json").out
    also = json.loads(answer)["also"]

    assert [f"{each['amount']} {each['currency']}" for each in also] == ["131.00 USD", "65.50 EUR"]


def test_no_further_currency_at_all_may_be_asked_for(run) -> None:
    assert "Small costs S$262.00." in run("cost", "small", "--also", "").out


def test_a_day_brings_the_rate_of_that_day(run) -> None:
    out = run("cost", "small", "--on", "2018-10-15").out

    assert "1 SGD = 0.8 USD on 2018-10-15 (the bank)" in out
    assert "on or before" not in out


def test_a_shared_rate_holds_for_builds_of_different_days(run, catalog) -> None:
    other = catalog / "builds/guess.toml"
    other.write_text(other.read_text().replace("on = 2020-06-17", "on = 2019-01-01"))

    out = run("compare", "small", "guess", "--rate", "0.5").out

    assert "US$131.00" in out
    assert "US$138.50" in out


def test_a_build_may_be_a_file_of_its_own(run, catalog, tmp_path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text((catalog / "builds/small.toml").read_text())

    assert "Small costs S$262.00" in run("cost", "mine.toml").out
    assert "Small costs S$262.00" in run("cost", str(mine)).out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = 3", "mine.toml row 1, title: 3 is not in quotes."),
        ('title = "A"\nquantty = 3\ncurrency = "SGD"', "There are"),
        ("title = ", "mine.toml: This is not TOML at the end of the file"),
    ],
)
def test_what_is_wrong_with_a_build_file_is_said_with_its_place(text, words, run, tmp_path) -> None:
    (tmp_path / "mine.toml").write_text(text)

    ran = run("cost", "mine.toml")

    assert words in " ".join(ran.err.split())
    assert ran.code == 1


def test_a_build_that_is_not_there_is_answered_with_the_nearest(run) -> None:
    assert "Did you mean 'small'?" in " ".join(run("cost", "smal").err.split())
    assert "There is no file 'nowhere/b.toml'." in run("cost", "nowhere/b.toml").err


def test_a_build_that_cannot_be_read_says_why_instead_of_being_unknown(run, catalog) -> None:
    (catalog / "builds/small.toml").write_text('title = "Small"\ncurrency = "SGX"\non = 2020-06-17')

    ran = run("cost", "small")

    assert "builds/small.toml row 2, currency: 'SGX'" in ran.err
    assert ran.code == 1


def test_an_error_among_the_findings_ends_with_1(run, catalog) -> None:
    small = catalog / "builds/small.toml"
    small.write_text(small.read_text().replace("quantity = 3", "quantity = 9"))

    ran = run("cost", "small")

    assert "error: " in ran.out
    assert ran.code == 1


def test_compare_without_names_takes_the_builds_there_are(run) -> None:
    heads = run("compare").out.splitlines()[0]

    assert heads.split() == ["Gap", "(base)", "Guess", "(inferred)", "Small"]


COMMANDS = "cost compare upgrade network export check template".split()
GROUPS = "builds parts rates catalog".split()
BELOW = "builds list|parts list|parts history|rates show|rates fetch|catalog diff|catalog put"
BELOW += "|catalog retire"


@pytest.mark.parametrize("command", ["", *COMMANDS, *GROUPS, *BELOW.split("|")])
def test_help_shows_a_command_line_that_works(command, run) -> None:
    ran = run(*command.split(), "--help")

    assert f"Usage: planner {command}".rstrip() in ran.out
    usual = command.removesuffix(" show").removesuffix(" list")
    assert command in GROUPS or f"  planner {usual}".rstrip() in ran.out
    assert (ran.err, ran.code) == ("", 0)


def test_the_planner_alone_shows_its_help(run) -> None:
    assert run().out.strip() == run("--help").out.strip()
    assert run().code == 0


def test_the_version_is_the_packages_own(run) -> None:
    assert run("--version").out == f"planner {__version__}\n"
