"""A few copies more of a build that was bought, at the prices of a later day."""

from datetime import date

import pytest

from planner.io.documents.bills import needs_csv, read_needs
from planner.jobs.more_copies import buy_more, what_lacks
from planner.model.build import MAX_COPIES
from planner.model.cost_question import CostTerms
from planner.model.findings import PlannerError
from planner.model.money import ENTERED
from tests.engine.samples import build, catalog, money, offer, position, price, rate

LATER = date(2021, 3, 1)
FAN = offer("fan", "7 SGD", quoted_on=LATER)


def test_a_price_that_the_author_stated_gives_way_to_that_of_the_day() -> None:
    bought = build("2 fan 5 SGD", "1 hub 9 SGD", copies=3)
    found = buy_more(bought, catalog(FAN), 2, on=LATER)
    assert found.paid.total == money("57 SGD")
    # Nobody sells the hub: its price is the one of then, and named.
    assert found.added.total == money("46 SGD")
    assert found.findings[0].code == "more-at-old-price"
    assert (found.title, found.build) == ("B", "b")


def test_a_price_that_a_person_entered_stays() -> None:
    mine = position("2 fan").model_copy(update={"price": price("5 SGD", source=ENTERED)})
    found = buy_more(build(mine), catalog(FAN), 1, on=LATER)
    assert found.added.total == money("10 SGD")


def test_a_share_of_a_published_sum_is_paid_as_published_and_bought_at_todays_price() -> None:
    published = {"id": "all", "amount": "80 SGD", "as_of": "2020-06-17", "source": "an article"}
    share = position("2 fan", share_of="all", list_price="3 SGD")
    found = buy_more(build(share, published=(published,)), catalog(FAN), 1, on=LATER)
    assert (found.paid.total, found.added.total) == (money("80 SGD"), money("14 SGD"))


def test_a_frozen_build_keeps_what_was_paid_and_buys_at_todays_price() -> None:
    then = offer("fan", "5 SGD")
    frozen = build("2 fan", offers=(then,), frozen=("fan",), copies=4)
    found = buy_more(frozen, catalog(FAN), 1, on=LATER)
    assert (found.paid.total, found.added.total) == (money("40 SGD"), money("14 SGD"))


def test_an_entered_rate_is_of_the_later_day() -> None:
    bought = build("1 fan 5 SGD", rates=(rate("SGD USD 0.7"),))
    terms = CostTerms(also=("USD",), rates=(rate("SGD USD 0.9", source=ENTERED),))
    found = buy_more(bought, catalog(FAN), 1, on=LATER, terms=terms)
    assert found.paid.also == (money("3.50 USD"),)
    assert found.added.also == (money("6.30 USD"),)


def test_what_lacks_is_a_bill_of_its_own() -> None:
    packs = offer("fan", "10 SGD", pack_size=8, quoted_on=LATER)
    then = offer("fan", "10 SGD", pack_size=8)
    bought = build("1 fan", "1 hub", copies=10, offers=(then,), frozen=("fan",))
    bill = what_lacks(buy_more(bought, catalog(packs), 8, on=LATER))
    # Six fans are left over of two packs.
    assert [(e.part_number, e.quantity) for e in bill.needs] == [("hub", 8), ("fan", 2)]
    assert bill.title == "8 × B"
    assert read_needs("more.csv", needs_csv(bill.needs)).needs == bill.needs


@pytest.mark.parametrize(
    ("more", "on", "code"),
    [(MAX_COPIES, LATER, "more-too-many"), (1, date(2019, 1, 1), "more-before-first")],
)
def test_what_cannot_be_gets_a_sentence(more: int, on: date, code: str) -> None:
    with pytest.raises(PlannerError) as caught:
        buy_more(build("1 fan 5 SGD"), catalog(), more, on=on)
    assert caught.value.finding.code == code
