"""Price one build on several days, and split what changed between them into prices and rates.

A day knows nothing of later days: offers quoted after it do not count, nor do those of more than a
year before, those that a list price had left behind by then, and those that their own vendor had
replaced. The split prices the later bill
once more at the earlier day's rates: what that differs by from the earlier total is due to prices,
the rest to rates. So both add up to the change, whatever was rounded.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from planner.engine.planning.cost import cost
from planner.engine.planning.offers import is_current, not_replaced
from planner.engine.planning.plan import make_plan
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.money import RateTable
from planner.model.over_time import PricedDay, PricesOverTime, TotalChange
from planner.model.plan import Plan
from planner.model.price_events import superseded


def known_on(catalog: Catalog, day: date) -> Catalog:
    """Return a catalog with the offers that held on a day alone."""
    held = (
        offer
        for offer in not_replaced(catalog.offers, day)
        if is_current(offer, day) and not superseded(offer, catalog.price_events, on=day)
    )
    return Catalog(
        parts=catalog.parts,
        offers=tuple(held),
        vendors=catalog.vendors,
        rates=catalog.rates,
        price_events=catalog.price_events,
        retired=catalog.retired,
        stamp=catalog.stamp,
    )


def price_over_time(
    build: Build,
    catalog: Catalog,
    rates: Mapping[date, RateTable],
    *,
    currency: str | None = None,
    also: Sequence[str] = (),
) -> PricesOverTime:
    """Return what a build costs on each day that there are rates for, the earliest first.

    Prices that a position states itself are the same on every day.
    """
    days = sorted(rates)
    plans = [
        make_plan(
            build, known_on(catalog, day), rates=rates[day], currency=currency, also=also, on=day
        )
        for day in days
    ]
    changes = (_change(one, other, rates[one.on]) for one, other in pairwise(plans))
    return PricesOverTime(
        build=build.name,
        title=build.title,
        currency=currency or build.currency,
        days=tuple(PricedDay(on=plan.on, bom=cost(plan)) for plan in plans),
        changes=tuple(changes),
    )


def _change(earlier: Plan, later: Plan, rates: RateTable) -> TotalChange:
    before, after = cost(earlier).total, cost(later).total
    if before is None or after is None:
        return TotalChange(since=earlier.on, until=later.on)
    whole = after - before
    # The later bill at the rates of the earlier day; one it has no rate for leaves no total.
    pairs = [(rate.base, rate.quote) for rate in later.rates]
    found = [rates.rate(*pair, earlier.on) for pair in pairs]
    old = tuple(rate for rate in found if rate is not None)
    between = cost(later.model_copy(update={"rates": old})).total
    if between is None:
        return TotalChange(since=earlier.on, until=later.on, whole=whole)
    return TotalChange(
        since=earlier.on,
        until=later.on,
        whole=whole,
        by_prices=between - before,
        by_rates=after - between,
    )
