"""A build with what it costs: all there is to tell of it, or one line in a list of builds."""

from dataclasses import dataclass
from datetime import date

from planner.model.bom import CostedBom
from planner.model.comparison import Comparison, Upgrade
from planner.model.cost_change import CostChange
from planner.model.findings import Finding
from planner.model.kit_bill import KitBill
from planner.model.money import ExchangeRate, Money
from planner.model.more_copies import MoreCopies
from planner.model.offers import Basis
from planner.model.plan import Plan
from planner.model.running import RunningCost
from planner.model.spares import SparesCost


@dataclass(frozen=True)
class CostedPlan:
    """A plan with its cost, and with the upgrade and the comparison that were asked for with it.

    `running` is what it costs to run, where that was asked for, and `change` what it costs more
    than another build. `kits` is the bill once more by the kits that the build has, and `spares`
    what its spares cost, where a rule asks for any. `more` is what a few copies more cost later.

    `told` are the findings that are told of it; None: those of the plan.
    """

    plan: Plan
    bom: CostedBom
    told: tuple[Finding, ...] | None = None
    upgrade: Upgrade | None = None
    comparison: Comparison | None = None
    running: RunningCost | None = None
    change: CostChange | None = None
    kits: KitBill | None = None
    spares: SparesCost | None = None
    more: MoreCopies | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what is told of it."""
        return self.plan.findings if self.told is None else self.told


@dataclass(frozen=True)
class BuildTotal:
    """A build in a list of builds: how many nodes it has, what it costs, and how sure that is.

    `total` is None while a part of it is unpriced; `subtotal` is what the rest comes to. `rate`
    leads from its currency to the first further one, if that is how it was reached. `own` is one
    that somebody keeps in a folder of their own.
    """

    nodes: int
    build: str
    title: str
    on: date
    currency: str
    total: Money | None
    subtotal: Money
    low: Money | None
    high: Money | None
    also: tuple[Money, ...]
    basis: Basis | None
    inferred: str
    unpriced: tuple[str, ...]
    rate: ExchangeRate | None
    own: bool = False

    @classmethod
    def of(cls, plan: Plan, bom: CostedBom, *, nodes: int, own: bool = False) -> "BuildTotal":
        """Return the line of a costed build."""
        return cls(
            nodes=nodes,
            build=plan.build.name,
            title=plan.build.title,
            on=plan.on,
            currency=bom.currency,
            total=bom.total,
            subtotal=bom.subtotal,
            low=bom.low,
            high=bom.high,
            also=bom.also,
            basis=bom.basis,
            inferred=plan.build.inferred,
            unpriced=bom.unpriced,
            rate=bom.also_rate,
            own=own,
        )


@dataclass(frozen=True)
class BuildTotals:
    """The builds of a folder, and what is wrong with those that could not be read."""

    builds: tuple[BuildTotal, ...]
    findings: tuple[Finding, ...] = ()
