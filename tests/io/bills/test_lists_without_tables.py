"""Lists that are no tables: carts copied from a shop's page, lines with a price, sentences."""

from decimal import Decimal

import pytest

from planner.jobs.importing import read_pasted_bill
from planner.model.bill_reading import Asked, BillReading, ReadLine
from planner.model.findings import PlannerError

AMAZON = """Shopping Cart
Price
Raspberry Pi 5 8GB
In Stock
FREE delivery Tomorrow
Qty: 2
Delete
Save for later
$79.99
Anker Prime Charger 200W, 6-Port GaN
In Stock
Qty: 1
Delete
Save for later
$84.99
Cat 6 cable, 0.5 m
In Stock
Qty: 3
Delete
Save for later
$9.99
Subtotal (6 items): $274.94
"""
PRICE_FIRST = """Warenkorb
Raspberry Pi 5 8 GB
79,99 €
Menge: 2
Löschen
Netzteil 27 W
12,99 €
Menge: 3
Löschen
Zwischensumme (5 Artikel): 198,95 €
"""
DIGIKEY = """1
SC1112-ND
Raspberry Pi
SC1112
SBC 2.4GHZ 4 CORE 8GB RAM
In Stock
Quantity
4
Unit Price
$80.00
Extended Price
$320.00
2
277-1667-ND
Phoenix Contact
1935161
TERM BLOCK 2POS
In Stock
Quantity
10
Unit Price
$0.52
Extended Price
$5.20
Subtotal
$325.20
"""
MOUSER = """Mouser #: 358-SC1112
Mfr. #: SC1112
Mfr.: Raspberry Pi
Desc.: Raspberry Pi 5 8GB
Qty.: 4
Unit Price: $80.00
Ext. Price: $320.00

Mouser #: 485-4648
Mfr. #: 4648
Mfr.: Adafruit
Desc.: PoE HAT
Qty.: 4
Unit Price: $24.95
Ext. Price: $99.80

Merchandise Total: $419.80
"""
BLOCKS = """Raspberry Pi 5 8GB
Qty: 2
$79.99

Samsung 1TB SSD
Qty: 1
$64.50
"""
SPOKEN = (
    "My cluster has 4 nodes. Each node has 1 x Raspberry Pi 5 8GB ($80), 1 x PoE HAT ($25) and "
    "1 x 64GB SD card ($9). Plus an 8 port PoE switch ($65) and 5 x patch cables ($2 each)."
)
PER_NODE = """Per node (4 nodes):
1 x Raspberry Pi 5 8GB - $80 each
2 x M2.5 screws - $1 each

Shared:
1 x 8 port switch - $65 each

Total: $393
"""


def read(text: str, **answers: str) -> BillReading:
    told = {key.replace("_", "-"): answer for key, answer in answers.items()}
    return read_pasted_bill(text, columns={}, answers=told)


def numbers(line: ReadLine) -> tuple[str, str, str, str]:
    cells = (line.quantity, line.unit_price, line.line_total)
    quantity, price, total = ("" if cell is None else f"{cell:f}" for cell in cells)
    return line.name, quantity, price, total


def asked(reading: BillReading, key: str) -> Asked:
    (found,) = (each for each in reading.asked if each.key == key)
    return found


def test_a_cart_with_a_line_for_each_thing_it_says_is_read_thing_by_thing() -> None:
    reading = read(AMAZON)

    assert [numbers(line) for line in reading.lines] == [
        ("Raspberry Pi 5 8GB", "2", "79.99", ""),
        ("Anker Prime Charger 200W, 6-Port GaN", "1", "84.99", ""),
        ("Cat 6 cable, 0.5 m", "3", "9.99", ""),
    ]
    assert dict(reading.totals or ()) == {"USD": Decimal("274.94")}
    assert not reading.disagreements


def test_a_price_that_stands_before_its_quantity_belongs_to_the_same_thing() -> None:
    reading = read(PRICE_FIRST)

    assert [numbers(line) for line in reading.lines] == [
        ("Raspberry Pi 5 8 GB", "2", "79.99", ""),
        ("Netzteil 27 W", "3", "12.99", ""),
    ]
    assert dict(reading.sums) == {"EUR": Decimal("198.95")}
    assert not reading.disagreements


@pytest.mark.parametrize(
    ("text", "numbers_of_parts", "total"),
    [(DIGIKEY, ["SC1112", "1935161"], "325.20"), (MOUSER, ["SC1112", "4648"], "419.80")],
)
def test_the_cart_of_a_distributor_has_the_numbers_of_its_parts(
    text: str, numbers_of_parts: list[str], total: str
) -> None:
    reading = read(text)

    assert [line.part_number for line in reading.lines] == numbers_of_parts
    assert dict(reading.totals or ()) == {"USD": Decimal(total)}
    assert not reading.open_questions


def test_a_bare_price_of_several_pieces_is_asked_with_both_readings() -> None:
    reading = read(BLOCKS)

    assert [each.key for each in asked(reading, "headings").choices] == ["yes", "line"]
    assert reading.totals is None
    assert dict(read(BLOCKS, headings="yes").totals or ()) == {"USD": Decimal("224.48")}
    assert dict(read(BLOCKS, headings="line").totals or ()) == {"USD": Decimal("144.49")}


def test_what_a_cart_comes_to_says_which_reading_is_right() -> None:
    reading = read(f"{BLOCKS}\nSubtotal: $144.49\n")

    assert [numbers(line)[3] for line in reading.lines] == ["79.99", "64.5"]
    assert all(each.proposed == "yes" for each in reading.open_questions)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Cables x 5 : 15\nPi 4 4GB x 3 : 165\nSwitch x 1 : 20\nTotal : 200\n", "200"),
        ("5 x cables - 3\n3 x Pi 4 4GB - 55\n1 x switch - 20\nTotal - 200\n", "200"),
    ],
)
def test_lines_without_a_currency_are_read_as_their_total_says(text: str, total: str) -> None:
    reading = read(text)

    assert dict(reading.sums) == {"unknown": Decimal(total)}
    assert not reading.disagreements
    assert {each.key for each in reading.open_questions if each.matters} == {"currency"}


def test_without_a_total_nobody_guesses_what_a_number_behind_a_line_is_of() -> None:
    text = "5 x cables - 15\n3 x Pi 4 4GB - 55\n1 x switch - 20\n"

    assert {each.key for each in read(text).open_questions} >= {"currency", "headings"}
    of_lines = read(text, currency="EUR", headings="line")
    assert dict(of_lines.totals or ()) == {"EUR": Decimal(90)}


def test_text_with_numbers_at_the_ends_of_its_lines_is_no_list() -> None:
    with pytest.raises(PlannerError, match="No table"):
        read("Chapter one : 15\nChapter two : 20\nPages - 200\n")


@pytest.mark.parametrize(
    "text",
    [
        "Part,Cost\nPi 4,4 x $55 = $220\nSwitch,1 x $30 = $30\nTotal,$250\n",
        "Pi 4: 4 x $55 = $220\nSwitch: $30\nTotal: $250\n",
    ],
)
def test_a_product_in_one_cell_is_how_many_what_each_and_what_all_cost(text: str) -> None:
    reading = read(text)

    assert numbers(reading.lines[0]) == ("Pi 4", "4", "55", "220")
    assert dict(reading.totals or ()) == {"USD": Decimal(250)}
    assert not reading.disagreements


def test_a_wrong_product_in_one_cell_is_a_disagreement() -> None:
    reading = read("Part,Cost\nPi 4,4 x $55 = $230\nSwitch,1 x $30 = $30\n")

    (wrong,) = reading.disagreements
    assert (wrong.stated, wrong.counted) == (Decimal(230), Decimal(220))


def test_things_in_a_sentence_are_lines_and_how_many_nodes_there_are_is_asked() -> None:
    reading = read(SPOKEN)

    assert [numbers(line)[:3] for line in reading.lines] == [
        ("Raspberry Pi 5 8GB", "1", "80"),
        ("PoE HAT", "1", "25"),
        ("64GB SD card", "1", "9"),
        ("8 port PoE switch", "1", "65"),
        ("patch cables", "5", "2"),
    ]
    assert reading.totals is None
    assert [each.key for each in asked(reading, "times-1").choices] == ["4", "1"]
    assert dict(read(SPOKEN, times_1="4").totals or ()) == {"USD": Decimal(531)}
    assert dict(read(SPOKEN, times_1="1").totals or ()) == {"USD": Decimal(189)}


def test_a_total_tells_how_often_the_parts_of_each_node_are_bought() -> None:
    reading = read(PER_NODE)

    assert asked(reading, "times-1").proposed == "4"
    (wrong,) = reading.disagreements
    assert "4 times" in wrong.why
    assert dict(read(PER_NODE, times_1="4").totals or ()) == {"USD": Decimal(393)}


def test_quantities_that_are_of_all_nodes_already_stay_as_they_are() -> None:
    reading = read(PER_NODE.replace("393", "147"))

    assert asked(reading, "times-1").proposed == "1"
    assert dict(reading.totals or ()) == {"USD": Decimal(147)}


@pytest.mark.parametrize("answer", ["many", "-3", "2.5", "1e9", "0", "100000"])
def test_a_number_of_nodes_that_is_none_is_refused(answer: str) -> None:
    with pytest.raises(PlannerError, match="times-1"):
        read(PER_NODE, times_1=answer)


def test_any_number_of_nodes_can_be_answered() -> None:
    assert dict(read(PER_NODE, times_1="3").sums) == {"USD": Decimal(311)}


def test_many_lines_without_a_quantity_raise_one_question() -> None:
    text = "- Switch: $65\n- Case: $20\n- 4 x Pi 4: $55 each\n"
    reading = read(text)

    assert asked(reading, "quantities").rows == (1, 2)
    assert dict(read(text, quantities="one").totals or ()) == {"USD": Decimal(305)}


def test_a_list_in_the_markup_of_a_forum_is_read() -> None:
    text = "[b]My cluster[/b]\n[list]\n[*]4x Pi 4 - 55 EUR each\n[*]1x Switch - 25 EUR\n[/list]\n"

    assert dict(read(text).totals or ()) == {"EUR": Decimal(245)}


def test_dots_that_lead_to_a_price_are_no_part_of_a_name() -> None:
    text = "Pi 5 .......... 4 x $80.00 = $320.00\nSwitch ........ 1 x $65.00 = $65.00\n"

    assert [line.name for line in read(text).lines] == ["Pi 5", "Switch"]


def test_a_total_tells_that_lines_without_a_quantity_are_one_of_each() -> None:
    text = "1. Board - $219\n2. 4x CM4 - $90 each\n3. PSU - $35\nTotal: $614\n"
    reading = read(text)

    assert asked(reading, "quantities").proposed == "one"
    (wrong,) = reading.disagreements
    assert "one of each" in wrong.why
    assert dict(read(text, quantities="one").totals or ()) == {"USD": Decimal(614)}


@pytest.mark.parametrize(
    ("text", "total"),
    [
        (
            (
                "Ethernet adapter USB3\nColor: Grey\nUS $9.87\nx4\n\n"
                "M.2 adapter\nColor: Black\nUS $3.20\nx2\n\nTotal: US $45.88\n"
            ),
            "45.88",
        ),
        (
            (
                "Crucial P3 SSD\nQTY: 3\n$64.99 each\n$194.97\n\n"
                "TP-Link switch\nQTY: 1\n$19.99 each\n$19.99\n\nGrand Total\n$214.96\n"
            ),
            "214.96",
        ),
    ],
)
def test_carts_say_in_other_ways_how_many_and_what_each_costs(text: str, total: str) -> None:
    reading = read(text)

    assert len(reading.lines) == 2
    assert dict(reading.totals or ()) == {"USD": Decimal(total)}
    assert not reading.disagreements


def test_columns_that_are_called_by_their_currencies_are_prices_in_each() -> None:
    reading = read("Item,Qty,USD,EUR\nPi 5,4,80.00,74.00\nSwitch,1,65.00,60.00\n")

    assert [each.key for each in asked(reading, "price-column").choices][:2] == ["2", "3"]
    assert reading.totals is None


def test_numbers_of_makers_and_shops_are_told_by_their_sign() -> None:
    text = "Mouser #,Mfr. #,Description,Order Qty.,Price (USD),Ext. (USD)\n"
    text += "358-SC1112,SC1112,Raspberry Pi 5,4,$80.00,$320.00\n485-4648,4648,HAT,4,$24,$96\n"

    assert [line.part_number for line in read(text).lines] == ["358-SC1112", "485-4648"]


def test_shipping_that_is_added_is_shipping() -> None:
    text = "Bezeichnung;Anzahl;Preis in €\nPi;2;80,00\nNetzteil;2;10,00\n;;Summe: 180,00\n"
    reading = read(f"{text}zzgl. Versand;;5,90\nGesamt;;185,90\n")

    assert dict(reading.shipping) == {"EUR": Decimal("5.90")}
    assert not reading.disagreements


def test_bare_numbers_before_all_names_say_how_many() -> None:
    text = "* 6 Raspberry Pi 4: $330\n* 6 microSD: $48\n* 1 8 port switch: $22\nTotal cost: $400\n"
    reading = read(text)

    assert [numbers(line)[:2] for line in reading.lines] == [
        ("Raspberry Pi 4", "6"),
        ("microSD", "6"),
        ("8 port switch", "1"),
    ]
    assert not reading.disagreements


def test_a_price_behind_a_french_at_is_that_of_a_piece() -> None:
    text = "2 Stück Pi 5 à 84,90 € = 169,80 €\n2 Stück Netzteil à 12,90 € = 25,80 €\n"

    assert [numbers(line) for line in read(text).lines] == [
        ("Pi 5", "2", "84.9", "169.8"),
        ("Netzteil", "2", "12.9", "25.8"),
    ]


def test_a_title_over_a_list_without_headings_says_its_currency() -> None:
    text = (
        "Shopping list (all prices in SGD)\n\n"
        "Raspberry Pi 4    7    115.00    805.00\n"
        "USB-C cable       7      3.50     24.50\n"
    )

    assert dict(read(text).sums) == {"SGD": Decimal("829.50")}


def test_points_with_nothing_but_prices_are_lines_of_their_sections() -> None:
    text = "Each worker (3 of them):\n- Pi 4 - $75\n- SSD - $40\nMaster:\n- Pi 5 - $80\n"

    assert dict(read(text, times_1="3").totals or ()) == {"USD": Decimal(425)}
