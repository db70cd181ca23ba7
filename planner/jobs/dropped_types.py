"""Keep device types that were brought along in one's own catalog, and take that back."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from planner.io.own.documents import drop_document, mark_of, note_content, put_document, seen_mark
from planner.jobs.device_types import Roles, import_dropped
from planner.jobs.own import file_of
from planner.model.device_types import ImportedTypes
from planner.model.parts import CATEGORIES, Part


@dataclass(frozen=True)
class KeptTypes:
    """What an import wrote: each file of the catalog as it was before, and the mark of it now."""

    folder: Path
    files: tuple[tuple[str, bytes | None, str], ...]


def keep_types(
    name: str,
    content: bytes,
    folder: Path,
    *,
    roles: Roles,
    beside: Iterable[Part],
) -> tuple[ImportedTypes, KeptTypes]:
    """Write what a dropped file becomes into the catalog in a folder; PlannerError as that does."""
    names = [file_of(category).name for category in CATEGORIES]
    before = {each: note_content(folder, each) for each in names}
    found = import_dropped(name, content, folder, roles=roles, beside=beside)
    marks = {each: seen_mark(folder, each) for each in names}
    files = tuple(
        (each, before[each], mark)
        for each, mark in marks.items()
        if mark is not None and mark != _mark_of(before[each])
    )
    return found, KeptTypes(folder, files)


def _mark_of(content: bytes | None) -> str | None:
    return None if content is None else mark_of(content)


def take_types_back(kept: KeptTypes) -> None:
    """Put the files of the catalog back as they were before an import.

    PlannerError: one of them was changed meanwhile, or cannot be written; it stays as it is.
    """
    for name, before, mark in kept.files:
        if before is None:
            drop_document(kept.folder, name, seen=mark)
        else:
            put_document(kept.folder, name, before, seen=mark)
