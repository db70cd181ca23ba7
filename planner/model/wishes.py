"""One wish of a requirement, or one term of a purchase, as data: its kind, and what it asks for.

Nothing here is a sentence: `planner.model.wording` says all of it in words.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from planner.model.money import Money
from planner.model.requirement import PowerSource, Wanted

# Asked of prices unless somebody says otherwise.
RECENT = "recent"


class WishKind(StrEnum):
    """What a requirement is about: a field of `Requirement`, or one of its roles."""

    SPARES = "spares"
    SHELVES = "shelves"
    RACK_UNITS = "rack_units"  # how many, and of which width in inches
    HEADROOM = "headroom_percent"
    UPLINKS = "uplinks"
    REDUNDANT = "redundant"
    SWITCH_LEVELS = "switch_levels"  # how deep linked switches may be
    CASCADE = "cascade"  # the requirement is that there be none
    ONLY = "only"
    BOARDS = "boards"
    PRICES_SINCE = "prices_since"
    INCLUDE_ENDED = "include_ended"  # the requirement is that there be none
    CONDITION = "condition"
    ISA = "isa"
    MBPS = "mbps"
    RAM = "ram_gb"
    STORAGE = "storage_gb"
    ROLE = "role"
    MUST_NOT = "must_not"
    MUST = "must"
    POWER = "power"
    CORES = "cores"
    TOTAL_RAM = "total_ram_gb"
    TOTAL_STORAGE = "total_storage_gb"
    NODES = "nodes"
    BUDGET = "budget"


@dataclass(frozen=True)
class Wish:
    """One requirement of a requirement that can be given up, and its value there.

    Of a role the value is its name; a part that must not be, and each that must, is a wish of its
    own. Of prices it is the day from which on they count, or RECENT where nobody named one. A
    budget is for all `copies` together.
    """

    kind: WishKind
    value: bool | int | Decimal | date | Money | str | Wanted | PowerSource | tuple[str, ...]
    copies: int = 1


class TermKind(StrEnum):
    """What a term of a purchase is about; `ALL` are all that can be lifted, together."""

    LOCK = "lock"
    EXCLUDE = "exclude"
    MAX_VENDORS = "max-vendors"
    NEED_BY = "need-by"
    ALL = "all"
    FASTEST = "fastest-within"


@dataclass(frozen=True)
class LimitedTerm:
    """One term of a purchase, with what its kind needs; the rest is empty.

    A lock names the part and its only `vendor`, an exclusion the vendor. `count` is the most
    vendors, `day` when all of it is to be here, and `percent` how much dearer speed may be. A term
    that holds for one build of an order alone says `whose` that is.
    """

    kind: TermKind
    part_number: str = ""
    vendor: str = ""
    day: date | None = None
    count: int | None = None
    percent: Decimal | None = None
    whose: str = ""


# What was asked for and can be given up, so that something becomes possible, or cheaper.
Demand = Wish | LimitedTerm
