"""`planner import workbook`: what it says, what it answers in JSON, and how it ends."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

EXPORTED = Path(__file__).resolve().parents[3] / "exports" / "kraken.xlsx"
SHIPPED = ("--catalog", str(EXPORTED.parents[1] / "catalogs"))
OF_KRAKEN = ("--plan", "kraken", *SHIPPED)
BILL = "Bill of materials"


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    book = openpyxl.load_workbook(BytesIO(EXPORTED.read_bytes()))
    book[BILL]["D5"], book[BILL]["D6"] = 8, 2.5
    file = tmp_path / "k.xlsx"
    book.save(file)
    return file


def test_changes_are_told_with_what_they_change_of_the_total(run: Any, edited: Path) -> None:
    told = run("import", "workbook", str(edited), *OF_KRAKEN, "--format", "json")

    answer = json.loads(told.out)
    assert told.code == 0
    assert [(e["field"], e["before"], e["after"], e["taken"]) for e in answer["changes"]] == [
        ("quantity", "7", "8", True),
        ("quantity", "1", "2.5", False),
    ]
    assert answer["changes"][0]["effect"] == {"amount": "55.06", "currency": "SGD"}
    assert "returned-not-taken" in [each["code"] for each in answer["findings"]]


def test_a_rejected_change_is_left_out_of_the_build_that_is_written(
    run: Any, edited: Path, tmp_path: Path
) -> None:
    to = tmp_path / "mine.toml"
    all_of_it = run("import", "workbook", str(edited), *OF_KRAKEN, "--to", str(to))
    assert "Written as a build" in all_of_it.out
    assert "681.69" in run("cost", str(to), *SHIPPED).out
    nothing = run("import", "workbook", str(edited), *OF_KRAKEN, "--reject", "1")
    assert "0 of 2 changes taken" in nothing.out


def test_what_is_no_workbook_of_ours_ends_with_1(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(b"PK\x03\x04 broken")

    assert run("import", "workbook", str(file), *OF_KRAKEN).code == 1
    assert run("import", "workbook", str(tmp_path / "no.xlsx"), *OF_KRAKEN).code == 1
    assert run("import", "workbook", str(EXPORTED), *OF_KRAKEN, "--reject", "9").code == 2
