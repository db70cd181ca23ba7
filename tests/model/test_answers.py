"""What an answer says of itself in a word, and what is told beside it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from planner.model.basket import Basket, PurchaseOrder, UnreadRow
from planner.model.buying import Purchase, PurchaseAnswer
from planner.model.findings import Finding, Severity
from planner.model.money import Money
from planner.model.proof import Status
from planner.model.requirement import Requirement
from planner.model.sizing import (
    DeliveredConflict,
    DeliveredSizing,
    Proposal,
    Relaxation,
    SizeAnswer,
    Sizing,
)
from planner.model.wishes import Wish, WishKind
from tests.plans import SGD_USD, rate

NOTHING = Money(Decimal(0), "SGD")
ROW = UnreadRow(file="offers/a.csv", row=7)


def order(vendor: str, *rates: object) -> PurchaseOrder:
    sums = dict.fromkeys("goods paid converted at_least".split(), NOTHING)
    return PurchaseOrder.model_validate(
        {"vendor": vendor, "lines": (), "charges": (), "rates": rates, **sums}
    )


def basket(*orders: PurchaseOrder) -> Basket:
    return Basket(currency="SGD", orders=orders, goods=NOTHING, at_least=NOTHING)


def test_a_basket_rests_on_each_rate_of_its_orders_once() -> None:
    euros = rate("EUR", "SGD", "1.5")
    assert basket(order("a", SGD_USD), order("b", euros, SGD_USD)).rates == (SGD_USD, euros)


def test_what_a_copy_costs_is_the_total_shared_and_rounded_once() -> None:
    ten = Money(Decimal("10.00"), "SGD")
    sums = Basket(currency="SGD", orders=(), goods=ten, at_least=ten)
    found = Purchase(Status.OPTIMAL, (), sums, copies=3)

    assert found.per_copy == Money(Decimal("3.33"), "SGD")
    assert found.of_a_copy(NOTHING) == NOTHING
    assert Purchase(Status.INFEASIBLE, (), copies=3).per_copy is None


@pytest.mark.parametrize(
    ("purchase", "verdict"),
    [
        (Purchase(Status.OPTIMAL, (), basket()), Status.OPTIMAL),
        (Purchase(Status.OPTIMAL, (), basket(), unread_offers=(ROW,)), Status.FEASIBLE),
        (Purchase(Status.OPTIMAL, (), unread_offers=(ROW,)), Status.OPTIMAL),
        (Purchase(Status.FEASIBLE, (), basket()), Status.FEASIBLE),
        (Purchase(Status.INFEASIBLE, ()), Status.INFEASIBLE),
    ],
)
def test_a_purchase_that_nothing_proves_is_feasible(purchase: Purchase, verdict: Status) -> None:
    assert purchase.verdict is verdict


def test_a_build_of_a_catalog_with_rows_unread_is_feasible() -> None:
    found = Sizing(Requirement(on=date(2020, 6, 17), nodes=1), Status.OPTIMAL)
    assert found.verdict is Status.OPTIMAL
    assert replace(found, unread=1).verdict is Status.FEASIBLE
    assert replace(found, status=Status.INFEASIBLE, unread=1).verdict is Status.INFEASIBLE


def test_a_purchase_is_told_with_what_was_found_beside_it_and_differs() -> None:
    beside, differs, own = (
        Finding(code="ended", severity=Severity.NOTE, subject=name, message="m")
        for name in ("beside", "differs", "own")
    )
    bought = Purchase(Status.UNKNOWN, (), findings=(own,))
    assert PurchaseAnswer(bought, (beside,)).findings == (beside, own)
    assert PurchaseAnswer(bought, (beside,), differs=(differs,)).findings == (beside, differs, own)


def test_an_answer_to_a_size_names_what_keeps_a_build_away_or_from_delivery() -> None:
    found = Sizing(Requirement(on=date(2020, 6, 17), nodes=1), Status.INFEASIBLE)
    nodes, budget = (
        Relaxation(Wish(kind, value), None)
        for kind, value in ((WishKind.NODES, 1), (WishKind.BUDGET, NOTHING))
    )
    note = Finding(code="ended", severity=Severity.NOTE, subject="x", message="m")
    listed = SizeAnswer.of(Proposal(found, (nodes,)), note)
    assert (listed.sizing, listed.obstacles, listed.findings) == (found, (nodes,), (note,))
    landed = DeliveredSizing(found)
    asked = Proposal(found, delivered=landed, in_the_way=DeliveredConflict((budget,)))
    delivered = SizeAnswer.of(asked)
    assert (delivered.sized, delivered.sizing) == (landed, found)
    assert delivered.obstacles == (budget,)
    assert SizeAnswer.of(Proposal(found)).obstacles == ()
