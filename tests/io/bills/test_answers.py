"""Every answer does what it says, and its question stays."""

from decimal import Decimal

import pytest

from planner.io.bills.reading import read_bill
from planner.io.readers.grids import read_pasted
from planner.model.bill_reading import BillReading


def read(text: str, **answers: str) -> BillReading:
    told = {key.replace("_", "-"): answer for key, answer in answers.items()}
    return read_bill(read_pasted(text), answers=told)


def sums(reading: BillReading) -> dict[str, Decimal]:
    return dict(reading.sums)


TAXED = "Item;Menge;Preis €;Gesamt €\n" + "".join(
    f"Teil {number};2;{number}0,00;{24 * number},00\n" for number in (1, 2, 3, 4)
)
SECTIONS = (
    "Item,Qty,Price EUR,Total EUR\nBase,,,\nBoard,1,10,10\nTotal Base,,,10\n"
    "Screen,,,\nPanel,1,40,40\nTotal Screen,,,40\n"
)
PACKED = "Item,Qty,Price EUR\nNuts (100 pcs),250,3.00\nBoard,1,10.00\n"
OPTIONAL = "Item,Qty,Price EUR\nBoard,1,10.00\nFan (optional),2,4.00\n"
UNPRICED = "Item,Qty,Price EUR\nBoard,1,10.00\nFan,2,\n"
FREE = "Item,Qty,Price EUR\nBoard,1,10.00\nFan,2,0.00\n"
WIRE = "Item,Qty,Price EUR\nCopper wire,25,0.40\nBoard,1,10.00\n"


@pytest.mark.parametrize(
    ("text", "answer", "before", "after"),
    [
        (TAXED, ("factor", "drop"), "240", "200"),
        (TAXED, ("factor", "tax"), "240", "240"),
        (SECTIONS, ("sections", "Base"), "50", "10"),
        (SECTIONS, ("sections", "all"), "50", "50"),
        (PACKED, ("packs-2", "pieces"), "760", "19"),
        (PACKED, ("packs-2", "packs"), "760", "760"),
        (OPTIONAL, ("optional", "leave"), "18", "10"),
        (WIRE, ("length-2", "length"), "20", "20"),
    ],
)
def test_an_answer_changes_what_the_lines_come_to_and_its_question_stays(
    text: str, answer: tuple[str, str], before: str, after: str
) -> None:
    plain, told = read(text), read_bill(read_pasted(text), answers=dict([answer]))

    assert sums(plain) == {"EUR": Decimal(before)}
    assert sums(told) == {"EUR": Decimal(after)}
    asked = {each.key: each for each in told.asked}
    assert asked[answer[0]].answered == answer[1]
    assert plain.disagreements == told.disagreements
    assert [each.key for each in plain.asked] == [each.key for each in told.asked]


def test_pieces_in_packs_are_bought_as_whole_packs() -> None:
    line = read_bill(read_pasted(PACKED), answers={"packs-2": "pieces"}).lines[0]

    assert (line.quantity, line.pieces, line.unit_price) == (3, 250, 3)


def test_a_length_becomes_one_piece_at_its_whole_price() -> None:
    line = read_bill(read_pasted(WIRE), answers={"length-2": "length"}).lines[0]

    assert (line.quantity, line.unit_price, line.quantity_text) == (1, 10, "25 (a length)")


@pytest.mark.parametrize(
    ("text", "answers", "unpriced", "whole"),
    [
        (UNPRICED, {}, ("row 3",), False),
        (UNPRICED, {"unpriced": "leave"}, ("row 3",), False),
        (UNPRICED, {"unpriced": "owned"}, (), True),
        (UNPRICED, {"unpriced": "free"}, (), True),
        (FREE, {}, ("row 3",), False),
        (FREE, {"zero-price": "unpriced"}, ("row 3",), False),
        (FREE, {"zero-price": "free"}, (), True),
        (FREE, {"zero-price": "owned"}, (), True),
    ],
)
def test_unpriced_is_no_price_until_somebody_says_owned_or_free(
    text: str, answers: dict[str, str], unpriced: tuple[str, ...], whole: bool
) -> None:
    reading = read_bill(read_pasted(text), answers=answers)

    assert reading.unpriced == unpriced
    assert (reading.totals is not None) == whole
    assert reading.lines[1].owned == ("owned" in answers.values())


TWO = (
    "| Item | Qty | Price A | Price B |\n|---|---|---|---|\n| Board | 2 | €10.00 | €11.00 |\n"
    "| Fan | 1 | €3.00 | €4.00 |\n\n"
    "| Item | Qty | Price A | Price B |\n|---|---|---|---|\n| Case | 1 | €20.00 | €30.00 |\n"
    "| Feet | 4 | €1.00 | €2.00 |\n"
)


def test_what_two_tables_raise_is_asked_of_each_and_answered_of_each() -> None:
    asked = [each.key for each in read_bill(read_pasted(TWO)).asked]
    assert "table 1!price-column" in asked
    assert "table 2!price-column" in asked
    assert len(set(asked)) == len(asked)

    apart = {"table 1!price-column": "2", "table 2!price-column": "3"}
    reading = read_bill(read_pasted(TWO), answers=apart)
    assert [line.unit_price for line in reading.lines] == [10, 3, 30, 2]

    both = read_bill(read_pasted(TWO), answers={"price-column": "3"})
    assert [line.unit_price for line in both.lines] == [11, 4, 30, 2]
    assert {each.answered for each in both.asked if each.key.endswith("price-column")} == {"3"}


def test_a_sum_without_a_quantity_is_one_of_it_when_the_person_says_so() -> None:
    text = "Item,Qty,Unit price EUR,Total EUR\nBoard,2,3.00,6.00\nFan,1,4.00,4.00\nScrews,,,4.50\n"
    (asked,) = [each for each in read_bill(read_pasted(text)).asked if each.key == "quantity-4"]
    assert [choice.key for choice in asked.choices] == ["1"]

    line = read_bill(read_pasted(text), answers={"quantity-4": "1"}).lines[2]
    assert (line.quantity, line.value) == (1, Decimal("4.50"))
