"""Reports: what is told about a plan, an upgrade or a comparison, as tables.

How it looks is the business of the exporters and screens. A new report is one function here and
its line in REPORTS.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from planner.engine.fitting.racks import rack_layout
from planner.engine.planning.kit_bill import kit_bill
from planner.engine.planning.spares import spares_cost
from planner.engine.reporting._bill import bill_tables, breaks_of
from planner.engine.reporting._changed_cells import changed_bill, changed_quantities
from planner.engine.reporting._compare_cells import OwnColumn
from planner.engine.reporting._copies import copies_table
from planner.engine.reporting._figures import pieces_in_use
from planner.engine.reporting._rates import RateBook, rate_from_bill
from planner.engine.reporting._sources import source_report
from planner.engine.reporting._spare_rules import spare_rules_table
from planner.engine.reporting._summary import summary_report
from planner.engine.reporting._totals import all_priced_in
from planner.engine.reporting.changes import comparison_report, upgrade_report
from planner.engine.reporting.kits import kits_report
from planner.engine.reporting.lines import lines_table
from planner.engine.reporting.more_copies import more_copies_report
from planner.engine.reporting.racks import rack_report
from planner.engine.reporting.running import running_report
from planner.model.bom import CostedBom
from planner.model.comparison import Comparison, Upgrade
from planner.model.document import Document
from planner.model.findings import Finding
from planner.model.kit_bill import KitBill
from planner.model.money import Money
from planner.model.more_copies import MoreCopies
from planner.model.plan import Plan
from planner.model.running import RunningCost
from planner.model.spares import SparesCost
from planner.model.table import Column, Kind, Report, Row, Table
from planner.model.words import counted, inferred_text


class Subject(NamedTuple):
    """What reports are about. `notes` must stand beside every number of it."""

    plan: Plan
    bom: CostedBom
    findings: tuple[Finding, ...]
    rates: RateBook
    notes: tuple[str, ...]
    upgrade: Upgrade | None = None
    comparison: Comparison | None = None
    running: RunningCost | None = None
    kits: KitBill | None = None
    spares: SparesCost | None = None
    more: MoreCopies | None = None


def document(
    plan: Plan,
    bom: CostedBom,
    findings: Sequence[Finding] | None = None,
    *,
    upgrade: Upgrade | None = None,
    comparison: Comparison | None = None,
    running: RunningCost | None = None,
    more: MoreCopies | None = None,
) -> Document:
    """Return everything there is to tell about a plan, with what else is given.

    `findings` are those of the bill unless others are named.
    """
    boms = [bom, *([] if upgrade is None else [upgrade.added])]
    boms += [] if more is None else [more.added]
    further = () if comparison is None else comparison.rates
    subject = Subject(
        plan=plan,
        bom=bom,
        findings=tuple(bom.findings if findings is None else findings),
        rates=RateBook.of(boms, further),
        notes=notes_of(plan),
        upgrade=upgrade,
        comparison=comparison,
        running=running,
        kits=kit_bill(plan, bom),
        spares=spares_cost(plan, bom),
        more=more,
    )
    reports = tuple(_dated(make(subject)) for make in REPORTS.values())
    return Document(
        plan=plan,
        bom=bom,
        findings=subject.findings,
        headline=headline(bom),
        lines=lines_table(plan, bom),
        reports=tuple(report for report in reports if report is not None),
        upgrade=upgrade,
        comparison=comparison,
        running=running,
        kits=subject.kits,
        spares=subject.spares,
        more=more,
    )


def _dated(report: Report | None) -> Report | None:
    """Return a report that says so once the bill it holds for was changed in a sheet."""
    if report is None or report.name not in (*_HOLD_FOR_THE_BILL, *_HOLD_FOR_QUANTITIES):
        return report
    quantities = report.name in _HOLD_FOR_QUANTITIES
    return replace(report, changed=changed_quantities() if quantities else changed_bill())


def headline(bom: CostedBom) -> str:
    """Return the answer in one line, such as `S$626.63 = US$449.73 at 0.71770 (2020-06-17)`.

    A bill that lacks a price says so and has no total; one with estimates says low, likely, high.
    """
    text = str(bom.subtotal)
    if bom.low is not None and bom.high is not None:
        text = f"{bom.low} – {bom.subtotal} – {bom.high} (low – likely – high)"
    if bom.unpriced:
        count = len(bom.unpriced)
        return f"{text} + {counted(count, 'line')} unpriced"
    for amount in bom.also:
        text += f" = {amount}{_at(bom, amount)}"
    return text if bom.basis is None else f"{text}, {bom.basis}"


def _at(bom: CostedBom, amount: Money) -> str:
    rate = rate_from_bill(bom, amount.currency)
    if rate is None or all_priced_in(bom, amount.currency):
        return ""
    return f" at {rate.rate:f} ({rate.as_of})"


def notes_of(plan: Plan) -> tuple[str, ...]:
    """Return what must stand beside every number of a plan: that its build is inferred."""
    build = plan.build
    return (inferred_text(build.title, build.inferred),) if build.inferred else ()


def summary(subject: Subject) -> Report:
    """Report the answer, what the cluster can do, and where the money goes."""
    return summary_report(
        subject.plan, subject.bom, subject.findings, rates=subject.rates, notes=subject.notes
    )


def bill(subject: Subject) -> Report:
    """Report the bill of materials: its lines, and how they add up."""
    tables = bill_tables(subject.bom, subject.rates, notes=subject.notes)
    further = breaks_of(subject.bom)
    spares = spare_rules_table(subject.bom, subject.spares)
    every = (*copies_table(subject.bom), *spares, *tables, *further)
    return Report("bill", "Bill of materials", every, subject.notes)


def kits(subject: Subject) -> Report | None:
    """Report what each kit of the build holds and costs."""
    return kits_report(subject.bom, subject.kits)


def prices(subject: Subject) -> Report:
    """Report where every price and every count comes from."""
    return source_report(subject.plan, subject.bom, subject.notes)


def rates(subject: Subject) -> Report:
    """Report the exchange rates in use."""
    return subject.rates.report()


def running(subject: Subject) -> Report | None:
    """Report what the build costs to run."""
    if subject.running is None:
        return None
    pieces = pieces_in_use(subject.bom)
    told = running_report(subject.running, pieces)
    follows = all(each.part_number in pieces for each in subject.running.drawn)
    return told if follows else replace(told, changed=changed_bill())


def racks(subject: Subject) -> Report | None:
    """Report what stands where in the racks of the build."""
    return rack_report(rack_layout(subject.plan))


_FINDING_COLUMNS = (
    Column("severity", "Kind", Kind.BASIS),
    Column("subject", "About"),
    Column("message", "Message"),
    Column("hint", "What to do"),
    Column("place", "Where"),
    Column("code", "Code", detail=True),
)


def findings(subject: Subject) -> Report:
    """Report what a reader must know or mend, gravest first."""
    table = findings_table(subject.findings)
    quiet = () if subject.findings else ("No issues found.",)
    return Report("findings", "Findings", (table,), (*subject.notes, *quiet))


def findings_table(found: Sequence[Finding]) -> Table:
    """Return findings as a table, in the order given."""
    return Table("findings", "Findings", _FINDING_COLUMNS, tuple(_finding_rows(found))).compact()


def _finding_rows(found: Sequence[Finding]) -> Iterator[Row]:
    for index, finding in enumerate(found):
        place = "" if finding.cell is None else finding.cell.where()
        texts = (str(finding.severity), finding.subject, finding.message, finding.advice(), place)
        yield Row(f"finding_{index + 1}", (*texts, finding.code))


def upgrade(subject: Subject) -> Report | None:
    """Report what an upgrade buys, keeps and replaces, and what it costs."""
    if subject.upgrade is None:
        return None
    return upgrade_report(subject.upgrade, subject.bom, subject.rates, subject.notes)


def more(subject: Subject) -> Report | None:
    """Report what a few copies more cost later, beside what was paid for the first ones."""
    return None if subject.more is None else more_copies_report(subject.more, subject.rates)


def compare(subject: Subject) -> Report | None:
    """Report builds side by side."""
    if subject.comparison is None:
        return None
    own = OwnColumn(subject.comparison, subject.plan, subject.bom, subject.rates, subject.running)
    return comparison_report(subject.comparison, own)


# In the order of the sheets of a workbook.
REPORTS: Mapping[str, Callable[[Subject], Report | None]] = MappingProxyType(
    {
        "summary": summary,
        "bill": bill,
        "kits": kits,
        "prices": prices,
        "rates": rates,
        "running": running,
        "racks": racks,
        "findings": findings,
        "upgrade": upgrade,
        "more": more,
        "compare": compare,
    }
)
# What these say is found out by the planner; a sheet cannot.
_HOLD_FOR_THE_BILL = (
    "kits", "prices", "findings", "upgrade", "more", "compare",
)  # fmt: skip
# What stands in the racks of one copy does not hang on prices, nor on how many copies there are.
_HOLD_FOR_QUANTITIES = ("racks",)
