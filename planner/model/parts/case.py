"""Cases: what holds boards."""

from typing import Literal

from planner.model.parts._fields import (
    Count,
    known,
    text,
)
from planner.model.parts._in_rack import InRack
from planner.model.parts._ports import Port, PortKind, ports_of


class Case(InRack):
    """A case, stack or rack mount that holds boards."""

    TITLE = "Cases"
    category: Literal["case"] = "case"
    shelves: Count | None = known("How many boards it holds", 8)
    fits: str = text("Boards it fits", "Raspberry Pi 4B")

    def provides(self) -> tuple[Port, ...]:
        """Return its places for boards."""
        return (ports_of(PortKind.SHELF, count=self.shelves),) if self.shelves else ()
