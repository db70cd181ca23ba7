"""What sizing answers: a build and how sure that is, what more costs, what is in the way."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.model.bom import CostedBom
from planner.model.build import Build
from planner.model.buying import Purchase
from planner.model.findings import Finding
from planner.model.money import Money
from planner.model.obstacles import KeptOut, PassedOver
from planner.model.plan import Plan
from planner.model.proof import Status, gap_in_percent
from planner.model.requirement import Measure, Pieces, Requirement
from planner.model.running import OverYears
from planner.model.unused import NOTHING_UNUSED, Unused
from planner.model.wishes import Demand


@dataclass(frozen=True)
class Sizing:
    """What a requirement comes to: a build with its plan and cost, or why there is none.

    `bound` is a cost that no build gets below, None where none is known, and `gap` how far above it
    this one is, in percent; None where nothing was found. `passed_over` are the parts that were not
    considered, `unused` how many prices and parts are left out for what they are.
    `unread` counts rows of the catalog that were not read, so that nothing is known of them.
    `kept_out` are boards that were asked for and cannot be in any build, where there is none.
    `over_years` is what it comes to with its electricity, where that counts: then `bound` and `gap`
    are of that sum.
    """

    requirement: Requirement
    status: Status
    plan: Plan | None = None
    bom: CostedBom | None = None
    bound: Money | None = None
    gap: Decimal | None = None
    passed_over: tuple[PassedOver, ...] = ()
    unread: int = 0
    unused: Unused = NOTHING_UNUSED
    over_years: OverYears | None = None
    kept_out: tuple[KeptOut, ...] = ()

    def unproven(self, bound: Money | None) -> "Sizing":
        """Return the same build where another may be cheaper, but for a bound that is known."""
        nothing = Money(Decimal(0), self.requirement.currency)
        spent = nothing if self.spent is None else self.spent
        bound = min(bound or nothing, spent)
        gap = gap_in_percent(spent, bound)
        return replace(self, status=Status.FEASIBLE, bound=bound, gap=gap)

    @property
    def spent(self) -> Money | None:
        """Return what it comes to: its parts, and its electricity where that counts."""
        if self.over_years is not None:
            return self.over_years.total
        return None if self.bom is None else self.bom.subtotal

    @property
    def proven(self) -> bool:
        """Tell whether nothing is better, of all that the catalog's files say."""
        return self.status is Status.OPTIMAL and not self.unread

    @property
    def verdict(self) -> Status:
        """Return how sure it is, in a word: what nothing proves is feasible and not optimal."""
        unproven = self.status is Status.OPTIMAL and not self.proven
        return Status.FEASIBLE if unproven else self.status

    @property
    def used(self) -> Mapping[str, int]:
        """Return how many pieces of each part one copy of the build has in use."""
        found: Counter[str] = Counter()
        for each in () if self.build is None else self.build.positions:
            found[each.part_number] += each.quantity - each.spares
        return +found

    @property
    def build(self) -> Build | None:
        """Return the proposed build."""
        return None if self.plan is None else self.plan.build

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what the rules find in the proposal, and what is left out of it."""
        return (*(() if self.plan is None else self.plan.findings), *self.unused.findings)


@dataclass(frozen=True)
class NodesLeft:
    """How many nodes remain possible of more; `is_most` tells whether no more of them are."""

    nodes: int
    is_most: bool


@dataclass(frozen=True)
class Relaxation:
    """A requirement of a conflict: what a build costs without it, None if there still is none.

    `instead` is what remains possible of too many nodes. `of_fewest` tells whether it is proven
    that no fewer requirements conflict. `known` is False where there was no time to find out
    what a build costs without it. `at_least` tells that the cost lacks charges that nobody states.
    """

    wish: Demand
    cost: Money | None
    instead: NodesLeft | None = None
    of_fewest: bool = True
    known: bool = True
    at_least: bool = False

    @property
    def cost_text(self) -> str:
        """Return what a build costs without it, as far as that is known."""
        return f"at least {self.cost}" if self.at_least else str(self.cost)


@dataclass(frozen=True)
class WayOut:
    """What a build costs that meets less; `at_least` where charges of it are not stated."""

    cost: Money
    at_least: bool = False


@dataclass(frozen=True)
class Cliff:
    """Something shared that gets dearer with a node: what was there, what is, the difference."""

    category: str
    before: tuple[Pieces, ...]
    after: tuple[Pieces, ...]
    extra: Money


@dataclass(frozen=True)
class OneSwitch:
    """A node for which switches are linked: what those are, and what one switch instead would be.

    `cliff` is what the single switch would cost more than those before; the linked ones cost
    `linked_extra` more. `remarks` are what authors of builds said of the same single ones.
    """

    cliff: Cliff
    linked: tuple[Pieces, ...]
    linked_extra: Money
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class CurvePoint:
    """The least cost of so many nodes; None where no build does what is asked.

    `extra` is what this node adds to one fewer. `single` is the least cost with a single switch,
    known where this node is the first for which two are linked.
    """

    nodes: int
    status: Status
    cost: Money | None = None
    extra: Money | None = None
    cliffs: tuple[Cliff, ...] = ()
    one_switch: OneSwitch | None = None
    single: Money | None = None


@dataclass(frozen=True)
class Curve:
    """The least cost of every number of nodes, from one upwards.

    `unused` says how many prices and parts are left out for what they are. Costs are of so many
    `copies` together.
    """

    points: tuple[CurvePoint, ...]
    unused: Unused = NOTHING_UNUSED
    copies: int = 1


@dataclass(frozen=True)
class FrontierPoint:
    """A build that no other beats: none is as cheap and better, none as good and cheaper."""

    value: Decimal
    cost: Money
    sizing: Sizing


@dataclass(frozen=True)
class Frontier:
    """The points, the cheapest first. `complete`: there are no others.

    Otherwise there are more after the last one, or somebody stopped, or time ran out. `unused` says
    how many prices and parts are left out for what they are.
    """

    against: Measure
    points: tuple[FrontierPoint, ...]
    complete: bool
    unused: Unused = NOTHING_UNUSED


@dataclass(frozen=True)
class DeliveredSizing:
    """The build that is cheapest to have delivered, and the basket that buys it.

    `sizing` has the build, its bill at list prices and its findings; its status, bound and gap are
    those of the landed total. `apart` is what sizing first and buying after comes to, if that can
    be bought at all.
    """

    sizing: Sizing
    sourcing: Purchase | None = None
    apart: Money | None = None

    @property
    def total(self) -> Money | None:
        """Return what the build comes to, delivered."""
        return None if self.sourcing is None else self.sourcing.total


@dataclass(frozen=True)
class DeliveredConflict:
    """What allows no build together, with what a build costs without each of it.

    `delivered` tells that delivery is in the way; if not, there is no build at list prices, either.
    Costs are delivered in both cases.
    `findings` say what nobody sells. What mends each requirement or term is told of `wishes`.
    `listed` is what the build costs at list prices that cannot be delivered.
    """

    wishes: tuple[Relaxation, ...]
    delivered: bool = True
    findings: tuple[Finding, ...] = ()
    listed: Money | None = None


@dataclass(frozen=True)
class Alone:
    """The best build of one copy, beside that of several copies, and the `total` of it.

    Where there is a budget for all copies and it decides what is best, that one has a share of it;
    there is no build where none can be had for so little. `together` is what as many copies of this
    very build come to, bought together.
    """

    sizing: Sizing
    total: Money | None = None
    together: Money | None = None

    def times(self, copies: int) -> Money | None:
        """Return what so many of it come to, each bought by itself."""
        return None if self.total is None else self.total * copies


@dataclass(frozen=True)
class Proposal:
    """A sized cluster; where there is no build, the requirements that conflict.

    `conflict` is None where it was not looked for or not found in time, and empty where not even a
    single plain node can be built. Where cost is delivered, `delivered` has the basket, and
    `in_the_way` what keeps the build from being delivered. Of several copies, `alone` is what is
    best for one, where both are proven.
    """

    sizing: Sizing
    conflict: tuple[Relaxation, ...] | None = None
    delivered: DeliveredSizing | None = None
    in_the_way: DeliveredConflict | None = None
    alone: Alone | None = None


@dataclass(frozen=True)
class SizeAnswer:
    """A proposal, and the findings that are told where it has no build: what is the case.

    `sized` has the basket, too, where cost is delivered. `conflict`, `in_the_way` and `alone` are
    those of the proposal.
    """

    sized: Sizing | DeliveredSizing
    conflict: tuple[Relaxation, ...] | None = None
    in_the_way: DeliveredConflict | None = None
    findings: tuple[Finding, ...] = ()
    alone: Alone | None = None

    @classmethod
    def of(cls, proposal: Proposal, *findings: Finding) -> "SizeAnswer":
        """Return the answer that a proposal is, with what is told of it."""
        sized = proposal.delivered or proposal.sizing
        return cls(sized, proposal.conflict, proposal.in_the_way, findings, proposal.alone)

    @property
    def sizing(self) -> Sizing:
        """Return the build and how sure it is."""
        return self.sized.sizing if isinstance(self.sized, DeliveredSizing) else self.sized

    @property
    def obstacles(self) -> tuple[Relaxation, ...]:
        """Return the requirements and terms that keep a build away, or from being delivered."""
        if self.in_the_way is not None:
            return self.in_the_way.wishes
        return self.conflict or ()
