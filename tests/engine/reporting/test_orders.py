"""Purchase orders as reports: what is asked for, how it adds up, and what stands above all."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.reporting.orders import (
    arrival_text,
    how_sure,
    order_document,
    orders_of,
)
from planner.engine.reporting.surety import haste_text
from planner.engine.reporting.vendor_order import break_text
from planner.model.buying import BuyingTerms, Market
from planner.model.document import Orders
from planner.model.expressions import Ref
from planner.model.money import Money
from planner.model.offers import Content
from planner.model.proof import Status
from planner.model.table import Report, Table, value_of
from planner.model.term_prices import Fastest
from tests.engine.order_cases import NAMES, NEAR, OFFERS, VENDORS, purchase
from tests.engine.purchase_cases import DAY, need, shop, sold
from tests.recount import Sheet


def told(**changes: Any) -> Orders:
    return order_document(purchase(**changes))


def report(of: Orders, vendor: str) -> Report:
    return next(each for each in of.reports if each.name == f"order_{vendor}")


def column(table: Table, key: str) -> list[Any]:
    return [value_of(cell) for cell in table.column(key)]


def shown(of: Orders, vendor: str) -> Any:
    """Return the amount of the first line of an order."""
    return column(report(of, vendor).tables[0], "amount")[0]


def rows(table: Table) -> list[tuple[Any, Any]]:
    return list(zip(column(table, "what"), column(table, "amount"), strict=True))


def sgd(text: str) -> Money:
    return Money(Decimal(text), "SGD")


def test_the_summary_comes_first_and_then_an_order_a_vendor() -> None:
    of = told()
    assert [each.title for each in of.reports] == [
        "Purchase orders for My <cluster>",
        "Far & Away",
        "near",
        "plain",
    ]
    assert of.on == DAY
    assert of.headline == how_sure(purchase().found, purchase().basket)
    assert of.headline.endswith("from 3 vendors, without 1 part unavailable: proven cheapest")


def test_the_summary_says_the_total_without_what_is_missing_and_what_simpler_ways_cost() -> None:
    bought = purchase()
    answer, orders, missing, rates, findings = order_document(bought).reports[0].tables

    assert column(answer, "what")[0] == "Total, without 1 part"
    assert column(answer, "amount")[0] == bought.basket.total
    assert column(answer, "note")[0] == "Proven cheapest"
    assert column(answer, "note")[2] == "not possible"
    assert column(orders, "vendor") == ["Far & Away", "near", "plain", "All orders"]
    assert column(orders, "arrives")[:3] == ["within 9 days", "within 3 days", "not known"]
    assert column(orders, "total")[-1] == bought.basket.total
    assert column(missing, "what") == ["A fan <40 mm>"]
    assert [row.key for row in rates.rows] == ["USD_SGD", "EUR_SGD"]
    assert "No vendor that delivers offers fan." in column(findings, "message")


def test_a_bill_that_lacks_nothing_and_is_in_one_currency_has_a_plain_summary() -> None:
    stated = NEAR.model_copy(update={"tax_percent": Decimal(9), "tax_included": True})
    of = told(needs=(need("lead", 5),), vendors=(stated,))

    answer, orders = of.reports[0].tables
    assert column(answer, "what")[0] == "Total"
    assert column(answer, "note")[1:] == ["the same", "the same"]
    assert column(orders, "lines") == [1, ""]
    assert of.headline == "S$9.00 from 1 vendor: proven cheapest"
    assert rows(report(of, "near").tables[1]) == [
        ("Goods", sgd("4.00")),
        ("Shipping", sgd("5.00")),
        ("Total", sgd("9.00")),
    ]


def test_orders_are_made_of_what_was_found_and_of_nothing_else() -> None:
    market, made = Market(OFFERS, VENDORS), purchase()
    asked = (made.settlement, made.terms)
    of = orders_of(made.found, market, *asked, title=made.title, names=NAMES)
    assert of == order_document(made)
    nothing = replace(made.found, basket=None)
    with pytest.raises(ValueError, match="nothing to order"):
        orders_of(nothing, market, *asked, title="", names=NAMES)


def test_what_is_not_proven_says_how_far_off_it_may_be() -> None:
    made = purchase()
    found = replace(made.found, status=Status.FEASIBLE, gap=Decimal("0.80"))
    assert how_sure(found, made.basket).endswith("within 0.80 % of the cheapest")


def test_an_order_says_where_it_goes_and_when_it_is_needed_and_arrives() -> None:
    about = report(told(), "far").about
    assert about == (
        "Purchase order · https://far.example/ · to be delivered to SG · arrival within 9 days"
    )
    by = DAY + timedelta(days=30)
    terms = BuyingTerms(need_by=by)
    assert f"needed by {by}" in report(told(terms=terms), "near").about


def test_a_line_says_packs_pieces_spare_ones_and_from_where_on_its_price_holds() -> None:
    lines = report(told(), "near").tables[0]
    by_part = {row.cells[0]: index for index, row in enumerate(lines.rows)}
    lead, card = by_part["lead"], by_part["card"]

    assert column(lines, "what")[lead] == "=lead()"
    assert column(lines, "what")[card] == "card"
    assert (column(lines, "packs")[lead], column(lines, "pieces")[lead]) == (10, 50)
    assert column(lines, "surplus")[lead] == 2
    assert column(lines, "break")[lead] == "from 10 packs"
    assert column(lines, "amount")[lead] == sgd("32.00")
    # (2 × 9.99 + 6 × 8.00) / 8 = 8.4975: four decimals multiply out again.
    assert column(lines, "break")[card] == "price breaks"
    assert column(lines, "price")[card] == sgd("8.4975")
    assert lines.notes == ("For another number of packs, another price may apply.",)


def test_the_amount_of_a_price_that_falls_by_steps_follows_the_steps_and_no_average() -> None:
    steps = sold("card", "near", "1: 1000.01, 2: 999.99", break_kind="incremental")
    of = told(needs=(need("card", 60_000),), offers=(steps,))
    sheet = Sheet(of.reports, {Ref("order_near", "line_1", "packs"): 60_001})
    assert shown(of, "near") == sgd("59999400.02")
    assert sheet[Ref("order_near", "line_1", "amount")] == Decimal("60000400.01")


def test_a_price_in_another_currency_than_its_vendors_is_shown_as_priced() -> None:
    lines = report(told(), "plain").tables[0]
    assert column(lines, "stated") == [Money(Decimal("37.04"), "EUR")]
    assert column(lines, "amount") == [sgd("55.69")]


def test_a_parcel_from_abroad_adds_up_to_what_it_lands_at() -> None:
    totals = report(told(), "far").tables[1]
    said = rows(totals)

    assert [what for what, _ in said] == [
        "Goods",
        "Shipping",
        "Handling and charges",
        "Tax",
        "Paying by card",
        "To pay Far & Away",
        "Converted to SGD, 3.25 % for conversion included",
        "Value of the order",
        "Value in SGD",
        "Duty",
        "Import tax",
        "Total",
    ]
    order = next(each for each in purchase().basket.orders if each.vendor == "far")
    assert said[-1][1] == order.total
    assert column(totals, "percent")[3] == Decimal(8)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"currency": "USD", "shipping": "8"}, ["To pay far", "Converted to SGD", "Total"]),
        (
            {"shipping": "8", "import_tax_percent": "9"},
            ["To pay far", "Value of the order", "Import tax", "Total"],
        ),
        ({"shipping_tiers": "0=5", "duty_percent": "9"}, ["Value of the order", "Duty", "Total"]),
    ],
)
def test_only_rows_that_an_order_needs_are_there(
    terms: dict[str, Any], expected: list[str]
) -> None:
    vendor = shop("far", **terms)
    of = told(needs=(need("board"),), offers=(sold("board", "far"),), vendors=(vendor,))
    said = [what for what, _ in rows(report(of, "far").tables[1])]
    assert said[-len(expected) :] == expected
    assert said[:2] == ["Goods", "Shipping"]


def test_shipping_that_nobody_states_says_so() -> None:
    silent = shop("plain", shipping=None)
    of = told(needs=(need("fan"),), offers=(sold("fan", "plain"),), vendors=(silent,))
    said = rows(report(of, "plain").tables[1])
    assert said[1:] == [
        ("Shipping, unknown", ""),
        ("At least, shipping unknown", sgd("10.00")),
    ]


def test_the_flat_lines_hold_every_line_and_charge_and_can_be_had_for_one_vendor() -> None:
    of = told()
    table = of.of_vendor("far")
    assert column(table, "kind") == [
        "part",
        "shipping",
        "charges",
        "tax",
        "card",
        "duty",
        "import_tax",
        "missing",
    ]
    assert column(table, "sku")[0] == "B-1"
    assert {row.group for row in of.lines.rows} == {"far", "near", "plain", ""}
    assert column(of.of_vendor("plain"), "kind") == ["part", "missing"]


def test_arrival_is_known_only_where_every_line_says_it() -> None:
    orders = {order.vendor: order for order in purchase().basket.orders}
    assert arrival_text(orders["far"]) == "within 9 days"
    assert arrival_text(orders["plain"]) == "not known"
    one = orders["far"].lines[0].offer.model_copy(update={"lead_time_days": 1})
    line = orders["far"].lines[0].model_copy(update={"offer": one})
    assert arrival_text(orders["far"].model_copy(update={"lines": (line,)})) == "within 1 day"


def test_a_price_without_breaks_holds_always() -> None:
    assert break_text(OFFERS[0], 5) == ""
    assert break_text(OFFERS[1], 5) == ""


def test_a_basket_that_was_to_be_fast_says_when_it_is_there_and_what_would_cost_less() -> None:
    offers = (
        sold("board", "near", "1: 50.00", lead_time_days=1),
        sold("board", "plain", "1: 49.00", lead_time_days=8),
    )
    terms = BuyingTerms(fastest_within=Decimal(20))
    made = purchase((need("board"),), offers, terms=terms)
    summary = order_document(made).reports[0]
    assert how_sure(made.found, made.basket) == (
        "S$55.00 from 1 vendor: delivered within 1 day, the fastest at most 20 % above the "
        "cheapest, S$49.00 (proven)"
    )
    assert [value_of(row.cells[2]) for row in summary.tables[0].rows[1:]] == [
        "S$6.00 less",
        "S$6.00 less",
    ]


def test_where_nothing_is_sooner_the_cheapest_basket_says_so() -> None:
    terms = BuyingTerms(fastest_within=Decimal("2.5"))
    made = purchase((need("board"),), (sold("board", "near", "1: 50.00"),), terms=terms)
    assert how_sure(made.found, made.basket) == (
        "S$55.00 from 1 vendor: the cheapest; no basket with a known delivery time costs at "
        "most 2.5 % more"
    )


def test_a_fast_basket_that_is_not_proven_says_so() -> None:
    asked = Fastest(Decimal(5), Money(Decimal(40), "SGD"), 3)
    assert haste_text(asked, proven=False).endswith("S$40.00 (not proven)")


def test_a_bundle_is_told_with_all_that_it_holds() -> None:
    kit = sold("board", "near", "1: 50.00").model_copy(
        update={"also_holds": (Content(part_number="fan", pieces=2),)}
    )
    lines = order_document(purchase((need("board"),), (kit,))).lines
    assert column(lines, "description")[0] == "A board, bundled with 2 × A fan <40 mm>"


def test_the_number_that_the_cart_takes_has_a_column_where_an_offer_has_one() -> None:
    numbered = tuple(
        each.model_copy(update={"article_number": "007"}) if each.part_number == "card" else each
        for each in OFFERS
    )
    with_number = report(told(offers=numbered), "near").tables[0]
    without = report(told(), "near").tables[0]

    assert sorted(column(with_number, "article")) == ["", "007"]
    assert "article" not in [each.key for each in without.columns]
