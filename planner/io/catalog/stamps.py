"""A mark of the files of catalog folders: it changes when one of them is changed, comes or goes."""

import hashlib
from contextlib import suppress
from pathlib import Path

from planner.io.catalog.own_folder import trouble_with

# Files that end in .csv or .toml: a glob has no "or", and other files of a folder are not read.
_FILES = "**/*.[ct][so][vm]*"


def stamp_of(folder: Path, own: Path | None) -> str:
    """Return the mark of a catalog folder and of one's own that lies over it."""
    digest = hashlib.sha256()
    for each in (folder, own):
        digest.update(repr(() if each is None else _files(each)).encode())
    return digest.hexdigest()


def _files(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return the files of a folder, each with its size and the time of its last change.

    What is gone by the time it is looked at, or may not be, is told by whoever reads the folder.
    """
    found, why = [], trouble_with(folder)
    with suppress(OSError):
        for path in folder.glob(_FILES):
            with suppress(OSError):
                its = path.stat()
                found.append((str(path), its.st_size, its.st_mtime_ns))
    return (*sorted(found), *(() if why is None else ((why.message, 0, 0),)))
