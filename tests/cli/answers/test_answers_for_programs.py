"""JSON, CSV and Markdown: one document on stdout, messages elsewhere."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

COST_FIELDS = {"total", "also", "rate", "lines", "unpriced", "findings"}
LINE_FIELDS = {"part_number", "category", "quantity", "unit_price", "line_total", "basis", "source"}


def test_cost_as_json_has_what_programs_rely_on(run) -> None:
    ran = run("cost", "small", "--format", "json")
    answer = json.loads(ran.out)

    assert answer["total"] == {"amount": "262.00", "currency": "SGD"}
    assert answer["also"] == [{"amount": "131.00", "currency": "USD"}]
    assert answer["rate"] == {
        "base": "SGD", "quote": "USD", "rate": "0.5", "as_of": "2020-06-17", "source": "the bank",
    }  # fmt: skip
    assert answer["unpriced"] == []
    assert set(answer) >= COST_FIELDS
    assert set(answer["lines"][0]) >= LINE_FIELDS
    assert ran.err == ""


def test_an_unpriced_build_has_no_total_in_json(run) -> None:
    answer = json.loads(run("cost", "gap", "--format", "json").out)

    assert answer["total"] is None
    assert answer["unpriced"] == ["sw8g"]
    assert {f["code"] for f in answer["findings"]} == {
        "price-missing",
        "switch-wasted",
        "single-switch",
    }


@pytest.mark.parametrize(
    ("arguments", "fields"),
    [
        (["compare", "small", "guess"], {"builds", "metrics"}),
        (["upgrade", "small", "guess"], {"kept", "added", "retired", "delta", "also"}),
        (["builds"], {"builds"}),
        (["parts"], {"parts"}),
        (["check"], {"counts", "findings"}),
        (["rates"], {"recorded", "answer", "answered_by"}),
    ],
)
def test_every_json_answer_is_one_document(arguments, fields, run) -> None:
    ran = run(*arguments, "--format=json")

    assert fields <= set(json.loads(ran.out))
    assert ran.err == ""


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["cost", "smal"], "build-unknown", 1),
        (["cost", "small", "--catalog", "nowhere"], "catalog-missing", 1),
        (["cost", "small", "--on", "soon"], "usage", 2),
        (["cost", "small", "--colour"], "usage", 2),
        (["cost"], "usage", 2),
        (["rates", "fetch"], "rates-live-off", 1),
    ],
)
def test_an_error_is_one_json_document_too(arguments, code, exit_code, run) -> None:
    ran = run(*arguments, "--format", "json")

    assert json.loads(ran.out)["error"]["code"] == code
    assert (ran.err, ran.code) == ("", exit_code)


def test_csv_holds_every_line_and_leaves_messages_to_stderr(run) -> None:
    ran = run("cost", "gap", "--format", "csv")
    rows = list(csv.DictReader(StringIO(ran.out)))

    assert [row["part_number"] for row in rows] == ["pi", "card", "usb6", "sw8g", "lead", "cord"]
    assert [row["amount_sgd"] for row in rows][2:4] == ["40.00", ""]
    assert ran.err.startswith("warning: Eight fast ports")


@pytest.mark.parametrize(
    ("arguments", "column", "first"),
    [
        (["builds"], "total", "262.00"),
        (["parts", "--on", "2020-06-17"], "price", "50.00"),
        (["compare", "small", "guess"], "Small", "262.00"),
        (["upgrade", "small", "guess"], "amount", "45.00"),
        (["rates"], "Rate", "0.5"),
    ],
)
def test_lists_are_csv_with_plain_numbers(arguments, column, first, run) -> None:
    rows = list(csv.DictReader(StringIO(run(*arguments, "-f", "csv").out)))

    assert first in [row[column] for row in rows]


def test_the_amounts_of_an_upgrade_in_csv_add_up_to_its_cost(run) -> None:
    ran = run("upgrade", "small", "guess", "--resale", "sw8=12.50", "--format", "csv")
    rows = list(csv.DictReader(StringIO(ran.out)))

    assert [row["change"] for row in rows if row["amount"]] == ["buy", "retire"]
    assert [row["amount"] for row in rows if row["amount"]] == ["45.00", "-12.50"]
    assert [row["basis"] for row in rows if row["amount"]] == ["estimated", ""]
    assert all(row["count_basis"] for row in rows)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["cost", "small"], "# Small"),
        (["compare", "small", "guess"], "| Price"),
        (["upgrade", "small", "guess"], "+ To buy"),
        (["builds"], "| small "),
        (["parts"], "| pi "),
        (["check"], "No problems found"),
    ],
)
def test_markdown_can_be_pasted(arguments, words, run) -> None:
    ran = run(*arguments, "--format", "md")

    assert words in ran.out
    assert "\x1b" not in ran.out


def test_the_findings_of_a_check_are_a_table_in_csv(run, catalog: Path) -> None:
    (catalog / "offers/shop.csv").write_text(
        "part_number,currency,price,quoted_on,basis,source\npi,SGD,45k,2020-06-01,quoted,x\n"
    )

    rows = list(csv.DictReader(StringIO(run("check", "--format", "csv").out)))

    assert rows[0]["Where"] == "offers/shop.csv row 2, price"


def test_every_amount_of_an_upgrade_in_csv_stands_beside_its_own_currency(run) -> None:
    ran = run("upgrade", "small", "guess", "--currency", "USD", "--resale", "sw8=10", "-f", "csv")
    rows = [row for row in csv.DictReader(StringIO(ran.out)) if row["amount"]]

    assert {row["currency"] for row in rows} == {"USD"}
    assert [row["each_currency"] for row in rows] == ["SGD", "USD"]


def test_where_more_is_bought_than_is_used_the_price_says_how_much(run, catalog: Path) -> None:
    offers = catalog / "offers" / "shop.csv"
    header, *rows = offers.read_text().splitlines()
    terms = {"card": "5,1", "lead": "1,10"}  # least order, pieces in a pack
    rows = [f"{row},{terms.get(row.partition(',')[0], '1,1')}" for row in rows]
    offers.write_text("\n".join([f"{header},minimum_quantity,pack_size", *rows]) + "\n")

    shown = {
        line.split("  ")[0]: " ".join(line.split())
        for line in run("cost", "small").out.splitlines()
    }
    assert "SD card 3 S$10.00, 5 bought S$50.00" in shown["SD card"]
    assert "Network cable 4 S$1.50 for 10 S$1.50" in shown["Network cable"]

    (catalog / "builds" / "more.toml").write_text(
        (catalog / "builds" / "small.toml").read_text().replace("quantity = 3", "quantity = 4")
    )
    rows = list(csv.DictReader(StringIO(run("upgrade", "small", "more", "-f", "csv").out)))
    card = next(row for row in rows if row["part_number"] == "card" and row["change"] == "buy")
    assert [card[key] for key in ("quantity", "pack_size", "packs", "amount")] == [
        "1",
        "1",
        "0",
        "0.00",
    ]
    assert "S$10.00, none bought" in run("upgrade", "small", "more").out
