"""One node more for a build: at the prices that count on a day, as a proposal."""

from dataclasses import replace
from datetime import date

from planner.engine.planning.usable import usable
from planner.engine.sizing.next_node import next_node
from planner.engine.solving.effort import Effort
from planner.jobs.plans import plan_build
from planner.jobs.rates import rates_of_offers
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.cost_question import CostTerms
from planner.model.next_node import NextNode
from planner.model.plan import Plan
from planner.model.scope import Scope


def one_node_more(
    build: Build,
    catalog: Catalog,
    terms: CostTerms,
    *,
    today: date,
    board: str = "",
    effort: Effort,
) -> NextNode:
    """Return a build with one node more at least cost, bought on the day asked for, or today.

    What the build has already costs what it does on the terms. What it has is bought again at
    whatever price there is; of other parts the prices that count are those that sizing takes. The
    node is counted for one copy of the build, without spares by rule.
    """
    day, currency = terms.on or today, terms.currency or build.currency
    held = catalog.holding(build.parts, build.offers, build.vendors)
    named = frozenset(position.part_number for position in build.positions)
    counting = usable(held.offers, held, Scope(day, named=named))
    shelf = held.offering(counting.offers)
    rates = rates_of_offers(shelf, currency, on=day, typed=terms.rates)

    def planned(each: Build) -> Plan:
        # What is told of a node is told of one copy: so many parts, at what they cost.
        of_one = {"copies": 1, "spare_rules": (), "for_all_copies": ()}
        return plan_build(each.model_copy(update=of_one), catalog, terms)

    found = next_node(
        build, planned, shelf, rates, currency=currency, on=day, board=board, effort=effort
    )
    if found.build is None:
        return found
    told = ("copies", "spare_rules", "for_all_copies")
    as_before = {name: getattr(build, name) for name in told}
    return replace(found, build=found.build.model_copy(update=as_before))
