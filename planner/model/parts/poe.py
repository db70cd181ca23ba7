"""PoE modules: what takes power off a network cable, or puts it on."""

from typing import Literal

from pydantic import Field

from planner.model.parts._fields import Count, M2Sizes, Slots, Watts, known, text
from planner.model.parts._part import BasePart
from planner.model.parts._ports import Port, PortKind, ports_of, slot_ports


class PoeModule(BasePart):
    """A HAT, splitter or injector: takes power from a network cable, or feeds power into one."""

    TITLE = "PoE"
    category: Literal["poe"] = "poe"
    kind: Literal["hat", "splitter", "injector"] | None = known("hat, splitter or injector", "hat")
    fits: str = text("Boards it fits", "Raspberry Pi 4B")
    poe_class_w: Watts | None = known("Power it needs from the switch port, in W", "15.4")
    output_ma: Count | None = known("Max. mA it supplies to the board", 4000)
    storage_slots: Slots = Field(
        (), description="Storage slots on it, separated by semicolons", examples=["NVMe"]
    )
    m2_sizes: M2Sizes | None = known(
        "Sizes of M.2 drives it takes, separated by semicolons", "2230;2242"
    )
    stacks: bool | None = known(
        "Whether it can share a board with another HAT, above or below the board", "true"
    )

    def needs(self) -> tuple[Port, ...]:
        """Return one powered network port, unless it is itself the injector."""
        if self.kind not in ("hat", "splitter"):
            return ()
        grade = None if self.poe_class_w is None else int(self.poe_class_w)
        return (ports_of(PortKind.POE, grade),)

    def provides(self) -> tuple[Port, ...]:
        """Return the power it gives its board, unless it is an injector, and its slots."""
        if self.kind not in ("hat", "splitter"):
            return ()
        return (ports_of(PortKind.USB_POWER, self.output_ma), *slot_ports(self.storage_slots))
