"""What an upgrade does to the traffic of a build, and why: which link binds before and after."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from planner.engine.traffic.bandwidth import BUSES, one_decimal
from planner.model.network import BandwidthChange, ClusterBandwidth, FlowChange, FlowRate, Link
from planner.model.numbers import number_text
from planner.model.words import sentence


def bandwidth_change(before: ClusterBandwidth, after: ClusterBandwidth) -> BandwidthChange:
    """Return what changes from one build to another under the same profile and bus model."""
    if (before.profile, before.bus) != (after.profile, after.bus):
        raise ValueError("two builds are compared under one profile and one bus model")
    node = _changes(slowest_node(before), slowest_node(after))
    cluster = _changes(before.totals, after.totals)
    why = " ".join([*_why(after, node), *_why_together(cluster)])
    return BandwidthChange(before=before, after=after, node=node, cluster=cluster, why=why)


def slowest_node(result: ClusterBandwidth) -> tuple[FlowRate, ...]:
    """Return each flow on the node where it is slowest; not known if it is not on any node."""
    rates = []
    for index, flow in enumerate(result.profile.flows):
        found = [node.alone[index] for node in result.nodes]
        known = [rate for rate in found if rate.mbps is not None]
        if known and len(known) == len(found):
            rates.append(min(known, key=lambda rate: rate.mbps or Decimal(0)))
        else:
            rates.append(FlowRate(what=flow.what))
    return tuple(rates)


def _changes(before: Sequence[FlowRate], after: Sequence[FlowRate]) -> tuple[FlowChange, ...]:
    result = []
    for one, two in zip(before, after, strict=True):
        change = None if one.mbps is None or two.mbps is None else two.mbps - one.mbps
        result.append(FlowChange(what=one.what, before=one, after=two, change=change))
    return tuple(result)


def _why(after: ClusterBandwidth, changes: Sequence[FlowChange]) -> Iterator[str]:
    """Yield what binds one node: a sentence for each pair of links, then what the bus does."""
    for change in changes:
        if change.change is None:
            yield f"{sentence(change.what)}: not known both before and after."
    for whats, one, two in _bound(changes):
        gains = any(change.change for change in changes if change.what in whats)
        end = "" if gains or one != two else ", so nothing is gained"
        yield f"{sentence(', '.join(whats))}: {_limits(one, two)}{end}."
    yield from _crossings(after, [change.after for change in changes])


def _crossings(result: ClusterBandwidth, rates: Sequence[FlowRate]) -> Iterator[str]:
    """Yield how a bus that binds a node is shared by what runs over it at once."""
    for node in result.nodes:
        for rate in rates:
            bus = next((link for link in node.links if _is_bus_of(link, rate)), None)
            if bus is None or bus.mbps is None or not rate.mbps:
                continue
            times = one_decimal(Fraction(bus.mbps) / Fraction(rate.mbps))
            if times > 1:
                mbps = number_text(bus.mbps)
                yield (
                    f"The bus carries {mbps} Mbit/s ({bus.basis}), half duplex; for each Mbit/s "
                    f"{rate.what} it carries {number_text(times)} in total: {mbps} / "
                    f"{number_text(times)} = {number_text(rate.mbps)}."
                )
                return


def _is_bus_of(link: Link, rate: FlowRate) -> bool:
    return link.one_way_at_a_time and link.key == rate.link


def _why_together(changes: Sequence[FlowChange]) -> Iterator[str]:
    """Yield what binds all nodes at once, flows that are bound alike together."""
    for whats, one, two in _bound(changes):
        yield f"All nodes at once, {', '.join(whats)}: {_limits(one, two)}."


def _bound(changes: Sequence[FlowChange]) -> Iterator[tuple[list[str], str, str]]:
    """Yield the flows that are bound alike, with the link that binds them before and after.

    A bus that binds before and after has one name, whatever is plugged into it.
    """
    alike: dict[tuple[str, str], list[FlowChange]] = {}
    for change in changes:
        if change.change is not None:
            alike.setdefault((change.before.link, change.after.link), []).append(change)
    for (one, two), group in alike.items():
        after = group[0].after.limited_by
        before = after if one == two and one in BUSES else group[0].before.limited_by
        yield [change.what for change in group], before, after


def _limits(before: str, after: str) -> str:
    if before == after:
        return f"limited by {after} before and after"
    return f"limited by {before} before, by {after} after"


def signed(change: Decimal) -> str:
    """Return a change with its sign: `+130.9`, `-2`, `0`."""
    return f"+{number_text(change)}" if change > 0 else number_text(change)
