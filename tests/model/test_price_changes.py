"""Old and new prices side by side: compared where they can be, told apart where they cannot."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.model.offers import Offer
from planner.model.price_changes import matching, price_change
from planner.model.proposals import Ask, PriceProposal, Question


def old(**facts: Any) -> Offer:
    known = {
        "vendor": "lion", "part_number": "fan-40", "currency": "SGD", "sku": "F1",
        "basis": "quoted",
        "price_breaks": [{"price": "20.00"}], "quoted_on": date(2026, 11, 1), "source": "https://a.example/fan",
    }  # fmt: skip
    return Offer.model_validate({**known, **facts})


def new(*asked: Ask, **facts: Any) -> PriceProposal:
    known = {
        "product": "Fan", "amount": Decimal("25.00"), "currency": "SGD", "sku": "F1",
        "address": "https://a.example/fan", "day": date(2026, 11, 20),
        "questions": [Question(about=each, words="?") for each in asked],
    }  # fmt: skip
    return PriceProposal.model_validate({**known, **facts})


def test_a_change_has_both_prices_the_percent_and_the_age() -> None:
    change = price_change(old(), new())

    assert (str(change.old), str(change.new), change.percent) == (
        "S$20.00",
        "S$25.00",
        Decimal("25.0"),
    )
    assert (change.old_day, change.age_days, change.told) == (date(2026, 11, 1), 19, ())
    assert not change.second_look


@pytest.mark.parametrize(
    ("amount", "percent", "second_look"),
    [
        ("30.00", "50.0", False),
        ("30.02", "50.1", True),
        ("10.00", "-50.0", False),
        ("9.98", "-50.1", True),
    ],
)
def test_a_change_over_50_percent_needs_a_second_look(
    amount: str, percent: str, second_look: bool
) -> None:
    change = price_change(old(), new(amount=Decimal(amount)))

    assert (change.percent, change.second_look) == (Decimal(percent), second_look)


@pytest.mark.parametrize(
    ("proposal", "word"),
    [
        (new(currency="EUR"), "EUR"),
        (new(Ask.CURRENCY, currency=None), "no currency"),
        (new(pack_size=4), "holds 4 now"),
        (new(Ask.PACK, pack_size=None), "is asked"),
        (new(Ask.PRICE, amount=None), "no single price"),
        (new(sku="F2"), "SKU F1"),
    ],
)
def test_what_differs_is_told_and_never_compared(proposal: PriceProposal, word: str) -> None:
    change = price_change(old(), proposal)

    assert (change.percent, change.second_look) == (None, True)
    assert any(word in sentence for sentence in change.told)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("new", "used", "new, of the new one used"),
        ("used", "new", "used, of the new one new"),
        (None, "refurbished", "not stated, of the new one refurbished"),
        ("used", "unknown", "used, of the new one not stated"),
        ("used", "used", None),
        ("new", "unknown", None),
        (None, "new", None),
    ],
)
def test_new_and_used_articles_are_not_compared(
    before: str | None, after: str, told: str | None
) -> None:
    change = price_change(old(condition=before), new(condition=after))

    sentence = f"The condition of the old item is {told}."
    assert change.told == ((sentence,) if told else ())


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (True, "no", "Tax is in the old price and not in the new one."),
        (False, "yes", "Tax is in the new price, not in the old one."),
        (True, "yes", None),
        (None, "yes", None),
        (True, "unknown", None),
    ],
)
def test_prices_with_tax_and_without_are_not_compared(
    before: bool | None, after: str, told: str | None
) -> None:
    change = price_change(old(tax_included=before), new(tax_included=after))

    assert change.told == ((told,) if told else ())


def test_a_price_of_nothing_before_has_no_percent() -> None:
    assert price_change(old(price_breaks=[{"price": "0"}]), new()).percent is None


def test_without_a_sku_on_both_sides_nothing_is_said_of_it() -> None:
    assert price_change(old(sku=""), new()).told == ()
    assert price_change(old(), new(sku="")).told == ()


def test_without_a_day_there_is_no_age() -> None:
    assert price_change(old(), new(Ask.DAY, day=None)).age_days is None


def test_of_several_proposals_the_one_with_the_sku_or_the_address_is_meant() -> None:
    two = (new(sku="F1"), new(sku="F2", address="https://a.example/fan?variant=2"))

    assert matching(old(sku="F2"), two) == two[1:]
    assert matching(old(sku="", source="https://a.example/fan?variant=2"), two) == two[1:]
    assert matching(old(sku=""), two) == two
    assert matching(old(sku="F9", source="https://a.example/fan?variant=9"), two) == two
    assert matching(old(), two[1:]) == two[1:]


def test_the_number_that_a_shop_s_cart_takes_says_which_proposal_is_meant() -> None:
    two = (new(sku="F1", article_number="111"), new(sku="F1", article_number="222"))

    assert matching(old(sku="F1", article_number="222"), two) == two[1:]
    assert matching(old(sku="F1", article_number="333"), two) == two
    assert matching(old(sku="F1"), two) == two
