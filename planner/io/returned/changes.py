"""What a person changed in a workbook: lines, quantities, prices, copies and rates.

The plan is exported anew and both workbooks are read the same way, so a file that nobody touched
has no change, however a spreadsheet program wrote it again. Only cells that hold no formula are a
person's to change; one that lost its formula, or whose result is no number, is told.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from planner.io.returned._bill_table import BillRow, BillTable, Pair, bill_table, paired
from planner.io.text.grids import GridCell, GridFile
from planner.model.findings import Cell, Finding, PlannerError, Severity
from planner.model.money import CURRENCIES
from planner.model.returned_workbook import ChangedField, ChangeKind, WorkbookChange

_COPIES, _FROM, _TO, _RATE = "Copies of this build", "From", "To", "Rate"


def changes_of(
    exported: GridFile, returned: GridFile
) -> tuple[tuple[WorkbookChange, ...], tuple[Finding, ...]]:
    """Return what differs in a workbook that came back, and what in it is damaged.

    Raises PlannerError if the table of the bill is gone.
    """
    before, after = bill_table(exported), bill_table(returned)
    if before is None or after is None:
        raise PlannerError(_no_bill(returned.name))
    pairs = paired(before.rows, after.rows, (before.quantity, before.price))
    found = [*_of_lines(pairs, before, after), *_of_copies(exported, returned)]
    found += _of_rates(exported, returned)
    numbered = tuple(
        each.model_copy(update={"number": place}) for place, each in enumerate(found, 1)
    )
    told = [*_damage(returned.name, pairs, before, after), *_gone(exported, returned)]
    return numbered, tuple(told)


# --- lines ---------------------------------------------------------------------------------------


def _of_lines(
    pairs: Sequence[Pair], before: BillTable, after: BillTable
) -> Iterator[WorkbookChange]:
    for place, row in pairs:
        if row is None and place is not None:
            was = before.rows[place]
            yield _change(
                ChangeKind.REMOVED, ChangedField.LINE, was, after.sheet, line=place,
                before=was.text(before.quantity),
            )  # fmt: skip
        elif row is not None and place is None:
            yield from _added(row, after)
        elif row is not None and place is not None:
            yield from _changed(before.rows[place], row, place, before, after)


def _change(
    kind: ChangeKind, field: ChangedField, row: BillRow, where: str, **facts: object
) -> WorkbookChange:
    known = {"number": 0, "kind": kind, "field": field, "name": row.name, "where": where}
    return WorkbookChange.model_validate(known | {"part_number": row.number} | facts)


def _added(row: BillRow, after: BillTable) -> Iterator[WorkbookChange]:
    quantity = _number(row.cells.get(after.quantity))
    price = _number(row.cells.get(after.price))
    if quantity is not None or price is not None:
        currency = row.text(after.currency).upper()
        yield _change(
            ChangeKind.ADDED,
            ChangedField.LINE,
            row,
            after.where(row.row, after.quantity),
            after=_shown(row.cells.get(after.quantity)),
            quantity=quantity,
            unit_price=price,
            currency=currency if currency in CURRENCIES else None,
            pack_size=after.pack_of(row),
        )


def _changed(
    was: BillRow, row: BillRow, place: int, before: BillTable, after: BillTable
) -> Iterator[WorkbookChange]:
    fields = (
        (ChangedField.QUANTITY, before.quantity),
        (ChangedField.UNIT_PRICE, before.price),
    )
    for field, heading in fields:
        old, new = was.cells.get(heading), row.cells.get(heading)
        if (old is not None and old.formula) or heading not in after.columns:
            continue
        number = _number(new)
        if number is None or number == _number(old):
            continue
        currency = row.text(after.currency).upper()
        is_price = field is ChangedField.UNIT_PRICE
        yield _change(
            ChangeKind.CHANGED,
            field,
            was,
            after.where(row.row, heading),
            line=place,
            before=_shown(old),
            after=_shown(new),
            quantity=None if is_price else number,
            unit_price=number if is_price else None,
            currency=currency if is_price and currency in CURRENCIES else None,
            pack_size=before.pack_of(was) if is_price else 1,
        )


def _number(cell: GridCell | None) -> Decimal | None:
    """Return the number of a cell without the noise of binary fractions."""
    if cell is None or cell.number is None:
        return None
    return Decimal(f"{cell.number:.12g}")


def _shown(cell: GridCell | None) -> str:
    number = _number(cell)
    return f"{number.normalize():f}" if number is not None else "" if cell is None else cell.text


# --- values beside the lines ---------------------------------------------------------------------


def _of_copies(exported: GridFile, returned: GridFile) -> Iterator[WorkbookChange]:
    was, now = _beside(exported, _COPIES), _beside(returned, _COPIES)
    if was is not None and now is not None and was[1] != now[1]:
        yield WorkbookChange(
            number=0,
            kind=ChangeKind.CHANGED,
            field=ChangedField.COPIES,
            name="Copies",
            where=now[0],
            before=f"{was[1]:f}",
            after=f"{now[1]:f}",
            quantity=now[1],
        )


def _beside(file: GridFile, label: str) -> tuple[str, Decimal] | None:
    """Return the number to the right of a label, and the sheet and row it stands in."""
    for grid in file.grids:
        for row in grid.rows:
            for column, cell in row.cells.items():
                right = _number(row.cells.get(column + 1))
                if cell.text == label and right is not None:
                    return f"{grid.sheet} row {row.number}", right
    return None


def _of_rates(exported: GridFile, returned: GridFile) -> Iterator[WorkbookChange]:
    before, after = _rates(exported), _rates(returned)
    for pair, (_, was) in before.items():
        if pair in after and after[pair][1] != was:
            where, now = after[pair]
            yield WorkbookChange(
                number=0,
                kind=ChangeKind.CHANGED,
                field=ChangedField.RATE,
                name=f"{pair[0]} to {pair[1]}",
                where=where,
                before=f"{was:f}",
                after=f"{now:f}",
                quantity=now,
                pair=pair,
            )


def _rates(file: GridFile) -> dict[tuple[str, str], tuple[str, Decimal]]:
    """Return the rates of the sheet of rates by their pairs, each with its place."""
    found: dict[tuple[str, str], tuple[str, Decimal]] = {}
    for grid in file.grids:
        columns: dict[str, int] = {}
        for row in grid.rows:
            texts = {cell.text: column for column, cell in row.cells.items()}
            if {_FROM, _TO, _RATE} <= texts.keys():
                columns = texts
                continue
            rate = _number(row.cells.get(columns.get(_RATE, -1)))
            if rate is not None:
                pair = tuple(row.cells[columns[each]].text for each in (_FROM, _TO))
                found[pair[0], pair[1]] = f"{grid.sheet} row {row.number}", rate
    return found


# --- what is damaged -----------------------------------------------------------------------------


def _damage(
    name: str, pairs: Sequence[Pair], before: BillTable, after: BillTable
) -> Iterator[Finding]:
    blank: list[tuple[Cell, BillRow]] = []
    for place, row in pairs:
        if place is None or row is None:
            continue
        for heading, old in before.rows[place].cells.items():
            if heading not in after.columns:
                continue
            new = row.cells.get(heading)
            where = Cell(file=name, sheet=after.sheet, row=row.row, column=heading)
            if new is not None and new.valueless:
                blank.append((where, row))
            elif found := _damaged(old, new, where, row):
                yield found
    if blank:
        # One cause: a program that stores no results saved all of them so.
        where, row = blank[0]
        message = f"{len(blank)} formulas have an error, or their results were never stored."
        if len(blank) == 1:
            message = "The formula has an error, or its result was never stored."
        hint = "What they compute is not read. Open and save the file in a spreadsheet program."
        yield _told("returned-no-value", where, row.name, message, hint)


def _damaged(old: GridCell, new: GridCell | None, where: Cell, row: BillRow) -> Finding | None:
    """Return what is wrong with a cell beside how it was exported."""
    if new is None and old.number is not None and not old.formula:
        message = "The cell was emptied."
        hint = "Nothing is changed by that: write a number, or remove the row."
        return _told("returned-emptied", where, row.name, message, hint)
    if old.formula and new is not None and not new.formula:
        message = "A number stands where a formula was; it is not read."
        return _told(
            "returned-formula", where, row.name, message, "Change the cells the formula reads."
        )
    return None


def _gone(exported: GridFile, returned: GridFile) -> Iterator[Finding]:
    there = {grid.sheet for grid in returned.grids}
    for grid in exported.grids:
        if grid.sheet not in there:
            yield _told("returned-sheet", Cell(file=returned.name, sheet=grid.sheet), "",
                        "The sheet is gone.", "What it held is taken as unchanged.")  # fmt: skip


def _told(code: str, cell: Cell, subject: str, message: str, hint: str) -> Finding:
    return Finding(
        code=code,
        severity=Severity.WARNING,
        subject=subject or cell.file,
        message=message,
        hint=hint,
        cell=cell,
    )


def _no_bill(name: str) -> Finding:
    return Finding(
        code="returned-no-bill",
        severity=Severity.ERROR,
        subject=name,
        message="No sheet has the columns of a bill: Part, Part number, Quantity, price.",
        hint="Bring back the workbook that was exported from this build.",
    )
