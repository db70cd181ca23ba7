"""Parts of one category, from a table of text."""

from collections.abc import Collection, Sequence

from planner.io.text.columns import columns_of
from planner.io.text.intake import Intake
from planner.io.text.problems import Problem, shown
from planner.io.text.records import lay_out, read_many
from planner.io.text.tables import Place, TextTable, column_key, numbers_of
from planner.model.filed import picked, told
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
    for part in parts_of(table, category, intake, places=places, also=also):
        parts[part.part_number] = part


def parts_of(
    table: TextTable,
    category: str,
    intake: Intake,
    *,
    places: dict[str, Place],
    also: Collection[str] = (),
) -> Sequence[Part]:
    """Return the parts of one category's table whose numbers have no place yet, and place them.

    Of a large table each part is made when it is asked for.
    """
    keys = {column_key(written) for written in table.columns} - set(also)
    columns = [
        column
        for column in columns_of(CATEGORIES[category])
        if column.name != "category" or "category" in keys
    ]
    layout = lay_out(table, columns, intake, also=also)
    if layout is None:
        return ()
    found = read_many(table, CATEGORIES[category], layout, intake)
    taken = []
    numbered = zip(told(found.records, "part_number"), numbers_of(found.rows), strict=True)
    for at, (number, row) in enumerate(numbered):
        if number in places:
            where = places[number].cell().where()
            message = f"The part number {shown(number)} is taken: {where}; that one is kept."
            hint = "Remove the row or give it its own part number."
            problem = Problem("part_number", number, message, hint, "part-twice")
            intake.refuse(table, found.rows[at], number, problem)
            continue
        places[number] = Place(table.file, table.sheet, row)
        taken.append(at)
    parts: Sequence[Part] = found.records  # type: ignore[assignment]
    return parts if len(taken) == len(parts) else picked(parts, taken)
