"""How full the units of a build are: of what each has so much, what takes it, and what still fits.

A unit is told by its kind and its number among those of its kind, as people count them.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class UnitKind(StrEnum):
    """What people call a unit of a wired build."""

    NODE = "node"
    SWITCH = "switch"
    CHARGER = "charger"
    CASE = "case"
    CARRIER = "carrier"


class LimitKind(StrEnum):
    """What a unit has so much of."""

    PORTS = "network ports"
    POWERED = "powered ports"
    OUTLETS = "outlets"
    PLACES = "places"
    WATTS = "watts"


class Taker(StrEnum):
    """What takes the network ports of a switch."""

    NODE = "node"
    UPLINK = "uplink"  # a cable to the router
    LINK = "link"  # to another switch


class Fed(StrEnum):
    """What draws the watts of a unit."""

    BOARD = "board"
    MODULE = "module"


@dataclass(frozen=True)
class Draw:
    """What is behind the watts of a unit: so many pieces, the least of which draws `one_more`.

    `supply` is what the unit gives; less of it may be planned for where some has to stay free.
    """

    pieces: int
    piece: Fed
    one_more: Decimal
    supply: Decimal


@dataclass(frozen=True)
class UnitLimit:
    """One limit of a unit, or of several that are alike, each: `taken` of `most`, and by what.

    The units are told by their kind and `numbers`. `room` is how many more of the same fit; if
    none, the limit is tight.
    """

    of: LimitKind
    unit: UnitKind
    numbers: tuple[int, ...]
    taken: Decimal
    most: Decimal
    room: int
    by: tuple[tuple[Taker, int], ...] = ()
    draw: Draw | None = None

    @property
    def tight(self) -> bool:
        """Tell whether nothing more of the same fits."""
        return not self.room
