"""Answer a question of size: the best build, what more costs, why a part is in it or not.

Each answer gets one effort, which all that is done for it shares. Where no build does what is
asked, what is left of it finds out which requirements are in the way.
"""

from collections.abc import Iterable
from dataclasses import replace

from planner.engine.buying.stated_amounts import refuse_unrated_amounts
from planner.engine.delivered.alone import delivered_alone
from planner.engine.delivered.conflict import delivered_conflict
from planner.engine.delivered.size import size_delivered
from planner.engine.planning.usable import usable
from planner.engine.questions.alone import alone
from planner.engine.questions.conflict import contradiction, given_up
from planner.engine.questions.curve import curve as curve_of
from planner.engine.questions.frontier import frontier as frontier_of
from planner.engine.questions.why import why as why_in
from planner.engine.sizing.proven import taken_anyway
from planner.engine.sizing.size import size
from planner.engine.solving.effort import Effort, OutOfTimeError
from planner.engine.solving.progress import Progress
from planner.jobs.buying import market_of
from planner.jobs.plans import plan_build
from planner.jobs.rates import rates_of_offers
from planner.jobs.running import with_tariff
from planner.model import home
from planner.model.build import Build, Position
from planner.model.buying import Settlement
from planner.model.catalog import Catalog
from planner.model.cost_question import BUILD_S_OWN, CostTerms
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.money import RateTable
from planner.model.part_reasons import WhyAnswer
from planner.model.plan import Plan
from planner.model.proof import Status
from planner.model.questions import (
    CurveQuestion,
    FrontierQuestion,
    SizeQuestion,
    WhyQuestion,
    at_list_prices,
)
from planner.model.requirement import Objective, Requirement
from planner.model.scope import Scope
from planner.model.sizing import Curve, Frontier, Proposal, Relaxation, Sizing
from planner.model.unused import Unused
from planner.model.wishes import Wish, WishKind


def propose(asked: SizeQuestion, catalog: Catalog, effort: Effort) -> Proposal:
    """Return the best build; where there is none, the requirements that conflict."""
    if asked.wanted.delivered_to is not None:
        return _propose_delivered(asked, catalog, effort)
    wanted, rates = with_tariff(asked.wanted, catalog, typed=asked.rates), _rates(asked, catalog)
    sized = size(wanted, catalog, rates, effort=effort)
    if sized.status is not Status.INFEASIBLE:
        return Proposal(sized, alone=alone(sized, catalog, rates, effort=effort.quietly()))
    return Proposal(sized, contradiction(wanted, catalog, rates, effort=effort))


def _propose_delivered(asked: SizeQuestion, catalog: Catalog, effort: Effort) -> Proposal:
    """Return the build whose parts and vendors are chosen together, or what is in its way."""
    wanted, market = asked.wanted, market_of(catalog)
    pairs = market.currency_pairs(wanted.currency, asked.terms)
    rates = rates_of_offers(catalog, wanted.currency, on=wanted.on, more=pairs, typed=asked.rates)
    terms = replace(asked.terms, ship_to=wanted.delivered_to or home.COUNTRY)
    settlement = Settlement(wanted.currency, rates, wanted.on)
    refuse_unrated_amounts(market, settlement, terms)
    market = market.on_terms(terms, settlement)
    opened = (wanted, catalog, rates, market, terms)
    found = size_delivered(*opened, effort=effort)
    if found.sizing.status is not Status.INFEASIBLE:
        compared = delivered_alone(found, *opened[1:], effort=effort.quietly())
        return Proposal(found.sizing, delivered=found, alone=compared)
    try:
        in_the_way = delivered_conflict(*opened, effort=effort)
    except OutOfTimeError:
        in_the_way = None
    return Proposal(found.sizing, delivered=found, in_the_way=in_the_way)


def curve(
    asked: CurveQuestion, catalog: Catalog, effort: Effort, builds: Iterable[Build] = ()
) -> Curve:
    """Return the least cost of every number of nodes, at list prices.

    `builds` are those whose authors compared parts: what they said is told beside it.
    """
    wanted, rates = at_list_prices(asked.wanted), _rates(asked, catalog)
    remarks = tuple(remark for build in builds for remark in build.compared)
    points = curve_of(wanted, catalog, rates, most=asked.most, remarks=remarks, effort=effort)
    return Curve(points, _left_out(asked, catalog), wanted.copies)


def frontier(asked: FrontierQuestion, catalog: Catalog, effort: Effort) -> Frontier:
    """Return the builds that no other beats in cost and the measure, at list prices."""
    found = frontier_of(
        at_list_prices(asked.wanted),
        catalog,
        _rates(asked, catalog),
        against=asked.against,
        points=asked.points,
        effort=effort,
    )
    return replace(found, unused=_left_out(asked, catalog))


def why(asked: WhyQuestion, catalog: Catalog, effort: Effort) -> WhyAnswer:
    """Return why a part is in the best build or not, at list prices; PlannerError if nobody knows.

    A part that no catalog has, a build that is not proven best, or time that is up are such cases.
    """
    if asked.wanted.objective is Objective.OVER_YEARS:
        raise PlannerError(_NOT_OVER_YEARS)
    rates = _rates(asked, catalog)
    best = size(asked.wanted, catalog, rates, effort=effort.quietly(Progress(0, 0)))
    cost = None if best.bom is None else best.bom.total
    if asked.cost is not None and best.status is Status.OPTIMAL and cost != asked.cost:
        raise PlannerError(_NOT_THE_CHEAPEST)
    return WhyAnswer(why_in(asked.part_number, best, catalog, rates, effort=effort), best)


def plan_of(sized: Sizing, catalog: Catalog, terms: CostTerms) -> Plan:
    """Return the plan of a proposed build at the prices it was chosen by; there must be one."""
    if sized.build is None:
        raise ValueError("without a build there is nothing to plan")
    scope = Scope.of(sized.requirement)
    # What is in it was taken at the prices it has, asked for or not.
    chosen = frozenset(each.part_number for each in sized.build.positions)
    scope = replace(scope, named=scope.named | chosen)
    counting = usable(catalog.offers, catalog, scope)
    # What may be new only was sorted out above.
    shelf = catalog.offering(counting.offers)
    plan = plan_build(sized.build, shelf, terms, any_condition=True)
    return taken_anyway(plan, counting.anyway, sized.requirement.named)


def as_proposed(plan: Plan, catalog: Catalog, terms: CostTerms = BUILD_S_OWN) -> Build:
    """Return a proposed build that costs the same where every price of the catalog counts.

    A price that it was chosen by stands in it, where costing would take one that was left out.
    """
    here = {line.part_number: line.price for line in plan.bill.lines if not line.owned}
    other = plan_build(plan.build, catalog, terms)
    there = {line.part_number: line.price for line in other.bill.lines if not line.owned}

    def held(position: Position) -> Position:
        price = here.get(position.part_number)
        if price is None or position.owned or price == there.get(position.part_number):
            return position
        return position.model_copy(update={"price": price})

    positions = tuple(map(held, plan.build.positions))
    return plan.build.model_copy(update={"positions": positions})


def without(wanted: Requirement, each: Relaxation) -> Requirement | None:
    """Return a requirement without what is in the way, where a build is known to be left.

    Most nodes or cores need a budget: it is raised to what a build costs.
    """
    if each.cost is None or not isinstance(each.wish, Wish):
        return None
    grows = wanted.objective in (Objective.NODES, Objective.CORES)
    if grows and each.wish.kind is WishKind.BUDGET:
        return wanted.model_copy(update={"budget": each.cost.amount})
    if each.instead is not None:
        return wanted.model_copy(update={"nodes": each.instead.nodes})
    return given_up(wanted, each.wish)


def _left_out(asked: SizeQuestion, catalog: Catalog) -> Unused:
    """Return how many prices and parts no answer at list prices weighs, for what they are."""
    return usable(catalog.offers, catalog, Scope.of(asked.wanted)).unused


def _rates(asked: SizeQuestion, catalog: Catalog) -> RateTable:
    wanted = asked.wanted
    return rates_of_offers(catalog, wanted.currency, on=wanted.on, typed=asked.rates)


_NOT_OVER_YEARS = Finding(
    code="why-not-over-years",
    severity=Severity.NOTE,
    subject="why",
    message="Parts are compared by what they cost to buy, and here electricity counts, too.",
    hint="Ask again when optimising for lowest cost.",
)
_NOT_THE_CHEAPEST = Finding(
    code="not-the-cheapest",
    severity=Severity.NOTE,
    subject="why",
    message="This build is not the cheapest that meets your requirements, so cost does not explain "
    "its parts.",
    hint="Go back to the proposal, and ask there.",
)
