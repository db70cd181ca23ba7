"""What a column of units says that a quantity counts, where it is no pieces: metres, kilograms."""

from planner.io.bills._rows import Table
from planner.io.bills._sheet import Line
from planner.io.bills._words import Role

_MEASURES = frozenset(
    "m cm mm km ft feet foot in inch inches yd yard yards kg g mg lb lbs oz l ml meter meters metre"
    " metres mètre mètres metro metros metri lfm gramm gram grams kilo kilos litre litres".split()
) | {"米", "厘米", "公斤", "メートル"}


def measure_of(line: Line, table: Table) -> str:
    """Return the length or weight that a row's own unit is; empty where it counts pieces."""
    column = table.columns.one(Role.UNIT)
    text = "" if column is None else line.text(column).strip()
    return text if text.casefold().strip(" .²") in _MEASURES else ""
