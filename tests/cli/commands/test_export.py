"""export: a file written whole, in the format of its ending."""

import json
import stat
from pathlib import Path

import pytest

from planner.io.exporters import EXPORTERS
from planner.io.files import write_file
from planner.model.findings import PlannerError


@pytest.mark.parametrize("suffix", [exporter.SUFFIX for exporter in EXPORTERS.values()])
def test_the_ending_of_the_file_says_the_format(suffix, run, tmp_path: Path) -> None:
    ran = run("export", "small", "-o", f"out/small{suffix}")

    size = (tmp_path / f"out/small{suffix}").stat().st_size
    assert f"Wrote out/small{suffix} ({size:,} bytes)." in ran.out
    assert "Small: S$262.00 = US$131.00 at 0.5" in ran.out
    assert ran.code == 0


def test_without_a_name_it_is_a_workbook_in_the_exports_folder(run, tmp_path: Path) -> None:
    ran = run("export", "small")

    assert (tmp_path / "exports/small.xlsx").read_bytes()[:2] == b"PK"
    assert "exports/small.xlsx" in "".join(ran.out.split())


def test_an_upgrade_and_a_comparison_may_be_added(run, tmp_path: Path) -> None:
    run("export", "guess", "-o", "g.json", "--upgrade-from", "small", "--compare", "small,gap")
    answer = json.loads((tmp_path / "g.json").read_text("utf-8"))

    assert answer["upgrade"]["delta"] == {"amount": "45.00", "currency": "SGD"}
    assert answer["compare"]["builds"] == ["guess", "small", "gap"]


def test_what_is_grave_is_said_when_a_file_is_written(run) -> None:
    said = run("export", "gap", "-o", "gap.csv").out

    assert "warning: Eight fast ports" in said
    assert "note:" not in said


def test_a_folder_is_not_overwritten(run, tmp_path: Path) -> None:
    (tmp_path / "small.csv").mkdir()

    ran = run("export", "small", "-o", "small.csv")

    assert "small.csv: Nothing was written: this is a folder. Name a file in it." in ran.err
    assert ran.code == 1


def test_a_file_that_is_there_is_replaced_in_one_step_and_keeps_its_rights(tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    file.write_bytes(b"old")
    file.chmod(0o640)

    assert write_file(file, b"newer") == 5
    assert file.read_bytes() == b"newer"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["plan.md"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to("plan.md")

    write_file(tmp_path / "link.md", b"text")

    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "plan.md").read_bytes() == b"text"


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "plan.md"
    file.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)

    with pytest.raises(PlannerError, match="Nothing was written: no space left on device"):
        write_file(file, b"new")
    assert file.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.md"]


def test_a_folder_that_is_a_file_is_said_to_be_one(run, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")

    ran = run("export", "small", "-o", "out/small.csv")

    assert "Nothing was written" in ran.err
    assert ran.code == 1
