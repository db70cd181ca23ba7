"""How often a distributor may be asked, as its terms say it, counted in this process."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

_MINUTE_S, _DAY_S = 60.0, 86_400.0


@dataclass(frozen=True, slots=True)
class Quota:
    """At most so many questions in a minute and in 24 hours, and the seconds between two."""

    per_minute: int
    per_day: int
    gap_s: float


class Quotas:
    """Counts questions by distributor. Many threads may ask. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._asked: dict[str, deque[float]] = {}
        self._closed_until: dict[str, float] = {}

    def take(self, name: str, quota: Quota) -> tuple[float, str] | None:
        """Count one more question; or return how many seconds to wait, and why, and count none."""
        with self._guard:
            now, asked = self._clock(), self._asked.setdefault(name, deque())
            while asked and asked[0] <= now - _DAY_S:
                asked.popleft()
            if (until := self._closed_until.get(name, now)) > now:
                return until - now, "it asked for a pause"
            if len(asked) >= quota.per_day:
                return asked[0] + _DAY_S - now, f"{quota.per_day:,} questions a day are allowed"
            if len(asked) >= quota.per_minute and asked[-quota.per_minute] > now - _MINUTE_S:
                wait = asked[-quota.per_minute] + _MINUTE_S - now
                return wait, f"{quota.per_minute} questions a minute are allowed"
            asked.append(now)
            return None

    def close(self, name: str, seconds: float) -> None:
        """Let nobody ask for so many seconds, at most a day."""
        with self._guard:
            self._closed_until[name] = self._clock() + min(seconds, _DAY_S)


# The terms count what a key asks, whoever sits before the screen.
OF_THIS_PROCESS = Quotas()
