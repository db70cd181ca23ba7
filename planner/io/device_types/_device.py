"""A device type as it was said: its ports, its outlets, its place in a rack, what is left out."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from planner.model.device_types import NotImported


class Make(NamedTuple):
    """What makes network interfaces alike: type, purpose and PoE."""

    kind: str
    mgmt_only: bool = False
    poe_mode: str = ""
    poe_type: str = ""


class Interface(NamedTuple):
    """One network interface; `words` are its label and its description."""

    name: str
    words: str
    make: Make


class Inlet(NamedTuple):
    """One power port: what it is, and the watts that it draws at most and that are allocated."""

    name: str
    kind: str
    max_w: Decimal | None = None
    allocated_w: Decimal | None = None


class Outlet(NamedTuple):
    """One power outlet, its phase, and the name of the power port that feeds it."""

    name: str
    kind: str
    leg: str = ""
    inlet: str = ""


@dataclass(frozen=True, slots=True)
class DeviceType:
    """What a file says of a device; a list that it does not have is None: nobody knows."""

    manufacturer: str
    model: str
    slug: str = ""
    part_number: str = ""
    u_height: Decimal | None = None
    is_full_depth: bool | None = None
    interfaces: tuple[Interface, ...] | None = None
    inlets: tuple[Inlet, ...] | None = None
    outlets: tuple[Outlet, ...] | None = None
    in_chassis: bool = False  # it holds other devices, or is held by one
    left: tuple[NotImported, ...] = ()
