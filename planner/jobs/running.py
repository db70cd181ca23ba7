"""Say what builds cost to run, at a person's own tariff or at that of a country and a day."""

from collections.abc import Sequence
from datetime import date

from planner.engine.planning.compare import compare
from planner.engine.planning.running import running_cost
from planner.io.rates import gather
from planner.model.catalog import Catalog
from planner.model.comparison import Comparison
from planner.model.plan import Plan
from planner.model.running import AS_PUBLISHED, RunningCost, RunningTerms
from planner.model.tariffs import Tariff, entered_tariff, tariff_on


def running_of(
    plan: Plan, catalog: Catalog, terms: RunningTerms = AS_PUBLISHED, *, on: date | None = None
) -> RunningCost:
    """Return what a plan costs to run, in its currency.

    The tariff is what the person pays, else the one that holds in their country on the day: that
    of the plan unless another is named. A rate that the plan uses comes before any other.
    """
    day = on or plan.on
    tariff = tariff_of(catalog, terms, on=day)
    rate = None
    if tariff is not None and tariff.currency != plan.currency:
        pair = tariff.currency, plan.currency
        table = gather([pair], day, pinned=plan.rates, recorded=catalog.rates)
        rate = table.rate(*pair, day)
    return running_cost(
        plan, tariff, country=terms.country, rate=rate, load_percent=terms.load_percent
    )


def tariff_of(catalog: Catalog, terms: RunningTerms, *, on: date) -> Tariff | None:
    """Return the tariff that terms ask for; None where none of the country holds on the day."""
    own = terms.tariff
    if own is not None:
        return entered_tariff(own.amount, own.currency, terms.country, on=on)
    return tariff_on(catalog.tariffs, terms.country, on)


def running_together(
    plans: Sequence[Plan], catalog: Catalog, terms: RunningTerms = AS_PUBLISHED
) -> tuple[RunningCost, ...]:
    """Return what several plans cost to run at one tariff: that of the latest of their days."""
    day = max((plan.on for plan in plans), default=None)
    return tuple(running_of(plan, catalog, terms, on=day) for plan in plans)


def compare_with_running(
    plans: Sequence[Plan], catalog: Catalog, terms: RunningTerms = AS_PUBLISHED, *, base: int = 0
) -> Comparison:
    """Return plans side by side, with what each costs to run."""
    return compare(plans, base=base, running=running_together(plans, catalog, terms))
