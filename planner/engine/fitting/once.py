"""What is reckoned of a plan once, however many rules ask for it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from planner.model.plan import Plan

R = TypeVar("R")


def once_a_plan(work: Callable[[Plan], R]) -> Callable[[Plan], R]:
    """Return a function that reckons for each plan once; what it returns must not be changed.

    The answer stays with the plan, which cannot change, and goes with it.
    """

    @wraps(work)
    def kept(plan: Plan) -> R:
        if work not in plan.reckoned:
            plan.reckoned[work] = work(plan)
        return cast(R, plan.reckoned[work])

    return kept
