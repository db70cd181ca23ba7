"""What stands where in the racks of a plan as a table, and what is in none of them."""

from collections.abc import Iterator

from planner.model.numbers import number_text
from planner.model.racks import Held, RackLayout
from planner.model.table import Column, Report, Row, Table
from planner.model.words import listed

_COLUMNS = (
    Column("rack", "Rack"),
    Column("units", "Units"),
    Column("part", "What"),
    Column("holds", "holds"),
)


def rack_report(layout: RackLayout | None) -> Report | None:
    """Return the racks of a plan as a report; None where there are none."""
    if layout is None or not layout.racks:
        return None
    return Report("racks", "Rack", (rack_table(layout),))


def rack_table(layout: RackLayout) -> Table:
    """Return a row for each place of each rack, from the top, and one for what stays free."""
    return Table("rack", "Rack", _COLUMNS, tuple(_rows(layout)), tuple(not_in_racks(layout)))


def _rows(layout: RackLayout) -> Iterator[Row]:
    for rack in layout.racks:
        name = f"{rack.part.name} no. {rack.number}" if len(layout.racks) > 1 else rack.part.name
        for place in rack.places:
            span = f"{place.span}, behind" if place.behind else place.span
            cells = (name, span, place.part.name, listed(place.holds))
            yield Row(f"{rack.number}, {span}", cells)
        free = f"{number_text(rack.free)} of {number_text(rack.units)}"
        yield Row(f"{rack.number}, free", (name, free, "free", ""))


def not_in_racks(layout: RackLayout) -> Iterator[str]:
    """Yield a sentence for each reason that parts are in no rack for."""
    reasons: tuple[tuple[tuple[Held, ...], str], ...] = (
        (layout.no_room, "there is no room for it"),
        (layout.perhaps_behind, "there is no room on the front; it may fit behind something else"),
        (layout.other_width, "it is for racks of another width"),
        (layout.no_shelf, "it stands on a shelf, and none has room"),
        (layout.unknown, "how high and wide it is in a rack is not known"),
    )
    for held, why in reasons:
        if held:
            yield f"Not in the rack: {listed(held)}, because {why}."
