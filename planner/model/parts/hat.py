"""HATs and adapters: what is put on a board, or between a module and its carrier."""

from typing import Literal

from pydantic import Field

from planner.model.parts._fields import M2Sizes, Slots, known, text
from planner.model.parts._part import BasePart
from planner.model.parts._ports import Port, PortKind, ports_of, slot_ports


class Hat(BasePart):
    """A board that is mounted on another one: a HAT with slots, or an adapter for a module."""

    TITLE = "HATs and adapters"
    category: Literal["hat"] = "hat"
    fits: str = text("Boards it fits", "Raspberry Pi 5")
    storage_slots: Slots = Field(
        (), description="Storage slots on it, separated by semicolons", examples=["NVMe"]
    )
    goes_into: str = text(
        "Carriers that take a module with it, if it is an adapter for modules", "Turing Pi 2"
    )
    m2_sizes: M2Sizes | None = known(
        "Sizes of M.2 drives it takes, separated by semicolons", "2230;2242"
    )
    stacks: bool | None = known(
        "Whether it can share a board with another HAT, above or below the board", "true"
    )

    def needs(self) -> tuple[Port, ...]:
        """Return the connector of its board that a slot for NVMe is joined to."""
        return (ports_of(PortKind.NVME),) if "NVMe" in self.storage_slots else ()

    def provides(self) -> tuple[Port, ...]:
        """Return its slots for storage."""
        return slot_ports(self.storage_slots)
