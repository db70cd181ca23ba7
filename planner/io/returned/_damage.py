"""What in a workbook that came back is damaged, or is no part of the plan: told, never taken."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from planner.io.returned._found_tables import FoundRow, FoundTable, Sent
from planner.io.returned._lines import NAME, NUMBER, Bill, unread_text
from planner.io.returned._sent_cells import SentRow, number_in, rows_of, said
from planner.io.returned._values import Values, unknown_values
from planner.io.text.grids import GridCell, GridFile
from planner.model.findings import Cell, Finding, Severity

# More of one kind are one cause: pasted as values, say. They are told once, with their number.
_MOST_ALIKE = 5


_WHERE_IT_IS_ASKED = "Say it where the workbook is exported from, and export again."
_ON_THE_BILL = "Change it on the sheet of the bill: what is bought for an upgrade follows it."
# Where what is no part of a build is said, by the table it stands in.
_ELSEWHERE = {
    "added": _ON_THE_BILL,
    "added_breaks": _ON_THE_BILL,
    "added_totals": _ON_THE_BILL,
    "retired": "Say what a part is resold for where the upgrade is planned.",
    "tariff": "Say your tariff where the running cost is asked for.",
    "drawn": "Watts belong to a part: write them in the catalog.",
}


class _Place(NamedTuple):
    """A cell that came back beside the row that it was exported in."""

    cell: Cell
    was: SentRow
    key: str
    now: GridCell | None

    @property
    def subject(self) -> str:
        return self.was.text(NAME) or self.was.text("what") or self.was.text("part")


def damage(
    sent: Sequence[Sent],
    found: Mapping[str, FoundTable],
    bill: Bill,
    values: Sequence[Values],
    returned: GridFile,
) -> Iterator[Finding]:
    """Yield what is damaged: cells first, then rows, tables and sheets that are gone."""
    places = list(_places(returned.name, bill, values))
    yield from _emptied(places)
    yield from _no_numbers(places)
    yield from _overwritten(places)
    yield from _valueless(places)
    for each in values:
        yield from _rows_beside(returned.name, each)
        yield from _elsewhere(returned.name, each)
    yield from _notes_in_kits(returned.name, bill)
    yield from _gone(sent, found, returned)
    yield from _further_sheets(sent, found, returned)


def _places(file: str, bill: Bill, values: Sequence[Values]) -> Iterator[_Place]:
    lines = ((bill.before[p], row) for p, row in bill.pairs if p is not None and row is not None)
    yield from _cells(file, bill.after, lines)
    for each in values:
        there = ((was, row) for was, row in each.pairs if row is not None)
        yield from _cells(file, each.after, there)


def _cells(
    file: str, after: FoundTable, pairs: Iterable[tuple[SentRow, FoundRow]]
) -> Iterator[_Place]:
    for was, row in pairs:
        for key in after.columns:
            title = was.columns[key].title
            cell = Cell(file=file, sheet=after.sheet, row=row.number, column=title)
            yield _Place(cell, was, key, row.cells.get(key))


def _emptied(places: Iterable[_Place]) -> Iterator[Finding]:
    for each in places:
        entered = each.was.is_entered(each.key) and each.was.number(each.key) is not None
        if entered and (each.now is None or not (each.now.text or each.now.formula)):
            message = "The cell was emptied."
            hint = "Nothing is changed by that: write a number, or remove the row."
            yield _told("returned-emptied", each.cell, each.subject, message, hint)


def _no_numbers(places: Iterable[_Place]) -> Iterator[Finding]:
    for each in places:
        now = each.now
        if now is None or now.valueless or now.formula or not now.text:
            continue
        a_number = each.was.is_entered(each.key) and each.was.text(each.key) != now.text
        if (a_number and number_in(now) is None) or unread_text(each.was, now, each.key):
            what = {"currency": "currency", "as_of": "day"}.get(each.key, "number")
            message = f"“{now.text[:80]}” is no {what} that can be read; nothing is changed by it."
            hint = "Write the number alone, without a unit." if what == "number" else ""
            hint = hint or f"Write a {what} such as {'2026-11-30' if what == 'day' else 'EUR'}."
            yield _told("returned-no-number", each.cell, each.subject, message, hint)


def _overwritten(places: Iterable[_Place]) -> Iterator[Finding]:
    there = [
        each
        for each in places
        if each.was.is_computed(each.key) and (each.now is None or not each.now.formula)
    ]
    hint = "Change the cells that the formula reads."
    if len(there) > _MOST_ALIKE:
        first = there[0]
        message = f"{len(there)} formulas are gone, or numbers stand in their place: not read."
        yield _told("returned-formula", first.cell, first.subject, message, hint)
        return
    for each in there:
        message = "A number stands where a formula was; it is not read."
        if each.now is None or not each.now.text:
            message = "The formula is gone."
        yield _told("returned-formula", each.cell, each.subject, message, hint)


def _valueless(places: Iterable[_Place]) -> Iterator[Finding]:
    blank = [
        each
        for each in places
        # What is not known yet has no result either.
        if each.now is not None and each.now.valueless and each.was.text(each.key)
    ]
    broken = [each for each in blank if each.now is not None and each.now.text]
    for each in broken[:_MOST_ALIKE]:
        shown = "" if each.now is None else each.now.text
        rest = len(broken) - _MOST_ALIKE
        more = f" So do {rest} more." if rest > 0 and each is broken[_MOST_ALIKE - 1] else ""
        message = f"The formula is broken: it shows {shown[:20]}.{more}"
        hint = "What it computes is not read. Undo what was taken out, or export again."
        yield _told("returned-no-value", each.cell, each.subject, message, hint)
    never = [each for each in blank if each not in broken] if broken else blank
    if never:
        # One cause: a program that stores no results saved all of them so.
        message = f"The results of {len(never)} formulas were never stored."
        if len(never) == 1:
            message = "The result of the formula was never stored."
        hint = "What they compute is not read. Open and save the file in a spreadsheet program."
        yield _told("returned-no-value", never[0].cell, never[0].subject, message, hint)


def _rows_beside(file: str, values: Values) -> Iterator[Finding]:
    """Yield rows that somebody added beside the lines, and rows that are gone and count on."""
    entered = [column.key for column in values.table.columns if column.entered]
    for row in values.further:
        if any(number_in(row.cells.get(key)) is not None for key in entered):
            cell = Cell(file=file, sheet=values.after.sheet, row=row.number)
            message = f"A row was added to “{values.table.title}”; it is not read."
            hint = "Parts are added among the lines of the bill; charges in the plan."
            yield _told("returned-row", cell, "", message, hint)
    for was, gone in values.pairs:
        if gone is None and any(was.is_entered(key) for key in was.columns):
            cell = Cell(file=file, sheet=values.after.sheet)
            name = was.text("what") or was.text("part") or was.text(NUMBER)
            message = f"“{name}” is gone from “{values.table.title}”."
            hint = "What it held is taken as unchanged, unless it is among the changes."
            yield _told("returned-row", cell, name, message, hint)


def _elsewhere(file: str, values: Values) -> Iterator[Finding]:
    for was, row, key in unknown_values(values):
        column = was.columns[key]
        cell = Cell(file=file, sheet=values.after.sheet, row=row.number, column=column.title)
        now = said(row.cells.get(key), column)
        message = f"{was.shown(key) or 'nothing'} → {now}: this is no part of the build."
        hint = _ELSEWHERE.get(values.table.name, _WHERE_IT_IS_ASKED)
        yield _told("returned-elsewhere", cell, "", message, hint)


def _notes_in_kits(file: str, bill: Bill) -> Iterator[Finding]:
    """Yield that notes are not taken where "Why" says in which kits a part lies: one cause."""
    noted = [row for place, row in bill.pairs if place is not None and row and row.notes]
    if bill.has_notes or not noted:
        return
    cell = Cell(file=file, sheet=bill.after.sheet, row=noted[0].number)
    message = f"{len(noted)} lines have notes: a line of a part that lies in kits keeps none."
    hint = "Write what holds for a kit into the kit."
    yield _told("returned-elsewhere", cell, noted[0].text(NAME), message, hint)


def _gone(
    sent: Sequence[Sent], found: Mapping[str, FoundTable], returned: GridFile
) -> Iterator[Finding]:
    there = {(grid.sheet or "").casefold() for grid in returned.grids}
    kept = {sheet for sheet, table in sent if table.name in found}
    names = list(dict.fromkeys(sheet for sheet, _ in sent))
    gone = [name for name in names if name not in kept and name.casefold() not in there]
    hint = "What it held is taken as unchanged."
    for name in gone:
        cell = Cell(file=returned.name, sheet=name)
        yield _told("returned-sheet", cell, "", "The sheet is gone.", hint)
    for sheet, table in sent:
        a_person_s = any(row.is_entered(key) for row in rows_of(table) for key in row.columns)
        if table.name not in found and a_person_s and sheet not in gone:
            cell = Cell(file=returned.name, sheet=sheet)
            message = f"The table “{table.title}” is gone, or its headings were changed."
            yield _told("returned-sheet", cell, "", message, hint)


def _further_sheets(
    sent: Sequence[Sent], found: Mapping[str, FoundTable], returned: GridFile
) -> Iterator[Finding]:
    """Yield which sheets are not read, because the build has none such."""
    known = {sheet.casefold() for sheet, _ in sent} | {e.sheet.casefold() for e in found.values()}
    names = [grid.sheet for grid in returned.grids if (grid.sheet or "").casefold() not in known]
    if names:
        listed = ", ".join(f"“{name}”" for name in names[:_MOST_ALIKE] if name)
        yield Finding(
            code="returned-further",
            severity=Severity.NOTE,
            subject=returned.name,
            message=f"Not read, as the build has no such sheet: {listed}.",
            hint="A workbook of an upgrade needs the build that it starts from, too.",
        )


def _told(code: str, cell: Cell, subject: str, message: str, hint: str) -> Finding:
    return Finding(
        code=code,
        severity=Severity.WARNING,
        subject=subject or cell.file,
        message=message,
        hint=hint,
        cell=cell,
    )
