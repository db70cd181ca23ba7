"""What is configured is the default of every command that it means something for."""

import json
from pathlib import Path
from typing import Any

import pytest

from planner.jobs import buying, sizing


@pytest.fixture
def configure(run, tmp_path: Path):
    """Write the configuration file of one's own."""

    def written(text: str) -> None:
        (tmp_path / "config.toml").write_text(text)

    return written


class StoppedError(Exception):
    """What is asked was noted, and nothing is worked on."""


def noting(monkeypatch: pytest.MonkeyPatch, jobs: Any, name: str) -> list[Any]:
    """Let a job note what it is asked, and stop."""
    asked = []

    def noted(question: object, *_: object) -> None:
        asked.append(question)
        raise StoppedError

    monkeypatch.setattr(jobs, name, noted)
    return asked


def values(run) -> dict[str, tuple[str, str]]:
    told = json.loads(run("config", "--format", "json").out)
    return {each["name"]: (each["value"], each["by"]) for each in told["values"]}


def test_a_currency_is_that_of_every_total(run, configure) -> None:
    configure('currency = "EUR"')
    assert "Small costs €" in run("cost", "small").out
    assert "Small costs S$262.00" in run("cost", "small", "--currency", "SGD").out
    assert "€" in run("buy", "small", "--on", "2020-06-17").out
    assert "€" in run("builds").out


def test_a_country_and_a_tariff_are_those_of_running_and_buying(
    run, configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = noting(monkeypatch, buying, "requisition")
    configure('country = "DE"\ntariff = "0.32 EUR"')
    assert "€0.32 per kWh, entered by you" in " ".join(run("running", "small").out.split())
    for arguments in ([], ["--ship-to", "FR"]):
        with pytest.raises(StoppedError):
            run("buy", "small", "--on", "2020-06-17", *arguments)
    assert [each.terms.ship_to for each in asked] == ["DE", "FR"]


def test_terms_are_those_of_buying_and_an_option_comes_before_them(run, configure) -> None:
    configure('[terms]\nexclude = ["shop"]')
    without = run("buy", "small", "--on", "2020-06-17")
    assert "shop" in without.out + without.err
    assert without.code == 1

    configure("[terms]\nmax-vendors = 1")
    assert run("buy", "small", "--on", "2020-06-17").code == 0
    assert run("buy", "small", "--on", "2020-06-17", "--max-vendors", "2").code == 0


def test_requirements_of_a_file_are_not_added_to(run, configure, tmp_path: Path) -> None:
    (tmp_path / "needs.toml").write_text("nodes = 1\non = 2020-06-17\n")
    configure('currency = "EUR"')
    wanted = ["--nodes", "1", "--on", "2020-06-17"]
    assert "€" in run("size", *wanted).out
    assert "S$" in run("size", *wanted, "--currency", "SGD").out
    assert "S$" in run("size", "needs.toml").out


def test_every_value_is_shown_with_where_it_comes_from(
    run, configure, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PLANNER_MOUSER_KEY", "hush")
    configure('currency = "EUR"\n[terms]\npublished = true\nexclude = ["a", "b"]')

    shown, told = run("config"), values(run)

    assert told["currency"] == ("EUR", "file")
    assert told["country"] == ("SG", "default")
    assert told["tariff"] == ("", "default")
    assert told["published"] == ("yes", "file")
    assert told["exclude"] == ("a, b", "file")
    assert told["catalogs"] == (str(tmp_path / "catalogs"), "environment")
    assert told["mouser-key"] == ("set", "environment")
    assert told["tme-token"] == ("", "default")
    assert "PLANNER_MOUSER_KEY" in shown.out
    assert "hush" not in shown.out
    assert f"Your configuration file: {tmp_path / 'config.toml'}" in " ".join(shown.out.split())


def test_without_a_file_its_place_is_said(run) -> None:
    assert "There is no configuration file. Its place:" in run("config").out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('currency = "EURO"', "currency: 'EURO' is not an ISO 4217 currency code"),
        ('country = "Germany"', "country: 'Germany' is not the two letters of a country"),
        ('tariff = "-1"', "tariff: '-1' is negative"),
        ('[terms]\ncondition = ["shiny"]', "There is no condition 'shiny'"),
        ('[terms]\nprices-since = "soon"', "prices-since: 'soon' is not a date"),
        ('mouser_key = "hush"', "mouser_key looks like a key or a password"),
    ],
)
def test_a_file_that_cannot_be_used_stops_the_commands_it_is_for(
    text: str, message: str, run, configure
) -> None:
    configure(text)
    for command in (["config"], ["cost", "small"], ["size", "--nodes", "1"]):
        ran = run(*command)
        assert ran.code == 1
        assert message in " ".join(ran.err.split())
        assert "hush" not in ran.out + ran.err
    assert run("template", "switch").code == 0
    assert run("--help").code == 0


def test_a_country_is_where_a_sized_cluster_is_delivered(
    run, configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = noting(monkeypatch, sizing, "propose")
    configure('country = "DE"')
    for arguments in (["--landed"], ["--landed", "--ship-to", "FR"], []):
        with pytest.raises(StoppedError):
            run("size", "--nodes", "1", *arguments)
    assert [each.wanted.delivered_to for each in asked] == ["DE", "FR", None]
