"""Files a person brings: how a table's kind is told, what loads, and what is said."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.io.catalog.uploads import load_part_files
from planner.model.catalog import Catalog
from planner.model.findings import Finding
from planner.model.offers import Offer
from planner.model.parts import Part, Switch
from planner.model.vendors import Vendor
from tests.examples import examples

TODAY = date(2020, 6, 17)
CATALOG = Catalog(
    parts=(Switch(part_number="sw-8", name="Eight ports", source="x", ports=8),),
    vendors=(Vendor(vendor="acme", name="Acme", kind="shop", currency="SGD"),),
)
PART = "part_number,name,source"
ROW = "mine-1,Mine,https://example.org"

Upload = tuple[tuple[Part, ...], tuple[Offer, ...], tuple[Finding, ...]]


def load(*files: tuple[str, str | bytes]) -> Upload:
    contents = [(name, text.encode() if isinstance(text, str) else text) for name, text in files]
    return load_part_files(contents, CATALOG, today=TODAY)


def lines(upload: Upload) -> list[str]:
    return [finding.line() for finding in upload[2]]


def book(**sheets: Sequence[Sequence[object]]) -> bytes:
    workbook = openpyxl.Workbook()
    for name, rows in sheets.items():
        page = workbook.create_sheet(name.replace("_", " "))
        for row in rows:
            page.append(list(row))
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("switch.csv", "switch"),
        ("my-switches-2026.csv", "switch"),
        ("Boards.csv", "board"),
        ("Network adapters.csv", "nic"),
        ("power.csv", "charger"),
        ("other.csv", "other"),
        ("C:\\parts\\cases.csv", "case"),
        ("uploads/cables.CSV", "cable"),
    ],
)
def test_the_name_of_a_file_tells_its_category(name: str, category: str) -> None:
    parts, offers, findings = load((name, f"{PART}\n{ROW}\n"))

    assert [(part.part_number, part.category) for part in parts] == [("mine-1", category)]
    assert (offers, findings) == ((), ())


@pytest.mark.parametrize(
    ("columns", "category"),
    [
        ("sfp_ports,ports", "switch"),
        ("cores,ram_mb", "board"),
        ("capacity_gb", "storage"),
        ("port_max_ma,ports", "charger"),
        ("Length M,From Connector", "cable"),
        ("shelves", "case"),
        ("holds,rack_u", "rack"),
    ],
)
def test_the_header_tells_the_category_where_no_name_does(columns: str, category: str) -> None:
    empty = "," * (columns.count(",") + 1)
    (part,), _, findings = load(("stuff.csv", f"{PART},{columns}\n{ROW}{empty}\n"))

    assert part.category == category
    assert findings == ()


UNTOLD = [
    ("stuff.csv", f"{PART}\n{ROW}\n"),
    ("stuff.csv", f"{PART},ports\n{ROW},8\n"),
    ("board-cables.csv", f"{PART}\n{ROW}\n"),
    ("stuff.csv", "a,b\n1,2\n"),
    ("stuff.csv", "part_number,b\n1,2\n"),
]


@pytest.mark.parametrize(("name", "text"), UNTOLD)
def test_a_table_that_tells_nothing_is_one_finding(name: str, text: str) -> None:
    upload = load((name, text))

    assert upload[0] == ()
    assert lines(upload) == [
        (
            f"{name} row 1: Neither name nor header says what the table holds; it is not read. "
            "Name it board, carrier, memory, storage, hat, charger, switch, nic, cable, poe, case, "
            "rack, other or offers, or add a column category."
        )
    ]


def test_a_category_column_sorts_the_rows() -> None:
    upload = load(
        (
            "switches.csv",
            (
                f"{PART},Category,ports,isa\n"
                "a,A,x,switch,8,\n"
                "b,B,x,Boards,,arm64\n"
                "c,C,x,,5,\n"
                "d,D,x,swich,8,\n"
                "e,E,x,board,8,arm64\n"
            ),
        )
    )

    assert {part.part_number: part.category for part in upload[0]} == {
        "a": "switch",
        "c": "switch",
        "b": "board",
        "e": "board",
    }
    assert lines(upload) == [
        (
            "switches.csv row 5, category: 'swich' is not one of board, carrier, memory, storage, "
            "hat, charger, switch, nic, cable, poe, case, rack, other. Did you mean switch?"
        ),
        (
            "switches.csv row 6, ports: A part of category board has no ports; the cells are not "
            "read. Clear them or correct the category."
        ),
    ]


def test_an_empty_category_with_nothing_else_to_tell_it_is_named() -> None:
    upload = load(("stuff.csv", f"{PART},category\n{ROW},\n"))

    assert lines(upload) == [
        (
            "stuff.csv row 2, category: The cell is empty, and nothing else says what the part is. "
            "Write one of them."
        )
    ]


def test_a_price_beside_a_part_is_an_offer_for_it() -> None:
    parts, offers, findings = load(
        (
            "switch.csv",
            (
                f"{PART},price,currency,quoted_on,vendor,sku,pack_size\n"
                "a,A,x,26.40,SGD,2020-06-01,acme,A-1,2\n"
                "b,B,x,,,,,,\n"
            ),
        )
    )

    assert len(parts) == 2
    (offer,) = offers
    assert findings == ()
    assert (offer.vendor, offer.part_number, offer.sku, offer.pack_size) == ("acme", "a", "A-1", 2)
    assert (offer.price_breaks[0].price, offer.currency) == (Decimal("26.40"), "SGD")
    assert (offer.quoted_on, offer.basis, offer.source) == (date(2020, 6, 1), "quoted", "x")


def test_an_offer_without_vendor_and_day_is_uploaded_today() -> None:
    _parts, (offer,), findings = load(("switch.csv", f"{PART},price,currency\n{ROW},26.40,SGD\n"))

    assert (offer.vendor, offer.quoted_on) == ("uploaded", TODAY)
    assert [finding.line() for finding in findings] == [
        (
            "switch.csv row 1: There is no column quoted_on; the prices are taken to be of today, "
            "2020-06-17. Add the column if they are older."
        )
    ]


BAD_OFFERS = [
    ("price,currency,quoted_on", "26.40,,2020-06-01", "currency: The cell is empty,"),
    ("price,currency,quoted_on", "$26,USD,2020-06-01", "price: '$26' has a currency sign;"),
    ("price,quoted_on", "26.40,2020-06-01", "currency: There is no column currency;"),
]


@pytest.mark.parametrize(("columns", "cells", "said"), BAD_OFFERS)
def test_a_bad_price_leaves_the_part_in(columns: str, cells: str, said: str) -> None:
    parts, offers, findings = load(("switch.csv", f"{PART},{columns}\n{ROW},{cells}\n"))

    assert len(parts) == 1
    assert offers == ()
    assert [said in finding.line() for finding in findings] == [True]


def test_a_bad_part_with_a_price_is_one_finding() -> None:
    upload = load(("switch.csv", f"{PART},ports,price,currency\n{ROW},eight,26.40,SGD\n"))

    assert lines(upload)[0].startswith("switch.csv row 2, ports: 'eight'")
    assert (upload[0], upload[1], len(upload[2])) == ((), (), 1)


def test_offers_come_in_a_file_of_their_own() -> None:
    upload = load(
        (
            "offers.csv",
            (
                "part_number,vendor,currency,min_quantity,price,quoted_on,source\n"
                "mine-1,acme,SGD,,26.40,2020-06-01,\n"
                "mine-1,acme,SGD,10,24.00,2020-06-01,\n"
                "sw-8,acmee,SGD,,20.00,2020-06-01,seen\n"
                "sw-8,xyzzy,SGD,,21.00,2020-06-01,seen\n"
                "sw-9,,SGD,,20.00,2020-06-01,seen\n"
            ),
        ),
        ("switch.csv", f"{PART}\n{ROW}\n"),
    )

    assert [(o.vendor, o.part_number, len(o.price_breaks), o.source) for o in upload[1]] == [
        ("acme", "mine-1", 2, "uploaded file offers.csv"),
        ("acmee", "sw-8", 1, "seen"),
        ("xyzzy", "sw-8", 1, "seen"),
    ]
    start = "The catalog has no vendor"
    assert lines(upload) == [
        (
            f"offers.csv row 4, vendor: {start} 'acmee', so its shipping and tax are not known. "
            "Did you mean acme?"
        ),
        (
            f"offers.csv row 5, vendor: {start} 'xyzzy', so its shipping and tax are not known. "
            "Add it to vendors.csv of the catalog."
        ),
        (
            "offers.csv row 6, part_number: No parts file has a part 'sw-9'; the offer is left "
            "out. Did you mean sw-8?"
        ),
    ]


@pytest.mark.parametrize("name", ["prices.csv", "stuff.csv"])
def test_a_header_with_prices_and_no_names_is_of_offers(name: str) -> None:
    text = "part_number,currency,price,quoted_on,basis,source\nsw-8,SGD,20,2020-06-01,quoted,x\n"
    _, offers, findings = load((name, text))

    assert len(offers) == 1
    assert findings == ()


def test_offers_without_a_needed_column_are_one_finding() -> None:
    upload = load(("offers.csv", "part_number,price\nsw-8,20\n"))

    assert lines(upload) == [
        (
            "offers.csv row 1, currency: There is no column currency; no row of the file is read. "
            "Add it to the header, such as currency = SGD."
        )
    ]


def test_a_part_of_the_catalog_is_replaced_with_a_note() -> None:
    parts, _, findings = load(("switch.csv", f"{PART},ports\nsw-8,Nine,x,9\n"))

    assert [finding.line() for finding in findings] == [
        "switch.csv row 2: The catalog has a part 'sw-8'; this one takes its place."
    ]
    replaced = CATALOG.with_parts(parts).by_number["sw-8"]
    assert replaced.name == "Nine"


def test_a_part_given_in_two_files_keeps_the_first() -> None:
    parts, _, findings = load(
        ("a/switch.csv", f"{PART}\n{ROW}\n"), ("b/switch.csv", f"{PART}\n{ROW}\n")
    )

    assert len(parts) == 1
    assert [finding.code for finding in findings] == ["part-twice"]
    assert "a/switch.csv row 2" in findings[0].message


def test_sheets_of_a_workbook_are_tables_of_their_own() -> None:
    header = ["part_number", "name", "source", "ports", "price", "currency", "quoted_on"]
    content = book(
        Switches=[header, ["a", "A", "x", 8, 26.4, "SGD", date(2020, 6, 1)]],
        Boards=[["part_number", "name", "source"], ["b", "B", "x"], [5, "Five", "x"]],
        offers=[
            ["part_number", "currency", "price", "quoted_on"],
            ["b", "USD", 35, date(2020, 6, 1)],
        ],
        Read_me=[["Prices are of last week."]],
    )

    parts, offers, findings = load(("parts.xlsx", content))

    assert {part.part_number: part.category for part in parts} == {
        "a": "switch",
        "b": "board",
        "5": "board",
    }
    assert [(o.part_number, str(o.price_breaks[0].price)) for o in offers] == [
        ("a", "26.4"),
        ("b", "35"),
    ]
    assert [(finding.code, finding.severity.value) for finding in findings] == [
        ("table-unknown", "note")
    ]


def test_a_single_sheet_is_told_by_its_header() -> None:
    content = book(Sheet1=[["part_number", "name", "source", "cores"], ["b", "B", "x", 4.0]])

    (part,), _, findings = load(("whatever.xlsx", content))

    assert (part.category, part.model_dump()["cores"]) == ("board", 4)
    assert findings == ()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("switch.xlsx", b"part_number,name\n", "workbook-damaged"),
        ("switch.xls", b"\xd0\xcf\x11\xe0rest", "workbook-old"),
        ("switch.csv", b"", "file-empty"),
        ("switch.csv", b"\x00\x01", "file-not-text"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_one_finding(
    name: str, content: bytes, code: str
) -> None:
    upload = load((name, content))

    assert [finding.code for finding in upload[2]] == [code]


def test_a_workbook_that_is_called_csv_is_read_all_the_same() -> None:
    content = book(switch=[["part_number", "name", "source"], ["a", "A", "x"]])

    assert len(load(("switch.csv", content))[0]) == 1


def test_cells_of_a_sheet_that_are_wrong_name_the_sheet() -> None:
    content = book(
        switch=[
            ["part_number", "name", "source", "ports"],
            ["a", "A", "x", "=1"],
            ["b", "B", "x", 8.5],
        ]
    )

    assert lines(load(("mine.xlsx", content)))[1] == (
        "mine.xlsx sheet switch row 3, ports: '8.5' is not a whole number. Write it like 8."
    )


def test_prices_without_a_day_are_of_the_day_that_is_handed_in() -> None:
    _, (offer,), _ = load(("switch.csv", f"{PART},price,currency\n{ROW},1,SGD\n".encode()))

    assert offer.quoted_on == TODAY


def test_no_files_are_no_parts() -> None:
    assert load() == ((), (), ())


WORDS = st.sampled_from(
    ["part_number", "name", "source", "category", "price", "currency", "quoted_on", "vendor",
     "ports", "cores", "switch", "board", "a", "8", "SGD", "x", "", " ", '"', "2020-06-01", "é"]
)  # fmt: skip


STRANGE = st.lists(st.lists(WORDS, min_size=1, max_size=6), max_size=6)


@given(st.sampled_from(["switch.csv", "offers.csv", "stuff.csv"]), STRANGE)
def test_no_table_is_too_strange_to_be_read(name: str, rows: list[list[str]]) -> None:
    assert_is_read_or_told(name, "\n".join(map(",".join, rows)).encode(), rows)


# A workbook is read in a process of its own, which takes as long as a hundred tables.
@examples(15)
@given(STRANGE)
def test_no_workbook_is_too_strange_to_be_read(rows: list[list[str]]) -> None:
    assert_is_read_or_told("stuff.xlsx", book(Sheet=rows), rows)


def assert_is_read_or_told(name: str, content: bytes, rows: list[list[str]]) -> None:
    parts, offers, findings = load((name, content))

    assert parts or offers or findings or len(rows) <= 1 or not any(map(any, rows[1:]))


def test_a_number_of_many_digits_in_a_workbook_keeps_every_digit() -> None:
    header = ["part_number", "article_number", "currency", "price", "quoted_on"]
    content = book(
        Boards=[["part_number", "name", "source"], ["b", "B", "x"], ["c", "C", "x"]],
        offers=[
            header,
            ["b", 42691616702558, "USD", 35, date(2020, 6, 1)],
            ["c", "007", "USD", 35, date(2020, 6, 1)],
        ],
    )

    _, offers, findings = load(("mine.xlsx", content))

    assert findings == ()
    assert [each.article_number for each in offers] == ["42691616702558", "007"]
