"""Import NetBox's device types into a catalog of one's own: each file a part, or told why not."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from planner.io.catalog.one_row import parts_findings
from planner.io.device_types.files import (
    NotReadError,
    TypeFiles,
    dropped_types,
    not_read,
    type_files,
)
from planner.io.device_types.row import Origin, TypeRow, type_row
from planner.io.own.rows import put_rows, seen_rows
from planner.io.text.cells import cells_of
from planner.io.text.uncollected import uncollected
from planner.jobs.own import file_of
from planner.model.device_types import UNTOLD, CellChange, ImportedType, ImportedTypes, Outcome
from planner.model.findings import Cell, Finding, PlannerError, Severity, has_errors
from planner.model.parts import CATEGORIES, Part

Cells = Mapping[str, str]
UNKNOWN_ORIGIN = Origin()
# What says where facts come from, and what it is called: no facts that two sources can differ in.
_OF_ITS_SOURCE = frozenset(("part_number", "name", "source", "note"))
# Told how many files of how many were read; answers whether to go on.
GoOn = Callable[[int, int], bool]
_TOLD_EVERY = 50
_UNKNOWN_POE = " PoE?"


@dataclass(frozen=True)
class Roles:
    """What device types are, where somebody says it: all of them, or single ones by their files.

    `rest` is what those are whose ports do not tell it.
    """

    every: str = ""
    single: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""

    def of(self, file: str) -> str:
        """Return what the device type in a file is said to be; empty: nobody said it."""
        return self.single.get(file, self.every)


NOT_SAID = Roles()


def _comparable(cell: str) -> str:
    """Return what a cell says without what it calls unknown: that differs from nothing."""
    return cell.replace(_UNKNOWN_POE, "").casefold()


@dataclass(slots=True)
class _File:
    """One file on its way into the catalog: its row, and the row that stood there before."""

    name: str
    row: TypeRow
    before: Cells | None = None
    findings: list[Finding] = field(default_factory=list)
    known: Part | None = None

    @property
    def number(self) -> str:
        return self.row.cells["part_number"]

    @property
    def after(self) -> dict[str, str]:
        """The whole row as it shall stand: what the file does not say stays."""
        return {**(self.before or {}), **self.row.cells}

    @property
    def changes(self) -> tuple[CellChange, ...]:
        before = self.before or {}
        return tuple(
            CellChange(column, before.get(column, ""), cell)
            for column, cell in self.row.cells.items()
            if before.get(column, "") != cell
        )

    @property
    def differences(self) -> tuple[CellChange, ...]:
        """What the part that the catalog has says otherwise."""
        there = {} if self.known is None else cells_of(self.known)
        return tuple(
            CellChange(column, there.get(column, ""), cell)
            for column, cell in self.row.cells.items()
            if column not in _OF_ITS_SOURCE and not column.endswith("_source")
            and _comparable(there.get(column, "")) != _comparable(cell)
        )  # fmt: skip

    @property
    def is_fine(self) -> bool:
        return not has_errors(self.findings)

    def refuse(self, message: str, hint: str) -> None:
        """Keep that another part has its number."""
        cell = Cell(file=self.name)
        subject = self.row.name or self.name
        self.findings.append(
            Finding(
                code="device-type-twice",
                severity=Severity.ERROR,
                subject=subject,
                message=message,
                hint=hint,
                cell=cell,
            )
        )


def import_device_types(
    path: Path,
    folder: Path,
    *,
    roles: Roles = NOT_SAID,
    origin: Origin = UNKNOWN_ORIGIN,
    beside: Iterable[Part] = (),
    keeps: bool = True,
    go_on: GoOn = lambda _done, _of: True,
) -> ImportedTypes:
    """Import the device types at a path into the catalog in a folder.

    `roles` say what they are, instead of their ports; `origin` where they come from, as far as the
    files beside them do not say it. Each file becomes one row or none. A cell that a file does not
    say stays as it is. What is among the parts `beside` that folder is told, and no row of its own.
    Unless it `keeps` them nothing is written. PlannerError: there is nothing to read at the path,
    or a file of the catalog cannot be written.
    """
    with type_files(path) as found, uncollected():
        return _imported(found, folder, roles, origin, beside, keeps=keeps, go_on=go_on)


def import_dropped(
    name: str,
    content: bytes,
    folder: Path,
    *,
    roles: Roles = NOT_SAID,
    beside: Iterable[Part] = (),
    keeps: bool = True,
    go_on: GoOn = lambda _done, _of: True,
) -> ImportedTypes:
    """Import device types from a file that was brought along: one in YAML, or a zip of them."""
    with dropped_types(name, content) as found, uncollected():
        return _imported(found, folder, roles, UNKNOWN_ORIGIN, beside, keeps=keeps, go_on=go_on)


def _imported(
    found: TypeFiles,
    folder: Path,
    roles: Roles,
    origin: Origin,
    beside: Iterable[Part],
    *,
    keeps: bool,
    go_on: GoOn = lambda _done, _of: True,
) -> ImportedTypes:
    files: list[_File] = []
    for each in _read(found, Origin(origin.repository, origin.licence or found.licence), roles):
        files.append(each)
        if len(files) % _TOLD_EVERY == 0 and not go_on(len(files), len(found.readers)):
            return ImportedTypes(str(folder), findings=found.findings, stopped=True)
    fine = [each for each in files if each.is_fine]
    _find_before(folder, fine)
    _find_known(beside, fine)
    _check(fine)
    if keeps:
        new = [each for each in fine if each.is_fine and each.changes and each.known is None]
        _write(folder, new)
    return ImportedTypes(str(folder), tuple(map(_told, files)), found.findings)


def _find_known(beside: Iterable[Part], files: Iterable[_File]) -> None:
    """Look up the parts that the catalog has already: by number, or by name, up to case."""
    known: dict[str, Part] = {}
    for part in beside:
        for word in (part.name, part.part_number):
            known.setdefault(word.casefold(), part)
    for each in files:
        if each.before is not None:
            continue
        found = known.get(each.number.casefold()) or known.get(each.row.name.casefold())
        if found is not None and found.category == each.row.category:
            each.known = found


def _read(found: TypeFiles, origin: Origin, roles: Roles) -> Iterator[_File]:
    taken: dict[str, str] = {}
    for name in found.readers:
        try:
            content = found.read(name)
            row = type_row(name, content, origin, role=roles.of(name))
            if roles.rest and any(each.code == UNTOLD for each in row.findings):
                row = type_row(name, content, origin, role=roles.rest)
        except NotReadError as error:
            yield _File(name, TypeRow(), findings=[not_read(name, str(error))])
            continue
        file = _File(name, row, findings=list(row.findings))
        if file.is_fine:
            first = taken.setdefault(file.number.casefold(), name)
            if first != name:
                message = f"{first} has the part number {file.number} already; that one is kept."
                file.refuse(message, "Give one of them its own part_number.")
        yield file


def _find_before(folder: Path, files: Iterable[_File]) -> None:
    """Look up the rows that stand in the catalog; a part of another category is in the way."""
    there = {
        row["part_number"]: (category, row)
        for category in CATEGORIES
        for row in seen_rows(folder, file_of(category))
        if "part_number" in row
    }
    for each in files:
        category, row = there.get(each.number, (each.row.category, None))
        if category == each.row.category:
            each.before = row
            continue
        message = f"The catalog has {each.number} as another kind of part, in {category}.csv."
        each.refuse(message, "Remove that row, or give one another number.")


def _check(files: Iterable[_File]) -> None:
    """Have the rows checked as the catalog will check them when it loads."""
    for category in CATEGORIES:
        group = [each for each in files if each.row.category == category and each.is_fine]
        wrong = parts_findings(category, [each.after for each in group])
        for each, findings in zip(group, wrong, strict=True):
            each.findings += [_in_file(found, each.name) for found in findings]


def _in_file(finding: Finding, file: str) -> Finding:
    column = finding.cell.column if finding.cell is not None else None
    return finding.model_copy(update={"cell": Cell(file=file, column=column)})


def _write(folder: Path, files: Collection[_File]) -> None:
    """Write the rows, one file of the catalog after the other.

    PlannerError: not even the first could be written. What goes wrong later is told of the parts
    that it keeps out, because others are written by then.
    """
    is_first = True
    for category in CATEGORIES:
        group = [each for each in files if each.row.category == category]
        if not group:
            continue
        rows = [[(each.row.cells, each.before)] for each in group]
        refused: tuple[Finding | None, ...]
        try:
            refused = put_rows(folder, file_of(category), rows)
        except PlannerError as error:
            if is_first:
                raise
            refused = (error.finding,) * len(group)
        is_first = False
        for each, finding in zip(group, refused, strict=True):
            if finding is not None:
                each.findings.append(finding)


def _told(file: _File) -> ImportedType:
    row = file.row
    told = ImportedType(
        file=file.name,
        outcome=Outcome.REFUSED,
        name=row.name,
        left=row.left,
        findings=tuple(file.findings),
    )
    if not file.is_fine:
        return told
    if file.known is not None:
        return replace(
            told,
            outcome=Outcome.KNOWN,
            category=row.category,
            part_number=file.number,
            reason=row.reason,
            changes=file.differences,
            missing=row.missing,
            known_as=file.known.part_number,
        )
    outcome = Outcome.CHANGED if file.changes else Outcome.UNCHANGED
    return replace(
        told,
        outcome=Outcome.ADDED if file.before is None else outcome,
        category=row.category,
        part_number=file.number,
        reason=row.reason,
        changes=file.changes,
        missing=row.missing,
    )
