"""Other parts: cooling, routers, racks, tools."""

from typing import Literal

from planner.model.parts._fields import text
from planner.model.parts._part import BasePart


class Other(BasePart):
    """Anything else a cluster is built with: cooling, router, rack, tool."""

    TITLE = "Other"
    category: Literal["other"] = "other"
    kind: str = text("What it is, in a word: cooling, router, rack, hardware, tool", "cooling")
