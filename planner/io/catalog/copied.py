"""Write a whole catalog folder to another place: all of it or nothing, and over nothing."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from planner.io.files import locked
from planner.model.findings import Cell, Finding, PlannerError, Severity

# What a catalog folder is read from, and what explains it.
_SUFFIXES = frozenset({".csv", ".toml", ".md"})


def copy_catalog(source: Path, target: Path) -> tuple[str, ...]:
    """Write the files of a catalog folder to a new one, and return them by their paths in it.

    An empty folder counts as a new one. It is made beside its place and moved there in one step, so
    that no crash leaves half a catalog. PlannerError: it cannot be written, or something is there.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - a link in its place is not followed
    if not source.is_dir():
        raise _not_copied(source, "this is not a catalog folder.", "Name one that is there.")
    if os.path.lexists(target) and not _is_empty_folder(target):
        raise _not_copied(target, "something is there already.", "Name a folder that is not there.")
    draft = target.with_name(f".{target.name}.planner.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with locked(target.parent):
            # One name: what a killed run left behind is the draft of this one.
            _take_away(draft)
            try:
                names = tuple(_copied(source, draft))
                draft.rename(target)
            finally:
                _take_away(draft)
    except OSError as error:
        reason = f"{(error.strerror or str(error)).lower()}."
        raise _not_copied(target, reason, "Name another folder, or make room.") from None
    return names


def _copied(source: Path, draft: Path) -> Iterator[str]:
    draft.mkdir()
    for path in sorted(source.rglob("*")):
        inside = path.relative_to(source)
        hidden = any(part.startswith((".", "~")) for part in inside.parts)
        if hidden or path.suffix not in _SUFFIXES or not path.is_file():
            continue
        place = draft / inside
        place.parent.mkdir(parents=True, exist_ok=True)
        # The content alone: what was installed to be read only is one's own to change here.
        shutil.copyfile(path, place)
        with place.open("rb+") as file:
            os.fsync(file.fileno())
        yield inside.as_posix()


def _is_empty_folder(path: Path) -> bool:
    with suppress(OSError):
        return not path.is_symlink() and path.is_dir() and not any(path.iterdir())
    return False


def _take_away(draft: Path) -> None:
    if draft.is_symlink() or draft.is_file():
        draft.unlink()
    elif draft.exists():
        shutil.rmtree(draft)


def _not_copied(path: Path, reason: str, hint: str) -> PlannerError:
    return PlannerError(
        Finding(
            code="catalog-not-copied",
            severity=Severity.ERROR,
            subject=path.name,
            message=f"The catalog was not copied: {reason}",
            hint=hint,
            cell=Cell(file=str(path)),
        )
    )
