"""Racks, and what is built into them to hold other things: shelves, mounts, panels."""

from typing import Literal

from planner.model.parts._fields import Count, known, text
from planner.model.parts._in_rack import InRack, RackUnits, RackWidths

RackKind = Literal["rack", "shelf", "mount", "patch panel", "blank panel"]


class Rack(InRack):
    """A rack, or a fitting of one. A rack has rack units and a width; what goes into it takes them.

    What boards sit in is a case.
    """

    TITLE = "Racks and fittings"
    category: Literal["rack"] = "rack"
    kind: RackKind | None = known("What it is", "rack")
    rack_u: RackUnits | None = known(
        "Rack units of 44.45 mm that it takes; of a rack, how many it has. 0 if it takes none", "8"
    )
    rack_widths_in: RackWidths | None = known(
        "Widths of its rails in inches; of what is built into a rack, of the rails it goes on", "10"
    )
    holds: Count | None = known("How many items fit on a shelf or in a mount", 1)
    fits: str = text("What a mount holds", "MikroTik CSS610-8G-2S+IN")
