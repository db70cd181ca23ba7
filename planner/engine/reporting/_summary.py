"""The first page: the answer, what the cluster can do, and where the money goes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from planner.engine.planning.capacity import capacity
from planner.engine.planning.cost import has_band
from planner.engine.reporting._changed_cells import (
    NOT_COUNTED,
    changed_table,
    while_quantities_hold,
)
from planner.engine.reporting._figures import figure_sums
from planner.engine.reporting._rates import RateBook, rate_from_bill
from planner.engine.reporting._totals import all_priced_in, is_foreign, total_cell, totals_name
from planner.model.bom import CostedBom
from planner.model.comparison import Figure
from planner.model.expressions import Ref
from planner.model.findings import Finding, Severity
from planner.model.money import ExchangeRate, total
from planner.model.parts import CATEGORY_TITLES
from planner.model.plan import Plan
from planner.model.table import (
    Cell,
    Column,
    Computed,
    Kind,
    Marked,
    Report,
    Row,
    Same,
    SumWhere,
    Table,
    missing_text,
)
from planner.model.words import counted, named

_COLUMNS = (Column("what", "What"), Column("value", "Value", Kind.MIXED), Column("note", "Note"))
_ABOUT = (Column("what", "What"), Column("text", "Details", under="value"))
_ONE = {Severity.ERROR: "problem", Severity.WARNING: "warning", Severity.NOTE: "note"}


def summary_report(
    plan: Plan,
    bom: CostedBom,
    findings: Sequence[Finding],
    *,
    rates: RateBook,
    notes: tuple[str, ...],
) -> Report:
    """Return the first page. The first row of its first table is the total."""
    tables = [Table("answer", "Cost", _COLUMNS, tuple(_answer(bom, rates)), notes)]
    cluster = tuple(_cluster(plan, bom))
    tables.append(Table("cluster", "What you get", _COLUMNS, cluster, notes))
    if not is_foreign(bom) and bom.lines:
        tables.append(_categories(bom, notes))
    tables.append(Table("about", "About this plan", _ABOUT, tuple(_about(plan, findings))))
    tables.append(changed_table(bom, rates))
    return Report("summary", plan.build.title, tuple(tables), notes)


def _answer(bom: CostedBom, rates: RateBook) -> Iterator[Row]:
    lacking = missing_text(len(bom.unpriced))
    meaning = "" if bom.basis is None else f"{bom.basis}: {bom.basis.meaning}"
    shown = Same(bom.total or lacking, total_cell("bill"), bom.currency)
    yield Row("total", ("Total", shown, meaning), strong=True)
    if bom.unpriced:
        priced = Same(bom.subtotal, Ref(totals_name("bill"), "priced", "total"))
        yield Row("priced", ("Subtotal", priced, f"without {named(bom.unpriced)}"))
    if has_band(bom):
        for end, title, value in (("low", "Low end", bom.low), ("high", "High end", bom.high)):
            cell = Same(lacking if bom.unpriced else value, total_cell("bill", end), bom.currency)
            yield Row(end, (title, cell, "with every estimated price at this end"))
    for amount in bom.also if not bom.unpriced else ():
        where = Ref(totals_name("bill"), f"total_{amount.currency}", "total")
        converted = Same(amount, where, amount.currency)
        yield Row(f"total_{amount.currency}", (f"In {amount.currency}", converted, ""), strong=True)
    for rate in _rates_in_use(bom):
        where = rates.cell(rate.base, rate.quote, rate)
        note = f"of {rate.as_of}: {rate.source}"
        what = f"1 {rate.base} in {rate.quote}"
        yield Row(f"rate_{rate.base}_{rate.quote}", (what, Same(rate.rate, where), note))


def _rates_in_use(bom: CostedBom) -> Iterator[ExchangeRate]:
    """Yield the rates that an amount of this page was converted at."""
    yield from (subtotal.rate for subtotal in bom.subtotals if subtotal.rate is not None)
    for amount in bom.also:
        rate = rate_from_bill(bom, amount.currency)
        if rate is not None and not all_priced_in(bom, amount.currency):
            yield rate


def _cluster(plan: Plan, bom: CostedBom) -> Iterator[Row]:
    """Yield what the cluster has: as sums over the bill, or as it was exported."""
    sums = figure_sums(plan, bom)
    for row in _figures(plan):
        what, value, note = row.cells
        if row.key in sums and isinstance(value, Decimal | int):
            followed = Computed(value, sums[row.key], lacking=NOT_COUNTED)
            yield replace(row, cells=(what, followed, note))
        else:
            # What was measured of a build stays what was measured.
            measured = row.key == "nic_mbps" and plan.build.measured is not None
            yield row if measured else while_quantities_hold(row)


def _figures(plan: Plan) -> Iterator[Row]:
    able = capacity(plan)
    yield Row("nodes", ("Nodes", able.nodes, ""))
    yield _figure("cores", "Cores", able.cores)
    yield _figure("ram_gb", "Memory in GB", able.ram_gb)
    yield _figure("storage_gb", "Storage in GB", able.storage_gb)
    yield _figure("nic_mbps", "Network per node in Mbit/s", able.nic_mbps)
    yield _figure("power_typical_w", "Power in W, typical", able.power_typical_w)
    yield _figure("power_max_w", "Power in W, peak", able.power_max_w)
    ways = "1 of them is the uplink" if able.uplinks == 1 else f"{able.uplinks} of them are uplinks"
    ports: Cell = None if able.ports is None else f"{able.ports_needed} of {able.ports}"
    yield Row("ports", ("Switch ports in use", ports, ways if able.uplinks else ""))


def _figure(key: str, title: str, figure: Figure) -> Row:
    known = figure.value is not None
    shown = Marked(figure.value, str(figure.basis)) if known and key == "nic_mbps" else figure.value
    return Row(key, (title, shown, figure.note))


def _categories(bom: CostedBom, notes: tuple[str, ...]) -> Table:
    """Return what the lines of each category come to; unknown while one of them has no price."""
    columns = (
        Column("category", "For"),
        Column("amount", "Amount", Kind.MONEY, bom.currency),
    )
    keys = [f"line_{index + 1}" for index in range(len(bom.lines))]
    amounts = tuple(Ref("bill", key, "amount") for key in keys)
    labels = tuple(Ref("bill", key, "category") for key in keys)
    rows = []
    for category in dict.fromkeys(costed.line.category for costed in bom.lines):
        held = [c.line_price for c in bom.lines if c.line.category == category]
        priced = [amount for amount in held if amount is not None]
        value = total(priced, bom.currency) if len(priced) == len(held) else None
        title = CATEGORY_TITLES[category]
        shown = SumWhere(value, amounts, labels, title, needs_all=True)
        rows.append(Row(category, (title, shown)))
    return Table("categories", "Where the money goes", columns, tuple(rows), notes)


def _about(plan: Plan, findings: Sequence[Finding]) -> Iterator[Row]:
    build = plan.build
    if build.summary:
        yield Row("summary", ("Description", build.summary))
    yield Row("on", ("Prices and rates as of", str(plan.on)))
    if build.bought:
        yield Row("bought", ("Bought", build.bought))
    if build.source:
        yield Row("source", ("Source", build.source))
    if build.not_stated:
        yield Row("not_stated", ("The source does not state", build.not_stated))
    counts = Counter(finding.severity for finding in findings)
    found = [counted(n, _ONE[s]) for s in Severity if (n := counts[s])]
    yield Row("findings", ("Findings", ", ".join(found) or "none"))
    if plan.catalog_fingerprint:
        yield Row(
            "catalog", ("Catalog", f"{plan.catalog_fingerprint} (changes with every fact in it)")
        )
