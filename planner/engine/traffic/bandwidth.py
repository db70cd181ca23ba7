"""What each node and the whole cluster can move under a traffic profile, and what binds it.

Every node does the same at once, to and from the router: data crosses the node's own links, the
switches on its way and the cable to the router. A switch is taken to carry all its ports at full
speed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from planner.engine.fitting.parts_in_use import speed_of
from planner.engine.traffic._routes import (
    CapacityKey,
    Routes,
    capacity_key,
    ethernet_link,
    routes_of,
)
from planner.engine.traffic._shares import Demand, FlowShare, fair_shares
from planner.engine.wiring.node_places import SwitchUnit, placed_nodes
from planner.engine.wiring.nodes import Node
from planner.model.network import (
    BusModel,
    ClusterBandwidth,
    FlowRate,
    Link,
    LinkBasis,
    NetworkFacts,
    NodeBandwidth,
    Profile,
    Way,
)
from planner.model.parts import Switch
from planner.model.plan import Plan
from planner.model.wiring import ROUTER
from planner.model.words import counted

_NETWORK = (Way.NETWORK_IN, Way.NETWORK_OUT)
# Of links that are full at once the one most things share is named first.
BUSES = ("usb2-bus", "usb3-bus")


@dataclass(frozen=True, slots=True)
class _Group:
    """Equal nodes on one switch: their own links, and those they share with other nodes."""

    place: int
    name: str
    quantity: int
    routes: Routes
    shared: tuple[Link, ...]

    def uses(
        self, flow_ways: Mapping[Way, Decimal], *, all_of_them: bool
    ) -> dict[CapacityKey, Fraction]:
        """Return the load of a flow, per unit of its rate, on each capacity it takes."""
        load: dict[CapacityKey, Fraction] = defaultdict(Fraction)
        nodes = self.quantity if all_of_them else 1
        for way, often in flow_ways.items():
            for key in self.routes.ways[way]:
                load[key._replace(group=self.place)] += Fraction(often)
            for link in self.shared if way in _NETWORK else ():
                load[capacity_key(link, way)] += Fraction(often) * nodes
        return load

    def capacities(self) -> dict[CapacityKey, Fraction]:
        """Return what each link carries each way, where it is known."""
        return _capacities(self.routes.links, self.place) | _capacities(self.shared)


@dataclass(slots=True)
class _Shared:
    """The links that nodes share, and for each switch those between it and the router."""

    links: list[Link] = field(default_factory=list)
    paths: dict[int | None, tuple[Link, ...]] = field(default_factory=dict)


def bandwidth(
    plan: Plan, facts: NetworkFacts, profile: Profile, *, bus: BusModel = BusModel.BOARD
) -> ClusterBandwidth:
    """Return what the nodes of a plan move under a profile: one alone, and all at once."""
    placed, units = placed_nodes(plan)
    shared = _shared_links(plan, units, facts)
    ways = {way for flow in profile.flows for way in flow.ways}
    groups: list[_Group] = []
    for node, quantity, switch in placed:
        routes = routes_of(node, facts, measured=plan.build.measured, bus=bus, ways=ways)
        routes = _through_port(routes, node, None if switch is None else units[switch], facts)
        path = shared.paths.get(switch, ())
        groups.append(_Group(len(groups), node.name, quantity, routes, path))
    together = _all_at_once(groups, profile)
    nodes = [
        NodeBandwidth(
            node=group.name,
            quantity=group.quantity,
            alone=_rates(group, profile, _alone(group, profile)),
            together=_rates(group, profile, shares),
            links=group.routes.links,
        )
        for group, shares in zip(groups, together, strict=True)
    ]
    used = shared.links if ways & set(_NETWORK) and groups else []
    links = [link for node in nodes for link in node.links] + used
    unknown = dict.fromkeys(f"{link.name} ({link.how})" for link in links if link.mbps is None)
    return ClusterBandwidth(
        build=plan.build.name,
        title=plan.build.title,
        inferred=plan.build.inferred,
        profile=profile,
        bus=bus,
        nodes=_merged(nodes),
        totals=_totals(groups, profile, together),
        links=tuple(used),
        unknown=tuple(unknown),
        notes=tuple(_notes(plan, units, placed_nodes=len(placed))),
    )


# --- links beyond the node -----------------------------------------------------------------------


def _shared_links(plan: Plan, units: Sequence[SwitchUnit], facts: NetworkFacts) -> _Shared:
    result = _Shared()
    for index, unit in enumerate(units):
        if unit.parent is None:
            up = _uplink(plan, index, units, facts)
            result.links.extend(up)
            result.paths[index] = up
            continue
        above = units[unit.parent]
        (speed, name), (up_speed, up_name) = _speed(unit), _speed(above)
        slower = speed if up_speed is None or (speed is not None and speed < up_speed) else up_speed
        of = name if slower == speed else up_name
        between = f"the cable from {unit.title} to {above.title}"
        link = ethernet_link(f"switch-{index + 1}", between, slower, facts, of=of)
        result.links.append(link)
        result.paths[index] = (link, *result.paths[unit.parent])
    return result


def _uplink(
    plan: Plan, index: int, units: Sequence[SwitchUnit], facts: NetworkFacts
) -> tuple[Link, ...]:
    """Return the links from a switch to the router, its port and the router's: none without one.

    Where others have a cable to the router and this one is joined to none of them, nothing passes.
    """
    unit = units[index]
    # Several switches may have one: each goes through a port of its own.
    own = "" if all(each.parent is not None for each in units[:index]) else f"-{index + 1}"
    if unit.uplinks:
        (speed, name), of = _speed(unit), f" of {unit.title}" if own else ""
        up = f"the port to the router{of}" if own else "the switch's port to the router"
        router = _router_port(plan, facts)
        router = router.model_copy(update={"key": router.key + own, "name": router.name + of})
        return ethernet_link(f"uplink{own}", up, speed, facts, of=name), router
    if not any(each.uplinks for each in units):
        return ()
    how = f"{unit.title}: no cable connects it to the router"
    name = f"a cable from {unit.title} to the router, which is missing"
    return (Link(key=f"uplink{own}", name=name, mbps=Decimal(0), basis=LinkBasis.NOMINAL, how=how),)


def _speed(unit: SwitchUnit) -> tuple[int | None, str]:
    """Return what a lead between switches, or to the router, does at this end: the fastest port."""
    part = unit.part
    if isinstance(part, str):
        return None, part
    mixed = isinstance(part, Switch) and part.speed_mbps is not None and part.speeds
    return max(part.speeds) if isinstance(part, Switch) and mixed else speed_of(part), part.name


def _router_port(plan: Plan, facts: NetworkFacts) -> Link:
    """Return the router's port: its speed is a fact of the build, else the catalog assumes one."""
    rule, given = facts.rule("router"), plan.build.router_mbps
    name = "the router's port"
    if given is not None:
        return ethernet_link("router", name, given, facts, of="the build's router")
    assumed = None if rule is None else rule.nominal_mbps
    link = ethernet_link("router", name, assumed, facts, of="a router, assumed")
    return link if assumed is None else link.model_copy(update={"basis": LinkBasis.ASSUMED})


def _through_port(
    routes: Routes, node: Node, unit: SwitchUnit | None, facts: NetworkFacts
) -> Routes:
    """Return the routes of a node with its port on the switch behind its network port."""
    if unit is None or not node.is_wired or not set(_NETWORK) & set(routes.ways):
        return routes
    _, name = _speed(unit)
    port = ethernet_link("port", "the node's port on the switch", unit.node_mbps, facts, of=name)
    ways = {
        way: (*keys, capacity_key(port, way)) if way in _NETWORK else keys
        for way, keys in routes.ways.items()
    }
    return Routes((*routes.links, port), ways)


# --- shares --------------------------------------------------------------------------------------


def _capacities(links: Iterable[Link], group: int | None = None) -> dict[CapacityKey, Fraction]:
    return {
        capacity_key(link, way, group): Fraction(link.mbps)
        for link in links
        if link.mbps is not None
        for way in Way
    }


def _alone(group: _Group, profile: Profile) -> tuple[FlowShare[CapacityKey], ...]:
    demands = [
        Demand(Fraction(flow.weight), group.uses(flow.ways, all_of_them=False))
        for flow in profile.flows
    ]
    return fair_shares(demands, group.capacities())


def _all_at_once(
    groups: Sequence[_Group], profile: Profile
) -> list[tuple[FlowShare[CapacityKey], ...]]:
    """Return the shares of one node of each group while every node of the build runs."""
    capacities = {key: most for group in groups for key, most in group.capacities().items()}
    demands = [
        Demand(Fraction(flow.weight), group.uses(flow.ways, all_of_them=True))
        for group in groups
        for flow in profile.flows
    ]
    shares = fair_shares(demands, capacities)
    flows = len(profile.flows)
    return [shares[index * flows : (index + 1) * flows] for index in range(len(groups))]


def _binding(group: _Group, full: Sequence[CapacityKey]) -> list[Link]:
    """Return the links a flow is bound by, the most shared first."""
    known = {link.key: link for link in (*group.routes.links, *group.shared)}
    found = list(dict.fromkeys(key.link for key in full))
    found.sort(key=lambda key: (key not in BUSES, list(known).index(key)))
    if found and found[0] in BUSES:
        # What was measured at a port behind a bus is the bus's doing, not the port's.
        found = [key for key in found if key != "nic"]
    return [known[key] for key in found]


def _rates(
    group: _Group, profile: Profile, shares: Sequence[FlowShare[CapacityKey]]
) -> tuple[FlowRate, ...]:
    bound = [_binding(group, share.full) for share in shares]
    rates = []
    for flow, share, links in zip(profile.flows, shares, bound, strict=True):
        if share.rate is None or not links:
            rates.append(FlowRate(what=flow.what))
            continue
        rates.append(
            FlowRate(
                what=flow.what,
                mbps=one_decimal(share.rate),
                link=links[0].key,
                limited_by=_named([link.name for link in links]),
                basis=links[0].basis,
            )
        )
    return tuple(rates)


def _named(links: Sequence[str]) -> str:
    """Return the links that bind a flow: of more than two that are full at once, the first."""
    if len(links) <= 2:
        return " and ".join(links)
    return f"{links[0]} and {len(links) - 1} links behind it, full at once"


def one_decimal(value: Fraction) -> Decimal:
    """Return a rate rounded half up to one decimal: nothing here was measured finer."""
    return Decimal(int(value * 10 + Fraction(1, 2))).scaleb(-1)


def _totals(
    groups: Sequence[_Group],
    profile: Profile,
    together: Sequence[Sequence[FlowShare[CapacityKey]]],
) -> tuple[FlowRate, ...]:
    totals = []
    for index, flow in enumerate(profile.flows):
        rates = [(group, shares[index]) for group, shares in zip(groups, together, strict=True)]
        known = [share.rate * group.quantity for group, share in rates if share.rate is not None]
        links = {link.name: link for group, share in rates for link in _binding(group, share.full)}
        if not known or len(known) < len(rates):
            totals.append(FlowRate(what=flow.what))
            continue
        first = next(iter(links.values()))
        totals.append(
            FlowRate(
                what=flow.what,
                mbps=one_decimal(sum(known, Fraction(0))),
                link=first.key,
                limited_by=_named(list(links)),
                basis=first.basis,
            )
        )
    return tuple(totals)


def _merged(nodes: Sequence[NodeBandwidth]) -> tuple[NodeBandwidth, ...]:
    """Return nodes that move the same over equal links as one entry."""
    found: dict[NodeBandwidth, int] = {}
    for node in nodes:
        alike = node.model_copy(update={"quantity": 1})
        found[alike] = found.get(alike, 0) + node.quantity
    return tuple(node.model_copy(update={"quantity": many}) for node, many in found.items())


def _notes(plan: Plan, units: Sequence[SwitchUnit], *, placed_nodes: int) -> Iterable[str]:
    uplinks = max((unit.uplinks for unit in units), default=0)
    if not placed_nodes:
        yield "The build has no nodes yet."
    elif not units:
        yield "The build has no switch: only each node's own links are counted."
    elif not uplinks:
        yield "There is no uplink: only the nodes and the switch are counted."
    elif uplinks > 1:
        yield (
            f"{counted(uplinks, 'uplink')}, counted as one: they carry more only if both switch "
            "and router support link aggregation."
        )
    if plan.build.networks > 1:
        yield (
            "Each node is on two networks: one carries traffic, the other is on standby and is "
            "not counted."
        )
    # Such as that a speed is inferred: it bears on what is limited by it.
    parts = dict.fromkeys(unit.part for unit in units if isinstance(unit.part, Switch))
    yield from (f"{part.name}: {part.note}" for part in parts if part.note)
    if len(units) > 1 and not any(ROUTER in (w.unit, w.device) for w in plan.build.wiring):
        yield (
            "The fastest switch is assumed to be the one at the router; the others are "
            "connected to it."
        )
