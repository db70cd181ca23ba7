"""Which plug a lead ends in, and which volts a board takes: what it may be plugged into.

What is not known is None here, neither yes nor no: rules say that it was not checked, and sizing
takes nothing that is not a yes.
"""

from decimal import Decimal

from planner.model.fits import Fit, fit
from planner.model.outlet_kinds import ATX, ATX_V, BARREL, USB_V, nominal
from planner.model.parts import Board, Cable, Carrier, PoeModule, PortKind

POWER = (PortKind.USB_POWER, PortKind.BARREL_POWER)  # what a charger powers a board through
ANY_POWER = (*POWER, PortKind.ATX_POWER)


def volts_of(board: Board | Carrier) -> Decimal | None:
    """Return the volts a board or carrier runs at: micro-USB is 5 V always, USB-C as negotiated."""
    if board.power_connector == ATX:
        return ATX_V
    known_plug = USB_V if board.power_connector == "micro-USB" else None
    return board.supply_v or known_plug


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
