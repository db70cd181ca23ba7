"""Tables made to keep a reader busy or to fill its memory: read in one go, or refused at once."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from planner.io.catalog.uploads import load_part_files
from planner.io.readers import csv as rows
from planner.io.readers.csv import table_from_bytes
from planner.io.text import intake, tables
from planner.model.catalog import Catalog
from planner.model.findings import Finding
from planner.model.parts import Other

DAY = date(2026, 11, 1)
HEADER = "part_number,price,currency\n"
NOTHING = Catalog()
SPLIT = "Split it, or remove what is not needed."


def lines(content: bytes) -> list[str]:
    return [finding.line() for finding in table_from_bytes("a.csv", content)[1]]


def offers(text: str, catalog: Catalog = NOTHING) -> tuple[Finding, ...]:
    return load_part_files([("offers.csv", text.encode())], catalog, today=DAY)[2]


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n", b",,\n"])
def test_more_lines_than_any_sheet_has_are_counted_and_not_read(
    monkeypatch: pytest.MonkeyPatch, end: bytes
) -> None:
    monkeypatch.setattr(rows, "csv", None)

    assert lines(end * 1_100_001) == [
        f"a.csv: The file has 1,100,001 lines; at most 1,100,000 are read. {SPLIT}"
    ]


def test_a_sheet_of_blank_lines_is_read_to_its_last_row(monkeypatch: pytest.MonkeyPatch) -> None:
    (table, findings) = table_from_bytes("a.csv", b"a,b\n" + b",\n" * 50_000 + b"1,2\n")

    assert [(row.number, row.cells) for row in table.rows] == [(50_002, ("1", "2"))]
    assert findings == ()


@pytest.mark.parametrize("row", [b"1,2\n", b"1,2,3\n"])
def test_more_filled_rows_than_a_catalog_has_are_refused(
    monkeypatch: pytest.MonkeyPatch, row: bytes
) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 30)

    table, _ = table_from_bytes("a.csv", b"a,b\n" + row * 31)

    assert table.rows == table.columns == ()
    assert lines(b"a,b\n" + row * 31) == [
        f"a.csv: The file has more than 30 filled rows; at most 30 are read. {SPLIT}"
    ]


def test_more_columns_than_any_table_has_are_refused() -> None:
    assert lines(b",".join(b"c%d" % n for n in range(501)) + b"\n") == [
        f"a.csv: The file has 501 columns; at most 500 are read. {SPLIT}"
    ]


def test_a_row_without_an_end_is_left_out_and_those_below_are_read() -> None:
    table, findings = table_from_bytes("a.csv", b"a,b\n" + b"," * 1_000_001 + b"\n1,2\n")

    assert [row.number for row in table.rows] == [3]
    assert [finding.message for finding in findings] == [
        "The row has more than 1,000,000 characters; the row is left out."
    ]


def test_rows_that_an_open_quote_swallowed_are_rows_of_their_own() -> None:
    table, findings = table_from_bytes("a.csv", b'a,b\n"1,2\n3,4\n"5,6\n7,8\n')

    assert [(row.number, row.cells) for row in table.rows] == [(3, ("3", "4")), (5, ("7", "8"))]
    assert [row.cells for row in table.left_out] == [('"1,2',), ('"5,6',)]
    assert len(findings) == 2


def test_the_nearest_part_is_looked_for_twenty_times(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def nearest(word: str, known: object, *, alike: int = 60) -> str | None:
        looked.append(word)
        return "tl-sg108"

    monkeypatch.setattr(intake, "nearest", nearest)
    found = offers(HEADER + "".join(f"tl-sg{n},5,SGD\n" for n in range(50)))

    assert looked == [f"tl-sg{n}" for n in range(intake.MOST_SUGGESTIONS)]
    unknown = [each.hint for each in found if each.code == "offer-part-unknown"]
    assert unknown == ["Did you mean tl-sg108?"] * 20 + ["Add the part to a parts file first."] * 30


def test_vendors_nobody_knows_share_the_twenty(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    monkeypatch.setattr(intake, "nearest", lambda word, known, alike=60: calls.append(word))
    part = Other(part_number="a", name="A", category="other", source="x")

    offers(
        "vendor," + HEADER + "".join(f"v{n},a,5,SGD\n" for n in range(50)), Catalog(parts=(part,))
    )

    assert len(calls) == intake.MOST_SUGGESTIONS


def test_price_breaks_are_found_by_their_quantity() -> None:
    part = Other(part_number="a", name="A", category="other", source="x")
    text = "min_quantity," + HEADER
    text += "".join(f"{n},a,5,SGD\n" for n in range(1, 5_001)) + "4000,a,6,SGD\n"

    found = offers(text, Catalog(parts=(part,)))

    assert [each.message for each in found if each.code == "offer-twice"] == [
        "Row 4001 gives the price from 4000 on already; that one is kept."
    ]


def test_after_so_many_findings_the_others_are_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MOST_FINDINGS", 10)

    found = offers(HEADER + "a,x,SGD\n" * 100)

    assert len(found) == 11
    assert found[-1].message == "There are more than 10 findings; the others are not listed."


def test_a_hundred_thousand_rows_of_mistakes_fit_into_little_memory() -> None:
    text = (
        "import resource\n"
        "from datetime import date\n"
        "from planner.io.catalog.uploads import load_part_files\n"
        "from planner.model.catalog import Catalog\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (300_000_000,) * 2)\n"
        "rows = ''.join(f'tl-sg108,x{n},SGD\\n' for n in range(100_000))\n"
        f"content = ({HEADER!r} + rows).encode()\n"
        "files, day = [('offers.csv', content)], date(2026, 11, 1)\n"
        "found = load_part_files(files, Catalog(), today=day)[2]\n"
        "print(len(found))\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", text], check=False, capture_output=True, text=True, timeout=250
    )

    assert done.stdout == "100001\n", done.stderr


@pytest.mark.parametrize(
    "cell", ["1" * 120_000 + "\nx", "1." * 60_000 + "\nx", "1 " * 60_000 + "\n1", "x" * 120_000]
)
def test_a_long_cell_is_looked_through_once(cell: str) -> None:
    found = offers(f'{HEADER}a,"{cell}",SGD\n')

    assert [each.code for each in found if each.cell and each.cell.column == "price"] == [
        "cell-invalid"
    ]


def test_a_file_that_is_longer_than_it_says_is_not_read_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rows, "MAX_FILE_BYTES", 10)

    content, (found,) = rows.file_content(Path("/proc/self/status"), "status.csv")

    assert content is None
    assert found.code == "file-too-large"
