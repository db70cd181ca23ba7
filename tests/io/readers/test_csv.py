"""Text tables from CSV: what survives, what is reported, and with which row number."""

import csv
import os
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.io.readers import csv as rows_module
from planner.io.readers.csv import read_table, table_from_bytes
from planner.io.text.encodings import MAX_FILE_BYTES
from planner.io.text.tables import TableRead


def read(content: str | bytes, name: str = "f.csv") -> TableRead:
    return table_from_bytes(name, content.encode() if isinstance(content, str) else content)


def cells(content: str | bytes) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for row in read(content)[0].rows]


def lines(content: str | bytes) -> list[str]:
    return [finding.line() for finding in read(content)[1]]


def test_cells_stay_as_they_were_written() -> None:
    text = "part_number,name,x\n00123,NA,1e5\n-0, pi ,TRUE\n"

    assert cells(text) == [(2, ("00123", "NA", "1e5")), (3, ("-0", " pi ", "TRUE"))]
    assert lines(text) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(end: str) -> None:
    text = end.join(["a,b", "1,2", "", "3,4"])

    assert cells(text) == [(2, ("1", "2")), (4, ("3", "4"))]
    assert lines(text) == []


def test_rows_have_the_numbers_a_spreadsheet_shows() -> None:
    comments = '# what this is, "in short"\n"# ports, the uplink included"\n\n'
    text = f'{comments}a,b\n1,"two\nlines"\n,\n3,4\n'

    table, findings = read(text)

    assert table.header_row == 4
    assert cells(text) == [(5, ("1", "two\nlines")), (7, ("3", "4"))]
    assert findings == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_with_a_byte_order_mark_is_read_without_a_word(encoding: str) -> None:
    content = "name,price\nµSD für 5 €,5\n".encode(encoding)

    assert cells(content) == [(2, ("µSD für 5 €", "5"))]
    assert read(content)[0].columns == ("name", "price")
    assert lines(content) == []


def test_big_endian_utf_16_is_read() -> None:
    assert cells(b"\xfe\xff" + "a,b\n1,é\n".encode("utf-16-be")) == [(2, ("1", "é"))]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_windows_1252_is_read_with_a_warning_at_its_first_row(mark: bytes) -> None:
    content = mark + "name,x\nplain,1\nGehäuse,2\n".encode("cp1252")

    table, findings = read(content)

    assert [row.cells for row in table.rows][1] == ("Gehäuse", "2")
    assert [finding.line() for finding in findings] == [
        (
            "f.csv row 3: The file is not UTF-8; read as Windows-1252, which gives 'ä' here. "
            "Save it as UTF-8 if names look wrong."
        )
    ]
    if mark:
        assert table.columns == ("name", "x")


@pytest.mark.parametrize(("separator", "called"), [(";", "semicolons"), ("\t", "tabs")])
def test_another_separator_is_read_with_a_note(separator: str, called: str) -> None:
    text = f'a{separator}"b,c,d"{separator}e\n1,5{separator}2{separator}3\n'

    assert cells(text) == [(2, ("1,5", "2", "3"))]
    assert lines(text) == [f"f.csv row 1: The cells are separated by {called}; read as such."]


def test_the_line_that_excel_writes_for_itself_is_passed_over() -> None:
    assert cells("sep=;\na;b\n1;2\n") == [(3, ("1", "2"))]


BAD_FILES = [
    (b"", "f.csv: There is no header row."),
    (b"\n\n", "f.csv: There is no header row."),
    (b"# only a comment\n", "f.csv: There is no header row."),
    (b"\xef\xbb\xbf", "f.csv: There is no header row."),
    (b"a,b\n1,\0\n", "f.csv: This is not a text table: it holds bytes that are not text."),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x81\x8d", "f.csv: This is not a text table: it holds bytes"),
    (b"a,b\n\x81\x8d,2\n", "f.csv: This is not a text table: it holds bytes"),
    (b"\xff\xfea", "f.csv: This is not a text table: it holds bytes"),
    (b"PK\x03\x04rest", "f.csv: This is an Excel workbook or a zip archive, not a text table."),
    (b"\xd0\xcf\x11\xe0rest", "f.csv: This is an old .xls workbook or one with a password,"),
    (b"%PDF-1.7", "f.csv: This is a PDF document, not a text table."),
    (b"\x1f\x8b\x08", "f.csv: This is a gzip archive, not a text table."),
]


@pytest.mark.parametrize(("content", "line"), BAD_FILES)
def test_what_is_no_text_table_is_said_in_one_finding(content: bytes, line: str) -> None:
    table, findings = read(content)

    assert table.rows == ()
    assert len(findings) == 1
    assert findings[0].line().startswith(line)
    assert findings[0].hint.endswith(".")


def test_a_header_alone_is_no_fault() -> None:
    table, findings = read("a,b\n")

    assert (table.columns, table.rows, findings) == (("a", "b"), (), ())


@pytest.mark.parametrize(
    ("text", "cells", "unwritten"),
    [
        ("a,b,c\n1,2\n", ("1", "2", ""), 1),
        ("a,,c\n1\n", ("1", "", ""), 2),
        ("a,b\n1,2\n", ("1", "2"), 0),
    ],
)
def test_a_row_that_ends_early_is_filled_up_and_says_so(
    text: str, cells: tuple[str, ...], unwritten: int
) -> None:
    table, findings = read(text)

    assert [(row.cells, row.unwritten) for row in table.rows] == [(cells, unwritten)]
    assert findings == ()


@pytest.mark.parametrize(
    ("text", "columns", "notes"),
    [
        ("My price list\n\na,b,c\n1,2,3\n", ("a", "b", "c"), ["title-rows"]),
        ("My list,,\nof 2026,,\na,b,c\n1,2,3\n", ("a", "b", "c"), ["title-rows"]),
        ("My list\n# said\na;b;c\n1;2;3\n", ("a", "b", "c"), ["file-separator", "title-rows"]),
        ("Prices, 2026\na;b;c;d;e\n1;2;3;4;5\n1;2;3;4;5\n", ("a", "b", "c", "d", "e"),
         ["file-separator", "title-rows"]),
        ("a\n1\n2\n", ("a",), []),
        ("a,b\n1,2\n3\n", ("a", "b"), []),
        ("a,b,c\n1\n2\n3\n", ("a", "b", "c"), []),
        ("a,b,c\n1,2,x;y;z;v;w\n1,2,x;y;z;v;w\n", ("a", "b", "c"), []),
        ("My price list\n", ("My price list",), []),
    ],
)  # fmt: skip
def test_a_title_above_the_header_is_passed_over_with_a_note(
    text: str, columns: tuple[str, ...], notes: list[str]
) -> None:
    table, findings = read(text)

    assert table.columns == columns
    assert [finding.code for finding in findings] == notes


def test_the_note_of_a_title_names_both_rows() -> None:
    _, (finding,) = read("My price list\n\na,b,c\n1,2,3\n")

    assert finding.line() == (
        "f.csv row 1: Row 1 is taken for a title, row 3 for the header. "
        "Remove what stands above the header if that is wrong."
    )


BAD_ROWS = [
    ("a,b\n1,2,3\n", "The row has 3 cells, the header 2;", "Put a text that holds a separator in"),
    ('a,b\n1,"two\n', "A quote opens in this row and is not closed;", 'Close it with another ".'),
    ('a,b\n1,"two" more\n', "Text follows a closing quote;", "Write a quote inside a quoted cell"),
    (
        f"a,b\n1,{'x' * 200_000}\n",
        "A cell has more than 131,072 characters;",
        "Shorten it, or close",
    ),
]


@pytest.mark.parametrize(("text", "what", "hint"), BAD_ROWS)
def test_a_bad_row_is_left_out_and_the_next_one_loads(text: str, what: str, hint: str) -> None:
    columns = read(text)[0].columns
    good = ",".join("9" if name else "" for name in columns)

    table, findings = read(f"{text}{good}\n")

    (line,) = (finding.line() for finding in findings)
    assert line.startswith(f"f.csv row 2: {what} the row is left out. {hint}")
    assert [row.row for row in table.left_out] == [2]
    assert [row.number for row in table.rows] == [3]


def test_an_unclosed_quote_costs_its_own_row_only() -> None:
    text = 'a,b\n1,"two\n3,4\n5,"six"\n7,8\n'

    table, findings = read(text)

    assert [row.number for row in table.rows] == [3, 4, 5]
    assert [finding.cell.row for finding in findings if finding.cell] == [2]
    assert table.left_out[0].cells == ('1,"two',)


def test_a_header_with_an_unclosed_quote_reads_nothing() -> None:
    table, findings = read('a,"b\n1,2\n')

    assert table.columns == ()
    assert [finding.line() for finding in findings] == [
        (
            "f.csv row 1: A quote opens in this row and is not closed; the row is left out; "
            'nothing below is read. Close it with another ".'
        )
    ]


def test_quotes_that_never_close_stop_the_reading_in_time() -> None:
    table, findings = read("a,b,c\n" + 'x5","\n' * 5_000)

    assert len(findings) == rows_module.MAX_BROKEN_QUOTES + 1
    assert "nothing below is read" in findings[-1].message
    assert table.rows == ()


def test_empty_cells_beyond_the_header_are_no_fault() -> None:
    assert cells("a,b,,\n1,2,,,,\n") == [(2, ("1", "2"))]
    assert lines("a,b,,\n1,2,,,,\n") == []


def test_a_column_without_a_name_is_reported_if_it_holds_anything() -> None:
    assert lines("a,,c\n1,,3\n") == []
    assert lines("a,,c\n1,2,3\n") == [
        "f.csv row 1: Column 2 has no name; its cells are not read. Write a name in the header."
    ]


@pytest.mark.parametrize("again", ["a", "A", " a "])
def test_a_column_named_twice_is_reported(again: str) -> None:
    (line,) = lines(f"a,b,{again}\n1,2,3\n")

    assert "twice; the later column is not read." in line


def test_a_file_over_the_cap_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.touch()
    os.truncate(path, 50_000_000)

    table, findings = read_table(path, "parts/big.csv")

    assert table.rows == ()
    assert [finding.line() for finding in findings] == [
        (
            "parts/big.csv: The file has 50.0 MB; at most 20 MB are read. "
            "Split it, or remove what is not needed."
        )
    ]


def test_bytes_over_the_cap_are_refused() -> None:
    assert lines(b"a" * (MAX_FILE_BYTES + 1))[0].startswith("f.csv: The file has 20.0 MB")


def test_a_large_file_is_read_in_seconds() -> None:
    text = "a,b,c\n" + "one,two,three\n" * 100_000

    assert len(read(text)[0].rows) == 100_000


def test_what_is_no_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "nowhere")
    (tmp_path / "circle.csv").symlink_to(tmp_path / "circle.csv")
    os.mkfifo(tmp_path / "pipe.csv")

    found = {path.name: read_table(path)[1][0].message for path in sorted(tmp_path.iterdir())}

    assert found["folder.csv"] == "This is a folder."
    for name in ("link.csv", "circle.csv", "pipe.csv"):
        assert found[name] in (
            "This is not a file, or a broken link.",
            "The file cannot be read: Too many levels of symbolic links.",
        )


def test_a_file_that_may_not_be_read_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "f.csv"
    path.write_text("a\n1\n")

    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)

    assert [finding.line() for finding in read_table(path)[1]] == [
        "f.csv: The file cannot be read: Permission denied. Check who may read it."
    ]


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_be_read(content: bytes) -> None:
    table, findings = read(content)

    assert table.columns or findings


TEXT = st.text(st.sampled_from("ab\"',;\t\n\r #é\xa0="), max_size=120)


@given(TEXT)
def test_every_row_of_any_text_is_loaded_or_reported(text: str) -> None:
    table, findings = read(f"a,b\n{text}")

    stopped = any("nothing below is read" in finding.message for finding in findings)
    loaded = {row.number for row in table.rows}
    reported = {finding.cell.row for finding in findings if finding.cell}
    assert {row.row for row in table.left_out} <= reported
    assert not loaded & {row.row for row in table.left_out}
    if '"' not in text and not stopped:
        records = list(csv.reader(StringIO(f"a,b\n{text}", newline="")))
        filled = {n for n, row in enumerate(records[1:], 2) if any(cell.strip() for cell in row)}
        assert filled <= loaded | reported


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=10),
            min_size=2,
            max_size=2,
        ),
        max_size=8,
    )
)
def test_what_the_csv_module_writes_is_read_back(rows: list[list[str]]) -> None:
    text = StringIO(newline="")
    csv.writer(text).writerows([["x", "y"], *rows])
    table, findings = read(text.getvalue())

    filled = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    assert [row.cells for row in table.rows] == filled
    assert findings == ()
