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
from planner.model.sizing import Sizing
from tests.plans import SGD_USD, rate

NOTHING = Money(Decimal(0), "SGD")
ROW = UnreadRow(file="offers/a.csv", row=7)


def order(vendor: str, *rates: object) -> PurchaseOrder:
    charges = dict.fromkeys("goods shipping charges tax card paid converted".split(), NOTHING)
    dues = dict.fromkeys("duty import_tax at_least".split(), NOTHING)
    return PurchaseOrder.model_validate(
        {"vendor": vendor, "lines": (), "rates": rates, **charges, **dues}
    )


def basket(*orders: PurchaseOrder) -> Basket:
    return Basket(currency="SGD", orders=orders, goods=NOTHING, at_least=NOTHING)


def test_a_basket_rests_on_each_rate_of_its_orders_once() -> None:
    euros = rate("EUR", "SGD", "1.5")
    assert basket(order("a", SGD_USD), order("b", euros, SGD_USD)).rates == (SGD_USD, euros)


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
