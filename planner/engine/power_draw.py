"""What a board draws, by the measure its power supply is chosen by; what a charger's plug is."""

from decimal import ROUND_CEILING, Decimal

from planner.model.build import PowerBasis
from planner.model.parts import Board, Charger, PortKind

POWER = (PortKind.USB_POWER, PortKind.BARREL_POWER)  # what a charger powers a board through
USB_OUTLETS = ("USB-A", "USB-C", "micro-USB")
USB_V = Decimal(5)
USB_MOST_V = Decimal("5.5")  # an outlet without negotiation gives 5 V; chargers go a little over


def watts_of(board: Board, basis: PowerBasis) -> Decimal | None:
    """Return the watts a board's supply is chosen for; None if they are not known."""
    if basis is PowerBasis.TYPICAL:
        return board.power_typical_w
    if basis is PowerBasis.STRESS:
        return board.power_max_w
    volts = volts_of(board)
    if board.supply_ma is None or volts is None:
        return None
    return board.supply_ma * volts / 1000


def volts_of(board: Board) -> Decimal | None:
    """Return the volts a board runs at: micro-USB is 5 V always, USB-C whatever is negotiated."""
    known_plug = Decimal(5) if board.power_connector == "micro-USB" else None
    return board.supply_v or known_plug


def milliamps_of(board: Board, basis: PowerBasis) -> int | None:
    """Return the mA an outlet must give a board; None if they are not known."""
    if basis is PowerBasis.SUPPLY:
        return board.supply_ma
    watts, volts = watts_of(board, basis), volts_of(board)
    if watts is None or volts is None:
        return None
    return int((watts / volts * 1000).to_integral_value(ROUND_CEILING))


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
    return charger.connector in ("micro-USB", "barrel")
