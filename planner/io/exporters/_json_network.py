"""What builds can move as plain values, and what an upgrade changes of it."""

from planner.io.exporters._json_values import Fields, FieldsOf
from planner.model.network import (
    BandwidthChange,
    BandwidthChanges,
    Bandwidths,
    ClusterBandwidth,
    FlowChange,
    FlowRate,
    Link,
    NodeBandwidth,
    Profile,
    Way,
)


def bandwidths_fields(moved: Bandwidths) -> Fields:
    """Return what a build can move under each profile as plain values."""
    return {"network": [_bandwidth(each) for each in moved.network]}


def bandwidth_changes_fields(moved: BandwidthChanges) -> Fields:
    """Return what changes from one build to another under each profile as plain values."""
    return {"changes": [_change(each) for each in moved.changes]}


def _change(change: BandwidthChange) -> Fields:
    return {
        "profile": change.before.profile.name,
        "why": change.why,
        "node": [_flow_change(flow) for flow in change.node],
        "cluster": [_flow_change(flow) for flow in change.cluster],
        "before": _bandwidth(change.before),
        "after": _bandwidth(change.after),
    }


def _flow_change(flow: FlowChange) -> Fields:
    return {
        "what": flow.what,
        "before": _flow(flow.before),
        "after": _flow(flow.after),
        "change": flow.change,
    }


def _bandwidth(moved: ClusterBandwidth) -> Fields:
    return {
        "build": moved.build,
        "title": moved.title,
        "inferred": moved.inferred,
        "profile": _profile(moved.profile),
        "bus": str(moved.bus),
        "nodes": [_node(node) for node in moved.nodes],
        "totals": [_flow(flow) for flow in moved.totals],
        "links": [_link(link) for link in moved.links],
        "unknown": list(moved.unknown),
        "notes": list(moved.notes),
        "bus_label": moved.bus.label,
    }


def _profile(profile: Profile) -> Fields:
    return {
        "name": profile.name,
        "title": profile.title,
        "summary": profile.summary,
        "source": profile.source,
        "assumption": profile.assumption,
        "flows": [
            {"what": flow.what, "weight": flow.weight}
            | {str(way): getattr(flow, way) for way in Way}
            for flow in profile.flows
        ],
    }


def _node(node: NodeBandwidth) -> Fields:
    return {
        "node": node.node,
        "quantity": node.quantity,
        "alone": [_flow(flow) for flow in node.alone],
        "together": [_flow(flow) for flow in node.together],
        "links": [_link(link) for link in node.links],
    }


def _flow(flow: FlowRate) -> Fields:
    return {
        "what": flow.what,
        "mbps": flow.mbps,
        "link": flow.link,
        "limited_by": flow.limited_by,
        "basis": str(flow.basis),
    }


def _link(link: Link) -> Fields:
    return {
        "key": link.key,
        "name": link.name,
        "mbps": link.mbps,
        "basis": str(link.basis),
        "how": link.how,
        "one_way_at_a_time": link.one_way_at_a_time,
        "bus": link.bus,
    }


FIELDS: FieldsOf = {
    Bandwidths: bandwidths_fields,
    BandwidthChanges: bandwidth_changes_fields,
}
