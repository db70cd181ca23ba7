"""Storage: cards, modules and drives."""

from typing import Literal

from planner.model.parts._fields import Count, M2Size, Megabits, Slot, known, text
from planner.model.parts._part import BasePart
from planner.model.parts._ports import USB2_MBPS, Port, PortKind, ports_of


class Storage(BasePart):
    """A card, module or drive that a board boots from or writes to."""

    TITLE = "Storage"
    category: Literal["storage"] = "storage"
    slot: Slot | None = known("Slot or port it needs", "microSD")
    capacity_gb: Count | None = known("Capacity in GB", 16)
    read_mbps: Megabits | None = known("Sequential read in Mbit/s", "320")
    write_mbps: Megabits | None = known("Sequential write in Mbit/s", "160")
    fits: str = text("Boards it fits, if it is made for certain ones", "Raspberry Pi 5")
    m2_size: M2Size | None = known("Size of an M.2 drive, width and length in mm", "2230")

    def needs(self) -> tuple[Port, ...]:
        """Return the slot it occupies."""
        if self.slot is None:
            return ()
        if self.slot == "USB":
            return (ports_of(PortKind.USB_DATA, USB2_MBPS),)
        return (ports_of(PortKind(self.slot)),)
