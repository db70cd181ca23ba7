"""prices lookup: shown, kept nowhere, and silent about keys."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.io.distributors import DISTRIBUTORS
from planner.io.distributors.tme import CREDIT
from tests.io.distributors.counter import CANARY, TEXTS, Counter, counter
from tests.io.rate_server import answers


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    with counter() as open_counter:
        monkeypatch.setenv("PLANNER_DISTRIBUTOR_ORIGIN", open_counter.origin)
        for name, text in TEXTS.items():
            monkeypatch.setenv(name, text)
        yield open_counter


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def test_a_look_up_is_shown_with_its_terms_and_that_it_is_not_kept(run, there: Counter) -> None:
    ran = run("prices", "lookup", "fan", "--at", "element14")

    assert ran.code == 0
    told = on_one_line(ran.out)
    assert "looked up and not stored" in told
    assert "S$1,234.50" in told
    assert "forbid storing answers" in told
    assert "https://be.farnell.com/en-BE/terms-of-use-for-api" in told


def test_its_json_has_no_record_that_could_be_read_back(run, there: Counter) -> None:
    told = json.loads(run("prices", "lookup", "fan", "--at", "digikey", "--format", "json").out)

    assert "record" not in told
    assert told["kept"] is False
    assert told["found"][0]["prices"][0] == {"from": 1, "price": "9.9"}
    assert told["found"][1]["prices"][0] == {"from": 1000, "price": None}


def test_what_tme_proposes_is_shown_with_its_line(run, there: Counter) -> None:
    table = run("prices", "lookup", "fan", "--at", "tme").out
    told = json.loads(run("prices", "lookup", "fan", "--at", "tme", "--format", "json").out)

    assert CREDIT in on_one_line(table)
    assert told["offers"][0]["credit"] == CREDIT
    assert told["offers"][0]["more_breaks"] == [{"min_quantity": 100, "price": "1100.5"}]


@pytest.mark.parametrize("at", DISTRIBUTORS)
@pytest.mark.parametrize("style", ["table", "json", "csv", "md"])
def test_no_key_is_in_anything_that_is_written(
    run, there: Counter, at: str, style: str, tmp_path: Path
) -> None:
    there.server.requests.clear()
    ran = run("prices", "lookup", "fan", "--at", at, "--format", style)

    assert there.server.requests
    assert CANARY not in ran.out + ran.err
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert not any(CANARY.encode() in each.read_bytes() for each in files)


def test_without_a_key_a_distributor_is_off(run, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run("prices", "lookup", "fan", "--at", "digikey")

    assert ran.code == 1
    assert "PLANNER_DIGIKEY_ID and PLANNER_DIGIKEY_SECRET are not set" in on_one_line(ran.err)


def test_what_is_no_key_is_told_without_it(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_MOUSER_KEY", f"{CANARY} with a blank")
    ran = run("prices", "lookup", "fan", "--at", "mouser")

    assert ran.code == 1
    assert "PLANNER_MOUSER_KEY" in ran.err
    assert CANARY not in ran.out + ran.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["fan", "--at", "mouse"], "Did you mean mouser?"),
        ([" ", "--at", "mouser"], "1 to 100 characters"),
        (["fan", "--at", "mouser", "--country", "Singapore"], "two letters"),
        (["fan"], "--at"),
        (["fan", "--at", "mouser", "--by", "name"], "--by"),
    ],
)
def test_what_cannot_be_asked_is_told(run, words: list[str], told: str) -> None:
    ran = run("prices", "lookup", *words)

    assert ran.code == 2
    assert told in on_one_line(ran.err)


def test_a_refused_key_is_told_in_words(run, monkeypatch: pytest.MonkeyPatch) -> None:
    with counter({"/catalog/products": answers("", status="401 No")}) as there:
        monkeypatch.setenv("PLANNER_DISTRIBUTOR_ORIGIN", there.origin)
        monkeypatch.setenv("PLANNER_ELEMENT14_KEY", TEXTS["PLANNER_ELEMENT14_KEY"])
        ran = run("prices", "lookup", "fan", "--at", "element14")

    assert ran.code == 1
    assert "does not accept the key" in on_one_line(ran.err)
    assert CANARY not in ran.err
