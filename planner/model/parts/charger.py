"""Chargers: what powers boards over a plug."""

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from planner.model.parts._fields import Connector, Count, Volts, Watts, known
from planner.model.parts._in_rack import InRack
from planner.model.parts._outlets import (
    OutletList,
    Outlets,
    PlainOutlets,
    SharedWatts,
    outlets_said,
    plainly,
)
from planner.model.parts._part import said_plainly
from planner.model.parts._ports import Port, PortKind, ports_of

# What a charger's outlet, or the plug of its fixed cable, is to the boards.
_OUTLETS = {
    "USB-A": PortKind.USB_POWER,
    "USB-C": PortKind.USB_POWER,
    "micro-USB": PortKind.USB_POWER,
    "barrel": PortKind.BARREL_POWER,
    "ATX": PortKind.ATX_POWER,
}


class Charger(InRack):
    """A power supply: a multi-port USB charger, or a supply for one board."""

    TITLE = "Power"
    PLAIN: ClassVar[Mapping[str, tuple[str, ...]]] = {"outlets": PlainOutlets._fields}
    category: Literal["charger"] = "charger"
    outlets: OutletList | None = known(
        "Its outlets by type: how many, the plug (of a barrel plug the outer x inner diameter "
        "in mm, and centre-positive or centre-negative if stated), volts, amps and watts, such "
        "as 2 x USB-C 5V 3A, 20V 5A 100W; 1 x barrel 5.5x2.1 12V 5A; replaces ports, "
        "connector, port_max_ma and supply_v",
        "6 x USB-A 5V 2.4A",
    )
    shared_w: SharedWatts = Field(
        (),
        description="Power that its outlets share: per outlet for each number of outlets in "
        "use, or for all outlets of one type together",
        examples=["100; 65+30; USB-A 24"],
    )
    ports: Count | None = known("Number of outlets", 6)
    connector: Connector | None = known("Its outlets, or the plug of its fixed cable", "USB-A")
    supply_w: Watts | None = known("Total power output in W", "60")
    port_max_ma: Count | None = known("Max. mA per outlet", 2400)
    supply_v: Volts | None = known(
        "Output voltage; leave empty for USB-C that can negotiate other voltages than 5 V", "5"
    )

    @model_validator(mode="before")
    @classmethod
    def _said_plainly(cls, given: object) -> object:
        return said_plainly(given, "outlets", lambda outlets: plainly(outlets)._asdict())

    @cached_property
    def outlet_list(self) -> tuple[Outlets, ...]:
        """Its outlets by kind, with None for what is not known of them."""
        if self.outlets is not None:
            return self.outlets
        said = PlainOutlets(self.ports, self.connector, self.port_max_ma, self.supply_v)
        return outlets_said(said)

    def provides(self) -> tuple[Port, ...]:
        """Return its outlets, or the plugs that its fixed cables end in."""
        found = []
        for each in self.outlet_list:
            kind = _OUTLETS.get(each.connector or "")
            if kind is not None and each.count:
                ma = each.profiles[0].ma if each.profiles else None
                found.append(ports_of(kind, ma, each.count))
        return tuple(found)
