"""What a configuration file means, for pages: read as commands read it, or refused by its key."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from planner.io.documents.own_defaults import read_defaults
from planner.model.findings import PlannerError
from planner.model.money import Money
from planner.model.own_defaults import OwnDefaults
from planner.model.vendors import Assumption

WHOLE = """
currency = "EUR"
country = "DE"
tariff = 0.3210
[terms]
condition = ["new", "used"]
prices-since = 2026-01-31
include-ended = true
published = false
exclude = "amazon-us"
max-vendors = 3
assume-shipping = [10, "acme=12.50"]
assume-tax = [9]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_what_a_file_sets_is_read_as_what_it_means(file: Path) -> None:
    file.write_text(WHOLE)
    assert read_defaults(file) == OwnDefaults(
        currency="EUR",
        country="DE",
        tariff=Money(Decimal("0.3210"), "EUR"),
        condition=("new", "used"),
        prices_since=date(2026, 1, 31),
        include_ended=True,
        exclude=("amazon-us",),
        max_vendors=3,
        assumed=(
            Assumption(term="shipping", amount=Money(Decimal(10), "EUR")),
            Assumption(term="shipping", vendor="acme", amount=Money(Decimal("12.50"), "EUR")),
            Assumption(term="tax", percent=Decimal(9)),
        ),
    )


def test_small_letters_and_currencies_of_their_own_do_as_well(file: Path) -> None:
    file.write_text(
        'currency = "eur"\ncountry = "de"\ntariff = "0.3 usd"\n[terms]\n'
        'condition = "Any"\nprices-since = "any"\nassume-shipping = "9 USD"\n'
        'assume-tax = "acme=7%"\n'
    )
    found = read_defaults(file)
    assert (found.currency, found.country) == ("EUR", "DE")
    assert found.tariff == Money(Decimal("0.3"), "USD")
    assert found.condition == ("new", "refurbished", "used")
    assert found.prices_since == "any"
    assert found.assumed == (
        Assumption(term="shipping", amount=Money(Decimal(9), "USD")),
        Assumption(term="tax", vendor="acme", percent=Decimal(7)),
    )


def test_a_file_that_is_not_there_sets_nothing(file: Path) -> None:
    assert read_defaults(file) == OwnDefaults()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('currency = "EURO"', "currency"),
        ('country = "Germany"', "country"),
        ('tariff = "cheap"', "tariff"),
        ('tariff = "-1"', "tariff"),
        ('tariff = "nan"', "tariff"),
        ('[terms]\ncondition = ["old"]', "condition"),
        ('[terms]\nprices-since = "last year"', "prices-since"),
        ("[terms]\nmax-vendors = 100000", "max-vendors"),
        ('[terms]\nassume-shipping = ["some"]', "assume-shipping"),
        ('[terms]\nassume-shipping = [5]\nassume-tax = ["acme=x"]', "assume-tax"),
        ('[terms]\nassume-tax = ["900"]', "assume-tax"),
    ],
)
def test_a_value_that_means_nothing_names_its_key_and_its_file(
    text: str, key: str, file: Path
) -> None:
    file.write_text(text)
    with pytest.raises(PlannerError) as refused:
        read_defaults(file)
    found = refused.value.finding
    assert (found.code, found.subject) == ("config-unusable", key)
    assert found.message.startswith(f"{key}: ")
    assert found.cell is not None
    assert found.cell.file == str(file)
