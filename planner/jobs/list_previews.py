"""Show the tables of an opened list as they lie in the file, with what was read beside each row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from planner.io.bills.opened import OpenedBill
from planner.jobs.list_memories import column_name
from planner.model.bill_preview import PreviewColumn, PreviewRow, PreviewTable
from planner.model.bill_reading import Asked, BillReading, Disagreement, NotLine, ReadColumns

MOST_ROWS = 100
MOST_COLUMNS = 30
# So many rows that nothing is said of are shown of a sheet in which no bill was found.
_MOST_UNREAD = 60
Key = tuple[str | None, int]


def previews(
    opened: OpenedBill, reading: BillReading | None, first: Mapping[str, int] | None = None
) -> tuple[PreviewTable, ...]:
    """Return the tables of a file, each with a page of its rows, from the `first` in view on.

    Rows with questions or doubts that are further down come along with the first page.

    Without a reading, because no bill was found, they are the sheets of the file as they lie there.
    """
    if reading is None:
        return tuple(_unread(opened))
    told = _Told.of(opened, reading)
    begins = first or {}
    return tuple(
        _table(opened, table, told, begins.get(table.group or "", 0)) for table in reading.tables
    )


@dataclass(frozen=True)
class _Told:
    """What was read, by the table or by the sheet and row that it is about."""

    lines: Mapping[str | None, Mapping[int, int]]
    others: Mapping[Key, NotLine]
    wrong: Mapping[Key, list[Disagreement]]
    asked: Mapping[Key, list[Asked]]

    @classmethod
    def of(cls, opened: OpenedBill, reading: BillReading) -> "_Told":
        lines: dict[str | None, dict[int, int]] = defaultdict(dict)
        for place, line in enumerate(reading.lines):
            lines[line.group][line.row] = place
        where = {each.where: (each.sheet, each.row) for each in reading.stated_totals if each.row}
        sheets = {sheet.name: sheet for sheet in opened.sheets}
        for line in reading.lines:
            where.setdefault(sheets[line.sheet].where(line.row), (line.sheet, line.row))
        wrong: dict[Key, list[Disagreement]] = defaultdict(list)
        for each in reading.disagreements:
            sheet, row = where.get(each.where, (None, None))
            if row is not None:
                wrong[sheet, row].append(each)
        asked: dict[Key, list[Asked]] = defaultdict(list)
        for question in reading.asked:
            if is_of_one_row(question):
                asked[question.sheet, question.rows[0]].append(question)
        others = {(each.sheet, each.row): each for each in reading.not_lines}
        return cls(lines, others, wrong, asked)


def is_of_one_row(asked: Asked) -> bool:
    """Tell whether a question is about one row, and named after it."""
    return len(asked.rows) == 1 and asked.key.endswith(f"-{asked.rows[0]}")


def _table(opened: OpenedBill, table: ReadColumns, told: _Told, begins: int) -> PreviewTable:
    sheet = next(each for each in opened.sheets if each.name == table.sheet)
    regions = {each.group: each.region for each in opened.tables}
    region = regions.get(table.group or "")
    within = range(10_000) if region is None else region.columns
    rows = sheet.lines if region is None else region.lines
    holds = {column: field for field, column in reversed(table.columns)}
    headings = dict(table.headings)
    filled = sorted(
        {column for row in rows[: 10 * MOST_ROWS] for column in row.cells if column in within}
    )
    keys = {column: column_name(column, by_letters=opened.by_letters) for column in filled}
    shown = _shown_columns(filled, keys, holds)
    lines = told.lines.get(table.group, {})
    # A page begins at a multiple of its length, whatever is asked for.
    begins = max(0, min(begins, len(rows) - 1)) // MOST_ROWS * MOST_ROWS
    page = rows[begins : begins + MOST_ROWS]
    rest = () if begins else rows[MOST_ROWS:]
    further = _further_rows((row.number for row in rest), table.sheet, told)
    return PreviewTable(
        name=table.group or "",
        sheet=table.sheet,
        columns=tuple(
            PreviewColumn(
                key=keys[column],
                heading=headings.get(keys[column], ""),
                holds=holds.get(keys[column], ""),
                hidden=column in sheet.grid.hidden_columns,
            )
            for column in shown
        ),
        rows=tuple(
            _row(row.number, [row.text(c) for c in shown], row.hidden, table.sheet, lines, told)
            for row in (*page, *(row for row in rest if row.number in further))
        ),
        first=begins,
        of=len(rows),
        more_columns=len(filled) - len(shown),
        lines=len(lines),
    )


def _shown_columns(
    filled: Sequence[int], keys: Mapping[int, str], holds: Mapping[str, str]
) -> list[int]:
    """Return the columns that are shown: those that are read, and of the others the first."""
    read = [column for column in filled if keys[column] in holds][:MOST_COLUMNS]
    rest = [column for column in filled if column not in read][: MOST_COLUMNS - len(read)]
    return sorted((*read, *rest))


def _further_rows(numbers: Iterable[int], sheet: str | None, told: _Told) -> set[int]:
    """Return the rows behind the first page that something is said of, as many as a page has."""
    said = (row for row in numbers if (sheet, row) in told.asked or (sheet, row) in told.wrong)
    return set(islice(said, MOST_ROWS))


def _row(
    number: int,
    cells: Iterable[str],
    hidden: bool,
    sheet: str | None,
    lines: Mapping[int, int],
    told: _Told,
) -> PreviewRow:
    other = told.others.get((sheet, number))
    line = lines.get(number)
    return PreviewRow(
        row=number,
        cells=tuple(cells),
        hidden=hidden,
        line=line,
        what="" if line is not None or other is None else other.what,
        wrong=tuple(told.wrong.get((sheet, number), ())),
        asked=tuple(told.asked.get((sheet, number), ())) if line is not None else (),
    )


def _unread(opened: OpenedBill) -> Iterator[PreviewTable]:
    for sheet in opened.sheets:
        filled = sorted({column for row in sheet.lines for column in row.cells})[:MOST_COLUMNS]
        if not filled:
            continue
        yield PreviewTable(
            name="",
            sheet=sheet.name,
            columns=tuple(
                PreviewColumn(key=column_name(c, by_letters=opened.by_letters)) for c in filled
            ),
            rows=tuple(
                PreviewRow(
                    row=row.number, cells=tuple(row.text(c) for c in filled), hidden=row.hidden
                )
                for row in sheet.lines[:_MOST_UNREAD]
            ),
            of=len(sheet.lines),
        )
