"""What a build costs to run, asked on the command line."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

SHIPPED = str(Path(__file__).resolve().parents[3] / "catalogs")


def test_a_build_is_told_with_its_year_its_tariff_and_what_is_not_known(run) -> None:
    ran = run("running", "kraken", "--catalog", SHIPPED)

    assert ran.out.startswith("Kraken: at least S$28.80 per year (125 kWh at 14.28 W)\n")
    said = " ".join(ran.out.split())
    assert "S$0.2302 per kWh: SP Group, homes, SG, regulated tariff since 2020-04-01" in said
    assert "the power draw is not fully known for 8-port switch (model not stated)" in said
    assert "power supply losses are not known and not counted" in said
    assert ran.code == 0


@pytest.mark.parametrize(
    ("options", "per_kwh", "cost"),
    [
        (("--tariff", "0.30"), {"amount": "0.30", "currency": "SGD"}, "37.53"),
        (("--tariff", "0.30 SGD"), {"amount": "0.30", "currency": "SGD"}, "37.53"),
        (("--on", "2026-11-29"), {"amount": "0.3478", "currency": "SGD"}, "43.51"),
        (("--country", "gb", "--on", "2026-11-29"), {"amount": "0.2611", "currency": "GBP"}, None),
        (("--country", "JP"), None, None),
    ],
)
def test_the_tariff_is_ones_own_or_that_of_a_country_and_a_day(
    options: tuple[str, ...], per_kwh: object, cost: str | None, run
) -> None:
    ran = run("running", "kraken", *options, "--catalog", SHIPPED, "--format", "json")
    told = json.loads(ran.out)
    assert (told["tariff"] and told["tariff"]["per_kwh"]) == per_kwh
    if cost is not None:
        assert told["typical"]["cost"]["amount"] == cost


def test_a_share_of_load_gives_a_year_of_its_own(run) -> None:
    options = ("--load-share", "30 %", "--catalog", SHIPPED, "--format", "json")
    told = json.loads(run("running", "kraken", *options).out)
    assert told["load_percent"] == 30
    assert told["typical"]["watts"] < told["shared"]["watts"] < told["most"]["watts"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--tariff", "0"), "'0': a price per kWh must be above 0. Write it like 0.30"),
        (("--tariff", "cheap"), "'cheap' is not a number"),
        (("--tariff", "0.30 XYZ"), "'XYZ' is not an ISO 4217 currency code"),
        (("--load-share", "130"), "'130' is more than 100 % of the time"),
        (("--country", "Singapore"), "'Singapore' is not the two letters of a country"),
    ],
)
def test_what_cannot_be_understood_is_said_so(options: tuple[str, ...], message: str, run) -> None:
    ran = run("running", "kraken", *options, "--catalog", SHIPPED)
    assert ran.code == 2
    assert message in " ".join(ran.err.split())


def test_builds_are_compared_and_upgraded_at_ones_own_tariff(run) -> None:
    at = ("--tariff", "1.00", "--catalog", SHIPPED)
    compared = " ".join(run("compare", "octopi", "kraken", *at).out.split())
    assert "Electricity at S$1.00 per kWh, entered by you; typical draw, all year." in compared
    assert "at least S$125.09" in compared
    upgraded = " ".join(run("upgrade", "octopi", "kraken", *at).out.split())
    assert "Kraken uses S$21.02 more electricity per year" in upgraded


def test_sizing_counts_parts_and_electricity_together(run) -> None:
    asked = ("size", "--nodes", "4", "--on", "2026-11-29", "--catalog", SHIPPED)
    over = (*asked, "--objective", "cost-over-years", "--years", "5")
    said = " ".join(run(*over).out.split())
    assert "of electricity (5 years of typical draw at S$0.3478 per kWh)" in said
    assert (
        "and at these list prices no build that meets the requirements costs less over 5 years"
        in said
    )
    told = json.loads(run(*over, "--tariff", "0.50", "--format", "json").out)
    assert told["over_years"]["per_kwh"] == {"amount": "0.50", "currency": "SGD"}
    parts, electricity = told["cost"]["amount"], told["over_years"]["electricity"]["amount"]
    assert Decimal(told["over_years"]["total"]["amount"]) == Decimal(parts) + Decimal(electricity)
    assert told["bound"] == told["over_years"]["total"]


def test_why_is_told_of_what_parts_cost_alone(run) -> None:
    ran = run(
        "why", "gs308", "--nodes", "4", "--objective", "cost-over-years", "--catalog", SHIPPED
    )
    assert "here electricity counts, too" in " ".join(ran.err.split())
