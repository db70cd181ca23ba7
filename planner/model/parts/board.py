"""Boards: the computers of a cluster."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from planner.model.exact_numbers import Whole
from planner.model.parts._fields import (
    Connector,
    Count,
    Isa,
    Megabits,
    MemoryType,
    Slots,
    Volts,
    known,
    text,
)
from planner.model.parts._in_rack import InRack
from planner.model.parts._interfaces import (
    Interfaces,
    NetworkPorts,
    copper_ports,
    fastest,
    second_fastest,
)
from planner.model.parts._part import said_plainly
from planner.model.parts._ports import (
    USB2_MBPS,
    USB3_MBPS,
    Port,
    PortKind,
    ports_of,
    power_port,
    slot_ports,
)
from planner.model.parts._power_in import PlainInlet, PowerIn, power_in_cell
from planner.model.parts._power_in import plainly as inlet_plainly


class Board(InRack):
    """A computer: single-board computer, compute module or mini PC."""

    TITLE = "Boards"
    PLAIN: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "interfaces": ("nic_mbps",),
        "power_in": PlainInlet._fields,
    }
    category: Literal["board"] = "board"
    cpu: str = text("Processor", "Cortex-A53")
    isa: Isa | None = known("CPU architecture", "arm64")
    cores: Annotated[Whole, Field(ge=1, le=1024)] | None = known("Processor cores", 4)
    clock_mhz: Count | None = known("Clock of the fastest core in MHz", 1200)
    ram_mb: Count | None = known("Memory in MB", 1024)
    interfaces: Interfaces | None = known(
        "Wired network ports of several kinds, instead of nic_mbps", "2 x 1G RJ45; 1 x 10G SFP+"
    )
    nic_mbps: Count | None = known(
        "Speed of its wired network port in Mbit/s; 0 if it has none", 1000
    )
    nic_measured_mbps: Megabits | None = known(
        "Measured TCP throughput of that port in Mbit/s", "93.1"
    )
    nic_measured_source: str = text("Who measured the throughput", "https://…")
    nic_bus: Literal["own", "usb2", "usb3"] | None = known(
        "Bus of the wired network port: its own, or a shared usb2 or usb3 bus", "usb2"
    )
    usb2_ports: Count | None = known("USB 2.0 ports, full size", 4)
    usb3_ports: Count | None = known("USB 3 ports, full size", 0)
    usb_small: Literal["micro-USB", "USB-C", "none"] | None = known(
        "Small socket of a USB 2.0 data port; none if it has no such port", "USB-C"
    )
    storage_slots: Slots | None = known(
        "Storage it takes, separated by semicolons; none if it takes none", "microSD;NVMe"
    )
    memory_slots: Count | None = known("Memory slots; 0 if its memory is soldered", 2)
    memory_type: MemoryType | None = known("Memory modules it takes", "DDR4 SO-DIMM")
    storage_onboard_gb: Count | None = known("Onboard storage in GB; 0 if it has none", 32)
    power_in: PowerIn | None = power_in_cell("micro-USB 5.1V 2.5A or barrel 5.5x2.1 12V 2A, 9-15V")
    power_connector: Connector | None = known("Power connector", "micro-USB")
    supply_ma: Count | None = known("Recommended supply current in mA", 2500)
    supply_v: Volts | None = known("Supply voltage in V", "5.1")
    least_supply_ma: Count | None = known(
        "Minimum supply current in mA; the next column says what is limited at that current", 2000
    )
    least_supply_limit: str = text(
        "What is limited below the recommended supply", "its USB ports supply 600 mA"
    )
    least_supply_source: str = text("Source", "https://…")
    form: Literal["sbc", "compute module", "mini PC"] = Field(
        "sbc", description="What kind of board: sbc, compute module or mini PC", examples=["sbc"]
    )

    @model_validator(mode="before")
    @classmethod
    def _said_plainly(cls, given: object) -> object:
        given = said_plainly(given, "interfaces", lambda ports: {"nic_mbps": fastest(ports)})
        return said_plainly(given, "power_in", lambda inlets: inlet_plainly(inlets)._asdict())

    @model_validator(mode="after")
    def _runs_on_less_by_somebodys_word(self) -> Self:
        if self.least_supply_ma is None:
            return self
        if not (self.least_supply_limit and self.least_supply_source):
            raise ValueError("least_supply_ma needs its limit and its source")
        if self.supply_ma is not None and self.least_supply_ma > self.supply_ma:
            raise ValueError("least_supply_ma is more than supply_ma recommends")
        return self

    @property
    def network_ports(self) -> tuple[NetworkPorts, ...] | None:
        """Its wired network ports; None if they are not known."""
        if self.interfaces is not None or self.nic_mbps is None:
            return self.interfaces
        return copper_ports(1, self.nic_mbps) if self.nic_mbps else ()

    @property
    def second_nic_mbps(self) -> int | None:
        """Mbit/s of its second wired network port; 0 without one, None if that is not known."""
        return None if self.network_ports is None else second_fastest(self.network_ports)

    @property
    def brings_its_power(self) -> bool:
        """Tell whether a socket of the mains is all it needs: its supply is in it or in its box."""
        return self.power_connector == "mains" or "power supply" in self.includes

    def provides(self) -> tuple[Port, ...]:
        """Return its USB ports and storage slots."""
        ports = [*slot_ports(self.storage_slots)]
        if self.usb2_ports:
            ports.append(ports_of(PortKind.USB_DATA, USB2_MBPS, self.usb2_ports))
        if self.usb3_ports:
            ports.append(ports_of(PortKind.USB_DATA, USB3_MBPS, self.usb3_ports))
        if self.usb_small in ("micro-USB", "USB-C"):
            ports.append(ports_of(PortKind.USB_SMALL, USB2_MBPS))
        return tuple(ports)

    def needs(self) -> tuple[Port, ...]:
        """Return one network port if it is wired, and what powers it unless it brings that."""
        ports = []
        if self.nic_mbps:
            ports.append(ports_of(PortKind.ETHERNET, self.nic_mbps))
        if self.brings_its_power:
            return tuple(ports)
        if (kind := power_port(self.power_connector)) is not None:
            ports.append(ports_of(kind, self.supply_ma))
        return tuple(ports)
