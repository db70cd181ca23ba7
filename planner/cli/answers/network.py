"""What the network command says: what a build can move, and what an upgrade changes; no layout."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from planner.cli.answer import Answer, Text
from planner.cli.answers.builds import reports_as_markdown
from planner.engine.reporting.network import network_change_report, network_report
from planner.engine.traffic.change import bandwidth_change, signed
from planner.model.network import BandwidthChanges, Bandwidths, BusModel, ClusterBandwidth
from planner.model.table import Report, Table


def network_answer(results: Sequence[ClusterBandwidth]) -> Answer:
    """Return what a build can move under each profile, and the links this rests on."""
    first = results[0]
    nodes = sum(node.quantity for node in first.nodes)
    title = f"{first.title}: what {nodes} nodes can move"
    return _answer(network_report(results), title, first, Bandwidths(network=tuple(results)))


def network_change_answer(
    before: Sequence[ClusterBandwidth], after: Sequence[ClusterBandwidth]
) -> Answer:
    """Return what changes from one build to another under each profile, and why."""
    changes = tuple(bandwidth_change(one, two) for one, two in zip(before, after, strict=True))
    report = network_change_report(changes)
    return _answer(report, report.tables[0].title, before[0], BandwidthChanges(changes=changes))


def _answer(
    report: Report, title: str, result: ClusterBandwidth, record: Bandwidths | BandwidthChanges
) -> Answer:
    tables = [replace(table, notes=()) for table in report.tables]
    blocks: list[Table | Text] = [Text(title, strong=True)]
    # Whose model it is stands over its numbers, not only below them.
    if result.bus is BusModel.AUTHOR:
        blocks.append(Text(result.bus.label, strong=True))
    blocks += [_why(table) if table.name == "why" else _with_signs(table) for table in tables]
    flat = tables[0]
    # Programs find a column by its key; two titles are alike.
    columns = tuple(replace(column, title=column.key) for column in flat.columns)
    return Answer(
        tuple(blocks),
        record,
        remarks=tuple(f"note: {note}" for note in report.notes),
        flat=replace(flat, columns=columns),
        markdown=lambda: reports_as_markdown(report),
    )


def _why(table: Table) -> Text:
    return Text("\n".join(": ".join(map(str, row.cells)) for row in table.rows))


def _with_signs(table: Table) -> Table:
    """Return a table whose changes show a plus or a minus; programs get them as plain numbers."""
    keys = [column.key for column in table.columns]
    if "change_mbps" not in keys:
        return table
    at = keys.index("change_mbps")
    rows = []
    for row in table.rows:
        change = row.cells[at]
        shown = signed(change) if isinstance(change, Decimal) else change
        rows.append(replace(row, cells=(*row.cells[:at], shown, *row.cells[at + 1 :])))
    return replace(table, rows=tuple(rows))
