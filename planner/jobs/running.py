"""Say what builds cost to run, at a person's own tariff or at that of a country and a day."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from planner.engine.planning.compare import compare
from planner.engine.planning.running import running_cost
from planner.io.rates import gather
from planner.jobs.rates import holding_on
from planner.model.catalog import Catalog
from planner.model.comparison import Comparison
from planner.model.cost_question import Entered
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.money import ExchangeRate
from planner.model.plan import Plan
from planner.model.requirement import Objective, Requirement
from planner.model.running import AS_PUBLISHED, RunningCost, RunningTerms
from planner.model.tariffs import Tariff, entered_tariff, tariff_on

_LEAST_OF_A_KWH = Decimal("0.000001")


def running_of(
    plan: Plan,
    catalog: Catalog,
    terms: RunningTerms = AS_PUBLISHED,
    *,
    on: date | None = None,
    typed: Entered = (),
) -> RunningCost:
    """Return what a plan costs to run, in its currency.

    The tariff is what the person pays, else the one that holds in their country on the day: that
    of the plan unless another is named. What a person `typed` as a rate comes before one that the
    plan uses, and that before any other.
    """
    day = on or plan.on
    return _running(plan, catalog, terms, on=day, rates=(*holding_on(typed, day), *plan.rates))


def _running(
    plan: Plan,
    catalog: Catalog,
    terms: RunningTerms,
    *,
    on: date,
    rates: tuple[ExchangeRate, ...],
) -> RunningCost:
    tariff = tariff_of(catalog, terms, on=on)
    rate = None
    if tariff is not None and tariff.currency != plan.currency:
        pair = tariff.currency, plan.currency
        table = gather([pair], on, pinned=rates, recorded=catalog.rates)
        rate = table.rate(*pair, on)
    return running_cost(
        plan, tariff, country=terms.country, rate=rate, load_percent=terms.load_percent
    )


def tariff_of(catalog: Catalog, terms: RunningTerms, *, on: date) -> Tariff | None:
    """Return the tariff that terms ask for; None where none of the country holds on the day."""
    own = terms.tariff
    if own is not None:
        return entered_tariff(own.amount, own.currency, terms.country, on=on)
    return tariff_on(catalog.tariffs, terms.country, on)


def with_tariff(
    wanted: Requirement,
    catalog: Catalog,
    terms: RunningTerms = AS_PUBLISHED,
    *,
    typed: Entered = (),
) -> Requirement:
    """Return a requirement that says what a kWh costs, where electricity counts and it does not.

    It is what the tariff that the terms ask for costs on the day, in the currency of the
    requirement: at a rate that a person `typed`, else at one of the day. Raises PlannerError where
    there is no tariff, or no rate for it.
    """
    if wanted.objective is not Objective.OVER_YEARS or wanted.tariff is not None:
        return wanted
    tariff, on = tariff_of(catalog, terms, on=wanted.on), wanted.on
    if tariff is None:
        raise PlannerError(_no_tariff(wanted, terms))
    per_kwh = tariff.per_kwh
    if tariff.currency != wanted.currency:
        pair = tariff.currency, wanted.currency
        table = gather([pair], on, pinned=holding_on(typed, on), recorded=catalog.rates)
        rate = table.rate(*pair, on)
        if rate is None:
            raise PlannerError(_no_tariff(wanted, terms))
        per_kwh = (per_kwh * rate.rate).quantize(_LEAST_OF_A_KWH)
    return wanted.model_copy(update={"tariff": per_kwh})


def _no_tariff(wanted: Requirement, terms: RunningTerms) -> Finding:
    return Finding(
        code="tariff-missing",
        severity=Severity.ERROR,
        subject="tariff",
        message=f"No tariff of {terms.country} in {wanted.currency} is known for {wanted.on}, so "
        "the cost of electricity is not known.",
        hint="Enter your price per kWh.",
    )


def running_together(
    plans: Sequence[Plan],
    catalog: Catalog,
    terms: RunningTerms = AS_PUBLISHED,
    *,
    typed: Entered = (),
) -> tuple[RunningCost, ...]:
    """Return what several plans cost to run at one tariff and rate: those of the latest of them."""
    if not plans:
        return ()
    latest = max(plans, key=lambda plan: plan.on)
    rates = (*holding_on(typed, latest.on), *latest.rates)
    return tuple(_running(plan, catalog, terms, on=latest.on, rates=rates) for plan in plans)


def compare_with_running(
    plans: Sequence[Plan],
    catalog: Catalog,
    terms: RunningTerms = AS_PUBLISHED,
    *,
    base: int = 0,
    typed: Entered = (),
) -> Comparison:
    """Return plans side by side, with what each costs to run."""
    years = running_together(plans, catalog, terms, typed=typed)
    return compare(plans, base=base, running=years)
