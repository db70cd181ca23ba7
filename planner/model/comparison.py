"""What a build can do, how builds compare, and what an upgrade changes."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from planner.model.bom import BomLine, CostedBom, first_rate
from planner.model.exact_numbers import ExactDecimal
from planner.model.findings import Finding
from planner.model.mixed_set import MixedSet
from planner.model.money import ExchangeRate, Money
from planner.model.record import Record
from planner.model.running import Payback
from planner.model.tariffs import Tariff


class FigureBasis(StrEnum):
    """How a technical figure is known."""

    MEASURED = "measured"
    NOMINAL = "nominal"
    ESTIMATED = "estimated"


class Figure(Record):
    """A technical figure; `value` None means it is not known, and `note` says why or how."""

    value: ExactDecimal | None = None
    basis: FigureBasis = FigureBasis.NOMINAL
    note: str = ""


class Capacity(Record):
    """What the boards of a build add up to; a figure is unknown if any board's is.

    `nic_mbps` is per node, of the slowest node. `supply_w` is what chargers supply, `poe_budget_w`
    what switches deliver to the modules that ask for `poe_asked_w`. `ports_needed` counts the
    cables to every node and to the router, `ports` what the switches offer after linking them to
    each other.
    """

    nodes: int
    cores: Figure
    clock_ghz: Figure
    ram_gb: Figure
    storage_gb: Figure
    nic_mbps: Figure
    power_typical_w: Figure
    power_max_w: Figure
    supply_w: Figure
    poe_asked_w: Figure = Figure()
    poe_budget_w: Figure = Figure()
    isa: tuple[str, ...] | None
    ports: int | None
    ports_needed: int
    uplinks: int
    networks: int = 1


class MetricValue(Record):
    """One build's value of one metric: a number, an amount, a text, or None if unknown.

    `low` and `high` bound an estimated amount. `basis` marks how it is known where that matters:
    measured, nominal, allocated, estimated, at least.
    """

    value: Decimal | Money | str | None = None
    basis: str = ""
    note: str = ""
    low: Money | None = None
    high: Money | None = None


class MetricRow(Record):
    """One metric over all compared builds; `values` are in the order of `Comparison.builds`.

    `better` tells which way is better for a buyer; `differs` whether any two builds differ.
    """

    name: str
    title: str
    unit: str
    better: Literal["more", "less", ""] = ""
    differs: bool
    values: tuple[MetricValue, ...]


class Comparison(Record):
    """Builds side by side: the metrics that differ come first. `base` is an index into `builds`.

    `tariff` is what electricity is priced at, `load_percent` the share of load if one was named.
    """

    builds: tuple[str, ...]
    titles: tuple[str, ...]
    inferred: tuple[str, ...]
    base: int = 0
    metrics: tuple[MetricRow, ...]
    rates: tuple[ExchangeRate, ...] = ()
    findings: tuple[Finding, ...] = ()
    tariff: Tariff | None = None
    load_percent: ExactDecimal | None = None


class UpgradeLine(Record):
    """A part that is kept or retired, with how many, and what one piece fetches when sold."""

    line: BomLine
    quantity: int
    fetches: Money | None = None


class Upgrade(Record):
    """What changes from one build to another.

    `added` is the bill of what must be bought, `resale` what retired parts fetch. `delta` is the
    one less the other; None while an added line has no price. `also` is the delta in further
    currencies. `total_after` is the first build's total plus the delta. `payback` says whether the
    electricity that it saves pays it back; None where nobody asked. `mixed` is the set where only
    some copies are upgraded: `added` and `retired` are those of these copies, `kept` is all that
    remains in use.
    """

    before: str
    after: str
    kept: tuple[UpgradeLine, ...] = ()
    added: CostedBom
    retired: tuple[UpgradeLine, ...] = ()
    resale: Money | None = None
    delta: Money | None = None
    total_before: Money | None = None
    total_after: Money | None = None
    payback: Payback | None = None
    mixed: MixedSet | None = None
    also: tuple[Money, ...] = ()
    rates: tuple[ExchangeRate, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def also_rate(self) -> ExchangeRate | None:
        """Return the rate to its first further currency, if that is how it was reached."""
        return first_rate(self.rates, self.added.currency, self.also)

    @property
    def per_copy(self) -> Money | None:
        """Return what upgrading one copy costs, rounded once; None while that is not known."""
        return None if self.delta is None else self.added.of_a_copy(self.delta)

    @property
    def set_per_copy(self) -> Money | None:
        """Return what a copy in use costs, of all copies; None where the sum is not known."""
        if self.total_after is None:
            return None
        copies = self.added.copies if self.mixed is None else self.mixed.in_use
        return self.total_after.shared_by(copies)


@dataclass(frozen=True, slots=True)
class CostShare:
    """What one category, or the charges, cost: the amount, and its percent of the whole."""

    title: str
    amount: Money
    percent: int
