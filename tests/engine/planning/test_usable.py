"""Which prices and parts count: what is left out for what it is, and what brings it back."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.usable import (
    Usable,
    newest_price,
    usable,
    usable_catalog,
    usable_market,
    vacuous,
)
from planner.model.buying import BuyingTerms, Market
from planner.model.catalog import Catalog, Retired
from planner.model.obstacles import Obstacle, ObstacleKind
from planner.model.offers import Content, Offer
from planner.model.price_events import PriceEvent
from planner.model.scope import Scope
from planner.model.unused import Unused
from tests.engine.samples import DAY, offer, part

NEWEST = date(2020, 6, 1)
# Nine months before it.
SINCE = date(2019, 9, 1)
PARTS = (
    part("now", "other"),
    part("old", "other"),
    part("made", "other", made_until=date(2030, 1, 1), lifecycle_source="its maker"),
    part("gone", "other", ended_on=date(2020, 6, 17), lifecycle_source="its maker"),
    part("soon", "other", ended_on=date(2020, 6, 18), lifecycle_source="its maker"),
    part("mine", "other"),
)


def on(number: str, day: date, **facts: Any) -> Offer:
    return offer(number, "10 SGD", quoted_on=day, **facts)


def event(number: str, day: date) -> PriceEvent:
    return PriceEvent(
        part_number=number, on=day, currency="SGD", price_after=Decimal(9), source="its maker"
    )


def shelf(*offers: Offer, events: tuple[PriceEvent, ...] = (), retired: bool = False) -> Catalog:
    left = (Retired(part_number="mine", retired_on=DAY),) if retired else ()
    offered = {each.part_number for each in offers}
    # What is no longer made is there only where it is asked about.
    parts = tuple(each for each in PARTS if each.ended_on is None or each.part_number in offered)
    return Catalog(parts=parts, offers=offers, price_events=events, retired=left)


def found(catalog: Catalog, **scope: Any) -> Usable:
    return usable(catalog.offers, catalog, Scope(on=DAY, **scope))


def kept(catalog: Catalog, **scope: Any) -> list[Offer]:
    return list(found(catalog, **scope).offers)


# --- age ------------------------------------------------------------------------------------------


def test_prices_of_nine_months_before_the_newest_count_and_those_of_a_day_more_do_not() -> None:
    catalog = shelf(on("now", NEWEST), on("old", SINCE - timedelta(days=1)), on("made", SINCE))
    assert [each.part_number for each in kept(catalog)] == ["now", "made"]
    assert found(catalog).unused == Unused(SINCE, NEWEST, old=1, unpriced=1)


def test_an_old_catalog_is_as_good_as_it_was() -> None:
    catalog = shelf(on("now", date(2012, 3, 1)), on("old", date(2011, 7, 1)))
    assert found(catalog).offers is catalog.offers
    assert found(catalog).unused.findings == ()


def test_prices_of_after_the_day_are_not_the_newest_and_are_not_old() -> None:
    catalog = shelf(on("now", NEWEST), on("old", SINCE), on("made", date(2026, 1, 1)))
    assert len(kept(catalog)) == 3
    assert newest_price(catalog.offers, DAY) == NEWEST
    later = shelf(on("now", date(2021, 1, 1)), on("old", date(2025, 1, 1)))
    assert found(later).offers is later.offers


@pytest.mark.parametrize(
    ("newest", "since"),
    [
        (date(2019, 11, 30), date(2019, 2, 28)),
        (date(2020, 5, 31), date(2019, 8, 31)),
        (date(2020, 1, 15), date(2019, 4, 15)),
    ],
)
def test_months_are_those_of_the_calendar(newest: date, since: date) -> None:
    catalog = shelf(on("now", newest), on("old", since), on("made", since - timedelta(days=1)))
    assert [each.part_number for each in kept(catalog)] == ["now", "old"]


def test_before_the_first_year_there_is_nothing_old() -> None:
    first = date(1, 2, 1)
    catalog = shelf(on("now", first))
    assert usable(catalog.offers, catalog, Scope(on=first)).offers is catalog.offers


def test_a_part_with_old_prices_alone_is_not_seen_for_sale_or_has_none_of_late() -> None:
    catalog = shelf(
        on("now", NEWEST),
        on("old", date(2018, 1, 1)),
        on("old", date(2018, 3, 1)),
        on("made", date(2018, 1, 1)),
    )
    assert found(catalog).out == {
        "old": Obstacle(ObstacleKind.NOT_SEEN, since=SINCE, day=date(2018, 3, 1)),
        "made": Obstacle(ObstacleKind.OLD_PRICE, since=SINCE, day=date(2018, 1, 1)),
    }


def test_what_was_sold_out_is_no_offer_and_a_part_without_another_says_so() -> None:
    catalog = shelf(
        on("now", NEWEST),
        on("old", NEWEST, stock=0),
        on("made", NEWEST, stock=0),
        on("made", NEWEST, vendor="other", stock=1),
    )
    assert [each.part_number for each in kept(catalog)] == ["now", "made"]
    assert found(catalog).out == {"old": Obstacle(ObstacleKind.SOLD_OUT, day=NEWEST)}
    assert found(catalog).unused == Unused(SINCE, NEWEST, sold_out=2, unpriced=1)
    [told] = found(catalog).unused.findings
    assert told.message == "Excluded: 2 prices for sold-out items. 1 part has no other price."
    # Whoever names a day takes them all, and a part that is named is taken at its price.
    assert len(kept(catalog, since="any")) == 4
    assert len(kept(catalog, named=frozenset({"old"}))) == 3


def test_three_kinds_of_prices_are_told_in_one_sentence() -> None:
    [told] = Unused(SINCE, None, old=2, superseded=1, sold_out=1).findings
    assert told.message == (
        f"Excluded: 2 prices from before {SINCE}, 1 price from before a change of the maker's "
        "list price, and 1 price for sold-out items."
    )


def test_a_part_that_is_in_a_bundle_of_today_is_seen_for_sale() -> None:
    bundle = on("now", NEWEST, also_holds=(Content(part_number="old", pieces=1),))
    catalog = shelf(bundle, on("old", date(2018, 1, 1)))
    assert found(catalog).out == {}
    assert found(catalog).unused.unpriced == 0


def test_what_a_part_was_never_offered_for_is_not_told_of() -> None:
    assert found(shelf(on("now", NEWEST), on("stranger", date(2018, 1, 1)))).out.keys() == {
        "stranger"
    }


# --- list prices ----------------------------------------------------------------------------------


def test_a_price_of_before_a_change_of_the_list_price_does_not_count() -> None:
    change = event("now", date(2020, 5, 1))
    catalog = shelf(on("now", date(2020, 4, 30)), on("now", date(2020, 5, 1)), events=(change,))
    assert [each.quoted_on for each in kept(catalog)] == [date(2020, 5, 1)]
    assert found(catalog).unused.superseded == 1
    assert found(catalog).out == {}


def test_a_part_whose_prices_are_all_of_before_the_change_cannot_be_had() -> None:
    events = (event("old", date(2020, 5, 1)), event("old", date(2020, 6, 2)))
    catalog = shelf(on("now", NEWEST), on("old", date(2020, 4, 30)), events=events)
    assert found(catalog).out == {"old": Obstacle(ObstacleKind.SUPERSEDED, day=date(2020, 6, 2))}


def test_a_change_that_is_still_to_come_leaves_nothing_behind() -> None:
    catalog = shelf(on("now", NEWEST), events=(event("now", DAY + timedelta(days=1)),))
    assert found(catalog).offers is catalog.offers


def test_a_bundle_is_as_old_as_the_list_price_of_what_it_holds() -> None:
    bundle = on("now", NEWEST, also_holds=(Content(part_number="old", pieces=1),))
    catalog = shelf(bundle, events=(event("old", DAY),))
    assert found(catalog).out.keys() == {"now", "old"}


# --- the condition of articles ------------------------------------------------------------------


def test_what_is_refurbished_or_used_counts_only_where_it_is_asked_for() -> None:
    catalog = shelf(
        on("now", NEWEST),
        on("now", NEWEST, condition="used"),
        on("old", NEWEST, condition="refurbished"),
        on("made", NEWEST, condition="new"),
    )
    assert kept(catalog) == [catalog.offers[0], catalog.offers[3]]
    assert found(catalog).out == {"old": Obstacle(ObstacleKind.OTHER_CONDITION, about=("new",))}
    assert found(catalog).unused == Unused(SINCE, NEWEST, other=2, alone=1)
    assert kept(catalog, condition=("refurbished",)) == [catalog.offers[2]]
    assert kept(catalog, condition=("new", "used")) == [
        catalog.offers[0],
        catalog.offers[1],
        catalog.offers[3],
    ]
    assert found(catalog, condition=("new", "refurbished", "used")).offers is catalog.offers


def test_the_condition_counts_beside_any_day_and_other_rules_are_told_first() -> None:
    catalog = shelf(on("now", NEWEST), on("old", date(2018, 1, 1), condition="used"))
    assert found(catalog).unused == Unused(SINCE, NEWEST, old=1, unpriced=1)
    assert found(catalog, since="any").unused == Unused(other=1, alone=1)
    assert found(catalog, since="any", condition=("new", "used")).offers is catalog.offers


def test_the_newest_price_is_one_whose_condition_counts() -> None:
    catalog = shelf(on("now", date(2019, 1, 1)), on("old", NEWEST, condition="used"))
    assert kept(catalog) == [catalog.offers[0]]
    assert found(catalog).unused.newest == date(2019, 1, 1)


def test_a_used_part_that_is_named_is_taken_and_told_of() -> None:
    catalog = shelf(on("now", NEWEST), on("old", NEWEST, condition="used"))
    named = found(catalog, named=frozenset({"old"}))
    assert len(named.offers) == 2
    assert named.anyway == {"old": Obstacle(ObstacleKind.OTHER_CONDITION, about=("new",))}
    assert named.unused == Unused(SINCE, NEWEST)


def test_what_was_sold_out_counts_where_any_day_is_asked_for_though_some_parts_are_ended() -> None:
    catalog = shelf(on("now", NEWEST), on("old", NEWEST, stock=0), on("gone", NEWEST))
    assert [each.part_number for each in kept(catalog, since="any")] == ["now", "old"]


# --- what is no longer made -----------------------------------------------------------------------


def test_what_is_ended_on_the_day_and_what_was_retired_is_left_out_with_its_prices() -> None:
    catalog = shelf(on("gone", NEWEST), on("soon", NEWEST), on("mine", NEWEST), retired=True)
    assert [each.part_number for each in kept(catalog)] == ["soon"]
    assert found(catalog).out == {
        "gone": Obstacle(ObstacleKind.ENDED, day=DAY),
        "mine": Obstacle(ObstacleKind.RETIRED),
    }
    assert found(catalog).unused == Unused(SINCE, NEWEST, ended=1, retired=1)


def test_what_is_no_longer_made_is_taken_where_it_is_asked_for() -> None:
    catalog = shelf(on("gone", NEWEST), on("mine", NEWEST), retired=True)
    everything = found(catalog, include_ended=True)
    assert everything.offers is catalog.offers
    assert everything.out == {}
    assert everything.anyway.keys() == {"gone", "mine"}


# --- what is asked for ----------------------------------------------------------------------------


def test_a_day_that_is_named_comes_in_place_of_both_rules_about_prices() -> None:
    change = event("now", DAY)
    catalog = shelf(
        on("now", date(2018, 1, 1)),
        on("old", date(2017, 12, 31)),
        on("gone", NEWEST),
        events=(change,),
    )
    assert [each.part_number for each in kept(catalog, since=date(2018, 1, 1))] == ["now"]
    assert [each.part_number for each in kept(catalog, since="any")] == ["now", "old"]
    kind = found(catalog, since=date(2018, 1, 1)).out["old"].kind
    assert kind is ObstacleKind.OLD_PRICE


def test_where_any_day_is_asked_for_nothing_is_looked_at() -> None:
    catalog = shelf(on("now", date(1999, 1, 1)), events=(event("now", DAY),))
    assert found(catalog, since="any").offers is catalog.offers


def test_a_part_that_is_named_is_taken_at_what_prices_there_are_and_told_of() -> None:
    catalog = shelf(on("now", NEWEST), on("old", date(2018, 1, 1)), on("gone", date(2017, 1, 1)))
    named = found(catalog, named=frozenset({"old", "gone"}))
    assert sorted(each.part_number for each in named.offers) == ["gone", "now", "old"]
    assert named.out == {}
    assert {number: each.kind for number, each in named.anyway.items()} == {
        "old": ObstacleKind.NOT_SEEN,
        "gone": ObstacleKind.ENDED,
    }
    assert named.unused == Unused(SINCE, NEWEST)


def test_of_a_part_that_is_named_old_prices_count_only_where_there_is_no_other() -> None:
    catalog = shelf(on("now", NEWEST), on("now", date(2018, 1, 1)))
    assert kept(catalog, named=frozenset({"now"})) == [catalog.offers[0]]


def test_an_old_bundle_is_not_taken_for_the_one_part_of_it_that_is_named() -> None:
    bundle = on("old", date(2018, 1, 1), also_holds=(Content(part_number="made", pieces=1),))
    catalog = shelf(on("now", NEWEST), bundle)
    assert len(kept(catalog, named=frozenset({"old"}))) == 1
    assert len(kept(catalog, named=frozenset({"old", "made"}))) == 2


# --- of what it is counted, and where it is asked -------------------------------------------------


def test_what_is_left_out_is_counted_of_the_parts_that_it_is_about() -> None:
    old = date(2018, 1, 1)
    events = (event("made", DAY),)
    catalog = shelf(
        on("now", NEWEST),
        on("old", old),
        on("mine", old),
        on("gone", old),
        on("made", NEWEST),
        events=events,
    )
    scope = Scope(on=DAY)
    about = usable(catalog.offers, catalog, scope, about={"old", "now"}).unused
    assert about == Unused(SINCE, NEWEST, old=1, unpriced=1)
    every = usable(catalog.offers, catalog, scope).unused
    assert every == Unused(SINCE, NEWEST, old=2, superseded=1, unpriced=3, ended=1)


def test_a_catalog_and_a_market_keep_all_else() -> None:
    catalog = shelf(on("now", NEWEST), on("old", date(2018, 1, 1)), retired=True)
    narrow = usable_catalog(catalog, Scope(on=DAY))
    assert (narrow.parts, narrow.retired) == (catalog.parts, catalog.retired)
    assert narrow.offers_for("old") == ()
    market = usable_market(Market.of(catalog), catalog, Scope.on_terms(BuyingTerms(), DAY))
    assert (len(market.offers), market.out.keys()) == (1, {"old", "mine"})
    every = shelf(on("now", NEWEST))
    assert usable_catalog(every, Scope(on=DAY)) is every


def test_a_wish_that_leaves_nothing_out_is_none_to_give_up() -> None:
    old = shelf(on("now", NEWEST), on("old", date(2018, 1, 1)), on("gone", NEWEST))
    assert vacuous(old, Scope(on=DAY, include_ended=True)) == {"include_ended", "condition"}
    used = shelf(on("now", NEWEST, condition="used"))
    assert vacuous(used, Scope(on=DAY)) == {"include_ended", "prices_since"}
    assert vacuous(old, Scope(on=DAY), old.offers[:1]) == {"prices_since", "condition"}
