"""Documents: reports that are exported together, with the records that they were made from."""

from dataclasses import dataclass, replace
from datetime import date

from planner.model.bom import CostedBom
from planner.model.comparison import Comparison, Upgrade
from planner.model.findings import Finding
from planner.model.kit_bill import KitBill
from planner.model.more_copies import MoreCopies
from planner.model.plan import Plan
from planner.model.running import RunningCost
from planner.model.spares import SparesCost
from planner.model.table import Report, Table


@dataclass(frozen=True, slots=True)
class Document:
    """Everything an exporter needs: the reports, and the records that they were made from.

    `headline` is the answer in one line, `lines` the bill as one flat table for programs.
    """

    plan: Plan
    bom: CostedBom
    findings: tuple[Finding, ...]
    headline: str
    lines: Table
    reports: tuple[Report, ...]
    upgrade: Upgrade | None = None
    comparison: Comparison | None = None
    running: RunningCost | None = None
    kits: KitBill | None = None
    spares: SparesCost | None = None
    more: MoreCopies | None = None

    @property
    def on(self) -> date:
        """Return the day of its prices and rates."""
        return self.plan.on

    @property
    def title(self) -> str:
        """Return the name of the build as people say it."""
        return self.plan.build.title

    def report(self, name: str) -> Report | None:
        """Return a report by name; None if it was not asked for."""
        return next((report for report in self.reports if report.name == name), None)


@dataclass(frozen=True, slots=True)
class Orders:
    """Purchase orders as an exporter needs them: a summary, then a report for each vendor.

    `lines` is every line and charge as one flat table for programs, grouped by vendor.
    """

    title: str
    on: date
    headline: str
    lines: Table
    reports: tuple[Report, ...]

    def of_vendor(self, vendor: str) -> Table:
        """Return the lines and charges of one vendor, and what all orders do without."""
        rows = tuple(row for row in self.lines.rows if row.group in ("", vendor))
        return replace(self.lines, rows=rows)
