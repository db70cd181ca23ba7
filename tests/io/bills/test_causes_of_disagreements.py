"""What several line totals have in common is one cause, told once: a tax, or shipping."""

from decimal import Decimal

import pytest

from planner.jobs.importing import read_pasted_bill
from planner.model.bill_reading import Asked, BillReading

TAXED = """Item,Qty,Unit price (EUR),Total (EUR)
Raspberry Pi 5,3,67.00,239.19
PoE switch,1,84.00,99.96
"""
NAMED = """Item,Qty,Price ex VAT (£),Line total inc VAT (£)
Raspberry Pi 5,4,62.50,300.00
Switch,1,25.00,30.00
"""
NET_OF_GROSS = """Item,Qty,Unit price gross (EUR),Total net (EUR)
Raspberry Pi 5,2,119.00,200.00
Switch,1,59.50,50.00
"""
SHIPPED = """Item,Qty,Unit price,Shipping,Total
Raspberry Pi 5,3,$80.00,$6.00,$246.00
Switch,1,$30.00,$4.50,$34.50
Cables,5,$2.00,$0.00,$10.00
Total,,,,$290.50
"""
SAID = """Item,Qty,Unit price,Total (incl. shipping)
Raspberry Pi 5,3,$80.00,$246.00
Switch,1,$30.00,$34.50
Cables,5,$2.00,$10.00
"""
ALIKE = """Item,Qty,Unit price,Total
Raspberry Pi 5,3,$80.00,$244.99
Switch,1,$30.00,$34.99
Cables,5,$2.00,$14.99
"""
TYPED_WRONG = """Item,Qty,Unit price,Total
Raspberry Pi 5,3,$80.00,$250.00
Switch,1,$30.00,$34.00
Cables,5,$2.00,$10.00
"""


def read(text: str, **answers: str) -> BillReading:
    told = {key.replace("_", "-"): answer for key, answer in answers.items()}
    return read_pasted_bill(text, columns={}, answers=told)


def asked(reading: BillReading, key: str) -> Asked:
    (found,) = (each for each in reading.asked if each.key == key)
    return found


@pytest.mark.parametrize(
    ("text", "factor", "percent"),
    [(TAXED, "1.19", "19 %"), (NAMED, "1.2", "20 %"), (NET_OF_GROSS, "0.8403", "19 %")],
)
def test_a_tax_in_two_line_totals_is_one_finding_with_its_likely_cause(
    text: str, factor: str, percent: str
) -> None:
    reading = read(text)

    (wrong,) = reading.disagreements
    assert (wrong.rows, wrong.factor) == ("2-3", Decimal(factor))
    assert percent in wrong.why
    assert percent in asked(reading, "factor").text


def test_a_tax_that_no_heading_names_is_asked_and_can_be_left_out() -> None:
    assert read(TAXED).totals is None
    assert dict(read(TAXED, factor="tax").totals or ()) == {"EUR": Decimal("339.15")}
    assert dict(read(TAXED, factor="drop").totals or ()) == {"EUR": Decimal(285)}


def test_a_tax_that_the_headings_name_leaves_nothing_open() -> None:
    assert asked(read(NAMED), "factor").proposed == "tax"
    assert dict(read(NAMED).totals or ()) == {"GBP": Decimal(330)}


@pytest.mark.parametrize("text", [SHIPPED, SAID])
def test_shipping_in_line_totals_is_told_and_is_no_disagreement(text: str) -> None:
    reading = read(text)

    assert not reading.disagreements
    assert "10.5 " in asked(reading, "held-shipping").text
    assert dict(reading.totals or ()) == {"USD": Decimal("290.5")}
    assert dict(read(text, held_shipping="counted").totals or ()) == {"USD": Decimal(280)}


def test_shipping_beside_the_line_totals_is_asked_as_before() -> None:
    text = SHIPPED.replace("246", "240").replace("34.50", "30").replace("290.50", "280")

    assert "held-shipping" not in {each.key for each in read(text).asked}
    assert asked(read(text), "shipping").choices


def test_the_same_amount_more_on_every_line_is_one_finding() -> None:
    (wrong,) = read(ALIKE).disagreements

    assert (wrong.rows, wrong.stated, wrong.counted) == ("2-4", Decimal("294.97"), Decimal(280))
    assert "4.99" in wrong.why
    assert dict(read(ALIKE, stated_or_counted="counted").totals or ()) == {"USD": Decimal(280)}


def test_line_totals_with_nothing_in_common_are_told_one_by_one() -> None:
    assert [each.where for each in read(TYPED_WRONG).disagreements] == ["row 2", "row 3"]


def test_a_heading_that_leaves_shipping_out_explains_nothing() -> None:
    text = SAID.replace("incl. shipping", "without shipping")

    assert len(read(text).disagreements) == 2
