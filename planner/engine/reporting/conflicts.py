"""What is in the way of a build, in words: the wishes and terms, and what mends each of them."""

from collections.abc import Iterator, Sequence

from planner.model.findings import Finding, Severity, none_in_time
from planner.model.names import Names, by_number
from planner.model.proof import Status
from planner.model.sizing import Relaxation
from planner.model.wishes import Wish, WishKind
from planner.model.wording import (
    build_costs,
    demand_text,
    for_all_copies,
    nodes_left_text,
    still_none_text,
)


def no_build(status: Status) -> Finding:
    """Return that there is no build, or that none was found in time."""
    if status is not Status.INFEASIBLE:
        return none_in_time("build", code="no-build-in-time", subject="requirement")
    return Finding(
        code="no-build",
        severity=Severity.ERROR,
        subject="requirement",
        message="No build of these parts meets all requirements.",
    )


def mends(
    wishes: Sequence[Relaxation], names: Names = by_number, *, copies: int = 1
) -> Iterator[Finding]:
    """Yield what each wish or term that keeps a build from delivery comes to, and what mends it."""
    costs = build_costs(copies)
    for each in wishes:
        wish, hint = demand_text(each.wish, names), ""
        if not each.known:
            message = f"The cost of a build without {wish} was not calculated in time."
        elif each.cost is None:
            message = still_none_text(each.wish, names, delivered=True)
            hint = "Change those as well."
        elif each.instead is not None:
            left = nodes_left_text(each.instead)
            message = f"With {left} instead of {wish} {costs} {each.cost_text} delivered."
        elif isinstance(each.wish, Wish) and each.wish.kind is WishKind.BUDGET:
            budget = f"{each.wish.value}{for_all_copies(copies)}"
            message = (
                f"Delivered, it costs {each.cost_text}, which is above the budget of {budget}."
            )
            hint = f"Raise the budget to {each.cost_text}, or ask for less."
        else:
            message = f"Without {wish} {costs} {each.cost_text} delivered."
        yield Finding(
            code="landed-in-the-way",
            severity=Severity.ERROR,
            subject=wish,
            message=message,
            hint=hint,
        )
