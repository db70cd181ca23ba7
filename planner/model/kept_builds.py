"""Builds that a person keeps in a folder of their own: what became of one, and its name."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

LONGEST_NAME = 60
LONGEST_TITLE = 80


class Done(StrEnum):
    """What was done to a kept build."""

    SAVED = "saved"
    REMOVED = "removed"


@dataclass(frozen=True)
class KeptBuild:
    """A build that was saved or removed: its name, its title, and its file below the folder.

    `mark` tells what the file holds now, empty once it is gone; `copy` is where what stood there
    before is kept, empty if nothing did.
    """

    folder: str
    build: str
    title: str
    done: Done
    file: str
    mark: str = ""
    copy: str = ""


def name_for(title: str, taken: Collection[str]) -> str:
    """Return a name for a file made of a title, and none that is taken: `kraken`, `kraken-2`."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
    base = plain[: LONGEST_NAME - 6].rstrip("-") or "build"
    names = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
