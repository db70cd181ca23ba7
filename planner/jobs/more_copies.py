"""A few copies more of a build that was bought: at the prices of a later day."""

from datetime import date

from planner.engine.buying.basket import needs_on
from planner.engine.planning.carried import thawed
from planner.engine.planning.edit import own_copy
from planner.engine.planning.more_copies import more_copies
from planner.jobs.plans import plan_build
from planner.model.bom import BillOfMaterials
from planner.model.build import MAX_COPIES, Build
from planner.model.catalog import Catalog
from planner.model.cost_question import BUILD_S_OWN, CostTerms
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.more_copies import MoreCopies
from planner.model.questions import Bill


def buy_more(
    build: Build,
    catalog: Catalog,
    more: int,
    *,
    on: date,
    terms: CostTerms = BUILD_S_OWN,
) -> MoreCopies:
    """Return what so many copies more cost on a day, beside what those that are there cost.

    The build was bought in as many copies as it says, on its own day, at the prices and rates that
    it states or that its catalog had then. What a person enters as a rate holds on the later day.
    PlannerError where there would be too many copies, or the day lies before that of the build.
    """
    if more > MAX_COPIES - build.copies:
        raise PlannerError(_too_many(build, more))
    if on < build.on:
        raise PlannerError(_before(build, on))
    currency = terms.currency or build.currency
    then = CostTerms(currency=currency, also=terms.also)
    bought = plan_build(build, catalog, then)
    # A share of what its source published is no price of a day to come.
    again = own_copy(bought).model_copy(update={"name": build.name, "title": build.title})
    grown = thawed(again, catalog, on=on).model_copy(update={"copies": build.copies + more})
    now = CostTerms(currency=currency, also=terms.also, on=on, rates=terms.rates)
    return more_copies(bought, plan_build(grown, catalog, now))


def what_lacks(found: MoreCopies) -> Bill:
    """Return what must be bought for the further copies, to be bought as any other bill."""
    lines = tuple(costed.line for costed in found.added.lines)
    needs = needs_on(BillOfMaterials(lines=lines))
    return Bill(title=f"{found.more} × {found.title}", needs=needs)


def _too_many(build: Build, more: int) -> Finding:
    return Finding(
        code="more-too-many",
        severity=Severity.ERROR,
        subject=build.name,
        message=f"{build.copies:,} copies and {more:,} more are above {MAX_COPIES:,}.",
        hint="Ask for fewer.",
    )


def _before(build: Build, on: date) -> Finding:
    return Finding(
        code="more-before-first",
        severity=Severity.ERROR,
        subject=build.name,
        message=f"The first copies are priced on {build.on}, after {on}.",
        hint="Name a later day.",
    )
