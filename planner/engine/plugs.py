"""Which plug a charger or a lead ends in, and at which volts: what a board may be plugged into."""

from decimal import Decimal

from planner.model.parts import Cable, Charger, PortKind

POWER = (PortKind.USB_POWER, PortKind.BARREL_POWER)  # what a charger powers a board through
USB_OUTLETS = ("USB-A", "USB-C", "micro-USB")
BARREL = "barrel"
USB_V = Decimal(5)
USB_MOST_V = Decimal("5.5")  # an outlet without negotiation gives 5 V; chargers go a little over


def nominal(volts: Decimal | None) -> Decimal | None:
    """Return volts as plugs are told apart by them: a little over 5 V is what USB gives, too."""
    return USB_V if volts is not None and USB_V <= volts <= USB_MOST_V else volts


def volts_of_supply(charger: Charger) -> Decimal | None:
    """Return the volts of a charger's plugs: of USB without negotiation 5, unless it says so."""
    usb = USB_V if charger.connector in USB_OUTLETS else None
    return nominal(charger.supply_v or usb)


def brings_its_lead(charger: Charger) -> bool:
    """Tell whether a charger ends in a plug of its own, so that no lead is needed or fits."""
    if charger.connector == "USB-C":
        return charger.ports == 1
    return charger.connector in ("micro-USB", BARREL)


def ends_in_barrel(lead: Cable) -> bool:
    """Tell whether a lead brings power to a barrel plug."""
    return lead.carries == "power" and lead.to_connector == BARREL
