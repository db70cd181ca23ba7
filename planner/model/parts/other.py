"""Other parts: cooling, routers, power strips, tools."""

from typing import Literal

from planner.model.parts._fields import Count, known, text
from planner.model.parts._in_rack import InRack


class Other(InRack):
    """Anything else a cluster is built with: cooling, router, power strip, tool."""

    TITLE = "Other"
    category: Literal["other"] = "other"
    kind: str = text(
        "Description, in a word: cooling, router, power strip, hardware, tool", "cooling"
    )
    mains_sockets: Count | None = known("Mains sockets of a power strip", 6)
    fits: str = text("Boards or cases it fits, if it is made for certain ones", "Raspberry Pi 5")
