"""Proposals of prices: what is asked, what answers do, and that no offer is made before them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from planner.model.findings import PlannerError
from planner.model.offers import Basis
from planner.model.proposals import (
    Ask,
    Candidate,
    Outcome,
    PageAnswer,
    PriceProposal,
    Question,
    Said,
    answered,
    blank_of,
    offer_of,
)

DAY = date(2026, 11, 20)
ADDRESS = "https://lion-parts.example/fan"


def question(about: Ask, *choices: str) -> Question:
    return Question(about=about, words=f"Which {about}?", choices=choices)


def proposal(*asked: Ask, **facts: Any) -> PriceProposal:
    known = {
        "product": "Fan", "amount": Decimal("20.00"), "currency": "SGD",
        "currency_from": "its data",
        "sku": "F1", "address": ADDRESS, "day": DAY,
        "questions": [question(each) for each in asked],
    }  # fmt: skip
    return PriceProposal.model_validate({**known, **facts})


def offered(mine: PriceProposal, **said: Any) -> Any:
    return offer_of(mine, Said(**said), vendor="lion", part_number="fan-40")


# --- what must be asked --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lacking", "about"),
    [
        ({"amount": None}, Ask.PRICE),
        ({"amount": None}, Ask.WHICH_PRICE),
        ({"amount": None}, Ask.VARIANT),
        ({"currency": None}, Ask.CURRENCY),
        ({"pack_size": None}, Ask.PACK),
        ({"day": None}, Ask.DAY),
        ({"address": ""}, Ask.ADDRESS),
    ],
)
def test_what_is_not_known_must_be_asked(lacking: dict[str, Any], about: Ask) -> None:
    with pytest.raises(ValidationError, match="must be asked"):
        proposal(**lacking)

    assert proposal(about, **lacking).questions == (question(about),)


@pytest.mark.parametrize("amount", ["0", "-1", "1000000000001"])
def test_nothing_and_the_impossible_are_no_price(amount: str) -> None:
    with pytest.raises(ValidationError):
        proposal(amount=Decimal(amount))


def test_a_price_needs_an_amount_and_a_currency() -> None:
    assert str(proposal().price) == "S$20.00"
    assert proposal(Ask.CURRENCY, currency=None).price is None
    assert proposal(Ask.PRICE, amount=None).price is None


def test_a_name_has_its_variant_and_a_candidate_its_story() -> None:
    assert (proposal().name, proposal(variant="red").name) == ("Fan", "Fan / red")
    assert str(Candidate(amount=Decimal("17.20"), currency="EUR", told="lower end")) == (
        "17.20 EUR, lower end"
    )
    assert str(Candidate(amount=Decimal(5), told="in the text")) == "5, in the text"


# --- answers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (Ask.PRICE, {"amount": "21.00"}),
        (Ask.WHICH_PRICE, {"amount": "21.00"}),
        (Ask.CURRENCY, {"currency": "EUR"}),
        (Ask.TAX, {"tax_included": "unknown"}),
        (Ask.PACK, {"pack_size": 4}),
        (Ask.CONDITION, {"condition": "used"}),
        (Ask.VENDOR, {"seller": "Ubin Tech"}),
        (Ask.VARIANT, {"variant": "red"}),
        (Ask.PRODUCT, {"variant": "red"}),
        (Ask.DAY, {"day": date(2026, 11, 2)}),
        (Ask.ADDRESS, {"address": "https://a.example/b"}),
    ],
)
def test_an_answer_closes_its_question_and_counts_before_the_page(
    about: Ask, said: dict[str, Any]
) -> None:
    mine = answered(proposal(about, Ask.TAX if about is not Ask.TAX else Ask.PACK), Said(**said))

    assert about not in {each.about for each in mine.questions}
    assert len(mine.questions) == 1
    (name,) = said
    assert str(getattr(mine, name)) == str(said[name])


def test_who_stated_currency_and_tax_is_known() -> None:
    mine = answered(proposal(), Said(currency="EUR", tax_included="yes"))

    assert (mine.currency_from, mine.tax_from) == ("stated by you", "stated by you")
    assert answered(proposal(), Said()).currency_from == "its data"


def test_a_variant_by_name_leaves_a_price_that_is_not_known_to_be_asked() -> None:
    mine = answered(proposal(Ask.VARIANT, amount=None), Said(variant="red"))

    assert [each.about for each in mine.questions] == [Ask.PRICE]
    assert answered(proposal(Ask.PRICE, amount=None), Said()).questions == (question(Ask.PRICE),)


def test_a_day_that_the_page_names_is_kept_only_where_a_person_confirms_it() -> None:
    until = date(2027, 12, 31)

    assert offered(proposal(valid_until=until)).valid_until is None
    assert offered(proposal(valid_until=until), valid_until=until).valid_until == until


# --- offers --------------------------------------------------------------------------------------


def test_a_proposal_that_is_answered_becomes_an_offer_of_its_address_and_day() -> None:
    offer = offered(
        proposal(Ask.TAX, Ask.PACK, pack_size=None, minimum_quantity=2, order_multiple=2, stock=7),
        tax_included="yes",
        pack_size=4,
    )

    assert (offer.vendor, offer.part_number, offer.sku) == ("lion", "fan-40", "F1")
    assert (str(offer.pack_price(2)), offer.pack_size) == ("S$20.00", 4)
    assert (offer.minimum_quantity, offer.order_multiple, offer.stock) == (2, 2, 7)
    assert (offer.source, offer.quoted_on, offer.basis) == (ADDRESS, DAY, Basis.QUOTED)


@pytest.mark.parametrize(("said", "kept"), [("yes", True), ("no", False), ("unknown", None)])
def test_tax_and_condition_are_kept_with_the_offer(said: str, kept: bool | None) -> None:
    assert offered(proposal(Ask.TAX), tax_included=said).tax_included is kept
    assert offered(proposal(condition="refurbished")).condition == "refurbished"
    assert offered(proposal(Ask.CONDITION), condition="unknown").condition is None


def test_what_the_page_does_not_say_is_usual_or_unknown_in_the_offer() -> None:
    offer = offered(proposal(variant="red"))

    assert (offer.minimum_quantity, offer.order_multiple, offer.pack_size) == (1, 1, 1)
    assert (offer.stock, offer.lead_time_days, offer.note) == (None, None, "red")


@pytest.mark.parametrize("stock", ["out_of_stock", "discontinued"])
def test_what_cannot_be_had_has_a_stock_of_none(stock: str) -> None:
    assert offered(proposal(availability=stock)).stock == 0


@pytest.mark.parametrize("about", Ask)
def test_no_offer_is_made_while_a_question_is_open(about: Ask) -> None:
    with pytest.raises(PlannerError) as caught:
        offered(proposal(about))

    assert caught.value.finding.code == "price-question-open"
    assert about in str(caught.value)


def test_an_open_question_is_told_with_what_to_choose_from_and_how_many_follow() -> None:
    mine = proposal(
        questions=[question(Ask.PACK, "4", "8"), question(Ask.TAX), question(Ask.VENDOR)]
    )
    with pytest.raises(PlannerError) as caught:
        offered(mine)

    assert str(caught.value) == (
        "Fan: the pack is not answered. Which pack? Answer it. To choose from: 4; 8. 2 more to "
        "answer after it."
    )


# --- answers of pages ----------------------------------------------------------------------------


def test_what_is_to_be_done_with_a_page_follows_from_its_proposals() -> None:
    assert PageAnswer().outcome is Outcome.REFUSE
    assert PageAnswer(proposals=(proposal(),)).outcome is Outcome.PROPOSE
    assert PageAnswer(proposals=(proposal(Ask.PRICE, amount=None),)).outcome is Outcome.ASK
    assert PageAnswer(proposals=(proposal(), proposal())).outcome is Outcome.CHOOSE


def test_what_a_page_asks_is_named_once_in_order_of_asking() -> None:
    page = PageAnswer(
        proposals=(proposal(Ask.TAX, Ask.CURRENCY), proposal(Ask.TAX)),
        questions=(question(Ask.VARIANT),),
    )

    assert page.asks == (Ask.VARIANT, Ask.CURRENCY, Ask.TAX)


def test_a_page_without_a_proposal_has_one_to_fill_in() -> None:
    amounts = (Candidate(amount=Decimal("7.40"), currency="EUR", told="in the text"),)
    page = PageAnswer(product="Fan", amounts=amounts, questions=(question(Ask.PRICE, "7.40"),))
    blank = blank_of(page)
    placed = blank_of(page.model_copy(update={"address": ADDRESS, "day": DAY}))

    assert [each.about for each in blank.questions] == [
        Ask.PRICE, Ask.CURRENCY, Ask.TAX, Ask.DAY, Ask.ADDRESS,
    ]  # fmt: skip
    assert (blank.product, blank.candidates) == ("Fan", amounts)
    offer = offered(placed, amount="8.88", currency="EUR", tax_included="yes")
    assert (str(offer.pack_price(1)), offer.source, offer.tax_included) == ("€8.88", ADDRESS, True)


def test_an_answer_reads_back_from_its_own_json() -> None:
    page = PageAnswer(proposals=(proposal(Ask.TAX),), questions=(question(Ask.VARIANT),), day=DAY)

    assert PageAnswer.model_validate_json(page.model_dump_json()) == page


# --- numbers of articles -------------------------------------------------------------------------


def test_an_offer_has_the_numbers_that_the_page_named() -> None:
    offer = offered(proposal(article_number="007", mpn="SC1112"))
    assert (offer.article_number, offer.maker_number, offer.sku) == ("007", "SC1112", "F1")


def test_a_piece_of_a_number_that_is_too_long_is_no_number() -> None:
    offer = offered(proposal(article_number="1" * 101, mpn="x" * 101))
    assert (offer.article_number, offer.maker_number) == ("", "")


def test_the_number_of_one_variant_is_not_that_of_another_that_a_person_names() -> None:
    mine = proposal(Ask.VARIANT, article_number="111")

    assert offered(mine, variant="8 GB").article_number == ""
    assert offered(proposal(variant="8 GB", article_number="111"), variant="8 GB").article_number
