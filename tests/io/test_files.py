"""A file is written whole, whoever is killed and whoever else writes; nothing piles up."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from planner.io import files
from planner.io.files import write_file
from planner.model.findings import PlannerError

WRITE = (
    "import os, signal, sys\nfrom pathlib import Path\nfrom planner.io.files import write_file\n"
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def start(text: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WRITE + text, *arguments])


@pytest.mark.parametrize("moment", ["os.fsync", "Path.replace"])
def test_who_is_killed_leaves_the_old_file_and_one_draft_for_all(
    tmp_path: Path, moment: str
) -> None:
    old = tmp_path / "bill-1.md"
    old.write_bytes(b"old")
    for number in (1, 2):
        text = f"""
{moment} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
write_file(Path(sys.argv[1]) / "bill-{number}.md", b"new")
"""
        with start(text, str(tmp_path)) as killed:
            assert killed.wait(60) == -signal.SIGKILL

    assert names(tmp_path) == [".planner.new", "bill-1.md"]
    assert old.read_bytes() == b"old"

    write_file(tmp_path / "bill-3.md", b"whole")

    assert names(tmp_path) == ["bill-1.md", "bill-3.md"]


def test_the_file_and_its_folder_are_on_the_disk_before_it_is_called_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        done.append("folder" if Path(f"/proc/self/fd/{handle}").is_dir() else "file")
        sync(handle)

    def renamed(self: Path, target: Path) -> Path:
        done.append("replaced")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", renamed)
    write_file(tmp_path / "bill.md", b"text")

    assert done == ["file", "replaced", "folder"]


def test_two_who_write_at_once_leave_one_of_their_files_whole(tmp_path: Path) -> None:
    text = """
for turn in range(60):
    write_file(Path(sys.argv[1]), sys.argv[2].encode() * 200_000)
"""
    file = tmp_path / "bill.md"
    with start(text, str(file), "a") as one, start(text, str(file), "b") as two:
        assert [one.wait(120), two.wait(120)] == [0, 0]

    assert set(file.read_bytes()) in ({ord("a")}, {ord("b")})
    assert len(file.read_bytes()) == 200_000
    assert names(tmp_path) == ["bill.md"]


def test_a_folder_that_another_holds_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LOCK_WAIT_S", 0.05)
    with (
        files.locked(tmp_path),
        pytest.raises(PlannerError, match="Nothing was written: resource temporarily unavailable"),
    ):
        write_file(tmp_path / "bill.md", b"text")


def test_a_link_in_the_place_of_the_draft_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"kept")
    (tmp_path / ".planner.new").symlink_to("precious")

    write_file(tmp_path / "bill.md", b"text")

    assert (tmp_path / "precious").read_bytes() == b"kept"
    assert (tmp_path / "bill.md").read_bytes() == b"text"


def test_a_pipe_or_a_device_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "null").symlink_to(os.devnull)

    for name in ("pipe", "null"):
        with pytest.raises(PlannerError, match="Nothing was written: this is not a regular file"):
            write_file(tmp_path / name, b"text")

    assert names(tmp_path) == ["null", "pipe"]


def test_links_that_lead_in_a_circle_are_said(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")

    with pytest.raises(PlannerError, match="Nothing was written"):
        write_file(tmp_path / "one" / "bill.md", b"text")


def test_a_name_that_is_no_text_is_written_and_told(tmp_path: Path) -> None:
    write_file(tmp_path / "bill-\udcff.md", b"text")
    (tmp_path / "folder-\udcff").mkdir()

    with pytest.raises(PlannerError, match="this is a folder"):
        write_file(tmp_path / "folder-\udcff", b"text")
    assert (tmp_path / "bill-\udcff.md").read_bytes() == b"text"


def test_where_folders_cannot_be_locked_a_file_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)

    assert write_file(tmp_path / "bill.md", b"text") == 4
