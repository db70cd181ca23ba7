"""Wiring: which device is plugged into which port of which unit.

A unit is one piece of a part: `rpi-3b#2` is the second board of that part number, counted over the
positions of a build in their order. Ports are counted from 1 within a unit and a kind.
"""

from typing import Annotated

from pydantic import Field

from planner.model.parts import PortKind
from planner.model.record import Record

ROUTER = "router"
PortNumber = Annotated[int, Field(ge=1, le=1_000_000)]


class Wire(Record):
    """One plug in one port: a `device` needs what a port of `unit` provides.

    `device_port` counts the plugs of the device, `unit_port` the ports of the unit, both among
    those of this kind. A lead to the router ends at a unit called `router`.
    """

    device: str
    device_port: PortNumber
    unit: str
    unit_port: PortNumber
    kind: PortKind


def unit_name(part_number: str, index: int) -> str:
    """Return the name of one piece of a part, counted from 1: `rpi-3b#2`."""
    return f"{part_number}#{index}"


def part_of(unit: str) -> str:
    """Return the part number of a unit."""
    return unit.rpartition("#")[0] or unit
