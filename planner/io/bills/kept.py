"""What was found of an opened file for what was said of its columns, kept for the next answer.

Most answers change what lines count for and nothing of what the file says; then nothing of that is
looked for again. One belongs to one opened file, and to whoever reads it again and again.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from planner.io.bills._read import Found

_MOST = 3


class Kept:
    """What was found of one file, by all that it depends on; the last few are there."""

    def __init__(self) -> None:
        self._found: OrderedDict[Hashable, Found] = OrderedDict()
        # Work that nobody waits for any more may still come to its end beside the next.
        self._lock = Lock()

    def once(self, grounds: Hashable, find: Callable[[], Found]) -> Found:
        """Return what was found on these grounds, found now if it was not before."""
        with self._lock:
            found = self._found.get(grounds)
        if found is None:
            found = find()
        with self._lock:
            self._found[grounds] = found
            self._found.move_to_end(grounds)
            while len(self._found) > _MOST:
                self._found.popitem(last=False)
        return found
