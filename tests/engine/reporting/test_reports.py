"""Reports: what is told of a plan, and that no number is told without how it is known."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.compare import compare
from planner.engine.planning.cost import cost
from planner.engine.planning.running import running_cost
from planner.engine.planning.upgrade import upgrade
from planner.engine.reporting import REPORTS, document, findings_table, headline
from planner.model.build_charges import Charge, ChargeKind
from planner.model.catalog import Stamp
from planner.model.document import Document
from planner.model.findings import Cell as Place
from planner.model.findings import Finding, Severity
from planner.model.money import Money
from planner.model.plan import Plan
from planner.model.table import (
    Computed,
    Marked,
    Packs,
    Product,
    Report,
    Share,
    Table,
    Total,
    value_of,
)
from tests.plans import (
    SGD_USD,
    gst,
    kraken_like,
    money,
    offer,
    plan,
    position,
    price,
    rate,
    shipping,
    small_catalog,
)

USD_SGD = rate("USD", "SGD", "1.3933")
EUR_SGD = rate("EUR", "SGD", "1.5650")


def report_of(of: Plan, name: str, **extra: Any) -> Report:
    found = document(of, cost(of), **extra).report(name)
    assert found is not None
    return found


def table_of(of: Plan, name: str, **extra: Any) -> Table:
    tables = {t.name: t for r in document(of, cost(of), **extra).reports for t in r.tables}
    return tables[name]


def shown(table: Table, row: str, column: str) -> object:
    return value_of(table.cell(row, column))


def rows_of(table: Table, column: str) -> dict[str, object]:
    return {row.key: value_of(table.cell(row.key, column)) for row in table.rows}


def test_a_document_is_of_the_day_of_its_plan() -> None:
    made = kraken_like()

    assert document(made, cost(made)).on == made.on


# --- the answer in one line ----------------------------------------------------------------------


def test_the_headline_says_total_second_currency_rate_day_and_basis() -> None:
    text = headline(cost(kraken_like()))

    assert text == "S$626.63 = US$449.73 at 0.71770 (2020-06-17), allocated"


@pytest.mark.parametrize(
    ("priced", "unpriced", "text"),
    [
        ("541.20 SGD", ["switch-8p"], "S$541.20 + 1 line unpriced"),
        ("541.20 SGD", ["switch-8p", "lead-03"], "S$541.20 + 2 lines unpriced"),
    ],
)
def test_a_bill_that_lacks_prices_has_no_total_in_its_headline(
    priced: str, unpriced: list[str], text: str
) -> None:
    lines = [position("switch", number) for number in unpriced]

    bom = cost(plan(position("board", "rpi-3b", price=price(priced)), *lines))

    assert headline(bom) == text


def test_an_estimated_total_is_a_band() -> None:
    estimate = price("100.00 SGD", low="80.00 SGD", high="130.00 SGD")

    text = headline(cost(plan(position("board", "rpi-3b", price=estimate), also=())))

    assert text == "S$80.00 – S$100.00 – S$130.00 (low – likely – high), estimated"


def test_a_second_currency_that_everything_was_priced_in_names_no_rate() -> None:
    bom = cost(plan(position("board", "rpi-3b", 7, price=price("35 USD")), rates=[USD_SGD]))

    assert headline(bom) == "S$341.36 = US$245.00, published"


def test_a_second_currency_that_everything_was_priced_in_needs_no_rate_at_all() -> None:
    of = plan(position("board", "rpi-3b", 7, price=price("35.00 USD")), rates=[USD_SGD])
    one_way = of.model_copy(update={"rates": (USD_SGD,)})

    assert headline(cost(one_way)) == "S$341.36 = US$245.00, published"
    assert "rate_SGD_USD" not in rows_of(table_of(one_way, "answer"), "value")


def test_an_empty_build_costs_nothing_on_nobodys_word() -> None:
    assert headline(cost(plan(also=()))) == "S$0.00"


# --- the bill ------------------------------------------------------------------------------------


def test_a_line_is_quantity_times_price_and_says_how_the_price_is_known() -> None:
    bill = table_of(kraken_like(), "bill")

    assert shown(bill, "line_1", "quantity") == 7
    assert shown(bill, "line_1", "amount") == money("403.48 SGD")
    assert isinstance(bill.cell("line_1", "amount"), Product)
    assert shown(bill, "line_1", "basis") == "allocated"
    assert shown(bill, "line_2", "description") == "microSD card, 32 GB (first node)"


def test_pack_columns_appear_only_where_something_is_bought_in_packs() -> None:
    single = plan(position("board", "rpi-3b", 7, price=price("35.00 SGD")))
    packed = plan(position("cable", "lead-03", 9, price=price("8.40 SGD", pack_size=4)))

    assert "packs" not in [column.key for column in table_of(single, "bill").columns]
    bill = table_of(packed, "bill")
    assert isinstance(bill.cell("line_1", "packs"), Packs)
    assert shown(bill, "line_1", "packs") == 3
    assert shown(bill, "line_1", "amount") == money("25.20 SGD")
    assert [c.title for c in bill.columns if c.key == "unit_price"] == ["Price per pack"]


def test_packs_that_a_shop_insists_on_follow_its_terms_and_are_explained() -> None:
    catalog = small_catalog(offers=[offer("lead-03", "2.10", minimum_quantity=10)])

    bill = table_of(plan(position("cable", "lead-03", 8), catalog=catalog), "bill")

    assert isinstance(bill.cell("line_1", "packs"), Computed)
    assert [shown(bill, "line_1", key) for key in ("least", "multiple", "packs")] == [10, 1, 10]
    assert "the shop has an MOQ" in bill.notes[-1]


def test_a_line_without_a_price_says_so_and_awaits_one_in_the_bills_currency() -> None:
    bill = table_of(plan(position("switch", "switch-8p")), "bill")

    assert shown(bill, "line_1", "unit_price") is None
    assert shown(bill, "line_1", "amount") is None
    assert shown(bill, "line_1", "basis") == "no price yet"
    assert shown(bill, "line_1", "currency") == "SGD"


def test_replaced_parts_stand_in_a_group_of_their_own_and_still_count() -> None:
    of = plan(
        position("switch", "switch-8g", price=price("30.00 SGD")),
        position("switch", "switch-8p", price=price("20.00 SGD"), retired=True),
    )

    bill = table_of(of, "bill")

    assert [row.group for row in bill.rows] == ["In use", "Replaced"]
    assert "stay in the total" in bill.notes[0]
    assert shown(table_of(of, "bill_totals"), "total", "total") == money("50.00 SGD")


def test_an_inferred_build_says_so_beside_every_table_of_its_numbers() -> None:
    of = plan(
        position("board", "rpi-3b", price=price("35.00 SGD")),
        inferred="a comment names its boards.",
    )
    sentence = "Small cluster is inferred and estimated, not published: a comment names its boards."

    for name in ("summary", "bill", "prices", "findings"):
        assert sentence in report_of(of, name).notes
    for name in ("answer", "cluster", "categories", "bill", "bill_totals", "prices"):
        assert sentence in table_of(of, name).notes
    assert shown(document(of, cost(of)).lines, "line_1", "inferred") == of.build.inferred


# --- the totals ----------------------------------------------------------------------------------

MIXED = (
    position("board", "rpi-3b", 7, price=price("35.00 USD")),
    position("storage", "microsd-16gb", 6, price=price("8.00 SGD")),
    position("switch", "switch-8p", 1, price=price("22.50 EUR")),
)


def test_prices_of_one_currency_are_added_then_converted_once() -> None:
    totals = table_of(plan(*MIXED, rates=[SGD_USD, USD_SGD, EUR_SGD]), "bill_totals")

    assert rows_of(totals, "total") == {
        "parts_USD": money("341.36 SGD"),
        "parts_SGD": money("48.00 SGD"),
        "parts_EUR": money("35.21 SGD"),
        "parts": money("424.57 SGD"),
        "missing": "",
        "total": money("424.57 SGD"),
        "total_USD": money("304.71 USD"),
    }
    assert shown(totals, "parts_USD", "stated") == money("245.00 USD")
    assert shown(totals, "parts_USD", "lines") == 1


def test_tax_in_percent_follows_parts_and_shipping() -> None:
    charges = (shipping("12.00 USD"), shipping("5.00 SGD"), gst("9"))
    of = plan(*MIXED, rates=[SGD_USD, USD_SGD, EUR_SGD], charges=charges)

    totals = table_of(of, "bill_totals")

    assert shown(totals, "charge_1", "total") == money("16.72 SGD")
    assert shown(totals, "charge_1", "stated") == money("12.00 USD")
    assert shown(totals, "charge_2", "rate") == ""
    assert shown(totals, "charge_3", "what") == "GST, on parts and shipping"
    assert shown(totals, "charge_3", "total") == money("40.17 SGD")
    assert shown(totals, "total", "total") == money("486.46 SGD")


def test_tax_may_be_on_parts_alone() -> None:
    charges = (shipping("5.00 SGD"), gst("10", on_shipping=False))

    totals = table_of(
        plan(position("board", "rpi-3b", price=price("35.00 SGD")), charges=charges), "bill_totals"
    )

    assert shown(totals, "charge_2", "what") == "GST, on parts"
    assert shown(totals, "charge_2", "total") == money("3.50 SGD")
    assert "stated" not in [column.key for column in totals.columns]


def test_a_sum_without_a_price_is_called_priced_so_far() -> None:
    of = plan(
        position("board", "rpi-3b", 7, price=price("35.00 SGD")), position("switch", "switch-8p")
    )

    totals = table_of(of, "bill_totals")

    assert rows_of(totals, "total") == {
        "parts_SGD": money("245.00 SGD"),
        "priced": money("245.00 SGD"),
        "priced_USD": money("175.84 USD"),
        "missing": "",
        "total": None,
        "total_USD": None,
    }
    assert shown(totals, "missing", "lines") == 1
    total = totals.cell("total", "total")
    assert isinstance(total, Total)
    assert total.lines == 1


def test_a_price_still_to_be_found_has_a_sum_to_go_to() -> None:
    nothing_priced = plan(position("switch", "switch-8p"))
    others_abroad = plan(
        position("board", "rpi-3b", price=price("35.00 USD")),
        position("switch", "switch-8p"),
        rates=[USD_SGD, SGD_USD],
    )

    assert shown(table_of(nothing_priced, "bill_totals"), "parts_SGD", "lines") == 0
    totals = table_of(others_abroad, "bill_totals")
    assert shown(totals, "parts_SGD", "total") == money("0 SGD")
    # The sum in US$ that was printed would miss the price to come: it is not told.
    assert "total_USD" not in rows_of(totals, "total")


def test_a_sum_that_no_rate_converts_is_unknown_and_its_lines_are_missing() -> None:
    charge = shipping("9.00 EUR")
    of = plan(
        position("board", "rpi-3b", 7, price=price("35.00 USD")),
        position("switch", "switch-8p", price=price("20.00 SGD")),
        rates=[],
        charges=(charge,),
    )

    totals = table_of(of, "bill_totals")

    assert shown(totals, "parts_USD", "total") is None
    assert shown(totals, "charge_1", "total") is None
    assert shown(totals, "missing", "lines") == 2
    assert shown(table_of(of, "rates"), "USD_SGD", "rate") is None
    assert shown(table_of(of, "rates"), "EUR_SGD", "as_of") is None


def test_the_band_of_an_estimate_reaches_the_total_with_its_tax() -> None:
    estimate = price("20.00 EUR", low="10.00 EUR", high="40.00 EUR")
    of = plan(
        position("switch", "switch-8p", price=estimate),
        position("board", "rpi-3b", price=price("100.00 SGD")),
        position("cable", "lead-03"),
        rates=[EUR_SGD, SGD_USD],
        charges=(shipping("10.00 SGD"), gst("10")),
    )
    priced = plan(*of.build.positions[:2], rates=of.rates, charges=of.build.charges)

    assert rows_of(table_of(of, "bill_totals"), "low")["priced"] == money("138.22 SGD")
    totals = table_of(priced, "bill_totals")
    assert rows_of(totals, "low")["charge_2"] == money("12.57 SGD")
    assert rows_of(totals, "total")["total"] == money("155.43 SGD")
    assert rows_of(totals, "high")["total"] == money("189.86 SGD")
    assert rows_of(totals, "high")["total_USD"] == money("136.26 USD")
    assert shown(table_of(of, "bill_totals"), "total", "low") is None


def test_without_a_rate_to_it_a_further_currency_is_left_out() -> None:
    of = plan(position("board", "rpi-3b", price=price("35.00 SGD")), rates=[], also=("USD",))

    assert "total_USD" not in rows_of(table_of(of, "bill_totals"), "total")


def test_a_total_that_was_printed_in_a_currency_is_not_converted_back() -> None:
    totals = table_of(plan(MIXED[0], rates=[USD_SGD]), "bill_totals")

    assert shown(totals, "total_USD", "total") == money("245.00 USD")


def test_unconverted_prices_in_the_second_currency_give_no_sum_in_it_twice() -> None:
    totals = table_of(plan(MIXED[0], rates=[]), "bill_totals")

    assert [key for key in rows_of(totals, "total") if key.endswith("_USD")] == ["parts_USD"]


# --- where it comes from -------------------------------------------------------------------------


def test_every_price_has_its_basis_day_source_and_note() -> None:
    prices = table_of(kraken_like(), "prices")

    assert shown(prices, "line_1", "basis") == "allocated"
    assert shown(prices, "line_1", "as_of") == date(2018, 10, 1)
    assert shown(prices, "line_1", "source") == "https://example.org/how-i-built-it"
    assert "in proportion to a list price of US$35.00" in str(shown(prices, "line_1", "note"))
    assert shown(prices, "line_1", "count_basis") == "stated"
    assert shown(prices, "line_1", "why") == "8 ports: 7 nodes and 1 uplink"


def test_the_words_in_use_are_explained_and_no_others() -> None:
    of = plan(position("board", "rpi-3b", price=price("35.00 SGD")), position("cable", "lead-03"))

    assert list(rows_of(table_of(of, "words"), "meaning")) == ["price_published", "count_chosen"]


def test_a_line_without_a_price_has_no_source() -> None:
    prices = table_of(plan(position("switch", "switch-8p")), "prices")

    assert shown(prices, "line_1", "source") is None
    assert shown(prices, "line_1", "unit_price") is None


def test_charges_and_published_sums_have_their_sources() -> None:
    of = kraken_like(charges=(shipping("5.00 SGD"),))

    assert shown(table_of(of, "charge_sources"), "charge_1", "source") == "the shop"
    assert shown(table_of(of, "published"), "parts", "amount") == money("626.63 SGD")


def test_a_document_in_one_currency_says_that_no_rate_is_used() -> None:
    of = plan(position("board", "rpi-3b", price=price("35.00 SGD")), rates=[])

    assert "no rate is used" in report_of(of, "rates").notes[0]


def test_two_rates_of_one_pair_keep_apart() -> None:
    of = plan(position("board", "rpi-3b", price=price("35.00 SGD")))
    later = plan(
        position("board", "rpi-3b", 2, price=price("35.00 SGD")),
        rates=[rate("SGD", "USD", "0.75")],
    )

    rates = table_of(of, "rates", upgrade=upgrade(of, later))

    assert [str(value) for value in rows_of(rates, "rate").values()] == ["0.71770", "0.75"]
    assert list(rows_of(rates, "rate")) == ["SGD_USD", "SGD_USD_2"]


# --- the first page ------------------------------------------------------------------------------


def test_the_first_page_begins_with_the_total() -> None:
    answer = table_of(kraken_like(), "answer")

    assert answer.rows[0].key == "total"
    assert rows_of(answer, "value") == {
        "total": money("626.63 SGD"),
        "total_USD": money("449.73 USD"),
        "rate_SGD_USD": SGD_USD.rate,
    }


def test_the_first_page_of_an_unpriced_bill_has_no_total() -> None:
    estimate = price("100.00 SGD", low="80.00 SGD", high="130.00 SGD")
    of = plan(position("board", "rpi-3b", price=estimate), position("switch", "switch-8p"))

    answer = rows_of(table_of(of, "answer"), "value")

    assert answer["total"] == "unpriced: 1 line"
    assert answer["priced"] == money("100.00 SGD")
    assert answer["low"] == "unpriced: 1 line"


def test_the_first_page_shows_the_ends_of_a_band_and_the_rates_in_use() -> None:
    estimate = price("20.00 EUR", low="10.00 EUR", high="40.00 EUR")
    of = plan(position("switch", "switch-8p", price=estimate), rates=[EUR_SGD])

    answer = rows_of(table_of(of, "answer"), "value")

    assert (answer["low"], answer["high"]) == (money("15.65 SGD"), money("62.60 SGD"))
    assert answer["rate_EUR_SGD"] == EUR_SGD.rate


def test_the_first_page_says_what_the_cluster_can_do() -> None:
    cluster = table_of(kraken_like(), "cluster")

    assert shown(cluster, "nodes", "value") == 7
    speed = cluster.cell("nic_mbps", "value")
    assert isinstance(speed, Marked)
    assert (value_of(speed), speed.mark) == (Decimal("93.1"), "measured")
    assert shown(cluster, "ports", "value") == "8 of 8"
    assert shown(cluster, "ports", "note") == "1 of them is the uplink"


@pytest.mark.parametrize(("uplinks", "words"), [(0, ""), (2, "2 of them are uplinks")])
def test_leads_to_the_router_are_counted_in_words(uplinks: int, words: str) -> None:
    assert shown(table_of(kraken_like(uplinks=uplinks), "cluster"), "ports", "note") == words


def test_unknown_ports_are_unknown() -> None:
    catalog = small_catalog()
    blind = tuple(
        part.model_copy(update={"ports": None}) if part.part_number == "switch-8p" else part
        for part in catalog.parts
    )
    of = plan(position("switch", "switch-8p"), catalog=catalog.with_parts(blind))

    assert shown(table_of(of, "cluster"), "ports", "value") is None


def test_money_by_category_is_unknown_while_one_of_its_prices_is() -> None:
    of = plan(
        position("storage", "microsd-16gb", 6, price=price("8.00 SGD")),
        position("storage", "microsd-32gb"),
        position("switch", "switch-8p", price=price("20.00 SGD")),
    )

    assert rows_of(table_of(of, "categories"), "amount") == {
        "storage": None,
        "switch": money("20.00 SGD"),
    }


def test_about_a_plan_only_what_is_known_is_told() -> None:
    full = kraken_like(not_stated="the parts list")
    bare = plan(catalog=small_catalog().model_copy(update={"stamp": Stamp()}))

    assert list(rows_of(table_of(full, "about"), "text")) == [
        "summary",
        "on",
        "bought",
        "source",
        "not_stated",
        "findings",
        "catalog",
    ]
    assert rows_of(table_of(bare, "about"), "text")["findings"] == "none"


# --- findings ------------------------------------------------------------------------------------


def finding(severity: Severity, place: Place | None = None) -> Finding:
    return Finding(
        code="price-missing",
        severity=severity,
        subject="switch-8p",
        message="It has no price.",
        hint="Enter one.",
        cell=place,
    )


def test_findings_stand_in_the_order_they_come_in_with_their_place() -> None:
    place = Place(file="offers/acme.csv", row=7, column="unit_price")

    table = findings_table([finding(Severity.ERROR, place), finding(Severity.NOTE)])

    assert rows_of(table, "severity") == {"finding_1": "error", "finding_2": "note"}
    assert shown(table, "finding_1", "place") == "offers/acme.csv row 7, unit_price"


def test_findings_are_those_named_and_counted_on_the_first_page() -> None:
    named = [finding(Severity.ERROR), finding(Severity.NOTE), finding(Severity.NOTE)]
    of = kraken_like()

    about = table_of(of, "about", findings=named)

    assert shown(about, "findings", "text") == "1 problem, 2 notes"


def test_no_findings_are_said_in_a_sentence() -> None:
    assert report_of(kraken_like(), "findings", findings=[]).notes == ("No issues found.",)


# --- upgrade and comparison ----------------------------------------------------------------------

BEFORE = (
    position("board", "rpi-3b", 7, price=price("35.00 SGD")),
    position("switch", "switch-8p", price=price("20.00 SGD")),
)
AFTER = (*BEFORE[:1], position("switch", "switch-8g", price=price("30.00 SGD")))


def test_an_upgrade_tells_what_is_bought_what_goes_and_what_stays() -> None:
    before, after = plan(*BEFORE, name="old"), plan(*AFTER, name="new")

    change = upgrade(before, after, resale={"switch-8p": money("5.00 SGD")})
    of = document(after, cost(after), upgrade=change)
    tables = {table.name: table for table in of.report("upgrade").tables}  # type: ignore[union-attr]

    assert rows_of(tables["change"], "amount") == {
        "cost": money("30.00 SGD"),
        "resale": money("5.00 SGD"),
        "delta": money("25.00 SGD"),
        "delta_USD": money("17.94 USD"),
        "before": money("265.00 SGD"),
        "after": money("290.00 SGD"),
    }
    assert shown(tables["added"], "line_1", "description") == "Gigabit switch, 8 ports"
    assert shown(tables["retired"], "line_1", "amount") == money("5.00 SGD")
    assert shown(tables["kept"], "line_1", "quantity") == 7


def test_an_upgrade_without_a_price_costs_nothing_known() -> None:
    before, after = plan(*BEFORE), plan(*AFTER[:1], position("switch", "switch-8g"))

    change = table_of(after, "change", upgrade=upgrade(before, after))

    assert shown(change, "cost", "amount") == "unpriced: 1 line"
    assert shown(change, "delta", "amount") is None
    assert "delta_USD" not in rows_of(change, "amount")
    assert shown(change, "resale", "amount") == money("0 SGD")


def test_an_upgrade_priced_in_the_second_currency_is_not_converted_back() -> None:
    new = position("switch", "switch-8g", price=price("350.00 USD"))
    before, after = plan(*BEFORE), plan(*BEFORE[:1], new, rates=[USD_SGD, SGD_USD])

    change = table_of(after, "change", upgrade=upgrade(before, after))

    assert shown(change, "delta_USD", "amount") == money("350.00 USD")
    assert shown(change, "delta_USD", "rate") == ""


def side_by_side(*plans: Plan) -> Document:
    return document(plans[0], cost(plans[0]), comparison=compare(plans))


def test_a_comparison_marks_how_each_figure_is_known() -> None:
    estimate = price("30.00 SGD", low="20.00 SGD", high="50.00 SGD")
    rough = position("switch", "switch-8g", price=estimate)
    other = plan(*BEFORE[:1], rough, name="rough", title="Rough", inferred="a guess.")

    of = side_by_side(plan(*BEFORE), other).report("compare")
    assert of is not None
    table = of.tables[0]

    own = table.cell("price", "build_1")
    assert isinstance(own, Marked)
    assert (value_of(own), own.mark) == (money("265.00 SGD"), "published")
    assert table.cell("price", "build_2") == Marked(
        money("275.00 SGD"), "estimated, S$265.00 – S$295.00"
    )
    assert of.notes == ("Rough is inferred and estimated, not published: a guess.",)
    more = of.tables[1].cell("price", "build_2")
    assert value_of(more) == money("10.00 SGD")
    assert value_of(of.tables[1].cell("price", "percent_2")) == Decimal(4)
    assert [row.group for row in table.rows][:1] == ["Where they differ"]


def test_a_comparison_of_unpriced_builds_says_what_is_priced() -> None:
    of = side_by_side(plan(*BEFORE), plan(*BEFORE[:1], position("switch", "switch-8g")))

    table = of.report("compare").tables[0]  # type: ignore[union-attr]

    assert table.cell("price", "build_2") == "S$245.00 + 1 unpriced"
    assert [c.title for c in table.columns][2:] == ["Small cluster (small)"] * 2


def test_a_change_of_nothing_is_called_the_same() -> None:
    of = side_by_side(
        plan(*BEFORE, title="One"), plan(*BEFORE, title="Two"), plan(*AFTER, title="Three")
    )

    changes = of.report("compare").tables[1]  # type: ignore[union-attr]

    assert value_of(changes.cell("price", "build_2")) == "the same"
    assert value_of(changes.cell("price", "build_3")) == money("10.00 SGD")
    assert value_of(changes.cell("price", "percent_3")) == Decimal(4)


def test_a_change_from_nothing_has_no_percentage() -> None:
    nothing = plan(position("board", "rpi-3b", owned=True))
    of = side_by_side(nothing, plan(position("board", "rpi-3b", price=price("35.00 SGD"))))

    changes = of.report("compare").tables[1]  # type: ignore[union-attr]

    assert changes.cell("price", "build_2") == Money(money("35.00 SGD").amount, "SGD")


def test_one_build_alone_is_shown_without_differences() -> None:
    of = side_by_side(plan(position("cable", "lead-03", price=price("2.10 SGD"))))

    report = of.report("compare")
    assert report is not None
    assert "changes" not in [table.name for table in report.tables]
    assert {row.group for row in report.tables[0].rows} == {""}


def test_without_boards_or_notes_there_is_nothing_to_explain() -> None:
    comparison = compare([plan(*BEFORE)]).model_copy(update={"metrics": ()})
    of = plan(*BEFORE)

    report = document(of, cost(of), comparison=comparison).report("compare")

    assert report is not None
    assert [table.name for table in report.tables] == ["compare"]


# --- the document --------------------------------------------------------------------------------


def test_a_document_has_a_report_for_each_name_that_applies() -> None:
    of = kraken_like()
    made = document(
        of,
        cost(of),
        upgrade=upgrade(of, of),
        comparison=compare([of, of]),
        running=running_cost(of, None, country="SG"),
    )

    # It has no rack and no kits, and nothing was bought before.
    lacking = ("racks", "kits", "more")
    assert [each.name for each in made.reports] == [each for each in REPORTS if each not in lacking]
    assert document(of, cost(of)).report("upgrade") is None
    assert made.title == "Kraken, as a test"


def test_the_flat_lines_add_up_to_the_total() -> None:
    duty = Charge(
        kind=ChargeKind.DUTY,
        label="Duty",
        percent=gst("7").percent,
        as_of=date(2020, 6, 17),
        source="customs",
    )
    of = plan(
        *MIXED,
        position("cable", "lead-03", owned=True),
        position("switch", "switch-8g", price=price("1.00 SGD"), retired=True),
        rates=[USD_SGD, EUR_SGD],
        charges=(shipping("12.00 USD"), gst("9"), duty, shipping("1.00 GBP")),
    )
    bom = cost(of)

    lines = document(of, bom).lines

    amounts = [a for a in map(value_of, lines.column("amount_in_total")) if isinstance(a, Money)]
    assert sum((a.amount for a in amounts), start=bom.subtotal.amount * 0) == bom.subtotal.amount
    assert lines.column("state")[3:5] == ("owned", "retired")
    assert lines.column("note")[6:8] == ("9 % of parts and shipping", "7 % of parts")
    assert lines.cell("charge_4", "amount_in_total") is None


def test_a_flat_line_without_a_price_has_no_amounts() -> None:
    of = plan(position("switch", "switch-8p"))

    assert document(of, cost(of)).lines.cell("line_1", "unit_price") is None


def test_what_is_owned_does_not_keep_a_printed_sum_from_being_shown_as_printed() -> None:
    lines = (
        position("board", "rpi-3b", 7, price=price("33.33 USD")),
        position("cable", "lead-03", 8, owned=True),
    )
    into = rate("USD", "SGD", "1.3933")
    for rates in ((into, SGD_USD), (into,)):
        of = plan(*lines, rates=rates, charges=(shipping("9.99 USD"),))
        totals = table_of(of, "bill_totals")
        assert shown(totals, "total_USD", "total") == money("243.30 USD")
        assert isinstance(totals.cell("total_USD", "total"), Computed)


def test_shipping_in_percent_is_part_of_what_a_tax_is_taken_on_and_never_of_its_own() -> None:
    part = gst("10").model_copy(update={"kind": ChargeKind.SHIPPING, "label": "Shipping"})
    of = plan(position("board", "rpi-3b", 3, price=price("100.00 SGD")), charges=(gst("9"), part))

    totals = table_of(of, "bill_totals")

    tax, freight = totals.cell("charge_1", "total"), totals.cell("charge_2", "total")
    assert isinstance(tax, Share)
    assert isinstance(freight, Share)
    assert [ref.row for ref in tax.of] == ["parts_SGD", "charge_2"]
    assert [ref.row for ref in freight.of] == ["parts_SGD"]
    assert shown(totals, "total", "total") == money("359.70 SGD")
    assert shown(totals, "charge_2", "what") == "Shipping, on parts"


def test_a_bill_for_several_copies_counts_every_quantity_from_one_cell() -> None:
    of = plan(
        position("board", "rpi-3b", 7, price=price("35.00 SGD")),
        charges=(shipping("12.30 SGD"),),
        copies=10,
    )
    lines = table_of(of, "bill")

    assert shown(table_of(of, "copies"), "copies", "copies") == 10
    assert (shown(lines, "line_1", "per_copy"), shown(lines, "line_1", "quantity")) == (7, 70)
    assert isinstance(lines.cell("line_1", "quantity"), Product)
    totals = table_of(of, "bill_totals")
    assert shown(totals, "charge_1", "total") == money("123.00 SGD")
    assert shown(totals, "total", "total") == money("2573.00 SGD")
    assert shown(totals, "per_copy", "total") == money("257.30 SGD")


def test_a_charge_in_another_currency_falls_due_for_every_copy() -> None:
    of = plan(
        position("board", "rpi-3b", 1, price=price("10.00 SGD")),
        charges=(shipping("2.00 USD"),),
        rates=(SGD_USD, USD_SGD),
        copies=3,
    )
    totals = table_of(of, "bill_totals")

    assert shown(totals, "charge_1", "stated") == money("6.00 USD")
    assert isinstance(totals.cell("charge_1", "stated"), Computed)


def test_a_bill_for_one_build_has_neither_copies_nor_a_cost_of_each() -> None:
    told = document(kraken_like(), cost(kraken_like()))
    tables = {table.name: table for report in told.reports for table in report.tables}

    assert "copies" not in tables
    assert "per_copy" not in {row.key for row in tables["bill_totals"].rows}
    assert "per_copy" not in {column.key for column in tables["bill"].columns}
