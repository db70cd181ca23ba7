"""What the needs may be bought from is found before anything is made of it."""

from datetime import timedelta
from decimal import Decimal

from planner.engine.buying._at_once import at_once
from planner.engine.buying._quotes import Quotes, quotes_of
from planner.engine.buying.basket import buy, in_order, solve
from planner.engine.buying.choices import choices, choices_of, vendors_that_serve
from planner.engine.buying.search import Search
from planner.engine.solving.effort import UNHURRIED
from planner.model.basket import Need
from planner.model.buying import NO_TERMS, BuyingTerms, Market
from planner.model.filed import Columns, Filed, joined
from planner.model.offers import Basis, Offer, PriceBreak
from planner.model.proof import Status
from tests.engine.efforts import in_time
from tests.engine.purchase_cases import DAY, LANDING, need, shop, sold

NEEDS = in_order([need("board", 2), need("cable", 3)])
SET = sold("board", "near", "1: 9.00", sku="set", also_holds="cable=1; board=1")
OFFERS = (
    sold("board", "near", "1: 10.00"),
    sold("cable", "near", "1: 3.00, 3: 2.00"),
    SET,
    sold("cable", "far", "1: 1.50"),
)
SHOPS = (shop("near", shipping="5"), shop("far", shipping="2"))


def _quotes(offers: tuple[Offer, ...], needs: tuple[Need, ...] = NEEDS) -> Quotes:
    serve = vendors_that_serve(SHOPS, LANDING, NO_TERMS)
    return quotes_of(needs, offers, serve, LANDING, NO_TERMS)


def test_quotes_come_by_need_in_an_order_that_no_file_decides() -> None:
    found, turned = _quotes(OFFERS), _quotes(OFFERS[::-1])
    assert [found.offer(each) for each in found.quotes] == [
        turned.offer(each) for each in turned.quotes
    ]
    assert [(each.vendor, each.needs, each.is_bundle) for each in found.quotes] == [
        ("near", (0,), False),
        ("near", (0, 1), True),
        ("far", (1,), False),
        ("near", (1,), False),
    ]
    assert [found.asked[each.place] for each in found.quotes] == [
        ("SGD", Decimal("10.00"), 1),
        ("SGD", Decimal("9.00"), 3),
        ("SGD", Decimal("1.50"), 1),
        ("SGD", Decimal("2.00"), 1),
    ]


def test_choices_of_quotes_are_the_choices() -> None:
    serve = vendors_that_serve(SHOPS, LANDING, NO_TERMS)
    made = choices_of(NEEDS, _quotes(OFFERS), serve, LANDING)
    assert made == choices(NEEDS, OFFERS, serve, LANDING, NO_TERMS)


def test_offers_that_stay_columns_are_bought_as_others_are() -> None:
    columns = {
        "part_number": ["board", "cable"],
        "price": [Decimal("10.00"), Decimal("1.50")],
        "min_quantity": [1, 1],
    }
    fixed = {"vendor": "far", "currency": "SGD", "quoted_on": DAY, "basis": Basis.QUOTED}
    far = Filed(Columns(Offer, columns, fixed | {"source": "a"}, ("price_breaks", PriceBreak)), 2)
    lazy = Market(joined((OFFERS, far)), SHOPS)
    made = Market(tuple(joined((OFFERS, far))), SHOPS)
    assert solve(NEEDS, lazy, LANDING, NO_TERMS) == solve(NEEDS, made, LANDING, NO_TERMS)


def test_a_bundle_is_none_of_what_is_known_at_once() -> None:
    serve = vendors_that_serve(SHOPS, LANDING, NO_TERMS)
    known = at_once(NEEDS, OFFERS, serve, LANDING, NO_TERMS)
    assert known is not None
    assert not any(line.also for order in known.basket.orders for line in order.lines)
    assert at_once(NEEDS, (SET,), serve, LANDING, NO_TERMS) is None


def test_without_time_there_is_no_comparison() -> None:
    few = tuple(each.model_copy(update={"stock": 9}) for each in OFFERS)
    search = Search(NEEDS, _quotes(few), {each.vendor: each for each in SHOPS}, LANDING, UNHURRIED)
    assert search.has_all()
    assert search.line_by_line() is not None
    parts = [f"p{each}" for each in range(120)]
    needs = tuple(need(part) for part in parts)
    many = _quotes(tuple(sold(part, "near", stock=1) for part in parts), needs)
    hurried = Search(needs, many, search.vendors, LANDING, in_time(0))
    assert not hurried.has_all()
    assert hurried.line_by_line() is None
    assert hurried.solve(1)[0].status is Status.UNKNOWN


def test_where_there_is_no_time_to_look_what_is_known_at_once_is_bought() -> None:
    hurried = in_time(0)
    found = buy(NEEDS, Market(OFFERS, SHOPS), LANDING, effort=hurried)
    assert (found.status, found.basket is None) == (Status.FEASIBLE, False)
    assert solve(NEEDS, Market(OFFERS, SHOPS), LANDING, NO_TERMS, effort=hurried) == (
        Status.UNKNOWN,
        None,
    )


def test_a_deadline_leaves_only_offers_that_say_they_arrive() -> None:
    soon = tuple(
        each.model_copy(update={"lead_time_days": days})
        for each, days in zip(OFFERS, (3, 2, None, 9), strict=True)
    )
    terms = BuyingTerms(need_by=LANDING.on + timedelta(days=5))
    found = quotes_of(NEEDS, soon, vendors_that_serve(SHOPS, LANDING, terms), LANDING, terms)
    assert [found.offer(each).lead_time_days for each in found.quotes] == [3, 2]
