"""Tables that lie on their side: a column for each part, and at the left what a row holds."""

from dataclasses import replace

from planner.io.bills._sheet import Line, Sheet, sheet_of
from planner.io.bills._words import Role, roles_of
from planner.io.text.grids import Grid, GridCell, GridRow

_MOST_ROWS = 60
_SURE = 0.7
_AMOUNTS = frozenset({Role.UNIT_PRICE, Role.PRICE, Role.LINE_TOTAL})
_KNOWN = _AMOUNTS | {Role.QUANTITY, Role.NAME}


def upright(sheet: Sheet) -> Sheet:
    """Return a sheet so that each part of its table has a row; itself where that is so already."""
    lies = 1 < len(sheet.lines) <= _MOST_ROWS and _lies(sheet)
    return _turned(sheet) if lies else sheet


def _lies(sheet: Sheet) -> bool:
    """Tell whether quantity and price are said at the left of rows of numbers, and of names."""
    first = min(min(line.cells, default=0) for line in sheet.lines)
    held = [role for line in sheet.lines if (role := _role(line, first)) is not None]
    numeric = [role for role in held if role is not Role.NAME]
    above = sheet.lines[0]
    across = sum(_role_of(above.text(column)) in _KNOWN for column in above.filled())
    return Role.QUANTITY in numeric and bool(_AMOUNTS & set(numeric)) and across < 2


def _role(line: Line, first: int) -> Role | None:
    """Return what a row holds by its first cell: numbers, or names without any."""
    role = _role_of(line.text(first))
    others = [line.value(column) for column in line.filled() if column != first]
    if role not in _KNOWN or len(others) < 2:
        return None
    numbers = sum(each.is_numeric for each in others)
    right = numbers == 0 if role is Role.NAME else 2 * numbers > len(others)
    return role if right else None


def _role_of(text: str) -> Role | None:
    role, sure = next(iter(roles_of(text)), (None, 0.0))
    return role if sure >= _SURE else None


def _turned(sheet: Sheet) -> Sheet:
    grid = sheet.grid
    columns: dict[int, dict[int, GridCell]] = {}
    for line in sheet.lines:
        for column, cell in line.cells.items():
            columns.setdefault(column, {})[line.number - 1] = cell
    rows = tuple(
        GridRow(column + 1, cells, column in grid.hidden_columns)
        for column, cells in sorted(columns.items())
    )
    hidden = frozenset(line.number - 1 for line in sheet.lines if line.hidden)
    turned = Grid(rows, grid.sheet, grid.hidden, hidden, heading=grid.heading)
    made = sheet_of(turned, sheet.style, by_letters=sheet.by_letters)
    return replace(made, is_turned=True)
