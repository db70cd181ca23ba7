"""Carriers: boards that compute modules sit on."""

from typing import Literal

from planner.model.parts._fields import Count, known, text
from planner.model.parts._in_rack import InRack
from planner.model.parts._ports import Port, PortKind, ports_of


class Carrier(InRack):
    """A board that compute modules sit on: it powers them and brings out their ports."""

    TITLE = "Carriers"
    category: Literal["carrier"] = "carrier"
    slots: Count | None = known("How many modules it takes", 4)
    fits: str = text("Modules it takes", "Raspberry Pi Compute Module 4")
    ports: Count | None = known("Network ports that leads are plugged into", 2)
    switch_mbps: Count | None = known(
        "Speed in Mbit/s of the switch that joins its modules; 0 if it has none", 1000
    )

    def provides(self) -> tuple[Port, ...]:
        """Return its network ports, which are those of its switch if it has one."""
        grade = self.switch_mbps or None
        return (ports_of(PortKind.ETHERNET, grade, self.ports),) if self.ports else ()
