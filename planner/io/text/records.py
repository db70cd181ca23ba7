"""From rows of text to checked records: each bad cell is one finding, each bad row is left out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError

from planner.io.text._by_column import MANY_ROWS, Made, by_column
from planner.io.text.columns import Column, Kind
from planner.io.text.intake import MOST_SUGGESTIONS, Intake
from planner.io.text.large_tables import rows_without, short_rows
from planner.io.text.problems import (
    Problem,
    brief,
    explained,
    listed,
    shown,
    written_wrong,
)
from planner.io.text.shapes import PLAIN, Shape
from planner.io.text.tables import (
    TextRow,
    TextTable,
    bare,
    column_key,
    row_length,
)
from planner.model.codes import COLUMN_MISSING, COLUMN_UNKNOWN
from planner.model.findings import Finding, Severity
from planner.model.record import Record
from planner.model.table_columns import all_but

_R = TypeVar("_R", bound=Record)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the known columns stand in a table."""

    columns: Mapping[str, Column]
    positions: Mapping[str, int]

    def cells(self, row: TextRow) -> tuple[dict[str, str], int]:
        """Return the filled cells by column, without blanks around them, and how many had some."""
        found: dict[str, str] = {}
        trimmed = 0
        for name, position in self.positions.items():
            written = row.cells[position]
            text = bare(written)
            if text:
                found[name] = text
                trimmed += text != written
        return found, trimmed


def lay_out(
    table: TextTable, columns: Sequence[Column], intake: Intake, *, also: Collection[str] = ()
) -> Layout | None:
    """Find the known columns; None, and every row left out, if one that is needed is missing.

    `also` names columns that are neither read here nor reported as unknown.
    """
    by_key = {column_key(column.name): column for column in columns}
    found: dict[str, int] = {}
    unknown: list[str] = []
    for position, written in enumerate(table.columns):
        column = by_key.get(column_key(written))
        if column is not None:
            found.setdefault(column.name, position)
        elif written and column_key(written) not in also:
            unknown.append(written)
    if unknown:
        _report_unknown(table, unknown, [c.name for c in columns if c.name not in found], intake)
    missing = [column for column in columns if column.required and column.name not in found]
    if not missing:
        return Layout({column.name: column for column in columns}, found)
    if table.columns:
        names = [column.name for column in missing]
        intake.add(
            COLUMN_MISSING,
            table.file,
            f"There is no column {listed(names)}; no row of the file is read.",
            hint=f"Add it to the header, such as {names[0]} = {missing[0].example}.",
            cell=table.cell(table.header_row, names[0]),
        )
    for row in table.rows:
        intake.leave_out(table, row)
    return None


def _report_unknown(
    table: TextTable, unknown: Sequence[str], free: Sequence[str], intake: Intake
) -> None:
    near = {name: intake.nearest(column_key(name), free) for name in unknown}
    meant = [f"{known} for {brief(name)}" for name, known in near.items() if known]
    names = ", ".join(map(shown, unknown[:MOST_SUGGESTIONS]))
    if len(unknown) > MOST_SUGGESTIONS:
        names += f" and {len(unknown) - MOST_SUGGESTIONS} more"
    many = len(unknown) > 1
    hint = f"Did you mean {', '.join(meant)}?" if meant else "Rename or remove it."
    intake.add(
        COLUMN_UNKNOWN,
        table.file,
        f"{names} {'are not known columns' if many else 'is not a known column'} here; not read.",
        hint=hint,
        cell=table.cell(table.header_row, unknown[0]),
    )


def check_row(
    cells: dict[str, str],
    model: type[_R],
    columns: Mapping[str, Column],
    *,
    shape: Shape = PLAIN,
) -> tuple[_R | None, tuple[Problem, ...]]:
    """Return the record that a row's filled cells make, or what is wrong with each of them."""
    wrong = {
        name: problem
        for name, text in cells.items()
        if (problem := written_wrong(columns[name], text)) is not None
    }
    good = {name: text for name, text in cells.items() if name not in wrong}
    try:
        record = model.model_validate(shape.of(good))
    except ValidationError as error:
        others = [explained(each, columns, cells) for each in error.errors(include_url=False)]
        found = list(wrong.values())
        # One bad cell is one finding; what only follows from it is none.
        seen = set(wrong)
        for problem in others:
            if problem.column is None and seen:
                continue
            if problem.column not in seen:
                found.append(problem)
            if problem.column is not None:
                seen.add(problem.column)
        return None, tuple(found)
    return (None, tuple(wrong.values())) if wrong else (record, ())


def read_records(
    table: TextTable,
    model: type[_R],
    layout: Layout,
    intake: Intake,
    *,
    shape: Shape = PLAIN,
    tell_blanks: bool = True,
) -> list[tuple[_R, TextRow]]:
    """Return the records of a table with the rows they come from."""
    found = read_many(table, model, layout, intake, shape=shape, tell_blanks=tell_blanks)
    return list(zip(found.records, found.rows, strict=True))


@dataclass(frozen=True, slots=True)
class Many(Generic[_R]):
    """The records of a table, and the row that each comes from."""

    records: Sequence[_R]
    rows: Sequence[TextRow]


def read_many(
    table: TextTable,
    model: type[_R],
    layout: Layout,
    intake: Intake,
    *,
    shape: Shape = PLAIN,
    tell_blanks: bool = True,
) -> Many[_R]:
    """Return the records of a table; of a large one each is made when it is asked for."""
    if len(table.rows) < MANY_ROWS:
        blanks = Blanks(table)
        found = _one_by_one(table, model, layout, intake, shape, blanks)
    else:
        made = by_column(table.rows, model, layout.columns, layout.positions, shape)
        blanks = Blanks(table, made.trimmed, made.first_trimmed)
        found = _those_right(made, table, model, layout, intake, shape)
    if tell_blanks:
        blanks.report(intake)
        _report_early_ends(table, short_rows(found.rows), intake)
    return found


def _one_by_one(
    table: TextTable,
    model: type[_R],
    layout: Layout,
    intake: Intake,
    shape: Shape,
    blanks: "Blanks",
) -> Many[_R]:
    records, rows = [], []
    for row in table.rows:
        blanks.count(row, layout.cells(row)[1])
        record = _alone(row, table, model, layout, intake, shape)
        if record is not None:
            records.append(record)
            rows.append(row)
    return Many(records, rows)


def _those_right(
    made: Made[_R],
    table: TextTable,
    model: type[_R],
    layout: Layout,
    intake: Intake,
    shape: Shape,
) -> Many[_R]:
    """Return the records that were made by column, once the wrong rows were read by themselves."""
    if not made.wrong:
        return Many(made.filed, table.rows)
    alone = {
        row: record
        for row in made.wrong
        if (record := _alone(table.rows[row], table, model, layout, intake, shape)) is not None
    }
    wrong = [row for row in made.wrong if row not in alone]
    rows = rows_without(table.rows, wrong)
    if not alone:
        return Many(made.filed.without(wrong), rows)
    right = all_but(range(len(table.rows)), wrong)
    return Many([alone.get(row) or made.filed[row] for row in right], rows)


def _alone(
    row: TextRow,
    table: TextTable,
    model: type[_R],
    layout: Layout,
    intake: Intake,
    shape: Shape,
) -> _R | None:
    """Return the record of a row; None, and the row left out, if something is wrong with it."""
    cells, _ = layout.cells(row)
    record, problems = check_row(cells, model, layout.columns, shape=shape)
    if record is None:
        if row.unwritten:
            intake.findings.append(_too_short(table, row))
        else:
            intake.report(table, row, subject_of(cells, layout, table), problems)
        intake.leave_out(table, row)
    return record


def _too_short(table: TextTable, row: TextRow) -> Finding:
    """Return the finding for a row that ends early and cannot be read: its cells may be shifted."""
    width = len(table.columns)
    written = row.cells[: width - row.unwritten]
    first = table.columns[len(written)] or f"column {len(written) + 1}"
    hint = f"Add the cells from {first} on; an empty cell still needs its separator."
    return row_length(table.cell(row.number), written, width, hint=hint)


def _report_early_ends(table: TextTable, short: Sequence[int], intake: Intake) -> None:
    """Note the rows that end early and were read: a cell left out before the end would shift."""
    if not short:
        return
    many = f"{len(short)} rows end" if len(short) > 1 else "The row ends"
    intake.add(
        "row-ends-early",
        table.file,
        f"{many} before the last column; the cells that are not there are read as empty.",
        hint="Look whether a cell further left was left out.",
        cell=table.cell(short[0]),
        severity=Severity.NOTE,
    )


@dataclass(slots=True)
class Blanks:
    """Counts the cells of a table that had blanks around their value: one note for all of them."""

    table: TextTable
    cells: int = 0
    first: int = 0

    def count(self, row: TextRow, trimmed: int) -> None:
        """Add a row's cells."""
        if trimmed and not self.cells:
            self.first = row.number
        self.cells += trimmed

    def report(self, intake: Intake) -> None:
        """Add the note if there is something to note."""
        if not self.cells:
            return
        many = "cells have" if self.cells > 1 else "cell has"
        intake.add(
            "blanks-around",
            self.table.file,
            f"{self.cells} {many} blanks around the value; read without them.",
            hint="Remove them if they were not meant.",
            cell=self.table.cell(self.first),
            severity=Severity.NOTE,
        )


def subject_of(cells: Mapping[str, str], layout: Layout, table: TextTable) -> str:
    """Return what a row is about: its part number or vendor if it has one, else its file."""
    for name, column in layout.columns.items():
        if column.kind in (Kind.PART_NUMBER, Kind.VENDOR) and name in cells:
            return cells[name]
    return table.file
