"""What a board draws, by the measure its power supply is chosen by."""

from decimal import Decimal
from math import ceil, floor
from typing import NamedTuple

from planner.model.build import PowerBasis
from planner.model.parts import (
    Board,
    Carrier,
    NetworkAdapter,
    Other,
    Part,
    Storage,
    Switch,
)
from planner.model.plugs import volts_of
from planner.model.volts import nominal


class Draw(NamedTuple):
    """The watts that are planned for a board.

    `recommended`: what it draws is not known, and these are the supply that its maker recommends.
    """

    watts: Decimal
    recommended: bool = False


def draw_of(board: Board, basis: PowerBasis) -> Draw | None:
    """Return what a supply is chosen for, by what the maker recommends where no draw is known.

    None if that is not known either.
    """
    watts = watts_of(board, basis)
    if watts is not None:
        return Draw(watts)
    watts = watts_of(board, PowerBasis.SUPPLY)
    return None if watts is None else Draw(watts, recommended=True)


def watts_of(board: Board, basis: PowerBasis) -> Decimal | None:
    """Return the watts a board's supply is chosen for; None if they are not known."""
    if basis is PowerBasis.TYPICAL:
        return board.power_typical_w
    if basis is PowerBasis.STRESS:
        return board.power_max_w
    return recommended_w(board)


def recommended_w(part: Board | Carrier) -> Decimal | None:
    """Return the watts of the supply that a maker recommends; None if they are not known."""
    volts = volts_of(part)
    if part.supply_ma is None or volts is None:
        return None
    # By the volts that plugs are told apart by: a supply of 5.1 V and 2.5 A is sold as 12.5 W.
    return part.supply_ma * (nominal(volts) or volts) / 1000


def milliwatts(watts: Decimal) -> int:
    """Return watts as whole milliwatts: a started one is a whole one."""
    return ceil(watts * 1000)


def headroom_of(basis: PowerBasis, percent: int) -> int:
    """Return how many percent of a charger stay free: none of a supply that the maker recommends.

    A recommendation has its headroom in it; on top of it more would refuse the maker's own supply.
    """
    return 0 if basis is PowerBasis.SUPPLY else percent


def milliamps_of(board: Board, basis: PowerBasis, *, more_w: Decimal = Decimal(0)) -> int | None:
    """Return the mA an outlet must give a board and what hangs on it; None if not known.

    `more_w` are the watts of what hangs on it.
    """
    if basis is PowerBasis.SUPPLY:
        return board.supply_ma
    watts, volts = watts_of(board, basis), volts_of(board)
    if watts is None or volts is None:
        return None
    return ceil((watts + more_w) / volts * 1000)


def milliamps_planned(
    board: Board, basis: PowerBasis, *, more_w: Decimal = Decimal(0)
) -> int | None:
    """Return the mA that are planned for a board: of the recommended supply where none are known.

    `more_w` are the watts of what hangs on it, which such a supply is meant for, too.
    """
    known = milliamps_of(board, basis, more_w=more_w)
    if known is None and watts_of(board, basis) is None:
        return board.supply_ma
    return known


# A card's draw is in what was measured of its board.
_CARDS = ("SD", "microSD", "eMMC")


def surely_draws(part: Part) -> bool:
    """Tell whether a part draws power of its own, so that watts nobody states are missing.

    Of cards, HATs and fans it is not known that they draw any worth counting.
    """
    if isinstance(part, Storage):
        return part.slot not in _CARDS
    router = isinstance(part, Other) and part.kind.casefold() == "router"
    return router or isinstance(part, Switch | NetworkAdapter | Carrier)


def usable_mw(supply_w: Decimal, headroom_percent: int) -> int:
    """Return the milliwatts of a charger that may be planned for: the headroom stays free."""
    share = Decimal(100 - headroom_percent) * 10  # of a watt, in milliwatts
    return floor(supply_w * share)
