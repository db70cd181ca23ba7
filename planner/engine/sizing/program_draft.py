"""A whole-number program in the making, and which of its columns stands for what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from planner.engine.sizing._power_fits import PowerClass
from planner.engine.sizing.piece_prices import MOST_PIECES
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.engine.solving.solver import Program
from planner.model.parts import Cable

Linear = list[tuple[int, int]]
Pattern = tuple[tuple[PowerClass, int], ...]  # how many boards of each class one unit runs
MANY = MOST_PIECES


@dataclass
class Draft:
    """The program, and which column stands for what.

    `usage` counts by part number the pieces that are used, those `beside` the build included: parts
    that the person wants and that have no job in it. `bought` says by that count, less what is
    owned, how many are bought; where it says nothing, just so many. Of `loose` parts more may be
    used than are needed; `free` are pieces that cost nothing, so that the fewest can be taken.
    `switches` counts those of each network by part number. `by_need` are leads and HATs: there are
    as many of them as other parts call for.
    `effort` is what writing it down may take.
    """

    effort: Effort = UNHURRIED
    program: Program = field(default_factory=Program)
    nodes: dict[tuple[str, str, str], Linear] = field(default_factory=dict)
    chosen: dict[tuple[str, str, str], int] = field(default_factory=dict)
    storage: dict[tuple[str, str, str], Linear] = field(default_factory=dict)
    patterns: dict[tuple[str, Pattern], int] = field(default_factory=dict)
    outlets: dict[tuple[PowerClass, str], int] = field(default_factory=dict)
    usage: dict[str, Linear] = field(default_factory=lambda: defaultdict(list))
    beside: dict[str, int] = field(default_factory=dict)
    bought: dict[str, tuple[int, ...]] = field(default_factory=dict)
    loose: set[str] = field(default_factory=set)
    owned: dict[str, int] = field(default_factory=dict)
    cost: Linear = field(default_factory=list)
    free: Linear = field(default_factory=list)
    switches: list[dict[str, Linear]] = field(default_factory=list)
    by_need: set[str] = field(default_factory=set)
    unsold_leads: set[str] = field(default_factory=set)

    def all_nodes(self) -> Linear:
        """Return the terms that add up to the number of nodes."""
        return [term for terms in self.nodes.values() for term in terms]


def add_leads(
    result: Draft, kind: str, leads: Iterable[Cable], needed: Linear, *, more: int = 0
) -> None:
    """Let so many leads of one kind be used as are needed, and no more.

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
