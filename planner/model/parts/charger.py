"""Chargers: what powers boards over a plug."""

from typing import Literal

from planner.model.parts._fields import Connector, Count, Volts, Watts, known
from planner.model.parts._in_rack import InRack
from planner.model.parts._ports import Port, PortKind, ports_of

# What a charger's outlet, or the plug of its fixed lead, is to the boards.
_OUTLETS = {
    "USB-A": PortKind.USB_POWER,
    "USB-C": PortKind.USB_POWER,
    "micro-USB": PortKind.USB_POWER,
    "barrel": PortKind.BARREL_POWER,
}


class Charger(InRack):
    """A power supply: a multi-port USB charger or one supply for one board."""

    TITLE = "Power"
    category: Literal["charger"] = "charger"
    ports: Count | None = known("How many devices it powers", 6)
    connector: Connector | None = known("Its outlets, or the plug of its fixed lead", "USB-A")
    supply_w: Watts | None = known("Most watts it supplies in all", "60")
    port_max_ma: Count | None = known("Most mA one outlet supplies", 2400)
    supply_v: Volts | None = known(
        "Volts of its plugs; of USB-C that negotiates others than 5 leave it empty", "12"
    )

    def provides(self) -> tuple[Port, ...]:
        """Return its outlets, or the plugs that its fixed leads end in."""
        kind = _OUTLETS.get(self.connector or "")
        if not self.ports or kind is None:
            return ()
        return (ports_of(kind, self.port_max_ma, self.ports),)
