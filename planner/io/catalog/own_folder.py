"""Whether the folder of one's own can be looked into, and what is in the way where it cannot."""

import os
from pathlib import Path

from planner.model.codes import OWN_UNREADABLE
from planner.model.findings import Cell, Finding, Severity


def trouble_with(own: Path) -> Finding | None:
    """Return why one's own folder cannot be read; None if it can be, or if it is not there."""
    try:
        with os.scandir(own):
            # A folder may be listed by somebody who may not open what is in it.
            (own / "vendors.csv").exists()
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        return _unreadable(own, "this is a file, or is inside one, not a folder")
    except OSError as error:
        return _unreadable(own, (error.strerror or str(error)).lower())
    return None


def _unreadable(own: Path, why: str) -> Finding:
    return Finding(
        code=OWN_UNREADABLE,
        severity=Severity.ERROR,
        subject=own.name,
        message=f"Your own catalog cannot be read: {why}. None of it is used.",
        hint="Make it a folder that you may read, or name another one with PLANNER_DATA.",
        cell=Cell(file=str(own)),
    )
