"""More of a part than is needed, where that saves more than it costs."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.buying._surplus import spare_packs, surplus_of
from planner.engine.buying.basket import buy
from planner.engine.buying.landing import land
from planner.model.basket import Allotment, OrderLine, Pick
from planner.model.buying import Market, Purchase
from planner.model.offers import Content, Offer
from planner.model.proof import Status
from planner.model.vendors import Vendor
from tests.engine.purchase_cases import LANDING, need, shop, sold


def bought(quantity: int, offers: list[Offer], *vendors: Vendor) -> Purchase:
    return buy([need("lead", quantity)], Market(tuple(offers), vendors), LANDING)


def line_of(found: Purchase) -> OrderLine:
    assert found.basket is not None
    [line] = [line for order in found.basket.orders for line in order.lines]
    return line


def total_of(found: Purchase) -> Decimal:
    assert found.status is Status.OPTIMAL
    assert found.basket is not None
    assert found.bound == found.basket.total
    return found.basket.total.amount


def reasons(found: Purchase) -> list[str]:
    return [each.message for each in found.findings if each.code == "purchase-more-than-needed"]


def test_a_piece_more_fills_an_order_up_to_free_shipping_and_says_so() -> None:
    near = shop("near", shipping="15", free_shipping_over="50")
    found = bought(10, [sold("lead", "near", "1: 4.95")], near)
    # Ten cost 49.50 and 15.00 of shipping.
    assert total_of(found) == Decimal("54.45")
    assert (line_of(found).packs, line_of(found).surplus) == (11, 1)
    assert reasons(found) == [
        "near: 1 piece of lead more than needed, because shipping then costs S$15.00 less."
    ]


@pytest.mark.parametrize(
    ("terms", "price", "packs", "total", "because"),
    [
        ({"minimum_order": "20"}, "1: 6.00", 4, "24.00", "it accepts no order below S$20.00"),
        (
            {"minimum_order": "20", "small_order_charge": "9"},
            "1: 6.00",
            4,
            "24.00",
            "that avoids the small-order charge, S$9.00",
        ),
        (
            {"shipping_tiers": "0=9; 20=2"},
            "1: 6.00",
            4,
            "26.00",
            "shipping then costs S$7.00 less",
        ),
        (
            {"shipping_tiers": "0=9; 20=2", "tax_percent": "9", "tax_included": False},
            "1: 6.00",
            4,
            "28.34",
            "shipping then costs S$7.00 less",
        ),
        ({}, "1: 6.00, 4: 4.00", 4, "16.00", "4 packs cost S$2.00 less than 3"),
        # From five packs on a pack costs less, but the whole more; what ships for nothing pays.
        (
            {"shipping": "9", "free_shipping_over": "20"},
            "1: 6.00, 5: 4.00",
            5,
            "20.00",
            "shipping then costs S$9.00 less",
        ),
        # Packs add to shipping, and what the last one adds is spared as well.
        (
            {"shipping_per_pack": "3", "free_shipping_over": "20"},
            "1: 6.00",
            4,
            "24.00",
            "shipping then costs S$9.00 less",
        ),
    ],
)
def test_everything_that_a_larger_order_saves_is_worth_a_piece_more(
    terms: dict[str, Any], price: str, packs: int, total: str, because: str
) -> None:
    found = bought(3, [sold("lead", "near", price)], shop("near", **terms))
    assert total_of(found) == Decimal(total)
    assert line_of(found).packs == packs
    [reason] = reasons(found)
    assert reason.endswith(f"more than needed, because {because}.")


def test_as_many_pieces_are_added_as_it_takes() -> None:
    near = shop("near", shipping="15", free_shipping_over="10")
    found = bought(1, [sold("lead", "near", "1: 0.05")], near)
    assert (total_of(found), line_of(found).packs) == (Decimal("10.00"), 200)


def test_a_price_below_a_cent_fills_an_order_too() -> None:
    near = shop("near", shipping="1", free_shipping_over="0.50")
    found = bought(10, [sold("lead", "near", "1: 0.0333")], near)
    # 15 pieces are 0.4995, and 0.50 once rounded.
    assert (total_of(found), line_of(found).packs) == (Decimal("0.50"), 15)


def test_steps_of_a_falling_price_fill_an_order_too() -> None:
    near = shop("near", shipping="9", free_shipping_over="20")
    offer = sold("lead", "near", "1: 6.00, 3: 2.00", break_kind="incremental")
    found = bought(3, [offer], near)
    # 6 + 6 + 2 + 2 + 2 + 2.
    assert (total_of(found), line_of(found).packs) == (Decimal("20.00"), 6)


def test_weight_that_makes_shipping_cheaper_is_added_even_by_what_costs_nothing() -> None:
    near = shop("near", shipping_by_weight="0=9; 500=2")
    found = bought(1, [sold("lead", "near", "1: 0.00", weight_g=200)], near)
    assert (total_of(found), line_of(found).packs) == (Decimal("2.00"), 3)


def test_what_costs_and_weighs_nothing_fills_no_order() -> None:
    near = shop("near", shipping="9", free_shipping_over="20")
    found = bought(1, [sold("lead", "near", "1: 0.00")], near)
    assert (total_of(found), line_of(found).packs) == (Decimal("9.00"), 1)


@pytest.mark.parametrize(
    ("facts", "packs", "total"),
    [
        ({"stock": 3}, 3, "27.00"),
        ({"order_multiple": 2}, 4, "24.00"),
        ({"pack_size": 3}, 4, "24.00"),  # four packs of three
        ({"stock": 5, "order_multiple": 2}, 4, "24.00"),
        ({"stock": 3, "order_multiple": 2}, None, ""),
    ],
)
def test_no_more_is_added_than_is_in_stock_and_sold(
    facts: dict[str, Any], packs: int | None, total: str
) -> None:
    near = shop("near", shipping="9", free_shipping_over="20")
    found = bought(3, [sold("lead", "near", "1: 6.00", **facts)], near)
    if packs is None:
        assert found.basket is None
        return
    cheapest = min(Decimal(total), Decimal("15.00")) if "pack_size" in facts else Decimal(total)
    assert total_of(found) == cheapest


def test_what_reaches_free_shipping_alone_needs_no_piece_more() -> None:
    near = shop("near", shipping="9", free_shipping_over="18")
    found = bought(3, [sold("lead", "near", "1: 6.00")], near)
    assert line_of(found).surplus == 0
    assert reasons(found) == []


def test_a_pack_that_holds_more_than_is_needed_is_no_piece_more() -> None:
    found = bought(3, [sold("lead", "near", "1: 6.00", pack_size=2)], shop("near"))
    assert line_of(found).surplus == 1
    assert reasons(found) == []


def test_a_price_in_another_currency_fills_an_order_too() -> None:
    near = shop("near", shipping="9", free_shipping_over="20")
    found = bought(3, [sold("lead", "near", "1: 5.00", currency="USD")], near)
    # Three pieces are S$19.46, four S$25.95: shipping is spared.
    assert (total_of(found), line_of(found).packs) == (Decimal("25.95"), 4)


def test_a_price_break_beyond_what_is_in_stock_is_none() -> None:
    found = bought(3, [sold("lead", "near", "1: 6.00, 5: 1.00", stock=4)], shop("near"))
    assert (total_of(found), line_of(found).packs) == (Decimal("18.00"), 3)


def test_spare_packs_that_save_nothing_have_no_reason() -> None:
    near = shop("near", shipping="9", minimum_order="5")
    held = (Content(part_number="cord", pieces=1),)
    offer = sold("lead", "near", "1: 6.00", also_holds=held)
    share = Allotment(need=0, part_number="lead", pieces=3)
    pick = Pick(offer=offer, packs=3, allotted=(share,))
    [order] = land([pick], [need("lead", 1)], [near], LANDING).orders
    assert spare_packs(order.lines[0]) == 2
    assert list(surplus_of(order, near, LANDING)) == []


def test_any_of_several_offers_may_fill_an_order_however_large_it_must_be() -> None:
    near = shop("near", minimum_order="20000")
    offers = (sold("lead", "near", "1: 3000.00"), sold("card", "near", "1: 7000.00"))
    found = buy([need("lead"), need("card")], Market(offers, (near,)), LANDING)
    # 3,000 and 7,000 once each, then 10,000 more: one of each again.
    assert total_of(found) == Decimal(20000)


def test_packs_that_cost_more_to_send_than_they_save_fill_no_order() -> None:
    near = shop(
        "near",
        shipping_per_pack="4",
        free_shipping_over="20",
        minimum_order="9",
        small_order_charge="1",
    )
    found = bought(1, [sold("lead", "near", "1: 6.00")], near)
    # One piece is 6.00, 4.00 to send it and 1.00; two are 12.00 and 8.00.
    assert (total_of(found), line_of(found).packs) == (Decimal("11.00"), 1)


def test_of_offers_whose_prices_add_up_to_each_other_the_small_ones_fill_an_order() -> None:
    near = shop("near", shipping="9", free_shipping_over="20")
    offers = (
        sold("lead", "near", "1: 2.00"),
        sold("card", "near", "1: 4.00"),
        sold("fan", "near", "1: 7.00, 9: 6.00"),
    )
    needs = [need("lead"), need("card"), need("fan")]
    found = buy(needs, Market(offers, (near,)), LANDING)
    # 13.00 and 9.00 to send it; with seven more it ships for nothing.
    assert total_of(found) == Decimal("20.00")
