"""A basket that lacks a row, a charge or a proof: what of it is a total, and what it says."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.buying.basket import buy
from planner.engine.buying.certificate import certify, check
from planner.engine.buying.landing import land
from planner.engine.buying.partial import buy_what_can_be_had, nothing_bought
from planner.engine.delivered.size import size_delivered
from planner.engine.reporting.orders import orders_of
from planner.engine.reporting.surety import headline, rows_text, sum_text
from planner.model.basket import Allotment, Pick, PurchaseOrder, UnreadRow
from planner.model.buying import NO_TERMS, BuyingTerms, Market, Purchase, Settlement
from planner.model.catalog import Catalog, LeftOut
from planner.model.money import Money, RateTable
from planner.model.proof import Status
from planner.model.table import value_of
from planner.model.vendors import Vendor
from planner.model.wording import unknown_text
from tests.engine.delivered.test_size import PARTS
from tests.engine.purchase_cases import DAY, LANDING, need, shop, sold
from tests.engine.sizing_cases import wish

ROWS = tuple(UnreadRow(file="bill.csv", row=row, about=f"p{row}") for row in range(2, 7))


def sgd(text: str) -> Money:
    return Money(Decimal(text), "SGD")


def order_at(vendor: Vendor, **offer: Any) -> PurchaseOrder:
    share = Allotment(need=0, part_number="lead", pieces=2)
    pick = Pick(offer=sold("lead", vendor.vendor, **offer), packs=2, allotted=(share,))
    [order] = land([pick], [need("lead", 2)], [vendor], LANDING).orders
    return order


@pytest.mark.parametrize(
    ("terms", "offer", "unknown", "open_amounts"),
    [
        ({}, {}, (), ""),
        ({"shipping": None}, {}, ("shipping",), "shipping"),
        ({"shipping": None, "free_shipping_over": "20"}, {}, (), ""),
        ({"shipping": None, "shipping_tiers": "0=5"}, {}, (), ""),
        ({"shipping_by_weight": "0=5"}, {"weight_g": 9}, (), ""),
        ({"shipping_by_weight": "0=5"}, {}, (), ""),
        ({"shipping_by_weight": "0=5;1000=5"}, {}, (), ""),
        ({"shipping_by_weight": "0=5;1000=9"}, {}, ("shipping",), "shipping"),
        (
            {"shipping": None, "tax_percent": "9", "tax_included": False},
            {},
            ("shipping",),
            "shipping tax",
        ),
        (
            {"shipping": None, "import_tax_percent": "9", "duty_percent": "2", "card_percent": "1"},
            {},
            ("shipping",),
            "shipping duty import_tax card",
        ),
        ({"tax_percent": None}, {}, ("tax",), "tax duty import_tax"),
        ({"tax_percent": "9"}, {}, ("tax",), "tax duty import_tax"),
        ({"tax_percent": "9", "tax_included": True}, {}, (), ""),
        ({"tax_percent": None, "import_tax_percent": "9"}, {}, (), ""),
    ],
)
def test_what_hangs_on_a_charge_that_nobody_states_is_not_known(
    terms: dict[str, Any], offer: dict[str, Any], unknown: tuple[str, ...], open_amounts: str
) -> None:
    order = order_at(shop("near", **terms), **offer)
    assert tuple(each.key for each in order.unknown) == unknown
    assert {each.key for each in order.charges if each.known is None} == {*open_amounts.split()}
    assert order.goods == sgd("20")
    for amount in (order.total, order.known_paid, order.known_converted):
        assert (amount is None) is bool(unknown)


def bought(
    *vendors: Vendor, unread: tuple[UnreadRow, ...] = (), terms: BuyingTerms = NO_TERMS
) -> Purchase:
    offers = tuple(
        sold(part, each.vendor, lead_time_days=3)
        for part, each in zip(("lead", "card", "fan"), vendors, strict=False)
    )
    needs = [need(each.part_number) for each in offers]
    return buy_what_can_be_had(needs, Market(offers, vendors), LANDING, terms, unread=unread)


def test_the_vendors_whose_charges_are_unknown_are_counted_term_by_term() -> None:
    a, b = shop("a", shipping=None), shop("b", shipping=None, tax_percent=None)
    found = bought(a, b, shop("c"))
    assert found.basket is not None
    assert unknown_text(found.basket) == "shipping unknown at 2 of 3 vendors, tax at 1"
    assert sum_text(found.basket) == (
        "goods S$30.00, shipping unknown at 2 of 3 vendors, tax at 1, at least S$30.00"
    )
    assert (found.status, found.proven, found.total) == (Status.OPTIMAL, False, None)
    assert (found.line_by_line, found.single_vendor) == (None, None)


def test_a_fast_basket_with_an_unknown_charge_is_not_proven() -> None:
    found = bought(shop("a", shipping=None), terms=BuyingTerms(fastest_within=Decimal(5)))
    assert found.basket is not None
    assert headline(found, found.basket) == (
        "Goods S$10.00 from 1 vendor, shipping unknown at 1 of 1 vendor: at least S$10.00; "
        "delivered within 3 days, the fastest at most 5 % above the cheapest, at least S$10.00 "
        "(not proven)"
    )


def test_of_many_rows_that_were_not_read_the_first_are_named() -> None:
    assert rows_text(ROWS[:1]) == "row 2 of bill.csv (p2)"
    assert rows_text(ROWS) == (
        "row 2 of bill.csv (p2), row 3 of bill.csv (p3), row 4 of bill.csv (p4) and 2 more rows"
    )
    assert str(UnreadRow(file="bill.csv", row=9)) == "row 9 of bill.csv"


def test_without_permission_nothing_of_a_bill_with_an_unread_row_is_bought() -> None:
    found = nothing_bought([need("lead")], ROWS[:2])
    assert (found.basket, found.status, found.unread) == (None, Status.UNKNOWN, ROWS[:2])
    [told] = found.findings
    assert told.message == (
        "Not read: row 2 of bill.csv (p2), row 3 of bill.csv (p3). The total of the whole BOM "
        "is not known without them."
    )


def cells_of(found: Purchase, vendor: Vendor) -> list[str]:
    market = Market((), (vendor,))
    made = orders_of(found, market, LANDING, NO_TERMS, title="Mine", names={})
    tables = [table for report in made.reports for table in report.tables]
    rows = [row for table in (*tables, made.lines) for row in table.rows]
    texts = [str(value_of(cell)) for row in rows for cell in row.cells]
    return [*texts, *(report.about for report in made.reports), made.headline]


def test_an_order_says_of_each_charge_that_is_unknown_and_of_what_hangs_on_it() -> None:
    silent = shop("a", shipping=None, shipping_per_pack="2", card_percent="10", tax_percent=None)
    said = cells_of(bought(silent), silent)
    assert "Shipping, at least" in said
    assert "Tax, unknown" in said
    assert "Paying by card, at least" in said
    assert "At least, shipping and tax unknown" in said
    assert "S$13.20" in said


def test_each_order_says_what_it_does_without() -> None:
    silent = shop("a", shipping=None)
    said = cells_of(bought(silent, unread=ROWS[:1]), silent)
    assert "At least, without 1 row not read" in said
    assert "Shipping unknown at 1 of 1 vendor" in said
    assert "Not read: row 2 of bill.csv (p2)" in said
    assert any("without 1 row not read" in each for each in said if "Purchase order" in each)
    assert said[-1].startswith("Goods S$10.00 from 1 vendor, without 1 row that was not read, ")
    more = cells_of(bought(silent, unread=ROWS[:2]), silent)
    assert "without 2 rows that were not read" in more[-1]


def test_a_certificate_of_a_basket_that_is_not_whole_states_no_total() -> None:
    vendor = shop("a", shipping=None)
    market = Market((sold("lead", "a"),), (vendor,))
    found = buy_what_can_be_had([need("lead")], market, LANDING, unread=ROWS[:1])
    made = certify(found, market, LANDING, NO_TERMS, title="Mine", version="1")
    assert (made.status, made.total, made.at_least, made.unread) == (
        found.verdict,
        None,
        sgd("10"),
        ROWS[:1],
    )
    assert made.comes_to == sgd("10")
    assert check(made, [need("lead")], market, unread=ROWS[:1])[1] == ()
    codes = [each.code for each in check(made, [need("lead")], market)[1]]
    assert codes == ["certificate-input-changed"]
    stated = Market(market.offers, (shop("a"),))
    told = [each.message for each in check(made, [need("lead")], stated, unread=ROWS[:1])[1]]
    assert "Not as certified: nothing is unknown now." in told
    assert buy([need("lead")], Market((), ()), LANDING).verdict is Status.INFEASIBLE


def left_out(file: str, number: str = "", *cells: str) -> LeftOut:
    return LeftOut(file=file, row=2, cells=(number, *cells), part_number=number)


@pytest.mark.parametrize(
    ("row", "matters"),
    [
        (left_out("offers/a.csv", "lead"), True),
        (left_out("offers/a.csv", "LEAD"), True),
        (left_out("offers/a.csv"), True),
        (left_out("offers/a.csv", "other", "lead=2"), True),
        (left_out("offers/a.csv", "other"), False),
        (left_out("prices.csv", "lead"), True),
        (left_out("parts/board.csv", "lead"), False),
        (left_out("rates.csv"), False),
        (left_out("offers/stranger.csv", "lead"), False),
    ],
)
def test_a_row_that_may_offer_what_is_needed_leaves_nothing_proven(
    row: LeftOut, *, matters: bool
) -> None:
    catalog = Catalog(offers=(sold("lead", "a"),), vendors=(shop("a"),), left_out=(row,))
    found = buy([need("lead")], Market.of(catalog), LANDING)
    assert found.total == sgd("10")
    assert found.proven is not matters
    assert bool(found.unread_offers) is matters
    assert found.basket is not None
    assert ("proven cheapest" in headline(found, found.basket)) is not matters


def test_many_rows_of_offers_are_named_in_short_and_time_that_ran_out_is_told_as_well() -> None:
    rows = tuple(left_out(f"offers/{name}.csv") for name in "aaaa")
    catalog = Catalog(offers=(sold("lead", "a"),), vendors=(shop("a"),), left_out=rows)
    found = buy([need("lead")], Market.of(catalog), LANDING)
    assert found.findings[0].message == (
        "Not read: row 2 of offers/a.csv, row 2 of offers/a.csv, row 2 of offers/a.csv and 1 more "
        "row. They may hold lower prices: the result is proven only for what was read."
    )


def test_what_an_unread_row_of_vendors_may_be_the_vendor_of_leaves_nothing_proven() -> None:
    rows = (LeftOut(file="vendors.csv", row=3, cells=("x",)), left_out("offers/x.csv", "lead"))
    catalog = Catalog(offers=(sold("lead", "a"),), vendors=(shop("a"),), left_out=rows)
    assert not buy([need("lead")], Market.of(catalog), LANDING).proven


def test_of_what_nobody_sells_the_unread_rows_are_told_too() -> None:
    catalog = Catalog(vendors=(shop("a"),), left_out=(left_out("offers/a.csv", "lead"),))
    found = buy([need("lead")], Market.of(catalog), LANDING)
    assert (found.status, [each.about for each in found.unread_offers]) == (
        Status.INFEASIBLE,
        ["lead"],
    )


def test_a_delivered_build_is_not_proven_where_a_row_of_prices_was_not_read() -> None:
    offers = tuple(sold(part.part_number, "a") for part in PARTS)
    row = left_out("offers/a.csv", "board-0")
    catalog = Catalog(parts=PARTS, offers=offers, vendors=(shop("a"),), left_out=(row,))
    found = size_delivered(wish(nodes=2), catalog, RateTable(), Market.of(catalog))
    assert found.sourcing is not None
    assert not found.sourcing.proven
    assert found.apart is None or found.apart >= sgd("0")
    assert Settlement("SGD", RateTable(), DAY).reaches("SGD", "SGD")
