"""An order that is changed in a sheet comes to what the planner counts for the changed order."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.buying.landing import land
from planner.engine.charges._border import NOT_KNOWN
from planner.engine.charges._handling import BELOW_LEAST
from planner.engine.reporting.orders import CHANGED, OrderPaper, order_document
from planner.engine.reporting.vendor_order import NOT_IN_STOCK, NOT_SOLD
from planner.model.basket import Allotment, Need, Pick
from planner.model.buying import NO_TERMS, Settlement
from planner.model.document import Orders
from planner.model.expressions import Ref
from planner.model.money import Money, RateTable
from planner.model.offers import Content, Offer, PriceBreak
from planner.model.table import UNPRICED, value_of
from planner.model.vendors import Coupon, Vendor
from tests.engine.order_cases import NEEDS, OFFERS, purchase
from tests.engine.purchase_cases import DAY, rate, shop, sold
from tests.engine.rule_cases import CODES, ruled, tax_rules
from tests.model.test_levies import SINGAPORE, rule
from tests.recount import Sheet

PAIRS = (("USD", "SGD", "1.2973"), ("EUR", "SGD", "1.503418"), ("EUR", "USD", "1.1589"),
         ("USD", "EUR", "0.8629"), ("SGD", "USD", "0.7708"), ("SGD", "EUR", "0.6651"))  # fmt: skip
LANDING = Settlement("SGD", RateTable(layers=(tuple(rate(*pair) for pair in PAIRS),)), DAY)
# What the summary says of a basket that was proven; the orders here are made by hand.
FOUND = purchase(offers=OFFERS[1:2], needs=NEEDS[1:2]).found
TOTAL = Ref("answer", "total", "amount")
NOTE = Ref("answer", "total", "note")


def orders(bought: Sequence[tuple[Offer, int]], *vendors: Vendor) -> Orders:
    """Return the orders for so many packs of some offers."""
    needs = [
        Need(part_number=offer.part_number, quantity=packs * offer.pack_size)
        for offer, packs in bought
    ]
    picks = [
        Pick(
            offer=offer,
            packs=packs,
            allotted=(Allotment(need=index, part_number=offer.part_number, pieces=need.quantity),),
        )
        for index, ((offer, packs), need) in enumerate(zip(bought, needs, strict=True))
    ]
    basket = land(picks, needs, vendors, LANDING)
    known = {vendor.vendor: vendor for vendor in vendors}
    made = OrderPaper("a bill", basket, FOUND, LANDING, NO_TERMS, known, {})
    return order_document(made)


def sheet(of: Orders, edits: Mapping[Ref, Any] | None = None) -> Sheet:
    return Sheet(of.reports, edits or {})


def totals(row: str, column: str = "amount") -> Ref:
    return Ref("order_a_totals", row, column)


def line(column: str, number: int = 1) -> Ref:
    return Ref("order_a", f"line_{number}", column)


def differences(before: Orders, after: Orders, edits: Mapping[Ref, Any]) -> list[str]:
    """Return every cell of a changed sheet that is not what the planner counts for the change."""
    found, meant = sheet(before, edits), sheet(after)
    told = ("note", "break", "surplus")
    wrong = []
    for ref in found.computed:
        if ref not in meant or ref.column in told:
            continue
        value = value_of(cell(after, ref))
        due = value.amount if isinstance(value, Money) else value
        if found[ref] != due:
            wrong.append(f"{ref}: {found[ref]}, not {due}")
    return wrong


def cell(of: Orders, ref: Ref) -> Any:
    tables = {table.name: table for report in of.reports for table in report.tables}
    return tables[ref.table].cell(ref.row, ref.column)


NET = {"tax_included": False, "tax_rounding": "down"}
BORDER = {"import_tax_percent": "9", "import_tax_over": "400.00 SGD"}


@pytest.mark.parametrize(
    ("terms", "packs", "then", "total"),
    [
        # Import relief up to S$400.00: at S$410.00 the tax falls due, at S$400.00 it does not.
        (BORDER, 41, 40, "400.00"),
        (BORDER, 40, 41, "446.90"),
        (BORDER | {"low_value_tax_from": DAY}, 41, 40, "436.00"),
        (BORDER | {"low_value_tax_from": DAY + timedelta(days=1)}, 41, 40, "400.00"),
        (BORDER | {"import_tax_over": "300.00 USD"}, 39, 38, "380.00"),
        (BORDER | {"duty_percent": "10"}, 40, 41, "491.59"),
        ({"import_tax_percent": "9"}, 1, 2, "21.80"),
        ({"duty_percent": "5", "import_tax_over": "400.00 SGD"}, 40, 41, "430.50"),
        ({"shipping": "15", "free_shipping_over": "50"}, 4, 5, "50.00"),
        ({"shipping": "15", "free_shipping_over": "50"}, 5, 4, "55.00"),
        ({"shipping_tiers": "0=5; 50=3"}, 4, 5, "53.00"),
        ({"shipping_by_packs": "1=5; 4=9"}, 3, 4, "49.00"),
        ({"shipping_by_packs": "1=5; 4=9"}, 4, 3, "35.00"),
        ({"shipping_by_pieces": "1=5; 4=9"}, 3, 4, "49.00"),
        ({"shipping_by_pieces": "1=5; 4=9"}, 4, 3, "35.00"),
        ({"shipping": "5", "shipping_per_pack": "0.50"}, 1, 3, "36.50"),
        ({"minimum_order": "20", "small_order_charge": "4", "handling": "1"}, 2, 1, "15.00"),
        ({"minimum_order": "20", "small_order_charge": "4", "handling": "1"}, 1, 2, "21.00"),
        ({"tax_percent": "9", "tax_included": False, "card_percent": "2"}, 1, 3, "33.35"),
        (NET | {"tax_percent": "9.99"}, 1, 2, "21.99"),
        (NET | {"tax_percent": "9"}, 1, 2, "21.80"),
        ({"handling": "1.50"}, 1, 2, "21.50"),
        ({"discount_percent": "10", "discount_over": "40"}, 3, 4, "36.00"),
        ({"discount_amount": "12", "discount_over": "40"}, 4, 3, "30.00"),
        ({"discount_amount": "12"}, 2, 1, "0.00"),
        ({"country": "MY", "brokerage_fee": "12", "card_percent": "10"}, 1, 2, "35.20"),
    ],
)
def test_a_threshold_that_another_number_of_packs_crosses_is_followed(
    terms: dict[str, Any], packs: int, then: int, total: str
) -> None:
    vendor, offer = shop("a", **terms), sold("board", "a")
    before, after = orders([(offer, packs)], vendor), orders([(offer, then)], vendor)
    edits = {line("packs"): then}
    assert sheet(before, edits)[TOTAL] == Decimal(total)
    assert differences(before, after, edits) == []


def test_pieces_of_all_parts_in_the_packs_decide_what_shipping_costs() -> None:
    vendor = shop("a", shipping_by_pieces="1=5; 9=9")
    bundle = sold("board", "a", also_holds=(Content(part_number="lead", pieces=2),))
    plain = sold("card", "a", pack_size=2)
    before = orders([(bundle, 1), (plain, 1)], vendor)
    after = orders([(bundle, 2), (plain, 2)], vendor)
    edits = {line("packs"): 2, line("packs", 2): 2}
    assert sheet(before)[TOTAL] == Decimal("25.00")
    assert sheet(before, edits)[TOTAL] == Decimal("49.00")
    assert differences(before, after, edits) == []


KINDS = (
    rule(tax="duty", up_to="20.00 EUR", value_of="goods", per_kind="3.00 EUR"),
    rule(tax="duty", over="20.00 EUR", value_of="goods"),
)


def test_sides_of_a_limit_of_which_one_is_not_known_are_followed_and_told() -> None:
    vendor = ruled(shop("a", country="MY"), SINGAPORE, LANDING)
    offer = sold("board", "a")
    below, over = orders([(offer, 40)], vendor), orders([(offer, 41)], vendor)
    assert cell(below, totals("import_tax", "what")) == "Import tax, at least"
    assert sheet(below, {line("packs"): 41})[TOTAL] == Decimal("446.90")
    assert cell(over, totals("import_tax", "what")) == "Import tax, by the rule of 2024-01-01"
    fewer = sheet(over, {line("packs"): 40})
    assert (fewer[totals("import_tax")], fewer[TOTAL]) == (NOT_KNOWN, UNPRICED)


def test_a_fixed_duty_follows_the_kinds_of_goods_of_which_packs_are_left() -> None:
    vendor = ruled(shop("a", country="MY"), KINDS, LANDING)
    offers = [sold(code, "a", "1: 5.00", tariff_code=code) for code in (*CODES, CODES[0])]
    before = orders([(each, 1) for each in offers], vendor)
    assert sheet(before)[totals("duty")] == Decimal("13.53")  # 9.00 EUR
    fewer = {line("packs", 2): 0, line("packs", 1): 0}
    assert sheet(before, fewer)[totals("duty")] == Decimal("9.02")
    more = sheet(before, {line("packs"): 5})
    assert (more[totals("duty")], more[TOTAL]) == (NOT_KNOWN, UNPRICED)


def test_a_fixed_duty_of_any_value_in_the_basket_s_own_currency_needs_no_rate() -> None:
    vendor = ruled(shop("a", country="MY"), (rule(tax="duty", per_kind="3.00 SGD"),), LANDING)
    offers = [sold(code, "a", tariff_code=code) for code in CODES]
    before = orders([(each, 1) for each in offers], vendor)
    assert sheet(before)[TOTAL] == 39
    assert sheet(before, {line("packs"): 9, line("packs", 3): 0})[TOTAL] == 106


def test_a_duty_of_which_nothing_is_known_has_no_amount() -> None:
    vendor = ruled(shop("a", country="MY"), (rule(tax="duty"),), LANDING)
    before = orders([(sold("board", "a"), 1)], vendor)
    assert cell(before, totals("duty", "what")) == "Duty, unknown"
    assert cell(before, totals("duty")) == ""


def test_the_sheet_says_by_which_rule_a_tax_is_due_and_where_that_is_published() -> None:
    vendor = ruled(shop("a", country="MY"), SINGAPORE, LANDING)
    of = orders([(sold("board", "a"), 41)], vendor)
    tables = {table.name: table for report in of.reports for table in report.tables}
    assert tables["order_a_totals"].notes == (
        "Import tax: 9 % on orders over S$400.00, since 2024-01-01. https://tax.example/rules",
    )
    (tax,) = (row for row in of.lines.rows if row.key == "a_import_tax")
    assert "https://tax.example/rules" in tax.cells


@pytest.mark.parametrize(
    "off",
    [
        {},
        {"discount_percent": "10", "discount_over": "100"},
        {"discount_amount": "12"},
        {"coupon": Coupon(vendor="a", code="SAVE", percent=Decimal(5))},
    ],
)
@pytest.mark.parametrize("included", [True, False, None])
def test_tax_follows_those_lines_whose_price_does_not_include_it(
    off: dict[str, Any], included: bool | None
) -> None:
    vendor = shop("a", shipping="5", tax_percent="9", tax_included=False, **off)
    net, other = sold("board", "a"), sold("lead", "a", tax_included=included)
    before, after = orders([(net, 4), (other, 5)], vendor), orders([(net, 6), (other, 1)], vendor)
    edits = {line("packs"): 6, line("packs", 2): 1}
    assert differences(before, before, {}) == []
    assert differences(before, after, edits) == []


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (None, "board"),
        ("new", "board"),
        ("used", "board, used"),
        ("refurbished", "board, refurbished"),
    ],
)
def test_a_line_says_what_is_not_new(condition: str | None, said: str) -> None:
    of = orders([(sold("board", "a", condition=condition), 1)], shop("a"))
    assert cell(of, line("what")) == said


def test_shipping_by_weight_follows_the_packs_and_their_weight() -> None:
    vendor = shop("a", shipping_by_weight="0=5; 1000=9")
    before = orders([(sold("board", "a", weight_g=400), 2), (sold("lead", "a"), 1)], vendor)
    assert sheet(before)[TOTAL] == Decimal(35)
    assert sheet(before, {line("packs"): 3})[TOTAL] == Decimal(49)
    assert sheet(before, {line("weight"): 500})[TOTAL] == Decimal(39)
    assert sheet(before, {line("weight"): None})[TOTAL] == UNPRICED


@pytest.mark.parametrize(
    ("facts", "packs", "said"),
    [
        ({"minimum_quantity": 5}, 4, NOT_SOLD),
        ({"order_multiple": 5}, 6, NOT_SOLD),
        ({}, Decimal("2.5"), NOT_SOLD),
        ({}, -1, NOT_SOLD),
        ({"stock": 20}, 21, NOT_IN_STOCK),
        ({"minimum_quantity": 5, "stock": 20}, 0, 0),
    ],
)
def test_packs_that_nobody_sells_are_no_amount_and_the_cell_says_so(
    facts: dict[str, Any], packs: Any, said: Any
) -> None:
    before = orders([(sold("board", "a", **facts), 10), (sold("lead", "a"), 1)], shop("a"))
    found = sheet(before, {line("packs"): packs})
    assert found[line("amount")] == said
    assert found[TOTAL] == (UNPRICED if said else 10)


def test_an_order_below_the_least_that_a_vendor_takes_has_no_total() -> None:
    before = orders([(sold("board", "a"), 2)], shop("a", minimum_order="20"))
    found = sheet(before, {line("packs"): 1})
    assert (found[totals("charges")], found[TOTAL]) == (BELOW_LEAST, UNPRICED)


def test_the_price_is_that_of_so_many_packs_and_says_from_where_on() -> None:
    broken = sold("board", "a", "1: 10.00, 10: 9.00")
    later = sold("lead", "a", "5: 2.00, 9: 1.00")
    before = orders([(broken, 9), (later, 5)], shop("a"))
    found = sheet(before, {line("packs"): 10, line("packs", 2): 8})
    assert (found[line("price")], found[line("break")]) == (9, "from 10 packs")
    assert (found[line("price", 2)], found[line("break", 2)]) == (2, "from 5 packs")
    cheaper = {Ref("order_a_breaks", "line_1_break_1", "price"): Decimal(8)}
    assert sheet(before, cheaper)[line("amount")] == 72
    nothing = {Ref("order_a_breaks", "line_1_break_2", "price"): None}
    assert sheet(before, nothing)[TOTAL] == UNPRICED


EVERYTHING = shop(
    "a",
    currency="USD",
    shipping="8.00",
    shipping_per_pack="0.50",
    free_shipping_over="900",
    handling="1.50",
    country="MY",
    brokerage_fee="12.00",
    minimum_order="20",
    small_order_charge="5",
    tax_percent="8",
    tax_included=False,
    card_percent="1.5",
    fx_percent="3.25",
    import_tax_percent="9",
    import_tax_over="10.00 USD",
    duty_percent="2",
)


def entered(of: Orders) -> list[Ref]:
    """Return every cell that a person may change."""
    return [
        Ref(table.name, row.key, column.key)
        for report in of.reports
        for table in report.tables
        for row in table.rows
        for column, held in zip(table.columns, row.cells, strict=True)
        if column.entered and isinstance(held, Money | Decimal | int)
    ]


def test_no_cell_that_is_cleared_counts_as_nothing() -> None:
    offers = [
        (sold("board", "a", "1: 35.00", currency="EUR", minimum_quantity=1), 3),
        (sold("lead", "a", "1: 4.00, 3: 3.00", currency="USD", order_multiple=2), 4),
    ]
    before = orders(offers, EVERYTHING)
    cells = entered(before)
    assert {ref.table for ref in cells} == {
        "order_a", "order_a_totals", "order_a_breaks", "order_a_terms", "rates",
    }  # fmt: skip
    for ref in cells:
        found = sheet(before, {ref: None})
        assert (ref, found[TOTAL], found[NOTE]) == (ref, UNPRICED, CHANGED)


def test_what_was_proven_is_said_only_of_the_orders_as_they_were_bought() -> None:
    before = orders([(sold("board", "a"), 3)], shop("a", shipping="5"))
    assert sheet(before)[NOTE] == "Proven cheapest"
    assert sheet(before, {line("packs"): 4})[NOTE] == CHANGED
    assert sheet(before, {line("packs"): None})[NOTE] == CHANGED


def test_an_order_that_is_dropped_in_the_sheet_costs_nothing() -> None:
    terms = {"shipping": "5", "handling": "2", "tax_percent": "9", "tax_included": False}
    terms |= {"country": "MY", "brokerage_fee": "12"}
    bought = [(sold("board", "a", "1: 10.00"), 3)]
    for least in ({}, {"minimum_order": "20"}, {"minimum_order": "20", "small_order_charge": "3"}):
        of = orders(bought, shop("a", **terms, **least))
        assert sheet(of)[TOTAL] == Decimal("52.33")  # (30 + 5 + 2) × 1.09 + 12
        assert sheet(of, {line("packs"): 0})[TOTAL] == 0


# --- at random ------------------------------------------------------------------------------------

amounts = st.integers(0, 9_999).map(lambda cents: Decimal(cents) / 100)
percents = st.integers(0, 300).map(lambda tenths: Decimal(tenths) / 10)


def maybe(values: Any) -> Any:
    return st.none() | values


@st.composite
def vendors(draw: Any) -> Vendor:
    terms: dict[str, Any] = {"currency": draw(st.sampled_from(["SGD", "USD", "EUR"]))}
    kind = draw(st.sampled_from(["none", "flat", "tiers", "weight", "packs", "pieces"]))
    if kind == "flat":
        terms["shipping"] = draw(amounts)
    if kind == "tiers":
        terms["shipping_tiers"] = f"0={draw(amounts)}; {1 + draw(amounts)}={draw(amounts)}"
    if kind == "weight":
        terms["shipping_by_weight"] = f"0={draw(amounts)}; 500={draw(amounts)}"
    if kind in ("packs", "pieces"):
        terms[f"shipping_by_{kind}"] = f"1={draw(amounts)}; 9={draw(amounts)}"
    if kind != "none":
        terms["shipping_per_pack"] = draw(maybe(amounts))
        terms["free_shipping_over"] = draw(maybe(amounts))
    terms["handling"] = draw(maybe(amounts))
    terms |= {"country": "MY", "brokerage_fee": draw(maybe(amounts))}
    terms["minimum_order"] = draw(maybe(amounts))
    if terms["minimum_order"] is not None:
        terms["small_order_charge"] = draw(amounts)
    terms["tax_percent"], terms["tax_included"] = draw(maybe(percents)), draw(st.booleans())
    terms["tax_rounding"] = draw(maybe(st.sampled_from(["down", "nearest"])))
    kind = draw(st.sampled_from(["", "discount_percent", "discount_amount"]))
    if kind:
        terms |= {kind: draw(percents), "discount_over": draw(maybe(amounts))}
    for key in ("card_percent", "fx_percent", "import_tax_percent", "duty_percent"):
        terms[key] = draw(maybe(percents))
    over = draw(maybe(st.sampled_from(["30.00 SGD", "400.00 SGD", "55.00 USD"])))
    if over is not None:
        terms["import_tax_over"] = over
        terms["low_value_tax_from"] = draw(st.sampled_from([None, DAY, DAY + timedelta(days=1)]))
    vendor = shop("a", **{key: value for key, value in terms.items() if value is not None})
    takes = vendor.model_copy(update={"takes_import_tax": draw(st.booleans())})
    return ruled(takes, draw(tax_rules(settled=True)), LANDING)


@st.composite
def sales(draw: Any) -> tuple[Offer, int, int]:
    """Return an offer, and two numbers of packs that are sold."""
    starts = sorted(draw(st.sets(st.integers(1, 12), min_size=1, max_size=3)))
    breaks = tuple(PriceBreak(min_quantity=start, price=draw(amounts)) for start in starts)
    offer = sold(
        "board",
        "a",
        currency=draw(st.sampled_from(["SGD", "USD", "EUR"])),
        break_kind=draw(st.sampled_from(["all-units", "incremental"])),
        pack_size=draw(st.integers(1, 3)),
        also_holds=draw(st.sampled_from([(), (), (Content(part_number="lead", pieces=2),)])),
        minimum_quantity=draw(st.integers(1, 4)),
        order_multiple=draw(st.integers(1, 3)),
        weight_g=draw(maybe(st.integers(1, 300))),
        tax_included=draw(st.sampled_from([None, None, True, False])),
        tariff_code=draw(st.sampled_from(CODES)),
    ).model_copy(update={"price_breaks": breaks})
    packs = st.integers(1, 30).map(offer.sold_packs)
    return offer, draw(packs), draw(packs)


@settings(max_examples=100)
@given(vendor=vendors(), bought=st.lists(sales(), min_size=1, max_size=3))
def test_any_order_with_other_packs_comes_to_what_the_planner_counts(
    vendor: Vendor, bought: list[tuple[Offer, int, int]]
) -> None:
    before = orders([(offer, packs) for offer, packs, _ in bought], vendor)
    after = orders([(offer, packs) for offer, _, packs in bought], vendor)
    edits = {line("packs", i + 1): packs for i, (_, _, packs) in enumerate(bought)}
    assert differences(before, before, {}) == []
    assert differences(before, after, edits) == []
