"""Sizing leaves out what is no longer made and prices that are old or superseded, and says so."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.delivered.conflict import delivered_conflict
from planner.engine.delivered.size import size_delivered
from planner.engine.questions.conflict import contradiction
from planner.engine.questions.curve import curve
from planner.engine.questions.frontier import frontier
from planner.engine.questions.why import why
from planner.engine.sizing.size import size
from planner.model.buying import BuyingTerms, Market
from planner.model.catalog import Catalog, Retired
from planner.model.money import Money
from planner.model.obstacle_wording import obstacle_text
from planner.model.obstacles import Obstacle, ObstacleKind
from planner.model.part_reasons import Chosen, Dearer, Excluded
from planner.model.price_events import PriceEvent
from planner.model.proof import Status
from planner.model.requirement import Measure, Pieces, Wanted
from planner.model.sizing import Sizing
from planner.model.unused import Unused
from planner.model.wording import demand_text, reasons
from tests.engine.sizing.test_size import WARES, costs, pieces
from tests.engine.sizing_cases import RATES, board, card, patch, shop, switch, wish
from tests.plans import ON, offer

OLD = ON - timedelta(days=300)  # more than nine months before
SINCE = date(2019, 9, 17)
ENDED = date(2019, 1, 1)
OLD_BOARD = (board("old"), [offer("old", "1.00", quoted_on=OLD)])
ENDED_BOARD = (board("ended", ended_on=ENDED, lifecycle_source="its maker"), "1.00")
STALE_BOARD = (board("stale"), [offer("stale", "1.00", quoted_on=ON - timedelta(days=2))])
CHANGE = PriceEvent(
    part_number="stale",
    on=ON - timedelta(days=1),
    currency="SGD",
    price_after=Decimal(60),
    source="its maker",
)
WITHOUT_CARDS = [ware for ware in WARES if not ware[0].part_number.startswith("card")]


def shelf(*wares: Any, events: tuple[PriceEvent, ...] = (), retired: str = "") -> Catalog:
    left = (Retired(part_number=retired, retired_on=ON),) if retired else ()
    return shop(*wares).model_copy(update={"price_events": events, "retired": left})


BARGAINS = shelf(*WARES, OLD_BOARD, ENDED_BOARD, STALE_BOARD, events=(CHANGE,), retired="sw-8")
PLAIN = shelf(*WARES)


def sized(catalog: Catalog = BARGAINS, **wishes: Any) -> Sizing:
    return size(wish(**wishes), catalog, RATES)


def test_by_default_bargains_of_long_ago_of_before_a_rise_and_of_ended_parts_are_left_out() -> None:
    found = sized(nodes=7)
    # Of the switches the small one was retired.
    assert costs(found) == costs(sized(PLAIN, nodes=7, must_not=("sw-8",)))
    assert found.unused == Unused(SINCE, ON, old=1, superseded=1, unpriced=2, ended=1, retired=1)
    assert [each.code for each in found.findings][-2:] == ["prices-left-out", "parts-left-out"]
    told = "\n".join(reasons(found))
    assert "Not used (it has not been seen for sale since 2019-09-17): old." in told
    assert "Not used (all its prices date from before its list price changed): stale." in told
    assert "Not used (discontinued): ended." in told
    assert "Not used (you retired it): sw-8." in told


@pytest.mark.parametrize(
    ("wishes", "taken"),
    [
        ({"prices_since": "any"}, {"old", "stale"}),
        ({"prices_since": OLD}, {"old", "stale"}),
        ({"prices_since": ON - timedelta(days=2)}, {"stale"}),
        ({"include_ended": True}, {"ended"}),
        ({"prices_since": "any", "include_ended": True}, {"old", "stale", "ended"}),
    ],
)
def test_each_rule_has_one_step_back(wishes: dict[str, Any], taken: set[str]) -> None:
    found = sized(nodes=1, **wishes)
    assert {"old", "stale", "ended"} & pieces(found).keys() <= taken
    assert found.bom is not None
    boards = {line.line.part_number for line in found.bom.lines if line.line.category == "board"}
    assert boards <= taken


@pytest.mark.parametrize("number", ["old", "stale", "ended"])
def test_what_is_named_is_taken_and_a_warning_says_what_kept_it_out(number: str) -> None:
    for named in ({"only": (number,)}, {"must": (Wanted(part_number=number),)}):
        found = sized(nodes=1, **named)
        assert pieces(found)[number] == 1
        (told,) = (each for each in found.findings if each.code == "part-anyway")
        assert (told.subject, str(told.severity)) == (number, "warning")
    owned = sized(nodes=1, owned=(Pieces(part_number=number),), only=(number,))
    assert not [each for each in owned.findings if each.code == "part-anyway"]


def test_what_is_asked_for_though_it_is_no_longer_made_is_told_of_too() -> None:
    found = sized(nodes=1, include_ended=True)
    assert [each.message for each in found.findings if each.code == "part-anyway"] == [
        "ended is included because you require it. Discontinued since 2019-01-01.",
        "sw-8 is included because you require it. You retired it.",
    ]


def test_of_what_has_new_and_old_prices_the_old_ones_do_not_count() -> None:
    both = (board("both"), [offer("both", "1.00", quoted_on=OLD), offer("both", "49.00")])
    found = sized(shelf(*WARES, both), nodes=1)
    assert found.bom is not None
    (line,) = (each for each in found.bom.lines if each.line.part_number == "both")
    assert str(line.line_total) == "S$49.00"


# --- the other questions --------------------------------------------------------------------------


def test_curve_and_frontier_leave_out_the_same() -> None:
    wanted = wish(nodes=2)
    (_, two) = curve(wanted, BARGAINS, RATES, most=2)
    assert str(two.cost) == costs(sized(nodes=2))
    points = frontier(wanted, BARGAINS, RATES, against=Measure.CORES, points=1).points
    assert str(points[0].cost) == costs(sized(nodes=2))


@pytest.mark.parametrize(
    ("number", "why_not"),
    [
        ("old", "it has not been seen for sale since 2019-08-22"),
        ("stale", "all its prices date from before its list price changed on 2020-06-16"),
        ("ended", "discontinued since 2019-01-01"),
        ("sw-8", "you retired it"),
    ],
)
def test_why_a_part_is_left_out_is_told_with_its_own_day(number: str, why_not: str) -> None:
    best = sized(nodes=2)
    reason = why(number, best, BARGAINS, RATES)
    assert isinstance(reason, Excluded)
    assert obstacle_text(reason.obstacle, of_one=True) == why_not


def test_a_price_that_is_supposed_makes_no_other_price_old() -> None:
    # As of a year later the newest price is still that of the day.
    later = ON + timedelta(days=365)
    rival = (board("rival"), [offer("rival", "52.00", quoted_on=SINCE)])
    unpriced = board("unpriced")
    catalog = shelf(*WARES, rival, unpriced)
    best = size(wish(nodes=7).model_copy(update={"on": later}), catalog, RATES)
    found = why("unpriced", best, catalog, RATES)
    assert isinstance(found, Dearer)
    assert found.wins_at == Money(Decimal("49.99"), "SGD")


def test_a_price_that_is_supposed_is_of_after_any_change_of_the_list_price() -> None:
    change = CHANGE.model_copy(update={"part_number": "pi", "on": ON})
    dear = (board("dear"), "70.00")
    catalog = shelf(*WARES, dear, events=(change.model_copy(update={"part_number": "dear"}),))
    found = why("dear", sized(catalog, nodes=7), catalog, RATES)
    assert isinstance(found, Dearer)
    assert found.wins_at == Money(Decimal("49.99"), "SGD")


def test_a_part_that_was_chosen_tells_what_the_rules_cost() -> None:
    catalog = shelf(*WARES, OLD_BOARD)
    found = why("pi", sized(catalog, nodes=2), catalog, RATES)
    assert isinstance(found, Chosen)
    told = {demand_text(each.wish): str(each.saves) for each in found.binding}
    assert told["the exclusion of old prices"] == "S$98.00"
    assert "the exclusion of discontinued parts" not in told


# --- where there is no build ----------------------------------------------------------------------


def test_the_rules_are_among_the_wishes_that_contradict_each_other() -> None:
    cards = [ware for ware in WARES if ware[0].part_number == "card-16"]
    old = [(each[0], [offer("card-16", "1.00", quoted_on=OLD)]) for each in cards]
    gone = {"ended_on": ENDED, "lifecycle_source": "its maker"}
    ended = [(each[0].model_copy(update=gone), "1.00") for each in cards]
    for wares, text in (
        (old, "the exclusion of old prices"),
        (ended, "the exclusion of discontinued parts"),
    ):
        catalog = shelf(*WITHOUT_CARDS, *wares)
        found = sized(catalog, nodes=1)
        assert (found.status, found.unused.findings != ()) == (Status.INFEASIBLE, True)
        (wish_,) = contradiction(wish(nodes=1), catalog, RATES)
        assert demand_text(wish_.wish) == text
        assert wish_.cost is not None


# --- delivered ------------------------------------------------------------------------------------


def delivered(catalog: Catalog, **wishes: Any) -> Any:
    market = Market.of(catalog)
    return size_delivered(wish(**wishes), catalog, RATES, market, BuyingTerms())


def test_delivered_prices_leave_out_the_same() -> None:
    found = delivered(BARGAINS, nodes=2)
    assert pieces(found.sizing) == pieces(sized(nodes=2))
    assert found.sizing.unused == sized(nodes=2).unused
    named = delivered(BARGAINS, nodes=1, only=("ended",))
    assert [e.subject for e in named.sizing.findings if e.code == "part-anyway"] == ["ended"]
    assert Obstacle(ObstacleKind.ENDED) in [e.obstacle for e in found.sizing.passed_over]


def test_what_counts_is_measured_by_the_shops_that_sell() -> None:
    """Without the newest price, which is no shop's, those before it are new enough."""
    sold = [offer(ware[0].part_number, ware[1], quoted_on=OLD) for ware in WARES]
    catalog = shelf(*(ware[0] for ware in WARES)).model_copy(
        update={"offers": (*sold, offer("pi", "40.00", vendor="paper"))}
    )
    market = Market(tuple(sold), catalog.vendors)
    found = size_delivered(wish(nodes=1), catalog, RATES, market, BuyingTerms())
    assert pieces(found.sizing)["pi"] == 1
    assert sized(catalog, nodes=1).status is Status.INFEASIBLE


def test_what_keeps_a_build_from_being_delivered_may_be_that_prices_are_old() -> None:
    fresh = [offer(ware[0].part_number, ware[1], vendor="paper") for ware in WARES]
    old = [
        offer(ware[0].part_number, ware[1], quoted_on=OLD if ware[0].part_number == "pi" else ON)
        for ware in WARES
    ]
    catalog = shelf(*(ware[0] for ware in WARES)).model_copy(update={"offers": (*fresh, *old)})
    market = Market(tuple(old), catalog.vendors)
    found = delivered_conflict(wish(nodes=1), catalog, RATES, market, BuyingTerms())
    assert [demand_text(each.wish) for each in found.wishes] == ["the exclusion of old prices"]


def test_a_price_that_its_vendor_replaced_is_not_the_cheapest_of_the_year() -> None:
    # What the program counts and what costing counts are one rule, whichever prices are asked for.
    before, after = timedelta(days=200), timedelta(days=20)
    asked = [
        offer("pi", "30.00", quoted_on=ON - before),
        offer("pi", "50.00", quoted_on=ON - after),
    ]
    wares = (
        (board("pi", power_connector="mains"), asked),
        (card("card"), "5.00"),
        (switch("sw", 8), "20.00"),
        (patch(), "1.00"),
    )
    found = size(wish(nodes=2, prices_since="any"), shop(*wares), RATES)

    assert found.bom is not None
    assert str(found.bom.total) == "S$133.00"
