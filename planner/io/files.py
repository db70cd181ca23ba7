"""Files that a person asked for, written whole or not at all."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from planner.model.findings import Cell, Finding, PlannerError, Severity

LOCK_WAIT_S = 10.0
# One name for a whole folder: what a killed run leaves behind is the draft of the next one.
_DRAFT = ".planner.new"


def write_file(path: Path, content: bytes) -> int:
    """Write a file in one step, its folders with it, and return how many bytes it holds.

    What stood there before stays until the new file is complete and on the disk, and whoever writes
    into the folder at the same time waits. PlannerError: it cannot be written, or something that is
    no file stands in its place.
    """
    # A link stays a link; what it points to is replaced.
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise _not_written(path, "this is a folder.", "Name a file in it.")
    if target.exists() and not target.is_file():
        # A device that was replaced by a file would be missed by every other program.
        raise _not_written(path, "this is not a regular file.", "Name another file with -o.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with locked(target.parent):
            replace_whole(target, content)
    except OSError as error:
        reason = f"{(error.strerror or str(error)).lower()}."
        raise _not_written(path, reason, "Name another file with -o, or make room.") from None
    return len(content)


def replace_whole(path: Path, content: bytes) -> None:
    """Put a file in the place of another, or of none, so that no crash leaves a half of it.

    The folder is locked by the caller, so the draft is nobody else's. Raises OSError.
    """
    draft = path.with_name(_DRAFT)
    try:
        draft.unlink(missing_ok=True)
        # "x": a link that somebody laid in the draft's place is not followed.
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, draft)
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder against other writers; what was put into it is on the disk afterwards.

    The system lets go of it even if we are killed. A file itself cannot be the lock, since it is
    replaced, and a lock file would be left behind. Raises OSError if it cannot be had in time.
    """
    try:
        import fcntl
    except ImportError:  # Windows: there the last one who writes wins
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        deadline = time.monotonic() + LOCK_WAIT_S
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
        yield
        os.fsync(handle)
    finally:
        os.close(handle)


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
