"""Ports: what parts plug into each other with, by kind and grade."""

from collections import Counter
from enum import StrEnum
from functools import cache, lru_cache

from planner.model.parts._fields import Connector, Slot
from planner.model.record import Record


class PortKind(StrEnum):
    """What plugs into a port."""

    ETHERNET = "ethernet"
    SFP = "SFP"
    MODULE = "module"
    USB_POWER = "usb_power"
    BARREL_POWER = "barrel_power"
    ATX_POWER = "atx_power"
    USB_DATA = "usb_data"
    USB_SMALL = "usb_small"  # a micro-USB or USB-C socket for data
    POE = "poe"
    SD = "SD"
    MICRO_SD = "microSD"
    EMMC = "eMMC"
    NVME = "NVMe"
    SATA = "SATA"
    SHELF = "shelf"


USB2_MBPS, USB3_MBPS = 480, 5000  # the grades of USB ports


class Port(Record):
    """Ports of one kind and grade: Mbit/s for data, mA for power, W for PoE, 0 if ungraded.

    A port of a higher grade serves a lower need. `grade` None: how much it carries is not known.
    """

    kind: PortKind
    grade: int | None = 0
    count: int = 1


@cache
def ports_of(kind: PortKind, grade: int | None = 0, count: int = 1) -> Port:
    """Return ports made once: a catalog of many parts has few kinds of them, and is asked often."""
    return Port(kind=kind, grade=grade, count=count)


_POWERED_THROUGH: dict[Connector, PortKind] = {
    "micro-USB": PortKind.USB_POWER,
    "USB-C": PortKind.USB_POWER,
    "barrel": PortKind.BARREL_POWER,
    "ATX": PortKind.ATX_POWER,
}


def power_port(connector: Connector | None) -> PortKind | None:
    """Return what powers a part through its plug; None for one that no charger has."""
    return None if connector is None else _POWERED_THROUGH.get(connector)


@lru_cache(maxsize=1000)
def slot_ports(slots: tuple[Slot, ...] | None) -> tuple[Port, ...]:
    """Return what storage is plugged into, slots of one kind together; USB has ports of its own."""
    counts = Counter(slot for slot in slots or () if slot != "USB")
    return tuple(ports_of(PortKind(slot), count=count) for slot, count in counts.items())
