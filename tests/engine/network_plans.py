"""Small clusters for tests of the network: round speeds, so that shares can be checked by hand."""

from collections import Counter
from decimal import Decimal
from typing import Any

from planner.engine.wiring.nodes import Node, hosts_of
from planner.model.catalog import Catalog
from planner.model.network import LinkRule, NetworkFacts, Profile, TrafficFlow
from planner.model.parts import Board, NetworkAdapter, Storage, Switch
from planner.model.plan import Plan
from tests.plans import SOURCE, plan, position

PI = Board(
    part_number="pi", name="Pi", source=SOURCE, nic_mbps=100, nic_measured_mbps=Decimal("93.1"),
    nic_measured_source="iperf", nic_bus="usb2", usb2_ports=4, usb3_ports=0,
    storage_slots=("microSD",),
)  # fmt: skip
NEW = PI.model_copy(
    update={"part_number": "new", "name": "New", "nic_mbps": 1000, "nic_bus": "own",
            "nic_measured_mbps": None, "usb2_ports": 2, "usb3_ports": 2}
)  # fmt: skip
GIGABIT = NetworkAdapter(
    part_number="nic", name="Adapter", source=SOURCE, host="USB3", speed_mbps=1000,
    measured_mbps=Decimal(224), measured_on="pi", measured_source="iperf",
)  # fmt: skip
FAST = Switch(part_number="fast", name="Fast switch", source=SOURCE, ports=8, speed_mbps=1000)
SLOW = Switch(part_number="slow", name="Slow switch", source=SOURCE, ports=8, speed_mbps=100)
CARD = Storage(part_number="card", name="Card", source=SOURCE, slot="microSD", capacity_gb=16)
DISK = Storage(part_number="disk", name="Disk", source=SOURCE, slot="USB", capacity_gb=500)

FACTS = NetworkFacts(
    links=(
        LinkRule(link="ethernet", efficiency=Decimal("0.95"), source="frames"),
        LinkRule(
            link="usb2-bus", nominal_mbps=Decimal(480), measured_mbps=Decimal(224),
            measured_on="pi", source="iperf",
        ),
        LinkRule(
            link="usb3-bus", nominal_mbps=Decimal(5000), efficiency=Decimal("0.8"), source="code"
        ),
        LinkRule(link="router", nominal_mbps=Decimal(1000), source="assumed"),
    )
)  # fmt: skip


def flow(what: str, **changes: Any) -> TrafficFlow:
    """Return a flow; ways are given as texts."""
    return TrafficFlow(what=what, **{way: Decimal(often) for way, often in changes.items()})


def profile(*flows: TrafficFlow) -> Profile:
    """Return a profile of these flows."""
    return Profile(name="test", title="Test", summary="x", assumption="for a test", flows=flows)


RECEIVE = profile(flow("received", network_in="1"))
WORST = profile(
    flow("received and written", network_in="1", usb_write="1"), flow("sent", network_out="1")
)
SERVE = profile(
    flow("sent", network_out="1", card_read="1", network_in="0.1", card_write="0.1")
)  # fmt: skip
STORE = profile(flow("stored", network_in="1", usb_write="1"))


def cluster(*parts: tuple[Any, int], known: bool = True, **changes: Any) -> Plan:
    """Return the plan of these parts and how many of each; `known` False: no catalog has them."""
    catalog = Catalog(parts=tuple(part for part, _ in parts) if known else ())
    positions = [position(part.category, part.part_number, many) for part, many in parts]
    return plan(*positions, catalog=catalog, **changes)


def changed(part: Any, **changes: Any) -> Any:
    """Return a part with other facts, under a number of its own unless it is given one."""
    number = changes.pop("part_number", f"{part.part_number}-2")
    return part.model_copy(update={"part_number": number, **changes})


def nodes_of(plan: Plan) -> tuple[tuple[Node, int], ...]:
    """Count equal nodes of a plan together."""
    found: Counter[Node] = Counter()
    for host, quantity in hosts_of(plan):
        found[host.node] += quantity
    return tuple(found.items())
