"""Questions of buying, opened and answered at the door."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.engine.solving.effort import UNHURRIED
from planner.jobs.buying import (
    buy,
    buy_and_price_terms,
    certificate,
    check,
    first_sold_whole,
    has_terms,
    market_of,
    requisition,
    term_prices,
    vendor_totals,
)
from planner.jobs.folder import Workspace, open_workspace
from planner.jobs.rates import entered
from planner.model.basket import Need, UnreadRow
from planner.model.buying import BuyingTerms, Purchase
from planner.model.catalog import Catalog
from planner.model.findings import PlannerError
from planner.model.own_terms import OwnTerms
from planner.model.price_events import PriceEvent
from planner.model.proof import Status
from planner.model.questions import Bill, BuyQuestion, OrderedBuild, Together
from planner.model.term_prices import PricedTerms
from planner.model.unused import NOTHING_UNUSED
from planner.model.wishes import TermKind
from tests.engine.efforts import in_time
from tests.engine.purchase_cases import DAY, need, shop, sold
from tests.engine.samples import part
from tests.plans import build, position

SHOPS = (shop("near", shipping="5"), shop("far", shipping="6"))
OFFERS = (
    sold("board", "near", "1: 50.00"),
    sold("board", "far", "1: 48.00"),
    sold("lead", "near", "1: 3.00"),
    sold("lead", "far", "1: 1.00"),
    sold("card", "far", "1: 9.00"),
)
SMALL = build(position("other", "board"), position("other", "lead"))
FOLDER = Workspace(Path("catalogs"), Catalog(offers=OFFERS, vendors=SHOPS), (SMALL,), ())
ROW = UnreadRow(file="bill.csv", row=4, about="")
NOT_FAR = BuyingTerms(exclude=("far",))

SHIPPED = date(2026, 11, 29)


def bill(*parts: str, unread: tuple[UnreadRow, ...] = ()) -> Bill:
    needs: tuple[Need, ...] = tuple(need(part) for part in parts)
    return Bill(title="bill.csv", needs=needs, unread=unread)


def asked(
    what: str | Bill, terms: BuyingTerms | None = None, *, partial: bool = False
) -> BuyQuestion:
    return BuyQuestion(what=what, on=DAY, terms=terms or BuyingTerms(), partial=partial)


def test_a_build_that_is_named_is_opened_as_one_that_is_brought_along() -> None:
    named = requisition(asked(SMALL.name), FOLDER)
    brought = requisition(BuyQuestion(what=SMALL, on=DAY), FOLDER)

    assert named.needs == brought.needs == (need("board"), need("lead"))
    assert named.title == brought.title == SMALL.title
    assert buy(named, UNHURRIED) == buy(brought, UNHURRIED)
    assert set(named.names) == {"board", "lead"}


def test_a_build_that_nobody_knows_cannot_be_opened() -> None:
    with pytest.raises(PlannerError, match="no build 'other'"):
        requisition(asked("other"), FOLDER)


def test_who_is_only_known_from_prices_that_were_brought_is_a_shop_too() -> None:
    own = sold("board", "uploaded", "1: 1.00"), sold("lead", "friend", "1: 1.00")
    market = market_of(FOLDER.catalog.with_parts((), own))

    names = {each.vendor: each.name for each in market.vendors}
    assert names["uploaded"] == "Your own prices"
    assert names["friend"] == "friend"
    # What they charge for the way nobody knows.
    opened = requisition(asked(bill("board")), FOLDER, market)
    found = buy(opened, UNHURRIED)
    assert [each.vendor for each in market.vendors] == ["near", "far", "uploaded", "friend"]
    assert found.status is Status.OPTIMAL


def test_what_a_person_typed_comes_first_and_holds_on_the_day() -> None:
    typed = entered("USD", "SGD", Decimal(2), on=DAY.replace(year=1999))
    question = asked(bill("board")).model_copy(update={"rates": (typed,)})

    opened = requisition(question, FOLDER, also=("USD",))

    used = opened.settlement.rate("USD", "SGD")
    assert used is not None
    assert (used.rate, used.source, used.as_of) == (Decimal(2), "entered by you", DAY)


def test_with_permission_the_rest_is_bought_and_without_it_nothing() -> None:
    lacking = bill("board", "fan")
    nothing = buy(requisition(asked(lacking), FOLDER), UNHURRIED)
    rest = buy(requisition(asked(lacking, partial=True), FOLDER), UNHURRIED)
    assert (nothing.basket, nothing.missing) == (None, (need("fan"),))
    assert rest.basket is not None
    assert rest.missing == (need("fan"),)

    unread = bill("board", unread=(ROW,))
    nothing = buy(requisition(asked(unread), FOLDER), UNHURRIED)
    rest = buy(requisition(asked(unread, partial=True), FOLDER), UNHURRIED)
    assert (nothing.basket, nothing.status, nothing.unread) == (None, Status.UNKNOWN, (ROW,))
    assert rest.basket is not None
    assert rest.unread == (ROW,)


def test_terms_are_priced_in_one_way_with_the_purchase_or_after_it() -> None:
    for partial in (False, True):
        opened = requisition(asked(bill("board", "lead"), NOT_FAR, partial=partial), FOLDER)
        found = buy(opened, UNHURRIED)
        with_prices = buy_and_price_terms(opened, UNHURRIED)

        (price,) = with_prices.term_prices
        assert price.term.kind is TermKind.EXCLUDE
        assert price.price is not None
        assert str(price.price.amount) == "3.00"
        assert term_prices(opened, found, UNHURRIED).prices == with_prices.term_prices
        assert found.term_prices == ()


def test_a_term_that_keeps_a_part_away_is_in_the_way_of_the_rest_as_well() -> None:
    opened = requisition(asked(bill("board", "card"), NOT_FAR, partial=True), FOLDER)

    (price,) = buy_and_price_terms(opened, UNHURRIED).term_prices

    assert price.price is None
    assert price.without is not None
    assert str(price.without.amount) == "63.00"


def test_without_time_it_is_told_of_each_term_that_nobody_knows_what_it_costs() -> None:
    opened = requisition(asked(bill("board", "card"), NOT_FAR, partial=True), FOLDER)

    (price,) = term_prices(opened, buy(opened, UNHURRIED), in_time(0)).prices

    assert (price.without, price.price) == (None, None)


def test_without_terms_nothing_is_priced() -> None:
    opened = requisition(asked(bill("board")), FOLDER)
    assert buy_and_price_terms(opened, UNHURRIED) == buy(opened, UNHURRIED)
    unread = requisition(asked(bill("board", unread=(ROW,)), NOT_FAR), FOLDER)
    assert term_prices(unread, buy(unread, UNHURRIED), UNHURRIED) == PricedTerms(
        (), in_the_way=False
    )


def test_haste_is_priced_even_if_nothing_else_is_asked() -> None:
    terms = BuyingTerms(fastest_within=Decimal("2.5"))
    offers = (
        sold("board", "near", "1: 50.00", lead_time_days=1),
        sold("board", "far", "1: 48.50", lead_time_days=9),
    )
    folder = Workspace(FOLDER.folder, Catalog(offers=offers, vendors=SHOPS), (), ())
    opened = requisition(asked(bill("board"), terms), folder)

    (price,) = buy_and_price_terms(opened, UNHURRIED).term_prices

    assert (price.term.kind, price.term.percent) == (TermKind.FASTEST, Decimal("2.5"))


def test_how_many_vendors_are_allowed_plays_no_part_in_what_fewer_cost() -> None:
    one = requisition(asked(bill("board", "card"), BuyingTerms(max_vendors=1)), FOLDER)
    any_number = requisition(asked(bill("board", "card")), FOLDER)

    points = vendor_totals(one, buy(one, UNHURRIED), UNHURRIED)

    assert points == vendor_totals(any_number, buy(any_number, UNHURRIED), UNHURRIED)


def test_a_certificate_bears_the_title_and_checks() -> None:
    opened = requisition(asked(SMALL.name, NOT_FAR), FOLDER)
    made = certificate(opened, buy(opened, UNHURRIED), version="1.2.3")

    assert (made.title, made.planner, made.exclude) == (SMALL.title, "1.2.3", ("far",))
    again, differs = check(made, opened, UNHURRIED)
    assert differs == ()
    assert again.total == made.total


def test_what_of_a_bill_does_not_count_cannot_be_had_and_says_why() -> None:
    parts = (
        part("board", "board", ended_on=DAY, lifecycle_source="its maker"),
        part("lead", "cable"),
        part("card", "storage"),
    )
    old = sold("lead", "far", "1: 1.00", quoted_on=date(2015, 1, 1))
    events = (
        PriceEvent(
            part_number="card",
            on=DAY,
            currency="SGD",
            price_after=Decimal(20),
            source="its maker",
        ),
    )
    stale = sold("card", "far", "1: 9.00", quoted_on=DAY - timedelta(days=1))
    shelf = Catalog(
        parts=parts,
        offers=(sold("board", "near"), old, stale, sold("fan", "near")),
        vendors=SHOPS,
        price_events=events,
    )
    folder = Workspace(Path("catalogs"), shelf, (), ())
    wanted = bill("board", "lead", "card", "fan")

    def bought(**terms: Any) -> Purchase:
        opened = requisition(asked(wanted, BuyingTerms(**terms), partial=True), folder)
        return buy(opened, UNHURRIED)

    found = bought()
    assert sorted(each.part_number for each in found.missing) == ["board", "card", "lead"]
    told = {each.subject: each.line() for each in found.findings}
    assert told["board"].startswith("No offer of BOARD counts: discontinued since ")
    assert "Include discontinued parts." in told["board"]
    assert told["lead"].startswith("No offer of LEAD counts: it has not been seen for sale since ")
    assert "prices of any age" in told["lead"]
    assert told["card"].startswith("No offer of CARD counts: all its prices date from before ")
    assert told["prices"].startswith("Excluded: 1 price from before ")
    assert told["parts"].startswith("Excluded: 1 discontinued part.")
    assert (found.unused.old, found.unused.superseded, found.unused.ended) == (1, 1, 1)

    every = bought(prices_since="any", include_ended=True)
    assert (every.missing, every.total is not None) == ((), True)
    assert not {"prices", "parts"} & {each.subject for each in every.findings}
    assert every.unused == NOTHING_UNUSED


def test_used_articles_are_bought_where_that_is_asked_for_and_told_of_otherwise() -> None:
    used = sold("fan", "far", "1: 0.50", condition="used")
    shelf = Catalog(offers=(*OFFERS, used), vendors=SHOPS)
    folder = Workspace(Path("catalogs"), shelf, (SMALL,), ())

    def bought(*condition: Any) -> Purchase:
        terms = BuyingTerms(condition=condition)
        opened = requisition(asked(bill("board", "fan"), terms, partial=True), folder)
        found = buy(opened, UNHURRIED)
        if found.basket is not None:
            assert certificate(opened, found, version="1").condition == condition
        return found

    told = {each.subject: each.line() for each in bought("new").findings}
    assert told["fan"] == (
        "No offer of fan counts: no price for a new item. Ask for items of any condition."
    )
    assert told["condition"].startswith("Excluded: 1 price for refurbished or used items. 1 part")
    found = bought("new", "used")
    assert (found.missing, "condition" in {each.subject for each in found.findings}) == ((), False)


def test_a_certificate_is_checked_on_its_own_terms_of_what_counts() -> None:
    """What was certified at every price is bought at every price again, whatever is asked now."""
    old = sold("lead", "far", "1: 0.50", quoted_on=date(2015, 1, 1))
    shelf = Catalog(offers=(*OFFERS, old), vendors=SHOPS)
    folder = Workspace(Path("catalogs"), shelf, (SMALL,), ())
    every = requisition(asked(SMALL.name, BuyingTerms(prices_since="any")), folder)
    certified = certificate(every, buy(every, UNHURRIED), version="1")
    assert (certified.prices_since, certified.include_ended) == ("any", False)
    now = requisition(asked(SMALL.name), folder)
    assert check(certified, now, UNHURRIED)[1] == ()


def test_the_first_build_is_named_of_which_every_part_is_sold() -> None:
    lacking = build(position("other", "board"), position("other", "fan"), name="lacking")
    empty = build(name="empty")
    folder = replace(FOLDER, builds=(lacking, empty, SMALL))

    assert first_sold_whole(folder, ["lacking", "empty", SMALL.name], on=DAY) == SMALL.name
    assert first_sold_whole(folder, ["lacking", "empty"], on=DAY) is None


def test_of_the_shipped_builds_one_can_be_bought_whole() -> None:
    folder = open_workspace(Path("catalogs"), today=SHIPPED)
    names = [each.name for each in folder.builds]
    assert first_sold_whole(folder, names, on=SHIPPED) == "kraken-2026"


def test_a_term_of_one_build_of_an_order_has_a_price_of_its_own() -> None:
    locked = OwnTerms(locks=(("board", "near"),), exclude=("far",))
    builds = (
        OrderedBuild(what=bill("board"), owner="Ann", terms=locked),
        OrderedBuild(what=bill("board"), owner="Ben"),
    )
    opened = requisition(BuyQuestion(what=Together(builds=builds), on=DAY, partial=True), FOLDER)
    assert has_terms(opened)
    found = buy_and_price_terms(opened, UNHURRIED)
    # From near and far it is 50 + 48 + 5 + 6; with both from far, 96 + 6; with both from near, 105.
    assert [(each.term.kind, each.term.whose, str(each.price)) for each in found.term_prices] == [
        (TermKind.LOCK, "Ann", "S$0.00"),
        (TermKind.EXCLUDE, "Ann", "S$0.00"),
        (TermKind.ALL, "", "S$3.00"),
    ]
    free = builds[1], builds[1].model_copy(update={"owner": "Cy"})
    plain = requisition(BuyQuestion(what=Together(builds=free), on=DAY), FOLDER)
    assert not has_terms(plain)
    assert buy_and_price_terms(plain, UNHURRIED).term_prices == ()
