"""What a build can move as tables: per traffic, over which links, and what an upgrade changes."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from planner.engine.traffic.bandwidth import one_decimal
from planner.engine.traffic.change import slowest_node
from planner.model.network import (
    BandwidthChange,
    BusModel,
    ClusterBandwidth,
    FlowRate,
    Link,
    LinkBasis,
)
from planner.model.table import Cell, Column, Kind, Report, Row, Table
from planner.model.words import inferred_text

_RATES = (
    Column("traffic", "Traffic"),
    Column("flow", "Data"),
    Column("node_mbps", "One node, Mbit/s", Kind.NUMBER),
    Column("node_limit", "limited by"),
    Column("cluster_mbps", "All nodes and the router, Mbit/s", Kind.NUMBER),
    Column("cluster_limit", "limited by"),
)
_LINKS = (
    Column("link", "Link"),
    Column("mbps", "Carries, Mbit/s", Kind.NUMBER),
    Column("basis", "Basis"),
    Column("how", "How known", detail=True),
)
_CHANGES = (
    Column("traffic", "Traffic"),
    Column("who", "Who"),
    Column("flow", "Data"),
    Column("before_mbps", "Before, Mbit/s", Kind.NUMBER),
    Column("after_mbps", "After, Mbit/s", Kind.NUMBER),
    Column("change_mbps", "Change", Kind.NUMBER),
    Column("before_limit", "limited before by", detail=True),
    Column("after_limit", "limited after by", detail=True),
)


def network_report(results: Sequence[ClusterBandwidth]) -> Report:
    """Return what one build moves under each profile, and the links that this rests on."""
    notes = network_notes(results)
    rates = Table("rates", "Network throughput", _RATES, tuple(_rate_rows(results)), notes)
    links = Table("links", "Capacity of the links", _LINKS, tuple(_link_rows(results)))
    return Report("network", f"Network of {results[0].title}", (rates, links), notes)


def network_change_report(changes: Sequence[BandwidthChange]) -> Report:
    """Return what an upgrade does to each profile, and why."""
    first = changes[0]
    notes = tuple(
        dict.fromkeys(
            (
                *network_notes([change.before for change in changes]),
                *network_notes([change.after for change in changes]),
            )
        )
    )
    rows = tuple(row for change in changes for row in _change_rows(change))
    title = f"From {first.before.title} to {first.after.title}"
    table = Table("changes", title, _CHANGES, rows, notes)
    why = tuple(
        Row(change.before.profile.name, (change.before.profile.title, change.why))
        for change in changes
    )
    columns = (Column("traffic", "Traffic"), Column("why", "Why"))
    return Report("network", f"Network: {title}", (table, Table("why", "Why", columns, why)), notes)


def network_notes(results: Sequence[ClusterBandwidth]) -> tuple[str, ...]:
    """Return what must be read with the numbers: inference, bus model, assumptions, gaps."""
    notes: list[str] = []
    for result in results:
        if result.inferred:
            notes.append(inferred_text(result.title, result.inferred))
        # His model is no fact, so its numbers never stand without its label.
        if result.bus is BusModel.AUTHOR:
            notes.append(result.bus.label)
        notes.extend(result.notes)
        if result.profile.assumption:
            notes.append(f"{result.profile.title} assumes: {result.profile.assumption}")
        notes.extend(f"Not known, so not limiting: {unknown}." for unknown in result.unknown)
    return tuple(dict.fromkeys(notes))


def _rate_rows(results: Sequence[ClusterBandwidth]) -> Iterator[Row]:
    for result in results:
        for one, every in zip(slowest_node(result), result.totals, strict=True):
            cells = (
                result.profile.title,
                one.what,
                one.mbps,
                _limit(one),
                every.mbps,
                _limit(every),
            )
            yield Row(f"{result.profile.name} {one.what}", cells)


def _limit(rate: FlowRate) -> str:
    return f"{rate.limited_by} ({rate.basis})" if rate.limited_by else str(LinkBasis.UNKNOWN)


def _link_rows(results: Sequence[ClusterBandwidth]) -> Iterator[Row]:
    """Yield every link once; the bus is one link, whatever shares it under a profile."""
    found: dict[tuple[str, Decimal | None, str], Link] = {}
    for result in results:
        for link in (*(link for node in result.nodes for link in node.links), *result.links):
            found.setdefault((link.key, link.mbps, link.how), link)
    for index, link in enumerate(found.values()):
        way = ", half duplex" if link.one_way_at_a_time else ""
        cells = (
            f"{link.bus or link.name}{way}",
            _whole_or_finer(link.mbps),
            str(link.basis),
            link.how,
        )
        yield Row(f"link_{index + 1}", cells)


def _whole_or_finer(mbps: Decimal | None) -> Decimal | None:
    """Return the speed of a link with one decimal, or with as many more as it was stated with."""
    if mbps is None:
        return None
    coarse = one_decimal(Fraction(mbps))
    return coarse if coarse == mbps else mbps


def _change_rows(change: BandwidthChange) -> Iterator[Row]:
    profile = change.before.profile
    for who, flows in (("one node", change.node), ("all at once", change.cluster)):
        for flow in flows:
            cells: tuple[Cell, ...] = (
                profile.title,
                who,
                flow.what,
                flow.before.mbps,
                flow.after.mbps,
                flow.change,
                _limit(flow.before),
                _limit(flow.after),
            )
            yield Row(f"{profile.name} {who} {flow.what}", cells)
