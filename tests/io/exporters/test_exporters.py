"""Exporters: every one of them, then CSV, Markdown and JSON; Excel has files of its own."""

import csv
import importlib
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from planner.engine.planning.compare import compare
from planner.engine.planning.cost import cost
from planner.engine.planning.upgrade import upgrade
from planner.engine.reporting import document
from planner.io.exporters import EXPORTERS, table_csv, table_markdown
from planner.io.exporters._json_values import money
from planner.io.exporters.json import answer_fields, to_json
from planner.io.exporters.markdown import document_text, escaped
from planner.model.costed import CostedPlan
from planner.model.document import Document
from planner.model.findings import Cell as Place
from planner.model.findings import Finding, Severity
from planner.model.money import Money
from planner.model.plan import Plan
from planner.model.table import Column, Kind, Marked, Row, Table
from tests.any_plan import RATES, plans
from tests.plans import (
    gst,
    kraken_like,
    offer,
    plan,
    position,
    price,
    shipping,
    small_catalog,
)
from tests.plans import money as amount

GOLDEN = Path(__file__).parents[2] / "golden"


def document_of(of: Plan, **extra: Any) -> Document:
    return document(of, cost(of), **extra)


def everything() -> Document:
    """A document with every report: unpriced, estimated, packed, taxed, retired and inferred."""
    of = plan(
        position("board", "rpi-3b", 7, price=price("35.00 USD"), why="7 nodes | 1 uplink"),
        position("storage", "microsd-16gb", 6, price=price("1280 JPY", pack_size=4)),
        position("switch", "switch-8g", price=price("30 SGD", low="20 SGD", high="50 SGD")),
        position("switch", "switch-8p", price=price("26.46 SGD"), retired=True),
        position("charger", "charger-10"),
        position("cable", "lead-03", 8, owned=True),
        rates=RATES,
        charges=(shipping("12.00 USD"), gst("9")),
        inferred="a comment names its boards.",
    )
    other = kraken_like(name="other", title="Other")
    return document_of(of, upgrade=upgrade(other, of), comparison=compare([of, other]))


# --- every exporter ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_exporter_is_its_module_with_title_ending_type_and_job(name: str) -> None:
    exporter = EXPORTERS[name]

    assert exporter is importlib.import_module(f"planner.io.exporters.{name}")
    assert exporter.TITLE
    assert exporter.SUFFIX.startswith(".")
    assert "/" in exporter.MEDIA_TYPE


@pytest.mark.parametrize("name", EXPORTERS)
@pytest.mark.parametrize(
    "make", [everything, lambda: document_of(plan()), lambda: document_of(kraken_like())]
)
def test_the_same_document_gives_the_same_bytes(name: str, make: Any) -> None:
    first, second = (EXPORTERS[name].export(make()) for _ in range(2))

    assert first == second
    assert first


@pytest.mark.parametrize("name", [name for name in EXPORTERS if name != "xlsx"])
def test_a_text_export_is_the_golden_one(name: str) -> None:
    made = EXPORTERS[name].export(document_of(kraken_like()))

    golden = GOLDEN / f"kraken_like{EXPORTERS[name].SUFFIX}"
    assert made.decode() == golden.read_text("utf-8")


@pytest.mark.parametrize("name", [name for name in EXPORTERS if name != "xlsx"])
def test_a_text_export_ends_in_one_line_end_and_has_no_byte_order_mark(name: str) -> None:
    text = EXPORTERS[name].export(everything()).decode()

    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text
    assert not text.startswith("\ufeff")


# --- any plan at all -----------------------------------------------------------------------------


@given(plans())
def test_any_plan_is_exported_in_every_form(of: Plan) -> None:
    made = document_of(of)

    for exporter in EXPORTERS.values():
        assert exporter.export(made)


@given(plans())
def test_any_plan_as_json_reads_back_to_its_amounts(of: Plan) -> None:
    bom = cost(of)

    read = json.loads(to_json(answer_fields(CostedPlan(of, bom))))

    assert Decimal(read["subtotal"]["amount"]) == bom.subtotal.amount
    assert (read["total"] is None) == (bom.total is None)
    assert [line["part_number"] for line in read["lines"]] == [
        line.line.part_number for line in bom.lines
    ]
    assert len(read["unpriced"]) == len(bom.unpriced)


@given(plans())
def test_any_plan_as_csv_adds_up_to_its_subtotal(of: Plan) -> None:
    bom = cost(of)

    rows = list(csv.DictReader(io.StringIO(table_csv(document(of, bom).lines), newline="")))

    amounts = [Decimal(row["amount_sgd"]) for row in rows if row["amount_sgd"]]
    assert len(rows) == len(bom.lines) + len(bom.charges)
    assert sum(amounts, Decimal(0)) == bom.subtotal.amount


@given(plans())
def test_any_plan_as_markdown_keeps_its_tables_in_shape(of: Plan) -> None:
    for block in document_text(document_of(of)).split("\n\n"):
        lines = block.split("\n")
        if lines[0].startswith("| "):
            bars = {len(_unescaped_bars(line)) for line in lines}
            assert len(bars) == 1, block


def _unescaped_bars(line: str) -> list[int]:
    found, skip = [], False
    for index, character in enumerate(line):
        if skip:
            skip = False
        elif character == "\\":
            skip = True
        elif character == "|":
            found.append(index)
    return found


# --- CSV -----------------------------------------------------------------------------------------


def small_table(*cells: Any, kind: Kind = Kind.TEXT) -> Table:
    rows = tuple(Row(str(index), (cell,)) for index, cell in enumerate(cells))
    return Table("t", "T", (Column("a", "A", kind),), rows)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Switch", "Switch"),
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", '"\'\r=1"'),
        ("\uff1d1+1", "'\uff1d1+1"),
        ('19" rack, 1U', '"19"" rack, 1U"'),
        ("two\nlines", '"two\nlines"'),
        (" padded ", '" padded "'),
        ("bell\x07", "bell\ufffd"),
        ("", ""),
    ],
)
def test_a_text_in_csv_is_shown_and_never_run(text: str, field: str) -> None:
    assert table_csv(small_table(text)) == f"A\n{field}\n"


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        (None, ""),
        (7, "7"),
        (-7, "-7"),
        (Decimal("93.10"), "93.10"),
        (Decimal("1E+3"), "1000"),
        (amount("-5 SGD"), "-5.00"),
        (amount("1280 JPY"), "1280"),
        (amount("0.3125 SGD"), "0.3125"),
        (date(2020, 6, 17), "2020-06-17"),
    ],
)
def test_a_number_in_csv_is_plain(cell: Any, field: str) -> None:
    assert table_csv(small_table(cell)) == f"A\n{field}\n"


def test_a_mark_in_csv_has_a_column_of_its_own() -> None:
    table = small_table(Marked(Decimal("93.1"), "measured"), Decimal(100))

    assert table_csv(table) == 'A,"A, how known"\n93.1,measured\n100,\n'


# --- Markdown ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Switch, 8 ports", "Switch, 8 ports"),
        ("tl_sg108", "tl_sg108"),
        ("_sly_", "\\_sly\\_"),
        ("a|b", "a\\|b"),
        ("a\\|b", "a\\\\\\|b"),
        ("two\nlines\r\nthree", "two<br>lines<br>three"),
        ("[x](http://y)", "\\[x\\](http://y)"),
        ("<script>", "\\<script\\>"),
        ("**bold**", "\\*\\*bold\\*\\*"),
        ("bell\x07\ttab", "bell\ufffd tab"),
    ],
)
def test_a_text_in_markdown_stays_one_line_of_plain_text(text: str, line: str) -> None:
    assert escaped(text) == line


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (None, Kind.MONEY, "not known"),
        (1000, Kind.INTEGER, "1,000"),
        (Decimal(9), Kind.PERCENT, "9 %"),
        (Decimal("0.71770"), Kind.NUMBER, "0.71770"),
        (amount("1234.5 SGD"), Kind.MONEY, "S$1,234.50"),
        (amount("-0.125 SGD"), Kind.MONEY, "-S$0.125"),
        (Money(Decimal(1) / 3, "SGD"), Kind.MONEY, "S$0.333333"),
        (date(2020, 6, 17), Kind.DATE, "2020-06-17"),
        ("https://example.org/a_b", Kind.LINK, "<https://example.org/a_b>"),
        ("the article, https://x", Kind.LINK, "the article, https://x"),
        (Marked(amount("5 SGD"), "estimated"), Kind.MIXED, "S$5.00 (estimated)"),
    ],
)
def test_a_value_in_markdown_reads_as_people_write_it(cell: Any, kind: Kind, text: str) -> None:
    assert table_markdown(small_table(cell, kind=kind)).split("\n")[2].strip("| ") == text


def test_a_table_in_markdown_is_aligned_in_the_text_itself() -> None:
    columns = (Column("part", "Part"), Column("n", "Quantity", Kind.INTEGER))
    rows = (Row("a", ("開關", 1)), Row("b", ("Cable", 8), strong=True))

    lines = table_markdown(Table("t", "T", columns, rows)).split("\n")

    assert lines == [
        "| Part      | Quantity |",
        "| --------- | -------: |",
        "| 開關      |        1 |",
        "| **Cable** |    **8** |",
    ]


def test_groups_details_and_notes_have_their_place_in_markdown() -> None:
    text = document_text(everything())

    assert "**S$" in text
    assert "lines unpriced" not in text
    assert "+ 1 line unpriced**" in text
    assert "| **Replaced** |" in text
    assert "Part number" not in text
    assert "> Small cluster is inferred and estimated" in text
    assert "unpriced: 1 line" in text
    assert "7 nodes \\| 1 uplink" in text
    assert "## Upgrade" in text
    assert "## Compare" in text


def test_markdown_without_findings_or_rates_says_nothing_of_rates() -> None:
    bare = plan(position("board", "rpi-3b", price=price("35.00 SGD")), rates=[])

    text = document_text(document_of(bare, findings=[]))

    assert "Rates:" not in text
    assert text.endswith("No issues found.")


def test_a_document_without_reports_is_its_headline() -> None:
    made = document_of(kraken_like())
    bare = Document(made.plan, made.bom, (), made.headline, made.lines, ())

    assert document_text(bare).startswith("# Kraken, as a test\n\n**S$626.63 = US$449.73")


# --- JSON ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("626.63 SGD", {"amount": "626.63", "currency": "SGD"}),
        ("35 USD", {"amount": "35.00", "currency": "USD"}),
        ("35.000 USD", {"amount": "35.00", "currency": "USD"}),
        ("1280 JPY", {"amount": "1280", "currency": "JPY"}),
        ("0.3125 SGD", {"amount": "0.3125", "currency": "SGD"}),
        ("1.5 KWD", {"amount": "1.500", "currency": "KWD"}),
    ],
)
def test_money_in_json_has_the_decimals_of_its_currency(text: str, fields: Any) -> None:
    assert money(amount(text)) == fields


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("93.1"), "93.1"),
        (Decimal("0.71770"), "0.71770"),
        (7, "7"),
        (None, "null"),
        (True, "true"),
        (date(2020, 6, 17), '"2020-06-17"'),
        ("S$ “7”\n\x1b", '"S$ “7”\\n\\u001b"'),
        ([], "[]"),
        ({}, "{}"),
        ((1, 2), "[1, 2]"),
        ({"a": {"b": 1}}, '{"a": {"b": 1}}'),
    ],
)
def test_a_value_in_json_keeps_its_digits(value: Any, text: str) -> None:
    assert to_json(value) == f"{text}\n"


def test_a_float_never_gets_into_json() -> None:
    with pytest.raises(TypeError, match=r"0\.1 is a float"):
        to_json({"rate": 0.1})


def test_long_lists_in_json_have_a_line_for_each_entry() -> None:
    assert to_json(["x" * 40, "y" * 40]) == f'[\n  "{"x" * 40}",\n  "{"y" * 40}"\n]\n'


def test_a_bill_in_json_has_total_second_currency_and_the_rate_between() -> None:
    of = kraken_like()

    fields = answer_fields(CostedPlan(of, cost(of)))

    assert fields["total"] == {"amount": "626.63", "currency": "SGD"}
    assert fields["also"] == [{"amount": "449.73", "currency": "USD"}]
    assert fields["rate"] == {
        "base": "SGD",
        "quote": "USD",
        "rate": "0.71770",
        "as_of": date(2020, 6, 17),
        "source": "the article",
    }
    assert fields["low"] is None


def test_a_bill_in_json_without_a_total_says_what_is_missing() -> None:
    of = plan(
        position("board", "rpi-3b", 7, price=price("35.00 SGD")),
        position("switch", "switch-8p"),
        also=(),
    )

    fields = answer_fields(CostedPlan(of, cost(of), told=()))

    assert fields["total"] is None
    assert fields["subtotal"] == {"amount": "245.00", "currency": "SGD"}
    assert fields["unpriced"] == ["switch-8p"]
    assert fields["rate"] is None
    assert fields["findings"] == []


def test_findings_in_json_have_their_place() -> None:
    place = Place(file="offers/acme.csv", row=7, column="unit_price", value="45k")
    finding = Finding(
        code="bad-number", severity=Severity.ERROR, subject="x", message="m", cell=place
    )

    fields: Any = answer_fields(finding)["error"]

    assert fields["cell"] == {
        "file": "offers/acme.csv",
        "sheet": None,
        "row": 7,
        "column": "unit_price",
        "value": "45k",
    }
    assert fields["severity"] == "error"


def test_a_comparison_in_json_lists_values_in_the_order_of_its_builds() -> None:
    of, other = kraken_like(), plan(position("cable", "lead-03"), name="bare", title="Bare")

    fields = json.loads(to_json(answer_fields(compare([of, other]))))
    metrics = {metric["name"]: metric for metric in fields["metrics"]}

    assert fields["builds"] == ["kraken-like", "bare"]
    assert metrics["price"]["values"] == [{"amount": "626.63", "currency": "SGD"}, None]
    assert metrics["price"]["bases"] == ["allocated", ""]
    assert metrics["nodes"]["values"] == [7, 0]
    assert metrics["nic_mbps"]["values"] == [93.1, None]
    assert metrics["isa"]["values"] == ["arm64", None]


def test_an_upgrade_in_json_lists_what_is_kept_bought_and_retired() -> None:
    catalog = small_catalog(offers=[offer("switch-8g", "82.36"), offer("switch-8p", "20.00")])
    boards = position("board", "rpi-3b", 7, price=price("35.00 SGD"))
    before = plan(boards, position("switch", "switch-8p"), catalog=catalog)
    after = plan(boards, position("switch", "switch-8g"), catalog=catalog)

    change = upgrade(before, after, resale={"switch-8p": amount("5 SGD")})
    fields = json.loads(to_json(answer_fields(change)))

    assert fields["delta"] == {"amount": "77.36", "currency": "SGD"}
    assert fields["resale"] == {"amount": "5.00", "currency": "SGD"}
    assert fields["total_after"] == {"amount": "342.36", "currency": "SGD"}
    assert [line["part_number"] for line in fields["added"]] == ["switch-8g"]
    assert [line["quantity"] for line in fields["kept"]] == [7]
    assert fields["retired"][0]["fetches"] == {"amount": "5.00", "currency": "SGD"}


def test_json_of_a_document_has_upgrade_and_comparison_where_asked() -> None:
    whole = json.loads(EXPORTERS["json"].export(everything()))
    bare = json.loads(EXPORTERS["json"].export(document_of(kraken_like())))

    assert set(whole) - set(bare) == {"upgrade", "compare"}
    assert whole["low"]["amount"] < whole["high"]["amount"]
    assert whole["charges"][1]["percent"] == 9
