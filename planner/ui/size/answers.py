"""Ask for a proposal, a curve, a frontier or a reason, away from the page."""

from collections.abc import Hashable
from typing import TypeVar

from planner.jobs import long_answers
from planner.jobs.long_questions import LongQuestion
from planner.jobs.running import with_tariff
from planner.jobs.work import key_of
from planner.model.buying import NO_TERMS, BuyingTerms
from planner.model.cost_question import CostTerms
from planner.model.findings import Finding
from planner.model.part_reasons import Told
from planner.model.questions import (
    CurveQuestion,
    FrontierQuestion,
    SizeQuestion,
    WhyQuestion,
    at_list_prices,
)
from planner.model.requirement import Measure, Requirement
from planner.model.sizing import Curve, Frontier, Proposal, Sizing
from planner.ui.buy import wishes as buying
from planner.ui.visit import in_view, power
from planner.ui.visit.work import answer_to

T = TypeVar("T")
SECONDS = 10
# Said of what knows no others while the proposal is at delivered prices.
LIST_PRICES = "At list prices, without shipping and taxes."


def said_of_costs(wanted: Requirement) -> str:
    """Return what costs at list prices are of; nothing where that is plain."""
    listed = "" if wanted.delivered_to is None else LIST_PRICES
    copies = f"Costs are those of all {wanted.copies:,} copies, bought together."
    return " ".join(filter(None, (listed, "" if wanted.copies == 1 else copies)))


def propose(wanted: Requirement, terms: CostTerms) -> Proposal | None:
    """Return the proposal for these wishes; None while it is sought, or once it was given up."""
    catalog = in_view.catalog()
    # What the visitor pays for a kWh on the other pages holds here, too.
    wanted = with_tariff(wanted, catalog, power.chosen_power(), typed=terms.rates)
    asked = SizeQuestion(wanted=wanted, rates=terms.rates, terms=_delivery(wanted))
    where = "" if wanted.delivered_to is None else " and where to buy it"
    return _answer(
        "proposal",
        asked,
        long_answers.asked_size(asked, in_view.folder(), in_view.ground()),
        doing=f"Searching for the best build{where} …",
    )


def grow(wanted: Requirement, terms: CostTerms, *, most: int) -> Curve | None:
    """Return what every number of nodes costs; None while it is reckoned, or given up."""
    asked = CurveQuestion.about(wanted, terms.rates, most=most)
    builds = in_view.workspace().builds
    return _answer(
        "curve",
        asked,
        LongQuestion(long_answers.curve, (asked,), in_view.ground()),
        # What authors said of parts stands in the files of builds, and is told beside it.
        more=tuple(build.compared for build in builds),
        doing=f"Calculating 1 to {most} nodes …",
    )


def front(wanted: Requirement, terms: CostTerms, *, against: Measure) -> Frontier | None:
    """Return the builds that no other beats in cost and a measure; None while they are sought."""
    asked = FrontierQuestion(wanted=at_list_prices(wanted), rates=terms.rates, against=against)
    return _answer(
        "frontier",
        asked,
        LongQuestion(long_answers.frontier, (asked,), in_view.ground()),
        doing="Looking for the best trade-offs …",
    )


def explain(part_number: str, best: Sizing, terms: CostTerms) -> Told | Finding | None:
    """Return why a part is in a build, or why not; what keeps from telling it is a finding.

    None while it is found out, or once it was given up.
    """
    # A point of a plot may be the best only among builds that draw as little.
    cost = None if best.bom is None else best.bom.total
    asked = WhyQuestion(
        wanted=best.requirement, rates=terms.rates, part_number=part_number, cost=cost
    )
    question = LongQuestion(long_answers.why, (asked,), in_view.ground())
    return _answer("why", asked, question, doing="Trying the alternatives …")


def _answer(
    slot: str,
    asked: SizeQuestion,
    question: LongQuestion[T],
    *,
    doing: str,
    more: Hashable = (),
) -> T | None:
    key: Hashable = key_of(asked, in_view.catalog_facts(), more)
    return answer_to(slot, key, question, seconds=SECONDS, doing=doing)


def _delivery(wanted: Requirement) -> BuyingTerms:
    """Return what counts beside the wishes where it is delivered: the same as on the page Buy."""
    return NO_TERMS if wanted.delivered_to is None else buying.assumed_now()
