"""A whole-number program in the making, and which of its columns stands for what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from planner.engine.optimize import Program
from planner.engine.power_fits import PowerClass
from planner.model.parts import Cable

Terms = list[tuple[int, int]]
Pattern = tuple[tuple[PowerClass, int], ...]  # how many boards of each class one unit runs
MANY = 100_000  # more than anybody buys of one part


@dataclass
class Draft:
    """The program, and which column stands for what.

    `free` are pieces that cost nothing; `switches` counts those of each network by part number.
    """

    program: Program = field(default_factory=Program)
    nodes: dict[tuple[str, str, str], Terms] = field(default_factory=dict)
    chosen: dict[tuple[str, str, str], int] = field(default_factory=dict)
    storage: dict[tuple[str, str], Terms] = field(default_factory=dict)
    patterns: dict[tuple[str, Pattern], int] = field(default_factory=dict)
    outlets: dict[tuple[PowerClass, str], int] = field(default_factory=dict)
    usage: dict[str, Terms] = field(default_factory=lambda: defaultdict(list))
    owned: dict[str, int] = field(default_factory=dict)
    cost: Terms = field(default_factory=list)
    free: Terms = field(default_factory=list)
    switches: list[dict[str, Terms]] = field(default_factory=list)
    unsold_leads: set[str] = field(default_factory=set)

    def all_nodes(self) -> Terms:
        """Return the terms that add up to the number of nodes."""
        return [term for terms in self.nodes.values() for term in terms]


def add_leads(
    result: Draft, kind: str, leads: Iterable[Cable], needed: Terms, *, more: int = 0
) -> None:
    """Let leads of one kind cover what needs one; if nobody sells any, the rules will say so."""
    columns = []
    for lead in leads:
        column = result.program.column(0, MANY)
        result.usage[lead.part_number].append((column, 1))
        columns.append((column, 1))
    if columns:
        result.program.row([*columns, *times(needed, -1)], least=more)
    else:
        result.unsold_leads.add(kind)


def times(terms: Iterable[tuple[int, int]], factor: int) -> Terms:
    """Return a sum of columns multiplied by a number."""
    return [(column, coefficient * factor) for column, coefficient in terms]
