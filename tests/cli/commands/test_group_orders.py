"""Several builds in one order: who pays what, what goes into each copy, and how it is written."""

import json
from pathlib import Path

import openpyxl
import pytest

SHIPPED = ("--catalog", str(Path(__file__).resolve().parents[3] / "catalogs"))
TERMS = ("--assume-shipping", "10", "--assume-tax", "9", "--on", "2026-11-01")


def answer(run, *arguments: str):
    return json.loads(run("buy", *arguments, *TERMS, *SHIPPED, "--format", "json").out)


def test_two_owners_share_one_order_and_their_shares_foot_to_its_total(run) -> None:
    found = answer(run, "kraken-2026*2@Ann", "kraken-2026@Ben:USD")

    assert [(each["title"], each["copies"], each["owner"]) for each in found["builds"]] == [
        ("Kraken rebuilt in 2026", 2, "Ann"),
        ("Kraken rebuilt in 2026", 1, "Ben"),
    ]
    shares = found["shares"]
    pays = [float(each["pays"]["amount"]) for each in shares["owners"]]
    assert round(sum(pays), 2) == float(found["total"]["amount"])
    for each in shares["owners"]:
        parts = [float(each[part]["amount"]) for part in ("goods", "shipping", "charges", "taxes")]
        assert round(sum(parts), 2) == float(each["pays"]["amount"])
        assert float(each["pays"]["amount"]) <= float(each["alone"]["amount"])
    assert shares["owners"][1]["also"]["currency"] == "USD"
    alone = [float(each["alone"]["amount"]) for each in shares["owners"]]
    saves = float(shares["saves"]["amount"])
    assert saves == pytest.approx(sum(alone) - sum(pays), abs=0.005)


def test_a_share_is_told_in_a_currency_that_nobody_else_pays_in(run) -> None:
    found = answer(run, "kraken-2026@Ann:JPY", "kraken-2026@Ben")
    assert found["shares"]["owners"][0]["also"]["currency"] == "JPY"


def test_three_builds_of_one_kind_in_two_hands_cost_what_three_copies_do(run) -> None:
    shared = answer(run, "kraken-2026*2@Ann", "kraken-2026@Ben")
    copies = answer(run, "kraken-2026", "--copies", "3")
    assert shared["total"] == copies["total"]
    assert answer(run, "kraken-2026*3")["total"] == copies["total"]
    assert "shares" not in copies


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("alone", "Shared in proportion to what each would pay alone."),
        ("goods", "Shared by the value of the goods, order by order."),
        ("equal-shipping", "shipping in equal parts for everybody who buys something"),
    ],
)
def test_the_rule_by_which_an_order_is_shared_is_said(run, rule: str, told: str) -> None:
    builds = ("kraken-2026@Ann", "kraken-2026*2@Ben")
    found = run("buy", *builds, "--split", rule, *TERMS, *SHIPPED)
    assert told in " ".join(found.out.split())


def test_without_owners_each_build_pays_for_itself(run) -> None:
    found = answer(run, "kraken-2026", "pi-5-poe-2026", "--partial")
    assert [each["owner"] for each in found["shares"]["owners"]] == [
        "Kraken rebuilt in 2026",
        found["builds"][1]["title"],
    ]


def test_the_orders_come_with_a_packing_list_for_each_copy_and_a_sheet_of_who_pays(
    run, tmp_path: Path
) -> None:
    run("buy", "kraken-2026*2@Ann", "kraken-2026@Ben", "--orders", str(tmp_path), *TERMS, *SHIPPED)

    book = openpyxl.load_workbook(tmp_path / "orders.xlsx", data_only=True)
    packing = [cell for row in book["Packing lists"].values for cell in row if cell is not None]
    for title in (
        "Kraken rebuilt in 2026, 1 of 2 (Ann)",
        "Kraken rebuilt in 2026, 2 of 2 (Ann)",
        "Kraken rebuilt in 2026 (Ben)",
    ):
        assert title in packing
    assert packing.count("Raspberry Pi 5 1 GB") == 3
    owes = [cell for row in book["Who pays what"].values for cell in row]
    assert {"Ann", "Ben"} <= set(owes)
    assert "Kraken rebuilt in 2026, 2 of 2 (Ann)" in (tmp_path / "orders.html").read_text()


def test_what_is_owned_is_packed_with_what_is_bought(run, tmp_path: Path) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_text("part_number,quantity,owned\nrpi-5-1gb,2,1\nrpi-psu-27w,1,1\n")
    found = answer(run, f"{bill}@Ann", "kraken-2026@Ben")
    assert found["builds"][0]["packed_in_each"] == [
        {"part_number": "rpi-5-1gb", "quantity": 2},
        {"part_number": "rpi-psu-27w", "quantity": 1},
    ]


def test_of_many_copies_one_packing_list_is_for_each_of_them(run, tmp_path: Path) -> None:
    run("buy", "kraken-2026*101", "--orders", str(tmp_path), *TERMS, *SHIPPED)
    page = (tmp_path / "orders.html").read_text()
    assert "Kraken rebuilt in 2026, each of 101 copies" in page
    assert "1 of 101" not in page


def test_one_copy_of_one_build_needs_no_packing_list(run, tmp_path: Path) -> None:
    run("buy", "kraken-2026", "--orders", str(tmp_path), *TERMS, *SHIPPED)
    assert "Packing lists" not in openpyxl.load_workbook(tmp_path / "orders.xlsx").sheetnames


def test_what_is_owned_of_a_bill_serves_one_copy(run, tmp_path: Path) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_text("part_number,quantity,owned\nrpi-5-1gb,2,1\nrpi-psu-27w,1,1\n")
    three = answer(run, f"{bill}*3")
    bought = {
        line["part_number"]: line["quantity"] for each in three["orders"] for line in each["lines"]
    }
    assert bought == {"rpi-5-1gb": 5, "rpi-psu-27w": 2}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("kraken-2026", "kraken-2026"), "kraken-2026 is in the order twice. Name it once"),
        (("kraken-2026@Ann", "kraken-2026@Ann"), "kraken-2026 is in the order twice for Ann."),
        (("kraken-2026*0",), "'0' is not a number of copies"),
        (("kraken-2026*1.5", "octopi"), "'1.5' is not a number of copies"),
        (("kraken-2026*-2",), "'-2' is negative. Write it like 10."),
        (("kraken-2026*1000000000",), "is not a number of copies"),
        (("kraken-2026*",), "'' is not a number. Write it like 10."),
        (("kraken-2026@",), "names no owner"),
        (("kraken-2026@Ann:US",), "names no owner"),
        (("kraken-2026@Ann:XQX", "octopi"), "XQX"),
        (("kraken-2026*2", "--copies", "3"), "write the number there: 'kraken-2026*3'"),
        (("kraken-2026", "octopi", "--copies", "3"), "'kraken-2026*3' 'octopi*3'"),
        (("kraken-2026", "octopi", "--split", "even"), "There is no rule 'even'"),
        (tuple(f"k{number}" for number in range(101)), "at most 100 BOMs"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(run, arguments: tuple[str, ...], told: str) -> None:
    found = run("buy", *arguments, *SHIPPED)
    assert found.code != 0
    assert "Traceback" not in found.err
    assert told in " ".join(found.err.split())


def test_a_file_whose_name_has_such_signs_is_read_as_it_is_called(run, tmp_path: Path) -> None:
    bill = tmp_path / "bill*2@home.csv"
    bill.write_text("part_number,quantity\nrpi-5-1gb,1\n")
    found = answer(run, str(bill))
    assert [line["quantity"] for each in found["orders"] for line in each["lines"]] == [1]


@pytest.mark.parametrize("option", [("--orders", "o"), ("--certificate", "c.json"), ("--cart",)])
def test_a_check_writes_nothing_and_says_so(run, tmp_path: Path, option: tuple[str, ...]) -> None:
    run("buy", "kraken-2026", "--certificate", "basket.json", *TERMS, *SHIPPED)
    found = run("buy", "kraken-2026", "--check", "basket.json", *option, *SHIPPED)
    assert found.code == 2
    assert f"{option[0]}: A check writes nothing." in " ".join(found.err.split())
    assert not (tmp_path / "o").exists()
