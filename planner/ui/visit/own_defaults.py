"""What holds in every visit unless it is said otherwise: what the configuration file sets.

The file is read anew when it changed. One that cannot be used is a PlannerError, as for commands.
"""

from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from planner.io.documents.own_defaults import read_defaults
from planner.model.own_defaults import OwnDefaults
from planner.ui.visit import in_view


def own_defaults() -> OwnDefaults:
    """Return what the configuration file sets."""
    path, stamp = in_view.settings().config, None
    with suppress(OSError):
        its = path.stat()
        stamp = (its.st_mtime_ns, its.st_size)
    return OwnDefaults() if stamp is None else _read(path, stamp)


@lru_cache(maxsize=4)
def _read(path: Path, _stamp: tuple[int, int]) -> OwnDefaults:
    return read_defaults(path)
