"""Put a whole file into the folder of one's own, change it or take it out: whole, or not at all.

A file is written only if it still holds what the person saw, told by its mark, so that of two
people who write at once neither loses anything and the second is told.
"""

import hashlib
from pathlib import Path

from planner.io.files import replace_whole
from planner.io.own._writing import (
    changed_meanwhile,
    holding,
    keep_copy,
    refused_by_system,
    write,
)


def mark_of(content: bytes) -> str:
    """Return what tells one content of a file from another."""
    return hashlib.sha256(content).hexdigest()[:12]


def seen_mark(folder: Path, name: str) -> str | None:
    """Return the mark of a file as it stands there now; None if there is none."""
    content = _content(folder / name)
    return None if content is None else mark_of(content)


def put_document(folder: Path, name: str, content: bytes, *, seen: str | None) -> str:
    """Write a file in place of the one that was seen, or as a new one; return its mark.

    Raises PlannerError, and writes nothing, if the file is no longer as it was seen, or if it
    cannot be written.
    """
    with holding(folder, name):
        _refuse_unless_seen(folder, name, seen)
        write(folder, name, content)
    return mark_of(content)


def drop_document(folder: Path, name: str, *, seen: str) -> Path:
    """Take a file out, and return where a copy of it is kept. Raises as `put_document` does."""
    with holding(folder, name):
        _refuse_unless_seen(folder, name, seen)
        copy = keep_copy(folder, folder / name)
        (folder / name).unlink()
    return copy


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise refused_by_system(path, error) from None


def _refuse_unless_seen(folder: Path, name: str, seen: str | None) -> None:
    there = seen_mark(folder, name)
    if there == seen:
        return
    what = "changed it meanwhile"
    if seen is None:
        what = "wrote a file of that name meanwhile"
    elif there is None:
        what = "removed it meanwhile"
    raise changed_meanwhile(Path(name).stem, f"somebody else {what}", file=name)


# --- notes that the planner makes for itself -----------------------------------------------------


def note_content(folder: Path, name: str) -> bytes | None:
    """Return a note as it is kept; None if there is none, or if it may not be read."""
    try:
        return (folder / name).read_bytes()
    except OSError:
        return None


def put_note(folder: Path, name: str, content: bytes) -> None:
    """Write a note, whatever it said before; no copy is kept. PlannerError if it cannot be."""
    with holding(folder, name):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_whole(path, content)


def drop_note(folder: Path, name: str) -> None:
    """Take a note out for good; no copy is kept. PlannerError if it cannot be."""
    if (folder / name).exists():
        with holding(folder, name):
            (folder / name).unlink(missing_ok=True)
