"""What is picked of a page, and what was answered before for the same one."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.model.kept_prices import (
    KeptPrice,
    KeptPrices,
    PriceLine,
    lines_of,
    lines_of_page,
    none_to_pick,
    not_looked_at_twice,
    other_currency,
    said_before,
    said_in,
    variants_called,
)
from planner.model.offers import Offer
from planner.model.price_changes import PriceRefresh, RefreshedPrice, price_change
from planner.model.proposals import Ask, Condition, PageAnswer, PriceProposal, Question, TaxIncluded

DAY = date(2026, 11, 29)


def proposal(**facts: Any) -> PriceProposal:
    known = {"product": "Fan", "amount": Decimal(20), "currency": "SGD", "day": DAY}
    return PriceProposal.model_validate({**known, "address": "https://a.example/fan", **facts})


def offer(**facts: Any) -> Offer:
    known = {
        "vendor": "lion", "part_number": "fan", "currency": "SGD", "basis": "quoted",
        "price_breaks": [{"price": "10.00"}], "quoted_on": date(2026, 1, 1),
        "source": "https://a.example/fan",
    }  # fmt: skip
    return Offer.model_validate({**known, **facts})


RED = proposal(variant="Red", variant_id="7", sku="F-R")
DARK_RED = proposal(variant="Dark red", variant_id="8", sku="F-D")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (None, (RED, DARK_RED)),
        ("red", (RED,)),
        ("f-d", (DARK_RED,)),
        ("8", (DARK_RED,)),
        ("Fan / Red", (RED,)),
        ("dark", (DARK_RED,)),
        ("fan", (RED, DARK_RED)),
        ("blue", ()),
    ],
)
def test_a_variant_is_meant_by_its_name_or_number(
    text: str | None, found: tuple[PriceProposal, ...]
) -> None:
    assert variants_called((RED, DARK_RED), text) == found


def test_tax_pack_and_condition_are_answered_as_before_and_a_currency_never() -> None:
    about = (Ask.TAX, Ask.PACK, Ask.CONDITION, Ask.CURRENCY)
    questions = tuple(Question(about=each, words="?") for each in about)
    asked = proposal(questions=questions, pack_size=None, currency=None)
    old = offer(tax_included=False, pack_size=4, condition="used")
    said = said_before(asked, old)

    assert (said.tax_included, said.pack_size, said.condition, said.currency) == (
        TaxIncluded.NO,
        4,
        Condition.USED,
        None,
    )
    assert said_before(asked, offer(tax_included=True)).tax_included is TaxIncluded.YES
    assert said_before(asked, offer()).tax_included is None
    assert said_before(asked, offer()).pack_size is None
    assert said_before(proposal(), old) == said_before(asked, None)


def test_a_page_is_of_the_prices_that_were_kept_of_it_or_new() -> None:
    answer = PageAnswer(address="https://a.example/fan", proposals=(proposal(),))
    (new,) = lines_of_page(answer, (), vendor="lion", part_number=None)
    (known,) = lines_of_page(
        answer, (offer(), offer(part_number="hub")), vendor="x", part_number="fan"
    )

    assert (new.vendor, new.part_number, new.old) == ("lion", None, None)
    assert (known.vendor, known.part_number, known.old) == ("lion", "fan", offer())
    assert known.proposals == (proposal(),)


def test_every_price_asked_again_is_a_line() -> None:
    again = RefreshedPrice(offer=offer(), address="https://a.example/fan")
    (line,) = lines_of(PriceRefresh(prices=(again,)))

    assert (line.vendor, line.part_number, line.old) == ("lion", "fan", offer())


def test_what_moved_far_or_cannot_be_compared_is_told() -> None:
    far = not_looked_at_twice(price_change(offer(), proposal()))
    other = not_looked_at_twice(price_change(offer(), proposal(currency="EUR")))
    nothing = not_looked_at_twice(price_change(offer(price_breaks=[{"price": "0"}]), proposal()))

    assert far.message == "fan at lion was S$10.00 on 2026-01-01 and is S$20.00 now: +100.0 %."
    assert "The old price is in SGD, the new one in EUR." in other.message
    assert "cannot be compared" in nothing.message


def test_what_is_to_be_chosen_from_is_told() -> None:
    line = PriceLine(address="https://a.example/fan", proposals=(RED, DARK_RED))

    assert none_to_pick(line).hint == "Name the variant. To choose from: Fan / Red; Fan / Dark red."
    assert "None is called 'blue'" in none_to_pick(line, "blue").message


def test_a_currency_that_is_stated_is_told_beside_the_one_that_was_said() -> None:
    assert other_currency(proposal(), "EUR").message == "Fan is priced in SGD, not in EUR."


def test_answers_are_read_as_they_are_typed() -> None:
    said, wrong = said_in(
        {
            "currency": " sgd ",
            "amount": "12.50",
            "tax_included": "no",
            "day": "2026-11-29",
            "seller": " ",
        }
    )

    assert (said.currency, said.amount, said.tax_included) == (
        "SGD",
        Decimal("12.50"),
        TaxIncluded.NO,
    )
    assert (said.day, said.seller, wrong) == (DAY, None, ())


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("amount", "1,400"),
        ("amount", "0"),
        ("currency", "S$"),
        ("pack_size", "0"),
        ("day", "29.11."),
    ],
)
def test_an_answer_that_cannot_be_read_is_told_and_stays_open(field: str, text: str) -> None:
    said, wrong = said_in({field: text})

    assert getattr(said, field) is None
    assert [each.code for each in wrong] == ["price-answer-unreadable"]


def test_what_is_kept_is_counted() -> None:
    prices = [
        KeptPrice(name="a", vendor="v", part_number="p", written=each) for each in (True, False)
    ]

    assert KeptPrices(folder="f", prices=tuple(prices)).written == 1
