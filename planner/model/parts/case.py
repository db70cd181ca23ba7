"""Cases: what holds boards."""

from typing import Annotated, Literal

from pydantic import Field

from planner.model.exact_numbers import ExactDecimal
from planner.model.parts._fields import (
    Count,
    known,
    text,
)
from planner.model.parts._part import BasePart
from planner.model.parts._ports import Port, PortKind, ports_of


class Case(BasePart):
    """A case, stack or rack mount that holds boards."""

    TITLE = "Cases"
    category: Literal["case"] = "case"
    shelves: Count | None = known("How many boards it holds", 8)
    rack_u: Annotated[ExactDecimal, Field(gt=0, le=60)] | None = known("Height in rack units", 1)
    fits: str = text("Boards it fits", "Raspberry Pi 4B")

    def provides(self) -> tuple[Port, ...]:
        """Return its places for boards."""
        return (ports_of(PortKind.SHELF, count=self.shelves),) if self.shelves else ()
