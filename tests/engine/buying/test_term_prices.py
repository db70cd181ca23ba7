"""What each term of a purchase costs against the purchase without it."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from planner.engine.buying.term_prices import Least, term_prices
from planner.model.buying import BuyingTerms, Market, Purchase
from planner.model.money import Money
from planner.model.proof import Status
from planner.model.term_prices import TermPrice
from planner.model.wishes import LimitedTerm, TermKind
from planner.model.wording import term_value
from tests.engine.buying.test_basket import facilities, random_market
from tests.engine.efforts import in_time
from tests.engine.purchase_cases import DAY, LANDING, need, shop, sold, with_prices
from tests.examples import examples


def sgd(text: str) -> Money:
    return Money(Decimal(text), "SGD")


def priced(found: Purchase) -> list[tuple[str, str, str | None, str | None]]:
    assert all(each.proven for each in found.term_prices if each.price is not None)
    return [
        (
            str(each.term.kind),
            term_value(each.term),
            None if each.without is None else str(each.without.amount),
            None if each.price is None else str(each.price.amount),
        )
        for each in found.term_prices
    ]


SHOPS = (shop("near", shipping="5"), shop("far", shipping="6"))
OFFERS = (
    sold("board", "near", "1: 50.00", lead_time_days=3),
    sold("board", "far", "1: 48.00", lead_time_days=30),
    sold("lead", "near", "1: 3.00", lead_time_days=3),
    sold("lead", "far", "1: 1.00", lead_time_days=30),
)
NEEDS = [need("board"), need("lead")]


def test_each_term_says_what_the_basket_would_cost_without_it() -> None:
    # Free: 48 + 1 + 6 = 55 from far. Near: 50 + 3 + 5 = 58.
    market = Market(OFFERS, SHOPS)
    soon = DAY + timedelta(days=5)
    for terms, expected in (
        (BuyingTerms(), []),
        (BuyingTerms(locks=(("board", "far"),)), [("lock", "board=far", "55.00", "0.00")]),
        (BuyingTerms(locks=(("board", "near"),)), [("lock", "board=near", "55.00", "3.00")]),
        (BuyingTerms(exclude=("far",)), [("exclude", "far", "55.00", "3.00")]),
        (BuyingTerms(need_by=soon), [("need-by", str(soon), "55.00", "3.00")]),
        (BuyingTerms(max_vendors=1), [("max-vendors", "1", "55.00", "0.00")]),
    ):
        assert priced(with_prices(NEEDS, market, LANDING, terms)) == expected


def test_terms_that_hold_each_other_cost_nothing_alone_and_something_together() -> None:
    terms = BuyingTerms(locks=(("board", "near"),), exclude=("far",))
    found = with_prices(NEEDS, Market(OFFERS, SHOPS), LANDING, terms)
    assert priced(found) == [
        # 50 from near and 1 from far, in two parcels, cost more than all from near.
        ("lock", "board=near", "58.00", "0.00"),
        ("exclude", "far", "58.00", "0.00"),
        ("all", "", "55.00", "3.00"),
    ]


def test_terms_that_no_basket_fulfils_say_which_of_them_is_in_the_way() -> None:
    terms = BuyingTerms(locks=(("board", "near"),), need_by=DAY + timedelta(days=1))
    found = with_prices(NEEDS, Market(OFFERS, SHOPS), LANDING, terms)
    assert priced(found) == [
        ("lock", "board=near", None, None),
        ("need-by", str(terms.need_by), "58.00", None),
        ("all", "", "55.00", None),
    ]


def test_a_term_that_lets_in_prices_of_last_year_may_cost_less_than_nothing() -> None:
    old = DAY - timedelta(days=400)
    offers = (sold("card", "near", "1: 9.00"), sold("card", "far", "1: 2.00", quoted_on=old))
    found = with_prices(
        [need("card")], Market(offers, SHOPS), LANDING, BuyingTerms(exclude=("near",))
    )
    assert priced(found) == [("exclude", "near", "14.00", "-6.00")]


def test_a_price_that_was_not_proven_says_so_and_is_never_below_nothing() -> None:
    def solve(terms: BuyingTerms, times: int) -> Least:
        assert (terms, times) == (BuyingTerms(), 1)
        return Least(Status.FEASIBLE, sgd("60.00"))

    for status, total, price in (
        (Status.OPTIMAL, "58.00", "0.00"),
        (Status.FEASIBLE, "61.00", "1.00"),
    ):
        (found,) = term_prices(BuyingTerms(max_vendors=1), Least(status, sgd(total)), solve)
        assert found == TermPrice(
            LimitedTerm(TermKind.MAX_VENDORS, count=1), sgd("60.00"), sgd(price), proven=False
        )


def test_without_time_no_price_of_a_term_is_told() -> None:
    needs, sites = facilities(30, 60)
    found = with_prices(needs, sites, LANDING, BuyingTerms(max_vendors=5), effort=in_time(0))
    assert [(each.without, each.price) for each in found.term_prices] == [(None, None)]


@examples(60)
@given(st.integers(0, 10_000), st.integers(0, 3), st.integers(0, 3), st.integers(1, 3))
def test_no_term_costs_less_than_nothing_and_all_of_them_cost_most(
    seed: int, locked: int, excluded: int, most: int
) -> None:
    market = random_market(seed)
    needs = [need(f"part-{number}", number % 3 + 1) for number in range(4)]
    terms = BuyingTerms(
        locks=((f"part-{locked}", f"shop-{locked}"),),
        exclude=(f"shop-{excluded}",) if excluded != locked else (),
        max_vendors=most,
    )
    found = with_prices(needs, market, LANDING, terms)
    prices = [each.price for each in found.term_prices]
    assert all(price is not None and price.amount >= 0 for price in prices)
    assert max(price.amount for price in prices if price is not None) == prices[-1].amount  # type: ignore[union-attr]
