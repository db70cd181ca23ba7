"""Lists that visitors brought, read and matched by whoever works on long questions.

Whoever has read a list keeps its tables and what was found of them for the next step: they do not
change with what is said of it, and most of the rest changes with few answers. What is sent back is
what a page shows, not the whole file: the last lists are kept where they were read.
"""

from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Lock

from planner.engine.reporting.bill_reading import bill_reading_report
from planner.engine.solving.effort import Effort
from planner.io.bills.kept import Kept
from planner.io.bills.opened import OpenedBill, Outline
from planner.jobs.folder import Workspace
from planner.jobs.imported_builds import Matcher, build_of_bill, match_bill, matcher_of
from planner.jobs.importing import no_bill, open_list_bytes, open_list_text, read_list
from planner.jobs.kept_lines import count_own_parts
from planner.jobs.list_memories import recall
from planner.jobs.list_previews import previews
from planner.jobs.long_questions import MOST_HELD
from planner.model.bill_matching import LineMatch, ReadBill
from planner.model.bill_preview import PreviewTable
from planner.model.build import Build
from planner.model.catalog import Catalog, Stamp
from planner.model.categories import Category
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.table import Report

# Where a line is, whatever else is read as one: its table, and its row.
Spot = tuple[str, int]
# What a page shows of a report beside the lines, which it shows as they lie in the file.
_SHOWN = frozenset({"stated_totals", "disagreements"})


@dataclass(frozen=True)
class BroughtList:
    """A list as it was brought: its bytes, what its file is called, and a name of its own."""

    name: str
    file: str
    content: bytes = field(repr=False)
    is_pasted: bool = False


@dataclass(frozen=True)
class Said:
    """What a person said of a list: answers, columns, parts; `memory` is where it is remembered."""

    answers: Mapping[str, str]
    columns: Mapping[str, str]
    parts: Mapping[Spot, str]
    kinds: Mapping[Spot, Category]
    memory: Path | None


@dataclass(frozen=True)
class Seen:
    """What was read of a list, or why nothing could be.

    `tables` are those of the file, each from its first row on, and `outline` is what it is
    remembered by. `not_taken` are answers that answer nothing that is asked, `own_parts` how many
    parts its lines would be that are none of the catalog.
    """

    bill: ReadBill | None
    outline: Outline | None = None
    tables: tuple[PreviewTable, ...] = ()
    why: Finding | None = None
    not_taken: tuple[str, ...] = ()
    report: Report | None = None
    own_parts: int = 0


def read_brought_list(folder: Workspace, given: BroughtList, said: Said, effort: Effort) -> Seen:
    """Return what is read of a list. OutOfTimeError once nobody waits for it any more."""
    return _LISTS.of(given).read(said, folder.catalog, effort)


def rows_of_list(
    folder: Workspace,
    given: BroughtList,
    said: Said,
    first: Sequence[tuple[str, int]],
    effort: Effort,
) -> tuple[PreviewTable, ...]:
    """Return the tables of a list, each with its rows from the `first` in view on, by its name."""
    return _LISTS.of(given).tables(said, folder.catalog, dict(first), effort)


def build_of_list(
    folder: Workspace, given: BroughtList, said: Said, title: str, on: date, effort: Effort
) -> Build:
    """Return the build of a list, at prices of the day `on`.

    PlannerError as `build_of_bill` raises it, and where the list cannot be read.
    """
    seen = _LISTS.of(given).read(said, folder.catalog, effort)
    if seen.bill is None:
        raise PlannerError(seen.why or no_bill(given.file))
    return build_of_bill(seen.bill, folder.catalog, title=title, on=on)


class _Held:
    """One list: its tables, what was found of them, and the parts of its lines."""

    def __init__(self, given: BroughtList) -> None:
        self._given = given
        self._kept = Kept()
        self._opened: OpenedBill | None = None
        # By the catalog that lines were matched with; the last one only.
        self._matches: tuple[Stamp, Matcher, dict[Hashable, LineMatch]] | None = None
        self._seen: tuple[Hashable, Seen] | None = None

    def read(self, said: Said, catalog: Catalog, effort: Effort) -> Seen:
        """Return what is read of it; what was read last is not read again."""
        grounds = said, catalog.stamp
        if self._seen is None or self._seen[0] != grounds:
            self._seen = grounds, self._read(said, catalog, effort)
        return self._seen[1]

    def tables(
        self, said: Said, catalog: Catalog, first: Mapping[str, int], effort: Effort
    ) -> tuple[PreviewTable, ...]:
        """Return its tables with other rows in view."""
        bill = self.read(said, catalog, effort).bill
        if self._opened is None:
            return ()
        return previews(self._opened, None if bill is None else bill.reading, first)

    def _read(self, said: Said, catalog: Catalog, effort: Effort) -> Seen:
        try:
            opened = self._open()
        except PlannerError as error:
            return Seen(None, why=error.finding)
        memory = None if said.memory is None else recall(said.memory, opened.outline)
        try:
            reading, used = read_list(
                opened,
                columns=said.columns,
                answers=said.answers,
                memory=memory,
                leave_unasked=True,
                kept_found=self._kept,
            )
        except (PlannerError, ValueError) as error:
            why = error.finding if isinstance(error, PlannerError) else self._not_so(error)
            return Seen(None, opened.outline, previews(opened, None), why)
        places = {(line.group or "", line.row): place for place, line in enumerate(reading.lines)}
        matcher, known = self._matched_with(catalog)
        bill = match_bill(
            reading,
            catalog,
            chosen={places[spot]: number for spot, number in said.parts.items() if spot in places},
            kinds={places[spot]: kind for spot, kind in said.kinds.items() if spot in places},
            remembered=used,
            known=known,
            matcher=matcher,
            effort=effort,
        )
        asked = {each.key: each for each in reading.asked}
        not_taken = [a for key, a in said.answers.items() if key in asked and asked[key].is_open]
        report = bill_reading_report(bill)
        return Seen(
            bill,
            opened.outline,
            previews(opened, reading),
            not_taken=tuple(not_taken),
            report=replace(
                report, tables=tuple(each for each in report.tables if each.name in _SHOWN)
            ),
            own_parts=count_own_parts(bill),
        )

    def _open(self) -> OpenedBill:
        if self._opened is None:
            given = self._given
            if given.is_pasted:
                self._opened = open_list_text(given.content.decode())
            else:
                self._opened = open_list_bytes(given.file, given.content)
        return self._opened

    def _matched_with(self, catalog: Catalog) -> tuple[Matcher, dict[Hashable, LineMatch]]:
        """Return a way to match lines with parts, and what was matched: names are read once."""
        if self._matches is None or self._matches[0] != catalog.stamp:
            self._matches = catalog.stamp, matcher_of(catalog), {}
        return self._matches[1:]

    def _not_so(self, error: ValueError) -> Finding:
        return Finding(
            code="bill-columns",
            severity=Severity.ERROR,
            subject=self._given.file,
            message=f"The columns cannot be read like that: {error}.",
            hint="Undo the last change.",
        )


class _Lists:
    """The lists that were read here last: a process works for many visitors."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._lock = Lock()

    def of(self, given: BroughtList) -> _Held:
        """Return what is kept of a list."""
        with self._lock:
            held = self._held.setdefault(given.name, _Held(given))
            self._held.move_to_end(given.name)
            while len(self._held) > MOST_HELD:
                self._held.popitem(last=False)
        return held


# It speeds up and says nothing: whoever has not read a list yet reads it and answers the same.
_LISTS = _Lists()
