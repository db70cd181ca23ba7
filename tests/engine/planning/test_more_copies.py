"""A kit more later: what was paid stays as it was, and the rest is bought at the day's prices."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.planning.more_copies import more_copies
from planner.engine.planning.upgrade import upgrade
from planner.model.build import Position
from planner.model.more_copies import MoreCopies
from planner.model.offers import Offer
from tests.engine.samples import charge, codes, money, offer, plan, position

LATER = date(2021, 3, 1)


def more(
    *positions: str | Position,
    had: int = 10,
    extra: int = 1,
    then: tuple[Offer, ...] = (),
    now: tuple[Offer, ...] = (),
    **facts: Any,
) -> MoreCopies:
    """Buy copies of one build on two days, each at its own offers."""
    first = plan(*positions, copies=had, offers=then, **facts)
    grown = plan(*positions, copies=had + extra, offers=now, on=LATER, **facts)
    return more_copies(first, grown)


def fan(text: str, day: date = LATER, **facts: Any) -> Offer:
    return offer("fan", text, quoted_on=day, **facts)


def test_what_was_paid_and_what_is_to_pay_are_kept_apart() -> None:
    found = more("2 fan", extra=2, then=(offer("fan", "5 SGD"),), now=(fan("6.50 SGD"),))
    assert (found.paid.total, found.paid.per_copy) == (money("100 SGD"), money("10 SGD"))
    assert (found.added.total, found.added.per_copy) == (money("26 SGD"), money("13 SGD"))
    assert (found.total, found.per_copy) == (money("126 SGD"), money("10.50 SGD"))
    assert found.dearer == money("3 SGD")
    assert (found.copies, found.more) == (10, 2)
    assert [str(day) for day in (found.paid_on, found.on)] == ["2020-06-17", "2021-03-01"]
    [line] = found.added.lines
    assert (line.line.quantity, line.line.of_one_copy) == (4, 2)


def test_what_earlier_packs_left_over_is_used_first() -> None:
    then, now = (offer("fan", "10 SGD", pack_size=8),), (fan("12 SGD", pack_size=8),)
    # Two packs hold sixteen for ten copies: six are there.
    six = more("1 fan", extra=6, then=then, now=now)
    assert (six.added.total, six.total) == (money("0 SGD"), money("20 SGD"))
    assert six.added.lines[0].line.at_hand == 6
    seven = more("1 fan", extra=7, then=then, now=now)
    assert (seven.added.total, seven.total) == (money("12 SGD"), money("32 SGD"))


def test_fixed_charges_fall_due_for_each_further_copy_and_percentages_on_what_is_bought() -> None:
    charges = (charge("shipping 4 SGD"), charge("gst 10%"))
    sold = (offer("fan", "5 SGD"),)
    found = more("1 fan", had=2, extra=3, then=sold, now=(fan("5 SGD"),), charges=charges)
    # Percent of the goods alone.
    assert found.paid.total == money("19 SGD")
    assert found.added.total == money("28.50 SGD")


def test_what_is_owned_served_a_copy_that_is_there() -> None:
    sold = (offer("fan", "5 SGD"),)
    owned = position("1 fan", owned=True)
    for had in (1, 10):
        assert more(owned, had=had, then=sold, now=sold).added.total == money("5 SGD")


def test_what_was_replaced_is_not_bought_again() -> None:
    found = more("1 hub 9 SGD", position("1 fan 3 SGD", retired=True), had=1)
    assert [each.line.part_number for each in found.added.lines] == ["hub"]


def test_spares_by_rule_are_those_of_all_copies_less_those_that_are_there() -> None:
    rule = {"spare_rules": [{"percent": 10}]}
    sold = (offer("fan", "5 SGD"),)
    # Ten have one spare, eleven two, twenty two.
    assert more("1 fan", then=sold, now=sold, **rule).added.lines[0].line.quantity == 2
    assert more("1 fan", extra=10, then=sold, now=sold, **rule).added.lines[0].line.quantity == 11


def test_each_sum_has_the_further_currencies_of_its_own_day() -> None:
    first = plan("1 fan 10 SGD", copies=2, rates=["SGD USD 0.7"], also=("USD",))
    grown = plan("1 fan 10 SGD", copies=3, rates=["SGD USD 0.8"], also=("USD", "EUR"), on=LATER)
    found = more_copies(first, grown)
    assert found.also == (money("22 USD"),)
    assert more_copies(plan("1 fan", copies=2), grown).also == ()


def test_a_sum_without_a_price_is_not_known_and_neither_are_both_together() -> None:
    sold = (offer("fan", "5 SGD"),)
    for then, now, said in (
        ((), sold, "What was paid on 2020-06-17 is not known, because a price is missing: fan."),
        (sold, (), "What is to pay now is not known, because a price is missing: fan."),
    ):
        found = more("1 fan", then=then, now=now)
        assert (found.total, found.per_copy, found.dearer, found.also) == (None, None, None, ())
        [warning] = [each for each in found.findings if each.code == "more-unpriced"]
        assert warning.message == said


def test_a_price_that_is_older_than_the_day_is_named_where_nobody_sells_the_part() -> None:
    found = more("1 fan 5 SGD", position("1 hub 3 SGD", owned=True), "1 sd16", now=(fan("1 SGD"),))
    [warning] = [each for each in found.findings if each.code == "more-at-old-price"]
    assert warning.message.endswith("is used for: HUB (2020-06-17); FAN (2020-06-17).")
    # What nobody must buy has no price that could be old.
    left = more("1 fan", then=(offer("fan", "5 SGD", pack_size=11),), now=(fan("5 SGD"),))
    assert "more-at-old-price" not in codes(left.findings)


def test_no_copy_more_and_two_currencies_are_mistakes() -> None:
    for grown in (plan("1 fan", copies=2), plan("1 fan", copies=3, currency="USD")):
        with pytest.raises(ValueError, match="at least one copy more"):
            more_copies(plan("1 fan", copies=2), grown)


@settings(max_examples=100, deadline=None)
@given(
    each=st.integers(1, 5),
    had=st.integers(1, 9),
    extra=st.integers(1, 9),
    pack=st.integers(1, 7),
    owned=st.booleans(),
)
def test_a_few_copies_more_on_the_same_day_cost_what_an_upgrade_to_them_all_does(
    each: int, had: int, extra: int, pack: int, *, owned: bool
) -> None:
    """Counted by hand: whole packs of what neither packs nor pockets hold."""
    sold = (offer("fan", "3 SGD", pack_size=pack),)
    line = position(f"{each} fan", owned=owned)
    first, grown = (plan(line, copies=n, offers=sold) for n in (had, had + extra))
    found = more_copies(first, grown)
    mine = each if owned else 0
    packs = -(-(each * had - mine) // pack)
    lacking = each * (had + extra) - mine - packs * pack
    assert found.added.total == money(f"{3 * -(-max(lacking, 0) // pack)} SGD")
    assert found.added.total == upgrade(first, grown).delta
