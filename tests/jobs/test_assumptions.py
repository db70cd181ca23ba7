"""A certificate says what was assumed when it was made."""

from decimal import Decimal
from pathlib import Path

from planner.engine.solving.effort import UNHURRIED
from planner.jobs.buying import Requisition, buy_and_price_terms, certificate, check, requisition
from planner.jobs.folder import Workspace
from planner.model.buying import BuyingTerms
from planner.model.catalog import Catalog
from planner.model.money import Money
from planner.model.questions import Bill, BuyQuestion
from tests.engine.buying.test_assumptions import OFFERS, VENDORS, shipping, tax
from tests.engine.purchase_cases import DAY, need, rate

RATES = (rate("USD", "SGD", "1.25"),)
FOLDER = Workspace(Path("c"), Catalog(offers=OFFERS, vendors=VENDORS, rates=RATES), (), ())


def opened(*parts: str, **terms: object) -> Requisition:
    bill = Bill(title="bill.csv", needs=tuple(need(part) for part in parts))
    asked = BuyingTerms(**terms)  # type: ignore[arg-type]
    return requisition(BuyQuestion(what=bill, on=DAY, terms=asked), FOLDER)


def test_a_certificate_says_what_was_assumed_and_is_checked_on_it() -> None:
    terms = {"exclude": ("stated",), "assumed": (shipping("10"), tax("9"))}
    asked = opened("board", **terms)
    made = certificate(asked, buy_and_price_terms(asked, UNHURRIED), version="test")
    assert made.assumed == terms["assumed"]
    assert made.total == Money(Decimal("65.40"), "SGD")
    # Whatever is assumed when it is checked, its own assumptions count.
    found, differs = check(made, opened("board"), UNHURRIED)
    assert (found.total, differs) == (made.total, ())
