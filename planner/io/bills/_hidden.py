"""What a spreadsheet hides: rows, columns and sheets, and whether lines of the bill are there."""

from collections.abc import Iterator, Sequence

from planner.io.bills._sheet import Sheet
from planner.model.bill_reading import HiddenPlace, ReadLine


def hidden_places(sheets: Sequence[Sheet], lines: Sequence[ReadLine]) -> Iterator[HiddenPlace]:
    """Yield what is hidden in a file, sheet by sheet."""
    for sheet in sheets:
        own = [line for line in lines if line.sheet == sheet.name]
        name = sheet.name or ""
        if sheet.grid.hidden:
            yield HiddenPlace(where=f"sheet {name}", holds_lines=bool(own))
        rows = {line.row for line in own}
        prefix = f"{name}!" if name else ""
        for line in sheet.lines:
            if line.hidden:
                held = line.number in rows
                yield HiddenPlace(where=f"{prefix}row {line.number}", holds_lines=held)
        for column in sorted(sheet.grid.hidden_columns):
            if any(column in line.cells for line in sheet.lines):
                where = f"{prefix}column {sheet.column(column)}"
                yield HiddenPlace(where=where, holds_lines=False)
