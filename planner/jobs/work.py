"""How long an answer is worked on, and who is told how far it is."""

import time

from planner.engine.solving.effort import Effort
from planner.engine.solving.progress import GoOn


def lasting(seconds: int, go_on: GoOn | None = None) -> Effort:
    """Return the effort of so many seconds from now, and who is told how far the work is."""
    return Effort.lasting(seconds * 1000, lambda: time.monotonic_ns() // 1_000_000, go_on)
