"""Which plug a cable ends in, and which volts a board takes: what it may be plugged into.

What is not known is None here, neither yes nor no: rules say that it was not checked, and sizing
takes nothing that is not a yes.
"""

from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from planner.model.fits import Fit, fit
from planner.model.outlet_kinds import ATX, ATX_V, BARREL, OutletKind
from planner.model.parts import (
    NO_SIZE,
    BarrelSize,
    Board,
    Cable,
    Carrier,
    Inlet,
    Inlets,
    NetworkAdapter,
    Part,
    PoeModule,
    PortKind,
    inlet_plainly,
    taken_off,
)
from planner.model.volts import USB_V, VoltsTaken, exactly, taken

Powered = TypeVar("Powered", Board, Carrier)
POWER = (PortKind.USB_POWER, PortKind.BARREL_POWER)  # what a charger powers a board through
ANY_POWER = (*POWER, PortKind.ATX_POWER)
USB = (PortKind.USB_DATA, PortKind.USB_SMALL)  # what a device for data is plugged into


def volts_of(board: Board | Carrier) -> Decimal | None:
    """Return the volts that a board's or carrier's supply is recommended at: micro-USB is 5 V."""
    if board.power_connector == ATX:
        return ATX_V
    known_plug = USB_V if board.power_connector == "micro-USB" else None
    return board.supply_v or known_plug


def volts_taken(board: Board | Carrier) -> VoltsTaken | None:
    """Return all volts that a board or carrier takes; None if they are not known."""
    if board.power_in is not None and (spans := _spans(board.power_in.any_of[0])) is not None:
        return spans
    volts = volts_of(board)
    return None if volts is None else exactly(volts)


@lru_cache(maxsize=4096)
def _spans(inlet: Inlet) -> VoltsTaken | None:
    return taken((each.least, each.most) for each in inlet.volts) if inlet.volts else None


def by_each_plug(part: Powered) -> tuple[Powered, ...]:
    """Return a part as it is by each of its plugs, of which one is enough; the first is usual."""
    inlets = () if part.power_in is None else part.power_in.any_of
    if len(inlets) < 2:
        return (part,)
    return tuple(
        part.model_copy(
            update={"power_in": (one := Inlets(any_of=(inlet,))), **inlet_plainly(one)._asdict()}
        )
        for inlet in inlets
    )


def may_power(kind: OutletKind, board: Board | Carrier) -> bool:
    """Tell whether an outlet may be one for the plug of a board or carrier, as far as is known."""
    plug = str(board.power_connector)
    return kind.fits_plug(plug) is not False and kind.gives_volts(volts_taken(board)) is not False


def barrel_of(board: Board | Carrier) -> BarrelSize:
    """Return how the barrel plug of a board or carrier is made, as far as that is known."""
    return NO_SIZE if board.power_in is None else board.power_in.any_of[0].barrel


@lru_cache(maxsize=4096)
def end_of(text: str) -> tuple[str, BarrelSize]:
    """Return the plug that an end of a cable is called by, and how it is made if it is a barrel."""
    name, _, rest = text.partition(" ")
    return (BARREL, taken_off(rest)[0]) if name.casefold() == BARREL else (text, NO_SIZE)


def ends_in_barrel(lead: Cable) -> bool:
    """Tell whether a cable brings power to a barrel plug."""
    return lead.carries == "power" and end_of(lead.to_connector)[0] == BARREL


def joins(lead: Cable, start: str, end: str) -> bool | None:
    """Tell whether a lead brings power from a kind of socket to a kind of plug; None: not known."""
    if lead.carries not in ("power", None):
        return False
    known = [(lead.from_connector, start), (end_of(lead.to_connector)[0], end)]
    if any(has and has != wanted for has, wanted in known):
        return False
    return True if lead.carries and all(has for has, _ in known) else None


def powers(module: PoeModule, board: Board | Carrier) -> bool | None:
    """Tell whether a HAT or splitter may power a board or carrier; None: not known.

    By plug and volts.

    A HAT that names the board is made for its volts, and whether it is on one that it does not
    name is another rule's. Splitters do not state their volts: over USB they give 5 V.
    """
    found = fit(module, board)
    if module.kind == "hat":
        return True if found is Fit.FITS else None
    if found is Fit.FITS:
        volts = volts_taken(board)
        return True if volts is not None and volts.takes(USB_V) else None
    return False if found is Fit.DOES_NOT else None


def takes_plug(board: Board, adapter: NetworkAdapter) -> bool | None:
    """Tell whether a USB port of a board takes the plug of an adapter; None: not known."""
    if adapter.plug != "USB-A":
        return None if board.usb_small is None else board.usb_small == adapter.plug
    if board.port_count(PortKind.USB_DATA):
        return True
    return None if None in (board.usb2_ports, board.usb3_ports) else False


def usb_port(device: Part) -> PortKind:
    """Return the kind of USB port that a device for data is plugged into, of full size or small."""
    return next(port.kind for port in device.needs() if port.kind in USB)
