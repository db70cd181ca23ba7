"""What stands where in the racks of a plan as a table, and what is in none of them."""

from collections.abc import Iterator

from planner.model.numbers import number_text
from planner.model.racks import FilledRack, Held, RackLayout
from planner.model.table import Column, Report, Row, Table
from planner.model.words import listed

_COLUMNS = (Column("units", "Units"), Column("part", "What"), Column("holds", "holds"))


def rack_report(layout: RackLayout | None) -> Report | None:
    """Return the racks of a plan as a report; None where there are none."""
    tables = () if layout is None else rack_tables(layout)
    return Report("racks", "Rack", tables) if tables else None


def rack_tables(layout: RackLayout) -> tuple[Table, ...]:
    """Return a table for each rack: its places from the top, and how much stays free.

    What is in none of them stands in the notes of the last.
    """
    last, notes = len(layout.racks), tuple(not_in_racks(layout))
    return tuple(
        Table(
            f"rack {rack.number}",
            _title(rack, layout),
            _COLUMNS,
            tuple(_rows(rack)),
            notes if rack.number == last else (),
        )
        for rack in layout.racks
    )


def _title(rack: FilledRack, layout: RackLayout) -> str:
    which = f" no. {rack.number}" if len(layout.racks) > 1 else ""
    return f"{rack.part.name}{which}, {number_text(rack.units)} U"


def _rows(rack: FilledRack) -> Iterator[Row]:
    for place in rack.places:
        span = f"{place.span}, behind" if place.behind else place.span
        yield Row(span, (span, place.part.name, listed(place.holds)))
    free = f"{number_text(rack.free)} of {number_text(rack.units)} U"
    yield Row("free", (free, f"free in {rack.part.name}", ""))


def not_in_racks(layout: RackLayout) -> Iterator[str]:
    """Yield a sentence for each reason that parts are in no rack for."""
    reasons: tuple[tuple[tuple[Held, ...], str], ...] = (
        (layout.no_room, "there is no room for it"),
        (layout.perhaps_behind, "there is no room at the front; it may fit behind something else"),
        (layout.other_width, "it is for a different rack width"),
        (layout.no_shelf, "it needs a shelf, and none has room"),
        (layout.unknown, "its rack height and width are not known"),
    )
    for held, why in reasons:
        if held:
            yield f"Not in the rack: {listed(held)}, because {why}."
