"""Switches: what joins nodes to a network."""

from typing import Literal

from planner.model.parts._fields import Count, Watts, known
from planner.model.parts._in_rack import InRack
from planner.model.parts._ports import Port, PortKind, ports_of


class Switch(InRack):
    """A network switch."""

    TITLE = "Switches"
    category: Literal["switch"] = "switch"
    ports: Count | None = known("Copper network ports, the uplink included", 8)
    speed_mbps: Count | None = known("Speed of those ports in Mbit/s", 1000)
    sfp_ports: Count | None = known("SFP or SFP+ ports", 2)
    poe_ports: Count | None = known("Ports that deliver power; 0 if none", 4)
    poe_budget_w: Watts | None = known("Watts it delivers over all ports", "65")
    poe_port_max_w: Watts | None = known("Most watts one port delivers", "30")
    managed: Literal["unmanaged", "smart", "managed"] | None = known(
        "unmanaged, smart or managed", "unmanaged"
    )

    def provides(self) -> tuple[Port, ...]:
        """Return its network ports, and its powered ports once more as PoE."""
        ports = []
        if self.ports:
            ports.append(ports_of(PortKind.ETHERNET, self.speed_mbps, self.ports))
        if self.poe_ports:
            grade = None if self.poe_port_max_w is None else int(self.poe_port_max_w)
            ports.append(ports_of(PortKind.POE, grade, self.poe_ports))
        return tuple(ports)
