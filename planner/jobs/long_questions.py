"""Questions whose answers may take long, as they go to a process of its own that works on them.

Such a question is data: a function of jobs by its name, the records that it is asked about, and
the ground that it is asked of. So it can be pickled, sent and asked once more, here or on another
computer, and its answer is a record.
"""

import gc
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from planner.engine.solving.effort import Effort
from planner.io.catalog.stamps import stamp_of
from planner.io.catalog.uploads import load_part_files
from planner.jobs.folder import Workspace, open_workspace
from planner.model.catalog import LeftOut
from planner.model.codes import COLUMN_UNKNOWN
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.offers import Offer
from planner.model.parts import Part

T = TypeVar("T")
# A large catalog takes much memory, and few people ask of several.
MOST_GROUNDS = 2
# What a process keeps of the things that it has worked on, such as the lists that it has read.
MOST_HELD = 4

# Files of a visitor that were read together, each its name and its bytes.
Files = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Ground:
    """The catalog that a question is asked of: where it lies, as of which state and day.

    `stamp` is the mark of its files as whoever asks has read them. `brought` are files of parts and
    prices that only this visitor has, those that were read together side by side.
    """

    folder: Path
    own: Path | None
    today: date
    stamp: str
    brought: tuple[Files, ...] = ()

    @property
    def shared(self) -> "Ground":
        """Return the ground without what only one visitor has."""
        return replace(self, brought=())


@dataclass(frozen=True)
class LongQuestion(Generic[T]):
    """A question whose answer may take long: what is asked, about what, and of which catalog.

    `asks` is a function of a module, which is handed the catalog folder, what it is `about` and the
    effort. `is_small` says that the answer is there within moments. `held` names what whoever
    answers keeps for the next such question: the process that has it is asked, if it is free.
    """

    asks: Callable[..., T]
    about: tuple[object, ...]
    ground: Ground
    is_small: bool = False
    held: str = ""

    def answer(self, folder: Workspace, effort: Effort) -> T:
        """Return the answer, of a folder that was opened on this ground."""
        return self.asks(folder, *self.about, effort)


class Grounds:
    """Catalog folders that were opened, each read once as long as its files stay what they are."""

    def __init__(self) -> None:
        """Begin with none."""
        self._last: tuple[Ground, Workspace, Workspace] | None = None
        self._opened: OrderedDict[Ground, Workspace] = OrderedDict()

    def open(self, ground: Ground) -> Workspace:
        """Return the folder of a ground, with what a visitor brought along.

        PlannerError where its files have changed since whoever asks has read them.
        """
        shared = self._shared(ground.shared)
        if not ground.brought:
            return shared
        if self._last is not None and self._last[0] == ground and self._last[1] is shared:
            return self._last[2]
        read = read_files(ground.brought, shared, ground.today)
        catalog = shared.catalog.with_parts(read.parts, read.offers, read.left_out)
        folder = replace(shared, catalog=catalog)
        self._last = ground, shared, folder
        return folder

    def _shared(self, ground: Ground) -> Workspace:
        found = self._opened.get(ground)
        if found is None:
            if stamp_of(ground.folder, ground.own) != ground.stamp:
                raise PlannerError(_changed(ground))
            self._last = None
            # The state before it is nobody's any more; first, so that both are never there at once.
            for each in [*self._opened]:
                if each.folder == ground.folder or len(self._opened) >= MOST_GROUNDS:
                    del self._opened[each]
            found = open_workspace(ground.folder, today=ground.today, own=ground.own)
            self._opened[ground] = found
            # Every part and offer stays: the collector of garbage need not walk through them.
            gc.collect()
            gc.freeze()
        self._opened.move_to_end(ground)
        return found


def _changed(ground: Ground) -> Finding:
    return Finding(
        code="catalog-changed",
        severity=Severity.ERROR,
        subject=str(ground.folder),
        message="The catalog was changed while this was being calculated.",
        hint="Ask again: the new one will be read.",
    )


@dataclass(frozen=True)
class ReadFiles:
    """The parts and offers of files that a visitor brought, and what was found wrong with them."""

    parts: tuple[Part, ...] = ()
    offers: tuple[Offer, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Return the rows that were not read: those with an error in them."""
        rows: dict[tuple[str, int], list[Finding]] = {}
        for finding in self.findings:
            cell = finding.cell
            if (
                cell is not None
                and finding.severity is Severity.ERROR
                and finding.code != COLUMN_UNKNOWN
            ):
                rows.setdefault((cell.file, cell.row or 1), []).append(finding)
        return tuple(
            LeftOut(
                file=file,
                row=row,
                cells=tuple(each.cell.value or "" for each in found if each.cell is not None),
                part_number="" if found[0].subject == file else found[0].subject,
            )
            for (file, row), found in rows.items()
        )


def read_files(brought: tuple[Files, ...], folder: Workspace, today: date) -> ReadFiles:
    """Return what files hold that a visitor brought beside a catalog, each lot read for itself."""
    read = [load_part_files(each, folder.catalog, today=today) for each in brought]
    return ReadFiles(
        tuple(part for parts, _, _ in read for part in parts),
        tuple(offer for _, offers, _ in read for offer in offers),
        tuple(finding for _, _, findings in read for finding in findings),
    )
