"""What one no longer uses, from the rows of `retired.csv`."""

from planner.io.text.columns import columns_for
from planner.io.text.intake import Intake
from planner.io.text.problems import Problem
from planner.io.text.records import lay_out, read_records
from planner.io.text.tables import TextTable
from planner.model.catalog import Retired


def take_retired(table: TextTable, intake: Intake) -> tuple[Retired, ...]:
    """Return the rows of a table that say what is retired; of two for one thing the last counts."""
    layout = lay_out(table, columns_for("retired"), intake)
    rows = [] if layout is None else read_records(table, Retired, layout, intake)
    kept: dict[tuple[str | None, str | None], Retired] = {}
    for record, row in rows:
        if record.part_number is None and record.vendor is None:
            message = "Neither a part nor a vendor is named, so nothing is retired."
            problem = Problem("part_number", "", message, "Name one of them, or both.")
            intake.refuse(table, row, table.file, problem)
            continue
        kept[record.part_number, record.vendor] = record
    return tuple(kept.values())
