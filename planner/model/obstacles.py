"""What keeps a part out of a build, as data; `planner.model.wording` says it in words."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Fact(StrEnum):
    """A fact of a part without which nobody can tell whether it would do."""

    CORES = "cores"
    RAM = "ram"
    ISA = "isa"
    NETWORK = "network"
    STORAGE_TAKEN = "storage taken"
    SOCKET = "socket"  # what a drive or card plugs into
    CAPACITY = "capacity"
    WATTS = "watts"  # by a measure, which the obstacle is `of`
    RECOMMENDED_SUPPLY = "recommended supply"
    SUPPLY = "supply"
    POWER_PLUG = "power plug"
    VOLTS_TAKEN = "volts taken"
    VOLTS_OF_BARREL = "volts of barrel plug"
    VOLTS_OF_USB = "volts of USB plug"
    POE_CLASS = "PoE class"
    OUTPUT = "output"
    BOARDS_FITTED = "boards fitted"
    BOARDS_HOUSED = "boards housed"
    PLACES = "places"
    NETWORK_PORTS = "network ports"
    SPEED = "speed"
    OUTLETS = "outlets"
    NUMBER_OF_OUTLETS = "number of outlets"
    RACK_SIZE = "rack size"  # how high and wide it is in a rack
    MEMORY_TAKEN = "memory taken"
    MEMORY_HELD = "memory held"
    MODULES_TAKEN = "modules taken"
    MODULE_PLACES = "places for modules"
    CARRIER_SWITCH = "switch of a carrier"


class ObstacleKind(StrEnum):
    """Of what kind it is, and what `Obstacle` says beside."""

    UNKNOWN = "unknown"  # which facts
    REFUSED = "refused"
    NOT_NAMED = "not named"  # about the parts that are, of a category
    NOT_CHOSEN = "not chosen"
    CASES_NOT_ASKED = "cases not asked for"
    NO_BUILD = "no build"
    NOT_SOLD = "not sold"
    NO_PRICE = "no price"
    NO_RATE = "no rate"  # about the currencies from which none leads to that of the requirement
    OLD_PRICE = "old price"  # since which day one is asked for; the newest is of a day
    NOT_SEEN = "not seen for sale"  # since a day at least; the newest price is of another
    SUPERSEDED = "superseded"  # all prices are older than a change of the list price on a day
    SOLD_OUT = "sold out"  # no price is left but of what was sold out on a day
    OTHER_CONDITION = "other condition"  # about those that count: no price is of one
    ENDED = "ended"  # its maker ended it on a day
    RETIRED = "retired"
    NO_CARRIER = "no carrier"
    CARRIER_UNKNOWN = "carrier unknown"  # which facts of those that take it
    CARRIERS_LEFT_OUT = "carriers left out"  # of what kind of obstacle: it keeps out their carriers
    NO_MEMORY = "no memory"
    NO_COOLER = "no cooler"
    NEEDS_MORE = "needs more"  # about what
    SEVERAL_MODULES = "several modules"  # of a carrier: one network cable powers one board
    ONE_NETWORK = "one network"  # of a carrier: its modules share the network of its switch
    OTHER_ISA = "other isa"  # about those asked for
    LITTLE_RAM = "little ram"
    LITTLE_STORAGE = "little storage"
    SLOW_NETWORK = "slow network"
    NO_NETWORK = "no network"
    SLOW_PORT = "slow port"
    SLOW_SWITCH = "slow switch"  # so many Mbit/s are asked for
    NO_SECOND_PORT = "no second port"
    NO_POE_MODULE = "no poe module"
    POWERS_NO_BOARD = "powers no board"
    NO_OUTLETS = "no outlets"
    NO_CHARGER_FOR_PLUG = "no charger for plug"
    NO_STRONG_CHARGER = "no strong charger"
    NO_CHARGER_FOR_VOLTS = "no charger for volts"
    NO_BARREL_SUPPLY = "no barrel supply"
    NO_CASE = "no case"
    NO_RAILS = "no rails"
    OTHER_RACK = "other rack"  # about the width that is asked for, in inches


# What keeps a carrier out that takes a module: its module is told of it.
OF_CARRIERS = frozenset(
    (
        ObstacleKind.NO_CASE,
        ObstacleKind.OTHER_RACK,
        ObstacleKind.SEVERAL_MODULES,
        ObstacleKind.ONE_NETWORK,
        ObstacleKind.NO_SECOND_PORT,
    )
)
# What keeps a part out that has prices, but none of late.
OF_OLD_PRICES = frozenset((ObstacleKind.OLD_PRICE, ObstacleKind.NOT_SEEN, ObstacleKind.SUPERSEDED))
_WANT_A_PRICE = OF_OLD_PRICES | {
    ObstacleKind.NOT_SOLD,
    ObstacleKind.NO_PRICE,
    ObstacleKind.SOLD_OUT,
}


@dataclass(frozen=True)
class Obstacle:
    """What keeps a part out, and what of it its kind says; the rest is empty.

    `day` is that of a single part: what keeps several of them out has none.
    """

    kind: ObstacleKind
    facts: tuple[Fact, ...] = ()
    about: tuple[str, ...] = ()
    of: str = ""
    mbps: int | None = None
    since: date | None = None
    day: date | None = None

    @property
    def of_many(self) -> "Obstacle":
        """Return it as it keeps many parts out, whatever the day of each."""
        return self if self.day is None else replace(self, day=None)

    @property
    def wants_a_price(self) -> bool:
        """Tell whether a price of today is all that is missing."""
        return self.kind in _WANT_A_PRICE

    @property
    def wants_a_fact(self) -> bool:
        """Tell whether a fact of the part itself is missing."""
        return self.kind is ObstacleKind.UNKNOWN

    @classmethod
    def unknown(cls, *facts: Fact, of: str = "") -> "Obstacle":
        """Return that facts are not known."""
        return cls(ObstacleKind.UNKNOWN, facts, of=of)


@dataclass(frozen=True)
class PassedOver:
    """Parts that one obstacle keeps out: the names of the first, and how many more there are."""

    obstacle: Obstacle
    names: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True)
class KeptOut:
    """A part that was asked for, and what keeps it out of every build.

    `because` are parts that are made for it, by number, each with what keeps that one out.
    """

    part_number: str
    obstacle: Obstacle
    because: tuple[tuple[str, Obstacle], ...] = ()
