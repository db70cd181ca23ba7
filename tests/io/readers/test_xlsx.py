"""Excel sheets as text tables: what a person sees, and what is refused before it is parsed."""

import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import openpyxl.xml
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from planner.io.readers.xlsx import looks_like_workbook, number_text, read_workbook
from planner.io.text.tables import TextTable
from planner.model.findings import Finding, Severity


def book(rows: Sequence[Sequence[Any]], *, sheet: str = "Boards") -> bytes:
    """Return a workbook of one sheet, written by openpyxl: formulas have no stored result."""
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    return saved(workbook)


def saved(workbook: Any) -> bytes:
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def read(content: bytes) -> tuple[tuple[TextTable, ...], tuple[Finding, ...]]:
    return read_workbook("mine.xlsx", content)


def cells(content: bytes) -> list[tuple[int, tuple[str, ...]]]:
    (table,), _ = read(content)
    return [(row.number, row.cells) for row in table.rows]


def lines(content: bytes) -> list[str]:
    return [finding.line() for finding in read(content)[1]]


def changed(content: bytes, **entries: bytes) -> bytes:
    """Return a workbook with some entries of its archive replaced or added."""
    result = BytesIO()
    by_name = {
        name.replace("__", "/").replace("_xml", ".xml"): data for name, data in entries.items()
    }
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(result, "w", 8) as new:
        for entry in old.infolist():
            if entry.filename not in by_name:
                new.writestr(entry, old.read(entry))
        for name, data in by_name.items():
            new.writestr(name, data)
    return result.getvalue()


def test_cells_are_read_as_a_person_sees_them() -> None:
    content = book(
        [
            ["part_number", "number", "price", "day", "flag", "note"],
            ["00123", 5.0, 26.460000001, date(2020, 6, 17), True, None],
            ["NA", 1e5, 0.1 + 0.2, datetime.fromisoformat("2020-06-17T08:30"), False, " kept "],
            ["1e5", 123456789012345, 1e-7, time(8, 30), "TRUE", "two\nlines"],
        ]
    )

    assert cells(content) == [
        (2, ("00123", "5", "26.46", "2020-06-17", "true", "")),
        (3, ("NA", "100000", "0.3", "2020-06-17T08:30:00", "false", " kept ")),
        (4, ("1e5", "123456789012345", "0.0000001", "08:30:00", "TRUE", "two\nlines")),
    ]
    assert lines(content) == []


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (5.0, "General", "5"),
        (5, "0.00", "5"),
        (-0.5, "General", "-0.5"),
        (26.459999999999997, "General", "26.46"),
        (26.460000001, "General", "26.46"),
        (1 / 3, "General", "0.3333333333"),
        (1234567.891, "#,##0.00", "1234567.891"),
        (123456789.12, "General", "123456789.12"),
        (0.0000187654321, "General", "0.00001876543210"),
        (1e15, "General", "1000000000000000"),
        (0.0, "General", "0"),
        (0.09, "0%", "9%"),
        (0.0725, "0.00%", "7.25%"),
        (float("inf"), "General", "Infinity"),
    ],
)
def test_a_number_has_no_more_digits_than_a_cell_shows(value: float, form: str, text: str) -> None:
    assert number_text(value, form) == text.rstrip("0" if "." in text else "")


def test_a_percentage_keeps_its_sign_so_that_it_is_never_read_as_a_fraction() -> None:
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    page["A1"], page["A2"] = "tax_percent", 0.09
    page["A2"].number_format = "0%"

    assert cells(saved(workbook)) == [(2, ("9%",))]


def test_a_length_of_time_is_text() -> None:
    assert cells(book([["a"], [timedelta(hours=1, minutes=2)]]))[0][1][0].startswith("1:02")


def test_comments_and_blank_rows_keep_the_row_numbers() -> None:
    content = book([["# what this is"], [], ["a", "b"], [1, 2], [], [3, 4], [5, None]])

    (table,), findings = read(content)

    assert table.header_row == 3
    assert cells(content) == [(4, ("1", "2")), (6, ("3", "4")), (7, ("5", ""))]
    assert findings == ()
    assert (table.sheet, table.cell(4, "a").where()) == (
        "Boards",
        "mine.xlsx sheet Boards row 4, a",
    )


def test_every_filled_sheet_is_a_table_and_an_empty_one_is_none() -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        workbook.add_worksheet("Empty")
        for name in ("switch", "offers"):
            workbook.add_worksheet(name).write_row(0, 0, ["a", name])
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=switch!$A$1:$A$2"})
        workbook.add_chartsheet("Picture").set_chart(chart)

    tables, findings = read(content.getvalue())

    assert [table.sheet for table in tables] == ["switch", "offers"]
    assert findings == ()


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_read_and_named(state: str) -> None:
    book = openpyxl.Workbook()
    book.active.title = "switch"
    book.active.append(["a", "b"])
    secret = book.create_sheet("offers")
    secret.append(["part_number", "price"])
    secret.sheet_state = state

    tables, (finding,) = read(saved(book))

    assert [table.sheet for table in tables] == ["switch"]
    assert finding.line() == (
        "mine.xlsx sheet offers: The sheet is hidden; it is not read. "
        "Show it in the spreadsheet program if it should count."
    )


def test_a_workbook_of_hidden_sheets_only_says_so() -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.create_sheet("Empty")
    book.active.sheet_state = "hidden"

    tables, findings = read(saved(book))

    assert tables == ()
    assert [finding.code for finding in findings] == ["sheet-hidden", "file-empty"]
    assert findings[1].message == "The workbook has no filled sheet that is shown."


def test_a_title_above_the_header_of_a_sheet_is_passed_over_with_a_note() -> None:
    book = openpyxl.Workbook()
    for row in (["My price list"], [], ["part_number", "price"], ["sw-8", 26.4]):
        book.active.append(row)

    (table,), (finding,) = read(saved(book))

    assert (table.columns, table.header_row) == (("part_number", "price"), 3)
    assert [row.cells for row in table.rows] == [("sw-8", "26.4")]
    assert "Row 1 is taken for a title, row 3 for the header." in finding.line()


def test_a_cell_without_a_value_below_a_title_is_named_by_its_column() -> None:
    book = openpyxl.Workbook()
    for row in (["My price list"], ["part_number", "price"], ["sw-8", "=1+1"]):
        book.active.append(row)

    (table,), findings = read(saved(book))

    assert table.rows == ()
    assert [
        each.cell.column for each in findings if each.code == "cell-no-value" and each.cell
    ] == ["price"]


def test_a_workbook_without_a_filled_sheet_is_said_to_be_empty() -> None:
    assert lines(book([])) == [
        (
            "mine.xlsx: The workbook has no filled sheet. "
            "Open it in a spreadsheet program and save it as .xlsx or CSV."
        )
    ]


def test_a_formula_without_a_stored_result_is_named_and_costs_its_row() -> None:
    content = book([["a", "b"], [1, "=A2*2"], [3, 4], ["=1", "=2"]])

    (table,), findings = read(content)

    hint = "Open the file in a spreadsheet program and save it, or write the value itself."
    assert [finding.line() for finding in findings] == [
        f"mine.xlsx sheet Boards row 2, b: The formula in B2 has no stored result. {hint}",
        f"mine.xlsx sheet Boards row 4, a: The formula in A4 has no stored result. {hint}",
        f"mine.xlsx sheet Boards row 4, b: The formula in B4 has no stored result. {hint}",
    ]
    assert [row.number for row in table.rows] == [3]
    assert [row.row for row in table.left_out] == [2, 4]


def test_a_formula_with_its_result_is_its_result() -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        page = workbook.add_worksheet("switch")
        page.write_row(0, 0, ["a", "b", "c"])
        page.write_formula(1, 0, "=1+1", None, 2)
        page.write_formula(1, 1, '="x"&"y"', None, "xy")
        page.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        page.write_formula(2, 0, "=1+2", None, 3)

    (table,), findings = read(content.getvalue())

    assert [row.cells for row in table.rows] == [("3", "", "")]
    assert [finding.line() for finding in findings] == [
        "mine.xlsx sheet switch row 2, c: C2 shows the error #DIV/0!. Correct the formula."
    ]


def test_a_formula_in_the_header_is_a_column_without_a_name() -> None:
    (line,) = lines(book([["a", "=1", "c"], [1, 2, 3]]))

    assert line.startswith("mine.xlsx sheet Boards row 1: Column 2 has no name")


def test_a_cell_far_to_the_right_is_named_by_its_letters() -> None:
    content = book([[f"c{n}" for n in range(30)], [*range(29), "=1"]])

    assert "The formula in AD2 has no stored result." in lines(content)[0]


def sheet_of(places: dict[str, str]) -> bytes:
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    for place, text in places.items():
        page[place] = text
    return saved(workbook)


def test_a_sheet_of_too_many_rows_is_read_up_to_the_cap() -> None:
    content = sheet_of({"A1": "a", "A2": "1", "A20001": "too far", "A20002": "too"})

    assert cells(content) == [(2, ("1",))]
    assert lines(content) == [
        (
            "mine.xlsx sheet Sheet row 20001: At most 20,000 rows are read; not from here on. "
            "Split the sheet."
        )
    ]


@pytest.mark.parametrize("place", ["CW2", "DA3", "XFD1"])
def test_a_cell_too_far_to_the_right_is_named(place: str) -> None:
    content = sheet_of({"A1": "a", "A2": "1", "CV1": "last", place: "too far"})

    assert cells(content)[0][1][0] == "1"
    assert lines(content)[-1] == (
        f"mine.xlsx sheet Sheet: Cell {place} lies beyond the 100 columns that are read. "
        "Split the sheet."
    )


def test_a_wide_sheet_of_formatted_cells_costs_no_time() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="XFD{n}"/></row>' for n in range(1, 2_000)
    )
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    markup = f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'
    content = changed(book([["a"]]), xl__worksheets__sheet1_xml=markup.encode())

    assert len(cells(content)) == 1_998
    assert lines(content) == []


def test_a_sheet_that_lies_about_its_size_is_read_whole() -> None:
    content = book([["a", "b"], [1, 2]])
    with zipfile.ZipFile(BytesIO(content)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").replace(b'ref="A1:B2"', b'ref="A1"')

    assert cells(changed(content, xl__worksheets__sheet1_xml=page)) == [(2, ("1", "2"))]


REFUSED = [
    (b"\xd0\xcf\x11\xe0" + b"x" * 600, "This is an old .xls workbook."),
    (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "The workbook has a password."),
    (b"part_number,name\n", "This is not an Excel workbook, or only part of one."),
    (b"", "This is not an Excel workbook, or only part of one."),
    (book([["a"]])[:-60], "This is not an Excel workbook, or only part of one."),
    (b"\0" * 20_000_001, "The file has 20.0 MB; at most 20 MB are read."),
]


@pytest.mark.parametrize(("content", "message"), REFUSED)
def test_what_is_no_workbook_is_said_in_one_finding(content: bytes, message: str) -> None:
    tables, (finding,) = read(content)

    assert tables == ()
    assert finding.message == message
    assert finding.severity is Severity.ERROR
    assert finding.hint


def archive(**entries: bytes) -> bytes:
    return changed(b"PK\x05\x06" + b"\0" * 18, **entries)


OTHERS = [
    (archive(content_xml=b"<a/>"), "This is an OpenDocument sheet."),
    (archive(xl__workbook_bin=b"x").replace(b"_bin", b".bin"), "This is a binary .xlsb sheet."),
    (archive(notes_xml=b"<a/>"), "This is a zip archive, not a workbook."),
    (changed(book([["a"]]), xl__workbook_xml=b"<a/>"), "The workbook has no filled sheet."),
    (changed(book([["a"]]), xl__workbook_xml=b"<a"), "The workbook is damaged"),
]


@pytest.mark.parametrize(("content", "message"), OTHERS)
def test_another_kind_of_archive_is_named(content: bytes, message: str) -> None:
    tables, findings = read(content)

    assert tables == ()
    assert findings[0].message.startswith(message)


def test_an_archive_entry_with_a_password_is_refused() -> None:
    content = bytearray(book([["a"]]))
    # The flag of the first entry, in its own header and in the archive's directory.
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert lines(bytes(content))[0].startswith("mine.xlsx: The workbook has a password.")


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    line = lines(changed(book([["a"]]), xl__media__big_xml=b"0" * 41_000_000))[0]
    assert line.startswith("mine.xlsx: The workbook unpacks to 41.0 MB in ")

    line = lines(changed(book([["a"]]), xl__media__big_xml=b"0" * 5_000_000))[0]
    assert line.startswith("mine.xlsx: The workbook unpacks to ")
    assert "times its size." in line

    many = {f"xl__media__{n}_xml": b"" for n in range(1_001)}
    assert "at most 40 MB in 1,000 are read." in lines(changed(book([["a"]]), **many))[0]


ENTITY = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
HOSTILE = [
    ENTITY.encode(),
    b'<?xml version="1.0"?>' + ENTITY.encode(),
    ENTITY.encode("utf-16"),
    ENTITY.encode("utf-16-le"),
    b'<?xml version="1.0" encoding="utf-7"?><a/>',
    b"<?xml version='1.0' encoding = 'cp037' ?><a/>",
]


@pytest.mark.parametrize("markup", HOSTILE)
@pytest.mark.parametrize("entry", ["xl__sharedStrings_xml", "xl__worksheets__sheet1_xml"])
def test_markup_with_entities_is_refused_however_it_is_written(markup: bytes, entry: str) -> None:
    content = changed(book([["a"]]), **{entry: markup})

    assert [finding.code for finding in read(content)[1]] == ["workbook-hostile"]


def test_openpyxl_itself_would_refuse_entities_too() -> None:
    assert openpyxl.xml.DEFUSEDXML
    assert not openpyxl.xml.LXML


@pytest.mark.parametrize(
    ("name", "content", "is_one"),
    [
        ("a.xlsx", b"", True),
        ("a.XLSM", b"", True),
        ("a.xls", b"", True),
        ("a.csv", b"PK\x03\x04", True),
        ("a.csv", b"\xd0\xcf\x11\xe0", True),
        ("a.csv", b"a,b", False),
        ("a", b"", False),
    ],
)
def test_what_a_file_holds_says_what_it_is(name: str, content: bytes, is_one: bool) -> None:
    assert looks_like_workbook(name, content) == is_one


GOOD = book([["a", "b"], [1, "=A2"], [date(2020, 6, 17), 2.5]])


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=4))
def test_a_damaged_workbook_is_read_or_refused(position: int, damage: bytes) -> None:
    content = GOOD[:position] + damage + GOOD[position + len(damage) :]
    tables, findings = read(content)

    assert tables or findings


SHEET = st.lists(
    st.sampled_from(
        ["<row>", '<row r="2">', '<row r="x">', "</row>", "<c>", '<c r="A1">', '<c r="1A">',
         '<c r="XFD9" t="s">', '<c t="e">', '<c t="d">', '<c t="inlineStr">', '<c t="b" s="9">',
         "</c>", "<v>", "</v>", "<f>", "</f>", "1", "99", "x", "<is>", "</is>", "<t>", "</t>",
         '<c r="B2" s="-1"><v>1</v></c>', '<c r="C2" t="s"><v>7</v></c>', "<dimension/>"]
    ),
    max_size=12,
)  # fmt: skip


@given(SHEET)
def test_any_sheet_is_read_or_refused(parts: list[str]) -> None:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    markup = f'<worksheet xmlns="{namespace}"><sheetData>{"".join(parts)}</sheetData></worksheet>'
    tables, findings = read(changed(GOOD, xl__worksheets__sheet1_xml=markup.encode()))

    assert tables or findings
