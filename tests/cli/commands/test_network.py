"""The network command: word for word on the reference builds, and for programs."""

import csv
import json
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from planner.engine.traffic.change import signed

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = Path(__file__).parents[1] / "golden"
LABEL = "The SD slot is in fact not on that bus."

COMMANDS = {
    "network": ["kraken"],
    "network_change": ["kraken", "kraken-gigabit"],
    "network_author": ["kraken-gigabit", "--bus", "author", "--profile", "web-server"],
}


@pytest.fixture
def network(run) -> Callable:
    """Run the command on the catalog we ship."""
    return lambda *arguments: run("network", *arguments, "--catalog", str(ROOT / "catalogs"))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_network_of_kraken_is_told_in_these_words(name, network) -> None:
    ran = network(*COMMANDS[name])

    assert ran.out == (GOLDEN / f"{name}.txt").read_text("utf-8")
    assert (ran.err, ran.code) == ("", 0)


def test_kraken_receives_93_1_before_and_224_after(network) -> None:
    (change, *_) = json.loads(network("kraken", "kraken-gigabit", "-f", "json").out)["changes"]

    assert change["profile"] == "receive-only"
    assert change["node"][0]["before"]["mbps"] == 93.1
    assert change["node"][0]["after"]["mbps"] == 224.0
    assert change["node"][0]["change"] == 130.9


def test_json_of_one_build_holds_each_profile_with_its_links(network) -> None:
    told = json.loads(network("kraken", "--format", "json").out)["network"]

    assert [each["profile"]["name"] for each in told] == [
        "receive-only",
        "worst-case",
        "web-server",
        "video-ingest",
    ]
    assert told[0]["nodes"][0]["quantity"] == 7
    assert told[0]["nodes"][0]["links"][0]["basis"] == "measured"


def test_csv_has_a_name_for_every_column(network) -> None:
    ran = network("kraken", "--profile", "receive-only", "--format", "csv")

    (row,) = csv.DictReader(StringIO(ran.out))
    assert (row["node_mbps"], row["node_limit"]) == ("93.1", "the network port on board (measured)")


@pytest.mark.parametrize("style", ["table", "json", "csv", "md"])
@pytest.mark.parametrize("builds", [["kraken"], ["kraken", "kraken-gigabit"]])
def test_the_authors_model_is_labelled_in_every_format(style, builds, network) -> None:
    his = network(*builds, "--bus", "author", "--format", style)
    ours = network(*builds, "--format", style)

    assert LABEL in " ".join(f"{his.out} {his.err}".split())
    assert LABEL not in " ".join(f"{ours.out} {ours.err}".split())


def test_a_change_that_is_not_known_is_shown_as_unknown(network, tmp_path: Path) -> None:
    (tmp_path / "empty.toml").write_text('title = "Empty"\ncurrency = "SGD"\non = 2020-06-17\n')

    out = network("kraken", "./empty.toml", "--profile", "receive-only").out

    assert out.count("unknown  unknown") == 2
    assert "Received: not known both before and after." in out


def test_profiles_are_chosen_by_name_and_told_once(network) -> None:
    asked = ["--profile", "worst-case", "--profile", "receive-only", "--profile", "worst-case"]
    told = json.loads(network("kraken", *asked, "-f", "json").out)["network"]

    assert [each["profile"]["name"] for each in told] == ["worst-case", "receive-only"]


def test_a_profile_that_is_not_there_is_answered_with_the_nearest(network) -> None:
    ran = network("kraken", "--profile", "recieve-only")

    assert "There is no profile 'recieve-only'. Did you mean receive-only?" in ran.err
    assert ran.code == 2


def test_the_speed_of_the_router_can_be_given(network) -> None:
    out = network("kraken-gigabit", "--router", "100", "--profile", "receive-only").out

    assert ["the", "router's", "port", "94.9", "nominal"] in map(str.split, out.splitlines())


@pytest.mark.parametrize("speed", ["0", "fast", "-1", "1.5", "99999999999", "²"])
def test_a_speed_that_is_none_is_refused(speed, network) -> None:
    ran = network("kraken", "--router", speed)

    assert f"'{speed}' is not a speed in Mbit/s. Write it like 1000." in " ".join(ran.err.split())
    assert ran.code == 2


def test_a_bus_model_that_is_not_there_is_refused(network) -> None:
    assert (
        "There is no bus model 'autor'. Did you mean author?"
        in network("kraken", "--bus", "autor").err
    )


def test_a_catalog_without_profiles_says_where_they_would_be(run, catalog: Path) -> None:
    none = run("network", "small")
    (catalog / "network.toml").write_text("")
    empty = run("network", "small")

    assert "error: network.toml: There is no such file in" in none.err
    assert "network.toml: There is no traffic profile. Add one under" in empty.err
    assert (none.code, empty.code) == (1, 1)


def test_check_reports_what_is_wrong_with_profiles_and_does_not_ask_for_them(run, catalog) -> None:
    before = run("check")
    (catalog / "network.toml").write_text("profils = 1\n")
    after = run("check")

    assert (before.code, "network.toml" in before.out) == (0, False)
    assert "network.toml row 1, profils" in after.out
    assert after.code == 1


def test_the_page_on_networks_shows_the_numbers_that_are_computed(network) -> None:
    ran = network("kraken", "kraken-gigabit", "--format", "csv")
    page = (ROOT / "docs/network.md").read_text("utf-8")

    shown = [
        [cell.strip() for cell in line.split("|")[1:6]]
        for line in page.splitlines()
        if line.startswith(("| Receive", "| Worst", "| Web", "| Video"))
    ]
    told = {who: [] for who in ("one node", "all at once")}
    for row in csv.DictReader(StringIO(ran.out)):
        change = signed(Decimal(row["change_mbps"]))
        numbers = [row["before_mbps"], row["after_mbps"], change]
        told[row["who"]].append([row["traffic"], row["flow"], *numbers])
    assert shown == [*told["one node"], *told["all at once"]]
