"""Kinds of rows, columns and sums that published bills hold: each read, or asked, never guessed."""

import time
from decimal import Decimal

import pytest

from planner.io.bills.reading import read_bill
from planner.io.readers.grids import read_pasted
from planner.model.bill_reading import BillReading


def read(text: str, **answers: str) -> BillReading:
    return read_bill(read_pasted(text), answers=answers)


def keys(reading: BillReading) -> list[str]:
    return [asked.key for asked in reading.asked]


def values(reading: BillReading) -> list[Decimal | None]:
    return [line.value for line in reading.lines]


def test_a_set_a_roll_or_a_pair_is_counted_like_a_piece() -> None:
    reading = read(
        "Item,Qty,Unit price (USD)\nScrews,1 set,4.00\nTape,2 rolls,3.50\nBelts,1 Paar,6.00\n"
    )

    assert [line.quantity for line in reading.lines] == [1, 2, 1]
    assert dict(reading.sums) == {"USD": Decimal("17.00")}
    assert not reading.asked


def test_words_in_brackets_behind_a_quantity_leave_it_what_it_is() -> None:
    reading = read("Item,Qty,Unit price (EUR)\nMount,2 (optional),4.00\nFoot,4,1.00\n")

    assert [line.quantity for line in reading.lines] == [2, 4]


@pytest.mark.parametrize("quantity", ["as needed", "TBD", "4 (2 spare)", "10+2", "some"])
def test_a_quantity_that_is_no_number_stays_a_line_without_an_amount(quantity: str) -> None:
    reading = read(f"Item,Qty,Unit price (EUR)\nWire,{quantity},4.00\nFoot,4,1.00\n")

    assert [line.name for line in reading.lines] == ["Wire", "Foot"]
    assert values(reading) == [None, 4]
    assert reading.unread == ("row 2",)


def test_the_numbers_of_rows_are_neither_quantities_nor_prices() -> None:
    reading = read(
        "#,Material,Quantity,Price\n1,Board,2,\n2,Case,1,\n3,Card,4,\n4,Cable,4,\n6,Fan,1,\n"
    )

    assert [line.quantity for line in reading.lines] == [2, 1, 4, 4, 1]
    assert not reading.sums
    assert len(reading.unpriced) == 5


def test_the_values_of_components_are_no_prices() -> None:
    reading = read(
        "Designator,Footprint,Quantity,Value,Order code\n"
        '"C1, C2",0603,2,100n,C100\nR1,0805,1,330,C101\nU1,SOIC-8,1,TL072,C103\n'
    )

    assert [line.quantity for line in reading.lines] == [2, 1, 1]
    assert not reading.sums
    assert not reading.unread


def test_order_numbers_under_the_name_of_a_shop_are_no_prices() -> None:
    reading = read(
        "Reference,Qty,Shop A,Shop B,Description\n"
        "R1 R2,2,9333924,1150103,Resistor\n"
        "C1,1,2112751,1265068,Capacitor\nD1,3,2675146,2329504,LED\n"
    )

    assert [line.quantity for line in reading.lines] == [2, 1, 3]
    assert not reading.sums


def test_a_price_that_nothing_multiplies_is_that_of_the_line() -> None:
    reading = read("Part,Cost,Link\nMotor,$100,https://a.example\nBoard,$58,\nTotal,$158,\n")

    assert dict(reading.sums) == {"USD": 158}
    assert [each.counted for each in reading.stated_totals] == [158]
    assert not reading.asked


def test_a_count_in_the_name_of_a_priced_line_is_asked() -> None:
    text = "Part,Cost (USD)\n2x Motor,100\nBoard,58\nBearing x4,8\n"

    assert keys(read(text)) == ["counts"]
    assert dict(read(text, counts="all").sums) == {"USD": 166}
    assert dict(read(text, counts="each").sums) == {"USD": 290}


def test_prices_of_pieces_without_any_quantity_are_asked_once() -> None:
    text = "Item,Unit price (USD)\nMotor,100\nBoard,58\nCase,8\n"

    assert keys(read(text)) == ["quantities"]
    assert not read(text).sums
    assert dict(read(text, quantities="one").sums) == {"USD": 166}
    assert keys(read(text, quantities="one")) == ["quantities"]


def test_two_currencies_side_by_side_are_two_prices_and_which_is_paid_is_asked() -> None:
    text = "Item,Qty,Price (CAD),Price (USD)\nBoard,1,$7.10,$5.20\nServo,4,$9.40,$6.90\n"
    reading = read(text)

    assert "price-column" in keys(reading)
    assert not reading.disagreements
    assert all(line.line_total is None for line in reading.lines)
    other = read_bill(read_pasted(text), answers={"price-column": "3"})
    assert [line.unit_price for line in other.lines] == [Decimal("5.2"), Decimal("6.9")]


def test_a_sum_beside_the_headings_is_a_stated_sum_and_no_column() -> None:
    reading = read(
        "Part,Quantity,Price / Item in USD,Price Total in USD,Source,Total:,53.50\n"
        "Filament,2,20.00,40.00,Shop\nHose,1,10.00,10.00,Shop\nTape,1,3.50,3.50,Shop\n"
    )

    assert [line.quantity for line in reading.lines] == [2, 1, 1]
    assert [(each.value, each.counted) for each in reading.stated_totals] == [
        (Decimal("53.5"), Decimal("53.5"))
    ]
    assert not reading.asked


def test_a_grand_total_holds_the_lines_of_the_tables_above_it() -> None:
    reading = read(
        "Materials,,,\nName,Unit price,Qty,Total (USD)\nLaptop,1800,4,7200\n,,,7200\n,,,\n"
        "Labour,,,\nName,Unit price,Qty,Total (USD)\nAda,35,30,1050\nBob,35,30,1050\n,,,2100\n"
        ",,,9300\n"
    )

    assert [(each.value, each.counted) for each in reading.stated_totals] == [
        (7200, 7200), (2100, 2100), (9300, 9300)
    ]  # fmt: skip
    assert not reading.disagreements


def test_an_estimated_price_counts_only_when_a_person_says_so() -> None:
    text = "Part,Cost\nMotor,~110€\nBoard,~30€\nTape,~3€\nCable,~2€\nTotal,~145€\n"

    assert "estimates" in keys(read(text))
    assert not read(text).sums
    assert dict(read(text, estimates="take").sums) == {"EUR": 145}
    assert len(read(text).lines) == 4


def test_a_price_with_a_count_inside_is_unread_and_its_line_is_kept() -> None:
    reading = read("Item,Cost,Source\nMotor,84$,Shop\nServo,PKR 300(10),Own\nHub,45$,Shop\n")

    assert [line.name for line in reading.lines] == ["Motor", "Servo", "Hub"]
    assert reading.unread == ("row 3",)


def test_a_thing_that_comes_with_shipping_is_no_shipping() -> None:
    reading = read(
        "Qty,Item,Price (USD),Total\n2,Gas tank of 22 l (with shipping),50,100\n"
        "1,Shipping container,900,900\n1,Shipping,15,15\n"
    )

    assert [line.name for line in reading.lines] == [
        "Gas tank of 22 l (with shipping)", "Shipping container"
    ]  # fmt: skip
    assert dict(reading.shipping) == {"USD": 15}


def test_a_length_in_brackets_that_says_total_is_no_total() -> None:
    reading = read("Item,Qty\nMotor,2\nWire 20 AWG (10 ft total),1\nFuse,3\n")

    assert [line.quantity for line in reading.lines] == [2, 1, 3]
    assert not reading.stated_totals


def test_a_row_of_numbers_that_speaks_of_stock_is_no_second_heading() -> None:
    reading = read(
        "Category,Component,Qty,Unit_Cost_USD,Total_Cost_USD,Notes\n"
        "Power,Bank,1,50.00,50.00,Check price\nPower,Power cable,2,10.00,20.00,Check stock\n"
        "Power,Management,1,35.00,35.00,Check part number\n"
    )

    assert len(reading.tables) == 1
    assert dict(reading.sums) == {"USD": 105}
    assert not reading.asked


def test_an_amount_with_its_own_label_is_the_sum_of_its_row() -> None:
    reading = read(
        "Component,Qty,Unit cost (USD),Total cost (USD),Supplier\n"
        "Bank,1,50.00,50.00,Shop\nCable,2,10.00,20.00,Shop\nSUBTOTAL,3,,,TOTAL: $70.00\n"
    )

    assert [(each.value, each.counted) for each in reading.stated_totals] == [(70, 70)]


def test_names_of_fields_of_programs_are_headings_too() -> None:
    reading = read("partName,unit_price,qty,currency\nBoard,5.00,2,EUR\nCase,1.50,1,EUR\n")

    assert dict(reading.sums) == {"EUR": Decimal("11.50")}
    assert not reading.asked


@pytest.mark.parametrize(
    "text",
    [
        "name,type,wire gauge,pin\nEM1,XHP4,22,14\nXR0,Terminal,22,3\nXR1,Terminal,22,5\n",
        "Test,Result\nCamera,2\nMotor,1\nRadio,2\n",
        "Time,Voltage\n1,0.5\n2,0.7\n3,0.9\n",
        "",
        "just a sentence of a letter",
    ],
)
def test_what_is_no_bill_has_no_amounts(text: str) -> None:
    reading = read(text)

    assert not reading.sums
    assert not reading.stated_totals


def test_a_table_that_lies_on_its_side_gives_no_sum_in_silence() -> None:
    reading = read("Item,Board,Case,Cable\nQty,2,1,4\nUnit price,10.00,5.00,1.00\n")

    assert not reading.sums or any(asked.matters and asked.is_open for asked in reading.asked)


def test_questions_stay_the_same_whatever_was_answered() -> None:
    text = "Item,Qty,Unit price\nMotor,0,10\nBoard,1,~5\nWire,2 m,3\n"
    first = read(text)
    answered = {asked.key: asked.choices[0].key if asked.choices else "1" for asked in first.asked}

    again = read(text, **answered)

    assert keys(again) == keys(first)
    assert all(not asked.is_open for asked in again.asked)


def test_which_of_several_quantities_is_bought_is_asked_where_no_sum_tells() -> None:
    text = "Item,Qty per unit,Total qty,Unit price (USD)\nMotor,2,10,5.00\nBoard,1,5,20.00\n"

    assert "quantity-column" in keys(read(text))
    chosen = read_bill(read_pasted(text), answers={"quantity-column": "2"})
    assert dict(chosen.sums) == {"USD": 150}
    assert keys(chosen) == keys(read(text))


def test_a_share_of_a_pack_is_counted_as_the_file_does() -> None:
    reading = read(
        "Name,Price,Sold Quantity,Needed Quantity,Cost of Used Parts\n"
        "Servo,$56.00,4,12,$168.00\nScrews,$9.00,100,4,$0.36\nNuts,$8.00,50,8,$1.28\n"
        "Subtotal,,,,$169.64\n"
    )

    assert [line.quantity for line in reading.lines] == [12, 4, 8]
    assert dict(reading.sums) == {"USD": Decimal("169.64")}


def test_amounts_beside_labels_outside_a_table_are_no_lines_of_it() -> None:
    reading = read(
        "Item,Qty,Unit price (EUR),,,\nBoard,4,86.00,,Whole door,546.41\n"
        "Card,4,59.00,,Tags,130.00\n"
        "Case,1,20.00,,,\n"
    )

    assert dict(reading.sums) == {"EUR": 600}
    assert not reading.disagreements


def test_a_line_whose_name_stands_only_above_is_named_by_what_it_says() -> None:
    reading = read(
        "Part,Value,Qty,Price each (USD)\nResistor,1k,1,0.10\n,100k,2,0.20\n,22uF,1,0.61\n"
    )

    assert [line.name for line in reading.lines] == ["Resistor", "100k", "22uF"]
    assert dict(reading.sums) == {"USD": Decimal("1.11")}


def test_net_and_gross_below_the_lines_are_sums() -> None:
    reading = read(
        "Artikel;Menge;Einzelpreis (EUR);Gesamt\nBoard;2;10,00;20,00\nKabel;1;5,00;5,00\n"
        "Netto;;;25,00\nMwSt 19 %;;;4,75\nBrutto;;;29,75\n"
    )

    assert dict(reading.sums) == {"EUR": 25}
    assert [(each.value, each.counted) for each in reading.stated_totals] == [
        (25, 25), (Decimal("29.75"), Decimal("29.75"))
    ]  # fmt: skip


def test_prices_at_several_amounts_are_prices_of_pieces() -> None:
    reading = read(
        "Part,Qty,Price 1 (USD),Price 10 (USD),Price 100 (USD)\nMotor,2,10.00,9.00,8.00\n"
        "Nut,12,5.00,4.00,3.00\n"
    )

    assert all(line.line_total is None for line in reading.lines)
    assert keys(reading) == ["price-column"]


def test_what_is_required_and_what_is_to_be_bought_are_told_apart() -> None:
    text = "Part,Required,In stock,To buy,Unit price (USD)\nNut,10,4,6,1.00\nFan,5,5,0,2.00\n"

    assert "quantity-column" in keys(read(text))


def test_a_line_below_0_is_asked_and_can_be_left_out() -> None:
    text = "Item,Qty,Unit price (USD)\nBoard,-2,10.00\nCase,1,5.00\n"

    assert keys(read(text)) == ["negative"]
    assert dict(read(text, negative="leave").sums) == {"USD": 5}
    assert keys(read(text, negative="leave")) == ["negative"]


def test_about_so_many_is_asked() -> None:
    text = "Item,Qty,Unit price (USD)\nNut,~10,1.00\nCase,1,5.00\n"

    assert keys(read(text)) == ["quantity-2"]
    assert dict(read_bill(read_pasted(text), answers={"quantity-2": "10"}).sums) == {"USD": 15}


def test_things_that_are_called_like_a_tax_or_a_postage_are_lines_where_they_are_counted() -> None:
    reading = read(
        "Item,Qty,Unit price (USD)\nPort expander,1,5.00\nPorts,2,1.00\nTax stamp,1,2.00\n"
        "Vat for dye,1,30.00\nShipping,1,9.00\n"
    )

    assert dict(reading.sums) == {"USD": 39}
    assert dict(reading.shipping) == {"USD": 9}


@pytest.mark.parametrize(
    ("text", "numbers", "known"),
    [
        (
            "Item,Qty,Price USD,Total\nBoard,2,1,299.00,2,598.00\nFan,3,5.00,15.00\n",
            (2, 1299, 2598),
            True,
        ),
        ("Item,Qty,Price USD\nBoard,1,1,299.00\nFan,1,5.00\n", (1, 1299, None), False),
        ("Item,Qty,Price\nBoard,1,$1,299.00\nFan,1,$5.00\n", (1, 1299, None), False),
    ],
)
def test_a_number_that_a_comma_tore_is_put_together_and_asked_about(
    text: str, numbers: tuple[int | None, ...], known: bool
) -> None:
    reading = read(text)

    first = reading.lines[0]
    assert (first.quantity, first.unit_price, first.line_total) == numbers
    (asked,) = [each for each in reading.asked if each.key == "commas"]
    assert asked.rows == (2,)
    # Only the file's own arithmetic shows it without a person.
    assert asked.matters is not known
    assert (reading.totals is not None) is known
    assert read(text, commas="yes").totals is not None


def test_a_torn_row_that_can_be_put_together_in_two_ways_stays_unread() -> None:
    reading = read("Item,Qty,Price USD,Note\nBoard,100,250,300,x\nFan,1,5,\n")

    assert [line.name for line in reading.lines] == ["Fan"]
    assert reading.unread == ("row 2",)
    assert reading.totals is None


@pytest.mark.parametrize(
    "text",
    [
        "Part,Board,Switch,Cable\nQty,4,1,5\nUnit price (USD),60.00,30.00,2.50\n",
        (
            "| | Board | Switch | Cable |\n|---|---|---|---|\n| Qty | 4 | 1 | 5 |\n"
            "| Price | $60.00 | $30.00 | $2.50 |\n"
        ),
    ],
)
def test_a_table_that_lies_on_its_side_has_a_line_for_each_column(text: str) -> None:
    reading = read(text)

    assert [(line.name, line.quantity, line.unit_price, line.row) for line in reading.lines] == [
        ("Board", 4, 60, 2), ("Switch", 1, 30, 3), ("Cable", 5, Decimal("2.5"), 4)
    ]  # fmt: skip
    assert dict(reading.totals or ()) == {"USD": Decimal("282.5")}
    assert keys(reading) == ["turned"]


def test_a_remark_behind_the_last_heading_tears_no_number() -> None:
    reading = read("Item,Qty,Price USD\nBoard,2,75,bought in 2024\nFan,1,5,\n")

    assert values(reading) == [150, 5]


@pytest.mark.parametrize("written", ["~970", "ca. 970", "approx. $970", "(970)"])
def test_a_total_of_about_so_much_is_stated_and_contradicts_nothing_that_rounds_to_it(
    written: str,
) -> None:
    text = "Item,Qty,Unit price (USD)\nBoard,3,300\nCase,1,67\nTotal,,"
    reading = read(f"{text}{written}\n")

    assert [(each.value, each.is_about) for each in reading.stated_totals] == [(970, True)]
    assert not reading.disagreements
    assert len(read(f"{text}~980\n").disagreements) == 1


def test_prices_under_the_names_of_shops_are_asked_about_and_never_taken_silently() -> None:
    text = (
        "Item,Qty,Amazon,Newegg,Mouser\nBoard,2,$40.00,$42.50,$39.90\n"
        "Switch,1,$25.00,$24.00,$30.00\nCable,5,$3.00,$2.50,\n"
    )
    reading = read(text)

    (asked,) = [each for each in reading.asked if each.key == "price-column"]
    assert [choice.key for choice in asked.choices] == ["2", "3", "4", "cheapest"]
    assert [choice.text for choice in asked.choices][:3] == ["Amazon", "Newegg", "Mouser"]
    assert reading.totals is None
    assert dict(read(text, **{"price-column": "3"}).totals or ()) == {"USD": Decimal("121.50")}
    cheapest = read(text, **{"price-column": "cheapest"})
    assert [line.unit_price for line in cheapest.lines] == [
        Decimal("39.9"), Decimal(24), Decimal("2.5")
    ]  # fmt: skip
    assert [line.vendor for line in cheapest.lines] == ["Mouser", "Newegg", "Newegg"]


def test_the_cheapest_of_prices_in_two_currencies_is_no_answer() -> None:
    reading = read("Item,Qty,Price (CAD),Price (USD)\nBoard,1,$7.10,$5.20\nServo,4,$9.40,$6.90\n")

    (asked,) = [each for each in reading.asked if each.key == "price-column"]
    assert [choice.key for choice in asked.choices] == ["2", "3"]


def test_totals_by_buyer_cover_the_lines_of_that_buyer() -> None:
    reading = read(
        "Item,Qty,Unit price (USD),Total,Buyer\nBoard,2,10,20,Ann\nCase,3,15,45,Ben\n"
        "Fan,1,5,5,Ann\nTotal,,,70,\nTotal Ann,,,25,\nTotal Ben,,,45,\n"
    )

    assert [(each.value, each.of_rows) for each in reading.stated_totals] == [
        (70, "2-4"), (25, "2,4"), (45, "3")
    ]  # fmt: skip
    assert not reading.disagreements


def test_amounts_below_the_total_that_only_divide_it_are_no_lines() -> None:
    text = "Item,Qty,Unit price (USD),Total\nBoard,2,10,20\nCase,3,15,45\nTotal,,,65\n\n"
    reading = read(f"{text}Ann,,,30\nBen,,,35\n")

    assert dict(reading.sums) == {"USD": 65}
    assert [each.what for each in reading.not_lines] == ["total", *["share of the total"] * 2]
    assert keys(reading) == ["shares"]
    # Two that come to something else are lines.
    assert len(read(f"{text}Ann,,,30\nBen,,,36\n").lines) == 4


def test_what_people_pay_beside_the_headings_is_no_heading() -> None:
    reading = read(
        "Item,Qty,Unit price (USD),Total,,Ann,30.00\nBoard,2,10,20,,Ben,35.00\n"
        "Case,3,15,45,,,\nTotal,,,65,,Total,65.00\n"
    )

    assert dict(reading.sums) == {"USD": 65}
    assert {each.value for each in reading.stated_totals} == {65}
    assert not reading.disagreements
    assert not reading.asked


def test_tables_of_wikis_and_manuals_are_read_like_any_other() -> None:
    wiki = read("{|\n! Item !! Qty !! Price (EUR)\n|-\n| Board || 2 || 10.00\n|}\n")
    manual = read("|===\n|Item |Qty |Price (EUR)\n\n|Board |2 |10.00\n|===\n")

    assert dict(wiki.sums) == dict(manual.sums) == {"EUR": 20}
    assert not wiki.asked
    assert not manual.asked


@pytest.mark.parametrize("tax", ["VAT,,,20%", "VAT,20 %,,"])
def test_a_tax_that_says_only_how_many_percent_is_no_line(tax: str) -> None:
    reading = read(
        f"Item,Qty,Price (USD),Total\nBoard,2,10,20\nCase,1,5,5\nSubtotal,,,25\n{tax}\nTotal,,,30\n"
    )

    assert [line.name for line in reading.lines] == ["Board", "Case"]
    assert [(each.what, each.amount) for each in reading.not_lines if each.amount] == [("tax", 5)]
    assert not reading.disagreements
    assert not reading.asked


def test_a_tax_that_only_the_label_of_a_total_names_is_in_that_total() -> None:
    text = "Item,Qty,Price (EUR),Total\nBoard,2,10,20\nCase,1,5,5\nTotal incl. 20% VAT,,,"

    assert not read(f"{text}30\n").disagreements
    assert [each.plus for each in read(f"{text}30\n").stated_totals] == [(5,)]
    assert [each.difference for each in read(f"{text}31\n").disagreements] == [6]


def test_a_total_that_a_usual_tax_explains_says_so_and_stays_a_contradiction() -> None:
    (wrong,) = read(
        "Item,Qty,Price (EUR),Total\nBoard,2,100,200\nCase,1,57,57\nTotal,,,305.83\n"
    ).disagreements

    assert (wrong.where, wrong.stated, wrong.counted) == ("row 4", Decimal("305.83"), 257)
    assert wrong.why == "It is what the lines come to and 19 % of that: a tax?"


def test_a_total_that_nothing_explains_is_told_with_place_amounts_and_size() -> None:
    (wrong,) = read(
        "Item,Qty,Price (EUR),Total\nBoard,2,100,200\nCase,1,57,57\nTotal,,,999\n"
    ).disagreements

    assert (wrong.where, wrong.stated, wrong.counted, wrong.difference, wrong.why) == (
        "row 4", 999, 257, 742, ""
    )  # fmt: skip


def test_a_column_of_pack_sizes_is_asked_about_where_nothing_says_how_many_packs() -> None:
    text = "Item,Qty needed,Pack size,Price per pack (EUR)\nScrews,40,50,4.00\nCable,15,10,12.00\n"

    assert keys(read(text)) == ["pack-size"]
    assert read(text).totals is None
    pieces = read(text, **{"pack-size": "pieces"})
    assert [(line.quantity, line.pieces) for line in pieces.lines] == [(1, 40), (2, 15)]
    assert dict(pieces.totals or ()) == {"EUR": 28}
    assert dict(read(text, **{"pack-size": "packs"}).totals or ()) == {"EUR": 340}
    # What a line comes to tells how often its price is paid.
    told = "Item,Qty,Pack size,Price (EUR),Total\nScrews,2,50,4.00,8.00\nCable,3,10,12.00,36.00\n"
    assert not read(told).asked


def test_totals_below_several_prices_show_none_of_them() -> None:
    reading = read(
        "Item,Qty,MSRP,Street\nBoard,2,$80.00,$75.00\nCase,1,$20.00,$15.00\n"
        "Total,,$180.00,$165.00\n"
    )

    (asked,) = reading.asked
    assert (asked.key, asked.proposed, asked.matters) == ("price-column", "", True)


def test_an_amount_in_brackets_may_be_below_0() -> None:
    text = "Item,Qty,Price (USD),Total\nBoard,2,10,20\nCredit,1,5.00,(5.00)\nTotal,,,15\n"

    (asked,) = [each for each in read(text).asked if each.key == "total-3"]
    assert [choice.key for choice in asked.choices] == ["5", "-5", "unpriced"]
    assert dict(read(text, **{"total-3": "-5"}).sums) == {"USD": 15}


@pytest.mark.parametrize(
    "text",
    [
        "Item,Qty,Price per 100 (EUR)\nScrews,50,4.00\nNuts,200,3.00\n",
        "Item,Qty,Price (EUR),Per\nScrews,50,4.00,100\nNuts,200,3.00,100\n",
        "Artikel;Menge;Preis/100 St. (EUR)\nSchrauben;50;4,00\nMuttern;200;3,00\n",
    ],
)
def test_a_price_of_so_many_pieces_is_never_taken_for_that_of_one(text: str) -> None:
    assert keys(read(text)) == ["pack-size"]
    assert read(text).totals is None
    assert dict(read(text, **{"pack-size": "share"}).totals or ()) == {"EUR": 8}
    assert dict(read(text, **{"pack-size": "pieces"}).totals or ()) == {"EUR": 10}
    assert dict(read(text, **{"pack-size": "each"}).totals or ()) == {"EUR": 800}


def test_a_price_by_the_metre_is_no_price_of_so_many_pieces() -> None:
    assert not read("Item,Qty,Price per 10 m (EUR)\nBoard,1,4.00\n").asked


def test_options_under_the_same_heading_are_asked_about_and_never_added_up() -> None:
    heading = "Item,Qty,Price (USD),Total"
    text = (
        f"Option A\n{heading}\nBoard,2,10,20\nTotal,,,20\n\n"
        f"Option B\n{heading}\nNUC,1,100,100\nTotal,,,100\n"
    )

    (asked,) = read(text).asked
    assert [choice.key for choice in asked.choices] == ["all", "Option A", "Option B"]
    assert read(text).totals is None
    assert dict(read(text, sections="Option A").totals or ()) == {"USD": 20}
    assert dict(read(text, sections="all").totals or ()) == {"USD": 120}


def test_a_list_without_columns_has_counts_in_front_or_behind_and_prices_at_the_end() -> None:
    reading = read(
        "My cluster:\n- 2x Raspberry Pi 5, 8 GB: $80.00\n- 1 x Switch (8-port): $25.00\n"
        "- [ ] Fan x3 - $5\n- Total: $200.00\n"
    )

    assert [(line.name, line.quantity, line.unit_price) for line in reading.lines] == [
        ("Raspberry Pi 5, 8 GB", 2, 80), ("Switch (8-port)", 1, 25), ("Fan", 3, 5)
    ]  # fmt: skip
    assert [(each.value, each.counted) for each in reading.stated_totals] == [(200, 200)]
    # Whether a price is of a piece or of the line shows in the total alone.
    (asked,) = [each for each in reading.asked if each.key == "headings"]
    assert (asked.proposed, asked.matters) == ("yes", False)


def test_a_list_without_columns_and_without_a_total_is_asked_about() -> None:
    reading = read("1. 4 x Raspberry Pi 4 @ 55.00 EUR\n2. 1 x Netzteil @ 30,00 EUR\n")

    assert [(line.name, line.quantity) for line in reading.lines] == [
        ("Raspberry Pi 4", 4), ("Netzteil", 1)
    ]  # fmt: skip
    assert [each.key for each in reading.asked if each.matters] == ["headings"]
    assert reading.totals is None


@pytest.mark.parametrize(
    "text",
    ["I paid $80 for it.\nThen 2x something.\n", "2x Board\n3x Fan\n", "Board 5\nFan 3\n"],
)
def test_sentences_and_names_without_prices_are_no_list(text: str) -> None:
    assert not read(text).lines


def test_a_list_of_a_thousand_sums_is_read_in_seconds() -> None:
    parts = "".join(
        "".join(f"Part {section}.{place},2,3.00,6.00\n" for place in range(4))
        + f"Subtotal {section},,,24.00\n"
        for section in range(1_000)
    )
    begun = time.process_time()
    reading = read(f"Item,Qty,Price (USD),Total\n{parts}Grand total,,,24000.00\n")

    assert len(reading.stated_totals) == 1_001
    assert not reading.disagreements
    # Ten times what it takes; counted up anew for each sum it took a minute.
    assert time.process_time() - begun < 15


@pytest.mark.parametrize("word", ["Board", "Kit", "Tube", "Set", "Platte"])
def test_a_name_with_a_number_behind_it_is_a_name_and_no_count(word: str) -> None:
    reading = read(f"Item,Qty,Price (USD)\n{word} 1,2,3.00\n{word} 2,4,5.00\n")

    assert [(line.name, line.quantity) for line in reading.lines] == [
        (f"{word} 1", 2), (f"{word} 2", 4)
    ]  # fmt: skip
    assert dict(reading.totals or ()) == {"USD": 26}


def test_totals_of_two_buyers_may_be_alike() -> None:
    reading = read(
        "Item,Qty,Price (USD),Total,Who\nA,2,3.00,6.00,P0\nB,2,3.00,6.00,P1\nC,3,1.00,3.00,\n"
        "Total P0,,,6.00,\nTotal P1,,,6.00,\n"
    )

    assert [each.of_rows for each in reading.stated_totals] == ["2", "3"]
    assert not reading.disagreements


@pytest.mark.parametrize(
    ("last", "wrong"), [("Total,5,,505.30", []), ("Total cost,5,,515.30", [Decimal("10.00")])]
)
def test_a_total_that_counts_the_pieces_too_is_no_line(last: str, wrong: list[Decimal]) -> None:
    reading = read(
        "Item,Qty,Unit price (SGD),Line total\n"
        f"Raspberry Pi 5 8 GB,4,120.00,480.00\nSwitch,1,25.30,25.30\n{last}\n"
    )

    assert [line.name for line in reading.lines] == ["Raspberry Pi 5 8 GB", "Switch"]
    assert dict(reading.sums) == {"SGD": Decimal("505.30")}
    assert [each.difference for each in reading.disagreements] == wrong


@pytest.mark.parametrize(
    ("pieces", "what"),
    [(5, "total of pieces"), (6, "total of pieces, which is not that of the lines above")],
)
def test_a_total_of_pieces_alone_is_no_amount(pieces: int, what: str) -> None:
    reading = read(
        "Item,Qty,Unit price (SGD)\n"
        f"Raspberry Pi 5 8 GB,4,120.00\nSwitch,1,25.30\nTotal,{pieces},\n"
    )

    assert dict(reading.sums) == {"SGD": Decimal("505.30")}
    assert not reading.disagreements
    assert not reading.stated_totals
    assert [(each.row, each.what) for each in reading.not_lines] == [(4, what)]


@pytest.mark.parametrize(
    "last", ["Total Control hub,5,,99.00", "Total,4,,600.00", "Total,5,101.06,505.30"]
)
def test_a_line_with_the_word_total_in_its_name_stays_one(last: str) -> None:
    reading = read(
        "Item,Qty,Unit price (SGD),Line total\n"
        f"Raspberry Pi 5 8 GB,4,120.00,480.00\nSwitch,1,25.30,25.30\n{last}\n"
    )

    assert len(reading.lines) == 3
