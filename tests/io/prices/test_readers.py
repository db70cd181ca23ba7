"""What every reader of prices keeps to, whichever kind of page it reads."""

import importlib
from datetime import date

import pytest

from planner.io.prices import READERS, read_prices
from planner.io.prices._page import read_page
from planner.model.proposals import Ask, PageAnswer, TaxIncluded
from tests.io.prices.pages import FOLDER, expected

EACH = pytest.mark.parametrize("name", READERS)
NO_PRICES = [b"<html><title>Fan</title><p>Hello</p>", b"{}", b"[]", b'{"name": "Fan", "price": 5}']


def answers(name: str) -> list[PageAnswer]:
    """Return what a reader makes of every page of the folder."""
    made = []
    for each in expected():
        content = (FOLDER / each["file"]).read_bytes()
        page = read_page(content, address=each["address"], day=date(2026, 11, 20))
        made.append(READERS[name](page))
    return [each for each in made if each is not None and each.proposals]


@EACH
def test_each_finds_something_and_says_that_it_was_the_reader(name: str) -> None:
    own = importlib.import_module(f"planner.io.prices.{name}").NAME

    assert answers(name)
    assert {each.reader for each in answers(name)} == {own}
    assert {p.reader for each in answers(name) for p in each.proposals} == {own}


@EACH
@pytest.mark.parametrize("content", NO_PRICES)
def test_each_leaves_a_page_alone_that_is_not_of_its_kind(name: str, content: bytes) -> None:
    assert READERS[name](read_page(content, address="", day=None)) is None


@EACH
def test_each_asks_for_what_its_page_does_not_say(name: str) -> None:
    for proposal in (each for answer in answers(name) for each in answer.proposals):
        asked = {question.about for question in proposal.questions}
        assert (proposal.tax_included is TaxIncluded.UNKNOWN) == (Ask.TAX in asked)
        assert (proposal.currency is None) == (Ask.CURRENCY in asked)
        assert (proposal.amount is None) == bool(asked & {Ask.PRICE, Ask.WHICH_PRICE})
        assert proposal.currency is None or proposal.currency_from
        assert proposal.raw


def test_a_page_of_no_kind_is_refused_with_a_reason() -> None:
    for content in NO_PRICES:
        found = read_prices(read_page(content, address="https://a.example/b", day=None))
        assert found.proposals == ()
        assert found.findings
