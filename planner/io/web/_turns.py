"""One request per host at a time in the whole process, with a pause after each."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from planner.io.web.deadline import LOOK_EVERY_S, StoppedError


@dataclass(slots=True)
class _Host:
    turn: threading.Lock = field(default_factory=threading.Lock)
    last: float | None = None


class Turns:
    """Gives each host's turn to one request after another. Many threads may ask."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    @contextmanager
    def at(self, host: str, *, gap_s: float, go_on: Callable[[], bool]) -> Iterator[None]:
        """Wait for the turn at a host, and at least `gap_s` seconds since the last request there.

        StoppedError: `go_on` answered no meanwhile.
        """
        with self._guard:
            mine = self._hosts.setdefault(host, _Host())
        while not mine.turn.acquire(timeout=LOOK_EVERY_S):
            _ask(go_on)
        try:
            _ask(go_on)
            while mine.last is not None and (rest := mine.last + gap_s - time.monotonic()) > 0:
                time.sleep(min(rest, LOOK_EVERY_S))
                _ask(go_on)
            try:
                yield
            finally:
                mine.last = time.monotonic()
        finally:
            mine.turn.release()


def _ask(go_on: Callable[[], bool]) -> None:
    if not go_on():
        raise StoppedError


# Manners are the process's, not one visitor's: ten people who refresh at once are one guest.
OF_THIS_PROCESS = Turns()
