"""Files that a person asked for, written whole or not at all."""

import os
import shutil
from pathlib import Path

from planner.model.findings import Cell, Finding, PlannerError, Severity


def write_file(path: Path, content: bytes) -> int:
    """Write a file in one step, its folders with it, and return how many bytes it holds.

    What stood there before stays until the new file is complete. PlannerError: it cannot be
    written, or a folder stands in its place.
    """
    if path.is_dir():
        raise _not_written(path, "this is a folder.", "Name a file in it.")
    target = path.resolve()  # A link stays a link; what it points to is replaced.
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.write_bytes(content)
            if target.exists():
                shutil.copymode(target, draft)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        reason = f"{(error.strerror or str(error)).lower()}."
        raise _not_written(path, reason, "Name another file with -o, or make room.") from None
    return len(content)


def _not_written(path: Path, reason: str, hint: str) -> PlannerError:
    return PlannerError(
        Finding(
            code="file-not-written",
            severity=Severity.ERROR,
            subject=path.name,
            message=f"Nothing was written: {reason}",
            hint=hint,
            cell=Cell(file=str(path)),
        )
    )
