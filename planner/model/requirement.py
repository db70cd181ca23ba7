"""Requirements: what a cluster must be able to do, before anybody says which parts do it.

The same record is filled from a form, from the options of a command and from a TOML file. Every
requirement is a field of its own, so that a conflict can be told as the requirements it is made of.

In one piece because all that is asked of one cluster is one record, with how each of it is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, Field, model_validator

from planner.model import home
from planner.model.build import Copies, HeadroomPercent, PowerBasis
from planner.model.cells import Amount, Country
from planner.model.conditions import AS_NEW, CONDITIONS, Conditions
from planner.model.exact_numbers import ExactDecimal, Whole
from planner.model.money import CurrencyCode, Money
from planner.model.parts import Isa, PartNumber, RackWidth
from planner.model.record import Record
from planner.model.tariffs import PerKwh
from planner.model.unused import PricesSince

# Beyond this one flat network is no longer the way to wire a cluster.
MOST_NODES = 256
# More than anybody writes by hand; each is a requirement of its own when requirements conflict.
MOST_ROLES = 64
MOST_NAMED = 1000
MOST_RACK_UNITS = 60

Nodes = Annotated[Whole, Field(ge=1, le=MOST_NODES)]
Few = Annotated[Whole, Field(ge=0, le=MOST_NODES)]
Gigabytes = Annotated[ExactDecimal, Field(ge=0, le=1_000_000)]
Years = Annotated[Whole, Field(ge=1, le=50)]
Speed = Annotated[Whole, Field(ge=1, le=1_000_000)]
Quantity = Annotated[Whole, Field(ge=1, le=100_000)]


@dataclass(frozen=True, slots=True)
class Asks:
    """How a field of a requirement is asked for, and how it is given up.

    `option` is its name on the command line, where that is another one: it is read aloud, so it may
    be shorter. `idle` is the value that asks for nothing. What `stays` is no wish that anybody
    could give up: it says what the requirements mean, or what is there already.
    """

    option: str = ""
    idle: object = None
    stays: bool = False


class PowerSource(StrEnum):
    """Where the nodes get their power from."""

    ANY = "any"  # supplies or the network, whatever is cheapest and fits
    CHARGER = "charger"  # supplies: chargers, the boards' own, those of carriers
    POE = "poe"  # over its network cable, from a switch
    NONE = "none"  # no part of this plan: the person sees to it


class SwitchLevels(StrEnum):
    """How many levels deep linked switches may be."""

    TWO = "2"  # one switch at the root, every other one joined directly to it
    ANY = "any"


class Measure(StrEnum):
    """What cost is set against: more is better, of watts less."""

    NODES = "nodes"
    CORES = "cores"
    RAM = "ram"  # GB in all
    MBPS = "mbps"  # Mbit/s that each node has at least
    WATTS = "watts"  # of all nodes, by the measure that chargers are sized by


class Objective(StrEnum):
    """What the best build is best at; the cheapest of several equal ones is taken."""

    COST = "cost"
    NODES = "nodes"
    CORES = "cores"
    WATTS = "watts"
    OVER_YEARS = "cost-over-years"  # parts, and the electricity of some years


class Role(Record):
    """Nodes that differ from the others: how many, and what each needs; None takes the general."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    nodes: Nodes = 1
    ram_gb: Gigabytes | None = None
    storage_gb: Gigabytes | None = None
    mbps: Speed | None = None
    isa: tuple[Isa, ...] = ()
    spares: Few | None = None


class Pieces(Record):
    """So many pieces of a part, such as those that are owned."""

    part_number: PartNumber
    quantity: Quantity = 1


class Wanted(Record):
    """A part that has to be in the build.

    Without a number of pieces a board is wanted for every node, and of any other part one piece.
    """

    part_number: PartNumber
    quantity: Quantity | None = None

    @property
    def least(self) -> int:
        """Return how many pieces there are at least."""
        return self.quantity or 1


class Group(NamedTuple):
    """Nodes that are alike: between `least` and `most` of them, and what each must have."""

    name: str
    least: int
    most: int
    ram_mb: Decimal | None
    storage_gb: Decimal | None
    mbps: int | None
    isa: tuple[str, ...]
    spares: int


class Requirement(Record):
    """What a cluster must have. None, empty or False is no requirement.

    `nodes` counts all nodes, those of `roles` included. `cores`, `total_ram_gb` and
    `total_storage_gb` are sums over them; without `nodes` as many are taken as the sums need.
    `ram_gb`, `storage_gb` (GB), `mbps` and `isa` hold for each node, unless its role says
    otherwise. Linked switches (`cascade`) are at most so many `switch_levels` deep: of two levels
    one switch is the root, and every other one is joined to it. With `redundant` each node is
    plugged into two separate networks of switches, each with `uplinks` of its own, so that any one
    switch may fail. `headroom_percent` of a charger's watts stay free, but none of a supply that
    the maker recommends (`power_by`). With `rack_units` all boards, in cases, and all switches go
    into so many units of one rack, `rack_width_in` inches wide. Every node is one of the `boards`,
    if any is named, or one that is a must without a number of pieces. `must` are parts that have to
    be in the build, `must_not` parts that may not be, `owned` parts that cost nothing more; of a
    category of which `only` names parts, no others are taken.
    With `prices_since` prices count that are of that day or later, or any; without it those that
    are not old, and that no later list price left behind. Unless `include_ended`, no part is taken
    that is no longer made, or was retired. Of articles those count that are of a `condition` named
    there; where nobody states it, it is as new. What `must`, `only` or `owned` names is taken all
    the same.
    Of so many `copies` all are alike, and bought together: cost and budget are for all of them, and
    what is owned is there once. Everything else is said of one copy.
    With `delivered_to` cost is what it comes to delivered to that country, with shipping and taxes,
    and not the list prices.
    Where the best is the least cost over years, the electricity of `years` counts with the parts:
    typical watts all the time, at the `tariff`, the price of one kWh in the currency.
    """

    currency: Annotated[CurrencyCode, Asks(stays=True)] = home.CURRENCY
    on: Annotated[date, Asks(stays=True)]
    objective: Annotated[Objective, Asks(stays=True)] = Objective.COST
    years: Annotated[Years, Asks(stays=True)] = 3
    tariff: Annotated[PerKwh | None, Asks(stays=True)] = None
    copies: Annotated[Copies, Asks(stays=True)] = 1
    nodes: Annotated[Nodes | None, Asks()] = None
    cores: Annotated[Annotated[Whole, Field(ge=1, le=100_000)] | None, Asks()] = None
    total_ram_gb: Annotated[Gigabytes | None, Asks("total_ram")] = None
    total_storage_gb: Annotated[Gigabytes | None, Asks("total_storage")] = None
    ram_gb: Annotated[Gigabytes | None, Asks("ram")] = None
    storage_gb: Annotated[Gigabytes | None, Asks("storage")] = None
    mbps: Annotated[Speed | None, Asks()] = None
    isa: Annotated[tuple[Isa, ...], Asks(idle=())] = ()
    roles: Annotated[tuple[Role, ...], Asks("role", idle=())] = ()
    uplinks: Annotated[Whole, Field(ge=0, le=64), Asks(idle=0)] = 1
    cascade: Annotated[bool, Asks(idle=True)] = True
    switch_levels: Annotated[
        Annotated[SwitchLevels, BeforeValidator(str)], Asks(idle=SwitchLevels.ANY)
    ] = SwitchLevels.TWO
    redundant: Annotated[bool, Asks(idle=False)] = False
    power: Annotated[PowerSource, Asks(idle=PowerSource.NONE)] = PowerSource.ANY
    power_by: Annotated[PowerBasis, Asks(stays=True)] = PowerBasis.STRESS
    headroom_percent: Annotated[HeadroomPercent, Asks("headroom", idle=0)] = 20
    shelves: Annotated[bool, Asks(idle=False)] = False
    rack_units: Annotated[Annotated[Whole, Field(ge=1, le=MOST_RACK_UNITS)] | None, Asks()] = None
    rack_width_in: Annotated[
        Annotated[RackWidth, BeforeValidator(str)], Asks("rack_width", stays=True)
    ] = "19"
    spares: Annotated[Few, Asks(idle=0)] = 0
    budget: Annotated[Amount | None, Asks()] = None
    prices_since: Annotated[PricesSince, Asks(idle="any")] = None
    include_ended: Annotated[bool, Asks(idle=True)] = False
    condition: Annotated[Conditions, Asks(idle=CONDITIONS)] = AS_NEW
    delivered_to: Annotated[Country | None, Asks("ship_to", stays=True)] = None
    boards: Annotated[tuple[PartNumber, ...], Asks("board", idle=())] = ()
    must: Annotated[tuple[Wanted, ...], Asks(idle=())] = ()
    must_not: Annotated[tuple[PartNumber, ...], Asks(idle=())] = ()
    only: Annotated[tuple[PartNumber, ...], Asks(idle=())] = ()
    owned: Annotated[tuple[Pieces, ...], Asks(stays=True)] = ()

    @model_validator(mode="after")
    def _wishes_make_sense(self) -> "Requirement":
        if len(self.roles) > MOST_ROLES:
            raise ValueError(f"{len(self.roles)} roles are too many: at most {MOST_ROLES} can be")
        for parts in (self.boards, self.must, self.must_not, self.only, self.owned):
            if len(parts) > MOST_NAMED:
                raise ValueError(
                    f"{len(parts)} parts in one list are too many: at most {MOST_NAMED} can be"
                )
        names = [role.name for role in self.roles]
        if len(set(names)) != len(names):
            raise ValueError("two roles have the same name")
        if not (self.nodes or self.roles or self._has_totals() or self.objective in _GROWING):
            raise ValueError("say how many nodes, or how many cores, RAM or storage in total")
        if self.nodes_of_roles > (self.nodes or MOST_NODES):
            raise ValueError("the roles have more nodes than the cluster")
        if self.redundant and self.power is PowerSource.POE:
            raise ValueError(
                "a PoE switch takes its nodes down when it fails; for two separate networks "
                "choose chargers"
            )
        if self.objective in _GROWING and self.budget is None:
            raise ValueError(f"as many {self.objective} as possible needs a budget")
        if self.delivered_to is not None and self.objective is not Objective.COST:
            raise ValueError(
                "delivered prices work only when optimising for lowest cost; for another "
                "objective use list prices"
            )
        must = [wish.part_number for wish in self.must]
        for numbers in (must, [pieces.part_number for pieces in self.owned]):
            if len(set(numbers)) != len(numbers):
                raise ValueError("a part is named twice; give it once with its quantity")
        return self

    def _has_totals(self) -> bool:
        totals = (self.cores, self.total_ram_gb, self.total_storage_gb)
        return any(total is not None for total in totals)

    @property
    def housed(self) -> bool:
        """Tell whether every board gets a place: in a case, or on rails of a rack."""
        return self.shelves or self.rack_units is not None

    @property
    def price_of_kwh(self) -> Money:
        """Return what one kWh costs; ValueError where nobody said."""
        if self.tariff is None:
            raise ValueError("the price per kWh is needed before electricity can count")
        return Money(self.tariff, self.currency)

    @property
    def by_supplies(self) -> bool:
        """Tell whether nodes may be powered by chargers, or by supplies of their own."""
        return self.power in (PowerSource.ANY, PowerSource.CHARGER)

    @property
    def by_poe(self) -> bool:
        """Tell whether nodes may be powered over the network.

        Where each is on two networks, none is: a switch that fails would take its nodes with it.
        """
        return self.power is PowerSource.POE or (
            self.power is PowerSource.ANY and not self.redundant
        )

    @property
    def is_star(self) -> bool:
        """Tell whether switches may be linked, but every one of them directly to one root."""
        return self.cascade and self.switch_levels is SwitchLevels.TWO

    @property
    def networks(self) -> int:
        """Return into how many separate networks each node is plugged."""
        return 2 if self.redundant else 1

    @cached_property
    def named(self) -> frozenset[str]:
        """The parts that the person names to be taken: how old their prices are is no matter."""
        return frozenset((*self.boards, *self.only, *self.must_or_owned))

    @property
    def must_or_owned(self) -> tuple[str, ...]:
        """Return the parts of which pieces have to be in the build or are there already."""
        must = (wish.part_number for wish in self.must)
        return (*must, *(pieces.part_number for pieces in self.owned))

    @cached_property
    def on_every_node(self) -> frozenset[str]:
        """The parts of which each node has one as its board, if any of them are boards."""
        everywhere = (each.part_number for each in self.must if each.quantity is None)
        return frozenset((*self.boards, *everywhere))

    @property
    def nodes_of_roles(self) -> int:
        """Return how many nodes the roles have together."""
        return sum(role.nodes for role in self.roles)

    @property
    def fewest_nodes(self) -> int:
        """Return the least number of nodes that holds every role: a cluster has one at least."""
        return max(self.nodes_of_roles, 1)

    @property
    def grows(self) -> bool:
        """Tell whether the number of nodes is for the planner to choose."""
        return self.objective in _GROWING or (self.nodes is None and self._has_totals())

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The nodes in groups of alike ones: the roles, then the others."""
        found = [self._group(role, role.nodes, role.nodes) for role in self.roles]
        taken = self.nodes_of_roles
        others = Role(name="node")
        wanted = max((self.nodes or 0) - taken, 0)
        if self.grows:
            least = wanted if found else max(wanted, 1)
            found.append(self._group(others, least, MOST_NODES - taken))
        elif wanted:
            found.append(self._group(others, wanted, wanted))
        return tuple(found)

    def _group(self, role: Role, least: int, most: int) -> Group:
        ram = self.ram_gb if role.ram_gb is None else role.ram_gb
        return Group(
            name=role.name,
            least=least,
            most=most,
            ram_mb=None if ram is None else ram * 1024,
            storage_gb=self.storage_gb if role.storage_gb is None else role.storage_gb,
            mbps=role.mbps or self.mbps,
            isa=role.isa or self.isa,
            spares=self.spares if role.spares is None else role.spares,
        )


_GROWING = (Objective.NODES, Objective.CORES)
# By field: how it is asked for. Options, and what is given up for what, follow from it.
ASKS: Mapping[str, Asks] = {
    name: asks
    for name, field in Requirement.model_fields.items()
    for asks in field.metadata
    if isinstance(asks, Asks)
}
