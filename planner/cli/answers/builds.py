"""What commands say about builds: listed, costed and exported; no layout."""

from collections.abc import Iterable, Iterator, Sequence

from planner.cli.answer import Answer, Text, remark
from planner.cli.answers._bill_rows import BILL_COLUMNS, bill_rows
from planner.cli.answers._kits import kit_blocks, kit_rows
from planner.engine.fitting.racks import rack_layout
from planner.engine.planning.capacity import capacity
from planner.engine.planning.kit_bill import kit_bill
from planner.engine.planning.spares import spares_cost
from planner.engine.reporting import document
from planner.engine.reporting.cost_change import causes_text, difference_text, names_in
from planner.engine.reporting.lines import lines_table
from planner.engine.reporting.racks import rack_tables
from planner.engine.reporting.spares import spares_text
from planner.jobs.folder import Workspace
from planner.model.bom import CostedBom
from planner.model.catalog import OWN
from planner.model.cost_change import CostChange
from planner.model.costed import BuildTotal, BuildTotals, CostedPlan
from planner.model.document import Document
from planner.model.findings import Severity
from planner.model.money import ExchangeRate, Money
from planner.model.plan import Plan
from planner.model.racks import RackLayout
from planner.model.spares import SparesCost
from planner.model.table import Column, Kind, Report, Row, Table
from planner.model.words import counted


def _as_markdown(told: Document) -> str:
    # Whoever reads a terminal does not wait for exporters.
    from planner.io.exporters import markdown

    return markdown.document_text(told)


def reports_as_markdown(*reports: Report) -> str:
    """Return reports as Markdown, one below the other."""
    from planner.io.exporters import markdown

    return "\n\n".join(block for report in reports for block in markdown.report_blocks(report))


def cost_answer(
    plan: Plan,
    bom: CostedBom,
    against: tuple[Plan, CostChange] | None = None,
    *,
    unfold: bool = False,
) -> Answer:
    """Return what a build costs: its lines, its total and where the numbers come from.

    `against` is another plan, with what this one costs more. What its kits hold is told if they
    are to be unfolded.
    """
    build, kits, spares = plan.build, kit_bill(plan, bom), spares_cost(plan, bom)
    rows = bill_rows(bom) if kits is None else kit_rows(bom, kits, unfold=unfold)
    what = ["inferred"] if build.inferred else []
    what += [nodes_text(plan), f"costed for {plan.on}"]
    blocks: list[Table | Text] = [
        Text(f"{build.title}: {', '.join(what)}", strong=True),
        Table("lines", build.title, BILL_COLUMNS, (*rows, *_total_rows(bom))),
        *(() if kits is None else kit_blocks(kits, unfold=unfold)),
        *rack_blocks(rack_layout(plan)),
        *_answer_lines(plan, bom, spares),
        *(() if against is None else (_change_text(against[1], against[0], plan),)),
    ]
    return Answer(
        tuple(blocks),
        CostedPlan(
            plan, bom, change=None if against is None else against[1], kits=kits, spares=spares
        ),
        plan.findings,
        flat=lines_table(plan, bom),
        markdown=lambda: _as_markdown(document(plan, bom, plan.findings)),
    )


def nodes_text(plan: Plan) -> str:
    """Return how many nodes a build has, and of how many copies."""
    nodes = counted(capacity(plan).nodes, "node")
    copies = plan.build.copies
    return nodes if copies == 1 else f"{counted(copies, 'copy', 'copies')} of {nodes}"


def copies_text(copies: int, each: Money | None) -> str:
    """Return how many copies a sum is for, and what one of them comes to."""
    of_each = "the cost of one is not known" if each is None else f"{each} each"
    return f"For {copies} copies: {of_each}."


def _change_text(change: CostChange, *plans: Plan) -> Text:
    told = (difference_text(change, names_in(*plans)), causes_text(change))
    return Text(", ".join(filter(None, told)) + ".", strong=True)


def rack_blocks(layout: RackLayout | None) -> Iterator[Table | Text]:
    """Yield what stands where in the racks of a build, and what is in none of them."""
    for table in () if layout is None else rack_tables(layout):
        yield Text(table.title, strong=True)
        yield table


def _total_rows(bom: CostedBom) -> list[Row]:
    name = "Total" if bom.low is None else "Total, likely"
    name = "Subtotal" if bom.total is None else name
    rows = [Row("total", (name, "", "", bom.subtotal, str(bom.basis or "")), strong=True)]
    if bom.low is not None and bom.high is not None:
        rows.insert(0, Row("low", ("Total, at least", "", "", bom.low, ""), strong=True))
        rows.append(Row("high", ("Total, at most", "", "", bom.high, ""), strong=True))
    rows += [
        Row(f"in {also.currency}", (f"in {also.currency}", "", "", also, ""), strong=True)
        for also in bom.also
    ]
    return rows


def _answer_lines(plan: Plan, bom: CostedBom, spares: SparesCost | None) -> list[Text]:
    costs = "costs" if bom.low is None else "is estimated to cost"
    costs = "has no total yet:" if bom.total is None else costs
    what = plan.build.title if bom.copies == 1 else f"{bom.copies} × {plan.build.title}"
    lines = [Text(f"{what} {costs} {total_text(bom)}.", strong=True)]
    if bom.copies > 1:
        lines.append(Text(copies_text(bom.copies, bom.per_copy)))
    if spares is not None:
        lines.append(Text(spares_text(spares)))
    if bom.rates:
        lines.append(rates_text(bom.rates, bom.converted))
    if bom.basis is not None:
        lines.append(Text(f"{bom.basis}: {bom.basis.meaning}"))
    return lines


def total_text(bom: CostedBom) -> str:
    """Return a total in one line: `S$626.63 = US$449.73`, or what is known of it."""
    also = "".join(f" = {amount}" for amount in bom.also)
    if bom.total is None:
        count = len(bom.unpriced)
        return f"{bom.subtotal} + {counted(count, 'line')} unpriced"
    if bom.low is not None:
        return f"{bom.low} to {bom.high}, likely {bom.total}{also}"
    return f"{bom.total}{also}"


def rates_text(rates: Iterable[ExchangeRate], amounts: Iterable[Money] = ()) -> Text:
    """Return the rates in use, a line each, with the digits that these amounts need.

    One rate that two sources give is said once.
    """
    said = {(rate.base, rate.quote, rate.rate, rate.as_of): rate for rate in reversed([*rates])}
    converted = tuple(amounts)
    return Text("\n".join(rate_text(rate, converted) for rate in reversed(said.values())))


def typed_rates(rates: Sequence[ExchangeRate]) -> Iterator[Text]:
    """Yield the rates that a person typed, where an answer of many builds does not say its own."""
    if rates:
        yield rates_text(rates)


def rate_text(rate: ExchangeRate, amounts: Iterable[Money] = ()) -> str:
    """Return a rate in one line: its pair, its day and who says so."""
    digits = rate.shown(amounts)
    return f"1 {rate.base} = {digits} {rate.quote} on {rate.as_of} ({rate.source})"


def builds_answer(costed: Sequence[tuple[Plan, CostedBom]], workspace: Workspace) -> Answer:
    """Return the builds of a folder with what each costs."""
    columns = (
        Column("name", "Build"),
        Column("title", "Title"),
        Column("nodes", "Nodes", Kind.INTEGER),
        Column("total", "Total", Kind.MONEY),
        Column("also", "Also", Kind.MONEY),
        Column("basis", "Basis"),
    )
    mine = [each for each in costed if each[0].build.name in workspace.own_builds]
    shipped = [each for each in costed if each not in mine]
    rows = tuple(Row(plan.build.name, _build_cells(plan, bom)) for plan, bom in shipped)
    blocks: list[Table | Text] = [Table("builds", "Builds", columns, rows)]
    if mine:
        dated = (*columns, Column("on", "Prices of", Kind.DATE))
        rows = tuple(Row(p.build.name, (*_build_cells(p, bom), p.on)) for p, bom in mine)
        blocks += [Text(f"Your own, in {workspace.own}:"), Table("own", "Yours", dated, rows)]
    blocks += [
        Text(f"{plan.build.title} is inferred: {plan.build.inferred}")
        for plan, _ in costed
        if plan.build.inferred
    ]
    if not costed:
        blocks = [Text(f"There is no build in {workspace.folder / 'builds'}.")]
    totals = tuple(
        BuildTotal.of(plan, bom, nodes=capacity(plan).nodes, own=(plan, bom) in mine)
        for plan, bom in costed
    )
    errors = tuple(f for f in workspace.findings if f.subject in _unread(workspace))
    return Answer(
        tuple(blocks),
        BuildTotals(totals, errors),
        errors,
        flat=_builds_table(costed, workspace),
    )


def _unread(workspace: Workspace) -> set[str]:
    """Return the names of builds whose files could not be read."""
    known = {build.name for build in workspace.builds}
    places = (
        f
        for f in workspace.findings
        if f.cell and f.cell.file.startswith(("builds/", f"{OWN}builds/"))
    )
    return {finding.subject for finding in places} - known


def _build_cells(plan: Plan, bom: CostedBom) -> tuple[str | int, ...]:
    also = " ".join(str(amount) for amount in bom.also if bom.total is not None)
    total = f"{bom.subtotal}"
    if bom.total is None:
        total += f" + {len(bom.unpriced)} unpriced"
    elif bom.low is not None:
        total += f" ({bom.low} to {bom.high})"
    basis = f"{bom.basis or 'unpriced'}{', inferred' if plan.build.inferred else ''}"
    return (plan.build.name, plan.build.title, capacity(plan).nodes, total, also, basis)


def _builds_table(costed: Sequence[tuple[Plan, CostedBom]], workspace: Workspace) -> Table:
    """Return the builds for programs: each amount in a cell of its own."""
    names = (
        "build title nodes currency total low high subtotal unpriced basis inferred own on".split()
    )
    kinds = dict.fromkeys(("total", "low", "high", "subtotal"), Kind.MONEY)
    further = list(dict.fromkeys(amount.currency for _, bom in costed for amount in bom.also))
    columns = [Column(name, name, kinds.get(name, Kind.TEXT)) for name in names]
    columns += [Column(code, f"in_{code.lower()}", Kind.MONEY) for code in further]
    rows = []
    for plan, bom in costed:
        build, also = plan.build, {amount.currency: amount for amount in bom.also if bom.total}
        amounts = (bom.total, bom.low, bom.high, bom.subtotal)
        known = (len(bom.unpriced), str(bom.basis or ""), build.inferred)
        kept = ("own" if build.name in workspace.own_builds else "", plan.on.isoformat())
        head = (build.name, build.title, capacity(plan).nodes, bom.currency)
        rows.append(Row(build.name, (*head, *amounts, *known, *kept, *map(also.get, further))))
    return Table("builds", "Builds", tuple(columns), tuple(rows))


def exported_answer(told: Document, *, file: str, size: int) -> Answer:
    """Return what was written, where, and what must be known of it."""
    lines = (f"Wrote {file} ({size:,} bytes).", f"{told.title}: {told.headline}")
    grave = [finding for finding in told.findings if finding.severity is not Severity.NOTE]
    return Answer(
        (Text("\n".join(lines)),),
        None,
        told.findings,
        tuple(map(remark, grave)),
    )
