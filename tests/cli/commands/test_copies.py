"""`--copies`: what several copies of a build cost together, upgraded, bought and exported."""

import json
from pathlib import Path

import openpyxl
import pytest

SHIPPED = ("--catalog", str(Path(__file__).resolve().parents[3] / "catalogs"))


def answer(run, *arguments: str):
    return json.loads(run(*arguments, *SHIPPED, "--format", "json").out)


def test_ten_krakens_cost_ten_times_the_published_sum_converted_once(run) -> None:
    found = answer(run, "cost", "kraken", "--copies", "10")

    assert found["copies"] == 10
    assert found["total"] == {"amount": "6266.30", "currency": "SGD"}
    assert found["per_copy"] == {"amount": "626.63", "currency": "SGD"}
    assert found["also"] == [{"amount": "4497.32", "currency": "USD"}]
    assert {each["part_number"]: each["quantity"] for each in found["lines"]}["rpi-3b"] == 70


def test_without_copies_a_build_is_one(run) -> None:
    found = answer(run, "cost", "kraken")
    assert (found["copies"], found["total"]) == (1, found["per_copy"])


def test_the_upgrade_of_all_copies_is_counted_together(run) -> None:
    found = answer(run, "upgrade", "kraken", "kraken-gigabit", "--copies", "10")
    assert (found["copies"], found["delta"]["amount"]) == (10, "823.60")
    assert found["per_copy"]["amount"] == "82.36"


def test_copies_are_bought_in_one_order_and_say_what_each_costs(run) -> None:
    terms = ("--assume-shipping", "10", "--assume-tax", "9")
    one = answer(run, "buy", "kraken-2026", *terms)
    ten = answer(run, "buy", "kraken-2026", "--copies", "10", *terms)

    assert (one["copies"], ten["copies"]) == (1, 10)
    assert float(ten["per_copy"]["amount"]) < float(one["total"]["amount"])
    assert "For 10 copies: S$" in run("buy", "kraken-2026", "--copies", "10", *terms, *SHIPPED).out


def test_the_workbook_names_the_cell_that_holds_the_copies(run, tmp_path: Path) -> None:
    file = tmp_path / "kits.xlsx"
    run("export", "kraken", "--copies", "3", "-o", str(file), *SHIPPED)
    book = openpyxl.load_workbook(file)

    where = book.defined_names["copies"].attr_text
    sheet, cell = where.replace("'", "").replace("$", "").split("!")
    assert book[sheet][cell].value == 3


@pytest.mark.parametrize("copies", ["0", "1.5", "-2", "1000000000", "many", "NaN", ""])
def test_copies_that_cannot_be_are_refused_in_a_sentence(run, copies: str) -> None:
    found = run("cost", "kraken", "--copies", copies, *SHIPPED)
    assert found.code == 2
    assert "--copies" in found.err


def test_ten_copies_run_for_ten_times_the_energy(run) -> None:
    one = answer(run, "running", "kraken", "--tariff", "0.30")
    ten = answer(run, "running", "kraken", "--tariff", "0.30", "--copies", "10")
    typical = [float(each["typical"]["kwh"]) for each in (one, ten)]
    assert typical[1] == pytest.approx(10 * typical[0])
    assert [each["copies"] for each in (one, ten)] == [1, 10]
