"""Settings: the defaults of a checkout, what the environment changes, and what it may not say."""

from pathlib import Path

import pytest

from planner.model.findings import PlannerError
from planner.settings import Settings, read_settings, shipped_app

KEYS = (
    "TME_TOKEN",
    "TME_SECRET",
    "MOUSER_KEY",
    "ELEMENT14_KEY",
    "DIGIKEY_ID",
    "DIGIKEY_SECRET",
)
TOP = Path(__file__).parents[3]
NAMES = (
    "CATALOGS",
    "DATA",
    "EXPORTS",
    "CONFIG",
    "RATES_URL",
    "RATES_CONNECT_TIMEOUT_S",
    "RATES_READ_TIMEOUT_S",
    "WORKERS",
    "WORKER_MEMORY_MB",
    *KEYS,
)


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(f"PLANNER_{name}", raising=False)


def test_a_checkout_uses_its_own_folders_wherever_it_is_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_settings().catalogs == TOP / "catalogs"
    assert read_settings().exports == TOP / "exports"


def test_an_installed_planner_reads_its_package_and_writes_where_it_is_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    packed = tmp_path / "planner" / "shipped"
    packed.mkdir(parents=True)
    monkeypatch.setattr("planner.settings.__file__", str(tmp_path / "planner" / "settings.py"))
    assert read_settings().catalogs == packed / "catalogs"
    assert shipped_app() == packed / "app.py"
    assert read_settings().exports == Path("exports")


def test_live_rates_are_off_unless_an_address_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().rates_url is None
    monkeypatch.setenv("PLANNER_RATES_URL", "")
    assert read_settings().rates_url is None
    monkeypatch.setenv("PLANNER_RATES_URL", "https://jo:secret@rates.example/v1/")
    settings = read_settings()
    assert settings.rates_url == "https://jo:secret@rates.example/v1/"
    assert "secret" not in repr(settings)


def test_the_environment_sets_folders_and_time_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_CATALOGS", "mine")
    monkeypatch.setenv("PLANNER_RATES_READ_TIMEOUT_S", "4.5")
    assert read_settings() == Settings(catalogs=Path("mine"), rates_read_timeout_s=4.5)


@pytest.mark.parametrize("value", ["soon", "0", "-1", "31", "nan", "inf"])
def test_a_time_limit_that_cannot_be_one_is_named_with_its_value(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("PLANNER_RATES_CONNECT_TIMEOUT_S", value)
    with pytest.raises(PlannerError) as caught:
        read_settings()
    finding = caught.value.finding
    assert finding.code == "settings-invalid"
    assert finding.subject == "PLANNER_RATES_CONNECT_TIMEOUT_S"
    assert repr(value) in finding.message


def test_keys_come_from_the_environment_and_are_shown_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert read_settings().distributor_keys == {}
    for name in KEYS:
        monkeypatch.setenv(f"PLANNER_{name}", f"canary-{name}")
    settings = read_settings()

    assert {name: key.reveal() for name, key in settings.distributor_keys.items()} == {
        f"PLANNER_{name}": f"canary-{name}" for name in KEYS
    }
    assert "canary" not in f"{settings!r} {settings} {settings.model_dump()}"
    with pytest.raises(ValueError, match="serialize") as caught:
        settings.model_dump_json()
    assert "canary" not in str(caught.value)


def test_a_key_that_is_empty_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_MOUSER_KEY", "")
    assert read_settings().distributor_keys == {}


def test_what_is_no_key_is_named_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_MOUSER_KEY", "canary with a blank")
    with pytest.raises(PlannerError, match="PLANNER_MOUSER_KEY") as caught:
        read_settings()

    told = [caught.value, caught.value.__context__, caught.value.__cause__]
    assert "canary" not in " ".join(map(repr, told))


@pytest.mark.parametrize("origin", ["http://evil.example:80", "https://127.0.0.1:1", "127.0.0.1"])
def test_keys_can_be_sent_to_this_computer_alone_in_a_test(
    monkeypatch: pytest.MonkeyPatch, origin: str
) -> None:
    monkeypatch.setenv("PLANNER_DISTRIBUTOR_ORIGIN", origin)
    with pytest.raises(PlannerError, match="PLANNER_DISTRIBUTOR_ORIGIN"):
        read_settings()


def test_fetched_rates_go_to_ones_own_folder_unless_a_catalog_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path / "own"))
    assert read_settings().rates_file == tmp_path / "own" / "rates.csv"

    monkeypatch.setenv("PLANNER_CATALOGS", str(tmp_path / "whole"))
    assert read_settings().rates_file == tmp_path / "whole" / "rates.csv"
