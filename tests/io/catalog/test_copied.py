"""A whole catalog is copied to a folder of its own: all of it or nothing, and over nothing."""

import shutil
from pathlib import Path

import pytest

from planner.io.catalog import copied
from planner.io.catalog.copied import copy_catalog
from planner.model.findings import PlannerError

SHIPPED = Path(__file__).resolve().parents[3] / "catalogs"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    (folder / "parts").mkdir(parents=True)
    (folder / "parts" / "board.csv").write_text("part_number\npi\n")
    (folder / "vendors.csv").write_text("vendor\n")
    return folder


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_shipped_catalog_is_copied_byte_by_byte(tmp_path: Path) -> None:
    target = tmp_path / "new" / "mine"

    names = copy_catalog(SHIPPED, target)

    assert set(names) == {
        path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*") if path.is_file()
    }
    assert all((target / name).read_bytes() == (SHIPPED / name).read_bytes() for name in names)
    assert names_in(target.parent) == ["mine"]


def test_what_editors_leave_beside_a_file_is_not_copied(source: Path, tmp_path: Path) -> None:
    for name in (".vendors.csv.swp", "~vendors.csv", "vendors.csv~", "notes.bin"):
        (source / name).write_text("x")
    (source / ".git").mkdir()
    (source / ".git" / "config.toml").write_text("x")

    assert copy_catalog(source, tmp_path / "mine") == ("parts/board.csv", "vendors.csv")


def test_a_copy_of_a_read_only_file_can_be_changed(source: Path, tmp_path: Path) -> None:
    (source / "vendors.csv").chmod(0o444)
    copy_catalog(source, tmp_path / "mine")
    assert (tmp_path / "mine" / "vendors.csv").stat().st_mode & 0o200


def test_an_empty_folder_is_as_good_as_a_new_one(source: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    assert copy_catalog(source, tmp_path / "mine")


def folder_with_a_file(path: Path) -> None:
    path.mkdir()
    (path / "kept.txt").write_text("kept")


@pytest.mark.parametrize(
    "lay",
    [
        folder_with_a_file,
        lambda path: path.write_text("kept"),
        lambda path: path.symlink_to("nowhere"),
        lambda path: path.symlink_to("shipped"),
    ],
)
def test_nothing_that_is_there_is_written_over(lay, source: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine"
    lay(target)

    with pytest.raises(PlannerError, match="something is there already"):
        copy_catalog(source, target)

    assert names_in(tmp_path) == ["mine", "shipped"]
    assert names_in(source) == ["parts", "vendors.csv"]
    assert not target.is_dir() or target.is_symlink() or names_in(target) == ["kept.txt"]


def test_what_breaks_off_leaves_nothing(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copied.shutil, "copyfile", full)
    with pytest.raises(PlannerError, match="no space left on device"):
        copy_catalog(source, tmp_path / "mine")
    assert names_in(tmp_path) == ["shipped"]


def test_the_draft_of_a_killed_run_is_no_hindrance(source: Path, tmp_path: Path) -> None:
    draft = tmp_path / ".mine.planner.new"
    shutil.copytree(source, draft)
    (draft / "stale.csv").write_text("x")

    assert "stale.csv" not in copy_catalog(source, tmp_path / "mine")
    assert names_in(tmp_path) == ["mine", "shipped"]
    assert not (tmp_path / "mine" / "stale.csv").exists()


def test_what_is_no_folder_is_not_copied(tmp_path: Path) -> None:
    with pytest.raises(PlannerError, match="not a catalog folder"):
        copy_catalog(tmp_path / "nowhere", tmp_path / "mine")
