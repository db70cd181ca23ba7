"""A whole-number program in the making, and which of its columns stands for what."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from planner.engine.sizing._power_fits import PowerClass
from planner.engine.sizing._unit_patterns import Pattern
from planner.engine.sizing.piece_prices import MOST_PIECES
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.engine.solving.solver import Program, added
from planner.model.parts import Cable

Linear = list[tuple[int, int]]
MANY = MOST_PIECES


class NodeChoice(NamedTuple):
    """What the nodes of a group may be: a board, and what it takes beside itself, by part number.

    `way` is an adapter or a module that powers it, `carrier` what a compute module sits on,
    `memory` and `cooler` those of a board that comes without; empty if it takes none.
    """

    group: str
    board: str
    way: str
    carrier: str = ""
    memory: str = ""
    cooler: str = ""

    @property
    def beside(self) -> tuple[str, ...]:
        """Return the part numbers of what each node takes of its own beside its board."""
        return tuple(filter(None, (self.way, self.memory, self.cooler)))


class StorageChoice(NamedTuple):
    """What the nodes of a group may boot from: a card or drive, and the HAT it is mounted with.

    Both are part numbers; empty where there is none.
    """

    group: str
    item: str
    mount: str

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return the part numbers of what each node takes."""
        return tuple(filter(None, (self.item, self.mount)))


class Filling(NamedTuple):
    """One way to fill a unit of a charger, or of a switch that powers its nodes.

    The `column` counts the units that are filled so.
    """

    part_number: str
    pattern: Pattern
    column: int


class Outlet(NamedTuple):
    """An outlet in use: by a board of which class, and of which style it is."""

    power: PowerClass
    style: str


@dataclass
class Draft:
    """The program, and which column stands for what.

    `nodes` and `storage` count the nodes for which each choice is taken, `chosen` is 1 for it.
    `outlets` counts those in use.
    `usage` counts by part number the pieces that are used, those `beside` the build included: parts
    that the person wants and that have no job in it. `bought` says by that count, less what is
    owned, how many are bought; where it says nothing, just so many. Of `loose` parts more may be
    used than are needed; `free` are pieces that cost nothing, so that the fewest can be taken.
    `carriers` counts those that modules sit on; `joined` are the numbers of those that have a
    switch, which their modules are plugged into.
    `by_plug` counts, of boards that may be powered by several plugs, those powered by each: a list
    of columns for each group of boards that ask the same by the same plugs.
    `switches` counts those of each network by part number, and `cage_links` the links of it that
    go from cage to cage, by the part number of their cable. Where switches are two levels deep,
    `roots` says of each network which part the one at its root is of, and `at_root` counts what
    that one powers. `by_need` are cables and HATs: there are
    as many of them as other parts call for.
    `cost` is what is bought, `power` what the electricity of the years costs that count.
    All of it is counted of one of the `copies`, but for cost and power, and what is bought.
    `effort` is what writing it down may take.
    """

    effort: Effort = UNHURRIED
    copies: int = 1
    program: Program = field(default_factory=Program)
    nodes: dict[NodeChoice, Linear] = field(default_factory=dict)
    chosen: dict[NodeChoice, int] = field(default_factory=dict)
    storage: dict[StorageChoice, Linear] = field(default_factory=dict)
    fillings: list[Filling] = field(default_factory=list)
    outlets: dict[Outlet, int] = field(default_factory=dict)
    usage: dict[str, Linear] = field(default_factory=lambda: defaultdict(list))
    beside: dict[str, int] = field(default_factory=dict)
    bought: dict[str, tuple[int, ...]] = field(default_factory=dict)
    loose: set[str] = field(default_factory=set)
    owned: dict[str, int] = field(default_factory=dict)
    cost: Linear = field(default_factory=list)
    power: Linear = field(default_factory=list)
    free: Linear = field(default_factory=list)
    switches: list[dict[str, Linear]] = field(default_factory=list)
    cage_links: list[dict[str, Linear]] = field(default_factory=list)
    roots: list[dict[str, int]] = field(default_factory=list)
    at_root: dict[PowerClass, int] = field(default_factory=dict)
    by_need: set[str] = field(default_factory=set)
    carriers: dict[str, int] = field(default_factory=dict)
    joined: set[str] = field(default_factory=set)
    by_plug: dict[tuple[PowerClass, ...], list[tuple[int, ...]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    unsold_leads: set[str] = field(default_factory=set)

    @property
    def whole(self) -> Linear:
        """Return the terms that add up to what is to be least: what is bought, and what is drawn.

        Each column once.
        """
        return list(added([*self.cost, *self.power]).items()) if self.power else self.cost

    def all_nodes(self) -> Linear:
        """Return the terms that add up to the number of nodes."""
        return [term for terms in self.nodes.values() for term in terms]

    def nodes_on_leads(self, groups: Collection[str] | None = None) -> Linear:
        """Return the terms that add up to the nodes that a cable joins to a switch.

        Of all groups, unless they are named.
        """
        return [
            term
            for choice, terms in self.nodes.items()
            if choice.carrier not in self.joined and (groups is None or choice.group in groups)
            for term in terms
        ]

    def over_nodes(self, amounts: Mapping[str, int]) -> Linear:
        """Return the terms that add up an amount of every node's board, by its part number.

        Of its memory, too, where that has an amount.
        """
        return [
            term
            for choice, terms in self.nodes.items()
            for term in times(terms, amounts[choice.board] + amounts.get(choice.memory, 0))
        ]


def add_leads(
    result: Draft, kind: str, leads: Iterable[Cable], needed: Linear, *, more: int = 0
) -> None:
    """Let so many cables of one kind be used as are needed, and no more.

    If nobody sells any, the rules will say so.
    """
    columns = []
    for lead in leads:
        column = result.program.column(0, MANY)
        result.usage[lead.part_number].append((column, 1))
        result.by_need.add(lead.part_number)
        columns.append((column, 1))
    if columns:
        result.program.row([*columns, *times(needed, -1)], least=more, most=more)
    else:
        result.unsold_leads.add(kind)


def times(terms: Iterable[tuple[int, int]], factor: int) -> Linear:
    """Return a sum of columns multiplied by a number."""
    return [(column, coefficient * factor) for column, coefficient in terms]
