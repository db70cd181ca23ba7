"""How sure it is that nothing costs less: decided once, for baskets and builds."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.buying.basket import buy
from planner.engine.reporting.conflicts import no_build
from planner.engine.reporting.surety import (
    basket_proof,
    build_proof,
    headline,
    sizing_text,
    sure_text,
    surety_of,
)
from planner.model.basket import Basket, UnreadRow
from planner.model.buying import BuyingTerms, Market, Purchase
from planner.model.codes import CODES
from planner.model.findings import Finding, Severity
from planner.model.money import Money
from planner.model.plan import Plan
from planner.model.proof import Status, Surety
from planner.model.sizing import Sizing
from planner.model.vendors import Assumption
from tests.engine.purchase_cases import DAY, LANDING, need, shop, sold
from tests.engine.samples import plan
from tests.engine.sizing_cases import wish


def bought(**terms: str | None) -> tuple[Purchase, Basket]:
    near = shop("near", **{"shipping": "5", **terms})
    found = buy([need("board")], Market((sold("board", "near", "1: 50.00"),), (near,)), LANDING)
    assert found.basket is not None
    return found, found.basket


@pytest.mark.parametrize(
    ("status", "unread", "surety", "words"),
    [
        (
            Status.OPTIMAL,
            0,
            Surety.PROVEN,
            "and at these list prices no build that meets the requirements costs less.",
        ),
        (
            Status.OPTIMAL,
            1,
            Surety.OF_WHAT_WAS_READ,
            (
                "and at these list prices no build from what was read costs less; 1 row of the "
                "catalog not read."
            ),
        ),
        (
            Status.FEASIBLE,
            1,
            Surety.WITHIN,
            "the best found in time; at most 2.50 % could be saved.",
        ),
    ],
)
def test_how_sure_a_build_is_depends_on_proof_and_on_what_was_read(
    status: Status, unread: int, surety: Surety, words: str
) -> None:
    sized = Sizing(wish(nodes=1), status, gap=Decimal("2.50"), unread=unread)

    assert surety_of(sized, None) is surety
    assert sizing_text(sized) == words


def test_nothing_is_proven_of_a_basket_or_a_build_where_a_charge_is_not_known() -> None:
    found, basket = bought(shipping=None)

    assert basket.unknown
    assert surety_of(found, basket) is Surety.NOT_KNOWN
    assert surety_of(Sizing(wish(nodes=1), Status.OPTIMAL), basket) is Surety.NOT_KNOWN


def test_a_basket_is_proven_cheapest_of_what_was_read() -> None:
    found, basket = bought()
    row = UnreadRow(file="offers/near.csv", row=3, about="board")

    assert surety_of(found, basket) is Surety.PROVEN
    of_some = Purchase(found.status, found.needs, basket, unread_offers=(row,))
    assert surety_of(of_some, basket) is Surety.OF_WHAT_WAS_READ


def test_what_a_person_assumed_is_told_where_the_sum_is_not_proven_as_well() -> None:
    vendors = (shop("near", shipping=None, tax_percent="0"), shop("next", shipping="5"))
    market = Market((sold("board", "near", "1: 50.00"), sold("fan", "next", "1: 9.00")), vendors)
    terms = BuyingTerms(assumed=(Assumption(term="shipping", amount=Money(Decimal(7), "SGD")),))
    found = buy([need("board"), need("fan")], market.on_terms(terms, LANDING), LANDING, terms)
    basket = found.basket
    assert basket is not None
    row = UnreadRow(file="offers/near.csv", row=3, about="board")
    of_some = replace(found, unread_offers=(row,))

    assert sure_text(of_some, basket) == (
        "the cheapest of what was read; shipping at 1 of 2 vendors assumed by you; "
        "row 3 of offers/near.csv (board), not read, may offer it for less"
    )
    late = replace(found, status=Status.FEASIBLE, gap=Decimal("2.50"))
    assert sure_text(late, basket) == (
        "within 2.50 % of the cheapest; shipping at 1 of 2 vendors assumed by you"
    )


def test_that_there_is_no_build_is_told_from_that_none_was_found_in_time() -> None:
    assert no_build(Status.INFEASIBLE).code == "no-build"
    late = no_build(Status.UNKNOWN)
    assert (late.code, late.message) == (
        "no-build-in-time",
        "Time ran out before any build was found.",
    )


def found_of(code: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(code=code, severity=severity, subject="b", message="Told.")


def planned(*findings: Finding) -> Plan:
    return plan("1 pi3 5 SGD").model_copy(update={"findings": findings})


OLD, STALE, NOTED = (
    found_of("price-old"),
    found_of("rate-stale"),
    found_of("rate-stale", Severity.NOTE),
)


@pytest.mark.parametrize(
    ("wishes", "findings", "words", "whole"),
    [
        ({}, (), "cheapest at these list prices", False),
        ({}, (NOTED,), "cheapest at these list prices", False),
        ({}, (OLD,), "cheapest at these list prices, given prices over a year old", False),
        (
            {},
            (OLD, STALE, OLD),
            "cheapest at these list prices, given prices over a year old and an old exchange rate",
            False,
        ),
        ({"objective": "watts"}, (OLD,), "proven lowest power", True),
        (
            {"objective": "watts", "budget": "900"},
            (),
            "lowest power at these list prices",
            False,
        ),
        (
            {"objective": "cores", "budget": "900"},
            (),
            "most cores for this budget at these list prices",
            False,
        ),
    ],
)
def test_the_proof_of_a_build_says_which_prices_it_is_of(
    wishes: dict[str, Any], findings: tuple[Finding, ...], words: str, whole: bool
) -> None:
    sized = Sizing(wish(nodes=1, **wishes), Status.OPTIMAL, plan=planned(*findings))
    assert build_proof(sized) == (words, whole)


def test_the_proof_of_a_delivered_build_is_that_of_its_basket() -> None:
    sized = Sizing(wish(nodes=1), Status.OPTIMAL, plan=planned(OLD))
    known, _ = bought()
    assert build_proof(sized, known) == ("proven cheapest, delivered", True)
    assert sizing_text(sized, known) == "and no build that meets the requirements costs less."
    silent, _ = bought(shipping=None)
    assert build_proof(sized, silent) == (
        "cheapest, delivered, of what is known: shipping unknown at 1 of 1 vendor",
        False,
    )
    aged = replace(known, findings=(found_of("purchase-price-old"),))
    assert build_proof(sized, aged) == (
        "cheapest, delivered, given prices over a year old",
        False,
    )
    assert sizing_text(sized, aged) == (
        "and no build that meets the requirements costs less, given prices over a year old."
    )


def test_a_basket_is_proven_cheapest_only_at_prices_and_terms_that_are_current() -> None:
    found, basket = bought()
    assert basket_proof(found, basket) == ("proven cheapest", True)
    assert headline(found, basket) == "S$55.00 from 1 vendor: proven cheapest"

    near = shop("near", shipping="5", terms_on=DAY - timedelta(days=400))
    aged = sold("board", "near", "1: 50.00", quoted_on=DAY - timedelta(days=400))
    old = buy([need("board")], Market((aged,), (near,)), LANDING)
    assert old.basket is not None
    assert headline(old, old.basket) == (
        "S$55.00 from 1 vendor: cheapest, given prices over a year old and terms not checked for "
        "over a year"
    )


def test_a_basket_of_which_a_charge_is_not_known_is_the_cheapest_of_what_is_known() -> None:
    found, basket = bought(shipping=None)
    assert basket_proof(found, basket) == (
        "cheapest of what is known: shipping unknown at 1 of 1 vendor",
        False,
    )


def test_what_an_answer_rests_on_is_worded_without_a_capital_or_a_full_stop() -> None:
    told = {meaning.rests_on for meaning in CODES.values() if meaning.rests_on}
    assert told
    assert all(words[0].islower() and words[-1].isalpha() for words in told)
