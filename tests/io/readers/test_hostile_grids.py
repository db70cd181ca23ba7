"""Whatever a file holds, it is read or refused with a finding, and who reads it goes on."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.io.readers import _grid_process as grid_process
from planner.io.readers._cell_comments import without_people
from planner.io.readers._grid_parts import from_wire, to_wire
from planner.io.readers.grids import read_grids, read_pasted
from planner.model.codes import CODES
from planner.model.findings import has_errors
from tests.io.readers.hostile_grids import (
    COMMENTS,
    CORPUS,
    PEOPLE,
    THREADS,
    annotated,
    with_comments,
    with_part,
)

FILES = Path(__file__).parents[2] / "data" / "bom_files"
REAL = {path.name: path.read_bytes() for path in sorted(FILES.iterdir()) if path.suffix != ".json"}
ANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_file_is_read_or_refused(name: str) -> None:
    make, codes = CORPUS[name]

    file = read_grids("../..\0/\udcff" + name, make())

    errors = {each.code for each in file.findings if each.severity == "error"}
    assert errors & codes or (not errors and (not codes or "read" in codes))
    assert errors <= set(CODES)
    assert all(each.line().isprintable() for each in file.findings)
    assert file.grids or has_errors(file.findings)
    assert file.name == "\ufffd" + name


@pytest.mark.parametrize("name", REAL)
@given(data=st.data())
@settings(ANY, max_examples=12)
def test_a_damaged_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    content = bytearray(REAL[name])
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(content) - 1))
        damage = data.draw(st.binary(max_size=6))
        content[place : place + data.draw(st.integers(0, 6))] = damage
        if not content:
            break
    if data.draw(st.booleans()):
        content = content[: data.draw(st.integers(0, len(content)))]
    reader = "zip" if name.endswith((".xlsx", ".ods")) else "delimited"
    if reader == "zip":
        grid_process.read_here("zip", bytes(content))
    else:
        read_grids(name, bytes(content))


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "content.xml"])
@given(data=st.data())
@settings(ANY, max_examples=25)
def test_damaged_markup_is_read_or_refused(part: str, data: st.DataObject) -> None:
    name = "workshop_de.ods" if part == "content.xml" else "rack_sheets_es.xlsx"

    def change(markup: bytes) -> bytes:
        for _ in range(data.draw(st.integers(1, 6))):
            place = data.draw(st.integers(0, len(markup)))
            damage = data.draw(st.sampled_from(PIECES) | st.binary(max_size=4))
            markup = markup[:place] + damage + markup[place + data.draw(st.integers(0, 9)) :]
        return markup

    grid_process.read_here("zip", with_part(REAL[name], part, change))


PIECES = [
    b"<v>",
    b"</v>",
    b"<row>",
    b"</row>",
    b"<c",
    b'<c r="A1">',
    b' r="ZZZ9999999"',
    b' t="s"',
    b' s="-1"',
    b'<f t="shared" si="0"/>',
    b"<table:table-row>",
    b"</table:table>",
    b' table:number-rows-repeated="99999999"',
    b"<text:p>",
    b"<!---->",
    b"&#0;",
    b"&amp;",
    b"\xff",
]


SAID = [
    b"<comment>",
    b"</comment>",
    b'<comment ref="A1">',
    b' ref="ZZZ9999999"',
    b' ref="B2"',
    b"<threadedComment>",
    b"<text><t>",
    b"</t></text>",
    b"<author>",
    b"Jane Doe",
    b"@Max ",
    b"<office:annotation>",
    b"</office:annotation>",
    b"<dc:creator>Jane</dc:creator>",
    b"<text:p>",
    b"<table:table-row/>",
]


@pytest.mark.parametrize("part", [COMMENTS, THREADS, PEOPLE, "content.xml"])
@given(data=st.data())
@settings(ANY, max_examples=40)
def test_damaged_comments_are_read_or_refused(part: str, data: st.DataObject) -> None:
    annotation = "<dc:creator>Jane</dc:creator><text:p>metal</text:p>"
    content = annotated(annotation) if part == "content.xml" else with_comments()

    def change(markup: bytes) -> bytes:
        for _ in range(data.draw(st.integers(1, 6))):
            place = data.draw(st.integers(0, len(markup)))
            damage = data.draw(st.sampled_from([*SAID, *PIECES]) | st.binary(max_size=4))
            markup = markup[:place] + damage + markup[place + data.draw(st.integers(0, 9)) :]
        return markup

    found = grid_process.read_here("zip", with_part(content, part, change))

    assert found.grids or found.notes


def test_names_of_people_stay_out_of_comments_however_they_are_written() -> None:
    names = ["Jane Doe", "Ann-Marie Lee", "Li Wu", "(Bob)", "Zoë"]
    told = {(1, 0): "JANE doe: ask ann-marie lee, @Li Wu, (Bob) and @zoë; Janet and Leeds stay"}

    assert without_people(told, names) == {(1, 0): "ask …, …, … and …; Janet and Leeds stay"}


MARKS = "<table> <tr> <td> </td> </table> |--| \\hline <!-- [td]".split()


@given(
    text=st.text(max_size=300)
    | st.lists(
        st.sampled_from([*"|-=<>[]()*_`\\\"';,&\t\n :a1", *MARKS]),
        max_size=120,
    ).map("".join)
)
@settings(ANY, max_examples=150)
def test_any_text_is_read_or_refused(text: str) -> None:
    pasted = read_pasted(text)

    assert pasted.grids or has_errors(pasted.findings)
    for reader in grid_process.TEXTS:
        found = grid_process.read_here(reader, text.encode("utf-8", "surrogatepass"))
        again = from_wire(to_wire(found))
        assert again == found


@given(content=st.binary(max_size=300))
@ANY
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xef\xbb\xbf"):
        if start != b"PK\x03\x04":
            file = read_grids("x", start + content)
            assert file.grids or has_errors(file.findings)
    assert grid_process.read_here("zip", b"PK\x03\x04" + content).notes


def test_the_process_of_its_own_reads_the_same() -> None:
    for name, content in REAL.items():
        if name.endswith((".xlsx", ".ods")):
            here = grid_process.read_here("zip", content)
            assert grid_process.read_apart("zip", content) == here


def test_the_process_of_its_own_is_found_from_every_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What lies in the folder that somebody works in is no part of the program.
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)

    assert grid_process.read_apart("zip", REAL["plain.xlsx"]).grids


@pytest.mark.parametrize(
    "failure", [subprocess.TimeoutExpired("x", 1), OSError(12, "Cannot allocate memory")]
)
def test_a_process_that_does_not_answer_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def run(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(subprocess, "run", run)

    file = read_grids("x.xlsx", REAL["plain.xlsx"])

    assert [found.code for found in file.findings] == ["grid-too-large"]


def test_memory_has_a_limit() -> None:
    greedy = (
        "from planner.io.readers._child import keep_to_limits\n"
        "from planner.io.readers._grid_process import MOST_MEMORY_BYTES\n"
        "keep_to_limits(MOST_MEMORY_BYTES)\nb'x' * MOST_MEMORY_BYTES"
    )

    done = subprocess.run([sys.executable, "-c", greedy], check=False, capture_output=True)

    assert b"MemoryError" in done.stderr


@pytest.mark.parametrize("name", [each for each in REAL if each.endswith(".xlsx")])
def test_cells_found_by_their_pattern_are_those_that_the_parser_finds(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.io.readers import _sheet_grid

    by_pattern = grid_process.read_here("zip", REAL[name])
    refuse: Callable[..., bool] = lambda *_: False  # noqa: E731
    monkeypatch.setattr(_sheet_grid._SheetReader, "_scan", refuse)

    assert grid_process.read_here("zip", REAL[name]) == by_pattern


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n", b" \n", b"a,b\n", b"\xe4\n"])
def test_a_text_of_more_lines_than_a_sheet_has_rows_is_refused_at_once(end: bytes) -> None:
    begun = time.process_time()
    found = read_grids("list.csv", end * 1_100_000)

    assert not found.grids
    assert [each.code for each in found.findings] == ["grid-too-large"]
    assert time.process_time() - begun < 1
