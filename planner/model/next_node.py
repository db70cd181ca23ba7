"""One node more: what it takes beside its board, what that costs, and why it costs a jump."""

from dataclasses import dataclass
from enum import StrEnum

from planner.model.build import Build
from planner.model.findings import Finding
from planner.model.money import Money


@dataclass(frozen=True)
class AddedPart:
    """Pieces that a further node takes; `cost` is None where no price is known.

    `left_over` of them are there already, from a pack or at hand, and cost nothing.

    `shared` are those that several nodes share, such as another switch: `why` says what was full
    without them.
    """

    part_number: str
    quantity: int
    cost: Money | None
    shared: bool = False
    why: tuple[str, ...] = ()
    left_over: int = 0

    @property
    def is_for(self) -> str:
        """Return whose the pieces are, and how many are there already."""
        whose = "all nodes" if self.shared else "this node"
        if not self.left_over:
            return whose
        some = "" if self.left_over == self.quantity else f"{self.left_over} "
        return f"{whose}, {some}left over"


class WhyBeside(StrEnum):
    """Why the parts of a further node lie beside the kits of a build."""

    PARTS = "parts"  # the kit of a node holds others
    PRICES = "prices"  # its parts have prices of their own, which are not those of today
    SEVERAL = "several"  # it holds several nodes, or lies in several places


@dataclass(frozen=True)
class BesideKits:
    """Why no kit is the further node: what is wrong with the one that is `called` so.

    `lacking` are pieces that it holds and the node does not take, `further` those that only the
    node takes, by part.
    """

    called: str
    why: WhyBeside
    lacking: tuple[tuple[str, int], ...] = ()
    further: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class NextNode:
    """A build with one node more, at least cost: a proposal, and no change of anything.

    `board` is what the new node is, one of the `choices`: the boards of the build, the most
    frequent first. `nodes` counts with it. `build` has all that is `added`, at `cost`: None where a
    price is not known. `proven` tells that everything that costs less was tried, and that the rules
    refused it. Where nothing in the catalog gives the node a place, `build` is None. `findings` say
    what is not known, and what the build lacks already. `kit` is what the kit is called that there
    is one more of, empty where the parts lie beside the kits; `beside` says why they do.
    """

    title: str
    nodes: int = 0
    board: str = ""
    choices: tuple[str, ...] = ()
    added: tuple[AddedPart, ...] = ()
    cost: Money | None = None
    build: Build | None = None
    proven: bool = False
    findings: tuple[Finding, ...] = ()
    kit: str = ""
    beside: BesideKits | None = None

    @property
    def cliff(self) -> Money | None:
        """Return what this node costs more than the one before it did; None if that is nothing."""
        shared = [each.cost for each in self.added if each.shared and each.cost is not None]
        dearer = [cost for cost in shared if cost.amount]
        if not dearer:
            return None
        first, *others = dearer
        return sum(others, first)

    @property
    def unpriced(self) -> tuple[str, ...]:
        """Return the parts of which no price is known."""
        return tuple(each.part_number for each in self.added if each.cost is None)
