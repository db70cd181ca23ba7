"""`planner more`: what was paid then and what is to pay now, on every way out."""

import json
from pathlib import Path

import openpyxl
import pytest

SHIPPED = ("--catalog", str(Path(__file__).resolve().parents[3] / "catalogs"))
ON = ("--on", "2026-10-30")


def answer(run, *arguments: str):
    return json.loads(run(*arguments, *SHIPPED, "--format", "json").out)


def test_two_sums_of_two_days_foot_to_the_total(run) -> None:
    found = answer(run, "more", "kraken-2026", "2", "--copies", "10", *ON)
    paid, now = found["paid"], found["to_pay"]

    assert (found["copies"], found["more"]) == (10, 2)
    assert (paid["on"], now["on"]) == ("2026-09-14", "2026-10-30")
    assert paid["total"] == answer(run, "cost", "kraken-2026", "--copies", "10")["total"]
    cents = [round(100 * float(each["total"]["amount"])) for each in (paid, now, found)]
    assert cents[0] + cents[1] == cents[2]
    assert {each["part_number"]: each["quantity"] for each in now["lines"]}["rpi-5-1gb"] == 14


def test_the_command_keeps_both_sums_apart_in_words(run) -> None:
    out = run("more", "kraken-2026", *ON, *SHIPPED).out
    assert "Paid for 1 copy: S$1,203.82" in out
    assert "(prices of 2026-09-14)" in out
    assert "To pay for 1 copy more: S$" in out
    assert "for 2 copies" in out


def test_what_must_be_bought_is_a_bom_to_buy(run, tmp_path: Path) -> None:
    file = tmp_path / "more.csv"
    run("more", "kraken-2026", "2", "-o", str(file), *ON, *SHIPPED)
    needs = dict(line.split(",")[:2] for line in file.read_text().splitlines()[1:])
    assert needs["rpi-5-1gb"] == "14"
    found = answer(run, "buy", str(file), *ON, "--partial")
    assert found["orders"]


def test_a_bom_goes_into_a_csv_file(run, tmp_path: Path) -> None:
    found = run("more", "kraken-2026", "-o", str(tmp_path / "more.xlsx"), *ON, *SHIPPED)
    assert found.code == 2
    assert ".csv" in found.err


@pytest.mark.parametrize("number", ["0", "1.5", "-2", "1000000000", "NaN", "many", "10000"])
def test_copies_that_cannot_be_are_refused_in_a_sentence(run, number: str) -> None:
    found = run("more", "kraken-2026", *SHIPPED, "--", number)
    assert found.code in {1, 2}
    assert found.out == ""
    assert found.err.startswith("error: ")


def test_a_day_before_the_first_copies_is_refused(run) -> None:
    found = run("more", "kraken-2026", "--on", "2020-01-01", *SHIPPED)
    assert (found.code, found.out) == (1, "")
    assert "after 2020-01-01" in found.err


def test_every_file_has_both_sums(run, tmp_path: Path) -> None:
    for ending in ("md", "html", "bbcode", "json", "xlsx"):
        file = tmp_path / f"set.{ending}"
        run("export", "kraken-2026", "--more", "2", "-o", str(file), *SHIPPED)
        if ending == "json":
            assert json.loads(file.read_text())["more"]["more"] == 2
        elif ending != "xlsx":
            text = file.read_text()
            assert "Paid for 1 copy" in text
            assert "To pay for 2 copies more" in text
    sheet = openpyxl.load_workbook(tmp_path / "set.xlsx")["2 copies more"]
    shown = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "Paid for 1 copy" in shown
    assert "Together, 3 copies" in shown
