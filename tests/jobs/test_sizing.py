"""Questions of size, asked at the door: one answer, one effort, and what is in the way of none."""

from datetime import timedelta
from decimal import Decimal

import pytest

from planner.engine.planning.cost import cost
from planner.engine.solving.effort import UNHURRIED, OutOfTimeError
from planner.jobs import sizing
from planner.jobs.plans import plan_build
from planner.jobs.rates import entered
from planner.jobs.sizing import as_proposed, curve, frontier, plan_of, propose, why, without
from planner.model.catalog import Catalog
from planner.model.cost_question import CostTerms
from planner.model.findings import PlannerError
from planner.model.money import Money
from planner.model.offers import PriceBreak
from planner.model.price_events import PriceEvent
from planner.model.proof import Status
from planner.model.questions import CurveQuestion, FrontierQuestion, SizeQuestion, WhyQuestion
from planner.model.requirement import Objective
from planner.model.sizing import NodesLeft, Relaxation
from planner.model.wishes import LimitedTerm, TermKind, Wish, WishKind
from tests.engine.delivered.test_size import NEAR, PARTS, everything_near
from tests.engine.sizing_cases import wish
from tests.plans import ON

STOCK = Catalog(parts=PARTS, offers=tuple(everything_near()), vendors=(NEAR,))
TWO = wish(nodes=2)
DELIVERED = wish(nodes=2, delivered_to="SG")


def _sgd(amount: str) -> Money:
    return Money(Decimal(amount), "SGD")


def test_a_build_is_proposed_and_nothing_is_in_its_way() -> None:
    found = propose(SizeQuestion(wanted=TWO), STOCK, UNHURRIED)

    assert found.sizing.status is Status.OPTIMAL
    assert (found.conflict, found.delivered, found.in_the_way) == (None, None, None)


def test_where_there_is_no_build_the_wishes_in_the_way_are_told() -> None:
    found = propose(SizeQuestion(wanted=wish(nodes=2, budget=Decimal(5))), STOCK, UNHURRIED)

    assert found.sizing.status is Status.INFEASIBLE
    assert found.conflict


def test_a_delivered_build_comes_with_its_basket() -> None:
    found = propose(SizeQuestion(wanted=DELIVERED), STOCK, UNHURRIED)

    assert found.delivered is not None
    assert found.delivered.sizing == found.sizing
    assert found.delivered.total is not None
    assert found.in_the_way is None


def test_what_keeps_a_build_from_being_delivered_is_told_while_there_is_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = SizeQuestion(wanted=wish(nodes=2, delivered_to="SG", budget=Decimal(5)))
    assert propose(asked, STOCK, UNHURRIED).in_the_way is not None

    def too_slow(*_: object, **__: object) -> None:
        raise OutOfTimeError

    monkeypatch.setattr(sizing, "delivered_conflict", too_slow)
    found = propose(asked, STOCK, UNHURRIED)
    assert (found.sizing.status, found.in_the_way) == (Status.INFEASIBLE, None)


def test_what_a_person_typed_is_what_offers_are_compared_at() -> None:
    abroad = tuple(each.model_copy(update={"currency": "USD"}) for each in STOCK.offers)
    stock = STOCK.model_copy(update={"offers": abroad})
    rate = entered("USD", "SGD", Decimal(2), on=ON.replace(year=1999))

    found = propose(SizeQuestion(wanted=TWO, rates=(rate,)), stock, UNHURRIED)

    at_home = propose(SizeQuestion(wanted=TWO), STOCK, UNHURRIED).sizing.bom
    assert at_home is not None
    assert at_home.total is not None
    assert found.sizing.bom is not None
    assert found.sizing.bom.total == at_home.total * 2
    # It holds on the day of the question, whichever day it was typed for.
    assert {(each.source, each.as_of) for each in found.sizing.bom.rates} == {
        ("entered by you", ON)
    }


def test_curve_and_frontier_are_at_list_prices() -> None:
    points = curve(CurveQuestion(wanted=DELIVERED, most=2), STOCK, UNHURRIED)
    front = frontier(FrontierQuestion(wanted=DELIVERED), STOCK, UNHURRIED)

    assert points == curve(CurveQuestion.about(TWO, most=2), STOCK, UNHURRIED)
    assert front == frontier(FrontierQuestion(wanted=TWO), STOCK, UNHURRIED)


def test_every_answer_at_list_prices_says_how_much_it_leaves_out() -> None:
    newest, *others = STOCK.offers
    later = newest.model_copy(update={"quoted_on": ON})
    others = [each.model_copy(update={"quoted_on": ON - timedelta(days=400)}) for each in others]
    stale = STOCK.offering((later, *others))
    left_out = propose(SizeQuestion(wanted=TWO), stale, UNHURRIED).sizing.unused

    assert left_out.old == len(others)
    assert curve(CurveQuestion.about(TWO, most=2), stale, UNHURRIED).unused == left_out
    assert frontier(FrontierQuestion(wanted=TWO), stale, UNHURRIED).unused == left_out


def test_why_is_told_of_the_best_build_and_of_no_other() -> None:
    found = why(WhyQuestion(wanted=TWO, part_number="switch-0"), STOCK, UNHURRIED)
    assert found.best.bom is not None
    cost = found.best.bom.total
    assert cost is not None

    same = WhyQuestion(wanted=TWO, part_number="switch-0", cost=cost)
    assert why(same, STOCK, UNHURRIED) == found
    dearer = same.model_copy(update={"cost": cost + Money(Decimal(1), "SGD")})
    with pytest.raises(PlannerError, match="not the cheapest"):
        why(dearer, STOCK, UNHURRIED)


def test_a_proposal_costs_the_same_where_every_price_of_the_catalog_counts() -> None:
    """A list price rose: costing would take the price of before it, and sizing does not."""
    number = "board-1"
    rise = PriceEvent(
        part_number=number, on=ON, currency="SGD", price_after=Decimal(50), source="its maker"
    )
    older = next(each for each in STOCK.offers if each.part_number == number)
    older = older.model_copy(
        update={
            "quoted_on": ON - timedelta(days=1),
            "price_breaks": (PriceBreak(price=Decimal("30.00")),),
            "sku": "before",
        }
    )
    stock = STOCK.model_copy(update={"offers": (*STOCK.offers, older), "price_events": (rise,)})
    sized = propose(SizeQuestion(wanted=TWO), stock, UNHURRIED).sizing
    assert sized.bom is not None

    plan = plan_of(sized, stock, CostTerms())
    assert cost(plan).total == sized.bom.total
    bare = plan_build(plan.build, stock)
    assert [each.code for each in bare.findings if each.code == "price-superseded"]
    assert cost(bare).total != sized.bom.total
    held = as_proposed(plan, stock)
    assert cost(plan_build(held, stock)).total == sized.bom.total
    stated = [each.part_number for each in held.positions if each.price is not None]
    assert set(stated) == {number}


def test_a_proposal_of_used_parts_costs_the_same_where_it_is_opened() -> None:
    cheap = next(each for each in STOCK.offers if each.part_number == "board-1")
    facts = {"condition": "used", "price_breaks": (PriceBreak(price=Decimal("3.00")),)}
    stock = STOCK.model_copy(
        update={"offers": (*STOCK.offers, cheap.model_copy(update={**facts, "sku": "used"}))}
    )
    new = propose(SizeQuestion(wanted=TWO), stock, UNHURRIED).sizing
    assert new.unused.other == 1
    wanted = TWO.model_copy(update={"condition": ("new", "used")})
    sized = propose(SizeQuestion(wanted=wanted), stock, UNHURRIED).sizing
    assert sized.proven
    assert sized.unused.other == 0
    assert sized.bom is not None
    plan = plan_of(sized, stock, CostTerms())
    assert cost(plan).total == sized.bom.total
    assert [each.subject for each in plan.findings if each.code == "price-condition"] == ["board-1"]
    held = as_proposed(plan, stock)
    assert cost(plan_build(held, stock)).total == sized.bom.total


def test_of_no_build_there_is_no_plan() -> None:
    nothing = propose(SizeQuestion(wanted=wish(nodes=2, budget=Decimal(5))), STOCK, UNHURRIED)
    with pytest.raises(ValueError, match="without a build"):
        plan_of(nothing.sizing, STOCK, CostTerms())


def test_a_way_out_is_the_requirement_without_what_is_in_the_way() -> None:
    asked = wish(nodes=8, budget="300", spares=1)
    spares = Relaxation(Wish(WishKind.SPARES, 1), _sgd("120"))

    left = without(asked, spares)
    assert left is not None
    assert (left.spares, left.budget, left.nodes) == (0, asked.budget, 8)
    fewer = Relaxation(Wish(WishKind.NODES, 8), _sgd("90"), NodesLeft(4, is_most=True))
    assert without(asked, fewer) == asked.model_copy(update={"nodes": 4})
    assert without(asked, Relaxation(Wish(WishKind.SPARES, 1), None)) is None
    growing = wish(nodes=None, objective=Objective.NODES, budget="20")
    raised = without(growing, Relaxation(Wish(WishKind.BUDGET, _sgd("20")), _sgd("90")))
    assert raised == growing.model_copy(update={"budget": Decimal(90)})
    term = Relaxation(LimitedTerm(TermKind.MAX_VENDORS, count=1), _sgd("90"))
    assert without(asked, term) is None
