"""What the command says of a wiring: its units, its plugs, and what is not wired; no layout."""

from planner.cli.answer import Answer, Text
from planner.model.table import Column, Row, Table
from planner.model.wiring_picture import BuildWiring
from planner.model.wiring_wording import (
    ONE_WAY,
    box_name,
    box_taken,
    box_title,
    gap_text,
    own_power_text,
    wire_cells,
)

_UNITS = (Column("unit", "Unit"), Column("part", "Part"), Column("taken", "In use"))
_WIRES = (Column("what", "What"), Column("port", "Goes into"), Column("of", "Of"))


def wiring_answer(found: BuildWiring, *, drawn: tuple[str, int] | None = None) -> Answer:
    """Return how a build is wired; `drawn` is the file that holds the drawing, and its bytes."""
    said = f"{found.title}: wiring"
    blocks: list[Table | Text] = [Text(said, strong=True)]
    blocks += [Text(ONE_WAY)] if found.proposed else []
    boxes = (*found.picture.network, *found.picture.power)
    units = tuple(
        _row(box_title(box), box_title(box), box_name(box), box_taken(box)) for box in boxes
    )
    wires = Table(
        "wires",
        "Wires",
        _WIRES,
        tuple(_row(f"{place}", *wire_cells(wire)) for place, wire in enumerate(found.wires)),
    )
    if units:
        blocks += [Table("units", "Units", _UNITS, units), wires]
    own = own_power_text(found.picture)
    blocks += [Text(own)] if own else []
    if drawn is not None:
        blocks.append(Text(f"Drawn into {drawn[0]}, {drawn[1]:,} bytes."))
    remarks = tuple(f"note: {gap_text(gap)}" for gap in found.gaps)
    return Answer(tuple(blocks), found, remarks=remarks, flat=wires)


def _row(key: str, *cells: str) -> Row:
    return Row(key, cells)
