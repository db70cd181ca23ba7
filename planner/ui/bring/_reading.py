"""What comes of a list that was brought: read, matched and previewed, whoever draws it meanwhile.

What is found on the way is kept with the list: its tables do not change with what is said of it,
and most of the rest changes with few answers.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from planner.engine.reporting.bill_reading import bill_reading_report
from planner.engine.solving.effort import Effort
from planner.io.bills.kept import Kept
from planner.io.bills.opened import OpenedBill
from planner.jobs.imported_builds import Matcher, match_bill, matcher_of
from planner.jobs.importing import open_list_bytes, open_list_text, read_list
from planner.jobs.kept_lines import count_own_parts
from planner.jobs.list_memories import recall
from planner.jobs.list_previews import previews
from planner.model.bill_matching import LineMatch, ReadBill
from planner.model.bill_preview import PreviewTable
from planner.model.catalog import Catalog
from planner.model.categories import Category
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.table import Report

# Where a line is, whatever else is read as one: its table, and its row.
Spot = tuple[str, int]


@dataclass(frozen=True)
class Seen:
    """What was read of a list, or why nothing could be; `opened` is the file it was read of.

    `not_taken` are answers that answer nothing that is asked, `own_parts` how many parts its lines
    would be that are none of the catalog.
    """

    bill: ReadBill | None
    opened: OpenedBill | None = None
    why: Finding | None = None
    not_taken: tuple[str, ...] = ()
    report: Report | None = None
    own_parts: int = 0

    def tables(self, first: Mapping[str, int]) -> tuple[PreviewTable, ...]:
        """Return the tables as they lie in the file, each from the row that is `first` in view."""
        if self.opened is None:
            return ()
        return previews(self.opened, None if self.bill is None else self.bill.reading, first)


@dataclass
class Held:
    """What is kept of one list: its tables, what was found of them, and the parts of its lines."""

    file: str
    content: bytes = field(repr=False)
    is_pasted: bool
    kept: Kept = field(default_factory=Kept)
    _matches: dict[Hashable, LineMatch] = field(default_factory=dict)
    _opened: OpenedBill | None = None
    _matcher: Matcher | None = None
    _catalog: Catalog | None = None

    def matcher(self, catalog: Catalog) -> Matcher:
        """Return a way to match lines with parts; the names of a catalog are read once."""
        self._look_at(catalog)
        if self._matcher is None:
            self._matcher = matcher_of(catalog)
        return self._matcher

    def opened(self) -> OpenedBill:
        """Return the list with its tables found. PlannerError if it cannot be read."""
        if self._opened is None:
            if self.is_pasted:
                self._opened = open_list_text(self.content.decode())
            else:
                self._opened = open_list_bytes(self.file, self.content)
        return self._opened

    def of(self, catalog: Catalog) -> dict[Hashable, LineMatch]:
        """Return where the parts of the lines are kept for a catalog; for the last one only."""
        self._look_at(catalog)
        return self._matches

    def _look_at(self, catalog: Catalog) -> None:
        if self._catalog is not catalog:
            self._catalog, self._matcher, self._matches = catalog, None, {}


@dataclass(frozen=True)
class Said:
    """What a person said of a list: answers, columns, parts; `memory` is where it is remembered."""

    answers: Mapping[str, str]
    columns: Mapping[str, str]
    parts: Mapping[Spot, str]
    kinds: Mapping[Spot, Category]
    memory: Path | None


def read(held: Held, said: Said, catalog: Catalog, effort: Effort) -> Seen:
    """Return what was read of a list. OutOfTimeError once nobody waits for it any more."""
    try:
        opened = held.opened()
    except PlannerError as error:
        return Seen(None, why=error.finding)
    memory = None if said.memory is None else recall(said.memory, opened)
    try:
        reading, used = read_list(
            opened,
            columns=said.columns,
            answers=said.answers,
            memory=memory,
            leave_unasked=True,
            kept_found=held.kept,
        )
    except (PlannerError, ValueError) as error:
        why = error.finding if isinstance(error, PlannerError) else _not_so(held.file, error)
        return Seen(None, opened, why)
    places = {(line.group or "", line.row): place for place, line in enumerate(reading.lines)}
    bill = match_bill(
        reading,
        catalog,
        chosen={places[spot]: number for spot, number in said.parts.items() if spot in places},
        kinds={places[spot]: kind for spot, kind in said.kinds.items() if spot in places},
        remembered=used,
        known=held.of(catalog),
        matcher=held.matcher(catalog),
        effort=effort,
    )
    asked = {each.key: each for each in reading.asked}
    not_taken = [a for key, a in said.answers.items() if key in asked and asked[key].is_open]
    return Seen(
        bill,
        opened,
        not_taken=tuple(not_taken),
        report=bill_reading_report(bill),
        own_parts=count_own_parts(bill),
    )


def _not_so(file: str, error: ValueError) -> Finding:
    return Finding(
        code="bill-columns",
        severity=Severity.ERROR,
        subject=file,
        message=f"The columns cannot be read like that: {error}.",
        hint="Undo the last change.",
    )
