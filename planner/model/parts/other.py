"""Other parts: cooling, routers, power strips, tools."""

from typing import Literal

from planner.model.parts._fields import Count, known, text
from planner.model.parts._in_rack import InRack


class Other(InRack):
    """Anything else a cluster is built with: cooling, router, power strip, tool."""

    TITLE = "Other"
    category: Literal["other"] = "other"
    kind: str = text(
        "What it is, in a word: cooling, router, power strip, hardware, tool", "cooling"
    )
    mains_sockets: Count | None = known("Sockets of the mains that a power strip has", 6)
    fits: str = text("Boards or cases it is made for, if for some", "Raspberry Pi 5")
