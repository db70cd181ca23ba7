"""Parts of one category, from a table of text."""

from collections.abc import Collection, Sequence

from planner.io.text.columns import columns_of
from planner.io.text.intake import Intake
from planner.io.text.large_tables import numbers_of
from planner.io.text.problems import Problem, shown
from planner.io.text.records import lay_out, read_many
from planner.io.text.tables import Place, Places, TextRow, TextTable, column_key
from planner.model.filed import picked, told
from planner.model.parts import CATEGORIES, Part


def take_parts(
    table: TextTable,
    category: str,
    intake: Intake,
    *,
    parts: dict[str, Part],
    places: Places,
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
    places: Places,
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
    parts: Sequence[Part] = found.records  # type: ignore[assignment]
    numbers = list(told(parts, "part_number"))
    rows = dict(zip(numbers, numbers_of(found.rows), strict=True))
    if len(rows) == len(numbers) and not places.has_any(rows.keys()):
        places.add(table, rows)
        return parts
    taken: dict[str, int] = {}
    for at, number in enumerate(numbers):
        row = found.rows[at]
        first = table.place(found.rows[taken[number]]) if number in taken else places.get(number)
        if first is not None:
            _refuse(number, first, row, table, intake)
        else:
            taken[number] = at
    places.add(table, {number: found.rows[at].number for number, at in taken.items()})
    return picked(parts, tuple(taken.values()))


def _refuse(number: str, first: Place, row: TextRow, table: TextTable, intake: Intake) -> None:
    """Leave out the row of a part whose number is taken."""
    message = f"The part number {shown(number)} is taken: {first.cell().where()}; that one is kept."
    hint = "Remove the row or give it its own part number."
    problem = Problem("part_number", number, message, hint, "part-twice")
    intake.refuse(table, row, number, problem)
