"""What a time limit of one second comes to, for the largest questions of every command.

The limit is given and not measured: one run each. Reading the catalog does not count, for it does
not count for the command either. The figure is the wall time of the answer; how sure it is by then
stands beside it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from benchmarks.bills import DAY
from benchmarks.core import CATALOGS, TODAY
from benchmarks.figures import Figure
from benchmarks.parts import large_catalog
from benchmarks.purchase_markets import HOBBY, LANDING, market
from benchmarks.timing import timed_answer
from planner.engine.buying.basket import buy
from planner.engine.delivered.conflict import delivered_conflict
from planner.engine.delivered.size import size_delivered
from planner.engine.questions.conflict import contradiction
from planner.engine.questions.curve import curve
from planner.engine.questions.frontier import frontier
from planner.engine.questions.why import why
from planner.engine.sizing.size import size
from planner.engine.solving.effort import Effort
from planner.jobs.folder import open_workspace
from planner.jobs.rates import rates_of_offers
from planner.jobs.work import lasting
from planner.model.basket import Need
from planner.model.buying import BuyingTerms, Market, Purchase
from planner.model.findings import PlannerError
from planner.model.money import RateTable
from planner.model.proof import Status
from planner.model.requirement import Measure, Objective, Requirement, Role
from planner.model.sizing import DeliveredConflict, Frontier, Relaxation, Sizing

LIMIT_S = 1
MOST_S = 1.5
MOST = 256


@dataclass(frozen=True)
class Question:
    """What is asked, and how it is answered with an effort."""

    name: str
    answer: Callable[[Effort], object]


def kept(_: int) -> Iterator[Figure]:
    """Tell how long each answer took, with its status and its gap."""
    for question in (*_purchases(), *_sizings()):
        outcome = timed_answer(partial(_answered, question))
        name = f"{question.name}, {LIMIT_S} s"
        yield Figure(name, round(outcome.seconds, 2), "s", MOST_S, _surety(outcome.answer))


def _answered(question: Question) -> object:
    try:
        return question.answer(lasting(LIMIT_S))
    except PlannerError as error:  # such as one that had no time to compare anything
        return error


def _purchases() -> Iterator[Question]:
    for lines, vendors in ((200, 50), (500, 100), (1500, 100)):
        needs, sale = market(lines, vendors, most=HOBBY, seed=1)

        yield Question(f"buy {lines:,} × {vendors}", partial(_bought, needs, sale))


def _bought(needs: tuple[Need, ...], sale: Market, effort: Effort) -> Purchase:
    return buy(needs, sale, LANDING, effort=effort)


def _sizings() -> Iterator[Question]:
    stock = open_workspace(CATALOGS, today=TODAY).catalog
    market_of_all = Market(stock.offers, stock.vendors)
    pairs = market_of_all.currency_pairs("SGD")
    rates = rates_of_offers(stock, "SGD", on=DAY, more=pairs)
    three = (Role(name="a", ram_gb=1), Role(name="b", ram_gb=2), Role(name="c", storage_gb=16))
    many = tuple(Role(name=f"r{place}", ram_gb=1 + place % 2) for place in range(14))
    plain, roles = Requirement(on=DAY, nodes=64), Requirement(on=DAY, nodes=64, roles=three)
    watts = roles.model_copy(update={"objective": Objective.WATTS})
    too_much = roles.model_copy(update={"budget": Decimal(900), "mbps": 1000})
    best, landed = size(plain, stock, rates), (stock, rates, market_of_all, BuyingTerms())
    large = large_catalog(20_000)
    asked: dict[str, Callable[[Effort], object]] = {
        "size 64 nodes": lambda e: size(plain, stock, rates, effort=e),
        "size 64 nodes with 3 roles": lambda e: size(roles, stock, rates, effort=e),
        "size 64 nodes with 3 roles by watts": lambda e: size(watts, stock, rates, effort=e),
        "size 64 nodes with 14 roles": lambda e: size(
            plain.model_copy(update={"roles": many}), stock, rates, effort=e
        ),
        "size 64 nodes of 20,000 parts": lambda e: size(plain, large, RateTable(), effort=e),
        "size --landed 8 nodes": lambda e: (
            size_delivered(plain.model_copy(update={"nodes": 8}), *landed, effort=e).sizing
        ),
        "size --landed 64 nodes with 3 roles": lambda e: (
            size_delivered(roles, *landed, effort=e).sizing
        ),
        "curve to 256 nodes": lambda e: curve(plain, stock, rates, most=MOST, effort=e),
        "curve to 64 nodes with 3 roles": lambda e: curve(roles, stock, rates, most=64, effort=e),
        "frontier by nodes": lambda e: frontier(
            plain.model_copy(update={"nodes": 1}),
            stock,
            rates,
            against=Measure.NODES,
            points=MOST,
            effort=e,
        ),
        "why": lambda e: why("rpi-4b-2gb", best, stock, rates, effort=e),
        "what is in the way": lambda e: contradiction(too_much, stock, rates, effort=e),
        "what is in the way, delivered": lambda e: delivered_conflict(too_much, *landed, effort=e),
    }
    for name, answer in asked.items():
        yield Question(name, answer)


def _surety(answer: object) -> str:
    """Return how sure an answer is, in the words of its status."""
    if isinstance(answer, Sizing | Purchase):
        gap = "" if answer.status is not Status.FEASIBLE else f", gap {answer.gap} %"
        return f"{answer.status}{gap}"
    if isinstance(answer, Frontier):
        return f"{len(answer.points)} points, {'all' if answer.complete else 'not all'}"
    if isinstance(answer, DeliveredConflict):
        answer = answer.wishes
    if isinstance(answer, tuple):
        unsure = any(isinstance(each, Relaxation) and not each.of_fewest for each in answer)
        return f"{len(answer)}{', perhaps fewer' if unsure else ''}"
    if isinstance(answer, PlannerError):
        return answer.finding.code
    return type(answer).__name__.lower()
