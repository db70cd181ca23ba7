"""Parts of one category, from a table of text."""

from collections.abc import Collection

from planner.io.text.columns import columns_of
from planner.io.text.problems import Problem, shown
from planner.io.text.records import Intake, lay_out, read_records
from planner.io.text.tables import Place, TextTable, column_key
from planner.model.parts import CATEGORIES, Part


def take_parts(
    table: TextTable,
    category: str,
    intake: Intake,
    *,
    parts: dict[str, Part],
    places: dict[str, Place],
    also: Collection[str] = (),
) -> None:
    """Add the parts of one category's table; a part number already there stays as it is."""
    keys = {column_key(written) for written in table.columns} - set(also)
    columns = [
        column
        for column in columns_of(CATEGORIES[category])
        if column.name != "category" or "category" in keys
    ]
    layout = lay_out(table, columns, intake, also=also)
    if layout is None:
        return
    for record, row in read_records(table, CATEGORIES[category], layout, intake):
        number = record.part_number
        if number in places:
            where = places[number].cell().where()
            message = f"The part number {shown(number)} is taken: {where}; that one is kept."
            hint = "Remove the row or give it its own part number."
            problem = Problem("part_number", number, message, hint, "part-twice")
            intake.refuse(table, row, number, problem)
            continue
        places[number] = table.place(row)
        parts[number] = record  # type: ignore[assignment]
