"""Write into the folder of one's own: whole or not at all, with a copy of what was there.

Whoever writes holds the folder, so that two who write at once wait for each other. Every file that
changes or goes is kept as it was in `backups/`.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.io.files import locked, replace_whole
from planner.model.findings import Cell, Finding, PlannerError, Severity

BACKUPS = "backups"
MOST_BACKUPS = 20


@contextmanager
def holding(folder: Path, name: str) -> Iterator[None]:
    """Hold the folder, made if it is not there; what the system refuses is a PlannerError.

    `name` is the file below it that it is held for.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            yield
    except OSError as error:
        raise refused_by_system(folder / name, error) from None


def write(folder: Path, name: str, content: bytes) -> None:
    """Put a new file in the place of the old, of which a copy is kept."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        keep_copy(folder, path)
    replace_whole(path, content)


def keep_copy(folder: Path, path: Path) -> Path:
    """Keep a file as it is now, let go of the oldest copies of it, and return where it is kept."""
    kept = folder / BACKUPS / path.relative_to(folder).with_suffix("")
    kept.mkdir(parents=True, exist_ok=True)
    # The number grows with every copy, so that two of one moment do not share a name.
    copies = kept.glob(f"*{path.suffix}")
    numbers = sorted(int(each.stem) for each in copies if each.stem.isdigit())
    copy = kept / f"{(numbers or [0])[-1] + 1:06}{path.suffix}"
    replace_whole(copy, path.read_bytes())
    for number in numbers[: max(len(numbers) + 1 - MOST_BACKUPS, 0)]:
        (kept / f"{number:06}{path.suffix}").unlink(missing_ok=True)
    return copy


_OTHER = "or name another folder with PLANNER_DATA."
_IN_THE_WAY = ("there is a file where a folder must be.", f"Move it away, {_OTHER}")
_NO_RIGHT = f"Make that place one that you may write to, {_OTHER}"
_NO_ROOM = f"Make room there, {_OTHER}"
# What the system says in a word or two, as a reason and what mends it.
_REFUSALS = {
    errno.EEXIST: _IN_THE_WAY,
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EACCES: ("you may not write there.", _NO_RIGHT),
    errno.EPERM: ("you may not write there.", _NO_RIGHT),
    errno.EROFS: ("what is there can only be read.", _NO_RIGHT),
    errno.ENOSPC: ("there is no room left.", _NO_ROOM),
    errno.EDQUOT: ("you have no room left.", _NO_ROOM),
    errno.EAGAIN: ("another program is writing there.", "Wait until it is done, and try again."),
}


def refused_by_system(path: Path, error: OSError) -> PlannerError:
    """Return what the system refused, in words."""
    said = f"{(error.strerror or str(error)).lower()}."
    usual = (said, f"Check who may write there, {_OTHER}")
    return not_written(path, *_REFUSALS.get(error.errno or 0, usual))


def not_written(path: Path, reason: str, hint: str) -> PlannerError:
    return PlannerError(
        Finding(
            code="own-not-written",
            severity=Severity.ERROR,
            subject=path.name,
            message=f"Nothing was written: {reason}",
            hint=hint,
            cell=Cell(file=str(path)),
        )
    )


def changed_meanwhile(subject: str, told: str, *, file: str) -> PlannerError:
    """Return what the second of two people who write at once is told."""
    return PlannerError(
        Finding(
            code="own-changed-meanwhile",
            severity=Severity.ERROR,
            subject=subject,
            message=f"Nothing was written: {told}.",
            hint="Check it again, then repeat your change.",
            cell=Cell(file=file),
        )
    )
