"""Of many findings a person is shown the first hundred; a program gets all of them."""

import json
from pathlib import Path

import pytest

from planner.cli.answer import remarks_on
from planner.cli.main import main
from planner.model.findings import Finding, Severity

VENDORS = "vendor,name,kind,currency\nshop,The Shop,shop,SGD\n"
OFFERS = "part_number,currency,price,quoted_on,basis,source\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalog with one part and 250 offers that cannot be read."""
    for name in ("parts", "offers"):
        (tmp_path / name).mkdir()
    (tmp_path / "parts" / "other.csv").write_text(
        "part_number,name,source\na,A,https://a.example\n"
    )
    (tmp_path / "vendors.csv").write_text(VENDORS)
    rows = "".join(f"a,SGD,x{n},2026-01-01,quoted,https://a.example\n" for n in range(250))
    (tmp_path / "offers" / "shop.csv").write_text(OFFERS + rows)
    return tmp_path


def finding(severity: Severity, number: int) -> Finding:
    return Finding(code="x", severity=severity, subject="a", message=f"{severity} {number}.")


@pytest.mark.parametrize("style", ["table", "md"])
def test_check_prints_a_hundred_and_how_many_more_there_are(
    folder: Path, style: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(folder), "--format", style]) == 1

    said = capsys.readouterr().out
    assert said.count("is not a number") == 100
    assert "and 150 more findings; " in said
    assert "250 errors" in said


def test_programs_get_every_finding(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(folder), "--format", "json"])
    assert len(json.loads(capsys.readouterr().out)["findings"]) == 250

    main(["check", str(folder), "--format", "csv"])
    assert capsys.readouterr().out.count("is not a number") == 250


def test_the_gravest_are_told_where_not_all_are() -> None:
    notes = [finding(Severity.NOTE, n) for n in range(100)]
    said = remarks_on([*notes, finding(Severity.ERROR, 7)])

    assert said[0] == "error: error 7."
    assert len(said) == 101
    assert said[-1] == "and 1 more finding; --format json lists all."


def test_a_hundred_are_told_in_their_own_order() -> None:
    found = [finding(Severity.NOTE, 1), *(finding(Severity.ERROR, n) for n in range(99))]

    assert remarks_on(found)[0] == "note: note 1."
    assert len(remarks_on(found)) == 100
