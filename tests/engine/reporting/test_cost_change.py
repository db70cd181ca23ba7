"""A difference between two totals, as people read it."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.reporting.cost_change import causes_text, difference_text, names_in, signed
from planner.model.cost_change import CostChange
from tests.engine.samples import money, plan


def told(**facts: Any) -> tuple[str, str]:
    amounts = ("whole", "by_parts", "by_quantities", "by_prices")
    known = {name: money(f"{facts.pop(name)} SGD") for name in amounts if name in facts}
    found = CostChange(
        before="kraken", after="mine", title_before="Kraken", currency="SGD", **known, **facts
    )
    return difference_text(found, names_in(plan("1 pi3", "1 fan"))), causes_text(found)


def test_more_and_less_have_a_sign_a_percent_and_their_causes() -> None:
    assert told(
        whole="102.12",
        percent=Decimal("16.3"),
        by_parts="0",
        by_quantities="110.00",
        by_prices="-7.88",
    ) == (
        "+S$102.12 (+16.3 %) against Kraken",
        "of which +S$110.00 from quantities, −S$7.88 from prices",
    )
    assert told(whole="-5", percent=Decimal("-0.8"), by_parts="-5") == (
        "−S$5.00 (−0.8 %) against Kraken",
        "all from parts",
    )


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"whole": "80"}, "+S$80.00 against Kraken"),
        ({"whole": "0.02", "percent": Decimal("0.0")}, "+S$0.02 (±0 %) against Kraken"),
        (
            {"whole": "9", "percent": Decimal(10), "estimated": True},
            "≈ +S$9.00 (+10 %) against Kraken",
        ),
        ({"whole": "0"}, "The same total as Kraken"),
        (
            {"unpriced": ("fan", "Shipping")},
            "The difference to Kraken is not known: no price for FAN; Shipping",
        ),
    ],
)
def test_what_is_not_a_plain_difference_says_so(facts: dict[str, Any], says: str) -> None:
    assert told(**facts) == (says, "")


def test_causes_that_take_each_other_back_are_told() -> None:
    said = told(whole="0", by_parts="12", by_quantities="0", by_prices="-12")
    assert said == (
        "The same total as Kraken",
        "of which +S$12.00 from parts, −S$12.00 from prices",
    )


def test_no_difference_has_a_sign_of_its_own() -> None:
    assert signed(money("0 SGD")) == "±S$0.00"
