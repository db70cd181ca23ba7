"""What is asked of a purchase is checked when it is made: rules for spares, codes of coupons."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from planner.model.questions import BuyQuestion
from planner.model.spares import SpareRule
from planner.model.vendors import Coupon, Vendor


def test_two_rules_about_one_thing_are_refused() -> None:
    rules = (SpareRule(one_in=8), SpareRule(percent=Decimal(5)))
    with pytest.raises(ValidationError, match="two rules for spares are about everything"):
        BuyQuestion(what="kraken", on=date(2026, 11, 30), spares=rules)
    asked = BuyQuestion(what="kraken", on=date(2026, 11, 30), spares=rules[:1])
    assert asked.spares == rules[:1]


def test_a_vendor_says_which_code_is_typed_at_its_checkout() -> None:
    shop = Vendor.model_validate({"vendor": "s", "name": "S", "kind": "shop", "currency": "SGD"})
    assert shop.code_to_enter == ""
    coupon = Coupon(vendor="s", code="SAVE10", percent=Decimal(10))
    assert shop.with_coupon(coupon).code_to_enter == "SAVE10"
