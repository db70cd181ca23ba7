"""What the terms of a purchase that was solved already cost, or which of them is in its way."""

from datetime import timedelta
from decimal import Decimal

from planner.engine.buying.basket import buy
from planner.engine.buying.partial import buy_what_can_be_had
from planner.engine.buying.term_prices import priced_terms, prices_of_whole
from planner.engine.solving.progress import Progress
from planner.model.basket import Need
from planner.model.buying import NO_TERMS, BuyingTerms, Market
from planner.model.own_terms import OwnLifted, OwnTermsLifted
from planner.model.proof import Status
from planner.model.term_prices import PricedTerms
from planner.model.wishes import LimitedTerm, TermKind
from tests.engine.efforts import in_time
from tests.engine.purchase_cases import DAY, LANDING, need, shop, sold, with_prices

SHOPS = (shop("near", shipping="5"), shop("far", shipping="6"))
OFFERS = (
    sold("board", "near", "1: 50.00", lead_time_days=3),
    sold("board", "far", "1: 48.00", lead_time_days=30),
    sold("lead", "near", "1: 3.00", lead_time_days=3),
    sold("lead", "far", "1: 1.00", lead_time_days=30),
    sold("card", "far", "1: 9.00", lead_time_days=30),
)
MARKET = Market(OFFERS, SHOPS)
NEEDS = [need("board"), need("lead")]
NEAR = (("board", "near"),)


def told(terms: BuyingTerms, *wanted: str) -> PricedTerms:
    needs = [need(part) for part in wanted or ("board", "lead")]
    found = buy_what_can_be_had(needs, MARKET, LANDING, terms)
    return priced_terms(needs, found, MARKET, LANDING, terms)


def amounts(found: PricedTerms) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            str(each.term.kind),
            None if each.without is None else str(each.without.amount),
            None if each.price is None else str(each.price.amount),
        )
        for each in found.prices
    ]


def test_where_everything_can_be_had_terms_cost_the_same_of_the_whole_and_of_the_rest() -> None:
    for terms in (
        BuyingTerms(locks=NEAR, exclude=("far",)),
        BuyingTerms(locks=NEAR, max_vendors=1),
        BuyingTerms(need_by=DAY + timedelta(days=5)),
        BuyingTerms(locks=(("lead", "far"),), fastest_within=Decimal(30)),
    ):
        found = told(terms)
        assert found == PricedTerms(
            with_prices(NEEDS, MARKET, LANDING, terms).term_prices, in_the_way=False
        )


def test_parts_that_nobody_sells_play_no_part_in_what_terms_cost() -> None:
    found = told(BuyingTerms(exclude=("far",)), "board", "lead", "fan")
    assert (amounts(found), found.in_the_way) == ([("exclude", "55.00", "3.00")], False)
    assert found.missing == (need("fan"),)
    none = told(BuyingTerms(exclude=("far",)), "fan")
    assert none == PricedTerms((), in_the_way=False, missing=(need("fan"),))


def test_a_term_that_keeps_a_part_away_is_in_the_way_of_all_that_could_be_had() -> None:
    # Near sells no card. Without the exclusion: 50 + 1 + 9, and both parcels.
    found = told(BuyingTerms(exclude=("far",), locks=NEAR), "board", "lead", "card", "fan")
    assert found.in_the_way
    assert amounts(found) == [
        ("lock", None, None),
        ("exclude", "71.00", None),
        ("all", "64.00", None),
    ]


def test_a_number_of_vendors_that_cannot_hold_everything_is_in_the_way() -> None:
    found = told(BuyingTerms(locks=(("board", "near"), ("lead", "far")), max_vendors=1))
    assert found.in_the_way
    assert amounts(found)[-2:] == [("max-vendors", "62.00", None), ("all", "55.00", None)]


def test_haste_among_the_parts_that_are_left_is_no_price_of_the_whole() -> None:
    terms = BuyingTerms(exclude=("far",), fastest_within=Decimal(5))
    assert amounts(told(terms, "board", "card")) == [("exclude", "63.00", None)]


def test_the_search_may_be_ended_and_has_the_time_of_one_basket_for_all_terms() -> None:
    terms = BuyingTerms(locks=NEAR, exclude=("far",))
    found = buy(NEEDS, MARKET, LANDING, terms)
    seen: list[tuple[int, int | None]] = []

    def once(progress: Progress) -> bool:
        seen.append((progress.done, progress.of))
        return progress.done < 1

    prices = priced_terms(NEEDS, found, MARKET, LANDING, terms, effort=in_time(30_000, once)).prices
    assert list(dict.fromkeys(seen)) == [(0, 3), (1, 3)]
    assert [each.proven for each in prices] == [True, False, False]
    assert [each.price is None for each in prices] == [False, True, True]
    assert found.status is Status.OPTIMAL


def own_of(lock: str, *, among: tuple[str, ...] = ("board", "lead")) -> OwnTermsLifted:
    """Return what is needed where Ann locks her board to a vendor, and Ben needs one, too."""
    free = tuple(need(part, 2 if part == "board" else 1) for part in among)
    term = LimitedTerm(TermKind.LOCK, part_number="board", vendor=lock, whose="Ann")
    return OwnTermsLifted((OwnLifted(term, free),), free)


def ordered(lock: str, *more: str) -> tuple[Need, ...]:
    mine = need("board", 1).model_copy(update={"only": (lock,)})
    return (mine, need("board", 1), *(need(part, 1) for part in more))


def test_a_term_of_one_build_has_a_price_and_says_whose_it_is() -> None:
    market = Market(
        (
            sold("board", "a", "1: 20.00"),
            sold("board", "b", "1: 23.00"),
            sold("lead", "a", "1: 1.00"),
        ),
        (shop("a"), shop("b")),
    )
    needs, own = ordered("b", "lead"), own_of("b")
    found = buy(needs, market, LANDING)
    (price,) = prices_of_whole(found, market, LANDING, NO_TERMS, own=own)
    assert (price.term.whose, str(price.price), str(price.without)) == ("Ann", "S$3.00", "S$41.00")
    assert price.proven

    # With a term of the whole order there is the price of all of them together, too.
    terms = BuyingTerms(exclude=("b",))
    both = prices_of_whole(buy(needs, market, LANDING, terms), market, LANDING, terms, own=own)
    assert [each.term.kind for each in both] == [TermKind.EXCLUDE, TermKind.LOCK, TermKind.ALL]
    assert [str(each.without) for each in both] == ["S$44.00", "S$41.00", "S$41.00"]


def test_a_term_of_one_build_may_be_in_the_way_of_all_that_could_be_had() -> None:
    market = Market((sold("board", "a", "1: 20.00"), sold("lead", "a", "1: 1.00")), (shop("a"),))
    needs = ordered("b", "lead", "unsold")
    own = own_of("b", among=("board", "lead", "unsold"))
    found = buy_what_can_be_had(needs, market, LANDING, NO_TERMS)
    told = priced_terms(needs, found, market, LANDING, NO_TERMS, own=own)
    assert told.in_the_way
    assert [str(each.without) for each in told.prices] == ["S$41.00"]

    # What nobody sells plays no part where the term is in nobody's way.
    free = ordered("a", "lead", "unsold")
    found = buy_what_can_be_had(free, market, LANDING, NO_TERMS)
    own = own_of("a", among=("board", "lead", "unsold"))
    told = priced_terms(free, found, market, LANDING, NO_TERMS, own=own)
    assert not told.in_the_way
    assert [str(each.price) for each in told.prices] == ["S$0.00"]
