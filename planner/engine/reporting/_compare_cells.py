"""The column of a comparison that is about the build of the workbook: it follows the bill."""

from dataclasses import dataclass
from decimal import Decimal
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
from planner.model.comparison import Comparison, MetricRow
from planner.model.expressions import Expression, Ref, above, changed, over, rounded, times, when
from planner.model.money import Money, minor_unit_places
from planner.model.plan import Plan
from planner.model.table import Cell, Computed, Marked, value_of

STALE = (
    "CHANGED: the column of this build follows the bill. What says so, and the notes, hold for the "
    "bill as exported."
)
# What one of the price is divided by, by the name of the metric.
_PER: dict[str, tuple[str, ...]] = {
    "price": (),
    "price_per_node": ("nodes",),
    "price_per_core": ("cores",),
    "price_per_gb_ram": ("ram_gb",),
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

    def beside(self, index: int, cell: Cell) -> Cell:
        """Return how far a build is from the base, as long as the bill is as it was exported."""
        if self.place not in (index, self.comparison.base):
            return cell
        return held_while(cell, above(changed_bill(), 0))

    @cached_property
    def _followed(self) -> dict[str, Expression]:
        sums = figure_sums(self.plan, self.bom)
        found: dict[str, Expression] = {
            name: sums[name] if name == "clock_total_ghz" else Ref("cluster", name, "value")
            for name in sums
        }
        if self.bom.total is None:
            return found
        if self.bom.copies > 1:
            found |= {"copies": copies_cell(), "price_of_all": total_cell("bill")}
        for name, divisors in _PER.items():
            if all(each in sums for each in divisors):
                found[name] = self._price_per(divisors)
        return found

    def _price_per(self, divisors: tuple[str, ...]) -> Expression:
        amounts: list[Expression] = [Ref("cluster", each, "value") for each in divisors]
        amounts += [copies_cell()] if self.bom.copies > 1 else []
        if not amounts:
            return total_cell("bill")
        parts = times(*amounts)
        share = rounded(over(total_cell("bill"), parts), minor_unit_places(self.bom.currency))
        return when(above(parts, 0), share, NOT_COUNTED)


def _computed(shown: Cell, expression: Expression) -> Cell:
    """Return a cell that is counted, with its mark if it has one; unknown stays unknown."""
    value = value_of(shown)
    if not isinstance(value, Money | Decimal | int):
        return shown
    currency = value.currency if isinstance(value, Money) else ""
    counted = Computed(value, expression, currency, lacking=NOT_COUNTED)
    return Marked(counted, shown.mark) if isinstance(shown, Marked) else counted
