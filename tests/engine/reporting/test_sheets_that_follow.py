"""Kits, electricity and prices on sheets of their own follow the bill, or say that they cannot."""

from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.cost import cost
from planner.engine.planning.plan import make_plan
from planner.engine.planning.running import running_cost
from planner.engine.reporting import document
from planner.engine.reporting._changed_cells import NOT_COUNTED
from planner.model.build import Build
from planner.model.document import Document
from planner.model.expressions import Ref
from planner.model.spares import SpareRule
from planner.model.tariffs import entered_tariff
from tests.engine.planning.test_copies import CATALOG
from tests.engine.reporting.test_bill_cells import differences, is_number, sheet
from tests.engine.sizing_cases import RATES
from tests.kits import built, inner, inner_kit, kit, part, use

CLUSTER = built(
    kit("wired", inner("pi", 1, "board"), inner("patch", 2, "cable")),
    kit("worker", inner("card", 1, "storage"), inner_kit("wired")),
    use("worker", 3),
    use("wired"),
    part("five", 1, "switch"),
)
COPIES = Ref("copies", "copies", "copies")


def told(build: Build, copies: int = 1, **changed: Any) -> Document:
    build = build.model_copy(update={"copies": copies} | changed)
    made = make_plan(build, CATALOG, rates=RATES)
    tariff = entered_tariff(Decimal("0.30"), "SGD", "SG", on=made.on)
    return document(made, cost(made), running=running_cost(made, tariff, country="SG"))


def line_of(of: Document, number: str, column: str) -> Ref:
    lines = of.bom.lines
    index = next(i for i, each in enumerate(lines) if each.line.part_number == number)
    return Ref("bill", f"line_{index + 1}", column)


def words(of: Document, table: str, edits: dict[Ref, Any]) -> list[Ref]:
    found = sheet(of, edits)
    return [ref for ref in found.computed if ref.table == table and found[ref] == NOT_COUNTED]


@pytest.mark.parametrize("copies", [2, 3, 8])
def test_kits_and_electricity_follow_the_number_of_copies(copies: int) -> None:
    before, after = told(CLUSTER, 5), told(CLUSTER, copies)
    edits = {COPIES: Decimal(copies)}
    found, meant = sheet(before, edits), sheet(after)
    for table in ("kits", "drawn", "running"):
        cells = [ref for ref in found.computed if ref.table == table]
        assert cells
        said = [ref for ref in cells if found[ref] == NOT_COUNTED]
        assert [(ref, found[ref]) for ref in cells if ref not in said] == [
            (ref, meant[ref]) for ref in cells if ref not in said
        ]
        # What is sold singly, at a price of the bill's currency, is counted; packs are not.
        assert table == "kits" or not said
    counted = {
        ref.row for ref in found.computed if ref.column == "quantity" and ref.table == "kits"
    }
    assert all(is_number(found[Ref("kits", row, "quantity")]) for row in counted)
    assert is_number(found[Ref("kits", "total", "amount")])


def test_another_quantity_moves_watts_and_says_in_kits_which_it_does_not_know() -> None:
    before = told(CLUSTER)
    pi = line_of(before, "pi", "quantity")
    edits = {pi: Decimal(6)}
    found = sheet(before, edits)
    drawn = next(ref for ref in found.computed if ref.table == "drawn" and ref.column == "quantity")
    assert found[drawn] in (Decimal(6), Decimal(1))
    quantities = {
        row.key: row.cells[1]
        for report in before.reports
        for table in report.tables
        if table.name == "drawn"
        for row in table.rows
    }
    rows = [key for key, number in quantities.items() if number == "pi"]
    assert [found[Ref("drawn", key, "quantity")] for key in rows] == [Decimal(6)]

    # Which kit has the boards that were added, no bill tells.
    said = words(before, "kits", edits)
    assert said
    parts = {ref.row for ref in said if ref.column == "quantity"}
    names = {row.key: row.cells for report in before.reports for table in report.tables
             if table.name == "kits" for row in table.rows}  # fmt: skip
    assert {names[row][1] for row in parts} == {"pi"}
    assert is_number(found[Ref("kits", "total", "amount")])
    assert words(before, "kits", {}) == []


def test_spares_by_rule_are_words_in_kits_and_numbers_in_what_is_drawn() -> None:
    rules = (SpareRule(percent=Decimal(10)),)
    before, after = (told(CLUSTER, many, spare_rules=rules) for many in (4, 10))
    edits = {COPIES: Decimal(10)}
    found, meant = sheet(before, edits), sheet(after)
    for ref in found.computed:
        if ref.table in ("drawn", "running"):
            assert found[ref] == meant[ref]
        if ref.table == "kits":
            assert found[ref] in (NOT_COUNTED, meant[ref])


def test_prices_name_no_source_for_a_price_that_was_entered_and_call_a_quantity_chosen() -> None:
    before = told(built(part("pi", 4, "board"), part("five", 1, "switch")))
    price, quantity = (line_of(before, "five", column) for column in ("unit_price", "quantity"))
    row = price.row
    found = sheet(before, {price: Decimal(1), quantity: Decimal(3)})
    assert found[Ref("prices", row, "unit_price")] == 1
    assert found[Ref("prices", row, "count")] == 3
    assert found[Ref("prices", row, "basis")] == NOT_COUNTED
    assert found[Ref("prices", row, "vendor")] == NOT_COUNTED
    assert found[Ref("prices", row, "count_basis")] == "chosen"


def test_racks_are_of_one_copy_and_hang_on_no_price() -> None:
    of = told(CLUSTER, 2)
    reports = {report.name: report for report in of.reports}
    assert reports["running"].changed is None
    assert reports["kits"].stale
    assert differences(of, of, {}) == []
