"""What a person said of a list holds for the next one with the same headings, and is told."""

import json
from datetime import date
from pathlib import Path

import pytest

from planner.io.bills.opened import OpenedBill
from planner.jobs.importing import open_list_bytes, open_list_text, read_list
from planner.jobs.list_memories import forget, recall, remember
from planner.model.bill_reading import BillReading
from planner.model.list_memory import ListMemory, Remembered

LISTS = Path(__file__).resolve().parents[1] / "data" / "bom_files"
DAY = date(2026, 11, 30)
FIRST = "Item,Qty,Spare,Price each\nBoard of Ada,2,5,35.00\nFan,1,3,4.00\n"
NEXT = "Item,Qty,Spare,Price each\nSwitch,7,1,12.50\nCable,9,2,1.25\n"


def said(own: Path, text: str, **told: dict[str, str]) -> tuple[OpenedBill, BillReading]:
    """Read a list as a person says, and remember it."""
    opened = open_list_text(text)
    columns, answers = told.get("columns", {}), told.get("answers", {})
    reading, _ = read_list(opened, columns=columns, answers=answers)
    remember(own, opened.outline, reading, columns=columns, answers=answers, on=DAY)
    return opened, reading


def read_again(
    own: Path, text: str, **told: dict[str, str]
) -> tuple[BillReading, Remembered | None]:
    opened = open_list_text(text)
    columns, answers = told.get("columns", {}), told.get("answers", {})
    return read_list(opened, columns=columns, answers=answers, memory=recall(own, opened.outline))


def test_a_column_that_was_named_is_taken_in_the_next_list_of_such_headings(tmp_path: Path) -> None:
    said(tmp_path, FIRST, columns={"quantity": "2"})

    reading, used = read_again(tmp_path, NEXT)

    assert [line.quantity for line in reading.lines] == [1, 2]
    assert used == Remembered(on=DAY, columns=(("quantity", "2"),))


def test_a_currency_that_was_answered_holds_where_a_list_names_none(tmp_path: Path) -> None:
    said(tmp_path, FIRST, answers={"currency": "SGD"})

    reading, used = read_again(tmp_path, NEXT)
    stated, of_stated = read_again(
        tmp_path, NEXT.replace("12.50", "€12.50").replace("1.25", "€1.25")
    )

    assert reading.totals == (("SGD", reading.sums[0][1]),)
    assert used is not None
    assert used.answers == (("currency", "SGD"),)
    assert [each[0] for each in stated.sums] == ["EUR"]
    assert of_stated is None


def test_what_is_said_now_counts_before_what_was_said_before(tmp_path: Path) -> None:
    said(tmp_path, FIRST, columns={"quantity": "2"}, answers={"currency": "SGD"})

    reading, used = read_again(
        tmp_path, NEXT, columns={"quantity": "1"}, answers={"currency": "EUR"}
    )

    assert [line.quantity for line in reading.lines] == [7, 9]
    assert [each[0] for each in reading.sums] == ["EUR"]
    assert used is None


def test_a_column_that_is_named_for_something_else_is_not_what_it_was(tmp_path: Path) -> None:
    said(tmp_path, FIRST, columns={"quantity": "2"})

    reading, used = read_again(tmp_path, NEXT, columns={"unit_price": "2"})

    assert [line.unit_price for line in reading.lines] == [1, 2]
    assert used is None


def test_other_headings_are_another_shape(tmp_path: Path) -> None:
    said(tmp_path, FIRST, columns={"quantity": "2"})

    _, used = read_again(tmp_path, NEXT.replace("Spare", "Stock"))

    assert used is None


def test_a_workbook_and_a_text_of_the_same_headings_are_of_one_shape() -> None:
    book = open_list_bytes("plain.xlsx", (LISTS / "plain.xlsx").read_bytes())
    (table,) = book.tables
    headings = ",".join(table.region.over.values())
    text = open_list_text(f"{headings}\n" + "Board,2,3.00,6.00\n" * 2)

    assert text.shape == book.shape


def test_what_is_forgotten_is_gone_and_no_copy_of_it_stays(tmp_path: Path) -> None:
    opened, _ = said(tmp_path, FIRST, columns={"quantity": "2"})
    said(tmp_path, FIRST, columns={"quantity": "1"})

    forget(tmp_path, opened.outline)

    assert recall(tmp_path, opened.outline) is None
    assert [each for each in tmp_path.rglob("*") if each.suffix == ".json"] == []


def test_no_heading_name_number_or_price_of_a_list_is_kept(tmp_path: Path) -> None:
    numbers = {"quantity-2": "77", "currency": "SGD", "unpriced": "owned"}
    text = "Item,Qty,Price each,Note for Ada\nBoard,2 m,35.00,ring Ada\nFan,1,,x\n"
    said(tmp_path, text, columns={"name": "0"}, answers=numbers)

    (kept,) = tmp_path.rglob("*.json")
    content = kept.read_text()

    told = json.loads(content)
    assert set(told) == {"shape", "on", "columns", "answers"}
    assert told["answers"] == [{"question": "currency", "answer": "SGD"}]
    assert not any(word in content for word in ("Item", "Board", "Ada", "35", "77", "owned"))


def test_a_column_of_one_table_is_kept_by_its_place_and_not_by_the_name_of_a_sheet(
    tmp_path: Path,
) -> None:
    text = "Item,Qty,More,Price\nA,1,2,3\nB,1,2,3\n\nPart,Qty,Price,Note\nC,4,5,x\nD,4,5,y\n"
    opened, _ = said(tmp_path, text, columns={"table 1!quantity": "2"})

    reading, used = read_again(tmp_path, text)

    assert opened.names == ("table 1", "table 2")
    assert [line.quantity for line in reading.lines] == [2, 2, 4, 4]
    assert used == Remembered(on=DAY, columns=(("table 1!quantity", "2"),))


def test_a_field_that_is_in_no_column_is_remembered_too(tmp_path: Path) -> None:
    said(tmp_path, FIRST, columns={"quantity": "none"})

    reading, used = read_again(tmp_path, NEXT)

    assert [line.quantity for line in reading.lines] == [None, None]
    assert used == Remembered(on=DAY, columns=(("quantity", "none"),))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"shape": "00", "on": "2026-11-30"}',
        b'{"shape": "%s", "on": "x"}',
        b'{"shape": "%s", "on": "2026-11-30", "answers": [{"question": "hidden", "answer": "a"}]}',
        b'{"shape": "%s", "on": "2026-11-30", "columns": [{"field": "quantity", "column": -1}]}',
    ],
)
def test_a_file_that_says_nothing_that_can_be_used_is_as_none(
    content: bytes, tmp_path: Path
) -> None:
    opened = open_list_text(FIRST)
    (tmp_path / "imports").mkdir()
    told = content.replace(b"%s", opened.shape.encode())
    (tmp_path / "imports" / f"{opened.shape}.json").write_bytes(told)

    assert recall(tmp_path, opened.outline) is None


def test_a_memory_that_does_not_fit_the_file_any_more_keeps_nobody_from_reading(
    tmp_path: Path,
) -> None:
    opened = open_list_text(FIRST)
    memory = ListMemory.model_validate(
        {
            "shape": opened.shape,
            "on": DAY,
            "columns": [
                {"field": "quantity", "column": 40},
                {"field": "quantity", "table": 9, "column": 1},
            ],
        }
    )

    reading, used = read_list(opened, columns={}, answers={}, memory=memory)

    assert len(reading.lines) == 2
    assert used is None
