"""What became of imported device types: the part of each, what changed, what is not in it."""

from dataclasses import dataclass
from enum import StrEnum

from planner.model.findings import Finding

# What a device type may be taken for. A power strip is a part of the category `other`.
SWITCH, BOARD, CHARGER, POWER_STRIP = "switch", "board", "charger", "power-strip"
ROLES = (SWITCH, BOARD, CHARGER, POWER_STRIP)
CATEGORY_OF = {SWITCH: "switch", BOARD: "board", CHARGER: "charger", POWER_STRIP: "other"}

# The code of the finding that the ports of a device do not say what it is.
UNTOLD = "device-type-untold"


class Outcome(StrEnum):
    """What a file did to the catalog."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KNOWN = "known"  # the catalog has it already, under a number of its own
    REFUSED = "refused"  # nothing of it was imported


@dataclass(frozen=True)
class NotImported:
    """What a file says and a part has no place for: a key of the file, and how many there are."""

    key: str
    count: int = 1

    def __str__(self) -> str:
        return self.key if self.count == 1 else f"{self.key}: {self.count}"


@dataclass(frozen=True)
class CellChange:
    """A cell of a part, before and after the import; empty is not stated."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class ImportedType:
    """One file: the part it became and why that, what changed, what is left out and missing.

    `missing` names the columns that such a part has and no device type says. Of one that the
    catalog has already `known_as` is the number there, and the changes are what differs from it;
    nothing of it is written.
    """

    file: str
    outcome: Outcome
    name: str = ""
    category: str = ""
    part_number: str = ""
    reason: str = ""
    changes: tuple[CellChange, ...] = ()
    left: tuple[NotImported, ...] = ()
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    known_as: str = ""

    @property
    def is_untold(self) -> bool:
        """Tell whether it is not imported because its ports do not say what it is."""
        return any(each.code == UNTOLD for each in self.findings)


@dataclass(frozen=True)
class ImportedTypes:
    """All files of an import, in order, with what is wrong with the whole of it.

    `stopped` before it was done, nothing of it was written.
    """

    folder: str
    files: tuple[ImportedType, ...] = ()
    findings: tuple[Finding, ...] = ()
    stopped: bool = False

    def having(self, outcome: Outcome) -> tuple[ImportedType, ...]:
        """Return the files of one outcome."""
        return tuple(each for each in self.files if each.outcome is outcome)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """What is wrong with the whole, then file by file."""
        return (*self.findings, *(found for each in self.files for found in each.findings))
