"""The column of a comparison that is about the build of the workbook: it follows the bill."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from planner.engine.reporting._changed_cells import (
    NOT_COUNTED,
    changed_bill,
    changed_quantities,
    held_while,
)
from planner.engine.reporting._copies import copies_cell
from planner.engine.reporting._figures import figure_sums
from planner.engine.reporting._rates import RateBook
from planner.engine.reporting._totals import total_cell
from planner.model.bom import CostedBom
from planner.model.comparison import Comparison, MetricRow, MetricValue
from planner.model.expressions import (
    Expression,
    Ref,
    above,
    changed,
    differs,
    less,
    over,
    rounded,
    times,
    when,
)
from planner.model.money import Money, minor_unit_places
from planner.model.plan import Plan
from planner.model.running import RunningCost
from planner.model.table import Cell, Computed, Marked, value_of

STALE = (
    "CHANGED: the column of this build follows the bill. What says so, and the notes, hold for the "
    "bill as exported."
)
SAME = "the same"
# What one of the price is divided by, by the name of the metric.
_PER: dict[str, tuple[str, ...]] = {
    "price": (),
    "price_per_node": ("nodes",),
    "price_per_core": ("cores",),
    "price_per_gb_ram": ("ram_gb",),
}
_ELECTRICITY_PER: dict[str, tuple[str, ...]] = {
    "electricity": (),
    "electricity_per_core": ("cores",),
    "electricity_per_gb_ram": ("ram_gb",),
}
_OF_QUANTITIES = ("nic_mbps", "isa", "nodes", "cores", "clock_total_ghz", "ram_gb", "storage_gb",
                  "power_typical_w", "power_max_w")  # fmt: skip


@dataclass(frozen=True)
class OwnColumn:
    """Writes what a comparison says of the build of a bill, in its place among the builds."""

    comparison: Comparison
    plan: Plan
    bom: CostedBom
    rates: RateBook
    running: RunningCost | None = None

    @cached_property
    def place(self) -> int | None:
        """Return which column it is; None where the comparison is not about this bill."""
        builds, name = self.comparison.builds, self.plan.build.name
        if builds.count(name) != 1:
            return None
        place = builds.index(name)
        prices = (row.values[place] for row in self.comparison.metrics if row.name == "price")
        return place if any(each.value == self.bom.per_copy for each in prices) else None

    def cell(self, row: MetricRow, shown: Cell) -> Cell:
        """Return what it says in a row: counted from the bill, or as long as that holds."""
        followed = self._followed.get(row.name)
        banded = self.place is not None and row.values[self.place].low is not None
        if followed is not None and not banded:
            return _computed(shown, followed)
        if row.name == "nic_mbps" and self.plan.build.measured is not None:
            return shown
        other = changed_quantities() if row.name in _OF_QUANTITIES else changed_bill()
        return held_while(shown, above(other, 0))

    def another(self, shown: Cell) -> Cell:
        """Return what it says of another build: amounts hold at the rates that were exported."""
        held = {
            self.rates.cell(each.base, each.quote, each): each.rate
            for each in self.comparison.rates
            if each.quote == self.bom.currency
        }
        if not held or not isinstance(value_of(shown), Money):
            return shown
        return held_while(shown, above(changed(held), 0))

    def beside(self, row: MetricRow, index: int, change: MetricValue) -> tuple[Cell, Cell]:
        """Return how far a build is from the base, and that in percent of the base."""
        amount, percent = change.value, _percent(change, row.values[self.comparison.base])
        is_same = not (amount.amount if isinstance(amount, Money) else amount)
        if amount is None or self.place not in (index, self.comparison.base):
            return SAME if amount is not None and is_same else amount, percent
        places = (index, self.comparison.base)
        here, base = (Ref("compare", row.name, f"build_{each + 1}") for each in places)
        apart = less(here, base)
        currency = amount.currency if isinstance(amount, Money) else ""
        counted = Computed(amount, apart, currency, lacking=NOT_COUNTED)
        if is_same:
            counted = Computed(SAME, when(differs(apart, 0), apart, SAME), lacking=NOT_COUNTED)
        if percent is None:
            return counted, None
        # A sheet keeps a percentage as a fraction.
        share = when(above(base, 0), rounded(over(apart, base), 2), NOT_COUNTED)
        return counted, Computed(percent, share, lacking=NOT_COUNTED)

    @cached_property
    def _followed(self) -> dict[str, Expression]:
        sums = figure_sums(self.plan, self.bom)
        found: dict[str, Expression] = {
            name: sums[name] if name == "clock_total_ghz" else Ref("cluster", name, "value")
            for name in sums
        }
        if self.bom.total is None:
            return found | self._electricity(sums)
        if self.bom.copies > 1:
            found |= {"copies": copies_cell(), "price_of_all": total_cell("bill")}
        for name, divisors in _PER.items():
            if all(each in sums for each in divisors):
                found[name] = self._per(total_cell("bill"), divisors)
        return found | self._electricity(sums)

    def _electricity(self, sums: Collection[str]) -> dict[str, Expression]:
        """Return what a year of electricity costs, where it stands on a sheet of its own."""
        if self.running is None or self.place is None or self.running.usual.cost is None:
            return {}
        shown = {row.name: row.values[self.place].value for row in self.comparison.metrics}
        if shown.get("electricity") != self.running.usual.cost.shared_by(self.bom.copies):
            return {}
        year = Ref("running", str(self.running.usual.use), "cost")
        found: dict[str, Expression] = {"electricity_of_all": year}
        for name, divisors in _ELECTRICITY_PER.items():
            if all(each in sums for each in divisors):
                found[name] = self._per(year, divisors)
        return found

    def _per(self, whole: Ref, divisors: tuple[str, ...]) -> Expression:
        amounts: list[Expression] = [Ref("cluster", each, "value") for each in divisors]
        amounts += [copies_cell()] if self.bom.copies > 1 else []
        if not amounts:
            return whole
        parts = times(*amounts)
        share = rounded(over(whole, parts), minor_unit_places(self.bom.currency))
        return when(above(parts, 0), share, NOT_COUNTED)


def _percent(change: MetricValue, base: MetricValue) -> Decimal | None:
    """Return a change in whole percent of what it is from; None where that says nothing."""
    apart, whole = (
        each.value.amount if isinstance(each.value, Money) else each.value
        for each in (change, base)
    )
    if not isinstance(apart, Decimal) or not isinstance(whole, Decimal) or not whole:
        return None
    return (apart / whole * 100).quantize(Decimal(1), ROUND_HALF_UP)


def _computed(shown: Cell, expression: Expression) -> Cell:
    """Return a cell that is counted, with its mark if it has one; unknown stays unknown."""
    value = value_of(shown)
    if not isinstance(value, Money | Decimal | int):
        return shown
    currency = value.currency if isinstance(value, Money) else ""
    counted = Computed(value, expression, currency, lacking=NOT_COUNTED)
    return Marked(counted, shown.mark) if isinstance(shown, Marked) else counted
