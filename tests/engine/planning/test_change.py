"""What a build costs more than another, split into parts, quantities and prices."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.planning.change import cost_change
from planner.engine.planning.cost import cost
from planner.model.cost_change import CostChange
from planner.model.money import total
from planner.model.offers import Offer, PriceBreak
from planner.model.plan import Plan
from tests.any_plan import plans
from tests.engine.samples import charge, money, offer, plan


def of(positions: str, **facts: Any) -> Plan:
    return plan(*(positions.split(", ") if positions else ()), **facts)


def split(before: Plan, after: Plan) -> tuple[str, str, str]:
    """Return what is due to parts, to quantities and to prices."""
    found = cost_change(before, after)
    each = (found.by_parts, found.by_quantities, found.by_prices)
    parts, quantities, prices = (f"{money.amount:f} {money.currency}" for money in each if money)
    return parts, quantities, prices


def test_an_eighth_board_is_a_change_of_quantity_alone() -> None:
    found = cost_change(of("7 pi3 80 SGD, 1 switch8 20 SGD"), of("8 pi3 80 SGD, 1 switch8 20 SGD"))

    assert (found.total_before, found.total_after) == (money("580 SGD"), money("660 SGD"))
    assert (found.whole, found.percent) == (money("80 SGD"), Decimal("13.8"))
    assert (found.by_parts, found.by_quantities, found.by_prices) == (
        money("0 SGD"),
        money("80 SGD"),
        money("0 SGD"),
    )
    assert found.unpriced == ()


def test_a_switch_in_the_place_of_another_is_a_change_of_parts() -> None:
    before = of("7 pi3 80 SGD, 1 switch8 20 SGD")
    assert split(before, of("7 pi3 80 SGD, 1 giga8 32 SGD")) == (
        "12.00 SGD",
        "0.00 SGD",
        "0.00 SGD",
    )


def test_another_price_of_another_number_is_split_at_the_old_price() -> None:
    before, after = of("7 pi3 80 SGD"), of("8 pi3 90 SGD")
    assert split(before, after) == ("0.00 SGD", "80.00 SGD", "80.00 SGD")


def test_what_is_owned_now_is_a_change_of_price() -> None:
    before, after = of("7 pi3 80 SGD, 1 switch8 20 SGD"), of("7 pi3 80 SGD, 1 switch8 owned")
    assert split(before, after) == ("0.00 SGD", "0.00 SGD", "-20.00 SGD")


def test_a_price_that_falls_with_the_number_is_due_to_the_number() -> None:
    breaks = (
        PriceBreak(price=Decimal(10)),
        PriceBreak(min_quantity=10, price=Decimal(8)),
    )
    cheaper = offer("pi3", "10 SGD").model_copy(update={"price_breaks": breaks})
    found = cost_change(of("9 pi3", offers=[cheaper]), of("10 pi3", offers=[cheaper]))
    assert (found.by_quantities, found.by_prices) == (money("-10 SGD"), money("0 SGD"))


def test_packs_are_counted_whole_in_every_step() -> None:
    packs = offer("patch", "12 SGD").model_copy(update={"pack_size": 5})
    found = cost_change(of("5 patch", offers=[packs]), of("6 patch", offers=[packs]))
    assert (found.whole, found.by_quantities) == (money("12 SGD"), money("12 SGD"))


def test_a_tax_in_percent_follows_each_step() -> None:
    taxed = {"charges": [charge("gst 9%")]}
    before, after = of("1 pi3 100 SGD", **taxed), of("2 pi3 100 SGD, 1 fan 10 SGD", **taxed)
    assert split(before, after) == ("10.90 SGD", "109.00 SGD", "0.00 SGD")


def test_other_shipping_is_a_change_of_price() -> None:
    before = of("1 pi3 100 SGD", charges=[charge("shipping 5 SGD")])
    after = of("1 pi3 100 SGD", charges=[charge("shipping 8 SGD")])
    assert split(before, after) == ("0.00 SGD", "0.00 SGD", "3.00 SGD")


def test_another_exchange_rate_is_a_change_of_price() -> None:
    before = of("10 pi3 10 USD", rates=["USD SGD 1.30"])
    after = of("12 pi3 10 USD", rates=["USD SGD 1.40"])
    assert split(before, after) == ("0.00 SGD", "26.00 SGD", "12.00 SGD")


def test_a_part_in_another_currency_is_converted_at_its_own_rate() -> None:
    before = of("1 pi3 80 SGD")
    after = of("1 pi3 80 SGD, 1 fan 10 USD", rates=["USD SGD 1.35"])
    assert split(before, after) == ("13.50 SGD", "0.00 SGD", "0.00 SGD")


def test_pieces_are_bought_and_not_owned_where_a_line_grows() -> None:
    before, after = of("2 pi3 owned, 5 pi3 80 SGD"), of("2 pi3 owned, 7 pi3 80 SGD")
    assert split(before, after) == ("0.00 SGD", "160.00 SGD", "0.00 SGD")


def test_bought_pieces_go_before_owned_ones() -> None:
    before, after = of("2 pi3 owned, 1 pi3 80 SGD"), of("1 pi3 owned")
    assert split(before, after) == ("0.00 SGD", "-80.00 SGD", "0.00 SGD")


def test_a_part_that_was_replaced_is_another_than_the_one_in_use() -> None:
    before, after = of("1 switch8 20 SGD"), of("1 switch8 20 SGD retired, 1 giga8 32 SGD")
    assert split(before, after) == ("32.00 SGD", "0.00 SGD", "0.00 SGD")


def test_what_has_no_price_is_named_and_nothing_is_split() -> None:
    found = cost_change(of("7 pi3 80 SGD"), of("7 pi3 80 SGD, 1 fan"))

    assert found.unpriced == ("fan",)
    assert (found.total_before, found.total_after) == (money("560 SGD"), None)
    causes = (found.whole, found.percent, found.by_parts, found.by_quantities, found.by_prices)
    assert causes == (None,) * 5
    assert cost_change(of("1 fan"), of("1 pi3 80 SGD")).unpriced == ("fan",)


def test_a_change_of_the_number_of_copies_is_told_against_the_number_before() -> None:
    one, ten = of("7 pi3"), of("7 pi3", copies=10)
    assert cost_change(one, ten).title_before == "1 copy of B"
    assert cost_change(ten, one).title_before == "10 copies of B"


def test_there_is_no_percent_of_nothing() -> None:
    found = cost_change(of(""), of("1 pi3 80 SGD"))
    assert (found.whole, found.percent) == (money("80 SGD"), None)


def test_an_estimate_in_either_total_makes_the_difference_one() -> None:
    sure, guess = of("1 pi3 80 SGD"), of("1 pi3 90 SGD 80..100")
    assert cost_change(sure, guess).estimated
    assert cost_change(guess, sure).estimated
    assert not cost_change(sure, sure).estimated


def test_two_currencies_are_no_change() -> None:
    with pytest.raises(ValueError, match="one currency"):
        cost_change(of("1 pi3 80 SGD"), of("1 pi3 80 SGD", rates=["SGD USD 0.7"], currency="USD"))


def causes(found: CostChange) -> list[Any]:
    each = (found.by_parts, found.by_quantities, found.by_prices)
    return [amount for amount in each if amount is not None]


@settings(max_examples=80, deadline=None)
@given(before=plans(), after=plans())
def test_the_causes_add_up_to_the_whole_to_the_cent(before: Plan, after: Plan) -> None:
    found = cost_change(before, after)
    first, last = cost(before).total, cost(after).total
    if first is None or last is None:
        assert (found.whole, causes(found)) == (None, [])
        assert found.unpriced
    else:
        assert found.whole == last - first == total(causes(found), "SGD")


OFFERS = st.lists(
    st.builds(
        lambda price, currency, pack, least: offer(
            "pi3", f"{price} {currency}", pack_size=pack, minimum_quantity=least, sku=f"{pack}"
        ),
        st.decimals(1, 99, places=2),
        st.sampled_from(["SGD", "USD"]),
        st.integers(1, 6),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=80, deadline=None)
@given(offers=OFFERS, before=st.integers(1, 40), after=st.integers(1, 40))
def test_with_the_same_offers_another_number_is_the_whole_change(
    offers: list[Offer], before: int, after: int
) -> None:
    facts = {"offers": offers, "rates": ["USD SGD 1.3517"]}
    found = cost_change(of(f"{before} pi3", **facts), of(f"{after} pi3", **facts))
    assert found.by_quantities == found.whole
