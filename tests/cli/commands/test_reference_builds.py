"""The shipped catalog answers with the sums that were published, to the cent."""

import json
from pathlib import Path

import pytest

SHIPPED = Path(__file__).resolve().parents[3] / "catalogs"


@pytest.fixture
def shipped(run):
    """Run a command on the shipped catalog and return what its JSON says."""

    def run_it(*arguments: str):
        ran = run(*arguments, "--catalog", str(SHIPPED), "--format", "json")
        return json.loads(ran.out), ran.code

    return run_it


def amount(money: dict[str, str]) -> str:
    return f"{money['amount']} {money['currency']}"


@pytest.mark.parametrize(
    ("build", "total", "also"),
    [
        ("kraken", "626.63 SGD", "449.73 USD"),
        ("kraken-gigabit", "708.99 SGD", "508.84 USD"),
    ],
)
def test_a_reference_build_costs_what_was_published(build, total, also, shipped) -> None:
    answer, code = shipped("cost", build, "--rate", "0.71770")

    assert amount(answer["total"]) == total
    assert [amount(each) for each in answer["also"]] == [also]
    assert code == 0


def test_the_upgrade_costs_what_was_published(shipped) -> None:
    answer, _ = shipped("upgrade", "kraken", "kraken-gigabit", "--rate", "0.71770")

    assert amount(answer["delta"]) == "82.36 SGD"
    assert [amount(each) for each in answer["also"]] == ["59.11 USD"]


def test_another_day_changes_the_dollars_of_one_currency_only(shipped) -> None:
    answer, _ = shipped("cost", "kraken", "--on", "2018-10-15")

    assert amount(answer["total"]) == "626.63 SGD"
    assert amount(answer["also"][0]) == "455.13 USD"
    assert answer["rate"]["as_of"] == "2018-10-15"


def test_the_four_reference_builds_are_compared_against_kraken(shipped) -> None:
    answer, _ = shipped("compare")

    assert answer["builds"] == ["octopi", "kraken", "kraken-gigabit", "leviathan"]
    assert answer["base"] == 1


def test_the_shipped_catalog_has_no_findings(run) -> None:
    ran = run("check", str(SHIPPED))

    assert ran.out.endswith("No problems found.\n")
    assert ran.code == 0


def test_an_inferred_build_says_so_in_the_table(run) -> None:
    out = run("builds", "--catalog", str(SHIPPED)).out

    assert "inferred" in out.split()
    assert "Leviathan is inferred: " in out
