"""Efforts to try: a clock that stands, so that no test depends on how fast a machine is."""

from planner.engine.solving.effort import Effort
from planner.engine.solving.progress import GoOn


def in_time(limit_ms: int, go_on: GoOn | None = None) -> Effort:
    """Return an effort with so much left, whatever is done."""
    return Effort.lasting(limit_ms, lambda: 0, go_on)


def watched_by(go_on: GoOn) -> Effort:
    """Return an effort without a limit, told to somebody."""
    return Effort(go_on=go_on)
