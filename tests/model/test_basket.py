"""An order and its charges."""

from decimal import Decimal

import pytest

from planner.model.basket import OrderCharge, PurchaseOrder
from planner.model.money import Money


def sgd(text: str) -> Money:
    return Money(Decimal(text), "SGD")


SHIPPING = OrderCharge(key="shipping", label="Shipping", part="shipping", amount=sgd("5.00"))
DUTY = OrderCharge(key="duty", label="Duty", part="taxes", amount=sgd("2.00"), at_border=True)


def order(*charges: OrderCharge) -> PurchaseOrder:
    return PurchaseOrder(
        vendor="acme",
        lines=(),
        goods=sgd("10.00"),
        charges=charges,
        paid=sgd("15.00"),
        converted=sgd("15.00"),
        at_least=sgd("17.00"),
    )


def test_a_charge_is_found_by_its_key_in_the_payment_or_at_the_border() -> None:
    made = order(SHIPPING, DUTY)

    assert (made.in_payment, made.at_border) == ((SHIPPING,), (DUTY,))
    assert made.charge("duty") == DUTY
    with pytest.raises(KeyError, match="handling"):
        made.charge("handling")


def test_an_order_with_a_charge_that_nobody_states_has_no_total() -> None:
    open_duty = DUTY.model_copy(update={"is_open": True})
    silent = SHIPPING.model_copy(update={"is_open": True, "is_unknown": True})
    made = order(silent, open_duty)

    assert (order(SHIPPING, DUTY).total, made.total) == (sgd("17.00"), None)
    assert (made.unknown, made.known_paid, made.known_converted) == ((silent,), None, None)
    assert (open_duty.known, DUTY.known) == (None, sgd("2.00"))


def test_a_charge_is_told_where_something_is_due_or_nobody_knows() -> None:
    nothing = SHIPPING.model_copy(update={"amount": sgd("0.00")})

    assert [SHIPPING.is_told, nothing.is_told] == [True, False]
    assert nothing.model_copy(update={"is_unknown": True}).is_told
