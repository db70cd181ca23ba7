"""Buying what can be had, where a saving comes from, and what fewer vendors cost."""

from decimal import Decimal

from planner.engine.buying.basket import buy
from planner.engine.buying.fewer_vendors import totals_by_vendors
from planner.engine.buying.partial import buy_what_can_be_had, is_sold_whole
from planner.engine.solving.progress import Progress
from planner.model.buying import BuyingTerms, Market
from planner.model.cost_parts import cost_parts
from planner.model.money import Money
from planner.model.proof import Status
from tests.engine.efforts import watched_by
from tests.engine.purchase_cases import LANDING, need, shop, sold

NEAR_AND_FAR = (shop("near", shipping="5"), shop("far", shipping="6"))
BOARD_AND_LEAD = Market(
    (sold("board", "near", "1: 50.00"), sold("lead", "far", "1: 3.00", stock=2)), NEAR_AND_FAR
)


def sgd(text: str) -> Money:
    return Money(Decimal(text), "SGD")


# --- what can be had ------------------------------------------------------------------------------


def test_what_can_be_had_is_bought_and_the_total_is_none_while_a_part_is_missing() -> None:
    needs = [need("board"), need("fan", 2), need("lead", 3)]
    found = buy_what_can_be_had(needs, BOARD_AND_LEAD, LANDING)

    assert found.status is Status.OPTIMAL
    assert found.basket is not None
    assert found.basket.total == sgd("67.00")
    assert found.total is None
    assert found.needs == (need("board"), need("lead", 2))
    assert found.missing == (need("fan", 2), need("lead", 1))
    assert [each.message for each in found.findings[:2]] == [
        "No vendor that delivers offers fan.",
        "Only 2 of 3 pieces of lead are available.",
    ]


def test_a_basket_that_lacks_nothing_has_its_total() -> None:
    found = buy_what_can_be_had([need("board"), need("lead")], BOARD_AND_LEAD, LANDING)
    assert (found.total, found.missing) == (sgd("64.00"), ())


def test_all_of_it_is_sold_or_some_of_it_is_not() -> None:
    assert is_sold_whole([need("board"), need("lead", 2)], BOARD_AND_LEAD, LANDING)
    assert not is_sold_whole([need("board"), need("lead", 3)], BOARD_AND_LEAD, LANDING)
    assert not is_sold_whole([need("fan")], BOARD_AND_LEAD, LANDING)


def test_without_being_asked_for_less_nothing_is_bought() -> None:
    found = buy([need("board"), need("fan")], BOARD_AND_LEAD, LANDING)
    assert (found.status, found.basket, found.total) == (Status.INFEASIBLE, None, None)
    assert (found.line_by_line, found.single_vendor) == (None, None)
    assert found.missing == (need("fan"),)


def test_a_bill_of_which_nothing_can_be_had_has_no_basket() -> None:
    found = buy_what_can_be_had([need("fan"), need("case")], BOARD_AND_LEAD, LANDING)
    assert (found.status, found.basket) == (Status.INFEASIBLE, None)
    assert found.missing == (need("case"), need("fan"))


def test_no_stock_is_sold_twice_to_a_part_that_is_needed_twice() -> None:
    needs = [need("lead", 2), need("lead", 3)]
    found = buy_what_can_be_had(needs, BOARD_AND_LEAD, LANDING)
    assert sum(each.quantity for each in found.missing) == 3
    assert sum(each.quantity for each in found.needs) == 2
    assert found.basket is not None
    assert found.basket.total == sgd("12.00")


def test_stock_that_two_parts_could_use_goes_where_nothing_else_serves() -> None:
    market = Market(
        (sold("fast", "near", "1: 9.00", stock=2), sold("slow", "near", "1: 4.00", stock=1)),
        NEAR_AND_FAR,
    )
    needs = [need("slow", 2, alternates=("fast",)), need("slower", alternates=("fast", "slow"))]
    found = buy_what_can_be_had(needs, market, LANDING)

    assert found.missing == ()
    assert found.total == sgd("27.00")


def test_whoever_watches_the_search_is_told_of_money_and_may_end_it() -> None:
    told: list[Progress] = []

    def enough(progress: Progress) -> bool:
        told.append(progress)
        return progress.bound is None

    found = buy([need("board")], BOARD_AND_LEAD, LANDING, effort=watched_by(enough))
    assert (found.status, found.total, found.bound) == (Status.FEASIBLE, sgd("55.00"), sgd("49.98"))
    assert Progress(0, 1, cost=None, bound=sgd("0.00")) in told

    found = buy([need("board")], BOARD_AND_LEAD, LANDING, effort=watched_by(lambda _: True))
    assert found.total == sgd("55.00")


# --- where a saving comes from --------------------------------------------------------------------


def test_a_saving_is_split_over_goods_shipping_charges_and_taxes() -> None:
    offers = (
        sold("board", "near", "1: 50.00"),
        sold("lead", "near", "1: 3.00"),
        sold("lead", "far", "1: 1.00", currency="USD"),
    )
    far = shop(
        "far",
        currency="USD",
        shipping="4",
        handling="1",
        tax_percent="10",
        tax_included=False,
        card_percent="2",
        fx_percent="3",
        import_tax_percent="9",
    )
    found = buy([need("board"), need("lead")], Market(offers, (NEAR_AND_FAR[0], far)), LANDING)
    assert found.basket is not None
    assert found.line_by_line_basket is not None

    here, there = cost_parts(found.basket), cost_parts(found.line_by_line_basket)

    assert here.total == found.basket.total == sgd("58.00")
    assert there.total == found.line_by_line
    assert (here.goods, here.shipping) == (sgd("53.00"), sgd("5.00"))
    saved = there.less(here)
    assert saved.total == there.total - here.total
    # A dollar's lead at 1.2973 and 3 % for its conversion: S$1.34 in place of S$3.00.
    assert saved.goods == sgd("-1.66")
    assert saved.shipping == sgd("5.34")
    assert saved.charges > sgd("1.34")
    assert saved.taxes > sgd("0.00")


def test_what_costs_nothing_has_parts_of_nothing() -> None:
    found = buy([need("card")], Market((sold("card", "near", "1: 0"),), (shop("near"),)), LANDING)
    assert found.basket is not None
    assert cost_parts(found.basket).total == sgd("0.00")


# --- fewer vendors --------------------------------------------------------------------------------

THREE = Market(
    (
        sold("board", "a", "1: 50.00"),
        sold("board", "b", "1: 70.00"),
        sold("card", "b", "1: 9.00"),
        sold("card", "c", "1: 1.00"),
        sold("lead", "b", "1: 9.00"),
        sold("lead", "d", "1: 1.00"),
    ),
    tuple(shop(name, shipping="2") for name in "abcd"),
)
ALL = [need("board"), need("card"), need("lead")]


def test_each_number_of_vendors_has_its_least_total_up_to_what_the_cheapest_basket_uses() -> None:
    points = totals_by_vendors(ALL, THREE, LANDING, BuyingTerms(max_vendors=2))

    assert [(point.vendors, point.total) for point in points] == [
        (1, sgd("90.00")),
        (2, sgd("72.00")),
        (3, sgd("58.00")),
    ]
    assert {point.status for point in points} == {Status.OPTIMAL}


def test_what_two_vendors_cannot_hold_one_cannot_either() -> None:
    apart = Market(
        (sold("board", "a"), sold("card", "b"), sold("lead", "c")),
        tuple(shop(name) for name in "abc"),
    )
    points = totals_by_vendors(ALL, apart, LANDING)
    assert [(point.vendors, point.total) for point in points] == [
        (1, None),
        (2, None),
        (3, sgd("30.00")),
    ]
    assert points[0].status is Status.INFEASIBLE


def test_a_bill_that_nobody_fulfils_has_no_totals() -> None:
    assert totals_by_vendors([need("fan")], THREE, LANDING) == ()


def test_whoever_watches_may_end_it_and_keeps_what_is_done() -> None:
    told: list[Progress] = []

    def once(progress: Progress) -> bool:
        told.append(progress)
        return progress.done < 2

    points = totals_by_vendors(ALL, THREE, LANDING, effort=watched_by(once))
    assert [point.vendors for point in points] == [2, 3]
    assert list(dict.fromkeys(told)) == [Progress(0, 1), Progress(1, 3), Progress(2, 3)]
