"""What is bought from whom, and how the answer moves when a market does."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.buying import search as basket_search
from planner.engine.buying.basket import buy
from planner.engine.buying.landing import land
from planner.engine.solving.effort import Effort
from planner.engine.solving.progress import Progress
from planner.model.basket import Allotment, Pick
from planner.model.buying import BuyingTerms, Market, Purchase, Settlement
from planner.model.cost_parts import cost_parts
from planner.model.money import Money, RateTable, total
from planner.model.offers import Offer
from planner.model.proof import Status
from planner.model.vendors import Vendor
from tests.engine.efforts import in_time
from tests.engine.purchase_cases import DAY, LANDING, need, rate, shop, sold
from tests.examples import examples


def market(offers: list[Offer], *vendors: Vendor) -> Market:
    return Market(tuple(offers), vendors)


def sgd(text: str) -> Money:
    return Money(Decimal(text), "SGD")


def bought(found: Purchase) -> list[tuple[str, str, int]]:
    assert found.basket is not None
    return [
        (order.vendor, line.part_number, line.packs)
        for order in found.basket.orders
        for line in order.lines
    ]


def total_of(found: Purchase) -> Decimal:
    assert found.basket is not None
    assert found.status is Status.OPTIMAL
    assert found.basket.at_least == found.bound
    return found.basket.at_least.amount


TWO = [shop("near", shipping="5"), shop("far", shipping="6")]


def test_a_dearer_offer_wins_where_its_vendor_is_in_the_basket_already() -> None:
    offers = [
        sold("board", "near", "1: 50.00"),
        sold("lead", "near", "1: 3.00"),
        sold("lead", "far", "1: 1.00"),
    ]
    found = buy([need("board"), need("lead")], market(offers, *TWO), LANDING)
    assert bought(found) == [("near", "board", 1), ("near", "lead", 1)]
    assert found.basket is not None
    assert found.basket.total == found.bound == found.single_vendor == sgd("58.00")
    assert found.line_by_line == sgd("62.00")
    assert found.gap == 0


def test_the_surplus_of_a_pack_is_shown() -> None:
    offers = [sold("lead", "near", "1: 4.00", pack_size=5), sold("lead", "near", "1: 1.50")]
    found = buy([need("lead", 8)], market(offers, shop("near")), LANDING)
    assert found.basket is not None
    assert [(line.packs, line.surplus) for line in found.basket.orders[0].lines] == [(2, 2)]


def test_stock_that_is_short_is_made_up_by_another_vendor() -> None:
    offers = [sold("card", "near", "1: 8.00", stock=2), sold("card", "far", "1: 9.00")]
    found = buy([need("card", 3)], market(offers, *TWO), LANDING)
    assert bought(found) == [("far", "card", 3)]
    found = buy([need("card", 30)], market(offers, *TWO), LANDING)
    assert bought(found) == [("far", "card", 30)]
    offers[0] = sold("card", "near", "1: 1.00", stock=2)
    found = buy([need("card", 3)], market(offers, *TWO), LANDING)
    assert bought(found) == [("far", "card", 1), ("near", "card", 2)]
    # Alone, the cheap one does not hold the line.
    assert found.line_by_line == sgd("33.00")


def test_an_alternate_serves_as_well() -> None:
    offers = [sold("red", "near", "1: 5.00"), sold("blue", "near", "1: 4.00")]
    found = buy([need("red", 2, alternates=("blue",))], market(offers, shop("near")), LANDING)
    assert bought(found) == [("near", "blue", 2)]


@pytest.mark.parametrize(
    ("terms", "vendor"),
    [
        (BuyingTerms(), "near"),
        (BuyingTerms(exclude=("near",)), "far"),
        (BuyingTerms(locks=(("card", "far"),)), "far"),
        (BuyingTerms(ship_to="MY"), "far"),
        (BuyingTerms(need_by=DAY + timedelta(days=3)), "far"),
        (BuyingTerms(need_by=DAY + timedelta(days=30)), "near"),
    ],
)
def test_what_a_person_asks_decides_who_may_sell(terms: BuyingTerms, vendor: str) -> None:
    offers = [
        sold("card", "near", "1: 5.00", lead_time_days=20),
        sold("card", "far", "1: 6.00", lead_time_days=3),
        # A promise that nobody made is none.
        sold("card", "silent", "1: 9.00"),
    ]
    vendors = (shop("near", ships_to="SG"), shop("far", ships_to="SG;MY"), shop("silent"))
    found = buy([need("card")], market(offers, *vendors), LANDING, terms)
    assert bought(found) == [(vendor, "card", 1)]


def test_an_order_from_abroad_pays_a_broker_and_no_tax_or_duty_on_that() -> None:
    far = shop(
        "far",
        country="MY",
        shipping="5",
        brokerage_fee="12",
        tax_percent="9",
        tax_included=False,
        card_percent="2",
        duty_percent="10",
    )
    offers = [sold("board", "far", "1: 100.00")]

    def costs(ship_to: str) -> tuple[Money, Money, Money, Money]:
        terms = BuyingTerms(ship_to=ship_to)
        basket = buy([need("board")], market(offers, far), LANDING, terms).basket
        assert basket is not None
        (order,) = basket.orders
        assert basket.total == cost_parts(basket).total
        amounts = (order.charge(key).amount for key in ("brokerage", "card", "duty"))
        return (*amounts, order.at_least)  # type: ignore[return-value]

    # Tax is 9 % of 105, the card takes 2 % of 105 + 9.45 + 12, and duty is 10 % of 105.
    assert costs("SG") == (sgd("12.00"), sgd("2.53"), sgd("10.50"), sgd("139.48"))
    assert costs("MY") == (sgd("0.00"), sgd("2.29"), sgd("10.50"), sgd("127.24"))


def test_a_broker_makes_one_order_from_abroad_better_than_two() -> None:
    vendors = [shop(name, country="MY", brokerage_fee="12") for name in ("a", "b")]
    offers = [
        sold("board", "a", "1: 50.00"),
        sold("lead", "a", "1: 9.00"),
        sold("lead", "b", "1: 1.00"),
    ]
    found = buy([need("board"), need("lead")], market(offers, *vendors), LANDING)
    assert bought(found) == [("a", "board", 1), ("a", "lead", 1)]
    assert found.total == sgd("71.00")
    at_home = BuyingTerms(ship_to="MY")
    found = buy([need("board"), need("lead")], market(offers, *vendors), LANDING, at_home)
    assert bought(found) == [("a", "board", 1), ("b", "lead", 1)]


def test_terms_hold_for_their_countries_and_are_not_known_elsewhere() -> None:
    # Each charge is in the row, so that none is forgotten where the terms do not hold.
    charges = {
        "shipping": "5",
        "shipping_per_pack": "1",
        "minimum_order": "90",
        "small_order_charge": "2",
        "handling": "3",
        "brokerage_fee": "7",
        "tax_percent": "20",
        "tax_included": False,
        "import_tax_percent": "9",
        "duty_percent": "4",
        "card_percent": "2",
        "fx_percent": "3",
    }
    here = shop("acme", country="DE", terms_for="GB;IE", ships_to="GB;SG", **charges)
    offers = [sold("board", "acme", "1: 50.00")]

    at_home = buy([need("board")], market(offers, here), LANDING, BuyingTerms(ship_to="GB"))
    assert at_home.total > sgd("60")
    assert not at_home.findings
    abroad = buy([need("board")], market(offers, here), LANDING, BuyingTerms(ship_to="SG"))
    assert abroad.basket is not None
    assert (abroad.total, abroad.basket.at_least) == (None, sgd("50"))
    assert [(each.vendor, each.term) for each in abroad.basket.unknown] == [
        ("acme", "shipping"),
        ("acme", "tax"),
    ]
    assert [found.code for found in abroad.findings] == ["purchase-terms-unknown"]


@pytest.mark.parametrize(
    ("offers", "terms", "code"),
    [
        ([], BuyingTerms(), "purchase-no-offer"),
        ([sold("card", "near", stock=1)], BuyingTerms(), "purchase-stock"),
        ([sold("card", "near")], BuyingTerms(exclude=("near",)), "purchase-no-offer"),
        ([sold("card", "near")], BuyingTerms(max_vendors=0), "purchase-infeasible"),
        ([sold("card", "near", currency="USD")], BuyingTerms(), "rate-missing"),
    ],
)
def test_what_cannot_be_bought_is_named(offers: list[Offer], terms: BuyingTerms, code: str) -> None:
    no_rates = Settlement("SGD", RateTable(), DAY)
    found = buy([need("card", 2)], market(offers, *TWO), no_rates, terms)
    assert found.status is Status.INFEASIBLE
    assert [finding.code for finding in found.findings] == [code]


def test_without_time_the_basket_line_by_line_is_the_answer_and_its_gap_is_told() -> None:
    needs, shops = facilities(30, 60)
    found, best = buy(needs, shops, LANDING, effort=in_time(0)), buy(needs, shops, LANDING)
    assert found.status is Status.FEASIBLE
    assert found.total == best.line_by_line
    assert found.bound is not None
    assert found.total is not None
    assert best.total is not None
    assert found.bound <= best.total <= found.total
    assert found.gap is not None
    assert found.gap > 0


def test_without_time_nothing_is_found_where_no_line_can_be_bought_alone() -> None:
    needs, shops = facilities(30, 60)
    refusing = tuple(
        each.model_copy(update={"minimum_order": Decimal(100_000)}) for each in shops.vendors
    )
    found = buy(needs, Market(shops.offers, refusing), LANDING, effort=in_time(0))
    assert found.status is Status.UNKNOWN
    assert [finding.code for finding in found.findings] == ["purchase-no-basket-in-time"]


def test_a_total_says_what_it_rests_on() -> None:
    old = DAY - timedelta(days=400)
    offers = [sold("card", "blog", quoted_on=old), sold("lead", "near")]
    vendors = (
        shop("blog", kind="publication", shipping=None, tax_percent="9", tax_included=True),
        shop("near", shipping=None, shipping_tiers="0=5", tax_percent=None, import_tax_percent="9"),
    )
    found = buy([need("card"), need("lead")], market(offers, *vendors), LANDING)
    assert [(finding.code, finding.subject) for finding in found.findings] == [
        ("purchase-price-old", "basket"),
        ("purchase-terms-unknown", "blog"),
        ("purchase-from-publication", "blog"),
    ]
    assert found.findings[0].message == (
        "1 of 2 prices is over a year old (from 2025-09): 50 % of the goods."
    )


def test_old_prices_of_several_vendors_are_one_warning_with_their_share_of_the_total() -> None:
    old = DAY - timedelta(days=400)
    offers = [
        sold("card", "near", "1: 30.00", quoted_on=old),
        sold("lead", "far", "1: 10.00", quoted_on=old),
        sold("fan", "far", "1: 60.00"),
    ]
    needs = [need("card"), need("lead"), need("fan")]
    found = buy(needs, market(offers, shop("near"), shop("far")), LANDING)
    [told] = [each for each in found.findings if each.code == "purchase-price-old"]
    assert told.line() == (
        "2 of 3 prices are over a year old (the oldest from 2025-09): 40 % of the total. "
        "Check before you buy: lead; card."
    )


def test_a_price_that_has_run_out_counts_only_where_no_other_is_left() -> None:
    gone = DAY - timedelta(days=1)
    offers = [sold("card", "near", "1: 5.00", valid_until=gone, quoted_on=gone)]
    found = buy([need("card")], market(offers, shop("near", shipping="0")), LANDING)
    [told] = [each for each in found.findings if each.code == "purchase-price-expired"]
    assert told.message == (
        "1 of 1 price is not valid on 2026-10-30 (expired, or from a later day): card."
    )
    offers.append(sold("card", "near", "1: 6.00", sku="new"))
    found = buy([need("card")], market(offers, shop("near")), LANDING)
    assert total_of(found) == 6


def test_what_only_two_vendors_have_enough_of_is_bought_from_both() -> None:
    offers = [sold("card", "near", stock=2), sold("card", "far", stock=2)]
    found = buy([need("card", 3)], market(offers, *TWO), LANDING)
    assert {(vendor, part) for vendor, part, _ in bought(found)} == {
        ("near", "card"),
        ("far", "card"),
    }
    assert (found.line_by_line, found.single_vendor) == (None, None)


# A hundred of it come to exactly half a cent, which the solver's numbers are too coarse to round.
HALF = RateTable(layers=((rate("USD", "SGD", "1.23455"),),))
HALVES = [sold("board", "far", "1: 100", currency="USD"), sold("board", "near", "1: 123.46")]


def test_a_rounding_that_is_too_fine_for_the_solver_is_mended_until_both_counts_agree() -> None:
    vendors = (shop("far", currency="USD"), shop("near"))
    for offers in (HALVES[:1], HALVES):
        found = buy([need("board")], market(offers, *vendors), Settlement("SGD", HALF, DAY))
        assert total_of(found) == Decimal("123.46")
        assert found.bound == sgd("123.46")


def test_a_rounding_that_was_not_mended_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basket_search, "MOST_REPAIRS", 0)
    sale = market(HALVES[:1], shop("far", currency="USD"))
    found = buy([need("board")], sale, Settlement("SGD", HALF, DAY))
    assert (found.status, found.bound, found.gap) == (
        Status.FEASIBLE,
        sgd("123.45"),
        Decimal("0.01"),
    )


# --- what an order comes to, counted by hand ----------------------------------------------------

FOREIGN = {"currency": "USD", "shipping": "12.00", "handling": "1.50"}
BORDER = {"import_tax_percent": "9", "import_tax_over": "400.00 SGD"}
REGISTERED = BORDER | {"low_value_tax_from": "2023-01-01"}


@pytest.mark.parametrize(
    ("terms", "price", "day", "expected"),
    [
        # 100 + 12 + 1.50 = 113.50 USD at 1.2973 = 147.24 SGD
        ({}, "100", DAY, "147.24"),
        # ... and 3.25 % for the conversion: 113.50 x 1.2973 x 1.0325 = 152.03
        ({"fx_percent": "3.25"}, "100", DAY, "152.03"),
        # ... 1.5 % for the card: 115.20 USD = 149.45
        ({"card_percent": "1.5"}, "100", DAY, "149.45"),
        # ... 8 % tax on top: 122.58 USD = 159.02; included, it changes nothing
        ({"tax_percent": "8", "tax_included": False}, "100", DAY, "159.02"),
        ({"tax_percent": "8", "tax_included": True}, "100", DAY, "147.24"),
        # Up to S$400 nothing is due at the border, but a registered vendor takes 9 %: 13.25
        (BORDER, "100", DAY, "147.24"),
        (REGISTERED, "100", DAY, "160.49"),
        (REGISTERED, "100", date(2022, 12, 31), "147.24"),
        # 313.50 USD = 406.70 SGD is over: 36.60, whoever sells
        (BORDER, "300", DAY, "443.30"),
        (REGISTERED, "300", DAY, "443.30"),
        # ... with 5 % duty first: 20.34, then 9 % of 427.04 = 38.43
        (BORDER | {"duty_percent": "5"}, "300", DAY, "465.47"),
        (REGISTERED | {"duty_percent": "5"}, "300", DAY, "465.47"),
        (REGISTERED | {"duty_percent": "5"}, "100", DAY, "160.49"),
        # Without a threshold it is due on any order.
        ({"import_tax_percent": "9"}, "100", DAY, "160.49"),
    ],
)
def test_an_order_from_abroad_lands_at_what_is_counted_by_hand(
    terms: dict[str, Any], price: str, day: date, expected: str
) -> None:
    sale = sold("board", "far", f"1: {price}", currency="USD", quoted_on=day)
    rates = RateTable(
        layers=(tuple(r.model_copy(update={"as_of": day}) for r in LANDING.rates.layers[0]),)
    )
    settlement = Settlement("SGD", rates, day)
    found = buy([need("board")], market([sale], shop("far", **(FOREIGN | terms))), settlement)
    assert total_of(found) == Decimal(expected)
    assert found.bound == sgd(expected)


@pytest.mark.parametrize(
    ("terms", "pieces", "expected"),
    [
        ({"shipping_tiers": "0=5; 20=3; 40=0"}, 1, "15"),
        ({"shipping_tiers": "0=5; 20=3; 40=0"}, 2, "23"),
        ({"shipping_tiers": "0=5; 20=3; 40=0"}, 4, "40"),
        ({"shipping_tiers": "0=5; 20=8"}, 2, "28"),
        ({"shipping": "5", "shipping_per_pack": "0.50"}, 3, "36.50"),
        ({"shipping": "5", "shipping_per_pack": "0.50", "free_shipping_over": "30"}, 3, "30"),
        ({"shipping": "5", "free_shipping_over": "30"}, 2, "25"),
        ({"minimum_order": "25", "small_order_charge": "4"}, 2, "24"),
        ({"minimum_order": "25", "small_order_charge": "4"}, 3, "30"),
        ({"handling": "2"}, 3, "32"),
    ],
)
def test_shipping_and_charges_follow_the_value_of_the_order(
    terms: dict[str, Any], pieces: int, expected: str
) -> None:
    found = buy(
        [need("card", pieces)], market([sold("card", "near")], shop("near", **terms)), LANDING
    )
    assert total_of(found) == Decimal(expected)


def test_an_order_below_the_least_is_filled_up_or_goes_elsewhere() -> None:
    offers = [sold("card", "near", "1: 9.00"), sold("card", "far", "1: 10.00")]
    vendors = (shop("near", minimum_order="25"), shop("far"))
    found = buy([need("card", 2)], market(offers, *vendors), LANDING)
    assert bought(found) == [("far", "card", 2)]
    assert found.line_by_line is None
    found = buy([need("card", 3)], market(offers, *vendors), LANDING)
    assert bought(found) == [("near", "card", 3)]


def test_what_costs_nothing_has_no_gap() -> None:
    found = buy([need("card")], market([sold("card", "near", "1: 0")], shop("near")), LANDING)
    assert (total_of(found), found.gap) == (0, 0)


def test_an_order_that_no_rate_converts_is_a_mistake_of_ours() -> None:
    pick = Pick(
        offer=sold("card", "far", currency="USD"),
        packs=1,
        allotted=(Allotment(need=0, part_number="card", pieces=1),),
    )
    nowhere = Settlement("SGD", RateTable(), DAY)
    for currency in ("USD", "SGD"):
        with pytest.raises(ValueError, match="no exchange rate from USD to SGD"):
            land([pick], [need("card")], [shop("far", currency=currency)], nowhere)


# --- how the answer moves -------------------------------------------------------------------------


def random_market(seed: int, *, parts: int = 4, vendors: int = 4) -> Market:
    draw = random.Random(seed)  # noqa: S311 a market, not a secret
    shops = [
        shop(
            f"shop-{index}",
            shipping=f"{draw.randint(0, 1500) / 100:.2f}",
            free_shipping_over=f"{draw.randint(20, 90)}",
            tax_percent="9",
            tax_included=draw.random() < 0.5,
        )
        for index in range(vendors)
    ]
    offers = [
        sold(f"part-{number}", each.vendor, f"1: {draw.randint(100, 3000) / 100:.2f}")
        for number in range(parts)
        for each in shops
    ]
    return Market(tuple(offers), tuple(shops))


NEEDS = [need(f"part-{number}", number % 3 + 1) for number in range(4)]
SEEDS = st.integers(0, 10_000)


@examples(60)
@given(SEEDS, st.integers(0, 15), st.integers(1, 500))
def test_a_price_raised_never_lowers_the_optimum(seed: int, index: int, cents: int) -> None:
    # Raised prices may reach a free shipping that was out of reach, so these vendors have none.
    plain = random_market(seed)
    vendors = tuple(v.model_copy(update={"free_shipping_over": None}) for v in plain.vendors)
    offers = list(plain.offers)
    before = total_of(buy(NEEDS, Market(tuple(offers), vendors), LANDING))
    raised = offers[index].price_breaks[0].price + Decimal(cents) / 100
    breaks = (offers[index].price_breaks[0].model_copy(update={"price": raised}),)
    offers[index] = offers[index].model_copy(update={"price_breaks": breaks})
    assert total_of(buy(NEEDS, Market(tuple(offers), vendors), LANDING)) >= before


@examples(60)
@given(SEEDS)
def test_a_vendor_added_never_raises_the_optimum(seed: int) -> None:
    whole = random_market(seed)
    fewer = Market(whole.offers, whole.vendors[:-1])
    assert total_of(buy(NEEDS, whole, LANDING)) <= total_of(buy(NEEDS, fewer, LANDING))


@examples(60)
@given(SEEDS, st.integers(1, 4))
def test_more_vendors_allowed_never_raise_the_optimum(seed: int, most: int) -> None:
    whole = random_market(seed)
    few = total_of(buy(NEEDS, whole, LANDING, BuyingTerms(max_vendors=most)))
    more = total_of(buy(NEEDS, whole, LANDING, BuyingTerms(max_vendors=most + 1)))
    assert more <= few


@examples(60)
@given(SEEDS)
def test_prices_and_charges_a_hundredfold_make_the_total_a_hundredfold(seed: int) -> None:
    plain = random_market(seed)
    vendors = tuple(
        v.model_copy(update={"free_shipping_over": None, "tax_percent": None})
        for v in plain.vendors
    )

    def times(amount: Decimal | None) -> Decimal:
        return (amount or Decimal(0)) * 100

    dear = Market(
        tuple(
            o.model_copy(
                update={
                    "price_breaks": tuple(
                        b.model_copy(update={"price": times(b.price)}) for b in o.price_breaks
                    )
                }
            )
            for o in plain.offers
        ),
        tuple(v.model_copy(update={"shipping": times(v.shipping)}) for v in vendors),
    )
    cheap = total_of(buy(NEEDS, Market(plain.offers, vendors), LANDING))
    assert total_of(buy(NEEDS, dear, LANDING)) == times(cheap)


@examples(60)
@given(SEEDS)
def test_the_optimum_is_never_dearer_than_what_people_do_and_files_may_come_in_any_order(
    seed: int,
) -> None:
    whole = random_market(seed)
    found = buy(NEEDS, whole, LANDING)
    assert found.basket is not None
    assert found.line_by_line is not None
    assert found.single_vendor is not None
    assert found.basket.total <= found.line_by_line
    assert found.basket.total <= found.single_vendor
    assert buy(NEEDS, Market(whole.offers[::-1], whole.vendors[::-1]), LANDING) == found


# --- plain facility location ----------------------------------------------------------------------


def facilities(count: int, customers: int) -> tuple[list[Any], Market]:
    """Return a facility-location problem: to open costs shipping, to serve costs the price."""
    draw = random.Random(16)  # noqa: S311 a map, not a secret
    shops = [shop(f"site-{index}", shipping="7500") for index in range(count)]
    places = {each.vendor: (draw.random(), draw.random()) for each in shops}
    needs, offers = [], []
    for number in range(customers):
        x, y, weight = draw.random(), draw.random(), draw.randint(10, 400)
        needs.append(need(f"customer-{number}"))
        for name, (left, top) in places.items():
            cost = weight * 20 * (abs(x - left) + abs(y - top))
            offers.append(sold(f"customer-{number}", name, f"1: {cost:.2f}"))
    return needs, Market(tuple(offers), tuple(shops))


def test_plain_facility_location_of_16_by_50_is_solved_and_proven() -> None:
    needs, sites = facilities(16, 50)
    found = buy(needs, sites, LANDING)
    assert found.status is Status.OPTIMAL
    assert found.basket is not None
    assert found.basket.total == found.bound
    assert 1 < len(found.basket.orders) < 16
    assert found.line_by_line is not None
    assert found.single_vendor is not None
    assert found.basket.total < min(found.line_by_line, found.single_vendor)


def two_worlds() -> tuple[Market, Market]:
    """Return two markets that have no part and no vendor in common."""
    here = Market(
        (
            sold("board", "a", "1: 50.00"),
            sold("board", "b", "1: 45.00"),
            sold("card", "b", "1: 9.00", stock=1),
            sold("card", "a", "1: 9.50"),
        ),
        (
            shop("a", shipping="4.00"),
            shop("b", shipping="6.00", tax_percent="9", tax_included=False),
        ),
    )
    there = Market(
        (sold("lead", "c", "1: 2.50, 10: 2.00"), sold("lead", "d", "1: 2.10", currency="USD")),
        (
            shop("c", shipping="3.00"),
            shop("d", currency="USD", card_percent="1.5", shipping="1.00"),
        ),
    )
    return here, there


def test_what_has_no_vendor_in_common_is_bought_as_if_each_were_the_only_bill() -> None:
    here, there = two_worlds()
    both = Market(here.offers + there.offers, here.vendors + there.vendors)
    of_here, of_there = (need("board", 3), need("card", 3)), (need("lead", 8),)

    found = buy((*of_here, *of_there), both, LANDING)
    apart = [buy(of_here, here, LANDING), buy(of_there, there, LANDING)]

    assert found.status is Status.OPTIMAL
    assert found.basket is not None
    orders = [order for each in apart if each.basket for order in each.basket.orders]
    assert sorted(found.basket.orders, key=lambda order: order.vendor) == sorted(
        orders, key=lambda order: order.vendor
    )
    assert found.total == total([each.total for each in apart if each.total], "SGD")


def test_a_limit_on_vendors_holds_for_what_has_none_in_common() -> None:
    here, there = two_worlds()
    both = Market(here.offers + there.offers, here.vendors + there.vendors)
    needs = (need("board", 3), need("card", 3), need("lead", 8))

    assert buy(needs, both, LANDING, BuyingTerms(max_vendors=1)).status is Status.INFEASIBLE
    found = buy(needs, both, LANDING, BuyingTerms(max_vendors=2))
    assert found.basket is not None
    assert len(found.basket.orders) == 2


def test_packs_that_divide_what_is_needed_are_bought_beside_single_pieces() -> None:
    offers = [sold("lead", "a", "1: 1.60", stock=1), sold("lead", "b", "1: 3.00", pack_size=2)]

    found = buy([need("lead", 4)], market(offers, shop("a"), shop("b", shipping="1.00")), LANDING)

    assert bought(found) == [("b", "lead", 2)]
    assert found.total == sgd("7.00")


def test_terms_that_hold_in_another_country_are_told_as_that_and_not_as_missing() -> None:
    near = shop("near", terms_for="DE")
    market = Market((sold("lead", "near"),), (near,))
    here, there = (
        buy([need("lead")], market, LANDING, BuyingTerms(ship_to=c)) for c in ("SG", "DE")
    )
    assert [each.line() for each in here.findings] == [
        (
            "near: shipping and tax not known here (its terms are for DE), so the basket has "
            "no total. Ask the vendor what it charges here."
        )
    ]
    assert there.findings == ()
    half = shop("near", terms_for="DE", shipping=None)
    told = buy([need("lead")], Market(market.offers, (half,)), LANDING, BuyingTerms(ship_to="DE"))
    assert told.findings[0].hint == "Enter its charges, or assume an amount."


def test_a_price_that_its_vendor_has_replaced_cannot_be_bought_at() -> None:
    old = sold("board", "near", "1: 95.00", quoted_on=DAY - timedelta(days=200))
    new = sold("board", "near", "1: 175.00", quoted_on=DAY - timedelta(days=20))
    dear = sold("board", "far", "1: 180.00")
    for offers in ((old, new, dear), (dear, new, old)):
        found = buy([need("board")], Market(offers, (shop("near"), shop("far"))), LANDING)
        assert found.total == sgd("175.00")
    # Nor where the older one is all that says when it arrives.
    quick = old.model_copy(update={"lead_time_days": 1})
    terms = BuyingTerms(need_by=DAY + timedelta(days=3))
    assert (
        buy([need("board")], Market((quick, new), (shop("near"),)), LANDING, terms).basket is None
    )


@pytest.mark.parametrize(("days", "told"), [(365, False), (366, True)])
def test_terms_that_a_person_read_more_than_a_year_ago_are_told(days: int, told: bool) -> None:
    read = shop("near", terms_on=DAY - timedelta(days=days))
    found = buy((need("card"),), Market((sold("card", "near"),), (read,)), LANDING)

    assert ("purchase-terms-old" in [each.code for each in found.findings]) is told


def test_the_one_vendor_is_none_that_takes_no_order_as_small() -> None:
    small = [sold(part, "strict", "1: 20.00", stock=1) for part in ("board", "lead")]
    dear = [sold(part, "dear", "1: 30.00") for part in ("board", "lead")]
    apart = [sold("board", "near", "1: 2.00"), sold("lead", "far", "1: 1.00")]
    shops = (*TWO, shop("strict", minimum_order="100"), shop("dear"))
    needs = [need("board"), need("lead")]
    found = buy(needs, market([*small, *dear, *apart], *shops), LANDING)
    assert total_of(found) == 14
    assert found.single_vendor == sgd("60.00")


def test_whoever_watches_hears_no_less_than_rounded_sums_come_to() -> None:
    heard: list[Progress] = []

    def go_on(told: Progress) -> bool:
        heard.append(told)
        return True

    vendors = (shop("far", currency="USD"), shop("near"))
    paid = Settlement("SGD", HALF, DAY)
    found = buy([need("board")], market(HALVES, *vendors), paid, effort=Effort(go_on=go_on))
    assert total_of(found) == Decimal("123.46")
    assert heard
    costs = [told.cost for told in heard if told.cost is not None]
    assert all(cost >= sgd("123.46") for cost in costs)


def test_a_cheaper_price_break_fills_an_order_where_the_dear_one_ships_free_alone() -> None:
    # Two boards at the first price come to 9.02 and ship free; six at the second and five cables
    # come to 9.00.
    near = shop("near", shipping="7", free_shipping_over="9")
    offers = [
        sold("board", "near", "1: 4.51, 4: 0.80"),
        sold("cable", "near", "1: 0.84, 6: 0.30"),
    ]
    found = buy((need("board", 2), need("cable")), market(offers, near), LANDING)
    assert total_of(found) == Decimal("9.00")


def test_of_breaks_that_ship_free_alone_none_dearer_is_looked_at() -> None:
    near = shop("near", shipping="7", free_shipping_over="9")
    offers = [sold("board", "near", "1: 9.50, 2: 4.60, 3: 3.50")]
    found = buy((need("board"),), market(offers, near), LANDING)
    assert (total_of(found), bought(found)) == (Decimal("9.20"), [("near", "board", 2)])
