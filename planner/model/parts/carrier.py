"""Carriers: boards that compute modules sit on."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import model_validator

from planner.model.parts._fields import Connector, Count, M2Sizes, Slots, Volts, known, text
from planner.model.parts._in_rack import InRack
from planner.model.parts._interfaces import Interfaces, plainly, second_fastest
from planner.model.parts._part import said_plainly
from planner.model.parts._ports import Port, PortKind, ports_of, power_port
from planner.model.parts._power_in import PlainInlet, PowerIn, power_in_cell
from planner.model.parts._power_in import plainly as inlet_plainly


class Carrier(InRack):
    """A board that compute modules sit on: it powers them and brings out their ports."""

    TITLE = "Carriers"
    PLAIN: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "interfaces": ("ports",),
        "power_in": PlainInlet._fields,
    }
    category: Literal["carrier"] = "carrier"
    slots: Count | None = known("How many modules it takes", 4)
    fits: str = text("Modules it takes", "Raspberry Pi Compute Module 4")
    interfaces: Interfaces | None = known("External network ports, instead of ports", "2 x 1G RJ45")
    ports: Count | None = known("External network ports", 2)
    switch_mbps: Count | None = known(
        "Speed in Mbit/s of the switch that connects its modules; 0 if it has none", 1000
    )

    storage_slots: Slots | None = known(
        "Storage slots that each of its modules gets; none if there are none", "NVMe"
    )
    m2_sizes: M2Sizes | None = known(
        "Sizes of M.2 drives they take, separated by semicolons", "2230;2242;2280"
    )
    power_in: PowerIn | None = power_in_cell("barrel 5.5x2.1 12V 5A, 9-20V")
    power_connector: Connector | None = known("Power connector", "barrel")
    supply_ma: Count | None = known("Recommended supply current in mA, for all its modules", 5000)
    supply_v: Volts | None = known("Supply voltage in V", "12")

    @model_validator(mode="before")
    @classmethod
    def _said_plainly(cls, given: object) -> object:
        given = said_plainly(given, "interfaces", lambda ports: {"ports": plainly(ports).ports})
        return said_plainly(given, "power_in", lambda inlets: inlet_plainly(inlets)._asdict())

    @property
    def brings_its_power(self) -> bool:
        """Tell whether a socket of the mains is all it needs: its supply is in it or in its box."""
        return self.power_connector == "mains" or "power supply" in self.includes

    @property
    def joins_its_modules(self) -> bool:
        """Tell whether it is known to have a switch, which its modules are plugged into."""
        return bool(self.switch_mbps)

    @property
    def second_nic_mbps(self) -> int | None:
        """Return the Mbit/s of its second network port; 0 without one, None if not known."""
        return None if self.interfaces is None else second_fastest(self.interfaces)

    def provides(self) -> tuple[Port, ...]:
        """Return its network ports, which are those of its switch, and places for modules."""
        grade = self.switch_mbps or None
        found = [ports_of(PortKind.ETHERNET, grade, self.ports)] if self.ports else []
        if self.slots:
            found.append(ports_of(PortKind.MODULE, count=self.slots))
        return tuple(found)

    def needs(self) -> tuple[Port, ...]:
        """Return the outlet or plug that powers it, with all that sits on it."""
        kind = power_port(self.power_connector)
        return () if kind is None else (ports_of(kind, self.supply_ma),)
