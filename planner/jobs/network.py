"""Say what a build can move, from what a catalog folder knows of links and traffic."""

from planner.engine.planning.plan import make_plan
from planner.io.catalog.network import load_network
from planner.jobs.folder import Workspace
from planner.model.build import Build
from planner.model.findings import Cell, Finding, PlannerError, Severity
from planner.model.money import RateTable
from planner.model.network import BusModel, ClusterBandwidth, NetworkFacts


def network_facts(workspace: Workspace) -> NetworkFacts:
    """Return what a catalog folder says of links and traffic; without a profile, PlannerError."""
    facts, findings = load_network(workspace.folder)
    if facts.profiles:
        return facts
    none = Finding(
        code="network-no-profiles",
        severity=Severity.ERROR,
        subject="network.toml",
        message="There is no traffic profile.",
        hint="Add one under [[profiles]].",
        cell=Cell(file="network.toml"),
    )
    raise PlannerError(next(iter(findings), none))


def network_of(
    build: Build,
    workspace: Workspace,
    facts: NetworkFacts,
    *,
    bus: BusModel = BusModel.BOARD,
    router_mbps: int | None = None,
) -> tuple[ClusterBandwidth, ...]:
    """Return what a build can move under each profile of the facts.

    `router_mbps` is the speed of the router's port, in place of what the build says.
    """
    if router_mbps is not None:
        build = build.model_copy(update={"router_mbps": router_mbps})
    # What moves does not depend on prices, so no rates are looked up.
    plan = make_plan(build, workspace.catalog, rates=RateTable())
    from planner.engine.traffic.bandwidth import bandwidth  # 0.01 s that few commands need

    return tuple(bandwidth(plan, facts, profile, bus=bus) for profile in facts.profiles)
