"""Racks, and what is built into them to hold other things: shelves, mounts, panels."""

from typing import Literal

from planner.model.parts._fields import Count, known, text
from planner.model.parts._in_rack import InRack, RackUnits, RackWidths

RackKind = Literal["rack", "shelf", "mount", "patch panel", "blank panel"]


class Rack(InRack):
    """A rack, or something built into one: a shelf, a mount or a panel.

    What boards sit in is a case.
    """

    TITLE = "Racks and fittings"
    category: Literal["rack"] = "rack"
    kind: RackKind | None = known("What it is", "rack")
    rack_u: RackUnits | None = known(
        "Rack units of 44.45 mm: how many a rack has, or how many anything else takes up; 0 if "
        "none",
        "8",
    )
    rack_widths_in: RackWidths | None = known(
        "Width of a rack in inches, or the rack widths that anything else fits", "10"
    )
    holds: Count | None = known("How many items fit on a shelf or in a mount", 1)
    fits: str = text("What a mount holds", "MikroTik CSS610-8G-2S+IN")
