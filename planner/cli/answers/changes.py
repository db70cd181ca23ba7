"""What commands say about builds against each other: compared and upgraded; no layout."""

from collections.abc import Sequence
from decimal import Decimal

from planner.cli.answer import Answer, Text, remark
from planner.cli.answers._bill_rows import BILL_COLUMNS, bill_rows
from planner.cli.answers.builds import rates_text, reports_as_markdown
from planner.engine.planning.compare import AT_LEAST, difference
from planner.engine.planning.cost import cost
from planner.engine.reporting import document
from planner.engine.reporting.changes import comparison_report
from planner.engine.reporting.mixed_set import set_sentences, upgraded_name
from planner.engine.reporting.running import compared_text, payback_text
from planner.model.codes import BUILD_INFERRED
from planner.model.comparison import Comparison, MetricRow, MetricValue, Upgrade, UpgradeLine
from planner.model.findings import Finding, Severity
from planner.model.money import Money
from planner.model.numbers import number_text
from planner.model.plan import Plan
from planner.model.table import Column, Kind, Row, Table
from planner.model.words import counted


def compare_answer(plans: Sequence[Plan], comparison: Comparison) -> Answer:
    """Return builds side by side: what differs first, what is alike in one line."""
    base, report = comparison.base, comparison_report(comparison)
    heads = [
        _head(title, is_base=index == base and len(comparison.builds) > 1, inferred=inferred)
        for index, (title, inferred) in enumerate(
            zip(comparison.titles, comparison.inferred, strict=True)
        )
    ]
    columns = (
        Column("metric", ""),
        *(Column(f"build_{index + 1}", head, Kind.MIXED) for index, head in enumerate(heads)),
    )
    differ = [row for row in comparison.metrics if row.differs]
    rows = [line for row in differ for line in _metric_rows(row, base)]
    rows[1:1] = _further_prices(plans)
    blocks: list[Table | Text] = [Table("compare", "Comparison", columns, tuple(rows))]
    same = [row for row in comparison.metrics if not row.differs]
    if same:
        facts = (f"{_metric_title(row)} {_value_text(row.values[0])}" for row in same)
        blocks.append(Text(f"The same in all builds: {'; '.join(facts)}."))
    if comparison.tariff is not None:
        blocks.append(Text(compared_text(comparison.tariff, comparison.load_percent)))
    if comparison.rates:
        blocks.append(rates_text(comparison.rates))
    return Answer(
        tuple(blocks),
        comparison,
        comparison.findings,
        _remarks(plans),
        report.tables[0],
        lambda: reports_as_markdown(report),
    )


def _remarks(plans: Sequence[Plan], own: Sequence[Finding] = ()) -> tuple[str, ...]:
    """Return what was found of several builds: errors and warnings with their build, notes counted.

    Their notes are those of each build alone; here they would bury what is compared.
    """
    titles: dict[str, list[str]] = {}
    first: dict[str, Finding] = {}
    notes = set()
    for plan in plans:
        for finding in plan.findings:
            if finding.severity is Severity.NOTE:
                notes.add(finding)
            else:
                line = remark(finding)
                titles.setdefault(line, []).append(plan.build.title)
                first.setdefault(line, finding)
    lines = [remark(finding) for finding in own]
    for line, builds in titles.items():
        # What is said of an inferred build names it.
        named = first[line].code == BUILD_INFERRED
        lines.append(line if named else remark(first[line], of=", ".join(dict.fromkeys(builds))))
    if notes:
        count = counted(len(notes), "note")
        lines.append(f"{count} on single builds not shown here: planner cost shows them.")
    return tuple(lines)


def _head(title: str, *, is_base: bool, inferred: str) -> str:
    """Return what stands over a build's numbers; an inferred one is always called so."""
    marks = ["base"] * is_base + ["inferred"] * bool(inferred)
    return f"{title} ({', '.join(marks)})" if marks else title


def _further_prices(plans: Sequence[Plan]) -> list[Row]:
    """Return the prices in each further currency that was asked for."""
    boms = [cost(plan) for plan in plans]
    rows = []
    for code in dict.fromkeys(amount.currency for bom in boms for amount in bom.also):
        also = [{each.currency: each for each in bom.also}.get(code) for bom in boms]
        known = (
            each if bom.total is not None else None for each, bom in zip(also, boms, strict=True)
        )
        rows.append(Row(f"price in {code}", (f"  in {code}", *known)))
    return rows


def _metric_title(row: MetricRow) -> str:
    is_money = any(isinstance(value.value, Money) for value in row.values)
    return row.title if is_money or not row.unit else f"{row.title} ({row.unit})"


def _metric_rows(row: MetricRow, base: int) -> list[Row]:
    cells = [
        _value_text(value, name=row.name)
        + ("" if index == base else _percent(value, row.values[base]))
        for index, value in enumerate(row.values)
    ]
    rows = [Row(row.name, (_metric_title(row), *cells))]
    # How it is known is said once, under the number that the others are made of.
    if row.name in ("price", "nic_mbps") and any(value.basis for value in row.values):
        rows.append(Row(f"{row.name} basis", ("", *(value.basis for value in row.values))))
    if row.name == "price" and any(value.low is not None for value in row.values):
        bands = (f"{v.low} to {v.high}" if v.low is not None else "" for v in row.values)
        rows.append(Row("price band", ("  between", *bands)))
    return rows


def _value_text(value: MetricValue, *, name: str = "") -> str:
    if value.value is None:
        return value.note if name == "price" and value.note else "unknown"
    if isinstance(value.value, Decimal):
        return number_text(value.value, grouped=True)
    if value.basis == AT_LEAST:
        return f"{AT_LEAST} {value.value}"
    return str(value.value)


def _percent(value: MetricValue, base: MetricValue) -> str:
    change = difference(value, base).note
    return "" if change in ("", "+0 %", "-0 %") else f" {change}"


def upgrade_answer(before: Plan, after: Plan, change: Upgrade) -> Answer:
    """Return what to buy, what to retire and what stays, and what that costs."""
    columns = (Column("sign", ""), *BILL_COLUMNS)
    bought = [Row(f"+{row.key}", ("+", *row.cells)) for row in bill_rows(change.added)]
    retired = [_retired_row(index, item) for index, item in enumerate(change.retired)]
    kept = [
        Row(f"={index}", ("=", item.line.description, item.quantity, "", "", "kept"))
        for index, item in enumerate(change.kept)
    ]
    table = Table("upgrade", "Upgrade", columns, (*bought, *retired, *kept))
    blocks: list[Table | Text] = [
        Text(f"From {before.build.title} to {after.build.title}", strong=True),
        table,
        Text("+ to buy, - no longer needed, = stays"),
        Text(_upgrade_text(before, change), strong=True),
    ]
    if told := set_sentences(change):
        blocks.append(Text("\n".join(told)))
    name = upgraded_name(change, after.build.title)
    if change.payback is not None and change.payback.saves is not None:
        blocks.append(Text(payback_text(change.payback, name)))
    if change.rates:
        blocks.append(rates_text(change.rates))
    whole = document(after, cost(after), after.findings, upgrade=change)
    of_builds = {*before.findings, *after.findings}
    return Answer(
        tuple(blocks),
        change,
        change.findings,
        _remarks((before, after), [each for each in change.findings if each not in of_builds]),
        _upgrade_table(change),
        lambda: reports_as_markdown(*(each for each in whole.reports if each.name == "upgrade")),
    )


_FLAT_UPGRADE = (
    Column("change", "change"),
    Column("part_number", "part_number"),
    Column("description", "description"),
    Column("quantity", "quantity", Kind.INTEGER),
    Column("pack_size", "pack_size", Kind.INTEGER),
    Column("packs", "packs", Kind.INTEGER),
    Column("each", "each", Kind.MONEY),
    Column("each_currency", "each_currency"),
    Column("amount", "amount", Kind.MONEY),
    Column("currency", "currency"),
    Column("basis", "basis"),
    Column("count_basis", "count_basis"),
)


def _upgrade_table(change: Upgrade) -> Table:
    """Return the upgrade for programs: its amounts add up to what it costs."""
    rows: list[tuple[str | int | Money | None, ...]] = []
    head: tuple[str | int | None, ...]
    for costed in change.added.lines:
        line = costed.line
        each = None if line.price is None else line.price.unit
        packs = (1 if line.price is None else line.price.pack_size, line.packs)
        head = ("buy", line.part_number, line.description, line.quantity, *packs)
        basis = "" if line.price is None else str(line.price.basis)
        known = (basis, str(line.count_basis))
        rows.append((*head, *_in_currency(each), *_in_currency(costed.line_total), *known))
    rows.extend(
        (
            "pay",
            "",
            charge.charge.label,
            1,
            None,
            None,
            None,
            "",
            *_in_currency(charge.amount),
            "",
            "",
        )
        for charge in change.added.charges
    )
    for item in change.retired:
        back = None if item.fetches is None else (item.fetches * -item.quantity).rounded()
        head = ("retire", item.line.part_number, item.line.description, item.quantity, None, None)
        known = ("", str(item.line.count_basis))
        rows.append((*head, *_in_currency(item.fetches), *_in_currency(back), *known))
    for item in change.kept:
        head = ("keep", item.line.part_number, item.line.description, item.quantity, None, None)
        rows.append((*head, None, "", None, "", "", str(item.line.count_basis)))
    lines = tuple(Row(f"row_{index + 1}", cells) for index, cells in enumerate(rows))
    return Table("upgrade", "Upgrade", _FLAT_UPGRADE, lines)


def _in_currency(amount: Money | None) -> tuple[Money | None, str]:
    return amount, "" if amount is None else amount.currency


def _retired_row(index: int, item: UpgradeLine) -> Row:
    back = "" if item.fetches is None else (item.fetches * -item.quantity).rounded()
    each = "" if item.fetches is None else item.fetches
    cells = ("-", item.line.description, item.quantity, each, back, "sold" if each else "retired")
    return Row(f"-{index}", cells)


def _band_text(change: Upgrade) -> str:
    low, high, back = change.added.low, change.added.high, change.resale
    if low is None or high is None:
        return ""
    return f", between {low - back} and {high - back}" if back else f", between {low} and {high}"


def _upgrade_text(before: Plan, change: Upgrade) -> str:
    also = "".join(f" = {amount}" for amount in change.also)
    if change.delta is None:
        count = len(change.added.unpriced)
        words = f"{change.added.subtotal} + {counted(count, 'line')} unpriced"
        return f"The upgrade costs {words}."
    text = f"The upgrade costs {change.delta}{also}{_band_text(change)}."
    if change.resale is not None:
        text += f" That is {change.added.total} to buy, less {change.resale} resale value."
    if change.total_before is not None and change.total_after is not None:
        spent = f"{change.total_before} for {before.build.title} and {change.delta} for the upgrade"
        text += f"\nThat makes {change.total_after} in total: {spent}."
    return text
