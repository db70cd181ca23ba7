"""Network adapters: ports that are added to a board."""

from typing import Literal

from pydantic import Field

from planner.model.parts._fields import Count, Megabits, known, text
from planner.model.parts._part import BasePart
from planner.model.parts._ports import USB2_MBPS, Port, PortKind, ports_of


class NetworkAdapter(BasePart):
    """A network port added to a board, usually over USB."""

    TITLE = "Network adapters"
    category: Literal["nic"] = "nic"
    host: Literal["USB2", "USB3", "PCIe"] | None = known("Board port it plugs into", "USB3")
    plug: Literal["USB-A", "USB-C", "micro-USB"] = Field(
        "USB-A",
        description="Its USB plug: USB-A, USB-C or micro-USB",
        examples=["USB-A"],
    )
    speed_mbps: Count | None = known("Nominal speed in Mbit/s", 1000)
    measured_mbps: Megabits | None = known("Measured TCP throughput in Mbit/s", "224")
    measured_on: str = text("Part number of the board it was measured on", "rpi-3b")
    measured_source: str = text("Who measured it", "https://…")

    def needs(self) -> tuple[Port, ...]:
        """Return one network port, and one USB port of a board."""
        ports = []
        if self.speed_mbps:
            ports.append(ports_of(PortKind.ETHERNET, self.speed_mbps))
        if self.host in ("USB2", "USB3"):
            # A USB 3 adapter works in a USB 2.0 port, slower: any that takes its plug will do.
            kind = PortKind.USB_DATA if self.plug == "USB-A" else PortKind.USB_SMALL
            ports.append(ports_of(kind, USB2_MBPS))
        return tuple(ports)
