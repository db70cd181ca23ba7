"""What is set once for all: how it holds for running and for buying."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from planner.model.buying import BuyingTerms
from planner.model.money import Money
from planner.model.own_defaults import OwnDefaults
from planner.model.running import RunningTerms
from planner.model.vendors import Assumption


def test_without_a_file_all_is_as_it_is_for_everybody() -> None:
    assert OwnDefaults().running == RunningTerms()
    assert OwnDefaults().buying == BuyingTerms()


def test_what_is_set_once_holds_for_running_and_for_buying() -> None:
    shipping = Assumption(term="shipping", amount=Money(Decimal(10), "EUR"))
    mine = OwnDefaults(
        currency="EUR",
        country="DE",
        tariff="0.32 EUR",
        condition=("new", "used"),
        prices_since="any",
        include_ended=True,
        published=True,
        exclude=("acme",),
        max_vendors=3,
        assumed=(shipping,),
    )

    assert mine.running == RunningTerms(country="DE", tariff=Money(Decimal("0.32"), "EUR"))
    assert mine.buying == BuyingTerms(
        ship_to="DE",
        exclude=("acme",),
        max_vendors=3,
        published=True,
        assumed=(shipping,),
        prices_since="any",
        include_ended=True,
        condition=("new", "used"),
    )


@pytest.mark.parametrize(
    "wrong",
    [{"max_vendors": 0}, {"max_vendors": True}, {"country": "Germany"}, {"currency": "EURO"},
     {"tariff": "0 EUR"}, {"condition": ("old",)}, {"other": 1}],
)  # fmt: skip
def test_what_nobody_can_set_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        OwnDefaults(**wrong)
