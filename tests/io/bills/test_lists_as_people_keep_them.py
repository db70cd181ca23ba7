"""Bills of materials as people publish them: every value of each file, and nothing besides.

`tests/data/bom_files/expected.json` says what each file holds; its README tells what is hard.
"""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planner.io.bills.reading import read_bill
from planner.io.readers.grids import read_grids
from planner.model.bill_reading import BillReading, Disagreement

FOLDER = Path(__file__).resolve().parents[2] / "data" / "bom_files"
EXPECTED: list[dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text("utf-8"))
each_file = pytest.mark.parametrize("expected", EXPECTED, ids=lambda each: str(each["file"]))
# Rows that only rule a table off, or are empty; a reader need not tell of them.
_RULED = frozenset({"\\hline", "empty row"})


@cache
def _read(name: str) -> BillReading:
    return read_bill(read_grids(name, (FOLDER / name).read_bytes()))


def read(expected: dict[str, Any]) -> BillReading:
    return _read(expected["file"])


def amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def rows_of(text: object) -> list[int]:
    rows: list[int] = []
    for part in str(text).split(","):
        first, _, last = part.strip().partition("-")
        rows += range(int(first), int(last or first) + 1)
    return rows


@each_file
def test_every_line_has_its_place_its_numbers_and_its_currency(expected: dict[str, Any]) -> None:
    told = {
        (line.sheet, line.row): (
            line.quantity, line.unit_price, line.line_total, line.currency, line.hidden
        )
        for line in read(expected).lines
    }  # fmt: skip

    assert told == {
        (line.get("sheet"), line["row"]): (
            amount(line["quantity"]),
            amount(line["unit_price"]),
            amount(line["line_total"]),
            line["currency"],
            bool(line.get("hidden")),
        )
        for line in expected["lines"]
    }


@each_file
def test_every_line_has_its_name(expected: dict[str, Any]) -> None:
    told = {(line.sheet, line.row): line.name for line in read(expected).lines}

    for line in expected["lines"]:
        # A remark in the cell, behind the name, may stay with it.
        name = " ".join(line["name"].split())
        assert told[line.get("sheet"), line["row"]].startswith(name)


@each_file
def test_pieces_are_told_apart_from_what_is_ordered(expected: dict[str, Any]) -> None:
    told = {(line.sheet, line.row): line.pieces for line in read(expected).lines}

    for line in expected["lines"]:
        if "pieces" in line:
            assert told[line.get("sheet"), line["row"]] == amount(line["pieces"])


@each_file
def test_the_sums_are_those_of_the_lines(expected: dict[str, Any]) -> None:
    reading = read(expected)

    assert dict(reading.sums) == {c: Decimal(n) for c, n in expected["sum_of_lines"].items()}
    for key, told in (
        ("sum_without_hidden", reading.sums_without_hidden),
        ("sum_of_products", reading.sums_of_products),
        ("shipping", reading.shipping),
    ):
        if key in expected:
            assert dict(told) == {c: Decimal(n) for c, n in expected[key].items()}


@each_file
def test_every_stated_sum_is_found_with_the_rows_it_claims_to_hold(
    expected: dict[str, Any],
) -> None:
    told = [
        (each.row, each.value, each.of_rows, each.plus) for each in read(expected).stated_totals
    ]

    assert sorted(told) == sorted(
        (each["row"], Decimal(each["value"]), each["of_rows"],
         tuple(Decimal(plus) for plus in each.get("plus", ())))
        for each in expected["stated_totals"]
    )  # fmt: skip


@each_file
def test_exactly_the_contradictions_of_a_file_are_told(expected: dict[str, Any]) -> None:
    def told(each: Disagreement) -> tuple[object, ...]:
        if each.factor is not None:
            return each.rows, each.factor
        return each.where, each.stated, each.counted, each.difference

    def wanted(each: dict[str, Any]) -> tuple[object, ...]:
        if "factor" in each:
            return each["rows"], Decimal(each["factor"])
        numbers = (each["stated"], each["counted"], each["difference"])
        return each["where"], *(Decimal(number) for number in numbers)

    reading = read(expected)

    assert {told(each) for each in reading.disagreements} == {
        wanted(each) for each in expected["disagreements"]
    }


@each_file
def test_what_is_hidden_or_unpriced_is_told(expected: dict[str, Any]) -> None:
    reading = read(expected)

    assert {(each.where, each.holds_lines) for each in reading.hidden} == {
        (each["where"], each["holds_lines"]) for each in expected["hidden"]
    }
    assert sorted(reading.unpriced) == sorted(expected.get("unpriced", ()))


@each_file
def test_no_filled_row_is_passed_over(expected: dict[str, Any]) -> None:
    reading = read(expected)
    told = {(each.sheet, each.row): each for each in reading.not_lines}
    headings = {(table.sheet, row) for table in reading.tables for row in table.header_rows}

    for each in expected["not_lines"]:
        for row in rows_of(each["row"]):
            place = each.get("sheet"), row
            assert each["what"] in _RULED or place in told or place in headings
            if "amount" in each:
                assert told[place].amount == Decimal(each["amount"])


@each_file
def test_a_plain_file_is_asked_nothing_and_any_other_is(expected: dict[str, Any]) -> None:
    assert bool(read(expected).asked) == bool(expected["must_ask"])


@each_file
def test_there_is_no_total_while_a_question_that_matters_is_open(
    expected: dict[str, Any],
) -> None:
    reading = read(expected)
    doubts = [each for each in reading.open_questions if each.matters]

    assert (reading.totals is None) == bool(doubts or reading.unpriced or reading.unread)
    if expected.get("sum_complete") is False:
        assert reading.totals is None


@each_file
def test_how_a_text_is_written_is_found_out(expected: dict[str, Any]) -> None:
    reading = read(expected)

    for key in ("encoding", "delimiter"):
        if key in expected and reading.kind in ("delimited", "latex"):
            assert getattr(reading, key).replace("-", "") == expected[key].replace("-", "")
    if expected.get("decimal"):
        assert reading.decimal == expected["decimal"]
