"""Tokens that a distributor gives for a key: in memory, until shortly before they run out."""

import threading
import time
from collections.abc import Callable, Hashable

from planner.model.secret import Secret

# So that a token does not run out on the way.
_MARGIN_S = 15.0


class Tokens:
    """Tokens by whose key they were given for. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._known: dict[Hashable, tuple[Secret, float]] = {}

    def get(self, key: Hashable) -> Secret | None:
        """Return the token of a key that still holds."""
        with self._guard:
            token, until = self._known.get(key, (None, 0.0))
            return token if self._clock() < until else None

    def put(self, key: Hashable, token: Secret, *, seconds: float) -> None:
        """Keep a token that holds for so many seconds; one that does not say so is not kept."""
        with self._guard:
            self._known[key] = (token, self._clock() + seconds - _MARGIN_S)

    def drop(self, key: Hashable) -> None:
        """Forget a token that is no longer taken."""
        with self._guard:
            self._known.pop(key, None)


OF_THIS_PROCESS = Tokens()
