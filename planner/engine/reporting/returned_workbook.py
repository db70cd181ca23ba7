"""What a workbook that came back changes, as a table: each change with its effect on the total."""

from planner.model.returned_workbook import ReturnedWorkbook, WorkbookChange
from planner.model.table import Column, Kind, Row, Table

_COLUMNS = (
    Column("number", "No.", Kind.INTEGER),
    Column("change", "Change"),
    Column("name", "Part or value"),
    Column("before", "Before"),
    Column("after", "After"),
    Column("effect", "Effect on the total", Kind.MONEY),
    Column("taken", "Taken"),
    Column("where", "Where", detail=True),
)


def changes_table(returned: ReturnedWorkbook) -> Table:
    """Return the changes, one a row, as they are numbered."""
    rows = tuple(_row(each) for each in returned.changes)
    return Table("changes", "Changes in the workbook", _COLUMNS, rows)


def _row(change: WorkbookChange) -> Row:
    return Row(
        str(change.number),
        (
            change.number,
            f"{change.kind.sign} {change.field}",
            change.name,
            change.before,
            change.after,
            change.effect,
            "yes" if change.taken else "no",
            change.where,
        ),
    )


def returned_text(returned: ReturnedWorkbook) -> str:
    """Return in a sentence what the changes come to."""
    if not returned.changes:
        return f"{returned.file} changes nothing of {returned.title}."
    before = "unknown" if returned.total_before is None else str(returned.total_before)
    after = "unknown" if returned.total_after is None else str(returned.total_after)
    taken = sum(change.taken for change in returned.changes)
    what = f"{taken} of {len(returned.changes)} changes taken"
    return f"{returned.title}: {what}; the total goes from {before} to {after}."
