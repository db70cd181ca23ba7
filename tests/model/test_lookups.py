"""What is looked up is shown and goes nowhere: it cannot be kept, and nothing takes it in."""

import ast
import json
import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from planner.io.exporters.json import answer_fields
from planner.model.basket import Basket
from planner.model.catalog import Catalog
from planner.model.lookups import Lookup, LookupAnswer, LookupBreak, LookupBy, Terms
from planner.model.offers import Offer
from planner.model.proposals import PageAnswer, PriceProposal, Said, offer_of
from planner.model.record import Record, fingerprint

PLANNER = Path(__file__).parents[2] / "planner"
# Who asks for look-ups, and who shows them. Nobody who writes a file, a link or a certificate.
MAY_KNOW = {
    "cli/answers/lookups.py",
    "cli/commands/lookups.py",
    "io/distributors",
    "jobs/distributors.py",
    "ui/catalog/_lookups.py",
    "ui/catalog/offers.py",  # the lines that are asked for beside prices that may be kept
}
TERMS = Terms(address="https://a.example/terms", text_of="", words="No.", kept=False)
BREAK = LookupBreak(quantity=1, price=Decimal("2.50"))
ARTICLE = Lookup(number="1", breaks=(BREAK,), currency="SGD")
ANSWER = LookupAnswer(
    distributor="Acme",
    asked="fan",
    by=LookupBy.WORDS,
    day=date(2026, 11, 29),
    terms=TERMS,
    found=(ARTICLE,),
)
EACH = pytest.mark.parametrize(
    "shown", [BREAK, ARTICLE, ANSWER], ids=["price", "article", "answer"]
)


@EACH
@pytest.mark.parametrize(
    "write",
    [
        pickle.dumps,
        json.dumps,
        lambda each: each.model_dump(),
        lambda each: each.model_dump_json(),
        lambda each: fingerprint([each]),
        answer_fields,
    ],
)
def test_a_look_up_cannot_be_written_down(shown: Record, write) -> None:
    with pytest.raises((TypeError, AttributeError)):
        write(shown)


@pytest.mark.parametrize("record", [Offer, PriceProposal, PageAnswer, Catalog, Basket])
def test_nothing_that_is_kept_can_be_made_of_one(record: type[Record]) -> None:
    for given in (ARTICLE, dict(ARTICLE)):
        with pytest.raises(ValidationError):
            record.model_validate(given)


def test_a_look_up_is_no_proposal_that_could_be_accepted() -> None:
    with pytest.raises((AttributeError, TypeError, ValidationError)):
        offer_of(ARTICLE, Said(), vendor="acme", part_number="fan")  # type: ignore[arg-type]


def test_only_who_asks_for_look_ups_and_who_shows_them_knows_them() -> None:
    knowing = set()
    for path in PLANNER.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        names = {
            node.module if isinstance(node, ast.ImportFrom) else alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        if names & {"planner.model.lookups", "planner.jobs.distributors"}:
            knowing.add(path.relative_to(PLANNER))

    strangers = [
        str(path)
        for path in knowing
        if path.as_posix() not in MAY_KNOW and path.parent.as_posix() not in MAY_KNOW
    ]
    assert strangers == []


def test_each_way_to_ask_says_what_the_words_are() -> None:
    assert len({each.meaning for each in LookupBy}) == len(LookupBy)


def test_a_price_of_nothing_is_no_price() -> None:
    with pytest.raises(ValidationError):
        LookupBreak(quantity=1, price=Decimal(0))
