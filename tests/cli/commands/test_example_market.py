"""The example market of the documents: its command gives the answer that is counted there."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
MARKET = ROOT / "docs" / "examples" / "market"


@pytest.fixture
def bought(run: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run the command that docs/purchasing.md prints, with more options."""
    text = (ROOT / "docs" / "purchasing.md").read_text("utf-8")
    found = re.search(r"^\.venv/bin/planner (buy docs/examples/\S+ .*)$", text, re.MULTILINE)
    assert found is not None
    monkeypatch.chdir(ROOT)

    def answer(*more: str) -> Any:
        words = (*found.group(1).split(), "--catalog", "catalogs", "-f", "json", *more)
        return json.loads(run(*words).out)

    return answer


def sgd(text: str) -> dict[str, str]:
    return {"amount": text, "currency": "SGD"}


def test_the_example_is_bought_for_what_the_document_counts(bought: Any) -> None:
    found = bought()

    assert found["status"] == "optimal"
    # Shop C, 1,920 g: (7 × 31.50 + 33 + 13 + 14) = 280.50 EUR, × 1.4282 × 1.02 = 408.62, and 9 %
    # of 400.61, which is over S$400: 36.05. Shop D: 9 + 9.80 + 7.50 + 3 + 3 × 0.50 = 30.80, and
    # 1.5 % for the card: 31.26.
    assert [(order["vendor"], order["total"]) for order in found["orders"]] == [
        ("example-c", sgd("444.67")),
        ("example-d", sgd("31.26")),
    ]
    assert found["total"] == found["bound"] == sgd("475.93")
    assert found["findings"] == []


@pytest.mark.parametrize(
    ("term", "price"),
    [
        (("--need-by", "2026-11-10"), "45.81"),
        (("--exclude", "example-c"), "34.10"),
        (("--lock", "anker-powerport-10=example-b"), "5.36"),
    ],
)
def test_terms_cost_what_the_document_says(bought: Any, term: tuple[str, str], price: str) -> None:
    (priced,) = bought(*term)["term_prices"]
    assert (priced["price"], priced["proven"]) == (sgd(price), True)


def test_every_row_says_that_it_is_invented() -> None:
    files = [MARKET / "vendors.csv", *sorted((MARKET / "offers").glob("*.csv"))]
    assert len(files) == 5
    for file in files:
        with file.open(encoding="utf-8", newline="") as text:
            for row in csv.DictReader(text):
                assert row["note"].startswith("Example: ")
                assert "invented" in row["note"]
                assert "invented" in row.get("name", "invented")
