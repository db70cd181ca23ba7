"""The best build of one copy, delivered, beside that of several: a parcel shared costs less."""

from dataclasses import replace

from planner.engine.buying.basket import buy, in_order, needs_of
from planner.engine.delivered.size import size_delivered
from planner.engine.planning.usable import usable_market
from planner.engine.questions.alone import of_one
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.model.buying import NO_TERMS, BuyingTerms, Market, Settlement
from planner.model.catalog import Catalog
from planner.model.money import RateTable
from planner.model.proof import Status
from planner.model.scope import Scope
from planner.model.sizing import Alone, DeliveredSizing


def delivered_alone(
    several: DeliveredSizing,
    catalog: Catalog,
    rates: RateTable,
    market: Market,
    terms: BuyingTerms = NO_TERMS,
    *,
    effort: Effort = UNHURRIED,
) -> Alone | None:
    """Return the best build of one copy, delivered, and what as many of it would come to together.

    None of one copy, or where one of both is not proven or has charges that nobody knows.
    """
    wanted = several.sizing.requirement
    if wanted.copies == 1 or not _is_known(several):
        return None
    one = size_delivered(of_one(wanted), catalog, rates, market, terms, effort=effort)
    if not _is_known(one) or one.sizing.build is None:
        return None
    copied = one.sizing.build.model_copy(update={"copies": wanted.copies})
    needs = in_order(needs_of(copied, catalog))
    sold = usable_market(market, catalog, Scope.of(wanted))
    settlement = Settlement(wanted.currency, rates, wanted.on)
    terms = replace(terms, fastest_within=None)
    together = buy(needs, sold, settlement, terms, effort=effort)
    return Alone(one.sizing, one.total, together.total if together.proven else None)


def _is_known(found: DeliveredSizing) -> bool:
    """Tell whether a sum is proven and holds all that there is to pay."""
    return found.sizing.status is Status.OPTIMAL and found.total is not None
