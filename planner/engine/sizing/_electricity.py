"""What a part, and a build, costs to run over some years: counted alike wherever sizing asks.

Each piece costs what its typical watts come to over all those years, rounded once to the least
coin: so a sum of pieces is exact, and the build can be counted again piece by piece.
"""

from collections.abc import Callable

from planner.engine.planning.running import drawn, electricity_of
from planner.engine.sizing.piece_prices import UNITS_PER_MINOR
from planner.model.money import Money, minor_unit_places, total
from planner.model.obstacles import Fact, Obstacle
from planner.model.parts import Board, Charger, Other, Part
from planner.model.plan import Plan
from planner.model.power_draw import surely_draws
from planner.model.requirement import Objective, Requirement
from planner.model.running import OverYears


def counts_electricity(requirement: Requirement) -> bool:
    """Tell whether what is drawn counts as what is bought does."""
    return requirement.objective is Objective.OVER_YEARS


def lacks_watts(part: Part, requirement: Requirement) -> Obstacle | None:
    """Return that nobody states what a part draws, where that keeps it out; else None."""
    if not counts_electricity(requirement) or part.power_typical_w is not None:
        return None
    # A router is no part that is chosen.
    draws = isinstance(part, Board) or (surely_draws(part) and not isinstance(part, Other))
    return Obstacle.unknown(Fact.WATTS, of="typical") if draws else None


def units_of(requirement: Requirement) -> Callable[[Part], int]:
    """Return what tells what a piece of a part costs to run, as the program counts money."""
    places = minor_unit_places(requirement.currency)

    def units(part: Part) -> int:
        if not counts_electricity(requirement) or isinstance(part, Charger):
            return 0
        amount = _electricity(part, requirement).amount
        return int(amount.scaleb(places)) * UNITS_PER_MINOR

    return units


def _electricity(part: Part, requirement: Requirement) -> Money:
    price = requirement.price_of_kwh
    return electricity_of(part.power_typical_w, price, years=requirement.years)


def over_years(plan: Plan, spent: Money, requirement: Requirement) -> OverYears | None:
    """Return what a plan comes to with its electricity, counted piece by piece; None if not asked.

    `spent` is what its parts cost.
    """
    if not counts_electricity(requirement):
        return None
    price, years = requirement.price_of_kwh, requirement.years
    pieces = [
        electricity_of(each.typical_w, price, years=years) * each.quantity for each in drawn(plan)
    ]
    electricity = total(pieces, requirement.currency)
    return OverYears(years, price, electricity, spent + electricity)
