"""Parts by category: what a part is, what it needs, and what it offers to other parts.

Each category is one class, in a module of its name. Its fields are the columns of
`catalogs/parts/<category>.csv`; their descriptions are what `planner template` prints. Units live
in the names: `_w`, `_v`, `_ma`, `_m`, `_mhz`; `_mbps` is megabits per second, `_mb` and `_gb` are
mebibytes and gigabytes. An empty cell is None and means "not known", never zero.
"""

from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter

from planner.model.categories import Category
from planner.model.parts._barrel_sizes import NO_SIZE, BarrelSize, taken_off
from planner.model.parts._fields import (
    Companion,
    Count,
    Isa,
    M2Size,
    M2Sizes,
    Megabits,
    PartNumber,
    Slot,
)
from planner.model.parts._in_rack import InRack, RackUnits, RackWidth
from planner.model.parts._interface_types import (
    INTERFACE_TYPES,
    POE_MODES,
    POE_TYPES,
    cable_socket,
    ports_text,
)
from planner.model.parts._interfaces import (
    Interfaces,
    NetworkPorts,
    Plug,
    Poe,
    PoeMode,
    fastest,
)
from planner.model.parts._mains_kinds import (
    CABLE_INTO,
    POWER_OUTLET_TYPES,
    POWER_PORT_TYPES,
    gives_mains,
    word_of,
)
from planner.model.parts._outlets import OutletList, Outlets, Profile, Shared, SharedWatts
from planner.model.parts._part import BasePart
from planner.model.parts._port_numbers import NumberedPorts, gives_power, numbered
from planner.model.parts._ports import USB2_MBPS, USB3_MBPS, Port, PortKind
from planner.model.parts._power_in import Inlet, Inlets
from planner.model.parts._power_in import plainly as inlet_plainly
from planner.model.parts._power_ports import PowerOutlets, PowerPorts
from planner.model.parts._sockets import COPPER, Socket
from planner.model.parts.board import Board
from planner.model.parts.cable import Cable
from planner.model.parts.carrier import Carrier
from planner.model.parts.case import Case
from planner.model.parts.charger import Charger
from planner.model.parts.hat import Hat
from planner.model.parts.memory import Memory
from planner.model.parts.nic import NetworkAdapter
from planner.model.parts.other import Other
from planner.model.parts.poe import PoeModule
from planner.model.parts.rack import Rack
from planner.model.parts.storage import Storage
from planner.model.parts.switch import Switch

__all__ = [
    "CABLE_INTO",
    "CATEGORIES",
    "CATEGORY_TITLES",
    "COPPER",
    "INTERFACE_TYPES",
    "NO_SIZE",
    "PART_ADAPTER",
    "POE_MODES",
    "POE_TYPES",
    "POWER_OUTLET_TYPES",
    "POWER_PORT_TYPES",
    "USB2_MBPS",
    "USB3_MBPS",
    "BarrelSize",
    "BasePart",
    "Board",
    "Cable",
    "Carrier",
    "Case",
    "Category",
    "Charger",
    "Companion",
    "Count",
    "Hat",
    "InRack",
    "Inlet",
    "Inlets",
    "Interfaces",
    "Isa",
    "M2Size",
    "M2Sizes",
    "Megabits",
    "Memory",
    "NetworkAdapter",
    "NetworkPorts",
    "NumberedPorts",
    "Other",
    "OutletList",
    "Outlets",
    "Part",
    "PartNumber",
    "Plug",
    "Poe",
    "PoeMode",
    "PoeModule",
    "Port",
    "PortKind",
    "PowerOutlets",
    "PowerPorts",
    "Profile",
    "Rack",
    "RackUnits",
    "RackWidth",
    "Shared",
    "SharedWatts",
    "Slot",
    "Socket",
    "Storage",
    "Switch",
    "cable_socket",
    "fastest",
    "gives_mains",
    "gives_power",
    "inlet_plainly",
    "numbered",
    "ports_text",
    "taken_off",
    "word_of",
]

Part = Annotated[
    Board
    | Carrier
    | Memory
    | Storage
    | Hat
    | Charger
    | Switch
    | NetworkAdapter
    | Cable
    | PoeModule
    | Case
    | Rack
    | Other,
    Field(discriminator="category"),
]
PART_ADAPTER: TypeAdapter[Part] = TypeAdapter(Part, config=ConfigDict(defer_build=True))
# In the order a person fills a build, which is the order of every list on screen and sheet.
CATEGORIES: dict[str, type[BasePart]] = {
    "board": Board,
    "carrier": Carrier,
    "memory": Memory,
    "storage": Storage,
    "hat": Hat,
    "charger": Charger,
    "switch": Switch,
    "nic": NetworkAdapter,
    "cable": Cable,
    "poe": PoeModule,
    "case": Case,
    "rack": Rack,
    "other": Other,
}
CATEGORY_TITLES = {category: kind.TITLE for category, kind in CATEGORIES.items()}
