"""Workbooks made to stop a server: each is read or refused, and the process that reads it ends."""

import subprocess
import sys
import zipfile
from datetime import date, timedelta
from io import BytesIO
from itertools import count
from typing import Any

import openpyxl
import pytest

from planner.io.readers import _sheet_markup as sheet_markup
from planner.io.readers._sheet_markup import Formats, sheet_of, strings_of
from planner.io.readers.workbook_process import read_apart
from planner.io.readers.xlsx import MOST_BLIND, read_workbook
from planner.io.text.tables import TextTable
from planner.model.findings import Finding

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PLAIN = Formats(lambda style: "General")


def book(rows: list[list[Any]]) -> bytes:
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    page.title = "switch"
    for row in rows:
        page.append(row)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def replaced(content: bytes, entry: str, markup: str) -> bytes:
    """Return a workbook with one of its entries replaced; it is not packed."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(result, "w") as target:
        for each in source.namelist():
            target.writestr(each, markup if each == entry else source.read(each))
    return result.getvalue()


def sheet(rows: str) -> bytes:
    """Return a workbook of one sheet with this markup."""
    markup = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'
    return replaced(book([]), "xl/worksheets/sheet1.xml", markup)


def lines(read: tuple[tuple[TextTable, ...], tuple[Finding, ...]]) -> list[str]:
    return [finding.line() for finding in read[1]]


# --- in a process of its own ---------------------------------------------------------------------

ROWS: list[list[Any]] = [
    ["part_number", "price", "day", "flag", "long", "note"],
    ["00123", 26.46, date(2020, 6, 17), True, timedelta(hours=1), "two\nlines"],
    ["NA", "=1/0", None, False, None, "\u202eabc"],
]


def test_the_process_of_its_own_reads_the_same() -> None:
    content = book(ROWS)

    assert read_apart("mine \udcff\u202e.xlsx", content)[0] != ()
    assert read_apart("mine.xlsx", content) == read_workbook("mine.xlsx", content)


def test_a_library_that_is_kept_busy_is_ended() -> None:
    # openpyxl looks for the end of each of these brackets, from each of them to the end.
    form = f'<numFmt numFmtId="164" formatCode="{"[" * 900_000}"/>'
    styles = (
        f'<styleSheet xmlns="{NAMESPACE}"><numFmts>{form}</numFmts>'
        '<cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    content = replaced(book(ROWS), "xl/styles.xml", styles)

    tables, (found,) = read_apart("mine.xlsx", content)

    assert tables == ()
    assert found.code == "workbook-too-large"
    assert found.hint == "Remove what is not a table, or save the sheet as CSV."


@pytest.mark.parametrize(
    "failure", [subprocess.TimeoutExpired("x", 1), OSError(12, "Cannot allocate memory")]
)
def test_a_process_that_does_not_answer_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def run(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(subprocess, "run", run)

    assert [found.code for found in read_apart("mine.xlsx", b"PK")[1]] == ["workbook-too-large"]


def test_a_file_beyond_the_limit_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", None)

    assert "at most 20 MB are read" in lines(read_apart("mine.xlsx", b"x" * 20_000_001))[0]


def test_memory_has_a_limit() -> None:
    greedy = (
        "from planner.io.readers._child import keep_to_limits\n"
        "from planner.io.readers.workbook_process import MOST_MEMORY_BYTES\n"
        "keep_to_limits(MOST_MEMORY_BYTES)\nb'x' * (2 * MOST_MEMORY_BYTES)"
    )

    done = subprocess.run(
        [sys.executable, "-c", greedy], check=False, capture_output=True, text=True
    )

    assert "MemoryError" in done.stderr


# --- bounds on what is in a sheet ----------------------------------------------------------------


def test_a_comment_of_far_cells_is_no_far_cell() -> None:
    content = sheet("<!--" + '<c r="CW5" ab3f' * 50_000 + '--><row><c t="str"><v>a</v></c></row>')

    tables, findings = read_workbook("mine.xlsx", content)

    assert [table.columns for table in tables] == [("a",)]
    assert findings == ()


@pytest.mark.parametrize("cell", ["<c><v>1</v></c>", "<c/>", '<c s="1"/>', "<c><f>1</f></c>"])
def test_a_workbook_of_too_many_cells_is_refused_whatever_they_hold(
    monkeypatch: pytest.MonkeyPatch, cell: str
) -> None:
    monkeypatch.setattr("planner.io.readers.xlsx.MAX_CELLS", 20)

    tables, findings = read_workbook("mine.xlsx", sheet(f"<row>{cell * 7}</row>" * 3))

    assert tables == ()
    assert [finding.line() for finding in findings] == [
        "mine.xlsx: The workbook has more than 20 cells; it is not read. Save the sheet as CSV."
    ]


def test_cells_of_all_sheets_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.io.readers.xlsx.MAX_CELLS", 3)
    workbook = openpyxl.Workbook()
    for title in ("a", "b"):
        workbook.create_sheet(title).append([1, 2])
    content = BytesIO()
    workbook.save(content)

    assert "more than 3 cells" in lines(read_workbook("mine.xlsx", content.getvalue()))[0]


def test_a_sheet_of_far_cells_alone_says_so() -> None:
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 500))

    assert lines(read_workbook("mine.xlsx", sheet(rows))) == [
        (
            "mine.xlsx sheet switch: Cell XFD1 lies beyond the 100 columns that are read. "
            "Split the sheet."
        )
    ]


def test_a_sheet_of_formulas_nobody_computed_is_counted() -> None:
    rows = "<row><c><v>1</v></c></row>" + "<row><c><f>1</f></c></row>" * (MOST_BLIND + 7)

    found = lines(read_workbook("mine.xlsx", sheet(rows)))

    assert len(found) == MOST_BLIND + 1
    assert found[-1] == (
        "mine.xlsx sheet switch: 7 more cells have no value; their rows are left out. "
        "Fix those above first."
    )


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1e999999999", "Infinity"),
        ("1e-999999999", "0"),
        ("9" * 5000, "9" * 5000),
        ("5.0", "5"),
    ],
)
def test_a_number_of_any_length_is_text_and_is_never_worked_out(number: str, text: str) -> None:
    rows = f'<row><c t="str"><v>a</v></c></row><row><c><v>{number}</v></c></row>'
    (table,), _ = read_workbook("mine.xlsx", sheet(rows))

    assert table.rows[0].cells == (text,)


@pytest.mark.parametrize("row", ["1e308", "9" * 400, "-1", "x", "nan", "inf"])
def test_a_row_of_any_number_is_beyond_the_sheet_or_damage(row: str) -> None:
    rows = f'<row r="{row}"><c><v>1</v></c></row>'
    read = read_workbook("mine.xlsx", sheet(rows))

    assert {finding.code for finding in read[1]} <= {"sheet-too-large", "workbook-damaged"}


def test_a_far_row_ends_the_sheet_without_filling_the_rows_between() -> None:
    found = sheet_of(
        b'<x><row r="1"><c><v>1</v></c></row><row r="1000000"><c><v>1</v></c></row></x>',
        [],
        PLAIN,
        most=9,
    )

    assert [number for number, _ in found.rows] == [1]
    assert found.rows_beyond == 1_000_000


def test_the_strings_of_a_workbook_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_markup, "MAX_STRINGS", 3)
    numbers = count()
    markup = "".join(f"<si><t>{next(numbers)}</t></si>" for _ in range(9))

    assert strings_of(f"<sst>{markup}</sst>".encode()) == ["0", "1", "2"]


def test_the_runs_of_a_text_are_one_text_and_its_reading_aid_is_none_of_it() -> None:
    markup = (
        f'<sst xmlns="{NAMESPACE}"><si><r><rPr/><t>one</t></r><r><t> two</t></r>'
        "<rPh><t>three</t></rPh></si><si><t/></si><si><t>_x005F_x</t></si></sst>"
    )

    assert strings_of(markup.encode()) == ["one two", "", "_x"]


def test_no_document_type_is_followed_here_either() -> None:
    with pytest.raises(ValueError, match="document type"):
        strings_of(b"<!DOCTYPE sst [<!ENTITY a 'b'>]><sst><si><t>&a;</t></si></sst>")


@pytest.mark.parametrize("name", ["strict", "prefixed"])
def test_every_way_of_writing_the_same_sheet_is_read(name: str) -> None:
    start = (
        '<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main">'
        if name == "strict"
        else f'<x:worksheet xmlns:x="{NAMESPACE}">'
    )
    p = "" if name == "strict" else "x:"
    markup = (
        f"{start}<{p}sheetData><{p}row><{p}c><{p}v>7</{p}v></{p}c></{p}row></{p}sheetData>"
        f"</{p}worksheet>"
    )

    ((_, cells),) = sheet_of(markup.encode(), [], PLAIN, most=9).rows

    assert cells[0].value == 7
