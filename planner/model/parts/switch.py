"""Switches: what joins nodes to a network."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from planner.model.parts._feeds import Feed, Feeds
from planner.model.parts._fields import Count, Watts, known
from planner.model.parts._in_rack import InRack
from planner.model.parts._interfaces import (
    Interfaces,
    NetworkPorts,
    PlainPorts,
    PoeMode,
    plainly,
    ports_said,
    traffic_ports,
)
from planner.model.parts._part import said_plainly
from planner.model.parts._port_numbers import cages_of, port_speeds
from planner.model.parts._ports import Port, PortKind, ports_of
from planner.model.parts._sockets import COPPER, Socket


class Switch(InRack):
    """A network switch."""

    TITLE = "Switches"
    PLAIN: ClassVar[Mapping[str, tuple[str, ...]]] = {"interfaces": PlainPorts._fields}
    category: Literal["switch"] = "switch"
    interfaces: Interfaces | None = known(
        "Its network ports by type: how many, the speed, the socket (RJ45, a cage such as "
        "SFP+, or RJ45/SFP for either), PoE by class (af, at, bt3, bt4) or watts, and "
        "management if for management only; a question mark for what is not known; replaces "
        "ports, speed_mbps, sfp_ports, poe_ports and poe_port_max_w",
        "8 x 1G RJ45 PoE at 30W; 2 x 10G SFP+",
    )
    ports: Count | None = known("Copper network ports, including the uplink", 8)
    speed_mbps: Count | None = known("Speed of the slowest of those ports, in Mbit/s", 1000)
    sfp_ports: Count | None = known("SFP or SFP+ ports", 2)
    poe_ports: Count | None = known("PoE ports; 0 if none", 8)
    poe_budget_w: Watts | None = known(
        "PoE budget in W over all ports, with its own power supply", "65"
    )
    poe_budget_fed_w: Feeds = Field(
        (),
        description="PoE budget in W over all ports when a network cable powers it, by the PoE "
        "standard of that cable",
        examples=["at 8; bt3 40"],
    )
    poe_port_max_w: Watts | None = known("Max. PoE power per port in W", "30")
    managed: Literal["unmanaged", "smart", "managed"] | None = known(
        "unmanaged, smart or managed", "unmanaged"
    )

    @model_validator(mode="before")
    @classmethod
    def _said_plainly(cls, given: object) -> object:
        return said_plainly(given, "interfaces", lambda ports: plainly(ports)._asdict())

    @model_validator(mode="after")
    def _powers_no_more_ports_than_there_are(self) -> Self:
        if self.ports is not None and (self.poe_ports or 0) > self.ports:
            raise ValueError(f"{self.poe_ports} PoE ports are more than its {self.ports} ports")
        return self

    def fed_by(self, watts: Decimal | None) -> Feed | None:
        """Return what it delivers where a port of so many watts feeds it; None: nobody says."""
        most = Decimal(0) if watts is None else watts
        able = [each for each in self.poe_budget_fed_w if each.asks_w <= most]
        return max(able, key=lambda feed: feed.asks_w, default=None)

    @cached_property
    def network_ports(self) -> tuple[NetworkPorts, ...]:
        """Its network ports, those for management alone left out."""
        if self.interfaces is not None:
            return tuple(traffic_ports(self.interfaces))
        said = (self.ports, self.speed_mbps, self.sfp_ports, self.poe_ports, self.poe_port_max_w)
        return ports_said(PlainPorts(*said))

    @cached_property
    def speeds(self) -> tuple[int, ...]:
        """Mbit/s of its copper ports in the order of their numbers; 0 where they are not known.

        Empty where nobody knows how many ports there are.
        """
        return () if self.ports is None else port_speeds(self.network_ports)

    def cages(self, socket: Socket, mbps: int = 0) -> tuple[int, ...]:
        """Return the numbers of its cages of a kind that do so many Mbit/s."""
        return cages_of(self.network_ports, socket, mbps)

    def provides(self) -> tuple[Port, ...]:
        """Return its copper network ports and cages, and its powered ports once more as PoE."""
        return self._provided

    @cached_property
    def _provided(self) -> tuple[Port, ...]:
        # Sizing asks every switch of a large catalog again and again.
        data: Counter[tuple[PortKind, int | None]] = Counter()
        powered: Counter[tuple[PortKind, int | None]] = Counter()
        for ports in self.network_ports:
            kind, mbps = _plugged(ports)
            # Of so many and others, nobody can count on a number.
            if kind is PortKind.SFP or self.ports is not None:
                data[kind, mbps] += ports.count or 0
            if ports.poe is not None and ports.poe.mode is PoeMode.GIVES:
                watts = ports.poe.most_w
                grade = None if watts is None else int(watts)
                powered[PortKind.POE, grade] += ports.count or 0
        return tuple(ports_of(*what, count) for what, count in (data + powered).items() if count)


def _plugged(ports: NetworkPorts) -> tuple[PortKind, int | None]:
    """Return what leads or modules are plugged into, with its Mbit/s: a combo port counts once."""
    if ports.takes(COPPER):
        return PortKind.ETHERNET, ports.mbps_as(COPPER)
    cage = ports.sockets[0]
    return PortKind.SFP, cage.mbps
