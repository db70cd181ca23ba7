"""Ask the engine for a proposal, a curve or a frontier, off the page's thread."""

from dataclasses import dataclass

from planner.engine.delivered.conflict import delivered_conflict
from planner.engine.delivered.size import size_delivered
from planner.engine.questions.conflict import contradiction
from planner.engine.questions.curve import curve
from planner.engine.questions.frontier import frontier
from planner.engine.questions.why import why
from planner.engine.reporting.why import told
from planner.engine.sizing.size import size
from planner.jobs.plans import CostTerms
from planner.jobs.work import lasting
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.proof import Status
from planner.model.requirement import Requirement
from planner.model.sizing import (
    CurvePoint,
    DeliveredConflict,
    DeliveredSizing,
    Frontier,
    Measure,
    Relaxation,
    Sizing,
    Told,
)
from planner.ui.buy import wishes as buying
from planner.ui.size import wishes
from planner.ui.visit import session
from planner.ui.visit.work import Report, answer_to, told_by, tries_told_by

SECONDS = 10
# Said of what knows no others while the proposal is at delivered prices.
LIST_PRICES = "At list prices, without shipping and taxes."
_POINTS = 20


@dataclass(frozen=True)
class Proposal:
    """A sized cluster; where there is no build, the wishes that contradict each other.

    Where it is delivered, `landed` has its basket, or `in_the_way` what keeps it from being so.
    """

    sized: Sizing
    conflict: tuple[Relaxation, ...] = ()
    landed: DeliveredSizing | None = None
    in_the_way: DeliveredConflict | None = None


def propose(wanted: Requirement, terms: CostTerms) -> Proposal | None:
    """Return the proposal for these wishes; None while it is sought, or once it was given up."""
    if wanted.delivered_to is not None:
        return _propose_delivered(wanted, terms)
    catalog = session.catalog()
    rates = wishes.rates_for(wanted, catalog, terms)

    def task(report: Report) -> Proposal:
        effort = lasting(SECONDS, told_by(report))
        found = size(wanted, catalog, rates, effort=effort)
        if found.status is not Status.INFEASIBLE:
            return Proposal(found)
        effort = lasting(SECONDS, tries_told_by(report))
        conflict = contradiction(wanted, catalog, rates, effort=effort)
        return Proposal(found, conflict)

    key = wishes.grounds(wanted, catalog, terms)
    return answer_to("proposal", key, task, doing="Looking for the best build …")


def _propose_delivered(wanted: Requirement, terms: CostTerms) -> Proposal | None:
    """Return the proposal whose parts and vendors are chosen together."""
    catalog = session.catalog()
    market, delivered = buying.market_of(catalog), buying.to_country(wanted.delivered_to)
    rates = buying.rates_for(market, catalog, terms, wanted.currency, on=wanted.on)

    def task(report: Report) -> Proposal:
        asked = (wanted, catalog, rates, market, delivered)
        found = size_delivered(*asked, effort=lasting(SECONDS, told_by(report)))
        if found.sizing.status is not Status.INFEASIBLE:
            return Proposal(found.sizing, landed=found)
        conflict = delivered_conflict(*asked, effort=lasting(SECONDS, tries_told_by(report)))
        return Proposal(found.sizing, in_the_way=conflict)

    key = wishes.grounds(wanted, catalog, terms)
    doing = "Looking for the best build and where to buy it …"
    return answer_to("proposal", key, task, doing=doing)


def at_list_prices(wanted: Requirement) -> Requirement:
    """Return the same wishes at list prices: the curve and the frontier know no others."""
    return wanted.model_copy(update={"delivered_to": None})


def grow(wanted: Requirement, terms: CostTerms, *, most: int) -> tuple[CurvePoint, ...] | None:
    """Return what every number of nodes costs; None while it is reckoned, or given up."""
    wanted = at_list_prices(wanted)
    catalog = session.catalog()
    rates = wishes.rates_for(wanted, catalog, terms)

    def task(report: Report) -> tuple[CurvePoint, ...]:
        effort = lasting(SECONDS, told_by(report))
        return curve(wanted, catalog, rates, most=most, effort=effort)

    # The curve goes over the number of nodes, so the one that is wished does not matter to it.
    plain = wanted.model_copy(update={"nodes": most})
    key = (most, wishes.grounds(plain, catalog, terms))
    return answer_to("curve", key, task, doing=f"Reckoning 1 to {most} nodes …")


def front(wanted: Requirement, terms: CostTerms, *, against: Measure) -> Frontier | None:
    """Return the builds that no other beats in cost and a measure; None while they are sought."""
    wanted = at_list_prices(wanted)
    catalog = session.catalog()
    rates = wishes.rates_for(wanted, catalog, terms)

    def task(report: Report) -> Frontier:
        return frontier(
            wanted,
            catalog,
            rates,
            against=against,
            points=_POINTS,
            effort=lasting(SECONDS, told_by(report)),
        )

    key = (against, wishes.grounds(wanted, catalog, terms))
    return answer_to("frontier", key, task, doing="Looking for builds that no other beats …")


def explain(part_number: str, best: Sizing, terms: CostTerms) -> Told | Finding | None:
    """Return why a part is in a build, or why not; what keeps from telling it is a finding.

    None while it is found out, or once it was given up.
    """
    wanted, catalog = best.requirement, session.catalog()
    rates = wishes.rates_for(wanted, catalog, terms)
    total = None if best.bom is None else best.bom.total

    def task(report: Report) -> Told | Finding:
        effort = lasting(SECONDS, tries_told_by(report))
        # A point of a plot may be the best only among builds that draw as little.
        other = size(wanted, catalog, rates, effort=effort)
        if other.status is Status.OPTIMAL and other.bom is not None and other.bom.total != total:
            return _NOT_THE_CHEAPEST
        try:
            reason = why(part_number, best, catalog, rates, effort=effort)
        except PlannerError as error:
            return error.finding
        return told(reason, best, catalog)

    key = (part_number, total, wishes.grounds(wanted, catalog, terms))
    return answer_to("why", key, task, doing="Trying what else would do …")


_NOT_THE_CHEAPEST = Finding(
    code="not-the-cheapest",
    severity=Severity.NOTE,
    subject="why",
    message="This build is not the cheapest that does what you wish, so its parts have no reason "
    "in money.",
    hint="Go back to the proposal, and ask there.",
)
