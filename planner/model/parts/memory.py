"""Memory: modules for boards that come without any."""

from typing import Literal

from planner.model.parts._fields import Count, MemoryType, known
from planner.model.parts._part import BasePart


class Memory(BasePart):
    """A module of memory, or a set of several in one box."""

    TITLE = "Memory"
    category: Literal["memory"] = "memory"
    memory_type: MemoryType | None = known("Kind and shape of its modules", "DDR4 SO-DIMM")
    modules: Count | None = known("How many modules are in the box", 2)
    capacity_mb: Count | None = known("Memory of all its modules together in MB", 16384)
