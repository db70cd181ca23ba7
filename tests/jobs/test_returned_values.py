"""What else of a workbook comes back: charges, terms, spares, notes, currencies, lines of kits."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from planner.io.exporters import EXPORTERS
from planner.jobs.plans import cost_build, document_of
from planner.jobs.returned_workbooks import take_back
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.cost_question import CostTerms
from planner.model.findings import PlannerError
from planner.model.money import Money
from planner.model.returned_workbook import ReturnedWorkbook
from planner.model.spares import SpareRule
from tests.engine.planning.test_kits import CATALOG, CLUSTER
from tests.plans import SOLD_BY_TERMS, build, gst, position, price, shipping, small_catalog

TODAY = date(2026, 11, 30)
TERMS = CostTerms()
BILL = "Bill of materials"
BOUGHT_FROM = small_catalog(offers=SOLD_BY_TERMS)
BY_TERMS = build(
    position("board", "rpi-3b", 9),
    position("cable", "lead-03", 3),
    position("switch", "switch-8p", 3),
)
CHARGED = build(
    position("board", "rpi-3b", 7, price=price("30.00 SGD"), why="one for each node"),
    position("switch", "switch-8p", 1, price=price("20.00 SGD")),
    charges=(shipping("12.00 SGD"), gst("9")),
)


def put(book: Any, label: str, heading: str, value: object, *, sheet: str = BILL) -> None:
    """Write a value into the row of a label, under the last heading above it of that name."""
    column = None
    for row in book[sheet].iter_rows():
        texts = [cell.value for cell in row]
        if heading in texts:
            column = texts.index(heading)
        if column is not None and label in texts:
            row[column].value = value
            return
    raise AssertionError(f"{label} {heading}")


def back(
    of: Build,
    edit: Callable[[Any], None],
    catalog: Catalog,
    *,
    rejected: tuple[int, ...] = (),
) -> tuple[ReturnedWorkbook, Build]:
    content = EXPORTERS["xlsx"].export(document_of(of, catalog, TERMS))
    book = openpyxl.load_workbook(BytesIO(content))
    edit(book)
    saved = BytesIO()
    book.save(saved)
    return take_back("k.xlsx", saved.getvalue(), of, catalog, TERMS, rejected=rejected, today=TODAY)


def told(returned: ReturnedWorkbook) -> list[tuple[str, str, str, str]]:
    return [(e.kind.sign, e.field.value, e.before, e.after) for e in returned.changes]


def codes(returned: ReturnedWorkbook) -> list[str]:
    # All formulas lack their results in a file that was not saved by a spreadsheet program.
    return [each.code for each in returned.findings if each.code != "returned-no-value"]


def total(of: Build, catalog: Catalog = BOUGHT_FROM) -> Money | None:
    return cost_build(of, catalog, TERMS)[1].total


def test_charges_come_back_in_percent_and_as_amounts() -> None:
    catalog = small_catalog()

    def edit(book: Any) -> None:
        put(book, "GST, on parts and shipping", "Percent", 0.1)
        put(book, "Shipping", "Amount", 8)

    returned, made = back(CHARGED, edit, catalog)

    assert told(returned) == [("~", "charge", "12", "8"), ("~", "percentage", "9%", "10%")]
    # 230 + 8 = 238, and a tenth of it.
    assert returned.total_after == Money.parse("261.80 SGD") == total(made, catalog)
    assert [str(each.effect) for each in returned.changes] == ["-S$4.36", "S$2.42"]
    assert made.charges[1].source == "k.xlsx, Bill of materials!C12"


def test_a_charge_that_was_taken_out_is_removed() -> None:
    def edit(book: Any) -> None:
        sheet = book[BILL]
        [row] = [row[0].row for row in sheet.iter_rows() if row[1].value == "Shipping"]
        sheet.delete_rows(row)

    returned, made = back(CHARGED, edit, small_catalog())

    assert told(returned) == [("−", "charge", "12", "")]
    assert [each.label for each in made.charges] == ["GST"]
    assert returned.total_after == Money.parse("250.70 SGD")


@pytest.mark.parametrize(("percent", "said"), [(-0.1, "-10%"), (11, "1100%")])
def test_a_percentage_that_is_none_is_told_and_not_taken(percent: float, said: str) -> None:
    def edit(book: Any) -> None:
        put(book, "GST, on parts and shipping", "Percent", percent)

    returned, _ = back(CHARGED, edit, small_catalog())

    assert [(e.after, e.taken) for e in returned.changes] == [(said, False)]
    assert codes(returned) == ["returned-not-taken"]
    assert returned.total_after == returned.total_before


def test_terms_of_a_shop_come_back_with_the_line() -> None:
    def edit(book: Any) -> None:
        put(book, "lead-03", "MOQ (packs)", 6)
        put(book, "switch-8p", "Order multiple in packs", 5)

    returned, made = back(BY_TERMS, edit, BOUGHT_FROM)

    assert told(returned) == [("~", "order multiple", "4", "5"), ("~", "MOQ", "5", "6")]
    # 900 + 5 × 3 + 6 × 2
    assert returned.total_after == Money.parse("927.00 SGD") == total(made)
    assert [str(each.effect) for each in returned.changes] == ["S$3.00", "S$2.00"]
    assert set(made.frozen) == {"lead-03", "switch-8p"}


def test_a_new_price_of_what_is_sold_by_terms_keeps_the_terms() -> None:
    returned, made = back(
        BY_TERMS, lambda book: put(book, "lead-03", "Price per pack", 2.5), BOUGHT_FROM
    )

    # Five are bought of which three are needed: as the sheet itself counts.
    assert returned.total_after == Money.parse("924.50 SGD") == total(made)


def test_price_breaks_come_back() -> None:
    def edit(book: Any) -> None:
        sheet = book[BILL]
        rows = list(sheet.iter_rows())
        [heading] = [n for n, row in enumerate(rows) if "From packs" in [c.value for c in row]]
        texts = [cell.value for cell in rows[heading]]
        rows[heading + 2][texts.index("From packs")].value = 9
        rows[heading + 2][texts.index("Price per pack")].value = 80

    returned, made = back(BY_TERMS, edit, BOUGHT_FROM)

    assert told(returned) == [
        ("~", "packs of a price break", "10", "9"),
        ("~", "price of a price break", "90", "80"),
    ]
    assert returned.total_after == Money.parse("742.00 SGD") == total(made)
    # With its start alone nine boards cost ninety each; the price alone changes nothing.
    assert [str(e.effect) for e in returned.changes] == ["-S$90.00", "S$0.00"]


def test_rules_for_spares_come_back() -> None:
    of = CHARGED.model_copy(update={"spare_rules": (SpareRule(percent=Decimal(10)),)})

    returned, made = back(of, lambda book: put(book, "All parts", "Percent", 0.3), small_catalog())

    assert told(returned) == [("~", "spares", "10%", "30%")]
    assert made.spare_rules == (SpareRule(percent=Decimal(30)),)
    assert returned.total_after == total(made, small_catalog())


@pytest.mark.parametrize("percent", [0.12345, 2, -1])
def test_a_share_of_spares_that_is_none_is_told(percent: float) -> None:
    of = CHARGED.model_copy(update={"spare_rules": (SpareRule(percent=Decimal(10)),)})

    returned, _ = back(of, lambda book: put(book, "All parts", "Percent", percent), small_catalog())

    assert codes(returned) == ["returned-not-taken"]


def test_what_is_needed_is_counted_beside_the_spares_of_a_line() -> None:
    of = build(
        position("board", "rpi-3b", 5, spares=2, price=price("10.00 SGD")),
        spare_rules=(SpareRule(one_in=100),),
    )

    returned, made = back(of, lambda book: put(book, "rpi-3b", "Needed", 1), small_catalog())

    assert told(returned) == [("~", "quantity", "3", "1")]
    assert (made.positions[0].quantity, made.positions[0].spares) == (3, 2)
    assert returned.total_after == Money.parse("30.00 SGD")


def test_notes_days_and_currencies_come_back() -> None:
    def edit(book: Any) -> None:
        put(book, "rpi-3b", "Why this quantity", "ask ann@example.org: eight next year")
        put(book, "rpi-3b", "Price as of", date(2026, 11, 1))
        put(book, "switch-8p", "Currency", "USD")

    returned, made = back(CHARGED, edit, small_catalog())

    assert told(returned) == [
        ("~", "price date", "2020-06-17", "2026-11-01"),
        ("~", "note", "one for each node", "ask ann@example.org: eight next year"),
        ("~", "currency", "SGD", "USD"),
    ]
    assert made.positions[0].why == "ask : eight next year"
    first, second = (each.price for each in made.positions)
    assert first is not None
    assert second is not None
    assert (first.unit, first.as_of) == (Money.parse("30.00 SGD"), date(2026, 11, 1))
    assert second.unit == Money.parse("20.00 USD")


def test_words_in_the_place_of_numbers_are_told() -> None:
    def edit(book: Any) -> None:
        put(book, "rpi-3b", "Quantity", "ten")
        put(book, "rpi-3b", "Currency", "pounds")
        put(book, "rpi-3b", "Price as of", "soon")
        put(book, "switch-8p", "Unit price", "12.50 (ask)")

    returned, _ = back(CHARGED, edit, small_catalog())

    assert returned.changes == ()
    assert codes(returned) == ["returned-no-number"] * 4


def test_an_estimate_moves_with_its_ends_and_a_price_beyond_them_is_a_quote() -> None:
    of = build(
        position("board", "rpi-3b", 2, price=price("40.00 SGD", low="30.00 SGD", high="50.00 SGD"))
    )

    def dearer(book: Any) -> None:
        put(book, "rpi-3b", "Unit price", 60)

    def higher(book: Any) -> None:
        dearer(book)
        put(book, "rpi-3b", "Highest price", 70)

    [quoted] = back(of, dearer, small_catalog())[1].positions
    both, made = back(of, higher, small_catalog())
    [estimated] = made.positions
    alone, _ = back(of, higher, small_catalog(), rejected=(1,))
    of_two, rest = back(of, higher, small_catalog(), rejected=(2,))

    assert quoted.price is not None
    assert (quoted.price.low, str(quoted.price.basis)) == (None, "quoted")
    assert estimated.price is not None
    assert (str(estimated.price.low), str(estimated.price.high)) == ("S$30.00", "S$70.00")
    assert both.total_after == Money.parse("120.00 SGD")
    assert alone.total_after == Money.parse("80.00 SGD")
    assert of_two.total_after == Money.parse("120.00 SGD") == total(rest, small_catalog())


def test_a_lowest_price_above_the_price_is_not_taken() -> None:
    of = build(
        position("board", "rpi-3b", 2, price=price("40.00 SGD", low="30.00 SGD", high="50.00 SGD"))
    )

    returned, _ = back(of, lambda book: put(book, "rpi-3b", "Lowest price", 45), small_catalog())

    assert codes(returned) == ["returned-not-taken"]
    assert returned.total_after == returned.total_before


def test_a_sheet_of_another_name_is_found_and_a_table_without_headings_is_told() -> None:
    def edit(book: Any) -> None:
        book[BILL].title = "Parts"
        put(book, "rpi-3b", "Quantity", 8, sheet="Parts")
        for row in book["Parts"].iter_rows():
            if row[1].value == "What":
                for cell in row:
                    cell.value = None

    returned, _ = back(CHARGED, edit, small_catalog())

    assert told(returned) == [("~", "quantity", "7", "8")]
    assert codes(returned) == ["returned-sheet"]


def test_a_broken_formula_and_values_in_the_place_of_all_formulas_are_told_once() -> None:
    def breaks(book: Any) -> None:
        cell = next(c for row in book[BILL].iter_rows() for c in row if c.data_type == "f")
        cell.data_type, cell.value = "e", "#REF!"

    def pasted(book: Any) -> None:
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        cell.value = 1

    broken = back(CHARGED, breaks, small_catalog())[0].findings
    replaced, _ = back(CHARGED, pasted, small_catalog())

    assert "The formula is broken: it shows #REF!." in [each.message for each in broken]
    assert replaced.changes == ()
    assert codes(replaced) == ["returned-formula"]


def test_a_quantity_in_kits_comes_back_into_each_of_them() -> None:
    def boards(number: int) -> Callable[[Any], None]:
        return lambda book: put(book, "pi", "Quantity", number)

    plan, _ = cost_build(CLUSTER, CATALOG, TERMS)
    [line] = [each for each in plan.bill.lines if each.part_number == "pi"]
    twice, made = back(CLUSTER, boards(2 * line.quantity), CATALOG)
    odd, _ = back(CLUSTER, boards(line.quantity + 1), CATALOG)
    several, _ = back(CLUSTER, lambda book: put(book, "patch", "Quantity", 99), CATALOG)
    cheaper, _ = back(CLUSTER, lambda book: put(book, "patch", "Price per pack", 1), CATALOG)

    assert made.quantity_of("pi") == 2 * line.quantity
    assert twice.total_after == total(made, CATALOG)
    assert codes(odd) == codes(several) == ["returned-not-taken"]
    assert [each.taken for each in cheaper.changes] == [True]


def test_without_the_lines_of_a_bill_there_is_nothing_to_take_back() -> None:
    def edit(book: Any) -> None:
        del book[BILL]

    with pytest.raises(PlannerError, match="No sheet has the columns"):
        back(CHARGED, edit, small_catalog())


def test_a_workbook_in_copies_of_a_build_for_one_says_how_many() -> None:
    many = CHARGED.model_copy(update={"copies": 3})
    content = EXPORTERS["xlsx"].export(document_of(many, small_catalog(), TERMS))

    returned, made = take_back("k.xlsx", content, CHARGED, small_catalog(), TERMS, today=TODAY)
    same, _ = take_back("k.xlsx", content, many, small_catalog(), TERMS, today=TODAY)

    assert told(returned) == [("~", "copies", "1", "3")]
    assert returned.total_after == same.total_before == total(made, small_catalog())
    assert same.changes == ()


def test_a_workbook_with_spares_asks_for_the_rule_that_it_was_exported_with() -> None:
    spared = CHARGED.model_copy(update={"spare_rules": (SpareRule(percent=Decimal(10)),)})
    content = EXPORTERS["xlsx"].export(document_of(spared, small_catalog(), TERMS))

    with pytest.raises(PlannerError, match="counts spares by a rule"):
        take_back("k.xlsx", content, CHARGED, small_catalog(), TERMS, today=TODAY)


def test_the_workbook_of_an_upgrade_comes_back_and_a_resale_is_said_elsewhere() -> None:
    was = build(
        position("board", "rpi-3b", 7, price=price("30.00 SGD")),
        position("switch", "switch-8g", 1, price=price("20.00 SGD")),
        name="before",
    )
    content = EXPORTERS["xlsx"].export(
        document_of(CHARGED, small_catalog(), TERMS, upgrade_from=was)
    )
    book = openpyxl.load_workbook(BytesIO(content))
    put(book, "rpi-3b", "Quantity", 8)
    put(book, "switch-8g", "Resale value each", 5, sheet="Upgrade")
    saved = BytesIO()
    book.save(saved)
    facts = {"rejected": (), "today": TODAY}

    full, _ = take_back(
        "k.xlsx", saved.getvalue(), CHARGED, small_catalog(), TERMS, upgrade_from=was, **facts
    )  # type: ignore[arg-type]
    plain, _ = take_back("k.xlsx", saved.getvalue(), CHARGED, small_catalog(), TERMS, **facts)  # type: ignore[arg-type]

    assert told(full) == told(plain) == [("~", "quantity", "7", "8")]
    assert codes(full) == ["returned-elsewhere"]
    assert codes(plain) == ["returned-further"]


def test_price_breaks_out_of_their_order_are_not_taken() -> None:
    def edit(book: Any) -> None:
        sheet = book[BILL]
        rows = list(sheet.iter_rows())
        [heading] = [n for n, row in enumerate(rows) if "From packs" in [c.value for c in row]]
        texts = [cell.value for cell in rows[heading]]
        rows[heading + 1][texts.index("From packs")].value = 12

    returned, _ = back(BY_TERMS, edit, BOUGHT_FROM)

    assert codes(returned) == ["returned-not-taken"]
    assert returned.total_after == returned.total_before


def test_a_rate_of_an_old_plan_holds_on_its_day() -> None:
    returned, made = back(
        CHARGED, lambda book: put(book, "SGD", "Rate", 0.75, sheet="Rates"), small_catalog()
    )

    assert [each.field.value for each in returned.changes] == ["rate"]
    plan, bom = cost_build(made, small_catalog(), TERMS)
    assert [str(each) for each in bom.also] == [f"US${bom.total.amount * Decimal('0.75'):.2f}"]  # type: ignore[union-attr]
    assert plan.rates[0].as_of == CHARGED.on
