"""Names of builds, parts and vendors, read off the files of a catalog folder and of one's own."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

Names = dict[str, str]
_LONGEST = 60


def catalog_folders(named: str | None) -> tuple[Path, ...]:
    """Return the folders that names come from: the one that is named, or the shipped one and own.

    As `planner.settings` has it, which is too slow to be asked here; a test compares the two.
    """
    if named:
        return (Path(named),)
    packed = Path(__file__).resolve().parents[2] / "shipped"
    top = packed if packed.is_dir() else packed.parents[1]
    shipped = os.environ.get("PLANNER_CATALOGS") or top / "catalogs"
    return Path(shipped), own_folder()


def own_folder() -> Path:
    """Return the folder of one's own catalog."""
    if own := os.environ.get("PLANNER_DATA"):
        return Path(own)
    from platformdirs import user_data_path

    return user_data_path("cluster-planner", appauthor=False)


def builds(folders: tuple[Path, ...]) -> Names:
    """Return the builds of the folders, each with its title."""
    found = {}
    for folder in folders:
        for path in _files(folder / "builds", ".toml"):
            found[path.stem] = _title(path)
    return found


def parts(folders: tuple[Path, ...]) -> Names:
    """Return the part numbers of the folders, each with the name of its part."""
    tables = [path for folder in folders for path in _files(folder / "parts", ".csv")]
    return dict(row for path in tables for row in _rows(path, "part_number"))


def vendors(folders: tuple[Path, ...]) -> Names:
    """Return the vendors of the folders, each with its name."""
    tables = [folder / "vendors.csv" for folder in folders]
    return dict(row for path in tables for row in _rows(path, "vendor"))


def _files(folder: Path, suffix: str) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == suffix)
    except OSError:
        return []


def _rows(path: Path, key: str) -> Iterator[tuple[str, str]]:
    """Yield the key and the name of each row; a file that cannot be read has none."""
    try:
        with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
            for row in csv.DictReader(file):
                if number := (row.get(key) or "").strip():
                    yield number, (row.get("name") or "")[:_LONGEST]
    except (OSError, csv.Error):
        return


def _title(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith("title"):
                    return line.partition("=")[2].strip().strip('"')[:_LONGEST]
    except OSError:
        pass
    return ""
