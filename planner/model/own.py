"""What one's own catalog says beside, and instead of, the shipped one."""

from dataclasses import dataclass
from enum import StrEnum

from planner.model.findings import Finding


class Change(StrEnum):
    """What a row of one's own does to the catalog."""

    ADDED = "added"
    CHANGED = "changed"
    RETIRED = "retired"


@dataclass(frozen=True)
class ChangedCell:
    """One fact that differs: as shipped, and as one's own catalog has it; empty is not stated."""

    column: str
    shipped: str
    own: str


@dataclass(frozen=True)
class OwnChange:
    """One row of one's own: what it is about, and what it changes.

    `kind` is a category of parts or the name of another file of the catalog; `name` says which row,
    such as `acme tl-sg108 2026-11-01`, and `key` the same as pairs of column and cell.
    """

    kind: str
    name: str
    key: tuple[tuple[str, str], ...]
    change: Change
    cells: tuple[ChangedCell, ...] = ()


@dataclass(frozen=True)
class OwnChanges:
    """Everything of one's own: the folder it stands in, and its rows file by file."""

    folder: str
    changes: tuple[OwnChange, ...]


@dataclass(frozen=True)
class WrittenRow:
    """A row that was to be written into one's own catalog; with an error in it nothing was.

    `cells` are pairs of column and text.
    """

    folder: str
    table: str
    cells: tuple[tuple[str, str], ...]
    written: bool
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class CopiedCatalog:
    """A whole catalog that was written to a folder of its own, file by file."""

    folder: str
    files: tuple[str, ...]
