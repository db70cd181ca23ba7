"""A configuration file is read key by key; what it cannot say is refused, and no secret told."""

from pathlib import Path

import pytest

from planner.io.documents.configuration import KEYS, read_configuration
from planner.model.findings import PlannerError

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


def test_every_key_is_read_as_it_would_be_typed(file: Path) -> None:
    file.write_text(WHOLE)
    assert read_configuration(file) == {
        "currency": "EUR",
        "country": "DE",
        "tariff": "0.3210",
        "condition": ("new", "used"),
        "prices-since": "2026-01-31",
        "include-ended": True,
        "published": False,
        "exclude": ("amazon-us",),
        "max-vendors": 3,
        "assume-shipping": ("10", "acme=12.50"),
        "assume-tax": ("9",),
    }
    assert set(read_configuration(file)) == set(KEYS)


@pytest.mark.parametrize("content", ["", "# nothing\n", "[terms]\n", "\ufeff"])
def test_a_file_may_say_nothing(content: str, file: Path) -> None:
    file.write_text(content, "utf-8")
    assert read_configuration(file) == {}


def test_a_file_need_not_be_there(file: Path) -> None:
    assert read_configuration(file) == {}
    assert read_configuration(Path("/dev/null")) == {}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("currency = ", "This is not TOML"),
        ("currency = 'EUR'\ncurrency = 'USD'", "This is not TOML"),
        ("curency = 'EUR'", "There is no key curency"),
        ("exclude = ['a']", "There is no key exclude"),
        ("terms = 3", "terms is not a table"),
        ("currency = true", "currency must be a text"),
        ("currency = ['EUR']", "currency must be a text"),
        ("currency = ''", "currency must be a text"),
        ('currency = "E\\u0007"', "currency must be a text"),
        ("[terms]\nmax-vendors = 0", "max-vendors must be a whole number"),
        ("[terms]\nmax-vendors = 1.5", "max-vendors must be a whole number"),
        ("[terms]\nmax-vendors = true", "max-vendors must be a whole number"),
        ("[terms]\npublished = 'yes'", "published must be true or false"),
        ("[terms]\nexclude = [['a']]", "exclude must be a list of texts"),
        ("[terms.more]\na = 1", "There is no key more"),
    ],
)
def test_what_it_cannot_say_is_refused(content: str, message: str, file: Path) -> None:
    file.write_text(content)
    with pytest.raises(PlannerError) as refused:
        read_configuration(file)
    assert refused.value.finding.code == "config-invalid"
    assert message in refused.value.finding.message
    assert refused.value.finding.cell is not None
    assert refused.value.finding.cell.file == str(file)


@pytest.mark.parametrize(
    "content",
    [
        "mouser_key = 'hush'",
        "TME-TOKEN = 'hush'",
        "[terms]\npassword = 'hush'",
        "[keys]\ndigikey_secret = 'hush'",
        "currency = 'https://me:hush@rates.example/'",
        "[terms]\nexclude = ['https://me:hush@rates.example/']",
        "[[shops]]\napi_key = 'hush'",
    ],
)
def test_keys_and_passwords_are_refused_and_never_told(content: str, file: Path) -> None:
    file.write_text(content)
    with pytest.raises(PlannerError) as refused:
        read_configuration(file)
    assert refused.value.finding.code == "config-secret"
    assert "hush" not in repr(refused.value.finding)


def test_a_folder_or_a_huge_file_is_no_configuration(file: Path) -> None:
    file.mkdir()
    with pytest.raises(PlannerError):
        read_configuration(file)
