"""Memory: modules for boards that come without any."""

from typing import Literal

from planner.model.parts._fields import Count, MemoryType, known
from planner.model.parts._part import BasePart


class Memory(BasePart):
    """A memory module, or a kit of several in one box."""

    TITLE = "Memory"
    category: Literal["memory"] = "memory"
    memory_type: MemoryType | None = known("Type and form factor of its modules", "DDR4 SO-DIMM")
    modules: Count | None = known("Modules in the box", 2)
    capacity_mb: Count | None = known("Total memory of its modules in MB", 16384)
