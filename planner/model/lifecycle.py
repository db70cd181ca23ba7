"""Whether a part is still made: what its maker promised or ended, as of a day.

A promise is a floor ("made until at least 2030-01"): once it has passed nobody knows whether the
part is still made. Only a day on which it ended says that it is not.
"""

from datetime import date
from enum import StrEnum


class Lifecycle(StrEnum):
    """What is known of a part on a day; `unknown` stands for neither of the others."""

    MADE = "made"
    ENDED = "ended"
    UNKNOWN = "unknown"


def lifecycle_on(day: date, *, made_until: date | None, ended_on: date | None) -> Lifecycle:
    """Return what a floor and an end say of a day: from `ended_on` on the part is not made."""
    if ended_on is not None:
        return Lifecycle.ENDED if ended_on <= day else Lifecycle.MADE
    if made_until is not None and day <= made_until:
        return Lifecycle.MADE
    return Lifecycle.UNKNOWN


def contradiction(
    made_until: date | None, ended_on: date | None, lifecycle_source: str
) -> str | None:
    """Return what is wrong with the facts of a part's life, or None if nothing is."""
    if ended_on is not None and made_until is not None and ended_on < made_until:
        return (
            f"ended_on {ended_on} is before made_until {made_until}: where a promise was not kept, "
            "leave made_until empty"
        )
    if (ended_on is not None or made_until is not None) and not lifecycle_source:
        return "made_until and ended_on need a lifecycle_source"
    return None
