"""The best build of one copy beside that of several: packs and price breaks may tell them apart."""

from decimal import ROUND_FLOOR, Decimal

from planner.engine.sizing.size import Sizer
from planner.engine.solving.effort import UNHURRIED, Effort, OutOfTimeError
from planner.model.catalog import Catalog
from planner.model.money import RateTable, minor_unit_places
from planner.model.proof import Status
from planner.model.requirement import Objective, Requirement
from planner.model.sizing import Alone, Sizing


def alone(
    several: Sizing, catalog: Catalog, rates: RateTable, *, effort: Effort = UNHURRIED
) -> Alone | None:
    """Return the best build of one copy; None of one copy, or where one of both is not proven."""
    wanted = several.requirement
    if wanted.copies == 1 or several.status is not Status.OPTIMAL:
        return None
    asked = of_one(wanted)
    try:
        sizer = Sizer(asked, catalog, rates, effort=effort)
    except OutOfTimeError:
        return None
    one = sizer.best(asked, effort=effort)
    if one.status is Status.INFEASIBLE:
        return Alone(one)
    if one.status is not Status.OPTIMAL or one.build is None:
        return None
    return Alone(one, one.spent, sizer.counted(wanted, one.build).spent)


def of_one(wanted: Requirement) -> Requirement:
    """Return what is asked of one copy alone: where more money buys more, with its share of it."""
    budget = wanted.budget
    if budget is not None and wanted.objective is not Objective.COST:
        least = Decimal(1).scaleb(-minor_unit_places(wanted.currency))
        budget = (budget / wanted.copies).quantize(least, ROUND_FLOOR)
    return wanted.model_copy(update={"copies": 1, "budget": budget})
