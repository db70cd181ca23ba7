"""One's own catalog is written row by row: nothing else changes, and nothing is lost."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.io.own._writing import BACKUPS, MOST_BACKUPS
from planner.io.own.rows import RowFile, drop_row, put_row, seen_row
from planner.io.readers.csv import read_table
from planner.model.findings import PlannerError

FILE = RowFile(
    "offers/acme.csv",
    ("part_number", "sku", "currency", "price", "pack_size", "quoted_on"),
    ("part_number", "sku", "pack_size", "quoted_on"),
    {"pack_size": "1"},
)
FAN = {"part_number": "fan", "currency": "SGD", "price": "5", "quoted_on": "2026-11-01"}


def path(folder: Path) -> Path:
    return folder / FILE.name


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path(folder).parent.mkdir(parents=True, exist_ok=True)
    path(folder).write_bytes(text.encode(encoding))
    return path(folder)


def test_the_first_row_makes_the_file_and_its_folders(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there" / "yet"
    put_row(folder, FILE, FAN, seen=None)
    assert path(folder).read_text(encoding="utf-8") == (
        "part_number,sku,currency,price,pack_size,quoted_on\nfan,,SGD,5,,2026-11-01\n"
    )
    assert seen_row(folder, FILE, FAN) == FAN
    assert not (folder / BACKUPS).exists()


KEPT = """# my notes, with a comma
"a title, quoted"

Quoted On;Part Number;colour;price;currency;pack_size
2026-11-01;"fan";red;5;SGD;1
# not a comment here;;;;;
2026-11-01;"multi
line";;7;SGD;
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_comments_columns_quotes_and_line_ends_stay(
    tmp_path: Path, end: str, encoding: str
) -> None:
    text = KEPT.replace("red", "rouge é").replace("\n", end)
    file = written(tmp_path, text, encoding)
    seen = seen_row(tmp_path, FILE, FAN)
    assert seen == FAN | {"colour": "rouge é", "pack_size": "1"}
    put_row(tmp_path, FILE, FAN | {"price": "6"}, seen=seen)
    after = file.read_bytes().decode(encoding)
    old, new = f'2026-11-01;"fan";rouge é;5;SGD;1{end}', f"2026-11-01;fan;rouge é;6;SGD;1{end}"
    assert after == text.replace(old, new)


def test_a_column_that_is_not_there_yet_is_added_at_the_end(tmp_path: Path) -> None:
    file = written(tmp_path, "part_number,price,currency,quoted_on\nhub,1,SGD,2026-01-01")
    put_row(tmp_path, FILE, FAN | {"sku": "F-1"}, seen=None)
    assert file.read_text(encoding="utf-8") == (
        "part_number,price,currency,quoted_on,sku\nhub,1,SGD,2026-01-01,\nfan,5,SGD,2026-11-01,F-1\n"
    )
    table, findings = read_table(file)
    assert (len(table.rows), findings) == (2, ())


def test_an_empty_cell_of_the_key_is_its_usual_value(tmp_path: Path) -> None:
    put_row(tmp_path, FILE, FAN, seen=None)
    assert seen_row(tmp_path, FILE, FAN | {"pack_size": "1"}) == FAN
    assert seen_row(tmp_path, FILE, FAN | {"pack_size": "4"}) is None


def test_a_row_is_taken_out_and_the_others_stay(tmp_path: Path) -> None:
    put_row(tmp_path, FILE, FAN, seen=None)
    put_row(tmp_path, FILE, FAN | {"part_number": "hub"}, seen=None)
    drop_row(tmp_path, FILE, FAN, seen=FAN)
    assert seen_row(tmp_path, FILE, FAN) is None
    assert seen_row(tmp_path, FILE, FAN | {"part_number": "hub"}) is not None


# --- two people ----------------------------------------------------------------------------------


def test_the_second_of_two_who_change_one_row_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    put_row(tmp_path, FILE, FAN, seen=None)
    put_row(tmp_path, FILE, FAN | {"price": "6"}, seen=FAN)
    with pytest.raises(PlannerError, match="somebody else changed fan") as caught:
        put_row(tmp_path, FILE, FAN | {"price": "7"}, seen=FAN)
    assert "price 6" in caught.value.finding.message
    assert seen_row(tmp_path, FILE, FAN) == FAN | {"price": "6"}


def test_the_second_of_two_who_add_one_row_is_told(tmp_path: Path) -> None:
    put_row(tmp_path, FILE, FAN, seen=None)
    with pytest.raises(PlannerError, match="fan 2026-11-01 already exists and says"):
        put_row(tmp_path, FILE, FAN | {"price": "7"}, seen=None)


def test_who_changes_a_row_that_was_taken_out_is_told(tmp_path: Path) -> None:
    put_row(tmp_path, FILE, FAN, seen=None)
    drop_row(tmp_path, FILE, FAN, seen=FAN)
    with pytest.raises(PlannerError, match="somebody else removed fan 2026-11-01"):
        put_row(tmp_path, FILE, FAN | {"price": "7"}, seen=FAN)
    with pytest.raises(PlannerError, match="somebody else removed fan 2026-11-01"):
        drop_row(tmp_path, FILE, FAN, seen=FAN)


WRITER = """
import sys
from pathlib import Path
from tests.io.own.test_rows import FAN, FILE
from planner.io.own.rows import put_row
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    put_row(Path(sys.argv[1]), FILE, FAN | {"part_number": f"fan-{number}"}, seen=None)
"""


def writer(folder: Path, first: int, last: int) -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-c", WRITER, str(folder), str(first), str(last)]
    return subprocess.Popen(arguments, cwd=Path(__file__).parents[3])


def test_what_several_write_at_once_is_all_there(tmp_path: Path) -> None:
    writers = [writer(tmp_path, 25 * each, 25 * each + 25) for each in range(3)]
    assert [each.wait() for each in writers] == [0, 0, 0]
    table, findings = read_table(path(tmp_path))
    assert findings == ()
    assert sorted(row.cells[0] for row in table.rows) == sorted(f"fan-{n}" for n in range(75))


def test_a_writer_killed_at_any_point_leaves_a_whole_file(tmp_path: Path) -> None:
    for attempt in range(6):
        work = writer(tmp_path, 1000 * attempt, 1000 * attempt + 1000)
        deadline = time.monotonic() + 20
        while not path(tmp_path).exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.11 + attempt * 0.013)
        os.kill(work.pid, signal.SIGKILL)
        work.wait()
        table, findings = read_table(path(tmp_path))
        assert findings == ()
        numbers = [row.cells[0] for row in table.rows]
        assert len(numbers) == len(set(numbers))
        # What a killed writer leaves behind is in nobody's way.
        put_row(tmp_path, FILE, FAN | {"part_number": f"after-{attempt}"}, seen=None)


# --- copies --------------------------------------------------------------------------------------


def test_the_file_as_it_was_is_kept_and_the_oldest_copies_go(tmp_path: Path) -> None:
    seen = None
    for price in range(MOST_BACKUPS + 5):
        row = FAN | {"price": str(price)}
        put_row(tmp_path, FILE, row, seen=seen)
        seen = row
    kept = sorted((tmp_path / BACKUPS / "offers" / "acme").iterdir())
    assert len(kept) == MOST_BACKUPS
    assert f",{MOST_BACKUPS + 3}," in kept[-1].read_text(encoding="utf-8")


# --- what cannot be written ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('part_number,price\n"fan,5\nhub,6\n', "cannot be read"),
        ("# only a comment\n", "no table with a header"),
    ],
)
def test_a_file_that_cannot_be_edited_is_left_as_it_is(
    tmp_path: Path, text: str, message: str
) -> None:
    file = written(tmp_path, text)
    with pytest.raises(PlannerError, match=message):
        put_row(tmp_path, FILE, FAN, seen=None)
    assert file.read_text(encoding="utf-8") == text


def test_a_place_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("a file", encoding="utf-8")
    with pytest.raises(PlannerError, match="Nothing was written"):
        put_row(tmp_path / "mine", FILE, FAN, seen=None)


@pytest.mark.parametrize(
    ("error", "why", "mend"),
    [
        (errno.ENOSPC, "there is no room left.", "Make room there"),
        (errno.EDQUOT, "you have no room left.", "Make room there"),
        (errno.EROFS, "what is there can only be read.", "one that you may write to"),
        (errno.EACCES, "you may not write there.", "one that you may write to"),
        (errno.EAGAIN, "another program is writing there.", "Wait until it is done"),
        (errno.EIO, f"{os.strerror(errno.EIO).lower()}.", "Check who may write there"),
    ],
)
def test_what_the_disk_refuses_is_told_with_its_place_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, why: str, mend: str
) -> None:
    put_row(tmp_path, FILE, FAN, seen=None)
    before = path(tmp_path).read_bytes()

    def refuse(_: int) -> None:
        raise OSError(error, os.strerror(error))

    # A disk that fills up says so while a file is written, and no later than when it is complete.
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(PlannerError) as raised:
            put_row(tmp_path, FILE, FAN | {"price": "6"}, seen=FAN)

    told = raised.value.finding.line()
    assert told.startswith(f"{path(tmp_path)}: Nothing was written: {why}")
    assert mend in told
    assert path(tmp_path).read_bytes() == before
    assert [each.name for each in path(tmp_path).parent.iterdir()] == ["acme.csv"]
    assert not list((tmp_path / BACKUPS).rglob("*.*"))
    # With room again, the same change is written.
    put_row(tmp_path, FILE, FAN | {"price": "6"}, seen=FAN)
    assert seen_row(tmp_path, FILE, FAN) == FAN | {"price": "6"}


def test_a_file_in_the_place_of_a_folder_is_named_with_what_mends_it(tmp_path: Path) -> None:
    for folder in (tmp_path / "mine", tmp_path / "mine" / "below"):
        (tmp_path / "mine").write_text("a file", encoding="utf-8")
        with pytest.raises(PlannerError) as raised:
            put_row(folder, FILE, FAN, seen=None)
        told = raised.value.finding.line()
        assert told.startswith(f"{folder / FILE.name}: Nothing was written: there is a file where")
        assert "PLANNER_DATA" in told
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "a file"


def test_a_folder_that_went_away_is_told_where_a_row_of_it_was_to_change(tmp_path: Path) -> None:
    put_row(tmp_path / "mine", FILE, FAN, seen=None)
    shutil.move(tmp_path / "mine", tmp_path / "away")

    with pytest.raises(PlannerError, match="removed fan 2026-11-01 meanwhile"):
        put_row(tmp_path / "mine", FILE, FAN | {"price": "6"}, seen=FAN)
    assert seen_row(tmp_path / "away", FILE, FAN) == FAN


def test_a_file_that_may_not_be_looked_at_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path) -> bool:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "exists", refuse)
    with pytest.raises(PlannerError, match="you may not write there"):
        seen_row(tmp_path, FILE, FAN)


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    path(tmp_path).mkdir(parents=True)
    with pytest.raises(PlannerError, match="This is a folder"):
        put_row(tmp_path, FILE, FAN, seen=None)
