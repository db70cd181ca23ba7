"""Parts by category: what a part is, what it needs, and what it offers to other parts.

Each category is one class. Its fields are the columns of `catalogs/parts/<category>.csv`; their
descriptions are what `planner template` prints. Units live in the names: `_w`, `_v`, `_ma`, `_m`,
`_mhz`; `_mbps` is megabits per second, `_mb` and `_gb` are mebibytes and gigabytes.
An empty cell is None and means "not known", never zero.

In one piece because a part is read, asked for its ports and shown by the same few lines: a class
for each category, alike in form, and the list of them.
"""

from collections import Counter
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, TypeAdapter

from planner.model.exact_numbers import ExactDecimal
from planner.model.record import Record

PartNumber = Annotated[
    str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9][^\s,;]*$")
]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Watts = Annotated[ExactDecimal, Field(ge=0, le=100_000)]
Volts = Annotated[ExactDecimal, Field(gt=0, le=1000)]
Megabits = Annotated[ExactDecimal, Field(ge=0, le=1_000_000)]
Isa = Literal["armv6", "armv7", "arm64", "x86-64", "riscv64"]
Slot = Literal["SD", "microSD", "eMMC", "NVMe", "SATA", "USB"]
# What a part may need beside itself, and what may come in the box with another one.
Companion = Literal["NVMe adapter"]
# An M.2 drive's width and length in mm, written as one number.
M2Size = Literal["2230", "2242", "2260", "2280", "22110"]
Connector = Literal["USB-A", "USB-C", "micro-USB", "barrel", "PoE", "module", "mains", "ATX"]


class PortKind(StrEnum):
    """What plugs into a port."""

    ETHERNET = "ethernet"
    USB_POWER = "usb_power"
    BARREL_POWER = "barrel_power"
    USB_DATA = "usb_data"
    POE = "poe"
    SD = "SD"
    MICRO_SD = "microSD"
    EMMC = "eMMC"
    NVME = "NVMe"
    SATA = "SATA"
    SHELF = "shelf"


USB2_MBPS, USB3_MBPS = 480, 5000  # the grades of USB ports
# What a charger's outlet, or the plug of its fixed lead, is to the boards.
_OUTLETS = {
    "USB-A": PortKind.USB_POWER,
    "USB-C": PortKind.USB_POWER,
    "micro-USB": PortKind.USB_POWER,
    "barrel": PortKind.BARREL_POWER,
}


class Port(Record):
    """Ports of one kind and grade: Mbit/s for data, mA for power, W for PoE, 0 if ungraded.

    A port of a higher grade serves a lower need. `grade` None: how much it carries is not known.
    """

    kind: PortKind
    grade: int | None = 0
    count: int = 1


@cache
def _ports(kind: PortKind, grade: int | None = 0, count: int = 1) -> Port:
    """Return ports made once: a catalog of many parts has few kinds of them, and is asked often."""
    return Port(kind=kind, grade=grade, count=count)


def _slots(value: object) -> object:
    """Return the words of a cell; the one word `none` is a list that is known to be empty."""
    if isinstance(value, str):
        words = tuple(word.strip() for word in value.split(";") if word.strip())
        return () if words == ("none",) else words
    return value


Slots = Annotated[tuple[Slot, ...], BeforeValidator(_slots)]
M2Sizes = Annotated[tuple[M2Size, ...], BeforeValidator(_slots)]
Companions = Annotated[tuple[Companion, ...], BeforeValidator(_slots)]


def _slot_ports(slots: tuple[Slot, ...] | None) -> tuple[Port, ...]:
    """Return what storage is plugged into, slots of one kind together; USB has ports of its own."""
    counts = Counter(slot for slot in slots or () if slot != "USB")
    return tuple(_ports(PortKind(slot), count=count) for slot, count in counts.items())


def _text(description: str, example: str = "") -> Any:
    return Field("", description=description, examples=[example] if example else None)


def _known(description: str, example: object) -> Any:
    """Declare a field that may be unknown."""
    return Field(None, description=description, examples=[example])


class _Part(Record):
    part_number: PartNumber = Field(
        description="Unique name of the part, without spaces", examples=["tl-sg108"]
    )
    name: str = Field(
        min_length=1,
        max_length=200,
        description="What people call it",
        examples=["TP-Link TL-SG108"],
    )
    maker: str = _text("Who makes it; empty if unbranded", "TP-Link")
    power_typical_w: Watts | None = _known("Watts it draws at a typical load", "2.5")
    power_max_w: Watts | None = _known("Most watts it draws", "4.2")
    power_source: str = _text("Where the watts come from and how they were measured", "data sheet")
    source: str = Field(
        min_length=1,
        description="Where these facts come from: a web address",
        examples=["https://…"],
    )
    note: str = _text("Anything a buyer should know")

    def provides(self) -> tuple[Port, ...]:
        """Return the ports other parts can use."""
        return ()

    def needs(self) -> tuple[Port, ...]:
        """Return the ports one unit of this part must be plugged into."""
        return ()

    def port_count(self, kind: PortKind, grade: int = 0) -> int:
        """Return how many ports of a kind, and of this grade or more, one unit of this part has."""
        count = 0
        for port in self.provides():
            if port.kind is kind and (port.grade or 0) >= grade:
                count += port.count
        return count

    def need(self, *kinds: PortKind) -> Port | None:
        """Return the port of one of these kinds that one unit needs; None if it needs none."""
        for port in self.needs():
            if port.kind in kinds:
                return port
        return None


class Board(_Part):
    """A computer: single-board computer, compute module or mini PC."""

    category: Literal["board"] = "board"
    cpu: str = _text("Processor", "Cortex-A53")
    isa: Isa | None = _known("Instruction set its system can run", "arm64")
    cores: Annotated[int, Field(ge=1, le=1024)] | None = _known("Processor cores", 4)
    clock_mhz: Count | None = _known("Clock of the fastest core in MHz", 1200)
    ram_mb: Count | None = _known("Memory in MB", 1024)
    nic_mbps: Count | None = _known("Wired network on board in Mbit/s; 0 if it has none", 100)
    nic_measured_mbps: Megabits | None = _known("Measured TCP throughput of it in Mbit/s", "93.1")
    nic_measured_source: str = _text("Who measured the throughput", "https://…")
    nic_bus: Literal["own", "usb2", "usb3"] | None = _known(
        "Bus the wired network sits on: own, or the usb2 or usb3 bus it shares", "usb2"
    )
    usb2_ports: Count | None = _known("USB 2.0 ports, full size", 4)
    usb3_ports: Count | None = _known("USB 3 ports, full size", 0)
    storage_slots: Slots | None = _known(
        "Storage it takes, separated by semicolons; none if it takes none", "microSD;NVMe"
    )
    storage_onboard_gb: Count | None = _known(
        "Storage it comes with, soldered or built in, in GB; 0 if it has none", 32
    )
    requires: Companions = Field(
        (),
        description="What it needs beside itself. NVMe adapter: its NVMe slot is a connector that "
        "takes an M.2 HAT",
        examples=["NVMe adapter"],
    )
    power_connector: Connector | None = _known("Plug it is powered by", "micro-USB")
    supply_ma: Count | None = _known("Supply its maker recommends, in mA at its voltage", 2500)
    supply_v: Volts | None = _known("Supply voltage in V", "5.1")
    form: Literal["sbc", "compute module", "mini PC"] = Field(
        "sbc", description="What kind of board: sbc, compute module or mini PC", examples=["sbc"]
    )

    def provides(self) -> tuple[Port, ...]:
        """Return its USB ports and storage slots."""
        ports = [*_slot_ports(self.storage_slots)]
        if self.usb2_ports:
            ports.append(_ports(PortKind.USB_DATA, USB2_MBPS, self.usb2_ports))
        if self.usb3_ports:
            ports.append(_ports(PortKind.USB_DATA, USB3_MBPS, self.usb3_ports))
        return tuple(ports)

    def needs(self) -> tuple[Port, ...]:
        """Return one network port if it is wired, and one outlet or barrel plug that powers it."""
        ports = []
        if self.nic_mbps:
            ports.append(_ports(PortKind.ETHERNET, self.nic_mbps))
        if self.power_connector in ("micro-USB", "USB-C"):
            ports.append(_ports(PortKind.USB_POWER, self.supply_ma))
        elif self.power_connector == "barrel":
            ports.append(_ports(PortKind.BARREL_POWER, self.supply_ma))
        return tuple(ports)


class Storage(_Part):
    """A card, module or drive that a board boots from or writes to."""

    category: Literal["storage"] = "storage"
    slot: Slot | None = _known("What it plugs into", "microSD")
    capacity_gb: Count | None = _known("Capacity in GB", 16)
    read_mbps: Megabits | None = _known("Sequential read in Mbit/s", "320")
    write_mbps: Megabits | None = _known("Sequential write in Mbit/s", "160")
    includes: Companions = Field(
        (), description="What comes in the box with it", examples=["NVMe adapter"]
    )
    fits: str = _text("Boards it fits, if it is made for some", "Raspberry Pi 5")
    m2_size: M2Size | None = _known("Size of an M.2 drive, width and length in mm", "2230")

    def needs(self) -> tuple[Port, ...]:
        """Return the slot it occupies."""
        if self.slot is None:
            return ()
        if self.slot == "USB":
            return (_ports(PortKind.USB_DATA, USB2_MBPS),)
        return (_ports(PortKind(self.slot)),)


class Charger(_Part):
    """A power supply: a multi-port USB charger or one supply for one board."""

    category: Literal["charger"] = "charger"
    ports: Count | None = _known("How many devices it powers", 6)
    connector: Connector | None = _known("Its outlets, or the plug of its fixed lead", "USB-A")
    supply_w: Watts | None = _known("Most watts it supplies in all", "60")
    port_max_ma: Count | None = _known("Most mA one outlet supplies", 2400)
    supply_v: Volts | None = _known(
        "Volts of its plugs; of USB-C that negotiates others than 5 leave it empty", "12"
    )

    def provides(self) -> tuple[Port, ...]:
        """Return its outlets, or the plugs that its fixed leads end in."""
        kind = _OUTLETS.get(self.connector or "")
        if not self.ports or kind is None:
            return ()
        return (_ports(kind, self.port_max_ma, self.ports),)


class Switch(_Part):
    """A network switch."""

    category: Literal["switch"] = "switch"
    ports: Count | None = _known("Copper network ports, the uplink included", 8)
    speed_mbps: Count | None = _known("Speed of those ports in Mbit/s", 1000)
    sfp_ports: Count | None = _known("SFP or SFP+ ports", 2)
    poe_ports: Count | None = _known("Ports that deliver power; 0 if none", 4)
    poe_budget_w: Watts | None = _known("Watts it delivers over all ports", "65")
    poe_port_max_w: Watts | None = _known("Most watts one port delivers", "30")
    managed: Literal["unmanaged", "smart", "managed"] | None = _known(
        "unmanaged, smart or managed", "unmanaged"
    )

    def provides(self) -> tuple[Port, ...]:
        """Return its network ports, and its powered ports once more as PoE."""
        ports = []
        if self.ports:
            ports.append(_ports(PortKind.ETHERNET, self.speed_mbps, self.ports))
        if self.poe_ports:
            grade = None if self.poe_port_max_w is None else int(self.poe_port_max_w)
            ports.append(_ports(PortKind.POE, grade, self.poe_ports))
        return tuple(ports)


class NetworkAdapter(_Part):
    """A network port added to a board, usually over USB."""

    category: Literal["nic"] = "nic"
    host: Literal["USB2", "USB3", "PCIe"] | None = _known("Port of the board it takes", "USB3")
    speed_mbps: Count | None = _known("Nominal speed in Mbit/s", 1000)
    measured_mbps: Megabits | None = _known("Measured TCP throughput in Mbit/s", "224")
    measured_on: str = _text("Part number of the board it was measured on", "rpi-3b")
    measured_source: str = _text("Who measured it", "https://…")

    def needs(self) -> tuple[Port, ...]:
        """Return one network port, and one USB port of a board."""
        ports = []
        if self.speed_mbps:
            ports.append(_ports(PortKind.ETHERNET, self.speed_mbps))
        if self.host in ("USB2", "USB3"):
            # A USB 3 adapter works in a USB 2.0 port, slower: any USB port will do.
            ports.append(_ports(PortKind.USB_DATA, USB2_MBPS))
        return tuple(ports)


class Cable(_Part):
    """A lead for network, power or data."""

    category: Literal["cable"] = "cable"
    carries: Literal["ethernet", "power", "data", "video"] | None = _known(
        "What it is for: ethernet, power, data or video", "ethernet"
    )
    from_connector: str = _text("Plug at one end", "RJ45")
    to_connector: str = _text("Plug at the other end", "RJ45")
    length_m: Annotated[ExactDecimal, Field(gt=0, le=1000)] | None = _known("Length in m", "0.3")


class PoeModule(_Part):
    """What takes power from, or puts power on, a network lead: HAT, splitter or injector."""

    category: Literal["poe"] = "poe"
    kind: Literal["hat", "splitter", "injector"] | None = _known("hat, splitter or injector", "hat")
    fits: str = _text("Boards it fits", "Raspberry Pi 4B")
    poe_class_w: Watts | None = _known("Watts it asks of the switch port", "15.4")
    output_ma: Count | None = _known("Most mA it supplies to the board", 4000)
    storage_slots: Slots = Field(
        (), description="Slots for storage on it, separated by semicolons", examples=["NVMe"]
    )
    m2_sizes: M2Sizes | None = _known(
        "Sizes of M.2 drives that go on it, separated by semicolons", "2230;2242"
    )

    def needs(self) -> tuple[Port, ...]:
        """Return one powered network port, unless it is itself the injector."""
        if self.kind not in ("hat", "splitter"):
            return ()
        grade = None if self.poe_class_w is None else int(self.poe_class_w)
        return (_ports(PortKind.POE, grade),)

    def provides(self) -> tuple[Port, ...]:
        """Return the power it gives its board, unless it is an injector, and its slots."""
        if self.kind not in ("hat", "splitter"):
            return ()
        return (_ports(PortKind.USB_POWER, self.output_ma), *_slot_ports(self.storage_slots))


class Hat(_Part):
    """A board that is put on another one: a HAT that brings slots, an adapter for a module."""

    category: Literal["hat"] = "hat"
    fits: str = _text("Boards it fits", "Raspberry Pi 5")
    storage_slots: Slots = Field(
        (), description="Slots for storage on it, separated by semicolons", examples=["NVMe"]
    )
    goes_into: str = _text("Carriers that take a module on it, if it is for one", "Turing Pi 2")
    m2_sizes: M2Sizes | None = _known(
        "Sizes of M.2 drives that go on it, separated by semicolons", "2230;2242"
    )

    def needs(self) -> tuple[Port, ...]:
        """Return the connector of its board that a slot for NVMe is joined to."""
        return (_ports(PortKind.NVME),) if "NVMe" in self.storage_slots else ()

    def provides(self) -> tuple[Port, ...]:
        """Return its slots for storage."""
        return _slot_ports(self.storage_slots)


class Carrier(_Part):
    """A board that compute modules sit on: it powers them and brings out their ports."""

    category: Literal["carrier"] = "carrier"
    slots: Count | None = _known("How many modules it takes", 4)
    fits: str = _text("Modules it takes", "Raspberry Pi Compute Module 4")
    ports: Count | None = _known("Network ports that leads are plugged into", 2)
    switch_mbps: Count | None = _known(
        "Speed in Mbit/s of the switch that joins its modules; 0 if it has none", 1000
    )

    def provides(self) -> tuple[Port, ...]:
        """Return its network ports, which are those of its switch if it has one."""
        grade = self.switch_mbps or None
        return (_ports(PortKind.ETHERNET, grade, self.ports),) if self.ports else ()


class Case(_Part):
    """A case, stack or rack mount that holds boards."""

    category: Literal["case"] = "case"
    shelves: Count | None = _known("How many boards it holds", 8)
    rack_u: Annotated[ExactDecimal, Field(gt=0, le=60)] | None = _known("Height in rack units", 1)
    fits: str = _text("Boards it fits", "Raspberry Pi 4B")

    def provides(self) -> tuple[Port, ...]:
        """Return its places for boards."""
        return (_ports(PortKind.SHELF, count=self.shelves),) if self.shelves else ()


class Other(_Part):
    """Anything else a cluster is built with: cooling, router, rack, tool."""

    category: Literal["other"] = "other"
    kind: str = _text("What it is, in a word: cooling, router, rack, hardware, tool", "cooling")


Part = Annotated[
    Board
    | Carrier
    | Storage
    | Hat
    | Charger
    | Switch
    | NetworkAdapter
    | Cable
    | PoeModule
    | Case
    | Other,
    Field(discriminator="category"),
]
PART_ADAPTER: TypeAdapter[Part] = TypeAdapter(Part)
# In the order a person fills a build, which is the order of every list on screen and sheet.
CATEGORIES: dict[str, type[_Part]] = {
    "board": Board,
    "carrier": Carrier,
    "storage": Storage,
    "hat": Hat,
    "charger": Charger,
    "switch": Switch,
    "nic": NetworkAdapter,
    "cable": Cable,
    "poe": PoeModule,
    "case": Case,
    "other": Other,
}
Category = Literal[
    "board",
    "carrier",
    "storage",
    "hat",
    "charger",
    "switch",
    "nic",
    "cable",
    "poe",
    "case",
    "other",
]
CATEGORY_TITLES: dict[str, str] = {
    "board": "Boards",
    "carrier": "Carriers",
    "storage": "Storage",
    "hat": "HATs and adapters",
    "charger": "Power",
    "switch": "Switches",
    "nic": "Network adapters",
    "cable": "Cables",
    "poe": "PoE",
    "case": "Cases",
    "other": "Other",
}
