"""Wiring: which device is plugged into which port of which unit.

A unit is one piece of a part: `rpi-3b#2` is the second board of that part number, counted over the
positions of a build in their order. Ports are counted from 1 within a unit and a kind.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, NamedTuple

from pydantic import Field

from planner.model.parts import Part, PortKind
from planner.model.record import Record

ROUTER = "router"
_SIGN = "#"  # between a part number and which piece it is
# The wires of a build name the same units again and again, and every rule reads them.
_REMEMBERED = 4096
_DIGITS = 7  # nobody has more pieces of a part
NETWORK = (PortKind.ETHERNET, PortKind.SFP)  # what joins nodes and switches: ports and cages
PortNumber = Annotated[int, Field(ge=1, le=1_000_000)]


class Wire(Record):
    """One plug in one port: a `device` needs what a port of `unit` provides.

    `device_port` counts the plugs of the device, `unit_port` the ports of the unit, both among
    those of this kind. A cable to the router ends at a unit called `router`.
    """

    device: str
    device_port: PortNumber
    unit: str
    unit_port: PortNumber
    kind: PortKind


class Unit(NamedTuple):
    """One piece of a part, counted from 1; `piece` is None where a name says no number."""

    part_number: str
    piece: int | None

    def __str__(self) -> str:
        """Return its name in a wire: `rpi-3b#2`."""
        return self.part_number if self.piece is None else f"{self.part_number}{_SIGN}{self.piece}"


@lru_cache(maxsize=_REMEMBERED)
def unit_of(name: str) -> Unit:
    """Return the unit that a wire names."""
    number = name.rpartition(_SIGN)[2]
    counts = number.isascii() and number.isdigit() and len(number) <= _DIGITS
    return Unit(part_of(name), int(number) if counts else None)


@lru_cache(maxsize=_REMEMBERED)
def part_of(name: str) -> str:
    """Return the part number of the unit that a wire names."""
    return name.rpartition(_SIGN)[0] or name


@dataclass(frozen=True)
class UnitLoad:
    """A switch, charger or case: ports in use of those it has, watts drawn of those it supplies.

    `ports` is None if nobody says how many there are.
    `watts` is None if nothing draws power from it, or if a draw is not known; `supply` is None if
    nobody says what it supplies. `draws` are the watts of each piece that it powers. Of a switch's
    ports `uplinks` cable to the router and `links` to other switches; the rest have a node each.
    """

    unit: str
    title: str
    part: Part
    used: int
    ports: int | None
    watts: Decimal | None = None
    supply: Decimal | None = None
    draws: tuple[Decimal | None, ...] = ()
    uplinks: int = 0
    links: int = 0
