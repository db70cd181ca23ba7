"""What a person changed in a workbook: lines, prices, terms, charges, spares, copies and rates.

The tables of the plan, as they are exported, are compared with those that came back, so a file that
nobody touched has no change, however a spreadsheet program wrote it again. Only cells that hold no
formula are a person's to change; one that lost its formula, or whose result is no number, is told.
"""

from collections.abc import Iterable, Sequence

from planner.io.returned._damage import damage
from planner.io.returned._found_tables import FoundTable, Sent, found_tables, plain
from planner.io.returned._lines import Bill, changes_of_lines, paired
from planner.io.returned._sent_cells import number_in, rows_of
from planner.io.returned._values import BREAKS, CHARGES, RULES, changes_of_values, values_of
from planner.io.text.grids import GridFile
from planner.model.build import MAX_COPIES
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.returned_workbook import WorkbookChange

BILL = "bill"
_COPIES = "Copies"
_BOUGHT = frozenset(("Bought together", _COPIES))
_SPARES = "Spares of"
_MOST_ABOVE = 50


def changes_of(
    sent: Sequence[Sent], returned: GridFile, *, in_kits: bool = False
) -> tuple[tuple[WorkbookChange, ...], tuple[Finding, ...]]:
    """Return what differs in a workbook that came back, and what in it is damaged.

    `sent` are the tables of the plan as exported, with the names of their sheets. Raises
    PlannerError if the table of the bill is gone.
    """
    found = found_tables(sent, returned)
    tables = {table.name: table for _, table in sent}
    after = found.get(BILL)
    if after is None or not {"description", "part_number"} & after.columns.keys():
        raise PlannerError(_no_bill(returned.name))
    if counts_spares(after, returned) and RULES not in tables:
        raise PlannerError(_with_spares(returned.name))
    lines = rows_of(tables[BILL])
    bill = Bill(lines, after, paired(lines, after), has_notes=not in_kits)
    values = {
        name: values_of(table, found[name])
        for name, table in tables.items()
        if name in found and name != BILL
    }
    told = list(changes_of_lines(bill))
    first = [name for name in (BREAKS, CHARGES) if name in values]
    for name in (*first, *(each for each in values if each not in first)):
        told += changes_of_values(values[name])
    findings = damage(sent, found, bill, list(values.values()), returned)
    return numbered(told), tuple(findings)


def numbered(changes: Iterable[WorkbookChange]) -> tuple[WorkbookChange, ...]:
    """Return changes with their numbers, from 1."""
    return tuple(each.model_copy(update={"number": place}) for place, each in enumerate(changes, 1))


def copies_in(returned: GridFile) -> tuple[str, int] | None:
    """Return for how many copies the bill of a workbook is, and where it says so; None if not."""
    for grid in returned.grids:
        columns: dict[str, int] = {}
        for row in grid.rows[:_MOST_ABOVE]:
            texts = {plain(cell.text): column for column, cell in row.cells.items()}
            if texts.keys() >= _BOUGHT:
                columns = texts
            elif columns and (number := number_in(row.cells.get(columns[_COPIES]))) is not None:
                is_whole = number == number.to_integral_value() and 1 <= number <= MAX_COPIES
                return (f"{grid.sheet} row {row.number}", int(number)) if is_whole else None
    return None


def counts_spares(bill: FoundTable, returned: GridFile) -> bool:
    """Tell whether a bill counts spares beside what is needed."""
    return any(
        grid.sheet == bill.sheet and any(plain(cell.text) == _SPARES for cell in row.cells.values())
        for grid in returned.grids
        for row in grid.rows[:_MOST_ABOVE]
    )


def _with_spares(name: str) -> Finding:
    return Finding(
        code="returned-options",
        severity=Severity.ERROR,
        subject=name,
        message="The workbook counts spares by a rule, and the build has none.",
        hint="Say the rule that it was exported with, such as 10 % more of each part.",
    )


def _no_bill(name: str) -> Finding:
    return Finding(
        code="returned-no-bill",
        severity=Severity.ERROR,
        subject=name,
        message="No sheet has the columns of a bill: Part, Part number, Quantity, price.",
        hint="Bring back the workbook that was exported from this build.",
    )
