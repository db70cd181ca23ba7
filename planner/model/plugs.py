"""Which plug a charger or a lead ends in, and at which volts: what a board may be plugged into.

What is not known is None here, neither yes nor no: rules say that it was not checked, and sizing
takes nothing that is not a yes.
"""

from decimal import Decimal

from planner.model.fits import Fit, fit
from planner.model.parts import Board, Cable, Carrier, Charger, PoeModule, PortKind

POWER = (PortKind.USB_POWER, PortKind.BARREL_POWER)  # what a charger powers a board through
ANY_POWER = (*POWER, PortKind.ATX_POWER)
USB_OUTLETS = ("USB-A", "USB-C", "micro-USB")
BARREL = "barrel"
USB_V = Decimal(5)
ATX_V = Decimal(12)  # of the several volts of an ATX plug those that parts are rated by
USB_MOST_V = Decimal("5.5")  # an outlet without negotiation gives 5 V; chargers go a little over


def nominal(volts: Decimal | None) -> Decimal | None:
    """Return volts as plugs are told apart by them: a little over 5 V is what USB gives, too."""
    return USB_V if volts is not None and USB_V <= volts <= USB_MOST_V else volts


def volts_of_supply(charger: Charger) -> Decimal | None:
    """Return the volts of a charger's plugs: of USB without negotiation 5, unless it says so."""
    if charger.connector == "ATX":
        return ATX_V
    usb = USB_V if charger.connector in USB_OUTLETS else None
    return nominal(charger.supply_v or usb)


def volts_of(board: Board | Carrier) -> Decimal | None:
    """Return the volts a board or carrier runs at: micro-USB is 5 V always, USB-C as negotiated."""
    if board.power_connector == "ATX":
        return ATX_V
    known_plug = USB_V if board.power_connector == "micro-USB" else None
    return board.supply_v or known_plug


def gives_volts(charger: Charger, volts: Decimal | None) -> bool | None:
    """Tell whether a charger gives these volts; None if it, or what is asked, is not known.

    A USB-C charger gives 5 V to whoever asks for nothing else. Which others it can negotiate its
    maker has to say.
    """
    if charger.connector is None or volts is None:
        return None
    wanted = nominal(volts)
    if charger.connector == "USB-C" and charger.supply_v is None:
        return True if wanted == USB_V else None
    gives = volts_of_supply(charger)
    return None if gives is None else gives == wanted


def fits_plug(charger: Charger, plug: str) -> bool | None:
    """Tell whether a charger ends in a plug, or has sockets that a lead may start from."""
    if charger.connector is None:
        return None
    return charger.connector == plug or not brings_its_lead(charger)


def brings_its_lead(charger: Charger) -> bool:
    """Tell whether a charger ends in a plug of its own, so that no lead is needed or fits."""
    if charger.connector == "USB-C":
        return charger.ports == 1
    return charger.connector in ("micro-USB", BARREL, "ATX")


def ends_in_barrel(lead: Cable) -> bool:
    """Tell whether a lead brings power to a barrel plug."""
    return lead.carries == "power" and lead.to_connector == BARREL


def joins(lead: Cable, start: str, end: str) -> bool | None:
    """Tell whether a lead brings power from a kind of socket to a kind of plug; None: not known."""
    if lead.carries not in ("power", None):
        return False
    known = [(lead.from_connector, start), (lead.to_connector, end)]
    if any(has and has != wanted for has, wanted in known):
        return False
    return True if lead.carries and all(has for has, _ in known) else None


def powers(module: PoeModule, board: Board) -> bool | None:
    """Tell whether a HAT or splitter may power a board, by plug and volts; None: not known.

    A HAT that names the board is made for its volts, and whether it is on one that it does not
    name is another rule's. Splitters do not state their volts: over USB they give 5 V.
    """
    found = fit(module, board)
    if module.kind == "hat":
        return True if found is Fit.FITS else None
    if found is Fit.FITS:
        volts = volts_of(board)
        return True if volts is not None and nominal(volts) == USB_V else None
    return False if found is Fit.DOES_NOT else None
