"""The workbook as others read it: values, formulas, styles, links, hostile texts, print set-up."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given

from planner.engine.planning.cost import cost
from planner.engine.reporting import document
from planner.io.exporters import xlsx
from planner.io.exporters._xlsx_formulas import address
from planner.io.exporters._xlsx_layout import lines_of
from planner.io.exporters._xlsx_sheets import MOST_TEXT, fitting
from planner.io.exporters._xlsx_styles import INPUT_FILL, money_format
from planner.model.document import Document
from planner.model.expressions import Ref
from planner.model.plan import Plan
from planner.model.spares import SpareRule
from planner.model.table import Column, Kind, Report, Row, Same, Table
from tests.io.exporters.test_exporters import document_of, everything, plans
from tests.plans import kraken_like, plan, position, price
from tests.workbooks import as_text, at, cells, differences, places, read

GOLDEN = Path(__file__).parents[2] / "golden" / "kraken_like.xlsx.txt"
HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://example.org";"free")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "</t></si><script>",
    "{=1+1}",
    "a\x00b\x01c\x1f\ufffe",
    "x" * 40_000,
    "\U0001f600" * 20_000,
    " \n ",
)


def notes_document(*texts: str, kind: Kind = Kind.TEXT) -> Document:
    """A document with one report of one column of these texts."""
    of = document_of(kraken_like())
    rows = tuple(Row(f"r{index}", (text,)) for index, text in enumerate(texts))
    table = Table("t", "T", (Column("a", "A", kind),), rows)
    return replace(of, reports=(Report("t", "Texts", (table,)),))


def column_a(of: Document) -> list[Any]:
    book = read(xlsx.export(of), values=False)
    where = places(of)
    return [at(book, where[ref]) for ref, _, _ in cells(of)]


def test_no_formula_of_a_long_bill_is_longer_than_a_sheet_allows() -> None:
    priced = [
        position("other", f"part-{n}", n, price=price(f"{Decimal(n) / 7:.28f} SGD"))
        for n in range(1, 301)
    ]
    gaps = [position("other", f"unpriced-{n}") for n in range(150)]
    mixed = [each for pair in zip(priced, gaps, strict=False) for each in pair]
    for lines in (priced, mixed):
        of = plan(*lines)
        book = read(xlsx.export(document(of, cost(of))), values=False)
        texts = (str(cell.value) for page in book for row in page.iter_rows() for cell in row)
        assert max(map(len, texts)) < 8_192


def test_the_workbook_is_the_golden_one() -> None:
    assert as_text(xlsx.export(document_of(kraken_like()))) == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("make", [everything, lambda: document_of(kraken_like())])
def test_every_formula_carries_the_value_that_the_planner_computed(make: Any) -> None:
    of = make()

    assert differences(of, read(xlsx.export(of), values=True)) == []


@given(plans())
def test_the_workbook_of_any_plan_foots_to_the_planners_total(of: Plan) -> None:
    bom = cost(of)
    made = document(of, bom)

    book = read(xlsx.export(made), values=True)

    assert differences(made, book) == []
    where = places(made)
    total = at(book, where[Ref("bill_totals", "total", "total")]).value
    if bom.total is None:
        assert total.startswith("unpriced: ")
    else:
        parts = [key for key in where if key.table == "bill_totals" and key.column == "total"]
        addends = [
            at(book, where[key]).value for key in parts if key.row.startswith(("parts_", "charge_"))
        ]
        assert sum(Decimal(repr(value)) for value in addends) == Decimal(repr(total))
        assert Decimal(repr(total)) == bom.total.amount


def test_sheets_come_in_the_order_of_the_reports_with_the_answer_first() -> None:
    names = read(xlsx.export(everything()), values=False).sheetnames

    assert names == [
        "Summary",
        "Bill of materials",
        "Prices and sources",
        "Rates",
        "Findings",
        "Upgrade",
        "Compare",
    ]


def test_what_a_person_may_change_looks_like_an_input_and_nothing_else_does() -> None:
    of = everything()
    book, where = read(xlsx.export(of), values=False), places(of)

    inputs = {
        (ref.table, ref.column)
        for ref, _, _ in cells(of)
        if at(book, where[ref]).fill.start_color.rgb == f"FF{INPUT_FILL[1:]}"
    }

    assert inputs == {
        ("bill", "quantity"),
        ("bill", "pack_size"),
        ("bill", "unit_price"),
        ("bill", "low"),
        ("bill", "high"),
        ("bill_totals", "stated"),
        ("bill_totals", "percent"),
        ("rates", "rate"),
        ("change", "amount"),
        ("retired", "fetches"),
        ("counts", "had"),
    }
    for ref, _, _ in cells(of):
        if at(book, where[ref]).data_type == "f":
            assert at(book, where[ref]).fill.start_color.rgb != f"FF{INPUT_FILL[1:]}"


def test_a_rate_has_a_name_that_formulas_use() -> None:
    of = document_of(kraken_like())
    book = read(xlsx.export(of), values=False)
    where = places(of)

    rate = where[Ref("rates", "SGD_USD", "rate")]
    assert book.defined_names["rate_SGD_USD"].attr_text == (
        f"'Rates'!{address(rate.row, rate.column, fixed=True)}"
    )
    assert "*rate_SGD_USD," in at(book, where[Ref("bill_totals", "total_USD", "total")]).value


@pytest.mark.parametrize(
    ("currency", "decimals", "shown"),
    [
        ("SGD", 2, '"S$"#,##0.00;-"S$"#,##0.00'),
        ("USD", 0, '"US$"#,##0.00;-"US$"#,##0.00'),
        ("JPY", 0, '"¥"#,##0;-"¥"#,##0'),
        ("KWD", 3, '"KWD "#,##0.000;-"KWD "#,##0.000'),
        ("SGD", 9, '"S$"#,##0.00####;-"S$"#,##0.00####'),
        ("", 0, "#,##0.00;-#,##0.00"),
    ],
)
def test_amounts_are_shown_as_their_currency_is_written(
    currency: str, decimals: int, shown: str
) -> None:
    assert money_format(currency, decimals) == shown


def test_an_unpriced_cell_is_empty_and_shown_in_the_bills_currency_once_filled() -> None:
    of = document_of(plan(position("switch", "switch-8p")))
    book, where = read(xlsx.export(of), values=False), places(of)

    price_cell = at(book, where[Ref("bill", "line_1", "unit_price")])

    assert price_cell.value is None
    assert price_cell.number_format.startswith('"S$"')
    assert at(book, where[Ref("bill_totals", "total_USD", "total")]).number_format.startswith(
        '"US$"'
    )
    stored = read(xlsx.export(of), values=True)
    assert at(stored, where[Ref("bill_totals", "total", "total")]).value == "unpriced: 1 line"
    assert at(stored, where[Ref("answer", "total", "value")]).value == "unpriced: 1 line"


def test_a_marked_number_stays_a_number() -> None:
    of = everything()
    book, where = read(xlsx.export(of), values=False), places(of)

    cell = at(book, where[Ref("cluster", "nic_mbps", "value")])
    stored = read(xlsx.export(of), values=True)

    assert at(stored, where[Ref("cluster", "nic_mbps", "value")]).value == 93.1
    assert cell.number_format == '#,##0.0" (measured)"'


def test_a_percentage_is_a_fraction_with_a_percent_format() -> None:
    of = everything()

    cell = at(
        read(xlsx.export(of), values=False), places(of)[Ref("bill_totals", "charge_2", "percent")]
    )

    assert (cell.value, cell.number_format) == (0.09, "0%")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_a_text(text: str) -> None:
    (cell,) = column_a(notes_document(text))

    assert cell.data_type in ("s", "inlineStr")
    assert len(cell.value.encode("utf-16-le")) // 2 <= MOST_TEXT
    assert cell.hyperlink is None
    if text.startswith(("=", "+", "-", "@", "\t", "\r")):
        assert cell.quotePrefix


def test_control_characters_are_replaced_visibly() -> None:
    (cell,) = column_a(notes_document("a\x00b\x01c\x1fd"))

    assert cell.value == "a\ufffdb\ufffdc\ufffdd"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_plan_of_hostile_names_has_no_formula_but_the_planners(hostile: str) -> None:
    name = hostile[:150].strip() or "x"
    of = document_of(
        plan(
            position("board", "rpi-3b", 7, price=price("35.00 SGD", note=hostile), why=hostile),
            title=name,
            summary=hostile,
            inferred=hostile,
        )
    )
    book, where = read(xlsx.export(of), values=False), places(of)

    computed = {
        (place.sheet, place.row + 1, place.column + 1) for place in where.values() if place.computed
    }
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                here = (sheet.title, cell.row, cell.column)
                assert (cell.data_type == "f") == (here in computed)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://example.org/parts?a=1&b=2#c", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://example.org/a b", False),
        ("see https://example.org", False),
        ('https://example.org/"onclick', False),
        ("https://example.org/" + "x" * 2_500, False),
    ],
)
def test_only_a_plain_web_address_becomes_a_link(text: str, links: bool) -> None:
    (cell,) = column_a(notes_document(text, kind=Kind.LINK))

    assert (cell.hyperlink is not None) == links
    assert cell.value == text


def test_links_beyond_what_a_sheet_holds_stay_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.io.exporters._xlsx_sheets.MOST_LINKS", 2)

    found = column_a(notes_document(*["https://example.org"] * 3, kind=Kind.LINK))

    assert [cell.hyperlink is not None for cell in found] == [True, True, False]


def test_lists_can_be_filtered_and_keep_their_header_in_sight() -> None:
    book = read(xlsx.export(document_of(kraken_like())), values=False)

    bill = book["Bill of materials"]
    assert bill.auto_filter.ref == "A4:J10"
    assert bill.freeze_panes == "A5"
    assert book["Summary"].freeze_panes is None


def test_sheets_print_as_wide_as_a_page_with_header_and_page_numbers() -> None:
    book = read(xlsx.export(document_of(kraken_like(title="R&D"))), values=False)

    bill = book["Bill of materials"]
    assert (bill.page_setup.orientation, bill.page_setup.paperSize) == ("landscape", 9)
    assert bill.sheet_properties.pageSetUpPr.fitToPage
    assert (bill.page_setup.fitToWidth or 1, bill.page_setup.fitToHeight) == (1, 0)
    assert bill.print_title_rows == "$4:$4"
    assert bill.oddFooter.left.text == "R&&D · 2020-06-17"
    assert bill.oddFooter.right.text == "Page &P of &N"


def test_a_long_workbook_that_is_written_row_by_row_holds_the_same_cells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of = everything()
    at_once = as_text(xlsx.export(of))
    monkeypatch.setattr(xlsx, "_MANY_ROWS", 0)
    data = xlsx.export(of)
    assert as_text(data) == at_once
    assert not differences(of, read(data, values=True))


def test_cells_under_each_other_that_refuse_the_same_share_one_rule() -> None:
    of = document_of(kraken_like())
    rules = read(xlsx.export(of), values=False)["Bill of materials"].data_validations
    assert all(rule.sqref.ranges for rule in rules.dataValidation)
    assert len(rules.dataValidation) < len(of.bom.lines)


def test_the_workbook_knows_no_day_but_the_plans() -> None:
    data = xlsx.export(document_of(kraken_like()))

    with ZipFile(BytesIO(data)) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = read(data, values=False).properties
    assert properties.title == "Kraken, as a test: parts and cost"
    assert f"{properties.created:%Y-%m-%d}" == f"{properties.modified:%Y-%m-%d}" == "2020-06-17"


def test_long_notes_get_rows_that_are_high_enough() -> None:
    of = document_of(kraken_like(inferred="reasoned from a comment, " * 20))

    sheet = read(xlsx.export(of), values=False)["Summary"]

    assert sheet["A3"].value.startswith("Kraken, as a test is inferred")
    assert sheet.row_dimensions[3].height > 60


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 10, 1), ("short", 10, 1), ("two words here", 10, 2), ("x" * 25, 10, 3), ("a\nb", 10, 2)],
)
def test_lines_of_a_text_are_counted_with_words_kept_whole(
    text: str, width: int, lines: int
) -> None:
    assert lines_of(text, width) == lines


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(0, 0, "A1"), (6, 25, "Z7"), (0, 26, "AA1"), (0, 701, "ZZ1"), (0, 702, "AAA1")],
)
def test_a_place_is_named_as_on_a_sheet(row: int, column: int, name: str) -> None:
    assert address(row, column) == name


def test_a_text_that_fits_is_kept_as_it_is() -> None:
    assert fitting("開關 “8”") == "開關 “8”"


def test_a_sheet_of_one_narrow_column_needs_no_merged_cells() -> None:
    table = Table(
        "t",
        "T",
        (Column("a", "A", Kind.INTEGER),),
        (Row("r", (7,)), Row("s", (Same(7, Ref("t", "r", "a")),))),
    )
    of = replace(document_of(kraken_like()), reports=(Report("t", "T", (table,), ("a note",)),))

    sheet = read(xlsx.export(of), values=False)["T"]

    assert sheet["A3"].value == "a note"
    assert not sheet.merged_cells.ranges


def test_a_price_below_nothing_is_refused_also_where_none_is_known_yet() -> None:
    of = document_of(
        plan(position("switch", "switch-8p"), position("other", "x", price=price("1 SGD")))
    )
    book, where = read(xlsx.export(of), values=False), places(of)
    refused = [
        each
        for each in book["Bill of materials"].data_validations.dataValidation
        if (each.type, each.operator, each.formula1) == ("decimal", "greaterThanOrEqual", "0")
    ]
    for line in ("line_1", "line_2"):
        cell = at(book, where[Ref("bill", line, "unit_price")])
        assert any(cell.coordinate in each.sqref for each in refused)


def test_a_number_that_cannot_be_is_refused_where_it_is_typed() -> None:
    lead = position("cable", "patch-lead-rj45", price=price("2 SGD", pack_size=10))
    rules = {
        (rule.type, rule.operator, rule.formula1)
        for of in (kraken_like(), plan(lead))
        for sheet in read(xlsx.export(document_of(of)), values=False)
        for rule in sheet.data_validations.dataValidation
    }
    assert ("whole", "greaterThanOrEqual", "0") in rules  # quantities
    assert ("whole", "greaterThanOrEqual", "1") in rules  # pieces in a pack
    assert ("decimal", "greaterThan", "0") in rules  # rates


def test_more_copies_or_spares_than_there_can_be_are_refused_with_the_bounds() -> None:
    ruled = (SpareRule(percent=Decimal(10)), SpareRule(one_in=8, category="switch"))
    of = plan(position("switch", "switch-8p", price=price("1 SGD")), copies=3, spare_rules=ruled)
    told = {
        (rule.type, rule.formula1, rule.formula2, rule.error)
        for sheet in read(xlsx.export(document_of(of)), values=False)
        for rule in sheet.data_validations.dataValidation
        if rule.formula2 is not None
    }
    assert told == {
        ("whole", "1", "10000", "Type a whole number, 1 to 10,000."),  # copies, and 1 in so many
        ("decimal", "0", "1", "Type a percentage from 0 to 100 %."),
    }
