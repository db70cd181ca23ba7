"""`--spare`: spares by rule, told apart from what is needed, bought and exported."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from planner.io.exporters.json import read_answer
from planner.model.costed import CostedPlan

SHIPPED = ("--catalog", str(Path(__file__).resolve().parents[3] / "catalogs"))
TERMS = ("--assume-shipping", "10", "--assume-tax", "9")
FILE = """\
title = "A class set"
currency = "SGD"
on = 2026-10-15
copies = 3

[[spare_rules]]
percent = 10

[[positions]]
slot = "board"
part_number = "rpi-5-1gb"
quantity = 7
price = { unit = "50.00 SGD", as_of = 2026-10-15, basis = "quoted", source = "shop" }

[[positions]]
slot = "storage"
part_number = "rpi-os-microsd-64gb"
quantity = 7
price = { unit = "6.00 SGD", pack_size = 5, as_of = 2026-10-15, basis = "quoted", source = "shop" }
"""


@pytest.fixture(autouse=True)
def _files(run, tmp_path: Path) -> None:
    """Put a build with a rule where the command runs."""
    assert run
    (tmp_path / "class.toml").write_text(FILE, encoding="utf-8")


def answer(run, *arguments: str):
    return json.loads(run(*arguments, *SHIPPED, "--format", "json").out)


def spares(found) -> dict[str, tuple[int, int, int]]:
    return {
        each["part_number"]: (each["needed"], each["spares"], each["left_over"])
        for each in found["lines"]
    }


def test_a_build_keeps_its_rules_in_its_file(run) -> None:
    found = answer(run, "cost", "class.toml")

    # 21 of each and three spares: 24 cards are five packs, and one card is left over.
    assert spares(found) == {"rpi-5-1gb": (21, 3, 0), "rpi-os-microsd-64gb": (21, 3, 1)}
    assert found["total"]["amount"] == "1230.00"
    assert found["spare_rules"] == [
        {"scope": "all", "category": None, "part_number": None, "percent": 10, "one_in": None}
    ]
    # The cards fill the packs that are needed anyway.
    assert found["spares"] == {
        "pieces": 6,
        "added_to_total": {"amount": "150.00", "currency": "SGD"},
    }


def test_a_rule_that_is_given_comes_in_place_of_the_same_one(run) -> None:
    found = answer(
        run, "cost", "class.toml", "--spare", "board=1/8", "--spare", "20 %", "--copies", "1"
    )
    assert spares(found) == {"rpi-5-1gb": (7, 1, 0), "rpi-os-microsd-64gb": (7, 2, 1)}


def test_a_program_reads_the_answer_back_with_its_spares(run) -> None:
    text = run("cost", "class.toml", *SHIPPED, "--format", "json").out
    read = read_answer(text.encode())
    assert isinstance(read, CostedPlan)
    assert read.spares is not None
    assert (read.spares.pieces, str(read.spares.amount)) == (6, "S$150.00")


def test_a_person_reads_what_is_needed_what_is_spare_and_what_that_costs(run) -> None:
    told = " ".join(run("cost", "class.toml", *SHIPPED).out.split())
    assert "21 needed + 3 spare" in told
    assert "Spares: 6 pieces. They add S$150.00 to the total." in told

    plain = run("cost", "kraken", *SHIPPED).out
    assert "pare" not in plain.partition("note:")[0]


def test_tables_for_programs_have_spares_apart(run) -> None:
    text = run("cost", "class.toml", *SHIPPED, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(each["needed"], each["spares"], each["left_over"]) for each in rows] == [
        ("21", "3", "0"),
        ("21", "3", "1"),
    ]
    assert "spares" not in run("cost", "kraken", *SHIPPED, "--format", "csv").out


def test_markdown_has_the_rules_and_both_counts(run) -> None:
    text = run("cost", "class.toml", *SHIPPED, "--format", "md").out
    rows = [[cell.strip() for cell in row.split("|")] for row in text.splitlines()]
    assert ["", "All parts", "10 %", "", "6", "", ""] in rows
    (head,) = (row for row in rows if "Needed per copy" in row)
    cards = next(row for row in rows if "Storage" in row)
    counts = ["Needed per copy", "Needed", "Spares", "Quantity", "Pack of", "Packs", "Left over"]
    assert [cards[head.index(each)] for each in counts] == ["7", "21", "3", "24", "5", "5", "1"]


def test_the_workbook_counts_spares_over_the_cell_of_copies(run, tmp_path: Path) -> None:
    file = tmp_path / "class.xlsx"
    run("export", "class.toml", "-o", str(file), *SHIPPED)
    sheet = openpyxl.load_workbook(file)["Bill of materials"]

    formulas = [str(cell.value) for row in sheet for cell in row]
    assert any("ROUNDUP(ROUND(" in each for each in formulas)
    assert any("copies" in each for each in formulas)


def test_spares_are_bought(run) -> None:
    def boards(*options: str) -> int:
        found = answer(run, "buy", "kraken-2026", *options, *TERMS)
        lines = [line for order in found["orders"] for line in order["lines"]]
        return sum(each["quantity"] for each in lines if each["part_number"] == "rpi-5-1gb")

    assert boards() == 7
    assert boards("--spare", "10%") == 8
    assert boards("--spare", "10%", "--copies", "10") == 77


def test_spares_of_a_bill_are_bought_too(run, tmp_path: Path) -> None:
    (tmp_path / "bom.csv").write_text(
        "part_number,quantity,alternates\nrpi-5-1gb,7,\nrpi-5-1gb,3,rpi-5-2gb\n", encoding="utf-8"
    )

    def pieces(*options: str) -> int:
        found = answer(run, "buy", "bom.csv", *options, *TERMS)
        return sum(line["quantity"] for each in found["orders"] for line in each["lines"])

    # Ten boards on two rows: one spare, not two.
    assert (pieces(), pieces("--spare", "10%")) == (10, 11)
    assert pieces("--spare", "board=1/4", "--copies", "2") == 25
    assert pieces("--spare", "cable=1/4") == 10


def test_owned_pieces_of_a_bill_need_spares_too(run, tmp_path: Path) -> None:
    (tmp_path / "bom.csv").write_text(
        "part_number,quantity,owned\nrpi-5-1gb,10,10\nrpi-psu-27w,2,0\n", encoding="utf-8"
    )
    found = answer(run, "buy", "bom.csv", "--spare", "10%", *TERMS)
    lines = [line for order in found["orders"] for line in order["lines"]]
    assert {each["part_number"]: each["quantity"] for each in lines} == {
        "rpi-5-1gb": 1,
        "rpi-psu-27w": 3,
    }


def test_each_build_of_an_order_has_its_own_spares_packed_beside_it(run) -> None:
    found = answer(
        run, "buy", "kraken-2026*2@Ann", "kraken-2026@Ben", "--spare", "board=10%", *TERMS
    )
    lines = [line for order in found["orders"] for line in order["lines"]]
    boards = [each["quantity"] for each in lines if each["part_number"] == "rpi-5-1gb"]
    lying = [each["spares"] for each in found["builds"]]

    # 14 boards have two spares, 7 have one: Ann's are not Ben's.
    assert sum(boards) == 24
    assert [[part["quantity"] for part in parts] for parts in lying] == [[2], [1]]


def test_what_the_next_copy_costs_counts_its_spares(run) -> None:
    plain = answer(run, "copies", "kraken-2026", "--most", "2", *TERMS)
    ruled = answer(run, "copies", "kraken-2026", "--most", "2", "--spare", "100%", *TERMS)
    two, doubled = plain["points"][1]["total"], ruled["points"][0]["total"]
    assert doubled == two


def test_the_upgrade_of_both_builds_has_their_spares(run) -> None:
    plain = answer(run, "upgrade", "kraken", "kraken-gigabit")
    ruled = answer(run, "upgrade", "kraken", "kraken-gigabit", "--spare", "switch=100%")
    assert float(ruled["delta"]["amount"]) > float(plain["delta"]["amount"])


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("300%", "'300%' is more than 100 %"),
        ("-1", "is neither a percentage nor 1/N"),
        ("-1%", "'-1%' is negative"),
        ("NaN", "is neither a percentage nor 1/N"),
        ("NaN%", "'NaN%' is not a number"),
        ("1/0", "from 1 to 10,000"),
        ("2/8", "from 1 to 10,000"),
        ("1/99999999999999999999", "from 1 to 10,000"),
        ("0.001%", "more than 2 decimals"),
        ("10", "is neither a percentage nor 1/N"),
        ("", "is neither a percentage nor 1/N"),
        ("=5%", "names no part before the ="),
        ("rpi-3x=5%", "Did you mean rpi-3b?"),
        ("bord=1/8", "Did you mean board?"),
        ("nothing-alike=1/8", "Categories: board, carrier"),
    ],
)
@pytest.mark.parametrize("command", ["cost", "buy", "export", "upgrade"])
def test_a_rule_that_cannot_be_is_refused_in_a_sentence(
    run, tmp_path: Path, command: str, rule: str, told: str
) -> None:
    builds = ("kraken", "kraken-gigabit") if command == "upgrade" else ("kraken",)
    found = run(command, *builds, f"--spare={rule}", *SHIPPED)
    assert found.code == 2
    assert told in " ".join(found.err.split())
    assert not list(tmp_path.rglob("*.xlsx"))


def test_two_rules_about_the_same_are_refused(run) -> None:
    found = run("cost", "kraken", "--spare", "10%", "--spare", "1/8", *SHIPPED)
    assert found.code == 2
    assert "two rules for all parts" in found.err


def test_a_purchase_of_one_build_says_which_pieces_are_spares(run, tmp_path: Path) -> None:
    asked = ("buy", "kraken-2026", "--spare", "10%", "--assume-shipping", "10")
    asked += ("--assume-tax", "9", "--on", "2026-11-23", *SHIPPED)
    shown = run(*asked, "--orders", str(tmp_path))
    told = " ".join(shown.out.split())
    assert "Spares among these pieces: 1 × Raspberry Pi 5 1 GB;" in told

    spares = json.loads(run(*asked, "--format", "json").out)["spares"]
    assert {"part_number": "rpi-5-1gb", "quantity": 1} in spares

    flat = csv.DictReader(io.StringIO(run(*asked, "--format", "csv").out))
    pieces = {row["part_number"]: (row["pieces"], row["spares"]) for row in flat}
    assert pieces["rpi-5-1gb"] == ("8", "1")

    book = openpyxl.load_workbook(tmp_path / "orders.xlsx")
    texts = [cell.value for row in book["Summary"].iter_rows() for cell in row]
    assert "Spares among these pieces" in texts
    plain = run(*(each for each in asked if each not in ("--spare", "10%")), "--format", "json")
    assert "spares" not in json.loads(plain.out)
