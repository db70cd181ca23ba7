"""Questions: one record for every way to ask, checked when made, and the same on the way back."""

import pickle
from datetime import date
from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from planner.model import home
from planner.model.basket import Need, UnreadRow
from planner.model.buying import BuyingTerms
from planner.model.cost_question import CostQuestion, CostTerms
from planner.model.money import ExchangeRate, Money
from planner.model.questions import (
    Bill,
    BuyQuestion,
    CurveQuestion,
    FrontierQuestion,
    SizeQuestion,
    WhyQuestion,
)
from planner.model.record import Record
from planner.model.requirement import Measure, Requirement
from tests.plans import build, position

DAY = date(2024, 12, 1)
RATE = ExchangeRate(base="SGD", quote="USD", rate=Decimal("0.7"), as_of=DAY, source="me")
WANTED = Requirement(nodes=3, on=DAY, storage_gb=Decimal(16), must_not=("fan",))
TERMS = BuyingTerms("MY", date(2025, 1, 2), ("acme",), (("board", "lion"),), 2, Decimal("2.5"))
BILL = Bill(
    title="bill.csv",
    needs=(Need(part_number="board", quantity=3, alternates=("other",)),),
    unread=(UnreadRow(file="bill.csv", row=4, about="fan"),),
)
QUESTIONS: list[Record] = [
    CostQuestion(build="kraken"),
    CostQuestion(
        build=build(position("other", "fan", 2)),
        terms=CostTerms(currency="EUR", on=DAY, rates=(RATE,)),
    ),
    SizeQuestion(wanted=WANTED, rates=(RATE,)),
    CurveQuestion(wanted=WANTED, most=8),
    FrontierQuestion(wanted=WANTED, against=Measure.RAM, points=5),
    WhyQuestion(wanted=WANTED, part_number="fan", cost=Money(Decimal("5.00"), "SGD")),
    BuyQuestion(what="kraken", on=DAY),
    BuyQuestion(what=build(position("other", "fan", 2)), on=DAY, terms=TERMS, rates=(RATE,)),
    BuyQuestion(what=BILL, on=DAY, currency="USD", partial=True),
]


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: type(asked).__name__)
def test_a_question_comes_back_the_same_from_json_and_from_another_process(asked: Record) -> None:
    read = TypeAdapter(type(asked)).validate_json(asked.model_dump_json())
    sent = pickle.loads(pickle.dumps(asked))  # noqa: S301

    assert read == sent == asked
    assert hash(read) == hash(sent) == hash(asked)


def test_questions_of_two_kinds_are_two_questions_even_if_they_say_the_same() -> None:
    assert len(set(QUESTIONS)) == len(QUESTIONS)
    assert SizeQuestion(wanted=WANTED) != FrontierQuestion(wanted=WANTED)


def test_two_curves_are_one_question_where_they_differ_in_what_plays_no_part() -> None:
    fewer = WANTED.model_copy(update={"nodes": 2, "delivered_to": "SG"})

    assert CurveQuestion.about(WANTED, most=8) == CurveQuestion.about(fewer, most=8)
    assert CurveQuestion.about(WANTED, most=8) != CurveQuestion.about(WANTED, most=9)


@pytest.mark.parametrize("percent", ["0", "2.5", "1000"])
def test_haste_may_cost_up_to_ten_times_more_and_decimals_are_allowed(percent: str) -> None:
    terms = BuyingTerms(fastest_within=Decimal(percent), max_vendors=1000)

    assert BuyQuestion(what="kraken", on=DAY, terms=terms).terms is terms


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (BuyingTerms(fastest_within=Decimal("-0.1")), "not a percentage from 0 to 1000"),
        (BuyingTerms(fastest_within=Decimal("1000.1")), "not a percentage from 0 to 1000"),
        (BuyingTerms(max_vendors=0), "0 is not a number of vendors from 1 to 1000"),
        (BuyingTerms(max_vendors=1001), "1001 is not a number of vendors from 1 to 1000"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_wherever_it_came_from(
    terms: BuyingTerms, words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        BuyQuestion(what="kraken", on=DAY, terms=terms)


def test_the_usual_second_currency_is_another_one() -> None:
    assert home.second_currency("SGD") == home.second_currency("EUR") == "USD"
    assert home.second_currency("USD") == "SGD"
