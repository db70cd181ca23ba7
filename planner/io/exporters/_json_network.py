"""What builds can move as plain values, and what an upgrade changes of it."""

from planner.io.exporters._json_values import Fields
from planner.model.network import (
    BandwidthChange,
    BandwidthChanges,
    Bandwidths,
    ClusterBandwidth,
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
        "node": [flow.model_dump() for flow in change.node],
        "cluster": [flow.model_dump() for flow in change.cluster],
        "before": _bandwidth(change.before),
        "after": _bandwidth(change.after),
    }


def _bandwidth(moved: ClusterBandwidth) -> Fields:
    return {**moved.model_dump(), "bus_label": moved.bus.label}
