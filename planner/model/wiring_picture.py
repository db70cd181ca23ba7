"""What a picture of a wiring shows: the switches as a tree, and every unit with what is in it.

Units that are alike stand in one box, and neighbouring ports with the same in them in one row: so
200 nodes are read like 8. Every piece of a part stands in one row of its switch, and in one of what
powers it.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from planner.model.front_view import FrontView
from planner.model.limits import UnitKind
from planner.model.parts import Part


class PlugKind(StrEnum):
    """What something is plugged into, as people call it."""

    PORT = "port"
    CAGE = "cage"
    PLACE = "place"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class Plugged:
    """What is in neighbouring ports of a unit: so many pieces of a part, one in each port.

    `pieces` are numbers among the pieces of that part; empty where there is only one of it. A
    `link` goes to another switch or to the router, everything else is a node or what carries some.
    `through` is the adapter between the two, `seat` the carrier and the place in it.
    """

    at: PlugKind
    ports: tuple[int, ...]
    name: str
    pieces: tuple[int, ...] = ()
    role: str = ""
    through: str = ""
    seat: str = ""
    link: bool = False
    powered: bool = False


@dataclass(frozen=True, slots=True)
class UnitBox:
    """A switch, a carrier or a charger with all that is in it, or several that are alike.

    `numbers` are those among all units of the kind. `ports` is how many each has, None if nobody
    says. `cages` of a switch are counted apart. `watts` are what is drawn from each one of them, as
    far as it is known. `part` is what each of them is, to be drawn by its facts.
    """

    kind: UnitKind
    numbers: tuple[int, ...]
    name: str
    rows: tuple[Plugged, ...]
    ports: int | None
    cages: int = 0
    watts: Decimal | None = None
    supply: Decimal | None = None
    part: Part | None = None

    def taken(self, at: PlugKind) -> tuple[int, ...]:
        """Return the ports of a kind that are taken, in each of the units."""
        return tuple(sorted({n for row in self.rows if row.at is at for n in row.ports}))


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A switch in the tree, or several that are alike: how deep under the router, and the cables.

    `uplinks` are cables to the router; `parent` is the number of the switch above it, else None.
    """

    depth: int
    kind: UnitKind
    numbers: tuple[int, ...]
    name: str
    nodes: int
    uplinks: int = 0
    parent: tuple[UnitKind, int] | None = None


@dataclass(frozen=True, slots=True)
class OwnPower:
    """Boards or carriers that bring their own power supply: so many pieces of a part."""

    name: str
    quantity: int


@dataclass(frozen=True, slots=True)
class WiringPicture:
    """The wiring of a build as it is drawn; `proposed` is one way to wire what nobody wired."""

    title: str
    proposed: bool = False
    tree: tuple[TreeRow, ...] = ()
    network: tuple[UnitBox, ...] = ()
    power: tuple[UnitBox, ...] = ()
    own_power: tuple[OwnPower, ...] = ()


class Unwired(StrEnum):
    """Why a build, or a part of it, is not wired."""

    NO_NODES = "no nodes"
    NO_SWITCH = "no switch"
    NO_FACTS = "part unknown"
    NO_PORT = "no network port"
    PORTS_UNKNOWN = "ports unknown"
    PORTS_SHORT = "ports short"
    PLACES_UNKNOWN = "places unknown"
    PLACES_SHORT = "places short"
    NETWORKS = "separate networks"
    POE_SHORT = "powered ports short"
    NO_CHARGER = "no charger"
    PLUG_UNKNOWN = "plug unknown"
    OUTLETS_UNKNOWN = "outlets unknown"
    OUTLETS_SHORT = "outlets short"
    REFUSED = "refused by a rule"


@dataclass(frozen=True, slots=True)
class WiringGap:
    """What of a build is not wired, and why: parts by name, and numbers where it is short of some.

    Of one that a rule refused, `names` is what the rule says.
    """

    kind: Unwired
    names: tuple[str, ...] = ()
    needed: int = 0
    found: int = 0


@dataclass(frozen=True, slots=True)
class NamedWire:
    """A wire in the names that people use: what is plugged into which port of what."""

    device: str
    port: str
    unit: str


@dataclass(frozen=True, slots=True)
class BuildWiring:
    """How a build is wired, or one way to wire it, and what of it is not wired for which reason.

    `fronts` are its racks from the front with the ports in use, or a stack where it has no rack.
    """

    build: str
    title: str
    proposed: bool
    wires: tuple[NamedWire, ...]
    picture: WiringPicture
    gaps: tuple[WiringGap, ...] = ()
    fronts: tuple[FrontView, ...] = ()
